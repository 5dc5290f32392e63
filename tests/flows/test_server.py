"""Prefect's tables in a new folder: copied from where set-up made them, never over what is there."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from flows import server


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "prepared" / "prefect.db"
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE flow_run (id)")
    monkeypatch.setattr(server, "PREPARED", path)
    return path


def tables(database: Path) -> list[str]:
    with sqlite3.connect(database) as db:
        return [name for (name,) in db.execute("SELECT name FROM sqlite_master")]


def test_a_new_folder_gets_a_copy(prepared: Path, tmp_path: Path) -> None:
    database = tmp_path / "prefect.db"
    assert server.has_tables(database)
    assert tables(database) == ["flow_run"]
    assert [path.name for path in tmp_path.glob("prefect.*")] == ["prefect.db"]


def test_what_is_there_is_left_alone(prepared: Path, tmp_path: Path) -> None:
    database = tmp_path / "prefect.db"
    with sqlite3.connect(database) as db:
        db.execute("CREATE TABLE of_another_day (id)")
    assert server.has_tables(database)
    assert tables(database) == ["of_another_day"]


def test_without_prepared_tables_the_server_must_make_them(prepared: Path, tmp_path: Path) -> None:
    prepared.unlink()
    assert not server.has_tables(tmp_path / "prefect.db")
    assert not (tmp_path / "prefect.db").exists()
