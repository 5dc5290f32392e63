"""Numbers of papers: noughts that stand for the letter O."""

import pytest

from extractors.typed.references import find_reference


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("00LU2788104460", "OOLU2788104460"), ("M02026090311", "MO2026090311"), ("S020251218-07", "SO20251218-07")],
)
def test_noughts_among_the_letters_of_a_carrier_or_before_a_day_are_letters(printed: str, meant: str) -> None:
    found = find_reference(printed)
    assert found is not None
    assert (found.value, found.sure < 0.9) == (meant, True)


@pytest.mark.parametrize("printed", ["S03317", "BM0071844", "P0088172", "F001-00008817", "W0118803", "T06-5540021-9"])
def test_other_noughts_stay(printed: str) -> None:
    found = find_reference(printed)
    assert found is not None
    assert found.value == printed
