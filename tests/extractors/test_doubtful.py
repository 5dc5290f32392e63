"""Which lines of a scan are read a second time, and which values are less sure than their print."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.engine import SeenWord
from extractors.goods.cells import article, counted_goods
from extractors.layout import run_of
from extractors.pages import ReadSettings
from extractors.reading.doubtful import doubtful_lines, is_printed
from extractors.reading.second_reading import SPLIT, SecondReader
from extractors.sighted import OVER_LINES, Context, goods_value
from schemas.page import Box, Page, Word
from schemas.record import Sighting, Value

SIZE = (1700, 2400)


def asked(*lines: tuple[str, float], seals: tuple[Box, ...] = (), width: int = 600) -> dict[int, float]:
    """Lines of words, each read with one confidence, 30 pixels high and below each other."""
    words = [
        SeenWord(
            number, text, 100 + i * width / len(line.split()), 90 + (i + 1) * width / len(line.split()), confidence
        )
        for number, (line, confidence) in enumerate(lines)
        for i, text in enumerate(line.split())
    ]
    return doubtful_lines(words, [(100, 100 + 50 * n, width, 30) for n in range(len(lines))], seals, SIZE)


def test_a_doubted_value_is_read_again_and_a_sure_one_is_not() -> None:
    assert asked(("8471.30.0100", 0.4), ("8471.30.0100", 0.95), ("OAKRIDGE TRADING", 0.84)) == {0: 0.4, 2: 0.84}


def test_a_line_of_which_nothing_was_read_is_read_again() -> None:
    assert asked(("", 0.0)) == {0: 0.0}


def test_words_that_forms_print_are_no_reason() -> None:
    assert asked(("2. Consignee's 40 bales, address", 0.3)) == {0: 0.3}, "a number is no printed word"
    assert asked(("Consignee name and address", 0.3), ("Number of packages:", 0.26)) == {}
    assert asked(("Consigner's nane, address", 0.3)) == {0: 0.3}, "and neither is a word read with slips"


def test_words_that_forms_print_are_read_again_where_they_would_be_dropped() -> None:
    """A column lost its header because nobody doubted `Grade /Spec`, and nobody kept it."""
    assert asked(("GRADE /SPEC", 0.09), ("GRADE /SPEC", 0.4)) == {0: 0.09}


def test_the_whole_of_a_caption_asks_for_nothing_whatever_letter_or_number_is_doubted() -> None:
    caption = "S. Number and kind of packages; descrption of goods"
    assert asked((caption, 0.4)) == {}
    assert asked((caption, 0.1)) == {0: 0.1}, "it would be dropped"
    assert asked((caption + " 40 CTNS", 0.4)) == {0: 0.4}, "a value stands behind it"


def test_signs_of_no_height_of_print_ask_for_nothing() -> None:
    lines = [(100, 100 + 50 * n, 300, 30) for n in range(5)] + [
        (700, 100, 14, 12),
        (700, 150, 20, 30),
        (700, 200, 90, 70),
    ]
    read = [SeenWord(n, "8471.30.0100", 100, 400, 0.95) for n in range(5)]
    assert doubtful_lines(read, lines, (), SIZE) == {6: 0.0}, "a speck, a figure 1, a stroke of a signature"


def test_small_words_of_a_sentence_are_no_reason_but_its_names_and_figures_are() -> None:
    sentence = "that all the merchandise enumerated therein complies with what they prescribe for"
    words = [SeenWord(0, w, 100, 1000, 0.5 if w == "enumerated" else 0.9) for w in sentence.split()]
    line = [(100, 100, 900, 30)]
    assert doubtful_lines(words, line, (), SIZE) == {}
    assert doubtful_lines([*words, SeenWord(0, "Zhejiang", 0, 9, 0.5)], line, (), SIZE) == {0: 0.5}
    half_doubted = [SeenWord(0, w, 100, 1000, 0.5 if n % 2 else 0.9) for n, w in enumerate(sentence.split())]
    assert doubtful_lines(half_doubted, line, (), SIZE) == {}
    lost = [SeenWord(0, w, 100, 1000, 0.1 if n % 2 else 0.9) for n, w in enumerate(sentence.split())]
    assert doubtful_lines(lost, line, (), SIZE) == {0: 0.1}, "half of it would not be kept"
    all_doubted = [SeenWord(0, w, 0, 9, 0.5) for w in sentence.split()]
    assert doubtful_lines(all_doubted, line, (), SIZE) == {0: 0.5}, "what is doubted throughout may be anything"


def test_the_letters_of_a_seal_are_left_alone_but_not_a_line_under_it() -> None:
    seal = Box(0.0, 0.0, 0.5, 0.5)
    assert asked(("Q", 0.3), ("", 0.0), seals=(seal,), width=40) == {}
    assert asked(("SHENZHEN 2026-05-11", 0.3), seals=(seal,)) == {0: 0.3}
    assert asked(("Q", 0.3), ("Quantity", 0.95), width=40) == {0: 0.3}, "at the left edge of a column of print"


def test_a_letter_beside_no_line_of_print_is_one_of_a_seal() -> None:
    letter, beside, below = (400, 300, 25, 30), (600, 304, 300, 28), (405, 380, 300, 28)
    for print_of_page, asking in (((), {}), ((beside,), {0: 0.3}), ((below,), {0: 0.3})):
        lines = [letter, *print_of_page]
        read = [SeenWord(0, "Q", 400, 425, 0.3), *(SeenWord(n, "Total", 0, 9, 0.95) for n in range(1, len(lines)))]
        assert doubtful_lines(read, lines, (), SIZE) == asking
    assert doubtful_lines([SeenWord(0, "3", 400, 425, 0.3)], [letter], (), SIZE) == {0: 0.3}, "a figure"


def test_a_numbered_caption_and_the_ending_of_a_word_are_form_print() -> None:
    assert is_printed("Exporter's")
    assert is_printed("d'origine")
    line = [(100, 100, 600, 30)]
    for number, asking in (("2.", {}), ("200", {0: 0.5})):
        words = zip((number, "Exporter's", "name", "and", "address"), (0.9, 0.5, 0.9, 0.9, 0.9), strict=True)
        assert doubtful_lines([SeenWord(0, w, 100, 700, c) for w, c in words], line, (), SIZE) == asking


def test_a_line_of_which_a_part_was_passed_over_is_read_again() -> None:
    line = [(100, 100, 600, 30)]
    assert doubtful_lines([SeenWord(0, "Certificate", 100, 300, 0.5)], line, (), SIZE) == {0: 0.5}
    assert doubtful_lines([SeenWord(0, "Certificate", 100, 690, 0.5)], line, (), SIZE) == {}


def test_printed_words_hold_no_digits() -> None:
    assert is_printed("Certificate")
    assert is_printed("of")
    assert not is_printed("—"), "a stroke may be all that was read of a word"
    assert not is_printed("C26")
    assert not is_printed("Ll")
    assert not is_printed("HANGZHOU")


def test_goods_over_several_lines_are_less_sure_than_their_print() -> None:
    """A remark below the goods, or a neighbouring column's words, are read as surely as the goods themselves."""
    context = Context(None, "text")
    goods = Word("RATCHET WRENCH", Box(0.1, 0.40, 0.3, 0.41), 1.0)
    below = Word("bulk packed, no logo", Box(0.1, 0.415, 0.3, 0.425), 1.0)
    faint = Word("faint", Box(0.1, 0.415, 0.3, 0.425), 0.4)
    assert goods_value("RATCHET WRENCH", run_of([goods], 1, -1), context).confidence == 1.0
    assert goods_value("…", run_of([goods, below], 1, -1), context).confidence == OVER_LINES
    assert goods_value("…", run_of([goods, faint], 1, -1), context).confidence < OVER_LINES
    beside = run_of([goods], 1, -1), run_of([Word(below.text, Box(0.1, 0.408, 0.3, 0.422), 1.0)], 1, -1)
    for taken_from in (counted_goods, article):
        scanned = taken_from(beside, "Article", Context(None, "tesseract"))["description"]
        assert scanned.confidence == OVER_LINES, "on a scan it may be small print"
        assert taken_from(beside[:1], "Article", Context(None, "tesseract"))["description"].confidence == 1.0


@pytest.mark.parametrize(("second", "believed"), [("8513.10", "851310"), ("8513.16.90", "851316")])
def test_of_two_readings_that_differ_in_a_letter_the_surer_is_believed_in_doubt(second: str, believed: str) -> None:
    box = Box(0.1, 0.40, 0.3, 0.41)
    page = Page(
        1, 1700, 2400, 0, 0.0, "tesseract", "en", (Word("8513.16", box, 0.7, "tesseract"),),
        others=(Word(second, box, 0.99, "rapidocr"),),
    )  # fmt: skip
    first = Value("851316", 0.7, (Sighting("8513.16", 1, box, 0.7, "tesseract"),))
    checked = SecondReader(b"", {1: page}, ReadSettings()).checked("hs_code", first)
    assert checked.value == believed
    assert checked.confidence <= SPLIT
    assert {sighting.engine for sighting in checked.sightings} == {"tesseract", "rapidocr"}, "both are kept"


@pytest.mark.parametrize(("second", "confidence"), [("4-6", 0.7), ("4-8", SPLIT)])
def test_what_was_reckoned_from_the_print_is_not_replaced_by_the_print(second: str, confidence: float) -> None:
    """Case no. `4-6` is three cases; the second engine's reading alone would make it four."""
    box = Box(0.1, 0.40, 0.3, 0.41)
    page = Page(
        1, 1700, 2400, 0, 0.0, "tesseract", "en", (Word("4-6", box, 0.7, "tesseract"),),
        others=(Word(second, box, 0.99, "rapidocr"),),
    )  # fmt: skip
    first = Value(Decimal(3), 0.7, (Sighting("4-6", 1, box, 0.7, "tesseract"),))
    checked = SecondReader(b"", {1: page}, ReadSettings()).checked("packages", first)
    assert checked.value == Decimal(3)
    assert checked.confidence >= confidence if second == "4-6" else checked.confidence == confidence


def test_a_beginning_that_both_engines_read_with_a_figure_is_not_made_surer() -> None:
    box = Box(0.1, 0.40, 0.3, 0.41)
    page = Page(
        1, 1700, 2400, 0, 0.0, "tesseract", "en", (Word("SO2504379", box, 0.85, "tesseract"),),
        others=(Word("S02504379", box, 0.99, "rapidocr"),),
    )  # fmt: skip
    first = Value("SO2504379", 0.85, (Sighting("SO2504379", 1, box, 0.85, "tesseract"),))
    checked = SecondReader(b"", {1: page}, ReadSettings()).checked("order_number", first)
    assert (checked.value, checked.confidence) == ("SO2504379", 0.85)
    assert "S02504379" in {sighting.raw for sighting in checked.sightings}, "what was read is kept"
