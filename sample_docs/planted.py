"""More faults to plant, for the benchmark of judging: in the entry, on the certificate, between the papers."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

from sample_docs.case import Case
from sample_docs.content import goods, party
from sample_docs.defects import FAULTS, Fault, cite
from sample_docs.numerals import places, plain

_CERTIFIED = ("coo.cn.nonpref", "coo.generic", "coo.gsp.form_a")
_SURCHARGED_FROM, _SURCHARGED_TO = dt.date(2026, 2, 24), dt.date(2026, 7, 24)


def _kinds(case: Case) -> dict[str, object]:
    return dict(case.papers)


# --- in the entry -------------------------------------------------------------------------------------------------


def case_format(case: Case, rng: random.Random) -> bool:
    """A case number with a digit lost."""
    row = rng.choice(case.rows)
    if not row["adcvd_case"]:
        return False
    row["adcvd_case"] = row["adcvd_case"].split(";")[0][:-1]
    case.expect("adcvd.case-format", "error", line_no=row["line_no"], may="adcvd.companion adcvd.case-country")
    return True


def type_without_case(case: Case, rng: random.Random) -> bool:
    """An entry of type 03 without any case."""
    if any(row["adcvd_case"] for row in case.rows):
        return False
    for row in case.rows:
        row["entry_type"] = "03"
    case.expect("adcvd.type03-without-case", "error")
    return True


def case_on_type_01(case: Case, rng: random.Random) -> bool:
    """A case on an entry type that may not carry one."""
    if not any(row["adcvd_case"] for row in case.rows):
        return False
    for row in case.rows:
        row["entry_type"] = "01"
    case.expect("adcvd.type03-without-case", "error")
    return True


def in_scope_type_01(case: Case, rng: random.Random) -> bool:
    """Goods under an order, entered as consumption without the case."""
    covered = [row for row in case.rows if row["adcvd_case"]]
    if not covered:
        return False
    for row in case.rows:
        row |= {"adcvd_case": "", "entry_type": "01"}
    case.expect("adcvd.in-scope-type01", "warning", line_no=covered[0]["line_no"], may="adcvd.certification")
    return True


def companion(case: Case, rng: random.Random) -> bool:
    """The antidumping case without its countervailing sister."""
    both = [row for row in case.rows if ";" in row["adcvd_case"]]
    if not both:
        return False
    for row in both:
        row["adcvd_case"] = row["adcvd_case"].split(";")[0]
    case.expect("adcvd.companion", "error", line_no=both[0]["line_no"])
    return True


def case_country(case: Case, rng: random.Random) -> bool:
    """A case of another country."""
    covered = [row for row in case.rows if row["adcvd_case"]]
    if not covered:
        return False
    for row in covered:
        row["adcvd_case"] = row["adcvd_case"].replace("-570-", "-533-").replace("-552-", "-533-")
    case.expect(
        "adcvd.case-country", "error", line_no=covered[0]["line_no"], may="adcvd.companion adcvd.in-scope-type01"
    )
    return True


def emergency_duty_expired(case: Case, rng: random.Random) -> bool:
    """A duty under the emergency powers after the court had ended them."""
    return _expired(case, rng, "99030125", case.story.days.entered >= _SURCHARGED_FROM)


def surcharge_expired(case: Case, rng: random.Random) -> bool:
    """The surcharge of 150 days outside of its days."""
    entered = case.story.days.entered
    return _expired(case, rng, "99030301", not _SURCHARGED_FROM <= entered <= _SURCHARGED_TO)


def _expired(case: Case, rng: random.Random, number: str, possible: bool) -> bool:
    row = rng.choice(case.rows)
    if not possible:
        return False
    row["chapter99"] = ";".join(filter(None, [row["chapter99"], number]))
    case.expect("ch99.expired", "error", line_no=row["line_no"], may="s301.overpaid")
    return True


def section_301_missing(case: Case, rng: random.Random) -> bool:
    """Goods of a Section 301 list without its number."""
    listed = [row for row in case.rows if row["chapter99"].startswith("990388")]
    if not listed or case.story.origin != "CN":
        return False
    listed[0]["chapter99"] = ""
    case.expect("s301.missing", "warning", line_no=listed[0]["line_no"], may="prog.unclaimed")
    return True


def section_301_overpaid(case: Case, rng: random.Random) -> bool:
    """Section 301 duty on goods that are not of China."""
    if case.story.origin in ("CN", "MX", "CA") or case.certificate not in ("coo.generic", "coo.gsp.form_a"):
        return False
    row = case.rows[0]
    row["chapter99"] = "99038803"
    case.expect("s301.overpaid", "warning", line_no=row["line_no"], may="ch99.expired")
    return True


def melt_pour_missing(case: Case, rng: random.Random) -> bool:
    """Steel without the country in which it was melted and poured."""
    steel = [row for row in case.rows if row["country_melt_pour"]]
    if not steel:
        return False
    for row in steel:
        row["country_melt_pour"] = ""
    case.expect("s232.melt-pour-missing", "error", line_no=steel[0]["line_no"])
    return True


def lapsed_claim(case: Case, rng: random.Random) -> bool:
    """A claim under the GSP, which has lapsed."""
    if case.certificate != "coo.gsp.form_a":
        return False
    for row in case.rows:
        row["spi"] = "A"
    case.expect("prog.lapsed", "error", may="prog.no-certificate prog.country-ineligible s301.overpaid")
    return True


def ineligible_claim(case: Case, rng: random.Random) -> bool:
    """A claim under Korea's agreement for goods of another country."""
    if case.story.origin in ("KR", "MX", "CA") or case.certificate not in _CERTIFIED:
        return False
    for row in case.rows:
        row["spi"] = "KR"
    may = "prog.no-certificate prog.form-mismatch prog.hts-not-in-special prog.mpf-mismatch"
    case.expect("prog.country-ineligible", "critical", may=may)
    return True


def unsupported_claim(case: Case, rng: random.Random) -> bool:
    """A claim under Korea's agreement that rests on a chamber's certificate."""
    if case.story.origin != "KR" or case.certificate != "coo.generic":
        return False
    for row in case.rows:
        row["spi"] = "KR"
    case.expect("prog.no-certificate", "critical", may="prog.form-mismatch prog.hts-not-in-special prog.mpf-mismatch")
    return True


def bill_number(case: Case, rng: random.Random) -> bool:
    """The entry declares another bill of lading."""
    if "ship.bl" not in _kinds(case):
        return False
    number = case.story.bl_number
    for row in case.rows:
        row["bl_awb"] = number[:4] + "".join(str((int(c) + 3) % 10) for c in number[4:])
    case.expect("ref.bl", "error", may="link.doubtful")
    return True


def entered_quantity(case: Case, rng: random.Random) -> bool:
    """The entry declares a fifth more than was certified."""
    if case.certificate not in ("coo.generic", "coo.gsp.form_a"):
        return False
    row = rng.choice(case.rows)
    row["net_quantity"] = plain(places(Decimal(row["net_quantity"]) * Decimal("1.2"), 0))
    case.expect("qty.hts-units", "error", line_no=row["line_no"])
    return True


def extra_on_certificate(case: Case, rng: random.Random) -> bool:
    """The certificate covers a line that was not entered."""
    if (
        case.certificate != "coo.cn.nonpref"
        or len(case.rows) < 2
        or len({r["hts"][:4] for r in case.rows}) < len(case.rows)
    ):
        return False
    case.rows = case.rows[:-1]
    case.expect(
        "goods.extra-on-cert", "info", may="qty.packages weight.gross goods.hs6 goods.description qty.hts-units"
    )
    return True


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
    may = "issuer.seal-text-mismatch party.producer-mid fl.postal-code party.shell-address doc.number.format"
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
    case_format, type_without_case, case_on_type_01, in_scope_type_01, companion, case_country,
    emergency_duty_expired, surcharge_expired, section_301_missing, section_301_overpaid, melt_pour_missing,
    lapsed_claim, ineligible_claim, unsupported_claim, bill_number, entered_quantity, extra_on_certificate,
    invoice_date, exporter, other_goods, expired, certified_after_claim, from_the_future, marked_early,
    malformed_number, code_of_another, unsealed, authority_lost, foreign_issuer, maker_in_xinjiang, certified_weight,
    shipped_weight, packed_packages, invoiced_origin, packing_list_missing,
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
