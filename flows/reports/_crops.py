"""The images of evidence that the report carries, small and each only once."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass

from schemas.audit import Crop
from schemas.finding import Evidence

MOST_PICTURES = 400
MOST_BYTES = 12_000_000
"""Mail servers refuse larger attachments than some 20 MB, and base64 adds a third."""
_WIDEST, _HIGHEST = 900, 700


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the report: its id, its size in pixels, its data URI."""

    name: str
    width: int
    height: int
    uri: str


class Album:
    """Every picture drawn so far; evidence that shows the same place shares one."""

    def __init__(self, draw: Crop) -> None:
        self._draw = draw
        self._by_place: dict[object, Picture | None] = {}
        self._by_bytes: dict[str, Picture] = {}
        self._size = 0

    @property
    def pictures(self) -> list[Picture]:
        return list(self._by_bytes.values())

    @property
    def full(self) -> bool:
        return len(self._by_bytes) >= MOST_PICTURES or self._size >= MOST_BYTES

    def picture(self, evidence: Evidence) -> Picture | None:
        """The picture of this place; None when it cannot be drawn or the album is full."""
        place = evidence.document, evidence.page, evidence.box
        if place not in self._by_place:
            if self.full:
                return None
            self._by_place[place] = self._taken(self._draw(*place))
        return self._by_place[place]

    def _taken(self, png: bytes | None) -> Picture | None:
        if not png:
            return None
        digest = hashlib.sha256(png).hexdigest()
        if digest not in self._by_bytes:
            small = _shrunk(png)
            if small is None:
                return None
            kind, data, (width, height) = small
            uri = f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"
            self._by_bytes[digest] = Picture(f"place-{len(self._by_bytes) + 1}", width, height, uri)
            self._size += len(uri)
        return self._by_bytes[digest]


def _shrunk(png: bytes) -> tuple[str, bytes, tuple[int, int]] | None:
    """(format, bytes, size) of the smaller of a palette PNG and a JPEG; None for what is no image."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(png)) as opened:
            image = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None
    image.thumbnail((_WIDEST, _HIGHEST), Image.Resampling.LANCZOS)
    as_png, as_jpeg = io.BytesIO(), io.BytesIO()
    image.quantize(16).save(as_png, "PNG", optimize=True)
    image.save(as_jpeg, "JPEG", quality=70, optimize=True)
    kind, best = min(("png", as_png), ("jpeg", as_jpeg), key=lambda pair: pair[1].tell())
    return kind, best.getvalue(), image.size
