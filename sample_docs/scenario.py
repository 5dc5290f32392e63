"""The worked scenarios of DOMAIN.md 7 as papers: each is a YAML file that says what is printed and what must be found.

A file has `entries` (canonical columns), `papers` and `findings`; the official lists that the goods are on lie in
`scenarios/lists`, as a user would load them. A paper has a `file` name, a `road` to the scanner and `parts`, printed
one below the other:

* `letterhead`, `title`: lines; the first is the largest.
* `pairs`: labelled values, with a `style` of `boxes`, `colon` or `cells` and a number of `columns`.
* `table`: a `head`, `rows`, an optional `last` row, and its `rules` (`grid` unless given).
* `text`: a paragraph. `sign`: a caption with a signature beside it.
* `seal`: `ring` and `centre` of a round seal, laid over the foot. `qr`: a code at the left.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sample_docs import blocks, roads, table
from sample_docs.forms.coo_cn import qr_picture
from sample_docs.layout import A4, Sheet, pick_ink, to_pdf
from sample_docs.paper import Paper
from sample_docs.table import Cell, Column

FOLDER = Path(__file__).parent / "scenarios"
LISTS = FOLDER / "lists"
"""Files for `reference load`, named after their tables; list membership is made up (DOMAIN.md 7)."""
SUFFIXES = {"digital": ".pdf", "fax": ".tiff", "photo": ".jpg"}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A worked scenario.

    Attributes:
        name: its number in DOMAIN.md.
        title: what it is about.
        entries: rows in canonical columns.
        papers: as in the file.
        findings: entry number -> rule -> the severities that will do; `absent` lists rules that must be silent.
        clean: nothing above `info` may be found.
    """

    name: str
    title: str
    entries: list[dict[str, str]]
    papers: list[dict[str, Any]]
    findings: dict[str, dict[str, str]]
    absent: list[str]
    clean: bool


def scenarios() -> list[Scenario]:
    """All of them, in the order of their numbers."""
    return [_load(path) for path in sorted(FOLDER.glob("*.yaml"))]


def _load(path: Path) -> Scenario:
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Scenario(
        path.stem, told["title"], told["entries"], told["papers"],
        told.get("findings", {}), told.get("absent", []), told.get("clean", False),
    )  # fmt: skip


def write_papers(scenario: Scenario, folder: Path, *, road: str = "") -> list[Path]:
    """Draw the papers of a scenario into a folder; the same scenario gives the same bytes.

    Args:
        road: how all of them came to the inbox; each by its own road unless given.
    """
    written: list[Path] = []
    for number, told in enumerate(scenario.papers):
        rng = random.Random(f"{scenario.name}-{number}")
        way = road or told.get("road", "scan")
        path = folder / (told["file"] + SUFFIXES.get(way, ".pdf"))
        path.parent.mkdir(parents=True, exist_ok=True)
        pdf = to_pdf([draw(told["parts"], rng)])
        path.write_bytes(pdf if way == "digital" else roads.to_file(roads.travel(pdf, way, rng), path.suffix[1:]))
        written.append(path)
    return written


def draw(parts: Sequence[Mapping[str, Any]], rng: random.Random) -> Sheet:
    """Print the parts of one paper."""
    chinese = any(ord(char) > 0x2E80 for char in str(parts))
    paper = Paper("other", Sheet(A4, pick_ink(rng, chinese_form=chinese), margin=rng.uniform(34, 44)))
    y = paper.sheet.margin
    for part in parts:
        for name, content in part.items():
            y = _PRINTED[name](paper, y, content, rng)
    return paper.sheet


def _letterhead(paper: Paper, y: float, lines: list[str], rng: random.Random) -> float:
    return blocks.heading(paper, y, lines, size=14)


def _title(paper: Paper, y: float, lines: list[str], rng: random.Random) -> float:
    return blocks.heading(paper, y, lines, size=17)


def _pairs(paper: Paper, y: float, told: Mapping[str, Any], rng: random.Random) -> float:
    entries = [(str(label), str(text), {}) for label, text in told["values"]]
    return blocks.pairs(paper, y, entries, columns=told.get("columns", 2), style=told.get("style", "boxes")) + 4


def _table(paper: Paper, y: float, told: Mapping[str, Any], rng: random.Random) -> float:
    cells = list(zip(*told["rows"], strict=True))
    columns = [
        Column(str(label), [Cell(str(text)) for text in column])
        for label, column in zip(told["head"], cells, strict=True)
    ]
    sheet = paper.sheet
    plan = table.plan(sheet, columns, sheet.span, told.get("rules", "grid"), rng)

    def turn() -> float:
        sheet.new_page()
        return sheet.margin

    y, _ = table.draw(
        sheet, plan, y, bottom=lambda: sheet.bottom - 60, next_page=turn, gap=4,
        last=[str(text) for text in told.get("last", [])],
    )  # fmt: skip
    return y + 8


def _text(paper: Paper, y: float, text: str, rng: random.Random) -> float:
    return paper.sheet.paragraph(paper.sheet.left + 2, y, paper.sheet.span - 4, text) + 6


def _sign(paper: Paper, y: float, caption: str, rng: random.Random) -> float:
    below = paper.sheet.paragraph(paper.sheet.left + 2, y + 4, paper.sheet.span * 0.6, caption)
    blocks.lay_signature(paper, rng, paper.sheet.left + paper.sheet.span * 0.62, y - 6)
    return below + 22


def _seal(paper: Paper, y: float, told: Mapping[str, str], rng: random.Random) -> float:
    x = paper.sheet.right - 70
    blocks.lay_seal(paper, rng, x, y + 20, told["ring"], told.get("centre", ""), size=100)
    return y + 80


def _qr(paper: Paper, y: float, payload: str, rng: random.Random) -> float:
    paper.sheet.image(qr_picture(payload), paper.sheet.left, y, 66, 66)
    return y + 70


_PRINTED = {
    "letterhead": _letterhead,
    "title": _title,
    "pairs": _pairs,
    "table": _table,
    "text": _text,
    "sign": _sign,
    "seal": _seal,
    "qr": _qr,
}
