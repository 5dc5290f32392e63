"""Makes up shipments: who sells what to whom, how it travels, on which days, under which numbers."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

from sample_docs import entry
from sample_docs.content import Good, Item, Party, Schedule, Story, adcvd_cases, goods, party, words
from sample_docs.numerals import places

_ADJECTIVES = "BLACK WHITE SILVER GREY LARGE SMALL PREMIUM CLASSIC DELUXE STANDARD".split()
_MODELS = ("{a}{b}-{n}", "{a}{n}", "{n}{a}", "{a}-{n}{b}", "{a}{b}{n}")


def _model(rng: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPRSTWXZ"
    return rng.choice(_MODELS).format(
        a=rng.choice(letters) + rng.choice(letters), b=rng.choice(letters), n=rng.randint(101, 9899)
    )


def _item(rng: random.Random, good: Good, day: dt.date) -> Item:
    packages = (
        max(2, round(rng.lognormvariate(5.0, 0.9))) if good.net_kg * good.per_package < 60 else rng.randint(3, 42)
    )
    packages = min(packages, 1900)
    per = good.per_package
    quantity = per * packages
    if good.sale_unit in ("KGS", "SQM", "CBM", "MTR") and rng.random() < 0.5:
        quantity = places(quantity * Decimal(rng.randint(940, 1060)) / 1000, rng.choice([0, 1, 2]))
    quantity = places(quantity, 0) if quantity == int(quantity) else quantity
    net = places(quantity * good.net_kg * Decimal(rng.randint(92, 108)) / 100, rng.choice([0, 1, 2]))
    if good.sale_unit == "KGS":
        net = quantity
    gross = places(net * Decimal(rng.randint(1050, 1140)) / 1000 + packages * Decimal("0.4"), rng.choice([0, 1, 1, 2]))
    plain = rng.random() < 0.6 or good.sale_unit not in ("PCS", "SETS", "PRS", "UNITS")
    description = good.name if plain else f"{rng.choice(_ADJECTIVES)} {good.name}"
    return Item(
        good=good, description=description, model=_model(rng), quantity=quantity, unit=good.sale_unit,
        packages=packages, package_kind=_package(rng, good.package), net=net, gross=max(gross, net + 1),
        price=places(good.price * Decimal(rng.randint(80, 125)) / 100, 2),
        volume=places(gross / Decimal(rng.randint(120, 330)), 2) + Decimal("0.1"),
        lot=rng.choice(["{y}{m:02d}{d:02d}-{n:02d}", "L{y2}{m:02d}{n:03d}", "B{y}{n:04d}"]).format(
            y=day.year, y2=day.year % 100, m=day.month, d=day.day, n=rng.randint(1, 99)
        ),
        heat=f"{rng.choice('HKAE')}{day.year % 100}{rng.choice(['-', ''])}{rng.randint(10000, 99999)}",
    )  # fmt: skip


def _package(rng: random.Random, kind: str) -> str:
    if kind == "CTNS":
        return rng.choice(["CTNS", "CARTONS", "CARTONS", "CTNS", "PACKAGES"])
    return kind


def _days(rng: random.Random, *, recent: bool, retroactive: bool) -> Schedule:
    """Days in order. `recent` papers are of the second half of 2026, the others of 2024."""
    if recent:
        sailed = dt.date(2026, 7, 27) + dt.timedelta(days=rng.randint(0, 60))
    else:
        sailed = dt.date(2024, 3, 1) + dt.timedelta(days=rng.randint(0, 200))
    certified = sailed - dt.timedelta(days=rng.randint(0, 4))
    if retroactive:
        certified = sailed + dt.timedelta(days=rng.randint(8, 16))
    invoiced = min(certified, sailed) - dt.timedelta(days=rng.randint(1, 6))
    finished = invoiced - dt.timedelta(days=rng.randint(1, 6))
    started = finished - dt.timedelta(days=rng.randint(5, 24))
    ordered = started - dt.timedelta(days=rng.randint(4, 20))
    arrived = sailed + dt.timedelta(days=rng.randint(17, 28))
    entered = arrived + dt.timedelta(days=rng.randint(0, 4))
    return Schedule(
        ordered,
        started,
        finished,
        invoiced,
        certified,
        sailed,
        arrived,
        entered,
        entered + dt.timedelta(days=rng.randint(3, 10)),
    )


def _invoice_number(rng: random.Random, day: dt.date, name: str) -> str:
    initials = "".join(w[0] for w in name.split()[:2] if "A" <= w[0] <= "Z") or "EX"
    return rng.choice(
        [
            "{i}{y}{m:02d}{n:03d}",
            "{i}-{y2}{m:02d}{d:02d}",
            "INV-{y}-{n:04d}",
            "{y}{i}{n:04d}",
            "{i}{y2}-{n:03d}A",
            "{i}/{y2}/{n:03d}",
        ]
    ).format(i=initials, y=day.year, y2=day.year % 100, m=day.month, d=day.day, n=rng.randint(11, 989))


def _certificate_number(rng: random.Random, origin: str, issuer: str, day: dt.date, exporter: Party) -> str:
    year = day.year % 100
    if origin == "CN" and issuer == "ccpit":
        member = f"{exporter.region_code[:4]}{rng.choice('AB')}{rng.randint(100, 9999):04d}"
        return f"{year}C{member}/{rng.randint(1, 2999):05d}"
    if origin == "CN":
        body = "".join(rng.choice("0123456789") for _ in range(8)) + rng.choice("0123456789ABCDEX")
        return f"C{year}{body}{rng.randint(1, 2999):04d}"
    n = rng.randint(1000, 99999)
    return {
        "VN": f"VN-US {year}/{rng.randint(1, 12):02d}/{n:05d}",
        "MY": f"NPCO-KL-{day.year}-{n:05d}",
        "KR": f"{rng.randint(1, 99):03d}-{year}-{n:07d}",
        "IN": f"{rng.choice(['EIC', 'FIEO', 'GCCI'])}/{day.year}/{n}",
        "DE": f"{rng.choice('ABC')} {n * 7 % 900000 + 100000}",
        "TR": f"{rng.choice('ABC')} {n * 11 % 9000000 + 1000000}",
        "TH": f"TH{day.year}-{n:06d}",
    }.get(origin, f"CO-{day.year}-{n:05d}")


def make(rng: random.Random, number: int, origin: str, *, recent: bool = True, chapter: str = "") -> Story:
    """One shipment from that origin to the United States; `recent` means the second half of 2026, else 2024."""
    retroactive = rng.random() < 0.12 and origin not in ("MX", "CA")
    days = _days(rng, recent=recent, retroactive=retroactive)
    pool = [g for g in goods() if _fits(g, origin)]
    chapter = chapter or rng.choice(pool).hs6[:2]
    kin = [g for g in pool if g.hs6[:2] == chapter]
    count = rng.choices([1, 2, 3, 4, 6, 9, 12], [6, 5, 4, 3, 2, 1, 1])[0]
    few = rng.sample(kin, min(len(kin), count, rng.randint(1, 4)))  # an entry has at most four tariff lines
    chosen = sorted((few[n % len(few)] for n in range(count)), key=lambda good: good.hts)
    items: tuple[Item, ...] = tuple(_item(rng, good, days.finished) for good in chosen)
    if rng.random() < 0.6 or count > 4:  # one package kind for the whole shipment is the usual case
        items = tuple(replace(i, package_kind=items[0].package_kind) for i in items)
    producer = party(rng, origin, hs6=items[0].good.hs6)
    exporter = producer
    if origin in ("MX", "CA") and rng.random() < 0.4:
        exporter = party(rng, origin, hs6=items[0].good.hs6)
    importer = party(rng, "US")
    blanket = _blanket(rng, days) if origin in ("MX", "CA") and rng.random() < 0.6 else None
    if blanket:  # signed when the period begins
        days = replace(days, certified=blanket[0] + dt.timedelta(days=rng.randint(-9, 3)))
    land = origin in ("MX", "CA")
    issuer = rng.choice(["ccpit", "ccpit", "customs"]) if origin == "CN" else origin
    port = importer.port if not land else exporter.port
    if not land and port in ("LAREDO", "CHICAGO", "DETROIT"):
        port = "LONG BEACH"
    transport = words("transport")
    scac, digits = rng.choice(transport["trucks" if land else "carriers"])
    invoice = _invoice_number(rng, days.invoiced, exporter.name)
    order = f"{rng.choice(['PO', 'PO-', 'P'])}{rng.randint(10000, 989999)}"
    return Story(
        number=number, origin=origin, exporter=exporter, producer=producer, importer=importer, items=items, days=days,
        invoice_number=invoice, order_number=order,
        contract_number=f"{rng.choice(['SC', 'HT', 'XS'])}{days.ordered:%y%m}{rng.randint(1, 99):02d}",
        certificate_number="" if land else _certificate_number(rng, origin, issuer, days.certified, exporter),
        bl_number=scac + str(rng.randint(10 ** (digits - 1), 10**digits - 1)),
        vessel=rng.choice(transport["vessels"]), voyage=f"{rng.randint(11, 989):03d}{rng.choice('EWNS')}",
        container=entry.container_number(rng),
        seal_number=f"{rng.choice(['CN', 'SL', 'ML', ''])}{rng.randint(1000000, 9999999)}",
        port_loading=exporter.city if land else exporter.port, port_discharge=port,
        mode="BY TRUCK" if land else "BY SEA",
        marks=_marks(rng, order, importer, port, origin, items, land=land),
        terms=rng.choice(["FOB", "FOB", "CIF", "EXW", "FCA"]),
        spi="S" if land else "", issuer=issuer, retroactive=retroactive,
        blanket=blanket,
    )  # fmt: skip


_RAW_FOOD = {"03", "07", "08", "09", "16"}
_UNDER_ORDER = {hs6 for _, hs6 in adcvd_cases()}


def _fits(good: Good, origin: str) -> bool:
    """Whether the goods may well come from there; goods under an AD/CVD order only where its case is known."""
    if origin in ("DE", "KR", "CA") and good.hs6[:2] in _RAW_FOOD:
        return False
    return good.hs6 not in _UNDER_ORDER or (origin, good.hs6) in adcvd_cases()


def _marks(
    rng: random.Random, order: str, importer: Party, port: str, origin: str, items: tuple[Item, ...], *, land: bool
) -> tuple[str, ...]:
    if land or rng.random() < 0.25:
        return ("N/M",)
    total = sum(i.packages for i in items)
    country = {
        "CN": "CHINA",
        "VN": "VIETNAM",
        "MY": "MALAYSIA",
        "KR": "KOREA",
        "IN": "INDIA",
        "DE": "GERMANY",
        "TR": "TURKIYE",
        "TH": "THAILAND",
    }[origin]
    lines = [rng.choice([importer.name.split()[0], order, importer.name.split()[0][:4]])]
    if rng.random() < 0.6:
        lines.append(port)
    lines.append(rng.choice([f"C/NO. 1-{total}", f"CTN NO.1-{total}", f"NO.1-{total}"]))
    if rng.random() < 0.6:
        lines.append(f"MADE IN {country}")
    return tuple(lines)


def _blanket(rng: random.Random, days: Schedule) -> tuple[dt.date, dt.date]:
    """A period of twelve months around the entry."""
    start = dt.date(days.entered.year, rng.choice([1, 1, 2, 3]), 1)
    return start, dt.date(start.year + 1, start.month, 1) - dt.timedelta(days=1)
