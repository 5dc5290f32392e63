"""Lines inside a table that head a group of its rows: `PO# 10881`, `Container MRSU3308149`, `Upper`, `Trim and pack`.

They belong to no row: taken for print of the goods' column they would lengthen the goods above or below.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from extractors.layout import Run, Sheet, on_lines, rows
from extractors.tables.headers import UNKNOWN, Column
from extractors.tables.summing_words import CARRIED
from extractors.typed.folding import CJK_PATTERN
from schemas.page import Word

LONGEST = 60
"""Letters of a heading at most; a longer line is a sentence."""
NO_HEADING = re.compile(r"TOTAL|[合小总總]\s*[计計]|[:：]\s*$", re.IGNORECASE)
LONG_COLUMN = ("goods", "marks", "invoice")
"""Columns whose print goes on in lines of its own."""


def without_headings(sheet: Sheet, columns: Sequence[Column], body: Sequence[Word]) -> list[Word]:
    """The words of a table's body without those of group headings."""
    if len(columns) < 3:
        return list(body)
    second = [word.box.x0 for word in body if columns[1].x0 - 0.005 <= word.box.cx < columns[1].x1]
    at, times = Counter(round(x0, 3) for x0 in second).most_common(1)[0] if second else (columns[1].x0, 0)
    left = at if times >= OFTEN or not second else median(second)
    heading: set[int] = set()
    lines = rows(body)
    second_parts = _second_parts(sheet, lines)
    for line in lines:
        if _is_heading(sheet, columns, line, left) and not any(id(word) in second_parts for word in line):
            heading |= {id(word) for word in line}
    return [word for word in body if id(word) not in heading]


def _second_parts(sheet: Sheet, lines: Sequence[Sequence[Word]]) -> set[int]:
    """The words (by identity) with which the second print of a line begins, where most lines have one at that place:
    columns under the wrong headers, of which no line is a heading.
    """
    firsts = {id(run.words[0]) for run in sheet.runs}
    begins = [next((word for word in line[1:] if id(word) in firsts), None) for line in lines]
    places = Counter(round(word.box.x0, 2) for word in begins if word)
    at, times = places.most_common(1)[0] if places else (0.0, 0)
    if 2 * times <= len(lines):
        return set()
    return {id(word) for word in begins if word and abs(word.box.x0 - at) < ALIGNED}


OFTEN = 3
"""Rows whose print begins at one place, which is then where the second column's print begins."""


def _is_heading(sheet: Sheet, columns: Sequence[Column], line: Sequence[Word], second: float) -> bool:
    text = " ".join(word.text for word in line)
    if any(apart.match(text) for apart in (CARRIED, GOES_ON, HANDLED)) or PACKED.fullmatch(text):
        return True
    if columns[0].name == "marks" and line[0].box.x0 < columns[0].x1 and GROUP.match(text):
        return True
    if any(c.name == "goods" or c.name.startswith(UNKNOWN) for c in columns) and OF_PARTS.fullmatch(text):
        return True
    told = len(re.findall(r"[^\W\d_]", text)) >= 3 or CJK_PATTERN.search(text) is not None
    if not told or len(text) > LONGEST or NO_HEADING.search(text) or line[0].box.x0 > columns[0].x1:
        return False
    height = max(word.box.height for word in line)
    if any(_in_two_cells(sheet, a, b, APART * height) for a, b in itertools.pairwise(line)):
        return False  # the first line of a row whose cells go on
    if columns[0].name == "marks" and columns[1].name == "goods" and not columns[1].ruled:
        begins = [run.box.x0 for run in sheet.runs if run.words[0] in line[1:]]
        if any(abs(x0 - columns[1].x0) < ALIGNED for x0 in begins):
            return False  # a line of the marks beside one of the goods
    gaps = [b.box.x0 - a.box.x1 for a, b in itertools.pairwise(line)]
    if gaps and max(gaps) * sheet.page.width / sheet.page.height > 2.2 * height:
        return False  # print in several columns
    crosses = line[-1].box.x1 > second + 0.005 and line[0].box.x0 < second - 0.01
    return crosses or columns[0].name == "item" or _in_whole_cell(sheet, columns, line[0])


GOES_ON = re.compile(r"\W*(?:TO BE )?CONTINUED\b", re.IGNORECASE)
"""What stands below the last row of a page that others follow."""
HANDLED = re.compile(r"\W*(?:\d{1,4}\W+)?(?:HU|SSCC|NVE|LPN|HANDLING UNIT)\b\W*(?:NO\W*)?\d{9,20}\b", re.IGNORECASE)
"""A package with its number, over the goods in it: `2 HU 00340123450000041788 Europalette`."""
PACKED = re.compile(
    r"\W*(?:PALLETS?|PLT|SKID|CRATE|CASE|CONTAINER|PALETTE|PAL[EÉ]TA?|BANCALE)\W*(?:NO\b|NR\b|N[°º])?\W*\d{1,3}\s*"
    r"(?:OF|/|VON|DE|DI|SUR)\s*\d{1,3}\b(?:\W*\([^()]{1,40}\)|\W+[\d.,x×X* ]{5,24}\s*(?:MM|CM|M)?)?\W*",
    re.IGNORECASE,
)
"""A pallet among so many, with its size, over the goods on it: `PALLET 1 OF 8 (120 x 100 x 121 cm)`."""
_ORDER = r"P\.?\s?O\.?|PURCHASE ORDER|ORDER|ORDRE|PEDIDO|COMMANDE|AUFTRAG|BESTELLUNG"
_NUMBER = r"\s*(?:NO\.?|NR\.?|N[°º]|#|:)*\s*"
GROUP = re.compile(
    rf"\W*(?:{_ORDER}|STYLE|MODEL|LOT|PALLET|CONTAINER|CONTENEDOR|SET){_NUMBER}[A-Z0-9./-]*\d[A-Z0-9./-]*\W*$",
    re.IGNORECASE,
)
"""A line of its own in the column of marks that names an order, a style or a container, of which the rows below are."""

_PACKAGE = (
    "CASE|CARTON|PALLET|CRATE|SKID|CONTAINER|CONTENEDOR|KISTE|PALETTE|CAISSE|PALETA?|BANCALE|CASSA|COLLO|COLIS|BULTO"
)
_PART = rf"(?:{_ORDER}|{_PACKAGE}){_NUMBER}[A-Z0-9.-]*\d[A-Z0-9.-]*"
_SIZE = r"(?:\W*\([^()]{1,40}\)|\W+\d[\d.,]*(?:\s*[x×*]\s*\d[\d.,]*){1,2}\s*(?:MM|CM|M)?)"
OF_PARTS = re.compile(rf"\W*{_PART}(?:\s*[/|,;·-]\s*{_PART})?{_SIZE}?\W*", re.IGNORECASE)
"""Orders, cases and containers alone on a line in the column of the goods: `CASE NO. 1 / ORDER T-4471A`,
`Pallet no. 01 (110 x 110 x 160 cm)`.
"""


ALIGNED = 0.006
"""Share of the page's width by which print may begin beside its header."""
APART = 0.6
"""Heights of print that words of two cells stand apart; a heading that runs on over cells has its usual blanks."""


def _in_two_cells(sheet: Sheet, left: Word, right: Word, apart: float) -> bool:
    if (right.box.x0 - left.box.x1) * sheet.page.width / sheet.page.height <= apart:
        return False
    return any(c.contains(left.box.cx, left.box.cy) != c.contains(right.box.cx, right.box.cy) for c in sheet.page.cells)


def _in_whole_cell(sheet: Sheet, columns: Sequence[Column], word: Word) -> bool:
    """Whether print has a row of the table for itself: a cell as wide as all columns."""
    wide = 0.95 * (columns[-1].x1 - columns[0].x0)
    return any(
        cell.width > wide and cell.height < ONE_ROW * word.box.height and cell.contains(word.box.cx, word.box.cy)
        for cell in sheet.page.cells
    )


def is_heading_cell(runs: Sequence[Run]) -> bool:
    """Whether the print of a cell as wide as the table heads a group of its rows."""
    text = " ".join(run.text for run in runs)
    return 0 < len(text) <= LONGEST and len(runs) <= 2 and not NO_HEADING.search(text) and ":" not in text


ONE_ROW = 3.0
"""Heights of its print up to which a cell holds one line."""
FOOT, SMALL_PRINT = 0.955, 0.85
"""Shares of the page's height and of the height of its lines."""


def is_foot(sheet: Sheet, run: Run) -> bool:
    """Whether print is the foot of a page: so far down and so small, as `ERP 2.0 / printed by …`."""
    small = run.box.cy > FOOT and run.box.height < SMALL_PRINT * sheet.line_height
    return small or (OF_PAGES.fullmatch(run.text) is not None and not any(_level(run, r) for r in sheet.runs))


def _level(run: Run, other: Run) -> bool:
    return other is not run and abs(other.box.cy - run.box.cy) < 0.5 * run.box.height


OF_PAGES = re.compile(r"\W*\d{1,3}\s*(?:OF|VON|DE|SUR|DI|/)\s*\d{1,3}\W*", re.IGNORECASE)
"""`1 of 1` alone on its line."""


def in_row(sheet: Sheet, run: Run, columns: Sequence[Column]) -> bool:
    """Whether print that reads like a label is a value: `Make` or `Buy` in a row that fills the other columns too."""
    beside = {
        c.name
        for c in columns
        for other in sheet.runs
        if other is not run
        and abs(other.box.cy - run.box.cy) < NEARLY_LEVEL * run.box.height
        and c.x0 - 0.01 <= other.box.cx < c.x1 + 0.01
    }
    return len(beside) >= max(3, 0.5 * len(columns)) and re.search(r"[:：]", run.text) is None


NEARLY_LEVEL = 0.9
"""Heights of print that cells of one row may be apart, some of two lines and others in the middle of these."""


def in_marks(sheet: Sheet, run: Run, columns: Sequence[Column]) -> bool:
    """Whether print that reads like a label is a line of the marks: `MADE IN` / `TAIWAN` with rows going on beside."""
    first, *others = columns
    if first.name != "marks" or not others or re.search(r"[:：]", run.text) or run.box.cx > first.x1 + 0.01:
        return False
    beside = [r for r in sheet.runs if r.box.x0 > first.x1 and r.box.cy > run.box.cy - 0.5 * run.box.height]
    above = [r.box.x0 for r in sheet.runs if first.top < r.box.cy < run.box.cy - 0.5 * run.box.height]
    level = [r for r in beside if r.box.cy < run.box.cy + 0.5 * run.box.height]
    goods = next((c for c in others if c.name == "goods"), None)
    if goods and any(goods.x0 < r.box.cx < goods.x1 and above.count(r.box.x0) > 1 for r in level):
        return True  # beside the goods, which go on
    near = [r for r in beside if r.box.cy < run.box.cy + MARKS_BESIDE * sheet.line_height]
    figures = [c for c in others if any(re.search(r"\d", r.text) and c.x0 < r.box.x1 and r.box.x0 < c.x1 for r in near)]
    return len(figures) >= FEWEST_FIGURES


MARKS_BESIDE = 3
"""Line heights within which a row must go on beside marks."""
FEWEST_FIGURES = 2
"""Columns in which it must have figures."""


def below_name(sheet: Sheet, run: Run, columns: Sequence[Column]) -> bool:
    """Whether print goes on with a cell of the row above or beside: `Supplier: ACME`, `Works` of `Jinan Works`."""
    heads = max(column.top for column in columns) + 0.5 * run.box.height
    left = [r for r in sheet.runs if abs(r.box.x0 - run.box.x0) < ALIGNED and r.box.y0 > heads]
    above = [r for r in left if 0.5 * run.box.height < run.box.cy - r.box.cy < CLOSE * run.box.height]
    if run.box.x0 < columns[0].x1 or not above:
        return False
    near = [max(above, key=lambda r: r.box.cy)]
    if not re.search(r"[:：]", run.text):  # the other cells of its row may stand in the middle of its height
        near += [r for r in sheet.runs if abs(r.box.cy - run.box.cy) < run.box.height]
    return any(in_row(sheet, r, columns) for r in near) or below_name(sheet, near[0], columns)


CLOSE = 1.9
"""Heights of print that lines of one cell are apart at most."""


def heads_rows(sheet: Sheet, run: Run, columns: Sequence[Column]) -> bool:
    """Whether print that reads like a label heads a group of rows: alone, with a line below that fills columns.

    `P/O: 4500228250` with its value does so too where the line below has figures, as the headers of a table have not.
    """
    level = [r for r in sheet.runs if abs(r.box.cy - run.box.cy) < 0.5 * run.box.height]
    level.sort(key=lambda r: r.box.x0)
    gaps = [b.box.x0 - a.box.x1 for a, b in itertools.pairwise(level)]
    cut = all(gap < ALIGNED for gap in gaps)  # by the borders of columns
    close = all(gap * sheet.page.width / sheet.page.height < BLANKS * sheet.line_height for gap in gaps)
    below = [r for r in sheet.runs if 0.5 * run.box.height < r.box.cy - run.box.cy < 3 * sheet.line_height]
    if not close or not below or run.box.x0 > columns[0].x1:
        return False
    first = min(below, key=lambda r: r.box.cy)
    figures = [r for r in below if abs(r.box.cy - first.box.cy) < 0.5 * first.box.height and re.search(r"\d", r.text)]
    if not cut and len(figures) < FEWEST_FIGURES:
        return False
    heads = is_heading_cell(level) or (
        CAPTIONED.fullmatch(" ".join(r.text for r in level)) is not None and len(figures) >= FEWEST_FIGURES
    )
    return len(columns) > 2 and heads and in_row(sheet, first, columns)


BLANKS = 1.2
"""Heights of print that the blanks between the parts of a heading are wide at most: `Container X  seal Y`."""
CAPTIONED = re.compile(r"(?!\W*(?:SUB|GRAND)?\W?TOTAL)[^:：]{2,24}[:：]\s*\S.{0,48}", re.IGNORECASE)
"""A short caption and its value, as groups of rows are headed: `Colour: navy`."""


def under_each(sheet: Sheet, run: Run, columns: Sequence[Column]) -> bool:
    """Whether print that reads like a caption is said of one article after the other: again, with a row between."""
    caption, colon, value = run.text.replace("：", ":").partition(":")
    if not colon or not value:
        return False
    again = [
        other
        for other in sheet.runs
        if abs(other.box.x0 - run.box.x0) < ALIGNED and other.text.replace("：", ":").startswith(f"{caption}:")
    ]
    between = [
        r
        for other in again
        for r in sheet.runs
        if min(run.box.y1, other.box.y1) <= r.box.cy <= max(run.box.y0, other.box.y0)
    ]
    return any(re.search(r"\d", r.text) and in_row(sheet, r, columns) for r in between)


def told_under_each(sheet: Sheet, columns: Sequence[Column], bottom: float, end: float) -> set[int]:
    """Words (by identity) of the lines across the table that say the same things of each article by captions.

    Taxes and customs units of a Mexican invoice stand so, from before the goods' column to behind it.

    Args:
        bottom: where the headers end.
        end: where the body ends.
    """
    goods = next((column for column in columns if column.name == "goods"), None)
    if goods is None:
        return set()
    told: set[int] = set()
    for line in on_lines([run for run in sheet.runs if bottom <= run.box.cy < end], 0.4):
        across = line[0].box.x0 < goods.x0 - 0.02 and not any(abs(run.box.x0 - goods.x0) < ALIGNED for run in line)
        if goods.ruled:
            across = across and line[0].cell >= 0 and sheet.page.cells[line[0].cell].x1 > goods.x1
        if across and under_each(sheet, line[0], columns):
            told |= {id(word) for run in line for word in run.words}
    return told


def heads_table(sheet: Sheet, run: Run) -> bool:
    """Whether print is the title of another table: alone on its line, over headers in whatever words, over figures."""
    if re.search(r"\d", run.text) or not is_heading_cell([run]):
        return False
    level = [r for r in sheet.runs if abs(r.box.cy - run.box.cy) < 0.5 * run.box.height]
    below = [r for r in sheet.runs if 0.5 * run.box.height < r.box.cy - run.box.cy < 7 * sheet.line_height]
    lines = on_lines(below, 0.4)[:2]
    if len(level) > 1 or len(lines) < 2 or min(map(len, lines)) < NEW_HEADERS:
        return False
    figures = [sum(re.search(r"\d", r.text) is not None for r in line) for line in lines]
    return figures[0] == 0 and figures[1] > 0


STEPS = re.compile(
    r"\W*(?:ROUTING|OPERATIONS?(?: LIST)?|PROCESS (?:STEPS|ROUTE|FLOW)|LABOU?R|ARBEITSG[ÄA]NGE|VORG[ÄA]NGE|ARBEITSPLAN"
    r"|OPERACIONES|RUTA(?: DE (?:TRABAJO|PRODUCCI[OÓ]N|FABRICACI[OÓ]N))?|GAMME(?: OP[EÉ]RATOIRE| DE FABRICATION)?"
    r"|OP[EÉ]RATIONS|CICLO(?: DI LAVORAZIONE)?|LAVORAZIONI|OPERAZIONI|FASI|ROTEIRO|OPERA[CÇ][OÕ]ES|OPERASYONLAR"
    r"|C[OÔ]NG ĐO[AẠ]N|(?:加工|生产)?工序|工艺(?:流程|路线)|工序流程|工程|공정"
    r"|QUALITY(?: CHECKS?| CONTROL)?|INSPECTIONS?|TESTS?|TEST RESULTS?|SIGN-?OFFS?|SIGNATURES|APPROVALS)"
    r"(?:\s*\(?(?:CONTINUED|CONT'?D?\.?|续)\)?)?\W*",
    re.IGNORECASE,
)


def heads_steps(sheet: Sheet, run: Run, columns: Sequence[Column]) -> bool:
    """Whether print is alone on its line and the title of a routing, of tests or of signatures, not of rows below."""
    if not STEPS.fullmatch(run.text) or heads_rows(sheet, run, columns):
        return False
    return all(r is run or abs(r.box.cy - run.box.cy) > 0.5 * run.box.height for r in sheet.runs)


NEW_HEADERS = 3
"""Headers that a table of its own has at least."""
