"""Commercial invoice of the seller."""

from __future__ import annotations

import random
from decimal import Decimal

from sample_docs import blocks, table
from sample_docs.blocks import Manner
from sample_docs.content import Story
from sample_docs.forms.packing_list import closing, shipping_head
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
    limit = sheet.bottom - 40

    def turn() -> float:
        sheet.new_page()
        return blocks.heading(
            paper, sheet.margin, [f"INVOICE {story.invoice_number} (CONTINUED)"], size=11, align="left"
        )

    y, paper.lines = table.draw(
        sheet,
        plan,
        y + 6,
        bottom=lambda: limit,
        next_page=turn,
        last=total,
        gap=rng.choice([2, 5, 8]),
        tinted=rng.random() < 0.3,
    )
    if y > sheet.bottom - 120:
        y = turn()
    if rng.random() < 0.6:
        dollars, cents = divmod(int(story.value * 100), 100)
        words = f"SAY TOTAL U.S. DOLLARS {in_words(dollars, conjunction=manner.conjunction)}"
        words += f" AND CENTS {in_words(cents)} ONLY." if cents else " ONLY."
        y = sheet.paragraph(sheet.left + 2, y + 8, sheet.span - 4, words)
    if rng.random() < 0.35:
        account = f"BANK: {rng.choice(['BANK OF COMMUNICATION', 'UNITED TRADE BANK', 'FIRST EXPORT BANK'])}, {story.exporter.city} BRANCH   A/C NO. {rng.randint(10**11, 10**12)}"
        y = sheet.paragraph(sheet.left + 2, y + 8, sheet.span - 4, account, label=True)
    closing(paper, story, rng, y)
    return paper


def _columns(story: Story, manner: Manner, rng: random.Random) -> list[Column]:
    items = story.items
    columns: list[Column] = []
    start = rng.random()
    if start < 0.3:
        columns.append(
            Column(rng.choice(["ITEM", "NO.", "#"]), [Cell(str(n)) for n in range(1, len(items) + 1)], "center", 0.2)
        )
    elif start < 0.55:
        columns.append(
            Column(
                rng.choice(["MARKS & NOS.", "SHIPPING MARKS"]),
                blocks.marks_cells(story, len(items), truth=False),
                weight=1.4,
                spans=True,
            )
        )
    if rng.random() < 0.5:
        columns.append(
            Column(
                rng.choice(["ITEM NO.", "MODEL NO.", "ART. NO.", "PART NUMBER"]),
                [Cell(i.model) for i in items],
                weight=0.4,
            )
        )
    columns.append(
        Column(
            rng.choice(["DESCRIPTION OF GOODS", "DESCRIPTION", "COMMODITY & SPECIFICATION"]),
            blocks.description_cells(items),
            weight=2,
        )
    )
    if rng.random() < 0.45:
        codes = [blocks.hs_text(rng, i, manner.hs, digits=rng.choice([6, 8])) for i in items]
        columns.append(
            Column(
                rng.choice(["HS CODE", "H.S. CODE", "HTS CODE"]),
                [Cell(c, row_truth(hs_code=c.replace(".", ""))) for c in codes],
                "center",
                0.4,
            )
        )
    if rng.random() < 0.25:
        cells = [
            Cell(f"{i.packages} {i.package_kind}", row_truth(packages=i.packages, package_kind=i.package_kind))
            for i in items
        ]
        columns.append(Column("PACKAGES", cells, "right", 0.5))
    if rng.random() < 0.35:
        columns.append(
            Column(
                rng.choice(["QTY", "QUANTITY"]),
                [Cell(manner.number(i.quantity), row_truth(quantity=i.quantity)) for i in items],
                "right",
                0.5,
            )
        )
        columns.append(
            Column(
                rng.choice(["UNIT", "U/M", "UOM"]), [Cell(i.unit, row_truth(unit=i.unit)) for i in items], "center", 0.3
            )
        )
    else:
        columns.append(
            Column(
                rng.choice(["QUANTITY", "QTY", "Q'TY"]),
                blocks.quantity_cells(items, manner, joint=rng.choice(["", " "])),
                "right",
                0.6,
            )
        )
    sign = rng.choice(["", "US$", "$", "USD "])
    dollars = "" if sign else rng.choice([" (USD)", " US$", "(USD)"])
    columns.append(
        Column(
            rng.choice(["UNIT PRICE", "PRICE", "U/PRICE"]) + dollars,
            [Cell(sign + manner.number(i.price, 2)) for i in items],
            "right",
            0.5,
        )
    )
    columns.append(
        Column(rng.choice(["AMOUNT", "TOTAL VALUE", "TOTAL AMOUNT", "VALUE"]) + dollars, [Cell(sign + manner.number(i.value, 2), row_truth(value=Decimal(i.value))) for i in items], "right", 0.6)
    )  # fmt: skip
    return columns
