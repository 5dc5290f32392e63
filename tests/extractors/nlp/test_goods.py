"""Goods cells: packages in figures and words, goods alone, codes, weights, totals."""

import sys
import time
from decimal import Decimal

import pytest

from extractors.nlp.goods import Goods, parse_goods
from extractors.nlp.pipelines import goods_pipeline


def told(goods: Goods) -> dict[str, str]:
    """What was found, as short texts."""
    amounts = {"quantity": goods.quantity, "gross": goods.gross, "net": goods.net}
    plain = {
        "packages": goods.packages,
        "words": goods.packages_in_words,
        "kind": goods.package_kind,
        "inner": goods.inner_packages,
        "total": goods.total_packages,
        "total_words": goods.total_packages_in_words,
        "hs": goods.hs_code,
        "model": goods.model,
        "marks": goods.marks,
    }
    found = {name: f"{f.value}" for name, f in plain.items() if f}
    found |= {name: f"{f.value.number} {f.value.unit}" for name, f in amounts.items() if f}
    return {"goods": goods.description, **found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "FIVE HUNDRED (500) CARTONS OF LED LAMPS",
            {"goods": "LED LAMPS", "packages": "500", "words": "500", "kind": "CARTONS"},
        ),
        ("2 Kisten / cases LED lamps", {"goods": "LED lamps", "packages": "2", "kind": "KISTEN / CASES"}),
        ("500 CTNS LED LAMPS", {"goods": "LED LAMPS", "packages": "500", "kind": "CTNS"}),
        ("LED LAMPS 500 CARTONS", {"goods": "LED LAMPS", "packages": "500", "kind": "CARTONS"}),
        ("(500) FIVE HUNDRED CARTONS OF TOYS", {"goods": "TOYS", "packages": "500", "words": "500", "kind": "CARTONS"}),
        (
            "FOUR HUNDRED AND EIGHTY (780) CARTONS OF GLASSES",
            {"goods": "GLASSES", "packages": "780", "words": "480", "kind": "CARTONS"},
        ),
        ("TOTAL: TWO (2) CASES ONLY", {"goods": "", "total": "2", "total_words": "2"}),
        ("SAY TOTAL FIVE HUNDRED CARTONS ONLY", {"goods": "", "total_words": "500"}),
        ("共计贰拾伍箱", {"goods": "", "total_words": "25"}),
        (
            "TWO (2) PALLETS OF 40 CARTONS OF VALVES",
            {"goods": "VALVES", "packages": "2", "words": "2", "kind": "PALLETS", "inner": "40"},
        ),
        (
            "20 PALLETS (800 CARTONS) OF TILES 600X600MM",
            {"goods": "TILES 600X600MM", "packages": "20", "kind": "PALLETS", "inner": "800"},
        ),
        ("LED灯 500箱", {"goods": "LED灯", "packages": "500", "kind": "箱"}),
        ("500纸箱 塑料玩具", {"goods": "塑料玩具", "packages": "500", "kind": "纸箱"}),
        ("壹佰件 棉制T恤衫", {"goods": "棉制T恤衫", "words": "100", "kind": "件"}),
        (
            "PAPER BAGS 12,000 BAGS 500 CTNS",
            {"goods": "PAPER BAGS", "packages": "500", "kind": "CTNS", "quantity": "12000 BAGS"},
        ),
        ("PLASTIC BAGS", {"goods": "PLASTIC BAGS"}),
        (
            "TOILET PAPER 12 ROLLS/BAG 500 CTNS",
            {"goods": "TOILET PAPER 12 ROLLS/BAG", "packages": "500", "kind": "CTNS"},
        ),
        (
            "WOODEN FURNITURE (BED) 120 PCS G.W.: 6,240 KGS",
            {"goods": "WOODEN FURNITURE (BED)", "quantity": "120 PCS", "gross": "6240 KGS"},
        ),
        (
            "500 WOODEN CASES OF GLASS BOTTLES 500 ML",
            {"goods": "GLASS BOTTLES 500 ML", "packages": "500", "kind": "WOODEN CASES"},
        ),
        ("1) STAINLESS STEEL SINK 50X40 CM", {"goods": "STAINLESS STEEL SINK 50X40 CM"}),
        (
            "QUARTZ SLABS 2,340 M2 IN 26 CRATES",
            {"goods": "QUARTZ SLABS", "packages": "26", "kind": "CRATES", "quantity": "2340 M2"},
        ),
        ("500 CARTQNS OF LED LAMPS", {"goods": "LED LAMPS", "packages": "500", "kind": "CARTONS"}),
        (
            "FIVEHUNDRED(500)CARTONSOF LED LAMPS",
            {"goods": "LED LAMPS", "packages": "500", "words": "500", "kind": "CARTONS"},
        ),
        ("LED LAMPS\nPACKED IN 500 CARTONS", {"goods": "LED LAMPS", "packages": "500", "kind": "CARTONS"}),
        ("HOT ROLLED STEEL COILS 12 COILS", {"goods": "HOT ROLLED STEEL COILS", "packages": "12", "kind": "COILS"}),
        ("500 CTNS STC LED LAMPS MADE IN CHINA", {"goods": "LED LAMPS", "packages": "500", "kind": "CTNS"}),
        ("ONE (1) X 40'HQ CONTAINER STC 500 CTNS OF TOYS", {"goods": "TOYS", "packages": "500", "kind": "CTNS"}),
        ("3-PIECE BATHROOM SET 200 SETS", {"goods": "3-PIECE BATHROOM SET", "quantity": "200 SETS"}),
        ("CARTONS: 500 PVC FLOORING", {"goods": "PVC FLOORING", "packages": "500", "kind": "CARTONS"}),
        ("AUTO PARTS\nAS PER INVOICE NO. HK-118", {"goods": "AUTO PARTS"}),
        ("FROZEN SHRIMP 10X1KG/CTN 900 CTNS", {"goods": "FROZEN SHRIMP 10X1KG/CTN", "packages": "900", "kind": "CTNS"}),
        ("1.200 CARTONS OF FOOTWEAR", {"goods": "FOOTWEAR", "packages": "1200", "kind": "CARTONS"}),
        ("Ván ép 412 M3\n220 KIỆN", {"goods": "Ván ép", "packages": "220", "kind": "KIỆN", "quantity": "412 M3"}),
        ("2 SETS OF CNC MACHINE MODEL VMC850", {"goods": "CNC MACHINE", "quantity": "2 SETS", "model": "VMC850"}),
        (
            "SOLAR MODULES 540W\n31 PALLETS / 961 PCS",
            {"goods": "SOLAR MODULES 540W", "packages": "31", "kind": "PALLETS", "quantity": "961 PCS"},
        ),
        ("150 BAGS X 50 KGS COFFEE BEANS", {"goods": "COFFEE BEANS", "packages": "150", "kind": "BAGS"}),
        (
            'PIPES SIZE: 2" X 6M\nQTY: 1200 PCS\nNET WT: 18,200 KG',
            {"goods": 'PIPES SIZE: 2" X 6M', "quantity": "1200 PCS", "net": "18200 KG"},
        ),
        (
            "CONTAINER NO: CSQU3054383 SEAL NO. 123456\n500 CTNS TOYS",
            {"goods": "TOYS", "packages": "500", "kind": "CTNS"},
        ),
        ("", {"goods": ""}),
    ],
)
def test_a_goods_cell_is_taken_apart(text: str, expected: dict[str, str]) -> None:
    assert told(parse_goods(text)) == expected


def test_a_whole_cell_with_codes_end_mark_and_total() -> None:
    text = (
        "FIVE HUNDRED (500) CARTONS OF\nLED LAMPS MODEL NO.: XJ-200\nH.S. CODE: 9405.42\n*** *** ***\n"
        "SAY TOTAL FIVE HUNDRED (500) CARTONS ONLY."
    )
    goods = parse_goods(text)
    assert told(goods) == {
        "goods": "LED LAMPS",
        "packages": "500",
        "words": "500",
        "kind": "CARTONS",
        "total": "500",
        "total_words": "500",
        "hs": "940542",
        "model": "XJ-200",
    }
    assert [text[a:b] for a, b in goods.description_spans] == ["LED LAMPS"]
    assert goods.after_end == ""


def test_goods_behind_the_end_mark_are_reported_apart() -> None:
    goods = parse_goods("LED LAMPS ***** EXTRA GOODS")
    assert (goods.description, goods.after_end) == ("LED LAMPS", "EXTRA GOODS")


def test_a_disfigured_kind_is_less_certain() -> None:
    kind = parse_goods("500 CARTQNS OF LAMPS").package_kind
    assert kind is not None
    assert kind.repaired
    assert (kind.raw, kind.value) == ("CARTQNS", "CARTONS")


def test_a_warm_line_costs_a_tenth_of_the_first() -> None:
    line = "FIVE HUNDRED (500) CARTONS OF LED LAMPS MODEL X{} H.S. CODE: 9405.42 G.W.: 6,240 KGS *** ***"
    goods_pipeline.cache_clear()
    start = time.process_time()
    parse_goods(line)
    first = time.process_time()
    for number in range(100):
        assert parse_goods(line.format(number)).packages is not None
    # A ratio, because a busy machine and the measuring of coverage slow both.
    assert (time.process_time() - first) / 100 < (first - start) / 10


def test_reading_modules_do_not_load_spacy_until_it_is_needed() -> None:
    import subprocess

    modules = "extractors.nlp.goods, extractors.nlp.parties, extractors.nlp.issuers"
    code = f"import sys, {modules}; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_figures_keep_their_decimals() -> None:
    gross = parse_goods("STEEL PIPE N.W.: 5,800.50 KGS G.W.: 6,240.75 KGS").gross
    assert gross is not None
    assert gross.value.number == Decimal("6240.75")


@pytest.mark.parametrize("text", ["Combination wrench, 12-pc metric", "Shiraz 2023 bottled wine"])
def test_what_goods_are_made_up_of_is_no_quantity_of_them(text: str) -> None:
    assert told(parse_goods(text)) == {"goods": text}
