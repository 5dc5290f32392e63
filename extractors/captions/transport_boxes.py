"""What forms ask for inside their box of transport: `Departure date`, `Vessel's name / Aircraft etc.`, and so on."""

from __future__ import annotations

from extractors.captions.open_print import Marked
from extractors.layout import Run

ASKED = ("transport", "port_of_loading", "port_of_discharge", "departure_date")


def whole_boxes(marked: Marked) -> Marked:
    """The marked runs, where a box is asked for its transport as a whole without the captions inside the box.

    The record holds all that is printed in the box, so that what stands there in lines of its own is no other answer.
    """
    asked: set[tuple[int, int]] = set()
    kept: Marked = []
    for run, hit in marked:
        box = (run.page, run.cell)
        if hit is None or hit.name not in ASKED or run.cell < 0:
            kept.append((run, hit))
        elif box in asked and not hit.numbered:
            kept.append((run, None))
        else:
            if hit.name == "transport" and _asks_alone(run, hit.end):
                asked.add(box)
            kept.append((run, hit))
    return kept


def _asks_alone(run: Run, end: int) -> bool:
    """Whether the box's caption stands alone on its line or lines."""
    return not any(letter.isalnum() for letter in run.text[end:])
