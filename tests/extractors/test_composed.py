"""Captions of factory papers that no form file lists are understood word by word, or not at all."""

from __future__ import annotations

import pytest

from extractors.composed import composed
from extractors.labels import Labels


@pytest.mark.parametrize(
    ("caption", "column"),
    [
        ("Qty req'd", "planned_quantity"), ("指令产量", "planned_quantity"), ("Q.tà ordine (pz)", "planned_quantity"),
        ("Sollmenge", "planned_quantity"), ("지시수량", "planned_quantity"),
        ("Qty to stock", "quantity"), ("實投量", "quantity"), ("Weighed kg", "quantity"), ("Thực xuất", "quantity"),
        ("投料时间", "start_date"), ("计划完工日期", "finish_date"), ("RM lot", "lot_number"), ("产地厂家", "supplier"),
        ("Kit item", "goods"), ("实际产量 Actual output", "quantity"),
        ("Lot size", None), ("Scrap qty", None), ("Var %", None), ("Store location", None), ("Start 14 July", None),
    ],
)  # fmt: skip
def test_a_caption_means_what_its_words_say(caption: str, column: str | None) -> None:
    assert composed("lines")(caption) == column


def test_columns_of_materials_have_their_own_names() -> None:
    assert [composed("materials")(caption) for caption in ("Type", "RM code")] == ["grade", "code"]


def test_words_count_only_where_no_wording_of_the_form_says_the_whole() -> None:
    labels = Labels([("quantity", "Qty"), ("finish_date", "Complete"), ("goods", "Articolo")], composed("lines"))
    asked, stated = labels.find("Qty req'd"), labels.find("Order qty: 500 EA")
    assert asked
    assert stated
    assert (asked.name, asked.composed, stated.name) == ("planned_quantity", True, "planned_quantity")
    assert "Order qty: 500 EA"[stated.end :] == "500 EA"
    whole = [labels.find(text) for text in ("Complete", "Articolo / variante")]
    assert [hit.name for hit in whole if hit and not hit.composed] == ["finish_date", "goods"]
