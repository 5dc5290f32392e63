"""Production order of a Chinese factory (生产任务单 and its kin)."""

from __future__ import annotations

import random

from sample_docs import blocks, numerals, table
from sample_docs.blocks import Pair
from sample_docs.content import Story, words
from sample_docs.layout import A4, Ink, Sheet
from sample_docs.numerals import plain
from sample_docs.paper import Paper, row_truth
from sample_docs.table import Cell, Column

KIND = "fac.production_order"
TITLES = ("生产任务单", "生产订单", "生产通知单", "生产指令单", "派工单", "生产工单")
UNITS_CN = {
    "PCS": "个",
    "SETS": "套",
    "PRS": "双",
    "KGS": "公斤",
    "SQM": "平方米",
    "CBM": "立方米",
    "UNITS": "台",
    "DOZ": "打",
    "MTR": "米",
}


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    landscape = rng.random() < 0.35
    paper = Paper(KIND, Sheet((A4[1], A4[0]) if landscape else A4, ink, margin=rng.uniform(30, 46)))
    sheet = paper.sheet
    dates = rng.choice(numerals.CHINESE_DATES)
    y = _title(paper, story, rng)
    y = blocks.pairs(
        paper,
        y,
        _head(story, dates, rng),
        columns=rng.choice([2, 3] if landscape else [2, 2, 3]),
        style=rng.choice(["colon", "colon", "cells"]),
    )
    columns = _columns(story, dates, rng)
    plan = table.plan(sheet, columns, sheet.span, rng.choice(["grid", "grid", "grid", "horizontal"]), rng)

    def turn() -> float:
        sheet.new_page()
        return blocks.heading(paper, sheet.margin, ["(续表)"], size=11, align="left")

    limit = sheet.bottom - 70
    y, paper.lines = table.draw(
        sheet, plan, y + 4, bottom=lambda: limit, next_page=turn, gap=rng.choice([4, 7]), tinted=rng.random() < 0.3
    )
    if rng.random() < 0.6:
        note = rng.choice(
            [
                "备注：按客户确认样生产，注意外箱唛头。",
                "技术要求：按图纸及工艺文件执行，首件必检。",
                "注意事项：交货期不得延误，质量问题及时反馈。",
            ]
        )
        y = sheet.paragraph(sheet.left + 2, y + 6, sheet.span - 4, note)
    people = words("transport")["chinese_people"]
    roles = rng.sample(["制单", "审核", "批准", "车间主任", "生产主管", "仓管员"], rng.choice([3, 4]))
    foot = min(y + rng.uniform(18, 40), sheet.bottom - 12)
    for n, role in enumerate(roles):
        sheet.text(sheet.left + 4 + n * sheet.span / len(roles), foot, f"{role}：{rng.choice(people)}")
    if rng.random() < 0.55:
        blocks.lay_seal(
            paper,
            rng,
            sheet.right - rng.uniform(70, 160),
            foot - rng.uniform(5, 40),
            story.producer.name_cn,
            rng.choice(["生产专用章", "业务专用章", ""]),
            size=95,
        )
    return paper


def _title(paper: Paper, story: Story, rng: random.Random) -> float:
    lines = [story.producer.name_cn, rng.choice(TITLES)]
    if rng.random() < 0.25:
        lines.append("PRODUCTION ORDER")
    paper.put(producer=story.producer.name_cn)
    y = paper.sheet.margin
    for number, line in enumerate(lines):
        y = blocks.heading(
            paper, y, [line], size=[15.0, 18.0, 11.0][number] * (0.95 if number else rng.uniform(0.85, 1.1))
        )
    return y


def _head(story: Story, dates: str, rng: random.Random) -> list[Pair]:
    days = story.days
    prefix, joint = rng.choice(["SC", "WO", "MO", "PD", "GD"]), rng.choice(["", "-"])
    number = f"{prefix}{days.started:%Y%m%d}{joint}{rng.randint(1, 99):02d}"
    pairs: list[Pair] = [
        (rng.choice(["生产单号", "任务单号", "工单号", "单号", "编号"]), number, row_truth(record_number=number)),
        (
            rng.choice(["客户订单号", "订单号", "客户订单"]),
            story.order_number,
            row_truth(order_number=story.order_number),
        ),
        (
            rng.choice(["制单日期", "下达日期", "日期", "下单日期"]),
            numerals.date(days.started, dates),
            row_truth(issue_date=days.started),
        ),
    ]
    optional: list[Pair] = [
        (
            rng.choice(["生产车间", "车间"]),
            rng.choice(["一车间", "二车间", "装配车间", "注塑车间", "冲压车间", "包装车间"]),
            {},
        ),
        (rng.choice(["班组", "生产线"]), rng.choice(["A线", "甲班", "三组", "2号线"]), {}),
        (rng.choice(["客户", "客户名称"]), story.importer.name, row_truth(buyer=story.importer.name)),
        (rng.choice(["合同编号", "合同号"]), story.contract_number, {}),
    ]
    rng.shuffle(optional)
    return pairs + optional[: rng.randint(1, 4)]


def _columns(story: Story, dates: str, rng: random.Random) -> list[Column]:
    items = story.items
    start, finish = numerals.date(story.days.started, dates), numerals.date(story.days.finished, dates)
    columns = [Column("序号", [Cell(str(n)) for n in range(1, len(items) + 1)], "center", 0.2)]
    if rng.random() < 0.4:
        columns.append(
            Column(
                rng.choice(["产品编号", "物料编码"]),
                [Cell(f"{rng.choice('123')}0{i.good.hs6}{n:02d}") for n, i in enumerate(items, 1)],
                "center",
                0.4,
            )
        )
    columns.append(
        Column(
            rng.choice(["产品名称", "品名", "产品"]),
            [Cell(i.good.name_cn, row_truth(description=i.good.name_cn)) for i in items],
            weight=1.5,
        )
    )
    columns.append(
        Column(
            rng.choice(["规格型号", "型号规格", "规格"]),
            [Cell(i.model, row_truth(specification=i.model)) for i in items],
            "center",
            0.8,
        )
    )
    if rng.random() < 0.85:
        columns.append(
            Column(
                rng.choice(["批号", "生产批号", "批次"]),
                [Cell(i.lot, row_truth(lot_number=i.lot)) for i in items],
                "center",
                0.7,
            )
        )
    unit = Column("单位", [Cell(UNITS_CN[i.unit], row_truth(unit=UNITS_CN[i.unit])) for i in items], "center", 0.3)
    planned = [
        i.quantity if rng.random() < 0.7 else numerals.places(i.quantity * rng.randint(101, 104) / 100, 0)
        for i in items
    ]
    plan = Column(
        rng.choice(["计划数量", "计划产量", "任务数量"]),
        [Cell(plain(p), row_truth(planned_quantity=p)) for p in planned],
        "right",
        0.5,
    )
    done = Column(
        rng.choice(["完成数量", "实际完成数", "完工数量", "实际产量"]),
        [Cell(plain(i.quantity), row_truth(quantity=i.quantity)) for i in items],
        "right",
        0.5,
    )
    columns += [unit, plan, done] if rng.random() < 0.6 else [plan, done, unit]
    columns.append(
        Column(
            rng.choice(["开工日期", "开始日期", "投产日期"]),
            [Cell(start, row_truth(start_date=story.days.started)) for _ in items],
            "center",
            0.5,
        )
    )
    columns.append(
        Column(
            rng.choice(["完工日期", "完成日期", "结束日期"]),
            [Cell(finish, row_truth(finish_date=story.days.finished)) for _ in items],
            "center",
            0.5,
        )
    )
    if rng.random() < 0.3:
        columns.append(Column("备注", [Cell("") for _ in items], weight=0.4))
    return columns
