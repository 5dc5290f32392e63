"""Tables: columns as wide as their words need, rules of several kinds, rows that go on over pages."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sample_docs.layout import Sheet
from sample_docs.paper import Truth

RULES = ("grid", "grid", "grid", "columns", "horizontal", "header", "none")


@dataclass(frozen=True, slots=True)
class Cell:
    """What is printed in one place of a table, and what it says."""

    text: str
    truth: Truth | None = None


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    cells: Sequence[Cell]
    align: str = "left"
    weight: float = 1.0
    """Share of the room that is left over."""
    spans: bool = False
    """Only the first cell is filled, and it runs down beside all rows (marks, invoice numbers)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A table whose columns have their widths."""

    columns: Sequence[Column]
    widths: Sequence[float]
    size: float
    label_size: float
    rules: str

    @property
    def rows(self) -> int:
        return max(len(c.cells) for c in self.columns)


PAD = 3.0


def plan(sheet: Sheet, columns: Sequence[Column], width: float, rules: str, rng: random.Random | None = None) -> Plan:
    """Find widths so that no word is cut: first what the words need, the rest by weight."""
    ink = sheet.ink
    size, label_size = ink.size, ink.label_size
    while True:
        least = [
            max(
                [sheet.longest_word(c.label, ink.label_bold, label_size)]
                + [sheet.longest_word(cell.text, ink.font, size) for cell in c.cells]
            )
            + 2 * PAD + 1
            for c in columns
        ]  # fmt: skip
        spare = width - sum(least)
        if spare >= 0:
            break
        size, label_size = size - 0.2, max(4.5, label_size - 0.15)
        if size < 4.4:
            raise ValueError(f"table does not fit {width:.0f}: {[c.label for c in columns]}")
    wanted = [
        max(0.0, max(_natural(sheet, cell.text, size) for cell in c.cells) + 2 * PAD - low)
        for c, low in zip(columns, least, strict=True)
    ]  # fmt: skip
    share = [w * c.weight for w, c in zip(wanted, columns, strict=True)]
    scale = min(1.0, spare / sum(share)) if sum(share) else 0.0
    extra = [s * scale for s in share]
    rest = spare - sum(extra)
    weights = [c.weight * (rng.uniform(0.6, 1.6) if rng else 1.0) for c in columns]
    widths = [low + e + rest * w / sum(weights) for low, e, w in zip(least, extra, weights, strict=True)]
    return Plan(columns, widths, size, label_size, rules)


def _natural(sheet: Sheet, text: str, size: float) -> float:
    """The width of a text that is not wrapped."""
    return max(sheet.measure(part, sheet.ink.font, size) for part in text.split("\n"))


def draw(
    sheet: Sheet,
    table: Plan,
    y: float,
    *,
    bottom: Callable[[], float],
    next_page: Callable[[], float],
    fill_to: float = 0.0,
    gap: float = 2.0,
    header: bool = True,
    last: Sequence[str] = (),
    tinted: bool = False,
) -> tuple[float, list[Truth]]:
    """Draw the rows from y on; returns the y below and the truth of each row.

    Args:
        bottom: the lowest y for rows on the page being drawn.
        next_page: starts a page and returns the y to go on from.
        fill_to: the frame of the last page reaches at least down to here (tall goods boxes of certificates).
        gap: extra space under each row.
        last: texts of a closing row, one a column ("" = empty).
        tinted: a grey ground behind the column heads.
    """
    ink = sheet.ink
    truths: list[Truth] = [{} for _ in range(table.rows)]
    edges = [sheet.left]
    for width in table.widths:
        edges.append(edges[-1] + width)
    start = y
    y = _heads(sheet, table, edges, y, tinted) if header else y
    body_start = reach = y
    total = table.rows + bool(last)
    for number in range(total):
        closing = number == table.rows
        texts = (
            list(last) if closing else [c.cells[number].text if number < len(c.cells) else "" for c in table.columns]
        )
        font = ink.bold if closing else ink.font
        size = table.size
        if closing:
            while size > 4.6 and any(
                t and sheet.longest_word(t, font, size) > w - 2 * PAD for t, w in zip(texts, table.widths, strict=True)
            ):
                size -= 0.2
        wrapped = [
            sheet.wrap(text, width - 2 * PAD, font, size) if text else []
            for text, width in zip(texts, table.widths, strict=True)
        ]
        tall = [len(rows) for rows, c in zip(wrapped, table.columns, strict=True) if not c.spans]
        height = max(tall) * size * 1.2 + gap + 2
        if number == 0:
            spanned = max((len(r) for r, c in zip(wrapped, table.columns, strict=True) if c.spans), default=0)
            reach = y + spanned * size * 1.2 + gap + 2
        if y + height > bottom() and y > body_start:
            _close(sheet, table, edges, start, body_start, y)
            start = next_page()
            y = body_start = _heads(sheet, table, edges, start, tinted) if header else start
            reach = y
        for column, rows, left, right in zip(table.columns, wrapped, edges, edges[1:], strict=False):
            at = {"left": left + PAD, "center": (left + right) / 2, "right": right - PAD}[column.align]
            for index, row in enumerate(rows):
                sheet.text(at, y + 1 + size * (0.95 + 1.2 * index), row, font=font, size=size, align=column.align)
        y += height
        if table.rules in ("grid", "horizontal") and number < total - 1:
            for column, left, right in zip(table.columns, edges, edges[1:], strict=False):
                if not column.spans:
                    sheet.line(left, y, right, y, 0 if table.rules == "grid" else ink.rule * 0.6)
        if not closing:
            for column in table.columns:
                if number < len(column.cells):
                    truths[number].update(column.cells[number].truth or {})
    y = max(y, reach)
    if fill_to > y:
        if table.rules in ("grid", "horizontal"):
            sheet.line(edges[0], y, edges[-1], y)
        _close(sheet, table, edges, start, body_start, fill_to)
    else:
        _close(sheet, table, edges, start, body_start, y)
    return y, truths


def _heads(sheet: Sheet, table: Plan, edges: Sequence[float], y: float, tinted: bool) -> float:
    ink = sheet.ink
    wrapped = [
        sheet.wrap(c.label, w - 2 * PAD, ink.label_bold, table.label_size)
        for c, w in zip(table.columns, table.widths, strict=True)
    ]
    height = max(len(rows) for rows in wrapped) * table.label_size * 1.2 + 5
    if tinted:
        sheet.tint(edges[0], y, edges[-1] - edges[0], height, 0.88)
    for column, rows, left, right in zip(table.columns, wrapped, edges, edges[1:], strict=False):
        at = {"left": left + PAD, "center": (left + right) / 2, "right": right - PAD}[column.align]
        for index, row in enumerate(rows):
            sheet.text(
                at, y + 1.5 + table.label_size * (0.95 + 1.2 * index), row, font=ink.label_bold, size=table.label_size,
                align=column.align, label=True,
            )  # fmt: skip
    if table.rules != "none":
        sheet.line(edges[0], y + height, edges[-1], y + height)
        if table.rules in ("header", "horizontal"):
            sheet.line(edges[0], y, edges[-1], y)
    return y + height


def _close(sheet: Sheet, table: Plan, edges: Sequence[float], start: float, body: float, end: float) -> None:
    if table.rules in ("grid", "columns"):
        sheet.frame(edges[0], start, edges[-1] - edges[0], end - start)
        for edge in edges[1:-1]:
            sheet.line(edge, start, edge, end)
    elif table.rules in ("header", "horizontal"):
        sheet.line(edges[0], end, edges[-1], end)
