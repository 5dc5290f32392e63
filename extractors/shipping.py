"""What commercial papers print without a label: a container, an air waybill's number, the number beside the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import values
from extractors.layout import Run
from extractors.sighted import Context, Values, found_value, value_of
from extractors.typed import codes, countries, references

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
    _said(found, runs, context)
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


FROM_TO = re.compile(
    r"\W*(?:SHIPPED\s+|SHIPMENT\s+)?FROM\s+(?P<loading>[^:：]{3,40}?)\s+TO\s+(?P<discharge>[^:：]{3,40}?)"
    r"\s*(?:\b(?:BY|VIA|PER)\b.*|L/C\b.*|\Z)",
    re.IGNORECASE,
)
"""`From NINGBO To LONG BEACH by sea`"""
PER = re.compile(r"\W*(?i:PER)\s+(?:(?:S\.?S\.?|M[./]?V\.?|VESSEL)\s+)?(?P<vessel>[A-Z][A-Z0-9 .'-]{3,40})")
"""`Per WAN HAI 513`; a caption of its own is found by its label."""
OF_ORIGIN = re.compile(
    r"\b(?:GOODS|MERCHANDISE|PRODUCTS?|CARGO)\s+(?:(?:ARE|IS|WERE)\s+)?OF\s+(?P<before>[A-Z' .]{3,30}?)\s+ORIGIN\b"
    r"|\bGOODS\s+OF\s+(?P<after>[A-Z][A-Z' .]{2,30})\Z",
    re.IGNORECASE,
)
"""`We certify that the goods are of CHINA origin`, `Goods of Brazil`"""


def _said(found: Values, runs: Sequence[Run], context: Context) -> None:
    """Ports, ship and origin in the words of a sentence instead of behind captions."""
    for run in runs:
        if (way := FROM_TO.fullmatch(run.text)) and not {"port_of_loading", "port_of_discharge"} & found.keys():
            for name, part in (("port_of_loading", "loading"), ("port_of_discharge", "discharge")):
                if piece := run.part(way.start(part), way.end(part)):
                    found[name] = value_of(piece.text.strip(" ,.;"), piece, context)
        if "vessel" not in found and (ship := PER.fullmatch(run.text)):
            found.update(values.take("vessel", "vessel", [run.part(ship.start("vessel")) or run], context))
        if "origin_country" not in found and (origin := OF_ORIGIN.search(run.text)):
            part = "before" if origin["before"] else "after"
            piece = run.part(origin.start(part), origin.end(part))
            if piece and countries.country(piece.text):
                found.update(values.take("country", "origin_country", [piece], context))


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
