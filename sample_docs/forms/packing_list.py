"""Packing list of the seller."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

from sample_docs import blocks, table
from sample_docs.blocks import Manner, Pair
from sample_docs.content import Story, party
from sample_docs.layout import A4, LETTER, Ink, Sheet
from sample_docs.numerals import date, in_words
from sample_docs.paper import Paper, row_truth
from sample_docs.table import Cell, Column

KIND = "ship.packing_list"
TITLES = (
    "PACKING LIST",
    "PACKING LIST",
    "PACKING LIST / WEIGHT LIST",
    "DETAILED PACKING LIST",
    "PACKING SLIP",
    "装箱单 PACKING LIST",
)


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    paper = Paper(KIND, Sheet(rng.choice([A4, A4, LETTER]), ink, margin=rng.uniform(30, 44)))
    sheet = paper.sheet
    manner = blocks.manner(rng, story, story.exporter.country)
    y = shipping_head(paper, story, manner, rng, [t for t in TITLES if story.origin == "CN" or t.isascii()])
    items = story.items
    columns = _columns(story, manner, rng)
    plan = table.plan(sheet, columns, sheet.span, rng.choice(table.RULES), rng)
    total = _totals(story, manner, plan.columns, rng) if rng.random() < 0.85 else ()
    y = shipping_table(paper, plan, y, total, f"PACKING LIST (CONT'D)  {story.invoice_number}", rng)
    if rng.random() < 0.6:
        kind = items[0].package_kind if len({i.package_kind for i in items}) == 1 else "PACKAGES"
        words = in_words(story.packages, conjunction=manner.conjunction)
        say = rng.choice(["SAY TOTAL: {w} ({n}) {k} ONLY.", "TOTAL PACKED IN {w} ({n}) {k} ONLY", "SAY {w} {k} ONLY."])
        y = sheet.paragraph(sheet.left + 2, y + 8, sheet.span - 4, say.format(w=words, n=story.packages, k=kind))
    closing(paper, story, rng, y)
    return paper


def shipping_table(
    paper: Paper, plan: table.Plan, y: float, last: Sequence[str], continued: str, rng: random.Random
) -> float:
    """The goods of a packing list or invoice from y on, over pages headed `continued`; returns the y below."""
    sheet = paper.sheet
    limit = sheet.bottom - 40

    def turn() -> float:
        sheet.new_page()
        return blocks.heading(paper, sheet.margin, [continued], size=11, align="left")

    y, paper.lines = table.draw(
        sheet,
        plan,
        y + 6,
        bottom=lambda: limit,
        next_page=turn,
        last=last,
        gap=rng.choice([2, 5, 8]),
        tinted=rng.random() < 0.3,
    )
    return turn() if y > sheet.bottom - 120 else y


def shipping_head(paper: Paper, story: Story, manner: Manner, rng: random.Random, titles: list[str]) -> float:
    """Letterhead, title, parties and references of a seller's packing list or invoice; returns the y below."""
    sheet = paper.sheet
    lettered = rng.random() < 0.75
    y = blocks.letterhead(paper, rng, story.exporter, chinese=rng.random() < 0.5) if lettered else sheet.margin
    if lettered:
        paper.put(exporter=story.exporter.name)
    y = blocks.heading(paper, y, [rng.choice(titles)], size=rng.uniform(13, 18), underline=rng.random() < 0.3)
    consignee, _ = blocks.party_text(rng, story.importer, extras=rng.random() < 0.3)
    exporter, _ = blocks.party_text(rng, story.exporter)
    parties: list[Pair] = [
        (
            rng.choice(["TO", "MESSRS.", "CONSIGNEE", "BUYER", "SOLD TO", "Bill To / Consignee", "IMPORTER"]),
            consignee,
            row_truth(consignee=story.importer.name),
        )
    ]
    if not lettered or rng.random() < 0.3:
        label = rng.choice(["SHIPPER", "SELLER", "EXPORTER", "FROM (SHIPPER)", "Shipper/Exporter"])
        parties.insert(0, (label, exporter, row_truth(exporter=story.exporter.name)))
    references = _references(story, manner, rng)
    style = rng.choice(["colon", "colon", "boxes", "cells"])
    if rng.random() < 0.5 and style != "cells":  # parties on the left, references on the right
        split = sheet.span * rng.uniform(0.52, 0.6)
        below = blocks.pairs(paper, y, parties, columns=1, style=style, width=split)
        right = blocks.pairs(
            paper, y, references, columns=1, style=style, left=sheet.left + split, width=sheet.span - split
        )
        return max(below, right) + 4
    y = blocks.pairs(paper, y, parties, columns=len(parties), style=style)
    return blocks.pairs(paper, y, references, columns=2, style=style) + 4


def _references(story: Story, manner: Manner, rng: random.Random) -> list[Pair]:
    land = story.mode == "BY TRUCK"
    invoice = rng.choice(["INVOICE NO.", "Invoice No", "INV. NO.", "COMMERCIAL INVOICE NO.", "Invoice Number"])
    pairs: list[Pair] = [
        (invoice, story.invoice_number, row_truth(invoice_number=story.invoice_number)),
        (
            rng.choice(["DATE", "INVOICE DATE", "Date"]),
            date(story.days.invoiced, manner.dates),
            row_truth(invoice_date=story.days.invoiced),
        ),
    ]
    optional: list[Pair] = [
        (rng.choice(["P.O. NO.", "PO #", "ORDER NO.", "Your Order No."]), story.order_number, {}),
        (rng.choice(["S/C NO.", "CONTRACT NO."]), story.contract_number, {}),
        (rng.choice(["TERMS", "Price term", "INCOTERMS"]), f"{story.terms} {story.port_loading}", {}),
    ]
    if not land:
        optional += [
            (
                rng.choice(["VESSEL", "VESSEL/VOYAGE", "Vessel & Voyage"]),
                f"{story.vessel} V.{story.voyage}",
                row_truth(vessel=story.vessel),
            ),
            (rng.choice(["CONTAINER NO.", "Container"]), story.container, row_truth(container=story.container)),
        ]
    else:
        optional.append(
            (rng.choice(["PRO / BOL NO.", "CARRIER PRO NO."]), story.bl_number, row_truth(bl_number=story.bl_number))
        )
    if not land and rng.random() < 0.4:
        optional.append(
            (rng.choice(["B/L NO.", "BILL OF LADING NO."]), story.bl_number, row_truth(bl_number=story.bl_number))
        )
    if rng.random() < 0.5:
        # A paper may state another origin than the exporter's country: a fault that is planted.
        exporter = story.exporter if story.exporter.country == story.origin else party(rng, story.origin)
        name = exporter.country_name
        optional.append(
            (
                rng.choice(["COUNTRY OF ORIGIN", "ORIGIN", "Origin of goods"]),
                name,
                row_truth(origin_country=story.origin),
            )
        )
    rng.shuffle(optional)
    pairs += optional[: rng.randint(1, len(optional))]
    if not land:
        pairs += [
            (
                rng.choice(["FROM", "PORT OF LOADING", "Loading Port"]),
                f"{story.port_loading}",
                row_truth(port_of_loading=story.port_loading),
            ),
            (
                rng.choice(["TO", "PORT OF DISCHARGE", "Discharge Port"]),
                f"{story.port_discharge}",
                row_truth(port_of_discharge=story.port_discharge),
            ),
        ]
        if pairs[-1][0] == "TO" and pairs[-2][0] != "FROM":
            pairs[-1] = ("PORT OF DISCHARGE", *pairs[-1][1:])
    return pairs


def _columns(story: Story, manner: Manner, rng: random.Random) -> list[Column]:
    items, count = story.items, len(story.items)
    columns: list[Column] = []
    if rng.random() < 0.5:
        cells = [Cell(n) for n in blocks.carton_numbers(items)]
        columns.append(Column(rng.choice(["C/NO.", "CTN NO.", "Carton No."]), cells, "center", 0.3))
    elif rng.random() < 0.6:
        cells = blocks.marks_cells(story, count, truth=False)
        columns.append(Column(rng.choice(["MARKS & NOS.", "SHIPPING MARKS", "Marks"]), cells, weight=1.4, spans=True))
    if rng.random() < 0.4:
        models = [Cell(i.model) for i in items]
        columns.append(Column(rng.choice(["ITEM NO.", "MODEL", "STYLE NO.", "PART NO."]), models, weight=0.4))
    label = rng.choice(["DESCRIPTION OF GOODS", "DESCRIPTION", "COMMODITY", "Goods Description"])
    columns.append(Column(label, blocks.description_cells(items), weight=2))
    if rng.random() < 0.3:
        columns.append(
            Column(rng.choice(["HS CODE", "H.S. CODE", "HTS"]), blocks.hs_cells(items, manner), "center", 0.4)
        )
    amounts = blocks.quantity_cells(items, manner, joint=rng.choice(["", " "]))
    columns.append(Column(rng.choice(["QUANTITY", "QTY", "Q'TY"]), amounts, "right", 0.6))
    label = rng.choice(["PACKAGES", "NO. OF PKGS", "PKGS", "Packing"])
    columns.append(Column(label, blocks.package_cells(items), "right", 0.6))
    unit_in_head = rng.random() < 0.5
    tail = rng.choice([" (KGS)", "(KG)", " KGS"]) if unit_in_head else ""
    net = [Cell(manner.weight(i.net, unit=not unit_in_head), row_truth(net_weight_kg=i.net)) for i in items]
    gross = [Cell(manner.weight(i.gross, unit=not unit_in_head), row_truth(gross_weight_kg=i.gross)) for i in items]
    pair = [
        Column(rng.choice(["N.W.", "NET WEIGHT", "N.WT", "Net Wt"]) + tail, net, "right", 0.6),
        Column(rng.choice(["G.W.", "GROSS WEIGHT", "G.WT", "Gross Wt"]) + tail, gross, "right", 0.6),
    ]
    columns += pair if rng.random() < 0.7 else pair[::-1]
    if rng.random() < 0.6:
        volumes = [Cell(manner.number(i.volume, 2)) for i in items]
        columns.append(Column(rng.choice(["MEAS. (CBM)", "MEASUREMENT M3", "VOLUME (CBM)"]), volumes, "right", 0.4))
    return columns


def _totals(story: Story, manner: Manner, columns: Sequence[Column], rng: random.Random) -> list[str]:
    texts: list[str] = []
    placed = False
    for column in columns:
        head = column.label.upper()
        if head.startswith(("N.W", "NET", "N.WT")):
            texts.append(manner.number(story.net))
        elif head.startswith(("G.W", "GROSS", "G.WT")):
            texts.append(manner.number(story.gross))
        elif "PKGS" in head or head.startswith("PACK"):
            texts.append(str(story.packages))
        elif head.startswith(("MEAS", "VOLUME")):
            texts.append(manner.number(sum((i.volume for i in story.items), Decimal(0)), 2))
        elif not placed and not column.spans:
            texts.append(rng.choice(["TOTAL", "TOTAL:", "Total"]))
            placed = True
        else:
            texts.append("")
    return texts


def closing(paper: Paper, story: Story, rng: random.Random, y: float) -> None:
    """The seller's name, stamp and signature at the foot, on most papers."""
    sheet = paper.sheet
    if rng.random() < 0.25:
        return
    if y > sheet.bottom - 90:
        return
    x = sheet.right - 210
    base = min(max(y + 70, sheet.bottom - rng.uniform(20, 160)), sheet.bottom - 8)
    sheet.line(x, base, sheet.right - 4, base)
    sheet.text(
        x,
        base + 9,
        rng.choice(["AUTHORIZED SIGNATURE", "Authorised signatory", "FOR AND ON BEHALF OF THE SELLER"]),
        label=True,
    )
    if rng.random() < 0.7:
        blocks.lay_signature(paper, rng, x + 20, base - 38)
    if rng.random() < 0.6:
        name = story.exporter.name_cn
        if name and rng.random() < 0.7:
            blocks.lay_seal(paper, rng, x + 140, base - 36, name, size=86)
        else:
            blocks.lay_chop(
                paper, rng, x + 30, base - 50, [name, story.exporter.name] if name else [story.exporter.name], width=150
            )
