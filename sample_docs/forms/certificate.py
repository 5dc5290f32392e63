"""What certificates of other countries and of chambers have in common, whatever their layout."""

from __future__ import annotations

import random
from dataclasses import dataclass

from sample_docs import blocks, numerals, stamps, table
from sample_docs.blocks import Manner, Pair
from sample_docs.content import Story, words
from sample_docs.numerals import in_words
from sample_docs.paper import Paper, row_truth
from sample_docs.table import Cell, Column

FOOT = 150.0
"""Height of the boxes below the goods."""
COLOURS = {"red": stamps.RED, "blue": stamps.BLUE, "violet": stamps.VIOLET}


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues certificates, and how its form looks."""

    name: str
    kind: str
    layout: str
    titles: tuple[str, ...]
    seal: str
    colour: tuple[int, int, int]
    local: str = ""
    city: bool = False


def issuer_of(story: Story, rng: random.Random) -> Issuer:
    """A body that may issue on that day (Vietnam and Malaysia changed theirs in 2025)."""
    year = story.days.certified.year
    rows = [r for r in words("issuers")[story.origin] if r.get("from", 0) <= year <= r.get("to", 9999)]
    row = rng.choice(rows)
    return Issuer(
        row["name"], row["kind"], row["layout"], tuple(row["titles"]), row["seal"], COLOURS[row["colour"]],
        row.get("local", ""), row.get("city", False),
    )  # fmt: skip


class Certificate:
    """What every layout prints, whoever issued it."""

    def __init__(self, paper: Paper, story: Story, manner: Manner, issuer: Issuer, rng: random.Random) -> None:
        self.paper, self.story, self.manner, self.issuer, self.rng = paper, story, manner, issuer, rng
        self.sheet = paper.sheet
        self.name = story.extra.get("issuer", f"{issuer.name} {story.exporter.city}" if issuer.city else issuer.name)
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
        country = words("issuers")["countries"][story.origin]
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

    def criteria(self) -> list[Cell]:
        """Origin criteria, on the forms that have them: GSP share of value for the United States."""
        texts = [f"Y {self.rng.randint(36, 88)}%" for _ in self.story.items]
        mark = self.rng.choice(["", '"'])
        return [
            Cell(f"{mark}Y{mark}{text[1:]}" if mark else text, row_truth(origin_criterion=f"{mark}Y{mark}{text[1:]}"))
            for text in texts
        ]

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
            packages = blocks.packages_text(story, n, manner)
            if labels.get("figures"):
                packages = f"{item.packages} {item.package_kind}"
            texts.append(
                Cell(
                    f"{packages}{joint}{item.description}",
                    row_truth(packages=item.packages, package_kind=item.package_kind, description=item.description),
                )
            )
        columns.append(Column(labels["goods"], texts, weight=2))
        if "hs" in want:
            columns.append(Column(labels["hs"], blocks.hs_cells(items, manner), "center", 0.5))
        if "criterion" in want:
            columns.append(Column(labels["criterion"], self.criteria(), "center", 0.4))
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
        limit = sheet.bottom - FOOT

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
        size = sheet.fitting_size(name, width - 10, 26, sheet.ink.bold, sheet.ink.size)
        below = sheet.paragraph(x + 5, below + 3, width - 10, name, font=sheet.ink.bold, size=size)
        if self.issuer.local and name == self.issuer.name:
            sheet.paragraph(x + 5, below + 1, width - 10, self.issuer.local)
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
