"""What commercial papers print without a label: a container, an air waybill's number, the number beside the title."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import values
from extractors.captions.small_print import TRANSPORT_PAPERS
from extractors.layout import Run
from extractors.parties.companies import COMPANY
from extractors.parties.window_address import in_window
from extractors.shipping.containers import containers_of
from extractors.sighted import Context, Values, found_value, joined, value_of
from extractors.typed import countries, references
from extractors.typed.currencies import currency_in
from schemas.record import Value

HEAD = 0.3
SHORTEST = 5
"""Letters and figures that a bill's number has at least."""
BARE_NUMBER = re.compile(
    r"(?:[^\d:]{0,24}\b(?:INVOICE|FACTURE?A?|RECHNUNG|FATTURA|FATURA)\b[^\d:]{0,24}?)?\W*(?:#|N[o°º]\.?|Nr\.?|Nro\.?)\s*(?P<number>[A-Z]{0,6}[-/]?\d[A-Z0-9/-]{2,})",
    re.IGNORECASE,
)


def complete(found: Values, kind: str, runs: Sequence[Run], context: Context) -> None:
    """Add to `found` what stands on the paper without a label; labelled values are never replaced.

    Args:
        runs: all print of the document in reading order.
    """
    if (number := found.get("bl_number")) and len(re.sub(r"\W", "", str(number.value))) < SHORTEST:
        del found["bl_number"]  # of a street
        number = None
    found.update(containers_of(found, runs, context))
    _route(found, context)
    _way_behind_caption(found)
    _said(found, runs, context)
    if "origin_country" not in found:
        found.update(_one_origin(runs, context))
    if "invoice_number" in found and "invoice_date" not in found and kind not in TRANSPORT_PAPERS:
        found.update(_dated(str(found["invoice_number"].value), runs, context))
    if kind in TRANSPORT_PAPERS:
        _invoice_said(found, runs, context)
        if (ship := found.get("vessel")) and (voyage := LONG_VOYAGE.search(str(ship.value))):
            found["vessel"] = replace(ship, value=str(ship.value)[: voyage.start()])
    for name, instead, sure in INSTEAD:
        if name not in found and (other := found.get(instead)):
            found[name] = replace(other, confidence=min(other.confidence, sure))
    if (kind == "ship.awb" and number is None) or (number is not None and HALF_NUMBER.fullmatch(str(number.value))):
        house = _in_corner(runs, context) if number is None else {}  # a master's number stands at the left
        found.update(house or _air_waybill(runs, context))
    if kind in TRANSPORT_PAPERS and "bl_number" not in found:
        found.update(_beside_title(runs, context) or (_in_corner(runs, context) if kind == "ship.awb" else {}))
    if kind not in TRANSPORT_PAPERS and "consignee" not in found:
        found.update(in_window("consignee", runs, context))
    if kind == "ship.invoice" and "invoice_number" not in found:
        for run in runs:
            if run.box.cy < HEAD and (match := BARE_NUMBER.fullmatch(run.text)):
                number = references.find_reference(match["number"])
                if number:
                    found["invoice_number"] = found_value(number.moved(match.start("number")), run, context)
                    break


BARE_ROUTE = 0.85
"""What is left of the confidence of ports that stand in a line without any word for what they are."""
INSTEAD = (
    ("port_of_discharge", "place_of_delivery", BARE_ROUTE),
    ("port_of_loading", "place_of_receipt", BARE_ROUTE),
    ("vessel", "feeder_vessel", BARE_ROUTE),
    ("bl_number", "document_number", BARE_ROUTE),
    ("bl_number", "master_number", 1.0),
)
"""What stands for a field where its own caption has no value: carriage may begin and end inland; the house's bill, else
the carrier's."""
INVOICE_SAID = re.compile(
    r"(?<![^\W\d_])(?:COMM(?:ERCIAL)?\.?\s*)?(?:INVOICES?|INV|FACT|FACTURAS?|FACTURES?|FATTURA|FATURA|RECHNUNG(?:SNUMMER)?|发票号?码?)"
    r"(?![^\W\d_])\.?\s*(?:COMERCIAL|COMMERCIALE)?\s*(?:NOS?|NRO?|NUMBERS?|N[°º]|REF)?(?![^\W\d_])[\s.:#]{0,5}",
    re.IGNORECASE,
)
"""`INV. NO.: ZL2605-188`, `FACTURE N° FA-2026-1180`: what a bill's box of goods or of accounts says of the invoice."""


def _invoice_said(found: Values, runs: Sequence[Run], context: Context) -> None:
    """The invoice that a bill mentions among its goods or references, which beats what a caption seemed to ask for."""
    for run in runs:
        for said in INVOICE_SAID.finditer(run.text):
            number = references.find_reference(run.text[said.end() : said.end() + LONGEST_NUMBER])
            if number and number.start == 0:
                found["invoice_number"] = found_value(number.moved(said.end()), run, context)
                return


def _dated(number: str, runs: Sequence[Run], context: Context) -> Values:
    """The date that goes on behind an invoice's number, or stands level with it: `FX-26/0377 du 05/06/2026`."""
    named = next((run for run in runs if number in run.text), None)
    level = [run for run in runs if named and run.page == named.page and abs(run.box.cy - named.box.cy) < LEVEL]
    for run in level:
        said = OF_DATE.search(run.text)
        when = run.part(said.start("date")) if said else None
        if when and (taken := values.take("date", "invoice_date", [when], context)):
            return taken
    return {}


LEVEL = 0.005
"""Share of the page's height by which print of one line may differ."""
OF_DATE = re.compile(
    r"(?<![^\W\d_])(?:du|vom|of|dated?|dtd|dt|del|van|från|den|z dnia|ze dne)[.:]?\s+(?P<date>\d)", re.IGNORECASE
)
LONGEST_NUMBER = 30
LONG_VOYAGE = re.compile(r"\s+\d{2,4}-\d{2,4}[NSEW]?\s*\Z")
"""`EVER LUCENT 0614-071E`: a voyage of two numbers behind the ship's name."""
_PORT = r"[^\W\d_a-zà-ÿ][^:：;\d]{1,39}?"
_NEXT = r"bill|b/l|awb|air\s|container|vessel|voyage|invoice|etd|eta|sail|ship|incoterms?|cont"
_ENDS = rf"(?=\s*(?:\b(?:by|via|per|on|under|in|with|l/c)\b|,\s+(?:{_NEXT})\b|[.;]\s|[.;]?\s*\Z|[\[(]))"
FROM_TO = re.compile(rf"\b(?i:FROM)\s+(?P<loading>{_PORT})\s+(?i:TO)\s+(?P<discharge>{_PORT})(?i:{_ENDS})")
"""`From NINGBO To LONG BEACH by sea`, `Shipped per OOCL BEIJING V.118E from Yantian to Norfolk, VA.`"""
A_TO_B = re.compile(
    rf"(?:(?i:BY\s+(?:SEA|AIR|OCEAN|ROAD|TRUCK|RAIL)|SEA\s?FREIGHT|AIR\s?FREIGHT)\s*[,:]?\s*)?(?P<loading>{_PORT})"
    rf"\s+(?:to|TO|→|->|–|—)\s+(?P<discharge>{_PORT})(?i:{_ENDS}).{{0,40}}"
)
"""`Suape to Port Tampa Bay` as all that a line says."""
BETWEEN_PORTS = re.compile(r"\s+(?:to|[-–—>]+|→|/|至|到)\s+|\s*(?:→|->|/)\s*|\s*(?:至|到)\s*", re.IGNORECASE)
BILL_SAID = re.compile(
    r"(?<=[\s,;(])(?:(?i:(?:HOUSE |OCEAN |SEA ?)?(?:BILL OF LADING|WAYBILL))|H?B/L|[HS]?AWB)"
    r"(?:\s?(?i:NO|NR|NUMBER)\b)?[\s.:#]{1,4}(?=[A-Z0-9-]*\d{4})"
)
"""`from Cape Town to Tacoma, bill of lading CPT0440917`"""
PLAIN_WORDS = re.compile(r"\b[a-zà-ÿ]{3,}\b(?<!del)(?<!sur)(?<!los)(?<!las)(?<!den)(?<!von)(?<!and)")
"""Small letters, which names of places have none of but for what joins them."""
SHIP_FROM = re.compile(r"\W*(?P<vessel>[A-Z]{2,}(?:[ .'-]+[A-Z]{2,}){1,3}(?:\s\d{1,4}[A-Z]?)?)\s+from\s+\S.*\sto\s")
"""`WAN HAI 317 from Singapore to Hai Phong`, the shipment in a line of its own."""
PER = re.compile(
    r"\W*(?i:(?:SHIPPED|SHIPMENT|CARRIED)?\s*PER)\s+(?:(?i:S\.?S\.?|M[./]?V\.?|VESSEL)\s+)?"
    r"(?P<vessel>[A-Z][A-Z0-9 .'-]{3,40}?)(?=\s+(?i:from|to|on|sailing)\b|\s*[,;]|\s*\Z)"
)
"""`Per WAN HAI 513`; a caption of its own is found by its label."""
PER_FROM = re.compile(r"\s(?:Per|PER)\s+(?P<vessel>[A-Z][A-Z0-9 .'-]{3,40}?)(?=\s+(?i:from|sailing)\b)")
"""The same amidst a sentence: `Shipped by CHUNG TAI CO., LTD. Per EVER LOTUS V.1144E From KAOHSIUNG to`."""
GOES_OVER = re.compile(r"\b(?:from|to)\s*\Z", re.IGNORECASE)
"""A line of such a sentence whose port stands on the next one."""
OF_ORIGIN = re.compile(
    r"\b(?:GOODS|MERCHANDISE|PRODUCTS?|CARGO)\s+(?:(?:ARE|IS|WERE)\s+)?OF\s+(?P<before>[A-Z' .]{3,30}?)\s+"
    r"(?:NON-?\s?)?(?:PREFERENTIAL\s)?(?:ORIGIN\b|(?<=NON-)\Z|(?<=PREFERENTIAL\s)\Z)"
    r"|\bGOODS\s+OF\s+(?P<after>[A-Z][A-Z' .]{2,30})\Z|\A\W*MADE\s+IN\s+(?P<made>[A-Z][A-Z' .]{2,30}?)\W*\Z"
    r"|\A\W*ORIGIN\s+(?P<told>[A-Z][A-Z' .]{2,30}?)\W*\Z",
    re.IGNORECASE,
)
"""`We certify that the goods are of CHINA origin`, `Goods of Brazil`"""


def _route(found: Values, context: Context) -> None:
    """Both ports that stand under one caption: `FROM - TO : TANJUNG PRIOK - LOS ANGELES`."""
    route = found.pop("route", None)
    parts = BETWEEN_PORTS.split(str(route.value)) if route else []
    if route and len(parts) == 2:
        for (name, party), text in zip(ENDS_OF_WAY, parts, strict=True):
            named = found.get(name)
            if named and party not in found and text.strip(" ,.;:") not in str(named.value) and _firm(str(named.value)):
                found[party] = replace(found.pop(name), confidence=min(named.confidence, BARE_ROUTE))
            found.setdefault(name, replace(route, value=text.strip(" ,.;:")))


def _way_behind_caption(found: Values) -> None:
    """Both ports behind the caption of the first: `Shipped from` `XIAMEN to CHARLESTON by sea`."""
    start = found.get("port_of_loading")
    way = FROM_TO.match(f"FROM {start.value}") if start else None
    if start and way:
        found["port_of_loading"] = replace(start, value=way["loading"], confidence=min(start.confidence, BARE_ROUTE))
        found.setdefault("port_of_discharge", replace(found["port_of_loading"], value=way["discharge"]))


ENDS_OF_WAY = (("port_of_loading", "exporter"), ("port_of_discharge", "consignee"))
"""What `From` and `To` may ask for: where the way has a caption of its own they name firms."""


def _firm(text: str) -> bool:
    return COMPANY.search(text) is not None or len(text.split()) > 2


def _said(found: Values, runs: Sequence[Run], context: Context) -> None:
    """Ports, ship and origin in the words of a sentence instead of behind captions."""
    for run in _over_lines(runs):
        if FROM.match(run.text) and (way := FROM_TO.match(run.text.lstrip())):
            _fill_in(found, _ports(way, run, context, 1.0))
        if not {"port_of_loading", "port_of_discharge"} & found.keys():
            way, alone = FROM_TO.search(run.text), A_TO_B.fullmatch(run.text)
            if way := way or alone:
                found.update(_ports(way, run, context, 1.0 if way is not alone else BARE_ROUTE))
        ship = PER.match(run.text) or SHIP_FROM.match(run.text) or PER_FROM.search(run.text)
        if ship and _bare(found.get("vessel"), run):
            found.update(values.take("vessel", "vessel", [run.part(*ship.span("vessel")) or run], context))
        if "bl_number" not in found and (bill := BILL_SAID.search(run.text)):
            number = references.find_reference(run.text[bill.end() : bill.end() + LONGEST_NUMBER])
            if number and number.start == 0:
                found["bl_number"] = found_value(number.moved(bill.end()), run, context)
        if "origin_country" not in found and (origin := OF_ORIGIN.search(run.text)):
            piece = run.part(*origin.span(origin.lastgroup or 0))
            if piece and countries.country(piece.text):
                found.update(values.take("country", "origin_country", [piece], context))


def _over_lines(runs: Sequence[Run]) -> list[Run]:
    """The runs, those that end before a port's name with the line below."""
    whole: list[Run] = _blanks_filled(runs)
    for run, below in itertools.pairwise([*runs, *runs[-1:]]):
        near = below.page == run.page and 0 < below.box.cy - run.box.cy < 2 * run.box.height
        whole.append(joined([run, below]) if near and GOES_OVER.search(run.text) else run)
    return whole


def _blanks_filled(runs: Sequence[Run]) -> list[Run]:
    """Lines of a form whose blanks are filled in, `From ..KOBE..... to ..NORFOLK....`, each as one run."""
    lines: list[Run] = []
    for run in runs:
        if FROM.match(run.text):
            level = [r for r in runs if r.page == run.page and abs(r.box.cy - run.box.cy) < LEVEL]
            beside = sorted((r for r in level if r.box.x0 > run.box.x0), key=lambda r: r.box.x0)
            lines += [joined([run, *beside])] if beside else []
    return lines


FROM = re.compile(r"\W*FROM\b(?!\s*[-–/(])", re.IGNORECASE)


def _fill_in(found: Values, ports: Values) -> None:
    """Add the ports of a line where none is known, or the one where the other is known alike."""
    if all(name not in found or str(value.value) in str(found[name].value) for name, value in ports.items()):
        for name, value in ports.items():
            found.setdefault(name, value)


ORIGIN_OF_LINE = re.compile(
    r"(?:ORIGIN|ORIGINE|ORIGEN|URSPRUNG|URSPRUNGSLAND|ORIGEM|MENŞEİ|MENSEI|原产国|原产地)\s*[:：]\s*(?P<land>[^\W\d_][^:;,\d]{1,30})",
    re.IGNORECASE,
)


def origin_of_all(found: Values, rows: Sequence[Values]) -> None:
    """Add to `found` the origin that a column says of every line alike, where the paper does not say it once."""
    said = [row["origin_country"] for row in rows if "origin_country" in row]
    if said and len(said) == len(rows) and len({value.value for value in said}) == 1:
        found.setdefault("origin_country", replace(said[0], confidence=min(said[0].confidence, BARE_ROUTE)))


def currency_of_all(rows: Sequence[Values], runs: Sequence[Run]) -> None:
    """Give amounts without a currency the one that the paper prints: in its heading, beside its sum, in words.

    Where several are printed nobody says which of them the lines are in.
    """
    bare = [row for row in rows if "value" in row and "currency" not in row]
    printed = {code for run in runs if (code := currency_in(run.text))} if bare else set()
    if len(printed) != 1:
        return
    [code] = printed
    for row in bare:
        row["currency"] = replace(row["value"], value=code, confidence=min(row["value"].confidence, BARE_ROUTE))


def _one_origin(runs: Sequence[Run], context: Context) -> Values:
    """The origin that is said under every article, where it is the same for all."""
    said = [(run, match) for run in runs if (match := ORIGIN_OF_LINE.search(run.text))]
    lands = {found.value for _, match in said if (found := countries.country(match["land"].strip()))}
    if len(lands) != 1 or not said:
        return {}
    run, match = said[0]
    piece = run.part(*match.span("land"))
    return values.take("country", "origin_country", [piece], context) if piece else {}


def _bare(vessel: Value | None, run: Run) -> bool:
    """Whether no ship is known, or only a whole sentence of which its name is a part."""
    return vessel is None or (str(vessel.value) in run.text and GOES_ON.search(str(vessel.value)) is not None)


GOES_ON = re.compile(r"\b(?:from|to|on|sailing)\b", re.IGNORECASE)


def _ports(way: re.Match[str], run: Run, context: Context, sure: float) -> Values:
    taken: Values = {}
    for name, part in (("port_of_loading", "loading"), ("port_of_discharge", "discharge")):
        piece = run.part(*way.span(part))
        text = piece.text.strip(" ,.;") if piece else ""
        if piece is None or PLAIN_WORDS.search(text) or COMPANY.search(text):
            return {}
        taken[name] = value_of(text, piece, context, sure)
    return taken


def _air_waybill(runs: Sequence[Run], context: Context) -> Values:
    """The number by its check digit; at the head of the form also one whose check digit is not right, as a question."""
    for run in runs:
        if number := references.find_air_waybill(run.text):
            return {"bl_number": found_value(number, run, context)}
    for run in runs:
        said = AIR_WAYBILL.search(run.text) if run.box.cy < HEAD else None  # telephone numbers stand elsewhere
        part = run.part(*said.span()) if said else None
        if said and part:
            return {"bl_number": value_of(f"{said[1]}-{said[2]}{said[3]}", part, context, UNCHECKED)}
    return {}


def _beside_title(runs: Sequence[Run], context: Context) -> Values:
    """A number level with the title and with nothing that asks for it, as forwarders print those of their own bills."""
    titles = [run for run in runs if run.box.cy < HEAD and CARRIES.fullmatch(run.text)]
    for title in titles[:1]:
        for run in runs:
            level = run.page == title.page and abs(run.box.cy - title.box.cy) < title.box.height
            if level and BARE_BILL.fullmatch(run.text.strip()):
                return {"bl_number": value_of(run.text.strip(), run, context, UNCHECKED)}
    return {}


def _in_corner(runs: Sequence[Run], context: Context) -> Values:
    """The number of a house air waybill where the form has it without a caption: in the upper right corner."""
    first = min((run for run in runs if run.page == runs[0].page), key=lambda run: run.box.cy, default=None)
    level = [run for run in runs if first and run.page == first.page and run.box.cy < first.box.cy + 2 * LEVEL]
    corner = max(level, key=lambda run: run.box.x1, default=None)
    number = CALLED.sub("", corner.text).strip() if corner else ""
    if corner is None or corner.box.x1 < 0.7 or not BARE_BILL.fullmatch(number):
        return {}
    return {"bl_number": value_of(number, corner, context, UNCHECKED)}


CALLED = re.compile(r"^\W*H?AWB\b\W*(?:NO\b\W*)?", re.IGNORECASE)
CARRIES = re.compile(r"(?:[^\W\d_]+\W+){0,4}(?:AIR\s?WAY\s?BILL|BILL OF LADING|SEA\s?WAY\s?BILL)\W*", re.IGNORECASE)
BARE_BILL = re.compile(r"(?=(?:\D*\d){5})[A-Z]{2,6}(?:[- ]?[A-Z]{2,4})?[- ]?[A-Z]?\d{5,12}[A-Z]?")
AIR_WAYBILL = re.compile(r"(?<![\d-])(\d{3})\s?[-–|]\s?(?:[A-Z]{3}\s?[-–|]\s?)?(\d{4})\s?(\d{4})(?![\d-])")
HALF_NUMBER = re.compile(r"\d{3}-\d{4}")
"""What is left of `176-2209 4413` where a number ends with its first blank."""
UNCHECKED = 0.8
