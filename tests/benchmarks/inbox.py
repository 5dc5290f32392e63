"""A thousand files, two hundred of them duplicates and fifty broken, through a declared inbox: do the books balance?

    .venv/bin/python tests/benchmarks/inbox.py [--files 1000] [--keep DIR]

With `--keep` it may be killed and started again: the run that was killed is taken over, as in earnest.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [] if str(ROOT) in sys.path else [str(ROOT)]

from flows.store import books, ledger  # noqa: E402 - found by the line above
from tests.flows import papers  # noqa: E402


def fill(inbox: Path, files: int) -> tuple[int, int]:
    """Put files there, one in five a duplicate, one in twenty broken; how many of each."""
    duplicates, broken = files // 5, files // 20
    whole = files - duplicates - broken
    for number in range(whole):
        (inbox / f"{number:05}.pdf").write_bytes(papers.invoice(f"N-{number:05}"))
    for number in range(duplicates):
        (inbox / f"copy {number:05}.pdf").write_bytes(papers.invoice(f"N-{number:05}"))
    for number in range(broken):
        (inbox / f"broken {number:05}.pdf").write_bytes(papers.invoice(f"B-{number:05}")[: 200 + number])
    return duplicates, broken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="folder of the inbox and its store; default: a temporary one")
    given = parser.parse_args()
    files: int = given.files
    # The reading processes find our packages by this.
    os.environ["PYTHONPATH"] = str(ROOT)
    from tests.flows.test_inbox_folder import Declared

    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        here = Declared(folder)
        duplicates, broken = (files // 5, files // 20) if here.tree() else fill(here.folder, files)
        began, cpu = time.monotonic(), time.process_time()
        run = here.run(reports=True)
        assert isinstance(run, ledger.Run), run
        found = books.balance(here.store)
        print(f"{files} files, {duplicates} duplicates, {broken} broken: {dict(found.states)}")
        trays = {tray: len(names) for tray, names in here.tree().items()}
        print(f"wrong: {list(found.wrong) or 'nothing'}; files in the trays, with their .reason.txt: {trays}")
        spent = f"{time.monotonic() - began:.0f} s, {time.process_time() - cpu:.0f} s of CPU here"
        print(f"{spent}, attempt {run.attempt}: {run.facts['stages']}")


if __name__ == "__main__":
    main()
