"""Factory records (DOMAIN.md 5.12): can these goods have been made there, then?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.finding import Severity
from validators.evidence import spoken
from validators.factory_rows import BOUGHT, MADE
from validators.inputs import IMPORTED
from validators.phrases import days_between, share_of
from validators.rule import Grain, rule
from validators.rules.document import SHIPPED


def _late(row: Mapping[str, Any]) -> str:
    shipped = row["entry_export_date"] or row["bl_issue_date"]
    return days_between("shipped", "fac_finish_date")({**row, "shipped": shipped})


@rule(
    "fac.prod-after-ship",
    severity=Severity.CRITICAL,
    over=Grain.FACTORY,
    basis="logic",
    action="HOLD",
    rests_on=["fac_finish_date", "entry_export_date", "bl_issue_date"],
    needs=["fac_finish_date", "entry_export_date"],
    applies=lambda: pl.col("fac_kind").is_in(MADE),
    phrases={"shipped": lambda row: str(row["entry_export_date"] or row["bl_issue_date"]), "late": _late},
)
def production_ends_before_shipment(limits: Mapping[str, float]) -> pl.Expr:
    """Production ended on {fac_finish_date}, {late} after the goods were shipped on {shipped}."""
    return pl.col("fac_finish_date") <= SHIPPED + pl.duration(days=limits["days"])


def _possible(row: Mapping[str, Any]) -> float:
    return (row["plant_capacity"] or 0) * (row["made_days"] or 0)


@rule(
    "fac.capacity",
    severity=Severity.WARNING,
    grades={Severity.CRITICAL: lambda limits: _load() > limits["grave"]},
    over=Grain.FACTORY,
    basis="EAPA capacity questions (DOMAIN S38b)",
    action="ASK",
    rests_on=["fac_total_quantity", "plant_capacity"],
    needs=["fac_total_quantity", "fac_start_date", "fac_finish_date"],
    applies=lambda: pl.col("fac_kind").is_in(MADE) & pl.col("plant_capacity").is_not_null(),
    phrases={
        "possible": lambda row: spoken(_possible(row)),
        "share": lambda row: share_of(row["made_total"], _possible(row)),
        "days": lambda row: spoken(row["made_days"]),
    },
)
def output_is_within_capacity(limits: Mapping[str, float]) -> pl.Expr:
    """{made_total} were made in {days} days; the equipment list ({plant_machine}) gives {plant_capacity} a day, so
    {possible} were possible: {share}.
    """
    return _load() <= limits["relative"]


def _load() -> pl.Expr:
    return pl.col("made_total") / (pl.col("plant_capacity") * pl.col("made_days"))


def mill_product() -> pl.Expr:
    """Whether the goods are metal as mills deliver it, so that a mill certificate covers all their weight."""
    return pl.col("entry_hts_all").list.eval(
        pl.element().str.contains(r"^(72|730[1-8]|74(07|08|09|10|11)|76(04|05|06|07|08))")
    ).list.all()  # fmt: skip


def _weighed() -> pl.Expr:
    return (pl.col("fac_kind") == "fac.mtc") & pl.col("first_of_kind") & mill_product()


def _certified(row: Mapping[str, Any]) -> str:
    if row["heats_missing"]:
        return f"The record names heats {row['heats_missing']}, which no mill certificate in the file bears"
    shipped, certified = row["shipped_kg"], row["certified_kg"]
    weight = "kg gross" if row["shipped_gross"] else "kg"
    return (
        f"{shipped:,.0f} {weight} were shipped; the mill certificates cover {certified:,.0f} kg: "
        f"{shipped - certified:,.0f} kg are not covered"
    )


@rule(
    "fac.mtc-heat",
    severity=Severity.ERROR,
    over=Grain.FACTORY,
    basis="EN 10204 3.1; 19 CFR 163.6",
    action="ASK",
    rests_on=["fac_heats", "fac_total_quantity", "entry_net_quantity", "entry_gross_weight_kg"],
    needs=["fac_total_quantity", "entry_gross_weight_kg"],
    applies=lambda: pl.col("fac_heats").is_not_null() | _weighed(),
    # Mills certify what the goods weigh; the gross weight counts their packing too.
    doubted=lambda: pl.col("fac_heats").is_null() & pl.col("shipped_gross"),
    phrases={"certified": _certified},
)
def heats_and_weights_are_certified(limits: Mapping[str, float]) -> pl.Expr:
    """{certified}."""
    at_least = pl.col("shipped_kg") - limits["rounding"] * pl.col("entry_lines")  # entries count whole kilograms
    weight = at_least <= pl.col("certified_kg") * (1 + limits["relative"])
    return (
        pl.when(pl.col("fac_heats").is_not_null()).then(pl.col("heats_missing").str.len_chars() == 0).otherwise(weight)
    )


@rule(
    "fac.lot-link",
    severity=Severity.ERROR,
    over=Grain.FACTORY,
    basis="CF-28 practice: raw material is tied to finished goods (DOMAIN S38)",
    action="ASK",
    rests_on=["fac_lots"],
    applies=lambda: pl.col("lots_met").is_not_null(),
)
def lots_tie_the_records() -> pl.Expr:
    """The record names lots {fac_lots}; no other record of the file names any of them."""
    return pl.col("lots_met")


@rule(
    "fac.labour-hours",
    severity=Severity.WARNING,
    grades={Severity.CRITICAL: lambda limits: _worked() < limits["grave"]},
    over=Grain.FACTORY,
    basis="EAPA practice: time cards (DOMAIN S38)",
    action="ASK",
    rests_on=["fac_hours"],
    applies=lambda: (
        (pl.col("fac_kind") == "fac.timecard")
        & pl.col("first_of_kind")
        & pl.col("log_hours").is_not_null()
        & pl.col("card_hours").is_not_null()
    ),
    phrases={"share": lambda row: share_of(row["card_hours"], row["log_hours"])},
)
def hours_worked_fit_the_log(limits: Mapping[str, float]) -> pl.Expr:
    """Attendance records show {card_hours} hours; the production logs count {log_hours}: {share}."""
    return _worked().is_between(limits["least"], limits["most"])


def _worked() -> pl.Expr:
    return pl.col("card_hours") / pl.col("log_hours")


@rule(
    "fac.payment",
    severity=Severity.WARNING,
    over=Grain.FACTORY,
    basis="CF-28 practice: proof of payment (DOMAIN S38, S39)",
    action="ASK",
    rests_on=["fac_supplier"],
    applies=lambda: pl.col("fac_kind").is_in(BOUGHT) & pl.col("paid").is_not_null(),
)
def purchases_were_paid_to_the_seller() -> pl.Expr:
    """The bank slips of the file name other payees than {fac_supplier}, from whom the material was bought."""
    return pl.col("paid")


@rule(
    "fac.stock-roll",
    severity=Severity.ERROR,
    over=Grain.FACTORY_ROW,
    basis="ledger arithmetic",
    action="ASK",
    rests_on=["fac_opening_quantity", "fac_received_quantity", "fac_issued_quantity", "fac_closing_quantity"],
    applies=lambda: pl.col("fac_kind") == "fac.stock_ledger",
    phrases={"rolled": lambda row: spoken(_rolled(row))},
)
def stock_rolls_forward(limits: Mapping[str, float]) -> pl.Expr:
    """Stock of {fac_description}: {fac_opening_quantity} + {fac_received_quantity} - {fac_issued_quantity} = {rolled};
    the ledger closes with {fac_closing_quantity}.
    """
    rolled = pl.col("fac_opening_quantity") + pl.col("fac_received_quantity") - pl.col("fac_issued_quantity")
    most = pl.max_horizontal("fac_opening_quantity", "fac_received_quantity", "fac_closing_quantity")
    return (rolled - pl.col("fac_closing_quantity")).abs() <= limits["relative"] * most


def _rolled(row: Mapping[str, Any]) -> float:
    names = ("fac_opening_quantity", "fac_received_quantity", "fac_issued_quantity")
    opened, received, issued = (row[name] or 0.0 for name in names)
    return opened + received - issued


@rule(
    "fac.finished-goods-buy",
    severity=Severity.CRITICAL,
    over=Grain.FACTORY_ROW,
    basis="EAPA: trading, not making (DOMAIN 5.12)",
    action="HOLD, ESC",
    rests_on=["fac_description", "fac_hs_code"],
    needs=["fac_description"],
    applies=lambda: (
        pl.col("fac_kind").is_in([*BOUGHT, IMPORTED])
        & (pl.col("names_goods").is_not_null() | pl.col("same_six").is_not_null())
        & ~pl.col("sold_by_maker").fill_null(value=False)
    ),
    phrases={"goods": lambda row: row["goods_name"] or row["entry_hts"] or "the goods"},
)
def finished_goods_are_not_bought() -> pl.Expr:
    """{fac_quantity} {fac_unit} of {fac_description} were bought: what is said to have been made ({goods})."""
    return ~(pl.col("names_goods").fill_null(value=False) | pl.col("same_six").fill_null(value=False))


@rule(
    "fac.input-origin",
    severity=Severity.WARNING,
    grades={Severity.ERROR: lambda: pl.col("foreign_anywhere")},
    over=Grain.FACTORY_ROW,
    basis="CF-28: foreign customs papers for imported raw materials (DOMAIN S38)",
    action="ASK",
    rests_on=["fac_description", "fac_origin_country"],
    needs=["fac_origin_country"],
    applies=lambda: (pl.col("fac_kind") == "fac.bom") & pl.col("fac_material").is_not_null() & pl.col("origins_given"),
    # Of a short word in a cell of a scan nothing may be read, without a sign of it.
    doubted=lambda: pl.col("fac_scanned"),
)
def materials_have_an_origin() -> pl.Expr:
    """The bill of materials names the origin of other materials, but none for {fac_description}, and no purchase,
    receipt or mill certificate in the file shows where it came from.
    """
    return pl.col("fac_origin_country").is_not_null() | pl.col("documented").fill_null(value=False)


def _arithmetic(row: Mapping[str, Any]) -> str:
    takes = [spoken(row["made"]), spoken(row["fac_quantity"])]
    if row["loss"]:
        takes.append(f"{1 + row['loss']:g}")
    text = " × ".join(takes) + (f" / {row['gain']:g}" if row["gain"] else "")
    return f"{text} = {row['needed']:,.1f}"


@rule(
    "fac.mass-balance",
    severity=Severity.ERROR,
    grades={
        Severity.CRITICAL: lambda limits: (pl.col("how") != "bought") & (_output() > 1 + limits["grave"]),
        Severity.INFO: lambda limits: (pl.col("how") == "bought") & (_output() > 1 + limits["grave"]),
    },
    over=Grain.BALANCE,
    basis="physical possibility",
    action="ASK",
    rests_on=["fac_quantity", "stock_quantity"],
    needs=["stock_quantity"],
    applies=lambda: pl.col("how").is_not_null(),
    phrases={
        "arithmetic": _arithmetic,
        "enough": lambda row: f"{row['possible']:,.1f}",
        "share": lambda row: share_of(row["made"], row["possible"], 0),
        "gap": lambda row: (
            f"{abs(row['made'] - row['possible']):,.1f} {'short' if row['made'] > row['possible'] else 'over'}"
        ),
    },
)  # fmt: skip
def output_fits_the_material(limits: Mapping[str, float]) -> pl.Expr:
    """Making {made} takes {arithmetic} {fac_unit} of {fac_description}; {available} were {how}, enough for {enough}:
    the output is {share} of what was possible, {gap}.
    """
    over = _output() > 1 + limits["grave"]
    under = (pl.col("how") == "issued") & (_output() < 1 - limits["relative"])
    return ~(over | under)


def _output() -> pl.Expr:
    return pl.col("made") / pl.col("possible")


@rule(
    "fac.yield-range",
    severity=Severity.WARNING,
    over=Grain.FACTORY_ROW,
    basis="bill of materials",
    action="ASK",
    rests_on=["fac_scrap_quantity", "fac_input_quantity"],
    applies=lambda: (
        (pl.col("fac_kind") == "fac.batch_log")
        & pl.col("fac_scrap_quantity").is_not_null()
        & (pl.col("fac_input_quantity") > 0)
        & pl.col("bill_loss").is_not_null()
    ),
    phrases={"lost": lambda row: share_of(row["fac_scrap_quantity"], row["fac_input_quantity"]),
             "expected": lambda row: f"{row['bill_loss'] * 100:.1f} %"},
)  # fmt: skip
def scrap_fits_the_bill(limits: Mapping[str, float]) -> pl.Expr:
    """{fac_scrap_quantity} of {fac_input_quantity} were scrapped, {lost}; the bill of materials reckons with
    {expected}.
    """
    lost = pl.col("fac_scrap_quantity") / pl.col("fac_input_quantity")
    return lost <= limits["times"] * pl.max_horizontal("bill_loss", pl.lit(0.01))
