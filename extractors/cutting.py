"""Which pages of one file belong together: titles, page numbers and the papers' own numbers decide, with a score."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors import values
from extractors.captions.fields import labelled_values
from extractors.captions.labels import Labels, squash
from extractors.captions.small_print import TRANSPORT_PAPERS
from extractors.forms import forms
from extractors.layout import Run, Sheet, on_lines
from extractors.nlp.kinds import told_by_words
from extractors.papers.completeness import COUNTED
from extractors.papers.counted_on import counts_on
from extractors.papers.fax_line import without_fax_line
from extractors.papers.page_counts import CONTINUES, PAGE_ALONE, bare_count, continues, counts_pages
from extractors.papers.same_head import has_own_head, is_part_of, same_head
from extractors.papers.untitled_pages import is_back, is_slip
from extractors.recognise import UNKNOWN, Recognised, recognise
from extractors.sighted import Context
from extractors.tables.summing_words import CARRIED
from extractors.typed.codes import find_entry_numbers

DOUBTFUL = 0.7
"""Score below which a cut (or that there is none) is told as a doubt."""
NUMBERS = ("certificate_number", "invoice_number", "bl_number", "record_number", "entry_number")
"""The fields that hold a paper's own number, by which two pages are one paper."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Pages of one file that make one document.

    Attributes:
        score: 0 to 1, how surely it begins and goes on where it was cut: that of its least sure border.
        problems: the doubts about its borders, in words.
    """

    sheets: tuple[Sheet, ...]
    recognised: Recognised
    problems: tuple[str, ...] = ()
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class _Border:
    """Whether a page goes on with the document before it, how surely (0 to 1), and why."""

    goes_on: bool
    score: float
    why: str


def cut_documents(sheets: Sequence[Sheet]) -> list[Cut]:
    """Pages of one file as documents: a page with a title of its own begins one, unless it goes on with the last."""
    cuts: list[Cut] = []
    for sheet in map(without_fax_line, sheets):
        if not sheet.runs and sheet.page.engine == "blank":
            continue  # the blank back of a sheet
        found = recognise(sheet)
        if not cuts:
            cuts.append(Cut((sheet,), found))
            continue
        border = _border(cuts[-1], sheet, found)
        score = min(border.score, cuts[-1].score if border.goes_on else 1.0)
        doubt = (f"page {sheet.page.number}: {border.why}",) if border.score < DOUBTFUL else ()
        if border.goes_on:
            last = cuts[-1]
            titled = found if last.recognised.kind == UNKNOWN else last.recognised
            titled = titled if titled.score else recognise(_as_one((*last.sheets, sheet)))
            cuts[-1] = Cut((*last.sheets, sheet), titled, (*last.problems, *doubt), score)
        else:
            cuts.append(Cut((sheet,), found, doubt, score))
    if not cuts and sheets:  # blank from end to end: an arrival all the same
        return [Cut(tuple(sheets), Recognised(UNKNOWN, 0.0, ("nothing is printed on it",)))]
    return [replace(cut, recognised=told_by_words(cut.sheets, cut.recognised)) for cut in cuts]


def _as_one(sheets: Sequence[Sheet]) -> Sheet:
    """Pages as one long page, for what makes a kind may stand on several of them: captions here, goods there."""
    below = [
        replace(run, cell=-1, box=replace(run.box, y0=run.box.y0 + down, y1=run.box.y1 + down))
        for down, sheet in enumerate(sheets)
        if down
        for run in sheet.runs
    ]
    return Sheet(sheets[0].page, (*sheets[0].runs, *below))


def _border(last: Cut, sheet: Sheet, found: Recognised) -> _Border:
    if first_row_overleaf(last.sheets[-1], sheet) is not None:
        return _Border(True, 0.9, "it begins with a row of the table at the end of the page before")
    if any(_headers_again(before, sheet, first=before is last.sheets[0]) for before in last.sheets):
        return _Border(True, 0.9, "it begins with the headers of a table on the page before")
    if last.recognised.score and _is_attached(sheet):  # to whatever the page before it is
        return _Border(True, 0.9, "it calls itself attached, and has no title of a paper of its own")
    if _is_attached(sheet):
        return _Border(True, 0.65, "taken with the page before it, whose title was not read: it calls itself attached")
    if ENTRY in (found.kind, last.recognised.kind) and (goes_on := _same_entry(last, sheet, found)):
        return goes_on
    says_so = continues(sheet)
    if UNKNOWN not in (found.kind, last.recognised.kind) and found.score < SURE_TITLE and is_back(sheet):
        return _Border(True, 0.9, "it begins as the notes on the back of a paper do")
    if found.kind == UNKNOWN and not found.score:
        return _untitled(last, sheet, says_so)
    if (
        found.kind == UNKNOWN
        and found.score < SURE_TITLE
        and last.recognised.kind != UNKNOWN
        and _next_page(last, sheet)
    ):
        return _Border(True, 0.9, "its page number follows that of the page before")
    if found.kind == UNKNOWN:
        return _Border(False, 0.9, "a paper of none of the kinds begins")
    if last.recognised.kind == UNKNOWN and _follows(last, sheet):
        return _Border(True, 0.65, "taken with the pages before it: their title was not read, and it counts them")
    if found.kind != last.recognised.kind and found.score < SURE_TITLE and _next_page(last, sheet):
        return _Border(True, 0.9, "its page number follows that of the page before")
    if found.score < SURE_TITLE and _next_box(last, sheet):
        return _Border(True, 0.9, "its boxes are counted on from those of the page before")
    if last.recognised.kind == UNKNOWN:
        return _Border(False, 0.95, "another kind of paper begins")
    mine, theirs = _own_number(sheet, found.kind), _own_number(last.sheets[0], last.recognised.kind)
    if found.kind != last.recognised.kind:
        return _after_another_kind(last, sheet, found, mine, theirs)
    if _next_bare_page(last, sheet):
        return _Border(True, 0.9, "its page number follows that of the page before")
    if mine and mine == theirs:
        return _Border(True, 0.95, "it has the same title and the same number as the page before")
    if worn := same_head(last.sheets[0], last.sheets[-1], sheet, found.kind):
        sure = any(number and number in "".join(worn) for number in (mine, theirs))
        return _Border(True, 0.9 if sure else 0.65, "all that is numbered at its head is so on the page before")
    if not (mine and theirs) and counts_on(last.sheets[-1], sheet):
        return _Border(True, 0.9, "its lines are counted on from those of the page before")
    if not mine and len(theirs) >= A_NUMBER and theirs in squash(_head(sheet)):
        return _Border(True, 0.9, "the number of the page before stands at its head")
    if mine and theirs and not says_so:
        return _Border(False, 0.95, "it has a number of its own")
    if says_so:
        score = 0.6 if mine and theirs else 0.9
        return _Border(True, score, "it says that it continues, but has another number than the page before")
    if found.score < NO_TITLE < last.recognised.score and not mine:
        if has_own_head(last.sheets, sheet, found.kind):
            return _Border(False, 0.6, "taken as a paper of its own: it has a date and numbers of its own")
        return _Border(True, 0.65, "taken as the next page of the paper before it: it has neither title nor number")
    why = "taken as a paper of its own: it has the title of the page before, and no number tells them apart"
    return _Border(False, 0.6, why)


SURE_TITLE = 0.95
"""A title recognised less surely may be a word of the paper before; a page number that goes on says that it is."""


NO_TITLE = 0.75
"""Score below which a page is known by the words of its table alone, as the headers that are printed again on it."""


def _next_page(last: Cut, sheet: Sheet) -> bool:
    """Whether a page counts itself as the one after the last page of a paper: `Page 2/3` after `Page 1/3`."""
    before, here = _counted(last.sheets[-1]), _counted(sheet)
    return before is not None and here == (before[0] + 1, before[1])


def _is_attached(sheet: Sheet) -> bool:
    """Whether a page begins as `Attachment A` or `Continuation sheet`; `Annex 1: Packing list` is a paper."""
    first = next(iter(_lines(sheet)), None)
    if first is None or not ATTACHED.match(first[0].text):
        return False
    return recognise(Sheet(sheet.page, tuple(first))).kind == UNKNOWN


ATTACHED = re.compile(
    r"\W*(?:(?:ATTACHMENT|ATTACHED (?:SHEET|LIST|PAGE)|ANNEX(?:E|URE)?|APPENDIX|SCHEDULE|ADDENDUM|RIDER|CONTINUATION"
    r"|CONTINUED|SUPPLEMENT(?:ARY)? (?:SHEET|PAGE)|ADDITIONAL (?:SHEET|PAGE)|ANEXO|(?:HOJA DE )?CONTINUACI[OÓ]N"
    r"|HOJA ADICIONAL|CONTINUA[CÇ][AÃ]O|ALLEGATO|ANLAGE|ANHANG|BEIBLATT|FOLGEBLATT|FORTSETZUNG"
    r"|FEUILLE (?:DE SUITE|ANNEXE)|SUITE|BIJLAGE|LAMPIRAN|PH[ỤU]\s?L[ỤU]C|ZA[ŁL][ĄA]CZNIK)\b"
    r"|附件|附页|附頁|附表|续页|續頁|续表|續表|別紙|첨부|별지)",
    re.IGNORECASE,
)
"""How a page begins that belongs to the paper before it."""


def first_row_overleaf(before: Sheet, sheet: Sheet) -> float | None:
    """Where the first line of a page begins that stands in the columns of one of the last lines of the page before."""
    last = _lines(before)[-ROWS_LOOKED_AT:]
    lines = [line for line in _lines(sheet) if not _carries(line)]
    over = list(itertools.takewhile(lambda line: _is_cell_of(line, last), lines))[:CELL_LINES]
    first = next(iter(lines[len(over) :]), [])
    if len(first) < IN_COLUMNS or not any(_in_columns_of(first, line) for line in last):
        return None
    return min(run.box.y0 for line in (*over, first) for run in line)


def _is_cell_of(line: Sequence[Run], last: Sequence[Sequence[Run]]) -> bool:
    """Whether a line is the beginning of one high cell beside others set lower: it stands under print of some rows.

    The first column is left out, for letterheads begin where it does.
    """
    inner = [run for row in last for run in row[1:]]
    return len(line) == 1 and any(abs(line[0].box.x0 - run.box.x0) < LEVEL for run in inner)


def _carries(line: Sequence[Run]) -> bool:
    """Whether a line over the rows says that they go on: `Brought forward 1,240.00`, `Continued from page 1`."""
    return len(line) <= IN_COLUMNS and any(sign.match(run.text) for run in line for sign in (CARRIED, CONTINUES))


def _headers_again(before: Sheet, sheet: Sheet, *, first: bool) -> bool:
    """Whether a page begins with headers that stand on a page before, and nothing else over them.

    Args:
        first: whether that is the first page of the paper, where they stand below its head.
    """
    below = _lines(before)[HEAD_LINES * first :]
    said = {run.text for line in below for run in line}
    for line in _lines(sheet)[:HEADER_LINES]:
        if not all(run.text in said for run in line):
            return False
        if len(line) >= IN_COLUMNS and any(_is_same(line, other) for other in below):
            return True
    return False


def _is_same(line: Sequence[Run], other: Sequence[Run]) -> bool:
    places = {run.text: run.box.x0 for run in other}
    return all(abs(places.get(run.text, 2.0) - run.box.x0) < LEVEL for run in line)


def _head(sheet: Sheet) -> str:
    return " ".join(run.text for line in on_lines(sheet.runs, 0.5)[:HEADER_LINES] for run in line)


A_NUMBER = 5
"""Letters and digits of a number that tells papers apart, at least."""
HEAD_LINES, HEADER_LINES = 2, 4
"""Lines at the head of a page that say what paper it is; lines among which the headers of a page overleaf stand."""
ROWS_LOOKED_AT, IN_COLUMNS = 4, 3
"""Lines at the end of a page, for a row may take several; columns that two rows must share at least."""
CELL_LINES = 2
"""Lines of a cell above the print beside it, at most."""
LEVEL = 0.006
"""Share of the page's width by which the edges or middles of two cells of a column stand apart at most."""


def _lines(sheet: Sheet) -> list[list[Run]]:
    """The printed lines of a page from top to bottom, without those that count pages."""
    return [line for line in on_lines(sheet.runs, 0.5) if not counts_pages(line)]


def _in_columns_of(line: Sequence[Run], other: Sequence[Run]) -> bool:
    """Whether every cell of a line has one of another line above it, figures above figures.

    Heads and feet of letters have columns too, but of words.
    """

    def over(one: Run, two: Run) -> bool:
        a, b = one.box, two.box
        level = min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.cx - b.cx)) < LEVEL
        return level and one.text[:1].isdigit() == two.text[:1].isdigit()

    shared = [run for run in line if any(over(run, under) for under in other)]
    return len(shared) >= max(IN_COLUMNS, len(line) - 1) and any(run.text[:1].isdigit() for run in shared)


def _next_bare_page(last: Cut, sheet: Sheet) -> bool:
    """Whether a page wears the number after that of the page before, as reports count: `PAGE 2` after `PAGE 1`.

    A first page often wears none, and the second `Sheet 2`.
    """
    first, second = (
        [int(found[1]) for run in one.runs if (found := PAGE_ALONE.search(run.text))]
        for one in (last.sheets[-1], sheet)
    )
    return second == [(first[0] if len(first) == 1 else len(last.sheets)) + 1] and len(first) < 2


def _next_box(last: Cut, sheet: Sheet) -> bool:
    """Whether the first box of a page bears the number after the last box of a paper: `14. Remarks` after `13. …`."""
    before = [number for run in last.sheets[-1].runs if (number := _box(run.text))]
    here = [number for run in sheet.runs if (number := _box(run.text))]
    return len(before) >= FEW_BOXES and bool(here) and here[0] == min(here) == max(before) + 1


FEW_BOXES = 4
"""Numbered captions from which a form counts its boxes."""


def _box(text: str) -> int:
    number = BOX.match(text)
    return int(number[1]) if number else 0


BOX = re.compile(r"(?:BOX\s)?[(\[]?([1-9]\d?)[.)\]:]+\s*(?=[^\W\d_])", re.IGNORECASE)


def _counted(sheet: Sheet) -> tuple[int, int] | None:
    """How a page counts itself: `Page 1 of 3`, at its head or foot `1/3` alone."""
    worded = COUNTED.search(sheet.text)
    if worded is None:
        return bare_count(sheet)
    page, pages = (int(number) for number in worded.groups() if number)
    return page, pages


def _untitled(last: Cut, sheet: Sheet, says_so: bool) -> _Border:
    """A page without a title of a known kind goes on with a paper of a known kind, more or less surely."""
    if last.recognised.kind == UNKNOWN or sheet.page.engine == "none":
        return _Border(False, 0.9, "no title, after a paper of no known kind")
    if says_so or is_back(sheet):
        return _Border(True, 0.95, "it says that it continues")
    whole = COUNTED.search(" ".join(s.text for s in last.sheets))
    if whole and len(last.sheets) >= int(next(n for n in reversed(whole.groups()) if n)):
        return _Border(False, 0.8, "the paper before it has all the pages that it counts")
    if whole is None and is_slip(sheet, last.recognised.kind):
        return _Border(False, 0.6, "taken as a paper of its own: its few words are of none of the kinds")
    return _Border(True, 0.65, "taken as the next page of the paper before it: it has no title and no page number")


def _follows(last: Cut, sheet: Sheet) -> bool:
    """Whether the page counts itself as the one that comes after the pages before it."""
    counted = COUNTED.search(sheet.text)
    return counted is not None and int(next(n for n in counted.groups() if n)) == len(last.sheets) + 1


def _after_another_kind(last: Cut, sheet: Sheet, found: Recognised, mine: str, theirs: str) -> _Border:
    """A page that reads like another kind of paper than the one before it begins one, unless it only seems so."""
    kind = last.recognised.kind
    if _is_of_one_form(last, found) and (
        (mine == theirs and len(mine) >= A_NUMBER)
        or (found.score < last.recognised.score and same_head(last.sheets[0], last.sheets[-1], sheet, kind))
    ):
        return _Border(True, 0.9, "it is a certificate with the number of the one before")
    if is_part_of(forms()[kind], sheet, theirs):
        return _Border(True, 0.8, "it begins with a table that such papers hold, and nothing is stated over it")
    if not mine and found.score < NO_TITLE < last.recognised.score:
        return _Border(True, 0.65, "taken as the next page of the paper before it: it has neither title nor number")
    if found.score < NO_TITLE < last.recognised.score and told_by_words((sheet,), found).kind == kind:
        own = _own_number(sheet, kind)  # `mine` is one of the kind that it is not
        if own in ("", theirs):
            return _Border(True, 0.65, "taken as the next page of the paper before it: its words are of its kind")
    return _Border(False, 0.95, "another kind of paper begins")


def _is_of_one_form(last: Cut, found: Recognised) -> bool:
    """Whether two pages are both of certificates; a next page names its authority in other words."""
    return all(forms()[kind].group == "certificate" for kind in (last.recognised.kind, found.kind))


def _same_entry(last: Cut, sheet: Sheet, found: Recognised) -> _Border | None:
    """Whether a page wears the entry number of the page before: a number of an entry proves itself.

    The headings of an entry on a page of their own are of no known kind, its lines read like invoices.
    """
    mine, theirs = _entry_numbers(sheet), _entry_numbers(last.sheets[0])
    unread = last.recognised.kind == UNKNOWN and not last.recognised.score
    at_head = found.score < SURE_TITLE and any(number in squash(_head(sheet)) for number in theirs)
    if set(mine) & set(theirs) and (found.kind == last.recognised.kind or unread or at_head):
        return _Border(True, 0.9, "it wears the entry number of the page before")
    if found.kind == last.recognised.kind and counts_on(last.sheets[-1], sheet):
        return _Border(True, 0.65, "its lines are counted on from those of the page before, without its entry number")
    if found.kind == last.recognised.kind and theirs and not mine:
        return _Border(True, 0.65, "taken as the next page of the entry before it: it has no entry number")
    return None


def _entry_numbers(sheet: Sheet) -> list[str]:
    """The entry numbers on a page whose check digits are right, or else all, squashed, in reading order."""
    found = [number for run in sheet.runs for number in find_entry_numbers(run.text)]
    sure = [squash(number.value) for number in found if number.sure >= A_SURE_NUMBER]
    return sure or [squash(number.value) for number in found]


ENTRY = "entry.7501"
A_SURE_NUMBER = 0.9


def _own_number(sheet: Sheet, kind: str) -> str:
    """The number that the paper itself wears on this page, squashed; "" where none is found."""
    if kind == ENTRY:
        return next(iter(_entry_numbers(sheet)), "")
    form = forms()[kind]
    named = [(name, spec) for name in NUMBERS if (spec := form.fields.get(name)) and spec.labels]
    if form.group == "certificate":  # invoices are named on certificates, and one invoice may have several
        named = [pair for pair in named if pair[0] == "certificate_number"]
    if kind in TRANSPORT_PAPERS:  # and on bills of lading
        named = [pair for pair in named if pair[0] == "bl_number"]
    context = Context(None, sheet.page.engine)
    for name, spec in named:
        items = labelled_values(sheet, Labels([(name, label) for label in spec.labels]), [])
        for item in sorted(items, key=lambda one: -one.hit.score):
            taken = values.take(spec.type, name, item.lines, context)
            if name in taken:
                return squash(str(taken[name].value))
    return ""
