"""`Exporter` under or beside `Certifier is`: it says who certifies, and asks for nobody's name."""

from __future__ import annotations

import re

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
