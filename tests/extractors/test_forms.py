"""The contract of the form files: what they name exists."""

from typing import get_args

from extractors.forms import FieldType, forms
from extractors.layout import run_of
from extractors.sighted import Context
from extractors.values import TAKERS, take
from schemas.page import Box, Word
from schemas.record import typed_to_json


def test_every_type_that_a_form_may_name_has_a_taker() -> None:
    assert set(get_args(FieldType)) - {"goods"} == set(TAKERS)  # a goods column is taken apart by goods_lines


def test_every_kind_that_is_recognised_has_a_title_and_a_way_to_know_it() -> None:
    for kind, form in forms().items():
        assert form.title
        assert form.recognise, kind


def test_a_labelled_quantity_is_a_number_and_its_unit() -> None:
    run = run_of([Word("480件", Box(0.1, 0.1, 0.2, 0.12), 1.0)], 1, -1)
    taken = take("measure", "planned_quantity", [run], Context(None, "text"))
    assert {name: typed_to_json(value.value) for name, value in taken.items()} == {
        "planned_quantity": "480",
        "unit": "件",
    }
