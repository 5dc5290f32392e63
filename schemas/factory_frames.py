"""Pandera models of the tables about making: factory records, their rows, and what is compared with them."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from schemas.frames import OfEntry, Read


class FactoryHeads(Read):
    """One row a factory record: header values that `Documents` does not hold."""

    index: int = pa.Field(ge=0, unique=True)
    kind: str
    remarks: str = pa.Field(nullable=True)
    seal_number: str = pa.Field(nullable=True)
    loading_place: str = pa.Field(nullable=True)
    payer: str = pa.Field(nullable=True)
    payee: str = pa.Field(nullable=True)
    amount: float = pa.Field(nullable=True)
    buyer_tax_number: str = pa.Field(nullable=True)
    supplier_tax_number: str = pa.Field(nullable=True)
    supplier_address: str = pa.Field(nullable=True)
    producer_address: str = pa.Field(nullable=True)


class FactoryRows(Read):
    """One row a line (`line`) or a material (`material`) of a factory record; the other place is null."""

    index: int = pa.Field(ge=0)
    kind: str
    line: int = pa.Field(nullable=True)
    material: int = pa.Field(nullable=True)
    description: str = pa.Field(nullable=True)
    specification: str = pa.Field(nullable=True)
    unit: str = pa.Field(nullable=True)
    supplier: str = pa.Field(nullable=True)
    origin_country: str = pa.Field(nullable=True)
    lot_number: str = pa.Field(nullable=True)
    heat_number: str = pa.Field(nullable=True)
    invoice_number: str = pa.Field(nullable=True)
    hs_code: str = pa.Field(nullable=True)
    process: str = pa.Field(nullable=True)
    machine: str = pa.Field(nullable=True)
    capacity: str = pa.Field(nullable=True)
    scrap: str = pa.Field(nullable=True)
    yielded: str = pa.Field(nullable=True, alias="yield")
    tax_rate: str = pa.Field(nullable=True)
    quantity: float = pa.Field(nullable=True)
    planned_quantity: float = pa.Field(nullable=True)
    unit_price: float = pa.Field(nullable=True)
    value: float = pa.Field(nullable=True)
    tax: float = pa.Field(nullable=True)
    net_weight_kg: float = pa.Field(nullable=True)
    gross_weight_kg: float = pa.Field(nullable=True)
    input_quantity: float = pa.Field(nullable=True)
    scrap_quantity: float = pa.Field(nullable=True)
    hours: float = pa.Field(nullable=True)
    overtime_hours: float = pa.Field(nullable=True)
    opening_quantity: float = pa.Field(nullable=True)
    received_quantity: float = pa.Field(nullable=True)
    issued_quantity: float = pa.Field(nullable=True)
    closing_quantity: float = pa.Field(nullable=True)
    start_date: dt.date = pa.Field(nullable=True)
    finish_date: dt.date = pa.Field(nullable=True)
    amount: float = pa.Field(nullable=True)
    base: str = pa.Field(nullable=True)


class FactoryFrame(OfEntry):
    """A factory record with one of its entries."""

    fac_index: int
    fac_kind: str
    fac_finish_date: dt.date = pa.Field(nullable=True)
    entry_export_date: dt.date = pa.Field(nullable=True)
    bl_issue_date: dt.date = pa.Field(nullable=True)
    fac_processes: str = pa.Field(nullable=True)
    only_minor: bool = pa.Field(nullable=True)
    foreign_inputs: bool = pa.Field(nullable=True)
    made_total: float = pa.Field(nullable=True)
    made_days: float = pa.Field(nullable=True)
    plant_index: int = pa.Field(nullable=True)
    plant_capacity: float = pa.Field(nullable=True)
    certified_kg: float = pa.Field(nullable=True)
    shipped_kg: float = pa.Field(nullable=True)
    shipped_gross: bool
    first_of_kind: bool
    wrong_tax_numbers: str = pa.Field(nullable=True)
    buyer_score: float = pa.Field(nullable=True, ge=0, le=1)
    paid: bool = pa.Field(nullable=True)
    lots_met: bool = pa.Field(nullable=True)
    heats_missing: str = pa.Field(nullable=True)
    log_hours: float = pa.Field(nullable=True)
    card_hours: float = pa.Field(nullable=True)


class FactoryRowFrame(OfEntry):
    """A line or material of a factory record with one of its entries, and what it is beside the declared goods."""

    fac_index: int
    fac_kind: str
    fac_line: int = pa.Field(nullable=True)
    fac_material: int = pa.Field(nullable=True)
    names_goods: bool = pa.Field(nullable=True)
    same_six: bool = pa.Field(nullable=True)
    same_four: bool = pa.Field(nullable=True)
    foreign: bool = pa.Field(nullable=True)
    sold_by_maker: bool = pa.Field(nullable=True)
    shared_amount: float = pa.Field(nullable=True)
    days_before: int = pa.Field(nullable=True)
    documented: bool = pa.Field(nullable=True)
    fac_scanned: bool
    fac_amount: float = pa.Field(nullable=True)
    vat_rate: float = pa.Field(nullable=True)
    vat_net: float = pa.Field(nullable=True)
    vat_tax: float = pa.Field(nullable=True)


class BalanceFrame(OfEntry):
    """A material of a bill of materials beside what there was of it, and what was made."""

    fac_index: int
    fac_material: int
    fac_quantity: float = pa.Field(nullable=True)
    made: float = pa.Field(nullable=True)
    needed: float = pa.Field(nullable=True)
    available: float = pa.Field(nullable=True)
    possible: float = pa.Field(nullable=True)
    how: str = pa.Field(nullable=True, isin=["issued", "received", "bought"])


class ChainFrame(OfEntry):
    """Goods of an entry that its papers set out to trace: how many steps of their chain are documented and tied.

    `fac_index` is the record by which the chain is shown, `asked` whether anybody would ask for the chain: an input
    from another country, a place of Xinjiang in the papers.
    """

    fac_index: int
    fac_record_number: str = pa.Field(nullable=True)
    fac_chain_missing: str = pa.Field(nullable=True)
    chain_lines: str
    chain_done: int = pa.Field(ge=0)
    chain_required: int = pa.Field(ge=1)
    chain_sure: float = pa.Field(ge=0, le=1)
    chain_near: bool
    cotton: bool
    cotton_lacks: str
    asked: bool
