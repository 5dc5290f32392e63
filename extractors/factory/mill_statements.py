"""What a mill certifies in prose below its tables: `… tested with satisfactory results. Melted and poured in China.`"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import values
from extractors.layout import Run
from extractors.sighted import Context, Values

KIND = "fac.mtc"
MELTED = re.compile(
    r"\b(?:S?MELTED|POURED|MELT)\b[\w\s,&/]{0,40}?\bIN\s+(?:THE\s+)?(?P<en>[^.;()]{2,40})"
    r"|\bERSCHMOLZEN\s+IN\s+(?P<de>[^.;()]{2,40})|\bFUNDID[OA]S?\b[\w\s,]{0,30}?\bEN\s+(?P<es>[^.;()]{2,40})"
    r"|[在于於](?P<zh>[\u4e00-\u9fff]{2,8}?)(?:境内)?[冶熔]炼",
    re.IGNORECASE,
)
NEGATED = re.compile(r"\b(?:NOT|NO|NEVER|OTHER THAN|NICHT)\b|[非未不]", re.IGNORECASE)
IN_PROSE = 0.85
"""What a country counts that a sentence names and no caption asks for."""


def melted_in(runs: Sequence[Run], context: Context) -> Values:
    """`origin_country`: where a sentence says that the metal was melted; empty where none does, or one denies it."""
    for run in runs:
        match = MELTED.search(run.text)
        if match is None or NEGATED.search(run.text[max(0, match.start() - 20) : match.end()]):
            continue
        group = next(name for name, text in match.groupdict().items() if text)
        part = run.part(match.start(group), match.end(group))
        found = values.take("country", "origin_country", [part], context) if part else {}
        if found:
            return {name: replace(v, confidence=min(v.confidence, IN_PROSE)) for name, v in found.items()}
    return {}
