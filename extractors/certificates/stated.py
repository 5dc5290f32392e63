"""What certificates of origin say outside labelled boxes: issuer, date and place of issue, origin in a sentence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors import values
from extractors.captions.fields import Labelled
from extractors.certificates import affidavits, origins
from extractors.certificates.destinations import destination
from extractors.certificates.place_and_date import ISSUED_AT, dated_and_placed
from extractors.certificates.signed_boxes import declared_alone, placed_by_exporter, under_issuer
from extractors.layout import Run
from extractors.nlp import issuers, statements
from extractors.parties import issuers_named, signatories
from extractors.recognise import Recognised
from extractors.sighted import Context, Values, found_value, joined, value_of
from extractors.typed import dates, references
from schemas.record import Value
from schemas.reference import issuers as registry

OPEN_KINDS = ("coo.generic_chamber", "coo.nonpref_other_country")
"""Certificates of free form, which only their issuer tells apart."""


SURE_TITLE = 0.88
"""A title recognised at least this well names the form by itself."""


def kind_by_issuer(recognised: Recognised, found: Values) -> str:
    """A plain certificate of origin is told apart by who issued it (DOMAIN.md 1.0.1, last row)."""
    kind, issuer = recognised.kind, found.get("issuer")
    if kind not in OPEN_KINDS or issuer is None or recognised.score >= SURE_TITLE:
        return kind
    match = registry.match(str(issuer.value), None)
    if match and match.country == "CN":
        return "coo.cn.nonpref"
    if OF_A_STATE.match(str(issuer.value)):
        return "coo.nonpref_other_country"
    if match is None:
        return kind
    return "coo.nonpref_other_country" if match.group.startswith("GOV") else "coo.generic_chamber"


OF_A_STATE = re.compile(
    r"(?:THE )?(?:MINISTRY|MINISTERIO|MINIST[EÈ]RE|MINIST[EÉ]RIO|SECRETAR[IÍ]A|SECRETARIAT|KEMENTERIAN|DINAS|"
    r"DEPARTMENT|DIRECTORATE)\b",
    re.IGNORECASE,
)
"""A government's body by its first word; that of China has a form of its own."""


def complete(
    found: Values,
    rows: list[Values],
    runs: Sequence[Run],
    labelled: Sequence[Labelled],
    goods_end: float,
    context: Context,
) -> None:
    """Add to `found` what is said elsewhere on the certificate; labelled values are never replaced.

    Args:
        runs: all print of the document in reading order.
        goods_end: where the goods table ends on the last page, as a share of its height.
    """
    certification = [run for item in labelled if item.name == "issuer" for run in (item.label, *item.lines)]
    declaration = [run for item in labelled if item.name == "declaration" for run in item.lines]
    if "certificate_number" not in found:
        serial = found.get("serial_number")
        others = [run for run in runs if serial is None or serial.raw not in run.text]
        named = _number_anywhere(runs, context) or _bare_number(others, context) or _number_said(others, context)
        _add(found, "certificate_number", named or _as_number(serial))
    told = affidavits.sworn(runs, context)
    for name, value in told.items():
        of_another = name.endswith("_address") and told.get(party := name.removesuffix("_address")) != found.get(party)
        if name == "issuer" or (name not in found and not of_another):
            found[name] = value
    if "issuer" not in found or _less_than_a_body(str(found["issuer"].value)):
        named = issuers_named.issuer_in(list(reversed(runs)), context)
        if named and str(named.value).upper().endswith(str(found["issuer"].value if "issuer" in found else "").upper()):
            found["issuer"] = named  # `Zollstelle Zürich`, whose first word is a caption
    if "issuer" not in found:
        own_end = _not_the_exporters(_after_goods(runs, goods_end), labelled)
        boxed = issuers_named.misread_issuer(certification, context)
        _add(found, "issuer", boxed or issuers_named.misread_issuer(own_end, context))
    if "issuer" in found and context.engine != "text":
        found["issuer"] = issuers_named.of_china(found["issuer"])
    if "issue_date" not in found:
        own_end = _not_the_exporters(_after_goods(runs, goods_end), labelled)
        issued = any(dated_and_placed(found, block, runs, context) for block in (certification, own_end))
        if not issued and dated_and_placed(found, declaration, runs, context):
            found["issue_date"] = replace(found["issue_date"], confidence=DECLARED * found["issue_date"].confidence)
    if "issue_place" not in found:
        said = ((run, ISSUED_AT.fullmatch(run.text.strip())) for run in _after_goods(runs, goods_end))
        place = next((part for run, at in said if at and (part := run.part(*at.span("place")))), None)
        _add(found, "issue_place", place and value_of(place.text, place, context))
    if "issue_place" not in found and "issue_date" in found:
        own_end = _not_the_exporters(_after_goods(runs, goods_end), labelled)
        _add(found, "issue_place", _place_of(found["issue_date"], (certification, own_end), runs, context))
    if "origin_country" not in found:
        _add(found, "origin_country", origins.produced_in(runs, context))
    if "origin_country" in found and found["origin_country"].value == origins.UNION:
        _add(found, "origin_country", origins.member_state(labelled, context))
    if "invoice_number" not in found and not any("invoice_number" in row for row in rows):
        found.update({n: v for n, v in _invoice_said(runs, context).items() if n not in found})
    if "destination_country" not in found or found["destination_country"].value == _origin(found):
        misled = found.pop("destination_country", None)  # where a signature hides what follows `exported to`
        asked = [item for item in labelled if misled is None or item.name != "destination_country"]
        _add(found, "destination_country", destination(runs, asked, context, _origin(found)))
    if "origin_country" not in found and "destination_country" in found:
        _add(found, "origin_country", origins.other_party(runs, str(found["destination_country"].value), context))
    if "invoice_number" in found and "invoice_date" not in found:
        found.update(_date_beside_invoice(labelled, context))
    dated = found.pop("dated", None)
    if dated and (found.get("issue_date", dated).confidence < CLEARLY * dated.confidence or declared_alone(labelled)):
        found["issue_date"] = dated
    if "issue_date" not in found:
        _add(found, "issue_date", dated)
    certified: Values = {}
    if placed_by_exporter(labelled):
        boxed = under_issuer(_not_the_exporters(_after_goods(runs, goods_end), labelled), labelled)
        if any(dated_and_placed(certified, block, runs, context) for block in (certification, boxed)):
            found.update(certified)
    if "certifier" not in found and "consignee" not in found and "importer" in found:
        for name in ("importer", "importer_address"):  # who imports is who receives, where nobody else is named
            _add(found, name.replace("importer", "consignee"), found.get(name))
    for name in ("invoice_number", "invoice_date", "origin_country"):
        if name not in found:
            _add(found, name, _agreed(row.get(name) for row in rows))


def _place_of(day: Value, blocks: Sequence[Sequence[Run]], runs: Sequence[Run], context: Context) -> Value | None:
    """The place beside the date of issue that a caption gave."""
    for block in blocks:
        for end in range(len(block), 0, -1):
            said: Values = {}
            dated = bool(dates.find_dates(block[end - 1].text, context.order))
            if dated and dated_and_placed(said, block[:end], runs, context) and said["issue_date"].value == day.value:
                return said.get("issue_place")
    return None


def _origin(found: Values) -> str | None:
    return str(found["origin_country"].value) if "origin_country" in found else None


def _add(found: Values, name: str, value: Value | None) -> None:
    if value is not None:
        found[name] = value


def _agreed(given: Iterable[Value | None]) -> Value | None:
    """The value of the first line, where the lines that have one do not differ."""
    printed = [value for value in given if value is not None]
    return printed[0] if printed and len({value.value for value in printed}) == 1 else None


def _as_number(serial: Value | None) -> Value | None:
    """A serial number, which some chambers have as the only number of the paper; others number the blank sheet so."""
    if serial is None or SHEET_NUMBER.fullmatch(str(serial.value)):
        return None
    return replace(serial, confidence=min(serial.confidence, SERIAL))


def _less_than_a_body(name: str) -> bool:
    return LESS_THAN_A_BODY.match(name) is not None or issuers.find_issuer(name) is None


LESS_THAN_A_BODY = re.compile(r"\S+$|(?:de|di|du|da|do|del|of)\s", re.IGNORECASE)
"""What is left of a name whose first words are a caption: `Zürich` of `Zollstelle Zürich`, `de Dijon`."""
SHEET_NUMBER = re.compile(r"CCPIT\s?\d{6,}")
"""China's council numbers its blank sheets so and prints the certificate's own number apart (DOMAIN.md 1.0.2)."""
SERIAL = 0.85


def _number_anywhere(runs: Sequence[Run], context: Context) -> Value | None:
    """A number of a known issuer's pattern, wherever it stands."""
    for run in runs:
        found = references.find_patterned_number(run.text)
        if found:
            return found_value(found, run, context)
    return None


def _invoice_said(runs: Sequence[Run], context: Context) -> Values:
    """An invoice that a sentence or a remark names: `Facture n° SV-26-3381 du 04/09/2026`."""
    for run, below in itertools.zip_longest(runs, runs[1:]):
        said = INVOICE_SAID.search(run.text)
        if said is None:
            continue
        near = below and (below.page, below.cell) == (run.page, run.cell)
        whole = joined([run, below]) if near and len(run.text) - said.end() < LINE_ENDS else run
        rest = whole.text[said.end() :][:REACH]
        number = references.find_reference(rest)
        if number is None or number.start > 2 or len(re.findall(r"\d", number.value)) < 2:
            continue
        taken = {"invoice_number": found_value(number.moved(said.end()), whole, context)}
        when = [d for d in dates.find_dates(rest, context.order) if number.end <= d.start < number.end + 16]
        if when:
            taken["invoice_date"] = found_value(when[0].moved(said.end()), whole, context)
        return taken
    return {}


INVOICE_SAID = re.compile(
    r"(?:\b(?:INVOICES?|FACTURES?|FATTURA|FATURA(?:SI)?|FACTURAS?|RECHNUNG|FAKTURA|FACTUUR)\b|发票|發票|송장|インボイス)(?:\s*/\s*INVOICE)?(?:\s*(?:COMERCIAL|COMMERCIALE?|COMMERCIAL))?"
    r"(?:\s*(?:N(?:O|R|UM(?:BER|ERO)?|[°º])\.?(?:\s*(?:&|AND)\s*DATE)?|号码?|번호|番号))?\s*[.:：#]*\s*",
    re.IGNORECASE,
)
LINE_ENDS = 24
"""Characters behind the word invoice below which what is said of it may go on in the next line."""
REACH = 60


def _date_beside_invoice(labelled: Sequence[Labelled], context: Context) -> Values:
    """A date under a label of its own, right below the invoice's number or beside it on the same line."""
    invoices = [item.label for item in labelled if item.name == "invoice_number"]
    for item in labelled:
        box = item.label.box
        for invoice in invoices:
            below = item.label.cell == invoice.cell and abs(box.x0 - invoice.box.x0) < 0.02
            step = box.cy - invoice.box.cy
            beside = abs(step) < 0.5 * box.height and box.x0 > invoice.box.x0
            if item.name == "dated" and (beside or (below and 0 < step < 2.2 * box.height)):
                return values.take("date", "invoice_date", item.lines, context)
    return {}


def _bare_number(runs: Sequence[Run], context: Context) -> Value | None:
    """A number at the head that is alone, or has hardly a label: `R 0418827`, `(No. EF25BA03311)`."""
    for run in runs:
        text = run.text.strip()
        number = (BARE_NUMBER.fullmatch(text) or NUMBERED.fullmatch(text)) if run.box.cy < HEAD else None
        part = run.part(*number.span("number")) if number else None
        if part:
            return value_of(part.text, part, context)
    return None


def _number_said(runs: Sequence[Run], context: Context) -> Value | None:
    """The number in a line at the head that begins with other words: `USMCA / T-MEC control no. AB-26-017`."""
    for run in runs:
        said = SAID_NUMBER.search(run.text) if run.box.cy < HEAD else None
        part = run.part(*said.span("number")) if said else None
        if part and not dates.find_dates(part.text, context.order):
            return value_of(part.text, part, context, 0.9)
    return None


SAID_NUMBER = re.compile(
    r"\b(?:control|cert(?:ificate|ification)?(?: of origin(?=\W+n[o°º]\b))?|certificado|certificaci[oó]n|certificat|"
    r"folio|reference|ref)\b\.?\s*(?:(?:n[o°º]\.?\s?[°º]?|number|#|nr|id)\.?)?\s*:?\s*(?P<number>(?=[A-Z0-9/-]*\d{2})[A-Z0-9]+(?:[-/][A-Z0-9]+)*)\s*(?:$|[,;)·|]|page\b)",
    re.IGNORECASE,
)
DECLARED = 0.7
"""What is left of the confidence of a date of issue that only the exporter's declaration has: he may sign earlier."""
CLEARLY = 0.85
"""Share of a date's confidence below which another is the less sure one, and not only the worse print of a scan."""
HEAD = 0.35
NUMBERED = re.compile(
    r"\W*(?:(?:SERIAL|CERT(?:IFICATE)?|C/?O|REF)\.?\s*)?N(?:[o°º.]{1,2}|UM(?:BER|ERO)?|R)\s*[.:]*\s*"
    r"(?P<number>(?:[A-Z]{1,2} )?(?=[^\s)]*\d{3})[A-Z0-9][A-Z0-9/.-]{3,}[A-Z0-9])\W*",
    re.IGNORECASE,
)
BARE_NUMBER = re.compile(r"(?:(?:EUR[.-]?\s?(?:1|MED)|A\.?\s?TR)?\.?\s*N[o°.]{1,2}\s*)?(?P<number>[A-Z]{1,2} \d{6,8})")


def _after_goods(runs: Sequence[Run], goods_end: float) -> list[Run]:
    """What follows the goods on the last page, where certifications stand."""
    last = max((run.page for run in runs), default=1)
    return [run for run in runs if run.page == last and run.box.cy > goods_end]


def _not_the_exporters(runs: Sequence[Run], labelled: Sequence[Labelled]) -> list[Run]:
    """Without the print of boxes in which the exporter declares; a box that certifies may name his declaration too."""
    boxes = {
        name: {(i.label.page, i.label.cell) for i in labelled if i.name == name} for name in ("declaration", "issuer")
    }
    theirs = boxes["declaration"] - boxes["issuer"]
    kept = [run for run in runs if run.cell < 0 or (run.page, run.cell) not in theirs]
    return [run for run in kept if not _under_the_exporters(run, labelled)]


def _under_the_exporters(run: Run, labelled: Sequence[Labelled]) -> bool:
    """Whether a line stands in the column of the exporter's declaration, beside which the authority certifies."""
    for own, other in itertools.product(labelled, labelled):
        mine, theirs = own.label, other.label
        beside = abs(mine.box.cy - theirs.box.cy) < 2 * mine.box.height and mine.page == theirs.page == run.page
        if (own.name, other.name) != ("declaration", "issuer") or not beside or run.box.y0 < mine.box.y0:
            continue
        left = mine.box.x0 < theirs.box.x0
        if abs(mine.box.x0 - theirs.box.x0) < BESIDE:  # a box may certify the declaration below its own caption
            continue
        if run.box.x0 < theirs.box.x0 - 0.02 if left else run.box.x0 > mine.box.x0 - 0.02:
            return True
    return False


BESIDE = 0.1
"""Share of the page's width from which two captions stand beside each other."""


def role_in_prose(runs: Sequence[Run], context: Context) -> Values:
    """Who certifies, where a letter says it in a sentence: `… acting as the producer of the goods`."""
    for line in _lines_with_roles(runs):
        found = statements.certifier_role(line.text)
        if found and found.sure == 1.0:  # a ticked box
            return {"certifier_role": found_value(found, line, context)}
    if said := signatories.ticked_role(runs, context) or signatories.role_beside_name(runs, context):
        return said
    for run in runs:
        found = statements.certifier_role(run.text)
        if found and re.search(r"\bAS\b|\bI AM\b|\bWE ARE\b|CERTIF|ON BEHALF OF|ACTING FOR", run.text, re.IGNORECASE):
            return {"certifier_role": found_value(found, run, context)}
    return {}


def contact(runs: Sequence[Run], context: Context) -> Values:
    """The first telephone number or e-mail address on a certification, under whatever label."""
    for run in runs:
        if said := CONTACT.search(run.text):
            return {"contact": value_of(said.group(), run.part(*said.span()) or run, context)}
    return {}


CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|(?:\b(?:TEL|PHONE|TELEPHONE|TELEFONO|TELÉFONO|MOBILE|CELL)\b[^\d\n]{0,12}|\+\s?|\()"
    r"\d[\d\s().-]{5,}\d|\b\d{2,3}[-.\s]\d{3,4}[-.\s]\d{4}\b",
    re.IGNORECASE,
)


def _lines_with_roles(runs: Sequence[Run]) -> list[Run]:
    """Whole printed lines that name all three roles, as tick boxes beside each other do."""
    lines: list[Run] = []
    for first in runs:
        if ROLES[0] not in first.text.upper():
            continue
        beside = [r for r in runs if r.page == first.page and abs(r.box.cy - first.box.cy) < 0.6 * first.box.height]
        line = joined(sorted(beside, key=lambda r: r.box.x0))
        if all(role in line.text.upper() for role in ROLES):
            lines.append(line)
    return lines


ROLES = ("IMPORTER", "EXPORTER", "PRODUCER")
