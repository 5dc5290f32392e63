"""Certifications under US agreements that are written as a letter.

No form is prescribed (DOMAIN.md 1.11 to 1.13): the data elements may stand in sentences, as in `The goods are pumps,
classified under HS 8413.70, origin criterion B`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors import values
from extractors.captions.open_print import is_sentence
from extractors.certificates import affidavits
from extractors.layout import Run, by_cell
from extractors.nlp import statements
from extractors.parties.companies import COMPANY
from extractors.sighted import Context, Values, found_value, joined, value_of
from extractors.typed import codes, countries, dates
from extractors.typed.found import Found

SALUTATION = re.compile(r"\W*(?:Dear|To whom|Attn|Attention|Estimad[oa]s?|Messieurs|Madame|Monsieur)\b", re.IGNORECASE)
SUBJECT = re.compile(r"\W*(?:Re|Subject|Ref|Asunto|Objet)\s*[:.]", re.IGNORECASE)
BLANKET = re.compile(
    r"\bblanket\s+(?:period|certification)\b|\bmultiple\s+shipments\b|\bshipments?\s+(?:made|shipped|during|from|between)\b|"
    r"\b(?:certification|statement|declaration)\s+(?:covers|is\s+valid|applies|remains\s+valid)\b|"
    r"\bper[ií]odo\s+(?:global|que\s+(?:cubre|abarca)|de\s+vigencia)\b|\bembarques\s+(?:m[uú]ltiples|realizados)\b|"
    r"\bp[eé]riode\s+(?:globale|vis[eé]e)\b|\benvois\s+(?:multiples|effectu[eé]s)\b|포괄(?:증명)?기간|\bexp[eé]ditions\s+effectu[eé]es\b",
    re.IGNORECASE,
)
END_OF_NAME = (
    r"(?=[;(]|\.\s+(?:[A-Z]|[\[(]?\d)|\.\s*$|"
    r"\s+(?:and|who|which|whose|under|for|to the|is|are|was|were|of the goods)\b)"
)
PARTIES = {
    "exporter": re.compile(rf"\b(?:exported\s+by|exporter\s+is)\s+(?P<who>[^\W\d_a-zß-ÿ].{{3,160}}?){END_OF_NAME}"),
    "producer": re.compile(
        r"\b(?:(?:produced|manufactured|made)\s+by|producer\s+(?:of\s+(?:the|these)\s+goods\s+)?is)\s+"
        rf"(?P<who>[^\W\d_a-zß-ÿ].{{3,160}}?){END_OF_NAME}"
    ),
    "importer": re.compile(
        rf"\b(?:imported\s+(?:into\s+(?:the\s+)?[^\W\d_][\w ]{{3,30}}?\s+)?by|"
        r"importer\s+(?:of\s+record\s+)?is|sold\s+to|shipped\s+to)\s+"
        rf"(?P<who>[^\W\d_a-zß-ÿ].{{3,160}}?){END_OF_NAME}"
    ),
    "certifier": re.compile(
        r"\b(?:We|I),\s+(?P<who>[^\W\d_a-zß-ÿ].{3,160}?),?\s+(?:acting\s+as|(?:as|are)\s+(?:the\s+|an?\s+)?(?:exporter|producer|importer)|"
        r"being\s+the|hereby|do\s+hereby|certify|declare)\b"
    ),
}
"""What a sentence says of a party; the name ends where the sentence goes on."""
ACTING = re.compile(
    r"(?P<who>[^\W\d_a-zß-ÿ].{3,120}?),?\s+(?=acting\s+as\s+(?:the\s+|an?\s+)?(?:exporter|producer|importer)\b)",
)
"""Who certifies, at the beginning of a line: `Agrícola Rengo Ltda., acting as exporter, hereby certifies that …`."""
_PERSON = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Ing|Lic|M|Mme|Sr|Sra|C\.P)\.?\s+)?"
    r"(?-i:[^\W\d_a-z][\w.'’-]*(?:\s+(?:de|del|la|van|von|da|[^\W\d_a-z][\w.'’-]*)){1,4})"
)
CERTIFYING = re.compile(
    r"\b(?:certifier\s+is|certificador\s+es|certificateur\s+est|acting\s+through|represented\s+by|representad[oa]\s+por|"
    r"repr[eé]sent[eé]e?\s+par|(?:made|completed|signed)\s+on\s+its\s+behalf\s+by)\s+"
    rf"(?:the\s+undersigned\s+)?(?P<who>{_PERSON})(?=\s*[,;(]|\.\s|\s+(?:of|who|in\s+(?:his|her)|as)\b)",
    re.IGNORECASE,
)
"""The person who certifies, named in a sentence."""
GOODS_LEAD = re.compile(
    r"(?:.*\b(?:goods?|products?|merchandise|articles?|items?)\s+(?:(?:covered|certified|described|concerned)\s+)?"
    r"(?:are|is|include|comprise|as follows)\b\s*:?|.*(?:;|\.\s)\s*(?:and\b)?|.*:\s|\s*(?:and|as well as)\b)\s*",
    re.IGNORECASE | re.DOTALL,
)
HS_LEAD = re.compile(r"\b(?:H\.?S\.?|HTS\w*|tariff|harmoni[sz]ed|(?:sub)?heading)\b[^.;\d]{0,30}$", re.IGNORECASE)
CLASSIFIED = re.compile(
    r"[\s,(]*(?:\b(?:which|that|is|are|classified|classifiable|classification|fall|falls|falling|under|in|within|of|the|as)\b\s*)*"
    r"(?:H\.?S\.?|HTS\w*|tariff|harmoni[sz]ed|(?:sub)?heading)[^.;\d]{0,30}$",
    re.IGNORECASE,
)
PACKED = re.compile(r",?\s+(?:packed\s+)?in\s+\d[\d.,]*[\s-]?\w+\s+\w+\W*$", re.IGNORECASE)
CRITERION = re.compile(
    r"\b(?:criteri(?:on|a|os?)|crit[eè]res?)\b(?:\s+(?:de\s+origen|d['’]origine))?\W*(?P<code>.{1,24})",
    re.IGNORECASE | re.DOTALL,
)
ORIGIN = re.compile(r"\b(?:country\s+of\s+)?origin\b(?!\s+criteri)\W*(?P<country>.{2,40})", re.IGNORECASE)
SURE_OF_PROSE = 0.9
"""What is taken from a sentence is a little less sure than what stands beside a label."""
ADDRESSED = 0.8
"""To whom a certification is addressed imports, as a rule."""


ROLE_NEAR = 40
"""Characters behind the name of who certifies within which a sentence says as what."""


def told(runs: Sequence[Run], context: Context) -> Values:
    """Parties, blanket period and date that sentences of a letter tell; empty where there are none.

    Args:
        runs: all print of the document in reading order.
    """
    if not runs:
        return {}
    whole = joined(runs)
    taken: Values = {}
    for name, pattern in PARTIES.items():
        said = pattern.search(whole.text)
        if said is None:
            continue
        taken.update(affidavits.party_in(name, whole, *said.span("who"), context))
        if name == "certifier":
            taken = {**_in_role(whole, *said.span("who"), context), **taken}
    if "certifier" not in taken:
        for run in runs:
            if (said := ACTING.match(run.text)) and COMPANY.search(said["who"]):
                taken.update(affidavits.party_in("certifier", run, *said.span("who"), context))
                taken = {**_in_role(run, *said.span("who"), context), **taken}
                break
    person = CERTIFYING.search(whole.text)
    if person and not COMPANY.search(person["who"]) and (part := whole.part(*person.span("who"))):
        taken["certifier"] = replace(value_of(part.text, part, context), confidence=SURE_OF_PROSE)
    boxes = joined(by_cell(runs))  # where a box is narrow, its lines stand between those of its neighbours
    for text, said in [(order, said) for order in (whole, boxes) for said in BLANKET.finditer(order.text)]:
        near = dates.find_period(text.text[said.end() : said.end() + 90], context.order)
        if near:
            for name, when in zip(("blanket_from", "blanket_to"), near, strict=True):
                taken[name] = found_value(when.moved(said.end()), text, context)
            break
    if any(SALUTATION.match(run.text) for run in runs):
        taken = {**_addressee(runs, context), **taken, **_letter_date(runs, context)}
    elif dated := _letter_date(runs, context).get("issue_date"):
        taken["issue_date"] = replace(dated, confidence=ADDRESSED * dated.confidence)
    return taken


def _in_role(line: Run, start: int, end: int, context: Context) -> Values:
    """As what the one named there certifies, and he as that party; empty where no role is said."""
    role = _role_behind(line, end)
    if role is None:
        return {}
    told = affidavits.party_in(role.value, line, start, end, context)
    return {"certifier_role": found_value(role, line, context), **told}


def _role_behind(whole: Run, end: int) -> Found[str] | None:
    """As what somebody certifies, said right behind his name: `We, SAGUENAY INC., are the producer of the goods`."""
    role = statements.certifier_role(f"We {whole.text[end:][:ROLE_NEAR].lstrip(' ,')}")
    if role is None:
        return None
    at = whole.text.index(role.raw, end)
    return replace(role, start=at, end=at + len(role.raw))


def _addressee(runs: Sequence[Run], context: Context) -> Values:
    """Who stands over the salutation, below whoever writes."""
    end = next(i for i, run in enumerate(runs) if SALUTATION.match(run.text) or SUBJECT.match(run.text))
    block: list[Run] = []
    for run in reversed(runs[:end]):
        if block and block[0].box.y0 - run.box.y1 > 1.2 * run.box.height:
            break
        block.insert(0, run)
    if not block or not COMPANY.search(block[0].text) or end == len(block):
        return {}
    party = values.take("party", "importer", block, context)
    return {name: replace(value, confidence=value.confidence * ADDRESSED) for name, value in party.items()}


def _letter_date(runs: Sequence[Run], context: Context) -> Values:
    """The date that stands at a letter's head, alone or behind the place."""
    for run in runs:
        when = dates.parse_date(run.text, context.order) if run.box.cy < 0.4 else None
        if when and PLACE_BEFORE.fullmatch(run.text[: when.start]) and when.end >= len(run.text.rstrip(" .")):
            return {"issue_date": found_value(when, run, context)}
    return {}


PLACE_BEFORE = re.compile(r"(?:[^\W\d_a-zß-ÿ][^\W\d_]*[.,]*(?:\s(?:de|del|la|le)\b)*\s){0,5}")
"""`Santa Rosa Jáuregui, Qro., January 6, 2026`, and nothing: words with capitals, none of which ends with a colon."""


def goods(runs: Sequence[Run], context: Context) -> list[Values]:
    """Goods lines of a certification without a table: listed one a line, else in sentences that name an HS code."""
    return listed_goods(runs, context) or _sentences(runs, context)


def listed_goods(runs: Sequence[Run], context: Context) -> list[Values]:
    """Goods listed one a line with their tariff number: `(a) Brake drums, HS 8708.30, criterion B`; at least two.

    Several may stand on one line, parted by semicolons.
    """
    lines: list[Values] = []
    for run in _with_hanging_lines(runs):
        cuts = [0, *(m.end() for m in re.finditer(r";\s+", run.text)), len(run.text)]
        mark = LIST_MARK.match(run.text)
        longest = LONGEST_MARKED if mark and mark.end() else LONGEST_ITEM
        for part in filter(None, (run.part(a, b) for a, b in itertools.pairwise(cuts))):
            if len(part.words) <= longest and (line := _listed(part, context)):
                lines.append(line)
    told = [str(line["description"].value) for line in lines]
    prose = any(text[0].islower() or IN_A_SENTENCE.search(text) for text in told)
    return lines if len(lines) > 1 and not prose else []


def _with_hanging_lines(runs: Sequence[Run]) -> Iterator[Run]:
    """Runs, an item that a list mark begins with the further lines that it was printed over."""
    right = max((run.box.x1 for run in runs), default=1.0)
    block: list[Run] = []
    for run in runs:
        marked = LIST_MARK.match(run.text)
        above = block[-1] if block else None
        goes_on = above and not (marked and marked.end()) and above.box.x1 > right - RAGGED
        near = above and (run.page, run.cell) == (above.page, above.cell) and run.box.x0 > block[0].box.x0 - 0.005
        if above and goes_on and near and -0.5 < (run.box.y0 - above.box.y1) / run.box.height < 0.8:
            block.append(run)
            continue
        if block:
            yield joined(block)
            block = []
        if marked and marked.end():
            block = [run]
        else:
            yield run
    if block:
        yield joined(block)


RAGGED = 0.15
"""Share of the page's width by which a line that goes on may end before the right edge of the print."""
LONGEST_MARKED = 60
"""Words of an item that a list mark begins."""
IN_A_SENTENCE = re.compile(r"\b(?:are|is|which|were|was|son|sont)\b", re.IGNORECASE)
LONGEST_ITEM = 22
"""Words of an item of a list at most; more are a sentence."""
BEFORE_STOP = re.compile(r"(?:[^,;.()]|\([^()]*\))*")
"""`GN 33(b)(i)`, up to the stop or comma behind it."""
LIST_MARK = re.compile(r"\s*(?:[(\[]?(?:[a-z]|\d{1,2}|[ivx]{1,4})[)\].]\s+|[•●▪‣◦*–—-]\s+)?", re.IGNORECASE)
TO_TARIFF = re.compile(
    r"[\s,;(\[:–-]*(?:\b(?:classified|under|in|of|heading|subheading|code|c[oó]digo|fracci[oó]n|subpartida|partida|position|"
    r"clasificaci[oó]n|classement|num[eé]ro)\b\s*)*(?<!\w)(?:H\.?S\.?|HTS\w*|S\.?[HA]\.?|NCM|tariff|arancelari[ao]|tarifaire)(?!\w)[^\d;]{0,24}$",
    re.IGNORECASE,
)


def _listed(run: Run, context: Context) -> Values:
    for found in codes.find_hs(run.text):
        lead = TO_TARIFF.search(run.text, 0, found.start)
        mark = LIST_MARK.match(run.text)
        start = mark.end() if mark else 0
        named = run.part(start, lead.start()) if lead and lead.start() > start + 3 else None
        if named is None or not re.search(r"[^\W\d_]{3,}", named.text):
            continue
        line = {
            "description": value_of(named.text.strip(" ,.;:"), named, context),
            "hs_code": found_value(found, run, context),
        }
        after = run.text[found.end :]
        if said := CRITERION.search(after):
            stop = BEFORE_STOP.match(said["code"])
            code = statements.normalise_criterion(stop[0]) if stop else None
            if code:
                line["origin_criterion"] = found_value(code.moved(found.end + said.start("code")), run, context)
        if near := countries.find_countries(after):
            line["origin_country"] = found_value(near[0].moved(found.end), run, context)
        elif code := _origin_code(after):
            line["origin_country"] = found_value(code.moved(found.end), run, context)
        return line
    return {}


def _origin_code(after: str) -> Found[str] | None:
    """The country behind `origin`, as its code: `origin MX`."""
    said = ORIGIN_CODE.search(after)
    code = countries.country(said["code"]) if said else None
    return code.moved(said.start("code")) if said and code else None


ORIGIN_CODE = re.compile(r"\b(?i:origin|origen|origine|coo)\b\W{1,4}(?P<code>[A-Z]{2})\b")
ORIGIN_NEAR = 60
"""Characters behind a tariff number within which a sentence says the origin of the goods it classifies."""


def _sentences(runs: Sequence[Run], context: Context) -> list[Values]:
    prose = list(_paragraphs(runs))
    if not prose:
        return []
    whole = joined(prose)
    coded = [found for found in codes.find_hs(whole.text) if HS_LEAD.search(whole.text, 0, found.start)]
    lines: list[Values] = []
    ends = [0, *(found.end for found in coded)]
    for number, found in enumerate(coded):
        after = whole.text[found.end : coded[number + 1].start if number + 1 < len(coded) else len(whole.text)]
        before = CLASSIFIED.sub("", whole.text[ends[number] : found.start])
        lead = GOODS_LEAD.match(before)
        described = PACKED.sub("", before[lead.end() if lead else 0 :]).strip(" ,.;:")
        start = whole.text.find(described, ends[number]) if described else -1
        part = whole.part(start, start + len(described)) if start >= 0 else None
        if part is None or len(described) > 200:
            continue
        line = {
            "description": value_of(described, part, context, SURE_OF_PROSE),
            "hs_code": found_value(found, whole, context),
        }
        if criterion := CRITERION.match(after.lstrip(" ,;")) or CRITERION.search(after[:40]):
            code = statements.normalise_criterion(re.split(r"[;.]\s|\s(?:and|as)\b", criterion["code"])[0])
            at = whole.text.find(criterion["code"], found.end)
            if code and at >= 0:
                line["origin_criterion"] = found_value(code.moved(at), whole, context)
        if origin := _origin_code(after[:ORIGIN_NEAR]):
            line["origin_country"] = found_value(origin.moved(found.end), whole, context)
        lines.append(line)
    return lines


def _paragraphs(runs: Sequence[Run]) -> Iterator[Run]:
    """The lines of running text: sentences, and the shorter lines below each other with them."""
    block: list[Run] = []
    for run in runs:
        above = block[-1] if block else None
        goes_on = above and (run.page, run.cell) == (above.page, above.cell) and abs(run.box.x0 - above.box.x0) < 0.01
        if above and not (goes_on and run.box.y0 - above.box.y1 < 0.9 * run.box.height):
            yield from block if any(map(is_sentence, block)) else ()
            block = []
        block.append(run)
    yield from block if any(map(is_sentence, block)) else ()
