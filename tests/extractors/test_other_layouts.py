"""Wordings and layouts that our sample program does not draw: bilingual captions, sworn prose, stacked columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors import pages
from extractors.captions.labels import Labels
from extractors.certificates import affidavits
from extractors.certificates import stated as certificates
from extractors.forms import forms
from extractors.goods.lines import typed_rows
from extractors.layout import Run, Sheet, lay_out, run_of
from extractors.nlp.issuers import find_issuer
from extractors.nlp.statements import produced_in
from extractors.parties.issuers_named import issuer_in
from extractors.reader import ReadSettings
from extractors.recognise import recognise
from extractors.sighted import Context, Values
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column, find_headers
from extractors.typed.codes import find_hs
from extractors.typed.numbers import decimal_comma
from extractors.typed.quantities import unit_in_header
from extractors.typed.references import find_air_waybill
from extractors.values import take
from schemas.page import Box, Page, Word
from schemas.record import typed_to_json
from tests.extractors.prepared import lines, read

CONTEXT = Context(None, "text")


def printed(text: str, line: int = 0, left: float = 0.1) -> Run:
    """A line of print, each 0.02 of the page below the one before."""
    words: list[Word] = []
    for word in text.split():
        words.append(Word(word, Box(left, 0.1 + 0.02 * line, left + 0.008 * len(word), 0.114 + 0.02 * line), 1.0))
        left += 0.008 * (len(word) + 1)
    return run_of(words, 1, -1)


def plain(taken: Values) -> dict[str, str | None]:
    return {name: typed_to_json(value.value) for name, value in taken.items()}


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Betrag / Amount: 1.204,00", "1.204,00"),
        ("4 Angaben zum Weg - Means of transport - Weg", "Weg"),
        ("运输方式及路线 Means of transport FROM NINGBO", "FROM NINGBO"),
        ("Amount / Valor: 12.00", "12.00"),
        ("Amount #: 77", "77"),
        ("Means of transport (see clause 1+19) MSC ANNA", "MSC ANNA"),
        ("Number & date of invoice A-1", "A-1"),
    ],
)
def test_a_label_is_found_beside_its_wording_in_another_language(text: str, rest: str) -> None:
    labels = Labels(
        [
            ("value", "Amount"),
            ("transport", "Means of transport"),
            ("transport", "运输方式"),
            ("invoice_number", "Number and date of invoice"),
        ]
    )
    hit = labels.find(text)
    assert hit is not None
    assert text[hit.end :] == rest


@pytest.mark.parametrize("text", ["HARBOR / AMOUNT OF WORK LTD", "NEW / OLD STREET 12", "MADRID - SPAIN"])
def test_a_stroke_alone_makes_no_label(text: str) -> None:
    assert Labels([("value", "Amount"), ("country", "Spain and others")]).find(text) is None


def test_a_sworn_statement_names_its_parties() -> None:
    lines = [
        "The undersigned Ann Miller, Clerk for LAKESIDE TOOLS INC. (Owner or Agent) located at 12 Oak Road,",
        "Toledo, OH 43607, U.S.A. declares that the following goods were shipped on MV ANNA (Name of Ship)",
        "consigned to RIM WATERWORKS PTE LTD, 18 Tuas Avenue 8, Singapore 639233 under invoice no. LT-77",
        "dated April 2, 2026 are the product of the United States of America. The TOLEDO CHAMBER OF COMMERCE,",
        "a recognized Chamber of Commerce under the laws of the State of Ohio, has examined the invoice.",
    ]
    assert plain(affidavits.sworn([printed(text, i) for i, text in enumerate(lines)], CONTEXT)) == {
        "exporter": "LAKESIDE TOOLS INC.",
        "exporter_address": "12 Oak Road, Toledo, OH 43607, U.S.A.",
        "consignee": "RIM WATERWORKS PTE LTD",
        "consignee_address": "18 Tuas Avenue 8, Singapore 639233",
        "issuer": "TOLEDO CHAMBER OF COMMERCE",
        "invoice_number": "LT-77",
        "invoice_date": "2026-04-02",
    }


def test_a_declaration_in_a_box_is_no_sworn_statement() -> None:
    text = "The undersigned hereby declares that the above details are correct and that the goods were made in China"
    assert affidavits.sworn([printed(text)], CONTEXT) == {}


def test_running_text_about_chambers_is_less_sure_than_a_name() -> None:
    prose = find_issuer("a recognized Chamber of Commerce under the laws of the State of Ohio")
    name = find_issuer("GREATER WICHITA CHAMBER OF COMMERCE")
    assert name
    assert prose is None or prose.sure < name.sure


def test_an_issuer_runs_over_the_lines_of_its_own_column_only() -> None:
    body = ["CHINA COUNCIL FOR THE PROMOTION OF", "INTERNATIONAL TRADE", "XIAMEN SUB-COUNCIL", "XIAMEN, MAY 15, 2026"]
    beside = printed("GRANITE DEPOT INC.", 1, left=0.6)
    found = issuer_in([*(printed(text, i) for i, text in enumerate(body)), beside], CONTEXT)
    assert found is not None
    assert found.value == "CHINA COUNCIL FOR THE PROMOTION OF INTERNATIONAL TRADE XIAMEN SUB-COUNCIL"


@pytest.mark.parametrize(("confidence", "sure"), [(0.83, False), (0.99, True)])
def test_a_name_that_may_have_lost_its_end_is_doubtful(confidence: float, sure: bool) -> None:
    """A seal's ring runs through the last word of `LINYI CUSTOMS DISTRICT P.R. CHINA`."""
    name = printed("LINYI CUSTOMS DISTRICT P.R")
    last = replace(printed("CUTRIA", left=name.box.x1 + 0.02).words[0], confidence=confidence)
    found = issuer_in([name, run_of([last], 1, -1)], CONTEXT)
    assert found is not None
    assert (found.confidence > 0.8) is sure


def test_an_issuer_takes_no_town_from_the_line_below() -> None:
    found = issuer_in([printed("MOBILE AREA CHAMBER OF COMMERCE"), printed("Mobile Alabama", 1)], CONTEXT)
    assert found is not None
    assert found.value == "MOBILE AREA CHAMBER OF COMMERCE"


def _table(kind: str, cells: dict[str, tuple[str, list[str]]]) -> list[dict[str, str | None]]:
    columns = [Column(n, 0.2 * i, 0.2 * i + 0.2, header, True, 0.1) for i, (n, (header, _)) in enumerate(cells.items())]
    row = Row({n: tuple(printed(text, i) for i, text in enumerate(lines)) for n, (_, lines) in cells.items()})
    table = Table(tuple(columns), (row,), (), Box(0, 0.1, 1, 0.3))
    return [plain(line) for line in typed_rows(table, forms()[kind], "lines", CONTEXT)]


def test_plan_over_result_and_start_over_finish_are_two_columns_each() -> None:
    (line,) = _table(
        "fac.production_order",
        {
            "goods": ("产品名称", ["不锈钢合页"]),
            "planned_quantity": ("计划数量 完工数量", ["20000", "19860"]),
            "start_date": ("开工/完工日期", ["2026.04.20 / 2026.04.26"]),
        },
    )
    assert (line["planned_quantity"], line["quantity"]) == ("20000", "19860")
    assert (line["start_date"], line["finish_date"]) == ("2026-04-20", "2026-04-26")


def test_one_plan_is_not_split() -> None:
    (line,) = _table(
        "fac.production_order", {"goods": ("产品名称", ["合页"]), "planned_quantity": ("计划完工数量", ["20000"])}
    )
    assert line["planned_quantity"] == "20000"
    assert "quantity" not in line


def test_marks_above_the_goods_and_kinds_before_them_are_not_goods() -> None:
    header = "7. Marks, numbers, number and kind of packages; description of goods"
    (line,) = _table(
        "coo.generic_chamber",
        {"goods": (header, ["CASCADE", "SEATTLE", "C/NO. 1-8", "MICROSCOPE LENSES", "8 CARTONS"])},
    )
    assert line["description"] == "MICROSCOPE LENSES"
    assert line["marks"] == "CASCADE SEATTLE C/NO. 1-8"
    (line,) = _table(
        "ship.bl",
        {"packages": ("No. of Packages", ["1180"]), "goods": ("Description of goods", ["PIECES", "TRUCK TIRES"])},
    )
    assert (line["package_kind"], line["description"]) == ("PIECES", "TRUCK TIRES")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ITC(HS): 83062990", "83062990"),
        ("Zolltarif-Nr. 84818081", "84818081"),
        ("NCM 6403.99.90", "64039990"),
        ("G.T.I.P. 6802.91.00.00.11", "680291000011"),
    ],
)
def test_tariff_numbers_under_the_names_other_countries_give_them(text: str, code: str) -> None:
    assert [found.value for found in find_hs(text)] == [code]


def test_origin_in_a_sentence_with_its_adjective() -> None:
    found = produced_in("We certify that the above goods are of United States origin.")
    assert found is not None
    assert found.value == "US"


def test_an_air_waybill_is_known_by_its_check_digit() -> None:
    found = find_air_waybill("180 | 180-44178820")
    assert found is not None
    assert found.value == "180-44178820"
    assert find_air_waybill("180-44178821") is None


def test_the_paper_says_how_it_prints_decimals() -> None:
    assert decimal_comma(["28,5 m3", "21.400 kg"])
    assert not decimal_comma(["28,5 m3", "USD 18.50"])
    assert not decimal_comma(["21.400 kg", "1,200 PCS"])
    german = ["Menge", "Lieferant", "Datum", "Werkstoff"]
    assert decimal_comma(["5,5 kW", "Schraube 8.8", *german]), "as many figures say the one as the other"
    assert not decimal_comma(["5.5 kW", "USD 18.50", "8,8", *german])
    assert decimal_comma(["EN 10204 3.1", "0,062", "0,012", "0,041", "1,18"])  # no thousands follow a nought
    assert not decimal_comma(["0.062", "1.18", "12,5"])


def test_a_number_broken_at_its_hyphen_is_whole_again() -> None:
    assert plain(take("reference", "record_number", [printed("HBS-"), printed("26-00718", 1)], CONTEXT)) == {
        "record_number": "HBS-26-00718"
    }


def test_what_is_read_changes_with_the_form_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = pages.fingerprint(ReadSettings())
    (tmp_path / "new.yaml").write_text("labels: [Betrag]", encoding="utf-8")
    monkeypatch.setattr(pages, "__file__", str(tmp_path / "pages.py"))
    pages.wordings.cache_clear()
    after = pages.fingerprint(ReadSettings())
    monkeypatch.undo()
    pages.wordings.cache_clear()
    assert after != before
    assert pages.fingerprint(ReadSettings()) == before


def test_a_ticked_box_beside_its_neighbours_says_who_certifies() -> None:
    row = [printed("1. CERTIFIER INDICATES ROLE:"), printed("☐ Importer", 0, 0.4), printed("☒ Exporter", 0, 0.55)]
    row.append(printed("☐ Producer", 0, 0.7))
    assert plain(certificates.role_in_prose(row, CONTEXT)) == {"certifier_role": "exporter"}
    sentence = [printed("I am the importer of the goods described below.")]
    assert plain(certificates.role_in_prose(sentence, CONTEXT)) == {"certifier_role": "importer"}


def test_a_european_number_stands_alone_at_the_head() -> None:
    found: Values = {}
    certificates.complete(found, [], [printed("A.TR. No D 0418823"), printed("ORIGINAL", 1)], [], 0.5, CONTEXT)
    assert plain(found) == {"certificate_number": "D 0418823"}


def _page(lines: list[Run], cells: list[Box]) -> Sheet:
    words = tuple(word for line in lines for word in line.words)
    return lay_out(Page(1, 1000, 1414, 0, 0.0, "text", "en", words, tuple(cells)))


def test_a_title_over_two_lines_of_its_cell_is_read_past_the_cell_beside() -> None:
    left = [printed(text, i) for i, text in enumerate(["HANGZHOU YUNHE TEXTILE CO., LTD.", "HANGZHOU, CHINA", "CHINA"])]
    title = ["REGIONAL COMPREHENSIVE ECONOMIC", "PARTNERSHIP AGREEMENT", "CERTIFICATE OF ORIGIN"]
    right = [printed(text, i, left=0.55) for i, text in enumerate(title)]
    sheet = _page([*left, *right], [Box(0.05, 0.08, 0.5, 0.2), Box(0.5, 0.08, 0.95, 0.2)])
    assert recognise(sheet).kind == "coo.rcep"


def test_a_grid_of_labels_and_values_is_no_table() -> None:
    grid = [["产品名称", "便携式榨汁机", "规格型号", "KL-J300"], ["计划数量", "5000台", "完工数量", "4985台"]]
    lines = [printed(text, 2 * y, left=0.06 + 0.22 * x) for y, row in enumerate(grid) for x, text in enumerate(row)]
    cells = [
        Box(0.05 + 0.22 * x, 0.09 + 0.04 * y, 0.27 + 0.22 * x, 0.13 + 0.04 * y) for y in range(2) for x in range(4)
    ]
    columns = forms()["fac.production_order"].columns
    labels = Labels([(name, label) for name, spec in columns.items() for label in spec.labels])
    assert find_headers(_page(lines, cells), labels) == []


def test_a_heading_that_ends_in_gross_counts_no_gross_of_144() -> None:
    assert unit_in_header("Weight in Kilos Gross") is None


def test_a_period_under_one_label_has_both_its_ends() -> None:
    taken = take("date", "blanket_from", [printed("01/01/2026 To 12/31/2026")], Context(None, "tesseract"))
    assert plain(taken) == {"blanket_from": "2026-01-01", "blanket_to": "2026-12-31"}


def test_a_mail_address_of_a_customs_department_names_no_issuer() -> None:
    assert issuer_in([printed("E-mail customs@valves.example")], Context(None, "tesseract")) is None


def test_a_label_that_names_a_party_is_no_title() -> None:
    slip = Page(
        1, 1000, 1400, 0, 0.0, "rapidocr", "zh",
        tuple(
            Word(text, Box(x, y, x + 0.2, y + 0.02), 0.99)
            for text, x, y in (("过磅单", 0.4, 0.05), ("发货单位", 0.1, 0.12), ("石河子棉业", 0.35, 0.12))
        ),
    )  # fmt: skip
    assert recognise(lay_out(slip)).kind == "fac.input_transport"


def test_figures_to_the_right_of_their_headers_are_counted_off_by_full_lines() -> None:
    headers = [(0.07, "Goods"), (0.55, "Crates"), (0.64, "Sheets"), (0.73, "Net kg"), (0.83, "Gross kg")]
    rows = [["Plywood, 12 mm", "18", "864", "14,256", "14,470"], ["Veneer, oak", "6", "", "4,752", "4,830"]]
    printed = [(0.07, 0.05, "PACKING LIST"), *((left, 0.16, text) for left, text in headers)]
    for n, row in enumerate(rows):
        ends = zip([0.63, 0.72, 0.823, 0.932], row[1:], strict=True)
        printed += [(0.07, 0.18 + 0.02 * n, row[0])]
        printed += [(end - 0.007 * len(text), 0.18 + 0.02 * n, text) for end, text in ends if text]
    printed += [(0.07, 0.22, "Container total"), (0.61, 0.22, "24"), (0.69, 0.22, "864"), (0.77, 0.22, "19,008")]
    first, second = lines(read(printed))
    assert (first["packages"], first["quantity"]) == ("18", "864")
    assert (first["net_weight_kg"], first["gross_weight_kg"]) == ("14256", "14470")
    assert (second["packages"], second.get("quantity"), second["gross_weight_kg"]) == ("6", None, "4830")
