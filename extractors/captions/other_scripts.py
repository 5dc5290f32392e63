"""Captions printed once more in a language that no wording is known in: behind the known one, or at its line's end."""

from __future__ import annotations

import re

from extractors.captions.labels import FURTHER_SCRIPTS, Hit
from extractors.layout import Run

OTHER_SCRIPT = re.compile(rf"[\u4e00-\u9fff（）()/、；\s]{{2,12}}|[{FURTHER_SCRIPTS}（）()/、·\s]{{2,40}}")


def goes_on_in_another(run: Run, hit: Hit) -> bool:
    """Whether what follows a label is its caption in languages we do not know: `/ Mode de transport / Medio …`."""
    rest = run.text[hit.end :]
    if hit.colon or re.search(r"\d", rest):
        return False
    return run.text[: hit.end].rstrip().endswith(("/", "·")) or (
        run.text[0].isascii() and OTHER_SCRIPT.fullmatch(rest) is not None
    )


def again_beside(label: Run, hit: Hit, other: Run) -> bool:
    """Whether print on the line of an English label is its caption in other letters: Arabic, at the box's edge."""
    level = abs(other.box.cy - label.box.cy) < 0.5 * label.box.height and other.box.x0 > label.box.x1
    alone = label.text[0].isascii() and hit.is_all_of(label.text)
    return level and alone and OTHER_SCRIPT.fullmatch(other.text) is not None
