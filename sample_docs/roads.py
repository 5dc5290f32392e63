"""The roads a paper travels before it arrives: as it was drawn, scanned well or badly, faxed, photographed, turned."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sample_docs.layout import new_canvas

Pixels = NDArray[np.uint8]
ROADS = ("digital", "clean", "scan", "poor", "fax", "photo", "turned")


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as a picture, with the resolution and JPEG quality it is stored in."""

    picture: Image.Image
    dpi: tuple[int, int]
    quality: int


def travel(pdf: bytes, road: str, rng: random.Random, *, small: bool = False) -> list[Scan]:
    """Every page of a PDF after that road; not for `digital`. `small` keeps to the lower resolutions."""
    import pypdfium2

    dpi = {
        "clean": rng.choice([200, 240, 300]),
        "scan": rng.choice([150, 200, 200, 240]),
        "poor": rng.choice([130, 150]),
        "fax": 204,
        "photo": rng.choice([190, 220]),
        "turned": rng.choice([150, 200]),
    }[road]
    if small and road != "fax":
        dpi = min(dpi, 200 if road == "clean" else 170)
    turn = rng.choice([90, 180, 270])
    noise = np.random.default_rng(rng.randrange(2**32))
    grey = rng.random() < 0.4
    document = pypdfium2.PdfDocument(pdf)
    scans: list[Scan] = []
    try:
        for page in document:
            bitmap = page.render(scale=dpi / 72)  # pyright: ignore[reportArgumentType] - any number will do
            pixels = np.asarray(bitmap.to_pil().convert("RGB"))
            scans.append(_ROADS[road](pixels, dpi, rng, noise, grey, turn))
    finally:
        document.close()
    return scans


def _clean(pixels: Pixels, dpi: int, rng: random.Random, noise: np.random.Generator, grey: bool, turn: int) -> Scan:
    pixels = _speckle(pixels, noise, rng.uniform(0.3, 1.0))
    picture = Image.fromarray(pixels)
    return Scan(picture.convert("L") if grey and rng.random() < 0.5 else picture, (dpi, dpi), rng.randint(76, 88))


def _scan(pixels: Pixels, dpi: int, rng: random.Random, noise: np.random.Generator, grey: bool, turn: int) -> Scan:
    pixels = _skew(pixels, rng.uniform(-2, 2), 250)
    pixels = _paper(pixels, rng.uniform(0.9, 0.985), rng.uniform(0.0, 0.12), noise)
    pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.35, 0.75)).astype(np.uint8)
    pixels = _speckle(pixels, noise, rng.uniform(2, 6))
    picture = Image.fromarray(pixels)
    return Scan(picture.convert("L") if grey else picture, (dpi, dpi), rng.randint(58, 80))


def _poor(pixels: Pixels, dpi: int, rng: random.Random, noise: np.random.Generator, grey: bool, turn: int) -> Scan:
    pixels = _skew(pixels, rng.uniform(-2.2, 2.2), 235)
    pixels = _paper(pixels, rng.uniform(0.82, 0.93), rng.uniform(0.1, 0.25), noise)
    pixels = _streaks(pixels, rng)
    pixels = cv2.GaussianBlur(pixels, (0, 0), rng.uniform(0.7, 1.0)).astype(np.uint8)
    pixels = _speckle(pixels, noise, rng.uniform(8, 14))
    picture = Image.fromarray(pixels)
    return Scan(picture.convert("L") if rng.random() < 0.6 else picture, (dpi, dpi), rng.randint(35, 52))


def _fax(pixels: Pixels, dpi: int, rng: random.Random, noise: np.random.Generator, grey: bool, turn: int) -> Scan:
    down = 196 if rng.random() < 0.75 else 98
    tone = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    tone = _skew(tone, rng.uniform(-0.8, 0.8), 255)
    tone = cv2.resize(tone, (1728, round(tone.shape[0] * down / dpi)), interpolation=cv2.INTER_AREA).astype(np.int16)
    tone = tone + noise.normal(0, 10, tone.shape)
    bits = (tone > rng.uniform(165, 190)).astype(np.uint8) * 255
    dust = noise.random(bits.shape)
    bits[dust < 0.0006] = 0
    bits[dust > 0.997] = 255
    for _ in range(rng.randint(0, 3)):  # scan lines the machine lost
        row = rng.randrange(bits.shape[0])
        bits[row : row + rng.randint(1, 2), :] = 255
    return Scan(Image.fromarray(bits).convert("1"), (204, down), 0)


def _photo(pixels: Pixels, dpi: int, rng: random.Random, noise: np.random.Generator, grey: bool, turn: int) -> Scan:
    height, width = pixels.shape[:2]
    border = int(width * 0.07)
    brown = rng.randint(70, 140)
    table = np.array([brown, int(brown * 0.82), int(brown * rng.uniform(0.6, 0.8))], np.uint8)
    scene = np.full((height + 2 * border, width + 2 * border, 3), table, np.uint8)
    scene[border : border + height, border : border + width] = pixels
    size = (scene.shape[1], scene.shape[0])
    corners = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    moved = corners + np.array(
        [
            [rng.uniform(-0.6, 1) * width * 0.035 * sx, rng.uniform(-0.6, 1) * height * 0.025 * sy]
            for sx, sy in ((1, 1), (-1, 1), (-1, -1), (1, -1))
        ],
        np.float32,
    )
    warp = cv2.getPerspectiveTransform(corners, moved)
    scene = cv2.warpPerspective(
        scene, warp, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=table.tolist()
    )
    scene = _skew(scene, rng.uniform(-1.5, 1.5), table.tolist())
    scene = _light(scene.astype(np.uint8), rng)
    scene = cv2.GaussianBlur(scene, (0, 0), rng.uniform(0.6, 1.1)).astype(np.uint8)
    scene = _speckle(scene, noise, rng.uniform(3, 7))
    return Scan(Image.fromarray(scene), (72, 72), rng.randint(62, 78))


def _turned(pixels: Pixels, dpi: int, rng: random.Random, noise: np.random.Generator, grey: bool, turn: int) -> Scan:
    scan = _scan(pixels, dpi, rng, noise, grey, turn)
    return Scan(scan.picture.rotate(-turn, expand=True), scan.dpi, scan.quality)


_ROADS = {"clean": _clean, "scan": _scan, "poor": _poor, "fax": _fax, "photo": _photo, "turned": _turned}


def _skew(pixels: Any, angle: float, ground: int | list[int]) -> Any:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return cv2.warpAffine(
        pixels,
        matrix,
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderValue=ground if isinstance(ground, list) else [ground] * 3,
    )


def _paper(pixels: Pixels, white: float, shade: float, noise: np.random.Generator) -> Pixels:
    """Grey the paper, unevenly."""
    height, width = pixels.shape[:2]
    cloud = cv2.resize(noise.random((4, 3)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    factor = white - shade * cloud * 0.5
    lifted = 12 + pixels.astype(np.float32) * (1 - 12 / 255)  # print is never quite black
    return np.clip(lifted * factor[..., None], 0, 255).astype(np.uint8)


def _speckle(pixels: Pixels, noise: np.random.Generator, sigma: float) -> Pixels:
    grain = noise.normal(0, sigma, pixels.shape[:2])[..., None]
    return np.clip(pixels + grain, 0, 255).astype(np.uint8)


def _streaks(pixels: Pixels, rng: random.Random) -> Pixels:
    pixels = pixels.copy()
    for _ in range(rng.randint(1, 3)):
        column = rng.randrange(pixels.shape[1])
        width = rng.randint(1, 2)
        band = pixels[:, column : column + width].astype(np.float32)
        pixels[:, column : column + width] = np.clip(band * rng.uniform(0.55, 0.8), 0, 255).astype(np.uint8)
    return pixels


def _light(pixels: Pixels, rng: random.Random) -> Pixels:
    """A lamp to one side, the photographer's shadow on the other, a warm cast."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = rng.uniform(0, 2 * math.pi)
    ramp = (x / width - 0.5) * math.cos(angle) + (y / height - 0.5) * math.sin(angle)
    light = 0.86 + ramp * rng.uniform(0.15, 0.4)
    if rng.random() < 0.6:
        edge = rng.uniform(0.05, 0.35)
        light = light * (1 - rng.uniform(0.12, 0.3) / (1 + np.exp((ramp + edge) * 26)))
    cast = np.array([1.0, rng.uniform(0.96, 1.0), rng.uniform(0.88, 0.98)], np.float32)
    return np.clip(pixels * light[..., None] * cast, 0, 255).astype(np.uint8)


def to_file(scans: Sequence[Scan], kind: str) -> bytes:
    """The pages as one file: `pdf` or `tiff` of any length, `png` or `jpg` of one page."""
    if kind == "pdf":
        return _as_pdf(scans)
    stream = io.BytesIO()
    first = scans[0]
    rest = [s.picture for s in scans[1:]]
    if kind == "tiff":
        bitonal = first.picture.mode == "1"
        options: dict[str, Any] = (
            {"compression": "group4"} if bitonal else {"compression": "jpeg", "quality": first.quality}
        )
        first.picture.save(stream, "TIFF", save_all=True, append_images=rest, dpi=first.dpi, **options)
    elif kind == "png":
        first.picture.quantize(64).save(stream, "PNG", dpi=first.dpi, optimize=True)
    else:
        first.picture.convert("RGB" if first.picture.mode == "RGB" else "L").save(
            stream, "JPEG", quality=first.quality or 80, dpi=first.dpi
        )
    return stream.getvalue()


def _as_pdf(scans: Sequence[Scan]) -> bytes:
    """Each picture fills a page of its physical size, as scanners write PDFs."""
    from reportlab.lib.utils import ImageReader

    stream = io.BytesIO()
    canvas = new_canvas(stream)
    for scan in scans:
        dpi = scan.dpi if scan.dpi[0] > 72 else (200, 200)
        size = (scan.picture.width * 72 / dpi[0], scan.picture.height * 72 / dpi[1])
        picture = io.BytesIO()
        if scan.picture.mode == "1":
            scan.picture.save(picture, "PNG", optimize=True)
        else:
            scan.picture.save(picture, "JPEG", quality=scan.quality)
        picture.seek(0)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(picture), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
