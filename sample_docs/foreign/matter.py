"""The matter of one paper: parties, days, numbers and goods lines, as facts ready to be printed."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import dataclass, field
from decimal import Decimal

from sample_docs import entry
from sample_docs.content import words
from sample_docs.foreign import trade
from sample_docs.foreign.customs import add_entry
from sample_docs.foreign.habits import Habits, habits
from sample_docs.foreign.kinds import KINDS, certificate_number, issuer
from sample_docs.foreign.slip import Fact
from sample_docs.foreign.trade import Goods, some_lines
from sample_docs.foreign.world import Firm, firm, world
from sample_docs.numerals import in_words, places

Facts = dict[str, Fact]
_LETTERS = {"fac.bom": "BOM", "fac.mtc": "MTC", "fac.production_order": "MO", "fac.goods_receipt": "RK"}


@dataclass(slots=True)
class Matter:
    """Everything that may be printed on one paper; templates choose."""

    kind: str
    origin: str
    destination: str
    exporter: Firm
    issued: dt.date
    habits: Habits
    head: Facts = field(default_factory=dict)
    lines: list[Facts] = field(default_factory=list)
    materials: list[Facts] = field(default_factory=list)


def make(
    rng: random.Random,
    kind: str,
    *,
    chinese: bool = False,
    lines: tuple[int, int] | None = None,
    origins: list[str] | None = None,
) -> Matter:
    """Make up what a paper of that kind speaks of.

    Args:
        chinese: the paper is in Chinese: names, goods and units are.
        origins: the countries whose papers look so; by default all from which the kind comes.
        lines: the least and the most goods lines; by default one to what is usual for the kind.
    """
    about = KINDS[kind]
    origin = rng.choice(origins or about.origins)
    destination = rng.choice([d for d in about.destinations if d != origin] or ["US"])
    if kind == "fac.vat_invoice" or chinese:
        origin = "CN"
    issued = dt.date(2025, 1, 6) + dt.timedelta(days=rng.randint(0, 690))
    if kind == "cert.nafta_434":
        issued -= dt.timedelta(days=365 * 7)
    invoiced = issued - dt.timedelta(days=rng.randint(0, 9))
    sailing = issued + dt.timedelta(days=rng.randint(-3, 6))
    ordered = issued - dt.timedelta(days=rng.randint(25, 70))
    manner = habits(rng, origin, [issued, invoiced], chinese=chinese)
    count = rng.randint(*lines) if lines else min(about.most_lines, rng.choice([1, 1, 2, 2, 3, 4, 5, 7, 10, 14, 18]))
    exporter = firm(rng, origin, trader=rng.random() < 0.3 and not kind.startswith("fac."))
    matter = Matter(kind, origin, destination, exporter, issued, manner)
    goods = some_lines(rng, count, invoiced, metal=kind == "fac.mtc")
    _parties(rng, matter, chinese=chinese)
    _numbers(rng, matter, invoiced, ordered)
    _travel(rng, matter, sailing)
    _certificate(rng, matter)
    matter.lines = [_line(rng, matter, item, n, chinese=chinese) for n, item in enumerate(goods)]
    _totals(matter, goods)
    trade.add_materials(rng, matter, goods, chinese=chinese)
    if kind == "entry.7501":
        add_entry(rng, matter, goods)
    return matter


def _parties(rng: random.Random, matter: Matter, *, chinese: bool) -> None:
    put, manner = matter.head, matter.habits
    maker = matter.exporter if rng.random() < 0.5 else firm(rng, matter.origin)
    buyer = firm(rng, matter.destination, trader=True)
    supplier = firm(rng, "CN")
    client = buyer if matter.destination == "US" or not chinese else firm(rng, rng.choice(["US", "US", "DE", "AU"]))
    if matter.kind in ("fac.goods_receipt", "fac.purchase_contract", "fac.vat_invoice", "fac.stock_ledger"):
        client = matter.exporter
    own = matter.exporter if matter.kind.startswith("fac.") else maker
    for name, who in {
        "exporter": matter.exporter,
        "producer": own,
        "consignee": buyer,
        "importer": buyer,
        "supplier": supplier,
        "buyer": client,
        "certifier": matter.exporter,
    }.items():
        shown = who.name_cn if chinese and who.name_cn else who.name
        put[name] = manner.text(name, shown)
        address = "\n".join(who.lines)
        if chinese and who.address_cn:
            address = who.address_cn
        asked = name in ("exporter", "consignee") and matter.kind.startswith(("coo.", "cert."))
        noted = f"{name}_address" if asked else ""
        text = manner.text(noted, address)
        put[f"{name}_address"] = text if noted else Fact(text.printed)
        put[f"{name}_flat"] = Fact(", ".join(text.printed.split("\n")), text.typed if noted else None, noted)
        put[f"{name}_phone"], put[f"{name}_email"] = Fact(who.phone, whole=True), Fact(who.email, whole=True)
        put[f"{name}_person"] = Fact(who.person_cn if chinese and who.person_cn else who.person)
        put[f"{name}_country"] = Fact(who.lines[-1].split(", ")[-1].upper())
        put[f"{name}_code"] = Fact(
            who.credit_code or f"{rng.randint(10, 99)}-{rng.randint(1000000, 9999999)}", whole=True
        )
    put["certifier_title"] = Fact(
        rng.choice(["Export Manager", "Compliance Manager", "Director", "Customs Specialist", "CFO"])
    )
    same = put["producer"].printed == put["exporter"].printed
    put["producer_or_same"] = Fact(rng.choice(["SAME", "SAME AS EXPORTER"])) if same else put["producer"]
    if not same:
        put["producer_line"] = put["producer_address"]
    role = rng.choice(["exporter", "producer"] if same else ["exporter"])
    put["certifier_role"] = Fact(role.upper(), role, "certifier_role")
    for style, (on, off) in {"ticks": ("☒", "☐"), "brackets": ("[X]", "[ ]"), "round": ("(x)", "( )")}.items():
        words_ = (f"{on if who == role else off} {who.upper()}" for who in ("importer", "exporter", "producer"))
        put[f"role_{style}"] = Fact("   ".join(words_), role, "certifier_role")
    for name in ("origin_country", "destination_country"):
        code = matter.origin if name.startswith("origin") else matter.destination
        spelled = "中国" if chinese and code == "CN" else rng.choice(world()[code]["spelled"])
        put[name] = Fact(spelled, code, name)
        put[f"{name}_code"] = Fact(code, code, name, whole=True)


def _numbers(rng: random.Random, matter: Matter, invoiced: dt.date, ordered: dt.date) -> None:
    put, manner = matter.head, matter.habits
    year, n = invoiced.year, rng.randint(7, 9899)
    initials = (
        "".join(w[0] for w in matter.exporter.name.upper().split()[:3] if w[0].isascii() and w[0].isalpha()) or "EX"
    )
    put["invoice_number"] = manner.code(
        "invoice_number",
        rng.choice(
            [
                f"{initials}{year % 100}{n:04d}",
                f"{initials}-{year}-{n:03d}",
                f"{n:05d}/{year % 100}",
                f"CI{invoiced:%y%m%d}-{n % 9 + 1}",
                f"{year}{n:05d}",
                f"{initials}{invoiced:%Y%m%d}",
                f"EXP/{n:04d}/{year % 100}-{year % 100 + 1}",
                f"INV {n * 17}",
            ]
        ),
    )
    put["invoice_date"] = manner.date("invoice_date", invoiced)
    put["order_number"] = manner.code(
        "order_number",
        rng.choice(
            [
                f"PO-{n * 31}",
                f"{rng.randint(4500000000, 4500999999)}",
                f"P/O {n:05d}",
                f"SO{ordered:%y%m}{n % 1000:03d}",
                f"{initials}{n:05d}",
            ]
        ),
    )
    put["record_number"] = manner.code(
        "record_number",
        rng.choice(
            [
                f"{_LETTERS.get(matter.kind, 'NO')}{matter.issued:%Y%m%d}{n % 1000:03d}",
                f"{matter.issued:%Y%m}-{n % 10000:04d}",
                f"{rng.choice(['SC', 'GD', 'WH', 'QM', 'TZ'])}-{matter.issued:%y%m%d}-{n % 100:02d}",
                f"{n:06d}",
            ]
        ),
    )
    put["customs_number"] = manner.code(
        "record_number", f"{rng.randint(2200, 5799)}{matter.issued:%Y}0{n * 97 % 10**9:09d}"
    )
    digital = f"{matter.issued:%y}{rng.choice(['11', '31', '32', '33', '44'])}2000000{rng.randint(10**8, 10**9 - 1)}"
    put["fapiao_number"] = manner.code("record_number", digital[:20])
    put["fapiao_short"] = manner.code("record_number", f"{rng.randint(10**7, 10**8 - 1)}")
    put["fapiao_code"] = Fact(f"{rng.choice(['1100', '3300', '4403', '3200'])}{matter.issued:%y}3130"[:10], whole=True)
    put["contract"] = Fact(f"{rng.choice(['SC', 'HT', 'CT'])}{ordered:%y%m%d}{n % 90 + 10}", whole=True)
    for name, day in {
        "issue_date": matter.issued,
        "order_date": ordered,
        "declared_date": matter.issued - dt.timedelta(days=rng.choice([0, 0, 1])),
    }.items():
        fact = manner.date("issue_date" if name == "issue_date" else "", day)
        put[name] = fact if name == "issue_date" else Fact(fact.printed, whole=True)
    due = manner.date("", matter.issued + dt.timedelta(days=rng.randint(10, 40)))
    put["due_date"] = Fact(due.printed, whole=True)


def _travel(rng: random.Random, matter: Matter, sailing: dt.date) -> None:
    put, manner = matter.head, matter.habits
    here, there = world()[matter.origin], world()[matter.destination]
    air = matter.kind == "ship.awb"
    load, land = rng.choice(here["airports" if air else "ports"]), rng.choice(there["airports" if air else "ports"])
    scac, digits = rng.choice(words("transport")["carriers"])
    vessel = rng.choice(words("transport")["vessels"])
    put["port_of_loading"], put["port_of_discharge"] = (
        manner.text("port_of_loading", load),
        manner.text("port_of_discharge", land),
    )
    put["load"], put["discharge"] = Fact(load), Fact(land)
    put["vessel"], put["ship"] = manner.text("vessel", vessel), Fact(vessel)
    put["voyage"] = Fact(
        rng.choice([f"{rng.randint(1, 999):03d}{rng.choice('EWNS')}", f"V.{rng.randint(100, 2999)}"]), whole=True
    )
    put["bl_number"] = manner.code("bl_number", f"{scac}{rng.randint(10 ** (digits - 1), 10**digits - 1)}")
    airway = f"{rng.choice(['784', '999', '160', '180', '112', '176', '020', '172'])}-"
    put["awb_number"] = manner.code("bl_number", airway + f"{(serial := rng.randint(1000000, 9999999))}{serial % 7}")
    put["container"] = manner.code("container", entry.container_number(rng))
    put["seal_no"] = Fact(f"{rng.choice('CSH')}{rng.randint(100000, 9999999)}", whole=True)
    put["departure"] = Fact(manner.date("", sailing).printed, whole=True)
    destination = put["destination_country"].printed.upper()
    route = rng.choice(
        [
            f"FROM {load} TO {land} BY SEA",
            f"FROM {load}, {put['origin_country'].printed.upper()} TO {land}, {destination} BY VESSEL",
            f"BY SEA FREIGHT FROM {load} TO {land}",
            f"SHIPMENT FROM {load} PORT TO {land} BY OCEAN VESSEL",
            f"FROM {load} TO {land}, {destination} BY SEA ON/AFTER {put['departure'].printed.upper()}",
            f"{vessel} V.{rng.randint(10, 999)}W\nFROM {load} TO {land} BY SEA",
        ]
    )
    put["transport"] = Fact(route, " ".join(route.split()), "transport")
    put["terms"] = Fact(f"{rng.choice(['FOB', 'CIF', 'FCA', 'EXW', 'CFR'])} {rng.choice([load, land])}")
    put["payment"] = Fact(
        rng.choice(
            ["T/T 30 DAYS", "L/C AT SIGHT", "30% DEPOSIT, BALANCE AGAINST COPY OF B/L", "NET 60", "D/P AT SIGHT"]
        )
    )


def _certificate(rng: random.Random, matter: Matter) -> None:
    put, manner = matter.head, matter.habits
    body = issuer(rng, matter.kind, matter.exporter)
    put["issuer"] = manner.text("issuer", body)
    number = certificate_number(
        rng, matter.kind, matter.origin, matter.issued.year, ccpit="CCPIT" in body or body.startswith("China Council")
    )
    put["certificate_number"] = manner.code("certificate_number", number)
    spelled = put["origin_country"].printed
    place = rng.choice([matter.exporter.city, matter.exporter.city, f"{matter.exporter.city}, {spelled}"])
    put["issue_place"] = manner.text("issue_place", place)
    put["declared_place"] = Fact(put["issue_place"].printed)
    start = dt.date(matter.issued.year, rng.choice([1, 1, 1, 3, 7]), 1)
    end = dt.date(start.year + 1, start.month, 1) - dt.timedelta(days=1)
    put["blanket_from"], put["blanket_to"] = manner.date("blanket_from", start), manner.date("blanket_to", end)
    put["serial_number"] = Fact(f"CCPIT{rng.randint(10**8, 10**9 - 1)} {rng.randint(10**8, 10**9 - 1)}", whole=True)


def _line(rng: random.Random, matter: Matter, item: Goods, n: int, *, chinese: bool) -> Facts:
    manner = matter.habits
    line = trade.line_facts(rng, item, n, manner, matter.issued, chinese=chinese)
    if not matter.kind.startswith(("coo.", "cert.")):
        line["item"] = Fact(str(n + 1), whole=True)  # only certificates are asked for it
    criteria = KINDS[matter.kind].criteria
    if criteria:
        text = rng.choice(criteria).format(pct=rng.randint(41, 88), hs4=f"{item.good.hs6[:2]}.{item.good.hs6[2:4]}")
        # `4.2(b)` and `B` are two notations of one criterion (DOMAIN.md 1.11)
        typed = re.sub(r"^4\.2\(([a-d])\)$", lambda m: m[1].upper(), text)
        line["origin_criterion"] = Fact(text, typed, "origin_criterion", whole=True)
    line["origin_country"] = Fact(matter.head["origin_country"].printed, matter.origin, "origin_country")
    line["origin_code"] = Fact(matter.origin, matter.origin, "origin_country", whole=True)
    line["invoice_number"], line["invoice_date"] = matter.head["invoice_number"], matter.head["invoice_date"]
    return line


def _totals(matter: Matter, goods: list[Goods]) -> None:
    put, manner = matter.head, matter.habits
    packages = sum(item.packages for item in goods)
    for name, value in {
        "total_packages": Decimal(packages),
        "total_gross": sum((i.gross for i in goods), Decimal(0)),
        "total_net": sum((i.net for i in goods), Decimal(0)),
        "total_volume": sum((i.volume for i in goods), Decimal(0)),
        "total_quantity": sum((i.quantity for i in goods), Decimal(0)),
    }.items():
        put[name] = Fact(manner.number("", value).printed, whole=True)
    value = sum((i.value for i in goods), Decimal(0))
    put["total_value"] = Fact(manner.number("", value, 2).printed, whole=True)
    put["value_words"] = Fact(
        f"{in_words(int(value), conjunction=manner.conjunction)} AND {int(value * 100) % 100:02d}/100 ONLY"
    )
    put["packages_words"] = Fact(in_words(packages, conjunction=manner.conjunction))
    put["package_kind"] = Fact(goods[0].package_kind if len({i.package_kind for i in goods}) == 1 else "PACKAGES")
    put["kg"] = Fact(manner.kilogram)
    put["currency"] = Fact("USD")
    put["freight"] = Fact(manner.number("", places(value / 40, 2), 2).printed, whole=True)
