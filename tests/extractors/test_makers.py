"""Entry summaries of scans: letters of makers' codes that were taken for figures, values that two engines read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.entry.columns import columns_of
from extractors.entry.makers import with_letters_of_code
from extractors.layout import lay_out
from extractors.reader import ReadSettings
from extractors.reading.second_reading import SecondReader
from schemas.record import Value
from tests.extractors.prepared import grid, lines, page, read


@pytest.mark.parametrize(
    ("read", "meant"),
    [("CNBAOMEI162BA0", "CNBAOMEI162BAO"), ("CNHEBB0D771BA0", "CNHEBBOD771BAO"), ("VNPH0TEC12HAN", "VNPHOTEC12HAN")],
)
def test_a_code_of_a_maker_has_letters_where_no_figures_stand(read: str, meant: str) -> None:
    found = with_letters_of_code(Value(read, 0.95, ()))
    assert found
    assert (found.value, found.confidence <= 0.85) == (meant, True)


@pytest.mark.parametrize("code", ["CNBAOMEI162BAO", "CN3MCHI12SHA", "CNSHA1234512", "XY", "38-756229500"])
def test_a_code_that_may_be_printed_so_stays(code: str) -> None:
    value = Value(code, 0.95, ())
    assert with_letters_of_code(value) is value


def test_values_of_an_entry_that_both_engines_read_alike_are_surer() -> None:
    printed = page([
        (0.4, 0.03, "ENTRY SUMMARY"), (0.6, 0.03, "DEPARTMENT OF HOMELAND SECURITY"),
        (0.05, 0.1, "Filer Code/Entry Number: 9QX-0012345-2"), (0.05, 0.13, "Entry Type: 01 ABI/A"),
        (0.05, 0.16, "Manufacturer ID: CNBAOMEI162BA0"), (0.05, 0.19, "Importer of Record: GREAT LAKES FITTINGS LLC"),
    ])  # fmt: skip
    by_one = tuple(replace(word, confidence=0.7, engine="tesseract") for word in printed.words)
    by_other = tuple(replace(word, confidence=0.98, engine="rapidocr") for word in printed.words)
    scanned = replace(printed, engine="tesseract", words=by_one, others=by_other)
    [cut] = cut_documents([lay_out(scanned)])
    second = SecondReader(b"", {1: scanned}, ReadSettings())
    alone, both = (record_of(cut, sha256="0" * 64, source="entry.pdf", second=one).fields for one in (None, second))
    for name in ("entry_type", "importer_name"):
        first, agreed = alone[name], both[name]
        assert first
        assert agreed
        assert first.confidence < 0.9 < agreed.confidence, name
    maker = both["manufacturer_id"]
    assert maker
    assert (maker.value, maker.confidence < 0.9) == ("CNBAOMEI162BAO", True)


HEADS = [
    ("27. LINE NO.", ""), ("28. DESCRIPTION OF MERCHANDISE 29. A. HT5U5 NB.", ""),
    ("31. A. GROSS WEIGHT B. MANIFEST", "QTY."), ("32. NET QUANTITY IN HTSUS", "UNITS"),
    ("33. A. ENTERED VALUE", "B. CHGS"),
]  # fmt: skip
LINES = [
    ("001", "STEEL SHELF BRACKETS", "7326.90.8688", "2,310 KG", "105 CTN", "9,600 NO", "7,700"),
    ("002", "BALL VALVES OF BRASS", "8481.80.3060", "1,240 KG", "40 CTN", "1,000 NO", "12,500"),
]


def test_one_cell_heads_goods_and_tariff_numbers_over_each_other() -> None:
    """The weights beside are of their own column, whatever an engine made of the second header."""
    edges, tops = [0.02, 0.12, 0.455, 0.67, 0.845, 0.995], [0.3, 0.35, 0.44, 0.53]
    printed = [(0.4, 0.03, "ENTRY SUMMARY"), (0.6, 0.03, "DEPARTMENT OF HOMELAND SECURITY")]
    for left, (first, second) in zip(edges, HEADS, strict=False):
        printed += [(left + 0.003, 0.31, first), *([(left + 0.04, 0.324, second)] if second else [])]
    for top, (number, goods, tariff, weight, packages, counted, value) in zip(tops[1:], LINES, strict=False):
        printed += [
            (0.025, top + 0.01, number), (0.125, top + 0.01, goods), (0.125, top + 0.03, tariff),
            (0.58, top + 0.03, weight), (0.59, top + 0.05, packages), (0.77, top + 0.03, counted),
            (0.93, top + 0.03, value),
        ]  # fmt: skip
    assert "numbers" in columns_of(lay_out(page(printed, grid(edges, tops))))
    found = [
        (line["description"], line["hts"], line["gross_weight_kg"], line["manifest_quantity"], line["net_quantity"])
        for line in lines(read(printed, grid(edges, tops)))
    ]
    assert found == [
        ("STEEL SHELF BRACKETS", "7326908688", "2310", "105", "9600"),
        ("BALL VALVES OF BRASS", "8481803060", "1240", "40", "1000"),
    ]
