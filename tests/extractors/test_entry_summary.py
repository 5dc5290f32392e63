"""CBP Form 7501 in three layouts and as a scan: labels decide, numbers confirm, stacked cells come apart."""

from __future__ import annotations

import io
from decimal import Decimal
from hashlib import sha256

import pytest

from extractors.entry.ruled import ruled_lines
from extractors.layout import lay_out
from extractors.reader import ReadSettings, read_page, read_records
from schemas.record import Record, Typed
from tests.extractors import prepared, summary_paper

HEADER = {
    "entry_number": "9QX-0012345-2", "entry_type": "01 ABI/A", "summary_date": "04/20/2026", "port_code": "2704",
    "entry_date": "04/11/2026", "importing_carrier": "COSU", "mode_of_transport": "11",
    "country_of_origin": "MULTI", "import_date": "04/10/2026", "bl_awb": "COSU6123456780",
    "manufacturer_id": "KRHANVAL221INC", "exporting_country": "MULTI", "export_date": "03/14/2026",
    "reference_number": "PO-88121", "consignee_name": "GREAT LAKES FITTINGS LLC\n100 MAIN STREET",
    "importer_name": "GREAT LAKES FITTINGS LLC\n100 MAIN STREET",
}  # fmt: skip
LINES = [
    {0: ["001", "OKR", "EKR"], 1: ["BALL VALVES OF BRASS", "MKRHANVAL221INC"], 2: ["KR 8481.80.3060"],
     3: ["1,240 KG", "40 CTN"], 4: ["1,000 NO"], 5: ["12,500", "C310", "NOT RELATED"], 6: ["FREE"], 7: ["0.00"]},
    {0: ["002", "OCN", "EHK"], 1: ["STEEL SHELF BRACKETS", "MCNNINHAI18NIN"],
     2: ["9903.88.03", "7326.90.8688", "A-570-979-001"], 3: ["2,310 KG", "105 CTN"], 4: ["9,600 NO"],
     5: ["7,700", "C120", "Y"], 6: ["25%"], 7: ["1,925.00", "223.30"]},
]  # fmt: skip


def read(data: bytes, name: str) -> Record:
    settings = ReadSettings(second_reading=False)
    page = read_page(data, name, 1, settings)
    (record,) = read_records(data, [page], sha256=sha256(data).hexdigest(), source=name, settings=settings)
    return record


def typed(record: Record, line: int) -> dict[str, Typed | None]:
    return {name: value.value for name, value in record.lines[line].items() if value}


@pytest.mark.parametrize("layout", sorted(summary_paper.NUMBERS))
def test_every_layout_gives_the_same_entry(layout: str) -> None:
    record = read(summary_paper.draw(layout, HEADER, LINES), "7501.pdf")
    assert record.kind == "entry.7501"
    found = {name: value.value for name, value in record.fields.items() if value}
    assert found["entry_number"] == "9QX-0012345-2"
    assert (found["entry_type"], found["entry_date"], found["export_date"]) == ("01", "2026-04-11", "2026-03-14")
    assert (found["country_of_origin"], found["bl_awb"]) == ("MULTI", "COSU6123456780")
    assert found["consignee_name"] == "GREAT LAKES FITTINGS LLC"
    assert typed(record, 0) == {
        "line_no": "1", "country_of_origin": "KR", "exporting_country": "KR", "hts": "8481803060", "spi": "KR",
        "description": "BALL VALVES OF BRASS", "manufacturer_id": "KRHANVAL221INC",
        "gross_weight_kg": Decimal(1240), "manifest_quantity": "40", "net_quantity": "1000", "unit": "NO",
        "entered_value_usd": "12500", "relationship": "N", "duty_usd": "0.00",
    }  # fmt: skip
    second = typed(record, 1)
    assert (second["hts"], second["chapter99"], second["adcvd_case"]) == ("7326908688", "99038803", "A-570-979-001")
    assert (second["country_of_origin"], second["exporting_country"]) == ("CN", "HK")
    assert (second["duty_usd"], second["relationship"], "spi" in second) == ("2148.30", "Y", False)
    assert all(value.confidence >= 0.8 for value in record.fields.values() if value)


def test_a_number_that_does_not_belong_to_the_label_makes_the_value_doubtful() -> None:
    header = {**HEADER, "country_of_origin": "KR"}
    record = read(summary_paper.draw("2009", header, LINES), "7501.pdf")
    assert record.fields["reference_number"]
    data = summary_paper.draw("2009", header, LINES)
    wrong = dict(summary_paper.NUMBERS)
    summary_paper.NUMBERS["wrong"] = wrong["2009"].replace("24", "25", 1)
    try:
        doubtful = read(summary_paper.draw("wrong", header, LINES), "7501.pdf").fields["reference_number"]
    finally:
        del summary_paper.NUMBERS["wrong"]
    assert data
    assert doubtful is not None
    assert doubtful.doubtful


def test_a_scan_is_read_too() -> None:
    import pypdfium2

    page = pypdfium2.PdfDocument(summary_paper.draw("2024", HEADER, LINES))[0]
    image = io.BytesIO()
    page.render(scale=200 / 72).to_pil().convert("L").save(image, "PNG")
    record = read(image.getvalue(), "7501.png")
    assert record.kind == "entry.7501"
    assert record.fields["entry_number"]
    assert record.fields["entry_number"].value == "9QX-0012345-2"
    assert [row["hts"].value for row in record.lines if row.get("hts")] == ["8481803060", "7326908688"]


HEADS = [[(0.06, "27."), (0.11, "28. DESCRIPTION OF MERCHANDISE"), (0.4, "30. A. GROSSWEIGHT"),
          (0.55, "31. NET QUANTITY IN"), (0.7, "32. A. ENTERED VALUE"), (0.86, "34. DUTY")],
         [(0.06, "LINE"), (0.11, "29. A. HTSUS NO."), (0.4, "B. MANIFEST QTY."), (0.55, "HTSUS UNITS"),
          (0.7, "B. CHGS C. REL")], [(0.06, "NO.")]]  # fmt: skip
Printed = list[list[tuple[float, str]]]


def unruled(body: Printed, heads: Printed = HEADS) -> list[dict[str, str]]:
    """The lines read of the form without ruling, whose lines are printed in these rows."""
    return prepared.lines(prepared.read(_print(body, heads)))


def _print(body: Printed, heads: Printed = HEADS) -> list[tuple[float, float, str]]:
    print_ = [(0.06, 0.02, "ENTRY SUMMARY"), (0.06, 0.05, "FILER CODE/ENTRY NO."), (0.06, 0.06, "LK2-0558106-2"),
              (0.11, 0.185, "TONAWANDA NY 14150")]  # fmt: skip
    print_ += [(x, 0.2 + 0.012 * row, text) for row, line in enumerate(heads) for x, text in line]
    return print_ + [(x, 0.25 + 0.013 * row, text) for row, line in enumerate(body) for x, text in line]


def test_the_forms_columns_are_known_where_no_ruling_is_printed() -> None:
    body = [[(0.06, "00{0}"), (0.11, "KRAFT PAPER, BLEACHED")],
            [(0.06, "OCA"), (0.11, "S 4804.11.000{0}"), (0.45, "18840{0}"), (0.6, "182110 KG"), (0.76, "96520"),
             (0.92, "1{0}.50")],
            [(0.11, "M XONORPAP77THO"), (0.45, "240 ROL"), (0.8, "N")], [(0.11, "INV CP 7712{0}")]]  # fmt: skip
    both = [[(x, text.format(n)) for x, text in line] for n in (1, 2) for line in body]
    shortened = [[(x, text.replace("GROSSWEIGHT", "GROSS WT.")) for x, text in line] for line in HEADS]
    assert unruled(both, shortened) == unruled(both)
    assert unruled(both)[1] == {
        "line_no": "2", "description": "KRAFT PAPER, BLEACHED", "country_of_origin": "CA", "hts": "4804110002",
        "spi": "S", "gross_weight_kg": "188402", "manifest_quantity": "240", "net_quantity": "182110", "unit": "KG",
        "entered_value_usd": "96520", "duty_usd": "12.50", "manufacturer_id": "XONORPAP77THO", "relationship": "N",
        "invoice_number": "CP 77122",
    }  # fmt: skip


def test_a_line_that_begins_with_its_tariff_number_has_its_goods_below_and_its_weight_beside_the_packages() -> None:
    body = [[(0.11, "INV CP 77120 DATED 04/02/2026")],
            [(0.06, "001"), (0.11, "4804.11.0001"), (0.4, "18,840 KG / 240 ROL"), (0.6, "182110 KG"), (0.72,
              "96,520 N"),
             (0.86, "1,412"), (0.94, "50")],
            [(0.11, "9903.88.03"), (0.86, "9,652"), (0.94, "00")], [(0.11, "KRAFT PAPER, BLEACHED, IN ROLLS")],
            [(0.11, "INV CP 77121 DATED 04/03/2026")],
            [(0.06, "002"), (0.11, "4804.11.0001"), (0.45, "100 KG"), (0.6, "90 KG"), (0.76, "80"), (0.86, "1"),
             (0.94, "20")],
            [(0.11, "SACK PAPER")],
            [(0.11, "INVOICE TOTAL"), (0.72, "96,600"), (0.86, "1,413"), (0.94, "70")]]  # fmt: skip
    first, second = unruled(body)
    assert (first["description"], second["description"]) == ("KRAFT PAPER, BLEACHED, IN ROLLS", "SACK PAPER")
    assert (first["gross_weight_kg"], first["manifest_quantity"], first["relationship"]) == ("18840", "240", "N")
    assert (first["duty_usd"], second["duty_usd"]) == ("11064.50", "1.20")
    assert (first["invoice_number"], second["invoice_number"]) == ("CP 77120", "CP 77121")
    assert second["invoice_date"] == "2026-04-03"


def test_the_nil_beside_a_number_of_chapter_99_is_not_the_lines_value_and_an_invoice_goes_on_over_pages() -> None:
    body = [[(0.06, "003"), (0.11, "KRAFT PAPER, BLEACHED")],
            [(0.11, "9903.88.03"), (0.6, "0 KG"), (0.78, "0"), (0.86, "241.25")],
            [(0.11, "4804.11.0001"), (0.4, "188 KG"), (0.6, "182 KG"), (0.76, "965"), (0.9, "12.50")],
            [(0.11, "INV CP 77121")], [(0.06, "004"), (0.11, "SACK PAPER")], [(0.11, "4804.11.0002")]]  # fmt: skip
    above = lay_out(prepared.page([(0.1, 0.5, "INV CP 77120")])).runs[0]
    (third, fourth), last = ruled_lines(lay_out(prepared.page(_print(body))), above)
    told = [value.value for name in ("entered_value_usd", "net_quantity", "invoice_number") if (value := third[name])]
    assert told == ["965", "182", "CP 77120"]
    assert fourth["invoice_number"]
    assert last
    assert (fourth["invoice_number"].value, last.text) == ("CP 77121", "INV CP 77121")


def test_the_header_of_the_goods_may_stand_over_the_middle_of_the_columns_they_lie_across() -> None:
    heads = [[*HEADS[0][:1], (0.42, "28. DESCRIPTION OF MERCHANDISE"), *HEADS[0][4:]],
             [(0.06, "LINE"), (0.11, "29. A. HTSUS NO."), (0.4, "30. A. GROSSWEIGHT"), (0.55, "31. NET QUANTITY")],
             [(0.06, "NO."), (0.4, "B. MANIFEST QTY.")]]  # fmt: skip
    body = [[(0.06, "001"), (0.11, "KRAFT PAPER, BLEACHED")],
            [(0.11, "4804.11.0001"), (0.4, "188 KG"), (0.6, "182 KG"), (0.76, "965"), (0.9, "12.50")]]  # fmt: skip
    (line,) = unruled(body, heads)
    assert (line["description"], line["gross_weight_kg"]) == ("KRAFT PAPER, BLEACHED", "188")


def test_a_line_says_its_country_and_relationship_wherever_the_form_leaves_room() -> None:
    lines_ = [{0: ["001"], 1: ["COFFEE MAKERS", "O IT", "MXMABQUE12QUE", "499 MPF"], 2: ["", "", "8516.71.0020"],
               3: ["", "", "3,120 KG", "180 CTN"], 4: ["", "", "600 NO"], 5: ["", "", "96,000", "NOT RELATED"],
               7: ["", "", "3,552.00", "332.54"]}]  # fmt: skip
    line = typed(read(summary_paper.draw("2024", HEADER, lines_), "7501.pdf"), 0)
    assert (line["country_of_origin"], line["relationship"], line["description"]) == ("IT", "N", "COFFEE MAKERS")
    assert (line["manufacturer_id"], line["duty_usd"]) == ("MXMABQUE12QUE", "3552.00")
