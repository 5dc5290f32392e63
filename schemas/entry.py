"""An entry line as declared to US customs: the canonical columns of CONTRACT.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

TEXT_COLUMNS = (
    "entry_type port_code foreign_port_lading us_port_unlading importing_carrier mode_of_transport importer_number "
    "importer_name consignee_name manufacturer_id country_of_origin exporting_country spi hts description unit unit_2 "
    "country_melt_pour relationship"
).split()
DATE_COLUMNS = "entry_date summary_date import_date export_date".split()
NUMBER_COLUMNS = ("net_quantity net_quantity_2 manifest_quantity gross_weight_kg entered_value_usd duty_usd").split()
LIST_COLUMNS = "bl_awb invoice_number invoice_date adcvd_case chapter99 reference_number certificate_number".split()
"""Lists inside a cell are separated by `;`; invoice_date is a list of ISO dates, one for each invoice number."""
COLUMNS = ["entry_number", "line_no", *TEXT_COLUMNS, *DATE_COLUMNS, *NUMBER_COLUMNS, *LIST_COLUMNS]
REQUIRED = "entry_number line_no entry_type entry_date country_of_origin hts".split()


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of one entry.

    Attributes:
        entry_number: `XXX-NNNNNNN-C`, upper case with hyphens.
        line_no: digits without leading zeros.
        text: TEXT_COLUMNS that are filled (country codes upper case, hts digits only).
        dates, numbers, lists: the filled columns of those types.
        extra: unknown columns, kept as they came.
        source: file and row, for messages.
    """

    entry_number: str
    line_no: str
    text: Mapping[str, str] = field(default_factory=dict[str, str])
    dates: Mapping[str, dt.date] = field(default_factory=dict[str, dt.date])
    numbers: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    source: str = ""
