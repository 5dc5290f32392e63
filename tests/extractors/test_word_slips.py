"""Words of a scan that hold what cannot stand in them."""

from __future__ import annotations

import pytest

from extractors.engine import SeenWord
from extractors.reading.word_slips import put_right


def told(line: str) -> str:
    words = [SeenWord(0, text, 100 * i, 100 * i + 90, 0.95) for i, text in enumerate(line.split())]
    return " ".join(word.text for word in put_right(words))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Olearia Ligure S.r.1.", "Olearia Ligure S.r.l."),
        ("Wielkopolska Sp. z 0.0.", "Wielkopolska Sp. z o.o."),
        ("GARLIC & SPICE CO., ETD", "GARLIC & SPICE CO., LTD"),
        ("Sledge hammer 8 Ib", "Sledge hammer 8 lb"),
        ("barrels, 225 |, medium toast", "barrels, 225 l, medium toast"),
        ("Invoice ÀKM2026000000417", "Invoice AKM2026000000417"),
        ("B/L 00LU2788104460", "B/L OOLU2788104460"),
        ("WO M02026090311 SO# S020251218-07", "WO MO2026090311 SO# SO20251218-07"),
        ("Lot G260418:07", "Lot G260418-07"),
        ("powder blue =====±====F===================", "powder blue"),
        ("DISC BRAKE, 32 HOLES wwwwwwwwwwww", "DISC BRAKE, 32 HOLES"),
    ],
)
def test_what_cannot_stand_in_a_word_is_put_right(read: str, printed: str) -> None:
    assert told(read) == printed


@pytest.mark.parametrize("number", ["S03317", "BM0071844", "P0088172", "F001-00008817", "W0118803", "T06-5540021-9"])
def test_noughts_of_other_numbers_stay(number: str) -> None:
    assert told(f"No. {number} 12:40:07") == f"No. {number} 12:40:07"


@pytest.mark.parametrize("line", ["see r. 1.1. of the rules", "Hợp đồng HĐ2026/118", "CO., LTD.", "8 IBC", "8 | 9"])
def test_other_words_stay(line: str) -> None:
    assert told(line) == line


def test_a_word_put_right_is_doubted() -> None:
    [_, word] = put_right([SeenWord(0, "8", 0, 9, 0.99), SeenWord(0, "Ib", 12, 30, 0.99)])
    assert word.confidence < 0.9
