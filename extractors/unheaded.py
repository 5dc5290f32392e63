"""Tables under headers that nobody knows, told by their rows: which are sought on papers of which kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractors.forms import Form, Part
from extractors.headers import Header
from extractors.labels import Labels
from extractors.layout import Sheet
from extractors.tables import Stops
from extractors.unheaded_goods import unheaded_goods
from extractors.unheaded_materials import unheaded_materials

GROUPS = ("certificate", "shipping")
"""Groups of kinds whose goods are sought in rows under unknown headers."""


def unheaded_table(
    sheet: Sheet, form: Form, labels: Callable[[Part], Labels], stops: Stops, known: Sequence[tuple[Part, Header]]
) -> tuple[Part, Header] | None:
    """A row of headers that only the rows below it tell, with what they list: of materials where a factory's paper
    shows no others, of goods where another paper shows none at all. None where there is none.

    Args:
        labels: the wordings of the columns of a kind of table.
        stops: what ends a table.
        known: the rows of headers found already.
    """
    if form.group in GROUPS and not known:
        header = unheaded_goods(sheet, labels(form.goods_in), form.part(form.goods_in))
        return (form.goods_in, header) if header else None
    if form.group != "factory" or "materials" not in (form.goods_in, *form.beside):
        return None
    own, others = ([head for part, head in known if (part == "materials") == wanted] for wanted in (True, False))
    header = unheaded_materials(sheet, labels("materials"), own, others, stops)
    return ("materials", header) if header else None
