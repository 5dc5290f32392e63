"""One page of a file -> `Page`: words from its text layer or from OCR, ruled cells, marks."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

import cv2
import numpy as np

from extractors.engine import Engine, EngineError, Read, SeenWord, by_line
from extractors.ocr import rapid, tesseract
from extractors.pages import ReadSettings, is_coarse, is_pdf, page_contents, raster, strongest_and_weakest
from extractors.picture import marks, ruling, signatures, upright
from extractors.picture.punch_holes import without_holes
from extractors.picture.ruling import PixelBox
from extractors.picture.sheet import sheet_of
from extractors.reading import textlayer
from extractors.reading.accents import (
    accented_lines,
    adds_accents,
    has_accent,
    is_accented,
    is_turkish,
    lines_of_companies,
    lines_with_names,
    with_dotted_capitals,
    without_lone_accents,
)
from extractors.reading.authorities import named
from extractors.reading.doubtful import NOISE, doubtful_lines, weakest_of
from extractors.reading.glued import parted
from extractors.reading.layer_check import check_layer
from extractors.reading.likely_captions import told_captions
from extractors.reading.misread import mended
from extractors.reading.own_language import in_their_languages
from extractors.reading.seal_text import seal_texts
from extractors.reading.ticks import with_ticks
from extractors.reading.vietnamese import looks_vietnamese
from extractors.reading.word_slips import put_right
from schemas.errors import UnreadableFile
from schemas.page import Box, Page, Word, unread_page

LOG = logging.getLogger(__name__)
CJK = re.compile(r"[\u3400-\u9fff]")
TRIAL_LINES = 4
TRIAL_WIDTH = 4
"""The beginnings of so many of the widest lines, so many heights wide, tell a Chinese page from a Latin one."""
CHINESE_SHARE = 0.12
SURELY_LATIN = 0.86
"""What Tesseract believes of the trial, on average, when it is Latin: Chinese print stayed below 0.84 on 51 pages."""
TRIAL_LETTERS = 16
BLANK_LINES = 2
RECENT = 4
"""Grey pages kept in a process, about 4 MB each at 200 dpi."""
STROKES = re.compile(r"[|\\/_¦~`'^\[\]{}—-]+")
"""Remains of ruled lines."""
LINKS = frozenset("/-–—")
SURE_LINK = 0.5
"""What an engine must believe of a stroke between two words of a line that is print: `Grade / spec` is one caption."""
NOT_RULES = re.compile(r"[^|¦]+")
GUESSED = 0.85
"""The most that a word of a coarse fax counts until both engines agree on it: a sixth of the surest were wrong."""
NOISE_IN_SEAL = 0.7
"""Words believed less than this are not kept under a seal or code."""


def read_page(data: bytes, name: str, number: int, settings: ReadSettings) -> Page:
    """Read one page (1-based). Never raises for a bad page: it comes back without words and says why."""
    try:
        layer, problems = _layer(data, number, settings) if is_pdf(data) else (((), ()), ())
        pixels = raster(data, number, settings)
        words, fonts = layer
        if words:
            checked = check_layer(words, fonts, cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), settings.page_timeout_s)
            words, problems = checked.words, checked.problems
        if words:
            page = _digital(pixels, number, words, settings)
        else:
            page, grey = _scanned(pixels, number, settings)
            page = page if is_pdf(data) or not is_coarse(data, number) else _less_sure(page)
            _RECENT.keep(data, settings, number, grey)
        return replace(page, problems=(*problems, *page.problems))
    except UnreadableFile as error:
        return unread_page(number, str(error))
    except Exception as error:
        LOG.warning("%s page %d could not be read", name, number, exc_info=True)
        return unread_page(number, f"page {number} could not be read: {type(error).__name__}: {error}")


def _layer(
    data: bytes, number: int, settings: ReadSettings
) -> tuple[tuple[tuple[Word, ...], tuple[str, ...]], tuple[str, ...]]:
    """The text layer of a page of a PDF, words and fonts, and problems; a page of too many objects has none."""
    objects, pictured = page_contents(data, number)
    if objects > settings.max_objects:
        problem = f"the page has {objects:,} objects, more than the limit of {settings.max_objects:,}: it was not "
        return ((), ()), (problem + "asked for its text layer, the picture was read",)
    try:
        return textlayer.text_layer_words(data, number, pictured), ()
    except Exception as error:  # noqa: BLE001 - a damaged page stumbles pdfplumber anyhow
        return ((), ()), (f"the text layer cannot be read ({type(error).__name__}), the picture was read",)


class _RecentSheets:
    """What was read of the pages that this process prepared last, all of one file: it is often read again at once.

    Preparing a page again costs as much as a quarter of reading it.
    """

    def __init__(self) -> None:
        self._file: tuple[bytes, ReadSettings] | None = None
        self._sheets: dict[int, np.ndarray] = {}

    def keep(self, data: bytes, settings: ReadSettings, number: int, grey: np.ndarray) -> None:
        if not self._has(data, settings):
            self._file, self._sheets = (data, settings), {}
        self._sheets[number] = grey
        while len(self._sheets) > RECENT:
            del self._sheets[next(iter(self._sheets))]

    def get(self, data: bytes, settings: ReadSettings, number: int) -> np.ndarray | None:
        return self._sheets.get(number) if self._has(data, settings) else None

    def _has(self, data: bytes, settings: ReadSettings) -> bool:
        return self._file is not None and self._file[0] is data and self._file[1] == settings


_RECENT = _RecentSheets()


def upright_grey(data: bytes, page: Page, settings: ReadSettings) -> np.ndarray:
    """The grey picture that a scanned page was read from (height x width, uint8), as its boxes see it."""
    grey = _RECENT.get(data, settings, page.number)
    if grey is None:
        pixels = sheet_of(raster(data, page.number, settings))
        sheet = upright.dark_on_white(pixels, settings.steps.seal_separation)
        grey = upright.level_print(upright.quarter_turn(sheet, page.rotation), page.skew)
        _RECENT.keep(data, settings, page.number, grey)
    return grey


def upright_pixels(data: bytes, page: Page, settings: ReadSettings) -> np.ndarray:
    """The page's picture (RGB) as its boxes see it: cut out, turned and levelled as it was when read."""
    pixels = raster(data, page.number, settings)
    if page.engine == "text":
        return pixels
    pixels = upright.quarter_turn(sheet_of(pixels), page.rotation)
    return upright.level(pixels, page.skew) if abs(page.skew) >= upright.LEVEL_ENOUGH else pixels


def _digital(pixels: np.ndarray, number: int, words: tuple[Word, ...], settings: ReadSettings) -> Page:
    height, width = pixels.shape[:2]
    _, grey = strongest_and_weakest(pixels)
    cells = ruling.cells(ruling.ruled_lines(grey))
    page = Page(
        number, width, height, 0, 0.0, "text", _language(w.text for w in words), words,
        cells=tuple(_fractions(c, width, height) for c in cells), marks=marks.page_marks(pixels),
    )  # fmt: skip
    return _with_seal_texts(_with_signature(page, pixels), pixels, settings)


def _scanned(pixels: np.ndarray, number: int, settings: ReadSettings) -> tuple[Page, np.ndarray]:
    """The page and the grey picture it was read from."""
    steps = settings.steps
    sheet = upright.make_upright(pixels, rapid.upside_down, steps.seal_separation)
    height, width = sheet.grey.shape
    ruled = ruling.ruled_lines(sheet.grey)
    cells = ruling.cells(ruled) if steps.cells else []
    removed = ruled if steps.line_removal else ruling.nothing_ruled(sheet.grey)
    clean = ruling.without_lines(sheet.grey, removed)
    lines = without_holes(ruling.text_line_boxes(clean, removed.mask), width, height)
    page = Page(
        number, width, height, sheet.rotation, sheet.skew, "blank", "", (),
        cells=tuple(_fractions(c, width, height) for c in cells),
    )  # fmt: skip
    if len(lines) <= BLANK_LINES:
        return page, sheet.grey
    seen = marks.page_marks(sheet.colour)
    language = _script(clean, lines, settings)
    engine, words, others, problems = _read(clean, lines, language, seen.noisy, settings)
    words, others = _with_captions(words, others, clean, settings)
    words = with_ticks(words, clean)
    page = replace(
        page, engine=engine, language=language, problems=problems, marks=seen,
        words=_placed(words, width, height, seen.noisy), others=_placed(others, width, height, seen.noisy),
    )  # fmt: skip
    return _with_seal_texts(_with_signature(page, sheet.colour), sheet.colour, settings), sheet.grey


def _less_sure(page: Page) -> Page:
    """A page of half the rows of dots, on which an engine is as sure of letters that it guesses as of those it sees."""
    words = (replace(word, confidence=min(word.confidence, GUESSED)) for word in page.words)
    return replace(page, words=tuple(words))


def _with_captions(words: Read, others: Read, grey: np.ndarray, settings: ReadSettings) -> tuple[Read, Read]:
    """What was read, misread captions put right, in the order of the lines; and what is not believed."""
    besides = by_line(others)
    turkish = is_turkish(word for word, _, _ in (*words, *others))
    told: Read = []
    disbelieved = list(others)
    for number, line in by_line(words).items():
        seen = [word for word, _, _ in line]
        _, box, by = line[0]
        if settings.second_reading:
            other = [word for word, _, _ in besides.get(number, ())]
            seen = with_dotted_capitals(seen, other) if turkish else seen
            seen, misread = told_captions(seen, other, box, partial(rapid.chances, grey))
            disbelieved.extend((word, box, by) for word in misread)
        authority = named(seen)
        disbelieved.extend((word, box, by) for word in seen if word not in authority)
        told.extend((word, box, by) for word in mended(put_right(authority)))
    return told, disbelieved


def _with_signature(page: Page, colour: np.ndarray) -> Page:
    return replace(page, marks=replace(page.marks, signature=signatures.find_signature(colour, page)))


def _with_seal_texts(page: Page, colour: np.ndarray, settings: ReadSettings) -> Page:
    """The page with what its seals say; one that cannot be read costs its text and is named."""
    if page.marks.seal is None:
        return page
    try:
        texts = seal_texts(colour, (page.marks.seal, *page.marks.noisy), settings.page_timeout_s)
    except EngineError as error:
        return replace(page, problems=(*page.problems, f"{error}; its seals are not read"))
    return replace(page, marks=replace(page.marks, seal_texts=texts))


def _script(clean: np.ndarray, lines: list[PixelBox], settings: ReadSettings) -> str:
    """Language of a page, by a trial of its widest lines.

    Tesseract, which takes a quarter of the time, answers for print that it reads surely; what is Chinese it does not.
    """
    trial = _beginnings(lines)
    try:
        seen = tesseract.read_lines(clean, trial, settings.page_timeout_s)
    except EngineError:
        seen = []
    letters = sum(len(w.text) for w in seen)
    if letters >= TRIAL_LETTERS and sum(w.confidence * len(w.text) for w in seen) > SURELY_LATIN * letters:
        return "en"
    return _language(w.text for w in rapid.read_lines(clean, trial, settings.page_timeout_s))


def _placed(read: Read, width: int, height: int, noisy: Sequence[Box]) -> tuple[Word, ...]:
    """What was read as words of the page, without what is no print."""
    words = (
        Word(text, _fractions((x0, box[1], x1 - x0, box[3]), width, height), w.confidence, by)
        for i, (w, box, by) in enumerate(read)
        if not STROKES.fullmatch(w.text) or _links(read, i)
        for text, x0, x1 in _without_rules(w)
    )
    return tuple(word for word in words if not _is_noise(word, noisy))


def _links(read: Read, i: int) -> bool:
    """Whether a stroke stands between two words of its line, surely read."""
    word = read[i][0]
    beside = 0 < i < len(read) - 1 and read[i - 1][0].line == word.line == read[i + 1][0].line
    return beside and word.text in LINKS and word.confidence >= SURE_LINK


def _without_rules(word: SeenWord) -> list[tuple[str, float, float]]:
    """Text and extent of the parts of a word that remains of vertical rules have glued together."""
    step = (word.x1 - word.x0) / max(len(word.text), 1)
    parts = [m.span() for m in NOT_RULES.finditer(word.text)]
    if len(parts) < 2:
        return [(word.text, word.x0, word.x1)]
    return [(word.text[a:b], word.x0 + a * step, word.x0 + b * step) for a, b in parts]


def _is_noise(word: Word, noisy: Sequence[Box]) -> bool:
    """What an engine makes of specks, or of the pattern of a seal or a code: it says itself that it doubts it."""
    if word.confidence < NOISE or (STROKES.fullmatch(word.text) and word.text not in LINKS):
        return True
    return word.confidence < NOISE_IN_SEAL and any(b.contains(word.box.cx, word.box.cy) for b in noisy)


def _read(
    grey: np.ndarray, lines: list[PixelBox], language: str, seals: Sequence[Box], settings: ReadSettings
) -> tuple[str, Read, Read, tuple[str, ...]]:
    """Read all lines: Chinese by RapidOCR; Latin by Tesseract first and by RapidOCR where that is doubtful.

    Returns:
        The first engine's name, what is believed, what was read besides and is not, and problems.
    """
    first: Engine = rapid if language == "zh" or settings.engines == rapid.NAME else tesseract
    try:
        words = _tagged(first, grey, lines, settings)
        problems: tuple[str, ...] = ()
    except EngineError as error:
        words, problems = [], (f"{error}; read by {rapid.NAME} alone",)
        first = rapid
        words = _tagged(rapid, grey, lines, settings)
    vietnamese = first is tesseract and looks_vietnamese([word for word, _, _ in words])
    if vietnamese:
        words, problems = _in_vietnamese(words, grey, lines, settings)
    others: Read = []
    if first is tesseract and settings.second_reading:
        words, others = _with_second_reading(words, grey, lines, seals, settings, vietnamese)
        words, others, failed = in_their_languages(words, others, grey, lines, settings.page_timeout_s)
        problems = (*problems, *failed)
    return first.NAME, words, others, problems


def _in_vietnamese(
    words: Read, grey: np.ndarray, lines: list[PixelBox], settings: ReadSettings
) -> tuple[Read, tuple[str, ...]]:
    """A page in Vietnamese read by the model that knows its letters, and problems."""
    try:
        read = tesseract.read_lines(grey, lines, settings.page_timeout_s, tesseract.VIETNAMESE)
    except EngineError as error:
        return words, (f"{error}; its Vietnamese is read without most marks (doctor tells what is missing)",)
    return [(word, lines[word.line], tesseract.NAME) for word in read], ()


def _tagged(engine: Engine, grey: np.ndarray, lines: Sequence[PixelBox], settings: ReadSettings) -> Read:
    return [(w, lines[w.line], engine.NAME) for w in engine.read_lines(grey, lines, settings.page_timeout_s)]


def _with_second_reading(
    words: Read, grey: np.ndarray, lines: list[PixelBox], seals: Sequence[Box], settings: ReadSettings,
    vietnamese: bool,
) -> tuple[Read, Read]:  # fmt: skip
    """Lines of which a word is doubtful are read by the second engine, which is believed where it is surer; of
    Vietnamese it lacks letters, so that there it is believed of lines without any.

    Returns:
        What is believed, and the other readings of the lines that were read twice.
    """
    height, width = grey.shape
    seen = [word for word, _, _ in words]
    weakest = doubtful_lines(seen, lines, seals, (width, height))
    accented = set() if vietnamese else accented_lines(grey, lines, seen) | lines_of_companies(seen)
    weakest |= {i: weakest_of(seen, i) for i in accented if i not in weakest}
    second = _read_again(grey, lines, sorted(weakest), settings)
    writes_accents = is_accented(word for read in second.values() for word, _, _ in read)
    if writes_accents and not vietnamese:
        named = {i: weakest_of(seen, i) for i in lines_with_names(seen) if i not in weakest}
        second |= _read_again(grey, lines, sorted(named), settings)
        weakest |= named
    first = by_line(words)
    marked = {line for line, read in first.items() if vietnamese and any(has_accent(w.text) for w, _, _ in read)}
    surer = {
        line for line, read in second.items() if line not in marked and (
            min(w.confidence for w, _, _ in read) >= weakest[line]
            or adds_accents([w for w, _, _ in read], [w for w, _, _ in first.get(line, [])])
        )
    }  # fmt: skip
    believed = [item for item in words if item[0].line not in surer]
    others = [item for item in words if item[0].line in surer]
    for line, read in sorted(second.items()):
        before = [w for w, _, _ in first.get(line, [])]
        told = parted([w for w, _, _ in read], before, lines[line])
        told = told if writes_accents else without_lone_accents(told, before)
        (believed if line in surer else others).extend((word, lines[line], rapid.NAME) for word in told)
    return believed, others


def _read_again(
    grey: np.ndarray, lines: list[PixelBox], numbers: Sequence[int], settings: ReadSettings
) -> dict[int, Read]:
    """The lines of these numbers as RapidOCR reads them, by number, without those that it sees nothing in."""
    again: dict[int, Read] = {}
    for word in rapid.read_lines(grey, [lines[i] for i in numbers], settings.page_timeout_s):
        line = numbers[word.line]
        again.setdefault(line, []).append((replace(word, line=line), lines[line], rapid.NAME))
    return again


def _beginnings(lines: list[PixelBox]) -> list[PixelBox]:
    widest = sorted(lines, key=lambda b: b[2], reverse=True)[:TRIAL_LINES]
    return [(x, y, min(w, TRIAL_WIDTH * h), h) for x, y, w, h in widest]


def _language(texts: Iterable[str]) -> str:
    text = "".join(texts)
    return "zh" if len(CJK.findall(text)) > CHINESE_SHARE * max(1, len(text)) else "en"


def _fractions(box: tuple[float, float, float, float], width: int, height: int) -> Box:
    x, y, w, h = box
    return Box(max(0.0, x / width), max(0.0, y / height), min(1.0, (x + w) / width), min(1.0, (y + h) / height))
