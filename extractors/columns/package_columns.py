"""Columns of packages: which of them numbers the packages, which counts them, which says what they are.

`Colis | Nbre | Nature` over `1 à 14 | 14 | cartons`: the first column is the packages' own numbers, and what is
counted stands beside. Where no column says what the packages are, the header over their count (`CTNS`) or the sum
below it (`769 CTNS`) does.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.columns.package_numbers import numbered_through, packages_alone
from extractors.columns.renaming import guessed_as, renamed
from extractors.layout import Run
from extractors.nlp import goods
from extractors.sighted import Context, Values, value_of
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import UNKNOWN, Column

KIND_HEADER = re.compile(
    r"\W*(?:TYPE|TIPO|TYP|ART|KIND|NATURE|SORTE?|CLASE|ENVASE|ESPECIE|SOORT|T[UÜ]R[UÜ]?|CINSI|RODZAJ|SLAG|类型|種類|종류)"
    r"(?:\W+OF\W+(?:PKGS?|PACK(?:AGES?|AGING|ING)))?\W*",
    re.IGNORECASE,
)
"""Headers that beside a count of packages ask what these are."""
PIECES = re.compile(
    r"\W*(?:(?:NO|NUMBER|NBRE?|N)\W{0,3}(?:OF|DE)?\W*)?(?:PIECES|PCS|PIEZAS|COLLI|COLIS|BULTOS)\W*", re.I
)
MASS = re.compile(r"MASS|WEIGHT|GEWICHT|POIDS|PESO|MASA|重量|\bKGS?\b|\bMT\b", re.I)
PIECE = re.compile(r"(?:PCS?|PIECES?|NOS?|EA|SZT|STK?|ST[UÜ]CK|支|件|根|条)\.?", re.I)
VOLUMES = re.compile(r"\W*VOL", re.IGNORECASE)
SOMETHING = ("package", "colis", "bulto", "kolli", "colli", "koli", "pkg", "volume", "packst", "kap", "collo", "件")
"""How words begin that call packages nothing but packages."""
TOLD_ELSEWHERE = 0.8
"""What packages count that are told by their numbers, and their kind by the header or the sum of their column."""
LONGEST_KIND = 14


def told_apart(table: Table) -> Table:
    """The table with its columns of packages named as what stands in them says."""
    numbered = _count_beside_numbers(_count_below_numbers(_count_behind_last(table)))
    return _kind_beside(_kinds_alone(_volumes(numbered)))


def pieces_in_units(table: Table) -> Table:
    """`B08 Qty | Unit | B13 Mass kg` over `318 | PCS | 11 410`: what the unit beside it counts is the quantity."""
    massed = any(c.name == "quantity" and MASS.search(c.header) for c in table.columns)
    for counted, unit in itertools.pairwise(table.columns):
        units = [text for row in table.rows if (text := _text(row, unit.name))]
        pieces = bool(units) and all(PIECE.fullmatch(text) for text in units)
        if massed and counted.name == "packages" and unit.name == "unit" and pieces and _whole(table, counted):
            return renamed(table, {"packages": "quantity", "quantity": f"{UNKNOWN}mass"})
    return table


def _count_behind_last(table: Table) -> Table:
    """`1 | 20 | 20 Bath towel`, `21 | 80 | 60 Gloves`: first and last package, then how many, which joined the goods.

    Only where the packages are numbered through and every count is theirs.
    """
    rows = [row for row in table.rows if _text(row, "marks").isdigit() and _text(row, "packages").isdigit()]
    spans = [(int(_text(row, "marks")), int(_text(row, "packages"))) for row in rows]
    through = all(later[0] == earlier[1] + 1 for earlier, later in itertools.pairwise(spans))
    counts = {id(row): str(last - first + 1) for row, (first, last) in zip(rows, spans, strict=True)}
    if len(rows) < FEWEST_NUMBERED or not through:
        return table
    if not all(_text(row, "goods").startswith(f"{counts[id(row)]} ") for row in rows):
        return table
    parted: list[Row] = []
    for row in table.rows:
        first, *more = row.cells.get("goods", ()) or (None,)
        if first is None or id(row) not in counts:
            continue  # the sum of all packages stands before the word for it
        at = len(counts[id(row)])
        count, name = first.part(0, at), first.part(at)
        if count and name:
            parted.append(Row({**row.cells, "packages": (count,), "goods": (name, *(run for run in more if run))}))
    return replace(table, rows=tuple(parted))


def _count_below_numbers(table: Table) -> Table:
    """`7-10` over `4 P/T` in one column: the packages' numbers, and below them how many these are."""
    cells = [row.cells.get("packages", ()) for row in table.rows]
    two = len(cells) >= FEWEST_NUMBERED and all(len(runs) == 2 for runs in cells)
    sizes = numbered_through([runs[0].text for runs in cells]) if two else None
    if sizes is None or any(column.name == "marks" for column in table.columns):
        return table
    if not all(re.match(rf"{size}\b(?!\W?\d)", runs[1].text) for size, runs in zip(sizes, cells, strict=True)):
        return table
    column = next(column for column in table.columns if column.name == "packages")
    parted = [
        Row({**row.cells, "marks": runs[:1], "packages": runs[1:]}) for row, runs in zip(table.rows, cells, strict=True)
    ]
    return replace(table, columns=(*table.columns, replace(column, name="marks")), rows=tuple(parted))


def _volumes(table: Table) -> Table:
    """`Vol. | Espécie` over `1 | cavalete`: volumes with their kind beside them are packages, and no room."""
    for counted, kind in itertools.pairwise(table.columns):
        volumes = counted.name == "measurement" and VOLUMES.match(counted.header)
        if volumes and kind.name == "package_kind" and _whole(table, counted):
            return renamed(table, {counted.name: "packages"})
    return table


def _kinds_alone(table: Table) -> Table:
    """`Packing` over `CTNS`, `pallets` without a number asks what the packages are, and not how many; `Pieces` right
    before it counts them.
    """
    texts = [text for row in table.rows if (text := _text(row, "packages"))]
    if not texts or not all(not re.search(r"\d", text) and _is_kind(text) for text in texts):
        return table
    names = {"packages": "package_kind"}
    for counted, kind in itertools.pairwise(table.columns):
        pieces = counted.name == "quantity" and PIECES.fullmatch(counted.header)
        if kind.name == "packages" and pieces and _whole(table, counted):
            names["quantity"] = "packages"
    return renamed(table, names)


def _count_beside_numbers(table: Table) -> Table:
    """Packages that are numbered through, `1-3`, `4`, `5-9`, are their marks; a column of 3, 1, 5 counts them."""
    names = {column.name for column in table.columns}
    if "packages" not in names:
        return table
    sizes = numbered_through([_text(row, "packages") for row in table.rows])
    if sizes is None:
        return table
    marks = {"packages": "marks" if "marks" not in names else f"{UNKNOWN}numbers"}
    for column in table.columns:
        counts = [_text(row, column.name).replace(",", "").replace(" ", "") for row in table.rows]
        if column.name.startswith(UNKNOWN) and counts == [str(size) for size in sizes]:
            return renamed(table, {**marks, column.name: "packages"})
    return renamed(table, marks)


def _kind_beside(table: Table) -> Table:
    """The column right beside the packages, or beside an unknown count, that says what they are."""
    names = {column.name for column in table.columns}
    if "package_kind" in names:
        return table
    for counted, kind in itertools.pairwise(table.columns):
        texts = [text for row in table.rows if (text := _text(row, kind.name))]
        if not texts or any(re.search(r"\d", text) or len(text) > LONGEST_KIND for text in texts):
            continue
        told = KIND_HEADER.fullmatch(kind.header) is not None
        # `Kap | Cinsi` over `160 | koli`: the word for what goods are says here what packages are
        of_goods = kind.name == "goods" and told and all(map(_is_kind, texts))
        free = kind.name.startswith(UNKNOWN) or kind.name in ("specification", "item") or of_goods
        if not free or not (told or all(map(_is_kind, texts))):
            continue
        if counted.name == "packages":
            return guessed_as(table, {kind.name: "package_kind"})
        if told and "packages" not in names and "quantity" in names and _counts(table, counted):
            return guessed_as(table, {counted.name: "packages", kind.name: "package_kind"})
    return table


def _counts(table: Table, column: Column) -> bool:
    """Whether an unknown column holds nothing but whole numbers."""
    return column.name.startswith(UNKNOWN) and _whole(table, column)


def _whole(table: Table, column: Column) -> bool:
    texts = [_text(row, column.name) for row in table.rows]
    return all(re.fullmatch(r"\d{1,3}(?:[,. ]?\d{3})*", text) for text in texts)


def _is_kind(text: str) -> bool:
    return goods.parse_goods(f"2 {text}").package_kind is not None


def _text(row: Row, name: str) -> str:
    return " ".join(run.text for run in row.cells.get(name, ())).strip()


def kinds_told_once(lines: Sequence[Values], table: Table) -> None:
    """Give lines whose packages are counted without a word the kind that the header or the sum of the column says."""
    bare = [line for line in lines if "packages" in line]
    if not bare or any("package_kind" in line for line in lines):
        return
    header = next((column.header for column in table.columns if column.name == "packages"), "")
    summed = next((cell for row in table.totals if (cell := row.cells.get("packages"))), ())
    kind = _named_alike(header, table) or _kind_in(header) or _kind_in(" ".join(r.text for r in summed))
    if not kind:
        return
    for line in bare:
        line["package_kind"] = replace(line["packages"], value=kind, confidence=TOLD_ELSEWHERE)


def _named_alike(header: str, table: Table) -> str:
    """The word behind every count that is one of the header's own: `16 top` under `Top / Rolls`."""
    found = [BEHIND_COUNT.fullmatch(_text(row, "packages")) for row in table.rows]
    words = {match[1].upper() if match else "" for match in found}
    return words.pop() if len(words) == 1 and words & set(re.findall(r"[^\W\d_]+", header.upper())) else ""


BEHIND_COUNT = re.compile(r"\d[\d.,]*\s+([^\W\d_]{2,14})\.?")


def counted_by_numbers(lines: Sequence[Values], table: Table) -> None:
    """Give lines whose packages are only numbered as many as these numbers are."""
    first = [next((run.text for run in row.cells.get("marks", ())), "") for row in table.rows]
    sizes = numbered_through(first)
    if sizes is None or len(lines) != len(sizes) or len(sizes) < FEWEST_NUMBERED:
        return
    if any("packages" in line or "marks" not in line for line in lines):
        return
    for line, size in zip(lines, sizes, strict=True):
        line["packages"] = replace(line["marks"], value=Decimal(size), confidence=TOLD_ELSEWHERE)


def packed_below(lines: Sequence[Values], table: Table, context: Context) -> None:
    """`Ref. A-117, 2 wooden cases, 120 x 80 x 60 cm` below every article: how it is packed, where no column says it."""
    if any("packages" in line for line in lines) or len(lines) < FEWEST_NUMBERED or len(lines) != len(table.rows):
        return
    found = [_packages_in(row.cells.get("goods", ())[1:]) for row in table.rows]
    if not all(found):
        return
    for line, part in zip(lines, found, strict=True):
        parsed = goods.parse_goods(part.text) if part else None
        if part and parsed and parsed.packages and parsed.package_kind:
            line["packages"] = value_of(parsed.packages.value, part, context, TOLD_ELSEWHERE)
            line["package_kind"] = value_of(parsed.package_kind.value, part, context, TOLD_ELSEWHERE)


def _packages_in(runs: Sequence[Run]) -> Run | None:
    """The one count of packages of a kind in lines below an article; none of what one package or piece holds."""
    parts = [run.part(m.start(), m.end()) for run in runs for m in COUNT_OF_KIND.finditer(run.text)]
    told = [part for part in parts if part and packages_alone(part.text)]
    return told[0] if len(told) == 1 else None


COUNT_OF_KIND = re.compile(
    r"(?<![\w.,/x×*@-])(?<!\bPER )\d{1,4}\s+[^\W\d][^\d,;·|()/@]{2,30}?"
    r"(?=\s*(?:[,;·|()@]|$|\d{2,4}(?:[.,]\d)?\s?[x×*]))"
)
"""A count with its words, up to a stroke, an end or a size: not `10 boxes/carton`."""


def carried_pieces(lines: Sequence[Values]) -> None:
    """On a transport paper what is counted before the goods, `1840 PIECES TRUCK TIRES`, is what the carrier took."""
    for line in lines:
        if "packages" not in line and {"quantity", "unit", "description"} <= line.keys():
            for name, other in (("packages", "quantity"), ("package_kind", "unit")):
                line[name] = replace(line[other], confidence=min(line[other].confidence, TOLD_ELSEWHERE))


FEWEST_NUMBERED = 2
"""Lines that show that marks are the packages' numbers."""


def _kind_in(text: str) -> str:
    """The one word for a kind of packages in a text, "" where it has none, several, or says just that they are some."""
    kinds = [word.upper() for word in re.findall(r"[^\W\d_]{2,}", text) if _is_kind(word)]
    kinds = [word for word in kinds if not word.lower().startswith(SOMETHING)]
    kinds = [word for word in kinds if word.isascii()] or kinds  # `箱数 CTNS` says the same twice
    if len(set(kinds)) == 2 and re.search(rf"\(\s*{kinds[1]}\s*\)", text, re.IGNORECASE):
        kinds = kinds[1:]  # `CARTONS (CTNS)`: what each of them is counted in
    return kinds[0] if len(set(kinds)) == 1 else ""
