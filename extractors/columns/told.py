"""What the columns of a listed table hold, told in one way after the other; each leaves alone what is told."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.captions.small_print import TRANSPORT_PAPERS
from extractors.columns.cargo_columns import as_carried, with_goods_called_so
from extractors.columns.dittos import without_dittos
from extractors.columns.headless_names import with_names_alone
from extractors.columns.miscalled import by_print
from extractors.columns.package_columns import pieces_in_units, told_apart
from extractors.columns.reckoned import reckoned
from extractors.columns.sums_of_groups import without_sums_of_groups
from extractors.columns.supplier_countries import with_countries
from extractors.columns.two_in_one import parted
from extractors.columns.unnamed import named_by_content, with_tariff_numbers
from extractors.columns.unnamed_materials import named_by_place
from extractors.forms import Form
from extractors.goods.amounts_below import without_amounts_below
from extractors.goods.further_lines import with_captions_apart, with_lines_apart
from extractors.goods.items_and_marks import with_marks_apart
from extractors.goods.notes_below import with_names_over_codes, with_names_under_codes, without_notes_below
from extractors.goods.said_of_goods import (
    of_its_goods,
    with_names_as_goods,
    with_units_of_prices,
    without_numbers_above,
)
from extractors.layout import Sheet
from extractors.nlp.columns import told_by_all_signs
from extractors.tables.goods_tables import Table
from extractors.tables.page_tables import Listed, column_labels

BOXED = ("certificate", "shipping")
"""Groups whose programs print every item in a box with captions of its own."""


def columns_told(listed: Listed, form: Form, wanted: Mapping[str, str], sheet: Sheet, goods: Sheet) -> Table:
    """A listed table with its columns named: by what is printed of it and what its figures come to, then by signs.

    Args:
        wanted: the columns that are asked for, with their types.
        sheet: the page.
        goods: the page as its tables were sought on it, without what stands among goods and is none.
    """
    table, wordings = without_sums_of_groups(listed.table), column_labels(form.kind, listed.part)
    if form.group in BOXED:
        table = with_goods_called_so(parted(table, wordings))
    if form.group == "certificate":
        table = with_marks_apart(without_dittos(with_captions_apart(table, wordings)))
    if form.group == "shipping" and form.kind not in TRANSPORT_PAPERS:
        table = with_units_of_prices(reckoned(without_amounts_below(table)))
    if form.group == "shipping":
        table = of_its_goods(told_apart(table), goods)
    if form.group == "factory":
        table = with_names_over_codes(with_countries(without_dittos(table)))
        table = with_names_under_codes(table, wordings)
        table = pieces_in_units(by_print(table, wordings, wanted))
    table = told_by_all_signs(with_tariff_numbers(table, wanted), wanted, form.kind, listed.part)
    table = named_by_content(table, wanted)
    if form.group == "shipping":
        # the column of the goods may have its name but now
        table = with_names_as_goods(without_numbers_above(table))
    if form.group == "factory":
        on_text = sheet.page.engine == "text"
        table = with_lines_apart(named_by_place(table, wanted), wordings, text_layer=on_text)
        table = with_names_alone(without_notes_below(table))
    return as_carried(table) if form.kind in TRANSPORT_PAPERS else table
