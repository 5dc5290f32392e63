"""Lines of entry summaries as brokers' programs set them: headings over cards, sums of duties, invoices in between."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.entry.block_values import PATTERNS
from extractors.entry.lines import OF_DAY
from extractors.layout import lay_out
from extractors.nlp.parties import parse_party
from schemas.page import Box
from schemas.record import Record
from tests.extractors.prepared import fields, grid, lines, page, read

HEAD = [
    (0.06, 0.03, "CBP 7501 entry summary data"), (0.05, 0.06, "Filer/Entry VX3-5501288-1 Type 01 Port 2704"),
    (0.05, 0.08, "Importer: FOX CORP"), (0.5, 0.08, "Import date: 11/02/2026"),
]  # fmt: skip
GOODS = (
    ("7318.15.2061", "HEX BOLTS OF STEEL"), ("7318.16.0060", "NUTS OF STEEL"),
    ("8482.10.5044", "BEARINGS, OVER 30 MM"),
)  # fmt: skip


def _told(record: Record, *names: str) -> list[list[str]]:
    return [[line.get(name, "") for name in names] for line in lines(record)]


@pytest.mark.parametrize("heading", ["{} {}", "{} - {}", "{}: {}", "{}. {}"])
def test_a_number_with_its_goods_heads_each_card(heading: str) -> None:
    print_ = list(HEAD)
    cells: list[Box] = []
    for i, (tariff, goods) in enumerate(GOODS):
        top = 0.15 + 0.12 * i
        cells.append(Box(0.32, top - 0.005, 0.96, top + 0.1))
        print_.append((0.33, top, heading.format(i + 1, goods)))
        rows = (
            (("HTSUS", tariff), ("Entered value", "12,000"), ("Net quantity", "520 NO"), ("Gross kg", "1204")),
            (("MID", "DEVITZAH1BAD"), ("Rate", "5%"), ("Duty", "600.00"), ("Related", "N")),
        )
        for j, row in enumerate(rows):
            for left, (caption, value) in zip((0.33, 0.48, 0.64, 0.8), row, strict=True):
                print_ += [(left, top + 0.018 + 0.027 * j, caption), (left, top + 0.029 + 0.027 * j, value)]
    told = _told(read(print_, cells), "line_no", "hts", "description", "country_of_origin")
    assert told == [[str(i + 1), tariff.replace(".", ""), goods, ""] for i, (tariff, goods) in enumerate(GOODS)]


def test_a_column_headed_by_its_unit_alone_is_the_gross_weight() -> None:
    heads = [(0.03, "Ln"), (0.06, "HTSUS"), (0.2, "Description"), (0.45, "Qty"), (0.55, "UM"), (0.62, "KG"),
             (0.72, "Value"), (0.8, "Rate"), (0.88, "Duty")]  # fmt: skip
    print_ = [*HEAD, *((left, 0.16, text) for left, text in heads)]
    for i, (tariff, goods) in enumerate(GOODS[:2]):
        row = (f"{i + 1:03}", tariff.replace(".", ""), goods, "520", "NO", f"{310 + i}", "12000", "5%", "600.00")
        print_ += [(left, 0.19 + 0.03 * i, text) for (left, _), text in zip(heads, row, strict=True)]
    told = _told(read(print_), "net_quantity", "unit", "gross_weight_kg", "entered_value_usd")
    assert told == [["520", "NO", "310", "12000"], ["520", "NO", "311", "12000"]]


def test_duties_by_number_count_once_beside_their_sum_and_an_unknown_column_of_y_and_n_is_related() -> None:
    heads = [(0.03, "Line"), (0.08, "Ctry"), (0.14, "HTSUS"), (0.28, "Description"), (0.44, "Qty"), (0.5, "Unit"),
             (0.56, "Value"), (0.64, "Bnd to seller"), (0.76, "Rate"), (0.82, "Duty"), (0.9, "Duty total")]  # fmt: skip
    print_ = [*HEAD, *((left, 0.16, text) for left, text in heads)]
    for i in range(3):
        top = 0.18 + 0.033 * i
        row = (str(i + 1), "CN", "9903.88.03", "STEEL BOLTS", "520", "NO", "10000", "N", "25%", "2500.00", "3000.00")
        print_ += [(left, top, text) for (left, _), text in zip(heads, row, strict=True)]
        print_ += [(0.14, top + 0.013, f"731815206{i}"), (0.76, top + 0.013, "5%"), (0.82, top + 0.013, "500.00")]
    record = read(print_)
    told = _told(record, "hts", "chapter99", "duty_usd", "relationship", "description", "net_quantity")
    assert told == [[f"731815206{i}", "99038803", "3000.00", "N", "STEEL BOLTS", "520"] for i in range(3)]
    assert all((value := line["relationship"]) is not None and value.confidence < 0.9 for line in record.lines)


@pytest.mark.parametrize(
    ("upper", "lower"), [("of Jan", "14, 2026"), ("dated 14", "Jan 2026"), ("/", "01/14/2026"), (", 14 Jan", "2026")]
)
def test_an_invoice_and_its_day_that_a_narrow_cell_breaks(upper: str, lower: str) -> None:
    print_ = list(HEAD)
    cells: list[Box] = []
    edges = (0.05, 0.22, 0.4, 0.6, 0.8, 0.95)
    for i, (tariff, goods) in enumerate(GOODS):
        top = 0.2 + 0.12 * i
        print_ += [(0.055, top, f"LINE {i + 1}"), (0.13, top, goods)]
        cells += grid(edges, [top + 0.015, top + 0.055, top + 0.105])
        first = (
            ("HTSUS No.", tariff),
            ("Origin", "CN"),
            ("Gross weight", "1,204 KG"),
            ("Rate", "25%"),
            ("Related", "N"),
        )
        second = (("Invoice", f"HT-26/4{i} {upper}"), ("Net quantity", "5,200 NO"), ("Entered value", "12,000"),
                  ("Duty", "3,000.00"), ("Packages", "12 CTN"))  # fmt: skip
        for depth, row in ((0.018, first), (0.058, second)):
            for left, (caption, value) in zip(edges, row, strict=False):
                print_ += [(left + 0.005, top + depth, caption), (left + 0.005, top + depth + 0.012, value)]
        print_.append((0.055, top + 0.082, lower))
    told = _told(read(print_, cells), "invoice_number", "invoice_date")
    assert told == [[f"HT-26/4{i}", "2026-01-14"] for i in range(3)]


def test_what_is_said_below_the_goods_of_all_lines_is_no_goods_and_invoices_head_lines_over_pages() -> None:
    heads = [(0.05, "Ln"), (0.1, "HTSUS"), (0.22, "Description"), (0.45, "Qty"), (0.55, "Value"), (0.65, "Rel"),
             (0.75, "Rate"), (0.85, "Duty")]  # fmt: skip

    def below(top: float, printed: list[int | str]) -> list[tuple[float, float, str]]:
        found: list[tuple[float, float, str]] = []
        for one in printed:
            if isinstance(one, str):
                found.append((0.05, top, one))
                top += 0.02
                continue
            row = (f"{one:03}", f"870829506{one}", f"BRAKE PADS {'ABCDEFGH'[one]}", "50", "12000", "N", "FREE", "0.00")
            found += [(left, top, text) for (left, _), text in zip(heads, row, strict=True)]
            found.append((0.22, top + 0.014, "Eligible under USMCA"))
            top += 0.034
        return found

    printed = ["INVOICE 4120-A DATED 07/26/26", 1, 2, "INVOICE 4121-A DATED 07/27/26", 3]
    first = page([*HEAD, *((left, 0.15, text) for left, text in heads), *below(0.17, printed)])
    second = page([*HEAD[:2], *((left, 0.1, text) for left, text in heads),
                   *below(0.12, [4, "INVOICE 4130-B DATED 07/29/26", 5, 6, 7])])  # fmt: skip
    [cut] = cut_documents([lay_out(first), lay_out(replace(second, number=2))])
    record = record_of(cut, sha256="0" * 64, source="paper.pdf", second=None)
    told = _told(record, "description", "invoice_number", "invoice_date")
    numbers = ["4120-A 26", "4120-A 26", "4121-A 27", "4121-A 27", "4130-B 29", "4130-B 29", "4130-B 29"]
    assert told == [
        [f"BRAKE PADS {'BCDEFGH'[i]}", number.split()[0], f"2026-07-{number.split()[1]}"]
        for i, number in enumerate(numbers)
    ]
    over = record.lines[3]["invoice_number"]
    assert over is not None
    assert over.confidence < 0.9


def test_an_origin_said_in_words_above_the_goods_is_no_goods_and_figures_of_the_last_line_are_no_sum() -> None:
    heads = [(0.05, "Line"), (0.1, "HTSUS No."), (0.36, "Gross weight"), (0.5, "Net quantity"), (0.64, "Entered value"),
             (0.78, "Rate"), (0.86, "Duty")]  # fmt: skip
    print_ = [*HEAD, *((left, 0.16, text) for left, text in heads)]
    for i, (tariff, goods) in enumerate(GOODS):
        top = 0.18 + 0.07 * i
        row = (f"{i + 1:03}", "ORIGIN CN")
        print_ += [(left, top, text) for (left, _), text in zip(heads, row, strict=False)]
        row = ("", tariff, "120 KG", "52 NO", "12,000", "5%", "600.00")
        print_ += [(0.1, top + 0.013, goods)]
        print_ += [(left, top + 0.026, text) for (left, _), text in zip(heads, row, strict=True) if text]
        print_ += [(0.37, top + 0.039, "25 CTN"), (0.5, top + 0.039, "110 KG"), (0.7, top + 0.039, "Y")]
    told = _told(read(print_), "country_of_origin", "description", "manifest_quantity", "relationship")
    assert told == [["CN", goods, "25", "Y"] for _, goods in GOODS]


def test_a_day_set_apart_behind_a_captioned_invoice_is_its_day() -> None:
    heads = [(0.04, "LN"), (0.08, "TARIFF NO"), (0.24, "GROSS KG"), (0.36, "NET QTY"), (0.47, "UOM"),
             (0.55, "VALUE USD"), (0.68, "REL"), (0.76, "RATE"), (0.86, "DUTY USD")]  # fmt: skip
    print_ = [*HEAD, *((left, 0.16, text) for left, text in heads)]
    for i, (tariff, goods) in enumerate(GOODS[:2]):
        top = 0.18 + 0.05 * i
        row = (f"{i + 1:03}", tariff, "388", "372", "KG", "1,440", "N", "8.8%", "126.72")
        print_ += [(left, top, text) for (left, _), text in zip(heads, row, strict=True)]
        print_ += [(0.08, top + 0.015, goods), (0.08, top + 0.03, "MID: CNZHEOUT330HAN")]
        print_ += [(0.36, top + 0.03, "INV: ZT-26-093"), (0.55, top + 0.03, f"09/{i + 10}/26")]
    assert _told(read(print_), "invoice_number", "invoice_date") == [
        ["ZT-26-093", "2026-09-10"], ["ZT-26-093", "2026-09-11"]]  # fmt: skip


def test_an_invoice_of_two_words_has_its_day_behind_it() -> None:
    found = OF_DAY.fullmatch("KX 12044 / 14 JAN 2026")
    assert found is not None
    assert found["number"] == "KX 12044"
    assert OF_DAY.fullmatch("14 JAN 2026") is None


def test_no_below_related_is_an_answer_and_other_print_with_a_number_heads_no_line() -> None:
    print_ = [*HEAD[:1], (0.04, 0.11, "Entry"), (0.04, 0.123, "L40-1170236-1"), (0.04, 0.15, "Mode"),
              (0.04, 0.163, "11 Vessel"), (0.04, 0.19, "Port"), (0.04, 0.203, "3001"), (0.04, 0.23, "Importer"),
              (0.04, 0.243, "CASCADE CO LLC"), (0.04, 0.27, "Import date"), (0.04, 0.283, "11/02/2026")]  # fmt: skip
    for i, (tariff, goods) in enumerate(GOODS):
        top = 0.1 + 0.125 * i
        print_.append((0.33, top, f"{i + 1} {goods}"))
        rows = (
            (("HTSUS", tariff), ("Entered value", "12,000"), ("Net quantity", "520 NO"), ("Gross kg", "1204")),
            (("MID", "DEVITZAH1BAD"), ("Invoice", f"RE-44{i}"), ("Packages", "12"), ("Related", "NO")),
        )
        for j, row in enumerate(rows):
            for left, (caption, value) in zip((0.33, 0.48, 0.64, 0.8), row, strict=True):
                print_ += [(left, top + 0.018 + 0.027 * j, caption), (left, top + 0.029 + 0.027 * j, value)]
    record = read(print_)
    assert "manufacturer_id" not in fields(record)  # `Invoice` beside `MID` is a caption
    told = _told(record, "line_no", "description", "relationship", "invoice_number")
    assert told == [[str(i + 1), goods, "N", f"RE-44{i}"] for i, (_, goods) in enumerate(GOODS)]


def test_a_claim_set_apart_before_its_tariff_number() -> None:
    heads = [(0.05, "Line"), (0.09, "HTSUS No."), (0.25, "Gross weight"), (0.4, "Net quantity"),
             (0.54, "Entered value"), (0.7, "Rate"), (0.8, "Duty")]  # fmt: skip
    print_ = [*HEAD, *((left, 0.16, text) for left, text in heads)]
    for i, (tariff, goods) in enumerate(GOODS):
        top = 0.19 + 0.05 * i
        print_ += [(0.05, top, f"{i + 1:03}"), (0.09, top, goods)]
        row = ((0.09, "S"), (0.12, tariff), (0.26, "120 KG"), (0.4, "52 NO"), (0.55, "12,000"), (0.7, "FREE"))
        print_ += [(left, top + 0.014, text) for left, text in (*row, (0.8, "0.00"))]
    record = read(print_)
    assert _told(record, "spi", "description") == [["S", goods] for _, goods in GOODS]
    assert all((value := line["spi"]) is not None and value.confidence < 0.9 for line in record.lines)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("importer_name", "Number", False), ("importing_carrier", "Countries", False),
     ("manufacturer_id", "INVOICE", False), ("manufacturer_id", "CNZHEOUT330HAN", True),
     ("importer_name", "Port Supply Inc", True)],
)  # fmt: skip
def test_captions_are_no_values_of_blocks(name: str, text: str, value: bool) -> None:
    assert (re.fullmatch(PATTERNS[name], text) is not None) is value


def test_bath_and_spa_is_a_name_and_no_legal_form() -> None:
    party = parse_party(["HUDSON BATH & SPA WHOLESALE", "INC"])
    assert party.name is not None
    assert party.name.value == "HUDSON BATH & SPA WHOLESALE INC"


def test_captions_below_their_values_over_a_table_of_tariff_numbers() -> None:
    print_ = list(HEAD)
    cells: list[Box] = []
    for i, (tariff, goods) in enumerate(GOODS):
        top = 0.2 + 0.09 * i
        lefts = (0.05, 0.1, 0.36, 0.52, 0.64, 0.74, 0.84)
        upper = (str(i + 1), goods, "CNNINYON77NIN", "YF2606", f"2,18{i}", f"10{i}", "N")
        lower = ("ln", "commodity", "MFR", "inv", "gross kg", "pkgs", "related")
        print_ += [(left, top, text) for left, text in zip(lefts, upper, strict=True)]
        print_ += [(left, top + 0.012, text) for left, text in zip(lefts, lower, strict=True)]
        lefts = (0.05, 0.28, 0.4, 0.5, 0.6, 0.74)
        print_ += [
            (left, top + 0.025, text)
            for left, text in zip(lefts, ("tariff no.", "qty 1", "UOM", "line val", "rate", "duty"), strict=True)
        ]
        row = (tariff, "2,050", "KG", "9,840", "8.5%", "836.40")
        print_ += [(left, top + 0.037, text) for left, text in zip(lefts, row, strict=True)]
    told = _told(read(print_, cells), "line_no", "description", "gross_weight_kg", "manifest_quantity", "duty_usd")
    assert told == [[str(i + 1), goods, f"218{i}", f"10{i}", "836.40"] for i, (_, goods) in enumerate(GOODS)]
