"""More faults to plant, for the benchmark of judging: on the certificate, between the papers, in the entry."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

from sample_docs.case import Case
from sample_docs.content import goods, party
from sample_docs.defects import FAULTS, Fault, cite
from sample_docs.misdeclared import DECLARED
from sample_docs.numerals import places

_CERTIFIED = ("coo.cn.nonpref", "coo.generic", "coo.gsp.form_a")


def _kinds(case: Case) -> dict[str, object]:
    return dict(case.papers)


# --- on the certificate -------------------------------------------------------------------------------------------


def invoice_date(case: Case, rng: random.Random) -> bool:
    """The certificate gives the invoice another date."""
    if case.certificate not in ("coo.cn.nonpref", "coo.gsp.form_a"):
        return False
    days = case.story.days
    case.alter(case.certificate, days=replace(days, invoiced=days.invoiced - dt.timedelta(days=rng.randint(12, 25))))
    case.expect("ref.invoice-date", "warning", may="date.sequence")
    return True


def exporter(case: Case, rng: random.Random) -> bool:
    """The certificate names another exporter than the invoice."""
    if case.certificate not in _CERTIFIED:
        return False
    stranger = party(rng, case.story.origin, hs6=case.story.items[0].good.hs6)
    if stranger.name.split()[:2] == case.story.exporter.name.split()[:2]:
        return False
    case.alter(case.certificate, exporter=stranger, producer=stranger)
    case.expect("party.exporter", "warning", may="party.producer-mid party.third-party-invoice issuer.country-mismatch")
    return True


def other_goods(case: Case, rng: random.Random) -> bool:
    """The certificate describes other goods under the same number."""
    if case.certificate not in _CERTIFIED or len(case.story.items) != 1:
        return False
    item = case.story.items[0]
    other = rng.choice([g for g in goods() if g.hs6[:2] != item.good.hs6[:2]])
    case.alter(case.certificate, items=(replace(item, description=other.name),))
    case.expect("goods.description", "warning", may="goods.missing-on-cert goods.extra-on-cert goods.model-mismatch")
    return True


def expired(case: Case, rng: random.Random) -> bool:
    """A certificate of more than a year before the entry."""
    if case.certificate not in ("coo.cn.nonpref", "coo.gsp.form_a"):
        return False
    days = case.story.days
    old = days.entered - dt.timedelta(days=rng.randint(400, 480))
    case.alter(case.certificate, days=replace(days, certified=old))
    cite(case)
    case.expect("doc.expired", "error", may="doc.number.format issuer.wrong-date date.sequence date.issue-vs-ship")
    return True


def certified_after_claim(case: Case, rng: random.Random) -> bool:
    """A certification signed after the claim was made."""
    if case.certificate != "cert.usmca":
        return False
    late = case.story.days.summary + dt.timedelta(days=rng.randint(5, 40))
    case.alter("cert.usmca", days=replace(case.story.days, certified=late), blanket=None)
    case.expect("prog.cert-after-claim", "error", may="prog.blanket-window date.future date.sequence")
    return True


def from_the_future(case: Case, rng: random.Random) -> bool:
    """A certificate dated long after the entry."""
    if case.certificate not in ("coo.cn.nonpref", "coo.gsp.form_a"):
        return False
    late = case.story.days.entered + dt.timedelta(days=rng.randint(60, 90))
    case.alter(case.certificate, days=replace(case.story.days, certified=late))
    cite(case)
    case.expect("date.future", "warning", may="doc.retro.unmarked doc.number.format date.sequence date.issue-vs-ship")
    return True


def marked_early(case: Case, rng: random.Random) -> bool:
    """Marked as retroactive though issued before the goods sailed."""
    if case.certificate not in ("coo.cn.nonpref", "coo.generic"):
        return False
    early = case.story.days.sailed - dt.timedelta(days=rng.randint(1, 2))
    case.alter(case.certificate, days=replace(case.story.days, certified=early), retroactive=True)
    case.expect("doc.retro.marked-early", "warning", may="date.sequence")
    return True


def malformed_number(case: Case, rng: random.Random) -> bool:
    """A certificate number that its issuer never gives."""
    if case.certificate != "coo.cn.nonpref":
        return False
    number = f"NB/{rng.randint(100, 999)}-{rng.randint(10, 99)}"
    case.alter(case.certificate, certificate_number=number)
    for row in case.rows:
        row["certificate_number"] = number if row["certificate_number"] else ""
    case.expect("doc.number.format", "warning", may="doc.qr.mismatch")
    return True


def code_of_another(case: Case, rng: random.Random) -> bool:
    """The code on the certificate holds another number than is printed."""
    if case.certificate != "coo.cn.nonpref":
        return False
    number = case.story.certificate_number
    other = number[:-3] + f"{(int(number[-3:]) + 417) % 1000:03d}"
    case.alter(case.certificate, extra={"qr_number": other})
    case.expect("doc.qr.mismatch", "critical", may="x.duplicate-content")
    return True


def unsealed(case: Case, rng: random.Random) -> bool:
    """A certificate without any seal."""
    if case.certificate != "coo.cn.nonpref":
        return False
    case.alter(case.certificate, extra={"no_seal": "yes"})
    case.expect("doc.seal.missing", "error")
    return True


def authority_lost(case: Case, rng: random.Random) -> bool:
    """Issued by a body whose authority had ended."""
    if case.story.origin != "VN" or case.certificate != "coo.generic":
        return False
    if case.story.days.certified < dt.date(2025, 6, 1):
        return False
    name = "VIETNAM CHAMBER OF COMMERCE AND INDUSTRY"
    case.alter(case.certificate, extra={"issuer": name, "seal": name})
    case.expect("issuer.wrong-date", "error", may="doc.number.format issuer.unlisted")
    return True


def foreign_issuer(case: Case, rng: random.Random) -> bool:
    """Issued by a body of another country."""
    if case.certificate != "coo.generic" or case.story.origin in ("KR",):
        return False
    name = "KOREA CHAMBER OF COMMERCE AND INDUSTRY"
    case.alter(case.certificate, extra={"issuer": name, "seal": name})
    case.expect("issuer.country-mismatch", "critical", may="doc.number.format issuer.unauthorised origin.cert-internal")
    return True


def maker_in_xinjiang(case: Case, rng: random.Random) -> bool:
    """The exporter sits in Xinjiang."""
    if case.certificate != "coo.cn.nonpref":
        return False
    moved = replace(case.story.exporter, city="URUMQI", province="XINJIANG", postcode="830011")
    case.alter(case.certificate, exporter=moved)
    may = "issuer.seal-text-mismatch party.producer-mid fl.postal-code party.shell-address doc.number.format "
    may += "fac.chain-gap"  # which of Xinjiang wants a whole chain
    case.expect("fl.xinjiang-mention", "critical", may=may)
    return True


def certified_weight(case: Case, rng: random.Random) -> bool:
    """The certificate shows a quarter more gross weight than the entry and the packing list."""
    return _heavier(case, case.certificate if case.certificate == "coo.cn.nonpref" else "")


# --- between the papers -------------------------------------------------------------------------------------------


def shipped_weight(case: Case, rng: random.Random) -> bool:
    """The bill of lading shows a quarter more gross weight."""
    return _heavier(case, "ship.bl")


def _heavier(case: Case, kind: str) -> bool:
    story = dict(case.papers).get(kind)
    if story is None or story.gross < 100:
        return False
    case.alter(kind, items=tuple(replace(i, gross=places(i.gross * Decimal("1.25"), 1)) for i in story.items))
    case.expect("weight.gross", "error", may="weight.per-piece x.drawdown")
    return True


def packed_packages(case: Case, rng: random.Random) -> bool:
    """The packing list counts more packages."""
    story = dict(case.papers).get("ship.packing_list")
    if story is None:
        return False
    first, *rest = story.items
    case.alter("ship.packing_list", items=(replace(first, packages=first.packages + rng.randint(2, 9)), *rest))
    case.expect("qty.packages", "error", may="ref.marks qty.words-figures")
    return True


def invoiced_origin(case: Case, rng: random.Random) -> bool:
    """The invoice states another origin than the certificate."""
    if case.certificate not in _CERTIFIED or "ship.invoice" not in _kinds(case):
        return False
    other = rng.choice([c for c in ("VN", "TH", "MY", "IN") if c != case.story.origin])
    case.alter("ship.invoice", origin=other)
    case.expect("origin.statement-conflict", "error", may="origin.marking origin.mid-country")
    return True


def packing_list_missing(case: Case, rng: random.Random) -> bool:
    """The file holds no packing list."""
    case.papers = [(kind, story) for kind, story in case.papers if kind != "ship.packing_list"]
    case.expect("link.missing-document", "info")
    return True


MORE: tuple[Fault, ...] = (
    *DECLARED,
    invoice_date, exporter, other_goods, expired, certified_after_claim, from_the_future, marked_early,
    malformed_number, code_of_another, unsealed, authority_lost, foreign_issuer, maker_in_xinjiang,
    certified_weight, shipped_weight, packed_packages, invoiced_origin, packing_list_missing,
)  # fmt: skip
PRINTED = {
    "certified_weight": ("coo.cn.nonpref", "gross_weight_kg"),
    "shipped_weight": ("ship.bl", "gross_weight_kg"),
    "entered_quantity": ("coo.", "quantity"),
    "invoiced_origin": ("ship.invoice", "origin_country"),
    "other_goods": ("coo.", "-hs_code"),
    "consignee": ("coo.", "consignee"),
    "words_and_figures": ("coo.", "packages"),
}
"""Faults that stand only where a paper (by the beginning of its kind) prints a value, or, with `-`, prints none: forms
leave some of their values out."""
KINDS: dict[str, Fault] = {fault.__name__: fault for fault in (*FAULTS, *MORE)}
"""Every kind of defect by its name."""
