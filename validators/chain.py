"""The CHAIN frame: how far the papers document the way from an entry line back to the suppliers (DOMAIN.md 4.3).

A step counts when a paper documents it and shares a key with the step before: an order, lot, invoice or container
number, or where the table of steps allows it the supplier or the name of the goods.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from schemas.record import Record
from schemas.reference.dated import day
from schemas.reference.tracing import GENERAL, SEPARATOR, UNTIED, Step, steps
from validators import names, profiles
from validators.factory_rows import INPUTS, MADE, Factory
from validators.keys import folded, split, telling
from validators.likeness import one_apart
from validators.same_goods import same
from validators.tables import Tables, ordinary_line

_NUMBERS = (
    "certificate_number", "invoice_number", "bl_number", "order_number", "record_number", "container", "seal_number",
    "lot_number", "heat_number", "contract_number", "purchase_order", "reference_number",
)  # fmt: skip
"""Values by which papers of one chain name each other."""
_SHOWS = {"origin": "origin_country", "lot": "lot_number", "heat": "heat_number", "supplier": "supplier"}
_OF_GOODS = (*MADE, "fac.bom")
"""Papers about one product: they do not speak for another line of the entry."""
_UPSTREAM = (*INPUTS, "fac.stock_ledger", "fac.input_transport")
"""With a paper of what went in, a file sets out to trace its goods."""
_LINE = ["entry_row", "entry_number"]
_SAME = "chain_done chain_sure chain_near cotton cotton_done cotton_stages cotton_lacks".split()
"""What lines with the same gaps share."""


def build(
    records: Sequence[Record],
    documents: pl.DataFrame,
    factory: Factory,
    paired: pl.DataFrame,
    base: Tables,
    foreign: pl.DataFrame,
    mentions: pl.DataFrame,
) -> pl.DataFrame:
    """The CHAIN frame: one row an entry and kind of goods, of entries with papers of what went in.

    Args:
        documents: `Documents`.
        paired: index and entry_row of certificate lines with the entry lines they cover.
        foreign: entry_number and `foreign_inputs`.
        mentions: index and `xinjiang` of documents that mention a place.
    """
    papers = base.links.join(documents.select("index", "kind"), on="index")
    traced = papers.filter(pl.col("kind").is_in(_UPSTREAM)).select("entry_number").unique()
    papers = papers.join(traced, on="entry_number", how="semi")
    lines = base.entry_lines.filter(ordinary_line()).join(traced, on="entry_number", how="semi")
    rows = _rows(documents, factory).join(papers.select("index").unique(), on="index", how="semi")
    keys = _keys(records, documents, papers)
    reached = pl.concat([_reached(step, papers, rows, keys) for step in steps()])
    needed = _needed(lines).with_columns(
        certified=(pl.col("step") == "certified") & pl.col("entry_row").is_in(paired["entry_row"].unique().to_list())
    )
    judged = (
        needed.join(reached, on=["entry_number", "profile", "step"], how="left")
        .join(_elsewhere(papers, rows, lines), on=["entry_row", "index"], how="anti")
        .group_by(*_LINE, "profile", "step", maintain_order=True)
        .agg(
            there=pl.col("index").is_not_null().any(),
            tied=pl.col("tied").fill_null(value=False).any(),
            near=pl.col("near").fill_null(value=False).any(),
        )
    )
    # A paper of another line leaves the step of this line without one.
    judged = needed.join(judged, on=[*_LINE, "profile", "step"], how="left", maintain_order="left").with_columns(
        pl.col("there", "near").fill_null(value=False), tied=pl.col("tied").fill_null(value=False) | pl.col("certified")
    )
    mentioned = (
        base.links.join(mentions.filter(pl.col("xinjiang").is_not_null()).select("index"), on="index")
        .select("entry_number")
        .unique()
    )
    frame = _by_goods(judged, lines).join(foreign, on="entry_number", how="left")
    return (
        frame.join(mentioned.with_columns(mentioned=pl.lit(value=True)), on="entry_number", how="left")
        .join(_first(papers, documents), on="entry_number")
        .join(base.entries.select("entry_number", "entry_at_stake"), on="entry_number")
        .with_columns(
            asked=pl.col("foreign_inputs").fill_null(value=False) | pl.col("mentioned").fill_null(value=False)
        )
    )


def _needed(lines: pl.DataFrame) -> pl.DataFrame:
    """The steps that each line's goods need, in their order."""
    table = pl.DataFrame(
        [(s.profile, s.step, s.title, s.verified, day(s.valid_from), day(s.valid_to)) for s in steps()],
        schema={"profile": pl.String(), "step": pl.String(), "title": pl.String(),
                "verified": pl.Boolean(), "valid_from": pl.Date(), "valid_to": pl.Date()},
        orient="row",
    ).with_row_index("place")  # fmt: skip
    goods = ["entry_hts", "entry_description", "entry_entry_date"]
    own = lines.join(profiles.of(lines, *goods), on=goods, nulls_equal=True)
    every = pl.concat([
        lines.select(*_LINE, "entry_entry_date", profile=pl.lit(GENERAL), known=pl.lit(value=True)),
        own.select(*_LINE, "entry_entry_date", "profile", known="profile_verified"),
    ])  # fmt: skip
    on = pl.col("entry_entry_date")
    holds = (pl.col("valid_from").is_null() | (on >= pl.col("valid_from"))) & (
        pl.col("valid_to").is_null() | (on <= pl.col("valid_to"))
    )
    needed = every.join(table, on="profile").filter(holds.fill_null(value=True)).sort("entry_row", "place")
    return needed.select(*_LINE, "profile", "step", "title", verified=pl.col("verified") & pl.col("known"))


def _rows(documents: pl.DataFrame, factory: Factory) -> pl.DataFrame:
    """What factory records show row by row, and the words in which a stage may be told; one row where none was read."""
    own = documents.filter(pl.col("kind").str.starts_with("fac.")).select(
        "index", "kind", head_origin="origin_country", head_supplier=pl.coalesce("supplier", "producer")
    )
    columns = "line material description specification process supplier origin_country lot_number heat_number".split()
    rows = own.join(factory.rows.select("index", *columns), on="index", how="left")
    return rows.with_columns(
        origin_country=pl.coalesce("origin_country", "head_origin"), supplier=pl.coalesce("supplier", "head_supplier"),
        words=pl.concat_str("description", "specification", "process", separator=" | ", ignore_nulls=True)
        .str.to_uppercase(),
    ).drop("head_origin", "head_supplier")  # fmt: skip


def _keys(records: Sequence[Record], documents: pl.DataFrame, papers: pl.DataFrame) -> pl.DataFrame:
    """`entry_number`, `index`, `kind`, `join`, `key`: by what each paper can be tied to others of its entry."""
    indexes = papers["index"].unique(maintain_order=True).to_list()
    numbers = [(index, "number", key) for index in indexes for key in _numbers(records[index])]
    sellers = documents.filter(pl.col("index").is_in(indexes)).select("index", "supplier").drop_nulls()
    firms = [(index, "supplier", names.core(firm)) for index, firm in sellers.iter_rows()]
    schema = {"index": pl.Int64(), "join": pl.String(), "key": pl.String()}
    table = pl.DataFrame([*numbers, *firms], schema=schema, orient="row").unique(maintain_order=True)
    return papers.join(table, on="index")


def _numbers(record: Record) -> Iterator[str]:
    for row in (record.fields, *record.lines, *record.materials):
        for name in _NUMBERS:
            value = row.get(name)
            if value is not None and isinstance(value.value, str):
                yield from (key for part in split(value.value) if telling(key := folded(part)))


def _reached(step: Step, papers: pl.DataFrame, rows: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """The papers that document a step: `tied` to a paper of the step before, `near` where one character is between."""
    place = ["entry_number", "index"]
    mine = papers.filter(_of(step.kinds))
    if not step.tied_to:
        shown = rows.filter(pl.col(_SHOWS[name]).is_not_null() for name in step.joins) if step.joins else rows
        if step.evidence:
            shown = shown.filter(pl.col("words").str.contains(step.evidence))
        mine = mine.join(shown.select("index").unique(), on="index", how="semi")
        mine = mine.with_columns(tied=pl.lit(value=True), near=pl.lit(value=False))
    elif step.tied_to == ("entry",):  # the pairing of certificate items and entry lines decides
        mine = mine.clear().with_columns(tied=pl.lit(value=False), near=pl.lit(value=False))
    else:
        met = _met(step, mine, papers, rows, keys)
        loose = mine.join(met, on=place, how="anti")
        slips = _one_slip(loose, keys.filter(_of(step.tied_to)), keys)
        for name, found in (("tied", met), ("near", slips)):
            mine = mine.join(found.with_columns(pl.lit(value=True).alias(name)), on=place, how="left")
    return mine.select(
        *place, pl.col("tied", "near").fill_null(value=False), profile=pl.lit(step.profile), step=pl.lit(step.step)
    )


def _of(starts: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col("kind").str.starts_with(start) for start in starts)


def _met(step: Step, mine: pl.DataFrame, papers: pl.DataFrame, rows: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """`entry_number`, `index` of papers of a step that share a key with a paper of the step before."""
    allowed = keys.filter(pl.col("join").is_in(list(step.joins)))
    by = ["entry_number", "join", "key"]
    one, two = (allowed.filter(_of(kinds)).select("index", *by) for kinds in (step.kinds, step.tied_to))
    met = [one.join(two, on=by, suffix="_other").filter(pl.col("index") != pl.col("index_other"))]
    if "goods" in step.joins:
        named = rows.select("index", "description").drop_nulls()
        one, two = (t.join(named, on="index") for t in (mine, papers.filter(_of(step.tied_to))))
        pairs = one.join(two, on="entry_number", suffix="_other").filter(pl.col("index") != pl.col("index_other"))
        met.append(pairs.filter(same(pairs, "description", "description_other").fill_null(value=False)))
    return pl.concat([table.select("entry_number", "index") for table in met]).unique()


def _one_slip(loose: pl.DataFrame, others: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """`entry_number`, `index` of papers whose number differs by one character from one of the step before."""
    numbers = pl.col("join") == "number"
    own = loose.join(keys.filter(numbers).select("entry_number", "index", "key"), on=["entry_number", "index"])
    pairs = own.join(others.filter(numbers).select("entry_number", other="key"), on="entry_number")
    alike = pairs.filter(
        (pl.col("key").str.len_chars() >= 6) & (pl.col("key").str.slice(0, 3) == pl.col("other").str.slice(0, 3))
        | (pl.col("key").str.slice(-3) == pl.col("other").str.slice(-3))
    )
    distinct = alike.select("key", "other").unique()
    close = distinct.filter(pl.Series([one_apart(a, b) for a, b in distinct.iter_rows()], dtype=pl.Boolean))
    return alike.join(close, on=["key", "other"], how="semi").select("entry_number", "index").unique()


def _elsewhere(papers: pl.DataFrame, rows: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """`entry_row`, `index` of papers about a product that name the goods of another line of the entry, not of this."""
    products = rows.filter(pl.col("kind").is_in(_OF_GOODS) & pl.col("line").is_not_null())
    named = papers.join(products.select("index", "description").drop_nulls().unique(), on="index")
    met = named.join(lines.select(*_LINE, "entry_description"), on="entry_number")
    met = met.with_columns(names_it=same(met, "description", "entry_description").fill_null(value=False))
    met = met.group_by("entry_row", "entry_number", "index").agg(pl.col("names_it").any())
    any_line = pl.col("names_it").any().over("entry_number", "index")
    return met.filter(~pl.col("names_it") & any_line).select("entry_row", "index")


def _by_goods(judged: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Lines that lack the same steps are told together."""
    wants = ~pl.col("tied")
    gap = pl.col("title") + pl.when("there").then(pl.lit(UNTIED)).otherwise(pl.lit(""))
    by_line = judged.group_by(*_LINE, maintain_order=True).agg(
        chain_required=pl.len().cast(pl.Int64),
        chain_done=pl.col("tied").sum().cast(pl.Int64),
        fac_chain_missing=gap.filter(wants).str.join(SEPARATOR),
        chain_sure=(pl.col("tied") & pl.col("verified")).sum() / pl.col("verified").sum(),
        cotton=(pl.col("profile") == "cotton").any(),
        cotton_done=(pl.col("tied") & (pl.col("profile") == "cotton")).sum().cast(pl.Int64),
        cotton_stages=(pl.col("profile") == "cotton").sum().cast(pl.Int64),
        cotton_lacks=pl.col("title").filter(wants & pl.col("step").is_in(["bale", "gin"])).str.join(" and "),
        chain_near=(pl.col("near") & wants).any(),
    )
    by_line = by_line.join(lines.select("entry_row", "line_no", "entry_description", "entry_hts"), on="entry_row")
    same_gaps = ["entry_number", "chain_required", "fac_chain_missing"]
    number = pl.col("line_no").str.zfill(6)
    return by_line.group_by(same_gaps, maintain_order=True).agg(
        line_no=pl.when(pl.len() == 1).then(pl.col("line_no").first()).otherwise(pl.lit("")),
        chain_lines=pl.col("line_no").sort_by(number).str.join(", "),
        chain_goods=pl.coalesce("entry_description", "entry_hts")
        .drop_nulls()
        .unique(maintain_order=True)
        .str.join(", "),
        **{name: pl.col(name).first() for name in _SAME},
    )


def _first(papers: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """The factory record by which a chain is shown: an order before a bill, a bill before others."""
    order = ["fac.production_order", "fac.batch_log", "fac.fg_receipt", "fac.bom"]
    rank = pl.col("kind").replace_strict(dict(zip(order, range(4), strict=True)), default=4, return_dtype=pl.Int32)
    own = papers.filter(pl.col("kind").str.starts_with("fac.")).sort("entry_number", rank, "index")
    own = own.unique("entry_number", keep="first", maintain_order=True)
    told = documents.select("index", fac_record_number="record_number", fac_record_number__conf="record_number__conf")
    return own.join(told, on="index").rename({"index": "fac_index", "kind": "fac_kind"})
