"""Labels and what belongs to them: the rest of the line, the lines below, the cell beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.captions.below import captions_stand_below, closer_over, leads, lines_over
from extractors.captions.broken_names import whole_name
from extractors.captions.labels import LINE, Hit, Labels
from extractors.captions.neighbouring_cells import alone_beside_one_line, neighbours
from extractors.captions.numbered_papers import NUMBER_OF_PAPER, answers_below, is_date, is_number, numbers_paper
from extractors.captions.open_print import Marked, is_sentence, values_in_the_open
from extractors.captions.other_scripts import again_beside, goes_on_in_another
from extractors.captions.small_print import below_caption, under
from extractors.captions.spaced_captions import joined_letters
from extractors.captions.stacked import stacked
from extractors.captions.touching_columns import at_inner_labels
from extractors.captions.transport_boxes import whole_boxes
from extractors.captions.waiting_captions import answered_beside, is_asked_for, is_unit, with_own_letters
from extractors.captions.wording import NUMBER_BESIDE
from extractors.layout import Run, Sheet, run_of
from extractors.nlp.goods import counts_packages
from extractors.nlp.parties import ends_firm
from extractors.parties import party_rows
from extractors.parties.sections import with_sections
from extractors.parties.told_roles import (
    ROLE,
    ROLES,
    roles_over_captions,
    without_choices,
    without_names_within,
    without_told_roles,
)
from extractors.typed.folding import CJK_PATTERN
from schemas.page import Box

OPEN_REMARK = re.compile(r"\W*[(（][^)）\d]*$")
"""An explanation in brackets that goes on in the next line: `(if`, `known)`."""
SURE_WITH_SLIPS = 8
"""Letters from which a wording that was read with slips ends a table: `MEN'S`, the end of a cell, is no `Mense`.

In print that is no scan a firm's shorter one is a word of its own: `Marker` no `Maker`, `Work` no `Works`.
"""
FIRMS = ("producer", "supplier", "buyer")
LONG_LABEL = 10
"""A wording of at least so many letters is a label even without a colon after it or a number before it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label found on a page and the printed lines that belong to it, from top to bottom; none if nothing does."""

    name: str
    hit: Hit
    label: Run
    lines: tuple[Run, ...]
    inline: bool
    """Whether the value begins on the label's own line or in its own cell."""

    @property
    def columns(self) -> list[str]:
        """The columns of a goods line that the label may name."""
        return [name.removeprefix(LINE) for name in self.hit.names if name.startswith(LINE)]


def labelled_values(sheet: Sheet, labels: Labels, tables: Sequence[Box]) -> list[Labelled]:
    """All labels outside the goods tables with their values, in reading order."""
    outside = [run for run in sheet.runs if not _inside(run, tables)]
    runs = [part for run in joined_letters(outside) for part in at_inner_labels(run, labels)]
    marked = _mark(runs, labels, sheet)
    found: list[Labelled] = []
    follow = captions_stand_below(marked, sheet)
    if follow:
        marked = roles_over_captions(marked, sheet)
    rows = party_rows.rows_of_parties(marked, sheet)
    ask_names = {asks for asks, _ in rows.values()}
    for i, (run, hit) in enumerate(marked):
        if hit is None or run.cell in ask_names:
            continue
        if hit.name in party_rows.PARTIES and run.cell in rows:
            found.append(
                Labelled(hit.name, hit, run, tuple(party_rows.lines_in(sheet, rows[run.cell][1])), inline=False)
            )
            continue
        if follow and not leads(run, hit) and (over := lines_over(run, marked, sheet)):
            found.append(Labelled(hit.name, hit, run, tuple(over), inline=False))
            continue
        if over := closer_over(run, hit, marked, sheet):
            found.append(Labelled(hit.name, hit, run, tuple(over), inline=False))
            continue
        boxed = run.cell >= 0 and not _beside_labels(marked, i)
        lines, inline = (
            _in_cell(sheet, marked, i, hit) if boxed else values_in_the_open(sheet, marked, i, _rest(run, hit))
        )
        lines = [line for line in lines if not ASKED.fullmatch(line.text)]
        found.append(Labelled(hit.name, hit, run, tuple(lines), inline))
    return with_sections(sheet, outside, found)


def starts_field(run: Run, labels: Labels) -> bool:
    """Whether a run begins a field of the form (so that a table ends before it)."""
    hit = labels.find(run.text)
    if hit is None or not _is_label(run, hit):
        return False
    if hit.slips and not hit.colon and (run.text[:1].islower() or hit.letters < SURE_WITH_SLIPS):
        return False  # `painted`, the second line of a cell, is no `Printed` that was read badly
    if hit.letters == 1 and len(re.findall(r"[^\W\d_]", run.text[: hit.end])) > 1:
        return False  # `N.W.: 813 KGS` is no number
    # Three letters alone (NOS, PCS, TO) stand in tables too.
    return hit.colon or hit.numbered or hit.letters > 3 or CJK_PATTERN.search(run.text) is not None


def _inside(run: Run, tables: Sequence[Box]) -> bool:
    return any(t.contains(run.box.cx, run.box.cy) for t in tables)


TITLE = re.compile(r"\W*CERTIFI\w+\s+(?:OF|DE|D['’])\s*ORI[GX]", re.IGNORECASE)
ASKED = re.compile(
    r"\W*+(?>(?:title|capacity|position|signature|name|date|phone|telephone|fax|e\W{0,2}mail|address|country|stamp|cargo|puesto|firma|tel[eé]fono|correo|titre|"
    r"fonction|courriel|직위|성명|전화|회사명|서명|이름|职务|职位|姓名|电话|签字|签名|職稱|電話|役職|氏名|署名|and|authori[sz]ed|print|"
    r"Y{2,4}|A{4}|J{2}|M{2}|D{2})\W*+)++|[/. -]+",
    re.IGNORECASE,
)
"""Words that only ask for something: captions of columns beside, the form of a date."""
CONDITION = re.compile(r"\W+(?:if|when|where|unless|as far as|optional|cuando|en caso)\b[^:\d]{0,60}$", re.IGNORECASE)
"""A caption may say when it is to be filled in: `Exporter, if not the certifier`."""
TICKED = re.compile(r"(?:\[[ xX]?\]|\([ xX]?\)|[☐☑☒□■])\s*\w+.*(?:\[[ xX]?\]|\([ xX]?\)|[☐☑☒□■])")
"""Boxes to tick before words that would be labels elsewhere: `[ ] IMPORTER [X] PRODUCER`."""
ONE_TICKED = re.compile(rf"\W*(?:{ROLES})\s*(?:\[[ xX]?\]|\([ xX]?\)|[☐☑☒□■])\W*", re.IGNORECASE)
"""The same with one box a line: `Producteur [X]`."""
COUNTS = tuple(f"{LINE}{name}" for name in ("packages", "package_kind", "quantity", "unit", "item"))
COUNTED_KIND = re.compile(r"\W*\d[\d.,]*\s+[^\W\d]+\W*")
"""`15 KOLİ`, `60 NO` are no headers with a box number."""
NO_CAPTION = re.compile(
    r"[A-Za-z](?:\s[A-Za-z])+\W*|\((?:(?:im|ex)porting\s+)?(?:country|party)\)|"
    r"(?:customer|client|buyer|kunden?|cliente?)\s?-?(?:no|nr|number|code|id)\b\.?\s*:?\s*[\w/-]*\d[\w/-]*",
    re.IGNORECASE,
)
"""Letters of a seal's ring, which would be `No` and `C/O` elsewhere; what explains other print; `Customer no. 8`."""
NUMERO = re.compile(r"^N[°º](?=\W*$)")
"""`N°` alone over a number, as French and Italian chambers have it; without a letter more it is no wording."""
COUNTY = re.compile(r"\W*county\b", re.IGNORECASE)
"""A part of an address, and no `Country` that was read badly."""
TO_NOBODY = re.compile(r"To whom\b|To (?:the )?order of [^\W\d_]", re.IGNORECASE)
"""A letter's salutation, and no caption of an importer; nor is a bill's `TO ORDER OF CATHAY FIRST BANK`."""
NARROW = 42
"""Letters of a narrow column's line: `Country, group of countries or territory` begins EUR.1's longest captions."""
TALL = 1.4
"""Line heights from which print is a heading."""
NOT_A_TITLE = ("issuer", "certifier")
CLOSES_REMARK = re.compile(r"[^()\d]{0,60}\)\W*")
"""The end of what a caption above says in brackets: `exportateur ou producteur)`."""
BOX_NUMBER = re.compile(r"^\W*\d{1,2}(?:[.)]|\s)\s*")
WRAPPED = 5
"""Printed lines over which a caption may run in a narrow column."""


def _mark(runs: Sequence[Run], labels: Labels, sheet: Sheet) -> Marked:
    """Each run with the label it begins with, wrapped labels joined with their next line."""
    marked: Marked = []
    taken: set[int] = set()
    role_asked = False
    first_in_cell: set[int] = set()
    sure = stacked(runs, labels)
    for i, run in enumerate(runs):
        if i in taken:
            continue
        if whole := _narrow_label(runs, i, labels, sheet):
            taken.update(whole[0])
            marked.append((whole[1], whole[2]))
            first_in_cell.add(run.cell)
            role_asked = "certifier_role" in whole[2].names
            continue
        opens = run.cell >= 0 and run.cell not in first_in_cell
        first_in_cell.add(run.cell)
        hit = labels.find(NUMERO.sub("No", run.text))
        wrapped = _wrapped_label(runs, i, hit, labels, sheet)
        if wrapped:
            j, run, hit = wrapped
            taken.add(j)
        hit = hit if hit and ((opens and not _begins_sentence(run, hit)) or i in sure or _is_label(run, hit)) else None
        if hit and (
            is_number(run, hit, marked)
            or is_unit(run, marked)
            or TO_NOBODY.match(run.text)
            or is_asked_for(run, hit, marked, sheet)
            or (hit.slips and hit.letters < SURE_WITH_SLIPS and hit.name in FIRMS and sheet.page.engine == "text")
        ):
            hit = None
        hit = with_own_letters(run, hit, labels) if hit else None
        if hit and ((role_asked and ROLE.fullmatch(run.text)) or _only_begins_alike(run, hit, sheet)):
            hit = None
        role_asked = hit is not None and "certifier_role" in hit.names and hit.end >= len(run.text)
        marked.append((run, hit))
    marked = whole_boxes(without_names_within(without_choices(without_told_roles(marked, sheet))))
    return [(run, None if hit and answers_below(run, hit, marked) else hit) for run, hit in marked]


def _only_begins_alike(run: Run, hit: Hit, sheet: Sheet) -> bool:
    """Whether print that begins with a label's words is none: boxes to tick, a seal, running text, a title."""
    if hit.name in COUNTS and (COUNTED_KIND.fullmatch(run.text) or counts_packages(run.text)):
        return True
    if hit.slips and COUNTY.match(run.text):
        return True
    if TICKED.search(run.text) or ONE_TICKED.fullmatch(run.text):
        return True
    if CLOSES_REMARK.fullmatch(run.text) or NO_CAPTION.fullmatch(run.text) or _is_heading(run, hit, sheet):
        return True
    if not hit.colon and _ends_sentence(run) and (hit.name.startswith(LINE) or run.text[0].islower()):
        return True
    return bool(TITLE.match(run.text)) and (hit.slips > 0 or hit.name in NOT_A_TITLE)


def _begins_sentence(run: Run, hit: Hit) -> bool:
    """`No returns without RMA.`: running text that begins with a short wording."""
    return hit.letters < 4 and not hit.colon and not hit.numbered and is_sentence(run)


def _ends_sentence(run: Run) -> bool:
    """The last line of a sentence: `Rules of Origin of the People's Republic of China.`"""
    words = re.findall(r"[^\W\d_]+", run.text)
    return len(words) > 5 and re.search(r"[a-z]{4,}\.$", run.text.strip()) is not None


def _is_heading(run: Run, hit: Hit, sheet: Sheet) -> bool:
    """Large print that merely begins like a label: `MATERIAL ISSUE SLIP`, `PURCHASE CONTRACT`."""
    rest = run.text[hit.end :]
    wordy = bool(rest.strip()) and not re.search(r"\d", rest)
    height = max(word.box.height for word in run.words)  # a wrapped label's own box is two lines high
    return height > TALL * sheet.line_height and not hit.colon and (hit.slips > 0 or wordy)


def _narrow_label(runs: Sequence[Run], i: int, labels: Labels, sheet: Sheet) -> tuple[list[int], Run, Hit] | None:
    """A caption over three lines or more of a narrow column (`Nombre y` / `domicilio del` / `importador`)."""
    run = runs[i]
    caption = BOX_NUMBER.sub("", run.text)
    if len(caption) > NARROW or re.search(r"[\d:：]", caption):
        return None
    lines, words, bottom = [i], list(run.words), run.box
    best: tuple[list[int], Run, Hit] | None = None
    for j in range(i + 1, min(i + 12, len(runs))):
        below = runs[j]
        step = below.box.y0 - bottom.y1 + 0.5 * sheet.line_height
        if below.cell != run.cell or abs(below.box.x0 - run.box.x0) > 0.01 or step < 0:
            continue
        if step >= sheet.line_height or len(lines) == WRAPPED or re.search(r"\d", below.text):
            break
        lines, words, bottom = [*lines, j], [*words, *below.words], below.box
        whole = run_of(words, run.page, run.cell)
        hit = labels.find(whole.text)
        complete = hit is not None and not hit.slips and hit.end >= len(whole.text.rstrip(" :：.)）"))
        if complete and hit and len(lines) > 2 and hit.letters >= 6:
            best = lines[1:], whole, hit
    return best


def _wrapped_label(
    runs: Sequence[Run], i: int, hit: Hit | None, labels: Labels, sheet: Sheet
) -> tuple[int, Run, Hit] | None:
    """A label whose wording goes on in the next line of the same column."""
    run = runs[i]
    rest = run.text[hit.end :] if hit else ""
    words = bool(rest) and not OPEN_REMARK.match(rest)
    valued = words and (run.cell < 0 or re.search(r"[\d:：]", rest) is not None)
    if run.cell < 0 and NUMBER_BESIDE.fullmatch(run.text):
        return None
    for j in range(i + 1, min(i + 6, len(runs))):
        below = runs[j]
        close = 0 <= below.box.y0 - run.box.y1 + 0.5 * sheet.line_height < sheet.line_height
        if below.cell != run.cell or not close or abs(below.box.x0 - run.box.x0) > 0.06 or _larger(run, below):
            continue
        text = f"{run.text} {below.text}"
        if answered_beside(run, below, runs, labels) or TO_NOBODY.match(below.text):
            return None
        longer = labels.find(text)
        more = hit is not None and longer is not None and valued and longer.letters > hit.letters
        whole = longer is not None and not longer.slips and longer.is_all_of(text)
        if longer and whole and (more or (not valued and alone_beside_one_line(sheet, (run, below)))):
            return j, run_of(run.words + below.words, run.page, run.cell), longer
        if valued:
            return None
        again = labels.find(below.text)
        if hit and again and (_says_label_again(again, hit, below) or (hit.colon and again.colon)):
            return None
        if longer and longer.composed and again and again.is_all_of(below.text):
            return None  # `Material` over `Sollmenge` are two captions
        if hit and again and longer and longer.letters == hit.letters and _is_another(again, hit, below):
            return None
        if hit is None and again and not again.slips and longer and longer.slips:
            return None  # a value of one letter over the next caption
        if words and not (longer and not longer.slips and hit and _says_more(longer, hit, text)):
            return None
        if (
            longer
            and longer.end > len(run.text) + 1
            and (hit is None or longer.name == hit.name or longer.letters > hit.letters)
        ):
            joined = run_of(run.words + below.words, run.page, run.cell)
            return j, joined, longer
        break
    return None


def _says_more(longer: Hit, hit: Hit, text: str) -> bool:
    """Whether a caption goes on in its next line: with more of its wording, or with that of another language."""
    return longer.letters > hit.letters or (longer.name == hit.name and longer.is_all_of(text))


def _larger(run: Run, below: Run) -> bool:
    """Whether print is so much larger than what stands below that it is a title: a spaced letter of `领  料  单`."""
    return max(w.box.height for w in run.words) > TALL * max(w.box.height for w in below.words)


def _is_another(label: Hit, hit: Hit, line: Run) -> bool:
    """Whether the line below is a caption of its own, of which the one above would take but `Country of`."""
    whole = (label.colon or (label.is_all_of(line.text) and label.letters > 6)) and not label.slips
    return whole and not set(label.names) & set(hit.names)


def _is_label(run: Run, hit: Hit) -> bool:
    """Words that merely begin like a short label (`TO`, `NO`, `ORIGIN`) must show some further sign of being one."""
    if hit.name.startswith(LINE) and not hit.colon and ends_firm(run.text):
        return False  # `PARTS COMPANY`, the second line of a name
    whole = (hit.is_all_of(run.text) or _goes_on_as_condition(run, hit)) and hit.letters >= 2
    chinese = hit.letters >= 2 and bool(re.match(r"\W*[\u4e00-\u9fff]", run.text))
    caption = run.text[: hit.end].strip()
    two_words = hit.letters >= 5 and " " in caption  # `BOM ID 40771`
    two_words = two_words or (hit.letters >= 4 and caption.endswith(("No.", "NO.", "Nr.")))  # `B/L No. EGLV0036`
    numbered_paper = (hit.letters >= 7 or two_words) and bool(
        re.match(r"[\s#.:°º]*(?:N[o°r]?\.?\s+)?[A-Z]{0,6}(?:[-/][A-Z]{1,4})?[-/ ]?\d", run.text[hit.end :])
    )
    slip_number = NUMBER_OF_PAPER.fullmatch(run.text) is not None or numbers_paper(run, hit)
    dated = any(name.endswith("_date") for name in hit.names) and is_date(run.text[hit.end :])
    named = any(words.match(run.text[: hit.end]) for words in (BILINGUAL, SALUTED))
    sure = hit.colon or whole or numbered_paper or slip_number or dated or named
    return sure or (hit.numbered and hit.letters >= 4) or hit.letters >= LONG_LABEL or (
        chinese and hit.end < len(run.text) and run.text[hit.end - 1 : hit.end + 1].strip() != ""
        and hit.letters >= 3
    )  # fmt: skip


BILINGUAL = re.compile(r"\W*[\u4e00-\u9fff][\u4e00-\u9fff\s]*[\s/／][A-Za-z][A-Za-z. ]+$")
"""`品名 Name` in two languages is a caption, however short, whatever follows it."""
SALUTED = re.compile(r"\W*(?:To\s+)?(?:Messrs\.?|M/s\.?|Señores|Sres\.|Spett\.?\s?le)\s*$", re.IGNORECASE)
"""`Messrs. Lone Star Drilling Supply`: who is addressed so is a firm that follows."""


def _rest(run: Run, hit: Hit) -> Run | None:
    rest = run.part(hit.end)
    # `Exporter +99}` was a caption in another script; parties have letters
    word = r"[^\W\d_]" if set(hit.names) <= set(party_rows.PARTIES) else r"\w"
    said = rest and re.search(word, rest.text) and not _goes_on_as_condition(run, hit)
    return rest if said else None


def _goes_on_as_condition(run: Run, hit: Hit) -> bool:
    condition = CONDITION.search(run.text)
    return condition is not None and condition.start() <= hit.end


def _in_cell(sheet: Sheet, marked: Marked, i: int, hit: Hit) -> tuple[list[Run], bool]:
    run = marked[i][0]
    lines = [] if goes_on_in_another(run, hit) else [r for r in [_rest(run, hit)] if r]
    inside = [(r, h) for r, h in marked[i + 1 :] if r.cell == run.cell and not again_beside(run, hit, r)]
    for other, label in inside:
        if label is not None and not (lines == [] and _says_label_again(label, hit, other)):
            break
        lines.append(other)
    lines = [line for line in lines if not ASKED.fullmatch(line.text)]
    if lines:
        return whole_name(sheet, under(run, below_caption(sheet, run, lines, hit.name)), hit.name), True
    for cell in neighbours(sheet, run.cell):
        there = [(r, h) for r, h in marked if r.cell == cell]
        if there and there[0][1] is None:
            beside: list[Run] = []
            for other, label in there:
                if label is not None:
                    break
                beside.append(other)
            return beside, False
    return [], False


def _says_label_again(label: Hit, hit: Hit, line: Run) -> bool:
    """`SHIPMENT FROM NINGBO …` under `Transport details`: a value that begins with a wording of its own label."""
    same = hit.names[0] in label.names and not label.colon and not label.numbered
    return same and label.end < len(line.text)


def _beside_labels(marked: Marked, i: int) -> bool:
    """Whether another label stands beside this one in its cell: a box without ruling between its columns."""
    label = marked[i][0]
    return any(
        hit is not None and run is not label and run.cell == label.cell
        and abs(run.box.cy - label.box.cy) < 0.5 * label.box.height
        for run, hit in marked
    )  # fmt: skip
