"""Who signed a certification and in which role, where no label of the form asks for the certifier."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractors import values
from extractors.captions.fields import Labelled
from extractors.layout import Run, Sheet
from extractors.nlp import statements
from extractors.parties.companies import COMPANY
from extractors.parties.letterhead import writer
from extractors.parties.party_lines import ROLE_BEHIND
from extractors.sighted import Context, Values, found_value, joined, value_of
from schemas.record import Value

ASKS_NAME = re.compile(
    r"\W*(?:(?:printed?|typed|full)\s+)?(?:names?|nombre(?:\s+y\s+apellidos?)?|noms?(?:\s+et\s+pr[eé]nom)?|성명|이름|氏名)"
    r"(?:\s*(?:,|/|&|and|y|et|of|de|du|del)\s*(?:the\s+)?(?:title|position|signatory|signer|cargo|puesto|firmante|titre|"
    r"fonction|signataire|authori[sz]ed\s+(?:person|signatory)|(?:printed?|typed?)|names?|nombre|noms?|성명|이름|氏名))*"
    r"\s*(?:\([^)]{0,30}\))?\s*[:：]?\s*",
    re.IGNORECASE,
)
"""A caption of the signature's block: `Name`, `Name and title`, `Printed name (type or print)`."""
PERSON = re.compile(
    r"(?:(?:Mr|Ms|Mrs|Lic|Ing|Dr|Sra?)\.?\s+)?(?P<name>[^\W\d_][\w'’.-]*(?:\s+(?:de|la|del|von|van|da|dos|bin|al)\b)*"
    r"(?:\s+[^\W\d_a-zà-ÿ][\w'’.-]*){1,3})(?:,\s*(?P<title>[^\d]{3,60}))?\s*"
)
SIGNED = 0.8
"""What is left of the confidence of a person nowhere called the certifier: he may sign for a firm."""
NEAR = 2.0
"""Line heights between a caption and the name over or under it."""


def signatory(runs: Sequence[Run], goods_end: float, context: Context) -> Values:
    """The firm on behalf of which is signed, or the person whose name stands at `Name` in the block of the signature.

    Args:
        runs: all print of the document in reading order.
        goods_end: where the goods table ends on the last page, as a share of its height.
    """
    last = max((run.page for run in runs), default=1)
    foot = [run for run in runs if run.page == last and run.box.cy > goods_end]
    if company := _on_behalf(foot, context):
        return company
    for run in foot:
        asked = ASKS_NAME.match(run.text)
        if asked is None or (asked.end() < len(run.text) and not asked.group().rstrip().endswith((":", "："))):
            continue
        places = [run.part(asked.end())] if asked.end() < len(run.text) else _around(run, foot)
        for place in filter(None, places):
            said = PERSON.fullmatch(place.text)
            if said and not COMPANY.search(said["name"]) and not ASKS_NAME.match(place.text):
                value = value_of(said["name"], place.part(*said.span("name")) or place, context)
                return {"certifier": replace(value, confidence=SIGNED * value.confidence)}
    return {}


def whose_letter(
    sheet: Sheet, runs: Sequence[Run], goods_end: float, labelled: Sequence[Labelled], found: Values, context: Context
) -> Values:
    """The firm on whose paper a statement is written that somebody signs with his position, or who says as what.

    Who signs a letter with a firm's head speaks for the firm; without one he is who certifies.

    Args:
        sheet: the first page.
        runs, goods_end: as `signatory` takes them.
        labelled: captions with their values; a firm that answers one is no letter's head.
        found: what is known of the paper by now.
    """
    last = max((run.page for run in runs), default=1)
    person = _over_position([run for run in runs if run.page == last and run.box.cy > goods_end], context)
    if not person:
        return writer(sheet, context) if "certifier_role" in found else {}
    firm = writer(sheet, context, {run for item in labelled for run in item.lines})
    importer = found.get("importer")
    if importer and "certifier" in firm and firm["certifier"].value == importer.value:
        return person  # the letter's addressee
    return firm or person


def _on_behalf(foot: Sequence[Run], context: Context) -> Values:
    """The firm behind or under `For and on behalf of` by which a statement is signed."""
    for run, below in itertools.pairwise(foot):
        said = ON_BEHALF.match(run.text)
        rest = run.part(said.end()) if said else None
        under = abs(run.box.x0 - below.box.x0) < 0.02 and below.box.y0 - run.box.y1 < NEAR * run.box.height
        named = rest or (below if said and under else None)
        if named and COMPANY.search(named.text):
            return values.take("party", "certifier", [named], context)
    return {}


ON_BEHALF = re.compile(r"\W*(?:signed\s+)?for\s+(?:and|&)\s+on\s+behalf\s+of\b\W*", re.IGNORECASE)


def _over_position(foot: Sequence[Run], context: Context) -> Values:
    """The person under a statement without captions, whose position stands right below the name."""
    for run, below in itertools.pairwise(foot):
        said = PERSON.fullmatch(run.text)
        near = abs(run.box.x0 - below.box.x0) < 0.02 and below.box.y0 - run.box.y1 < run.box.height
        position = POSITION.search(below.text) and len(below.words) <= LONGEST_POSITION
        if said and near and position and not said["title"] and not COMPANY.search(run.text):
            value = value_of(said["name"], run.part(*said.span("name")) or run, context)
            return {"certifier": replace(value, confidence=SIGNED * value.confidence)}
    return {}


LONGEST_POSITION = 6
"""Words of a person's position at most."""


def without_position(certifier: Value) -> Value:
    """The name of a person alone: `Denise Arsenault, Trade Compliance` says what she does, too."""
    parts = re.split(r"\s+[/|]\s+", str(certifier.value))
    firms = [part for part in parts if COMPANY.search(part)]
    if len(parts) > 1 and len(firms) == 1:  # `Rosa Quispe / Customs Specialist / Alpaca Andes Textil S.A.`
        return replace(certifier, value=firms[0], confidence=SIGNED * certifier.confidence)
    said = PERSON.fullmatch(str(certifier.value))
    if said is None or not said["title"] or COMPANY.search(said.group()) or not POSITION.search(said["title"]):
        return certifier
    return replace(certifier, value=said.group()[: said.start("title")].rstrip(" ,"))


POSITION = re.compile(
    r"\b(?:compliance|manager|director|officer|president|secretary|head|chief|lead|coordinator|analyst|specialist|"
    r"supervisor|representative|assistant|agent|owner|partner|attorney|counsel|acting|trade|customs|sales|logistics|"
    r"gerente|jef[ea]|directora|director[ae]?|coordinador[a]?|encargad[oa]|apoderad[oa]|representante|comercio|"
    r"direct(?:eur|rice)|responsable|g[eé]rante?|chef|conseill[eè]re?|pr[eé]sidente?|adjointe?)\b",
    re.IGNORECASE,
)
"""Words of what a person is in a firm."""


def company_in_role(labelled: Sequence[Labelled], context: Context) -> Values:
    """`Certifying as: Exporter, FLORES DE LA SABANA S.A.S.`: who certifies, named behind the role."""
    for item in labelled:
        line = item.lines[0] if item.name == "certifier_role" and item.lines else None
        said = ROLE_FIRST.match(line.text) if line else None
        part = line.part(said.end()) if line and said else None
        if part and COMPANY.search(part.text):
            return values.take("party", "certifier", [part], context)
    return {}


def roles_behind(labelled: Sequence[Labelled], found: Values) -> Values:
    """The parties that who certifies is, too: `Certifier: FLORES S.A.S. (exporter and producer)`."""
    certifier = found.get("certifier")
    said = [ROLE_BEHIND.search(i.lines[0].text) for i in labelled if i.name == "certifier" and i.lines]
    roles = {role for match in said if match for role in ROLE_WORDS if role[:6] in match.group().lower()}
    if certifier is None or not COMPANY.search(str(certifier.value)):
        return {}
    named = replace(certifier, confidence=IN_BRACKETS * certifier.confidence)
    return {role: named for role in roles if role not in found}


ROLE_WORDS = ("exporter", "producer", "importer")
IN_BRACKETS = 0.9


ROLE_FIRST = re.compile(
    r"\W*(?:import|export|produ[ck])\w*(?:\s+(?:and|y|et)\s+(?:import|export|produ[ck])\w*)?\s*[,;:–-]\s*",
    re.IGNORECASE,
)


def _around(caption: Run, foot: Sequence[Run]) -> list[Run]:
    """What stands beside a caption, above it and below it, the nearest first."""
    box = caption.box
    beside = [r for r in foot if abs(r.box.cy - box.cy) < 0.5 * box.height and 0 <= r.box.x0 - box.x1 < 0.2]
    column = [
        r for r in foot
        if abs(r.box.x0 - box.x0) < 0.02 and 0.5 * box.height < abs(r.box.cy - box.cy) < (1 + NEAR) * box.height
    ]  # fmt: skip
    return sorted(beside, key=lambda r: r.box.x0)[:1] + sorted(column, key=lambda r: abs(r.box.cy - box.cy))


def role_beside_name(runs: Sequence[Run], context: Context) -> Values:
    """`Certified by: FLORES S.A.S. (exporter)`."""
    for run in runs:
        said = ROLE_BEHIND.search(run.text) if re.search(r"certif", run.text, re.IGNORECASE) else None
        found = statements.certifier_role(said.group()) if said else None
        if said and found:
            return {"certifier_role": found_value(found.moved(said.start()), run, context)}
    return {}


def ticked_role(runs: Sequence[Run], context: Context) -> Values:
    """The role whose box is ticked, where the boxes of all roles stand on one printed line or go on in the next."""
    for i, first in enumerate(runs):
        if not TICKED_ROLE.search(first.text):
            continue
        block = [first]
        for run in runs[i + 1 : i + 4]:
            near = run.cell == first.cell and run.box.y0 - block[-1].box.y1 < 0.8 * first.box.height
            if near and ROLE_WORD.search(run.text):
                block.append(run)
        found = statements.certifier_role(joined(block).text)
        if found and found.sure == 1.0:
            return {"certifier_role": found_value(found, joined(block), context)}
    return {}


ROLE_WORD = re.compile(r"\b(?:importe?r|importad|importat|exporte?r|exportad|exportat|produc)", re.IGNORECASE)
_TICK = r"(?:[\[(]\s*[xX✓✔]\s*[\])]|[☑☒■])"
TICKED_ROLE = re.compile(
    rf"{_TICK}\s*(?:the\s+)?(?:import|export|produc)|\b(?:import|export|produc)\w*\s*{_TICK}", re.IGNORECASE
)
