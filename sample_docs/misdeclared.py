"""Faults of the entry: what the broker declared is wrong, the papers are right."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from sample_docs.case import Case
from sample_docs.defects import Fault
from sample_docs.numerals import places, plain

_CERTIFIED = ("coo.cn.nonpref", "coo.generic", "coo.gsp.form_a")
_SURCHARGED_FROM, _SURCHARGED_TO = dt.date(2026, 2, 24), dt.date(2026, 7, 24)


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
    case.expect("adcvd.type03-without-case", "error", may="adcvd.in-scope-type01")
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
    case.expect(
        "prog.lapsed", "error", may="prog.no-certificate prog.country-ineligible prog.form-mismatch s301.overpaid"
    )
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
    if "ship.bl" not in dict(case.papers):
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


DECLARED: tuple[Fault, ...] = (
    case_format, type_without_case, case_on_type_01, in_scope_type_01, companion, case_country,
    emergency_duty_expired, surcharge_expired, section_301_missing, section_301_overpaid, melt_pour_missing,
    lapsed_claim, ineligible_claim, unsupported_claim, bill_number, entered_quantity, extra_on_certificate,
)  # fmt: skip
