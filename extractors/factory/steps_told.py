"""Steps of making told one below the other by captions, each in a block of its own: none of them is a product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.captions.fields import Labelled
from extractors.captions.labels import Labels
from extractors.layout import Run, Sheet
from extractors.tables.item_blocks import wording

OF_A_STEP = ("place", "hours")
"""What a step alone has: where it is taken and how long it takes."""
SEVERAL = 2
"""Lines that begin such a caption alike: a head may say once where an order is made."""


def without_told_steps(sheet: Sheet, labelled: Sequence[Labelled], steps: Labels) -> list[Labelled]:
    """The labels without those of a goods line that stand level with captions of steps, printed over and over.

    Args:
        steps: the wordings of the columns of operations.
    """
    asking: list[tuple[str, Run]] = []
    for run in sheet.runs:
        hit = steps.find(run.text)
        if hit and hit.name in OF_A_STEP and not hit.slips and (hit.colon or hit.is_all_of(run.text)):
            asking.append((wording(run.text[: hit.end]), run))
    times = Counter(caption for caption, _ in asking)
    told = [run for caption, run in asking if times[caption] >= SEVERAL]
    return [item for item in labelled if not (item.columns and any(_level(run, item.label) for run in told))]


def _level(run: Run, label: Run) -> bool:
    return run.page == label.page and abs(run.box.cy - label.box.cy) < 0.5 * label.box.height
