"""US preference programmes, the forms that support them, and what each form needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from schemas.reference.dated import Period, period, rows


@dataclass(frozen=True, slots=True)
class Programme:
    """One period of one special programme indicator.

    Attributes:
        origins: ISO codes; empty when any origin will do.
        listed: False when the country list itself is unverified or not shipped; eligibility is then not judged hard.
        certification: "self" (importer, exporter or producer), "form", "importer" or "none".
        needed: "hold" (in the importer's hands when claiming), "request" or "no".
    """

    spi: str
    name: str
    general_note: str
    cfr: str
    origins: frozenset[str]
    any_origin: bool
    listed: bool
    certification: str
    needed: str
    blanket_months: int | None
    life_months: int | None
    mpf_exempt: bool
    period: Period
    verified: bool


@dataclass(frozen=True, slots=True)
class FormParameters:
    """What a form needs and carries (DOMAIN.md 1.17).

    Attributes:
        issued_by: "authority" or "trader" (self-certification).
        soft: custom rather than law: findings that rest on it stay at warning.
        counts: packages, weights and an invoice number are expected on it.
    """

    kind: str
    title: str
    preferential: bool
    issued_by: str
    seal: bool
    signature: str
    validity_months: int | None
    retro_grace_days: int | None
    soft: bool
    blanket: bool
    counts: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class FormUse:
    """What a form can do for a US claim: the programme indicators it supports, and what it is otherwise."""

    spis: frozenset[str]
    otherwise: str
    """"error" (a certificate for another claim), "evidence" (of origin only) or "foreign" (another agreement's)."""
    verified: bool


def programme_periods(spi: str) -> tuple[Programme, ...]:
    """All periods of a programme indicator, none when the table does not know it."""
    return _programmes().get(spi.upper(), ())


def programme(spi: str, on_date: dt.date | None) -> Programme | None:
    """The programme in force under an indicator on a day."""
    return next((p for p in programme_periods(spi) if p.period.covers(on_date)), None)


def group_members(group: str, on_date: dt.date | None = None) -> frozenset[str] | None:
    """Member countries of a group such as EU; None when the table has no such group."""
    members = [
        row["members"] for row in rows("country_groups") if row["group"] == group and period(row).covers(on_date)
    ]
    return frozenset(" ".join(members).split()) if members else None


@cache
def form_parameters(kind: str) -> FormParameters | None:
    """The parameters of a document kind, None for kinds that are no certificate of origin."""
    row = next((row for row in rows("form_parameters") if row["kind"] == kind), None)
    if row is None:
        return None
    return FormParameters(
        kind, row["title"], row["preferential"] == "yes", row["issued_by"], row["seal"] == "yes", row["signature"],
        _number(row["validity_months"]), _number(row["retro_grace_days"]), row["soft"] == "yes",
        row["blanket"] == "yes", row["counts"] == "yes", row["verified"] == "yes",
    )  # fmt: skip


@cache
def form_use(kind: str, on_date: dt.date | None) -> FormUse | None:
    """What a kind of certificate supports for goods entered on a day; None for kinds that are no certificate."""
    for row in rows("form_programme"):
        if row["kind"] == kind and period(row).covers(on_date):
            return FormUse(frozenset(row["spis"].split()), row["otherwise"], row["verified"] == "yes")
    return None


def _number(text: str) -> int | None:
    return int(text) if text else None


@cache
def _programmes() -> dict[str, tuple[Programme, ...]]:
    table: dict[str, tuple[Programme, ...]] = {}
    for row in rows("programmes"):
        origins, listed = row["origins"], True
        if origins.startswith("@"):
            members = group_members(origins[1:])
            origins, listed = " ".join(sorted(members or ())), False
        entry = Programme(
            row["spi"], row["programme"], row["general_note"], row["cfr"],
            frozenset(origins.replace("*", "").split()), row["origins"] == "*", listed,
            row["certification"], row["needed"], _number(row["blanket_months"]), _number(row["life_months"]),
            row["mpf_exempt"] == "yes", period(row), row["verified"] == "yes",
        )  # fmt: skip
        table[entry.spi] = (*table.get(entry.spi, ()), entry)
    return table
