"""Whether an origin criterion is one that its form knows (DOMAIN.md 1.16)."""

from __future__ import annotations

import re

import polars as pl

from schemas.reference.dated import rows

CRITERION_COLUMNS = {"criterion_known": pl.Boolean(), "criterion_list": pl.String(), "criterion_verified": pl.Boolean()}
SHARE_ALONE = re.compile(r"[\d.,]+%")
QUOTES = re.compile(r"[\s\"'“”‘’「」]+")


def columns(lines: pl.DataFrame) -> pl.DataFrame:
    """CRITERION_COLUMNS beside distinct `kind` and `origin_criterion`; null where the form has no list.

    The period of a row is that of the agreement and not of one certificate: all rows of a form count.
    """
    table: list[tuple[object, ...]] = []
    for kind, criterion in lines.select("kind", "origin_criterion").drop_nulls().unique().iter_rows():
        known = [row for row in rows("form_criteria") if row["kind"] == kind]
        if known:
            printed = QUOTES.sub("", criterion.upper())
            fits = any(re.fullmatch(row["pattern"], printed, re.IGNORECASE) for row in known)
            if not fits and SHARE_ALONE.fullmatch(printed):
                continue  # a share without its letter says that the letter was not read
            table.append((kind, criterion, fits, known[0]["meaning"], all(row["verified"] == "yes" for row in known)))
    keys = {"kind": pl.String(), "origin_criterion": pl.String()}
    return pl.DataFrame(table, schema={**keys, **CRITERION_COLUMNS}, orient="row")
