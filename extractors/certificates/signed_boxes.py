"""In whose box of a certificate place and date are asked for: the exporter declares, the authority certifies."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.captions.fields import Labelled


def declared_alone(labelled: Sequence[Labelled]) -> bool:
    """Whether `Place and date` stands in the exporter's box only, and a date of its own in that of the authority."""
    boxes = _boxes(labelled, "issuer", "dated")
    return placed_by_exporter(labelled) and bool(boxes["dated"] & boxes["issuer"])


def placed_by_exporter(labelled: Sequence[Labelled]) -> bool:
    """Whether `Place and date` is asked for in the box in which the exporter declares, and nowhere else."""
    boxes = _boxes(labelled, "issuer", "declaration", "issue_place")
    return bool(boxes["issue_place"]) and boxes["issue_place"] <= boxes["declaration"] - boxes["issuer"]


def _boxes(labelled: Sequence[Labelled], *names: str) -> dict[str, set[tuple[int, int]]]:
    """Where captions with something behind them stand, for each field."""
    return {
        name: {(i.label.page, i.label.cell) for i in labelled if i.name == name and i.label.cell >= 0 and i.lines}
        for name in names
    }
