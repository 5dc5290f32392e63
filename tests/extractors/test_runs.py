"""Words of a scan put into runs: the captions of columns hardly farther apart than words stay apart."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.layout import lay_out
from schemas.page import Box, Page, Word

HEIGHT = 0.012
SENTENCE = "Data as of close of business, records are protected by law in all of these countries today".split()


def _words(texts: Sequence[str], y: float, blanks: Sequence[float]) -> tuple[list[Word], float]:
    """Words beside each other; `blanks` in heights on a page as high as wide, as is the width of a letter (0.5)."""
    x, words = 0.05, list[Word]()
    for text, blank in zip(texts, blanks, strict=True):
        words.append(Word(text, Box(x, y, x + 0.5 * HEIGHT * len(text), y + HEIGHT), 0.95, "tesseract"))
        x = words[-1].box.x1 + blank * HEIGHT
    return words, x


def _runs(sentence_blank: float) -> list[str]:
    captions, _ = _words(["HTS", "Number", "Line", "Goods", "Duty"], 0.2, [0.3, 1.0, 0.3, 1.0, 0])
    sentence, _ = _words(SENTENCE, 0.4, [sentence_blank] * len(SENTENCE))
    page = Page(1, 2000, 2000, 0, 0.0, "tesseract", "en", (*captions, *sentence))
    return [run.text for run in lay_out(page).runs]


def test_captions_a_letter_height_apart_are_parted_where_blanks_are_narrow() -> None:
    assert _runs(0.3)[:3] == ["HTS Number", "Line Goods", "Duty"]


def test_typewriting_with_blanks_as_wide_as_letters_is_not_torn() -> None:
    assert _runs(0.7)[-1] == " ".join(SENTENCE)


def test_a_number_that_was_broken_at_its_separator_is_whole_and_lists_stay_lists() -> None:
    printed = {
        0.1: (["1.621,", "50KG"], [0.28, 0]),
        0.2: (["USD", "13,", "216.00"], [0.5, 0.25, 0]),
        0.3: (["Items", "101,", "102,", "103"], [0.3, 0.3, 0.3, 0]),
        0.4: (["July", "16,", "2026"], [0.2, 0.2, 0]),
        0.5: (["1.621,", "50KG"], [0.6, 0]),
    }
    words = [word for y, (texts, blanks) in printed.items() for word in _words(texts, y, blanks)[0]]
    page = Page(1, 2000, 2000, 0, 0.0, "tesseract", "en", tuple(words))
    assert [run.text for run in lay_out(page).runs] == [
        "1.621,50KG", "USD 13,216.00", "Items 101, 102, 103", "July 16, 2026", "1.621, 50KG",
    ]  # fmt: skip


def test_the_blank_behind_a_stop_may_be_wider() -> None:
    printed = {0.1: (["DISTRICT", "P.R.", "CHINA"], [0.5, 0.93, 0]), 0.2: (["DISTRICT", "PR", "CHINA"], [0.5, 0.97, 0])}
    words = [word for y, (texts, blanks) in printed.items() for word in _words(texts, y, blanks)[0]]
    sentence, _ = _words(SENTENCE, 0.4, [0.3] * len(SENTENCE))
    page = Page(1, 2000, 2000, 0, 0.0, "tesseract", "en", (*words, *sentence))
    assert [run.text for run in lay_out(page).runs][:3] == ["DISTRICT P.R. CHINA", "DISTRICT PR", "CHINA"]


def test_parts_of_a_date_farther_apart_than_the_pages_words_are_one_date() -> None:
    sentence, _ = _words(SENTENCE, 0.4, [0.3] * len(SENTENCE))
    typed, _ = _words(["Date:", "07", "Jul", "2026"], 0.2, [0.85, 0.85, 0.5, 0])
    counted, _ = _words(["12", "May", "2026", "07"], 0.3, [0.85, 0.3, 0.85, 0])
    page = Page(1, 2000, 2000, 0, 0.0, "tesseract", "en", (*typed, *counted, *sentence))
    runs = [run.text for run in lay_out(page).runs]
    assert "07 Jul 2026" in runs
    assert "12 May 2026" in runs
    assert "07" in runs
