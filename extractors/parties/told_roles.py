"""`Exporter` under or beside `Certifier is`: it says who certifies, and asks for nobody's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.captions.below import nearest
from extractors.captions.labels import Hit
from extractors.captions.neighbouring_cells import neighbours
from extractors.captions.open_print import Marked
from extractors.layout import Run, Sheet

ROLES = "IMPORTER|EXPORTER|PRODUCER|IMPORTADOR|EXPORTADOR|PRODUCTOR|IMPORTATEUR|EXPORTATEUR|PRODUCTEUR"
ROLE = re.compile(rf"\W*(?:{ROLES})(?:\s?/\s?(?:{ROLES}))?\W*", re.IGNORECASE)
"""A role, once more in another language or not."""
ALIGNED = 0.03
"""Share of the page's width by which a caption and what stands under it may begin apart."""
NEAR = 1.2
"""Heights of print between the two."""


def without_told_roles(marked: Marked, sheet: Sheet) -> Marked:
    """The runs of a page, roles that answer such a caption above them without a label."""
    told = [_follows_role_caption(run, hit, marked, sheet) for run, hit in marked]
    return [(run, None if role else hit) for (run, hit), role in zip(marked, told, strict=True)]


def without_choices(marked: Marked) -> Marked:
    """The runs of a page, roles with boxes to tick without a label: `IMPORTER   EXPORTER [X] PRODUCER`, of which an
    engine passed over the empty boxes, asks for nobody's name.
    """
    chosen = [run for run, _ in marked if CHOICE.fullmatch(run.text)]
    rows = [[r for r in chosen if abs(r.box.cy - run.box.cy) < 0.5 * run.box.height] for run in chosen]
    rows = [row for row in rows if _names_all(row) and any(TICK.search(run.text) for run in row)]
    return [(run, None if any(run is r for row in rows for r in row) else hit) for run, hit in marked]


def without_names_within(marked: Marked) -> Marked:
    """The runs of a page, captions of a company's name right under that of a party without a label: `COMPANY NAME`
    under `Exporter` asks who exports, and not who certifies.
    """
    asked = [run for run, hit in marked if hit and hit.name in PARTIES]
    return [(run, None if hit and _asks_company(run, hit, asked) else hit) for run, hit in marked]


def _asks_company(run: Run, hit: Hit, asked: Sequence[Run]) -> bool:
    if hit.name != "certifier" or not COMPANY_NAME.match(run.text):
        return False
    steps = ((run.box.cy - party.box.cy, party) for party in asked if party.cell == run.cell)
    return any(0 < step < 2.2 * run.box.height and abs(p.box.x0 - run.box.x0) < ALIGNED for step, p in steps)


PARTIES = ("exporter", "producer", "importer", "consignee")
COMPANY_NAME = re.compile(
    r"\W*(?:(?:legal|business|full)\s+)?(?:company|firm|corporate|entity|business|organi[sz]ation|empresa|compa[nñ][ií]a)"
    r"(?:['’]s)?(?:\s+name)?\W*(?=$|[:：])|\W*name of (?:the )?(?:company|firm|organi[sz]ation)\b",
    re.IGNORECASE,
)


def _names_all(row: list[Run]) -> bool:
    return len({role[:4].upper() for run in row for role in ROLE_WORD.findall(run.text)}) >= ALL_ROLES


TICK = re.compile(r"[\[({]\s*[xX✓✔]\s*[\])}]|[☑☒■]")
BOX = r"(?:[\[({]?\s*+[xX✓✔]?\s*+[\])}]|[☐□☑☒■\[({])"
CHOICE = re.compile(rf"(?:\s*+(?:{BOX}|{ROLES}))++\s*+", re.IGNORECASE)
"""Roles with their boxes and nothing else."""
ROLE_WORD = re.compile(ROLES, re.IGNORECASE)
ALL_ROLES = 3


def _follows_role_caption(run: Run, hit: Hit | None, marked: Marked, sheet: Sheet) -> bool:
    """Whether a role stands alone under a caption of the certifier's role that nothing beside it answers.

    Args:
        marked: the runs outside tables, each with the label it begins with.
    """
    if hit is None or not ROLE.fullmatch(run.text) or hit.colon or _is_choice(run, marked):
        return False
    for caption, asks in marked:
        if (
            asks
            and asks.name == "certifier_role"
            and asks.is_all_of(caption.text)
            and _stands_under(sheet, caption, run)
        ):
            return not any(
                other is not caption
                and (found is None or ROLE.fullmatch(other.text) is not None)
                and other.box.x0 > caption.box.x0
                and abs(other.box.cy - caption.box.cy) < 0.5 * caption.box.height
                for other, found in marked
            )
    return False


def _is_choice(run: Run, marked: Marked) -> bool:
    """Whether further roles stand level with one: boxes to tick, of which the tick is not print."""
    height = run.box.height
    return any(
        other is not run and ROLE.fullmatch(other.text) and abs(other.box.cy - run.box.cy) < 0.5 * height
        for other, _ in marked
    )


def _stands_under(sheet: Sheet, caption: Run, run: Run) -> bool:
    if caption.cell >= 0 and caption.cell != run.cell:
        alone = len(sheet.in_cell(caption.cell)) == 1
        return alone and run.cell in neighbours(sheet, caption.cell) and run.box.y0 > caption.box.y1
    near = abs(caption.box.x0 - run.box.x0) < ALIGNED and caption.cell == run.cell
    return near and 0 < run.box.y0 - caption.box.cy < caption.box.height + NEAR * run.box.height


def roles_over_captions(marked: Marked, sheet: Sheet) -> Marked:
    """The same where captions follow what they ask for."""
    asked = [run for run, hit in marked if hit is not None and hit.name == "certifier_role"]
    plain: Marked = [
        (run, None if ROLE.fullmatch(run.text) and not _is_choice(run, marked) else hit) for run, hit in marked
    ]
    told = [nearest(run, plain, sheet, -1) for run in asked]
    return [(run, None if run in told else hit) for run, hit in marked]
