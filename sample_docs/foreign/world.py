"""Companies, people and goods of the foreign papers; drawn from `words/world.yaml` and the tariff's goods."""

from __future__ import annotations

import functools
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sample_docs.content import Good, goods
from sample_docs.entry import social_credit_code

_WORDS = Path(__file__).parent / "words"
_REGION_CODES = ("330281", "320582", "440606", "350582", "370300", "210300", "410300", "450100")


@functools.cache
def world() -> dict[str, dict[str, Any]]:
    """Every country's words, by ISO code."""
    return yaml.safe_load((_WORDS / "world.yaml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Firm:
    """A company as its papers know it; `lines` is the address in printed order, the country last."""

    name: str
    lines: tuple[str, ...]
    country: str
    city: str
    region: str
    phone: str
    email: str
    person: str
    name_cn: str = ""
    address_cn: str = ""
    city_cn: str = ""
    credit_code: str = ""
    person_cn: str = ""


def firm(rng: random.Random, country: str, *, trader: bool = False) -> Firm:
    """A company of that country, with a made-up address."""
    words = world()[country]
    city, region, postcode, *local = rng.choice(words["cities"])
    number = rng.randint(3, 1880)
    spelled = rng.choice(words["spelled"])
    chinese: dict[str, str] = {}
    if country == "CN":
        core, core_cn = rng.choice(words["cores"])
        trades = words["trades"][-2:] if trader else words["trades"][:-2]
        (trade, trade_cn), (legal, legal_cn) = rng.choice(trades), rng.choice(words["legal"])
        (street, street_cn), (area, area_cn) = rng.choice(words["streets"]), rng.choice(words["areas"])
        name = " ".join(part for part in (rng.choice([city, city, region]), core, trade, legal) if part)
        chinese = {
            "name_cn": f"{local[0]}市{core_cn}{trade_cn}{legal_cn}"
            if rng.random() < 0.5
            else f"{local[1]}{core_cn}{trade_cn}{legal_cn}",
            "address_cn": f"{local[1]}省{local[0]}市{area_cn}{street_cn}{number}号",
            "city_cn": local[0],
            "credit_code": social_credit_code(rng, rng.choice(_REGION_CODES)),
            "person_cn": rng.choice(words["people_cn"]),
        }
        first = rng.choice(
            [f"No.{number}, {street}", f"No. {number} {street}", f"{number} {street}", f"{street} {number}"]
        )
        lines = (f"{first}, {area}", f"{city}, {region} {postcode}", spelled)
        if rng.random() < 0.3:
            lines = (first, area, f"{city} City, {region} Province, {spelled}")
    else:
        core, legal = rng.choice(words["cores"]), rng.choice(words["legal"])
        trade = rng.choice(words["trades"])
        name = " ".join(part for part in (core, trade, legal) if part).replace(" ,", ",")
        street = rng.choice(words["streets"])
        after = country in {
            "DE",
            "IT",
            "ES",
            "CH",
            "NO",
            "MX",
            "CL",
            "CO",
            "PE",
            "PA",
            "DO",
            "GT",
            "HN",
            "SV",
            "CR",
            "TR",
        }
        first = f"{street} {number}" if after or "," in street else f"{number} {street}"
        if country in ("US", "CA", "AU"):
            place = f"{city}, {region} {postcode}"
        elif country in ("DE", "FR", "IT", "ES", "CH", "NO", "TR", "MA", "TN", "CL", "MX"):
            place = f"{postcode} {city}" + (f", {region}" if region and region != city else "")
        else:
            place = ", ".join(part for part in (city, f"{region} {postcode}".strip()) if part)
        lines = (first, place, spelled)
    word = "".join(c for c in name.split()[0].lower() if c.isascii() and c.isalpha()) or "office"
    person = rng.choice(words["people"])
    return Firm(
        name=name,
        lines=tuple(line for line in lines if line),
        country=country,
        city=city,
        region=region,
        phone=f"+{words['dial']} {rng.randint(20, 989)} {rng.randint(2000000, 89999999)}",
        email=f"{rng.choice(['sales', 'export', 'info', 'logistics', 'docs'])}@{word}{rng.randint(1, 99)}.example",
        person=person,
        **chinese,
    )


_BEFORE = (
    "",
    "",
    "",
    "",
    "BLACK ",
    "WHITE ",
    "PREMIUM ",
    "HEAVY DUTY ",
    "PORTABLE ",
    "NEW STYLE ",
    "CLASSIC ",
    "SMALL ",
)
_AFTER = ("", "", "", "", " FOR HOUSEHOLD USE", " WITH ACCESSORIES", " FOR RETAIL SALE", " FOR OUTDOOR USE", " GRADE A")


def goods_name(rng: random.Random, good: Good) -> str:
    """The good as one seller calls it, in English capitals."""
    countable = good.sale_unit in ("PCS", "SETS", "PRS", "UNITS")
    return f"{rng.choice(_BEFORE)}{good.name}{rng.choice(_AFTER)}" if countable else good.name


def some_goods(rng: random.Random, count: int, chapters: tuple[str, ...] = ()) -> list[Good]:
    """So many goods, of one chapter each time where it has enough."""
    pool = [g for g in goods() if not chapters or g.hs6.startswith(chapters)]
    first = rng.choice(pool)
    kin = [g for g in pool if g.hs6[:2] == first.hs6[:2]]
    return rng.sample(kin, count) if len(kin) >= count else rng.choices(pool, k=count)
