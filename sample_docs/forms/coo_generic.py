"""Certificates of origin of chambers and of other countries' authorities (DOMAIN.md 1.15), each in its own layout."""

from __future__ import annotations

import random
from dataclasses import dataclass

from sample_docs import blocks, numerals, stamps, table
from sample_docs.blocks import Manner, Pair
from sample_docs.content import Story
from sample_docs.layout import A4, Ink, Sheet
from sample_docs.numerals import in_words
from sample_docs.paper import Paper, row_truth
from sample_docs.table import Cell, Column

CHAMBER, AUTHORITY = "coo.generic_chamber", "coo.nonpref_other_country"


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues certificates, and how its form looks."""

    name: str
    kind: str
    layout: str
    titles: tuple[str, ...]
    seal: str
    colour: tuple[int, int, int]
    second: str = ""


ISSUERS: dict[str, tuple[Issuer, ...]] = {
    "VN": (
        Issuer("MINISTRY OF INDUSTRY AND TRADE", AUTHORITY, "form_b", ("CERTIFICATE OF ORIGIN", "FORM B"), "BO CONG THUONG - MINISTRY OF INDUSTRY AND TRADE", stamps.RED),
        Issuer("VIETNAM CHAMBER OF COMMERCE AND INDUSTRY", AUTHORITY, "form_b", ("CERTIFICATE OF ORIGIN", "FORM B"), "VIETNAM CHAMBER OF COMMERCE AND INDUSTRY", stamps.RED),
    ),
    "MY": (
        Issuer("MINISTRY OF INVESTMENT, TRADE AND INDUSTRY", AUTHORITY, "boxes", ("CERTIFICATE OF ORIGIN", "NON-PREFERENTIAL"), "MINISTRY OF INVESTMENT TRADE AND INDUSTRY MALAYSIA", stamps.BLUE),
        Issuer("FEDERATION OF MALAYSIAN MANUFACTURERS", CHAMBER, "free", ("CERTIFICATE OF ORIGIN",), "FEDERATION OF MALAYSIAN MANUFACTURERS", stamps.BLUE),
    ),
    "KR": (Issuer("THE KOREA CHAMBER OF COMMERCE AND INDUSTRY", CHAMBER, "boxes", ("CERTIFICATE OF ORIGIN",), "THE KOREA CHAMBER OF COMMERCE AND INDUSTRY", stamps.VIOLET, "대한상공회의소"),),
    "IN": (
        Issuer("GUJARAT CHAMBER OF COMMERCE AND INDUSTRY", CHAMBER, "free", ("CERTIFICATE OF ORIGIN", "(NON PREFERENTIAL)"), "GUJARAT CHAMBER OF COMMERCE AND INDUSTRY", stamps.BLUE),
        Issuer("FEDERATION OF INDIAN EXPORT ORGANISATIONS", CHAMBER, "boxes", ("CERTIFICATE OF ORIGIN", "NON-PREFERENTIAL"), "FEDERATION OF INDIAN EXPORT ORGANISATIONS", stamps.VIOLET),
    ),
    "DE": (Issuer("INDUSTRIE- UND HANDELSKAMMER", CHAMBER, "eu", ("CERTIFICATE OF ORIGIN", "URSPRUNGSZEUGNIS"), "INDUSTRIE- UND HANDELSKAMMER", stamps.BLUE),),
    "TR": (Issuer("ISTANBUL CHAMBER OF COMMERCE", CHAMBER, "eu", ("CERTIFICATE OF ORIGIN", "MENSE SAHADETNAMESI"), "ISTANBUL TICARET ODASI", stamps.BLUE),),
    "TH": (Issuer("DEPARTMENT OF FOREIGN TRADE", AUTHORITY, "boxes", ("CERTIFICATE OF ORIGIN",), "DEPARTMENT OF FOREIGN TRADE - MINISTRY OF COMMERCE - THAILAND", stamps.VIOLET),),
}  # fmt: skip
_COUNTRY = {
    "VN": "VIET NAM", "MY": "MALAYSIA", "KR": "REPUBLIC OF KOREA", "IN": "INDIA", "DE": "FEDERAL REPUBLIC OF GERMANY",
    "TR": "TÜRKİYE", "TH": "THAILAND",
}  # fmt: skip


def issuer_of(story: Story, rng: random.Random) -> Issuer:
    """An authority that may issue on that day (Vietnam and Malaysia changed theirs in May 2025)."""
    choices = ISSUERS[story.origin]
    if story.origin in ("VN", "MY"):
        return choices[0] if story.days.certified.year >= 2026 else choices[1]
    return rng.choice(choices)


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    issuer = issuer_of(story, rng)
    paper = Paper(issuer.kind, Sheet(A4, ink, margin=rng.uniform(28, 42)))
    manner = blocks.manner(rng, story, story.origin)
    form = _Form(paper, story, manner, issuer, rng)
    {"form_b": form.form_b, "boxes": form.boxes, "free": form.free, "eu": form.eu}[issuer.layout]()
    return paper


class _Form:
    """What all layouts print, and the layouts."""

    def __init__(self, paper: Paper, story: Story, manner: Manner, issuer: Issuer, rng: random.Random) -> None:
        self.paper, self.story, self.manner, self.issuer, self.rng = paper, story, manner, issuer, rng
        self.sheet = paper.sheet
        self.name = story.extra.get("issuer", issuer.name)
        self.seal = story.extra.get("seal", issuer.seal)
        exporter, exporter_address = blocks.party_text(rng, story.exporter)
        consignee, consignee_address = blocks.party_text(rng, story.importer)
        self.exporter: Pair = ("", exporter, row_truth(exporter=story.exporter.name, exporter_address=exporter_address))
        self.consignee: Pair = (
            "",
            consignee,
            row_truth(consignee=story.importer.name, consignee_address=consignee_address),
        )
        route = rng.choice(
            [
                "BY SEA FROM {a} TO {b}",
                "FROM {a} TO {b} BY SEA",
                "FROM {a} PORT TO {b}, USA BY VESSEL {v}",
                "BY SEA FREIGHT {v} V.{y}\nFROM {a} TO {b}",
            ]
        )
        route = route.format(a=story.port_loading, b=story.port_discharge, v=story.vessel, y=story.voyage)
        self.transport: Pair = ("", route, row_truth(transport=route))
        number = "" if story.missing_number else story.certificate_number
        self.number: Pair = ("", number, row_truth(certificate_number=number) if number else {})
        country = _COUNTRY[story.origin]
        self.origin: Pair = ("", country, row_truth(origin_country=story.origin))
        self.destination: Pair = (
            "",
            rng.choice(["UNITED STATES OF AMERICA", "U.S.A.", "USA"]),
            row_truth(destination_country="US"),
        )
        remark = "ISSUED RETROSPECTIVELY" if story.retroactive else ""
        if remark:
            paper.marks["retroactive"] = True
        self.remarks: Pair = ("", remark, {})
        self.place = story.exporter.city
        self.issued = numerals.date(story.days.certified, manner.dates)

    @staticmethod
    def named(pair: Pair, label: str) -> Pair:
        return label, pair[1], pair[2]

    def _reserve(self) -> float:
        return 150.0

    def goods(self, y: float, *, labels: dict[str, str], rules: str, want: tuple[str, ...], fill: bool) -> float:
        """The goods table with the wanted columns; returns the y below."""
        story, rng, manner, sheet = self.story, self.rng, self.manner, self.sheet
        items = story.items
        count = len(items)
        joint = rng.choice([" OF ", "\n", " "])
        columns: list[Column] = []
        if "item" in want:
            columns.append(
                Column(labels["item"], [Cell(str(n), row_truth(item=n)) for n in range(1, count + 1)], "center", 0.2)
            )
        if "marks" in want:
            columns.append(Column(labels["marks"], blocks.marks_cells(story, count), weight=1.5, spans=True))
        texts: list[Cell] = []
        for n, item in enumerate(items):
            packages = blocks.packages_text(rng, story, n, manner)
            if rng.random() < 0.0 or labels.get("figures"):
                packages = f"{item.packages} {item.package_kind}"
            texts.append(
                Cell(
                    f"{packages}{joint}{item.description}",
                    row_truth(packages=item.packages, package_kind=item.package_kind, description=item.description),
                )
            )
        columns.append(Column(labels["goods"], texts, weight=2))
        if "hs" in want:
            codes = [blocks.hs_text(rng, i, manner.hs) for i in items]
            columns.append(
                Column(labels["hs"], [Cell(c, row_truth(hs_code=c.replace(".", ""))) for c in codes], "center", 0.5)
            )
        if "quantity" in want:
            columns.append(
                Column(
                    labels["quantity"], blocks.quantity_cells(items, manner, joint=rng.choice(["", " "])), "center", 0.6
                )
            )
        if "gross" in want:
            mark = "" if "weight" in labels["gross"].lower() or "mass" in labels["gross"].lower() else "G.W. "
            columns.append(
                Column(
                    labels["gross"],
                    [Cell(mark + manner.weight(i.gross), row_truth(gross_weight_kg=i.gross)) for i in items],
                    "center",
                    0.6,
                )
            )
        if "invoice" in want:
            day = numerals.date(story.days.invoiced, manner.dates)
            cell = Cell(
                f"{story.invoice_number}\n{day}",
                row_truth(invoice_number=story.invoice_number, invoice_date=story.days.invoiced),
            )
            columns.append(Column(labels["invoice"], [cell, *[Cell("")] * (count - 1)], weight=1.2, spans=True))
            self.paper.put(invoice_number=story.invoice_number, invoice_date=story.days.invoiced)
        plan = table.plan(sheet, columns, sheet.span, rules, rng)
        closing = [""] * len(columns)
        at = next(n for n, c in enumerate(columns) if c.cells is texts)
        total = ""
        if rng.random() < 0.5 and not story.package_words:
            total = (
                f"TOTAL: {in_words(story.packages, conjunction=manner.conjunction)} ({story.packages}) PACKAGES ONLY\n"
            )
        closing[at] = total + rng.choice(["***", "*************", "=========", "* * * * *"])
        limit = sheet.bottom - self._reserve()

        def turn() -> float:
            sheet.new_page()
            return blocks.heading(
                self.paper,
                sheet.margin,
                [f"CERTIFICATE OF ORIGIN NO. {self.number[1]} - CONTINUATION SHEET"],
                size=10,
                align="left",
            )

        y, self.paper.lines = table.draw(
            sheet,
            plan,
            y,
            bottom=lambda: limit,
            next_page=turn,
            fill_to=limit if fill else 0,
            last=closing,
            gap=rng.choice([2, 5]),
        )
        return limit if fill else y

    def certify(
        self, x: float, y: float, width: float, height: float, text: str, tail: str, *, framed: bool = True
    ) -> None:
        """The authority's box: statement, its name, place and date, seal and signature."""
        sheet, rng = self.sheet, self.rng
        if framed:
            sheet.frame(x, y, width, height)
        below = sheet.paragraph(x + 4, y + 3, width - 8, text, label=True)
        name = self.name
        if self.issuer.layout == "eu" and "issuer" not in self.story.extra and self.story.origin == "DE":
            name = f"INDUSTRIE- UND HANDELSKAMMER {self.place}"
        size = sheet.fitting_size(name, width - 10, 26, sheet.ink.bold, sheet.ink.size)
        sheet.paragraph(x + 5, below + 3, width - 10, name, font=sheet.ink.bold, size=size)
        if self.issuer.second and "issuer" not in self.story.extra:
            sheet.text(x + 5, below + 32, self.issuer.second)
        base = y + height - 17
        sheet.text(x + 6, base, f"{self.place}, {self.issued}" if rng.random() < 0.5 else f"{self.place} {self.issued}")
        sheet.line(x + 4, base + 3, x + width - 4, base + 3, dash=(1, 2))
        size = sheet.fitting_size(tail, width - 8, 11, sheet.ink.label_font, sheet.ink.label_size)
        sheet.text(x + 4, base + 12, tail, label=True, size=size)
        self.paper.put(issuer=name, issue_place=self.place, issue_date=self.story.days.certified)
        blocks.lay_seal(
            self.paper,
            rng,
            x + width * 0.62,
            base - 34,
            self.seal,
            rng.choice(["", "CERTIFIED"]),
            size=98,
            colour=self.issuer.colour,
            star=False,
        )
        blocks.lay_signature(self.paper, rng, x + width * 0.3, base - 42)

    def declare(self, x: float, y: float, width: float, height: float, label: str, text: str, tail: str) -> None:
        """The exporter's box."""
        sheet = self.sheet
        sheet.frame(x, y, width, height)
        below = sheet.paragraph(x + 4, y + 3, width - 8, label, label=True)
        sheet.paragraph(x + 4, below + 1, width - 8, text, label=True)
        base = y + height - 17
        sheet.text(x + 6, base, f"{self.place}, {self.issued}")
        sheet.line(x + 4, base + 3, x + width - 4, base + 3, dash=(1, 2))
        size = sheet.fitting_size(tail, width - 8, 11, sheet.ink.label_font, sheet.ink.label_size)
        sheet.text(x + 4, base + 12, tail, label=True, size=size)
        blocks.lay_signature(self.paper, self.rng, x + width * 0.5, base - 38)

    def form_b(self) -> None:
        """Twelve boxes like Form A (Vietnam)."""
        sheet, rng = self.sheet, self.rng
        left, half, y = sheet.left, sheet.span / 2, sheet.margin
        one, two, three = rng.uniform(74, 86), rng.uniform(70, 82), rng.uniform(58, 74)
        sheet.box(
            left, y, half, one, "1. Goods consigned from (Exporter's business name, address, country)", self.exporter[1]
        )
        sheet.box(
            left, y + one, half, two, "2. Goods consigned to (Consignee's name, address, country)", self.consignee[1]
        )
        sheet.frame(left + half, y, half, one + two)
        sheet.text(left + half + 6, y + 14, "Reference No.", label=True, size=9)
        sheet.text(left + half + 70, y + 14, self.number[1], font=sheet.ink.bold)
        for n, title in enumerate(self.issuer.titles):
            sheet.text(
                left + half * 1.5,
                y + 48 + 19 * n,
                title,
                font=sheet.ink.label_bold,
                size=15,
                align="center",
                label=True,
            )
        sheet.text(left + half * 1.5, y + 96, f"Issued in {self.origin[1]}", align="center", label=True, size=10)
        y += one + two
        sheet.box(left, y, half, three, "3. Means of transport and route (as far as known)", self.transport[1])
        sheet.box(left + half, y, half, three, "4. For official use", self.remarks[1])
        for pair in (self.exporter, self.consignee, self.number, self.transport, self.origin):
            self.paper.fields.update(pair[2])
        labels = {
            "item": "5. Item number", "marks": "6. Marks and numbers of packages",
            "goods": "7. Number and kind of packages; description of goods", "hs": "8. HS code",
            "gross": "9. Gross weight", "quantity": "9. Quantity", "invoice": "10. Number and date of invoices",
        }  # fmt: skip
        want = ("item", "marks", "hs", rng.choice(["gross", "quantity"]), "invoice")
        y = self.goods(y + three, labels=labels, rules="columns", want=want, fill=True)
        self.certify(
            left,
            y,
            half,
            150,
            "11. Certification\nIt is hereby certified, on the basis of control carried out, that the declaration by the exporter is correct.",
            "Place and date, signature and stamp of certifying authority",
        )
        self.declare(
            left + half, y, half, 150, "12. Declaration by the exporter",
            f"The undersigned hereby declares that the above details and statements are correct; that all the goods were produced in {self.origin[1]} and that they comply with the origin requirements for goods exported to {self.destination[1]}.",
            "Place and date, signature of authorized signatory",
        )  # fmt: skip
        self.paper.fields.update(self.destination[2])

    def boxes(self) -> None:
        """Ruled boxes with or without numbers (Malaysia, Korea, India, Thailand)."""
        sheet, rng, paper = self.sheet, self.rng, self.paper
        y = sheet.margin
        y = blocks.heading(
            paper,
            y,
            [
                self.name if rng.random() < 0.5 and "issuer" not in self.story.extra else self.issuer.titles[0],
                *self.issuer.titles[: 2 if rng.random() < 0.9 else 1],
            ][-2:]
            if len(self.issuer.titles) > 1
            else list(self.issuer.titles),
            size=15,
        )
        names = [
            (self.exporter, ["Exporter (Name & Address)", "Exporter", "Consignor / Exporter"]),
            (self.number, ["Certificate No.", "C/O No.", "Reference No."]),
            (self.consignee, ["Consignee (Name & Address)", "Consignee", "Consigned to"]),
            (self.origin, ["Country of Origin", "Origin of goods"]),
            (self.transport, ["Means of Transport and Route", "Transport details", "Means of transport"]),
            (self.destination, ["Country of Destination", "Destination"]),
        ]
        pairs = [self.named(pair, rng.choice(labels)) for pair, labels in names]
        if self.remarks[1] or rng.random() < 0.5:
            pairs += [self.named(self.remarks, rng.choice(["Remarks", "For official use"]))]
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
            "gross": rng.choice(["Gross Weight", "Gross weight or other quantity"]), "invoice": rng.choice(["Invoice No. & Date", "Number and date of invoice"]),
        }  # fmt: skip
        if count > 0:
            labels = {k: f"{n}. {v}" for n, (k, v) in enumerate(labels.items(), start=count + 1)}
        want = tuple(w for w in ("item", "marks", "hs", "quantity", "gross", "invoice") if rng.random() < 0.75)
        want = want if {"quantity", "gross"} & set(want) else (*want, "quantity")
        y = self.goods(y, labels=labels, rules=rng.choice(["columns", "grid"]), want=want, fill=rng.random() < 0.7)
        left, half = sheet.left, sheet.span / 2
        self.declare(
            left,
            y,
            half,
            148,
            "Declaration by the Exporter",
            "I, the undersigned, being duly authorized by the exporter, declare that the goods described above originate in the country shown.",
            "Place, date and signature",
        )
        self.certify(
            left + half,
            y,
            half,
            148,
            "Certification\nThe undersigned authority certifies that the goods described above originate in the country shown above.",
            "Place, date, signature and stamp of issuing authority",
        )

    def free(self) -> None:
        """Labelled lines without boxes, the table with few rules."""
        sheet, rng, paper = self.sheet, self.rng, self.paper
        y = blocks.heading(paper, sheet.margin, [self.name], size=14)
        y = blocks.heading(paper, y + 4, list(self.issuer.titles), size=15, underline=True)
        pairs = [
            self.named(self.number, rng.choice(["Certificate No", "Ref. No", "C.O. No"])),
            ("Invoice No & Date", f"{self.story.invoice_number} {rng.choice(['DT.', 'DATED'])} {numerals.date(self.story.days.invoiced, self.manner.dates)}", row_truth(invoice_number=self.story.invoice_number, invoice_date=self.story.days.invoiced)),
            self.named(self.exporter, rng.choice(["Exporter", "Shipper", "Consignor"])),
            self.named(self.consignee, rng.choice(["Consignee", "Importer", "Buyer"])),
            self.named(self.transport, rng.choice(["Means of Transport", "Shipped"])),
            self.named(self.origin, rng.choice(["Country of Origin", "Origin"])),
            self.named(self.destination, rng.choice(["Country of Destination", "Final Destination"])),
        ]  # fmt: skip
        if self.remarks[1]:
            pairs.append(self.named(self.remarks, "Remarks"))
        y = blocks.pairs(paper, y + 4, pairs, columns=1, style="colon") + 6
        labels = {
            "item": "Sr. No.", "marks": "Marks & Nos.", "goods": "No. & kind of packages and description of goods",
            "hs": "HS Code", "quantity": "Quantity", "gross": "Gross Weight", "invoice": "Invoice",
        }  # fmt: skip
        want = tuple(w for w in ("item", "marks", "hs") if rng.random() < 0.7)
        y = self.goods(
            y,
            labels=labels,
            rules=rng.choice(["grid", "horizontal", "header"]),
            want=(*want, *rng.choice([("quantity",), ("gross",), ("quantity", "gross")])),
            fill=False,
        )
        text = f"It is hereby certified that to the best of our knowledge and belief the above mentioned goods are of {self.origin[1]} origin."
        width = sheet.span * 0.62
        self.certify(
            sheet.right - width,
            min(y + 12, sheet.bottom - 150),
            width,
            146,
            text,
            "Authorised signatory, seal of the chamber",
            framed=False,
        )

    def eu(self) -> None:
        """The European model: numbered boxes 1 to 8."""
        sheet, rng, paper = self.sheet, self.rng, self.paper
        left, half, y = sheet.left, sheet.span * 0.54, sheet.margin
        other = sheet.span - half
        local = {
            "DE": ("Absender", "Empfänger", "Ursprungsland", "Angaben über die Beförderung", "Bemerkungen"),
            "TR": ("Gönderen", "Alıcı", "Menşe ülkesi", "Taşıma bilgileri", "Gözlemler"),
        }[self.story.origin]
        english = ("Consignor", "Consignee", "Country of origin", "Transport details (optional)", "Remarks")
        both = rng.random() < 0.6
        label = [
            f"{n}. {e}" + (f" / {loc}" if both else "")
            for n, (e, loc) in enumerate(zip(english, local, strict=True), start=1)
        ]
        heights = [rng.uniform(74, 90), rng.uniform(70, 84), rng.uniform(50, 64)]
        sheet.box(left, y, half, heights[0], label[0], self.exporter[1])
        sheet.frame(left + half, y, other, heights[0])
        sheet.text(left + half + 8, y + 16, "No.", label=True, size=9)
        sheet.text(left + half + 28, y + 16, self.number[1], font=sheet.ink.bold, size=sheet.ink.size * 1.15)
        sheet.text(sheet.right - 8, y + 16, "ORIGINAL", label=True, size=9, align="right")
        for n, title in enumerate(self.issuer.titles):
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
        sheet.box(left, y, half, heights[1], label[1], self.consignee[1])
        sheet.box(left + half, y, other, heights[1], label[2], self.origin[1])
        y += heights[1]
        sheet.box(left, y, half, heights[2], label[3], self.transport[1])
        sheet.box(left + half, y, other, heights[2], label[4], self.remarks[1])
        for pair in (self.exporter, self.consignee, self.number, self.transport, self.origin):
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
        y = self.goods(y + heights[2], labels=labels, rules="columns", want=want, fill=True)
        self.certify(
            left,
            y,
            sheet.span,
            150,
            "8. THE UNDERSIGNED AUTHORITY CERTIFIES THAT THE GOODS DESCRIBED ABOVE ORIGINATE IN THE COUNTRY SHOWN IN BOX 3",
            "Place and date of issue, name, signature and stamp of competent authority",
        )
