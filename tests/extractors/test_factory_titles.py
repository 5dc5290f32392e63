"""Titles of factory papers in wordings that no list has: made of the trade's words in whatever order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.layout import lay_out
from extractors.recognise import recognise
from tests.extractors.prepared import page


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("生产配料指令单", "fac.production_order"),
        ("山东某某有限公司裁床生产通知書", "fac.production_order"),
        ("WORK CENTRE DISPATCH TICKET", "fac.production_order"),
        ("Lohnschein", "fac.production_order"),
        ("仓库配料发放单", "fac.material_issue"),
        ("辅料到货登记单", "fac.goods_receipt"),
        ("Werkstoffprüfzeugnis", "fac.mtc"),
        ("原材料购销协议书", "fac.purchase_contract"),
        ("生产退料单", "other"),
        ("费用报销单", "other"),
        ("ENGINEERING CHANGE ORDER", "other"),
    ],
)
def test_a_title_is_known_by_the_words_it_is_made_of(title: str, kind: str) -> None:
    assert recognise(lay_out(page([(0.3, 0.05, title)]))).kind == kind


def test_a_caption_with_its_number_beside_it_is_no_rival_of_the_title() -> None:
    head = [(0.06, 0.05, "生产备料单"), (0.06, 0.09, "备料单号"), (0.2, 0.09, "4900077120")]
    sheet = lay_out(page([*head, (0.06, 0.11, "生产订单"), (0.2, 0.11, "10088431")]))
    assert recognise(sheet).kind == "fac.material_issue"


def test_a_headline_with_its_number_behind_it_is_a_title() -> None:
    sheet = page([(0.06, 0.05, "Build order B-004417"), (0.06, 0.30, "Pick list"), (0.06, 0.35, "Ordered")])
    headline = tuple(replace(w, box=replace(w.box, y0=0.03)) if w.box.y0 == 0.05 else w for w in sheet.words)
    assert recognise(lay_out(replace(sheet, words=headline))).kind == "fac.production_order"


def test_a_small_last_word_that_is_missing_is_no_slip_of_reading() -> None:
    sheet = lay_out(page([(0.06, 0.05, "MANUFACTURING BATCH TICKET"), (0.06, 0.15, "Product"), (0.3, 0.15, "Formula")]))
    assert recognise(sheet).kind == "fac.production_order"
