"""Chinese VAT invoices: their arithmetic, and the tax numbers of buyer and seller (DOMAIN.md 4.2)."""

from __future__ import annotations

import polars as pl
from stdnum.cn import uscc

VAT = "fac.vat_invoice"


def sums(rows: pl.DataFrame, heads: pl.DataFrame) -> pl.DataFrame:
    """The FACTORY_ROW frame with what a VAT invoice adds up to.

    `vat_rate` is the tax rate of the row as a share, `vat_net` and `vat_tax` what all lines of the invoice come to
    (null where one is silent), `fac_amount` the total with tax that it prints, on its first line only.

    Args:
        heads: `FactoryHeads`.
    """
    own = pl.col("fac_kind") == VAT
    of_invoice = ["entry_number", "fac_index"]
    rate = pl.col("fac_tax_rate").str.extract(r"(\d+(?:\.\d+)?)\s*[%％]").cast(pl.Float64) / 100

    def whole(name: str) -> pl.Expr:
        summed = pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum())
        return pl.when(own).then(summed.over(of_invoice))

    totals = heads.filter(pl.col("kind") == VAT).select(
        fac_index="index", fac_amount="amount", fac_amount__conf="amount__conf"
    )
    first = pl.int_range(pl.len()).over(of_invoice) == 0
    return (
        rows.join(totals, on="fac_index", how="left", maintain_order="left")
        .with_columns(
            vat_rate=pl.when(own).then(rate), vat_net=whole("fac_value"), vat_tax=whole("fac_tax"),
            vat_lines=pl.len().over(of_invoice),
            fac_amount=pl.when(first).then("fac_amount"), fac_amount__conf=pl.when(first).then("fac_amount__conf"),
        )
    )  # fmt: skip


def tax_numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """The FACTORY frame with what is wrong about the tax numbers of VAT invoices.

    `wrong_tax_numbers` are those whose check digit does not hold ("" where all do, null where none is printed);
    `buyers_numbers` all under which the invoices of an entry name this buyer.
    """
    names = ["fac_buyer_tax_number", "fac_supplier_tax_number"]
    own = pl.col("fac_kind") == VAT
    printed = frame.filter(own)
    codes = pl.concat([printed[name] for name in names]).drop_nulls().unique()
    wrong = [code for code in codes if _wrong(code)]
    missed = [pl.when(pl.col(name).is_in(wrong)).then(pl.col(name)) for name in names]
    shown = pl.any_horizontal(pl.col(name).is_not_null() for name in names)
    buyers = (
        printed.drop_nulls("fac_buyer")
        .group_by("entry_number", "fac_buyer")
        .agg(buyers_numbers=pl.col("fac_buyer_tax_number").drop_nulls().unique().sort())
        .with_columns(fac_kind=pl.lit(VAT))
    )
    return frame.with_columns(
        wrong_tax_numbers=pl.when(own & shown).then(pl.concat_str(missed, separator=", ", ignore_nulls=True))
    ).join(buyers, on=["entry_number", "fac_kind", "fac_buyer"], how="left", maintain_order="left")


def _wrong(code: str) -> bool:
    """Whether a unified social credit code fails its check digit; numbers of another length are older ones."""
    compact = uscc.compact(code)
    return len(compact) == 18 and not uscc.is_valid(compact)
