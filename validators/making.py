"""The FACTORY frame: factory records beside their entries, with what they and their neighbours say about making."""

from __future__ import annotations

import re

import polars as pl

from schemas.reference.dated import rows as reference_rows
from schemas.reference.units import unit_named
from validators import counterparts, inputs, names, vat
from validators.factory_rows import BOUGHT, MADE, Factory
from validators.keys import folded

PER_DAY = {"DAY": 1.0, "D": 1.0, "SHIFT": 1.0, "HOUR": 24.0, "H": 24.0, "HR": 24.0, "MONTH": 1 / 30, "YEAR": 1 / 365,
           "天": 1.0, "日": 1.0, "班": 1.0, "小时": 24.0, "月": 1 / 30, "年": 1 / 365}  # fmt: skip
"""How often a day; an hour counts for the 24 that a day can have at most."""
_CAPACITY = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d/每]*?)\s*(?:(?:/|PER|每|A)\s*)?(?P<per>"
    + "|".join(sorted(PER_DAY, key=len, reverse=True))
    + r")?S?\s*$"
)


def build(
    documents: pl.DataFrame, factory: Factory, links: pl.DataFrame, entries: pl.DataFrame, rows: pl.DataFrame
) -> pl.DataFrame:
    """The FACTORY frame.

    Args:
        documents: `Documents`.
        rows: the FACTORY_ROW frame.

    `shipped_kg` is the declared net weight; `shipped_gross` says that only the gross weight is known.
    """
    declared = rows.select("entry_number", "declared_amount", "declared_base").unique("entry_number")
    own = documents.filter(pl.col("kind").str.starts_with("fac.")).join(
        factory.heads.drop("kind"), on="index", how="left"
    )
    frame = (
        links.rename({"index": "fac_index"})
        .join(own.rename({name: f"fac_{name}" for name in own.columns}), on="fac_index")
        .join(entries, on="entry_number")
        .join(counterparts.shipped(documents, links), on="entry_number", how="left")
        .join(inputs.foreign(rows), on="entry_number", how="left")
        .join(inputs.costs(rows), on=["entry_number", "fac_index"], how="left")
    )
    for columns in (_made(factory), _processes(factory)):
        frame = frame.join(columns.rename({"index": "fac_index"}), on="fac_index", how="left")
    frame = frame.join(_plants(factory, links), on="entry_number", how="left")
    frame = frame.join(_certified(factory, links), on="entry_number", how="left")
    frame = frame.join(_hours(factory, links), on="entry_number", how="left")
    for columns in (
        _orders(documents, links, entries),
        _lots(factory, links),
        _heats(factory, links),
        _parties(documents, factory, links),
    ):
        frame = frame.join(columns, on=["entry_number", "fac_index"], how="left")
    first = pl.int_range(pl.len()).over("entry_number", "fac_kind") == 0
    frame = frame.join(declared, on="entry_number", how="left")
    net = pl.when(pl.col("declared_base") == "KG").then("declared_amount")
    return vat.tax_numbers(frame).with_columns(
        first_of_kind=first,
        shipped_kg=pl.coalesce(net, "entry_gross_weight_kg"),
        shipped_gross=net.is_null(),
        fac_hours=pl.when(pl.col("fac_kind") == "fac.timecard").then("card_hours"),
        made_days=(pl.col("made_to") - pl.col("made_from")).dt.total_days().cast(pl.Float64) + 1,
        plant_capacity=pl.when(
            pl.col("plant_base").is_null() | (pl.col("plant_base") == pl.col("made_base")).fill_null(value=True)
        ).then("plant_capacity"),
    )


def _orders(documents: pl.DataFrame, links: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """`order_met` of production orders: whether the entry or a shipping paper of it names their customer order.

    Null where neither names any order.
    """
    named = links.join(documents.select("index", "kind", "order_number"), on="index").drop_nulls("order_number")
    shipping = named.filter(pl.col("kind").str.starts_with("ship.")).select("entry_number", other="order_number")
    declared = entries.select("entry_number", other="entry_reference_number").explode("other").drop_nulls("other")
    others = pl.concat([shipping, declared]).unique(maintain_order=True)
    others = others.with_columns(key=_folded("other"))
    own = named.filter(pl.col("kind") == "fac.production_order").join(others, on="entry_number")
    return own.group_by("entry_number", fac_index="index").agg(
        order_met=(_folded("order_number") == pl.col("key")).any(),
        other_orders=pl.col("other").unique().sort().str.join(", "),
    )


def _folded(column: str) -> pl.Expr:
    """The number as `keys.folded` reduces it: PO534630 and P0534630 are one order."""
    return pl.col(column).map_elements(folded, return_dtype=pl.String)


def _made(factory: Factory) -> pl.DataFrame:
    """`made_total`, `made_base`, `made_from`, `made_to` of records of what was made.

    A log has a row for each process: what went through the busiest process is what was made.
    """
    made = factory.rows.filter(pl.col("kind").is_in(MADE) & pl.col("line").is_not_null())
    by_process = made.group_by("index", "process").agg(
        total=pl.when(pl.col("amount").is_not_null().all()).then(pl.col("amount").sum()),
        bases=pl.col("base").n_unique(),
        base=pl.col("base").first(),
    )
    totals = by_process.group_by("index").agg(
        made_total=pl.when(pl.col("bases").max() == 1).then(pl.col("total").max()), made_base=pl.col("base").first()
    )
    days = made.group_by("index").agg(
        made_from=pl.coalesce("start_date", "finish_date").min(), made_to=pl.coalesce("finish_date", "start_date").max()
    )
    return totals.join(days, on="index")


def outputs(frame: pl.DataFrame) -> pl.DataFrame:
    """`entry_number`, `made_total`, `made_base`, `made_rank`: what was made, best evidence first."""
    ranks = {"fac.fg_receipt": 0, "fac.production_order": 1, "fac.batch_log": 2}
    made = frame.filter(pl.col("fac_kind").is_in(list(ranks)))
    rank = pl.col("fac_kind").replace_strict(ranks, return_dtype=pl.Int32)
    return made.select("entry_number", "made_total", "made_base", made_rank=rank)


def _plants(factory: Factory, links: pl.DataFrame) -> pl.DataFrame:
    """Per entry what its equipment list can make in a day: the sum over like machines, the least over machine kinds."""
    listed = factory.rows.filter((pl.col("kind") == "fac.equipment_list") & pl.col("capacity").is_not_null())
    table = [(text, *_a_day(text)) for text in listed["capacity"].unique()]
    schema = {"capacity": pl.String(), "a_day": pl.Float64(), "base": pl.String()}
    listed = listed.drop("base").join(pl.DataFrame(table, schema=schema, orient="row"), on="capacity")
    machines = listed.group_by("index", "description", "base", maintain_order=True).agg(
        a_day=(pl.col("a_day") * pl.col("quantity").fill_null(1)).sum(),
        text=pl.col("capacity").first(),
        sure=pl.col("capacity__conf").min(),
        at=pl.col("line").first(),
    )
    least = machines.sort("index", "a_day").unique("index", keep="first", maintain_order=True)
    return (
        links.join(least, on="index")
        .sort("entry_number", "a_day")
        .unique("entry_number", keep="first", maintain_order=True)
        .select(
            "entry_number",
            plant_index=pl.col("index"),
            plant_line=pl.col("at"),
            plant_capacity=pl.col("a_day"),
            plant_capacity__conf=pl.col("sure"),
            plant_base=pl.col("base"),
            plant_machine=pl.col("description"),
        )
    )


def _a_day(text: str) -> tuple[float | None, str | None]:
    match = _CAPACITY.search(text.upper())
    if match is None:
        return None, None
    unit = unit_named(match["unit"].strip()) if match["unit"].strip() else None
    number = float(match["number"].replace(",", "")) * PER_DAY.get(match["per"] or "DAY", 1.0)
    return (number * float(unit.factor), unit.base) if unit else (number, None)


def _processes(factory: Factory) -> pl.DataFrame:
    """`fac_processes`, their confidence, and `only_minor`: whether all are of the table of minor operations.

    `minor_verified` tells whether any of them is so by a source.

    Null where a process is in neither list: what it does is then not known.
    """
    logged = factory.rows.filter((pl.col("kind") == "fac.batch_log") & pl.col("process").is_not_null())
    table = [(name, *_is_minor(name)) for name in logged["process"].unique()]
    schema = {"process": pl.String(), "minor": pl.Boolean(), "verified": pl.Boolean()}
    return (
        logged.join(pl.DataFrame(table, schema=schema, orient="row"), on="process", how="left", maintain_order="left")
        .group_by("index", maintain_order=True)
        .agg(
            fac_processes=pl.col("process").unique(maintain_order=True).str.join(", "),
            fac_processes__conf=pl.col("process__conf").min(),
            fac_processes__field=pl.lit("process"),
            only_minor=pl.when(~pl.col("minor").all(ignore_nulls=True))
            .then(pl.lit(value=False))
            .when(pl.col("minor").is_not_null().all())
            .then(pl.lit(value=True)),
            minor_verified=pl.col("verified").any(),
        )
    )


def _is_minor(process: str) -> tuple[bool | None, bool | None]:
    upper = process.upper()
    for row in reference_rows("processes"):
        if re.search(row["pattern"], upper):
            return row["weight"] == "minor", row["verified"] == "yes"
    return None, None


def _certified(factory: Factory, links: pl.DataFrame) -> pl.DataFrame:
    """`certified_kg`: what the mill certificates of an entry cover together, null where one does not tell."""
    mills = factory.rows.filter((pl.col("kind") == "fac.mtc") & pl.col("line").is_not_null())
    weight = pl.coalesce(pl.when(pl.col("base") == "KG").then("amount"), "net_weight_kg")
    return (
        links.join(mills.with_columns(kg=weight), on="index")
        .group_by("entry_number")
        .agg(certified_kg=pl.when(pl.col("kg").is_not_null().all()).then(pl.col("kg").sum()))
    )


def _hours(factory: Factory, links: pl.DataFrame) -> pl.DataFrame:
    """`log_hours` that the production logs of an entry count, and `card_hours` that its attendance records show."""
    rows = links.join(factory.rows, on="index")
    worked = pl.col("hours") + pl.col("overtime_hours").fill_null(0)
    return rows.group_by("entry_number").agg(
        log_hours=pl.col("hours").filter(pl.col("kind") == "fac.batch_log").sum(),
        card_hours=worked.filter(pl.col("kind") == "fac.timecard").sum(),
    ).with_columns(
        log_hours=pl.when(pl.col("log_hours") > 0).then("log_hours"),
        card_hours=pl.when(pl.col("card_hours") > 0).then("card_hours"),
    )  # fmt: skip


_SIDES = {
    "in": ["fac.goods_receipt", "fac.material_issue", "fac.stock_ledger"],
    "out": ["fac.production_order", "fac.batch_log", "fac.fg_receipt", "fac.dispatch"],
}
"""Lots of materials and lots of products are numbered apart."""


def _lots(factory: Factory, links: pl.DataFrame) -> pl.DataFrame:
    """`fac_lots` and `lots_met`: whether a record of another kind on its side names one of its lots.

    Null where no record of another kind names any lot.
    """
    side = pl.lit(None, dtype=pl.String)
    for name, kinds in _SIDES.items():
        side = pl.when(pl.col("kind").is_in(kinds)).then(pl.lit(name)).otherwise(side)
    named = factory.rows.filter(pl.col("lot_number").is_not_null()).with_columns(
        side=side, key=pl.col("lot_number").str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    )
    named = links.join(named.filter(pl.col("side").is_not_null()), on="index")
    lots = named.group_by("entry_number", "side", "key").agg(kinds=pl.col("kind").n_unique())
    sides = named.group_by("entry_number", "side").agg(all_kinds=pl.col("kind").n_unique())
    return (
        named.join(lots, on=["entry_number", "side", "key"])
        .join(sides, on=["entry_number", "side"])
        .group_by("entry_number", fac_index="index", maintain_order=True)
        .agg(
            fac_lots=pl.col("lot_number").unique(maintain_order=True).str.join(", "),
            fac_lots__conf=pl.col("lot_number__conf").min(),
            fac_lots__field=pl.lit("lot_number"),
            lots_met=pl.when(pl.col("all_kinds").max() > 1).then((pl.col("kinds") > 1).any()),
        )
    )


def _heats(factory: Factory, links: pl.DataFrame) -> pl.DataFrame:
    """`fac_heats` of records that are no mill certificate, and `heats_missing`: those that no certificate bears."""
    named = links.join(factory.rows.filter(pl.col("heat_number").is_not_null()), on="index").with_columns(
        key=pl.col("heat_number").str.to_uppercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    )
    milled = named.filter(pl.col("kind") == "fac.mtc").select("entry_number", "key").unique()
    certified = milled.select("entry_number").unique()
    used = named.filter(pl.col("kind") != "fac.mtc").join(certified, on="entry_number", how="semi")
    return (
        used.join(milled.with_columns(known=pl.lit(value=True)), on=["entry_number", "key"], how="left")
        .group_by("entry_number", fac_index="index", maintain_order=True)
        .agg(
            fac_heats=pl.col("heat_number").unique(maintain_order=True).str.join(", "),
            fac_heats__conf=pl.col("heat_number__conf").min(),
            fac_heats__field=pl.lit("heat_number"),
            heats_missing=pl.col("heat_number")
            .filter(pl.col("known").is_null())
            .unique(maintain_order=True)
            .str.join(", "),
        )
    )


def _parties(documents: pl.DataFrame, factory: Factory, links: pl.DataFrame) -> pl.DataFrame:
    """Purchases: `buyer_score` beside the makers of the entry's records (names in one script), and `paid`."""
    known = links.join(documents.select("index", "kind", "producer", "buyer", "supplier"), on="index")
    makers = known.filter(pl.col("kind").is_in(MADE)).select("entry_number", "producer").drop_nulls().unique()
    bought = known.filter(pl.col("kind").is_in(BOUGHT))
    beside = bought.join(makers.rename({"producer": "maker"}), on="entry_number")
    beside = beside.filter(names.one_script("buyer", "maker"))
    beside = beside.with_columns(score=names.scores(beside, "buyer", "maker"))
    buyers = beside.group_by("entry_number", fac_index="index").agg(
        buyer_score=pl.col("score").max(), maker=pl.col("maker").sort_by("score", descending=True).first()
    )
    slips = links.join(factory.heads.filter(pl.col("kind") == "fac.payment"), on="index").select(
        "entry_number", "payee"
    )
    paid = bought.join(slips.drop_nulls(), on="entry_number").filter(names.one_script("supplier", "payee"))
    paid = paid.with_columns(score=names.scores(paid, "supplier", "payee"))
    payments = paid.group_by("entry_number", fac_index="index").agg(paid=(pl.col("score") >= 0.80).any())
    return buyers.join(payments, on=["entry_number", "fac_index"], how="full", coalesce=True)
