"""Captions, headers and values that stand so close beside each other that white space does not part them into runs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet, on_lines

ALIGNED = 0.004
"""Share of the page's width by which a value may begin beside its caption's left edge."""
REACH = 8
"""Heights of print below two captions within which lines are theirs."""
CAPTION = 4
"""Letters of a wording that is a caption wherever it stands."""


def parted_under_captions(sheet: Sheet, labels: Labels) -> Sheet:
    """The page with every line in the open parted that begins under one caption and has a word begin under the next:
    `FROM SHEKOU TO BRISBANE, AUSTRALIA A26507X22123` below `Transport details` and `Certificate No.`
    """
    pairs = _beside(sheet, labels)
    if not pairs:
        return sheet
    runs = [part for run in sheet.runs for part in (_parted(run, pairs) if run.cell < 0 else (run,))]
    return replace(sheet, runs=tuple(runs)) if len(runs) > len(sheet.runs) else sheet


def _beside(sheet: Sheet, labels: Labels) -> list[tuple[Run, Run]]:
    """Captions in the open with the next one on their line."""
    pairs: list[tuple[Run, Run]] = []
    for line in on_lines([run for run in sheet.runs if run.cell < 0], 0.5):
        pairs += [(a, b) for a, b in itertools.pairwise(line) if _asks(a, labels) and _asks(b, labels)]
    return pairs


def _asks(run: Run, labels: Labels) -> bool:
    hit = labels.find(run.text)
    return hit is not None and hit.letters > CAPTION and (hit.is_all_of(run.text) or hit.numbered)


def _parted(run: Run, pairs: Sequence[tuple[Run, Run]]) -> list[Run]:
    for left, right in pairs:
        below = 0.5 * run.box.height < run.box.cy - left.box.cy < REACH * run.box.height
        if not below or abs(run.box.x0 - left.box.x0) > ALIGNED or run.box.x1 < right.box.x0 + ALIGNED:
            continue
        at = next((n for n, w in enumerate(run.words) if n and abs(w.box.x0 - right.box.x0) < ALIGNED), None)
        if at is not None:
            parts = (run.part(0, run.spans[at]), run.part(run.spans[at]))
            return [part for part in parts if part is not None]
    return [run]


def parted_headers(sheet: Sheet, labels: Labels) -> Sheet:
    """The page with every two headers in the open parted that touch: `Origin criterion Number and date of`, where below
    each of both a column begins.

    Args:
        labels: the wordings of the columns.
    """
    open_runs = [run for run in sheet.runs if run.cell < 0]
    runs = [part for run in sheet.runs for part in (_headers(run, open_runs, labels) if run.cell < 0 else (run,))]
    return replace(sheet, runs=tuple(runs)) if len(runs) > len(sheet.runs) else sheet


def _headers(run: Run, runs: Sequence[Run], labels: Labels) -> list[Run]:
    first = labels.find(run.text) if len(run.words) > 1 else None
    if first is None or (first.is_all_of(run.text) and not first.slips):
        return [run]
    begun = [r.box.x0 for r in runs if 0.5 * run.box.height < r.box.cy - run.box.cy < REACH * run.box.height]
    if not any(abs(x - run.box.x0) < ALIGNED for x in begun):
        return [run]
    for n, word in enumerate(run.words):
        left, right = run.text[: run.spans[n]].rstrip(), run.text[run.spans[n] :]
        if n == 0 or not any(abs(x - word.box.x0) < ALIGNED for x in begun):
            continue
        header, beside = labels.find(left), labels.find(right)
        if header and header.is_all_of(left) and beside and not beside.slips and beside.letters > CAPTION:
            parts = run.part(0, run.spans[n]), run.part(run.spans[n])
            return [
                part for one in parts if one for part in (_headers(one, runs, labels) if one is parts[1] else (one,))
            ]
    return [run]


def at_inner_labels(run: Run, labels: Labels) -> list[Run]:
    """`Date: 3 JUN 2026 Place: NINGBO` is two labels in one run."""
    cuts = [0]
    for at in labels.inner(run.text):
        before = labels.find(run.text[cuts[-1] :])
        within = before is not None and at < cuts[-1] + before.end  # a word of the label it stands in
        if not within and not COMPOUND.search(run.text, cuts[-1], at):
            cuts.append(at)
    parts = [run.part(a, b) for a, b in itertools.pairwise((*cuts, len(run.text)))]
    return [part for part in parts if part is not None] if len(cuts) > 1 else [run]


COMPOUND = re.compile(
    r"\b(?:tax(?:payer)?(?:\s+id(?:entification)?)?|irs|ein|vat|rfc|nit|ruc|rut|id|fiscal|registration|reg|importer|business)"
    r"(?:['’]s)?\.?\s*$|"
    r"\b(?:single|multiple|departure|arrival|sailing|shipping|shipment|loading|expiry|due|delivery|board|b/?l|h?awb|cmr|l/c|seal|voyage|agents?\s+(?:at|in)|account|acct|a/c|cad|cd|sok|street|road|plot)\.?\s*$|\b(?:nos?|numbers?)\b\.?\s*[/&]\s*$",
    re.IGNORECASE,
)
"""Before `date:` or `No.:` it makes another caption, or an address; `Agent at port of discharge:` asks for a firm."""
