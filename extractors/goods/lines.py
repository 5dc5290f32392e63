"""Rows of a goods table -> typed lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors import values
from extractors.captions.small_print import TRANSPORT_PAPERS
from extractors.columns import needs
from extractors.columns.package_columns import carried_pieces, counted_by_numbers, kinds_told_once, packed_below
from extractors.columns.products import settle_products
from extractors.columns.stacked import stacked
from extractors.columns.thousands import settle_decimals, settle_thousands
from extractors.columns.unnamed import GUESSED
from extractors.forms import Form, Part
from extractors.goods import cells as goods_cells
from extractors.goods.item_numbers import without_item_numbers
from extractors.goods.kinds_of_packages import kinds_before_goods
from extractors.layout import Run
from extractors.nlp import goods
from extractors.sighted import Context, Values, found_value, joined, value_of
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import UNKNOWN, Column
from extractors.tables.sums import in_words, without_each, without_prices, without_sum
from extractors.typed import codes, quantities
from extractors.typed.codes import ARTICLE_NUMBER
from extractors.typed.currencies import currency_in
from extractors.typed.found import Found
from extractors.typed.quantities import Quantity
from schemas.record import MOST_DOUBTFUL

GROSS_HEADER = re.compile(r"GROSS|\bBRUTT?[OAE]?\b|\bBRÜT\b|\bLORD[OA]\b|毛重|총중량|総重量", re.IGNORECASE)
NET_HEADER = re.compile(r"\bNETT?[OAE]?S?\b|净重|순중량", re.IGNORECASE)
OTHER_QUANTITY = re.compile(r"OTHER\s+(?:QUANT|MEASURE)", re.IGNORECASE)
"""A header under which a weight may be meant as the quantity as well."""
COUNTED = ("quantity", "planned_quantity", "quantity_per_unit")
ESSENTIAL = (
    "description", "quantity", "hs_code", "gross_weight_kg", "net_weight_kg", "heat_number", "lot_number", "process",
    "hours", "closing_quantity",
)  # fmt: skip


def typed_rows(table: Table, form: Form, part: Part, context: Context) -> list[Values]:
    """The goods lines of a table; rows that hold no goods are left out."""
    specs = form.part(part)
    table = without_item_numbers(table)
    kinds = {n: s.type for n, s in specs.items()}
    counted = any(column.name in COUNTED for column in table.columns)
    if counted and form.group != "certificate":
        kinds["goods"] = "article" if form.group == "factory" else "counted_goods"
    whole = table
    if counted and form.group in ("shipping", "factory"):
        table = _without_codes_below(table)
    typed = [_typed_row(row, table.columns, kinds, context) for row in table.rows]
    kinds_before_goods(typed, next((c.header for c in table.columns if c.name == "goods"), ""))
    settle_thousands(typed, context)
    settle_decimals(typed, context)
    settle_products(typed)
    settle_items(typed)
    if form.group == "certificate":
        _numbers_are_items(typed)
    if form.group == "certificate":
        header = next((column.header for column in table.columns if column.name == "quantity"), "")
        _bare_weights(typed, net=NET_HEADER.search(header) is not None and not GROSS_HEADER.search(header))
    if form.group == "factory":
        _heat_or_lot(typed, table.columns)
        for line in typed:
            needs.went_in(line, part)
            if "specification" not in line and "part_number" in line:
                line["specification"] = line["part_number"]
    if form.group == "shipping":
        if form.kind in TRANSPORT_PAPERS and not counted:
            carried_pieces(typed)
        packed_below(typed, whole, context)
        counted_by_numbers(typed, table)
        kinds_told_once(typed, table)
    if form.group == "shipping" and not counted:
        _packages_are_sold(typed)
    lines = without_sum([line for line in typed if any(name in line for name in ESSENTIAL)])
    if form.group in ("certificate", "shipping") and any(column.name == "goods" for column in table.columns):
        lines = [line if "description" in line else _unnamed(line) for line in lines]
        lines = [line for line in lines if not _is_speck(line)] or lines
    return lines


def _is_speck(line: Values) -> bool:
    """Whether all there is of a line is a badly read short word: specks and scraps of rules, not goods."""
    name = line.get("description")
    return name is not None and len(line) == 1 and name.confidence < SPECK and len(str(name.value)) <= SHORT_WORD


SPECK, SHORT_WORD = 0.65, 6
"""Confidence below which, and letters up to which, a word alone in its row is none."""


def _without_codes_below(table: Table) -> Table:
    """Where every article has its number below its name (`GB-ABS-22N, 10 gaylords`), names without these lines.

    A tariff number that such a line has besides goes on standing in the cell, and a model that the header asks for.
    """
    header = next((column.header for column in table.columns if column.name == "goods"), "")
    if goods_cells.NAME_THEN_MODEL.search(header):
        return table
    cells = [row.cells["goods"] for row in table.rows if row.cells.get("goods")]
    if not cells or not all(len(runs) > 1 and CODE_BELOW.match(runs[1].text) for runs in cells):
        return table
    if any(runs[0].text.endswith(",") for runs in cells):
        return table  # a name that goes on: `PIPE FLANGE,` over `SLIP-ON, 150 LB`
    rows: list[Row] = []
    for row in table.rows:
        runs = row.cells.get("goods", ())
        kept = (*runs[:1], *(_tariff_number_of(run) for run in runs[1:] if codes.find_hs(run.text)))
        rows.append(Row({**row.cells, "goods": kept}) if runs else row)
    return replace(table, rows=tuple(rows))


def _tariff_number_of(run: Run) -> Run:
    """`HS 8482.10` of `51720-A7000 HS 8482.10`; all of it where no caption stands before the number."""
    captioned = goods_cells.CODED.match(run.text)
    return (run.part(captioned.start("own"), captioned.end()) if captioned else None) or run


CODE_BELOW = re.compile(
    r"\W*(?=[A-Z0-9/.-]*\d)(?=[A-Z0-9/.-]*[A-Z])[A-Z0-9]+(?:[-/.][A-Z0-9]+)+\W*(?:$|[,;]|\s(?:lot|batch|H\.?S\.?(?:\sCODE)?)\b)|\W*[A-Z]{2,}(?:-[A-Z0-9]+)+\W*(?:$|[,;])"
)
SOLD = 0.85
"""How sure a quantity is that is the number of packages, where the price says nothing of it."""


def _packages_are_sold(lines: Sequence[Values]) -> None:
    """On an invoice without a column of quantities the packages are what is sold: number times price is the amount."""
    priced = [line for line in lines if {"packages", "unit_price", "value"} <= line.keys()]
    if not priced or len(priced) < len([line for line in lines if "value" in line]):
        return
    agree = all(_product(line) == Decimal(str(line["value"].value)) for line in priced)
    for line in priced:
        count = line["packages"]
        line["quantity"] = count if agree else replace(count, confidence=min(SOLD, count.confidence))
        if "package_kind" in line:
            line["unit"] = line["package_kind"]


def _product(line: Values) -> Decimal:
    return Decimal(str(line["packages"].value)) * Decimal(str(line["unit_price"].value))


def _heat_or_lot(lines: Sequence[Values], columns: Sequence[Column]) -> None:
    """`Heat / lot`, `炉批号` over one column: nobody knows which of the two a number is, so it is both, in doubt."""
    for column, other in itertools.permutations(("heat_number", "lot_number")):
        header = next((c.header for c in columns if c.name == column), "")
        if any(c.name == other for c in columns) or not (HEAT_HEADER.search(header) and LOT_HEADER.search(header)):
            continue
        for line in lines:
            if column in line:
                value = line[column]
                line[column] = line[other] = replace(value, confidence=min(value.confidence, EITHER))


EITHER = 0.85
"""What a number counts that is a heat's or a lot's."""
HEAT_HEADER = re.compile(r"HEAT|CAST|MELT|COUL[EÉ]E|COLADA|COLATA|CORRIDA|SCHMELZ|D[OÖ]K[UÜ]M|[炉爐熔]", re.IGNORECASE)
LOT_HEADER = re.compile(r"\bLOT|BATCH|COIL|CHARGE|PARTI|LOTE|LOTTO|[批卷]|ロット|로트", re.IGNORECASE)


def _unnamed(line: Values) -> Values:
    """A line whose goods are not read: what stands in it may belong to the line above or below."""
    return {name: replace(value, confidence=min(value.confidence, MOST_DOUBTFUL)) for name, value in line.items()}


BARE = 0.75
"""What is left of the confidence of a weight that nothing calls gross or net: a question, never an accusation."""


def _bare_weights(lines: Sequence[Values], *, net: bool) -> None:
    """A `Quantity` that is a weight in every line, on a paper with no other: taken as gross, and not sure of it.

    DOMAIN.md 6.7: a weight without a label is the gross weight until something says otherwise.

    Args:
        net: whether the header asks for the net weight.
    """
    name = "net_weight_kg" if net else "gross_weight_kg"
    weights: list[Values] = []
    for line in lines:
        unit = line.get("unit")
        if "gross_weight_kg" in line or "net_weight_kg" in line or unit is None or "quantity" not in line:
            return
        amount = Quantity(Decimal(str(line["quantity"].value)), str(unit.value), "weight", "")
        weight = quantities.to_kg(amount) if quantities.is_weight(str(unit.value)) else None
        if weight is None:
            return
        quantity = line["quantity"]
        weights.append({name: replace(quantity, value=weight, confidence=BARE * quantity.confidence)})
    for line, weight in zip(lines, weights, strict=True):
        line.update(weight)


def _numbers_are_items(lines: Sequence[Values]) -> None:
    """`1`, `2`, `3` under a header for articles' numbers are the lines' own."""
    named = [line["part_number"].value if "part_number" in line else None for line in lines]
    if len(lines) > 1 and named == [str(n) for n in range(1, len(lines) + 1)]:
        for n, line in enumerate(lines, 1):
            number = line.pop("part_number")
            line.setdefault("item", replace(number, value=Decimal(n)))


def settle_items(lines: Sequence[Values]) -> None:
    """`1 CURTAIN`, `2 BAG`, `3 COVER`, or `10 BAR`, `20 CASTING`, `30 NUT`: a column of item numbers that nothing parts
    from the goods beside it.
    """
    counted = [line for line in lines if "description" in line]
    numbered = [NUMBERED.match(str(line["description"].value)) for line in counted]
    numbers = [int(match[1]) if match else 0 for match in numbered]
    step = numbers[0] if numbers and numbers[0] in ITEM_STEPS else 1
    if numbers != [step * n for n in range(1, len(counted) + 1)] or len(counted) < (2 if step == 1 else FEWEST_BY_TENS):
        return
    for line, match in zip(counted, numbered, strict=True):
        if match:
            line["description"] = replace(line["description"], value=match[2])
            line.setdefault("item", replace(line["description"], value=Decimal(match[1])))


NUMBERED = re.compile(r"(\d{1,3}|0{1,4}\d{1,4})\.?\s+(\S.*)")
ITEM_STEPS, FEWEST_BY_TENS = (1, 10), 3
"""By how much item numbers go up; lines from which tens are such numbers."""


def typed_totals(table: Table, form: Form, context: Context) -> Values:
    """What the summing lines of a table say: `total_…` fields, in figures and in words."""
    totals: Values = {}
    for row in table.totals:
        line = _typed_row(row, table.columns, {n: s.type for n, s in form.columns.items() if n != "goods"}, context)
        for name in ("gross_weight_kg", "net_weight_kg", "quantity", "packages"):
            if name in line:
                totals.setdefault(f"total_{name}", line[name])
        runs = in_words(row) or row.cells.get("goods") or next(iter(row.cells.values()), ())
        if runs:
            for name, value in total_packages(runs, context).items():
                totals.setdefault(name, value)
    return totals


def total_packages(runs: Sequence[Run], context: Context) -> Values:
    """`SAY TOTAL FIVE HUNDRED (500) CARTONS ONLY`: the number in figures and the number in words."""
    run = joined(runs)
    parsed = goods.parse_goods(run.text)
    taken: Values = {}
    figures = parsed.total_packages or parsed.packages
    words = parsed.total_packages_in_words or parsed.packages_in_words
    if figures:
        taken["total_packages"] = found_value(figures, run, context)
    if words:
        taken["total_packages_in_words"] = found_value(words, run, context)
    return taken


def _typed_row(row: Row, columns: Sequence[Column], kinds: dict[str, str], context: Context) -> Values:
    line: Values = {}
    headers = {c.name: c.header for c in columns}
    guessed = {c.name for c in columns if c.guessed}
    for name, runs in sorted(row.cells.items(), key=lambda cell: cell[0] == "goods"):  # other columns say it surer
        if not runs or name.startswith(UNKNOWN):
            continue
        kind = kinds.get(name, "text")
        pair = stacked(line, runs, headers.get(name, ""), context)
        if pair:
            given = pair
        elif kind == "goods":
            given = goods_cells.goods_alone(runs, headers.get(name, ""), context)
        elif kind == "counted_goods":
            given = goods_cells.counted_goods(runs, headers.get(name, ""), context)
        elif kind == "article":
            given = goods_cells.article(runs, headers.get(name, ""), context)
        elif kind == "item" and ARTICLE_NUMBER.fullmatch(runs[0].text) and re.search(r"[A-Z]", runs[0].text):
            given = {"specification": value_of(runs[0].text, runs[0], context)}  # a code under `Item`
        elif kind in ("measure", "weight"):
            measured, priced = without_prices(without_each(runs))
            given = _measured(name, measured, headers.get(name, ""), context)
            given |= values.take("money", "value", priced, context) if priced else {}
        elif kind == "invoice":
            given = values.take(kind, name, runs, context) | _invoiced(runs, headers.get(name, ""), context)
        else:
            given = values.take(kind, name, runs, context)
        if kind == "money" and name == "value" and name in given and "currency" not in given:
            code = currency_in(headers.get(name, ""))  # `FOB US$` over the amounts
            given |= {"currency": replace(given[name], value=code)} if code else {}
        if name in guessed:
            given = {field: replace(value, confidence=value.confidence * GUESSED) for field, value in given.items()}
        for field, value in given.items():
            if field not in line or field == name:
                line[field] = value
    return line


def _invoiced(runs: Sequence[Run], header: str, context: Context) -> Values:
    """The amount that stands below an invoice's number, where the header names a value."""
    if not VALUE_HEADER.search(header):
        return {}
    amount = [run for run in runs if currency_in(run.text)]
    return values.take("money", "value", amount, context) if amount else {}


VALUE_HEADER = re.compile(r"VALUE|AMOUNT|金额|价值", re.IGNORECASE)


def _measured(name: str, runs: Sequence[Run], header: str, context: Context) -> Values:
    """A quantity or weight column, which may hold a count and a weight below each other."""
    if not runs:
        return {}
    if name == "quantity" and (both := goods_cells.packed_and_counted(joined(runs), context)):
        return both
    header_unit = quantities.unit_in_header(header)
    if name.endswith("_kg") and not quantities.is_weight(header_unit):
        header_unit = None  # the GROSS of a weight's header is no dozen dozens
    taken: Values = {}
    run = joined(runs)
    seen = quantities.find_quantities(run.text)
    # Two weights without labels in one cell: a column border was lost, and nobody knows which is which.
    unsure = 0.5 if name.endswith("_kg") and sum(not f.value.label for f in seen) > 1 else 1.0
    labelled_too = any(f.value.label for f in seen)
    counts_too = any(f.value.unit and f.value.family in goods_cells.OWN_COUNT for f in seen)
    for found in seen:
        found = found if name.endswith("_kg") else quantities.under_its_name(found, run.text, header_unit)
        measure = found.value
        weight = measure.family == "weight" or (not measure.unit and header_unit and name.endswith("_kg"))
        label = measure.label or ("gross" if GROSS_HEADER.search(header) else "")
        label = label or ("net" if name in taken and NET_HEADER.search(header) else "")  # `Quantity or net weight`
        bare = not measure.label and labelled_too and "quantity" not in taken
        if bare and measure.unit and (name == "quantity" or name.endswith("_kg")):
            taken.update(
                goods_cells.counted(found, run, context, "quantity")
            )  # a weight without a label beside one with it
        elif name.endswith("_kg") and measure.unit and measure.family not in ("weight", ""):
            taken.update(
                {n: v for n, v in goods_cells.counted(found, run, context, "quantity").items() if n not in taken}
            )
        elif name.endswith("_kg"):
            field = {"gross": "gross_weight_kg", "net": "net_weight_kg"}.get(label, name)
            value = values.kilograms(found, run, context, header_unit)
            if value and field not in taken:
                taken[field] = replace(value, confidence=value.confidence * unsure)
            if value and not (measure.label or counts_too):
                taken.update(_quantity_too(taken, found, run, header, context))
        elif weight and (label or (name in taken and name == "quantity")):
            value = values.kilograms(found, run, context, header_unit)
            if value:
                taken.setdefault("net_weight_kg" if label == "net" else "gross_weight_kg", value)
            if value and not (measure.label or counts_too):
                taken.update(_quantity_too(taken, found, run, header, context))
        elif name not in taken:
            taken.update(goods_cells.counted(found, run, context, name, header_unit))
    return taken or values.take("number", name, runs, context)


def _quantity_too(taken: Values, found: Found[Quantity], run: Run, header: str, context: Context) -> Values:
    """A weight under `Gross weight or other quantity` as the quantity it may be meant to be, which is not sure."""
    if "quantity" in taken or not OTHER_QUANTITY.search(header):
        return {}
    counted = goods_cells.counted(found, run, context, "quantity")
    return {name: replace(value, confidence=value.confidence * BARE) for name, value in counted.items()}
