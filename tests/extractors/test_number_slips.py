"""Figures at the beginning of numbers are letters where the vocabulary and what follows say so, else they stay."""

from __future__ import annotations

import pytest

from extractors.reading.number_slips import with_letters


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("S02504379", "SO2504379"),
        ("客户订单号：S02504379", "客户订单号：SO2504379"),
        ("$02510773", "SO2510773"),
        ("5O2501264", "SO2501264"),
        ("N020260108974", "NO20260108974"),
        ("M02026090311", "MO2026090311"),
        ("P0-83638", "PO-83638"),
        ("P/0", "P/O"),
        ("P/002103", "P/O02103"),
        ("L0T2506864", "LOT2506864"),
        ("C1260802-7", "CI260802-7"),
        ("1NV-20551", "INV-20551"),
        ("C00/ICC/11201/2025", "COO/ICC/11201/2025"),
        ("0-RING", "O-RING"),
        ("0型圈", "O型圈"),
        ("Lithium-lon", "Lithium-Ion"),
        ("A.§.", "A.Ş."),
        ("$ti.", "Şti."),
        ("C0SU4684579015", "COSU4684579015"),
        ("00LU 2714310", "OOLU 2714310"),
    ],
)
def test_a_known_beginning_has_its_letters(read: str, printed: str) -> None:
    assert with_letters(read) == printed


@pytest.mark.parametrize(
    "printed",
    [
        "S03317", "W0118803", "P0088172", "C1260", "C1261802-7", "P1-20551", "502504379", "50-83638", "F001-00008817",
        "T06-5540021-9", "XS02504379", "AB-S02504379", "C00123", "10T2506864", "N0.", "SO2504379", "0-RINGLET", "$0.50",
        "0NEY MARKET",
    ],
)  # fmt: skip
def test_other_numbers_stay(printed: str) -> None:
    assert with_letters(printed) == printed
