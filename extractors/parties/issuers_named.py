"""The authority that a block of print names, on one line or over several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Run, blocks_below, by_cell
from extractors.nlp import issuers
from extractors.sighted import Context, found_value, joined, value_of
from extractors.typed.found import Found
from schemas.record import Value
from schemas.reference import issuers as registry


def issuer_in(lines: Sequence[Run], context: Context, least: float = 0.0) -> Value | None:
    """The authority that a block of print names, on one line or on two; a line alone is believed before a pair.

    Args:
        least: how sure (0 to 1) at least a name of several words counts where it stands.
    """
    blocks = [*(block for size in (2, 3) for block in blocks_below(lines, size)), *_hanging(lines)]
    best: tuple[float, Value, str] | None = None
    for block in (*([line] for line in lines), *blocks):
        run = joined(block)
        found = None if NOT_THE_ISSUER.match(run.text) else issuers.find_issuer(run.text)
        if found and SEAL_LETTERS.search(found.value):
            continue
        if found and found.sure >= WEAKLY_NAMED:
            found = replace(found, sure=max(found.sure, least))
        if found and (best is None or found.sure > best[0] + 0.02 or _completes(found, best, block)):
            if run.text[: found.start].upper().endswith("THE "):
                found = replace(found, value=f"THE {found.value}", start=found.start - 4)
            value = found_value(found, run, context)
            if _goes_on_doubtfully(run, found, lines):
                value = replace(value, confidence=min(value.confidence, CUT_SHORT))
            best = found.sure, value, run.text.strip()
    return best[1] if best else None


CUT_CHINA = re.compile(
    r"(?P<office>.*\bCUSTOMS OF THE )PEOPL\w*\W?S?(?: REPUBLIC(?: OF(?: (?!CHINA)\S+)?)?)?", re.IGNORECASE
)
ONE_END = 0.75
"""Confidence of a name at most whose end was not read, where there is but one that it can have."""


def of_china(issuer: Value) -> Value:
    """`YANCHENG CUSTOMS OF THE PEOPLE'S`, the end of which a seal hides: customs are so named in China alone."""
    cut = CUT_CHINA.fullmatch(str(issuer.value))
    if cut is None:
        return issuer
    whole = "PEOPLE'S REPUBLIC OF CHINA" if cut["office"].isupper() else "People's Republic of China"
    return replace(issuer, value=cut["office"] + whole, confidence=min(issuer.confidence, ONE_END))


def _goes_on_doubtfully(run: Run, found: Found[str], lines: Sequence[Run]) -> bool:
    """Whether a doubtful word follows the name on its line: `LINYI CUSTOMS DISTRICT P.R` before a misread `CHINA`."""
    beside = (other for other in lines if abs(other.box.cy - run.box.cy) < 0.5 * run.box.height)
    rest = run.part(found.end) or next((o for o in beside if 0 < o.box.x0 - run.box.x1 < A_BLANK), None)
    return rest is not None and rest.words[0].confidence < SURE_WORD and bool(WORD.match(rest.text))


def misread_issuer(lines: Sequence[Run], context: Context) -> Value | None:
    """A body of the table of issuers whose name a block of print holds with slips: `CHH OUNCIL FOR THE PROMOTIOM OF`
    over `INTERNATIONAL TRADE`, of which a signature hides letters. As the table writes it, and doubtful.
    """
    if not lines or not _listed(joined(by_cell(lines)).text):
        return None
    for size in (1, 2, 3):
        for run in map(joined, blocks_below(lines, size)):
            if name := _listed(run.text):
                return value_of(name, run, context, MISREAD)
    return None


def _listed(text: str) -> str | None:
    """The name of the body that a text names, if it is a listed one of several words."""
    match = registry.match(text, None)
    if match is None or not match.listed or match.group == "NONE" or len(match.matched.split()) < WORDS_OF_A_BODY:
        return None
    return match.title if match.title.upper().endswith(match.matched.upper()) else match.matched


MISREAD, WORDS_OF_A_BODY = 0.75, 4
CUT_SHORT, SURE_WORD = 0.6, 0.9
"""Confidence of a name at most that may have lost its end, and of the word behind it that says so, at most."""
WORD = re.compile(r"\W*[^\W\d_]{3}")
A_BLANK = 0.04
"""Share of the page's width within which print goes on."""
WEAKLY_NAMED = 0.55
"""How sure a name of several words is at least, where nothing but its place says that it is an authority's."""


def _hanging(lines: Sequence[Run]) -> list[list[Run]]:
    """A line that begins behind its caption with the one or two that go on below, where the caption begins."""
    blocks: list[list[Run]] = []
    for first in lines:
        below = [
            line
            for line in lines
            if (line.page, line.cell) == (first.page, first.cell)
            and line.box.x0 < first.box.x0 - 0.03
            and 0.5 < (line.box.cy - first.box.cy) / max(first.box.height, line.box.height) < NEXT_LINE
        ]
        if below:
            blocks += [[first, below[0]], *([first, *pair] for pair in blocks_below(lines, 2) if pair[0] is below[0])]
    return blocks


NEXT_LINE = 1.9
"""Heights of print to the next line."""


def _completes(found: Found[str], best: tuple[float, Value, str], block: Sequence[Run]) -> bool:
    """Whether a name over several lines is the whole of what was found on one of them.

    A line that ends in the middle of a name goes on in the next; a branch is named with the body it belongs to.
    """
    shorter, longer = (name.upper().removeprefix("THE ") for name in (str(best[1].value), found.value))
    printed = best[2]
    if found.sure < best[0] - 0.02 or len(longer) <= len(shorter):
        return False
    if longer.startswith((f"{shorter} OF ", f"{shorter} AND ", f"{shorter} & ")):
        return True
    if DANGLING.search(shorter) or (DANGLING.search(printed) and longer.startswith(shorter)):
        return True
    if (
        longer.startswith(f"{shorter}")
        and len(block) > 1
        and all(GOES_ON.match(line.text.strip()) for line in block[1:])
    ):
        return True
    if longer.startswith(f"{shorter} ") and ANYWHERES_BODY.fullmatch(shorter):
        return len(longer[len(shorter) :].split()) <= WORDS_OF_A_TOWN
    if longer.endswith(f" {shorter}") and BODY_ALONE.fullmatch(shorter):
        return True
    return longer.endswith(shorter) and bool(BRANCH.search(shorter)) and not BRANCH.search(longer[: -len(shorter)])


NOT_THE_ISSUER = re.compile(
    r"\W*+(?:\d{1,2}\W*+)?(?:FOR (?:OFFICIAL|CERTIFYING)|SEE NOTES)|.*\S@\S|\W*(?:©|\(C\)\s|COPYRIGHT|PRINTED BY)",
    re.IGNORECASE,
)
DANGLING = re.compile(
    r"(?:\b(?:AND|OF|FOR|THE|DE|DEL|DI|DU|DES|DA|DO|DELLA|ET|Y|VE|DAN|UND|PROVINSI|KABUPATEN|KOTA|VIET|P\.?\s?R)|"
    r"P\.\s?R\.|['’]S|&|\w-)$",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"(?:AND|OF|&|FOR|DE|DEL|DI|DU|DES|DA|DO|DELLA|ET|Y|E|VE|DAN|UND)\s+[^\W\d_]|D['’][^\W\d_]", re.IGNORECASE
)
"""How a line goes on with the name above it: `MINISTRY OF INVESTMENT, TRADE` over `AND INDUSTRY`."""
ANYWHERES_BODY = re.compile(
    r"CHAMBRE DE COMMERCE(?: ET D['’ ]INDUSTRIE)?(?: D[EU])?|C[AÁ]MARA DE COMERCIO(?: E INDUSTRIA)?(?: DE)?|"
    r"CAMERA DI COMMERCIO(?: DI)?|(?:INDUSTRIE- UND )?HANDELSKAMMER(?: ZU)?|ZOLLSTELLE|(?:HAUPT)?ZOLLAMT|"
    r"BUREAU DES? DOUANES?(?: DE)?",
    re.IGNORECASE,
)
"""A body that every town has one of: which it is stands behind, or in the next line."""
WORDS_OF_A_TOWN = 4
BRANCH = re.compile(r"\bSUB-?\s?(?:COUNCIL|COMMITTEE)\b|\bBRANCH\b|\bCOMMITTEE\b")
SEAL_LETTERS = re.compile(r"(?:^|\s)[^\W\d_PRY](?=\s)(?:.*\s)?[^\W\d_PRY](?:\s|$)")
"""Letters that stand alone, as those of a seal's ring are read: `N D HANDELSK M`."""
BODY_ALONE = re.compile(
    r"(?:CHAMBERS?|ASSOCIATION|BOARD|FEDERATION|COUNCIL) OF (?:COMMERCE|TRADE|INDUSTR\w+)(?:,? (?:AND|&) \w+)*"
    r"|CUSTOMS(?: \w+)?"
)
"""A body without the words that say which: its name begins on the line above."""
