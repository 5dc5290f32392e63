"""Bytes opened safely as pages: PDFs through pdfium, images through Pillow, one page in memory at a time."""

from __future__ import annotations

import io
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw as pdfium_c

from schemas.errors import UnreadableFile

FORMATS = ("TIFF", "PNG", "JPEG", "JPEG2000", "WEBP", "BMP", "GIF", "PPM", "MPO")
"""What Pillow may try: nothing that starts another program (EPS) or is a document in itself."""
Image.MAX_IMAGE_PIXELS = None  # ours is a setting (`max_pixels`), asked before anything is decoded

# Threads of OpenCV spin while they wait for each other; one process a core is the rule here.
cv2.setNumThreads(1)

READER_VERSION = "34"
"""Raised by hand whenever pages or records that are already stored would come out differently."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps of preparation that can be left out, to measure what each is worth (`tests/benchmarks/steps.py`).

    Attributes:
        cells: words are put back into the areas between ruled lines.
        line_removal: ruled lines are painted white, and no line of print runs across one.
        seal_separation: coloured seals are lifted off the print.
    """

    cells: bool = True
    line_removal: bool = True
    seal_separation: bool = True


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Limits against hostile files, and how pages are read.

    Attributes:
        max_bytes, max_pages: a file beyond them is unreadable, with a reason.
        max_pixels: an image, also one inside a PDF, of more is refused before it is decoded.
        max_objects: the text layer of a page that draws more things is not asked for.
        long_side: pixels of the longer side that a page is rendered or scaled to before OCR (A4 at 200 dpi is 2,339).
        page_timeout_s: an OCR engine that takes longer is stopped; the page says so.
        second_reading: whether doubtful lines and values are read again by the other engine.
        engines: "cascade" (Tesseract for Latin print, RapidOCR for Chinese and what is doubtful), or "rapidocr" for
            all lines of all scans, which is dearer and not more right.
        steps: what is done to a page before it is read; there is no reason but measuring to leave a step out.
    """

    max_bytes: int = 512 * 1024 * 1024
    max_pages: int = 5_000
    max_pixels: int = 120_000_000
    max_objects: int = 100_000
    long_side: int = 2400
    page_timeout_s: float = 120.0
    second_reading: bool = True
    engines: Literal["cascade", "rapidocr"] = "cascade"
    steps: Steps = field(default_factory=Steps)


def fingerprint(settings: ReadSettings) -> str:
    """A short text that changes whenever stored pages or records would differ."""
    text = f"{READER_VERSION} {wordings()} {sorted(asdict(settings).items())}"
    return f"v{READER_VERSION}-{sha256(text.encode()).hexdigest()[:12]}"


@cache
def wordings() -> str:
    """A digest of the form files, phrases and what is taught: a wording added there reads stored papers anew."""
    digest, folder = sha256(), Path(__file__).parent
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("model")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def page_count(data: bytes, name: str, settings: ReadSettings) -> int:
    """How many pages the file has.

    Raises:
        UnreadableFile: empty, too large, encrypted, truncated, or neither a PDF nor an image.
    """
    if not data:
        raise UnreadableFile("the file is empty", where=name, remedy="ask the sender for it again")
    if len(data) > settings.max_bytes:
        raise UnreadableFile(
            f"{len(data):,} bytes are more than the limit of {settings.max_bytes:,}",
            where=name,
            remedy="split the file or raise max_bytes",
        )
    count = _pdf_page_count(data, name) if is_pdf(data) else _frame_count(data, name, settings)
    if count > settings.max_pages:
        raise UnreadableFile(
            f"{count:,} pages are more than the limit of {settings.max_pages:,}",
            where=name,
            remedy="split the file or raise max_pages",
        )
    return count


def _pdf_page_count(data: bytes, name: str) -> int:
    try:
        with pdfium.PdfDocument(data) as pdf:
            count = len(pdf)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(
                "the PDF is protected by a password", where=name, remedy="save it without a password"
            ) from error
        raise UnreadableFile(
            "the PDF is damaged or cut off", where=name, remedy="ask the sender for it again"
        ) from error
    if count == 0:
        raise UnreadableFile("the PDF has no pages", where=name, remedy="ask the sender for it again")
    return count


def _frame_count(data: bytes, name: str, settings: ReadSettings) -> int:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _within_limit(image.width, image.height, settings, name)
            return int(getattr(image, "n_frames", 1))
    except UnreadableFile:
        raise
    except Exception as error:  # Pillow's readers raise what they stumble over: SyntaxError, struct.error, KeyError …
        raise UnreadableFile(
            "this is neither a PDF nor an image that can be opened",
            where=name,
            remedy="hand in PDF, TIFF, PNG or JPEG",
        ) from error


def _within_limit(width: int, height: int, settings: ReadSettings, where: str) -> None:
    if width * height > settings.max_pixels:
        raise UnreadableFile(
            f"an image of {width} x {height} pixels is more than the limit of {settings.max_pixels:,}",
            where=where,
            remedy="scan it at 200 to 300 dpi",
        )


def raster(data: bytes, number: int, settings: ReadSettings) -> np.ndarray:
    """The page as drawn or scanned, before any turning: height x width x 3, uint8, RGB.

    Args:
        number: 1-based.

    Raises:
        UnreadableFile: this page cannot be decoded.
    """
    return _render_pdf(data, number, settings) if is_pdf(data) else _decode_image(data, number, settings)


def _render_pdf(data: bytes, number: int, settings: ReadSettings) -> np.ndarray:
    with _pdf_page(data, number) as page:
        # The page box may be any size (a phone photo saved at 72 dpi is a metre wide), so the pixels are fixed.
        width, height = page.get_size()
        for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            if isinstance(picture, pdfium.PdfImage):
                _within_limit(*picture.get_px_size(), settings, f"page {number}")
        bitmap = page.render(scale=settings.long_side / max(width, height, 1.0), rev_byteorder=True)
        return _as_rgb(bitmap.to_numpy().copy())


def _decode_image(data: bytes, number: int, settings: ReadSettings) -> np.ndarray:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            image.seek(number - 1)
            _within_limit(image.width, image.height, settings, f"page {number}")
            pixels = _rgb(image)
            x_dpi, y_dpi = _dpi(image)
    except UnreadableFile:
        raise
    except Exception as error:  # as above
        raise UnreadableFile("this page of the image cannot be decoded", where=f"page {number}") from error
    if _is_stretched(x_dpi, y_dpi):
        pixels = cv2.resize(pixels, None, fx=1.0, fy=x_dpi / y_dpi, interpolation=cv2.INTER_LINEAR)
    return _scale(pixels, settings.long_side)


def _is_stretched(x_dpi: float, y_dpi: float) -> bool:
    """Whether a picture has other dots across than down: a fax may have twice as many."""
    return y_dpi > 0 and x_dpi > 0 and not 0.8 < x_dpi / y_dpi < 1.25


def is_coarse(data: bytes, number: int) -> bool:
    """Whether a page of an image that can be opened has fewer dots one way than the other.

    Args:
        number: 1-based.
    """
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        image.seek(number - 1)
        return _is_stretched(*_dpi(image))


def _rgb(image: Image.Image) -> np.ndarray:
    """Any kind of picture as RGB bytes: deep grey is scaled, not cut off, and what is transparent is paper."""
    if image.mode.startswith(("I", "F")):
        deep = np.nan_to_num(np.asarray(image, np.float64))
        whole = 65535.0 if image.mode.startswith("I") else float(deep.max())
        return cv2.cvtColor(np.clip(deep * 255 / max(whole, 1e-9), 0, 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA"))
    return np.asarray(image.convert("RGB"))


def _dpi(image: Image.Image) -> tuple[float, float]:
    dpi = image.info.get("dpi") or (0, 0)
    return float(dpi[0]), float(dpi[1])


def _scale(pixels: np.ndarray, long_side: int) -> np.ndarray:
    factor = long_side / max(pixels.shape[:2])
    if 0.87 < factor < 1.1:  # close enough; resampling would only blur
        return pixels
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=how)


def _as_rgb(pixels: np.ndarray) -> np.ndarray:
    if pixels.ndim == 2:
        return cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB)
    if pixels.shape[2] == 1:
        return cv2.cvtColor(pixels[:, :, 0], cv2.COLOR_GRAY2RGB)
    return pixels[:, :, :3]


def reduced(picture: np.ndarray, long_side: int) -> np.ndarray:
    """A picture with so many pixels along its longer side, or itself where it has fewer.

    Means of whole squares, and between them: the mean of broken squares takes seven times as long.
    """
    while max(picture.shape[:2]) >= 2 * long_side:
        picture = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    factor = long_side / max(picture.shape[:2])
    if factor >= 1.0:
        return picture
    return cv2.resize(cv2.blur(picture, (2, 2)), None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR)


def strongest_and_weakest(colour: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of every pixel of a colour picture its strongest and its weakest channel, each height x width, uint8."""
    red, green, blue = cv2.split(colour)
    return cv2.max(cv2.max(red, green), blue), cv2.min(cv2.min(red, green), blue)


def page_contents(data: bytes, number: int) -> tuple[int, float]:
    """How many objects a PDF page draws, and the share (0 to 1) of it that its largest picture covers.

    A scan is a picture of the whole page.

    Raises:
        UnreadableFile: the page cannot be opened.
    """
    with _pdf_page(data, number) as page:
        width, height = page.get_size()
        count = pdfium_c.FPDFPage_CountObjects(page)
        areas = [
            max(0.0, right - left) * max(0.0, top - bottom)
            for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
            for left, bottom, right, top in [item.get_bounds()]
        ]
        return count, min(1.0, max(areas, default=0.0) / max(width * height, 1.0))


@contextmanager
def _pdf_page(data: bytes, number: int) -> Generator[pdfium.PdfPage]:
    try:
        with pdfium.PdfDocument(data) as pdf:
            yield pdf[number - 1]
    except (pdfium.PdfiumError, IndexError) as error:
        raise UnreadableFile("this page of the PDF cannot be drawn", where=f"page {number}") from error
