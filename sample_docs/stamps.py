"""Seals and signatures as pictures with transparency, to be laid over print."""

from __future__ import annotations

import math
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from sample_docs import fonts

RED = (205, 30, 40)
BLUE = (30, 55, 150)
VIOLET = (95, 45, 140)
_SCALE = 2


def _font(name: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fonts.path_of(name)), int(size), index=fonts.FACES[name].index)


def round_seal(
    rng: random.Random,
    ring_text: str,
    centre_text: str = "",
    *,
    colour: tuple[int, int, int] = RED,
    star: bool = True,
    oval: bool = False,
    pixels: int = 420,
) -> Image.Image:
    """A company or authority seal: text along the ring, a star or a word in the middle, worn like real ink."""
    side = pixels * _SCALE
    picture = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(picture)
    edge = side * 0.03
    thick = max(4, int(side * rng.uniform(0.016, 0.026)))
    draw.ellipse((edge, edge, side - edge, side - edge), outline=255, width=thick)
    chinese = any(fonts.is_wide(c) for c in ring_text)
    if not chinese:
        inner = side * 0.27
        draw.ellipse((inner, inner, side - inner, side - inner), outline=255, width=max(2, thick // 2))
    face = _font("uming" if chinese else "sans-bold", 10)
    span = math.radians(250 if chinese else 300)
    radius = side * (0.375 if chinese else 0.385)
    size = min(
        side * (0.125 if chinese else 0.085), span * radius / max(len(ring_text), 4) * (0.98 if chinese else 1.45)
    )
    face = face.font_variant(size=int(size))
    widths = [face.getlength(c) for c in ring_text]
    total = sum(widths) * (1.25 if chinese else 1.08)
    angle = -math.pi / 2 - min(span, total / radius) / 2
    step = min(span, total / radius) / max(1, sum(widths))
    for char, width in zip(ring_text, widths, strict=True):
        middle = angle + width * step / 2
        _turned(picture, char, face, side / 2 + radius * math.cos(middle), side / 2 + radius * math.sin(middle), middle)
        angle += width * step
    if star:
        _star(draw, side / 2, side / 2, side * 0.13)
    if centre_text:
        wide = any(fonts.is_wide(c) for c in centre_text)
        name = "uming" if wide else "sans-bold"
        size = side * 0.085
        room = side * (0.62 if chinese else 0.4)
        while _font(name, size).getlength(centre_text) > room and size > 12:
            size *= 0.93
        at = side * (0.72 if star else 0.5)
        draw.text((side / 2, at), centre_text, font=_font(name, size), fill=255, anchor="mm")
    if oval:
        picture = picture.resize((side, int(side * 0.72)))
    return _inked(rng, picture, colour, turn=rng.uniform(-14, 14))


def name_chop(rng: random.Random, lines: list[str], *, colour: tuple[int, int, int] = BLUE) -> Image.Image:
    """A company's rectangular chop: its name in one or two lines within a frame or without."""
    faces = [_font("uming" if any(fonts.is_wide(c) for c in line) else "sans-bold", 44) for line in lines]
    width = int(max(f.getlength(t) for f, t in zip(faces, lines, strict=True))) + 60
    picture = Image.new("L", (width, 66 * len(lines) + 40), 0)
    draw = ImageDraw.Draw(picture)
    if rng.random() < 0.6:
        draw.rectangle((4, 4, width - 5, picture.height - 5), outline=255, width=5)
    for row, (face, line) in enumerate(zip(faces, lines, strict=True)):
        draw.text((width / 2, 20 + 33 + 66 * row), line, font=face, fill=255, anchor="mm")
    return _inked(rng, picture, colour, turn=rng.uniform(-4, 4))


def signature(rng: random.Random, pixels: int = 420) -> Image.Image:
    """Strokes like a hurried signature."""
    width, height = pixels * _SCALE, int(pixels * _SCALE * 0.42)
    picture = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(picture)
    pen = rng.uniform(3.5, 6.5) * _SCALE / 2
    x = width * 0.06
    for _ in range(rng.randint(2, 3)):  # a few words
        letters = rng.randint(3, 6)
        points: list[tuple[float, float]] = []
        tall = rng.uniform(0.26, 0.38)
        for letter in range(letters * 10):
            part = letter / 10
            lift = tall if letter < 10 else rng.uniform(0.08, 0.16)
            y = height * (0.58 - lift * math.sin(part * 2 * math.pi + 0.4) - 0.03 * math.sin(part * 1.3))
            points.append((x + 26 * math.sin(part * 2 * math.pi) * tall, y))
            x += width * 0.25 / (letters * 10)
        draw.line(points, fill=255, width=int(pen), joint="curve")
        x += width * 0.02
    if rng.random() < 0.7:
        start = width * rng.uniform(0.05, 0.3)
        draw.line(
            [(start, height * 0.82), (width * 0.92, height * rng.uniform(0.66, 0.86))], fill=255, width=int(pen * 0.8)
        )
    colour = rng.choice([(20, 25, 60), (15, 15, 20), (25, 40, 130)])
    return _inked(
        rng, picture.filter(ImageFilter.GaussianBlur(0.8)), colour, turn=rng.uniform(-6, 6), wear=0.05, strength=0.95
    )


def _turned(picture: Image.Image, char: str, face: ImageFont.FreeTypeFont, x: float, y: float, angle: float) -> None:
    side = int(face.size * 1.6)
    tile = Image.new("L", (side, side), 0)
    ImageDraw.Draw(tile).text((side / 2, side / 2), char, font=face, fill=255, anchor="mm")
    tile = tile.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BICUBIC)
    at = (int(x - side / 2), int(y - side / 2))
    picture.paste(255, (*at, at[0] + side, at[1] + side), tile)


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float) -> None:
    points = [
        (x + r * math.sin(math.pi * i / 5), y - r * math.cos(math.pi * i / 5))
        for i in range(10)
        for r in [radius if i % 2 == 0 else radius * 0.382]
    ]
    draw.polygon(points, fill=255)


def _inked(
    rng: random.Random,
    shape: Image.Image,
    colour: tuple[int, int, int],
    *,
    turn: float,
    wear: float = 0.25,
    strength: float = 0.8,
) -> Image.Image:
    """The shape in ink: patchy, a little transparent, turned."""
    shape = shape.rotate(turn, resample=Image.Resampling.BICUBIC, expand=True)
    shape = shape.resize((shape.width // _SCALE, shape.height // _SCALE), Image.Resampling.LANCZOS)
    noise = np.random.default_rng(rng.randrange(2**32))
    patches = Image.fromarray((noise.random((12, 12)) * 255).astype(np.uint8)).resize(
        shape.size, Image.Resampling.BICUBIC
    )
    cover = 1 - wear * (np.asarray(patches, np.float32) / 255) - 0.1 * noise.random(shape.size[::-1])
    alpha = np.asarray(shape, np.float32) * cover * rng.uniform(strength - 0.1, strength + 0.05)
    picture = Image.new("RGBA", shape.size, (*colour, 0))
    picture.putalpha(Image.fromarray(np.clip(alpha, 0, 255).astype(np.uint8)))
    return picture
