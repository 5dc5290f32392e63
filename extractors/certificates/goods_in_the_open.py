"""Goods typed below one caption without ruling: `Marks, packages and description of the goods`.

No header stands over the parts. Each item begins with how many packages it has (`22 CARTONS`), at one place in all of
them; what stands left of these are the marks, what stands right the goods, tariff number, quantity and weights, each
known by its look.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractors.captions.open_print import is_sentence
from extractors.certificates.goods_box_roles import ALIGNED, tariff_alone
from extractors.certificates.goods_boxes import ASKED, LEVEL, closes
from extractors.certificates.numbered_items import Line
from extractors.columns.package_numbers import packages_alone
from extractors.layout import Run, Sheet, on_lines
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column
from extractors.tables.page_tables import Listed
from extractors.typed import quantities
from schemas.page import Box

FEWEST_ASKED = 2
FEWEST_ITEMS = 2
NO_CAPTION = re.compile(r"\d{2}|[.!]\W*$|\b(?:certif|declar|hereby|ship)", re.IGNORECASE)
"""A caption is as wordy as a sentence, but tells nothing."""
WEIGHTS = {
    "net_weight_kg": re.compile(r"\W*(?:N(?:ET|ETTO|ETO)?\b|NW\b|N\.W)", re.IGNORECASE),
    "gross_weight_kg": re.compile(r"\W*(?:G(?:ROSS)?\b|GW\b|G\.W|BRUTTO|BRUTO|BRUT\b|LORDO)", re.IGNORECASE),
}
BY_PLACE = ("marks", "goods", "quantity")
"""What nothing in its print calls so, and is doubted."""
GAP = 4.0
"""Heights of print without any, after which the goods are over."""


def listed_open(sheet: Sheet) -> Listed | None:
    """Such goods as a table; None where a page has none."""
    for caption in sheet.runs:
        asked = sum(bool(pattern.search(caption.text)) for pattern in ASKED[1:])
        if caption.cell >= 0 or asked < FEWEST_ASKED or NO_CAPTION.search(caption.text):
            continue
        body = _body(sheet, caption)
        counted = [(i, run) for i, line in enumerate(body) for run in line if packages_alone(run.text)]
        column = [(i, run) for i, run in counted if abs(run.box.x0 - counted[0][1].box.x0) < ALIGNED]
        if len(column) < max(FEWEST_ITEMS, len(counted)) or column[0][0]:
            continue
        starts = [i for i, _ in column]
        blocks = [body[a:b] for a, b in itertools.pairwise([*starts, len(body)])]
        return _as_table(caption, [_cells(block, run) for block, (_, run) in zip(blocks, column, strict=True)])
    return None


def _body(sheet: Sheet, caption: Run) -> list[Line]:
    """The lines below a caption, down to running text, a total or a gap."""
    below = [run for run in sheet.runs if run.cell < 0 and run.box.y0 > caption.box.y1 - 0.2 * caption.box.height]
    body: list[Line] = []
    bottom = caption.box.y1
    for line in map(tuple, on_lines(below, LEVEL)):
        if closes(line[0].text) or any(map(is_sentence, line)) or line[0].box.y0 - bottom > GAP * caption.box.height:
            break
        body.append(line)
        bottom = max(run.box.y1 for run in line)
    return body


def _cells(block: Sequence[Line], packages: Run) -> dict[str, tuple[Run, ...]]:
    cells: dict[str, list[Run]] = {}
    for run in itertools.chain.from_iterable(block):
        cells.setdefault(_what(run, packages), []).append(run)
    return {name: tuple(runs) for name, runs in cells.items()}


def _what(run: Run, packages: Run) -> str:
    if run is packages:
        return "packages"
    if run.box.x1 < packages.box.x0:
        return "marks"
    if tariff_alone(run):
        return "hs_code"
    amounts = quantities.find_quantities(run.text)
    if not amounts or re.search(r"[^\W\d_]{2,}", run.text[amounts[0].end :]):
        return "goods"
    weighs = (name for name, pattern in WEIGHTS.items() if pattern.match(run.text))
    alone = not re.search(r"[^\W\d_]{2,}", run.text[: amounts[0].start])
    return next(weighs, "quantity" if alone else "goods")


def _as_table(caption: Run, rows: Sequence[dict[str, tuple[Run, ...]]]) -> Listed:
    boxes = [run.box for row in rows for runs in row.values() for run in runs]
    box = Box(min(b.x0 for b in boxes), caption.box.y0, max(b.x1 for b in boxes), max(b.y1 for b in boxes))
    names = dict.fromkeys(name for row in rows for name in row)
    columns = tuple(Column(n, box.x0, box.x1, "", False, box.y0, guessed=n in BY_PLACE) for n in names)
    return Listed("lines", Table(columns, tuple(Row(row) for row in rows), (), box), box)
