"""Printed lines -> typed values with their sightings. One function for each type that a form file may name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractors import places
from extractors.layout import Run, first_text
from extractors.nlp import goods, parties, statements, transport
from extractors.parties import companies, issuers_named, party_lines
from extractors.shipping import ships
from extractors.sighted import Context, Taker, Values, found_value, joined, value_of
from extractors.typed import codes, countries, dates, numbers, quantities, references, yearless
from extractors.typed.currencies import currency_in, without_codes
from extractors.typed.folding import CJK_PATTERN
from extractors.typed.found import Found
from schemas.record import Value

NOTHING = re.compile(r"^[\W_]*(?:N\s*/?\s*A|NIL|NONE|-+|\*+|/+|NOT APPLICABLE|无)?[\W_]*$", re.IGNORECASE)


def take(kind: str, name: str, lines: Sequence[Run], context: Context) -> Values:
    """The fields that the printed lines of field `name` of type `kind` give; empty where they give none."""
    text = " ".join(run.text for run in lines)
    if not lines or NOTHING.match(text):
        return {}
    return TAKERS[kind](name, lines, context)


def looks_like(kind: str, lines: Sequence[Run]) -> bool:
    """Whether lines under a label of several meanings look like this one: a company is no port."""
    if not lines:
        return False
    first = lines[0].text
    if kind == "certificate_number":
        return lines[0].box.cy < 0.4 and len(re.findall(r"\d", first)) >= 4
    if kind in ("date", "country"):
        # The first line may be the rest of a caption in another language.
        parsed = dates.parse_date if kind == "date" else countries.country
        return any(parsed(run.text) for run in (*lines[:2], joined(lines[:2])))
    if kind == "vessel":  # `Flight date` may ask for the flight and its day
        return not ships.is_no_name(first)
    if kind == "item":
        return re.fullmatch(r"\W*\d{1,4}\W*", first) is not None
    if kind == "article":
        return not codes.ARTICLE_NUMBER.fullmatch(first) and (
            " " in first.strip() or CJK_PATTERN.search(first) is not None
        )
    company = bool(companies.COMPANY.search(first))
    addressed = len(lines) > 2 and any(re.search(r"\d", run.text) for run in lines[1:4])
    named = company or addressed or (kind == "party" and bool(parties.parse_party([first]).absent))
    return {"party": named, "place": not company}.get(kind, True)


def _text(name: str, lines: Sequence[Run], context: Context) -> Values:
    run = joined(lines[:1] if name not in MULTILINE_TEXT else lines)
    text = run.text.strip(" :：;,_")
    return {name: value_of(text, run, context)} if text else {}


def _article(name: str, lines: Sequence[Run], context: Context) -> Values:
    """Goods in words, without the number that may stand before them on their line."""
    coded = len(lines) > 1 and codes.ARTICLE_NUMBER.fullmatch(lines[0].text) and lines[1].box.x0 > lines[0].box.x1
    return _text(name, [joined(first_text(lines[1:] if coded else lines, codes.ARTICLE_NUMBER))], context)


MULTILINE_TEXT = {"specification", "grade", "remarks", "supplier"}


def _whole_text(name: str, lines: Sequence[Run], context: Context) -> Values:
    run = joined(lines)
    return {name: value_of(run.text.strip(" :："), run, context)}


def _date(name: str, lines: Sequence[Run], context: Context) -> Values:
    if name.endswith("_from") and (period := _period(name.removesuffix("_from"), lines, context)):
        return period  # `From 01/01/2026 To 12/31/2026` under one label
    for run in (*lines, joined(lines)):
        if name.endswith("start_date") and (span := dates.find_period(run.text, context.order)):
            last = name.removesuffix("start_date") + "finish_date"
            return {name: found_value(span[0], run, context), last: found_value(span[1], run, context)}
        if found := dates.parse_date(run.text, context.order):
            return {name: found_value(found, run, context)}
    plans = context.about if name.endswith(("start_date", "finish_date")) else None
    if plans and (found := yearless.without_year(lines[0].text, plans, context.order)):
        return {name: found_value(found, lines[0], context)}
    return {}


def _period(name: str, lines: Sequence[Run], context: Context) -> Values:
    run = joined(lines)
    if not (found := dates.find_period(run.text, context.order)):
        return {}
    return {f"{name}_from": found_value(found[0], run, context), f"{name}_to": found_value(found[1], run, context)}


LONGEST_COUNTRY = 7
"""Words of a country's name with what goes with it; more are a sentence, of which the first country counts."""


def _country(name: str, lines: Sequence[Run], context: Context) -> Values:
    # A name over two lines is met as a whole before its first line is taken for a slip of another's.
    runs = (lines[0], joined(lines[:2]), joined(lines))
    short = [run for run in runs if len(run.text.split()) <= LONGEST_COUNTRY]
    whole = [(found, run) for run in short if (found := countries.country(run.text))]
    if whole:
        found, run = max(whole, key=lambda w: (not w[0].repaired, w[0].sure, len(w[0].raw)))
        return {name: found_value(found, run, context)}
    for run in runs:
        if inside := countries.find_countries(run.text):
            return {name: found_value(inside[0], run, context)}
    return {}


def _reference(name: str, lines: Sequence[Run], context: Context) -> Values:
    broken = [joined(lines[:2])] if len(lines) > 1 and lines[0].text.endswith("-") else []
    for run in (*broken, *lines):
        found = references.find_reference(run.text)
        if found:
            return {name: found_value(found, run, context)}
    return {}


def _certificate_number(name: str, lines: Sequence[Run], context: Context) -> Values:
    for run in lines[:2]:
        spaced = SPACED_NUMBER.fullmatch(run.text.strip())
        if spaced:
            return {name: value_of(spaced["number"], run, context)}
        found = references.find_certificate_number(run.text)
        if found:
            return {name: found_value(found, run, context)}
    return {}


SPACED_NUMBER = re.compile(
    r"(?:(?:N[or°º.]{1,2}|EUR\.?\s?1)\s*)*(?P<number>[A-Z]{1,3}(?: \d{2}|\d{2,6})? \d{4,9}|[A-Z]{1,2}(?: \d{1,3}){2,3}|"
    r"[A-Z]{3,6} ?\d{2,4}(?: \d{3,9}){1,3})"
)
"""European chambers print letters, a blank and a number, with the year between them or not, or in groups."""


def _invoice(name: str, lines: Sequence[Run], context: Context) -> Values:
    """Number and date of an invoice, which forms print in one box."""
    taken: Values = {}
    run = joined(lines)
    when = dates.find_dates(run.text, context.order)
    if when:
        taken["invoice_date"] = found_value(when[0], run, context)
    number = references.find_reference(run.text)
    # a date's year, broken off its line; the postal code behind `No: 12,` of a street
    if number and (re.fullmatch(r"(?:19|20)\d\d", number.value) or re.match(r"\W*\d+\s*,", run.text[: number.start])):
        number = None
    if number and not any(d.start <= number.start < d.end for d in when):
        taken["invoice_number"] = found_value(number, run, context)
    return taken


def _issuer(name: str, lines: Sequence[Run], context: Context) -> Values:
    value = issuers_named.issuer_in(lines, context, IN_ITS_BOX)
    return {name: value} if value else {}


SIGNED_FOR = re.compile(
    r"(?:(?:official )?(?:stamp|seal) of|for(?: and on behalf of)?|issued by)\s+(?:the\s+(?=[a-z]))?", re.IGNORECASE
)
CERTIFIES = re.compile(r"\bcertif(?:y|ies|ied)\b", re.IGNORECASE)
OF_THE_DECLARATION = re.compile(
    r"\W*(?:BESCHEINIGUNG|D[EÉ]CLARA|DICHIARA|ERKL[ÄA]R|BEYAN|EXPORT DOC|DOCUMENT|FORM\b)", re.IGNORECASE
)
"""What else stands in the box in which an office certifies."""
IN_ITS_BOX = 0.9
"""How sure a body that no table knows is one where the form wants the authority; the rules say whether it may issue."""


def _office(name: str, lines: Sequence[Run], context: Context) -> Values:
    """What is printed behind a label that asks for the issuing office by name, whether or not we know the office."""
    line = lines[0]
    text = SIGNED_FOR.sub("", line.text.strip(" :：;,_."))
    words = [] if OF_THE_DECLARATION.match(text) else re.findall(r"[^\W\d_]{2,}", text)
    prose = sum(word.islower() and len(word) > 3 for word in words) > 1 or CERTIFIES.search(text)
    if not words or prose or re.search(r"\d{3}", text):
        return _issuer(name, lines, context)
    return {name: value_of(text, line, context, 0.95)}


def _transport(name: str, lines: Sequence[Run], context: Context) -> Values:
    run = joined(lines)
    taken: Values = {name: value_of(run.text.strip(" :："), run, context)}
    details = transport.parse_transport(run.text, context.order)
    if details.departure:
        taken["departure_date"] = found_value(details.departure, run, context)
    return taken


def _role(name: str, lines: Sequence[Run], context: Context) -> Values:
    run = joined(lines)  # `Exporter, FLORES DE LA SABANA S.A.S.` says who beside in which role
    found = statements.certifier_role(run.text) or statements.certifier_role(re.split(r"[,(]", run.text)[0])
    return {name: found_value(found, run, context)} if found else {}


READ_AS_EIGHT, NUMBERED = 0.8, 0.8
"""What the criterion B counts that was read as a figure, and what a figure does that is a criterion."""


def _criterion(name: str, lines: Sequence[Run], context: Context) -> Values:
    run = joined(lines)
    found = statements.normalise_criterion(run.text)
    if found is None and context.engine != "text" and run.text.strip(" .,'") == "8":
        return {name: value_of("B", run, context, READ_AS_EIGHT)}
    if found is None and (numbered := NUMBERED_CRITERION.fullmatch(run.text)):
        return {name: value_of(numbered["number"], run, context, NUMBERED)}
    return {name: found_value(found, run, context)} if found else {}


NUMBERED_CRITERION = re.compile(r"\W*(?P<number>[1-4])\W*")
"""Criteria that the Central American and Chilean agreements count: `2` for a specific rule."""


def _first(find: Callable[[str], Sequence[Found[str]]]) -> Taker:
    """The first find on any of the lines, or over all of them."""

    def taker(name: str, lines: Sequence[Run], context: Context) -> Values:
        for run in (*lines, joined(lines)):
            if found := find(run.text):
                return {name: found_value(found[0], run, context)}
        return {}

    return taker


def _number(name: str, lines: Sequence[Run], context: Context) -> Values:
    for run in lines:
        found = numbers.find_numbers(without_codes(run.text))
        # a discount's share that ran over into the column of the amounts is none of them
        found = [n for n in found if not SHARE.match(run.text, n.end)] or found
        if found:
            return {name: found_value(context.meant(found[0]), run, context)}
    return {}


SHARE = re.compile(r"\s?%\s*(?=\S)")


def _counted_in(unit_name: str) -> Taker:
    """A number with what it is counted in, which becomes the field `unit_name`; a bare number where nothing is."""

    def counted(name: str, lines: Sequence[Run], context: Context) -> Values:
        run = joined(lines)
        kind = goods.parse_goods(run.text).package_kind if unit_name == "package_kind" else None
        in_two = kind is not None and "/" in kind.raw  # `Kisten / cases`
        if unit_name == "package_kind" and not in_two and HOW_PACKED.search(run.text):
            return {}
        for found in quantities.find_quantities(run.text):
            found = quantities.under_its_name(found, run.text)
            taken: Values = {name: _number_value(context.meant(found), run, context)}
            if kind and (in_two or not found.value.unit):
                taken[unit_name] = found_value(kind, run, context)
            elif unit := found.value.unit:
                taken[unit_name] = value_of(unit, run.part(found.start, found.end) or run, context, found.sure)
            return taken
        return _number(name, lines, context)

    return counted


HOW_PACKED = re.compile(
    r"\d\s?[A-Z]{1,5}\s?(?:/|\bPER\s)\s?(?:CTN|CARTON|BOX|BAG|CASE|MC|PKG|PACKAGE|POLYBAG|TRAY)S?\b(?!.*\d)",
    re.IGNORECASE,
)
"""`IQF 10 kg/ctn` under `Packing`: what one package holds, and not how many there are."""


def _number_value(found: Found[quantities.Quantity], run: Run, context: Context) -> Value:
    part = run.part(found.start, found.end) or run
    others = [q.number for q in found.alternatives]
    return value_of(found.value.number, part, context, found.sure, others)


def _money(name: str, lines: Sequence[Run], context: Context) -> Values:
    taken = _number(name, lines, context)
    code = currency_in(" ".join(run.text for run in lines))
    if taken and code:
        taken["currency"] = value_of(code, joined(lines), context)
    return taken


def _currency(name: str, lines: Sequence[Run], context: Context) -> Values:
    run = joined(lines)
    code = currency_in(run.text)
    return {name: value_of(code, run, context)} if code else {}


def _price_and_total(name: str, lines: Sequence[Run], context: Context) -> Values:
    """Unit price, total and currency in one cell, in this order; a single number is the total."""
    run = joined(lines)
    read = numbers.find_numbers(without_codes(run.text))
    if not read:
        return {}
    taken: Values = {"value": found_value(context.meant(read[-1]), run, context)}
    if len(read) > 1:
        taken["unit_price"] = found_value(context.meant(read[0]), run, context)
    if code := currency_in(run.text):
        taken["currency"] = value_of(code, run, context)
    return taken


def _unit(name: str, lines: Sequence[Run], context: Context) -> Values:
    run = joined(lines)
    if name == "package_kind" and re.match(r"\W*\d", run.text):
        return _counted_in("package_kind")("packages", lines, context)  # `22 Bundles`
    text = run.text.strip(" .:：()（）").upper()
    of = name.removesuffix("unit")
    if of != name and text[:1].isdigit() and [q.value.unit for q in quantities.find_quantities(text)] > [""]:
        return _counted_in(name)(f"{of}quantity", lines, context)  # `12 St` under `ME`
    return {name: value_of(text, run, context)} if text and not re.search(r"\d{2}", text) else {}


def kilograms(found: Found[quantities.Quantity], run: Run, context: Context, header_unit: str | None) -> Value | None:
    """A weight in kg; a bare number takes the unit its column's header names, else kg."""
    found = context.meant(found)
    quantity = found.value
    if not quantity.unit:
        found = quantities.under_its_name(found, run.text) if header_unit else found
        quantity = replace(quantity, unit=header_unit or "KG", family="weight")
    weight = quantities.to_kg(quantity)
    if weight is None:
        return None
    others = [
        kg for other in found.alternatives if (kg := quantities.to_kg(replace(other, unit=quantity.unit))) is not None
    ]
    return value_of(weight, run.part(found.start, found.end) or run, context, found.sure, others)


def _weight(name: str, lines: Sequence[Run], context: Context) -> Values:
    for run in lines:
        for found in quantities.find_quantities(run.text):
            value = kilograms(found, run, context, None)
            if value:
                return {name: value}
    return {}


TAKERS: Mapping[str, Taker] = {
    "text": _text,
    "article": _article,
    "party": party_lines.party,
    "address": party_lines.address,
    "date": _date,
    "period": _period,
    "country": _country,
    "reference": _reference,
    "certificate_number": _certificate_number,
    "invoice": _invoice,
    "issuer": _issuer,
    "office": _office,
    "transport": _transport,
    "place": places.place,
    "role": _role,
    "vessel": ships.vessel,
    "criterion": _criterion,
    "hs": _first(codes.find_hs),
    "number": _number,
    "item": _number,
    "measure": _counted_in("unit"),
    "packages": _counted_in("package_kind"),
    "weight": _weight,
    "money": _money,
    "currency": _currency,
    "price_and_total": _price_and_total,
    "container": _first(codes.find_containers),
    "unit": _unit,
    "package_kind": _unit,
    "marks": _whole_text,
}
