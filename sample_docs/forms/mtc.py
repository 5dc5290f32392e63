"""Mill test certificate, inspection certificate EN 10204 3.1, in English or in two languages (DOMAIN.md 4.2)."""

from __future__ import annotations

import random
from collections.abc import Callable

from sample_docs import blocks, numerals, stamps, table
from sample_docs.blocks import Pair
from sample_docs.content import Story
from sample_docs.layout import A4, Ink, Sheet
from sample_docs.paper import Paper, row_truth
from sample_docs.table import Cell, Column

KIND = "fac.mtc"
TITLES = (
    "MILL TEST CERTIFICATE",
    "INSPECTION CERTIFICATE",
    "MILL TEST CERTIFICATE EN 10204 3.1",
    "质量证明书 MILL TEST CERTIFICATE",
    "产品质量证明书 QUALITY CERTIFICATE",
)
_GRADES = {
    "72": ["304", "304L", "316L"], "7304": ["304L", "316L"], "7306": ["304", "316L"], "7307": ["F304L", "F316L", "304"],
    "7318": ["8.8", "A2-70", "10.9"], "76": ["6063-T5", "6061-T6", "3003-H14"], "73": ["Q235B", "S235JR", "A36"],
}  # fmt: skip
_CHEMISTRY = {
    "C": (20, 80),
    "Si": (250, 700),
    "Mn": (90, 180),
    "P": (15, 40),
    "S": (1, 20),
    "Cr": (1700, 1950),
    "Ni": (800, 1150),
}


def suits(story: Story) -> bool:
    """Goods of steel or aluminium alone come with such a paper."""
    return all(i.good.hs6[:2] in ("72", "73", "76") for i in story.items)


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    landscape = rng.random() < 0.5
    paper = Paper(KIND, Sheet((A4[1], A4[0]) if landscape else A4, ink, margin=rng.uniform(26, 38)))
    sheet = paper.sheet
    chinese = bool(story.producer.name_cn) and rng.random() < 0.5
    y = blocks.letterhead(paper, rng, story.producer, chinese=chinese)
    paper.put(producer=story.producer.name)
    title = rng.choice([t for t in TITLES if chinese or t.isascii()])
    y = blocks.heading(paper, y, [title, "ACCORDING TO EN 10204 / 3.1"] if "10204" not in title else [title], size=14)
    y = blocks.pairs(paper, y, _head(story, chinese, rng), columns=2, style=rng.choice(["cells", "colon", "boxes"]))
    limit = sheet.bottom - 90

    def turn() -> float:
        sheet.new_page()
        return sheet.margin + 6

    plan = table.plan(sheet, _columns(story, chinese, rng), sheet.span, "grid", rng)
    y, paper.lines = table.draw(sheet, plan, y + 6, bottom=lambda: limit, next_page=turn, gap=3)
    if y > limit - 60:
        y = turn()
    y = _properties(paper, story, y + 8, chinese, rng, turn, limit)
    text = (
        "We hereby certify that the material described above has been manufactured and tested with satisfactory "
        "results in accordance with the requirements of the order and the above standard."
    )
    y = sheet.paragraph(sheet.left + 2, y + 8, sheet.span * 0.62, text, label=True)
    base = min(y + 44, sheet.bottom - 14)
    sheet.text(
        sheet.left + 4,
        base,
        f"{rng.choice(['Inspection representative', 'Q.C. MANAGER', 'Works inspector'])}: {story.producer.contact}",
    )
    blocks.lay_signature(paper, rng, sheet.left + 130, base - 40)
    seal = story.producer.name_cn or story.producer.name
    blocks.lay_seal(
        paper,
        rng,
        sheet.right - 100,
        base - 32,
        seal,
        "质量检验专用章" if story.producer.name_cn else "Q.C.",
        size=96,
        star=bool(story.producer.name_cn),
        colour=stamps.RED if story.producer.name_cn else stamps.BLUE,
    )
    return paper


def _label(english: str, chinese: str, both: bool) -> str:
    return f"{english} {chinese}" if both else english


def _head(story: Story, both: bool, rng: random.Random) -> list[Pair]:
    day = story.days.finished
    number = f"{rng.choice(['MTC', 'QC', 'ZS', 'MC'])}{day:%y%m%d}{rng.choice(['', '-'])}{rng.randint(1, 99):02d}"
    pairs: list[Pair] = [
        (
            _label(rng.choice(["Certificate No.", "A03 Certificate No."]), "证书编号", both),
            number,
            row_truth(record_number=number),
        ),
        (
            _label(rng.choice(["Date", "Date of issue"]), "日期", both),
            numerals.date(day, numerals.date_style(rng, story.origin, [day])),
            row_truth(issue_date=day),
        ),
        (
            _label(rng.choice(["Customer", "Purchaser", "A06 Purchaser"]), "订货单位", both),
            story.importer.name,
            row_truth(buyer=story.importer.name),
        ),
        (
            _label(rng.choice(["Order No.", "P.O. No.", "A07 Purchase order No."]), "订单号", both),
            story.order_number,
            row_truth(order_number=story.order_number),
        ),
    ]
    pairs.append(
        (
            _label("Standard", "执行标准", both),
            rng.choice(["ASTM A182", "ASTM A312", "EN 10088-3", "ASTM A276", "GB/T 14976"]),
            {},
        )
    )
    if rng.random() < 0.7:
        name = story.producer.country_name
        pairs.append(
            (
                _label(rng.choice(["Country of Origin", "Country of melt and pour"]), "原产国", both),
                name,
                row_truth(origin_country=story.origin),
            )
        )
    return pairs


def _columns(story: Story, both: bool, rng: random.Random) -> list[Column]:
    items = story.items
    grades = [rng.choice(next(v for k, v in _GRADES.items() if i.good.hs6.startswith(k))) for i in items]
    sizes = [
        f"{g} {rng.choice(['DN', 'φ', ''])}{rng.randint(10, 300)}{rng.choice(['x2.5', 'x6', ' PN16', ''])}"
        for g in grades
    ]
    weights = [i.net for i in items]
    columns = [
        Column(_label("Item", "序号", both), [Cell(str(n)) for n in range(1, len(items) + 1)], "center", 0.2),
        Column(
            _label(rng.choice(["Product", "Description"]), "产品名称", both),
            blocks.description_cells(items),
            weight=1.6,
        ),
        Column(
            _label(rng.choice(["Grade / Size", "Specification"]), "牌号 规格", both),
            [Cell(s, row_truth(specification=s)) for s in sizes],
            "center",
            1.0,
        ),
        Column(
            _label(rng.choice(["Heat No.", "Heat Number", "B07 Heat No."]), "炉批号", both),
            [Cell(i.heat, row_truth(heat_number=i.heat)) for i in items],
            "center",
            0.6,
        ),
    ]
    if rng.random() < 0.6:
        columns.append(
            Column(
                _label(rng.choice(["Batch No.", "Lot No."]), "批号", both),
                [Cell(i.lot, row_truth(lot_number=i.lot)) for i in items],
                "center",
                0.6,
            )
        )
    joined = rng.random() < 0.5
    unit = rng.choice(["KG", "KGS"])
    cells = [Cell(f"{w:,f} {unit}" if joined else f"{w:,f}", row_truth(quantity=w, unit=unit)) for w in weights]
    head = "Weight" if joined else f"Weight ({unit})"
    columns.append(Column(_label(head, "重量", both), cells, "right", 0.6))
    return columns


def _properties(
    paper: Paper, story: Story, y: float, both: bool, rng: random.Random, turn: Callable[[], float], limit: float
) -> float:
    """Chemistry and tensile values by heat: print that belongs to no field."""
    items = story.items
    columns = [Column(_label("Heat No.", "炉号", both), [Cell(i.heat) for i in items], "center", 0.6)]
    if items[0].good.hs6[:2] != "76":
        for element, (low, high) in _CHEMISTRY.items():
            digits = 3 if high < 1000 and element != "Mn" else 2
            values = [f"{rng.randint(low, high) / (1000 if digits == 3 else 100):.{digits}f}" for _ in items]
            columns.append(Column(f"{element} %", [Cell(v) for v in values], "center", 0.4))
    for label, chinese, low, high in (
        ("Yield MPa", "屈服强度", 210, 330),
        ("Tensile MPa", "抗拉强度", 520, 640),
        ("Elongation %", "伸长率", 38, 58),
    ):
        columns.append(
            Column(_label(label, chinese, both), [Cell(str(rng.randint(low, high))) for _ in items], "center", 0.5)
        )
    plan = table.plan(paper.sheet, columns, paper.sheet.span, "grid", rng)
    y, _ = table.draw(paper.sheet, plan, y, bottom=lambda: limit, next_page=turn, gap=2)
    return y
