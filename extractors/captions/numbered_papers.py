"""Short captions with a paper's number or its day right behind them, and numbers that begin like a caption."""

from __future__ import annotations

import re

from extractors.captions.labels import Hit
from extractors.captions.open_print import Marked
from extractors.layout import Run
from extractors.typed import dates
from extractors.typed.folding import CJK_PATTERN

NUMBER_OF_PAPER = re.compile(
    r"\W*(?:N[or]\.?|N[°º]|№|#)\s*(?:[A-Z]{1,6}[-/ ]?\d[\w/.-]{2,}|\d{5,}|\d+[-/][\w/-]*\d)", re.IGNORECASE
)
"""`No. LL-2603-0417`, `№ 0012345`: a short caption and a number, with nothing else on the line."""


PAPERS = ("record_number", "order_number")
NUMBER_ALONE = re.compile(r"[\s#]*[A-Z]{0,5}[-/]?(?=\S*\d\S*\d\S*\d\S*\d)\d[\w/.-]*\s*")


def numbers_paper(run: Run, hit: Hit) -> bool:
    """`Job WIP-771204`: a word of three letters at least and a number of four figures are all there is on the line."""
    return hit.name in PAPERS and hit.letters >= 3 and NUMBER_ALONE.fullmatch(run.text[hit.end :]) is not None


def answers_below(run: Run, hit: Hit, marked: Marked) -> bool:
    """Whether such a number has the caption that asks for it right below: `JOB 88417` over `Job number`.

    Behind a colon it has been asked for: `订单号：P617667` over `合同号：SC260706`.
    """
    if hit.colon or not numbers_paper(run, hit):
        return False
    return any(
        asked is not None and asked.name in hit.names and asked.is_all_of(caption.text) and _right_over(run, caption)
        for caption, asked in marked
    )


def is_number(run: Run, hit: Hit, before: Marked) -> bool:
    """`PO/25/8812`, or `W.O. 25/118` behind `Work order no.`: a number that begins with its own abbreviation."""
    if STEP.fullmatch(run.text.strip()):
        return True
    if hit.colon or hit.letters > 4 or CJK_PATTERN.match(run.text) or not re.search(r"\d", run.text[hit.end :]):
        return False
    return OWN_PREFIX.fullmatch(run.text) is not None or any(
        asked is not None
        and asked.name in hit.names
        and asked.is_all_of(caption.text)
        and ((caption, asked) == before[-1] or _right_over(caption, run) or _right_of(run, caption))
        for caption, asked in before
    )


def _right_over(upper: Run, lower: Run) -> bool:
    step = lower.box.y0 - upper.box.y1
    return abs(upper.box.x0 - lower.box.x0) < 0.012 and -0.2 * lower.box.height < step < 1.2 * lower.box.height


def _right_of(run: Run, caption: Run) -> bool:
    level = abs(run.box.cy - caption.box.cy) < 0.5 * run.box.height
    return level and 0 <= run.box.x0 - caption.box.x1 < BESIDE


BESIDE = 0.35
"""Share of the page's width within which a number answers a caption left of it."""
STEP = re.compile(r"OP(?:ERATION|N)?\W*0*\d{1,3}|\d{1,2} OF(?: \d{1,2})?", re.IGNORECASE)
"""`Op 20` counts steps and `1 OF 2` pages; both begin like captions of orders."""
OWN_PREFIX = re.compile(r"(?!N[or]\b)[A-Z]{2,4}[-/]?\d[\w/.-]*|(?!N[or]\b)[A-Z]{2,4}[-/][A-Z]{1,4}[-/]?\d[\w/.-]*")


def is_date(text: str) -> bool:
    """Whether print is a date and nothing else: `START 01/22/26` asks for one, however short its word."""
    found = dates.find_dates(text)
    return len(found) == 1 and not re.search(r"\w", text[: found[0].start] + text[found[0].end :])
