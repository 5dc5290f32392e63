"""An audit of twelve entries after DOMAIN's worked scenarios, with drawn crops; all parties are invented.

`python -m tests.reports.example FOLDER` writes its reports.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from schemas.arrival import Arrival, ArrivalState
from schemas.audit import Audit
from schemas.entry import DATE_COLUMNS, LIST_COLUMNS, NUMBER_COLUMNS, EntryLine
from schemas.finding import Evidence, Finding, Link, Severity, Status
from schemas.page import Box
from schemas.record import Marks, Record, Sighting, Value, typed_from_json

# fmt: off - the data are a table
C, E, W, I = Severity.CRITICAL, Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - as DOMAIN abbreviates


def example() -> Audit:
    """The same audit every time."""
    records = list(_records())
    held = {record.source: record for record in records} | {
        f"{record.source}#{record.pages[0]}": record for record in records
    }
    findings = list(_findings(held))
    return Audit(
        run=_RUN,
        arrivals=_arrivals(records),
        records=records,
        entry_lines=list(_entry_lines()),
        links=list(_links(held)),
        findings=findings,
        problems=[
            "inbox/9QX-0012401-3/page photo 3.jpg: the file is empty; ask the sender for it again",
            "entries.csv row 14: gross_weight_kg “4,13O” is no number; the cell was left empty",
        ],
        crop=draw_crop(findings),
    )


_RUN = {
    "started": "2026-11-22T14:05:12+00:00",
    "finished": "2026-11-22T14:07:48+00:00",
    "version": "0.1.0",
    "inboxes": ["inbox"],
    "entry_files": ["entries.csv"],
    "settings": {"jobs": 2, "fail_on": None},
    "stages": {"read": {"seconds": 131.2, "cpu": 240.9}, "judge": {"seconds": 4.8, "cpu": 4.7}},
    "tables": {"issuers": "2026-11-01", "programmes": "2026-11-01", "hts_special": "no table loaded"},
    "rules": 113,
}


def document_id(source: str, pages: tuple[int, ...] = (1,)) -> str:
    span = f"{pages[0]}" if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"
    return f"sha256:{hashlib.sha256(source.encode()).hexdigest()}#{span}"


def box_of(name: str) -> Box:
    """A place on the page that is always the same for the same field."""
    seed = hashlib.sha256(name.encode()).digest()
    x, y = seed[0] / 255 * 0.4 + 0.05, seed[1] / 255 * 0.8 + 0.05
    return Box(round(x, 3), round(y, 3), round(x + 0.4, 3), round(y + 0.035, 3))


def record(
    source: str, kind: str, fields: Mapping[str, str | None], pages: tuple[int, ...] = (1,), surety: float = 0.96
) -> Record:
    return Record(
        document=document_id(source, pages),
        source=source,
        pages=pages,
        kind=kind,
        kind_confidence=0.97,
        kind_reasons=("title and layout",),
        language=("en",),
        read_by=("tesseract",),
        rotation=0,
        fields={
            name: text
            and Value(
                typed_from_json(name, text),
                surety,
                (
                    Sighting(_RAW.get((source, name), text), pages[0], box_of(name), surety, "tesseract"),
                    *(
                        Sighting(raw, pages[0], box_of(name), 0.6, "rapidocr")
                        for raw in _SECOND.get((source, name), ())
                    ),
                ),
            )
            for name, text in fields.items()
        },
        marks=Marks(seal=kind.startswith("coo"), signature=True),
    )


_SECOND = {("inbox/scans/lot 8/IMG_2044.png", "gross_weight_kg"): ("8240.0 KGS",)}
_RAW = {
    ("inbox/scans/lot 8/IMG_2044.png", "gross_weight_kg"): "6240.0 KGS",
    ("inbox/9QX-0012345-2/coo.pdf", "origin_country"): "MALAYSIA",
    ("inbox/9QX-0012345-2/import-declaration.pdf", "origin_country"): "CN CHINA",
    ("inbox/8ZV-4410087-1/ckfta.pdf", "origin_country"): "all the goods were produced in CHINA",
    ("inbox/8ZV-4410087-1/ckfta.pdf", "issue_date"): "Qingdao, 02 MAR. 2026",
}


def _records():
    yield record(
        "inbox/9QX-0012345-2/coo.pdf",
        "coo.generic_chamber",
        {
            "certificate_number": "SCLC/26/0448",
            "issuer": "SELANGOR COMMERCE & LOGISTICS CENTRE",
            "issue_date": "2026-04-22",
            "exporter": "EVERSTONE QUARTZ SDN BHD",
            "origin_country": "MY",
        },
    )
    yield record(
        "inbox/9QX-0012345-2/production-report.pdf",
        "fac.batch_log",
        {"record_number": "PDR-0418", "producer": "EVERSTONE QUARTZ SDN BHD", "issue_date": "2026-04-19"},
        (1, 2),
    )
    yield record(
        "inbox/9QX-0012345-2/import-declaration.pdf",
        "fac.import_declaration_other",
        {"record_number": "K1-B18-104477", "origin_country": "CN", "issue_date": "2026-04-13"},
    )
    yield record(
        "inbox/9QX-0012345-2/packing-list.pdf",
        "ship.packing_list",
        {"container": "TSTU7001120", "invoice_number": "EQ-26-118"},
    )
    yield record(
        "inbox/9QX-0012345-2/packing-list.pdf",
        "ship.bl",
        {"bl_number": "PKGU2604771", "port_of_loading": "PORT KLANG"},
        (2,),
    )
    yield record(
        "inbox/ccpit-ningbo.pdf",
        "coo.cn.nonpref",
        {
            "certificate_number": "24C3302A1180/00217",
            "issue_date": "2026-03-12",
            "issuer": "CCPIT NINGBO",
            "exporter": "NINGBO HAILIAN LIGHTING CO., LTD.",
            "origin_country": "CN",
        },
    )
    yield record(
        "inbox/7KW-2200518-8/usmca.pdf",
        "cert.usmca",
        {
            "certifier": "AUTOPARTES DEL BAJIO SA DE CV",
            "issue_date": "2025-01-05",
            "blanket_from": "2025-01-01",
            "blanket_to": "2025-12-31",
            "origin_country": "MX",
        },
    )
    yield record(
        "inbox/8ZV-4410087-1/ckfta.pdf",
        "coo.ckfta",
        {
            "certificate_number": "K2633020A2B10031",
            "issue_date": "2026-03-02",
            "issuer": "QINGDAO CUSTOMS",
            "origin_country": "CN",
        },
    )
    yield record(
        "inbox/8ZV-4410093-9/form-b.jpg",
        "coo.nonpref_other_country",
        {
            "certificate_number": "VN-US 25/02/118823",
            "issue_date": "2025-08-14",
            "issuer": "VCCI HO CHI MINH CITY",
            "origin_country": "VN",
        },
        surety=0.81,
    )
    yield record(
        "inbox/8ZV-4410121-8/mtc.pdf",
        "fac.mtc",
        {"producer": "TANGSHAN XX STEEL", "origin_country": "CN", "record_number": "H26-0411"},
        (1, 2, 3),
    )
    yield record(
        "inbox/scans/lot 8/IMG_2044.png",
        "coo.cn.nonpref",
        {"certificate_number": "C263302A11800217", "origin_country": "CN", "issue_date": "2026-06-02"},
        surety=0.72,
    )
    yield record(
        "inbox/9QX-0013002-8/copy-2.pdf",
        "coo.cn.nonpref",
        {"certificate_number": "C263302A11800217", "origin_country": "CN", "issue_date": "2026-06-02"},
    )
    yield record("inbox/7KW-2200533-7/records.pdf", "fac.bom", {"record_number": "BOM-18MM"})
    yield record("inbox/7KW-2200533-7/records.pdf", "fac.batch_log", {"finish_date": "2026-05-21"}, (2,))
    yield record(
        "inbox/7KW-2200561-8/coo.pdf",
        "coo.cn.nonpref",
        {"certificate_number": "26C3302A0900/00101", "invoice_number": "NB-0611", "origin_country": "CN"},
    )
    yield record(
        "inbox/9QX-0013350-1/korus.pdf",
        "cert.korus",
        {
            "certifier": "HANYANG VALVE CO., LTD.",
            "issue_date": "2026-01-04",
            "blanket_from": "2026-01-01",
            "blanket_to": "2026-12-31",
            "origin_country": "KR",
        },
    )
    yield record(
        "inbox/9QX-0013350-1/invoice.pdf", "ship.invoice", {"invoice_number": "HV-26-0072", "origin_country": "KR"}
    )
    yield record(
        "inbox/lost/co 2024.pdf",
        "coo.cn.nonpref",
        {"certificate_number": "24C4403A0071/00020", "origin_country": "CN", "issue_date": "2024-02-01"},
    )
    yield record("inbox/lost/cover letter.pdf", "other", {})


def _arrivals(records: list[Record]) -> list[Arrival]:
    noon = dt.datetime(2026, 11, 22, 14, 5, 12, tzinfo=dt.UTC)
    files = {record.source: record for record in records}
    result = [
        Arrival(
            number,
            record.document[7:71],
            source,
            214_000 + number * 977,
            noon,
            ArrivalState.OTHER if record.kind == "other" else ArrivalState.READ,
        )
        for number, (source, record) in enumerate(files.items(), start=1)
    ]
    twin = result[0]
    return [
        *result,
        Arrival(90, twin.sha256, "inbox/again/coo (1).pdf", twin.size, noon, ArrivalState.DUPLICATE, twin.source),
        Arrival(
            91,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "inbox/9QX-0012401-3/page photo 3.jpg",
            0,
            noon,
            ArrivalState.UNREADABLE,
            "the file is empty",
        ),
        Arrival(
            92,
            "9f" * 32,
            "inbox/locked.pdf",
            88_120,
            noon,
            ArrivalState.UNREADABLE,
            "the PDF is locked with a password; ask the sender for an open copy",
        ),
    ]


def entry_line(number: str, line_no: str = "1", **columns: str) -> EntryLine:
    """A line from the canonical columns as text, lists separated by `;`."""
    typed = {*DATE_COLUMNS, *NUMBER_COLUMNS, *LIST_COLUMNS}
    return EntryLine(
        entry_number=number,
        line_no=line_no,
        text={name: text for name, text in columns.items() if name not in typed},
        dates={name: dt.date.fromisoformat(columns[name]) for name in DATE_COLUMNS if name in columns},
        numbers={name: Decimal(columns[name]) for name in NUMBER_COLUMNS if name in columns},
        lists={name: tuple(columns[name].split(";")) for name in LIST_COLUMNS if name in columns},
        source="entries.csv",
    )


def _entry_lines():
    importer = {"importer_name": "PACIFIC SURFACES LLC", "importer_number": "84-1234567AB", "entry_type": "01"}
    yield entry_line(
        "9QX-0012345-2",
        **importer,
        entry_date="2026-05-11",
        summary_date="2026-05-21",
        import_date="2026-05-09",
        export_date="2026-04-24",
        port_code="2704",
        country_of_origin="MY",
        exporting_country="MY",
        hts="6810990010",
        description="QUARTZ SURFACE SLABS",
        net_quantity="2340",
        unit="M2",
        gross_weight_kg="47320",
        entered_value_usd="78624",
        manufacturer_id="MYEVEQUA18SHA",
        bl_awb="PKGU2604771",
    )
    lamp = {
        "importer_name": "BRIGHT HOME INC",
        "importer_number": "123-45-6789",
        "entry_type": "01",
        "country_of_origin": "CN",
        "hts": "8539520091",
        "description": "LED LAMPS",
        "certificate_number": "24C3302A1180/00217",
        "chapter99": "99038803",
    }
    yield entry_line(
        "9QX-0012401-3",
        **lamp,
        entry_date="2026-04-02",
        net_quantity="9600",
        unit="NO",
        gross_weight_kg="6010",
        entered_value_usd="14400",
    )
    yield entry_line(
        "9QX-0012477-3",
        **lamp,
        entry_date="2026-04-20",
        net_quantity="6600",
        unit="NO",
        gross_weight_kg="4130",
        entered_value_usd="9900",
    )
    yield entry_line(
        "7KW-2200518-8",
        importer_name="GREAT LAKES AXLE CORP",
        importer_number="38-7654321",
        entry_type="01",
        entry_date="2026-03-12",
        country_of_origin="MX",
        spi="S",
        hts="8708295160",
        description="BODY STAMPINGS",
        entered_value_usd="142500",
        net_quantity="3800",
        unit="NO",
    )
    yield entry_line(
        "8ZV-4410087-1",
        importer_name="CASCADE PACKAGING",
        importer_number="91-2223334",
        entry_type="01",
        entry_date="2026-03-30",
        country_of_origin="KR",
        spi="KR",
        hts="3923300090",
        description="PLASTIC BOTTLES",
        entered_value_usd="61200",
        net_quantity="18000",
        unit="NO",
    )
    yield entry_line(
        "8ZV-4410093-9",
        importer_name="HEARTH & VANITY LLC",
        importer_number="20-5556667",
        entry_type="01",
        entry_date="2025-09-08",
        country_of_origin="VN",
        hts="9403608093",
        description="WOODEN VANITIES",
        entered_value_usd="96100",
        net_quantity="620",
        unit="NO",
    )
    for number in range(1, 13):
        yield entry_line(
            "8ZV-4410121-8",
            str(number),
            importer_name="GULF TUBULAR SUPPLY",
            importer_number="76-8889990",
            entry_type="01",
            entry_date="2026-07-06",
            country_of_origin="TH",
            country_melt_pour="TH",
            hts="7306305032",
            description=f"CARBON STEEL PIPE, SIZE {number}",
            entered_value_usd="18950",
            net_quantity="16408",
            unit="KG",
            gross_weight_kg="16408",
        )
    yield entry_line(
        "9QX-0013002-8",
        importer_name="BRIGHT HOME INC",
        importer_number="123-45-6789",
        entry_type="01",
        entry_date="2026-06-30",
        country_of_origin="CN",
        hts="8539520091",
        description="LED LAMPS",
        manifest_quantity="480",
        gross_weight_kg="10140",
        entered_value_usd="22800",
    )
    yield entry_line(
        "7KW-2200533-7",
        importer_name="MERIDIAN PANEL IMPORTS",
        importer_number="58-4445556",
        entry_type="01",
        entry_date="2026-06-20",
        export_date="2026-05-18",
        country_of_origin="KH",
        hts="4412333275",
        description="HARDWOOD PLYWOOD 18MM",
        net_quantity="412",
        unit="M3",
        entered_value_usd="230700",
    )
    yield entry_line(
        "7KW-2200561-8",
        importer_name="HARBOR HOUSEWARES",
        importer_number="47-1112223",
        entry_type="01",
        entry_date="2026-06-29",
        export_date="2026-06-14",
        country_of_origin="CN",
        hts="7323930080",
        description="STAINLESS BOWLS",
        entered_value_usd="138600",
        relationship="N",
    )
    yield entry_line(
        "9QX-0013350-1",
        importer_name="PACIFIC FLOW CONTROL",
        importer_number="94-3334445",
        entry_type="01",
        entry_date="2026-04-14",
        country_of_origin="KR",
        spi="KR",
        hts="8481803090",
        description="BALL VALVES",
        net_quantity="1000",
        unit="NO",
        entered_value_usd="41000",
    )
    yield entry_line(
        "9QX-0013400-4",
        importer_name="PACIFIC FLOW CONTROL",
        importer_number="94-3334445",
        entry_type="01",
        entry_date="2026-05-02",
        country_of_origin="TW",
        hts="8481803090",
        description="GATE VALVES",
        net_quantity="200",
        unit="NO",
        entered_value_usd="9100",
    )


def _links(held: Mapping[str, Record]):
    records = list(_records())
    for found in records:
        folder = found.source.split("/")[1]
        if folder[3:4] == "-":
            yield Link(found.document, folder, 1.0, ("the folder is named after the entry",))
    shared = held["inbox/ccpit-ningbo.pdf"].document
    for number in ("9QX-0012401-3", "9QX-0012477-3"):
        yield Link(shared, number, 0.98, ("certificate number 24C3302A1180/00217 is cited by the entry",))
    photo = held["inbox/scans/lot 8/IMG_2044.png"].document
    yield Link(photo, "9QX-0013002-8", 0.64, ("same exporter and goods", "dates fit", "no number in common"), True)
    for source in ("inbox/lost/co 2024.pdf", "inbox/lost/cover letter.pdf"):
        yield Link(held[source].document, "", 0.0, ("no number, party or date in it fits an entry",))


def finding(
    rule: str,
    severity: Severity,
    entry: str,
    documents: list[Record],
    declared: Mapping[str, str | None],
    found: Mapping[str, str | None],
    message: str,
    *,
    basis: str,
    action: str,
    line: str = "1",
    surety: float = 0.95,
    status: Status = Status.FINDING,
    raw: Mapping[str, str] | None = None,
) -> Finding:
    """A finding whose evidence is one place for each text in `raw`, all on the first document."""
    places = [
        Evidence(
            documents[min(i, len(documents) - 1)].document,
            name,
            documents[min(i, len(documents) - 1)].pages[0],
            box_of(name),
            text,
        )
        for i, (name, text) in enumerate((raw or {}).items())
    ]
    return Finding(
        rule,
        severity,
        status,
        entry,
        line,
        tuple(d.document for d in documents),
        declared,
        found,
        message,
        basis,
        action,
        surety,
        tuple(places),
    )


def _findings(held: Mapping[str, Record]):
    coo, imports = held["inbox/9QX-0012345-2/coo.pdf"], held["inbox/9QX-0012345-2/import-declaration.pdf"]
    log, bl = held["inbox/9QX-0012345-2/production-report.pdf"], held["inbox/9QX-0012345-2/packing-list.pdf"]
    a = "9QX-0012345-2"
    yield finding(
        "issuer.unauthorised",
        C,
        a,
        [coo],
        {"country_of_origin": "MY"},
        {"issuer": "SELANGOR COMMERCE & LOGISTICS CENTRE"},
        "SELANGOR COMMERCE & LOGISTICS CENTRE is not known as a body that may issue certificates of origin.",
        basis="Issuer registry; 19 USC 1484(a)(1)",
        action="ASK",
        raw={"issuer": "SELANGOR COMMERCE & LOGISTICS CENTRE", "certificate_number": "SCLC/26/0448"},
    )
    yield finding(
        "route.fg-import",
        C,
        a,
        [imports, coo],
        {"gross_weight_kg": "47320"},
        {"gross_weight_kg": "46800", "origin_country": "CN", "issue_date": "2026-04-13"},
        "46,800 kg of finished slabs came from China 9 days before the certificate: 98.9 % of the 47,320 kg entered.",
        basis="19 CFR 134.1(b)",
        action="HOLD, ESC",
        raw={"origin_country": "CN CHINA", "gross_weight_kg": "46,800.00 KGS"},
    )
    yield finding(
        "route.same-container",
        C,
        a,
        [bl],
        {"bl_awb": "PKGU2604771"},
        {"container": "TSTU7001120"},
        "Container TSTU7001120 left Xiamen on 6 Apr 2026 and was loaded at Port Klang without being emptied.",
        basis="19 CFR 134.1(b)",
        action="HOLD",
        raw={"container": "TSTU 700112 0"},
    )
    yield finding(
        "fac.capacity",
        C,
        a,
        [log],
        {"net_quantity": "2340"},
        {"quantity": "520"},
        "520 slabs in 2 days are 433 % of the 120 that one press of 60 slabs a day can make.",
        basis="19 USC 1484(a)(1)",
        action="ASK",
        raw={"quantity": "520 SLABS / 2 DAYS"},
    )
    yield finding(
        "adcvd.in-scope-type01",
        C,
        a,
        [],
        {"entry_type": "01", "hts": "6810990010"},
        {},
        "Quartz surface products of China are under AD and CVD orders; the entry is of type 01 without a case number.",
        basis="19 USC 1673; 19 CFR 351",
        action="TYPE03, PD",
    )
    yield finding(
        "fac.chain-gap",
        E,
        a,
        [log],
        {},
        {"quantity": "520"},
        "No record shows the resin and quartz that 520 slabs need.",
        basis="19 CFR part 163",
        action="ASK",
    )
    yield finding(
        "doc.number.format",
        W,
        a,
        [coo],
        {},
        {"certificate_number": "SCLC/26/0448"},
        "the issuer is unknown, so the form of its numbers is not known either",
        basis="issuer numbering",
        action="VERIFY",
        status=Status.NOT_EVALUABLE,
    )
    cert = held["inbox/ccpit-ningbo.pdf"]
    for number in ("9QX-0012401-3", "9QX-0012477-3"):
        yield finding(
            "x.cert-reuse",
            E,
            number,
            [cert],
            {"certificate_number": "24C3302A1180/00217"},
            {"certificate_number": "24C3302A1180/00217"},
            "One certificate is cited by 2 entries.",
            line="",
            basis="19 USC 1484(a)(1)",
            action="ASK",
            raw={"certificate_number": "24C3302A1180/00217"},
        )
    yield finding(
        "x.drawdown",
        C,
        "9QX-0012477-3",
        [cert],
        {"net_quantity": "16200"},
        {"quantity": "14400"},
        "The entries that cite this certificate take 16,200 pieces out of 14,400 certified (112.5 %).",
        basis="19 USC 1484(a)(1)",
        action="ASK",
        raw={"quantity": "14,400 PCS"},
    )
    usmca = held["inbox/7KW-2200518-8/usmca.pdf"]
    b = "7KW-2200518-8"
    yield finding(
        "prog.blanket-window",
        C,
        b,
        [usmca],
        {"entry_date": "2026-03-12", "spi": "S"},
        {"blanket_from": "2025-01-01", "blanket_to": "2025-12-31"},
        "The entry of 12 Mar 2026 is outside the blanket period.",
        basis="19 CFR 182.12; USMCA Annex 5-A",
        action="PSC, 1520D",
        raw={"blanket_from": "20250101", "blanket_to": "20251231"},
    )
    yield finding(
        "goods.hs6",
        E,
        b,
        [usmca],
        {"hts": "8708295160"},
        {"hs_code": "870899"},
        "The certification names HS 8708.99; the entry declares 8708.29.5160.",
        basis="19 CFR 182.12",
        action="ASK",
        raw={"hs_code": "8708.99"},
    )
    yield finding(
        "prog.elements-missing",
        E,
        b,
        [usmca],
        {},
        {"certifier": None},
        "The certification lacks the certifier's telephone number and e-mail address.",
        line="",
        basis="USMCA Annex 5-A (2)",
        action="ASK",
    )
    ck = held["inbox/8ZV-4410087-1/ckfta.pdf"]
    d = "8ZV-4410087-1"
    yield finding(
        "origin.country-mismatch",
        C,
        d,
        [ck],
        {"country_of_origin": "KR"},
        {"origin_country": "CN"},
        "The certificate names China as origin; the entry declares South Korea.",
        basis="19 CFR 134.1(b); 19 USC 1484",
        action="HOLD",
        raw={"origin_country": "all the goods were produced in CHINA"},
    )
    yield finding(
        "prog.no-certificate",
        C,
        d,
        [],
        {"spi": "KR"},
        {},
        "The entry claims KORUS; no KORUS certification is in the file.",
        basis="19 CFR 10.1003-1004",
        action="PSC",
    )
    yield finding(
        "prog.cert-not-us",
        I,
        d,
        [ck],
        {},
        {"certificate_number": "K2633020A2B10031"},
        "A China-Korea certificate is no certificate of a US programme; it is used as evidence of origin only.",
        basis="HTS General Note 33",
        action="FILE",
        line="",
    )
    vn = held["inbox/8ZV-4410093-9/form-b.jpg"]
    f = "8ZV-4410093-9"
    yield finding(
        "issuer.wrong-date",
        E,
        f,
        [vn],
        {},
        {"issuer": "VCCI HO CHI MINH CITY", "issue_date": "2025-08-14"},
        "VCCI lost its authority on 5 May 2025; this certificate is of 14 Aug 2025.",
        line="",
        basis="Vietnam MOIT decision 2025",
        action="ASK",
        raw={"issue_date": "14/08/2025"},
        surety=0.88,
    )
    yield finding(
        "doc.retro.unmarked",
        W,
        f,
        [vn],
        {},
        {"issue_date": "2025-08-14", "certificate_number": None},
        "Issued 12 days after shipment without a retroactive mark.",
        line="",
        basis="form practice",
        action="ASK",
        raw={"issue_date": "14/08/2025"},
    )
    bom = held["inbox/7KW-2200533-7/records.pdf#1"]
    logs = held["inbox/7KW-2200533-7/records.pdf#2"]
    h = "7KW-2200533-7"
    yield finding(
        "fac.mass-balance",
        C,
        h,
        [bom],
        {"net_quantity": "412"},
        {"quantity": "221.6"},
        "412 m3 declared; 268 m3 of veneer make at most 268 / (1.08 × 1.12) = 221.6 m3. The output is 186 % of what "
        "was possible.",
        basis="19 USC 1484(a)(1)",
        action="HOLD",
        raw={"quantity": "268.0 M3"},
    )
    yield finding(
        "fac.prod-after-ship",
        C,
        h,
        [logs],
        {"export_date": "2026-05-18"},
        {"finish_date": "2026-05-21"},
        "Production ended 3 days after the goods were shipped.",
        basis="19 CFR part 163",
        action="ASK, ESC",
        raw={"issue_date": "21 MAY 2026"},
    )
    mtc = held["inbox/8ZV-4410121-8/mtc.pdf"]
    for number in range(1, 13):
        yield finding(
            "s232.melt-pour-vs-mtc",
            C,
            "8ZV-4410121-8",
            [mtc],
            {"country_melt_pour": "TH"},
            {"producer": "TANGSHAN XX STEEL", "origin_country": "CN"},
            "The mill certificates name a mill in China; the entry declares steel melted and poured in Thailand.",
            line=str(number),
            basis="Proclamation 9705 as amended",
            action="HOLD, PD",
            raw={"producer": "TANGSHAN XX STEEL", "origin_country": "CHINA"},
        )
        yield finding(
            "s301.missing",
            C,
            "8ZV-4410121-8",
            [],
            {"chapter99": None},
            {},
            line=str(number),
            message="no Section 301 table is loaded for 7306.30 on 6 Jul 2026",
            basis="HTS 9903.88",
            action="HOLD",
            status=Status.NOT_EVALUABLE,
        )
    copy = held["inbox/9QX-0013002-8/copy-2.pdf"]
    g = "9QX-0013002-8"
    yield finding(
        "qty.words-figures",
        E,
        g,
        [copy],
        {"manifest_quantity": "480"},
        {"packages": "780"},
        "The words say FOUR HUNDRED AND EIGHTY, the figures 780.",
        basis="19 CFR 163",
        action="VERIFY, ESC",
        raw={"packages": "FOUR HUNDRED AND EIGHTY (780) CARTONS"},
    )
    photo = held["inbox/scans/lot 8/IMG_2044.png"]
    yield finding(
        "weight.gross",
        E,
        g,
        [photo],
        {"gross_weight_kg": "10140"},
        {"gross_weight_kg": "6240"},
        "Read as 6,240 or 8,240; the entry says 10,140.",
        basis="19 CFR 141.86",
        action="ASK",
        surety=0.55,
        status=Status.QUESTION,
        raw={"gross_weight_kg": "6240.0 KGS"},
    )
    hk = held["inbox/7KW-2200561-8/coo.pdf"]
    yield finding(
        "date.ambiguous",
        I,
        "7KW-2200561-8",
        [hk],
        {"export_date": "2026-06-14"},
        {"invoice_date": "2026-06-11"},
        "06/11/2026 is 11 Jun: 6 Nov would be after the export.",
        line="",
        basis="19 CFR 141.86",
        action="FILE",
        raw={"invoice_date": "NB-0611 06/11/2026"},
    )
    yield finding(
        "ref.invoice-no",
        W,
        "7KW-2200561-8",
        [hk],
        {"invoice_number": "HK-2026-118"},
        {"invoice_number": "NB-0611"},
        "Read as NB-0611 or NB-O611; the entry cites HK-2026-118.",
        line="",
        basis="19 CFR 141.86",
        action="ASK",
        status=Status.QUESTION,
        surety=0.7,
        raw={"invoice_number": "NB-0611"},
    )
    yield finding(
        "prog.signatory",
        W,
        "9QX-0013350-1",
        [held["inbox/9QX-0013350-1/korus.pdf"]],
        {},
        {},
        "the certifier's role could not be read",
        line="",
        basis="19 CFR 10.1004",
        action="ASK",
        status=Status.NOT_EVALUABLE,
    )
    yield finding(
        "doc.language",
        I,
        "",
        [held["inbox/lost/co 2024.pdf"]],
        {},
        {},
        "Parts of the certificate are in Chinese.",
        line="",
        basis="19 CFR 141.86(d)",
        action="FILE",
    )


def draw_crop(findings: list[Finding]):
    """A crop function that draws the print at a place of evidence as a scanner might have seen it."""
    known = {(e.document, e.page, e.box): (e.field, e.raw) for finding in findings for e in finding.evidence}

    def crop(document: str, page: int, box: Box) -> bytes | None:
        if (document, page, box) not in known:
            return None
        label, raw = known[document, page, box]
        sheet = Image.new("L", (1100, 96), 244)
        draw = ImageDraw.Draw(sheet)
        draw.line([(0, 6), (1100, 8)], fill=90, width=2)
        draw.line([(0, 90), (1100, 91)], fill=90, width=2)
        draw.text((14, 12), label.replace("_", " ").upper(), fill=120, font=ImageFont.load_default(size=15))
        draw.text((14, 38), raw, fill=35, font=ImageFont.load_default(size=34))
        out = io.BytesIO()
        sheet.save(out, "PNG")
        return out.getvalue()

    return crop


if __name__ == "__main__":
    from flows.reports import write_all

    for path in write_all(example(), Path(sys.argv[1])):
        print(path, path.stat().st_size)  # noqa: T201 - this is what it is run for
