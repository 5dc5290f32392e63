"""Does a reading process grow? Pages are read and their records made in this one process, its memory told as it goes.

.venv/bin/python tests/benchmarks/memory.py [--pages 150] [--scans 0]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

EVERY = 15
"""Pages between two lines."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--scans", type=float, default=0.0, help="share of the files that are scans of one page")
    given = parser.parse_args()
    from flows.pool import KEPT_MEMORY, ONE_THREAD

    if not os.environ.keys() >= KEPT_MEMORY.keys():  # which the C library reads when a process begins
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ONE_THREAD, **KEPT_MEMORY})
    from extractors import reader
    from tests.benchmarks.drawn_backlog import draw

    settings, done = reader.ReadSettings(), 0
    with tempfile.TemporaryDirectory(prefix="origin-audit-memory-") as temporary:
        for path in sorted(draw(Path(temporary) / "papers", given.pages, given.scans, seed=3).rglob("*.*")):
            data = path.read_bytes()
            count = reader.page_count(data, path.name, settings)
            pages = [reader.read_page(data, path.name, number, settings) for number in range(1, count + 1)]
            reader.read_records(data, pages, sha256="0" * 64, source=path.name, settings=settings)
            if (done + count) // EVERY > done // EVERY:
                print(f"{done + count} pages: {_resident() / 1e6:.0f} MB", flush=True)
            done += count


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
