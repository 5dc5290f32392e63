"""Records and entry lines become tables: one row a document, a document line, an entry line, a sure link."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import polars as pl

from schemas.entry import EntryLine
from schemas.finding import Link
from schemas.frames import DocumentLines, Documents, EntryLines, Links, columns_of
from schemas.record import MOST_DOUBTFUL, Record, Typed, Value
from validators.keys import folded, split


@dataclass(frozen=True, slots=True)
class Tables:
    """The base tables of one audit; see `schemas.frames`."""

    documents: pl.DataFrame
    lines: pl.DataFrame
    entry_lines: pl.DataFrame
    entries: pl.DataFrame
    links: pl.DataFrame
    doubtful: pl.DataFrame


def ordinary_line() -> pl.Expr:
    """Lines whose number is not of Chapter 98 or 99: those never stand on a certificate."""
    return ~pl.col("entry_hts").str.slice(0, 2).is_in(["98", "99"]).fill_null(value=False)


SUMS = {
    "total_packages": "packages",
    "total_packages_in_words": "packages_in_words",
    "total_quantity": "quantity",
    "total_gross_weight_kg": "gross_weight_kg",
    "total_net_weight_kg": "net_weight_kg",
    "total_value": "value",
}
"""Header totals, and the line column that adds up to them where no total is printed."""
_CARGO = ("total_packages", "total_gross_weight_kg", "total_net_weight_kg")
"""Of these the totals that lines of goods make, and a line without goods may be their own total once more."""
_ROUNDED = 0.002
"""Share by which rounded lines may miss their total."""
SHARED = ("origin_country", "invoice_number", "invoice_date", "start_date", "finish_date")
"""Header values that stand for what all lines say where the header itself is silent."""
_SPANS = {"start_date": False, "finish_date": True}
"""Of these the header stands for the first (or the last) day of any line."""
_DOUBTFUL_KIND = 0.8
"""How sure a kind is at most that a phrase in the print or the words of a paper told, and no title."""
_BADLY = 0.15
"""Share of doubtful values above which a paper is read badly: of 89 drawn certificates off pictures seven."""
_SAME_SUM = 0.0005
"""What adding up floats may miss."""
_Form: TypeAlias = Callable[[Typed | None], Any]


def documents(records: Sequence[Record], lines: pl.DataFrame) -> pl.DataFrame:
    """The `Documents` table.

    Args:
        lines: the `DocumentLines` of the same records.
    """
    columns = columns_of(Documents)
    cells = _Cells({name: dtype for name, dtype in columns.items() if name not in _PLAIN})
    plain: dict[str, list[Any]] = {name: [] for name in columns if name in _PLAIN}
    for index, record in enumerate(records):
        cells.take(index, record.fields)
        number, marks = record.get("certificate_number"), record.marks
        told = (
            index, record.document, record.kind, min(max(record.kind_confidence, 0.0), 1.0), marks.seal,
            marks.signature, marks.copy, marks.retroactive, _partly_read(record), _badly_read(record),
            _lines_add_up(record), _scanned(record),
            folded(number) if isinstance(number, str) else None,
            replaced_key(record), sorted(_invoice_keys(record)), sorted(_invoice_dates(record)),
        )  # fmt: skip
        for name, value in zip(_PLAIN, told, strict=True):
            plain[name].append(value)
    listed = {n: _listed(plain.pop(n), d) for n, d in columns.items() if isinstance(d, pl.List)}
    frame = pl.DataFrame(
        {**plain, **listed}, schema={n: columns[n] for n in _PLAIN}
    ).hstack(cells.frame(len(records)))  # fmt: skip
    return _summed_up(frame, lines).select(*columns, *(f"{name}__conf" for name in cells.columns))


def _partly_read(record: Record) -> bool:
    """Whether goods have no name, a value off a picture is doubtful or the kind is: what is not seen may be there.

    Of a paper that is of another kind than it is taken for, another place or no place is meant.
    """
    return _of_doubtful_kind(record) or _unnamed(record) or (_scanned(record) and _doubtful_share(record) > 0)


def _badly_read(record: Record) -> bool:
    """Whether so much off a picture is doubtful that a mark anywhere on the paper may have been overlooked.

    A mark is looked for in all print, so one doubtful value elsewhere says nothing about it.
    """
    return _unnamed(record) or (_scanned(record) and _doubtful_share(record) > _BADLY)


def _of_doubtful_kind(record: Record) -> bool:
    return record.kind_confidence <= _DOUBTFUL_KIND


def _unnamed(record: Record) -> bool:
    return record.kind.startswith(("coo.", "cert.")) and any(not line.get("description") for line in record.lines)


def _doubtful_share(record: Record) -> float:
    rows = (record.fields, *record.lines, *record.materials)
    doubtful = [value.doubtful for row in rows for value in row.values() if value is not None]
    return sum(doubtful) / max(1, len(doubtful))


_TOTALS = (
    *(pair for pair in SUMS.items() if pair[1] != "packages_in_words"),
    ("total_packages_in_words", "packages"),
)
"""Values that stand once for all goods, and the amounts of the lines that they are the sum of."""


def _lines_add_up(record: Record) -> bool:
    """Whether the lines that were read are proven to be all: named, and adding up to a total printed apart from them.

    Number words beside a line are no total: many forms print them line by line.
    """
    lines = record.lines
    if not lines or not all(line.get("description") for line in lines):
        return False
    for total, column in _TOTALS:
        printed = record.fields.get(total)
        amounts = [line.get(column) for line in lines]
        if any(v is None or v.doubtful or not isinstance(v.value, Decimal) for v in (printed, *amounts)):
            continue
        if printed is not None and printed.value == sum(v.value for v in amounts if v and isinstance(v.value, Decimal)):
            return True
    return False


def _scanned(record: Record) -> bool:
    """Whether a word of it was read off a picture and not taken from a text layer."""
    return any(reader != "text" for reader in record.read_by)


def document_lines(records: Sequence[Record]) -> pl.DataFrame:
    """The `DocumentLines` table."""
    columns = columns_of(DocumentLines)
    cells = _Cells({name: dtype for name, dtype in columns.items() if name not in ("index", "line")})
    indexes, numbers = list[int](), list[int]()
    for index, record in enumerate(records):
        for number, line in enumerate(record.lines):
            cells.take(len(indexes), line)
            indexes.append(index)
            numbers.append(number)
    keys = pl.DataFrame({"index": indexes, "line": numbers}, schema={"index": pl.Int64(), "line": pl.Int64()})
    return keys.hstack(cells.frame(len(indexes))).select(
        "index", "line", *cells.columns, *(f"{name}__conf" for name in cells.columns)
    )


def entry_lines(lines: Sequence[EntryLine]) -> pl.DataFrame:
    """The `EntryLines` table."""
    columns = columns_of(EntryLines)
    data: dict[str, Any] = {
        "entry_row": range(len(lines)),
        "entry_number": [line.entry_number for line in lines],
        "line_no": [line.line_no for line in lines],
        "entry_invoice_keys": _listed((_keys(line, "invoice_number") for line in lines), pl.List(pl.String)),
        "entry_certificate_keys": _listed((_keys(line, "certificate_number") for line in lines), pl.List(pl.String)),
    }
    for name, dtype in columns.items():
        if name in data:
            continue
        field = name.removeprefix("entry_")
        if dtype == pl.List(pl.Date):
            data[name] = _listed((_dates(line.lists.get(field, ())) for line in lines), dtype)
        elif dtype == pl.List(pl.String):
            data[name] = _listed((line.lists.get(field, ()) for line in lines), dtype)
        elif dtype == pl.Date:
            data[name] = [line.dates.get(field) for line in lines]
        elif dtype == pl.Float64:
            data[name] = [_float(line.numbers.get(field)) for line in lines]
        else:
            data[name] = [line.text.get(field) or None for line in lines]
    return pl.DataFrame(data, schema=columns)


def sure_links(links: Sequence[Link], records: Sequence[Record]) -> pl.DataFrame:
    """The `Links` table: what rules may judge on."""
    places = {record.document: index for index, record in enumerate(records)}
    pairs = {
        (places[link.document], link.entry_number)
        for link in links
        if link.entry_number and not link.doubtful and link.document in places
    }
    columns = columns_of(Links)
    return pl.DataFrame(sorted(pairs), schema=columns, orient="row")


_BETWEEN = "\x1f"
_PLAIN = (
    "index document kind kind__conf seal signature copy_mark retroactive partly_read badly_read lines_whole scanned "
    "certificate_key replaces_key invoice_keys invoice_dates"
).split()


class _Cells:
    """Values by column, gathered sparsely: most papers show few of the values that some paper shows."""

    def __init__(self, columns: Mapping[str, pl.DataType]) -> None:
        self.columns = columns
        self._into: dict[str, tuple[_Form, list[int], list[Any], list[float]]] = {
            name: (_form(dtype), [], [], []) for name, dtype in columns.items()
        }

    def take(self, at: int, cells: Mapping[str, Value | None]) -> None:
        """The values of one row."""
        into = self._into
        for name, value in cells.items():
            if value is None or (column := into.get(name)) is None:
                continue
            form, places, contents, confidences = column
            places.append(at)
            contents.append(form(value.value))
            confidences.append(value.confidence)

    def frame(self, height: int) -> pl.DataFrame:
        """Every column and its confidences, null where a row has no value."""
        made: list[pl.Series] = []
        for name, (_, places, contents, confidences) in self._into.items():
            made.append(_spread(name, places, contents, self.columns[name], height))
            made.append(_spread(f"{name}__conf", places, confidences, pl.Float64(), height).clip(0.0, 1.0))
        return pl.DataFrame(made)


def _spread(name: str, places: list[int], contents: list[Any], dtype: pl.DataType, height: int) -> pl.Series:
    if len(places) == height:
        return pl.Series(name, contents, dtype=dtype)
    empty = pl.Series(name, [None], dtype=dtype).new_from_index(0, height) if height else pl.Series(name, [], dtype)
    return empty.scatter(places, pl.Series(contents, dtype=dtype)) if places else empty


def _summed_up(frame: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Where the header is silent: what the lines add up to or share."""
    shared = [name for name in SHARED if name not in _SPANS]
    conf = {name: pl.col(f"{name}__conf") for name in (*SUMS.values(), *SHARED)}
    one_unit = pl.col("unit").fill_null("").str.to_uppercase().n_unique() == 1
    whole = {
        total: pl.col(name).is_not_null().all() & (one_unit if name == "quantity" else pl.lit(value=True))
        for total, name in SUMS.items()
    }
    alike = {name: pl.col(name).is_not_null().all() & (pl.col(name).n_unique() == 1) for name in shared}
    if not lines.height:
        return frame
    found = lines.group_by("index").agg(
        *(pl.when(whole[total]).then(pl.col(name).sum()).alias(f"{total} lines") for total, name in SUMS.items()),
        pl.col("description").is_null().any().alias("unnamed lines"),
        *(pl.when(whole[total]).then(conf[n].min()).alias(f"{total}__conf lines") for total, n in SUMS.items()),
        *(pl.when(alike[name]).then(pl.col(name).first()).alias(f"{name} lines") for name in shared),
        *(pl.when(alike[name]).then(conf[name].min()).alias(f"{name}__conf lines") for name in shared),
        *(_edge(name, last=last).alias(f"{name} lines") for name, last in _SPANS.items()),
        *(
            pl.when(pl.col(name) == _edge(name, last=last)).then(conf[name]).min().alias(f"{name}__conf lines")
            for name, last in _SPANS.items()
        ),
    )
    frame = frame.join(found, on="index", how="left", maintain_order="left")
    taken = [*SUMS, *SHARED]
    silent = {name: pl.col(name).is_null() & pl.col(f"{name} lines").is_not_null() for name in taken}
    return frame.with_columns(
        *(pl.coalesce(name, f"{name} lines").alias(name) for name in taken),
        *(
            pl.when(silent[name] & _lines_doubted(name))
            .then(pl.min_horizontal(f"{name}__conf lines", pl.lit(MOST_DOUBTFUL)))
            .when(silent[name])
            .then(f"{name}__conf lines")
            .when(_not_the_sum(name) if name in SUMS else pl.lit(value=False))
            .then(pl.min_horizontal(f"{name}__conf", pl.lit(MOST_DOUBTFUL)))
            .when(_is_the_sum(name) if name in SUMS else pl.lit(value=False))
            .then(pl.max_horizontal(f"{name}__conf", f"{name}__conf lines"))
            .otherwise(f"{name}__conf")
            .alias(f"{name}__conf")
            for name in taken
        ),
    )


def _not_the_sum(total: str) -> pl.Expr:
    """Whether a printed total is another than what the lines of its own paper add up to: one of them is misread."""
    summed = pl.col(f"{total} lines")
    return ((pl.col(total) - summed).abs() > _ROUNDED * summed.abs()).fill_null(value=False)


def _lines_doubted(total: str) -> pl.Expr:
    """Whether what lines add up to is no sure total, for a line may be lacking or be the paper's own total.

    Some printed total is not the sum of its column, or cargo is listed without a name.
    """
    if total not in SUMS:
        return pl.lit(value=False)
    contradicted = pl.any_horizontal(*map(_not_the_sum, SUMS))
    return contradicted | pl.col("unnamed lines") if total in _CARGO else contradicted


def _is_the_sum(total: str) -> pl.Expr:
    """Whether a printed total is what its lines add up to: both prints say the same, so both were read rightly."""
    return ((pl.col(total) - pl.col(f"{total} lines")).abs() < _SAME_SUM).fill_null(value=False)


def _edge(name: str, *, last: bool) -> pl.Expr:
    return pl.col(name).max() if last else pl.col(name).min()


def _listed(rows: Iterable[Sequence[Any]], dtype: pl.DataType) -> pl.Series:
    """A list column by way of joined text: polars takes a hundred times longer over many small Python lists."""
    joined = pl.Series("joined", [_BETWEEN.join(map(str, filter(None, row))) for row in rows], dtype=pl.String)
    parts = pl.when(joined != "").then(joined.str.split(_BETWEEN)).otherwise(pl.lit([], dtype=pl.List(pl.String)))
    found = pl.select(parts).to_series()
    return found.list.eval(pl.element().str.to_date()) if dtype == pl.List(pl.Date) else found


def _form(dtype: pl.DataType) -> _Form:
    """How a value becomes a cell; None where it is of another type than the column promises."""
    return _number if dtype == pl.Float64 else _day if dtype == pl.Date else _text


def _number(content: Typed | None) -> float | None:
    return _float(content) if isinstance(content, Decimal) else None


def _day(content: Typed | None) -> dt.date | None:
    return content if isinstance(content, dt.date) else None


def _text(content: Typed | None) -> str | None:
    return content.strip() or None if isinstance(content, str) else None


def _float(number: Decimal | None) -> float | None:
    return float(number) if number is not None and number.is_finite() else None


def _dates(texts: Sequence[str]) -> list[dt.date]:
    dates = list[dt.date]()
    for text in texts:
        try:
            dates.append(dt.date.fromisoformat(text.strip()))
        except ValueError:  # the entry reader reports what it could not read; here there is just no date to compare
            continue
    return dates


def _keys(line: EntryLine, name: str) -> list[str]:
    return [folded(text) for text in line.lists.get(name, ())]


_REPLACES = re.compile(
    r"(?:REPLACE(?:S|MENT (?:OF|FOR))?|SUPERSEDES|IN LIEU OF|替代|代替|更改)\W*(?:THE )?(?:ORIGINAL )?(?:CERTIFICATE )?"
    r"(?:OF ORIGIN )?(?:NUMBER|NO|编号)?\W*((?=[A-Z0-9/]*\d)[A-Z0-9/-]{6,})"
)


def replaced_key(record: Record) -> str | None:
    """The number of the certificate that this one says it replaces, folded."""
    said = record.get("remarks")
    match = _REPLACES.search(said.upper()) if isinstance(said, str) else None
    return folded(match[1]) if match else None


def _texts(record: Record, name: str) -> list[str]:
    values = [record.fields.get(name), *(line.get(name) for line in record.lines)]
    return [v.value for v in values if v is not None and isinstance(v.value, str)]


def _invoice_keys(record: Record) -> set[str]:
    return {folded(part) for text in _texts(record, "invoice_number") for part in split(text)}


def _invoice_dates(record: Record) -> set[dt.date]:
    values = [record.fields.get("invoice_date"), *(line.get("invoice_date") for line in record.lines)]
    return {v.value for v in values if v is not None and isinstance(v.value, dt.date)}
