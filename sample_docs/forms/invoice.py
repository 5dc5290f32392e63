"""Commercial invoice of the seller."""

from __future__ import annotations

import random

from sample_docs import blocks, table
from sample_docs.blocks import Manner
from sample_docs.content import Story
from sample_docs.forms.packing_list import closing, shipping_head, shipping_table
from sample_docs.layout import A4, LETTER, Ink, Sheet
from sample_docs.numerals import in_words
from sample_docs.paper import Paper, row_truth
from sample_docs.table import Cell, Column

KIND = "ship.invoice"
TITLES = ("COMMERCIAL INVOICE", "COMMERCIAL INVOICE", "INVOICE", "商业发票 COMMERCIAL INVOICE")


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    paper = Paper(KIND, Sheet(rng.choice([A4, A4, LETTER]), ink, margin=rng.uniform(30, 44)))
    sheet = paper.sheet
    manner = blocks.manner(rng, story, story.exporter.country)
    y = shipping_head(paper, story, manner, rng, [t for t in TITLES if story.origin == "CN" or t.isascii()])
    columns = _columns(story, manner, rng)
    plan = table.plan(sheet, columns, sheet.span, rng.choice(table.RULES), rng)
    total = [""] * len(columns)
    total[next(n for n, c in enumerate(columns) if not c.spans)] = "TOTAL"
    total[-1] = manner.number(story.value, 2)
    y = shipping_table(paper, plan, y, total, f"INVOICE {story.invoice_number} (CONTINUED)", rng)
    if rng.random() < 0.6:
        dollars, cents = divmod(int(story.value * 100), 100)
        words = f"SAY TOTAL U.S. DOLLARS {in_words(dollars, conjunction=manner.conjunction)}"
        words += f" AND CENTS {in_words(cents)} ONLY." if cents else " ONLY."
        y = sheet.paragraph(sheet.left + 2, y + 8, sheet.span - 4, words)
    if rng.random() < 0.35:
        bank = rng.choice(["BANK OF COMMUNICATION", "UNITED TRADE BANK", "FIRST EXPORT BANK"])
        account = f"BANK: {bank}, {story.exporter.city} BRANCH   A/C NO. {rng.randint(10**11, 10**12)}"
        y = sheet.paragraph(sheet.left + 2, y + 8, sheet.span - 4, account, label=True)
    closing(paper, story, rng, y)
    return paper


def _columns(story: Story, manner: Manner, rng: random.Random) -> list[Column]:
    items, count = story.items, len(story.items)
    columns: list[Column] = []
    start = rng.random()
    if start < 0.3:
        numbers = [Cell(str(n)) for n in range(1, count + 1)]
        columns.append(Column(rng.choice(["ITEM", "NO.", "#"]), numbers, "center", 0.2))
    elif start < 0.55:
        cells = blocks.marks_cells(story, count, truth=False)
        columns.append(Column(rng.choice(["MARKS & NOS.", "SHIPPING MARKS"]), cells, weight=1.4, spans=True))
    if rng.random() < 0.5:
        models = [Cell(i.model) for i in items]
        columns.append(Column(rng.choice(["ITEM NO.", "MODEL NO.", "ART. NO.", "PART NUMBER"]), models, weight=0.4))
    label = rng.choice(["DESCRIPTION OF GOODS", "DESCRIPTION", "COMMODITY & SPECIFICATION"])
    columns.append(Column(label, blocks.description_cells(items), weight=2))
    if rng.random() < 0.45:
        codes = blocks.hs_cells(items, manner, digits=rng.choice([6, 8]))
        columns.append(Column(rng.choice(["HS CODE", "H.S. CODE", "HTS CODE"]), codes, "center", 0.4))
    if rng.random() < 0.25:
        columns.append(Column("PACKAGES", blocks.package_cells(items), "right", 0.5))
    if rng.random() < 0.35:
        amounts = [Cell(manner.number(i.quantity), row_truth(quantity=i.quantity)) for i in items]
        units = [Cell(i.unit, row_truth(unit=i.unit)) for i in items]
        columns.append(Column(rng.choice(["QTY", "QUANTITY"]), amounts, "right", 0.5))
        columns.append(Column(rng.choice(["UNIT", "U/M", "UOM"]), units, "center", 0.3))
    else:
        amounts = blocks.quantity_cells(items, manner, joint=rng.choice(["", " "]))
        columns.append(Column(rng.choice(["QUANTITY", "QTY", "Q'TY"]), amounts, "right", 0.6))
    sign = rng.choice(["", "US$", "$", "USD "])
    dollars = "" if sign else rng.choice([" (USD)", " US$", "(USD)"])
    prices = [Cell(sign + manner.number(i.price, 2)) for i in items]
    columns.append(Column(rng.choice(["UNIT PRICE", "PRICE", "U/PRICE"]) + dollars, prices, "right", 0.5))
    values = [Cell(sign + manner.number(i.value, 2), row_truth(value=i.value)) for i in items]
    label = rng.choice(["AMOUNT", "TOTAL VALUE", "TOTAL AMOUNT", "VALUE"])
    columns.append(Column(label + dollars, values, "right", 0.6))
    return columns
