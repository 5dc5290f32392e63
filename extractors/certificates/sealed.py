"""Whose seal a certificate carries, by the print along its ring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from extractors.layout import Sheet
from schemas.page import SealText
from schemas.record import MOST_DOUBTFUL, Sighting, Value
from schemas.reference import issuers as registry

PARTIES = ("exporter", "producer", "consignee", "certifier")


def told_by_seals(kind: str, sheets: Sequence[Sheet], found: Mapping[str, Value]) -> dict[str, Value | None]:
    """What the authority's seal says, `seal_text`, null where no seal could be read; and the `issuer`, doubtful, where
    the print names none and the seal a listed authority.

    Exporters seal certificates too: a seal that names a listed authority goes before one that does not, and a party's
    own comes last.

    Args:
        kind: of the certificate.
        found: its other values.
    """
    seals = [(sheet.page.number, seal) for sheet in sheets for seal in sheet.page.marks.seal_texts]
    if not seals:
        return {"seal_text": None}
    parties = [value.value for name in PARTIES if (value := found.get(name)) and isinstance(value.value, str)]
    page, seal = max(seals, key=lambda told: (_is_authoritys(told[1]), -_is_a_partys(told[1], parties)))
    sighting = Sighting(seal.text, page, seal.box, seal.confidence, "rapidocr")
    told: dict[str, Value | None] = {"seal_text": Value(seal.text, seal.confidence, (sighting,))}
    if found.get("issuer") is None and kind.startswith("coo.") and _is_authoritys(seal):
        told["issuer"] = Value(seal.text, min(MOST_DOUBTFUL, seal.confidence), (sighting,))
    return told


def _is_authoritys(seal: SealText) -> bool:
    match = registry.match(seal.text, None)
    return match is not None and match.group != "NONE"


def _is_a_partys(seal: SealText, parties: Sequence[str]) -> float:
    """How like (0 to 100) a seal's text is to a party's name."""
    return max((fuzz.token_set_ratio(seal.text.upper(), party.upper()) for party in parties), default=0.0)
