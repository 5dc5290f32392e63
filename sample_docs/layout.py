"""Setting type: pages of drawing steps, boxes that fit their text, tables whose columns fit theirs."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PIL import Image

from sample_docs import fonts

A4 = (595.0, 842.0)
LETTER = (612.0, 792.0)
Step = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Ink:
    """How one paper is set.

    Attributes:
        font, bold: faces of the values; label_font, label_bold: faces of the form's own print.
        chinese: face for Chinese characters.
        size, label_size: in points.
        rule: width of ruled lines; colour: of the form's own print and lines; value_colour: of what is filled in.
    """

    font: str
    bold: str
    label_font: str
    label_bold: str
    chinese: str
    size: float
    label_size: float
    rule: float = 0.6
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    value_colour: tuple[float, float, float] = (0.0, 0.0, 0.0)


def pick_ink(rng: random.Random, *, chinese_form: bool = False) -> Ink:
    """An ink drawn at random: the form's print and what is typed into it may use different faces."""
    label = rng.choice(fonts.LATIN[:2] + fonts.LATIN[3:])
    value = label if rng.random() < 0.5 else rng.choice(fonts.LATIN[:3] + fonts.TYPED + fonts.LATIN[4:])
    wide = {"mono": 0.9, "dejavu-mono": 0.86, "free-mono": 0.9, "dejavu": 0.92, "dejavu-serif": 0.92, "narrow": 1.08}
    size = rng.uniform(8.6, 10.2)
    return Ink(
        font=value, bold=value + "-bold", label_font=label, label_bold=label + "-bold",
        chinese=rng.choice(fonts.CHINESE),
        size=round((size + chinese_form * 0.6) * wide.get(value, 1.0), 1),
        label_size=round((rng.uniform(6.6, 8.0) + chinese_form * 1.6) * wide.get(label, 1.0), 1),
        rule=rng.choice([0.4, 0.6, 0.6, 0.8, 1.0]),
        colour=rng.choice([(0, 0, 0)] * 5 + [(0.1, 0.15, 0.4), (0.25, 0.25, 0.25)]),
        value_colour=rng.choice([(0, 0, 0)] * 5 + [(0.08, 0.08, 0.25)]),
    )  # fmt: skip


@dataclass(slots=True)
class Sheet:
    """Pages under construction; coordinates are points from the top left corner."""

    size: tuple[float, float]
    ink: Ink
    margin: float = 36.0
    pages: list[list[Step]] = field(default_factory=lambda: [[]])

    @property
    def width(self) -> float:
        return self.size[0]

    @property
    def height(self) -> float:
        return self.size[1]

    @property
    def left(self) -> float:
        return self.margin

    @property
    def right(self) -> float:
        return self.size[0] - self.margin

    @property
    def bottom(self) -> float:
        return self.size[1] - self.margin

    @property
    def span(self) -> float:
        return self.right - self.left

    def new_page(self) -> None:
        self.pages.append([])

    def measure(self, text: str, font: str, size: float) -> float:
        return fonts.width(text, font, self.ink.chinese, size)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        font: str = "",
        size: float = 0,
        align: str = "left",
        label: bool = False,
    ) -> float:
        """Print one line with its baseline at y; returns its width."""
        font = font or (self.ink.label_font if label else self.ink.font)
        size = size or (self.ink.label_size if label else self.ink.size)
        width = self.measure(text, font, size)
        start = x - {"left": 0.0, "center": width / 2, "right": width}[align]
        colour = self.ink.colour if label else self.ink.value_colour
        pieces = fonts.runs(text, font, self.ink.chinese)
        self.pages[-1].append(partial(_draw_text, start, self.height - y, pieces, size, colour))
        return width

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0, dash: tuple[int, ...] = ()) -> None:
        self.pages[-1].append(
            partial(
                _draw_line, x0, self.height - y0, x1, self.height - y1, width or self.ink.rule, self.ink.colour, dash
            )
        )

    def frame(self, x: float, y: float, width: float, height: float, rule: float = 0) -> None:
        self.pages[-1].append(
            partial(_draw_frame, x, self.height - y - height, width, height, rule or self.ink.rule, self.ink.colour)
        )

    def tint(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A tinted area, to be laid before the print on it."""
        self.pages[-1].append(partial(_draw_tint, x, self.height - y - height, width, height, grey))

    def image(self, picture: Image.Image, x: float, y: float, width: float, height: float, page: int = -1) -> None:
        """A picture with transparency over what is printed, x and y its top left corner."""
        self.pages[page].append(partial(_draw_image, picture, x, self.height - y - height, width, height))

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        *,
        font: str = "",
        size: float = 0,
        label: bool = False,
        leading: float = 1.22,
        align: str = "left",
    ) -> float:
        """Wrapped text whose top edge is y; returns the y below it."""
        font = font or (self.ink.label_font if label else self.ink.font)
        size = size or (self.ink.label_size if label else self.ink.size)
        for row in self.wrap(text, width, font, size):
            at = {"left": x, "center": x + width / 2, "right": x + width}[align]
            self.text(at, y + size * 0.95, row, font=font, size=size, align=align, label=label)
            y += size * leading
        return y

    def wrap(self, text: str, width: float, font: str, size: float) -> list[str]:
        """Break at spaces and between Chinese characters; newlines are kept. Words are never cut."""
        rows: list[str] = []
        for given in text.split("\n"):
            row = ""
            for token in _tokens(given):
                if row and self.measure((row + token).rstrip(), font, size) > width:
                    rows.append(row.rstrip())
                    row = token.lstrip()
                else:
                    row += token
            rows.append(row.rstrip())
        return rows

    def longest_word(self, text: str, font: str, size: float) -> float:
        return max((self.measure(t.strip(), font, size) for part in text.split("\n") for t in _tokens(part)), default=0)

    def fitting_size(
        self, text: str, width: float, height: float, font: str, size: float, leading: float = 1.22
    ) -> float:
        """The largest size up to `size` at which the text fits the area."""
        while size > 4.5:
            rows = self.wrap(text, width, font, size)
            if len(rows) * size * leading <= height and self.longest_word(text, font, size) <= width:
                return size
            size -= 0.2
        raise ValueError(f"does not fit {width:.0f} x {height:.0f}: {text!r}")

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        label: str,
        text: str,
        *,
        ruled: bool = True,
        beside: bool = False,
        align: str = "left",
        bold: bool = False,
    ) -> None:
        """A form box: its label small at the top (or before the value, when `beside`), the value below."""
        ink = self.ink
        if ruled:
            self.frame(x, y, width, height)
        pad = 3.5
        top = y + 2.5
        indent = 0.0
        if label:
            size = self.fitting_size(label, width - 2 * pad, height, ink.label_font, ink.label_size)
            below = self.paragraph(x + pad, top, width - 2 * pad, label, label=True, size=size)
            if beside:
                indent = self.measure(label.split("\n")[-1], ink.label_font, size) + 6
            else:
                top = below
        if text:
            font = ink.bold if bold else ink.font
            room = width - 2 * pad - indent
            size = self.fitting_size(text, room, y + height - top - 2, font, ink.size)
            self.paragraph(x + pad + indent, top + 1, room, text, font=font, size=size, align=align)

    def needed(self, width: float, label: str, text: str) -> float:
        """The height a box needs for this label and value at full size."""
        ink = self.ink
        rows = len(self.wrap(text, width - 7, ink.font, ink.size)) if text else 0
        label_rows = len(self.wrap(label, width - 7, ink.label_font, ink.label_size)) if label else 0
        return label_rows * ink.label_size * 1.22 + rows * ink.size * 1.22 + 8


def _tokens(text: str) -> list[str]:
    """Words with the space after them, and Chinese characters one by one (closing marks stay with the one before)."""
    tokens: list[str] = []
    word = ""
    for char in text:
        if fonts.is_wide(char):
            if word:
                tokens.append(word)
                word = ""
            if tokens and char in "，。、；：）》」！？" and not tokens[-1].endswith(" "):
                tokens[-1] += char
            else:
                tokens.append(char)
        elif char == " ":
            tokens.append(word + " ")
            word = ""
        else:
            word += char
    return [*tokens, word] if word else tokens


def _draw_text(
    x: float, y: float, pieces: list[tuple[str, str]], size: float, colour: tuple[float, float, float], canvas: Any
) -> None:
    canvas.setFillColorRGB(*colour)
    for name, piece in pieces:
        canvas.setFont(name, size)
        canvas.drawString(x, y, piece)
        x += canvas.stringWidth(piece, name, size)


def _draw_line(
    x0: float, y0: float, x1: float, y1: float, width: float, colour: tuple[float, float, float],
    dash: tuple[int, ...], canvas: Any,
) -> None:  # fmt: skip
    canvas.setLineWidth(width)
    canvas.setStrokeColorRGB(*colour)
    canvas.setDash(*([list(dash)] if dash else []))
    canvas.line(x0, y0, x1, y1)
    canvas.setDash()


def _draw_frame(
    x: float, y: float, width: float, height: float, rule: float, colour: tuple[float, float, float], canvas: Any
) -> None:
    canvas.setLineWidth(rule)
    canvas.setStrokeColorRGB(*colour)
    canvas.rect(x, y, width, height)


def _draw_tint(x: float, y: float, width: float, height: float, grey: float, canvas: Any) -> None:
    canvas.setFillGray(grey)
    canvas.rect(x, y, width, height, stroke=0, fill=1)


def _draw_image(picture: Image.Image, x: float, y: float, width: float, height: float, canvas: Any) -> None:
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(picture), x, y, width, height, mask="auto")


def new_canvas(stream: io.BytesIO) -> Any:
    """A PDF under construction; the same drawing gives the same bytes, and pictures are kept as bytes."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    return Canvas(stream, invariant=1, pageCompression=1)


def to_pdf(sheets: Sequence[Sheet]) -> bytes:
    """One PDF of all pages of these sheets."""
    stream = io.BytesIO()
    canvas = new_canvas(stream)
    for sheet in sheets:
        for page in sheet.pages:
            canvas.setPageSize(sheet.size)
            for step in page:
                step(canvas)
            canvas.showPage()
    canvas.save()
    return stream.getvalue()
