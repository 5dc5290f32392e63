"""Bill of lading of an ocean carrier."""

from __future__ import annotations

import random

from sample_docs import blocks, numerals, table
from sample_docs.blocks import Manner
from sample_docs.content import Story, words
from sample_docs.layout import A4, LETTER, Ink, Sheet
from sample_docs.paper import Paper, row_truth
from sample_docs.table import Cell, Column

KIND = "ship.bl"
_CARRIERS = {
    "COSU": "COSCO SHIPPING LINES CO., LTD.", "OOLU": "ORIENT OVERSEAS CONTAINER LINE LIMITED", "MAEU": "MAERSK A/S",
    "HLCU": "HAPAG-LLOYD AG", "ONEY": "OCEAN NETWORK EXPRESS PTE. LTD.",
    "ZIMU": "ZIM INTEGRATED SHIPPING SERVICES LTD.",
    "EGLV": "EVERGREEN LINE", "HDMU": "HMM CO., LTD.", "YMLU": "YANG MING MARINE TRANSPORT CORP.",
    "MEDU": "MSC MEDITERRANEAN SHIPPING COMPANY S.A.", "CMDU": "CMA CGM S.A.",
}  # fmt: skip
_SMALL_PRINT = (
    "RECEIVED by the Carrier in apparent good order and condition unless otherwise indicated herein, the goods, or the "
    "container(s) or package(s) said to contain the cargo herein mentioned, to be carried subject to all the terms and "
    "conditions provided for on the face and back of this Bill of Lading."
)


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    paper = Paper(KIND, Sheet(rng.choice([A4, A4, LETTER]), ink, margin=rng.uniform(26, 36)))
    sheet = paper.sheet
    manner = blocks.manner(rng, story, "CN")
    y = _top(paper, story, rng)
    foot = sheet.bottom - 118
    plan = table.plan(sheet, _columns(story, manner, rng), sheet.span, "columns", rng)

    def turn() -> float:
        sheet.new_page()
        return blocks.heading(
            paper, sheet.margin, [f"B/L NO. {story.bl_number}   ATTACHED SHEET"], size=11, align="left"
        )

    closing = [""] * len(plan.columns)
    closing[-2] = manner.weight(story.gross)
    closing[2] = f"SAY TOTAL: {numerals.in_words(story.packages, conjunction=manner.conjunction)} PACKAGES ONLY"
    _, paper.lines = table.draw(sheet, plan, y, bottom=lambda: foot, next_page=turn, fill_to=foot, last=closing)
    _foot(paper, story, manner, rng, foot)
    return paper


def _top(paper: Paper, story: Story, rng: random.Random) -> float:
    sheet = paper.sheet
    carrier = _CARRIERS.get(story.bl_number[:4], "PACIFIC CONTAINER LINES")
    left, y, split = sheet.left, sheet.margin, sheet.span * rng.uniform(0.5, 0.56)
    other = sheet.span - split
    heights = [rng.uniform(66, 78), rng.uniform(62, 74), rng.uniform(50, 60)]
    shipper, _ = blocks.party_text(rng, story.exporter)
    consignee, _ = blocks.party_text(rng, story.importer)
    sheet.box(
        left,
        y,
        split,
        heights[0],
        rng.choice(["Shipper", "SHIPPER/EXPORTER", "Shipper (Complete Name and Address)"]),
        shipper,
    )
    sheet.box(
        left,
        y + heights[0],
        split,
        heights[1],
        rng.choice(["Consignee", "CONSIGNEE", "Consignee (if 'Order' state Notify Party)"]),
        consignee,
    )
    sheet.box(
        left,
        y + heights[0] + heights[1],
        split,
        heights[2],
        rng.choice(["Notify Party", "NOTIFY PARTY"]),
        rng.choice(["SAME AS CONSIGNEE", consignee]),
    )
    tall = sum(heights)
    sheet.frame(left + split, y, other, tall)
    sheet.text(left + split + 6, y + 13, rng.choice(["B/L No.", "BILL OF LADING NO.", "B/L NUMBER"]), label=True)
    sheet.text(left + split + 6, y + 27, story.bl_number, font=sheet.ink.bold, size=sheet.ink.size * 1.15)
    size = sheet.fitting_size(carrier, other - 12, 34, sheet.ink.label_bold, 13)
    below = sheet.paragraph(
        left + split + 6, y + 40, other - 12, carrier, font=sheet.ink.label_bold, size=size, label=True, align="center"
    )
    title = rng.choice(
        [
            "BILL OF LADING",
            "OCEAN BILL OF LADING",
            "SEA WAYBILL",
            "BILL OF LADING FOR PORT-TO-PORT OR MULTIMODAL TRANSPORT",
        ]
    )
    size = sheet.fitting_size(title, other - 12, 40, sheet.ink.label_bold, 14)
    below = sheet.paragraph(
        left + split + 6, below + 6, other - 12, title, font=sheet.ink.label_bold, size=size, label=True, align="center"
    )
    room = y + tall - below - 8
    sheet.paragraph(
        left + split + 6,
        below + 6,
        other - 12,
        _SMALL_PRINT,
        label=True,
        size=sheet.fitting_size(_SMALL_PRINT, other - 12, room, sheet.ink.label_font, 6.5),
    )
    y += tall
    third, row = sheet.span / 3, 29.0
    loading, discharge = rng.choice(
        [("Port of Loading", "Port of Discharge"), ("PORT OF LOADING", "PORT OF DISCHARGE")]
    )
    vessel, inland = rng.choice(["Ocean Vessel / Voy. No.", "Vessel & Voyage No."]), story.importer.city
    boxes = [
        [("Pre-carriage by", ""), ("Place of receipt", story.exporter.city), (loading, story.port_loading)],
        [
            (vessel, f"{story.vessel} V.{story.voyage}"),
            (discharge, story.port_discharge),
            ("Place of Delivery", inland),
        ],
    ]
    for texts in boxes:
        for n, (label, text) in enumerate(texts):
            sheet.box(left + n * third, y, third, row, label, text)
        y += row
    paper.put(
        exporter=story.exporter.name,
        consignee=story.importer.name,
        bl_number=story.bl_number,
        vessel=story.vessel,
        port_of_loading=story.port_loading,
        port_of_discharge=story.port_discharge,
    )
    return y


def _columns(story: Story, manner: Manner, rng: random.Random) -> list[Column]:
    items = story.items
    count = len(items)
    container = f"{story.container}\nSEAL NO.\n{story.seal_number}\n{rng.choice(['1X40HQ', '1X20GP', '1X40GP'])}"
    return [
        Column(
            rng.choice(["Container No. / Seal No. Marks and Numbers", "Marks & Nos. Container / Seal No."]),
            [Cell(container), *[Cell("")] * (count - 1)],
            weight=1.2,
            spans=True,
        ),
        Column(rng.choice(["No. of Pkgs", "No. of Containers or P'kgs"]), blocks.package_cells(items), "center", 0.6),
        Column(
            rng.choice(["Kind of Packages; Description of Goods", "Description of Goods"]),
            blocks.description_cells(items),
            weight=2,
        ),
        Column(
            rng.choice(["Gross Weight", "Gross Weight (KGS)"]),
            [Cell(manner.weight(i.gross), row_truth(gross_weight_kg=i.gross)) for i in items],
            "right",
            0.5,
        ),
        Column(
            rng.choice(["Measurement", "Measurement (CBM)"]),
            [Cell(f"{manner.number(i.volume, 2)}CBM") for i in items],
            "right",
            0.4,
        ),
    ]


def _foot(paper: Paper, story: Story, manner: Manner, rng: random.Random, y: float) -> None:
    sheet = paper.sheet
    paper.put(container=story.container)
    third = sheet.span / 3
    day = numerals.date(story.days.sailed, manner.dates)
    freight = rng.choice(["FREIGHT PREPAID", "FREIGHT COLLECT"])
    for n, (label, text) in enumerate(
        (
            ("Freight & charges", freight),
            ("No. of original B(s)/L", "THREE (3)"),
            ("Place and date of issue", f"{story.port_loading} {day}"),
        )
    ):
        sheet.box(sheet.left + n * third, y, third, 34, label, text)
    sheet.box(sheet.left, y + 34, third * 2, 84, "Laden on board the vessel", f"{day}\nSHIPPED ON BOARD {story.vessel}")
    sheet.box(sheet.left + third * 2, y + 34, third, 84, "Signed for the carrier", "AS AGENT FOR THE CARRIER")
    carrier = words("transport")["agents"]
    blocks.lay_chop(paper, rng, sheet.left + third * 2 + 12, y + 64, [rng.choice(carrier)], width=third * 0.8)
    blocks.lay_signature(paper, rng, sheet.left + third * 2 + 30, y + 70)
