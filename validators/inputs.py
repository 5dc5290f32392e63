"""The FACTORY_ROW frame: what went in and was bought, beside the goods that were declared."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from validators import counterparts, names, quantities
from validators.factory_rows import BOUGHT, INPUTS, MADE, Factory
from validators.same_goods import same

IMPORTED = "fac.import_declaration_other"


def build(
    documents: pl.DataFrame,
    factory: Factory,
    links: pl.DataFrame,
    entry_lines: pl.DataFrame,
    entries: pl.DataFrame,
    certified: pl.DataFrame,
) -> pl.DataFrame:
    """The FACTORY_ROW frame.

    Args:
        entry_lines: ordinary lines.
        certified: entry_number and cert_issue_date, the first certificate of each entry.
    """
    heads = documents.filter(pl.col("kind").str.starts_with("fac.")).select(
        "index", "producer", "supplier", "buyer", "issue_date", "issue_date__conf", "origin_country",
        "origin_country__conf", fac_scanned="scanned",
    )  # fmt: skip
    rows = factory.rows.join(heads, on="index", suffix="_head").with_columns(
        # A Chinese VAT invoice is made out by a seller in China.
        country=pl.coalesce(
            "origin_country",
            "origin_country_head",
            pl.when(pl.col("kind") == "fac.vat_invoice").then(pl.lit("CN")),
        ),
        day=pl.coalesce("issue_date", "finish_date", "start_date"),
        seller=pl.coalesce("supplier", "supplier_head"),
    )
    frame = links.join(rows, on="index").rename({"index": "fac_index"})
    frame = frame.with_columns(part=pl.int_range(pl.len()).cast(pl.Int64))
    for columns in (
        _beside_goods(frame, _goods(documents, factory, links, entry_lines)),
        _sold_by_maker(frame, documents, links),
        _documented(frame),
    ):
        frame = frame.join(columns, on="part", how="left")
    frame = (
        frame.rename({name: f"fac_{name}" for name in factory.rows.columns if name != "index"} | {"day": "fac_day"})
        .rename({f"fac_{name}": name for name in ("amount", "base")})
        .join(entries, on="entry_number")
        .join(_declared(entry_lines), on="entry_number", how="left")
        .join(counterparts.shipped(documents, links), on="entry_number", how="left")
        .join(certified, on="entry_number", how="left")
    )
    is_bill = pl.col("fac_kind") == "fac.bom"
    frame = frame.with_columns(
        foreign=pl.col("country") != pl.col("entry_country_of_origin"),
        origins_given=pl.col("fac_origin_country").is_not_null().any().over("entry_number", "fac_index"),
        bill_loss=_share("fac_scrap").filter(is_bill).max().over("entry_number"),
    )
    shipped = pl.coalesce("entry_export_date", "bl_issue_date", "cert_issue_date")
    kilograms = pl.coalesce("fac_net_weight_kg", "fac_gross_weight_kg", pl.when(pl.col("base") == "KG").then("amount"))
    return frame.with_columns(
        foreign_anywhere=pl.col("foreign").any().over("entry_number"),
        imported_kg=kilograms,
        shared_amount=pl.coalesce(
            kilograms / pl.col("entry_gross_weight_kg"),
            pl.when(pl.col("base") == pl.col("declared_base")).then(pl.col("amount") / pl.col("declared_amount")),
        ),
        shipped=shipped,
        first_import=_is_first(),
        days_before=(shipped - pl.col("fac_day")).dt.total_days(),
        fac_issue_date=pl.col("fac_day"),
    )


def _is_first() -> pl.Expr:
    """Whether an import is the first of its goods in the file: what came before it could be worked on."""
    imported = pl.col("fac_kind") == IMPORTED
    return imported & (pl.col("fac_day") == pl.col("fac_day").filter(imported).min().over("entry_number"))


def foreign(rows: pl.DataFrame) -> pl.DataFrame:
    """`entry_number` and `foreign_inputs`: whether an input comes from another country than the goods."""
    inputs = rows.filter(pl.col("fac_kind").is_in(INPUTS))
    return inputs.group_by("entry_number").agg(foreign_inputs=pl.col("foreign").any())


def costs(rows: pl.DataFrame) -> pl.DataFrame:
    """`fac_index`, `entry_number`, `total_cost`, `foreign_cost` of bills whose every material has cost and country."""
    bills = rows.filter((pl.col("fac_kind") == "fac.bom") & pl.col("fac_material").is_not_null())
    known = pl.col("fac_value").is_not_null().all() & pl.col("foreign").is_not_null().all()
    return bills.group_by("entry_number", "fac_index").agg(
        total_cost=pl.when(known).then(pl.col("fac_value").sum()),
        foreign_cost=pl.when(known).then(pl.col("fac_value").filter(pl.col("foreign")).sum()),
        fac_value=pl.col("fac_value").first(),
        fac_value__conf=pl.col("fac_value__conf").min(),
    )


def _goods(documents: pl.DataFrame, factory: Factory, links: pl.DataFrame, entry_lines: pl.DataFrame) -> pl.DataFrame:
    """Distinct goods of each entry: as entered, and under the names in which they were made."""
    entered = entry_lines.select("entry_number", name="entry_description", hts="entry_hts")
    made = factory.rows.filter(pl.col("kind").is_in(MADE) & pl.col("line").is_not_null())
    named = links.join(made, on="index").select("entry_number", name="description", hts=pl.lit(None, dtype=pl.String))
    return pl.concat([entered, named.drop_nulls("name")]).unique(maintain_order=True)


def _beside_goods(frame: pl.DataFrame, goods: pl.DataFrame) -> pl.DataFrame:
    """`part`, `names_goods`, `same_six`, `same_four`: does the row name, or classify as, what the entry declares?"""
    asked = frame.filter(pl.col("kind").is_in(INPUTS)).select("part", "entry_number", "description", "hs_code")
    met = asked.join(goods, on="entry_number")
    met = met.with_columns(named=same(met, "description", "name"))
    digits = [
        (pl.col("hs_code").str.slice(0, n) == pl.col("hts").str.slice(0, n)).any().alias(name)
        for name, n in (("same_six", 6), ("same_four", 4))
    ]
    return met.group_by("part").agg(
        pl.col("named").any().alias("names_goods"),
        pl.col("name").filter(pl.col("named")).first().alias("goods_name"),
        pl.col("hts").drop_nulls().first().alias("entry_hts"),
        *digits,
        coded=pl.col("hs_code").is_not_null().any(),
    ).with_columns(
        pl.when(pl.col("coded")).then(name).alias(name) for name in ("same_six", "same_four")
    )  # fmt: skip


def _sold_by_maker(frame: pl.DataFrame, documents: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """`part`, `sold_by_maker`: a trader's purchase from the maker of the goods is no sign against the maker."""
    makers = links.join(documents.filter(pl.col("kind").is_in(MADE)), on="index").select("entry_number", "producer")
    bought = frame.filter(pl.col("kind").is_in(BOUGHT)).select("part", "entry_number", "seller")
    met = bought.join(makers.drop_nulls().unique().rename({"producer": "maker"}), on="entry_number")
    met = met.filter(names.one_script("seller", "maker"))
    met = met.with_columns(score=names.scores(met, "seller", "maker"))
    return met.group_by("part").agg(sold_by_maker=(pl.col("score") >= 0.80).any())


def _documented(frame: pl.DataFrame) -> pl.DataFrame:
    """`part`, `documented` of materials: another record of the entry names the material and its country."""
    materials = frame.filter(pl.col("kind") == "fac.bom").select("part", "entry_number", "description")
    papers = frame.filter(
        pl.col("kind").is_in(INPUTS) & (pl.col("kind") != "fac.bom") & pl.col("country").is_not_null()
    )
    papers = papers.select("entry_number", paper="description").drop_nulls().unique()
    met = materials.join(papers, on="entry_number", how="left")
    met = met.with_columns(named=same(met, "description", "paper"))
    return met.group_by("part").agg(documented=pl.col("named").fill_null(value=False).any())


def _declared(entry_lines: pl.DataFrame) -> pl.DataFrame:
    """`declared_amount` and `declared_base` of entries whose lines count in one unit."""
    units = quantities.bases(entry_lines["entry_unit"], "entry")
    lines = entry_lines.join(units, on="entry_unit", how="left", maintain_order="left")
    one = (pl.col("entry_base").n_unique() == 1) & pl.col("entry_net_quantity").is_not_null().all()
    return lines.group_by("entry_number").agg(
        declared_amount=pl.when(one).then((pl.col("entry_net_quantity") * pl.col("entry_factor")).sum()),
        declared_base=pl.when(one).then(pl.col("entry_base").first()),
    )


def balance(frame: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    """The BALANCE frame: what making took by the bill of materials, beside what was issued, received or bought.

    Args:
        frame: the FACTORY_ROW frame.
        made: `entry_number`, `made_total`, `made_base`, `made_rank` of the records of what was made.
    """
    output = (
        pl.concat([made, frame.select("entry_number", made_total="declared_amount", made_base="declared_base",
                                      made_rank=pl.lit(9, dtype=pl.Int32)).unique()])
        .drop_nulls("made_total").group_by("entry_number", "made_rank", "made_base").agg(pl.col("made_total").sum())
        .sort("entry_number", "made_rank").unique("entry_number", keep="first", maintain_order=True)
    )  # fmt: skip
    bills = frame.filter(
        (pl.col("fac_kind") == "fac.bom") & pl.col("fac_material").is_not_null() & (pl.col("amount") > 0)
    )
    keep = "part entry_number fac_index fac_kind fac_material fac_description fac_quantity fac_unit amount base".split()
    confident = "fac_description__conf fac_quantity__conf".split()
    bills = bills.select(*keep, *confident, loss=_share("fac_scrap"), gain=_share("fac_yield"))
    bills = bills.join(output, on="entry_number").join(_there(bills, frame), on="part", how="left")
    takes = pl.col("amount") * (1 + pl.col("loss").fill_null(0)) / pl.col("gain").fill_null(1)
    return bills.with_columns(
        needed=pl.col("made_total") * takes, possible=pl.col("available") / takes, made=pl.col("made_total")
    ).drop("part")


def _share(name: str) -> pl.Expr:
    """`12 %` or `0.12` as a share; null where no number is printed or it is none."""
    number = pl.col(name).str.extract(r"(\d+(?:\.\d+)?)").cast(pl.Float64)
    share = pl.when(pl.col(name).str.contains("[%％]") | (number > 1)).then(number / 100).otherwise(number)
    return pl.when(share.is_between(0, 1)).then(share)


_HOW: Sequence[tuple[str, Sequence[str]]] = (
    ("issued", ["fac.material_issue"]),
    ("received", ["fac.goods_receipt"]),
    ("bought", [*BOUGHT, IMPORTED]),
)
"""Best evidence first."""


def _there(bills: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """`part`, `available`, `how`, and the first paper as `stock_index` with its row: what there was of a material."""
    rank = pl.lit(None, dtype=pl.Int64)
    for number, (_, kinds) in enumerate(_HOW):
        rank = pl.when(pl.col("fac_kind").is_in(list(kinds))).then(number).otherwise(rank)
    opening = pl.when(pl.col("fac_kind") == "fac.stock_ledger").then("fac_opening_quantity")
    papers = frame.select(
        "entry_number", "base", "amount", "fac_kind", stock_index="fac_index", stock_line="fac_line",
        stock_material="fac_material", name="fac_description", rank=rank, opening=opening,
        stock_quantity__conf="fac_quantity__conf",
    ).filter(pl.col("rank").is_not_null() | pl.col("opening").is_not_null())  # fmt: skip
    met = bills.select("part", "entry_number", "base", "fac_description").join(papers, on=["entry_number", "base"])
    met = met.filter(same(met, "fac_description", "name").fill_null(value=False))
    opened = met.group_by("part").agg(opening=pl.col("opening").sum())
    sums = (
        met.filter(pl.col("amount").is_not_null() & pl.col("rank").is_not_null())
        .group_by("part", "rank", maintain_order=True)
        .agg(pl.col("amount").sum(), pl.col("stock_quantity__conf").min(),
             pl.col("stock_index", "stock_line", "stock_material").first())
        .sort("part", "rank").unique("part", keep="first", maintain_order=True)
    )  # fmt: skip
    words = pl.col("rank").replace_strict(dict(enumerate(name for name, _ in _HOW)), return_dtype=pl.String())
    return sums.join(opened, on="part", how="left").select(
        "part", "stock_index", "stock_line", "stock_material", "stock_quantity__conf",
        available=pl.col("amount") + pl.col("opening").fill_null(0), stock_quantity=pl.col("amount"), how=words,
    )  # fmt: skip
