"""What commercial papers print without a label: a container, an air waybill's number, the number beside the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Run
from extractors.sighted import Context, Values, found_value
from extractors.typed import codes, references

HEAD = 0.3
BARE_NUMBER = re.compile(r"\W*(?:#|No\.?|Nr\.?)\s*(?P<number>[A-Z]{0,6}[-/]?\d[A-Z0-9/-]{2,})", re.IGNORECASE)


def complete(found: Values, kind: str, runs: Sequence[Run], context: Context) -> None:
    """Add to `found` what stands on the paper without a label; labelled values are never replaced.

    Args:
        runs: all print of the document in reading order.
    """
    if "container" not in found:
        number = found.get("bl_number")
        found.update(_container(runs, str(number.value) if number else "", context))
    if kind == "ship.awb" and "bl_number" not in found:
        for run in runs:
            if number := references.find_air_waybill(run.text):
                found["bl_number"] = found_value(number, run, context)
                break
    if kind == "ship.invoice" and "invoice_number" not in found:
        for run in runs:
            if run.box.cy < HEAD and (match := BARE_NUMBER.fullmatch(run.text)):
                number = references.find_reference(match["number"])
                if number:
                    found["invoice_number"] = found_value(number.moved(match.start("number")), run, context)
                    break


def _container(runs: Sequence[Run], bill_of_lading: str, context: Context) -> Values:
    """A container number needs no label: its check digit tells it.

    Args:
        bill_of_lading: its number, which some carriers build alike; every eleventh of those has a right check digit.
    """
    for run in runs:
        for found in codes.find_containers(run.text):
            if not found.repaired and found.value != bill_of_lading:
                return {"container": found_value(found, run, context)}
    return {}
