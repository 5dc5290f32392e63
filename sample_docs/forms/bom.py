"""Bill of materials of a Chinese factory, in Chinese or in two languages."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from sample_docs import blocks, numerals, table
from sample_docs.blocks import Pair
from sample_docs.content import Item, Story, party, words
from sample_docs.forms.production_order import UNITS_CN
from sample_docs.layout import A4, Ink, Sheet
from sample_docs.numerals import plain
from sample_docs.paper import Paper, row_truth
from sample_docs.table import Cell, Column

KIND = "fac.bom"
TITLES = (
    "物料清单",
    "物料清单 BILL OF MATERIALS",
    "材料清单",
    "BOM表",
    "产品用料清单 BOM",
    "BILL OF MATERIALS 物料清单",
)


@dataclass(frozen=True, slots=True)
class Material:
    name_cn: str
    name: str
    grade: str
    unit: str
    use: Decimal
    category: str


def materials_of(item: Item) -> list[Material]:
    """What goods of that chapter are made of, by the word list."""
    lists = words("materials")
    rows = lists.get(item.good.hs6[:2]) or lists["other"]
    return [
        Material(cn, en, str(grade), unit, Decimal(str(use)), category) for cn, en, grade, unit, use, category in rows
    ]


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    paper = Paper(KIND, Sheet(A4, ink, margin=rng.uniform(30, 44)))
    sheet = paper.sheet
    bilingual = rng.random() < 0.5
    item = story.items[0]
    y = blocks.heading(paper, sheet.margin, [story.producer.name_cn], size=rng.uniform(13, 16))
    y = blocks.heading(paper, y, [rng.choice(TITLES)], size=rng.uniform(14, 18))
    paper.put(producer=story.producer.name_cn)
    y = blocks.pairs(
        paper, y, _head(story, item, bilingual, rng), columns=2, style=rng.choice(["colon", "cells", "cells"])
    )
    unit = UNITS_CN[item.unit]
    product = row_truth(description=item.good.name_cn, specification=item.model, unit=unit)
    paper.lines = [product]
    rows = [*materials_of(item), *rng.sample(_packing(), rng.randint(0, 2))]
    plan = table.plan(
        sheet, _columns(story, rows, bilingual, rng), sheet.span, rng.choice(["grid", "grid", "horizontal"]), rng
    )
    limit = sheet.bottom - 60

    def turn() -> float:
        sheet.new_page()
        return sheet.margin + 4

    y, paper.materials = table.draw(
        sheet, plan, y + 5, bottom=lambda: limit, next_page=turn, gap=rng.choice([3, 6]), tinted=rng.random() < 0.4
    )
    people = words("transport")["chinese_people"]
    foot = min(y + 26, sheet.bottom - 10)
    for n, role in enumerate(("编制", "审核", "批准")):
        sheet.text(sheet.left + 4 + n * sheet.span / 3, foot, f"{role}：{rng.choice(people)}")
    if rng.random() < 0.4:
        blocks.lay_seal(paper, rng, sheet.right - 80, foot - 10, story.producer.name_cn, "技术专用章", size=92)
    return paper


def _packing() -> list[Material]:
    return [
        Material("外箱", "EXPORT CARTON", "K=K", "个", Decimal("0.05"), "纸制品"),
        Material("封箱胶带", "SEALING TAPE", "48mm", "卷", Decimal("0.002"), "塑料制品"),
    ]


def _label(chinese: str, english: str, bilingual: bool) -> str:
    return f"{chinese} {english}" if bilingual else chinese


def _head(story: Story, item: Item, bilingual: bool, rng: random.Random) -> list[Pair]:
    day = story.days.ordered
    number = f"BOM-{item.model}-{rng.choice(['A0', 'A1', 'B2', 'V1.0'])}"
    return [
        (_label("编号", "No.", bilingual), number, row_truth(record_number=number)),
        (
            _label("日期", "Date", bilingual),
            numerals.date(day, rng.choice(numerals.CHINESE_DATES)),
            row_truth(issue_date=day),
        ),
        (_label("成品名称", "Product", bilingual), item.good.name_cn, {}),
        (_label("规格型号", "Model", bilingual), item.model, {}),
        (_label("单位", "Unit", bilingual), UNITS_CN[item.unit], {}),
        (_label("订单号", "Order No.", bilingual), story.order_number, row_truth(order_number=story.order_number)),
    ]


def _columns(story: Story, rows: list[Material], bilingual: bool, rng: random.Random) -> list[Column]:
    columns = [Column(_label("序号", "No.", bilingual), [Cell(str(n)) for n in range(1, len(rows) + 1)], "center", 0.2)]
    if rng.random() < 0.4:
        codes = [Cell(f"{rng.randint(1, 4)}{rng.randint(10, 99)}.{rng.randint(1000, 9999)}") for _ in rows]
        columns.append(Column(_label("物料编码", "Code", bilingual), codes, "center", 0.4))
    names = [m.name_cn for m in rows]
    texts = [f"{n}\n{m.name}" if bilingual else n for n, m in zip(names, rows, strict=True)]
    label = _label(rng.choice(["物料名称", "子件名称", "材料名称"]), "Material", bilingual)
    columns.append(Column(label, [Cell(t, row_truth(description=t.replace("\n", " "))) for t in texts], weight=1.6))
    grades = [Cell(m.grade, row_truth(grade=m.grade) if m.grade else None) for m in rows]
    columns.append(Column(_label("规格", "Grade/Spec", bilingual), grades, "center", 0.8))
    columns.append(
        Column(_label("单位", "Unit", bilingual), [Cell(m.unit, row_truth(unit=m.unit)) for m in rows], "center", 0.3)
    )
    label = _label(rng.choice(["单位用量", "单耗", "用量"]), "Qty per unit", bilingual)
    columns.append(Column(label, [Cell(plain(m.use), row_truth(quantity=m.use)) for m in rows], "right", 0.4))
    if rng.random() < 0.6:
        losses = [Cell(f"{rng.choice(['1', '1.5', '2', '3', '5'])}%") for _ in rows]
        columns.append(Column(_label("损耗率", "Scrap", bilingual), losses, "right", 0.3))
    if rng.random() < 0.6:
        makers = [party(rng, "CN", hs6=story.items[0].good.hs6).name_cn for _ in rows]
        cells = [Cell(name, row_truth(supplier=name)) for name in makers]
        columns.append(Column(_label("供应商", "Supplier", bilingual), cells, weight=1.2))
    if rng.random() < 0.6:
        name = rng.choice(["中国", "中国", "CHINA"]) if bilingual else "中国"
        cells = [Cell(name, row_truth(origin_country="CN")) for _ in rows]
        columns.append(Column(_label(rng.choice(["产地", "原产国"]), "Origin", bilingual), cells, "center", 0.4))
    return columns
