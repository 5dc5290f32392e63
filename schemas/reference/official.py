"""Lists of the authorities that change often: a starter set is shipped, the user loads the official files.

Every table is a frame of text columns as `COLUMNS` names them, whoever it comes from: the shipped starter CSV or a
file that `reference load` took. What a table does not list is unknown and not clear, unless the user says that it is
complete.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from schemas.reference.dated import rows

if TYPE_CHECKING:
    import polars as pl

DATED = ("valid_from", "valid_to", "source", "verified")
STARTER_DAY = dt.date(2026, 11, 27)
"""The day on which the shipped starter sets were put together."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a list is kept.

    Attributes:
        title: what reports call it.
        counted: what its rows are.
        columns: all text; DATED come on top.
        required: columns without which a row says nothing.
    """

    title: str
    counted: str
    columns: tuple[str, ...]
    required: tuple[str, ...]


LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "hts": Layout(
            "tariff (HTS)", "numbers", ("hts", "description", "units", "general", "special", "chapter99"), ("hts",)
        ),
        "section301": Layout("Section 301 list", "numbers", ("hts", "list", "heading"), ("hts", "list")),
        "section232": Layout("Section 232 list", "numbers", ("hts", "metal"), ("hts", "metal")),
        "chapter99": Layout("Chapter 99 list", "numbers", ("number", "family"), ("number",)),
        "adcvd_orders": Layout(
            "AD/CVD orders", "tariff numbers of orders", ("case", "country", "product", "hts", "words"),
            ("case", "country"),
        ),
        "adcvd_rates": Layout("AD/CVD company rates", "rates", ("case", "producer", "exporter", "rate"), ("case",)),
        "adcvd_inputs": Layout(
            "inputs under AD/CVD inquiry", "inputs",
            ("case", "product", "hts", "input", "input_country", "countries", "certification"),
            ("case", "hts", "input", "input_country"),
        ),
        "uflpa_entities": Layout("UFLPA Entity List", "names", ("name", "aliases"), ("name",)),
        "schedule_d": Layout("Schedule D", "US ports", ("code", "name"), ("code", "name")),
        "schedule_k": Layout("Schedule K", "foreign ports", ("code", "name", "country"), ("code", "name")),
    }
)  # fmt: skip
"""The tables by name."""
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: (*layout.columns, *DATED) for name, layout in LAYOUTS.items()}
)


@dataclass(frozen=True, slots=True)
class Official:
    """One table as it is used in a run.

    Attributes:
        content: column name -> values, all columns of one length.
        source: the file it was loaded from, "" for the shipped starter set.
        as_of: the day of its content.
        complete: its user says that it lists everything there is: what it does not name is not covered.
    """

    name: str
    content: Mapping[str, Sequence[str]]
    source: str
    as_of: dt.date
    complete: bool = False

    @property
    def loaded(self) -> bool:
        return bool(self.source)

    @property
    def rows(self) -> int:
        return len(next(iter(self.content.values()), ()))

    @property
    def coverage(self) -> str:
        """One line for reports: `Section 301 list: starter set, 412 numbers, as of 2026-11-27`."""
        layout = LAYOUTS[self.name]
        if not self.rows:
            return f"{layout.title}: not loaded"
        whole = ", complete" if self.complete else ""
        origin = self.source or "starter set"
        return f"{layout.title}: {origin}, {self.rows:,} {layout.counted}, as of {self.as_of}{whole}"

    def frame(self) -> pl.DataFrame:
        """The rows, dates typed (null is open), `verified` as a boolean; empty cells are null."""
        import polars as pl

        table = pl.DataFrame(dict(self.content), schema=dict.fromkeys(COLUMNS[self.name], pl.String()))
        filled = table.with_columns(pl.when(pl.all() != "").then(pl.all()))
        return filled.with_columns(
            pl.col("valid_from", "valid_to").str.to_date(), verified=pl.col("verified") == pl.lit("yes")
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """The official tables of a run; what was not loaded is the starter set."""

    loaded: Mapping[str, Official] = field(default_factory=dict[str, Official])

    def __getitem__(self, name: str) -> Official:
        return self.loaded.get(name) or starter(name)

    @property
    def coverage(self) -> list[str]:
        """What each table covers, one line a table."""
        return [self[name].coverage for name in LAYOUTS]


@cache
def starter(name: str) -> Official:
    """The shipped starter set, empty where none is shipped."""
    shipped = rows(name) if name in STARTERS else ()
    content = {column: [row[column] for row in shipped] for column in COLUMNS[name]}
    return Official(name, content, "", STARTER_DAY)


STARTERS = ("section301", "section232", "chapter99", "adcvd_orders", "adcvd_inputs")
