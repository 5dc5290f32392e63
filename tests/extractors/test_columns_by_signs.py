"""Columns and tables whose headers nobody knows, told by all that their columns show."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

from extractors.forms import forms
from extractors.layout import run_of
from extractors.nlp.bag_of_words import untaught
from extractors.nlp.column_tokens import tokens_of
from extractors.nlp.columns import BUCKETS, NONE, columns_by_signs, told_by_all_signs, told_columns
from extractors.reader import ReadSettings, read_page
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import UNKNOWN, Column
from sample_docs.teach_columns import Lesson, lessons_of, misspelt, teach
from schemas.page import Box, Word
from tests.extractors.prepared import grid, in_grid, lines, read

STRANGERS = Path(__file__).parents[2] / "sample_docs" / "strangers" / "development"
INVOICE = (
    ("?0", "Zorb", ("1", "2", "3")),
    ("?1", "Description of goods", ("Pressure relief valve", "Spring and seat kit", "Flange gasket, graphite")),
    ("?2", "Qantity", ("60", "120", "35")),
    ("?3", "Mesure", ("PCS", "SET", "PCS")),
    ("?4", "Zorblat", ("212.00", "41.20", "8.50")),
    ("?5", "Zor", ("12,720.00", "4,944.00", "297.50")),
)


def _table(columns: Sequence[tuple[str, str, Sequence[str]]]) -> Table:
    wide = 0.9 / len(columns)
    places = [0.05 + wide * at for at in range(len(columns))]
    rows = [
        Row(
            {
                name: (run_of([Word(cells[at], Box(x, 0.2 + 0.02 * at, x + 0.05, 0.212 + 0.02 * at), 1.0)], 1, -1),)
                for x, (name, _, cells) in zip(places, columns, strict=True)
                if cells[at]
            }
        )
        for at in range(len(columns[0][2]))
    ]
    headers = [Column(name, x, x + wide, text, False, 0.18) for x, (name, text, _) in zip(places, columns, strict=True)]
    return Table(tuple(headers), tuple(rows), (), Box(0.05, 0.18, 0.95, 0.4))


def _names(table: Table, kind: str = "ship.invoice", part: str = "lines") -> list[str]:
    told = told_by_all_signs(table, forms()[kind].columns, kind, part)
    return [column.name for column in told.columns]


def test_columns_are_told_by_misspelt_headers_and_by_their_figures() -> None:
    names = _names(_table(INVOICE))
    assert names == ["item", "goods", "quantity", "unit", "unit_price", "value"]


def test_what_is_told_is_doubted() -> None:
    told = told_by_all_signs(_table(INVOICE), forms()["ship.invoice"].columns, "ship.invoice", "lines")
    assert all(column.guessed for column in told.columns)


def test_a_field_is_told_once_and_never_beside_its_own_header() -> None:
    table = _table([("quantity", "Quantity", INVOICE[2][2]), *INVOICE[1:]])
    named = [name for name in _names(table) if not name.startswith(UNKNOWN)]
    assert named[0] == "quantity"
    assert len(named) == len(set(named))


def test_a_table_without_unknown_headers_is_left_alone() -> None:
    known = _table([(name, text, cells) for name, (_, text, cells) in zip("abcdef", INVOICE, strict=True)])
    assert told_columns(known, forms()["ship.invoice"].columns, "ship.invoice", "lines") == {}
    assert told_by_all_signs(known, forms()["ship.invoice"].columns, "ship.invoice", "lines") == known


def test_signs_tell_products_and_where_a_column_stands() -> None:
    signs = tokens_of(_table(INVOICE), "ship.invoice", "lines")
    assert {"counts up", "left:0"} <= set(signs[0])
    assert {"wordiest", "h:GOODS"} <= set(signs[1])
    assert {"left factor", "-1~GOODS"} <= set(signs[2])
    assert "look:unit=all" in signs[3]
    assert {"product", "ship.lines|product", "right:0"} <= set(signs[5])


def test_an_empty_table_and_hostile_figures_have_signs_too() -> None:
    odd = [("?0", "", ("", "")), ("?1", "9" * 400, ("9" * 400, "0")), ("?2", "÷", ("-", "0.00"))]
    assert len(tokens_of(_table(odd), "ship.invoice", "lines")) == 3
    assert tokens_of(_table(odd[:1]), "ship.invoice", "lines")[0].count("empty") == 1


def test_taught_are_columns_that_there_are_and_none() -> None:
    taught = set(columns_by_signs(_table(INVOICE), "ship.invoice", "lines")[0])
    known = {name for form in forms().values() for part in (form.goods_in, *form.beside) for name in form.part(part)}
    assert NONE in taught
    assert taught - {NONE} <= known


def test_a_header_that_all_other_signs_contradict_is_doubted_and_one_of_its_kin_is_not() -> None:
    wrong = [("net_weight_kg" if name == "?5" else name, text, cells) for name, text, cells in INVOICE]
    told = told_by_all_signs(_table(wrong), forms()["ship.invoice"].columns, "ship.invoice", "lines")
    assert (told.columns[5].name, told.columns[5].guessed) == ("net_weight_kg", True)
    right = [("packages" if name == "?2" else name, text, cells) for name, text, cells in INVOICE]
    told = told_by_all_signs(_table(right), forms()["ship.invoice"].columns, "ship.invoice", "lines")
    assert (told.columns[2].name, told.columns[2].guessed) == ("packages", False)


def test_a_table_none_of_whose_headers_are_known_is_found() -> None:
    edges, tops = (0.05, 0.1, 0.4, 0.5, 0.6, 0.75, 0.9), (0.2, 0.22, 0.24, 0.26, 0.28)
    rows = [
        ("Zo", "Zorblatum", "Zorb", "Zer", "Zorbl", "Zor"),
        ("1", "Pressure relief valve", "60", "PCS", "212.00", "12,720.00"),
        ("2", "Spring and seat kit", "120", "SET", "41.20", "4,944.00"),
        ("3", "Flange gasket, graphite", "35", "PCS", "8.50", "297.50"),
    ]
    head = [(0.3, 0.05, "COMMERCIAL INVOICE"), (0.06, 0.08, "Invoice No: CI-22817")]
    record = read([*head, *in_grid(edges, tops, rows)], grid(edges, tops))
    assert [(line["description"], line["quantity"], line["unit"], line["value"]) for line in lines(record)] == [
        ("Pressure relief valve", "60", "PCS", "12720"),
        ("Spring and seat kit", "120", "SET", "4944"),
        ("Flange gasket, graphite", "35", "PCS", "297.5"),
    ]
    assert all(value.confidence <= 0.8 for line in record.lines for value in line.values() if value)


def test_an_order_whose_tables_have_no_known_headers_has_products_and_materials() -> None:
    edges = (0.05, 0.1, 0.35, 0.5, 0.6, 0.7, 0.8, 0.95)
    made = [
        ("Zo", "Zorblatum", "Zorb", "Zer", "Zorbl", "Zor", "Zib"),
        ("1", "Running shoe, men", "RS-210 black", "pair", "1200", "1198", "2026-03-04"),
        ("2", "Running shoe, women", "RS-211 white", "pair", "900", "900", "2026-03-06"),
    ]
    used = [
        ("Ki", "Kemlir", "Kom", "Kra", "Kul", "Kol", "Kib"),
        ("1", "Mesh fabric", "polyester 220 g", "m", "610", "Hanoi Textile Co., Ltd", "VN"),
        ("2", "EVA foam sheet", "Shore 45", "kg", "342", "Dongguan Foam Ltd", "CN"),
        ("3", "Rubber outsole", "NBR 60", "pair", "2120", "Thai Rubber Co., Ltd", "TH"),
    ]
    tops, below = (0.2, 0.22, 0.24, 0.26), (0.4, 0.42, 0.44, 0.46, 0.48)
    record = read(
        [(0.3, 0.05, "PRODUCTION ORDER"), (0.06, 0.08, "Order No: MO-22817"), *in_grid(edges, tops, made),
         *in_grid(edges, below, used)],
        [*grid(edges, tops), *grid(edges, below)],
    )  # fmt: skip
    assert [(line["description"], line["planned_quantity"]) for line in lines(record)] == [
        ("Running shoe, men", "1200"), ("Running shoe, women", "900")
    ]  # fmt: skip
    materials = lines(record, "materials")
    assert [(one["description"], one["quantity"], one["unit"]) for one in materials] == [
        ("Mesh fabric", "610", "M"), ("EVA foam sheet", "342", "KG"), ("Rubber outsole", "2120", "PAIR")
    ]  # fmt: skip


def test_the_same_lessons_teach_the_same() -> None:
    from spacy.tokens import Doc

    lessons = [
        Lesson(f"{n}.pdf", [sign, "left:0"], name, unknown=False)
        for n in range(12)
        for name, sign in (("goods", "wordiest"), ("quantity", "chief:int"), (NONE, "empty"))
    ]

    def told(sign: str) -> dict[str, float]:
        nlp = teach(lessons)
        return nlp.get_pipe("textcat")(Doc(nlp.vocab, words=[sign])).cats

    assert told("chief:int") == told("chief:int")
    assert max(told("chief:int"), key=told("chief:int").__getitem__) == "quantity"
    assert untaught(BUCKETS).pipe_names == ["textcat"]


def test_lessons_are_what_the_true_values_of_a_paper_say() -> None:
    truth = json.loads((STRANGERS / "truth.json").read_text(encoding="utf-8"))
    item = next(item for item in truth if "420_ship.invoice" in item["file"])
    file = STRANGERS / item["file"]
    lessons = list(lessons_of(item, [read_page(file.read_bytes(), file.name, 1, ReadSettings())]))
    assert {"goods", "quantity", "unit_price", "value"} <= {lesson.name for lesson in lessons}
    goods = [lesson for lesson in lessons if lesson.name == "goods"]
    assert any(lesson.unknown for lesson in goods)
    assert any("wordiest" in lesson.signs for lesson in goods)


def test_a_misspelt_header_keeps_most_of_its_letters() -> None:
    text = misspelt("Gross weight (kg)", random.Random(3))
    assert text != "Gross weight (kg)"
    assert abs(len(text) - len("Gross weight (kg)")) <= 3
