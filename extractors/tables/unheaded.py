"""Tables under headers that nobody knows, told by their rows: which are sought on papers of which kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors.captions.labels import Labels
from extractors.forms import Form, Part
from extractors.layout import Sheet
from extractors.tables.goods_tables import Stops
from extractors.tables.headers import Header
from extractors.tables.headless_rows import headless_materials
from extractors.tables.told_rows import told_rows
from extractors.tables.unheaded_goods import unheaded_goods
from extractors.tables.unheaded_materials import unheaded_materials

GROUPS = ("certificate", "shipping")
"""Groups of kinds whose goods are sought in rows under unknown headers."""


def unheaded_tables(
    sheet: Sheet, form: Form, labels: Callable[[Part], Labels], stops: Stops, known: Sequence[tuple[Part, Header]]
) -> list[tuple[Part, Header]]:
    """Rows of headers that only the rows below them tell, with what they list: of materials and products where a
    factory's paper shows no others, of goods where another paper shows none at all.

    Args:
        labels: the wordings of the columns of a kind of table.
        stops: what ends a table.
        known: the rows of headers found already.
    """
    if form.group in GROUPS and not known:
        if told := told_rows(sheet, form, [form.goods_in], stops, ()):
            return told
        header = unheaded_goods(sheet, labels(form.goods_in), form.part(form.goods_in))
        return [(form.goods_in, header)] if header else []
    if form.group != "factory":
        return []
    listed = {part for part, _ in known}
    sought: list[Part] = [part for part in (form.goods_in, *form.beside) if part != "operations" and part not in listed]
    found = told_rows(sheet, form, sought, stops, [header for _, header in known])
    if "materials" in (form.goods_in, *form.beside) and all(part != "materials" for part, _ in found):
        both = [*known, *found]
        own, others = ([head for part, head in both if (part == "materials") == wanted] for wanted in (True, False))
        header = unheaded_materials(sheet, labels("materials"), own, others, stops)
        if header is None and not own:
            header = headless_materials(sheet, labels("materials"), others)
        if header:
            found.append(("materials", header))
    return found
