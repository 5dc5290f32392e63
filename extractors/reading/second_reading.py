"""Doubtful values of a scan with the other engine's reading: of their line, or of their own crop. Both are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extractors import scan, values
from extractors.engine import Engine, EngineError
from extractors.layout import Run, rows, run_of
from extractors.ocr import rapid, tesseract
from extractors.pages import ReadSettings
from extractors.reading.number_slips import with_letters
from extractors.reading.vietnamese import ITS_OWN
from extractors.sighted import OVER_LINES, Context
from extractors.typed.folding import fold
from schemas.page import Box, Page, Word
from schemas.record import FIELD_TYPES, MOST_DOUBTFUL, Sighting, Typed, Value, typed_to_json

READ_AGAIN_BELOW = 0.9
AGREED = 0.97
"""Confidence of a value that two engines read alike."""
SPLIT = 0.6
"""Confidence of a value on which two engines differ: doubtful, whoever is right."""
MOST_SLIPS = 2
"""Letters in which the surer of two readings may differ from the first and be believed, in doubt, in its place."""
TAKERS = {"date": "date", "number": "number", "country": "country", "hs": "hs"}


class SecondReader:
    """Reads crops of one file again."""

    def __init__(self, data: bytes, pages: Mapping[int, Page], settings: ReadSettings) -> None:
        self._data = data
        self._pages = pages
        self._settings = settings

    def checked(self, name: str, value: Value) -> Value:
        """The value with a second sighting where the first was doubtful, and the confidence that both together give."""
        page = self._pages[value.page]
        # Where text was read surely the doubt is what it means, and reading it again does not tell.
        doubted = value if FIELD_TYPES.get(name) else value.sightings[0]
        if page.engine not in (tesseract.NAME, rapid.NAME) or doubted.confidence >= READ_AGAIN_BELOW:
            return value
        other = self._read_again(page, value)
        if other is None:
            return value
        sightings = (*value.sightings, other)
        typed = _typed_again(name, other)
        again = typed_to_json(typed)
        if typed is None or again is None:
            # The other engine saw print there, and no value in it: nothing speaks for the first reading.
            return replace(value, confidence=min(value.confidence, MOST_DOUBTFUL), sightings=sightings)
        first = typed_to_json(value.value)
        worked_out = not _same(typed_to_json(_typed_again(name, value.sightings[0])), first)
        if worked_out:  # of `4-6` three cases: the readings are compared, and not what the second comes to by itself
            first, again = value.sightings[0].raw, other.raw
        if _same(first, again):
            # Two engines that see the same print do not settle what the print means.
            meaning = min(1.0, value.confidence / max(value.sightings[0].confidence, 0.01))
            agreed = value.confidence if value.alternatives else max(value.confidence, AGREED * meaning)
            if with_letters(other.raw) != other.raw:  # both see a figure where only a letter can stand
                agreed = value.confidence
            if name == "description" and len(value_lines(page, value.box)) > 1:
                agreed = min(agreed, OVER_LINES)
            return replace(value, confidence=agreed, sightings=sightings)
        confidence = min(value.confidence, SPLIT)
        if worked_out:
            return replace(value, confidence=confidence, sightings=sightings)
        # The order of day and month is known to the first reading alone.
        slip = first is not None and FIELD_TYPES.get(name) != "date" and is_slip(first, again)
        if first and slip and other.confidence > value.sightings[0].confidence:
            others = tuple(text for text in dict.fromkeys((first, *value.alternatives)) if text != again)
            return Value(typed, confidence, (other, *value.sightings), others)
        return replace(
            value,
            confidence=confidence,
            sightings=sightings,
            alternatives=tuple(dict.fromkeys((*value.alternatives, again))),
        )

    def _read_again(self, page: Page, value: Value) -> Sighting | None:
        if page.language == "zh":
            return None  # Tesseract has no second opinion to offer on Chinese print
        engine: Engine = tesseract if rapid.NAME in value.sightings[0].engine else rapid
        if ITS_OWN.search(value.sightings[0].raw):
            return None  # neither RapidOCR nor Tesseract's English has these letters
        if read := [w for w in page.others if value.box.contains(w.box.cx, w.box.cy) and w.engine == engine.NAME]:
            return _sighting(run_of([w for row in rows(read) for w in row], page.number, -1), value, engine.NAME)
        grey = scan.upright_grey(self._data, page, self._settings)
        height, width = grey.shape
        lines = [
            (int(b.x0 * width), int(b.y0 * height), max(4, int(b.width * width)), max(4, int(b.height * height)))
            for b in value_lines(page, value.box)
        ]
        try:
            seen = engine.read_lines(grey, lines, self._settings.page_timeout_s)
        except EngineError:
            return None
        if not seen:
            return None
        text = " ".join(w.text for w in sorted(seen, key=lambda w: (w.line, w.x0)))
        return Sighting(text, value.page, value.box, min(w.confidence for w in seen), engine.NAME)


def value_lines(page: Page, box: Box) -> list[Box]:
    """The printed lines under a box: its words joined line by line."""
    inside = [w for w in page.words if box.contains(w.box.cx, w.box.cy)]
    return [run_of(row, page.number, -1).box for row in rows(inside)] or [box]


def _sighting(seen: Run, value: Value, engine: str) -> Sighting:
    return Sighting(seen.text, value.page, value.box, seen.confidence, engine)


def _typed_again(name: str, seen: Sighting) -> Typed | None:
    run = run_of([Word(with_letters(seen.raw), seen.box, seen.confidence)], seen.page, -1)
    taken = values.take(TAKERS.get(FIELD_TYPES.get(name, ""), "text"), name, [run], Context(None, seen.engine))
    return taken[name].value if name in taken else None


def is_slip(first: str, again: str) -> bool:
    """Whether two readings differ in a letter or two: what was cut out and how it was typed is then the same."""
    return len(first) == len(again) and sum(a != b for a, b in zip(first, again, strict=True)) <= MOST_SLIPS


def _same(a: str | None, b: str | None) -> bool:
    """Whether two readings say the same; the second may lack accents, which few of an engine's models write."""

    def plain(text: str | None) -> str:
        return "".join(c for c in (text or "").upper() if c.isalnum())

    return plain(b) in (plain(a), fold(plain(a)))
