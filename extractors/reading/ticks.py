"""The frames beside what a form offers, empty or ticked, put among the words of their lines: `☐ IMPORTER ☒ EXPORTER`.

No engine knows them: they are left out, or read as letters (`CJ IMPORTER &] EXPORTER`).
"""

from __future__ import annotations

import numpy as np

from extractors.engine import Read, SeenWord, by_line
from extractors.nlp.statements import is_offered
from extractors.picture.tick_boxes import TickBox, tick_boxes

EMPTY, TICKED = "☐", "☒"
SURE = 0.9
"""What a frame counts that was seen."""
LONGEST = 16
"""Words of a line that offers something; longer ones are prose."""
LETTERS = 2
"""Letters of a word that stands where a frame does: it was made of the frame."""


def with_ticks(words: Read, grey: np.ndarray) -> Read:
    """What was read, in the order of its lines, with the frames beside what is offered.

    Args:
        grey: the page that its boxes lie on.
    """
    lines = by_line(words)
    seen: dict[tuple[int, int], tuple[float, int, TickBox]] = {}
    for number, line in lines.items():
        if len(line) > LONGEST or not is_offered(" ".join(word.text for word, _, _ in line)):
            continue
        x, y, _, height = line[0][1]
        for box in tick_boxes(grey, line[0][1]):
            # A frame between two lines is that of the one behind it.
            away = max(float(x - box.x1), 0.0, float(box.x0 - max(word.x1 for word, _, _ in line)) * 2)
            place = round(box.x0 / height), round(y / height)
            seen[place] = min(seen.get(place, (away, number, box)), (away, number, box), key=lambda found: found[0])
    for _, number, box in seen.values():
        lines[number] = _with_box(lines[number], box)
    return [item for line in lines.values() for item in line]


def _with_box(line: Read, box: TickBox) -> Read:
    """The words of a line from left to right, a frame among them in the place of what was made of it."""
    _, place, engine = line[0]
    kept = [item for item in line if not (len(item[0].text) <= LETTERS and _within(item[0], box))]
    frame = SeenWord(line[0][0].line, TICKED if box.ticked else EMPTY, float(box.x0), float(box.x1), SURE)
    return sorted([*kept, (frame, place, engine)], key=lambda item: item[0].x0)


def _within(word: SeenWord, box: TickBox) -> bool:
    wide = box.x1 - box.x0
    return box.x0 - wide / 2 <= (word.x0 + word.x1) / 2 <= box.x1 + wide / 2
