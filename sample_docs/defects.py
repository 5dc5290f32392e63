"""Faults planted in a shipment, each with the rule that must find it (DOMAIN.md 5)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from sample_docs import declare, entry
from sample_docs.case import Case
from sample_docs.content import Item, goods, party, words
from sample_docs.numerals import places, plain

Fault = Callable[[Case, random.Random], bool]
"""Plants itself and says so, or leaves a case alone in which it cannot stand."""
WORDED = ("coo.cn.nonpref", "coo.gsp.form_a")
"""Forms that print packages in words and an invoice number."""


def country_mismatch(case: Case, rng: random.Random) -> bool:
    """The entry declares another country than the certificate, with a manufacturer of that country."""
    if case.certificate in ("", "cert.usmca"):
        return False
    other = rng.choice([c for c in ("VN", "TH", "MY", "IN", "CN") if c != case.story.origin])
    maker = party(rng, other, hs6=case.story.items[0].good.hs6)
    for row in case.rows:
        row |= {"country_of_origin": other, "manufacturer_id": maker.mid, "adcvd_case": "", "entry_type": "01"}
        row["chapter99"] = row["chapter99"] if other == "CN" else ""
    case.expect(
        "origin.country-mismatch", "critical",
        may="origin.mid-country party.producer-mid origin.export-country origin.statement-conflict "
        "issuer.country-mismatch origin.marking s301.missing",
    )  # fmt: skip
    return True


def mid_country(case: Case, rng: random.Random) -> bool:
    """The manufacturer ID begins with another country."""
    other = rng.choice([c for c in ("CN", "HK", "TW", "VN") if c != case.story.origin])
    for row in case.rows:
        row["manufacturer_id"] = other + row["manufacturer_id"][2:]
    grave = other in ("CN", "HK") and case.story.origin not in ("CN", "HK")
    case.expect("origin.mid-country", "error" if grave else "warning", may="party.producer-mid origin.china-as-hk-mo")
    return True


def hs6(case: Case, rng: random.Random) -> bool:
    """The certificate classifies one kind of goods otherwise than the entry."""
    if case.certificate not in ("coo.cn.nonpref", "cert.usmca"):
        return False
    story = dict(case.papers)[case.certificate]
    wrong = story.items[0].good
    kind = rng.choice(["subheading", "heading", "chapter"])
    others = [g.hs6 for g in goods() if g.hs6[:4] != wrong.hs6[:4]]
    if kind == "subheading":
        code = next(c for c in (wrong.hs6[:4] + t for t in ("90", "80", "50", "30")) if c != wrong.hs6)
    elif kind == "heading":
        near = [c for c in others if c[:2] == wrong.hs6[:2]]
        code = rng.choice(near) if near else wrong.hs6[:2] + "9990"
    else:
        code = rng.choice([c for c in others if c[:2] != wrong.hs6[:2]])
    items = tuple(
        replace(i, good=replace(i.good, hs6=code, hts=code + i.good.hts[6:])) if i.good.hts == wrong.hts else i
        for i in story.items
    )
    case.alter(case.certificate, items=items)
    severity = {"subheading": "warning", "heading": "error", "chapter": "critical"}[kind]
    line = next(row["line_no"] for row in case.rows if row["hts"] == wrong.hts)
    case.expect("goods.hs6", severity, line_no=line, may="goods.missing-on-cert goods.extra-on-cert goods.description")
    return True


def missing_on_certificate(case: Case, rng: random.Random) -> bool:
    """One tariff line is not on the certificate."""
    if case.certificate != "coo.cn.nonpref" or len(case.rows) < 2:
        return False
    row = case.rows[-1]
    story = dict(case.papers)[case.certificate]
    kept = tuple(i for i in story.items if i.good.hts != row["hts"])
    if any(i.good.hs6[:4] == row["hts"][:4] for i in kept):
        return False
    case.alter(case.certificate, items=kept)
    case.expect(
        "goods.missing-on-cert", "warning", line_no=row["line_no"],
        may="qty.packages weight.gross goods.hs6 goods.description qty.hts-units qty.unit-inconvertible ref.marks",
    )  # fmt: skip
    return True


def gross_weight(case: Case, rng: random.Random) -> bool:
    """The entry declares another gross weight than the packing list."""
    grave = rng.random() < 0.6
    factor = Decimal(rng.randint(118, 160) if grave else rng.randint(104, 108)) / 100
    for row in case.rows:
        row["gross_weight_kg"] = plain(places(Decimal(row["gross_weight_kg"]) * factor, 0))
    if sum(Decimal(r["gross_weight_kg"]) for r in case.rows) - case.story.gross < 12:
        return False
    case.expect("weight.gross", "error" if grave else "warning")
    return True


def net_exceeds_gross(case: Case, rng: random.Random) -> bool:
    """The packing list shows more net than gross on one line."""
    items = case.story.items
    number = rng.randrange(len(items))
    wrong = items[number]
    if wrong.gross < wrong.net * Decimal("1.01"):
        return False
    swapped = replace(wrong, net=wrong.gross, gross=wrong.net)
    case.alter("ship.packing_list", items=(*items[:number], swapped, *items[number + 1 :]))
    case.expect("weight.net-exceeds-gross", "error", may="weight.gross")
    return True


def packages(case: Case, rng: random.Random) -> bool:
    """The entry declares another number of packages."""
    row = rng.choice(case.rows)
    row["manifest_quantity"] = str(int(row["manifest_quantity"]) + rng.choice([-1, 1, 10, 12]))
    case.expect("qty.packages", "error")
    return True


def words_and_figures(case: Case, rng: random.Random) -> bool:
    """Packages in words and in figures differ on the certificate."""
    if case.certificate not in WORDED:
        return False
    count = case.story.items[0].packages
    case.alter(case.certificate, package_words=count + rng.choice([100, 10, 200, 3]))
    case.expect("qty.words-figures", "error", may="qty.packages")
    return True


def invoice_number(case: Case, rng: random.Random) -> bool:
    """The certificate refers to another invoice."""
    if case.certificate not in WORDED:
        return False
    number = case.story.invoice_number
    last = max(n for n, char in enumerate(number) if char.isdigit())
    wrong = number[:last] + str((int(number[last]) + rng.randint(1, 8)) % 10) + number[last + 1 :]
    case.alter(case.certificate, invoice_number=wrong)
    cite(case)
    case.expect("ref.invoice-no", "error", may="party.third-party-invoice ref.invoice-date")
    return True


def consignee(case: Case, rng: random.Random) -> bool:
    """The certificate is made out to somebody else."""
    if case.certificate in ("", "cert.usmca"):
        return False
    stranger = party(rng, "US")
    if stranger.name.split()[0] == case.story.importer.name.split()[0]:
        return False
    case.alter(case.certificate, importer=stranger)
    case.expect("party.consignee", "warning")
    return True


def unauthorised(case: Case, rng: random.Random) -> bool:
    """The certificate comes from a body that may not issue any."""
    if case.certificate not in ("coo.cn.nonpref", "coo.generic"):
        return False
    name = rng.choice(words("issuers")["unauthorised"])
    case.alter(case.certificate, extra={"issuer": name, "seal": name})
    case.expect("issuer.unauthorised", "critical", may="doc.number.format issuer.country-mismatch issuer.unlisted")
    return True


def number_missing(case: Case, rng: random.Random) -> bool:
    if case.certificate not in ("coo.cn.nonpref", "coo.generic", "coo.gsp.form_a"):
        return False
    case.alter(case.certificate, missing_number=True)
    for row in case.rows:
        row["certificate_number"] = ""
    case.expect("doc.number.missing", "error")
    return True


def retro_unmarked(case: Case, rng: random.Random) -> bool:
    """Issued long after the goods sailed, and not marked so."""
    if case.certificate in ("", "cert.usmca"):
        return False
    late = case.story.days.sailed + dt.timedelta(days=rng.randint(7, 15))
    if late >= case.story.days.entered:
        return False
    case.alter(case.certificate, days=replace(case.story.days, certified=late), retroactive=False)
    severity = "error" if case.certificate == "coo.gsp.form_a" else "warning"
    case.expect("doc.retro.unmarked", severity, may="date.issue-vs-ship")
    return True


def no_certificate(case: Case, rng: random.Random) -> bool:
    """A claim under the agreement without a certification in the file."""
    if case.certificate != "cert.usmca":
        return False
    case.papers = [(k, s) for k, s in case.papers if k != "cert.usmca"]
    case.expect("prog.no-certificate", "critical", may="link.missing-document")
    return True


def blanket_window(case: Case, rng: random.Random) -> bool:
    """The blanket period ended before the entry."""
    if case.certificate != "cert.usmca":
        return False
    start = dt.date(case.story.days.entered.year - 1, 1, 1)
    days = replace(case.story.days, certified=start + dt.timedelta(days=rng.randint(-6, 9)))
    case.alter("cert.usmca", blanket=(start, dt.date(start.year, 12, 31)), days=days)
    case.expect("prog.blanket-window", "error", may="prog.no-certificate")
    return True


def made_after_shipment(case: Case, rng: random.Random) -> bool:
    """The production order ends after the goods had sailed."""
    if "fac.production_order" not in dict(case.papers):
        return False
    days = case.story.days
    late = days.sailed + dt.timedelta(days=rng.randint(2, 9))
    case.alter("fac.production_order", days=replace(days, finished=late))
    case.expect("fac.prod-after-ship", "critical", may="date.sequence")
    return True


def reuse(case: Case, rng: random.Random) -> bool:
    """One certificate for two entries, within what it certifies."""
    return _second_entry(case, rng, Decimal("0.6"), Decimal("0.4"))


def drawdown(case: Case, rng: random.Random) -> bool:
    """One certificate for two entries that together take more than it certifies."""
    return _second_entry(case, rng, Decimal("0.7"), Decimal("0.45"))


_FOLLOWS = (
    "qty.packages weight.gross qty.hts-units ref.invoice-no ref.invoice-date doc.retro.unmarked date.issue-vs-ship "
    "goods.missing-on-cert goods.extra-on-cert ref.marks ref.bl date.sequence link.missing-document"
)


def _second_entry(case: Case, rng: random.Random, first: Decimal, second: Decimal) -> bool:
    if case.certificate not in ("coo.cn.nonpref", "coo.generic") or case.story.packages < 40:
        return False
    if any(i.packages < 10 for i in case.story.items):
        return False
    whole = case.story
    parts = [replace(whole, items=tuple(_portion(i, share) for i in whole.items)) for share in (first, second)]
    later = dt.timedelta(days=rng.randint(0, 2))
    days = parts[1].days
    parts[1] = replace(
        parts[1], invoice_number=whole.invoice_number + "B",
        bl_number=whole.bl_number[:-2] + f"{(int(whole.bl_number[-2:]) + rng.randint(3, 90)) % 100:02d}",
        container=entry.container_number(rng),
        days=replace(days, arrived=days.arrived + later, entered=days.entered + later, summary=days.summary + later),
    )  # fmt: skip
    filer, serial = case.entry_number[:3], int(case.entry_number[4:11])
    number = entry.entry_number(filer, (serial + rng.randint(40, 400)) % 10_000_000)
    cases, kind = [row["adcvd_case"] for row in case.rows], case.rows[0]["entry_type"]
    importer = case.rows[0]["importer_number"]
    case.rows = [
        row for part, n in zip(parts, (case.entry_number, number), strict=True)
        for row in declare.rows(part, n, rng, cite_certificate=True)
    ]  # fmt: skip
    for row, adcvd in zip(case.rows, [*cases, *cases], strict=True):
        row |= {"adcvd_case": adcvd, "entry_type": kind, "importer_number": importer}
    case.papers = [(k, s if k == case.certificate else parts[0]) for k, s in case.papers]
    case.papers += [("ship.invoice", parts[1]), ("ship.packing_list", parts[1])]
    case.flat = True
    for n in (case.entry_number, number):
        case.expect("x.cert-reuse", "error", entry=n, may=_FOLLOWS)
        if first + second > 1:
            case.expect("x.drawdown", "critical", entry=n)
    return True


def _portion(item: Item, share: Decimal) -> Item:
    """Part of an item, by whole packages."""
    count = max(1, int(item.packages * share))
    ratio = Decimal(count) / item.packages
    return replace(
        item, packages=count, quantity=places(item.quantity * ratio, 0), net=places(item.net * ratio, 1),
        gross=places(item.gross * ratio, 1), volume=places(item.volume * ratio, 2),
    )  # fmt: skip


def cite(case: Case) -> None:
    """Let the entry name the certificate, so that it is found without its invoice number."""
    for row in case.rows:
        row["certificate_number"] = case.story.certificate_number


FAULTS: tuple[Fault, ...] = (
    country_mismatch, unauthorised, hs6, blanket_window, made_after_shipment, drawdown, words_and_figures,
    invoice_number,
    no_certificate, gross_weight, net_exceeds_gross, packages, consignee, number_missing, retro_unmarked, mid_country,
    missing_on_certificate, reuse,
)  # fmt: skip
_APART = {"country_mismatch", "no_certificate", "reuse", "drawdown", "missing_on_certificate"}
"""Faults that stand alone: a second one would blur what must be found."""


def plant(case: Case, rng: random.Random) -> None:
    """Plant one or two faults at random."""
    planted = next(fault for fault in rng.sample(FAULTS, len(FAULTS)) if fault(case, rng))
    if planted.__name__ in _APART or rng.random() < 0.6:
        return
    for fault in rng.sample(FAULTS, len(FAULTS)):
        if fault is not planted and fault.__name__ not in _APART and fault(case, rng):
            return
