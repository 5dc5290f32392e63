"""Pandera models of every table that crosses a border: what was read, what was declared, and both side by side.

Names tell whose word a value is. `entry_` is the entry's, `cert_`, `doc_`, `other_` and `fac_` a document's;
`<prefix>_index` is the place of that document among the records, `<prefix>_line` of the line in it (null: the
header). `x__conf` is the confidence of value `x`. Amounts are floats here: rules compare them with tolerances, while
what a finding quotes comes from the exact value of the record.

Pandera is slow to import; so is this module.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import pandera.polars as pa
import polars as pl

Texts = Annotated[pl.List, pl.String()]
Dates = Annotated[pl.List, pl.Date()]


class Confident(pa.DataFrameModel):
    """A table with confidences."""

    confidence: float = pa.Field(alias="^.+__conf$", regex=True, nullable=True, required=False)


class Read(Confident):
    """A table of what was read, as it comes over the border: every confidence is one."""

    @pa.dataframe_check
    @classmethod
    def confidences_are_shares(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """One check for all of them: pandera's price is paid by the check, not by the row."""
        within = pl.col("^.+__conf$").is_between(0, 1).fill_null(value=True)
        return data.lazyframe.select(pl.all_horizontal(within).alias("within"))


class Links(pa.DataFrameModel):
    """A document that surely belongs to an entry, by its place among the records."""

    index: int = pa.Field(ge=0)
    entry_number: str


class Documents(Read):
    """One row a record: its header values, typed, and what its lines add up to or share.

    `invoice_keys` are all invoice numbers of header and lines, `certificate_key` the certificate number and
    `replaces_key` that of the certificate it says it replaces, as
    `validators.keys.folded` reduces them.
    """

    index: int = pa.Field(ge=0, unique=True)
    document: str
    kind: str
    kind__conf: float
    seal: bool
    signature: bool
    copy_mark: bool
    retroactive: bool
    partly_read: bool
    badly_read: bool
    lines_whole: bool
    scanned: bool
    certificate_number: str = pa.Field(nullable=True)
    issuer: str = pa.Field(nullable=True)
    seal_text: str = pa.Field(nullable=True)
    issue_place: str = pa.Field(nullable=True)
    exporter: str = pa.Field(nullable=True)
    exporter_address: str = pa.Field(nullable=True)
    producer: str = pa.Field(nullable=True)
    consignee: str = pa.Field(nullable=True)
    consignee_address: str = pa.Field(nullable=True)
    origin_country: str = pa.Field(nullable=True)
    destination_country: str = pa.Field(nullable=True)
    transport: str = pa.Field(nullable=True)
    invoice_number: str = pa.Field(nullable=True)
    certifier: str = pa.Field(nullable=True)
    certifier_role: str = pa.Field(nullable=True)
    importer: str = pa.Field(nullable=True)
    record_number: str = pa.Field(nullable=True)
    order_number: str = pa.Field(nullable=True)
    supplier: str = pa.Field(nullable=True)
    buyer: str = pa.Field(nullable=True)
    bl_number: str = pa.Field(nullable=True)
    vessel: str = pa.Field(nullable=True)
    port_of_loading: str = pa.Field(nullable=True)
    port_of_discharge: str = pa.Field(nullable=True)
    container: str = pa.Field(nullable=True)
    page_count: str = pa.Field(nullable=True)
    after_goods: str = pa.Field(nullable=True)
    empty_boxes: str = pa.Field(nullable=True)
    issue_date: dt.date = pa.Field(nullable=True)
    invoice_date: dt.date = pa.Field(nullable=True)
    departure_date: dt.date = pa.Field(nullable=True)
    blanket_from: dt.date = pa.Field(nullable=True)
    blanket_to: dt.date = pa.Field(nullable=True)
    start_date: dt.date = pa.Field(nullable=True)
    finish_date: dt.date = pa.Field(nullable=True)
    total_packages: float = pa.Field(nullable=True)
    total_packages_in_words: float = pa.Field(nullable=True)
    total_quantity: float = pa.Field(nullable=True)
    total_gross_weight_kg: float = pa.Field(nullable=True)
    total_net_weight_kg: float = pa.Field(nullable=True)
    total_value: float = pa.Field(nullable=True)
    certificate_key: str = pa.Field(nullable=True)
    replaces_key: str = pa.Field(nullable=True)
    invoice_keys: Texts
    invoice_dates: Dates


class DocumentLines(Read):
    """One row a line of a record."""

    index: int = pa.Field(ge=0)
    line: int = pa.Field(ge=0)
    item: float = pa.Field(nullable=True)
    marks: str = pa.Field(nullable=True)
    description: str = pa.Field(nullable=True)
    specification: str = pa.Field(nullable=True)
    hs_code: str = pa.Field(nullable=True)
    origin_criterion: str = pa.Field(nullable=True)
    packages: float = pa.Field(nullable=True)
    packages_in_words: float = pa.Field(nullable=True)
    package_kind: str = pa.Field(nullable=True)
    quantity: float = pa.Field(nullable=True)
    planned_quantity: float = pa.Field(nullable=True)
    unit: str = pa.Field(nullable=True)
    gross_weight_kg: float = pa.Field(nullable=True)
    net_weight_kg: float = pa.Field(nullable=True)
    value: float = pa.Field(nullable=True)
    currency: str = pa.Field(nullable=True)
    origin_country: str = pa.Field(nullable=True)
    invoice_number: str = pa.Field(nullable=True)
    invoice_date: dt.date = pa.Field(nullable=True)
    lot_number: str = pa.Field(nullable=True)
    heat_number: str = pa.Field(nullable=True)
    start_date: dt.date = pa.Field(nullable=True)
    finish_date: dt.date = pa.Field(nullable=True)


class EntryLines(pa.DataFrameModel):
    """One row an entry line, as declared."""

    entry_row: int = pa.Field(ge=0, unique=True)
    entry_number: str
    line_no: str
    entry_entry_type: str = pa.Field(nullable=True)
    entry_importer_name: str = pa.Field(nullable=True)
    entry_consignee_name: str = pa.Field(nullable=True)
    entry_manufacturer_id: str = pa.Field(nullable=True)
    entry_country_of_origin: str = pa.Field(nullable=True)
    entry_exporting_country: str = pa.Field(nullable=True)
    entry_spi: str = pa.Field(nullable=True)
    entry_hts: str = pa.Field(nullable=True)
    entry_description: str = pa.Field(nullable=True)
    entry_unit: str = pa.Field(nullable=True)
    entry_unit_2: str = pa.Field(nullable=True)
    entry_country_melt_pour: str = pa.Field(nullable=True)
    entry_relationship: str = pa.Field(nullable=True)
    entry_entry_date: dt.date = pa.Field(nullable=True)
    entry_summary_date: dt.date = pa.Field(nullable=True)
    entry_import_date: dt.date = pa.Field(nullable=True)
    entry_export_date: dt.date = pa.Field(nullable=True)
    entry_net_quantity: float = pa.Field(nullable=True)
    entry_net_quantity_2: float = pa.Field(nullable=True)
    entry_manifest_quantity: float = pa.Field(nullable=True)
    entry_gross_weight_kg: float = pa.Field(nullable=True)
    entry_entered_value_usd: float = pa.Field(nullable=True)
    entry_duty_usd: float = pa.Field(nullable=True)
    entry_bl_awb: Texts
    entry_invoice_number: Texts
    entry_invoice_date: Dates
    entry_adcvd_case: Texts
    entry_chapter99: Texts
    entry_reference_number: Texts
    entry_certificate_number: Texts
    entry_invoice_keys: Texts
    entry_certificate_keys: Texts


class OfEntry(Confident):
    """A comparison frame whose rows belong to an entry ("" for a document that fits none)."""

    entry_number: str


class DocumentFrame(OfEntry):
    """A document, with each entry it belongs to or none."""

    doc_index: int
    doc_kind: str
    doc_certificate_number: str = pa.Field(nullable=True)
    doc_issuer: str = pa.Field(nullable=True)
    doc_issue_date: dt.date = pa.Field(nullable=True)
    doc_origin_country: str = pa.Field(nullable=True)
    form_issued_by: str = pa.Field(nullable=True, isin=["authority", "trader"])
    form_seal: bool = pa.Field(nullable=True)
    form_soft: bool = pa.Field(nullable=True)
    issuer_group: str = pa.Field(nullable=True)
    issuer_authority: str = pa.Field(nullable=True)
    issuer_verified: bool = pa.Field(nullable=True)
    number_expected: bool = pa.Field(nullable=True)
    number_fits: bool = pa.Field(nullable=True)
    number_slip: bool = pa.Field(nullable=True)
    qr_number: str = pa.Field(nullable=True)
    qr_same: bool = pa.Field(nullable=True)
    doc_seal_text: str = pa.Field(nullable=True)
    seal_title: str = pa.Field(nullable=True)
    seal_same_body: bool = pa.Field(nullable=True)
    seal_same_place: bool = pa.Field(nullable=True)
    doc_xinjiang: str = pa.Field(nullable=True)
    bill_entered: bool = pa.Field(nullable=True)


class DocumentLineFrame(OfEntry):
    """A line of a document, or (line null) its printed totals."""

    doc_index: int
    doc_line: int = pa.Field(nullable=True)
    doc_packages: float = pa.Field(nullable=True)
    doc_packages_in_words: float = pa.Field(nullable=True)
    doc_gross_weight_kg: float = pa.Field(nullable=True)
    doc_net_weight_kg: float = pa.Field(nullable=True)


class CertificateFrame(OfEntry):
    """A certificate with one of its entries."""

    cert_index: int
    cert_kind: str
    cert_invoice_keys: Texts
    cert_invoice_dates: Dates
    cert_supports: bool = pa.Field(nullable=True)
    cert_holds_claim: bool = pa.Field(nullable=True)
    consignee_score: float = pa.Field(nullable=True, ge=0, le=1)
    entry_spi: str = pa.Field(nullable=True)
    entry_export_date: dt.date = pa.Field(nullable=True)
    entry_invoice_keys: Texts
    entry_invoice_date: Dates
    entry_certificate_keys: Texts
    number_cited: bool = pa.Field(nullable=True)
    citation_near: bool
    invoice_cut: bool
    consignee_cut: bool
    form_otherwise: str = pa.Field(nullable=True)
    bl_issue_date: dt.date = pa.Field(nullable=True)


class CounterpartFrame(OfEntry):
    """A document with another source for the same shipment (`other_index` null: the entry)."""

    doc_index: int
    doc_name: str
    other_index: int = pa.Field(nullable=True)
    other_name: str
    comparable: bool = pa.Field(nullable=True)
    doc_total_packages: float = pa.Field(nullable=True)
    other_total_packages: float = pa.Field(nullable=True)
    other_repeated: float = pa.Field(nullable=True)
    doc_total_gross_weight_kg: float = pa.Field(nullable=True)
    other_total_gross_weight_kg: float = pa.Field(nullable=True)
    doc_short: bool = pa.Field(nullable=True)
    other_short: bool = pa.Field(nullable=True)
    doc_gross_is_net: bool
    other_gross_is_net: bool
    doc_origin_country: str = pa.Field(nullable=True)
    other_origin_country: str = pa.Field(nullable=True)
    exporter_score: float = pa.Field(nullable=True, ge=0, le=1)


class LinePairFrame(OfEntry):
    """A certificate line (null: the certificate as a whole) with an entry line it covers."""

    line_no: str
    cert_index: int
    cert_line: int = pa.Field(nullable=True)
    cert_origin_country: str = pa.Field(nullable=True)
    cert_hs_code: str = pa.Field(nullable=True)
    cert_in_units: float = pa.Field(nullable=True)
    entry_in_units: float = pa.Field(nullable=True)
    entry_country_of_origin: str = pa.Field(nullable=True)
    entry_hts: str = pa.Field(nullable=True)
    likeness: float = pa.Field(nullable=True, ge=0, le=1)


class CertificateLineFrame(OfEntry):
    """A certificate line with an entry, and whether it covers any line of it."""

    cert_index: int
    cert_line: int
    covers: bool
    criterion_known: bool = pa.Field(nullable=True)
    criterion_verified: bool = pa.Field(nullable=True)


class OriginFrame(OfEntry):
    """An entry line beside a paper that tells where its goods are from, and how it tells."""

    line_no: str
    entry_row: int
    entry_country_of_origin: str = pa.Field(nullable=True)
    told_index: int
    told_line: int = pa.Field(nullable=True)
    told_material: int = pa.Field(nullable=True)
    told_origin_country: str = pa.Field(nullable=True)
    told_as: str = pa.Field(isin=["certified", "finished", "traded"])


class EntryLineFrame(EntryLines):
    """An entry line with what the programme table and its documents say about it."""

    prog_known: bool = pa.Field(nullable=True)
    prog_in_force: bool = pa.Field(nullable=True)
    prog_origin_eligible: bool = pa.Field(nullable=True)
    prog_needs_document: bool = pa.Field(nullable=True)
    supported: bool
    doubtfully_supported: bool
    certificates: int = pa.Field(ge=0)
    certificate_partly_read: bool
    covered: bool
    ordinary: bool
    mid_country: str = pa.Field(nullable=True)
    told_index: int = pa.Field(nullable=True)
    told_origin_country: str = pa.Field(nullable=True)


class EntryFrame(OfEntry):
    """An entry as a whole, and which kinds of document are linked to it."""

    certificate: bool
    packing_list: bool
    invoice: bool
    documents: int = pa.Field(ge=0)


def columns_of(model: type[pa.DataFrameModel]) -> dict[str, pl.DataType]:
    """The named columns of a model with their polars types: what a table is built with, empty or not."""
    return {
        name: column.dtype.type
        for name, column in model.to_schema().columns.items()
        if column.dtype is not None and not column.regex
    }
