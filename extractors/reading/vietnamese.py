"""Pages in Vietnamese, which an English model reads without most of their marks: `CONG TY TNHH MAY MAC`, `Ngay`, `S6`.

They are told by that reading: by pairs of words that forms print in Vietnamese, whatever their marks. RapidOCR lacks
half of the letters and leaves them out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache

from extractors.engine import SeenWord
from extractors.reading.doubtful import LETTERS, wordings
from extractors.typed.folding import fold

ITS_OWN = re.compile(r"[ảạấầẩẫậắằẳẵặẻẽẹếềểễệỉịỏọốổỗộơớờởỡợủụưứừửữựỳỷỹỵđ]", re.IGNORECASE)
"""Letters that hardly any other language writes."""
FEWEST = 5
"""Such pairs on a page: factory records in Vietnamese have 10 to 35, papers in other languages one at most, and a list
with captions in both languages three."""


def looks_vietnamese(words: Sequence[SeenWord]) -> bool:
    """Whether a page is in Vietnamese.

    Args:
        words: in the order of print, as an engine read them that does not know the language.
    """
    beside = itertools.pairwise(words)
    seen = {(_plain(a.text), _plain(b.text)) for a, b in beside if a.line == b.line}
    return len(seen & _pairs()) >= FEWEST


def _plain(text: str) -> str:
    return fold(text.strip(":.,;()/"))


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    lines = (LETTERS.findall(text) for text in wordings())
    pairs = {pair for line in lines for pair in itertools.pairwise(line)}
    return frozenset((fold(a), fold(b)) for a, b in pairs if ITS_OWN.search(a) or ITS_OWN.search(b))
