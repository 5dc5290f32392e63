"""Who may certify origin: the issuer table and the search for its names in what was read."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from schemas.reference.dated import Period, day, period, rows
from schemas.reference.programmes import form_parameters

US = "US"
GENERAL = "chamber"
"""The issuer of the pattern rows: a body that calls itself a chamber but is not listed by name."""
_LIKELY = 75
"""Names less like any part of a text than this are not looked for in it word by word."""
_GAP = 5
"""How many words a `*` in a name may stand for."""


class Authority(StrEnum):
    """Whether an issuer might issue a kind of certificate on a day."""

    IN_FORCE = "in_force"
    DISPUTED = "disputed"
    """The sources disagree about the day on which the authority ended."""
    NOT_IN_FORCE = "not_in_force"
    NONE = "none"
    """A body that may never issue."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """What an issuer may issue, for which destination, and when."""

    kinds: tuple[str, ...]
    destination: str
    period: Period
    disputed_from: dt.date | None
    verified: bool

    def concerns(self, kind: str, destination: str) -> bool:
        """Whether this mandate is about such a certificate at all."""
        return self.destination in ("*", destination) and any(_is_kind(kind, wanted) for wanted in self.kinds)


@dataclass(frozen=True, slots=True)
class IssuerMatch:
    """An issuer found in a text.

    Attributes:
        issuer: key of the table.
        country: ISO code, "" where the name does not tell.
        group: CHAMBER, GOV_CUSTOMS, GOV_TRADE, GOV or NONE.
        matched: the name of the table that was found.
        listed: False where only a general pattern (a chamber of commerce) was found.
        verified: whether the facts about it have a source.
        authority: its standing on the day asked for.
    """

    issuer: str
    title: str
    country: str
    group: str
    matched: str
    listed: bool
    verified: bool
    authority: Authority


def match(
    text: str, on_date: dt.date | None, *, kind: str = "", country: str = "", destination: str = US
) -> IssuerMatch | None:
    """Find the issuer that a text names: longest name first, two slips of reading in twenty characters.

    Args:
        text: what stands in the certification box or the seal.
        on_date: issue date of the certificate; None when unknown (the authority is then taken as in force).
        kind: document kind, for mandates that cover only some; "" for any.
        country: origin the certificate states; tells whose rules hold for a chamber that is not listed by name.
        destination: where the goods go.
    """
    found = _find(text)
    if found is None:
        return None
    issuer, name = found
    listed = issuer != GENERAL
    if not listed and f"{GENERAL}_{country.lower()}" in _issuers():
        issuer = f"{GENERAL}_{country.lower()}"
    entry = _issuers()[issuer]
    return IssuerMatch(
        issuer, entry.title, entry.country, entry.group, name, listed, *_standing(entry, on_date, kind, destination)
    )


@dataclass(frozen=True, slots=True)
class _Issuer:
    title: str
    country: str
    group: str
    mandates: tuple[Mandate, ...]


def _standing(entry: _Issuer, on_date: dt.date | None, kind: str, destination: str) -> tuple[bool, Authority]:
    if entry.group == "NONE":
        return True, Authority.NONE
    mandates = [m for m in entry.mandates if not kind or m.concerns(kind, destination)]
    if not mandates:  # the table is silent about this kind: no ground to doubt the issuer
        return all(m.verified for m in entry.mandates), Authority.IN_FORCE
    verified = all(m.verified for m in mandates)
    for mandate in mandates:
        if mandate.period.covers(on_date):
            disputed = mandate.disputed_from is not None and on_date is not None and on_date >= mandate.disputed_from
            return verified, Authority.DISPUTED if disputed else Authority.IN_FORCE
    return verified, Authority.NOT_IN_FORCE


def _is_kind(kind: str, wanted: str) -> bool:
    if wanted in ("*", kind):
        return True
    form = form_parameters(kind)
    return form is not None and wanted == ("preferential" if form.preferential else "non-preferential")


@cache
def _issuers() -> dict[str, _Issuer]:
    issuers: dict[str, _Issuer] = {}
    for row in rows("issuers"):
        mandate = Mandate(
            tuple(row["may_issue"].split()),
            row["destination"],
            period(row),
            day(row["disputed_from"]),
            row["verified"] == "yes",
        )
        known = issuers.get(row["issuer"])
        mandates = (*known.mandates, mandate) if known else (mandate,)
        issuers[row["issuer"]] = _Issuer(row["name"], row["country"], row["class"], mandates)
    return issuers


# --- finding a name in a text -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Name:
    issuer: str
    name: str
    parts: tuple[tuple[str, ...], ...]
    """Words between the `*`; for a script without spaces each part is one run of characters."""

    @property
    def length(self) -> int:
        return sum(len(word) for part in self.parts for word in part)


@cache
def _names() -> tuple[_Name, ...]:
    names = [
        _Name(row["issuer"], row["name"], tuple(tuple(_words(part)) for part in row["name"].split("*")))
        for row in rows("issuer_names")
    ]
    # Longest first, but a pattern row must not win over a listed name, nor SHENZHEN CUSTOMS over CUSTOMS BROKERS.
    return tuple(sorted(names, key=lambda n: (n.issuer == GENERAL, -n.length - 10 * (n.issuer == "none"), n.name)))


@cache
def _longest_parts() -> list[str]:
    """The longest part of each name run together: what a text that holds the name is like."""
    return [max(("".join(part) for part in name.parts), key=len) for name in _names()]


@cache
def _find(text: str) -> tuple[str, str] | None:
    words = _words(text)
    run = "".join(words)
    likely = process.cdist([run], _longest_parts(), scorer=fuzz.partial_ratio, score_cutoff=_LIKELY)[0]
    for name, likeness in zip(_names(), likely, strict=True):
        if not likeness:
            continue
        if (_holds_run(run, name) if _unspaced(name.name) else _holds_words(words, name)) is not None:
            return name.issuer, name.name
    return None


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.upper().replace("Đ", "D").replace("İ", "I"))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain).replace("&", " AND ").replace("'", "").replace("’", "")
    return re.findall(r"\w+", unicodedata.normalize("NFC", plain))


def _unspaced(name: str) -> bool:
    return any("぀" <= c <= "鿿" for c in name)


def _holds_run(run: str, name: _Name) -> int | None:
    """Where a name in a script without spaces ends in the text; one wrong character in eight is let pass."""
    at = 0
    for part in name.parts:
        wanted = "".join(part)
        place = _near(run, wanted, at, len(wanted) // 8)
        if place is None:
            return None
        at = place + len(wanted)
    return at


def _near(run: str, wanted: str, start: int, slips: int) -> int | None:
    exact = run.find(wanted, start)
    if exact >= 0 or not slips:
        return exact if exact >= 0 else None
    for at in range(start, len(run) - len(wanted) + 1):
        if Levenshtein.distance(run[at : at + len(wanted)], wanted, score_cutoff=slips) <= slips:
            return at
    return None


def _holds_words(words: Sequence[str], name: _Name) -> int | None:
    """Where the name ends among the words; a `*` lets a few words between its parts."""
    slips = name.length // 10
    first, *rest = name.parts
    for end, used in _ends(words, first, range(len(words)), slips):
        at: int | None = end
        left = slips - used
        for part in rest:
            hit = next(_ends(words, part, range(at, min(at + _GAP, len(words))), left), None)
            if hit is None:
                at = None
                break
            at, left = hit[0], left - hit[1]
        if at is not None:
            return at
    return None


def _ends(words: Sequence[str], part: Sequence[str], starts: Sequence[int], slips: int) -> Iterator[tuple[int, int]]:
    """Ends of near matches of a part among the words, each with the slips it needed.

    Words are compared run together, so that OCR may have joined or split them.
    """
    wanted = "".join(part)
    for start in starts:
        for count in sorted(range(max(1, len(part) - 2), len(part) + 3), key=lambda n: abs(n - len(part))):
            if start + count > len(words):
                continue
            seen = "".join(words[start : start + count])
            if abs(len(seen) - len(wanted)) > slips:
                continue
            distance = Levenshtein.distance(seen, wanted, score_cutoff=slips)
            if distance <= slips:
                yield start + count, distance
                break
