"""What codes, field names and values are called in front of people."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from flows.reports._arranged import Outcome
from schemas.arrival import ArrivalState
from schemas.entry import DATE_COLUMNS, NUMBER_COLUMNS
from schemas.finding import Status
from schemas.record import FIELD_TYPES

OUTCOMES = {
    Outcome.DISAGREEMENT: "Disagreement",
    Outcome.QUESTION: "A person must look",
    Outcome.UNSUPPORTED: "Unsupported",
    Outcome.UNDECLARED: "No entry data given",
    Outcome.AGREEMENT: "Agreement so far as checked",
}
STATUSES = {Status.FINDING: "Finding", Status.QUESTION: "Question", Status.NOT_EVALUABLE: "Could not be checked"}
STATES = {
    ArrivalState.READ: "Read",
    ArrivalState.DUPLICATE: "Duplicate of a file already read",
    ArrivalState.UNREADABLE: "Could not be opened",
    ArrivalState.OTHER: "Read, but no known kind of document",
    ArrivalState.IN_PROGRESS: "Not finished",
}
ACTIONS = {
    "HOLD": "Do not file or claim until resolved",
    "ASK": "Ask the exporter or importer for the document",
    "PSC": "File a post-summary correction, before its window closes",
    "PROTEST": "Protest under 19 USC 1514, within 180 days",
    "1520D": "Make a post-import claim under 19 USC 1520(d)",
    "PD": "Advise on prior disclosure",
    "TYPE03": "Refile as an AD/CVD entry (type 03)",
    "VERIFY": "Verify on the issuer's website",
    "FILE": "Keep in the recordkeeping set",
    "ESC": "Refer to compliance or counsel",
}
"""DOMAIN.md 5.0."""

KINDS = {
    "coo.cn.nonpref": "Certificate of origin, China (non-preferential)",
    "coo.gsp.form_a": "GSP certificate of origin, Form A",
    "coo.acfta.form_e": "Form E (ASEAN-China)",
    "coo.rcep": "RCEP certificate of origin",
    "doo.rcep": "RCEP declaration of origin",
    "coo.chafta": "China-Australia certificate of origin",
    "doo.chafta": "China-Australia declaration of origin",
    "coo.ckfta": "China-Korea certificate of origin",
    "coo.cl.form_f": "China-Chile Form F",
    "coo.apta.form_b": "Asia-Pacific (APTA) Form B",
    "coo.ecfta_other": "Certificate of another Chinese agreement",
    "coo.eur1": "EUR.1 movement certificate",
    "coo.eurmed": "EUR-MED movement certificate",
    "coo.atr": "A.TR movement certificate",
    "doo.eu_uk_statement": "EU/UK statement on origin",
    "cert.usmca": "USMCA certification of origin",
    "cert.nafta_434": "NAFTA certificate (CBP 434, obsolete)",
    "cert.korus": "KORUS certification of origin",
    "cert.cafta": "CAFTA-DR certification",
    "cert.cl_us": "US-Chile certification",
    "cert.co_pa_pe": "Colombia, Panama or Peru certification",
    "decl.us_fta_other": "Declaration for another US agreement",
    "coo.agoa_textile": "AGOA textile certificate",
    "coo.cbtpa_450": "CBTPA certificate (CBP 450)",
    "coo.insular_3229": "Insular possessions certificate (CBP 3229)",
    "coo.il_green": "US-Israel green form",
    "coo.generic_chamber": "Chamber-of-commerce certificate of origin",
    "coo.nonpref_other_country": "Certificate of origin, other country (non-preferential)",
    "doc.non_manipulation": "Certificate of non-manipulation",
    "entry.7501": "Entry summary, CBP 7501",
    "entry.3461": "Entry, CBP 3461",
    "entry.es003": "ACE report ES-003",
    "entry.broker_export": "Broker-system export",
    "ship.bl": "Bill of lading",
    "ship.awb": "Air waybill",
    "ship.packing_list": "Packing list",
    "ship.invoice": "Commercial invoice",
    "fac.production_order": "Production order",
    "fac.bom": "Bill of materials",
    "fac.purchase_contract": "Purchase contract",
    "fac.vat_invoice": "VAT invoice (fapiao)",
    "fac.goods_receipt": "Goods receipt",
    "fac.material_issue": "Material issue slip",
    "fac.batch_log": "Production batch log",
    "fac.timecard": "Time cards",
    "fac.fg_receipt": "Finished-goods receipt",
    "fac.stock_ledger": "Stock ledger",
    "fac.mtc": "Mill test certificate",
    "fac.qc_report": "Quality report",
    "fac.export_declaration_cn": "Chinese export declaration",
    "fac.import_declaration_other": "Foreign import declaration",
    "cert.adcvd": "AD/CVD certification",
    "other": "Other document",
}
"""DOMAIN.md 0.4; a kind that is missing here is shown by its code."""

_FIELDS = {
    "adcvd_case": "AD/CVD case",
    "bl_awb": "Bill of lading / air waybill",
    "bl_number": "Bill of lading",
    "chapter99": "Chapter 99",
    "country_melt_pour": "Melted and poured in",
    "entered_value_usd": "Entered value, USD",
    "duty_usd": "Duty, USD",
    "foreign_port_lading": "Port of lading",
    "us_port_unlading": "US port of unlading",
    "gross_weight_kg": "Gross weight, kg",
    "net_weight_kg": "Net weight, kg",
    "hs_code": "HS code",
    "hts": "HTS",
    "line_no": "Line",
    "manufacturer_id": "Manufacturer ID (MID)",
    "spi": "Programme claimed (SPI)",
    "unit": "Unit",
}
_COUNTRIES = {"country_of_origin", "exporting_country", "country_melt_pour"}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def field_name(name: str) -> str:
    """`gross_weight_kg` -> "Gross weight, kg"."""
    return _FIELDS.get(name) or name.replace("_", " ").strip().capitalize()


def kind_name(kind: str) -> str:
    return KINDS.get(kind, kind)


def action_words(action: str) -> list[str]:
    """Each action code of a rule in words; what is no code stays as the rule has it."""
    parts = [part.strip() for part in re.split(r"[,;|]", action) if part.strip()]
    return [ACTIONS.get(part, part) for part in parts]


def day(date: dt.date) -> str:
    """11 May 2026: no reader takes the month for the day."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def shown(name: str, text: str) -> str:
    """A value as people write it, by the type its field name gives it."""
    kind = FIELD_TYPES.get(name, "country" if name in _COUNTRIES else "")
    if kind == "country" and (country := _country(text)):
        return f"{text} · {country}"
    if (kind == "hs" or name == "hts") and text.isdecimal() and len(text) >= 6:
        return hts(text)
    if _DATE.fullmatch(text):
        return day(dt.date.fromisoformat(text)) if _is_date(text) else text
    if (kind == "number" or name in NUMBER_COLUMNS) and _NUMBER.fullmatch(text):
        whole, point, part = text.partition(".")
        return f"{int(whole):,}{point}{part}"
    return text


def hts(digits: str) -> str:
    """6810990010 -> 6810.99.0010."""
    if not (digits.isdecimal() and len(digits) >= 6):
        return digits
    return ".".join(part for part in (digits[:4], digits[4:6], digits[6:]) if part)


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


@cache
def _country(code: str) -> str:
    """The English name of an ISO 3166-1 alpha-2 code, "" for anything else."""
    import pycountry

    country = pycountry.countries.get(alpha_2=code) if len(code) == 2 else None
    return getattr(country, "common_name", None) or country.name if country else ""


DATE_FIELDS = {*DATE_COLUMNS, *(name for name, kind in FIELD_TYPES.items() if kind == "date")}
