"""Columns of materials under headers nobody knows, named by place and content and doubted for it."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.reading.textlayer import (
    _with_small_capitals,  # pyright: ignore[reportPrivateUsage]
)
from schemas.page import Box
from schemas.record import Record
from tests.extractors.prepared import grid, in_grid, lines, read

LEFTS = (0.05, 0.25, 0.42, 0.52, 0.58, 0.78, 0.9)


def order(*rows: str, below: Sequence[tuple[float, float, str]] = ()) -> Record:
    """A production order with one table of materials, its cells parted by strokes, and print below it."""
    head = [(0.05, 0.04, "PRODUCTION ORDER"), (0.05, 0.08, "Order No : PO-118"), (0.05, 0.1, "Product : BAR STOOL")]
    printed = [
        (left, 0.2 + 0.02 * i, cell.strip())
        for i, row in enumerate(rows)
        for left, cell in zip(LEFTS, row.split("|"), strict=True)
        if cell.strip()
    ]
    return read([*head, (0.05, 0.17, "MATERIALS"), *printed, *below])


def doubts(record: Record, names: Sequence[str]) -> list[float]:
    return [value.confidence for name in names if (value := record.materials[0][name]) is not None]


def test_grade_seller_and_lot_are_told_from_where_they_stand_and_doubted() -> None:
    record = order(
        "Zzyzx|Quorb|Issued qty|Unit|Vexil|Country|Plim",
        "Hard maple|FAS 8/4|2,310|KG|Roaring Fork Lumber|USA|T-0918",
        "Rattan webbing|18 in bleached|410|KG|Cirebon Natural|Indonesia|CN-22",
        "Lacquer black|precat|16|KG|Gemini Coatings|USA|G7725",
    )
    first, second, _ = lines(record, "materials")
    assert (first["description"], first["grade"], first["supplier"]) == (
        "Hard maple", "FAS 8/4", "Roaring Fork Lumber",
    )  # fmt: skip
    assert second["lot_number"] == "CN-22"
    told = doubts(record, ["description", "grade", "supplier", "lot_number"])
    assert len(told) == 4
    assert max(told) < 0.9


def test_remarks_and_shelves_are_no_grade_and_no_lot() -> None:
    record = order(
        "Material|Remarks|Issued qty|Unit|Bin|Country|Expiry",
        "Hard maple|dry first|2,310|KG|R1-04|USA|EX-27",
        "Rattan webbing|short rolls|410|KG|R1-07|Indonesia|EX-28",
    )
    first, _ = lines(record, "materials")
    assert not {"grade", "supplier", "lot_number"} & first.keys()


def test_a_column_that_counts_nearly_what_was_asked_for_is_what_was_taken() -> None:
    record = order(
        "Material|Grade|Required|Zorp|Supplier|Country|Lot No",
        "Cast iron|GJL|8,640|8,702|Sorel Metals|Canada|Q-5518",
        "Steel scrap|E40|2,880|2,900|Recyclage Ardennes|France|Q-5519",
        "Enamel red|E-3044|612|620|Prince Belgium|Belgium|PB26",
    )
    assert [row["quantity"] for row in lines(record, "materials")] == ["8702", "2900", "620"]
    assert doubts(record, ["quantity"])[0] < 0.9


def test_a_capital_before_small_capitals_is_one_word_with_them() -> None:
    def word(text: str, x0: float, x1: float, top: float) -> dict[str, object]:
        return {"text": text, "x0": x0, "x1": x1, "top": top, "bottom": 89.0, "chars": [{"fontname": "Serif"}]}

    joined = _with_small_capitals([word("U", 10, 16, 80), word("NIT", 20, 30, 80), word("SED", 16, 30, 83)])
    assert [w["text"] for w in joined] == ["USED", "NIT"]


def test_who_signs_below_the_last_row_in_any_language_is_no_row() -> None:
    rows = [
        "Material|Grade|Issued qty|Unit|Supplier|Country|Lot No",
        "Nylon fabric|420D|14,200|KG|Formosa Taffeta|Taiwan|FT-6631",
        "Webbing|25 mm|58,000|KG|Dongguan Hengli|China|DH-11",
        "EVA foam|5 mm|1,940|KG|Kuraray|Taiwan|K6-09",
    ]
    signed = [(0.1, 0.32, "Zodpovedný"), (0.35, 0.32, "Majster"), (0.55, 0.32, "Skladník"), (0.7, 0.32, "Riaditeľ")]
    materials = lines(order(*rows, below=signed), "materials")
    assert [row["description"] for row in materials] == ["Nylon fabric", "Webbing", "EVA foam"]
    assert materials[-1]["supplier"] == "Kuraray"


def test_a_table_of_tests_in_unknown_words_right_below_the_rows_is_another() -> None:
    rows = [
        "Material|Grade|Issued qty|Unit|Supplier|Country|Lot No",
        "Xylene|tech|978.5|KG|Univar|USA|UX-1",
        "Talc|325 mesh|1,612.5|KG|Imerys|Canada|IM-774",
        "Carbon paste|CB-40|36.4|KG|In-house|USA|CP-6611",
    ]
    tests = [(0.05, 0.28, "QC check"), (0.46, 0.28, "Aim"), (0.69, 0.28, "Seen"), (0.85, 0.28, "Fine"),
             (0.05, 0.3, "Weight"), (0.46, 0.3, "12.6"), (0.69, 0.3, "12.81"), (0.85, 0.3, "PASS")]  # fmt: skip
    materials = lines(order(*rows, below=tests), "materials")
    assert [row["supplier"] for row in materials] == ["Univar", "Imerys", "In-house"]


def test_a_stroke_makes_one_header_of_two_wordings() -> None:
    record = order(
        "Material|Quality|Qté/u|Lot|Besoin total|U|Country",
        "Cuir vachette|2.2 mm|0.62|L-1|416.6|KG|France",
        "Boucle laiton|30 mm|4|L-2|2424|PCE|Italy",
    )
    first, second = lines(record, "materials")
    assert (first["quantity"], first["unit"], second["quantity"], second["unit"]) == ("416.6", "KG", "2424", "PCE")


def test_codes_under_a_name_s_header_are_codes_where_unknown_words_stand_beside_them() -> None:
    record = order(
        "Component|Quorbish|Issued qty|Unit|Supplier|Country|Lot No",
        "R-1001|Pig iron|2,310|KG|Roaring Fork|USA|T-0918",
        "R-1010|Steel scrap|410|KG|Cirebon|Indonesia|CN-22",
    )
    assert [row["description"] for row in lines(record, "materials")] == ["Pig iron", "Steel scrap"]
    assert doubts(record, ["description"])[0] < 0.9


def test_one_short_word_behind_a_quantity_is_its_unit_though_no_list_has_it() -> None:
    record = order(
        "Material|Grade|Issued qty||Supplier|Country|Lot No",
        "Hard maple|FAS|2,310 bf||Roaring Fork|USA|T-0918",
        "Stain|WB|34 gal||Gemini|USA|G-77",
    )
    first, _ = lines(record, "materials")
    assert (first["quantity"], first["unit"]) == ("2310", "BF")
    assert doubts(record, ["unit"])[0] < 0.9


def test_what_was_asked_for_goes_before_what_may_be_drawn_at_most() -> None:
    record = order(
        "Material|Limit qty|Requested|Issued|Unit|Country|Lot No",
        "Nickel|320|160|158|KG|China|NI-26",
        "Chrome|80|50|50|KG|China|CR-06",
    )
    assert [row["planned_quantity"] for row in lines(record, "materials")] == ["160", "50"]


def test_a_column_of_three_decimals_on_a_paper_with_decimal_commas_is_no_column_of_thousands() -> None:
    record = order(
        "Material|Grade|Menge je|Scrap|Unit|Country|Lot No",
        "Motor|IP 68|1,000|0,5|PCS|Germany|",
        "Stator pack|M400|11,400|3,5|KG|Austria|",
        "Copper wire|CuL|3,150|2,5|KG|Germany|",
        "Rotor|EN AC|1,000|1,5|PCS|France|",
    )
    assert [float(row["quantity"]) for row in lines(record, "materials")] == [1, 11.4, 3.15, 1]
    assert doubts(record, ["quantity"])[0] < 0.9


def test_a_row_with_columns_left_empty_hides_no_column_of_codes() -> None:
    record = order(
        "Component|Quorbish|Issued qty|Unit|Supplier|Country|Lot No",
        "R-1001|Pig iron|2,310|KG|Roaring Fork|USA|T-0918",
        "R-1010|Steel scrap|410|KG|Cirebon|Indonesia|CN-22",
        "Stock items|L|41|KG|||",
    )
    assert [row["description"] for row in lines(record, "materials")][:2] == ["Pig iron", "Steel scrap"]


def test_a_table_none_of_whose_headers_is_known_is_found_by_the_units_and_counts_of_its_rows() -> None:
    record = order(
        "Zzyzx|Quorb|Wexol|Trab|Vexil|Drast|Plim",
        "Hard maple|FAS 8/4|2,310|KG|Roaring Fork Lumber|USA|T-0918",
        "Rattan webbing|18 in bleached|410|M|Cirebon Natural|Indonesia|CN-22",
        "Lacquer black|precat|16.5|KG|Gemini Coatings|USA|G7725",
    )
    first, second, third = lines(record, "materials")
    assert (first["description"], first["quantity"], first["unit"]) == ("Hard maple", "2310", "KG")
    assert (second["quantity"], second["unit"], third["quantity"]) == ("410", "M", "16.5")
    assert max(doubts(record, ("description", "quantity", "unit"))) < 0.9


def test_rows_are_parted_at_the_figures_of_a_column_under_an_unknown_header() -> None:
    record = order(
        "Material|Spec|Wexolin|Unit|Supplier|Country|Lot",
        "Hard maple|FAS 8/4|2,310|KG|Roaring Fork Lumber|USA|T-0918",
        "Rattan webbing|18 in bleached|410|KG|Cirebon Natural|Indonesia|",
        "Lacquer black|precat|16|KG|Gemini Coatings|USA|G7725",
    )
    assert [line["supplier"] for line in lines(record, "materials")] == [
        "Roaring Fork Lumber",
        "Cirebon Natural",
        "Gemini Coatings",
    ]


def test_codes_of_countries_tell_their_column_and_beside_it_the_seller_and_the_lot() -> None:
    record = order(
        "Zzyzx|Quorb|Wexol|Trab|Plim|Vexil|Drast",
        "Hard maple|FAS 8/4|2,310|KG|Roaring Fork Lumber|US|T-0918",
        "Rattan webbing|18 in bleached|410|M|Cirebon Natural|ID|CN-22",
        "Lacquer black|precat|16.5|KG|Gemini Coatings|US|G7725",
    )
    _, second, _ = lines(record, "materials")
    assert (second["supplier"], second["origin_country"], second["lot_number"]) == ("Cirebon Natural", "ID", "CN-22")
    assert max(doubts(record, ("supplier", "origin_country", "lot_number"))) < 0.9


def test_of_two_counts_in_one_proportion_the_greater_is_what_all_pieces_take() -> None:
    record = order(
        "Zzyzx|Quorb|Wexol|Trab|Plim|Vexil|Drast",
        "Hard maple|FAS 8/4|1.1|KG|231.0|Roaring Fork Lumber|US",
        "Rattan webbing|18 in bleached|0.2|M|42.4|Cirebon Natural|ID",
        "Lacquer black|precat|0.05|KG|10.6|Gemini Coatings|US",
    )
    assert [line["quantity"] for line in lines(record, "materials")] == ["231", "42.4", "10.6"]


def test_headers_of_two_rows_of_cells_are_known_by_what_stands_right_above_each_column() -> None:
    edges, tops = (0.05, 0.25, 0.4, 0.5, 0.6, 0.7, 0.9), (0.24, 0.27, 0.3, 0.33)
    printed = in_grid(
        edges,
        tops,
        (
            ("Hard maple", "FAS 8/4", "1.1", "231", "KG", "US"),
            ("Rattan webbing", "bleached", "0.2", "42.4", "M", "ID"),
            ("Lacquer black", "precat", "0.05", "10.6", "KG", "US"),
        ),
    )
    cells = [Box(a, 0.2, b, 0.24) for a, b in ((0.05, 0.25), (0.25, 0.4), (0.6, 0.7), (0.7, 0.9))]
    cells += [Box(0.4, 0.2, 0.6, 0.22), Box(0.4, 0.22, 0.5, 0.24), Box(0.5, 0.22, 0.6, 0.24)]
    heads = [(0.06, 0.205, "Zzyzx"), (0.26, 0.205, "Quorb"), (0.41, 0.203, "Wexolin"), (0.61, 0.205, "Trab")]
    heads += [(0.41, 0.223, "Plim"), (0.51, 0.223, "Vexil"), (0.71, 0.205, "Drast")]
    title = [(0.05, 0.04, "PRODUCTION ORDER"), (0.05, 0.08, "Order No : PO-118"), (0.05, 0.1, "Product : BAR STOOL")]
    first, second, _ = lines(read([*title, *heads, *printed], [*cells, *grid(edges, tops)]), "materials")
    assert (first["description"], first["quantity"], second["unit"]) == ("Hard maple", "231", "M")


def test_what_materials_are_made_of_is_no_name_of_them_beside_words_under_an_unknown_header() -> None:
    record = order(
        "Zzyzx|Material / rating|Qty per set|Unit|Plim|Country|Lot",
        "Platform top sheet|SS 304, 2 mm|1|PC|404|India|T-0918",
        "Base frame, welded|MS IS 2062|1|PC|400|India|CN-22",
        "Levelling foot|M12 PA6|4|PC|1,616|Malaysia|G7725",
        "Square tube|IS 4923|0.5|M|2,184|India|G7726",
    )
    first, *_, last = lines(record, "materials")
    assert (first["description"], first["grade"], first["quantity"]) == ("Platform top sheet", "SS 304, 2 mm", "404")
    assert last["quantity"] == "2184"  # of a part that has several of it
    assert max(doubts(record, ("description", "grade", "quantity"))) < 0.9


def test_what_was_taken_stands_beside_what_was_required_under_a_header_nobody_knows() -> None:
    record = order(
        "Material|Spec|Required qty|Vexilum|Unit|Country|Lot",
        "Hard maple|FAS 8/4|2,310|2,318.5|KG|USA|T-0918",
        "Rattan webbing|18 in bleached|410|412|KG|Indonesia|CN-22",
        "Lacquer black|precat|16|16.5|KG|USA|G7725",
    )
    assert [line["quantity"] for line in lines(record, "materials")] == ["2318.5", "412", "16.5"]
