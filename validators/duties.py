"""What the tariff and its Chapter 99 lists say about entry lines: Sections 301 and 232, special rates, expired numbers.

Everything is looked up once for each distinct tariff number and day, by the longest number of the list that the
declared one begins with.
"""

from __future__ import annotations

import polars as pl

from schemas.reference.official import Official, Reference

FAMILIES = {"301": "^9903(88|91|92)", "232": "^9903(80|81|82|85)"}
"""Chapter 99 numbers that report a duty, by the law it rests on (DOMAIN.md 0.3)."""
DAY = "entry_entry_date"


def columns(entry_lines: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """`entry_row` and what the lists say about the line.

    `s301_list` and `s232_metal` are null where the list does not name the number; `…_complete` says whether that
    means anything. `hts_special` is the list of programme symbols of the Special column, null where the number is not
    in the tariff. `ch99_out` are the declared Chapter 99 numbers that were not in force, `ch99_unknown` says that
    the list does not know one of them.
    """
    lines = entry_lines.select("entry_row", "entry_hts", DAY)
    goods = lines.select("entry_hts", DAY).unique()
    for name, kept in (("section301", ["list", "heading"]), ("section232", ["metal"]), ("hts", ["general", "special"])):
        table, prefix = reference[name], f"s{name[-3:]}" if name != "hts" else "hts"
        wanted = [*kept, "verified"]
        found = by_prefix(goods, table, wanted).rename({column: f"{prefix}_{column}" for column in wanted})
        goods = goods.join(found, on=["entry_hts", DAY], how="left", nulls_equal=True).with_columns(
            pl.lit(table.complete).alias(f"{prefix}_complete"), pl.lit(table.coverage).alias(f"{prefix}_coverage")
        )
    goods = goods.with_columns(
        hts_special=pl.when(pl.col("hts_general").is_not_null()).then(special(pl.col("hts_special").fill_null("")))
    )
    numbers = entry_lines.select("entry_row", DAY, number="entry_chapter99").explode("number").drop_nulls("number")
    return (
        lines.join(goods, on=["entry_hts", DAY], how="left", nulls_equal=True)
        .drop("entry_hts", DAY)
        .join(_chapter99(numbers, reference["chapter99"]), on="entry_row", how="left")
        .with_columns(
            pl.col("reports_301", "reports_232").fill_null(value=False),
            ch99_coverage=pl.lit(reference["chapter99"].coverage),
        )
    )


def reports(numbers: pl.Expr, law: str) -> pl.Expr:
    """Whether a list of Chapter 99 numbers reports the duty of a law of FAMILIES."""
    digits = pl.element().str.replace_all(r"\D", "")
    return numbers.list.eval(digits.str.contains(FAMILIES[law])).list.any()


def special(printed: pl.Expr) -> pl.Expr:
    """Programme symbols of a Special column such as `Free (A*,AU,S)`; null stays null, no symbol is an empty list."""
    inside = printed.str.extract_all(r"\(([^)]*)\)").list.join(",").str.replace_all(r"[()\s]", "")
    return pl.when(printed.is_not_null()).then(inside.str.split(",").list.eval(pl.element().filter(pl.element() != "")))


def by_prefix(goods: pl.DataFrame, table: Official, wanted: list[str]) -> pl.DataFrame:
    """For each `entry_hts` and day the row of the longest number that it begins with and that was valid then."""
    listed = expanded(table)
    keys = ["entry_hts", DAY]
    hits: list[pl.DataFrame] = []
    for length in sorted(listed["hts"].str.len_chars().unique().to_list(), reverse=True):
        rows = listed.filter(pl.col("hts").str.len_chars() == length)
        met = goods.select(keys).with_columns(hts=pl.col("entry_hts").str.slice(0, length)).join(rows, on="hts")
        hits.append(met.filter(in_force(pl.col(DAY))).select(*keys, *wanted))
    if not hits:
        return (
            goods.select(keys)
            .clear()
            .with_columns(
                pl.lit(None, dtype=pl.Boolean if name == "verified" else pl.String).alias(name) for name in wanted
            )
        )
    return pl.concat(hits).unique(keys, keep="first", maintain_order=True)


def expanded(table: Official) -> pl.DataFrame:
    """The table with plain digits in `hts`; a range `720610-721650` becomes the numbers in it."""
    rows = table.frame().filter(pl.col("hts").is_not_null())
    rows = rows.with_columns(hts=pl.col("hts").str.replace_all(r"[^\d-]", ""))
    ends = rows["hts"].str.split("-").list
    spread = pl.DataFrame({"hts": rows["hts"], "first": ends.get(0), "last": ends.get(1, null_on_oob=True)})
    spread = spread.unique().with_columns(
        each=pl.int_ranges(pl.col("first").cast(pl.Int64), pl.col("last").cast(pl.Int64) + 1)
    )
    width = pl.col("first").str.len_chars()
    spread = spread.explode("each").select(
        "hts",
        one=pl.when(pl.col("each").is_null())
        .then("first")
        .otherwise(pl.concat_str(pl.lit("0" * 10), pl.col("each").cast(pl.String)).str.tail(width)),
    )
    return rows.join(spread, on="hts").drop("hts").rename({"one": "hts"}).filter(pl.col("hts") != "")


def in_force(day: pl.Expr) -> pl.Expr:
    """Whether a row of a dated table holds on a day; an unknown day lies in every period."""
    return (
        ((day >= pl.col("valid_from")) | pl.col("valid_from").is_null())
        & ((day <= pl.col("valid_to")) | pl.col("valid_to").is_null())
    ).fill_null(value=True)


def _chapter99(numbers: pl.DataFrame, table: Official) -> pl.DataFrame:
    """By entry line: which laws its Chapter 99 numbers report, and which of them were not in force."""
    listed = table.frame().with_columns(number=pl.col("number").str.replace_all(r"\D", ""))
    numbers = numbers.with_columns(digits=pl.col("number").str.replace_all(r"\D", ""))
    distinct = numbers.select("digits", DAY).unique()
    hits = [distinct.with_columns(length=pl.lit(-1), verified=pl.lit(None, pl.Boolean), holds=pl.lit(None, pl.Boolean))]
    for length in listed["number"].str.len_chars().unique().to_list():
        rows = listed.filter(pl.col("number").str.len_chars() == length)
        met = distinct.with_columns(number=pl.col("digits").str.slice(0, length)).join(rows, on="number")
        hits.append(met.select("digits", DAY, length=pl.lit(length), verified="verified", holds=in_force(pl.col(DAY))))
    told = (
        pl.concat(hits, how="vertical_relaxed")
        .group_by("digits", DAY, "length")
        .agg(pl.col("holds").any(), pl.col("verified").all())
        .sort("length", descending=True)
        .unique(["digits", DAY], keep="first", maintain_order=True)
        .with_columns(known=pl.col("length") >= 0)
    )
    return (
        numbers.join(told, on=["digits", DAY], how="left", nulls_equal=True)
        .group_by("entry_row")
        .agg(
            ch99_out=pl.col("number").filter(pl.col("known") & ~pl.col("holds")).unique(maintain_order=True),
            ch99_verified=pl.col("verified").filter(pl.col("known") & ~pl.col("holds")).all(),
            ch99_unknown=(~pl.col("known")).any(),
            reports_301=pl.col("digits").str.contains(FAMILIES["301"]).any(),
            reports_232=pl.col("digits").str.contains(FAMILIES["232"]).any(),
        )
    )
