"""Goods lines and what went into them, as facts."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from sample_docs.content import Good, words
from sample_docs.foreign.habits import Habits
from sample_docs.foreign.slip import Fact
from sample_docs.foreign.world import firm, goods_name, some_goods, world
from sample_docs.numerals import chinese_money, in_words, places

if TYPE_CHECKING:
    from sample_docs.foreign.matter import Matter

_UNITS = {
    "PCS": ["PCS", "PIECES", "PC", "EA", "NOS", "pcs"],
    "SETS": ["SETS", "SET", "sets"],
    "KGS": ["KGS", "KG", "KILOGRAMS"],
    "PRS": ["PAIRS", "PRS"],
    "SQM": ["SQM", "M2", "SQ.M."],
    "UNITS": ["UNITS", "UNIT"],
    "DOZ": ["DOZ", "DOZENS", "DZ"],
    "MTR": ["MTR", "METERS", "M"],
}
_UNITS_CN = {
    "PCS": ["个", "件", "只"],
    "SETS": ["套"],
    "KGS": ["千克", "公斤"],
    "PRS": ["双"],
    "SQM": ["平方米"],
    "UNITS": ["台"],
    "DOZ": ["打"],
    "MTR": ["米"],
}
_PACKAGES = {
    "CTNS": ["CTNS", "CARTONS", "CARTONS", "CTN", "PACKAGES", "BOXES", "PKGS"],
    "BAGS": ["BAGS"],
    "CASES": ["CASES", "WOODEN CASES"],
    "PALLETS": ["PALLETS", "PLTS"],
    "ROLLS": ["ROLLS"],
    "BUNDLES": ["BUNDLES"],
    "DRUMS": ["DRUMS"],
}


@dataclass(frozen=True, slots=True)
class Goods:
    """One goods line; weights in kg, value in US dollars."""

    good: Good
    name: str
    model: str
    quantity: Decimal
    unit: str
    packages: int
    package_kind: str
    net: Decimal
    gross: Decimal
    volume: Decimal
    value: Decimal
    lot: str
    heat: str


def some_lines(rng: random.Random, count: int, day: dt.date, *, metal: bool = False) -> list[Goods]:
    """So many goods lines, sold together."""
    wares = some_goods(rng, count, ("72", "73", "76") if metal else ())
    kinds = {g.package: rng.choice(_PACKAGES.get(g.package, [g.package])) for g in wares}
    units = {g.sale_unit: rng.choice(_UNITS.get(g.sale_unit, [g.sale_unit])) for g in wares}
    lines: list[Goods] = []
    for good in wares:
        packages = rng.choice([rng.randint(2, 40), rng.randint(20, 400), rng.randint(100, 1900)])
        packages = min(packages, max(2, int(18000 / max(good.net_kg * good.per_package, Decimal("0.5")))))
        quantity = good.per_package * packages
        if good.sale_unit in ("KGS", "SQM", "MTR"):
            quantity = places(quantity * rng.randint(950, 1050) / 1000, rng.choice([0, 1, 2]))
        quantity = places(quantity, 0) if quantity == int(quantity) else quantity
        net = (
            quantity
            if good.sale_unit == "KGS"
            else places(quantity * good.net_kg * rng.randint(90, 110) / 100, rng.choice([0, 1, 2, 2]))
        )
        gross = max(
            places(net * rng.randint(1040, 1150) / 1000 + packages * Decimal("0.3"), rng.choice([0, 1, 2, 2])), net + 1
        )
        price = places(good.price * rng.randint(75, 130) / 100, 2)
        a, b, c = (rng.choice("ABCDEFGHJKLMNPRSTVWXYZ") for _ in range(3))
        model = rng.choice(
            [
                f"{a}{b}-{rng.randint(10, 9999)}",
                f"{rng.randint(100, 99999)}{a}",
                f"{a}{rng.randint(10, 999)}{b}{c}",
                f"{rng.randint(10, 99)}-{rng.randint(1000, 9999)}",
            ]
        )
        lines.append(
            Goods(
                good=good,
                name=goods_name(rng, good),
                model=model,
                quantity=quantity,
                unit=units[good.sale_unit],
                packages=packages,
                package_kind=kinds[good.package],
                net=net,
                gross=gross,
                volume=places(gross / rng.randint(130, 350), 2) + Decimal("0.05"),
                value=places(price * quantity, 2),
                lot=rng.choice(
                    [
                        f"{day:%y%m%d}-{rng.randint(1, 99):02d}",
                        f"LOT{day:%y%m}{rng.randint(1, 999):03d}",
                        f"{a}{day:%y}{rng.randint(1000, 9999)}",
                    ]
                ),
                heat=rng.choice(
                    [
                        f"{day:%y}{rng.randint(10000, 99999)}",
                        f"{a}{rng.randint(100000, 999999)}",
                        f"{rng.randint(1, 9)}-{rng.randint(10000, 99999)}",
                    ]
                ),
            )
        )
    return lines


def line_facts(
    rng: random.Random, item: Goods, n: int, manner: Habits, issued: dt.date, *, chinese: bool
) -> dict[str, Fact]:
    """The facts of one goods line."""
    unit = rng.choice(_UNITS_CN.get(item.good.sale_unit, ["件"])) if chinese else item.unit
    name = item.good.name_cn if chinese else item.name
    start = issued - dt.timedelta(days=rng.randint(8, 25))
    finish = start + dt.timedelta(days=rng.randint(2, 7))
    planned = (
        item.quantity if rng.random() < 0.6 else item.quantity + max(1, int(item.quantity * rng.randint(1, 5) / 100))
    )
    hs6 = item.good.hs6
    price = item.value / item.quantity
    return {
        "item": manner.code("item", str(n + 1)),
        "description": manner.text("description", name if manner.capitals else name.title() if not chinese else name),
        "specification": manner.code("specification", item.model),
        "model": Fact(item.model, whole=True),
        "hs_code": manner.hs("hs_code", hs6),
        "hs_code_8": manner.hs("hs_code", item.good.hts[:8]),
        "hs_code_10": manner.hs("hs_code", item.good.hts),
        "packages": manner.number("packages", item.packages),
        "packages_words": Fact(in_words(item.packages, conjunction=manner.conjunction)),
        "package_kind": Fact(item.package_kind, item.package_kind.upper(), "package_kind"),
        "quantity": manner.number("quantity", item.quantity),
        "unit": Fact(unit, unit.upper(), "unit", whole=True),
        "planned_quantity": manner.number("planned_quantity", planned),
        "gross_weight_kg": manner.weight("gross_weight_kg", item.gross),
        "net_weight_kg": manner.weight("net_weight_kg", item.net),
        "kg": Fact(manner.kilogram),
        "volume": Fact(manner.number("", item.volume).printed, whole=True),
        "price": Fact(manner.number("", places(price, 4 if price < 1 else 2)).printed, whole=True),
        "value": manner.number("value", item.value, 2),
        "currency": manner.code("currency", "USD"),
        "usd": Fact("USD"),
        "lot_number": manner.code("lot_number", item.lot),
        "heat_number": manner.code("heat_number", item.heat),
        "start_date": manner.date("start_date", start),
        "finish_date": manner.date("finish_date", finish),
        "per_package": Fact(manner.number("", places(item.quantity / item.packages, 0)).printed, whole=True),
        "scrap": Fact(str(rng.randint(0, 19))),
        "opening": Fact(manner.number("", rng.randint(0, 900)).printed),
        "closing": Fact(manner.number("", rng.randint(0, 900)).printed),
    }


def add_marks(rng: random.Random, matter: Matter, goods: list[Goods]) -> None:
    """Shipping marks, printed beside the first line (the others have none of their own)."""
    if rng.random() < 0.3:
        shown = "N/M"
    else:
        total = sum(item.packages for item in goods)
        parts = [
            matter.head["buyer"].printed.split()[0].upper(),
            matter.head["order_number"].printed,
            matter.head["discharge"].printed,
        ]
        shown = "\n".join(
            [
                *rng.sample(parts, rng.randint(1, 3)),
                rng.choice([f"C/NO.: 1-{total}", f"CTN NO. 1-{total}", f"NOS. 1/{total}"]),
                *([f"MADE IN {world()[matter.origin]['spelled'][0]}"] if rng.random() < 0.5 else []),
            ]
        )
    matter.lines[0]["marks"] = Fact(shown, " ".join(shown.split()), "marks")


def add_materials(rng: random.Random, matter: Matter, goods: list[Goods], *, chinese: bool) -> None:
    """What the first good is made of, from the lists of materials by chapter, or what a supplier delivered."""
    manner = matter.habits
    add_marks(rng, matter, goods)
    known = words("materials")
    own = known.get(goods[0].good.hs6[:2], known["other"])
    pool = [*own, *(row for row in known["other"] if row not in own)]
    for chosen in rng.sample(pool, min(len(pool), rng.randint(3, 7))):
        name_cn, name, grade, unit_cn, use, category = chosen
        unit = (
            unit_cn
            if chinese
            else {"公斤": "KGS", "米": "MTR", "张": "SHEETS", "双": "PRS", "立方米": "CBM"}.get(unit_cn, "PCS")
        )
        use = Decimal(str(use))
        total = places(use * goods[0].quantity, 2 if use < 1 else 0) + 1
        origin = rng.choice(["CN", "CN", "CN", "KR", "JP", "TW"])
        spelled = (
            {"CN": "中国", "KR": "韩国", "JP": "日本", "TW": "台湾"}[origin]
            if chinese
            else world()[origin]["spelled"][0]
        )
        maker = firm(rng, "CN")
        lot = f"{rng.choice('ABCDEF')}{matter.issued:%y%m}{rng.randint(10, 99)}"
        price = Decimal(rng.randint(120, 9800)) / 100
        net = places(total * price, 2)
        tax = places(net * Decimal("0.13"), 2)
        facts = {
            "description": manner.text("description", name_cn if chinese else name, capitals=not chinese),
            "category": Fact(f"*{category}*"),
            "unit": Fact(unit, unit, "unit", whole=True),
            "use": manner.number("quantity", use),
            "quantity": manner.number("quantity", total),
            "requested": Fact(manner.number("", total).printed, whole=True),
            "supplier": manner.text("supplier", maker.name_cn if chinese else maker.name),
            "origin_country": Fact(spelled, origin, "origin_country"),
            "lot_number": manner.code("lot_number", lot),
            "code": Fact(f"{rng.randint(1, 9)}.{rng.randint(1, 99):02d}.{rng.randint(1, 9999):04d}", whole=True),
            "loss": Fact(f"{rng.randint(0, 6)}%"),
            "price": Fact(str(price), whole=True),
            "net": Fact(str(net), whole=True),
            "tax": Fact(str(tax), whole=True),
            "net_value": Fact(f"{net:,.2f}", whole=True),
        }
        if grade:
            facts["grade"] = manner.text("grade", str(grade), capitals=False)
            facts["specification"] = manner.text("specification", str(grade), capitals=False)
        matter.materials.append(facts)
    sums = [(Decimal(m["net"].printed), Decimal(m["tax"].printed)) for m in matter.materials]
    net, tax = sum((s[0] for s in sums), Decimal(0)), sum((s[1] for s in sums), Decimal(0))
    for name, value in {"vat_net": net, "vat_tax": tax, "vat_total": net + tax}.items():
        matter.head[name] = Fact(f"{value:.2f}", whole=True)
    matter.head["vat_words"] = Fact(chinese_money(net + tax))
