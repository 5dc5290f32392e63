"""The date of a record that no caption asks for: alone at its head, behind its number, or over its signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import values
from extractors.captions.fields import Labelled
from extractors.layout import Run, Sheet
from extractors.sighted import Context, Values


def bare_date(
    sheets: Sequence[Sheet], tables: Sequence[float], labelled: Sequence[Labelled], context: Context
) -> Values:
    """The date that stands without a caption at the head of a record, or over its signatures; in doubt.

    Args:
        tables: where the tables of the record begin, as shares of a page's height.
    """
    head = min(tables, default=0.35)
    everything = [run for sheet in sheets for run in sheet.runs]
    taken = {line for item in labelled for line in (item.lines[:1] if item.name == "record_number" else item.lines)}
    runs = [r for r in sheets[0].runs if r.box.cy < head and r not in taken and BARE_DATE.fullmatch(r.text)]
    runs = runs or [r for r in everything if r not in taken and PLACE_AND_DAY.fullmatch(r.text)]
    runs = runs or _behind_number(labelled)
    found = [values.take("date", "issue_date", [run], context) for run in runs]
    if len(found) != 1 or "issue_date" not in found[0]:
        return {}
    return {"issue_date": replace(found[0]["issue_date"], confidence=min(found[0]["issue_date"].confidence, BARE))}


def _behind_number(labelled: Sequence[Labelled]) -> list[Run]:
    """The date that goes on behind the record's number: `N. OP-26/0311 del 01/09/2026`, `Số: 45/ĐM Ngày 18/05/2026`."""
    numbered = (item for item in labelled if "record_number" in item.hit.names)
    lines = [line for item in numbered for line in item.lines[:1]]
    found = ((line, match) for line in lines if (match := DATED.search(line.text)))
    return [part for line, match in found if (part := line.part(match.start("day"), match.end("day")))][:1]


DATED = re.compile(
    r"\d\S*\s+(?:DEL|VOM|DU|DE|DATED|DT\.?|Z DNIA|ZE DNE|NG[ÀA]Y|TANGGAL|TGL\.?)\s*:?\s*"
    r"(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{2,4})\b",
    re.IGNORECASE,
)
BARE = 0.8
"""What a date counts that no caption asks for."""
PLACE_AND_DAY = re.compile(
    r"[^\W\d][^\d,]{1,30},\s*ng[àa]y\s+\d{1,2}\s+th[áa]ng\s+\d{1,2}\s+n[ăa]m\s+2\d{3}"
    r"|[^\W\d][^\d,:]{1,20},\s*(?:den|le|l[ìi]|dnia|dne|a)?\s*(?:2\d{3}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]2\d{3})",
    re.IGNORECASE,
)
"""`Bình Dương, ngày 12 tháng 3 năm 2026` over who signs, `Kalisz, 2026-08-26` at the head."""
BARE_DATE = re.compile(
    r"\W*(?:[12]\d{3}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|\d{1,2}[./-]\d{1,2}[./-][12]\d{3}"
    r"|\d{1,2}[\s-][A-Z]{3,9}\.?[\s,-]+[12]\d{3}|[A-Z]{3,9}\.?\s\d{1,2},?\s[12]\d{3})\W*",
    re.IGNORECASE,
)
