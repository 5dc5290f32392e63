"""The printed lines of a party as its name and its address."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractors.layout import Run, whole_lines
from extractors.nlp import parties
from extractors.parties.companies import COMPANY
from extractors.sighted import Context, Values, joined, value_of
from extractors.typed import countries, quantities
from extractors.typed.currencies import currency_in

AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*\.\d{2}(?![\d.])")
"""An amount of money, which no address holds."""
REMARK = re.compile(r"\s*[(（\[](?:[^)）\]\d]{4,80}|[0-9A-Z]{15,20}|(?=\d{5})[0-9A-Z]{9,12})[)）\]]\s*")
"""What explains the label in brackets before the name; a tax number, or customs' number of a firm, in brackets."""
FIRM_NUMBER = re.compile(r"\W*(?=\d{5})(?:[0-9A-Z]{9,10}|[0-9A-Z]{18})\W*")
"""A Chinese firm's number with customs, or its tax number, above its name."""


def party(name: str, lines: Sequence[Run], context: Context) -> Values:
    """The fields `name` and `name`_address; empty where the lines name nobody."""
    lines = _before_goods(_before_boxes(_without_remarks(whole_lines(lines))))
    signed = SIGNS_FOR.match(lines[0].text) if lines else None
    if signed and POSITION.search(signed.group()) and (firm := lines[0].part(signed.end())):
        lines = [firm, *lines[1:]]
    lines = _company_first(lines)
    if lines and (verb := VERB.match(lines[0].text)) and (rest := lines[0].part(verb.end())):
        lines = [rest, *lines[1:]]
    if len(lines) > 1 and (ACCOUNT.fullmatch(lines[0].text) or FIRM_NUMBER.fullmatch(lines[0].text)):
        lines = lines[1:]
    lines = _without_person(_without_captions(lines))
    if len(lines) > 1 and (TAX_LINE.fullmatch(lines[0].text.strip()) or NUMBER.fullmatch(lines[0].text.strip())):
        lines = lines[1:]
    if not lines or SAME.match(lines[0].text) or (name == "producer" and NUMBERED_PLANT.fullmatch(lines[0].text)):
        return {}
    if name == "producer" and (coded := PLANT.match(lines[0].text)) and (rest := lines[0].part(coded.end())):
        lines = [rest, *lines[1:]]
    behind = REGISTERED.search(lines[0].text) or ROLE_BEHIND.search(lines[0].text)
    if behind and (before := lines[0].part(0, behind.start())):
        lines = [before, *lines[1:]]
    if TITLED.match(lines[0].text) and (person := lines[0].part(0, lines[0].text.index(","))):
        lines = [person, *lines[1:]]
    found = parties.parse_party([run.text for run in lines])
    if found.name is None or not found.name.value:
        return {}
    # The name's words are those of the first lines, as many as the name was printed over.
    named = joined(lines[: max(1, found.name_lines)])
    taken: Values = {name: value_of(found.name.value, named, context, found.name.sure)}
    if found.address:
        rest = joined(lines[found.name_lines :] or lines)
        taken[f"{name}_address"] = value_of(found.address.value, rest, context, found.address.sure)
    return taken


def address(name: str, lines: Sequence[Run], context: Context) -> Values:
    """An address whose party is named elsewhere."""
    found = parties.parse_address([run.text for run in whole_lines(lines)])
    return {name: value_of(found.value, joined(lines), context, found.sure)} if found else {}


SAME = re.compile(r"\W*(?:SAME\s*(?:[,.;]|$)|IDEM\b|DITTO\b|同上)", re.IGNORECASE)
"""Names whom another box names, with a place of its own: `Same, Gate 2`."""
ASKED_FOR = re.compile(
    r"(?>(?:(?:full|legal|business|complete|company|firm|including)\s)*(?:names?|address(?:es)?|country|title|company|street|city|"
    r"(?:tax(?:payer)?|fiscal|business)(?:['’]s)?\s?(?:id(?:entification)?|registration)?(?:\s?(?:no|number)\.?)?|"
    r"identification(?:\s(?:no|number))?|number|registro fiscal|"
    r"identificaci[oó]n fiscal|id fiscal|r\.?u\.?t\.?|rfc|nit|ruc|tel(?:ephone)?|phone|fax|e-?mail|contact|and|y|et|"
    r"nombre|domicilio|direcci[oó]n|tel[eé]fono|correo|pa[ií]s|nom|adresse|courriel|t[eé]l[eé]phone|"
    r"명칭|성명|상호|주소|전화|및|名称|名稱|姓名|地址|住所|电话|電話|国家|國家|及|和|与)"
    r"(?:\s*\([^)\d]{0,50}\))?[\s,/;.:&、：-]*)++",
    re.IGNORECASE,
)
"""A line of nothing but what the caption above it asks for: `명칭 및 주소 Name and Address`."""
VERB = re.compile(r"\W*(?:is|are|es|est|ist)\s+(?=[A-ZÀ-Ý0-9])")
"""`The exporter is FUNDICIÓN REGIA …`"""
ACCOUNT = re.compile(r"\W*(?:(?:CUST(?:OMER)?|ACC(?:OUN)?T|CLIENT|ID|NO)\W*)*[A-Z]{0,3}-?\d{3,10}\W*", re.IGNORECASE)
"""A customer's number above his name: `BILL TO 40771`."""
REGISTERED = re.compile(
    r"\s*\((?:(?:CO|COMPANY|REG|TAX(?:PAYER)?|VAT|EIN|IRS|RFC|RUC|RUT|NIT|ID|NUMBER)\b\.?\s*)*(?:NO\.?\s*)?:?\s*[\dA-Z]*\d{4,}[-\dA-Z]*\)\W*$",
    re.IGNORECASE,
)
"""A company's number of registration behind its name: `(440917-X)`."""
NUMBERED_PLANT = re.compile(r"[\W\d]*|\W*(?=\w*\d)[A-Z0-9]{1,5}(?:\s?/\s?[A-Z0-9]{1,5})?\W*")
"""A plant by its number alone, with its store behind it (`1000 / 0001`, `P100`): no company's name."""
PLANT = re.compile(
    r"\W*\d{4}\s+(?=[^\s,][^,]*(?:\b(?:LTD|INC|BHD|GMBH|LLC|S\.?A\.?|CORP|WORKS|LIMITED)\b|公司|厂))", re.IGNORECASE
)
"""The number that SAP gives a plant before its name: `1200 宁波北仑海天阀门铸造有限公司`."""
_BOX = r"(?:[\[(]\s?[xX]?\s?[\])]|[☐☑☒□■])"
BOXES = re.compile(rf"{_BOX}\s?(?:import|export|produ[ck])|\b(?:import|export|produ[ck])\w*\s?{_BOX}", re.IGNORECASE)
"""A box to tick beside a role: a choice of what the party is."""
ROLE_BEHIND = re.compile(
    r"\s*[(\[](?:the\s+)?(?:(?:exporter|producer|importer|manufacturer|shipper|exportador|productor|importador|"
    r"exportateur|producteur|importateur)\b[\s,/&]*(?:and\b|y\b|et\b)?\s*)+[)\]]\W*$",
    re.IGNORECASE,
)
"""What a party is, behind its name: `(exporter and producer)`."""
_POSITIONS = (
    r"\b(?:MANAGER|DIRECTOR|COORDINATOR|PRESIDENT|OFFICER|SPECIALIST|ANALYST|SUPERVISOR|HEAD|LEAD|CEO|CFO|"
    r"SECRETARY|AGENT|GERENTE|DIRECTORA?|APODERAD[OA]|REPRESENTANTE|JEFE|DIRECTEUR|DIRECTRICE)\b"
)
TITLED = re.compile(rf"^[^,\d]{{4,50}},\s.*{_POSITIONS}", re.IGNORECASE)
"""A person with a position, who signs for the party named below."""
POSITION = re.compile(rf"[^\d@]{{0,40}}{_POSITIONS}[^\d@]{{0,40}}", re.IGNORECASE)
"""A line of a position alone, between a person and his firm."""


def _company_first(lines: list[Run]) -> list[Run]:
    """A signatory above the company goes below it."""
    if len(lines) > 1 and TITLED.match(lines[0].text) and not re.search(r"\d|@|" + TITLED.pattern, lines[1].text, re.I):
        return [lines[1], lines[0], *lines[2:]]
    at = next(
        (i for i, run in enumerate(lines[:2]) if POSITION.fullmatch(run.text) and not COMPANY.search(run.text)), None
    )
    company = lines[at + 1] if at is not None and at + 1 < len(lines) else None
    if company and COMPANY.search(company.text) and not COMPANY.search(lines[0].text):
        return [company, *(run for run in lines if run is not company)]
    return lines


def _before_boxes(lines: Sequence[Run]) -> list[Run]:
    """The lines above the first that is a choice of roles, or below those that a box begins with."""
    lines = list(itertools.dropwhile(lambda run: BOXES.search(run.text), lines))
    return list(itertools.takewhile(lambda run: not BOXES.search(run.text), lines))


def _before_goods(lines: Sequence[Run]) -> list[Run]:
    """The lines above the first that is a row of goods: a counted quantity with an amount is no part of an address."""
    for i, run in enumerate(lines):
        if currency_in(run.text) is None and not AMOUNT.search(run.text):
            continue
        if i and any(q.value.unit for q in quantities.find_quantities(run.text)):
            return list(lines[:i])
    return list(lines)


def _without_remarks(lines: Sequence[Run]) -> list[Run]:
    """Lines without what explains the label in brackets before the name: `(complete name and address)`."""
    kept = list(lines)
    while kept and (ASKED_FOR.fullmatch(kept[0].text) or (len(kept) > 1 and _asks_twice(kept[0].text))):
        kept = kept[1:]
    while kept and (remark := REMARK.match(kept[0].text)):
        rest = kept[0].part(remark.end())
        kept[:1] = [rest] if rest and re.search(r"\w", rest.text) else []
    return kept


def _without_captions(lines: Sequence[Run]) -> list[Run]:
    """Lines without those that only ask: `COMPANY NAME` over the name, and a tax number with its caption over it."""
    kept: list[Run] = []
    asked = ""
    for run in lines:
        if ASKED_FOR.fullmatch(run.text.strip()):
            asked = run.text
            continue
        if not (TAXED.search(asked) and NUMBER.fullmatch(run.text.strip())):
            kept.append(run)
        asked = ""
    return kept


def _without_person(lines: Sequence[Run]) -> list[Run]:
    """Lines without a person alone below an address that its country ends: no more of it follows."""
    for i, run in enumerate(lines):
        above = re.split(r",\s*|\s{2,}", lines[i - 1].text)[-1] if i > 1 else ""
        ends = above and (country := countries.country(above)) and not country.repaired
        if ends and PERSON.fullmatch(run.text.strip()) and not countries.find_countries(run.text):
            return [*lines[:i], *lines[i + 1 :]]
    return list(lines)


TAX_LINE = re.compile(
    r"(?:(?:tax(?:payer)?|id(?:entification)?|irs|ein|vat|rfc|nit|ruc|rut|fiscal|registration|reg|registro|no|number|#)"
    r"\b['’.:#\s]*+)++[A-Z]{0,4}[-\s]?\d[\dA-Z./-]{3,20}",
    re.IGNORECASE,
)
"""A tax number with its caption, above the name: `TAX ID NO.: 53-1136088`."""
SIGNS_FOR = re.compile(r".*\s[/|]\s+(?=[^/|]+$)")
"""A person and his position before the firm: `Rosa Quispe / Customs Specialist / Alpaca Andes Textil S.A.`"""
TAXED = re.compile(r"\b(?:tax|fiscal|identification|number|rfc|nit|ruc|rut)", re.IGNORECASE)
NUMBER = re.compile(r"[A-Z]{0,4}[-\s]?\d[\dA-Z./-]{4,20}", re.IGNORECASE)
PERSON = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){1,3}")


def _asks_twice(text: str) -> bool:
    """Whether a line is the end of a caption and the caption in another language: `tax ID / Exportador`."""
    asked = ASKED_FOR.match(text)
    return asked is not None and OTHER_LANGUAGE.fullmatch(text, asked.end()) is not None and "/" in asked.group()


OTHER_LANGUAGE = re.compile(
    r"(?:import|export|produ[ck]|consign|manufact|fabric|destinat)[^\W\d]{2,12}\W*", re.IGNORECASE
)
"""The role that a caption asks for, said again."""
