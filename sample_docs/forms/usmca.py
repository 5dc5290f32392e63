"""USMCA certification of origin: nine data elements as a table, a numbered list or a letter (DOMAIN.md 1.11)."""

from __future__ import annotations

import random
from dataclasses import dataclass

from sample_docs import blocks, numerals, table
from sample_docs.blocks import Manner, Pair
from sample_docs.content import Party, Story
from sample_docs.layout import A4, LETTER, Ink, Sheet
from sample_docs.paper import Paper, Truth, row_truth
from sample_docs.table import Cell, Column

KIND = "cert.usmca"
_TITLES = (
    ["USMCA CERTIFICATION OF ORIGIN"],
    ["UNITED STATES-MEXICO-CANADA AGREEMENT", "CERTIFICATION OF ORIGIN"],
    ["UNITED STATES-MEXICO-CANADA AGREEMENT (USMCA)", "CERTIFICATE OF ORIGIN"],
    ["USMCA / CUSMA / T-MEC CERTIFICATION OF ORIGIN"],
)
_STATEMENT = (
    "I certify that the goods described in this document qualify as originating and the information contained in this "
    "document is true and accurate. I assume responsibility for proving such representations and agree to maintain and "
    "present upon request or to make available during a verification visit, documentation necessary to support this "
    "certification."
)


@dataclass(frozen=True, slots=True)
class _Content:
    certifier: Party
    role: str
    period: str
    blanket: Truth
    signed: str
    criterion: str


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    paper = Paper(KIND, Sheet(rng.choice([LETTER, LETTER, A4]), ink, margin=rng.uniform(34, 48)))
    manner = blocks.manner(rng, story, story.exporter.country)
    role = rng.choice(["Exporter", "Producer"])
    certifier = story.exporter if role == "Exporter" else story.producer
    period, blanket = _period(story, manner, rng)
    content = _Content(
        certifier,
        role,
        period,
        blanket,
        numerals.date(story.days.certified, manner.dates),
        rng.choice(["B", "B", "B", "B", "C"]),
    )
    paper.put(certifier=certifier.name, certifier_role=role.lower(), issue_date=story.days.certified)
    y = blocks.heading(paper, paper.sheet.margin, rng.choice(_TITLES), size=rng.uniform(13, 16))
    rng.choice([_as_table, _as_list, _as_letter])(paper, story, content, manner, y, rng)
    return paper


def _period(story: Story, manner: Manner, rng: random.Random) -> tuple[str, Truth]:
    if not story.blanket:
        return "", {}
    start, end = story.blanket
    joint = rng.choice([" - ", " TO ", " to "])
    style = rng.choice([manner.dates, "compact", "compact"])
    text = f"{numerals.date(start, style)}{joint}{numerals.date(end, style)}"
    return text, row_truth(blanket_from=start, blanket_to=end)


def _lines(party: Party) -> str:
    return f"{party.name}\n{party.street}\n{party.address[1]}\nTel: {party.phone}  Email: {party.email}"


def _address(party: Party) -> str:
    return f"{party.street} {party.address[1]}"


def _certifier(content: _Content) -> str:
    party = content.certifier
    return f"{party.name}\n{party.contact}, {party.contact_title}\n" + "\n".join(_lines(party).split("\n")[1:])


def _party_entries(story: Story, content: _Content, rng: random.Random, numbered: bool) -> list[Pair]:
    same = rng.choice(["SAME AS CERTIFIER", "SAME", "Same as certifier"])
    producer_same = rng.choice(["SAME AS EXPORTER", "SAME", "Same as exporter"])
    exporter, producer = story.exporter, story.producer
    entries: list[Pair] = [("CERTIFIER (name, title, address, telephone, email)", _certifier(content), {})]
    if content.role == "Exporter" and rng.random() < 0.4:
        entries.append(("EXPORTER", same, {}))
    else:
        entries.append(
            ("EXPORTER", _lines(exporter), row_truth(exporter=exporter.name, exporter_address=_address(exporter)))
        )
    if producer == exporter and rng.random() < 0.5:
        entries.append(("PRODUCER", producer_same, {}))
    elif rng.random() < 0.12:
        entries.append(("PRODUCER", "AVAILABLE UPON REQUEST BY THE IMPORTING AUTHORITIES", {}))
    else:
        entries.append(("PRODUCER", _lines(producer), row_truth(producer=producer.name)))
    entries.append(("IMPORTER", _lines(story.importer), row_truth(importer=story.importer.name)))
    if numbered:
        entries = [(f"{n}. {label}", text, truth) for n, (label, text, truth) in enumerate(entries, start=2)]
    return entries


def _goods(
    paper: Paper, story: Story, content: _Content, manner: Manner, y: float, rng: random.Random, rules: str
) -> float:
    items = story.items
    code = content.criterion if rng.random() < 0.8 else f"4.2({content.criterion.lower()})"
    # `4.2(b)` and `B` are two notations of one criterion (DOMAIN.md 1.11)
    criteria = [Cell(code, row_truth(origin_criterion=content.criterion)) for _ in items]
    label = rng.choice(["HS Tariff Classification (6 digits)", "HTS No.", "H.S. CODE"])
    columns = [
        Column(
            rng.choice(["Description of Good(s)", "DESCRIPTION OF GOODS"]), blocks.description_cells(items), weight=2
        ),
        Column(label, blocks.hs_cells(items, manner), "center", 0.6),
        Column(rng.choice(["Origin Criterion", "CRITERION"]), criteria, "center", 0.4),
    ]
    if rng.random() < 0.5:
        name = story.origin if rng.random() < 0.5 else story.exporter.country_name
        origins = [Cell(name, row_truth(origin_country=story.origin)) for _ in items]
        columns.append(Column(rng.choice(["Country of Origin", "COUNTRY OF ORIGIN"]), origins, "center", 0.5))
        paper.put(origin_country=story.origin)
    if rng.random() < 0.4:
        columns.insert(0, Column("Part No.", [Cell(i.model) for i in items], weight=0.4))
    if not story.blanket and rng.random() < 0.7:
        invoices = [Cell(story.invoice_number, row_truth(invoice_number=story.invoice_number)) for _ in items]
        columns.append(Column("Invoice No.", invoices, weight=0.5))
        paper.put(invoice_number=story.invoice_number)
    plan = table.plan(paper.sheet, columns, paper.sheet.span, rules, rng)
    sheet = paper.sheet

    def turn() -> float:
        sheet.new_page()
        return sheet.margin

    y, paper.lines = table.draw(sheet, plan, y, bottom=lambda: sheet.bottom - 20, next_page=turn, gap=4)
    return y


def _sign(paper: Paper, content: _Content, y: float, rng: random.Random, boxed: bool) -> None:
    sheet = paper.sheet
    if y > sheet.bottom - 150:
        sheet.new_page()
        y = sheet.margin
    y = sheet.paragraph(sheet.left + 3, y + 6, sheet.span - 6, _STATEMENT, size=sheet.ink.size * 0.9, label=True) + 6
    party = content.certifier
    rows: list[Pair] = [
        (rng.choice(["Authorized Signature", "Signature"]), "", {}),
        ("Company", party.name, {}),
        ("Name", party.contact, {}),
        ("Title", party.contact_title, {}),
        (rng.choice(["Date", "Date signed", "DATE"]), content.signed, {}),
        ("Telephone", party.phone, {}),
    ]
    top = y
    sheet.text(sheet.left + 3, y + 24, f"{rows[0][0]}:", label=True, size=sheet.ink.size)
    sheet.line(sheet.left + 100, y + 27, sheet.left + 270, y + 27)
    blocks.pairs(paper, y + 34, rows[1:], columns=2, style="cells" if boxed else "colon")
    blocks.lay_signature(paper, rng, sheet.left + 120, top - 10, width=110)


def _as_table(paper: Paper, story: Story, content: _Content, manner: Manner, y: float, rng: random.Random) -> None:
    """Like the old NAFTA form: numbered boxes in two columns."""
    marks = "   ".join(f"{'☒' if content.role == r else '☐'} {r}" for r in ("Importer", "Exporter", "Producer"))
    period = content.period or "N/A (single shipment)"
    entries: list[Pair] = [("1. CERTIFIER TYPE (check one)", marks, {}), ("8. BLANKET PERIOD", period, content.blanket)]
    y = blocks.pairs(paper, y, entries, columns=2, style="boxes")
    parties = _party_entries(story, content, rng, numbered=True)
    y = blocks.pairs(paper, y, parties, columns=2, style="boxes")
    y = _goods(paper, story, content, manner, y, rng, "grid")
    _sign(paper, content, y, rng, boxed=True)


def _as_list(paper: Paper, story: Story, content: _Content, manner: Manner, y: float, rng: random.Random) -> None:
    """The data elements one below the other."""
    style = rng.choice(["cells", "colon"])
    entries: list[Pair] = [
        ("1. Importer, Exporter or Producer Certification", content.role, {}),
        *_party_entries(story, content, rng, numbered=True),
    ]
    if content.period:
        entries.append(("6. Blanket Period", content.period, content.blanket))
    y = blocks.pairs(paper, y, entries, columns=1, style=style)
    y = _goods(paper, story, content, manner, y + 8, rng, rng.choice(["grid", "horizontal", "none"]))
    _sign(paper, content, y, rng, boxed=False)


def _as_letter(paper: Paper, story: Story, content: _Content, manner: Manner, y: float, rng: random.Random) -> None:
    """A letter of the certifier to the importer."""
    sheet = paper.sheet
    importer = story.importer
    y = sheet.paragraph(sheet.left, y + 6, sheet.span, content.signed)
    y = sheet.paragraph(sheet.left, y + 8, sheet.span, f"To: {importer.name}\n{importer.street}\n{importer.address[1]}")
    paper.put(importer=importer.name)
    party = content.certifier
    text = (
        f"We, {party.name}, acting as the {content.role.upper()} of the goods listed below, hereby provide the minimum "
        "data elements required by Annex 5-A of the Agreement."
    )
    y = sheet.paragraph(sheet.left, y + 8, sheet.span, text) + 6
    entries = [p for p in _party_entries(story, content, rng, numbered=False) if "IMPORTER" not in p[0]]
    if content.period:
        entries.append(("Blanket period", content.period, content.blanket))
    y = blocks.pairs(paper, y, entries, columns=1, style="colon")
    y = _goods(paper, story, content, manner, y + 8, rng, rng.choice(["grid", "header"]))
    _sign(paper, content, y, rng, boxed=False)
