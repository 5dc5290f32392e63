"""What print in a box of goods is, by where it stands: marks, packages, goods, weights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.certificates.numbered_items import Line, counted_below, number_and_rest, number_of
from extractors.columns.package_numbers import begins_with_packages, packages_alone
from extractors.layout import Run
from extractors.tables.row_anchors import PACKAGE_NUMBERS
from extractors.typed import codes, quantities

MARKED = re.compile(
    r"\W*(?:SHIPPING\s+)?(?:MARKS?|MARKINGS?|MARQUES?|MARCAS?|MARCHE|ZEICHEN|MARKIERUNG(?:EN)?|MARKA)\b(?:\s*(?:&|AND|ET|Y|E|UND|VE)\s*\w+\.?)?\s*[:：]\s*"
    r"(?=\S)",
    re.IGNORECASE,
)
UNMARKED = re.compile(
    r"\W*(?:N\s?/\s?M|NO MARKS|SIN MARCAS|SANS MARQUES?|OHNE ZEICHEN|SENZA MARCHE|MARKASIZ|NEUTRAL|AS ADDRESSED|"
    r"ADRESSE|ADDR?\.?)\W*",
    re.IGNORECASE,
)
OPENED = re.compile(r"\([^()]*$")
"""Its bracket closes in the next line: `(SA` over `2208.90)`."""
LEAD_OF_TARIFF = re.compile(r"\W*(?:[^\W\d_]{1,14}\W+){0,4}")
WEIGHT_FIGURE = re.compile(r"\d{1,3}(?:[.,' ]?\d{3})*[.,]\d{1,3}")
ALIGNED = 0.012
"""Share of the page's width by which left edges of one column differ at most."""


def under(run: Run, other: Run) -> bool:
    return abs(run.box.x0 - other.box.x0) < ALIGNED


def roles_of(blocks: Sequence[Sequence[Line]], *, counted: bool) -> list[tuple[float, str]]:
    """Where print begins on the items' first lines, and what stands there in most of them."""
    counts = [run for block in blocks for line in block[1:] for run in line if packages_alone(run.text)]
    of_each = zip(blocks, counts, strict=False)
    if len(counts) == len(blocks) and all(under(b[0][-1], c) and not number_of(b[0]) for b, c in of_each):
        return [(0.0, "marks"), (counts[0].box.x0, "goods")]
    if _marks_over_packages(blocks):
        return []
    votes: list[tuple[float, Counter[str]]] = []
    for block in blocks:
        _, runs = number_and_rest(block[0], counted=counted)
        packed = next((i for i, run in enumerate(runs) if packages_alone(counted_below(run, block[1:2]))), None)
        begins = next((i for i, run in enumerate(runs) if begins_with_packages(run.text)), 0)
        for i, run in enumerate(runs):
            role = "goods"
            if i == packed:
                role = "packages"
            elif len(runs) > 1 and (i < (packed or begins) or (i == 0 and packed is None and _marks(run.text))):
                role = "marks"
            place = next((count for x, count in votes if abs(x - run.box.x0) < ALIGNED), None)
            if place is None:
                place = Counter[str]()
                votes.append((run.box.x0, place))
            place[role] += 1
    return sorted((x, count.most_common(1)[0][0]) for x, count in votes)


def _marks(text: str) -> bool:
    return bool(PACKAGE_NUMBERS.search(text) or UNMARKED.fullmatch(text) or re.fullmatch(r"[^a-z]*\d", text))


def cells_of(block: Sequence[Line], roles: Sequence[tuple[float, str]], *, counted: bool) -> dict[str, list[Run]]:
    """The print of an item by what it is."""
    number, first = number_and_rest(block[0], counted=counted)
    cells: dict[str, list[Run]] = {"item": [number]} if number else {}
    lines = [tuple(first), *block[1:]]
    if not roles:
        cells["marks"], lines = first, lines[1:]
    for line in lines:
        for run in line:
            marked = MARKED.match(run.text)
            if marked and (rest := run.part(marked.end())):
                cells.setdefault("marks", []).append(rest)
            elif weight := _weight_alone(run):
                cells.setdefault(weight, []).append(run)
            elif "goods" in cells and tariff_alone(run) and not OPENED.search(cells["goods"][-1].text):
                cells.setdefault("hs_code", []).append(run)
            else:
                role = next((name for x, name in reversed(roles) if run.box.x0 > x - ALIGNED), "goods")
                below = run.box.y0 > block[0][0].box.y1 - 0.2 * run.box.height
                kind = role == "packages" and "packages" in cells and cells[role][-1].text.isdigit()
                if below and not kind and (role == "packages" or not any(name == "goods" for _, name in roles)):
                    role = "goods"  # they stand under the marks and packages
                cells.setdefault(role, []).append(run)
    return cells


def _marks_over_packages(blocks: Sequence[Sequence[Line]]) -> bool:
    """Whether items begin with a line of marks alone, over packages and goods: `1) KAMT N. 1/5` over `N. 5 CASSE`."""
    over = [(block[1][0].text, *number_and_rest(block[0], counted=False)) for block in blocks if len(block) > 1]
    alone = all(no and len(r) == 1 and begins_with_packages(t) > begins_with_packages(r[0].text) for t, no, r in over)
    return alone and len(over) == len(blocks) and any(PACKAGE_NUMBERS.search(r[0].text) for _, _, r in over)


def weights_apart(rows: Sequence[dict[str, list[Run]]]) -> bool:
    """Whether every item's goods end with a figure of two or more decimals in a run of its own, their weights under a
    header typed into the box; they are put where weights belong.
    """
    last = [row.get("goods", [None])[:2][-1] for row in rows]
    figures = [run for run in last if run is not None and WEIGHT_FIGURE.fullmatch(run.text)]
    edges = [run.box.x1 for run in figures]
    if len(rows) < 2 or len(figures) < len(rows) or max(edges) - min(edges) > ALIGNED:
        return False
    if any("gross_weight_kg" in row for row in rows):
        return False
    for row, figure in zip(rows, figures, strict=True):
        row["goods"].remove(figure)
        row["gross_weight_kg"] = [figure]
    return True


def _weight_alone(run: Run) -> str | None:
    """The column of a run that is nothing but a weight and says which: `kg 1.860 lordo/gross`."""
    found = quantities.find_quantities(run.text)
    told = found[0].value if len(found) == 1 and found[0].start == 0 else None
    if told is None or told.family != "weight" or told.label not in ("gross", "net"):
        return None
    behind = run.text[found[0].end :].strip(" /.").casefold()
    return f"{told.label}_weight_kg" if behind in ("", told.label) else None


def tariff_alone(run: Run) -> bool:
    """`Zolltarif 9109.90`, `SA 2208.90`: a line of nothing but a tariff number and what calls it so."""
    found = codes.find_hs(run.text)
    lead = LEAD_OF_TARIFF.match(run.text)
    return bool(found and lead and lead.end() >= found[0].start and not run.text[found[0].end :].strip(" .)"))
