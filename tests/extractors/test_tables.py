"""Goods tables without ruling: where columns part, where the table ends, what runs on beside its totals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import Sheet, lay_out
from extractors.recognise import recognise
from extractors.typed.numbers import decimal_comma
from schemas.page import Box, Page, Word
from schemas.record import Line, Record

Printed = tuple[float, float, str]
"""Left edge and top as shares of the page, and a text whose letters are all 0.008 wide and 0.011 high."""

HEAD: Sequence[Printed] = (
    (0.4, 0.05, "PACKING LIST"),
    (0.06, 0.10, "BUYER: CORNERSTONE SUPPLY CORP."),
    (0.06, 0.13, "Invoice No: BH-260805"),
)


def _sheet(*printed: Printed) -> Sheet:
    words: list[Word] = []
    for left, top, text in printed:
        at = left
        for word in text.split():
            words.append(Word(word, Box(at, top, at + 0.008 * len(word), top + 0.011), 0.96, "tesseract"))
            at += 0.008 * (len(word) + 1)
    return lay_out(Page(1, 1654, 2339, 0, 0.0, "tesseract", "en", tuple(words)))


def _read(*printed: Printed) -> Record:
    (cut,) = cut_documents([_sheet(*printed)])
    return record_of(cut, sha256="0" * 64, source="list.pdf", second=None)


def _of(lines: Sequence[Line], name: str) -> list[object]:
    return [value.value if (value := line.get(name)) else None for line in lines]


def test_a_number_and_its_package_kind_stay_in_one_column() -> None:
    rows = [("KITCHEN KNIFE", "13,296 PCS", "277 PACKAGES"), ("GLASS JAR", "180 PCS", "90 PACKAGES")]
    record = _read(
        *HEAD,
        *[(x, 0.20, text) for x, text in ((0.06, "DESCRIPTION OF GOODS"), (0.45, "QTY"), (0.70, "PKGS"))],
        *[
            item
            for i, (goods, quantity, packages) in enumerate(rows)
            for item in (
                (0.06, 0.23 + 0.02 * i, goods),
                (0.474 - 0.008 * len(quantity), 0.23 + 0.02 * i, quantity),
                (0.732 - 0.008 * len(packages), 0.23 + 0.02 * i, packages),
            )
        ],
        (0.06, 0.29, "SAY TOTAL THREE HUNDRED AND SIXTY-SEVEN (367) PACKAGES ONLY."),
    )
    assert _of(record.lines, "packages") == [Decimal(277), Decimal(90)]
    assert _of(record.lines, "quantity") == [Decimal(13296), Decimal(180)]
    assert _of(record.lines, "description") == ["KITCHEN KNIFE", "GLASS JAR"]


def test_marks_that_are_longer_than_the_goods_run_on_beside_the_total() -> None:
    record = _read(
        *HEAD,
        *[(x, 0.20, text) for x, text in ((0.06, "MARKS & NOS."), (0.3, "DESCRIPTION OF GOODS"), (0.6, "QTY"))],
        *[(x, 0.23, text) for x, text in ((0.06, "CORN"), (0.3, "BRASS PIPE FITTING"), (0.58, "740 KGS"))],
        (0.06, 0.243, "NO.1-83"),
        (0.06, 0.256, "MADE IN INDIA"),
        (0.3, 0.256, "TOTAL:"),
        (0.58, 0.256, "740 KGS"),
    )
    assert _of(record.lines, "marks") == ["CORN NO.1-83 MADE IN INDIA"]
    assert _of(record.lines, "description") == ["BRASS PIPE FITTING"]


def test_who_signed_below_a_table_is_not_part_of_its_last_line() -> None:
    record = _read(
        *HEAD,
        *[(x, 0.20, text) for x, text in ((0.06, "DESCRIPTION OF GOODS"), (0.5, "QTY"), (0.7, "PKGS"))],
        *[(x, 0.23, text) for x, text in ((0.06, "SEALING TAPE"), (0.48, "40 PCS"), (0.68, "4 CTNS"))],
        *[(x, 0.25, text) for x, text in ((0.06, "Checked by WANG"), (0.5, "Approved by LI"))],
    )
    assert _of(record.lines, "description") == ["SEALING TAPE"]


def test_item_numbers_under_one_header_with_the_goods_are_parted_from_them() -> None:
    record = _read(
        *HEAD,
        *[(x, 0.20, text) for x, text in ((0.06, "DESCRIPTION OF GOODS"), (0.5, "QTY"), (0.7, "PKGS"))],
        *[(x, 0.23, text) for x, text in ((0.06, "1 CURTAIN"), (0.48, "40 PCS"), (0.68, "4 CTNS"))],
        *[(x, 0.25, text) for x, text in ((0.06, "2 DUST COVER"), (0.48, "50 PCS"), (0.68, "5 CTNS"))],
    )
    assert _of(record.lines, "description") == ["CURTAIN", "DUST COVER"]


def test_the_caption_of_an_invoice_number_does_not_make_a_packing_list_an_invoice() -> None:
    sheet = _sheet((0.4, 0.05, "DETAILED PACKING LIST"), (0.5, 0.12, "COMMERCIAL INVOICE NO."), (0.5, 0.14, "A-1"))
    assert recognise(sheet).kind == "ship.packing_list"


def test_a_document_that_writes_decimals_with_a_comma_is_known_by_its_numbers() -> None:
    assert decimal_comma(["US$16,52", "US$96.741,12", "5.940KGS", "8412.20"])
    assert not decimal_comma(["US$16.52", "US$96,741.12", "5,940KGS"])
    assert not decimal_comma(["5.940KGS", "1,284"])


@pytest.mark.parametrize("word", ["", "TOTÀL:", "1"])
def test_a_last_line_that_adds_up_those_above_is_their_total(word: str) -> None:
    """`TOTAL` may be misread, or lie under a stamp."""
    rows = [("CURTAIN", "40 PCS", "4 CTNS"), ("DUST COVER", "50 PCS", "5 CTNS"), ("", "90 PCS", "9 CTNS")]
    record = _read(
        *HEAD,
        *[(x, 0.20, text) for x, text in ((0.1, "DESCRIPTION OF GOODS"), (0.5, "QTY"), (0.7, "PKGS"))],
        *[
            (x, 0.23 + 0.02 * i, text)
            for i, row in enumerate(rows)
            for x, text in zip((0.1, 0.48, 0.68), row, strict=True)
            if text
        ],
        *([(0.02, 0.27, word)] if word else []),
    )
    assert _of(record.lines, "packages") == [Decimal(4), Decimal(5)]


def test_number_words_are_read_over_the_border_of_columns() -> None:
    record = _read(
        *HEAD,
        *[(x, 0.20, text) for x, text in ((0.06, "MARKS & NOS."), (0.3, "DESCRIPTION OF GOODS"), (0.6, "PKGS"))],
        *[(x, 0.23, text) for x, text in ((0.06, "CORN"), (0.3, "BRASS PIPE FITTING"), (0.58, "161 CTNS"))],
        *[(x, 0.26, text) for x, text in ((0.06, "SAY ONE HUNDRED AND"), (0.3, "SIXTY-ONE CARTONS ONLY."))],
    )
    value = record.fields["total_packages_in_words"]
    assert value is not None
    assert value.value == Decimal(161)
