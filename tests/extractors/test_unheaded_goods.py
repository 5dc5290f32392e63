"""Tables of goods whose headers nobody knows: what stands in every row tells what they are."""

from __future__ import annotations

import pytest

from tests.extractors.prepared import grid, in_grid, lines, read

HEAD = [(0.3, 0.05, "PACKING LIST"), (0.06, 0.08, "Invoice No: PL-22817")]


def test_rows_with_a_tariff_number_each_are_goods_though_no_header_is_known() -> None:
    edges, tops = (0.05, 0.1, 0.45, 0.6, 0.75, 0.9), (0.2, 0.22, 0.24, 0.26)
    rows = [
        ("Zor", "7. Zorblatum", "8. Zorb zor", "9. Zorbl", "10. Zorblat"),
        ("1", "Rolled oat flakes, thick", "1104.12", "A", "CA"),
        ("2", "Hemp protein powder", "2106.10", "B", "CA"),
    ]
    title = [(0.2, 0.05, "USMCA CERTIFICATION OF ORIGIN"), (0.06, 0.1, "Exporter: Sask Grain Ingredients Inc.")]
    record = read([*title, *in_grid(edges, tops, rows)], grid(edges, tops))
    told = [(line["description"], line["hs_code"], line["origin_criterion"]) for line in lines(record)]
    assert told == [("Rolled oat flakes, thick", "110412", "A"), ("Hemp protein powder", "210610", "B")]
    assert all(line["hs_code"].confidence < 0.9 for line in record.lines if line["hs_code"])


@pytest.mark.parametrize("swapped", [False, True])
def test_counts_prices_and_what_both_come_to_are_told_by_reckoning(swapped: bool) -> None:
    def row(top: float, goods: str, count: str, price: str, amount: str) -> list[tuple[float, float, str]]:
        one, other = (price, count) if swapped else (count, price)
        return [(0.06, top, goods), (0.45, top, one), (0.6, top, other), (0.75, top, amount)]

    record = read(
        [
            (0.3, 0.05, "COMMERCIAL INVOICE"), (0.06, 0.08, "Invoice No: CI-22817"),
            *row(0.2, "Zorblatum", "Zorb", "Zorbl", "Zor"),
            *row(0.22, "Pressure relief valve", "60", "212.00", "12,720.00"),
            *row(0.24, "Spring and seat kit", "120", "41.20", "4,944.00"),
        ]
    )  # fmt: skip
    told = [(line["description"], line["quantity"], line["value"]) for line in lines(record)]
    assert told == [("Pressure relief valve", "60", "12720"), ("Spring and seat kit", "120", "4944")]


@pytest.mark.parametrize(("heavy", "told"), [("157.5", ("150", "157.5")), ("412.0", (None, None))])
def test_two_weights_are_told_where_one_is_a_little_more(heavy: str, told: tuple[str | None, str | None]) -> None:
    rows = [
        (0.06, 0.2, "Zorblatum"), (0.45, 0.2, "Zorb"), (0.6, 0.2, "Zorbl"), (0.75, 0.2, "Zor"),
        (0.06, 0.22, "Ceramic wall tiles"), (0.45, 0.22, "BX"), (0.6, 0.22, "150.0"), (0.75, 0.22, heavy),
        (0.06, 0.24, "Porcelain tiles"), (0.45, 0.24, "BX"), (0.6, 0.24, "88.5"), (0.75, 0.24, "93.0"),
    ]  # fmt: skip
    found = lines(read([*HEAD, *rows]))
    first = found[0] if found else {}
    assert (first.get("net_weight_kg"), first.get("gross_weight_kg")) == told


def test_packages_are_told_by_their_kinds_and_pieces_by_their_unit_beside_bare_numbers() -> None:
    def row(top: float, *cells: str) -> list[tuple[float, float, str]]:
        return [(left, top, text) for left, text in zip((0.06, 0.12, 0.22, 0.5, 0.6, 0.75, 0.85), cells, strict=True)]

    found = lines(
        read(
            [
                *HEAD,
                *row(0.2, "Zor", "Zorbl", "Zorblatum", "Zorb", "Zorbla", "Zorblat", "Zorz"),
                *row(0.22, "14", "cartons", "Table knives, olive", "8211.91", "1,680 pieces", "151.2", "172.9"),
                *row(0.24, "3", "crates", "Knife blocks, beech", "4419.90", "96 pieces", "172.8", "201.0"),
            ]
        )
    )
    told = [(line["packages"], line["package_kind"], line["quantity"], line["gross_weight_kg"]) for line in found]
    assert told == [("14", "CARTONS", "1680", "172.9"), ("3", "CRATES", "96", "201")]


def test_counts_with_a_kind_of_package_are_packages_whatever_their_header() -> None:
    edges, tops = (0.05, 0.2, 0.55, 0.7, 0.9), (0.2, 0.22, 0.24, 0.26)
    rows = [
        ("Zorblatu", "Zorblatum Zor Zorbl", "Zor Zorb", "Zorbla"),
        ("240 Cartons", "Cotton terry bath towels", "630260", "14,400 Pcs"),
        ("21 Bales", "Cotton kitchen linen, woven", "630291", "8,400 Pcs"),
    ]
    title = [(0.3, 0.05, "CERTIFICATE OF ORIGIN"), (0.3, 0.08, "Coimbatore Chamber of Commerce")]
    found = lines(read([*title, *in_grid(edges, tops, rows)], grid(edges, tops)))
    told = [(line["packages"], line["description"], line["quantity"]) for line in found]
    assert told == [("240", "Cotton terry bath towels", "14400"), ("21", "Cotton kitchen linen, woven", "8400")]
