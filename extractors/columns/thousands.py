"""Numbers with three digits behind a point or a comma: a whole column tells whether they are thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.layout import Run
from extractors.sighted import Context, Values
from extractors.tables.goods_tables import Table
from schemas.record import Value, typed_from_json, typed_to_json
from schemas.reference.units import unit_named

THREE_AFTER_POINT = re.compile(r"\d\.\d{3}(?!\d)")
THREE_AFTER_COMMA = re.compile(r"\W*\d{1,3},\d{3}(?!\d)")
BEFORE_WEIGHT = re.compile(r"^[^\W\d][^\d:]{2,20}[:\s]\s*(?=\d)")
"""The caption of a weight that stands among the goods: `Nettogewicht: 6,800 KG`."""
POINT_AND_COMMA = re.compile(r"\W*\d{1,3}(?:[.\s]\d{3})+,\d{3}(?!\d)")
NOUGHT_COMMA = re.compile(r"\W*0,\d{3}(?!\d)")
"""`0,920` is no number of thousands, so nor are the others of its column."""
FEWEST = 2
"""Numbers of one column that all have three digits behind their comma."""


def settle_thousands(lines: Sequence[Values], context: Context) -> None:
    """`8.988` in a column in which every number has three digits after its point is eight thousand.

    One number is enough on a paper that prints a comma before its decimals elsewhere.
    """
    _settle_pieces(lines)
    _settle_weights(lines)
    for name in ("quantity", "packages", "gross_weight_kg", "net_weight_kg", "value", "planned_quantity"):
        column = [line[name] for line in lines if name in line]
        open_values = [v for v in column if v.alternatives and THREE_AFTER_POINT.search(v.raw)]
        counted = name in ("quantity", "packages", "planned_quantity")
        if name.endswith("_kg") and not context.comma:
            continue  # many print weights with three decimals
        if not open_values or len(open_values) < len(column) or (len(column) < 2 and not counted and not context.comma):
            continue
        for line in lines:
            if name in line:
                value = line[name]
                if isinstance(value.value, Decimal) and value.value % 1 == 0:
                    continue  # its unit said so already: pieces are whole
                settled = typed_from_json(name, value.alternatives[0])
                line[name] = replace(value, value=settled, alternatives=(typed_to_json(value.value) or "",))


def _settle_pieces(lines: Sequence[Values]) -> None:
    """`2.388` beside `800` under a unit that is counted: pieces are whole, so the points part thousands.

    `24.000` alone may be a count with three decimals; one number that would be no whole one tells of all.
    """
    counts = [(line, name) for line in lines for name in ("quantity", "planned_quantity") if name in line]
    units = [unit_named(str(line["unit"].value)) for line, _ in counts if "unit" in line]
    whole = len(units) == len(counts) and all(unit is not None and unit.family == "count" for unit in units)
    raws = [line[name].raw for line, name in counts]
    if not whole or not all(POINT_OR_NONE.fullmatch(raw) for raw in raws) or not any(map(NOT_WHOLE.match, raws)):
        return
    for line, name in counts:
        value = line[name]
        if isinstance(value.value, Decimal) and ONE_POINT.fullmatch(value.raw) and value.value < THOUSAND:
            line[name] = replace(value, value=value.value * THOUSAND, alternatives=(typed_to_json(value.value) or "",))


def _settle_weights(lines: Sequence[Values]) -> None:
    """`22.680` beside `930`, or as all that 1,200 cartons weigh: three decimals would be printed in every line, and no
    package weighs some grams. Gross and net of one paper are written alike.
    """
    pointed, plain = _weights_alike(lines)
    if plain or _weighs_nothing(lines):
        _as_thousands(pointed)
    if _weighs_too_much(lines):
        _as_decimals(lines)


def settle_by_country(lines: Sequence[Values], country: str | None) -> None:
    """Weights of a certificate that have all three digits behind a point, where decimals are written with commas.

    Carriers print three decimals everywhere, so that on their papers the country tells nothing.
    """
    if country in COMMA_COUNTRIES:
        _as_thousands(_weights_alike(lines)[0])


def _weights_alike(lines: Sequence[Values]) -> tuple[list[tuple[Values, str]], list[Value]]:
    """Where weights have three digits behind a point, and those without a point; none where others are printed too."""
    weights = [(line, name) for line in lines for name in ("gross_weight_kg", "net_weight_kg") if name in line]
    pointed = [(line, name) for line, name in weights if _is_pointed(line[name])]
    others = [line[name] for line, name in weights if not _is_pointed(line[name])]
    plain = [value for value in others if NO_POINT.fullmatch(value.raw)]
    return (pointed, plain) if len(plain) == len(others) else ([], [])


def _as_thousands(weights: Sequence[tuple[Values, str]]) -> None:
    """The weights as thousands, and a quantity that is the same print."""
    for line, name in weights:
        raw = line[name].raw
        for of_it in (name, *(["quantity"] if "quantity" in line and line["quantity"].raw == raw else [])):
            value = line[of_it]
            if isinstance(value.value, Decimal) and value.value < THOUSAND:
                settled = value.value * THOUSAND
                line[of_it] = replace(value, value=settled, alternatives=(typed_to_json(value.value) or "",))


def _is_pointed(value: Value) -> bool:
    return bool(value.alternatives) and WEIGHT_POINTED.fullmatch(value.raw) is not None


def _weighs_nothing(lines: Sequence[Values]) -> bool:
    """Whether the packages of all lines would weigh next to nothing with their weights as they are."""
    whole = [line for line in lines if "packages" in line and "gross_weight_kg" in line]
    packages = sum(Decimal(str(line["packages"].value)) for line in whole)
    weight = sum(Decimal(str(line["gross_weight_kg"].value)) for line in whole)
    return bool(whole) and len(whole) == len(lines) and weight < LIGHTEST * packages


def _weighs_too_much(lines: Sequence[Values]) -> bool:
    """Whether every package would weigh many tonnes, with weights that all have three digits behind a comma."""
    weights = [line[name] for line in lines for name in ("gross_weight_kg", "net_weight_kg") if name in line]
    known = [line for line in lines if {"packages", "gross_weight_kg"} <= line.keys()]
    heavy = [
        Decimal(str(line["gross_weight_kg"].value)) > HEAVIEST * Decimal(str(line["packages"].value)) for line in known
    ]
    return len(known) == len(lines) > 1 and all(heavy) and all(WEIGHT_COMMA.fullmatch(v.raw) for v in weights)


def _as_decimals(lines: Sequence[Values]) -> None:
    for line in lines:
        for name in ("gross_weight_kg", "net_weight_kg"):
            value = line.get(name)
            if value is not None and isinstance(value.value, Decimal):
                other = (typed_to_json(value.value) or "",)
                line[name] = replace(
                    value, value=value.value / THOUSAND, confidence=min(value.confidence, DECIMALS), alternatives=other
                )


COMMA_COUNTRIES = frozenset(
    "AR AT BE BG BO BR CL CO CZ DE DK DZ EC EE ES FI FR GR HR HU ID IT LT LV MA NL NO PL PT PY RO RS RU SE SI SK TN TR "
    "UA UY VE VN".split()
)
"""Countries whose habit is a comma before decimals and a point between thousands."""
HEAVIEST = Decimal(9000)
"""Kilograms that a package weighs at most; coils and machines weigh more, but not every line's."""
DECIMALS = 0.8
"""How sure a weight is whose comma is one of decimals because it would be too heavy."""
WEIGHT_COMMA = re.compile(r"\W*\d{1,3},\d{3}(?![\d.,])\D*")
LIGHTEST = Decimal("0.1")
"""Kilograms that a package of a consignment weighs at least."""
WEIGHT_POINTED = re.compile(r"(?:kgs?)?\W*\d{1,3}\.\d{3}(?![\d.,])\D*", re.IGNORECASE)
NO_POINT = re.compile(r"(?:kgs?)?\W*\d{1,3}(?![\d.,])\D*", re.IGNORECASE)
THOUSAND = 1000
ONE_POINT = re.compile(r"\W*\d{1,3}\.\d{3}\D*")
POINT_OR_NONE = re.compile(r"\W*\d{1,3}(?:[.,]\d{3})*(?![\d.,])\D*")
"""A number that points or commas part at its thousands; a scan has commas read as points among commas."""
NOT_WHOLE = re.compile(r"\W*\d{1,3}\.(?!000)\d{3}(?![\d.,])")


def _is_count(line: Values) -> bool:
    unit = unit_named(str(line["unit"].value)) if "unit" in line else None
    return unit is not None and unit.family == "count"


def whole_with_decimals(line: Values, context: Context) -> None:
    """`120,000 ST` behind a caption is a hundred and twenty on a paper that prints a comma before its decimals."""
    for name in ("quantity", "planned_quantity"):
        value = line.get(name)
        if not context.comma or value is None or not value.alternatives or not THREE_NOUGHTS.match(value.raw):
            continue
        settled = typed_from_json(name, value.alternatives[0])
        line[name] = replace(value, value=settled, alternatives=(typed_to_json(value.value) or "",))


POINTED_THOUSANDS = re.compile(r"\W*\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?![\d.,])\D*")


def points_sum_up(tables: Iterable[Table]) -> bool:
    """Whether a sum printed as `1.200` is that of whole numbers above it: then points part thousands on the paper."""
    return any(
        _is_sum(name, runs, table) for table in tables for row in table.totals for name, runs in row.cells.items()
    )


def _is_sum(name: str, runs: Sequence[Run], table: Table) -> bool:
    printed = [run.text.strip() for run in runs]
    if len(printed) != 1 or not re.fullmatch(r"\d{1,3}\.\d{3}", printed[0]):
        return False
    cells = [run.text.strip() for row in table.rows for run in row.cells.get(name, ())]
    whole = len(cells) > 1 and all(re.fullmatch(r"\d{1,3}", cell) for cell in cells)
    return whole and sum(map(int, cells)) == int(printed[0].replace(".", ""))


THREE_NOUGHTS = re.compile(r"\W*\d{1,3},000(?!\d)")


def settle_decimals(lines: Sequence[Values], context: Context) -> None:
    """`1,000`, `11,400`, `3,150` are three decimals on a paper that prints a comma before its decimals elsewhere.

    One number of the column that is written otherwise (`250`, `1.062,5`) leaves them as they are; `1.425,000` does
    not, nor do pieces, which are whole (`480 ST` below `126,000 KG`), nor anything beside `9.680`, whose point parts
    thousands, so that no comma does.
    """
    for name in ("quantity", "planned_quantity", "quantity_per_unit", "net_weight_kg", "gross_weight_kg"):
        column = [line[name] for line in lines if name in line]
        alike = [v for v in column if THREE_AFTER_COMMA.match(BEFORE_WEIGHT.sub("", v.raw))]
        both = [v for v in column if POINT_AND_COMMA.match(v.raw)]
        whole = [line[name] for line in lines if name in line and _is_count(line) and line[name].raw.strip().isdigit()]
        parted = any(POINTED_THOUSANDS.fullmatch(v.raw) for v in column) if context.comma else False
        proven = context.comma or any(NOUGHT_COMMA.match(v.raw) for v in alike)
        alone = len(alike) + len(both) + len(whole) < len(column) and not (parted and alike)
        if not proven or len(column) < FEWEST or alone:
            continue
        for line in lines:
            value = line.get(name)
            if value in alike and isinstance(value.value, Decimal) and value.value % 1 == 0:
                thousands = typed_to_json(value.value) or ""
                line[name] = replace(value, value=value.value / 1000, alternatives=(thousands,))
