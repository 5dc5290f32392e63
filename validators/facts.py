"""What the reference tables say about documents and entry lines, as columns beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

import polars as pl
import regex
from rapidfuzz.distance import Levenshtein

from schemas.record import Record, Value
from schemas.reference import issuers
from schemas.reference.dated import period, rows
from schemas.reference.issuers import Authority, IssuerMatch
from schemas.reference.programmes import (
    FormParameters,
    form_parameters,
    form_use,
    group_members,
    programme,
    programme_periods,
)
from validators.keys import folded

FORM_COLUMNS = {
    "form_title": pl.String(),
    "form_preferential": pl.Boolean(),
    "form_issued_by": pl.String(),
    "form_seal": pl.Boolean(),
    "form_signature": pl.String(),
    "form_validity_months": pl.Int64(),
    "form_retro_grace_days": pl.Int64(),
    "form_soft": pl.Boolean(),
    "form_blanket": pl.Boolean(),
    "form_counts": pl.Boolean(),
}
ISSUER_COLUMNS = {
    "issuer_key": pl.String(),
    "issuer_title": pl.String(),
    "issuer_country": pl.String(),
    "issuer_group": pl.String(),
    "issuer_authority": pl.String(),
    "issuer_listed": pl.Boolean(),
    "issuer_verified": pl.Boolean(),
    "number_expected": pl.Boolean(),
    "number_fits": pl.Boolean(),
    "number_slip": pl.Boolean(),
    "qr_number": pl.String(),
    "qr_same": pl.Boolean(),
    "qr_near": pl.Boolean(),
}
PROGRAMME_COLUMNS = {
    "prog_known": pl.Boolean(),
    "prog_name": pl.String(),
    "prog_in_force": pl.Boolean(),
    "prog_origin_eligible": pl.Boolean(),
    "prog_listed": pl.Boolean(),
    "prog_needs_document": pl.Boolean(),
    "prog_hold": pl.Boolean(),
    "prog_verified": pl.Boolean(),
}


_TELLING = 8
"""Characters from which a piece of a number is a piece of that number."""


def is_certificate(kind: str) -> bool:
    """Whether a document kind is a certificate or declaration of origin."""
    return form_parameters(kind) is not None


def forms(kinds: Sequence[str]) -> pl.DataFrame:
    """`kind` and FORM_COLUMNS, one row a kind that is a certificate."""
    found: list[FormParameters] = [form for kind in sorted(set(kinds)) if (form := form_parameters(kind))]
    return pl.DataFrame(
        [
            (f.kind, f.title, f.preferential, f.issued_by, f.seal, f.signature, f.validity_months,
             f.retro_grace_days, f.soft, f.blanket, f.counts)
            for f in found
        ],
        schema={"kind": pl.String(), **FORM_COLUMNS},
        orient="row",
    )  # fmt: skip


def issuer_columns(records: Sequence[Record]) -> pl.DataFrame:
    """`index` and ISSUER_COLUMNS, one row a certificate."""
    table: list[tuple[object, ...]] = []
    for index, record in enumerate(records):
        form = form_parameters(record.kind)
        if form is None or form.issued_by != "authority":
            continue
        match = _issuer(record)
        number = (*_number(record, match), *_in_code(record, match))
        if match is None:
            table.append((index, None, None, None, None, None, None, None, *number))
        else:
            table.append((
                index, match.issuer, match.title, match.country or None, match.group, match.authority.value,
                match.listed, match.verified, *number,
            ))  # fmt: skip
    return pl.DataFrame(table, schema={"index": pl.Int64(), **ISSUER_COLUMNS}, orient="row")


def _issuer(record: Record) -> IssuerMatch | None:
    """The issuer in any reading of the box; a seal over the print spoils some of them."""
    value = record.fields.get("issuer")
    if value is None:
        return None
    issued, origin = record.get("issue_date"), record.get("origin_country")
    on_date = issued if isinstance(issued, dt.date) else None
    found: list[IssuerMatch] = []
    for text in _readings(value):
        match = issuers.match(
            text, on_date, kind=record.kind, country=origin if isinstance(origin, str) else "", destination=issuers.US
        )
        if match is not None:
            found.append(match)
            if match.listed and match.authority is not Authority.NONE:
                return match
    return next((m for m in found if m.authority is not Authority.NONE), found[0] if found else None)


def _readings(value: Value) -> list[str]:
    texts = [value.value if isinstance(value.value, str) else "", *(s.raw for s in value.sightings)]
    return [text for text in dict.fromkeys((*texts, *value.alternatives)) if text.strip()]


def _number(record: Record, match: IssuerMatch | None) -> tuple[bool, bool | None, bool | None]:
    """Whether numbers of a known form are expected, whether this one has it, and whether one slip explains it."""
    if match is None or match.authority is Authority.NONE:
        return True, None, None
    issued, number = record.get("issue_date"), record.get("certificate_number")
    on_date = issued if isinstance(issued, dt.date) else None
    patterns = [
        row["pattern"]
        for row in rows("certificate_numbers")
        if row["issuer"] == match.issuer and row["kinds"] in ("*", record.kind) and period(row).covers(on_date)
    ]
    if not patterns or not isinstance(number, str):
        return bool(patterns), None, None
    compact = re.sub(r"\s+", "", number.upper())
    if _fits(compact, patterns):
        return True, True, None
    return True, False, _cut_off(compact, patterns) or any(_fits(near, patterns) for near in _one_slip(compact))


def _in_code(record: Record, match: IssuerMatch | None) -> tuple[str | None, bool | None, bool | None]:
    """The certificate number in the QR code, whether it is the printed one, and whether that is it but for a character
    or for what a reading cut off.
    """
    if match is None or not record.marks.qr:
        return None, None, None
    patterns = (row["pattern"] for row in rows("certificate_numbers") if row["issuer"] == match.issuer)
    held = next(
        (hit for p in patterns if (hit := re.search(rf"(?<![0-9A-Z])(?:{p})(?![0-9A-Z])", record.marks.qr))), None
    )
    printed = record.get("certificate_number")
    if held is None or not isinstance(printed, str):
        return None, None, None
    one, other = folded(held.group()), folded(printed)
    cut_off = len(other) >= _TELLING and one != other and (one.startswith(other) or one.endswith(other))
    return held.group(), one == other, cut_off or Levenshtein.distance(one, other, score_cutoff=1) == 1


def _fits(number: str, patterns: Sequence[str]) -> bool:
    return any(re.fullmatch(pattern, number) for pattern in patterns)


def _cut_off(number: str, patterns: Sequence[str]) -> bool:
    """Whether it begins a number of the form, whose end may not have been read."""
    return any(regex.fullmatch(pattern, number, partial=True) for pattern in patterns)


def _one_slip(number: str) -> Iterator[str]:
    """The number with one character lost, added or taken for another."""
    for at in range(len(number) + 1):
        yield number[:at] + number[at + 1 :]
        for other in "0A/":
            yield number[:at] + other + number[at + 1 :]
            yield number[:at] + other + number[at:]


def programme_columns(claims: pl.DataFrame) -> pl.DataFrame:
    """PROGRAMME_COLUMNS beside `entry_spi`, `entry_entry_date` and `entry_country_of_origin` of distinct claims."""
    table: list[tuple[object, ...]] = []
    for spi, day, origin in claims.iter_rows():
        known = programme_periods(spi)
        current = programme(spi, day)
        shown = current or (known[-1] if known else None)
        if shown is None:
            table.append((spi, day, origin, False, None, None, None, None, None, None, None))
            continue
        eligible = None if origin is None else shown.any_origin or _among(origin, shown.origins, day)
        if eligible is False and not shown.origins:
            eligible = None  # the list of countries is not shipped
        table.append((
            spi, day, origin, True, shown.name, None if day is None else current is not None, eligible,
            shown.listed, shown.certification in ("self", "form"), shown.needed == "hold", shown.verified,
        ))  # fmt: skip
    keys = {"entry_spi": pl.String(), "entry_entry_date": pl.Date(), "entry_country_of_origin": pl.String()}
    return pl.DataFrame(table, schema={**keys, **PROGRAMME_COLUMNS}, orient="row")


def _among(origin: str, countries: frozenset[str], day: dt.date | None) -> bool:
    if origin in countries:
        return True
    return any(origin in (group_members(group, day) or ()) for group in countries if len(group) > 2)


def supports(kind: str, spi: str, day: dt.date | None) -> bool:
    """Whether a form supports a claim under a programme."""
    use = form_use(kind, day)
    return use is not None and spi in use.spis


def claimable(kind: str, day: dt.date | None, origin: str | None) -> list[str]:
    """The programme indicators that a form supports for goods of an origin entered on a day."""
    use = form_use(kind, day)
    known = [(spi, programme(spi, day)) for spi in sorted(use.spis)] if use and origin else []
    return [spi for spi, one in known if one and (one.any_origin or _among(origin or "", one.origins, day))]


def use_of(kind: str, day: dt.date | None) -> str:
    """What a form is where it does not support a claim: error, evidence or foreign."""
    use = form_use(kind, day)
    return use.otherwise if use else ""
