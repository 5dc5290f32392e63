"""The cell of a table that names the goods: the article alone, its packages, marks, codes and counts apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors import values
from extractors.layout import Run
from extractors.nlp import goods
from extractors.sighted import Context, Values, found_value, goods_value, joined, value_of
from extractors.typed import quantities
from extractors.typed.folding import CJK_PATTERN
from extractors.typed.found import Found
from schemas.record import Value

IN_WORDS = re.compile(
    r"^\(\s*(?>(?:[A-Z]{3,5}TEEN|[A-Z]{3,5}TY|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|HUNDRED|THOUSAND|"
    r"AND|ONLY)[\s-]*)+\)\s*(?:OF\s+)?",
    re.IGNORECASE,
)
"""The packages' number once more in words before the goods: `(FORTY-EIGHT) RIBBED SMOKED SHEET`."""
TAX_CATEGORY = re.compile(r"^(?:\*?[^*\s]{2,30}\*\s*(?=\S)|[*“\"'·]?[\u4e00-\u9fff、]{2,14}[·•](?=[\u4e00-\u9fff]))")
"""Chinese VAT invoices put the tax category of an article between asterisks before its name; on a poor scan these are
points: `*纸制品·瓦楞纸箱`."""


def goods_alone(runs: Sequence[Run], header: str, context: Context) -> Values:
    marks, runs = _marks_above(runs, header)
    below = runs[1:] if NAME_THEN_MODEL.search(header) and len(runs) > 1 and not _says_again(runs) else ()
    runs = runs[:1] if below else runs
    run = joined(runs)
    parsed = goods.parse_goods(run.text)
    taken: Values = {}
    description = IN_WORDS.sub("", TAX_CATEGORY.sub("", parsed.description))
    if description:
        taken["description"] = goods_value(description, run, context)
    for name, number in (("packages", parsed.packages), ("packages_in_words", parsed.packages_in_words)):
        if number is not None:
            taken[name] = found_value(number, run, context)
    texts = {"package_kind": parsed.package_kind, "hs_code": parsed.hs_code, "specification": parsed.model,
             "marks": parsed.marks}  # fmt: skip
    for name, text in texts.items():
        if text is not None:
            taken[name] = found_value(text, run, context)
    if below and "specification" not in taken:
        taken["specification"] = value_of(joined(below).text, joined(below), context)
    if marks:
        taken["marks"] = value_of(joined(marks).text, joined(marks), context)
    for name, weight in (("gross_weight_kg", parsed.gross), ("net_weight_kg", parsed.net)):
        value = values.kilograms(weight, run, context, None) if weight else None
        if value:
            taken[name] = value
    if parsed.quantity:
        taken.update(counted(parsed.quantity, run, context, "quantity"))
    return taken


ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]\W*")
"""A line that is all in brackets explains the goods."""
CAPTIONED_CODE = re.compile(
    r"\W*(?:ITEM|ART(?:ICLE|IKEL|ICULO|[IÍ]CULO|ICOLO)?|STYLE|MODEL|MODELO?|SKU|REF(?:ERENCE|ERENCIA)?|P/?N|PART|CODE|"
    r"COD(?:IGO|ICE)?|PRODUCT|DESIGN|CAT(?:ALOGUE?)?|MATERIAL|EAN|UPC|BARCODE|货号|款号|型号|编号|貨號|款號|型號)\.?\s?-?"
    r"(?:NOS?|NR|NUMBER|NUM|N[°º]|CODE|#|号)?[.:：#]*\s*(?=\S*\d)[A-Z0-9][A-Z0-9./_-]*\W*",
    re.IGNORECASE,
)
"""A line that gives the article's number by its caption: `Item MW-1107`, `Art. Nr. 55-20`."""
PACKED_SO = re.compile(
    r"\W*(?:PACKING|PACKED|PACKAGING|包装)\s*[:：].*|\W*\d+\s?[A-Z]{2,5}\s?/\s?(?:CTN|CARTON|BOX|BAG)\W*", re.IGNORECASE
)
"""A line that says how the goods are packed: `PACKING: 20 DOZ/CTN`."""
ORDERED = re.compile(
    r"\W*(?:(?:YOUR|OUR|CUST(?:OMER)?\.?|PURCHASE|SALES)\s+)?(?:ORDER|P\.?\s?/?O\.?|REF(?:ERENCE)?)\s*(?:NO\.?|NR\.?|#)?\s*[:#]\s*\S*\d.*",
    re.IGNORECASE,
)
"""A line that names the order of which the goods are: `Your order: 4510178774 / item 20`."""
SPECIFIED = re.compile(r"\W*(?:SPEC(?:IFICATION)?S?|LOT|BATCH)\s*(?:NO\.?|NR\.?|#)?\s*[:：]\s*\S.*", re.IGNORECASE)
"""A line that tells their specification or lot by its caption."""
CLAIMED = re.compile(
    r"\W*(?:(?:I/)?WE\s+(?:INTEND|SHALL|HEREBY|UNDERTAKE|CERTIFY|DECLARE)|SUPPLY\s+MEANT\s+FOR\s+EXPORT|"
    r"EXPORT\s+UNDER\s+(?:LUT|RODTEP|ADVANCE|EPCG|DRAWBACK|DUTY))\b",
    re.IGNORECASE,
)
"""What Indian exporters declare to their customs below the goods: `We intend to claim rewards under …`."""
SMALL = 0.93
"""Share of the first line's height below which print of a text layer is a remark on it."""


def _without_small_print(runs: Sequence[Run], context: Context) -> Sequence[Run]:
    """The goods without the lines of smaller print below them: packing, lots, instructions."""
    if context.engine != "text":
        return runs
    tallest = max((run.box.height for run in runs), default=0.0)
    other = any(map(_in_han, runs))  # a font for Chinese is higher than the same print in letters
    kept: list[Run] = []
    for run in runs:
        large = run.box.height >= (OTHER_FONT if other and not _in_han(run) else SMALL) * tallest
        code = None if large else CODED.match(run.text)
        whole = large or WEIGHED.search(run.text)
        left = run if whole else run.part(code.start("own"), code.end()) if code else None
        kept.extend([left] if left else [])
    return kept or runs


def _in_han(run: Run) -> bool:
    return CJK_PATTERN.search(run.text) is not None


OTHER_FONT = 0.7
"""The same share for a line in letters among such in Chinese."""
CODED = re.compile(
    r"\W*(?:(?=\S*\d)[A-Z0-9./-]{3,24}+\s+)?(?:SCHED(?:ULE)?\.?\s?B\s*[/&]\s*)?(?:STAT(?:\.|ISTISCHE|ISTICAL)\s?)?(?P<own>(?:H\.?\s?SN?\b|HTS|SCHED(?:ULE)?\.?\s?B|HARMONI[SZ]ED|VOCE|FRACC"
    r"|S\.?H\.?\s|CODE\s+SH|ZOLLTARIF|WARENNUMMER|TARI|NCM|COMMODITY|CUSTOMS|PARTIDA|NOMENCL|NC\s?8?\b|GTIP|TARIC|INTRASTAT|MÃ\sHS)"
    r"[^\d]{0,44}\d{4}[\d. ]*)",
    re.IGNORECASE,
)
"""A tariff number below the goods stays theirs in small print too, also behind the article's own number, and behind
its caption in two languages: `Commodity code / Statistische Warennummer: 8482 1010`.
"""
WEIGHED = re.compile(
    r"\b(?:NET|NETTO\w*)\s?W(?:EIGH)?T?\.?\s*:?\s*\d[\d.,]*\s?KGS?\b|\bNETTOGEWICHT\W*\d", re.IGNORECASE
)
"""So does what they weigh."""


def counted_goods(runs: Sequence[Run], header: str, context: Context) -> Values:
    """The goods beside a column of their quantity: what is counted in their name (`set of 12 pieces`) belongs to it."""
    runs = _without_small_print(runs, context)
    runs = runs[: next((i for i, run in enumerate(runs) if i and CLAIMED.match(run.text)), len(runs))]
    named = next((i for i, run in enumerate(runs) if not ASIDE.fullmatch(run.text)), 0)
    runs = [
        run
        for i, run in enumerate(runs)
        if i <= named
        or not any(remark.fullmatch(run.text) for remark in (ASIDE, CAPTIONED_CODE, PACKED_SO, ORDERED, SPECIFIED))
    ]
    taken = goods_alone(runs, header, context)
    names_more = {"packages", "marks", "hs_code", "specification", "gross_weight_kg", "net_weight_kg"} & taken.keys()
    if "quantity" in taken or "unit" in taken:
        taken = {n: v for n, v in taken.items() if n not in ("quantity", "unit")}
    run = joined(runs)
    text = TAX_CATEGORY.sub("", run.text.strip(" :：;,_"))
    if not names_more and text and "description" in taken:
        taken["description"] = _as_seen(text, run, context)
    return taken


def _as_seen(text: str, run: Run, context: Context) -> Value:
    """The goods of a run; on a scan, where small print is not told from large, lines below may be a remark on them."""
    return value_of(text, run, context) if context.engine == "text" else goods_value(text, run, context)


def article(runs: Sequence[Run], header: str, context: Context) -> Values:
    """The goods of a factory's table, whose packages, quantities and codes have columns of their own."""
    again = (i for i, run in enumerate(runs) if i and run.text.startswith("*") and TAX_CATEGORY.match(run.text))
    runs = runs[: next(again, len(runs))]  # the same article once more below: its discount
    below = runs[1:] if NAME_THEN_MODEL.search(header) and len(runs) > 1 and not _says_again(runs) else ()
    run = joined(runs[:1] if below else runs)
    text = TAX_CATEGORY.sub("", run.text.strip(" :：;,_")).strip()
    taken: Values = {"description": _as_seen(text, run, context)} if text else {}
    if below:
        taken["specification"] = value_of(joined(below).text, joined(below), context)
    return taken


def _marks_above(runs: Sequence[Run], header: str) -> tuple[Sequence[Run], Sequence[Run]]:
    """Where one column holds the marks and below them the goods, both apart; marks end with the case numbers."""
    first = MARKS_FIRST.search(header)
    if not first and not MARKS_TOO.search(header):
        return (), runs
    if first:
        runs = [part for run in runs[:1] for part in _at_packages(run)] + list(runs[1:])
        named = max((i for i, run in enumerate(runs) if re.search(r"\w", run.text)), default=0)
        counted = next((i for i, run in enumerate(runs) if _counts_packages(run.text, i < named)), None)
        if counted is not None:
            return runs[:counted], runs[counted:]
    last = next((i for i, run in enumerate(runs[:-1]) if CASE_NUMBERS.match(run.text)), None)
    return (runs[: last + 1], runs[last + 1 :]) if last else ((), runs)


def _at_packages(run: Run) -> list[Run]:
    """`KWW/1-400 400 CTNS`: marks and counted packages on one line, apart."""
    counts = goods.parse_goods(run.text).packages
    start = counts.start if counts else 0
    parts = [run.part(0, start), run.part(start)] if start and run.text[start - 1] == " " else [run]
    return [part for part in parts if part]


def _counts_packages(text: str, goes_on: bool) -> bool:
    """Whether a printed line begins with counted packages, and it or the next one says of what: `17 PKGS OF …`."""
    parsed = goods.parse_goods(text)
    counts = [c for c in (parsed.packages, parsed.packages_in_words) if c is not None]
    return (bool(parsed.description) or goes_on) and any(not re.search(r"\w", text[: c.start]) for c in counts)


NAME_THEN_MODEL = re.compile(
    r"(?:名[称稱]|品名|物料|产品|產品|款式)\s*[及、/／和]?\s*(?:规格|規格|型号|型號|图号|圖號)|(?:NAME|DESCRIPTION|ARTICLE|ITEM|PRODUCT|MATERIAL)"
    r"\s*(?:/|&|AND)\s*(?:SPEC|MODEL|SIZE|TYPE|GRADE|VARIANT)|ARTICOLO\s*/\s*(?:VARIANTE|MODELLO)"
    r"|QUY CÁCH|KURZTEXT\s*/",
    re.IGNORECASE,
)
"""A header for two things (`名称及规格`, `Item / size`): the article on the first line, its model below."""


def _says_again(runs: Sequence[Run]) -> bool:
    """Whether the line below a Chinese name is the name in words of another language, and no model."""
    return _in_han(runs[0]) and not _in_han(runs[1]) and len(re.findall(r"[^\W\d_]{4,}", runs[1].text)) > 1


MARKS_FIRST = re.compile(
    r"^.{0,40}?\b(?:MARKS|ZEICHEN|MARKA|MARQUES|MARCAS|MARCHE)\b.*\b(?:DESCRIPTION|\w*BEZEICHNUNG|TANIMI|D[EÉ]SIGNATION|"
    r"DESIGNACI[OÓ]N|DENOMINAZIONE)",
    re.IGNORECASE,
)
MARKS_TOO = re.compile(r"\b(?:DESCRIPTION|GOODS)\b.*\bMARKS\b", re.IGNORECASE)
"""`Description of goods; packaging marks and numbers`, as Taiwan has it: the marks stand above all the same."""
CASE_NUMBERS = re.compile(
    r"\W*(?:(?:C|CTN|CARTON|CASE|CRATE|PKG|PLT|PALLET|W/C)S?\s?[/.]?\s?NOS?\b|P\s?/\s?NOS?\W{1,3}\d+\s?[-–~]\s?\d)",
    re.IGNORECASE,
)
"""Of marks; what `P/NO` counts from and to are pallets, else it is a part."""


def counted(
    found: Found[quantities.Quantity], run: Run, context: Context, name: str, header_unit: str | None = None
) -> Values:
    found = context.meant(found)
    part = run.part(found.start, found.end) or run
    taken: Values = {name: value_of(found.value.number, part, context, found.sure)}
    unit = found.value.unit or header_unit
    if unit:
        taken["unit"] = value_of(unit, part, context, found.sure)
    elif (
        name in ("quantity", "planned_quantity")
        and not run.text[: found.start].strip()
        and (word := UNIT_ALONE.fullmatch(run.text, found.end))
    ):
        taken["unit"] = value_of(word[1].upper(), run.part(found.end) or run, context, UNLISTED)
    return taken


def packed_and_counted(run: Run, context: Context) -> Values:
    """Packages and the goods' own count in one cell, `125 BOXES` over `2,500 SETS` or `12 CTNS (288 DOZ)`; else {}."""
    seen = [context.meant(found) for found in quantities.find_quantities(run.text)]
    packed = [found for found in seen if found.value.family == "package"]
    own = [found for found in seen if found.value.unit and found.value.family in OWN_COUNT]
    if len(seen) != 2 or len(packed) != 1 or len(own) != 1:
        return {}
    taken = counted(own[0], run, context, "quantity")
    for name, value in counted(packed[0], run, context, "packages").items():
        taken["package_kind" if name == "unit" else name] = value
    return taken


OWN_COUNT = ("count", "length", "area", "volume")
"""Families of units in which goods are sold; a weight beside packages may be that of what they hold."""
UNIT_ALONE = re.compile(
    r"\s*(?!NETT?O?\b|GROSS|BRUTT?O\b|TOTAL|APPROX|MAX|MIN)([^\W\d_]{1,5}[²³23]?)\.?\s*", re.IGNORECASE
)
"""The one short word behind a quantity, which is its unit though no list has it: `2,310 bf`."""
UNLISTED = 0.8
"""What such a unit counts."""
