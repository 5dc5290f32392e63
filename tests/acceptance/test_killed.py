"""A small backlog killed five times ends as one that was left alone (tests/benchmarks/kill.py has the large one)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.conftest import Serving
from tests.benchmarks import kill

KILLS = 5


def test_a_backlog_that_is_killed_loses_nothing_and_reads_nothing_twice(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One server for all the starts: its own start is what takes long.
    monkeypatch.setenv("PREFECT_API_URL", serving.api)
    peace, killed = kill.prove(tmp_path / "backlog", pages=40, scans=0.1, kills=KILLS, seed=3)
    assert peace.pages == 40
    assert killed.kills >= KILLS - 1  # the last may come when all is done
    assert b"invoice" in peace.findings
