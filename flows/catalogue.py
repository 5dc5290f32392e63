"""The rule catalogue and the reference tables on the command line."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows import runs
from flows.store import official as store_official
from flows.summary import STYLES, plain, print_table
from schemas.errors import UsageError
from schemas.reference.dated import rows as table_rows
from schemas.reference.official import LAYOUTS, Reference

if TYPE_CHECKING:
    from flows.settings import Settings
    from validators.rule import Rule
    from validators.settings import RuleSettings


def show_rules(settings: Settings) -> None:
    """The rule catalogue as it stands with these settings and lists."""
    from validators.rule import catalogue

    chosen, reference = settings.rule_settings(), store_official.loaded(runs.store_of(settings))
    listed = entries()
    rows: list[Sequence[object]] = []
    for rule in catalogue():
        severity = chosen.severities.get(rule.code, rule.severity).label
        rows.append((
            rule.code, rule.sentence, plain(severity, STYLES[severity]), tolerances(rule, chosen), rule.basis,
            source(listed[rule.code]), status(rule, chosen, reference),
        ))  # fmt: skip
    print_table(f"{len(rows)} rules", ["code", "says", "severity", "tolerance", "basis", "source", "status"], rows)


def show_missing() -> None:
    """Rules of the catalogue that are not built, and what each would need."""
    from validators.rule import catalogue

    built = {rule.code for rule in catalogue()}
    rows = [(code, row["section"], row["core"], row["needs"]) for code, row in entries().items() if code not in built]
    print_table(f"{len(rows)} rules are not built", ["code", "section", "first release", "needs"], rows)


def entries() -> Mapping[str, Mapping[str, str]]:
    """The catalogue of DOMAIN.md 5 by code."""
    return {row["code"]: row for row in table_rows("rule_catalogue")}


def tolerances(rule: Rule, chosen: RuleSettings) -> str:
    """`relative 0.02, kg 2`, or that values must be equal."""
    found = chosen.tolerances_of(rule.code)
    return ", ".join(f"{name} {value:g}" for name, value in found.items()) or "exact"


def source(row: Mapping[str, str]) -> str:
    """Where the basis comes from, and where the rule is described."""
    return f"{row['source']}; DOMAIN {row['section']}" if row["section"] else row["source"]


def status(rule: Rule, chosen: RuleSettings, reference: Reference) -> str:
    """Whether a rule runs, and on what lists."""
    if rule.code in chosen.disabled:
        return "off"
    said = ["on"]
    for name in rule.tables:
        if name in LAYOUTS:
            said.append(reference[name].coverage)
        if rule.capped is not None:
            said.append(f"{name} confirmed" if name in chosen.confirmed else f"warning at most on unverified {name}")
    return "; ".join(said)


def load_reference(settings: Settings, path: Path, table: str, as_of: dt.date | None, complete: bool) -> None:
    """Keep an official file in the store."""
    from flows.sources.official_files import read

    store = runs.store_of(settings)
    for found in read(path, table, as_of, complete):
        store_official.keep(store, found)
        click.echo(found.coverage)


def forget_reference(settings: Settings, table: str) -> None:
    """Give up what was loaded of a table."""
    if not store_official.forget(runs.store_of(settings), table):
        raise UsageError(f"nothing was loaded for {table!r}", where="reference forget", remedy="see `reference list`")
    click.echo(Reference()[table].coverage)


def show_reference(settings: Settings) -> None:
    """The official lists with their coverage, and the shipped tables with the days they cover."""
    reference, confirmed = store_official.loaded(runs.store_of(settings)), settings.rule_settings().confirmed
    lists = [
        (name, reference[name].coverage, _share(list(reference[name].content.get("verified", ()))),
         "yes" if name in confirmed else "no")
        for name in LAYOUTS
    ]  # fmt: skip
    print_table("Official lists", ["table", "coverage", "verified", "confirmed by you"], lists)
    rows: list[Sequence[object]] = []
    for path in sorted((runs.ROOT / "schemas" / "reference").glob("*.csv")):
        if path.stem in LAYOUTS:
            continue
        with path.open(encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
        checked = _share([row["verified"] for row in table]) if table and "verified" in table[0] else "-"
        rows.append((path.stem, len(table), _first_day(table), _last_day(table), checked,
                     "yes" if path.stem in confirmed else "no"))  # fmt: skip
    print_table(
        "Reference tables", ["table", "rows", "from", "to", "checked against its source", "confirmed by you"], rows
    )


def _first_day(table: Sequence[dict[str, Any]]) -> str:
    return min((row["valid_from"] for row in table if row.get("valid_from")), default="undated")


def _last_day(table: Sequence[dict[str, Any]]) -> str:
    if not table or "valid_to" not in table[0]:
        return "undated"
    days = [row["valid_to"] for row in table]
    return "open" if "" in days else max(days)


def _share(verified: Sequence[str]) -> str:
    return f"{sum(word == 'yes' for word in verified)} of {len(verified)}" if verified else "-"
