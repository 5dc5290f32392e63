"""Words that one engine has glued together are parted where the other saw a blank."""

from __future__ import annotations

import itertools

import pytest

from extractors.engine import SeenWord
from extractors.reading.glued import parted

LETTER = 10.0


def line(*words: tuple[str, float]) -> list[SeenWord]:
    """Words with the place (in letters) at which they begin."""
    return [SeenWord(0, text, at * LETTER, (at + len(text)) * LETTER, 0.9) for text, at in words]


@pytest.mark.parametrize(
    ("glued", "seen", "told"),
    [
        ("AngelesArrived", line(("Angeles", 0), (")", 8), ("(Arrived", 9)), ["Angeles", "Arrived"]),
        ("(47-31)Deliver", line(("(47-31)", 0), ("Deliver", 8)), ["(47-31)", "Deliver"]),
        ("7,3503.4%", line(("7,350", 0), ("3.4%", 6.3)), ["7,350", "3.4%"]),
        ("TRAVELBill", line(("TRAVEL", 0), ("sill", 8)), ["TRAVEL", "Bill"]),  # misread, but a capital
        ("1,240", line(("1,", 0), ("240", 2.2)), ["1,240"]),  # narrow between figures
        ("TIM118BIN", line(("TIM", 0), ("118BIN", 3.3)), ["TIM118BIN"]),
        ("LINYI", line(("LINY!", 0), ("HENGTAI", 7)), ["LINYI"]),  # whose last letter the other took for a mark
        ("3418.60KGS", line(("3418", 0), (".60KGS", 6.5)), ["3418.60KGS"]),  # a figure is not cut at its point
        ("3418.60KGS", line(("3418.", 0), ("60KGS", 18)), ["3418.60KGS"]),
        ("Alignment", line(("Align", 0), ("went", 6)), ["Alignment"]),  # read otherwise
    ],
)
def test_a_word_is_cut_where_tesseract_saw_a_blank(glued: str, seen: list[SeenWord], told: list[str]) -> None:
    words = parted(line((glued, 0)), seen, (0, 0, 200, 20))
    assert [word.text for word in words] == told
    assert all(a.x1 <= b.x0 for a, b in itertools.pairwise(words))


def test_the_blank_before_a_word_cuts_it_nowhere() -> None:
    """`CERÁMICA` begins as `PRODUCER:` ends."""
    words = parted(line(("PRODUCER:", 0), ("CERÁMICA", 10)), line(("PRODUCER:", 0), ("CERAMICA", 9.9)), (0, 0, 200, 24))
    assert [word.text for word in words] == ["PRODUCER:", "CERÁMICA"]


def test_the_blank_behind_a_word_cuts_it_nowhere() -> None:
    """Of `FINISH / SIZE` Tesseract lost the last letter of the first word, and a capital may begin one."""
    words = parted(
        line(("FINISH", 0), ("/", 6.2), ("SIZE", 7.5)), line(("Finis", 0), ("/", 6.2), ("SIZE", 7.5)), (0, 0, 200, 20)
    )
    assert [word.text for word in words] == ["FINISH", "/", "SIZE"]
