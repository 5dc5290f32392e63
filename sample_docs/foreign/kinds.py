"""What each kind of paper may be about: from where, to where, issued by whom, under which number, on which ground."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from sample_docs.foreign.world import Firm

_FTA = ("WO", "WP", "PSR", "PSR")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: countries, and the criteria its goods lines may carry (printed as they stand)."""

    origins: tuple[str, ...]
    destinations: tuple[str, ...] = ("US",)
    criteria: tuple[str, ...] = ()
    most_lines: int = 6


def _of(origins: str, destinations: str = "US", criteria: Sequence[str] = (), lines: int = 6) -> Kind:
    return Kind(tuple(origins.split()), tuple(destinations.split()), tuple(criteria), lines)


_ANY = "CN CN CN VN MY TH IN KR JP TW HK ID DE IT FR TR MX CA PH KH"
KINDS: dict[str, Kind] = {
    "coo.cn.nonpref": _of("CN", "US US US CA MX CL CO EG TR AU"),
    "coo.gsp.form_a": _of(
        "IN TH ID PH KH TN EG CN", "US NO NZ AU CH", ['"P"', '"Y" {pct}%', '"W" {hs4}', "P", "W {hs4}"]
    ),
    "coo.acfta.form_e": _of(
        "CN CN VN TH MY ID", "VN TH MY ID PH SG KH", ["WO", "PE", "PSR", "RVC {pct}%", "CTH", '"PE"']
    ),
    "coo.rcep": _of(
        "CN CN VN TH MY KR JP AU", "JP KR AU NZ VN TH MY ID", ["WO", "PE", "CTC", "RVC", "CR", '"PE"', '"CTC"']
    ),
    "coo.chafta": _of("CN", "AU", _FTA),
    "coo.ckfta": _of("CN", "KR", [*_FTA, "OP"]),
    "coo.cl.form_f": _of("CN", "CL", ["WO", "WP", "PSR", "P", "RVC"]),
    "coo.eur1": _of("CH MA TN EG NO TR MX", "DE FR IT ES"),
    "coo.atr": _of("TR", "DE FR IT ES"),
    "cert.usmca": _of("MX MX CA CA US", "US", ["A", "B", "B", "C", "D", "4.2(b)", "4.2(a)"]),
    "cert.nafta_434": _of("MX CA", "US", ["A", "B", "C", "D"]),
    "cert.korus": _of("KR", "US", ["WO", "PSR", "PE", "A", "B", "C"]),
    "cert.cafta": _of("DO GT HN SV CR", "US", ["A", "B", "C"]),
    "cert.cl_us": _of("CL", "US", ["A", "B", "C"]),
    "cert.co_pa_pe": _of("CO PA PE", "US", ["A", "B", "C"]),
    "coo.cbtpa_450": _of("HT JM TT", "US", ["A", "B", "C", "D"]),
    "coo.generic_chamber": _of("US KR HK TW MY TR JP DE IN FR IT", "US US EG MX CO AU CL"),
    "coo.nonpref_other_country": _of("VN VN MY TH IN KR TW HK TH IN MY ID", "US US US CA AU"),
    "ship.packing_list": _of(_ANY, "US US US CA AU DE", lines=18),
    "ship.invoice": _of(_ANY, "US US US CA AU DE", lines=18),
    "ship.bl": _of(_ANY, "US US US CA AU", lines=4),
    "ship.awb": _of(_ANY, "US US CA AU DE", lines=2),
    "fac.production_order": _of("CN", lines=6),
    "fac.bom": _of("CN", lines=1),
    "fac.vat_invoice": _of("CN", "CN", lines=6),
    "fac.mtc": _of("CN CN KR IN TW TR IT", "US US DE MX", lines=5),
    "fac.goods_receipt": _of("CN", "CN", lines=6),
    "fac.material_issue": _of("CN", "CN", lines=1),
    "fac.batch_log": _of("CN", lines=5),
    "fac.fg_receipt": _of("CN", lines=6),
    "fac.stock_ledger": _of("CN", lines=9),
    "fac.purchase_contract": _of("CN", "CN", lines=5),
    "fac.qc_report": _of("CN", lines=4),
    "fac.export_declaration_cn": _of("CN", "US US AU DE", lines=5),
    "entry.7501": _of("CN CN VN MX KR IN TH DE", "US", lines=4),
    "other": _of("CN US DE"),
}

_BODIES = {
    "VN": ["Ministry of Industry and Trade", "Vietnam Chamber of Commerce and Industry"],
    "MY": [
        "Ministry of Investment, Trade and Industry",
        "Federation of Malaysian Manufacturers",
        "The Malaysian International Chamber of Commerce and Industry",
    ],
    "TH": ["Department of Foreign Trade", "The Thai Chamber of Commerce"],
    "IN": [
        "Export Inspection Council",
        "Federation of Indian Export Organisations",
        "Indian Chamber of Commerce",
        "The Bombay Chamber of Commerce and Industry",
    ],
    "KR": ["The Korea Chamber of Commerce and Industry", "Korea Customs Service"],
    "JP": ["The Japan Chamber of Commerce and Industry", "The Osaka Chamber of Commerce and Industry"],
    "TW": ["Taipei Chamber of Commerce", "Taiwan Chamber of Commerce", "Bureau of Foreign Trade"],
    "HK": [
        "Trade and Industry Department",
        "The Hong Kong General Chamber of Commerce",
        "Federation of Hong Kong Industries",
    ],
    "ID": ["Ministry of Trade of the Republic of Indonesia"],
    "PH": ["Bureau of Customs"],
    "KH": ["Ministry of Commerce"],
    "AU": ["Australian Chamber of Commerce and Industry", "Australian Industry Group"],
    "DE": ["Industrie- und Handelskammer {city}"],
    "FR": ["Chambre de Commerce et d'Industrie {city}"],
    "IT": ["Camera di Commercio di {city}"],
    "TR": ["{city} Chamber of Commerce", "{city} Chamber of Industry"],
    "US": ["Greater {city} Chamber of Commerce", "{city} Regional Chamber of Commerce"],
    "EG": ["General Organization for Export and Import Control"],
    "TN": ["Chambre de Commerce et d'Industrie de {city}"],
    "MX": ["Secretaría de Economía"],
    "NO": ["Oslo Customs"],
    "CH": ["Swiss Customs {city}"],
    "MA": ["Douane {city}"],
}
_CHAMBERS_ONLY = {
    "MY": _BODIES["MY"][1:],
    "IN": _BODIES["IN"][1:],
    "KR": _BODIES["KR"][:1],
    "TW": _BODIES["TW"][:2],
    "HK": _BODIES["HK"][1:],
}
_STATE_ONLY = {
    "VN": ["Ministry of Industry and Trade"],
    "MY": _BODIES["MY"][:1],
    "TH": _BODIES["TH"][:1],
    "KR": _BODIES["KR"][1:],
}
_GOVERNMENT = {**_STATE_ONLY, "IN": _BODIES["IN"][:1], "TW": _BODIES["TW"][2:], "HK": _BODIES["HK"][:1]}
"""The issuer decides whether a certificate of no agreement is a chamber's (DOMAIN.md 1.0.1)."""


def issuer(rng: random.Random, kind: str, exporter: Firm) -> str:
    """Who signs and stamps, as printed."""
    country = exporter.country
    if kind in ("coo.eur1", "coo.atr"):
        word = {
            "DE": "Zollamt",
            "IT": "Dogana di",
            "TR": "Gümrük Müdürlüğü",
            "CH": "Zollstelle",
            "MA": "Douane de",
            "TN": "Bureau des Douanes de",
            "NO": "Tollkontoret",
            "MX": "Aduana de",
        }.get(country, "Customs Office")
        return f"{exporter.city} {word}" if country == "TR" else f"{word} {exporter.city}"
    if country == "CN":
        return rng.choice(
            [
                "China Council for the Promotion of International Trade",
                f"{exporter.city} Customs, P.R. China",
                f"{exporter.city} Customs of the People's Republic of China",
                f"CCPIT {exporter.region} Sub-Council",
            ]
        )
    bodies = _BODIES.get(country, ["Ministry of Trade"])
    if kind == "coo.generic_chamber":
        bodies = _CHAMBERS_ONLY.get(country, bodies)
    elif kind == "coo.nonpref_other_country":
        bodies = _GOVERNMENT.get(country, bodies)
    elif kind in ("coo.acfta.form_e", "coo.rcep"):
        bodies = _STATE_ONLY.get(country, bodies[:1])
    return rng.choice(bodies).format(city=exporter.city)


def certificate_number(rng: random.Random, kind: str, country: str, year: int, *, ccpit: bool) -> str:
    """A number in the manner of that kind's issuer (DOMAIN.md 1.0.2)."""
    y, n = year % 100, rng.randint(11, 99989)
    if kind in ("coo.eur1", "coo.atr"):
        letter = rng.choice("ABCDEH")
        return rng.choice([f"{letter} {n * 7 % 900000 + 100000}", f"{letter}{n * 7 % 900000 + 100000}"])
    if country == "CN":
        letter = {
            "coo.cn.nonpref": "C",
            "coo.gsp.form_a": "G",
            "coo.acfta.form_e": "E",
            "coo.rcep": "R",
            "coo.chafta": "A",
            "coo.ckfta": "K",
            "coo.cl.form_f": "F",
        }.get(kind, "C")
        if ccpit:
            return f"{y}{letter}{rng.randint(1100, 6599)}{rng.choice('AB')}{rng.randint(100, 9999):04d}/{n % 3000:05d}"
        body = (
            "".join(rng.choice("0123456789") for _ in range(7)) + rng.choice("0123456789ABCDEGX") + rng.choice("0123")
        )
        return f"{letter}{y}{body}{n % 2999 + 1:04d}"
    return rng.choice(
        {
            "VN": [f"VN-{'CN' if 'acfta' in kind else 'US'} {y:02d}/{rng.randint(1, 12):02d}/{n:05d}"],
            "MY": [f"KL-{year}-CNA-21-{n:06d}", f"NPCO/{year}/{n:05d}"],
            "TH": [f"E{year}-{n:07d}", f"D{year}-{n:06d}"],
            "ID": [f"{n:07d}/JKT/{year}"],
            "KR": [f"{rng.randint(1, 99):03d}-{y}-{n:07d}", f"K{rng.randint(100, 999)}-{y}-{n:07d}"],
            "IN": [f"EIC{year}{n:06d}", f"FIEO/{y}{y + 1}/{n:05d}", f"COO/ICC/{n}/{year}"],
            "JP": [f"T{y}{n:07d}"],
            "TW": [f"ED{y}QA{n:05d}", f"T{n:07d}"],
            "HK": [f"CO-{y}-{n:06d}", f"HKG{n:07d}"],
            "US": [f"{n:06d}", f"US-{year}-{n:05d}"],
            "DE": [f"{rng.choice('ABK')} {n * 9 % 900000 + 100000}"],
            "FR": [f"FR {n * 9 % 900000 + 100000}"],
        }.get(country, [f"{country}{year}-{n:06d}", f"{n:06d}/{y}"])
    )
