"""Certificates of origin of chambers and of other countries' authorities (DOMAIN.md 1.15), each in its own layout."""

from __future__ import annotations

import random

from sample_docs import blocks, numerals
from sample_docs.content import Story
from sample_docs.forms.certificate import FOOT, Certificate, issuer_of
from sample_docs.layout import A4, Ink, Sheet
from sample_docs.paper import Paper, row_truth


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    issuer = issuer_of(story, rng)
    paper = Paper(issuer.kind, Sheet(A4, ink, margin=rng.uniform(28, 42)))
    form = Certificate(paper, story, blocks.manner(rng, story, story.origin), issuer, rng)
    {"twelve": twelve, "boxes": boxes, "free": free, "eu": eu}[issuer.layout](form)
    return paper


def twelve(form: Certificate) -> None:
    """Twelve boxes in the manner of Form A (Vietnam's Form B, and Form A itself)."""
    sheet, rng = form.sheet, form.rng
    form_a = form.issuer.layout == "form_a"
    left, half, y = sheet.left, sheet.span / 2, sheet.margin
    one, two, three = rng.uniform(76, 88), rng.uniform(72, 84), rng.uniform(58, 74)
    names = [
        "Goods consigned from (Exporter's business name, address, country)",
        "Goods consigned to (Consignee's name, address, country)",
    ]
    sheet.box(left, y, half, one, f"1. {names[0]}", form.exporter[1])
    sheet.box(left, y + one, half, two, f"2. {names[1]}", form.consignee[1])
    sheet.frame(left + half, y, half, one + two)
    used = sheet.text(left + half + 6, y + 14, "Reference No." if not form_a else "Reference No", label=True, size=9)
    sheet.text(left + half + 12 + used, y + 14, form.number[1], font=sheet.ink.bold)
    at = y + 36
    for number, title in enumerate(form.issuer.titles):
        size = sheet.fitting_size(title, half - 12, 24, sheet.ink.label_bold, 13 if form_a and number != 3 else 15)
        at += size * 1.3
        sheet.text(left + half * 1.5, at, title, font=sheet.ink.label_bold, size=size, align="center", label=True)
    country = f"Issued in {form.origin[1]}" + (" (country)" if form_a else "")
    sheet.text(left + half * 1.5, at + 22, country, align="center", label=True, size=10)
    if form_a:
        sheet.text(sheet.right - 6, y + one + two - 6, "See notes overleaf", align="right", label=True, size=7)
    y += one + two
    sheet.box(left, y, half, three, "3. Means of transport and route (as far as known)", form.transport[1])
    sheet.box(left + half, y, half, three, "4. For official use", form.remarks[1])
    for pair in (form.exporter, form.consignee, form.number, form.transport, form.origin, form.destination):
        form.paper.fields.update(pair[2])
    labels = {
        "item": "5. Item number", "marks": "6. Marks and numbers of packages",
        "goods": "7. Number and kind of packages; description of goods", "hs": "8. HS code",
        "criterion": "8. Origin criterion (see notes overleaf)", "gross": "9. Gross weight or other quantity",
        "quantity": "9. Gross weight or other quantity", "invoice": "10. Number and date of invoices",
    }  # fmt: skip
    want = ("item", "marks", "criterion" if form_a else "hs", rng.choice(["gross", "quantity"]), "invoice")
    y = form.goods(y + three, labels=labels, rules="columns", want=want, fill=True)
    text = (
        "It is hereby certified, on the basis of control carried out, that the declaration by the exporter is correct."
    )
    form.certify(
        left, y, half, FOOT, f"11. Certification\n{text}", "Place and date, signature and stamp of certifying authority"
    )
    text = (
        "The undersigned hereby declares that the above details and statements are correct; that all the goods were "
        f"produced in {form.origin[1]} and that they comply with the origin requirements specified for those goods "
        f"exported to {form.destination[1]}."
    )
    tail = "Place and date, signature of authorized signatory"
    form.declare(left + half, y, half, FOOT, "12. Declaration by the exporter", text, tail)


def boxes(form: Certificate) -> None:
    """Ruled boxes with or without numbers (Malaysia, Korea, India, Thailand)."""
    sheet, rng, paper = form.sheet, form.rng, form.paper
    y = sheet.margin
    y = blocks.heading(
        paper,
        y,
        [
            form.name if rng.random() < 0.5 and "issuer" not in form.story.extra else form.issuer.titles[0],
            *form.issuer.titles[: 2 if rng.random() < 0.9 else 1],
        ][-2:]
        if len(form.issuer.titles) > 1
        else list(form.issuer.titles),
        size=15,
    )
    names = [
        (form.exporter, ["Exporter (Name & Address)", "Exporter", "Consignor / Exporter"]),
        (form.number, ["Certificate No.", "C/O No.", "Reference No."]),
        (form.consignee, ["Consignee (Name & Address)", "Consignee", "Consigned to"]),
        (form.origin, ["Country of Origin", "Origin of goods"]),
        (form.transport, ["Means of Transport and Route", "Transport details", "Means of transport"]),
        (form.destination, ["Country of Destination", "Destination"]),
    ]
    pairs = [form.named(pair, rng.choice(labels)) for pair, labels in names]
    if form.remarks[1] or rng.random() < 0.5:
        pairs += [form.named(form.remarks, rng.choice(["Remarks", "For official use"]))]
    if rng.random() < 0.55:
        pairs = [(f"{n}. {label}", text, truth) for n, (label, text, truth) in enumerate(pairs, start=1)]
        count = len(pairs)
    else:
        count = -99
    y = blocks.pairs(paper, y, pairs, columns=2, style="boxes")
    labels = {
        "item": "Item No.", "marks": rng.choice(["Marks & Numbers", "Shipping marks"]),
        "goods": rng.choice(["Number and kind of packages; Description of goods", "Description of Goods"]),
        "hs": rng.choice(["HS Code", "Tariff No."]), "quantity": "Quantity",
        "gross": rng.choice(["Gross Weight", "Gross weight or other quantity"]),
        "invoice": rng.choice(["Invoice No. & Date", "Number and date of invoice"]),
    }  # fmt: skip
    if count > 0:
        labels = {k: f"{n}. {v}" for n, (k, v) in enumerate(labels.items(), start=count + 1)}
    want = tuple(w for w in ("item", "marks", "hs", "quantity", "gross", "invoice") if rng.random() < 0.75)
    want = want if {"quantity", "gross"} & set(want) else (*want, "quantity")
    y = form.goods(y, labels=labels, rules=rng.choice(["columns", "grid"]), want=want, fill=rng.random() < 0.7)
    left, half = sheet.left, sheet.span / 2
    form.declare(
        left,
        y,
        half,
        148,
        "Declaration by the Exporter",
        "I, the undersigned, being duly authorized by the exporter, declare that the goods described above originate "
        "in the country shown.",
        "Place, date and signature",
    )
    form.certify(
        left + half,
        y,
        half,
        148,
        "Certification\nThe undersigned authority certifies that the goods described above originate in the country "
        "shown above.",
        "Place, date, signature and stamp of issuing authority",
    )


def free(form: Certificate) -> None:
    """Labelled lines without boxes, the table with few rules."""
    sheet, rng, paper, story = form.sheet, form.rng, form.paper, form.story
    day = numerals.date(story.days.invoiced, form.manner.dates)
    invoice = row_truth(invoice_number=story.invoice_number, invoice_date=story.days.invoiced)
    y = blocks.heading(paper, sheet.margin, [form.name], size=14)
    y = blocks.heading(paper, y + 4, list(form.issuer.titles), size=15, underline=True)
    pairs = [
        form.named(form.number, rng.choice(["Certificate No", "Ref. No", "C.O. No"])),
        ("Invoice No & Date", f"{story.invoice_number} {rng.choice(['DT.', 'DATED'])} {day}", invoice),
        form.named(form.exporter, rng.choice(["Exporter", "Shipper", "Consignor"])),
        form.named(form.consignee, rng.choice(["Consignee", "Importer", "Buyer"])),
        form.named(form.transport, rng.choice(["Means of Transport", "Shipped"])),
        form.named(form.origin, rng.choice(["Country of Origin", "Origin"])),
        form.named(form.destination, rng.choice(["Country of Destination", "Final Destination"])),
    ]  # fmt: skip
    if form.remarks[1]:
        pairs.append(form.named(form.remarks, "Remarks"))
    y = blocks.pairs(paper, y + 4, pairs, columns=1, style="colon") + 6
    labels = {
        "item": "Sr. No.", "marks": "Marks & Nos.", "goods": "No. & kind of packages and description of goods",
        "hs": "HS Code", "quantity": "Quantity", "gross": "Gross Weight", "invoice": "Invoice",
    }  # fmt: skip
    want = tuple(w for w in ("item", "marks", "hs") if rng.random() < 0.7)
    y = form.goods(
        y,
        labels=labels,
        rules=rng.choice(["grid", "horizontal", "header"]),
        want=(*want, *rng.choice([("quantity",), ("gross",), ("quantity", "gross")])),
        fill=False,
    )
    text = (
        "It is hereby certified that to the best of our knowledge and belief the above mentioned goods are of "
        f"{form.origin[1]} origin."
    )
    width = sheet.span * 0.62
    form.certify(
        sheet.right - width,
        min(y + 12, sheet.bottom - 150),
        width,
        146,
        text,
        "Authorised signatory, seal of the chamber",
        framed=False,
    )


def eu(form: Certificate) -> None:
    """The European model: numbered boxes 1 to 8."""
    sheet, rng, paper = form.sheet, form.rng, form.paper
    left, half, y = sheet.left, sheet.span * 0.54, sheet.margin
    other = sheet.span - half
    local = {
        "DE": ("Absender", "Empfänger", "Ursprungsland", "Angaben über die Beförderung", "Bemerkungen"),
        "TR": ("Gönderen", "Alıcı", "Menşe ülkesi", "Taşıma bilgileri", "Gözlemler"),
    }[form.story.origin]
    english = ("Consignor", "Consignee", "Country of origin", "Transport details (optional)", "Remarks")
    both = rng.random() < 0.6
    label = [
        f"{n}. {e}" + (f" / {loc}" if both else "")
        for n, (e, loc) in enumerate(zip(english, local, strict=True), start=1)
    ]
    heights = [rng.uniform(74, 90), rng.uniform(70, 84), rng.uniform(50, 64)]
    sheet.box(left, y, half, heights[0], label[0], form.exporter[1])
    sheet.frame(left + half, y, other, heights[0])
    sheet.text(left + half + 8, y + 16, "No.", label=True, size=9)
    sheet.text(left + half + 28, y + 16, form.number[1], font=sheet.ink.bold, size=sheet.ink.size * 1.15)
    sheet.text(sheet.right - 8, y + 16, "ORIGINAL", label=True, size=9, align="right")
    for n, title in enumerate(form.issuer.titles):
        size = sheet.fitting_size(title, other - 10, 30, sheet.ink.label_bold, 14)
        sheet.text(
            left + half + other / 2,
            y + 42 + 18 * n,
            title,
            font=sheet.ink.label_bold,
            size=size,
            align="center",
            label=True,
        )
    y += heights[0]
    sheet.box(left, y, half, heights[1], label[1], form.consignee[1])
    sheet.box(left + half, y, other, heights[1], label[2], form.origin[1])
    y += heights[1]
    sheet.box(left, y, half, heights[2], label[3], form.transport[1])
    sheet.box(left + half, y, other, heights[2], label[4], form.remarks[1])
    for pair in (form.exporter, form.consignee, form.number, form.transport, form.origin):
        paper.fields.update(pair[2])
    labels = {
        "item": "6. Item number",
        "marks": "Marks, numbers",
        "goods": "6. Item number; marks, numbers, number and kind of packages; description of goods",
        "quantity": "7. Quantity",
        "gross": "7. Quantity (gross mass)",
        "figures": "yes",
    }
    want = (rng.choice(["quantity", "gross"]),)
    y = form.goods(y + heights[2], labels=labels, rules="columns", want=want, fill=True)
    form.certify(
        left,
        y,
        sheet.span,
        150,
        "8. THE UNDERSIGNED AUTHORITY CERTIFIES THAT THE GOODS DESCRIBED ABOVE ORIGINATE IN THE COUNTRY SHOWN IN BOX 3",
        "Place and date of issue, name, signature and stamp of competent authority",
    )
