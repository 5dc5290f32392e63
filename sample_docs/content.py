"""What papers speak of: parties, goods, shipments; drawn from the word lists."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import random
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from sample_docs import entry
from sample_docs.numerals import places

WORDS = Path(__file__).parent / "words"


@functools.cache
def words(name: str) -> Any:
    return yaml.safe_load((WORDS / f"{name}.yaml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Good:
    hs6: str
    hts: str
    unit: str
    name: str
    name_cn: str
    sale_unit: str
    package: str
    per_package: Decimal
    net_kg: Decimal
    price: Decimal
    heading301: str


@functools.cache
def goods() -> tuple[Good, ...]:
    with (WORDS / "goods.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Good(
            r["hs6"], r["hts"], r["unit"], r["name"], r["name_cn"], r["sale_unit"], r["package"],
            Decimal(r["per_package"]), Decimal(r["net_kg"]), Decimal(r["price_usd"]), r["heading301"],
        )
        for r in rows
    )  # fmt: skip


@functools.cache
def adcvd_cases() -> dict[tuple[str, str], str]:
    """Antidumping and countervailing cases by (origin, HS6)."""
    with (WORDS / "adcvd.csv").open(encoding="utf-8", newline="") as file:
        return {(row["origin"], row["hs6"]): row["cases"] for row in csv.DictReader(file)}


@dataclass(frozen=True, slots=True)
class Party:
    """A company: how papers print its name and address, in English and (for China) Chinese."""

    name: str
    street: str
    city: str
    province: str
    postcode: str
    country: str
    country_name: str
    port: str
    name_cn: str = ""
    address_cn: str = ""
    city_cn: str = ""
    region_code: str = ""
    credit_code: str = ""
    phone: str = ""
    email: str = ""
    contact: str = ""
    contact_title: str = ""

    @property
    def address(self) -> tuple[str, str]:
        """Two printed lines: street, then place and country."""
        place = self.city
        if self.country in ("US", "CA"):
            place = f"{self.city}, {self.province} {self.postcode}"
        elif self.country == "DE":
            place = f"{self.postcode} {self.city}"
        elif self.country == "CN":
            place = f"{self.city}, {self.province} {self.postcode}" if self.province != self.city else (
                f"{self.city} {self.postcode}"
            )  # fmt: skip
        elif self.province:
            place = f"{self.city}, {self.province} {self.postcode}"
        else:
            place = f"{self.city} {self.postcode}"
        return self.street, f"{place}, {self.country_name}"

    @property
    def mid(self) -> str:
        return entry.manufacturer_id(self.country, self.name, self.street, self.city, self.province)


_TITLES = ("EXPORT MANAGER", "LOGISTICS MANAGER", "COMPLIANCE OFFICER", "DIRECTOR")
_TRADE_OF_CHAPTER = {
    "furniture": "94", "metal": "73 76 83", "electric": "85", "electronics": "85 90 91", "lighting": "9405",
    "plastic": "39", "textile": "52 54 55 57 58 60 63", "garment": "61 62", "shoes": "64", "ceramics": "69",
    "glass": "70", "stone": "68", "chemical": "28 29 32 34 38", "food": "03 07 08 09 16 17 19 20 21", "machinery": "84",
    "valve": "8481", "auto": "87", "paper": "48 49", "toys": "95", "wood": "44", "bags": "42", "sports": "9506",
    "hardware": "82 83 73", "medical": "90 30", "rubber": "40", "steel": "72 73", "household": "39 69 70 96",
}  # fmt: skip


def _trade(rng: random.Random, hs6: str) -> tuple[str, str]:
    fits = [t for t, heads in _TRADE_OF_CHAPTER.items() if any(hs6.startswith(h) for h in heads.split())]
    english, chinese = words("places")["CN"]["trades"][rng.choice(fits or ["household"])]
    return english, chinese


def party(rng: random.Random, country: str, *, hs6: str = "", role: str = "maker") -> Party:
    """A company of that country; makers are named after their trade, traders say so."""
    place = words("places")[country]
    city, province, postcode, port, *chinese = rng.choice(place["cities"])
    number = rng.randint(2, 989)
    people = words("transport")["people"]
    contact = rng.choice(people[country])
    name_cn = address_cn = credit = region = city_cn = ""
    if country == "CN":
        core, core_cn = rng.choice(place["core"])
        trade, trade_cn = _trade(rng, hs6)
        if role == "trader":
            trade, trade_cn = rng.choice([("IMPORT & EXPORT", "进出口"), ("INTERNATIONAL TRADE", "国际贸易")])
        legal, legal_cn = rng.choice(place["legal"] if role == "maker" else place["legal"][:3])
        street, street_cn = rng.choice(place["streets"])
        district, district_cn = rng.choice(place["districts"])
        city_cn, province_cn, region = chinese
        name = f"{city} {core} {trade} {legal}"
        name_cn = f"{city_cn.removesuffix('市')}{core_cn}{trade_cn}{legal_cn}"
        line = rng.choice(
            [f"NO. {number} {street}, {district}", f"NO.{number}, {street}, {district}", f"{number} {street}"]
        )
        address_cn = f"{province_cn if province_cn != city_cn else ''}{city_cn}{district_cn}{street_cn}{number}号"
        credit = entry.social_credit_code(rng, region)
    elif country == "US":
        name = f"{rng.choice(place['core'])} {rng.choice(place['second'])} {rng.choice(place['legal'])}"
        line = f"{number * 7 + 100} {rng.choice(place['streets'])}"
    elif country in ("MX", "CA"):
        name = f"{rng.choice(place['core'])} {rng.choice(place['legal'])}"
        street = rng.choice(place["streets"])
        line = f"{number} {street}" if country == "CA" else f"{street} {number}"
    else:
        trade = _trade(rng, hs6)[0] if hs6 else rng.choice(["INDUSTRIES", "MANUFACTURING", "PRODUCTS"])
        if country == "DE":
            name = f"{rng.choice(place['core'])} {rng.choice(place['legal'])}"
            line = f"{rng.choice(place['streets'])} {number % 180 + 1}"
        else:
            name = f"{rng.choice(place['core'])} {trade} {rng.choice(place['legal'])}"
            line = f"{rng.choice(['NO. ', 'LOT ', '', ''])}{number} {rng.choice(place['streets'])}"
    if country == "VN" and rng.random() < 0.3:
        line = f"LOT {rng.choice('ABCDEF')}{rng.randint(1, 40)}, {rng.choice(place['streets'])}"
    local = rng.choice(name.lower().replace("&", " ").split()).strip(".,'()") or "info"
    return Party(
        name=name, street=line, city=city, province=province, postcode=postcode, country=country,
        country_name=rng.choice(place["country"]), port=port, name_cn=name_cn, address_cn=address_cn,
        city_cn=city_cn.removesuffix('市'), region_code=region, credit_code=credit,
        phone=f"+{place['dial']} {rng.randint(20, 989)} {rng.randint(2000000, 8999999)}",
        email=f"{contact.split()[0].lower()}@{_ascii(local)}{rng.choice(['trade', 'group', 'co', ''])}.example",
        contact=contact, contact_title=rng.choice(_TITLES),
    )  # fmt: skip


def _ascii(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isalnum()) or "info"


@dataclass(frozen=True, slots=True)
class Item:
    """One goods line of a shipment; weights in kg, value in US dollars."""

    good: Good
    description: str
    model: str
    quantity: Decimal
    unit: str
    packages: int
    package_kind: str
    net: Decimal
    gross: Decimal
    price: Decimal
    volume: Decimal
    lot: str
    heat: str = ""

    @property
    def value(self) -> Decimal:
        return places(self.price * self.quantity, 2)

    @property
    def hts_quantity(self) -> Decimal:
        """The quantity in the unit that the tariff asks for."""
        match self.good.unit:
            case "KG":
                return places(self.net, 0)
            case "T":
                return places(self.net / 1000, 2)
            case "DOZ" | "DPR":
                return places(self.quantity / (12 if self.unit != "DOZ" else 1), 0)
            case "GRS":
                return places(self.quantity / 144, 0)
            case _:
                return places(self.quantity * (12 if self.unit == "DOZ" else 1), 0)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days of a shipment, in order."""

    ordered: dt.date
    started: dt.date
    finished: dt.date
    invoiced: dt.date
    certified: dt.date
    sailed: dt.date
    arrived: dt.date
    entered: dt.date
    summary: dt.date


@dataclass(frozen=True, slots=True)
class Story:
    """A shipment as its papers tell it. Papers that lie get a changed copy."""

    number: int
    origin: str
    exporter: Party
    producer: Party
    importer: Party
    items: tuple[Item, ...]
    days: Schedule
    invoice_number: str
    order_number: str
    contract_number: str
    certificate_number: str
    bl_number: str
    vessel: str
    voyage: str
    container: str
    seal_number: str
    port_loading: str
    port_discharge: str
    mode: str
    marks: tuple[str, ...]
    terms: str
    spi: str = ""
    issuer: str = ""
    package_words: int | None = None
    """A wrong figure in words for the first line, where words and figures are planted to differ."""
    retroactive: bool = False
    blanket: tuple[dt.date, dt.date] | None = None
    missing_number: bool = False
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def destination(self) -> str:
        return "US"

    @property
    def packages(self) -> int:
        return sum(i.packages for i in self.items)

    @property
    def gross(self) -> Decimal:
        return sum((i.gross for i in self.items), Decimal(0))

    @property
    def net(self) -> Decimal:
        return sum((i.net for i in self.items), Decimal(0))

    @property
    def value(self) -> Decimal:
        return sum((i.value for i in self.items), Decimal(0))
