"""The entry that the broker filed for a shipment, in the canonical columns of CONTRACT.md."""

from __future__ import annotations

import random
from decimal import Decimal

from sample_docs import entry
from sample_docs.content import Item, Story, words
from sample_docs.numerals import places, plain

COLUMNS = (
    "entry_number line_no entry_type entry_date summary_date import_date export_date port_code foreign_port_lading "
    "us_port_unlading bl_awb importing_carrier mode_of_transport importer_number importer_name consignee_name "
    "manufacturer_id country_of_origin exporting_country spi hts description invoice_number invoice_date net_quantity "
    "unit net_quantity_2 unit_2 manifest_quantity gross_weight_kg entered_value_usd duty_usd adcvd_case chapter99 "
    "country_melt_pour relationship reference_number certificate_number"
).split()
_ADDED = {
    "99038801": Decimal("0.25"),
    "99038802": Decimal("0.25"),
    "99038803": Decimal("0.25"),
    "99038815": Decimal("0.075"),
}
_MELTED = ("72", "7304", "7306", "7307")
Row = dict[str, str]


def rows(story: Story, number: str, rng: random.Random, *, cite_certificate: bool) -> list[Row]:
    """One row an entry line; goods of the same tariff number share a line."""
    days = story.days
    header = {
        "entry_number": number,
        "entry_type": "01",
        "entry_date": days.entered.isoformat(),
        "summary_date": days.summary.isoformat(),
        "import_date": days.arrived.isoformat(),
        "export_date": days.sailed.isoformat(),
        "port_code": words("transport")["schedule_d"][story.port_discharge],
        "foreign_port_lading": words("transport")["foreign_ports"].get(story.port_loading, ""),
        "us_port_unlading": words("transport")["schedule_d"][story.port_discharge] if story.mode == "BY SEA" else "",
        "bl_awb": story.bl_number,
        "importing_carrier": story.bl_number[:4],
        "mode_of_transport": "11" if story.mode == "BY SEA" else "30",
        "importer_number": f"{rng.randint(10, 98)}-{rng.randint(1000000, 9999999)}00",
        "importer_name": story.importer.name,
        "consignee_name": story.importer.name,
        "manufacturer_id": (story.producer if story.spi else story.exporter).mid,
        "country_of_origin": story.origin,
        "exporting_country": story.exporter.country,
        "spi": story.spi,
        "invoice_number": story.invoice_number,
        "invoice_date": days.invoiced.isoformat(),
        "relationship": "N",
        "reference_number": story.order_number,
        "certificate_number": story.certificate_number if cite_certificate and not story.missing_number else "",
    }
    result: list[Row] = []
    for line, group in enumerate(groups(story.items), start=1):
        good = group[0].good
        value = places(sum((i.value for i in group), Decimal(0)), 0)
        headings = [good.heading301] if story.origin == "CN" and good.heading301 else []
        rate = Decimal(0) if story.spi else Decimal("0.034") + _ADDED.get("".join(headings), Decimal(0))
        result.append(
            dict.fromkeys(COLUMNS, "")
            | header
            | {
                "line_no": str(line),
                "hts": good.hts,
                "description": _description(group),
                "net_quantity": plain(sum((i.hts_quantity for i in group), Decimal(0))),
                "unit": good.unit,
                "manifest_quantity": str(sum(i.packages for i in group)),
                "gross_weight_kg": plain(places(sum((i.gross for i in group), Decimal(0)), 0)),
                "entered_value_usd": plain(value),
                "duty_usd": plain(places(value * rate, 2)),
                "chapter99": ";".join(headings),
                "country_melt_pour": story.origin if good.hts.startswith(_MELTED) else "",
            }
        )
    return result


def groups(items: tuple[Item, ...]) -> list[list[Item]]:
    """Items by tariff number, in the order of the invoice."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.good.hts, []).append(item)
    return list(found.values())


def _description(group: list[Item]) -> str:
    names = list(dict.fromkeys(i.good.name for i in group))
    return names[0] if len(names) == 1 else "; ".join(names)


def new_number(rng: random.Random, filer: str) -> str:
    return entry.entry_number(filer, rng.randint(10000, 9999999))
