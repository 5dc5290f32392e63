"""Goods tables: header cells found by their wording, columns by ruling or white space, rows by what repeats."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.captions.labels import Labels
from extractors.captions.open_print import declares
from extractors.layout import Run, Sheet, on_lines, rows, run_of
from extractors.shipping.boxed_goods import without_captions
from extractors.tables.customs_lines import customs_lines, right_below, tells_customs
from extractors.tables.figures_before import ends_row, figures_apart
from extractors.tables.full_rows import fitted_to_print, fitted_to_words
from extractors.tables.goods_below_numbers import goods_below_numbers
from extractors.tables.goods_over import goods_alone
from extractors.tables.group_headings import (
    below_name,
    heads_rows,
    heads_steps,
    heads_table,
    in_marks,
    in_row,
    is_foot,
    told_under_each,
    under_each,
    without_headings,
)
from extractors.tables.group_sums import is_of_group, repeated_sums, rows_below
from extractors.tables.headers import Column, Header, find_headers
from extractors.tables.interrupted import uninterrupted
from extractors.tables.long_goods import ends_rows, long_goods, owners_by_gaps, without_heading
from extractors.tables.row_anchors import BLOCKS, own_starts, row_anchors, rows_of, top_of
from extractors.tables.ruled_end import ruled_end
from extractors.tables.summing_words import CARRIED, FIRMS, OF_PAGE, SUBTOTAL, TOTAL
from schemas.page import Box, Word

END_MARK = re.compile(
    r"^[\s\W]*(?:[*×xXV=＊#~_-]\s*){4,}[\s\W]*$|^\W*(?:END OF (?:THE )?(?:LIST|GOODS|ITEMS|LINES)\b"
    r"|以下空白|NOTHING FOLLOWS)",
    re.IGNORECASE,
)
SIGN_OFF = re.compile(
    r"^\W*(?:(?:[审審]\s*[核批]|批\s*准|[编編]\s*制|拟\s*制|[制製]\s*[表单單]人?|[复覆複]\s*核|核\s*准|[经經]\s*[办辦]|[签簽]\s*[字名收]|[备備]\s*[注註]|注|[说說]\s*明|技\s*术\s*要\s*求|质\s*量\s*要\s*求|工\s*艺\s*要\s*求)"
    r"[^\d:：]{0,16}[:：]|兹\s*申\s*明|(?:PREPARED|CREATED|PRINTED|MADE|RECEIVED|INSPECTED|DELIVERED|CHECKED|APPROVED|REVIEWED|ISSUED|VERIFIED|AUTHORI[SZ]ED|DRAWN)\s+BY\b|(?:AUTHORI[SZ]ED|OFFICIAL)\s+(?:SIGNATURE|SIGNATORY)\b|SIGN(?:ED|ATURE)\W*$|PAGE\s*\d+\s*(?:OF|/)\s*\d|(?:NOTES?|REMARKS?|MEMO|SIGNATURES?)\s*[:：])",
    re.IGNORECASE,
)
"""Who signed and what is remarked below a table, where no ruling closes it."""
FINISHED = re.compile(
    r"[\W_]*(?:END OF (?:THE )?"
    r"(?:LIST|REPORT|DOCUMENT|BOM|BILL|BILL OF MATERIALS?|(?:WORK )?ORDER|JOB|RECORD|DATA|PRINT\w*)"
    r"|(?:ENDE DE[RS]|FIN D(?:E|EL|U|E LA)|FINE|FIM D[OAE])"
    r" (?:LISTE|LISTA|REPORTE?|RAPPORT|DOCUMENTO?|STAMPA|DRUCKS|AUSDRUCKS|RELAT[OÓ]RIO)"
    r"|(?<=[*=#-] )(?:END|ENDE|FIN|FINE|FIM|SON|KONIEC)(?= [*=#-])|以下(?:空白|余白)|报表结束)[\W_]*",
    re.IGNORECASE,
)
"""What printouts print behind their last line: `** END OF REPORT **`."""
SENTENCE = 0.75
"""Share of the table's width that a run without a gap must have to be a sentence below it."""
SENTENCE_START = re.compile(r"\W*(?:I|We|It is|The undersigned|This is|These|Hereby|The exporter)\b")


@dataclass(frozen=True, slots=True)
class Row:
    """One goods line: for each column its printed lines from top to bottom."""

    cells: Mapping[str, tuple[Run, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """A goods table on one page.

    Attributes:
        rows: goods lines.
        totals: lines that sum up, as printed, each with the column it stands in.
        box: header and body, so that labels are not sought in it.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    box: Box


Stops = Callable[[Run], bool]
"""Whether a run begins something else than the table."""


def find_table(sheet: Sheet, labels: Labels, stops: Stops) -> Table | None:
    """The goods table of a page, None where no row of headers is found."""
    header = next(iter(find_headers(sheet, labels)), None)
    return table_under(sheet, header, stops) if header else None


def table_under(sheet: Sheet, header: Header, stops: Stops, limit: float = 1.0) -> Table:
    """The table under a row of headers.

    Args:
        limit: where something else begins on the page, as a share of its height.
    """
    columns, bottom = header
    captions = [column for column in columns if column.x0 == column.x1]
    columns = [column for column in columns if column not in captions]
    named = [run for caption in captions for run in goods_alone(sheet, columns, caption, bottom)]
    sheet = figures_apart(sheet, columns, bottom)
    sheet = uninterrupted(sheet, columns, bottom, lambda run: _ends(sheet, run, columns, stops))
    end = min(_end(sheet, columns, bottom, stops, named), limit)
    columns = _to_right_edge(sheet, _to_left_edge(sheet, columns, bottom, end), bottom, end)
    body = [
        word
        for run in sheet.runs
        for word in run.words
        if bottom - 0.002 <= word.box.cy < end and columns[0].x0 - 0.03 <= word.box.cx <= columns[-1].x1 + 0.08
    ]
    if below := goods_below_numbers(sheet, columns, bottom, end):
        captions += [replace(column, x1=column.x0) for column in columns if column.name == "goods"]
        columns = [column for column in columns if column.name != "goods"]
        named += below
    named = [run for run in named if run.box.cy < end]
    of_names = {id(word) for run in named for word in run.words}
    told = told_under_each(sheet, columns, bottom, end)
    body = [word for word in body if id(word) not in told]
    kept = [word for word in body if id(word) in of_names]
    rest = [word for word in body if id(word) not in of_names]
    body = [*kept, *without_headings(sheet, columns, without_captions(rest, columns))]
    spelt_out = {id(word) for run in sheet.runs if TOTAL.match(run.text) and len(run.words) > 4 for word in run.words}
    long = [*named, *long_goods(sheet, columns, bottom, end), *customs_lines(sheet, columns, bottom, end)]
    others = replace(sheet, runs=tuple(run for run in sheet.runs if run not in long))
    apart = {id(word) for run in long for word in run.words} | spelt_out
    columns = fitted_to_print(others, columns, bottom, end) or fitted_to_words(
        columns, [word for word in body if id(word) not in apart]
    )
    top, right = min(c.top for c in columns), columns[-1].x1
    columns = [*columns, *captions]
    goods, totals = _rows(sheet, columns, body, long, bottom, end)
    return Table(tuple(columns), tuple(goods), tuple(totals), Box(columns[0].x0, top, right, end))


GOES_ON = (in_row, in_marks, heads_rows, below_name, tells_customs, under_each)
"""Ways in which print that reads like a caption is part of the table's body."""


def _end(sheet: Sheet, columns: Sequence[Column], bottom: float, stops: Stops, named: Sequence[Run]) -> float:
    """Where the body ends: at the next label of the form, at cells that no longer fit the columns, or after a gap.

    Args:
        named: lines that name goods over the width of all columns, and are no sentences.
    """
    left, right = _to_left_edge(sheet, [*columns], bottom, 1.0)[0].x0, columns[-1].x1
    end = 1.0
    of_cells = ruled_end(sheet, columns, bottom, stops) if sum(c.ruled for c in columns) >= 2 else None
    if of_cells is not None:
        return of_cells
    for run in sheet.runs:
        if (
            bottom < run.box.cy < end
            and left - 0.05 <= run.box.cx <= right + 0.05
            and (
                _ends(sheet, run, columns, stops)
                or FINISHED.fullmatch(run.text)
                or heads_table(sheet, run)
                or heads_steps(sheet, run, columns)
            )
        ):
            end = run.box.y0 - 0.001
    last = bottom
    wide = SENTENCE * (right - left)
    for run in sorted((r for r in sheet.runs if bottom <= r.box.cy < end), key=lambda r: r.box.cy):
        long = run.box.width > wide and not ends_row(sheet, run, columns)
        sentence = (long or _is_prose(run, columns)) and not TOTAL.match(run.text) and len(columns) > 2
        own = run in named or right_below(sheet, run, columns) or under_each(sheet, run, columns)
        sentence = (sentence and not own) or declares(run)
        if sentence or is_foot(sheet, run) or run.box.y0 - last > 5 * sheet.line_height:
            return min(end, last + 0.5 * sheet.line_height, max(bottom, run.box.y0 - 0.001))
        last = max(last, run.box.y1)
    return end


def _ends(sheet: Sheet, run: Run, columns: Sequence[Column], stops: Stops) -> bool:
    """Whether print says what no row of the table does: a label of the form, a remark, who signed."""
    said = stops(run) and not any(goes_on(sheet, run, columns) for goes_on in GOES_ON)
    return said or SIGN_OFF.match(run.text) is not None


def _is_prose(run: Run, columns: Sequence[Column]) -> bool:
    """A sentence that runs on under several columns."""
    crossed = sum(run.box.x0 + 0.02 < c.x0 < run.box.x1 - 0.02 for c in columns)
    letters = [c for c in run.text if c.isalpha()]
    enough = crossed > (0 if SENTENCE_START.match(run.text) else 1)
    return enough and len(run.words) > 8 and sum(c.islower() for c in letters) > 0.6 * len(letters)


def _to_left_edge(sheet: Sheet, columns: list[Column], bottom: float, end: float) -> list[Column]:
    """A header centred over a first column of left-aligned print: the column begins where that print begins."""
    first = columns[0]
    if first.ruled or len(columns) < 2:
        return columns
    body = [run for run in sheet.runs if bottom <= run.box.cy < end]
    under = [run for run in body if run.box.x0 < first.x1 and run.box.x1 > first.x0 and run.box.x1 < columns[1].x1]
    for line in on_lines(body, 0.4):
        before = [run for run in line if run.box.x1 < columns[1].x0]
        if len(before) == 1 and len(line) == len(columns):
            under += before
    return [replace(first, x0=min([first.x0, *(run.box.x0 for run in under)])), *columns[1:]]


def _to_right_edge(sheet: Sheet, columns: list[Column], bottom: float, end: float) -> list[Column]:
    """A short header over a last column of long print: the column ends where what begins under it ends."""
    last = columns[-1]
    if last.ruled:
        return columns
    under = [r for r in sheet.runs if bottom <= r.box.cy < end and last.x0 - EDGE < r.box.x0 < last.x1]
    return [*columns[:-1], replace(last, x1=max([last.x1, *(run.box.x1 for run in under)]))]


EDGE = 0.005
"""Share of the page's width by which print may begin before the header of its column."""


def _rows(
    sheet: Sheet, columns: Sequence[Column], body: Sequence[Word], long: Sequence[Run], bottom: float, end: float
) -> tuple[list[Row], list[Row]]:
    of_goods = {id(word) for run in long for word in run.words}
    goods: list[Row] = []
    totals: list[Row] = []
    bands = _bands(sheet, columns, bottom, end)
    blocks = [sheet.page.cells[i] for i in {r.cell for r in sheet.runs if r.cell >= 0}]
    tall = [c for c in blocks if sum(c.y0 < (top + low) / 2 < c.y1 for top, low in bands) > 1]
    named = _names_of_sums(sheet)
    repeated = repeated_sums(sheet, columns, bottom, end)
    # Only marks and invoices in a cell beside several rows belong to the first of them.
    placed = {
        c.name: [
            (at, w)
            for w in body
            if (c.name == "goods" if id(w) in of_goods else c.x0 <= named.get(id(w), w).box.cx < c.x1)
            for at in ([top_of(w, tall, bottom)] if c.name in BLOCKS else rows_of(w, c, tall, bands))
        ]
        for c in columns
    }
    for top, low in bands:
        lines = {name: _lines(sheet, [w for at, w in words if top <= at < low]) for name, words in placed.items()}
        lines, summed = _without_totals(lines, repeated)
        totals.extend(summed)
        if any(lines.values()):
            goods.extend(_split(lines, sheet.line_height))
        if summed and not any(_of_group(row, repeated) for row in summed):
            break
    groups = [row for row in totals if _of_group(row, repeated)]
    whole = [row for row in totals if row not in groups]
    return goods, whole if len(groups) > 1 and whole else totals


def _names_of_sums(sheet: Sheet) -> dict[int, Word]:
    """The words (by identity) that name a group's sum over the borders of columns, each with the first of them."""
    said = ((run, sign.match(run.text)) for run in sheet.runs for sign in (SUBTOTAL, CARRIED, OF_PAGE))
    sums = [(run, named) for run, named in said if named]
    parts = [run.part(0, named.end()) if re.search(r"\d", run.text[named.end() :]) else run for run, named in sums]
    return {id(word): part.words[0] for part in parts if part for word in part.words}


def _of_group(total: Row, repeated: frozenset[str]) -> bool:
    return any(is_of_group(run, repeated) for runs in total.cells.values() for run in runs)


def _lines(sheet: Sheet, words: Sequence[Word]) -> list[Run]:
    return [run_of(row, sheet.page.number, -1) for row in rows(words)]


def _bands(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> list[tuple[float, float]]:
    """Ruled rows of the body from top to bottom; one band where there is no ruling between rows."""
    widest = max((c for c in columns if c.ruled), key=lambda c: c.x1 - c.x0, default=None)
    if widest is None:
        return [(bottom - 0.004, end)]
    cuts = sorted(
        (c.y0, c.y1)
        for c in sheet.page.cells
        if c.y1 > bottom + 0.004
        and c.y0 < end - 0.002
        and min(c.x1, widest.x1) - max(c.x0, widest.x0) > 0.8 * (widest.x1 - widest.x0)
    )
    bands = [(max(y0, bottom - 0.004), y1) for y0, y1 in cuts]
    rows_begin = min(bands, default=(bottom, end))[0]
    over = [r for r in sheet.runs if bottom < r.box.cy < rows_begin and widest.x0 <= r.box.cx < widest.x1]
    if over and rows_begin > bottom + sheet.line_height:  # only the headers are ruled, and another box stands below
        return [(bottom - 0.004, rows_begin)]
    return bands or [(bottom - 0.004, end)]


def _without_totals(lines: dict[str, list[Run]], repeated: frozenset[str]) -> tuple[dict[str, list[Run]], list[Row]]:
    """Take out summing lines (with what stands beside them) and all that follows an end mark in the goods column.

    Args:
        repeated: wordings of sums that are those of groups, as each is printed more than once.
    """
    words = (run for name, runs in lines.items() if name not in FIRMS for run in runs)
    sums = sorted((run.box for run in words if TOTAL.match(run.text)), key=lambda b: b.cy)
    groups = [run.box for runs in lines.values() for run in runs if is_of_group(run, repeated)]
    groups.sort(key=lambda b: b.cy)
    summed_up = (len(groups) > 1 or (bool(groups) and bool(repeated))) and (
        sums[-1].cy > groups[-1].cy + groups[-1].height or rows_below(lines, groups[-1])  # the next group's, overleaf
    )
    between = groups if summed_up else groups[:-1]  # of several groups all but the last are followed by another
    between = [*between, *(run.box for runs in lines.values() for run in runs if CARRIED.fullmatch(run.text))]
    lines = {
        name: [r for r in runs if not any(abs(r.box.cy - b.cy) < 0.7 * b.height for b in between)]
        for name, runs in lines.items()
    }
    sums = [box for box in sums if box not in between]
    marks = [(name, run) for name, runs in lines.items() for run in runs if END_MARK.match(run.text)]
    ends = [run.box.cy for name, run in marks if name == "goods" or "_" not in run.text]  # `____` is to be filled in
    above_sums = min([b.y0 - 0.25 * b.height for b in sums], default=2.0)
    limit = min([above_sums, *ends])
    # Marks go on beside the end mark of a short description.
    goods = {n: [r for r in runs if r.box.cy < (above_sums if n == "marks" else limit)] for n, runs in lines.items()}
    if sums:
        goods |= {name: _running_on(lines[name], goods[name]) for name in BLOCKS if name in lines}
    block = [run for name in BLOCKS for run in goods.get(name, ())]
    totals: list[Row] = []
    for box in sums:
        beside = {
            name: tuple(r for r in runs if abs(r.box.cy - box.cy) < 0.7 * box.height and r not in block)
            for name, runs in lines.items()
        }
        totals.append(Row({name: runs for name, runs in beside.items() if runs}))
    return goods, totals


def _running_on(runs: Sequence[Run], kept: Sequence[Run]) -> list[Run]:
    """Marks and invoices are often longer than the goods beside them and run on beside the totals."""
    block = list(kept)
    for run in runs[len(kept) :]:
        if (
            not block
            or TOTAL.match(run.text)
            or END_MARK.match(run.text)
            or run.box.y0 - block[-1].box.y1 > 0.9 * run.box.height
        ):
            break
        block.append(run)
    return block


def _split(lines: dict[str, list[Run]], line_height: float) -> list[Row]:
    """Part one ruled row (or an unruled body) into goods lines at the column that has one value for each of them."""
    anchors = row_anchors(lines)
    if len(anchors) <= 1:
        return [Row({name: tuple(runs) for name, runs in lines.items() if runs})]
    lines = without_heading(lines, anchors, line_height, BLOCKS)
    tops = [a.box.y0 for a in anchors]
    first = min((runs[0].box.y0 for name, runs in lines.items() if runs and name not in BLOCKS), default=tops[0])
    centred = tops[0] - first > 0.8 * line_height
    middles = [a.box.cy for a in anchors]
    above = ends_rows(lines.get("goods", ()), middles, line_height)

    def owner(run: Run) -> int:
        if above:
            return next((i for i, cy in enumerate(middles) if run.box.cy < cy + 0.5 * line_height), len(middles) - 1)
        if centred:
            return min(range(len(middles)), key=lambda i: abs(middles[i] - run.box.cy))
        return max((i for i, top in enumerate(tops) if run.box.cy >= top - 0.2 * line_height), default=0)

    split: list[dict[str, list[Run]]] = [{} for _ in anchors]
    for name, runs in lines.items():
        starts = own_starts(name, runs, tops, line_height)
        blocks = _blocks(runs, line_height, starts) if name in BLOCKS else [[run] for run in runs]
        owners = None if name in BLOCKS else owners_by_gaps(runs, middles, line_height)
        for block, at in zip(blocks, owners or [owner(block[0]) for block in blocks], strict=True):
            split[at].setdefault(name, []).extend(block)
    return [Row({name: tuple(runs) for name, runs in row.items()}) for row in split if row]


def _blocks(runs: Sequence[Run], line_height: float, tops: Sequence[float]) -> list[list[Run]]:
    """Lines that follow each other closely; marks and invoices are printed once beside several goods lines.

    Args:
        tops: where what is printed is a goods line's own, however close it follows.
    """
    blocks: list[list[Run]] = []
    for run in runs:
        own = any(abs(run.box.y0 - top) < 0.3 * line_height for top in tops)
        if blocks and not own and run.box.y0 - blocks[-1][-1].box.y1 < 0.9 * line_height:
            blocks[-1].append(run)
        else:
            blocks.append([run])
    return blocks
