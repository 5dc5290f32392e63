"""The company whose paper it is: the name that stands above the title, without a label."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set
from dataclasses import replace

from extractors import values
from extractors.captions.labels import Labels
from extractors.forms import Form
from extractors.layout import Run, Sheet, on_lines, run_of
from extractors.parties.companies import COMPANY
from extractors.recognise import HEADLINE, names_kind
from extractors.sighted import Context, Values, value_of
from extractors.typed.codes import ARTICLE_NUMBER
from schemas.page import Box

BETWEEN = re.compile(r"\s[·•|]\s")
HEAD_SHARE = 0.25
BESIDE = 0.15
"""Share of the page's width from which labels right of a name are those of another block."""
HAN = re.compile(r"[\u4e00-\u9fff]")
LABELLED = re.compile(r"[:：]")
KILOGRAMS = re.compile(r"[\d.,\s]+KG\W*", re.IGNORECASE)
"""A weight, and no German partnership."""
WEIGHED = re.compile(r"\bkg\b")
"""So is this in a header: `Gewicht kg/Stck`."""


def letterhead(sheet: Sheet, name: str, labels: Sequence[Box], answers: Set[Run], context: Context) -> Values:
    """The party `name` at the head of a page with its address; empty where none stands there.

    Of a head in two languages the one is taken in which the page is written.

    Args:
        labels: where those stand that have answers; the head is above or beside the first, or left of all down to it.
        answers: what stands under or beside labels.
    """
    names = [
        r
        for r in sheet.runs
        if r.box.cy < min(HEAD_SHARE, *(box.y1 for box in labels if box.x0 < r.box.x1 + BESIDE), 1.0)
        and COMPANY.search(WEIGHED.sub(" ", r.text))
        and r not in answers
        and not LABELLED.search(r.text)
        and not ARTICLE_NUMBER.fullmatch(r.text)  # `CO-20718` is an order
        and not KILOGRAMS.fullmatch(r.text)
    ]
    names = names[:4]  # two languages, and a seal may double a line
    letters = [c for c in sheet.text if c.isalpha()]
    chinese = sum(bool(HAN.match(c)) for c in letters) > 0.3 * len(letters)
    names.sort(key=lambda r: bool(HAN.search(r.text)) != chinese)
    if not names:
        return {}
    whole = _with_form(sheet, names[0])
    return values.take("party", name, [*_parted(whole), *_address(sheet, names[0])], context)


def writer(sheet: Sheet, context: Context, answers: Set[Run] = frozenset()) -> Values:
    """Who certifies by a letter that says as what and not who, `We, as producer of the goods`: whose paper it is.

    Args:
        answers: what stands under or beside labels, which is no head.
    """
    taken = letterhead(sheet, "certifier", [], answers, context)
    return {field: replace(value, confidence=min(value.confidence, FOOT)) for field, value in taken.items()}


def _with_form(sheet: Sheet, name: Run) -> Run:
    """A name with its legal form where that alone had no room on its line: `… DEL NORTE SA` over `DE CV`.

    Of two lines of one print, of which but the form's is known for a company, the name is the upper one.
    """
    if not re.search(r"[^\W\d_]", OF_FORM.sub("", COMPANY.sub("", name.text))):
        above = (r for r in sheet.runs if abs(r.box.x0 - name.box.x0) < LEFT and not LABELLED.search(r.text))
        alike = (r for r in above if abs(r.box.height - name.box.height) < 0.2 * name.box.height)
        first = next((r for r in alike if 0 < name.box.cy - r.box.cy < 1.8 * name.box.height), None)
        return run_of([*first.words, *name.words], name.page, name.cell) if first else name
    if first := _first_line(sheet, name):
        return run_of([*first.words, *name.words], name.page, name.cell)
    below = (r for r in sheet.runs if abs(r.box.x0 - name.box.x0) < LEFT and LEGAL_FORM.fullmatch(r.text.strip()))
    form = next((r for r in below if 0 < r.box.cy - name.box.cy < 1.8 * name.box.height), None)
    return run_of([*name.words, *form.words], name.page, name.cell) if form else name


def _first_line(sheet: Sheet, name: Run) -> Run | None:
    """The one or two words over a name in its own cell, in the same print: `ASEOQUÍMICA` over `ANDINA S.A.S.`"""
    inside = sheet.in_cell(name.cell) if name.cell >= 0 else []
    if len(inside) < 2 or inside[1] is not name or abs(inside[0].box.height - name.box.height) > 0.1 * name.box.height:
        return None
    first = inside[0]
    near = name.box.y0 - first.box.y1 < 0.5 * name.box.height and first.text.isupper() == name.text.isupper()
    words = re.fullmatch(r"[^\W\d_]{3,}(?: [^\W\d_]{2,})?", first.text.strip())
    return first if near and words and not COMPANY.search(first.text) else None


OF_FORM = re.compile(r"\b(?:SANAY[Iİ]|SAN|VE|T[Iİ]CARET|T[Iİ]C|AND|UND|ET|DE|C\.?V|R\.?L)\b", re.IGNORECASE)
"""Words of a company's form that say nothing of its name."""
LEFT = 0.006
LEGAL_FORM = re.compile(
    r"(?:S\.?A\.?\s)?DE\s(?:C\.?V|R\.?L)\.?(?:\sDE\sC\.?V\.?)?|(?:CO\.?,?\s?)?(?:LTD|LTDA|LIMITED)\.?|INC\.?|LLC|"
    r"CORP(?:ORATION)?\.?|(?:JOINT STOCK )?COMPANY(?: LIMITED)?",
    re.IGNORECASE,
)


def at_foot(sheet: Sheet, name: str, context: Context) -> Values:
    """The company alone on the lowest line of a record, as slips bear it that have none at their head; in doubt."""
    lowest = max(sheet.runs, key=lambda run: run.box.cy, default=None)
    beside = [run for run in sheet.runs if lowest and _level(run, lowest) and not OF_PAGES.fullmatch(run.text.strip())]
    if len(beside) != 1 or not COMPANY.search(beside[0].text) or LABELLED.search(beside[0].text):
        return {}
    parts = _parted(beside[0])
    if len(parts[0].text) > LONGEST:
        return {}
    taken = values.take("party", name, parts, context)
    return {field: replace(value, confidence=min(value.confidence, FOOT)) for field, value in taken.items()}


OF_PAGES = re.compile(
    r"(?:PAGE|SEITE|P[AÁ]GINA|PAGINA|FEUILLE|BLATT|HOJA|FOLHA|SAYFA|TRANG|STRONA)?\s*\d+\s*(?:(?:OF|VON|DE|SUR|DI|/|Z)\s*\d+)?",
    re.IGNORECASE,
)
"""The number of the page, which may stand beside."""
MADE_OUT = ("fac.production_order", "fac.bom", "fac.material_issue")
"""Papers of the shop itself, which often bear its name and their number at the head without a word of explanation."""


def told_at_head(found: Values, sheet: Sheet, form: Form, asks: Labels, context: Context) -> Values:
    """The shop and the number of a record that no caption gave, where its head bears them; both in doubt."""
    if form.kind not in MADE_OUT:
        return {}
    shop = {} if "producer" in found else name_at_head(sheet, "producer", form, asks, context)
    return shop | ({} if "record_number" in found else headline_number(sheet, context))


def head_lines(sheet: Sheet) -> list[str]:
    """The print at the head of a page, where whoever makes out a factory's paper has its own address."""
    return [run.text for run in sheet.runs if run.box.cy < HEAD_SHARE / 2]


def first_address(sheet: Sheet) -> list[str]:
    """The address below the first print of a page, which is the seller's: the buyer's may stand beside it."""
    line = next(iter(on_lines(sheet.runs, 0.5)), ())
    first = line[0] if line and line[0].box.cy < HEAD_SHARE / 2 else None
    lines = _address(sheet, first) if first else []
    beside = [run for line in lines for run in sheet.runs
              if _level(run, line) and 0 < run.box.x0 - line.box.x1 < TOWN * line.box.height]  # fmt: skip
    return [run.text for run in (*lines, *beside)]


TOWN = 3
"""Heights of print between a street and its town on one line."""


def name_at_head(sheet: Sheet, name: str, form: Form, asks: Labels, context: Context) -> Values:
    """The words at the very head of a record that are no title and no caption, as shops write their name; in doubt."""
    for line in on_lines(sheet.runs, 0.5)[:2]:
        first = line[0]
        text = first.text.strip()
        if first.box.cy > HEAD_SHARE / 2 or names_kind(text, form):
            continue
        words = NAME_WORDS.findall(text)
        if not NAME.fullmatch(text) or not 2 <= len(words) <= LONGEST_NAME or asks.find(text):
            return {}
        taken = values.take("party", name, [first], context)
        return {field: replace(value, confidence=min(value.confidence, UNTOLD)) for field, value in taken.items()}
    return {}


NAME = re.compile(r"[A-ZÀ-Þ](?:[^\W\d_]|[ &.,'’-])+")
NAME_WORDS = re.compile(r"[^\W\d_]{2,}")
UNTOLD, LONGEST_NAME = 0.75, 6
"""What such a name counts, and its words at most."""


def headline_number(sheet: Sheet, context: Context) -> Values:
    """The number that is the headline of a record, alone or behind its title (`WH/MO/00418`); in doubt."""
    large = [r for r in sheet.runs if r.box.cy < HEAD_SHARE and r.box.height > HEADLINE * sheet.line_height]
    numbered = [(run, match["number"]) for run in large if (match := NUMBER_LAST.fullmatch(run.text.strip()))]
    if len(numbered) != 1:
        return {}
    [(run, number)] = numbered
    part = run.part(run.text.rindex(number))
    return {"record_number": value_of(number, part, context, FOOT)} if part else {}


NUMBER_LAST = re.compile(r"(?:[^\W\d_][^\d:]{2,40}\s#?)?(?P<number>(?=\S*\d{3})(?:[A-Z]{1,5}[-/])*[A-Z]{0,4}\d[\w/-]*)")
FOOT, LONGEST = 0.8, 60
"""What a company at the foot counts, and the letters of its name at most: a sentence may speak of a company too."""


def _level(run: Run, other: Run) -> bool:
    return abs(run.box.cy - other.box.cy) < 0.5 * other.box.height


def _parted(head: Run) -> list[Run]:
    """Name and address on one line with a dot or a stroke between them, each apart."""
    cuts = [0, *(m.end() for m in BETWEEN.finditer(head.text)), len(head.text)]
    parts = [head.part(a, b) for a, b in itertools.pairwise(cuts)]
    lines = [part.part(0, len(part.text.rstrip(" ·•|"))) for part in parts if part]
    return [line for line in lines if line]


def _address(sheet: Sheet, head: Run) -> list[Run]:
    """The lines right below that are centred with the name or begin where it begins."""
    lines: list[Run] = []
    bottom = head.box.y1
    for run in sheet.runs:
        close = 0 <= run.box.y0 - bottom + 0.3 * sheet.line_height < 1.2 * sheet.line_height
        aligned = abs(run.box.cx - head.box.cx) < 0.04 or abs(run.box.x0 - head.box.x0) < 0.01
        if close and aligned and re.search(r"\d", run.text) and not LABELLED.search(run.text):
            lines.append(run)
            bottom = run.box.y1
    return lines
