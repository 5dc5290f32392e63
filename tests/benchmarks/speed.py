"""CPU a page of `read` against bare `tesseract --psm 6` on the same pages in the same run, and where the time goes.

    python tests/benchmarks/speed.py --seed 7001 --shipments 6

draws a corpus, reads every page once with each, one thread and one process at a time, and prints Markdown tables.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import resource
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["OMP_THREAD_LIMIT"] = "1"

STAGES = {
    "Tesseract": ("tesseract.py", "read_lines"),
    "decoding and drawing": ("pages.py", "raster"),
    "text layers": ("textlayer.py", "text_layer_words"),
    "upright, level, even": ("upright.py", "make_upright"),
    "ruling and line boxes": ("ruling.py", ("ruled_lines", "cells", "without_lines", "text_line_boxes")),
    "RapidOCR (language, Chinese, doubtful lines)": ("rapid.py", "read_lines"),
    "marks": ("marks.py", "page_marks"),
    "documents, fields, types": ("reader.py", "read_records"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7001)
    parser.add_argument("--shipments", type=int, default=6)
    parser.add_argument("--corpus", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        corpus = options.corpus or _drawn(Path(scratch), options)
        files = sorted(p for p in (corpus / "inbox").rglob("*") if p.is_file())
        images = page_images(files, Path(scratch))
        _warm(files[0])
        bare = cpu_of(lambda: bare_tesseract(images))
        ours = cpu_of(lambda: _read_all(files))
        # Apart from the reading that is timed: profiling makes plain Python half as dear again.
        profile = cProfile.Profile()
        profile.runcall(_read_all, files)
    print(_table(len(images), bare, ours, profile))


def _drawn(folder: Path, options: argparse.Namespace) -> Path:
    size = ["--seed", str(options.seed), "--shipments", str(options.shipments)]
    subprocess.run([sys.executable, "-m", "sample_docs.draw", *size, "--out", str(folder)], check=True, cwd=ROOT)
    return folder


def page_images(files: list[Path], folder: Path) -> list[Path]:
    """Every page as the picture that bare Tesseract is given: as it was scanned, drawn at the size we read it at."""
    import cv2

    from extractors.pages import ReadSettings, page_count, raster

    settings, images = ReadSettings(), list[Path]()
    for file in files:
        data = file.read_bytes()
        for number in range(1, page_count(data, file.name, settings) + 1):
            path = folder / f"page-{len(images)}.png"
            cv2.imwrite(str(path), raster(data, number, settings)[:, :, ::-1])
            images.append(path)
    return images


def _warm(file: Path) -> None:
    """What is loaded once a run or a process, and not once a page, is loaded before anything is measured."""
    import extractors.loaded  # noqa: F401 - as reading processes are forked with it

    _read_all([file])


def bare_tesseract(images: list[Path]) -> None:
    for image in images:
        subprocess.run(
            ["tesseract", str(image), "-", "--psm", "6", "-l", "eng"], check=True, capture_output=True, timeout=300
        )


def _read_all(files: list[Path]) -> None:
    from extractors.reader import ReadSettings, page_count, read_page, read_records

    settings = ReadSettings()
    for file in files:
        data = file.read_bytes()
        pages = [read_page(data, file.name, n, settings) for n in range(1, page_count(data, file.name, settings) + 1)]
        read_records(data, pages, sha256=sha256(data).hexdigest(), source=file.name, settings=settings)


def cpu_of(work: object) -> float:
    before = _own() + _children()
    work()  # type: ignore[operator]
    return _own() + _children() - before


def _own() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _table(pages: int, bare: float, ours: float, profile: cProfile.Profile) -> str:
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = max(row[3] for (path, _, name), row in stats.items() if name == "_read_all")
    lines = [
        f"{pages} pages; CPU seconds a page: `read` {ours / pages:.2f}, bare `tesseract --psm 6` {bare / pages:.2f}, "
        f"ratio {ours / bare:.2f}",
        "",
        "| stage of `read` | CPU s a page | share |",
        "|---|---|---|",
    ]
    for title, (file, names) in STAGES.items():
        wanted = (names,) if isinstance(names, str) else names
        spent = sum(
            row[3] for (path, _, name), row in stats.items() if path.endswith("/" + file) and name in wanted
        )  # fmt: skip
        lines.append(f"| {title} | {spent / whole * ours / pages:.2f} | {spent / whole:.0%} |")
    return "\n".join(
        [*lines, "", "Shares are of a second reading, under a profiler; stages overlap where one calls another."]
    )


if __name__ == "__main__":
    main()
