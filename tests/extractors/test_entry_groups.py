"""Entry summaries in arrangements of which nothing was written down: captions, looks and what recurs tell them."""

from __future__ import annotations

import pytest

from extractors.entry.answers import answers, ways_of
from extractors.entry.guesses import guesses
from extractors.entry.headers import with_headers
from extractors.entry.lines import line_of
from extractors.entry.parts import Part, parted
from extractors.entry.under_headers import under
from extractors.entry.vocabulary import Vocabulary
from extractors.layout import lay_out
from tests.extractors.prepared import fields, lines, page, read

HEAD = [(0.06, 0.03, "CBP 7501 entry summary data")]
KNOWN = Vocabulary(
    [("port_code", "Port"), ("importer_name", "Importer"), ("importer_number", "IRS"), ("line:item", "No"),
     ("foreign_port_lading", "Lading"), ("us_port_unlading", "Unlading"), ("mode_of_transport", "Mode")]
)  # fmt: skip


def _told(text: str) -> list[tuple[str, str]]:
    (row,) = parted(lay_out(page([(0.05, 0.1, text)])), KNOWN)
    return [((part.names or part.asked or ("",))[0], part.run.text) for part in row]


def test_captions_that_run_on_with_their_values_are_parted_by_what_follows_them() -> None:
    assert _told("Port 3901 Chicago Mode 40 Importer Fox River Laboratories Inc. IRS 36-771200500") == [
        ("port_code", "Port"), ("port_code", "3901 Chicago"),
        ("mode_of_transport", "Mode"), ("mode_of_transport", "40"),
        ("importer_name", "Importer"), ("importer_name", "Fox River Laboratories Inc."),
        ("importer_number", "IRS"), ("importer_number", "36-771200500"),
    ]  # fmt: skip


def test_words_of_goods_are_no_captions() -> None:
    assert _told("Ball bearings, OD over 30 n/o 52 mm") == [("", "Ball bearings, OD over 30 n/o 52 mm")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Port 3901 | Mode 40", [("port_code", "Port"), ("port_code", "3901"), ("mode_of_transport", "Mode"),
                                 ("mode_of_transport", "40")]),
        ("PORT=3901", [("port_code", "PORT"), ("port_code", "3901")]),
        ("Port Mode", [("port_code", "Port"), ("mode_of_transport", "Mode")]),
        ("9. Mode", [("mode_of_transport", "9. Mode")]),
        ("9 Mode", [("mode_of_transport", "9 Mode")]), ("40 Mode", [("", "40 Mode")]), ("76 NO", [("", "76 NO")]),
    ],
)  # fmt: skip
def test_signs_and_block_numbers_part_captions_and_counts_are_none(text: str, told: list[tuple[str, str]]) -> None:
    assert _told(text) == told


def test_a_caption_with_a_stroke_asks_for_two_things() -> None:
    assert _told("Lading / unlading") == [("/foreign_port_lading", "Lading / unlading")]


def test_a_header_with_strokes_asks_for_three_things_behind_the_numbers_of_its_blocks() -> None:
    record = read(
        [
            *HEAD, (0.05, 0.05, "26 Importer of record: JUBILEE DECOR CORP"), (0.6, 0.05, "3 Summary date: 12/30/2025"),
            (0.05, 0.07, "1 Entry no"), (0.05, 0.085, "9QX-0012345-2"), (0.3, 0.07, "2 Type"),
            (0.3, 0.085, "01"), (0.5, 0.07, "6 Port"), (0.5, 0.085, "2709"), (0.7, 0.07, "9 Mode"), (0.7, 0.085, "11"),
            (0.04, 0.13, "27"), (0.1, 0.13, "28/29 Description, HTSUS"), (0.34, 0.13, "30 Manifest / Gross wt"),
            (0.56, 0.13, "31 Net qty"), (0.66, 0.13, "32 Rel / Value / Chgs"), (0.9, 0.13, "34 Duty"),
            (0.04, 0.15, "001"), (0.1, 0.15, "CHRISTMAS TREES"), (0.1, 0.17, "9505.10.4020"),
            (0.36, 0.17, "570 CTNS / 6,840 KG"), (0.56, 0.17, "2,280 NO"), (0.66, 0.17, "N"), (0.7, 0.17, "44,100"),
            (0.78, 0.17, "C2,205"), (0.9, 0.17, "0.00"), (0.04, 0.19, "002"), (0.1, 0.19, "ORNAMENTS"),
            (0.1, 0.21, "9505.10.1000"), (0.36, 0.21, "312 CTNS / 2,115 KG"), (0.56, 0.21, "18,720 NO"),
            (0.66, 0.21, "Y"), (0.7, 0.21, "18,720"), (0.78, 0.21, "C940"), (0.9, 0.21, "0.00"),
        ]
    )  # fmt: skip
    head = fields(record)
    assert (head["entry_type"], head["port_code"], head["mode_of_transport"]) == ("01", "2709", "11")
    told = ("relationship", "entered_value_usd", "gross_weight_kg", "manifest_quantity", "net_quantity", "description")
    assert [[line[name] for name in told] for line in lines(record)] == [
        ["N", "44100", "6840", "570", "2280", "CHRISTMAS TREES"], ["Y", "18720", "2115", "312", "18720", "ORNAMENTS"],
    ]  # fmt: skip


def test_lines_of_two_rows_with_captions_between_and_goods_without() -> None:
    head = "Filer/Entry VX3-5501288-1 Type 01 Entered 19-Nov-2026 Importer Fox Inc. IRS 36-771200500"
    print_ = [*HEAD, (0.06, 0.07, head)]
    goods = [("9021.21.4000", "artificial teeth", "LIIVODEN2SCH", "NR"), ("3407.00.2000", "paste", "DEVITZAH1BAD", "R")]
    for i, (tariff, what, maker, related) in enumerate(goods):
        top = 0.15 + 0.06 * i
        print_ += [
            (0.06, top, f"Item {i + 1} HTSUS {tariff}"), (0.4, top, what), (0.65, top, f"COO DE MID {maker}"),
            (0.06, top + 0.018, f"Qty 1 410 NO Pkgs 14 Kilos gross 61.5 Val USD 18,204.00 Duty 0.00 Rel. {related}"),
        ]  # fmt: skip
    record = read(print_)
    assert fields(record)["importer_name"] == "Fox Inc."
    first, second = lines(record)
    told = (first["hts"], first["description"], first["net_quantity"], first["unit"], first["manifest_quantity"])
    assert told == ("9021214000", "artificial teeth", "410", "NO", "14")
    assert (first["relationship"], second["relationship"], second["manufacturer_id"]) == ("N", "Y", "DEVITZAH1BAD")
    by_look = record.lines[0]["description"]
    assert by_look is not None
    assert by_look.confidence < 0.9


def test_a_column_beside_the_lines_is_read_by_itself() -> None:
    print_ = list(HEAD)
    beside = [("Entry", "L40-1170236-1"), ("Type / port", "01 / 3001"), ("Importation", "2026-04-20"),
              ("Importer", "CASCADE SUPPLY LLC"), ("Lading / unlading", "58023 / 3001")]  # fmt: skip
    for i, (caption, value) in enumerate(beside):
        print_ += [(0.04, 0.11 + 0.037 * i, caption), (0.04, 0.123 + 0.037 * i, value)]
    for i, tariff in enumerate(("8482.10.5044", "8482.20.0061", "8483.30.8065")):
        top = 0.1 + 0.06 * i
        print_ += [
            (0.3, top, str(i + 1)), (0.34, top, "Ball bearings of steel"), (0.75, top, f"Line value $ {i + 5}8,080"),
            (0.34, top + 0.018, f"HTSUS {tariff}"), (0.6, top + 0.018, "Quantity 9 NO"),
            (0.8, top + 0.018, "Duty 0.00"),
        ]  # fmt: skip
    record = read(print_)
    found = fields(record)
    assert (found["entry_type"], found["port_code"], found["foreign_port_lading"]) == ("01", "3001", "58023")
    assert found["importer_name"] == "CASCADE SUPPLY LLC"
    assert [(line["line_no"], line["hts"], line["entered_value_usd"]) for line in lines(record)] == [
        ("1", "8482105044", "58080"), ("2", "8482200061", "68080"), ("3", "8483308065", "78080")]  # fmt: skip


def test_headers_of_two_lines_set_close_together_are_read_downwards() -> None:
    known = Vocabulary([("line:hs_code", "HTS number"), ("line:quantity", "Net quantity"),
                        ("line:value", "Entered value"), ("line:unit", "Unit of measure")])  # fmt: skip
    print_ = [(0.05, 0.1, "HTS"), (0.2, 0.1, "Net"), (0.28, 0.1, "Unit of"), (0.4, 0.1, "Entered"),
              (0.05, 0.112, "number"), (0.2, 0.112, "quantity"), (0.28, 0.112, "measure"),
              (0.4, 0.112, "value")]  # fmt: skip
    sheet = lay_out(page(print_))
    (row,) = with_headers(parted(sheet, known), known, sheet.line_height)
    assert [part.run.text for part in row] == ["HTS number", "Net quantity", "Unit of measure", "Entered value"]


def test_a_caption_of_unknown_wording_is_told_by_a_stem_and_the_look_of_its_value() -> None:
    assert guesses("Release effective") == ("entry_date",)
    assert guesses("Total duty") == guesses("Ball bearings of steel") == guesses("5702.42 quantity of 100") == ()


def test_unnumbered_lines_are_counted_and_unknown_captions_give_doubtful_values() -> None:
    print_ = [*HEAD, (0.05, 0.07, "Recap file"), (0.25, 0.07, "L40-1170236-1"), (0.05, 0.09, "Landed on"),
              (0.25, 0.09, "20 Apr 2026"), (0.05, 0.11, "Importer"), (0.25, 0.11, "83-741103000 FOX CORP"),
              (0.6, 0.07, "Port of entry"), (0.8, 0.07, "2704")]  # fmt: skip
    heads = [(0.05, "Tariff"), (0.2, "Goods"), (0.5, "Dutiable US$"), (0.7, "Made in"), (0.85, "Duty")]
    print_ += [(x, 0.15, text) for x, text in heads]
    for top, tariff in ((0.17, "8482105044"), (0.19, "8482200061")):
        cells = (tariff, "Ball bearings", "58,080", "Japan", "0.00")
        print_ += [(x, top, text) for (x, _), text in zip(heads, cells, strict=True)]
    record = read(print_)
    found = fields(record)
    assert (found["entry_number"], found["import_date"]) == ("L40-1170236-1", "2026-04-20")
    assert (found["importer_name"], found["importer_number"]) == ("FOX CORP", "83-741103000")
    assert [(line["line_no"], line["hts"], line["country_of_origin"]) for line in lines(record)] == [
        ("1", "8482105044", "JP"), ("2", "8482200061", "JP")]  # fmt: skip
    doubtful = (record.fields["import_date"], record.lines[0]["line_no"], record.lines[0]["entered_value_usd"])
    assert all(value is not None and value.confidence < 0.9 for value in doubtful)


def test_captions_in_two_languages_ask_for_one_thing_and_captions_between_two_rows_of_headers_for_either() -> None:
    known = Vocabulary(
        [("port_code", "Port"), ("line:duty", "Duty"), ("line:hs_code", "Tariff"), ("line:goods", "Goods")]
    )
    assert known.names_of("Port / Puerto") == ("port_code",)
    numbered = Vocabulary([("importer_name", "Importer"), ("importer_number", "Importer no")])
    assert numbered.names_of("Importer / no.") == ()
    assert numbered.halves_of("Importer / no.") == [("importer_name",), ("importer_number",)]
    heads = [[_part(known, 0.1, "Tariff")], [_part(known, 0.3, "Goods"), _part(known, 0.6, "Duty")]]
    placed, rest = under(heads, [_part(known, 0.1, "8481.80.3065").run, _part(known, 0.6, "70.04").run], 0)
    assert sorted((name, run.text) for name, run in placed) == [("duty", "70.04"), ("hs_code", "8481.80.3065")]
    assert rest == []


def test_what_stands_below_a_header_of_unknown_wording_is_no_neighbours_nor_another_rows() -> None:
    known = Vocabulary([("line:gross_weight_kg", "Gross"), ("line:packages", "Packages"), ("line:value", "Value")])
    heads = [
        [_part(known, left, said) for left, said in ((0.3, "Packages"), (0.42, "Assessed $"), (0.6, "Value"))],
        [_part(known, 0.4, "Gross")],
    ]
    placed, rest = under(heads, [_part(known, 0.42, "58,380").run, _part(known, 0.6, "61,200").run], 0)
    assert [(name, run.text) for name, run in placed] == [("value", "61,200")]
    assert [run.text for run in rest] == ["58,380"]
    close = [[_part(known, 0.3, "Gross"), _part(known, 0.34, "Packages")]]
    placed, _ = under(close, [_part(known, 0.3, "7,812 420").run], 0)
    assert [(name, run.text) for name, run in placed] == [("gross_weight_kg", "7,812"), ("packages", "420")]


def _part(known: Vocabulary, left: float, text: str) -> Part:
    (row,) = parted(lay_out(page([(left, 0.1, text)])), known)
    return row[0]


def test_the_number_and_the_name_of_an_importer_stand_behind_one_caption() -> None:
    known = Vocabulary([("importer_number", "IOR")])
    rows = parted(lay_out(page([(0.05, 0.1, "IOR"), (0.12, 0.1, "76-118823400"), (0.4, 0.1, "Bayou Valve LP")])), known)
    found = {
        answer.names[0]: (answer.lines[0].text, answer.guessed) for answer in answers(rows, ways_of(rows, 0.01), 0.01)
    }
    assert found["importer_name"] == ("Bayou Valve LP", True)
    assert found["importer_number"][0] == "76-118823400"


def test_a_case_that_its_column_breaks_behind_a_hyphen_is_whole() -> None:
    rows = lay_out(page([(0.3, 0.1, "9403.50.9042"), (0.3, 0.12, "A-552-899-"), (0.3, 0.132, "000")])).runs
    row = line_of({"line": [], "numbers": rows})
    assert {name: value.value for name, value in row.items() if value} == {
        "hts": "9403509042",
        "adcvd_case": "A-552-899-000",
    }
