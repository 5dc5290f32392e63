"""Words of a PDF's own text layer, when it can be trusted."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from schemas.page import Box, Word

FEWEST_WORDS = 8
SCAN_SHARE = 0.6
"""A picture that covers more of the page than this is a scan; text over it is somebody's OCR, and we read ourselves."""
LEGIBLE_SHARE = 0.97
SPACE_WIDTH = 0.28
"""Share of the letter height that parts two words."""


def text_layer_words(data: bytes, number: int, pictured: float) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """Words of page `number` (1-based) with boxes in fractions of the page, and each word's font.

    Both are empty where the layer is not to be trusted.

    Args:
        pictured: share of the page that its largest picture covers.
    """
    import pdfplumber

    # A font whose description is odd is no news for the user: what matters is whether its letters can be read.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)

    if pictured > SCAN_SHARE:
        return (), ()
    with pdfplumber.open(io.BytesIO(data), pages=[number]) as pdf:
        page = pdf.pages[0]
        letters = page.chars
        for letter in letters:
            if unicodedata.category(letter["text"][:1] or " ") == "Cc":
                # ReportLab's subsets of a font name its space so; what shows ink there is found by `check_layer`.
                letter["text"] = " "
        _level_on_baselines(letters)
        upright = sum(1 for letter in letters if letter["upright"])
        if not letters or upright < 0.8 * len(letters):
            return (), ()
        words = page.extract_words(
            x_tolerance_ratio=SPACE_WIDTH, y_tolerance=2, keep_blank_chars=False, return_chars=True
        )
        words = _with_small_capitals(words)
        fonts = tuple(str(w["chars"][0]["fontname"]) for w in words)
        left, top, right, bottom = page.bbox
        page.close()
    width, height = right - left, bottom - top
    found = tuple(
        Word(
            text=_without_radicals(w["text"]),
            box=Box(
                (w["x0"] - left) / width, (w["top"] - top) / height,
                (w["x1"] - left) / width, (w["bottom"] - top) / height,
            ),
            confidence=1.0,
        )
        for w in words
    )  # fmt: skip
    return (found, fonts) if _legible(found) else ((), ())


def _level_on_baselines(letters: Sequence[dict[str, Any]]) -> None:
    """Give letters of one baseline and size the box most of them have.

    A letter that the paper's font lacks (`Ặ`, a sign of degrees) comes from another, whose box begins higher or lower;
    it would be parted from its word as print of another line.
    """
    lines: dict[tuple[float, float], list[dict[str, Any]]] = {}
    for letter in letters:
        if letter["upright"]:
            lines.setdefault((round(letter["matrix"][5], 1), round(letter["size"], 1)), []).append(letter)
    for line in lines.values():
        boxes = Counter((letter["top"], letter["bottom"], letter["doctop"]) for letter in line)
        if len(boxes) > 1:
            top, bottom, doctop = boxes.most_common(1)[0][0]
            for letter in line:
                letter.update(top=top, bottom=bottom, doctop=doctop)


TOUCHING, ONE_BASELINE = 0.05, 0.25
"""Heights of print that two parts of a word stand apart at most, and that their lower edges do."""
SMALLER = 0.9
"""Share of a capital's height that small capitals are high at most."""


def _with_small_capitals(words: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """`U` `SED` as `USED`: a capital before small capitals is taller than they are, and so was parted from them."""
    begins: dict[int, list[dict[str, Any]]] = {}
    for word in words:
        if word["text"][:1].isupper():
            begins.setdefault(round(word["x0"]), []).append(word)

    def following(word: dict[str, Any]) -> dict[str, Any] | None:
        near = [other for at in (-1, 0, 1) for other in begins.get(round(word["x1"]) + at, ())]
        return next((other for other in near if _goes_on(word, other)), None)

    more = {id(word): after for word in words if word["text"][-1:].isupper() and (after := following(word))}
    parts = {id(after) for after in more.values()}
    return [_joined(word, more) for word in words if id(word) not in parts]


def _joined(word: dict[str, Any], more: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    after = more.get(id(word))
    if after is None:
        return word
    rest = _joined(after, more)
    return {**word, "text": word["text"] + rest["text"], "x1": rest["x1"]}


def _goes_on(capital: Mapping[str, Any], small: Mapping[str, Any]) -> bool:
    if capital["chars"][-1]["fontname"] != small["chars"][0]["fontname"] or not capital["text"][-1:].isupper():
        return False
    height = capital["bottom"] - capital["top"]
    touching = abs(small["x0"] - capital["x1"]) < TOUCHING * height
    level = abs(small["bottom"] - capital["bottom"]) < ONE_BASELINE * height
    return touching and level and small["bottom"] - small["top"] < SMALLER * height


RADICALS = dict(zip(
    "⺟⺠⺩⺫⺮⺼⻁⻄⻅⻆⻇⻉⻋⻌⻐⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民王目竹肉虎西见角角贝车辶阝长镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
    strict=True,
))  # fmt: skip
"""Radicals that Unicode does not map to the character they look like; some fonts' tables of letters name them."""


SHARED_GLYPHS = dict(zip("㫚㬵㬺㮣∕⁄", "曶胶幐槩//", strict=True))
"""Rare characters whose glyph is that of a usual one, so that a PDF's text layer may name them in its stead: all pairs
of CJK Extension A and the basic block with one glyph in the cmap of Noto Sans CJK SC and JP (fontTools, 2026-11-27),
and strokes of division and fractions, which are no wording's stroke.
"""


def _without_radicals(text: str) -> str:
    """`⽣⻓` looks like `生长` but has the code points of dictionary radicals, as Chromium's PDFs often have."""
    if not any("\u2e80" <= c <= "\u2fdf" or c in SHARED_GLYPHS for c in text):
        return text
    mapped = (RADICALS.get(c) or SHARED_GLYPHS.get(c, c) for c in text)
    return "".join(unicodedata.normalize("NFKC", c) if "\u2f00" <= c <= "\u2fdf" else c for c in mapped)


def _legible(words: tuple[Word, ...]) -> bool:
    """A font without a table of letters yields (cid:7), private-use or replacement characters."""
    text = "".join(w.text for w in words)
    if len(words) < FEWEST_WORDS or "(cid:" in text:
        return False
    good = sum(1 for c in text if c.isprintable() and not "\ue000" <= c <= "\uf8ff" and c != "\ufffd")
    return good >= LEGIBLE_SHARE * len(text)
