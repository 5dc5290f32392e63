"""Tables of an entry's lines as brokers' software prints them: several rows of headers, several tables, small ones."""

from __future__ import annotations

from extractors.entry.captions import EntryLabels
from tests.extractors.prepared import grid, lines, read
from tests.extractors.test_entry_printouts import BLOCKS, TITLE

HEAD = [
    (0.06, 0.02, "CBP 7501 entry summary worksheet"), (0.06, 0.05, "Entry No: 9QX-0012345-2"),
    (0.5, 0.05, "Entry Type: 01"), (0.06, 0.065, "Importer: KEYSTONE CERAMICS LLC"), (0.5, 0.065, "Port Code: 2704"),
]  # fmt: skip
Row = list[tuple[float, str]]


def _lines(rows: list[Row]) -> list[dict[str, str]]:
    return lines(read(HEAD + [(x, 0.1 + 0.014 * i, text) for i, row in enumerate(rows) for x, text in row]))


def test_of_three_rows_of_headers_the_last_may_be_short_and_figures_stand_far_right_of_their_header() -> None:
    heads: list[Row] = [
        [(0.06, "#"), (0.1, "Description"), (0.4, "Gross Wt (kg)"), (0.65, "Ent Value"), (0.8, "Duty")],
        [(0.1, "HTSUS No."), (0.4, "Packages"), (0.65, "Rel")],
        [(0.4, "Net Quantity HTSUS Units"), (0.65, "Rate")],
    ]
    body: list[Row] = [
        [(0.06, "{0}"), (0.1, "BALL BEARINGS"), (0.59, "11,10{0}"), (0.65, "7,814"), (0.84, "703.26")],
        [(0.1, "8482.10.5048"), (0.61, "45{0}"), (0.65, "N")],
        [(0.57, "1,43{0}NO"), (0.65, "9%")],
    ]
    rows = heads + [[(x, text.format(n)) for x, text in row] for n in (1, 2) for row in body]
    assert _lines(rows)[1] == {
        "line_no": "2", "hts": "8482105048", "description": "BALL BEARINGS", "gross_weight_kg": "11102",
        "manifest_quantity": "452", "net_quantity": "1432", "unit": "NO", "entered_value_usd": "7814",
        "relationship": "N", "duty_usd": "703.26",
    }  # fmt: skip


def test_goods_and_weights_may_stand_in_a_table_of_their_own_by_the_lines_numbers() -> None:
    goods: list[Row] = [
        [(0.06, "Line"), (0.15, "Merchandise"), (0.5, "Gross Kgs"), (0.65, "Cartons"), (0.8, "C/O")],
        [(0.06, "1"), (0.15, "GLASS JARS"), (0.5, "11,459"), (0.65, "221"), (0.8, "CN")],
        [(0.06, "2"), (0.15, "BALL BEARINGS"), (0.5, "1,474"), (0.65, "63"), (0.8, "JP")],
    ]
    tariffs: list[Row] = [
        [(0.06, "Line"), (0.15, "HTS"), (0.35, "Qty"), (0.45, "UOM"), (0.6, "Entered Value"), (0.8, "Duty")],
        [(0.06, "1"), (0.15, "7010.90.5055"), (0.35, "13,738"), (0.45, "NO"), (0.6, "216,159"), (0.8, "0.00")],
        [(0.06, "2"), (0.15, "8482.10.5048"), (0.35, "500"), (0.45, "NO"), (0.6, "1,000"), (0.8, "90.00")],
    ]
    first, second = _lines([*goods, [], *tariffs])
    assert (first["description"], first["gross_weight_kg"], first["manifest_quantity"]) == (
        "GLASS JARS",
        "11459",
        "221",
    )
    assert (second["description"], second["gross_weight_kg"], second["country_of_origin"]) == (
        "BALL BEARINGS", "1474", "JP",
    )  # fmt: skip
    assert (second["net_quantity"], second["duty_usd"]) == ("500", "90.00")


def test_duties_in_a_small_table_of_additional_numbers_belong_to_the_line_of_the_card() -> None:
    card: list[Row] = [
        [(0.06, "Line 00{0}"), (0.2, "BALL BEARINGS")],
        [(0.06, "HTSUS No.:"), (0.2, "8482.10.5048"), (0.4, "Gross Wt (kg):"), (0.55, "62{0}")],
        [(0.06, "Net Qty:"), (0.2, "NO 10,573"), (0.4, "Value:"), (0.55, "1,000")],
        [(0.06, "Duty Rate:"), (0.2, "9%"), (0.4, "Duty:"), (0.55, "90.00")],
        [(0.08, "Additional HTS"), (0.3, "Rate"), (0.45, "Duty")],
        [(0.08, "9903.88.15"), (0.3, "7.5%"), (0.45, "75.00")],
        [(0.08, "9903.03.01"), (0.3, "10%"), (0.45, "100.00")],
    ]
    second = _lines([[(x, text.format(n)) for x, text in row] for n in (1, 2) for row in card])[1]
    assert (second["chapter99"], second["duty_usd"]) == ("99038815; 99030301", "265.00")
    assert (second["net_quantity"], second["unit"]) == ("10573", "NO")


def test_numbers_of_chapter_99_are_those_of_the_line_whose_duty_they_make_up() -> None:
    heads: list[Row] = [
        [(0.06, "Line"), (0.12, "Goods"), (0.35, "HTSUS No."), (0.52, "Pkgs"), (0.6, "Value"), (0.7, "Rate"),
         (0.85, "Duty")],
    ]  # fmt: skip
    body: list[Row] = [
        [(0.06, "1"), (0.12, "GLASS JARS"), (0.35, "7010.90.5055"), (0.52, "501"), (0.6, "1,000"), (0.7, "2%"),
         (0.85, "20.00")],
        [(0.35, "9903.88.15"), (0.7, "7.5%"), (0.85, "150.00")],
        [(0.06, "2"), (0.12, "BALL BEARINGS"), (0.35, "8482.10.5048"), (0.52, "499 CTN"), (0.6, "2,000"), (0.7, "9%"),
         (0.85, "180.00")],
    ]  # fmt: skip
    first, second = _lines([[(0.06, "Related parties: N")], *heads, *body])
    assert ("chapter99" in first, first["duty_usd"], first["manifest_quantity"]) == (False, "20.00", "501")
    assert (second["chapter99"], second["duty_usd"], second["manifest_quantity"]) == ("99038815", "330.00", "499")
    assert (first["relationship"], second["relationship"]) == ("N", "N")


def test_a_number_set_close_to_the_goods_above_the_tariff_number_begins_the_line() -> None:
    heads: list[Row] = [
        [(0.06, "LN"), (0.09, "DESCRIPTION OF MERCHANDISE")],
        [(0.09, "HTS"), (0.3, "GROSS KG"), (0.45, "ENT VALUE"), (0.65, "RATE"), (0.8, "DUTY")],
    ]
    body: list[Row] = [
        [(0.06, "00{0} GLASS JARS, SIZE {0}")],
        [(0.09, "7010.90.505{0}"), (0.3, "1,44{0}"), (0.45, "1,000"), (0.65, "2%"), (0.8, "20.00")],
    ]
    rows = heads + [[(x, text.format(n)) for x, text in row] for n in (1, 2) for row in body]
    assert [(line["line_no"], line["description"]) for line in _lines(rows)] == [
        ("1", "GLASS JARS, SIZE 1"), ("2", "GLASS JARS, SIZE 2"),
    ]  # fmt: skip


def test_a_number_of_chapter_99_in_a_column_of_its_own_leaves_the_goods_their_figures() -> None:
    heads: list[Row] = [
        [(0.06, "Line"), (0.12, "Goods"), (0.35, "Ch 99"), (0.52, "Pkgs"), (0.65, "Value"), (0.8, "Rate")],
        [(0.12, "HTSUS No."), (0.35, "Gross Wt (kg)"), (0.52, "Net Qty"), (0.65, "Rel"), (0.8, "Duty")],
    ]
    body: list[Row] = [
        [(0.06, "1"), (0.12, "GLASS JARS"), (0.35, "9903.88.15"), (0.52, "477"), (0.65, "1,000"), (0.8, "2%")],
        [(0.12, "7010.90.5055"), (0.35, "7,834"), (0.52, "12 / NO"), (0.65, "N"), (0.8, "95.00")],
    ]
    (line,) = _lines([*heads, *body])
    assert (line["description"], line["entered_value_usd"], line["manifest_quantity"]) == ("GLASS JARS", "1000", "477")
    assert (line["chapter99"], line["duty_usd"]) == ("99038815", "95.00")


def test_print_in_the_middle_of_a_ruled_row_belongs_to_its_line() -> None:
    heads: list[Row] = [
        [
            (0.06, "#"),
            (0.1, "Goods"),
            (0.35, "HTS"),
            (0.5, "Gross Kgs"),
            (0.6, "Net Qty"),
            (0.7, "Value"),
            (0.8, "Duty"),
        ]
    ]
    body: list[Row] = [
        [(0.1, "TROUSERS, WOMEN'S"), (0.6, "9,125")],
        [(0.06, "{0}"), (0.35, "6204.63.901{0}"), (0.5, "3,957"), (0.7, "1,000"), (0.8, "286.00")],
        [(0.1, "WOVEN, SIZE {0}"), (0.6, "NO")],
    ]
    rows = heads + [[(x, text.format(n)) for x, text in row] for n in (1, 2) for row in body]
    edges, tops = (0.055, 0.095, 0.345, 0.495, 0.595, 0.695, 0.795, 0.9), (0.095, 0.113, 0.155, 0.197)
    print_ = HEAD + [(x, 0.1 + 0.014 * i, text) for i, row in enumerate(rows) for x, text in row]
    first, second = lines(read(print_, grid(edges, tops)))
    assert (first["description"], second["description"]) == (
        "TROUSERS, WOMEN'S WOVEN, SIZE 1", "TROUSERS, WOMEN'S WOVEN, SIZE 2",
    )  # fmt: skip
    assert (second["net_quantity"], second["unit"], second["line_no"]) == ("9125", "NO", "2")


def test_a_unit_before_a_figure_is_no_caption_of_a_lines_number_and_values_may_stand_apart_from_captions() -> None:
    heads: list[Row] = [
        [(0.06, "Line"), (0.12, "Goods"), (0.4, "Gross Wt"), (0.55, "Value"), (0.75, "Duty")],
        [(0.12, "HTSUS No."), (0.4, "Pkgs"), (0.55, "Qty 1")],
    ]
    body: list[Row] = [
        [(0.06, "{0}"), (0.12, "BALL BEARINGS"), (0.4, "2,965"), (0.55, "1,000"), (0.75, "90.00")],
        [(0.12, "8482.10.504{0}"), (0.4, "98"), (0.55, "NO 34{0}")],
    ]
    first, second = ([[(x, text.format(n)) for x, text in row] for row in body] for n in (1, 2))
    third = [[(x, text.format(3)) for x, text in row] for row in body]
    rows = [
        *heads,
        [(0.06, "Invoice:"), (0.2, "T-71104")],
        *first,
        *second,
        [(0.06, "Invoice:"), (0.2, "T5477")],
        *third,
    ]
    read_ = _lines(rows)
    assert [(line["net_quantity"], line["unit"]) for line in read_] == [("341", "NO"), ("342", "NO"), ("343", "NO")]
    assert [line["invoice_number"] for line in read_] == ["T-71104", "T-71104", "T5477"]


def test_captions_beside_a_number_of_chapter_99_below_the_line_keep_their_values() -> None:
    heads: list[Row] = [
        [(0.06, "Line"), (0.12, "Goods"), (0.35, "HTSUS"), (0.5, "Value"), (0.65, "Rate"), (0.8, "Duty")]
    ]
    body: list[Row] = [
        [(0.06, "{0}"), (0.12, "BEARINGS"), (0.35, "8482.10.504{0}"), (0.5, "900"), (0.65, "9%"), (0.8, "190.00")],
        [(0.12, "Gross Kgs: 1,23{0}  Pkgs: 21 CTNS  Origin: TH  Additional HTS: 9903.03.01")],
    ]  # fmt: skip
    second = _lines(heads + [[(x, text.format(n)) for x, text in row] for n in (1, 2) for row in body])[1]
    assert (second["gross_weight_kg"], second["manifest_quantity"], second["country_of_origin"]) == ("1232", "21", "TH")
    assert (second["chapter99"], second["duty_usd"]) == ("99030301", "190.00")


def test_a_number_of_chapter_99_with_the_number_of_the_next_line_is_that_lines() -> None:
    rows: list[Row] = [
        [(0.06, "Line"), (0.12, "HTS Number"), (0.3, "Description"), (0.55, "Value"), (0.7, "Line Duty")],
        [(0.06, "1"), (0.12, "7324.10.0010"), (0.3, "SINKS"), (0.55, "180,009"), (0.7, "6,120.31")],
        [(0.06, "2"), (0.12, "9903.03.01"), (0.55, "0"), (0.7, "11,562.80")],
        [(0.06, "2"), (0.12, "6109.10.0012"), (0.3, "T-SHIRTS"), (0.55, "115,628"), (0.7, "19,078.62")],
    ]
    first, second = _lines(rows)
    assert ("chapter99" in first, first["duty_usd"]) == (False, "6120.31")
    assert (second["chapter99"], second["duty_usd"], second["entered_value_usd"]) == ("99030301", "30641.42", "115628")


def test_goods_behind_numbers_with_stops_head_the_sentences_that_say_the_rest_of_their_lines() -> None:
    rows: list[Row] = [
        [(0.06, "{0}. Glass jars, size {0}")],
        [(0.08, "HTS 7010.90.505{0}; Gross Kgs 1,12{0}; Qty 640 NO (12 KG); Value 1,000; Duty 20.00")],
    ]
    read_ = _lines([[(x, text.format(n)) for x, text in row] for n in (1, 2) for row in rows])
    assert [(line["line_no"], line["description"]) for line in read_] == [
        ("1", "Glass jars, size 1"), ("2", "Glass jars, size 2"),
    ]  # fmt: skip
    assert [(line["net_quantity"], line.get("net_quantity_2")) for line in read_] == [("640", "12"), ("640", "12")]


def test_the_letters_of_an_invoices_number_are_no_caption() -> None:
    labels = EntryLabels([], [("line:invoice", "C/I"), ("line:invoice", "CI No")])
    assert labels.find("CI-76977") is None
    assert labels.find("C/I: 76977") is not None


def test_the_table_of_a_line_s_numbers_stands_below_headers_of_the_line_s_own() -> None:
    printed: list[tuple[float, float, str]] = []
    for n, (name, code, value, duty) in enumerate(
        [("Shrimp, peeled", "0306.17.0042", "$87,120.00", "$17,424.00"),
         ("Shrimp, shell-on", "0306.17.0005", "$18,480.00", "$3,696.00")]
    ):  # fmt: skip
        top = 0.2 + 0.14 * n
        printed += [(0.05, top, f"Line {n + 1}"), (0.15, top, name)]
        heads = ["Manufacturer ID", "Gross Weight", "Net Quantity", "Entered Value", "Related"]
        values = ["VNMINPHU12CAM", "2,640.00 KG", "2,400.00 KG", value, "No"]
        for m, (head, said) in enumerate(zip(heads, values, strict=True)):
            printed += [(0.05 + 0.18 * m, top + 0.02, head), (0.05 + 0.18 * m, top + 0.035, said)]
        rows = [("Tariff", "Rate", "Duty"), ("9903.01.33", "20%", duty), (code, "Free", "$0.00")]
        for m, row in enumerate(rows):
            printed += [(0.1 + 0.2 * c, top + 0.06 + 0.015 * m, text) for c, text in enumerate(row)]
    printed += [(0.05, 0.5, "Estimated duty"), (0.5, 0.5, "$21,120.00")]
    found = lines(read([*TITLE, *BLOCKS, *printed]))
    assert [(line["hts"], line["chapter99"], line["duty_usd"]) for line in found] == [
        ("0306170042", "99030133", "17424.00"),
        ("0306170005", "99030133", "3696.00"),
    ]
