"""What Prefect adds to a run whatever its size: the same papers plainly and as a flow, when nothing is left to read.

.venv/bin/python tests/benchmarks/overhead.py [--pages 6] [--rounds 3]

The first round reads (and Prefect makes its tables, in a new folder); the others read nothing. Processor time is that
of every process.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

from tests.benchmarks import backlog  # noqa: E402 - found by the line above
from tests.benchmarks.drawn_backlog import draw  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="origin-audit-overhead-") as temporary:
        folder = Path(temporary) / "papers"
        draw(folder, given.pages, 0.0, seed=5)
        for round_ in range(1, given.rounds + 1):
            plain, flow = (backlog.step(name, folder / name) for name in ("plain", "flow"))
            server = flow.cpu_of(backlog.ROLES["flows.server"])
            print(
                f"round {round_}: plain {plain.cpu:.1f} s of CPU, flow {flow.cpu:.1f}, of it Prefect's server "
                f"{server:.1f}; Prefect adds {flow.cpu - plain.cpu:.1f} s"
            )


if __name__ == "__main__":
    main()
