"""One material that captions tell instead of a table, on papers whose titles are set apart."""

from __future__ import annotations

import pytest

from tests.extractors.prepared import lines, read

HEAD = [
    (0.3, 0.03, "Job card"), (0.06, 0.06, "Job no: 21884"),
    (0.06, 0.09, "Description: Spool valve"), (0.5, 0.09, "Order qty: 450 EA"),
]  # fmt: skip
UNDER_A_HEADING = [
    (0.06, 0.12, "RAW MATERIAL"),
    (0.06, 0.14, "Description: Round bar"), (0.5, 0.14, "Grade: EN36A"),
    (0.06, 0.16, "Heat no: H44120"), (0.5, 0.16, "Qty: 62.5 KG"),
]  # fmt: skip
IN_A_ROW = [
    (0.06, 0.12, "Material"), (0.3, 0.12, "Grade"), (0.5, 0.12, "Heat no"), (0.7, 0.12, "Mat. qty"),
    (0.06, 0.135, "Round bar"), (0.3, 0.135, "EN36A"), (0.5, 0.135, "H44120"), (0.7, 0.135, "62.5 KG"),
]  # fmt: skip


@pytest.mark.parametrize("told", [UNDER_A_HEADING, IN_A_ROW])
def test_captions_of_the_material_are_none_of_the_product(told: list[tuple[float, float, str]]) -> None:
    record = read([*HEAD, *told])
    [line] = lines(record)
    assert (line["description"], line["planned_quantity"]) == ("Spool valve", "450")
    assert "heat_number" not in line
    [material] = lines(record, "materials")
    assert (material["description"], material["grade"], material["quantity"]) == ("Round bar", "EN36A", "62.5")
    assert material["heat_number"] == "H44120"


def test_a_title_whose_letters_stand_apart_goes_before_the_title_of_a_section() -> None:
    letters = [(0.3 + 0.04 * at, 0.05, letter) for at, letter in enumerate("生产通知单")]
    record = read([
        (0.3, 0.03, "江西赣州宏发制衣有限公司"), *letters, (0.06, 0.09, "通知单号：TZ2603-118"),
        (0.06, 0.12, "用料明细"),
    ])  # fmt: skip
    assert record.kind == "fac.production_order"
