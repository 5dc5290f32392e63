"""What only a customs entry says: filer, ports, manufacturer, tariff lines, duty."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import TYPE_CHECKING

from sample_docs import entry
from sample_docs.content import words
from sample_docs.foreign.slip import Fact
from sample_docs.foreign.trade import Goods
from sample_docs.numerals import places, plain

if TYPE_CHECKING:
    from sample_docs.foreign.matter import Matter


def add_entry(rng: random.Random, matter: Matter, goods: list[Goods]) -> None:
    """The facts of CBP Form 7501; dates are written as the trade's software prints them."""
    put, manner = matter.head, matter.habits
    style = rng.choice(["%m/%d/%Y", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y"])
    arrived = matter.issued + dt.timedelta(days=rng.randint(14, 30))
    for name, day in {
        "export_date": matter.issued,
        "import_date": arrived,
        "entry_date": arrived + dt.timedelta(days=rng.randint(0, 4)),
        "summary_date": arrived + dt.timedelta(days=rng.randint(7, 12)),
    }.items():
        put[name] = Fact(day.strftime(style), day.isoformat(), name, whole=True)
    ports, foreign = words("transport")["schedule_d"], words("transport")["foreign_ports"]
    code = rng.choice(list(ports.values()))
    type_code = rng.choice(["01", "01", "03", "11"])
    put["entry_number"] = manner.code(
        "entry_number", entry.entry_number(entry.filer_code(rng), rng.randint(10000, 9999999))
    )
    put["entry_type"] = Fact(f"{type_code} ABI/{rng.choice('AAL')}", type_code, "entry_type")
    put["port_code"] = manner.code("port_code", code)
    put["us_port_unlading"] = manner.code("us_port_unlading", code)
    put["foreign_port_lading"] = manner.code("foreign_port_lading", rng.choice(list(foreign.values())))
    put["mode_of_transport"] = manner.code("mode_of_transport", rng.choice(["11", "11", "10"]))
    put["importing_carrier"] = Fact(put["ship"].printed, put["ship"].printed, "importing_carrier")
    put["country_of_origin"] = manner.code("country_of_origin", matter.origin)
    put["exporting_country"] = manner.code("exporting_country", matter.origin)
    put["bl_awb"] = manner.code("bl_awb", put["bl_number"].printed)
    who = matter.exporter
    put["manufacturer_id"] = manner.code(
        "manufacturer_id", entry.manufacturer_id(who.country, who.name, who.lines[0], who.city, who.region)
    )
    tax = f"{rng.randint(10, 98)}-{rng.randint(1000000, 9999999)}00"
    put["importer_number"] = manner.code("importer_number", tax)
    put["consignee_number"] = Fact(tax, whole=True)
    put["importer_name"] = Fact(put["importer"].printed.upper(), put["importer"].printed.upper(), "importer_name")
    put["consignee_name"] = Fact(put["consignee"].printed.upper(), put["consignee"].printed.upper(), "consignee_name")
    put["surety"] = Fact(str(rng.randint(100, 999)))
    duty_sum = Decimal(0)
    for n, (item, line) in enumerate(zip(goods, matter.lines, strict=True)):
        hts = item.good.hts
        rate = Decimal(rng.randint(0, 120)) / 10
        value = places(item.value, 0)
        duty = places(value * rate / 100, 2)
        duty_sum += duty
        gross = places(item.gross, 0)
        net = item.quantity if item.good.unit in ("NO", "PCS") else places(item.net, 0)
        unit = {"T": "T", "KG": "KG"}.get(item.good.unit, item.good.unit)
        line |= {
            "line_no": Fact(f"{n + 1:03d}", f"{n + 1}", "line_no", whole=True),
            "hts": Fact(f"{hts[:4]}.{hts[4:6]}.{hts[6:]}", hts, "hts", whole=True),
            "goods": Fact(item.name.upper(), item.name.upper(), "description"),
            "gross": Fact(f"{gross:,f} KG", plain(gross), "gross_weight_kg", whole=True),
            "manifest": Fact(f"{item.packages:,} CTN", str(item.packages), "manifest_quantity", whole=True),
            "net_quantity": Fact(f"{net:,f}", plain(net), "net_quantity", whole=True),
            "net_unit": Fact(unit, unit, "unit", whole=True),
            "entered": Fact(f"{value:,f}", plain(value), "entered_value_usd", whole=True),
            "charges": Fact(f"C{int(value / 30):,}", whole=True),
            "relationship": Fact(rel := rng.choice(["N", "N", "Y", "NOT RELATED"]), rel[0], "relationship", whole=True),
            "rate": Fact(f"{rate}%" if rate else "FREE", whole=True),
            "duty": Fact(f"{duty:,.2f}", plain(duty), "duty_usd", whole=True),
        }
    put["duty_sum"] = Fact(f"{duty_sum:,.2f}", whole=True)
    put["entered_sum"] = Fact(f"${sum((places(i.value, 0) for i in goods), Decimal(0)):,f}", whole=True)
