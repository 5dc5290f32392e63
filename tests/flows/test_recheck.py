"""Judged again without OCR: the same outcome whatever the shards, and what changed with the reason why."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows import again
from flows.settings import Settings
from tests.flows import small_audit
from validators import shards


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("audited")
    given = small_audit.settings(folder, read={"second_reading": False})
    small_audit.audit(given, small_audit.inbox(folder), small_audit.entries(folder), folder / "out")
    return given


def test_an_audit_of_many_shards_says_what_one_of_a_single_shard_says(
    given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "DOCUMENTS_A_SHARD", 1)
    monkeypatch.setattr(shards.cut, "__defaults__", (1,))
    (done,) = again.recheck(given, [], None)
    assert done.changes == ()
    assert done.same == len(small_audit.findings(given, done.run)) >= 2


def test_nothing_changed(given: Settings, tmp_path: Path) -> None:
    (done,) = again.recheck(given, ["9QX-0012345-2"], tmp_path / "out")
    assert done.changes == ()
    assert (tmp_path / "out" / "findings.json").exists()
