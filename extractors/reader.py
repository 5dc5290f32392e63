"""From a file's bytes to its documents: the one entrance for everything that reads."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors import scan
from extractors.captions.numbered_boxes import boxed
from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.pages import ReadSettings, fingerprint, page_count
from extractors.reading.second_reading import SecondReader
from extractors.scan import read_page
from schemas.page import Box, Page
from schemas.record import Record

__all__ = ["ReadSettings", "crop", "fingerprint", "page_count", "read_page", "read_records", "upright_page"]

MARGIN = 0.012
"""Share of the page shown around a crop."""


def read_records(
    data: bytes, pages: Sequence[Page], *, sha256: str, source: str, settings: ReadSettings
) -> list[Record]:
    """Cut the pages of a file into documents and extract each of them.

    Doubtful values of scanned pages are read again by the other engine on their own crop; both readings are kept.

    Args:
        pages: all pages of the file as `read_page` gave them, in order.
        source: the file's name as the source names it.
    """
    cuts = cut_documents([boxed(page) for page in pages])
    second = SecondReader(data, {p.number: p for p in pages}, settings) if settings.second_reading else None
    return [record_of(cut, sha256=sha256, source=source, second=second) for cut in cuts]


def upright_page(data: bytes, page: Page) -> np.ndarray:
    """The picture (RGB) that the boxes of a page lie on: turned and levelled as it was when read."""
    return scan.upright_pixels(data, page, ReadSettings())


def crop(pixels: np.ndarray, box: Box) -> bytes:
    """PNG of a place on a page's sheet, with a small margin."""
    height, width = pixels.shape[:2]
    x0, x1 = int(max(0.0, box.x0 - MARGIN) * width), int(min(1.0, box.x1 + MARGIN) * width)
    y0, y1 = int(max(0.0, box.y0 - MARGIN) * height), int(min(1.0, box.y1 + MARGIN) * height)
    piece = pixels[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
    return cv2.imencode(".png", cv2.cvtColor(piece, cv2.COLOR_RGB2BGR))[1].tobytes()
