"""What scanners, copiers and paper do to papers that are read: faint print, tinted paper, a sheet aslant and so on.

    python tests/benchmarks/scanned_otherwise.py [--papers 16] [--seed 11] [--way "faint print"] [--jobs 2]

Draws one-page papers that may be looked at as pictures at 200 dpi, spoils them in each of the WAYS, one at a time, and
reads them. Our own roads (`sample_docs.roads`) mix such faults; here each stands alone, so that the one that costs
values is seen. `plain scan` is what to compare with.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["OMP_THREAD_LIMIT"] = "1"

import cv2  # noqa: E402 - found by the line above
import numpy as np  # noqa: E402

from tests.benchmarks.accuracy import Outcome, compare  # noqa: E402

STRANGERS = ROOT / "sample_docs" / "strangers" / "development"
DPI, HEIGHT_INCHES = 200, 11.69
GRAIN = 4
"""Grey levels of noise on every scan."""
Way = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=16)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--way", action="append", choices=tuple(WAYS), help="only this one; may be given again")
    given = parser.parse_args()
    truth = json.loads((STRANGERS / "truth.json").read_text(encoding="utf-8"))
    single = [item for item in truth if len(item["documents"]) == 1 and len(item["documents"][0]["pages"]) == 1]
    chosen = [single[i] for i in np.random.default_rng(given.seed).choice(len(single), given.papers, replace=False)]
    ways = given.way or tuple(WAYS)
    total: dict[str, list[Outcome]] = defaultdict(list)
    seconds: dict[str, float] = defaultdict(float)
    with ProcessPoolExecutor(given.jobs) as pool:
        for found in pool.map(partial(_read_in_ways, ways=ways), chosen):
            for way, (outcomes, took) in found.items():
                total[way] += outcomes
                seconds[way] += took
    for way in ways:
        right = sum(one.right for one in total[way])
        wrong = sum(not one.right and (one.confidence or 0) >= 0.9 for one in total[way])
        print(
            f"{way}: {right / len(total[way]):.3f} of {len(total[way])} values right, {wrong} surely wrong, "
            f"{seconds[way] / len(chosen):.1f} s a page"
        )


def _read_in_ways(item: dict[str, Any], ways: Sequence[str]) -> dict[str, tuple[list[Outcome], float]]:
    """Way -> what was read of one paper in it, and the CPU seconds of this process that it took."""
    from extractors.pages import ReadSettings, raster

    drawn = raster((STRANGERS / item["file"]).read_bytes(), 1, ReadSettings())
    chance = np.random.default_rng(int(sha256(item["file"].encode()).hexdigest()[:8], 16))
    found: dict[str, tuple[list[Outcome], float]] = {}
    for way in ways:
        picture = WAYS[way](drawn, chance)
        data = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 75])[1].tobytes()
        before = process_time()
        records = _records(data)
        found[way] = list(compare(item, records)), process_time() - before
    return found


def _records(data: bytes) -> list[dict[str, Any]]:
    from extractors.reader import ReadSettings, read_page, read_records
    from schemas.record import record_to_json

    settings = ReadSettings()
    page = read_page(data, "scan.jpg", 1, settings)
    records = read_records(data, [page], sha256=sha256(data).hexdigest(), source="scan.jpg", settings=settings)
    return [record_to_json(record) for record in records]


def _scan(drawn: np.ndarray, dpi: int = DPI) -> np.ndarray:
    high = int(dpi * HEIGHT_INCHES)
    wide = round(drawn.shape[1] * high / drawn.shape[0])
    return cv2.GaussianBlur(cv2.resize(drawn, (wide, high), interpolation=cv2.INTER_AREA), (0, 0), 0.7)


def _grainy(page: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    return np.clip(page + chance.normal(0, GRAIN, page.shape[:2])[..., None], 0, 255).astype(np.uint8)


def _tinted(drawn: np.ndarray, chance: np.random.Generator, colour: tuple[int, int, int]) -> np.ndarray:
    return _grainy(_scan(drawn) * (np.array(colour, np.float32) / 255), chance)


def _guilloche(drawn: np.ndarray, chance: np.random.Generator, colour: tuple[int, int, int]) -> np.ndarray:
    """Fine waves behind the print, as certificates have them against copying."""
    page = _scan(drawn)
    y, x = np.mgrid[0 : page.shape[0], 0 : page.shape[1]].astype(np.float32)
    lines = np.zeros(page.shape[:2], np.float32)
    for k in range(5):
        bent = y + 60 * np.sin(x * (0.012 + 0.004 * k) + chance.uniform(0, 6)) + 30 * np.sin(x * (0.028 + 0.009 * k))
        lines = np.maximum(lines, (np.abs(np.sin(bent * 0.35)) < 0.12).astype(np.float32))
    lines = cv2.GaussianBlur(lines, (0, 0), 0.7)[..., None]
    paper = 255 - (255 - np.array(colour, np.float32)) * lines
    return _grainy(page * (paper / 255), chance)


def _aslant(drawn: np.ndarray, chance: np.random.Generator, degrees: float) -> np.ndarray:
    page = _scan(drawn)
    high, wide = page.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return _grainy(cv2.warpAffine(page, turn, (wide, high), borderValue=(255, 255, 255)), chance)


def _faint(drawn: np.ndarray, chance: np.random.Generator, share: float) -> np.ndarray:
    return _grainy(255 - (255 - _scan(drawn).astype(np.float32)) * share, chance)


def _bordered(drawn: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    page = _scan(drawn)
    copier = cv2.copyMakeBorder(page, 60, 60, 80, 80, cv2.BORDER_CONSTANT, value=(20, 20, 20))
    return _grainy(copier, chance)


def _punched(drawn: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    page = _scan(drawn)
    for share in (0.2, 0.5, 0.8):
        cv2.circle(page, (45, int(page.shape[0] * share)), 26, (25, 25, 25), -1)
    return _grainy(page, chance)


def _marked(drawn: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Five strokes of a yellow highlighter."""
    page = _scan(drawn).astype(np.float32)
    high, wide = page.shape[:2]
    for _ in range(5):
        top, left = int(chance.uniform(0.15, 0.8) * high), int(chance.uniform(0.1, 0.5) * wide)
        page[top : top + 34, left : left + int(0.3 * wide)] *= np.array((255, 240, 60), np.float32) / 255
    return _grainy(page, chance)


def _copied(drawn: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """A grey COPY across the page."""
    page = _scan(drawn)
    high, wide = page.shape[:2]
    word = np.full_like(page, 255)
    cv2.putText(word, "COPY", (wide // 8, int(0.65 * high)), cv2.FONT_HERSHEY_DUPLEX, 11, (205, 205, 205), 45)
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), 35, 1.0)
    return _grainy(np.minimum(page, cv2.warpAffine(word, turn, (wide, high), borderValue=(255, 255, 255))), chance)


def _folded(drawn: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    page = _scan(drawn)
    at = (np.arange(page.shape[1]) - 0.3 * page.shape[1]) / (0.12 * page.shape[1])
    return _grainy(page * (1 - 0.5 * np.exp(-(at**2)))[None, :, None], chance)


def _black_and_white(drawn: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    grey = cv2.cvtColor(_scan(drawn), cv2.COLOR_RGB2GRAY)
    return cv2.cvtColor(np.where(grey < 150, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)


def _needle_printed(drawn: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Print of dots that do not quite meet."""
    ink = cv2.GaussianBlur(255 - cv2.cvtColor(_scan(drawn), cv2.COLOR_RGB2GRAY).astype(np.float32), (0, 0), 0.8) / 255
    pitch = 3.6
    y, x = (np.mod(place, pitch) - pitch / 2 for place in np.mgrid[0 : ink.shape[0], 0 : ink.shape[1]])
    dots = np.minimum(1, 1.15 * np.exp(-(x**2 + y**2) / 2.65))
    return _grainy(np.repeat((255 - 175 * np.minimum(1, 1.5 * ink) * dots)[..., None], 3, axis=2), chance)


def _stamped(drawn: np.ndarray, chance: np.random.Generator, colour: tuple[int, int, int]) -> np.ndarray:
    """RECEIVED in a frame, aslant, somewhere on the sheet."""
    page = _scan(drawn).astype(np.float32)
    high, wide = page.shape[:2]
    left, top = int(chance.uniform(0.05, 0.5) * wide), int(chance.uniform(0.1, 0.8) * high)
    ink = np.zeros((high, wide), np.uint8)
    cv2.rectangle(ink, (left, top), (left + 560, top + 190), 255, 7)
    cv2.putText(ink, "RECEIVED", (left + 30, top + 90), cv2.FONT_HERSHEY_DUPLEX, 2.6, 255, 7)
    cv2.putText(ink, "12 OCT 2026", (left + 100, top + 165), cv2.FONT_HERSHEY_DUPLEX, 1.8, 255, 4)
    turn = cv2.getRotationMatrix2D((left + 280, top + 90), chance.uniform(3, 12) * chance.choice((-1, 1)), 1.0)
    worn = cv2.warpAffine(ink, turn, (wide, high)) / 255 * np.clip(chance.normal(0.8, 0.15, (high, wide)), 0, 1)
    return _grainy(page * (1 - (1 - np.array(colour, np.float32) / 255) * worn[..., None]), chance)


def _at_the_spine(drawn: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """The left quarter bent and in shadow, as where a book does not lie flat."""
    page = _scan(drawn)
    high, wide = page.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    near = np.maximum(0, 1 - x / (0.25 * wide)) ** 2
    bent = cv2.remap(page, x - 35 * near, y + 45 * near, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return _grainy(bent * (1 - 0.55 * near)[..., None], chance)


WAYS: dict[str, Way] = {
    "plain scan": lambda drawn, chance: _grainy(_scan(drawn), chance),
    "guilloche, green": partial(_guilloche, colour=(150, 200, 170)),
    "guilloche, grey": partial(_guilloche, colour=(190, 190, 190)),
    "pink paper": partial(_tinted, colour=(250, 190, 205)),
    "yellow paper": partial(_tinted, colour=(245, 225, 120)),
    "black borders": _bordered,
    "punched": _punched,
    "highlighter": _marked,
    "COPY across": _copied,
    "aslant by 7 degrees": partial(_aslant, degrees=7.0),
    "100 dpi": lambda drawn, chance: _grainy(_scan(drawn, 100), chance),
    "heavy ink": lambda drawn, chance: _grainy(cv2.erode(_scan(drawn), np.ones((2, 2), np.uint8)), chance),
    "faint print": partial(_faint, share=0.32),
    "black and white": _black_and_white,
    "shadow of a fold": _folded,
    "negative": lambda drawn, chance: 255 - _grainy(_scan(drawn), chance),
    "needle print": _needle_printed,
    "blue stamp": partial(_stamped, colour=(60, 70, 190)),
    "spine of a book": _at_the_spine,
}

if __name__ == "__main__":
    main()
