"""Where and when a certificate was issued, as the print below the goods says: on one line, or on two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run
from extractors.nlp import issuers
from extractors.sighted import Context, Values, found_value, joined, value_of
from extractors.typed import countries, dates

DATE_WORDS = re.compile(
    r"\b(?:PLACE(?: AND DATE)?(?: OF ISSUE)?|DATED?(?: (?:AND|&) PLACE)?(?: OF ISSUE)?|ISSUED?|SIGNED|DONE|GIVEN|FAIT|"
    r"HECHO|AT|ON|IN|IL|DEN)\b\s*[:.,]?\s*|(?:日期|地点|签发)[:：]?",
    re.IGNORECASE,
)


def dated_and_placed(found: Values, block: Sequence[Run], runs: Sequence[Run], context: Context) -> bool:
    """Date and place of issue: the last dated line of a block, and the place beside its date, over it or under it.

    Args:
        runs: all print of the document, in which a place that stands alone on its line is named again.
    """
    for run in reversed(block):
        when = dates.find_dates(run.text, context.order)
        if not when or NOT_OF_ISSUE.search(run.text):
            continue
        found["issue_date"] = found_value(when[-1], run, context)
        sure = 1.0
        place = run.text[: when[-1].start].strip(" ,.:;-/|")
        place = DATE_WORDS.sub("", place).strip(" ,.:;-/|")
        place = BEFORE_DAY.sub("", place)  # `SAFI, le 16/01/2026`
        part = run.part(0, when[-1].start)
        if not place and (beside := _left_of(run, block)):  # `PHNOM PENH` and the date are two runs of one line
            place, part = beside.text.strip(" ,.:;-/|"), beside
        if not place and (behind := place_behind(run, when[-1].end, runs)):  # `21/10/2025 NINGBO`
            place, part, sure = behind.text.strip(" ,.:;-/|"), behind, BEHIND
        if not place and (alone := _over_or_under(run, block, runs)):
            place, part, sure = alone.text.strip(" ,.:;-/|"), alone, BEHIND
        place = STAMPED.sub("", place)
        if len(place.split()) > LONGEST_PLACE:  # a sentence: `…, na cidade de Florianópolis, aos 20/07/2026`
            city = IN_THE_CITY.search(place)
            place = city["city"].strip(" ,") if city else ""
        if place and part and "issue_place" not in found:
            found["issue_place"] = value_of(place, part, context, sure)
        return True
    return False


BEFORE_DAY = re.compile(r"(?:[,\s]+(?:le|el|am|a|aos|al|den|on|the|this|il|li|em|dia|day|of))+$", re.IGNORECASE)
ISSUED_AT = re.compile(
    r"(?:ISSUED (?:AT|IN)|D[ÉE]LIVR[ÉE] [ÀA]|EMITIDO E[NM]|EXPEDIDO EN|AUSGESTELLT IN|RILASCIATO A)\s*:?\s+"
    r"(?P<place>[^\W\d_][^\d:;]{2,40})",
    re.IGNORECASE,
)
BEHIND = 0.8
"""What a place counts that stands behind the date, over it or under it, where a name may stand as well."""
LONGEST_PLACE = 6
"""Words of a place with its region; more are a sentence."""
IN_THE_CITY = re.compile(
    r"\b(?:cidade|ciudad|city|ville|citt[àa])\s+(?:de|del|di|of)\s+(?P<city>[^\W\d_a-z][^,;:]{2,40}?)(?=[,;]|$|\s+(?:a|aos|on|le)\b)",
    re.IGNORECASE,
)
NOT_OF_ISSUE = re.compile(
    r"\b(?:INVOICE|FACTUR|FATTURA|FATURA|RECHNUNG|SHIPPED|DEPARTURE|SAILED|ETD|ON BOARD|L/?C NO|"
    r"VALID (?:UNTIL|TILL|TO)|EXPIR|EXPORT DOC|BILL OF LADING|B/L)",
    re.IGNORECASE,
)
"""A line that dates something else than the certificate."""
STAMPED = re.compile(r"(?<=[A-Za-z])[\u4e00-\u9fff](?=[A-Za-z])")
"""A seal's letter that was read within a word below it: `YAN国TAI`."""


def _left_of(run: Run, block: Sequence[Run]) -> Run | None:
    """The words that stand on the line of a date, before it."""
    line = [r for r in block if abs(r.box.cy - run.box.cy) < 0.4 * run.box.height and 0 <= run.box.x0 - r.box.x1 < 0.1]
    words = max(line, key=lambda r: r.box.x1, default=None)
    asks = words is not None and not re.search(r"\w", DATE_WORDS.sub("", words.text))  # `Date` beside the day
    return words if words and not asks and re.fullmatch(r"[^\W\d_][^\d:：]{2,30}", words.text) else None


def place_behind(run: Run, end: int, runs: Sequence[Run]) -> Run | None:
    """The place that a date on its line is followed by, with its country, which may go on in the next line."""
    named = PLACE_BEHIND.fullmatch(run.text, end)
    part = run.part(*named.span("place")) if named else None
    if part is None or countries.country(part.text.rpartition(",")[2]):
        return part
    if "," not in part.text and not run.text.rstrip().endswith(","):
        return part
    below = [r for r in runs if _column(r, run) and 0 < r.box.cy - run.box.cy < NEXT_LINE * run.box.height]
    whole = joined([part, below[0]]) if below else part
    tail = whole.text.rpartition(",")[2] if "," in part.text else below[0].text if below else ""
    country = countries.country(tail)
    return whole if country and not country.repaired else part


def _column(line: Run, run: Run) -> bool:
    return (line.page, line.cell) == (run.page, run.cell) and line.box.x0 < run.box.x1 and line.box.x1 > run.box.x0


PLACE_BEHIND = re.compile(
    r"[\s,;/·-]+(?P<place>[^\W\d_a-zß-ÿ](?:[^\d,:;]|(?<=[^\W\d_]),(?= ?[^\W\d_a-zß-ÿ])){2,48})(?<![\s.])\W*"
)


def _over_or_under(run: Run, block: Sequence[Run], runs: Sequence[Run]) -> Run | None:
    """A place alone on the line over a date or under it, where the paper names that town elsewhere, too."""
    near = [
        other
        for other in block
        if other.cell == run.cell
        and other.page == run.page
        and 0.5 * run.box.height < abs(other.box.cy - run.box.cy) < NEXT_LINE * run.box.height
        and (abs(other.box.x0 - run.box.x0) < LEVEL or abs(other.box.cx - run.box.cx) < LEVEL)
        and ALONE.fullmatch(other.text.strip())
        and len(other.text.split()) <= LONGEST_PLACE
    ]
    for line in near:
        town = line.text.partition(",")[0].strip()
        if NO_PLACE.search(line.text) or issuers.find_issuer(line.text) or countries.country(town):
            continue
        if any(_ends_issuer(above, line) for above in block):
            continue
        again = re.compile(rf"(?<!\w){re.escape(town)}(?!\w)", re.IGNORECASE)
        if any(again.search(other.text) for other in runs if not other.box.contains(line.box.cx, line.box.cy)):
            return line
    return None


def _ends_issuer(above: Run, line: Run) -> bool:
    """Whether a line is the end of an authority's name that begins right above it."""
    if above.cell != line.cell or not 0 < line.box.cy - above.box.cy < NEXT_LINE * line.box.height:
        return False
    named = issuers.find_issuer(f"{above.text}\n{line.text}")
    return named is not None and named.value.upper().endswith(line.text.strip(" .,").upper())


NEXT_LINE, LEVEL = 1.8, 0.012
"""Heights of print to the next line, and the share of the page's width by which it may begin apart."""
ALONE = re.compile(r"[^\W\d_][^\d:：;()]{2,48}")
NO_PLACE = re.compile(
    r"\b(?:sign\w*|stamp|seal|officer|authori\w+|customs|certif\w*|declar\w*|export\w*|import\w*|name|title|date|"
    r"director|manager|firma|unterschrift|cachet|total|invoice|remarks?)\b",
    re.IGNORECASE,
)
"""Words of captions and of those who sign."""
