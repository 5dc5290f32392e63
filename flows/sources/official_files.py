"""Official lists as their authorities publish them: the tariff, duty lists, AD/CVD orders, the UFLPA list, ports."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from flows.sources.layouts import folded
from flows.sources.rows import LIMIT_BYTES, read_table
from schemas.errors import UsageError
from schemas.reference.countries import country_codes, country_names, name_key
from schemas.reference.dated import rows as table_rows
from schemas.reference.official import COLUMNS, LAYOUTS, Official

Content = dict[str, list[str]]
HEADERS: Mapping[str, str] = {
    "hts": "hts|hts8|hts10|hts_number|htsno|hts_no|hts_code|htsus|hts_subheading|subheading|heading_subheading|"
    "tariff_number|hts_8|hts_10",
    "description": "description|article_description|product_description|brief_description",
    "units": "units|unit_of_quantity|unit",
    "general": "general|general_rate_of_duty|general_rate",
    "special": "special|special_rate_of_duty|special_rate",
    "list": "list|list_number|tranche|section_301_list|on_list",
    "heading": "heading|chapter_99|chapter_99_heading|9903",
    "metal": "metal|material|commodity",
    "number": "number|chapter_99_number|hts_99",
    "family": "family|measure|program",
    "case": "case|case_number|case_no|adcvd_case|order",
    "country": "country|country_name|country_of_origin|iso",
    "product": "product|product_name|product_short_name|merchandise|title",
    "words": "words|keywords|scope_words",
    "producer": "producer|manufacturer|producer_name",
    "exporter": "exporter|exporter_name",
    "rate": "rate|deposit_rate|cash_deposit_rate|ad_valorem_rate",
    "name": "name|entity|entity_name|name_of_entity|entities|port_name|port|us_port|foreign_port",
    "aliases": "aliases|alias|also_known_as|aka",
    "code": "code|port_code|schedule_d|schedule_k|schedule_d_code|schedule_k_code|schedule_k_number",
    "input": "input|component",
    "input_country": "input_country",
    "countries": "countries|third_countries",
    "certification": "certification",
    "valid_from": "valid_from|effective_date|effective|date_effective|start_date|order_date",
    "valid_to": "valid_to|end_date|expiry_date|revocation_date",
}
"""Our column -> how the files call it, as `layouts.folded` writes headers."""
REFERENCE = re.compile(r"\b99\d\d\.\d\d\.\d\d\b")


def read(path: Path, table: str = "", as_of: dt.date | None = None, complete: bool = False) -> list[Official]:
    """The tables of an official file; its rows count as verified, for it is the user's own.

    Args:
        table: which table it is; "" to tell it by its columns.
        as_of: the day of its content; today where it is not said.
        complete: whether it lists everything there is.

    Raises:
        UsageError: not a table we know, or a row that cannot be read, with file, row and column.
    """
    day = as_of or dt.datetime.now(dt.UTC).date()
    if table and table not in LAYOUTS:
        raise UsageError(f"{table!r} is no table", where="--table", remedy=f"use one of {', '.join(LAYOUTS)}")
    found = _json(path, table) if path.suffix.lower() == ".json" else _table(path, table)
    loaded = [Official(name, content, path.name, day, complete) for name, content in found.items() if content["source"]]
    if not loaded:
        raise UsageError("the file holds no row", where=str(path), remedy="hand in the list as it was downloaded")
    return loaded


def _table(path: Path, table: str) -> dict[str, Content]:
    names = {header: column for column, headers in HEADERS.items() for header in headers.split("|")}

    def known(cells: Sequence[str]) -> int:
        return sum(folded(cell) in names for cell in cells)

    headers, rows = read_table(path, known)
    # Two headers may stand for one column of ours (`HTS8` beside `HTS10`): the first one does.
    columns: dict[str, str] = {}
    for header in headers:
        if (column := names.get(folded(header))) and column not in columns.values():
            columns[header] = column
    table = table or _told_by(path, list(columns.values()))
    if lacking := [name for name in LAYOUTS[table].required if name not in columns.values()]:
        raise UsageError(
            f"no column for {', '.join(lacking)} of table {table}", where=str(path),
            remedy=f"name it {HEADERS[lacking[0]].split('|')[0]!r} in the header row, or choose another --table",
        )  # fmt: skip
    records = (
        {columns[h]: text for h, text in row.cells.items() if h in columns} | {"": str(row.number)} for row in rows
    )
    return _tables(table, records, path)


def _told_by(path: Path, columns: Sequence[str]) -> str:
    """The table with most required columns that are all there; the name of the file decides between equals."""
    fitting = [name for name, layout in LAYOUTS.items() if set(layout.required) <= set(columns)]
    if "general" in columns and "hts" in columns:
        return "hts"
    if not fitting:
        raise UsageError(
            "its columns name no table we know", where=str(path), remedy=f"say --table with one of {', '.join(LAYOUTS)}"
        )
    stem = path.stem.lower().replace("-", "_").replace(" ", "_")
    hints = [name for name in fitting if name in stem or name[-3:] in stem]
    most = max(len(LAYOUTS[name].required) for name in fitting)
    best = hints or [name for name in fitting if len(LAYOUTS[name].required) == most]
    if len(best) > 1:
        raise UsageError(f"may be {' or '.join(best)}", where=str(path), remedy="say which with --table")
    return best[0]


def _json(path: Path, table: str) -> dict[str, Content]:
    if path.stat().st_size > LIMIT_BYTES:
        raise UsageError(f"larger than {LIMIT_BYTES:,} bytes", where=str(path), remedy="split the file")
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"no JSON ({error})", where=str(path), remedy="download it again") from error
    items = data.get("results") if isinstance(data, dict) else data
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in cast(list[object], items)):
        raise UsageError("no list of records", where=str(path), remedy="hand in the file as it was downloaded")
    records = cast(list[dict[str, Any]], items)
    if records and "htsno" in records[0]:
        return _tables("hts", (_tariff_record(n, r) for n, r in enumerate(records, 1)), path)
    if records and "case_number" in records[0]:
        return _tables("adcvd_orders", (_order_record(n, r) for n, r in enumerate(records, 1)), path)
    names = {header: column for column, headers in HEADERS.items() for header in headers.split("|")}
    plain = [
        {names[folded(key)]: str(value) for key, value in record.items() if folded(key) in names and value is not None}
        | {"": str(number)}
        for number, record in enumerate(records, 1)
    ]
    return _tables(table or _told_by(path, list(plain[0]) if plain else []), plain, path)


def _tariff_record(number: int, record: Mapping[str, Any]) -> dict[str, str]:
    """A line of the tariff's JSON export; its footnotes say which Chapter 99 numbers it is subject to."""
    notes = " ".join(str(note.get("value", "")) for note in record.get("footnotes") or [] if isinstance(note, dict))
    return {
        "": str(number),
        "hts": str(record.get("htsno") or ""),
        "description": str(record.get("description") or ""),
        "units": "; ".join(str(unit) for unit in record.get("units") or []),
        "general": str(record.get("general") or ""),
        "special": str(record.get("special") or ""),
        "chapter99": " ".join(REFERENCE.findall(notes)),
    }


def _order_record(number: int, record: Mapping[str, Any]) -> dict[str, str]:
    """A case of Commerce's search: `hts_numbers` is a list."""
    return {
        "": str(number),
        "case": str(record.get("case_number") or ""),
        "country": str(record.get("country") or ""),
        "product": str(record.get("product") or record.get("product_short_name") or ""),
        "hts": " ".join(str(code) for code in record.get("hts_numbers") or []),
    }


def _tables(table: str, records: Iterable[Mapping[str, str]], path: Path) -> dict[str, Content]:
    settle: dict[str, Callable[[dict[str, str]], list[dict[str, str]]]] = {
        "section301": _section301, "adcvd_orders": _order, "hts": _tariff_number, "uflpa_entities": _entity,
    }  # fmt: skip
    kept: list[dict[str, str]] = []
    for record in records:
        row = {name: " ".join(text.split()) for name, text in record.items()}
        if table == "hts" and not row.get("hts"):
            continue  # a heading of the tariff without a number
        where = f"{path}, row {row.pop('')}"
        for name in ("valid_from", "valid_to"):
            row[name] = _day(row.get(name, ""), where, name)
        if lacking := [name for name in LAYOUTS[table].required if not row.get(name)]:
            raise UsageError(f"{lacking[0]} is empty", where=where, remedy="fill it in or take the row out")
        if "hts" in row and table not in ("adcvd_orders", "adcvd_inputs") and not _is_number(row["hts"]):
            raise UsageError(f"{row['hts']!r} is no tariff number", where=f"{where}, column hts", remedy="correct it")
        kept.extend(settle.get(table, lambda one: [one])(row))
    found = {table: kept}
    if table == "hts":
        _inherit(kept)
        if named := _from_footnotes(kept):
            found["section301"] = named
    return {name: _content(name, rows, path) for name, rows in found.items()}


def _content(table: str, rows: Sequence[Mapping[str, str]], path: Path) -> Content:
    given = {"source": path.name, "verified": "yes"}
    return {column: [given.get(column, row.get(column, "")) for row in rows] for column in COLUMNS[table]}


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4,10}(-\d{4,10})?", re.sub(r"[.\s]", "", text)))


def _day(text: str, where: str, column: str) -> str:
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%Y%m%d", "%m/%d/%y", "%B %d, %Y"):
        try:
            return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date().isoformat()
        except ValueError:
            continue
    if text:
        raise UsageError(f"{text!r} is no date", where=f"{where}, column {column}", remedy="write YYYY-MM-DD")
    return ""


def _tariff_number(row: dict[str, str]) -> list[dict[str, str]]:
    row["hts"] = re.sub(r"\D", "", row["hts"])
    return [row]


def _inherit(rows: Sequence[dict[str, str]]) -> None:
    """A statistical number has the rates of the rate line above it (its first eight digits)."""
    rate_lines = {row["hts"]: row for row in rows if len(row["hts"]) == 8}
    for row in rows:
        above = rate_lines.get(row["hts"][:8]) if len(row["hts"]) == 10 else None
        if above and not row.get("general"):
            for name in ("general", "special", "chapter99"):
                row[name] = row.get(name) or above.get(name, "")


def _from_footnotes(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Section 301 numbers as the tariff's own footnotes name them (`See 9903.88.15`)."""
    lists = {row["heading"]: row for row in table_rows("section301_lists")}
    named: list[dict[str, str]] = []
    for row in rows:
        for heading in row.get("chapter99", "").split():
            if heading[:7] in ("9903.88", "9903.91", "9903.92") and len(row["hts"]) == 8:
                known = lists.get(heading)
                named.append({"hts": row["hts"], "list": known["list"] if known else heading, "heading": heading,
                              "valid_from": known["valid_from"] if known else ""})  # fmt: skip
    return named


def _section301(row: dict[str, str]) -> list[dict[str, str]]:
    """Lists are known by their number, which gives heading and first day where the file does not."""
    name = row["list"].upper().replace("LIST", "").strip()
    if name == "4B":
        return []  # suspended before its first day, 15 December 2019
    known = next((one for one in table_rows("section301_lists") if one["list"] == name), None)
    if known and not row["valid_from"]:
        row["valid_from"] = known["valid_from"]
    return [{**row, "list": name, "heading": row.get("heading") or (known["heading"] if known else "")}]


def _order(row: dict[str, str]) -> list[dict[str, str]]:
    """One row a tariff number of an order, and one without where the file gives none."""
    country = row["country"].strip()
    code = country_codes().get(country.upper()) or country_names().get(name_key(country)) or ""
    numbers = re.findall(r"\d{4}[\d.]*", row.get("hts", "")) or [""]
    return [{**row, "country": code or country, "hts": re.sub(r"\D", "", number)} for number in numbers]


def _entity(row: dict[str, str]) -> list[dict[str, str]]:
    """Names in brackets after `also known as` are aliases."""
    name, _, known_as = row["name"].partition("(")
    aliases = re.split(
        r"[;,]|\band\b", re.sub(r"(?i)also known as|including.*?alias(?:es)?:?|formerly|[)(]", "", known_as)
    )
    given = [row.get("aliases", ""), *(alias.strip() for alias in aliases)]
    return [{**row, "name": name.strip(), "aliases": "; ".join(alias for alias in given if alias)}]
