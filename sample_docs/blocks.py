"""Pieces that several forms share: cells of goods tables, parties, totals, seals laid on a sheet."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sample_docs import fonts, numerals, stamps
from sample_docs.content import Item, Party, Story
from sample_docs.entry import carton_range
from sample_docs.paper import Paper, Truth, row_truth
from sample_docs.table import Cell, Column


@dataclass(frozen=True, slots=True)
class Manner:
    """How one paper writes its figures and dates."""

    dates: str
    numbers: str = "grouped"
    weight_unit: str = "KGS"
    weight_decimals: int | None = None
    hs: str = "dotted"
    conjunction: str = "AND"

    def number(self, value: Decimal, decimals: int | None = None) -> str:
        return numerals.figure(value, self.numbers, decimals)

    def weight(self, value: Decimal, *, unit: bool = True) -> str:
        """A weight in kilograms as printed; tonnes only where three decimals keep it exact."""
        if self.weight_unit in ("MT", "T") and value * 1000 == int(value * 1000):
            text = self.number(value / 1000)
        else:
            text = self.number(
                value, self.weight_decimals if self.weight_decimals != 0 or value == int(value) else None
            )
        return text + self.weight_unit if unit else text


def manner(rng: random.Random, story: Story, country: str) -> Manner:
    days = [story.days.invoiced, story.days.certified]
    european = country in ("DE", "TR") and rng.random() < 0.6
    return Manner(
        dates=numerals.date_style(rng, country, days),
        numbers="comma" if european else rng.choice(["grouped", "grouped", "plain"]),
        weight_unit=rng.choice(["KGS", "KGS", "KG", " KGS", " KG", "KGS."]),
        weight_decimals=rng.choice([None, None, 2]),
        hs=rng.choice(["dotted", "dotted", "plain"]),
        conjunction=rng.choice(["AND", ""]),
    )


def party_text(rng: random.Random, party: Party, *, extras: bool = False) -> tuple[str, str]:
    """A party's printed block (name, then address) and the address as truth.

    Phone numbers and the like come after the address in the block, and are not part of it.
    """
    street, place = party.address
    text = f"{party.name}\n{street}\n{place}" if rng.random() < 0.6 else f"{party.name}\n{street}, {place}"
    address = " ".join(text.split("\n")[1:])
    if extras:
        text += f"\nTEL: {party.phone}"
    return text, address


def hs_text(item: Item, style: str, *, digits: int = 6) -> str:
    code = item.good.hts[:digits] if digits > 6 else item.good.hs6
    if style == "dotted":
        return ".".join(p for p in (code[:4], code[4:6], code[6:]) if p)
    return code


def hs_cells(items: Sequence[Item], manner: Manner, *, digits: int = 6) -> list[Cell]:
    codes = [hs_text(i, manner.hs, digits=digits) for i in items]
    return [Cell(code, row_truth(hs_code=code.replace(".", ""))) for code in codes]


def package_cells(items: Sequence[Item]) -> list[Cell]:
    """Packages in figures: `500 CTNS`."""
    return [
        Cell(f"{i.packages} {i.package_kind}", row_truth(packages=i.packages, package_kind=i.package_kind))
        for i in items
    ]


def packages_text(story: Story, index: int, manner: Manner) -> str:
    """`FIVE HUNDRED (500) CARTONS`; the words of the first line may be planted wrong."""
    item = story.items[index]
    words = story.package_words if index == 0 and story.package_words else item.packages
    return f"{numerals.in_words(words, conjunction=manner.conjunction)} ({item.packages}) {item.package_kind}"


def description_cells(items: Sequence[Item], style: str = "plain") -> list[Cell]:
    """Goods alone; with style `model` the model number stands on its own line below, as no part of the name."""
    return [
        Cell(
            i.description if style == "plain" else f"{i.description}\nMODEL: {i.model}",
            row_truth(description=i.description),
        )
        for i in items
    ]


def quantity_cells(items: Sequence[Item], manner: Manner, *, joint: str = "") -> list[Cell]:
    return [
        Cell(f"{manner.number(i.quantity)}{joint}{i.unit}", row_truth(quantity=i.quantity, unit=i.unit)) for i in items
    ]


def marks_cells(story: Story, count: int, *, truth: bool = True) -> list[Cell]:
    """Marks stand once, beside the first line; shipping papers have no field for them."""
    text = "\n".join(story.marks)
    return [Cell(text, row_truth(marks=text) if truth else None), *[Cell("")] * (count - 1)]


def column(label: str, cells: Sequence[Cell], align: str = "left", weight: float = 1.0) -> Column:
    return Column(label, cells, align, weight)


Pair = tuple[str, str, Truth]
"""Label, printed value, what it says."""


def pairs(
    paper: Paper,
    y: float,
    entries: Sequence[Pair],
    *,
    columns: int = 2,
    style: str = "colon",
    left: float = 0,
    width: float = 0,
) -> float:
    """Print labelled values from y on, row by row over so many columns; returns the y below.

    Styles: `colon` (Label: value, no rules), `boxes` (label small above the value in a ruled box), `cells` (label and
    value in ruled cells beside each other).
    """
    sheet, ink = paper.sheet, paper.sheet.ink
    left, width = left or sheet.left, width or sheet.span
    for start in range(0, len(entries), columns):
        row = entries[start : start + columns]
        each = width / len(row) if style != "colon" else width / columns
        heights = [_pair_height(paper, label, text, each, style) for label, text, _ in row]
        for n, (label, text, truth) in enumerate(row):
            x = left + n * each
            if style == "boxes":
                sheet.box(x, y, each, max(heights), label, text)
            elif style == "cells":
                lead = _lead(paper, label, each)
                sheet.frame(x, y, lead, max(heights))
                sheet.frame(x + lead, y, each - lead, max(heights))
                sheet.paragraph(x + 3, y + 3, lead - 6, label, label=True, size=ink.label_size * 1.08)
                sheet.paragraph(x + lead + 3, y + 2.5, each - lead - 6, text)
            else:
                mark = "：" if fonts.is_wide(label[-1]) else ":"
                used = sheet.text(x + 2, y + 1 + ink.size * 0.95, label + mark, label=True, size=ink.size * 0.95)
                sheet.paragraph(x + 2 + used + 4, y + 1, each - used - 12, text)
            paper.fields.update(truth)
        y += max(heights)
    return y


def _lead(paper: Paper, label: str, each: float) -> float:
    ink = paper.sheet.ink
    return min(max(paper.sheet.measure(label, ink.label_font, ink.label_size * 1.08) + 9, each * 0.24), each * 0.5)


def _pair_height(paper: Paper, label: str, text: str, width: float, style: str) -> float:
    sheet, ink = paper.sheet, paper.sheet.ink
    if style == "boxes":
        return sheet.needed(width, label, text) + 2
    if style == "cells":
        lead = _lead(paper, label, width)
        rows = len(sheet.wrap(text, width - lead - 6, ink.font, ink.size))
        heads = len(sheet.wrap(label, lead - 6, ink.label_font, ink.label_size * 1.08))
        return max(rows * ink.size * 1.22, heads * ink.label_size * 1.32) + 6
    used = sheet.measure(label + ": ", ink.label_font, ink.size * 0.95)
    return len(sheet.wrap(text, width - used - 12, ink.font, ink.size)) * ink.size * 1.22 + 4


def heading(
    paper: Paper, y: float, lines: Sequence[str], *, size: float = 16, align: str = "center", underline: bool = False
) -> float:
    """Title lines, the first the largest; returns the y below."""
    sheet, ink = paper.sheet, paper.sheet.ink
    for number, line in enumerate(lines):
        here = size if number == 0 else size * 0.72
        while sheet.measure(line, ink.label_bold, here) > sheet.span:
            here -= 0.3
        at = {"center": sheet.width / 2, "left": sheet.left, "right": sheet.right}[align]
        width = sheet.text(at, y + here, line, font=ink.label_bold, size=here, align=align, label=True)
        if underline and number == 0 and align == "center":
            sheet.line(at - width / 2, y + here * 1.2, at + width / 2, y + here * 1.2)
        y += here * 1.4
    return y + 4


def letterhead(paper: Paper, rng: random.Random, party: Party, *, chinese: bool = False) -> float:
    """A company's name and address at the head of its own paper; returns the y below."""
    sheet, ink = paper.sheet, paper.sheet.ink
    y = sheet.margin
    align = rng.choice(["center", "center", "left"])
    at = sheet.width / 2 if align == "center" else sheet.left
    if chinese and party.name_cn:
        y += 16
        sheet.text(at, y, party.name_cn, font=ink.label_bold, size=15, align=align, label=True)
    size = rng.uniform(12, 15)
    while sheet.measure(party.name, ink.label_bold, size) > sheet.span:
        size -= 0.3
    y += size + 3
    sheet.text(at, y, party.name, font=ink.label_bold, size=size, align=align, label=True)
    y += 12
    line = f"{party.street}, {party.address[1]}"
    size = sheet.fitting_size(line, sheet.span, 11, ink.label_font, 8.5)
    sheet.text(at, y, line, size=size, align=align, label=True)
    if rng.random() < 0.6:
        y += 10
        sheet.text(at, y, f"TEL: {party.phone}   E-MAIL: {party.email}", size=8, align=align, label=True)
    if rng.random() < 0.6:
        sheet.line(sheet.left, y + 5, sheet.right, y + 5, rng.choice([0.6, 1.2, 2.0]))
    return y + 14


def carton_numbers(items: Sequence[Item]) -> list[str]:
    return [f"{a}-{b}" if a != b else f"{a}" for a, b in carton_range([i.packages for i in items])]


def lay_seal(
    paper: Paper, rng: random.Random, x: float, y: float, text: str, centre: str = "", *, size: float = 105,
    colour: tuple[int, int, int] = stamps.RED, star: bool = True, oval: bool = False,
) -> None:  # fmt: skip
    """Put a seal with its centre near x, y on the page being drawn."""
    picture = stamps.round_seal(rng, text, centre, colour=colour, star=star, oval=oval)
    width = size * rng.uniform(0.92, 1.06)
    height = width * picture.height / picture.width
    x += rng.uniform(-8, 8)
    y += rng.uniform(-6, 6)
    sheet = paper.sheet
    left = min(max(x - width / 2, 4), sheet.width - width - 4)
    top = min(max(y - height / 2, 4), sheet.height - height - 4)
    sheet.image(picture, left, top, width, height)
    paper.marks["seal"] = True


def lay_chop(paper: Paper, rng: random.Random, x: float, y: float, lines: list[str], *, width: float = 130) -> None:
    """A rectangular company chop; its top left corner near x, y."""
    picture = stamps.name_chop(rng, lines, colour=rng.choice([stamps.BLUE, stamps.RED, stamps.VIOLET]))
    paper.sheet.image(picture, x, y, width, width * picture.height / picture.width)
    paper.marks["seal"] = True


def lay_signature(paper: Paper, rng: random.Random, x: float, y: float, *, width: float = 95) -> None:
    picture = stamps.signature(rng)
    paper.sheet.image(picture, x, y, width, width * picture.height / picture.width)
    paper.marks["signature"] = True
