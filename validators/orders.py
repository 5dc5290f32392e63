"""AD/CVD orders beside entry lines: which orders the goods may fall under, and what the declared cases say."""

from __future__ import annotations

import polars as pl

from schemas.reference.dated import rows
from schemas.reference.official import Official, Reference
from validators import duties, names

CASE = r"^([AC])-?(\d{3})-?(\d{3})"
DAY = duties.DAY
NAMED = pl.col("entry_description").str.to_uppercase().str.contains(pl.col("words"))
"""Whether the declared goods are called by a word of the order."""


def columns(entry_lines: pl.DataFrame, reference: Reference, certified: pl.DataFrame) -> pl.DataFrame:
    """`entry_row` and what the orders say about the line.

    `order_cases` are the orders whose tariff numbers the line falls under, of the declared origin or else of that
    which papers tell (`order_origin`); `order_named` says whether its description uses a word of them too.
    `case_country` and `case_elsewhere` are the countries of the declared cases and whether none is the origin;
    `companions` the sister orders that are not declared. `regime_case` is the order whose certifications goods of that
    origin need, `regime_named` whether the description uses a word of it (or nothing tells),
    `regime_certified` whether the file holds one.

    Args:
        certified: entry_number of the entries whose file holds an AD/CVD certification.
    """
    keys = ["entry_hts", "entry_country_of_origin", DAY, "entry_description"]
    goods = entry_lines.select(keys).unique()
    orders, inputs = reference["adcvd_orders"], reference["adcvd_inputs"]
    lines = (
        entry_lines.select("entry_row", "entry_number", *keys)
        .join(_covered(entry_lines, keys, duties.expanded(orders)), on="entry_row", how="left")
        .join(_regimes(goods, inputs.frame(), orders), on=keys, how="left", nulls_equal=True)
        .join(_declared(entry_lines, orders.frame()), on="entry_row", how="left")
        .join(certified.with_columns(regime_certified=pl.lit(value=True)), on="entry_number", how="left")
    )
    return lines.drop("entry_number", *keys).with_columns(
        pl.col("regime_certified").fill_null(value=False),
        orders_complete=pl.lit(orders.complete),
        orders_coverage=pl.lit(orders.coverage),
        inputs_coverage=pl.lit(inputs.coverage),
    )


def _covered(entry_lines: pl.DataFrame, keys: list[str], orders: pl.DataFrame) -> pl.DataFrame:
    """`entry_row`, `order_…` and `order_origin` of the lines that an order may cover."""
    told = entry_lines.filter(pl.col("told_origin_country").is_not_null())
    both = pl.concat([
        entry_lines.select("entry_row", *keys),
        told.with_columns(entry_country_of_origin="told_origin_country").select("entry_row", *keys),
    ])  # fmt: skip
    met = both.join(_in_scope(both.select(keys).unique(), orders), on=keys, nulls_equal=True, maintain_order="left")
    found = met.rename({"entry_country_of_origin": "order_origin"}).drop("entry_hts", DAY, "entry_description")
    return found.unique("entry_row", keep="first", maintain_order=True)


def _in_scope(goods: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    keys = goods.columns
    hits: list[pl.DataFrame] = [_no_order(goods)]
    for length in orders["hts"].str.len_chars().unique().to_list():
        listed = orders.filter(pl.col("hts").str.len_chars() == length)
        met = goods.with_columns(hts=pl.col("entry_hts").str.slice(0, length)).join(
            listed, left_on=["hts", "entry_country_of_origin"], right_on=["hts", "country"]
        )
        hits.append(met.filter(duties.in_force(pl.col(DAY))).select(*keys, "case", "product", "words", "verified"))
    met = pl.concat(hits, how="vertical_relaxed").with_columns(named=NAMED)
    # Where a description names the goods of one order, that order is meant.
    return met.group_by(keys, maintain_order=True).agg(
        order_cases=pl.col("case").unique(maintain_order=True).sort().str.join(", "),
        order_product=pl.col("product").unique(maintain_order=True).str.join(", "),
        order_named=pl.col("named").any(),
        order_verified=pl.col("verified").any(),
    )


def _no_order(goods: pl.DataFrame) -> pl.DataFrame:
    return goods.clear().with_columns(
        case=pl.lit(None, pl.String), product=pl.lit(None, pl.String), words=pl.lit(None, pl.String),
        verified=pl.lit(None, pl.Boolean),
    )  # fmt: skip


def regimes(inputs: pl.DataFrame) -> pl.DataFrame:
    """The table of inputs with one row a tariff number and country of completion."""
    split = inputs.with_columns(
        hts=pl.col("hts").str.replace_all(r"[^\d ]", "").str.split(" "), countries=pl.col("countries").str.split(" ")
    )
    return split.explode("hts").explode("countries")


def _regimes(goods: pl.DataFrame, inputs: pl.DataFrame, orders: Official) -> pl.DataFrame:
    keys = goods.columns
    words = orders.frame().group_by("case").agg(pl.col("words").drop_nulls().unique(maintain_order=True).str.join("|"))
    # Where all orders are listed, one that is not among them asks for nothing.
    listed = words.join(
        inputs.select("case").unique(), on="case", how="inner" if orders.complete else "full", coalesce=True
    )
    needed = regimes(inputs.filter(pl.col("certification") == "yes")).join(listed, on="case")
    hits: list[pl.DataFrame] = []
    for length in needed["hts"].str.len_chars().unique().to_list():
        listed = needed.filter(pl.col("hts").str.len_chars() == length)
        met = goods.with_columns(hts=pl.col("entry_hts").str.slice(0, length)).join(
            listed, left_on=["hts", "entry_country_of_origin"], right_on=["hts", "countries"]
        )
        hits.append(met.filter(duties.in_force(pl.col(DAY))).select(
            *keys, regime_case="case", regime_product="product", regime_verified="verified",
            regime_named=NAMED.fill_null(value=True)))  # fmt: skip
    if not hits:
        return goods.clear().with_columns(
            regime_case=pl.lit(None, pl.String), regime_product=pl.lit(None, pl.String),
            regime_verified=pl.lit(None, pl.Boolean), regime_named=pl.lit(None, pl.Boolean),
        )  # fmt: skip
    return pl.concat(hits).unique(keys, keep="first", maintain_order=True)


def _declared(entry_lines: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """By entry line with cases: their countries, and sister orders that are not declared."""
    cases = (
        entry_lines.select("entry_row", "entry_country_of_origin", printed="entry_adcvd_case")
        .explode("printed")
        .drop_nulls("printed")
        .with_columns(case=key(pl.col("printed")))
        .drop_nulls("case")
    )
    codes = pl.DataFrame([dict(row) for row in rows("commerce_countries")]).select(
        "code", case_country="country", case_verified=pl.col("verified") == "yes"
    )
    told = cases.with_columns(code=pl.col("case").str.slice(1, 3)).join(codes, on="code", how="left")
    listed = orders.select(case=key(pl.col("case")), product="product", country="country").drop_nulls().unique()
    pairs = listed.join(listed, on=["product", "country"], suffix="_other").filter(
        pl.col("case").str.slice(0, 1) != pl.col("case_other").str.slice(0, 1)
    )
    sisters = (
        cases.join(pairs.select("case", "case_other"), on="case")
        .join(cases.select("entry_row", case_other="case"), on=["entry_row", "case_other"], how="anti")
        .group_by("entry_row")
        .agg(companions=pl.col("case_other").unique().sort().str.join(", "))
    )
    known = cases.join(listed.select("case").unique(), on="case", how="semi").select("entry_row").unique()
    return (
        told.group_by("entry_row")
        .agg(
            case_country=pl.col("case_country").drop_nulls().unique().sort().str.join(", "),
            case_elsewhere=~(pl.col("case_country") == pl.col("entry_country_of_origin")).all(),
            case_verified=pl.col("case_verified").all(),
        )
        .join(sisters, on="entry_row", how="left")
        .join(known.with_columns(cases_listed=pl.lit(value=True)), on="entry_row", how="left")
    )


def key(case: pl.Expr) -> pl.Expr:
    """The principal number of a case without hyphens (`A570979`), null where it is none."""
    plain = case.str.to_uppercase().str.strip_chars()
    return pl.when(plain.str.contains(CASE)).then(plain.str.replace_all(r"[^0-9AC]", "").str.slice(0, 7))


def rate_pairs(frame: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """Add to certificates beside their entries: the producer and exporter of the declared company rates.

    `rate_case` is a declared case with a company suffix, `rate_producer` and `rate_exporter` whom it was given to
    (null where the table of rates does not know it), `pair_score` the lower of both name scores of the best pair.
    """
    rates = reference["adcvd_rates"].frame().with_columns(rate_case=full_key(pl.col("case")))
    cases = (
        frame.select("cert_index", "entry_number", "cert_exporter", "cert_producer", printed="entry_cases")
        .explode("printed")
        .with_columns(rate_case=full_key(pl.col("printed")))
        .drop_nulls("rate_case")
        .join(rates.select("rate_case", rate_producer="producer", rate_exporter="exporter").drop_nulls("rate_case"),
              on="rate_case", how="left")
    )  # fmt: skip
    scored = cases.with_columns(
        pair_score=pl.min_horizontal(
            names.scores(cases, "cert_exporter", "rate_exporter"), names.scores(cases, "cert_producer", "rate_producer")
        )
    )
    best = scored.sort("pair_score", descending=True, nulls_last=True).unique(
        ["cert_index", "entry_number"], keep="first"
    )
    wanted = ["rate_case", "rate_producer", "rate_exporter", "pair_score"]
    joined = frame.join(
        best.select("cert_index", "entry_number", *wanted), on=["cert_index", "entry_number"], how="left"
    )
    return joined.with_columns(rates_coverage=pl.lit(reference["adcvd_rates"].coverage))


def full_key(case: pl.Expr) -> pl.Expr:
    """A case number with its company suffix (`A570979001`), null where it has none or is the country-wide 000."""
    digits = case.str.to_uppercase().str.replace_all(r"[^0-9AC]", "")
    return pl.when(digits.str.contains(r"^[AC]\d{9}$") & ~digits.str.ends_with("000")).then(digits)
