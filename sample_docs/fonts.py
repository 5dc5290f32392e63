"""Fonts that papers are set in: which Debian package brings each, and a clear error when one is missing."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path("/usr/share/fonts")


@dataclass(frozen=True, slots=True)
class Face:
    """One font file (and the face inside a collection) under the fonts folder."""

    file: str
    package: str
    index: int = 0


FACES = {
    "sans": Face("truetype/liberation/LiberationSans-Regular.ttf", "fonts-liberation"),
    "sans-bold": Face("truetype/liberation/LiberationSans-Bold.ttf", "fonts-liberation"),
    "serif": Face("truetype/liberation/LiberationSerif-Regular.ttf", "fonts-liberation"),
    "serif-bold": Face("truetype/liberation/LiberationSerif-Bold.ttf", "fonts-liberation"),
    "mono": Face("truetype/liberation/LiberationMono-Regular.ttf", "fonts-liberation"),
    "mono-bold": Face("truetype/liberation/LiberationMono-Bold.ttf", "fonts-liberation"),
    "narrow": Face("truetype/liberation/LiberationSansNarrow-Regular.ttf", "fonts-liberation"),
    "narrow-bold": Face("truetype/liberation/LiberationSansNarrow-Bold.ttf", "fonts-liberation"),
    "dejavu": Face("truetype/dejavu/DejaVuSans.ttf", "fonts-dejavu-core"),
    "dejavu-bold": Face("truetype/dejavu/DejaVuSans-Bold.ttf", "fonts-dejavu-core"),
    "dejavu-serif": Face("truetype/dejavu/DejaVuSerif.ttf", "fonts-dejavu-core"),
    "dejavu-serif-bold": Face("truetype/dejavu/DejaVuSerif-Bold.ttf", "fonts-dejavu-core"),
    "dejavu-mono": Face("truetype/dejavu/DejaVuSansMono.ttf", "fonts-dejavu-core"),
    "dejavu-mono-bold": Face("truetype/dejavu/DejaVuSansMono-Bold.ttf", "fonts-dejavu-core"),
    "dejavu-cond": Face("truetype/dejavu/DejaVuSansCondensed.ttf", "fonts-dejavu-extra"),
    "dejavu-cond-bold": Face("truetype/dejavu/DejaVuSansCondensed-Bold.ttf", "fonts-dejavu-extra"),
    "free-serif": Face("truetype/freefont/FreeSerif.ttf", "fonts-freefont-ttf"),
    "free-serif-bold": Face("truetype/freefont/FreeSerifBold.ttf", "fonts-freefont-ttf"),
    "free-mono": Face("truetype/freefont/FreeMono.ttf", "fonts-freefont-ttf"),
    "free-mono-bold": Face("truetype/freefont/FreeMonoBold.ttf", "fonts-freefont-ttf"),
    "carlito": Face("truetype/crosextra/Carlito-Regular.ttf", "fonts-crosextra-carlito"),
    "carlito-bold": Face("truetype/crosextra/Carlito-Bold.ttf", "fonts-crosextra-carlito"),
    "caladea": Face("truetype/crosextra/Caladea-Regular.ttf", "fonts-crosextra-caladea"),
    "caladea-bold": Face("truetype/crosextra/Caladea-Bold.ttf", "fonts-crosextra-caladea"),
    "zenhei": Face("truetype/wqy/wqy-zenhei.ttc", "fonts-wqy-zenhei"),
    "microhei": Face("truetype/wqy/wqy-microhei.ttc", "fonts-wqy-microhei"),
    "uming": Face("truetype/arphic/uming.ttc", "fonts-arphic-uming"),
    "ukai": Face("truetype/arphic/ukai.ttc", "fonts-arphic-ukai"),
    "gbsn": Face("truetype/arphic-gbsn00lp/gbsn00lp.ttf", "fonts-arphic-gbsn00lp"),
    "gkai": Face("truetype/arphic-gkai00mp/gkai00mp.ttf", "fonts-arphic-gkai00mp"),
    "nanum": Face("truetype/nanum/NanumGothic.ttf", "fonts-nanum"),
}
LATIN = "sans serif mono narrow dejavu dejavu-serif dejavu-cond free-serif carlito caladea".split()
TYPED = "mono dejavu-mono free-mono".split()
CHINESE = "zenhei microhei uming ukai gbsn gkai".split()
FALLBACKS = "dejavu zenhei uming nanum".split()


class MissingFonts(Exception):
    """Fonts that the papers need are not installed; the message names the packages."""


def packages() -> list[str]:
    """The Debian packages that bring all faces."""
    return sorted({face.package for face in FACES.values()})


def path_of(name: str) -> Path:
    return _ROOT / FACES[name].file


def require() -> None:
    """Raise MissingFonts unless every face is there."""
    missing = sorted({face.package for name, face in FACES.items() if not path_of(name).exists()})
    if missing:
        raise MissingFonts(f"fonts for drawing samples are missing; install them: apt-get install {' '.join(missing)}")


@functools.cache
def metrics(name: str) -> tuple[frozenset[int], dict[int, float]]:
    """The characters a face has, and their widths in thousandths of the size; registers it on first use."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    require()
    face = FACES[name]
    font = TTFont(name, str(path_of(name)), subfontIndex=face.index)
    pdfmetrics.registerFont(font)
    glyphs = font.face
    widths = {code: float(glyphs.charWidths.get(code, glyphs.defaultWidth)) for code in glyphs.charToGlyph}
    return frozenset(widths), widths


def runs(text: str, font: str, chinese: str) -> list[tuple[str, str]]:
    """Cut a text into (face, piece), so that each piece has glyphs in its face; Chinese goes to `chinese`."""
    pieces: list[tuple[str, str]] = []
    for char in text:
        wanted = chinese if is_wide(char) else font
        for name in (wanted, *FALLBACKS):
            if ord(char) in metrics(name)[0]:
                break
        else:
            raise ValueError(f"no face has {char!r} (in {text!r})")
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + char)
        else:
            pieces.append((name, char))
    return pieces


def is_wide(char: str) -> bool:
    """Chinese characters and full-width marks: between them a line may break."""
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"


def width(text: str, font: str, chinese: str, size: float) -> float:
    return sum(metrics(name)[1][ord(char)] for name, piece in runs(text, font, chinese) for char in piece) * size / 1000
