"""Words that RapidOCR has glued together, parted where Tesseract saw a blank: `2704 Los AngelesArrived Jul 30`.

RapidOCR is the better reader of letters and passes over blanks; Tesseract measures them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.engine import SeenWord
from extractors.ocr.rapid import may_part
from extractors.picture.ruling import PixelBox

BLANK = 0.1
"""Line heights of a blank between two words."""
IN_CODES = 0.55
"""The same between figures and capitals, where Tesseract sees narrow blanks behind points and a 1."""
WORD_END, WORD_BEGIN = re.compile(r"[^\W_][.,:;)]*$"), re.compile(r"\(*[^\W_]")
"""How words end and begin: at `LINY!` and `.60KGS` Tesseract has misread a letter or lost one, and nothing is told."""
IN_FIGURE = re.compile(r"\d[.,]\d")
CODE = re.compile(r"[A-Z0-9][.,]?$"), re.compile(r"[A-Z0-9]")
SEEN = 3
"""Letters on either side of a blank that both engines must read alike."""
NEAR = 1.5
"""Line heights within which both see the place."""


def parted(words: Sequence[SeenWord], first: Sequence[SeenWord], box: PixelBox) -> list[SeenWord]:
    """The words of one line as RapidOCR reads them, those cut that hold a blank which Tesseract saw.

    Args:
        first: what Tesseract read of the line.
        box: of the line.
    """
    blanks = list(_blanks(first, box[3]))
    return [part for word in words for part in _parts(word, blanks, box[3])] if blanks else list(words)


def _blanks(words: Sequence[SeenWord], height: int) -> Iterator[tuple[SeenWord, SeenWord]]:
    """Words of a line with a blank between them; strokes are passed over, which are remains of frames."""
    ordered = sorted((w for w in words if any(map(str.isalnum, w.text))), key=lambda w: w.x0)
    for left, right in itertools.pairwise(ordered):
        if not WORD_END.search(left.text) or not WORD_BEGIN.match(right.text):
            continue
        code = CODE[0].search(left.text) and CODE[1].match(right.text)
        if right.x0 - left.x1 >= (IN_CODES if code else BLANK) * height:
            yield left, right


def _parts(word: SeenWord, blanks: Sequence[tuple[SeenWord, SeenWord]], height: int) -> list[SeenWord]:
    """A word cut at the blanks, from left to right.

    A blank before its first letter is none of its own, though `CERÁMICA` begins as `PRODUCER:` before it ends; nor is
    one behind its last, though Tesseract reads `Finis` of `FINISH / SIZE`.
    """
    step = (word.x1 - word.x0) / max(len(word.text), 1)
    parts: list[SeenWord] = []
    begin, left = 0, word.x0
    for before, after in blanks:
        if not word.x0 + step / 2 <= after.x0 < word.x1:
            continue
        cuts = [cut for cut in _cuts(word.text, before.text, after.text)
                if cut > begin and abs(word.x0 + cut * step - after.x0) < NEAR * height]  # fmt: skip
        if len(cuts) == 1:
            parts.append(replace(word, text=word.text[begin : cuts[0]], x0=left, x1=max(left + 1, before.x1)))
            begin, left = cuts[0], after.x0
    return [*parts, replace(word, text=word.text[begin:], x0=left, x1=max(left + 1, word.x1))]


def _cuts(text: str, before: str, after: str) -> list[int]:
    """Where a text holds the end of one word and the beginning of the next, or a capital or figure that may be it."""
    places = [i for i, letter in enumerate(text) if letter.isalnum()]
    flat, tail, head = _letters(text), _letters(before)[-SEEN:], _letters(after)[:SEEN]
    cuts: list[int] = []
    for place in range(len(tail), len(places)):
        at = places[place]
        follows = flat.startswith(head, place) or (len(tail) == SEEN and may_part(text[at - 1], text[at]))
        if flat.startswith(tail, place - len(tail)) and follows:
            while text[at - 1] in "([{":
                at -= 1
            if not IN_FIGURE.match(text, max(at - 2, 0)):
                cuts.append(at)
    return cuts


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
