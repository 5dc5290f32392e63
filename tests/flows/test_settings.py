"""Flags, then environment, then file, then defaults; and a wrong key is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import load
from schemas.errors import UsageError
from schemas.finding import Severity


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("STATE", "STORE", "JOBS", "FAIL_ON"):
        monkeypatch.delenv(f"ORIGIN_AUDIT_{name}", raising=False)


def write(text: str) -> None:
    Path("origin-audit.toml").write_text(text)


def test_each_source_wins_over_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().processes >= 1
    write("jobs = 2")
    assert load().jobs == 2
    monkeypatch.setenv("ORIGIN_AUDIT_JOBS", "3")
    assert load().jobs == 3
    assert load(jobs=4).jobs == 4
    assert load(jobs=None).jobs == 3


def test_the_state_folder_holds_the_store_and_the_blobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().store_url == f"sqlite:///{tmp_path / '.origin-audit' / 'store.sqlite'}"
    monkeypatch.setenv("ORIGIN_AUDIT_STATE", str(tmp_path / "elsewhere"))
    assert load().blob_root == str(tmp_path / "elsewhere" / "blobs")
    assert load(store="sqlite:///other.sqlite").store_url == "sqlite:///other.sqlite"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("jbos = 2", "unknown setting 'jbos'"),
        ("jobs = 'many'", "jobs: "),
        ("fail_on = 'sometimes'", "fail_on: "),
        ("jobs = -1", "jobs: "),
        ("jobs = = 2", "origin-audit.toml"),
    ],
)
def test_a_wrong_setting_is_named_and_ends_with_two(text: str, named: str) -> None:
    write(text)
    with pytest.raises(UsageError, match=r"origin-audit\.toml") as caught:
        load()
    assert named in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIGIN_AUDIT_JOBS", "many")
    with pytest.raises(UsageError, match="ORIGIN_AUDIT_JOBS"):
        load()


def test_the_reader_and_the_rules_have_their_tables() -> None:
    write('[read]\nmax_pages = 7\n[rules]\ndisabled = ["qty.packages"]\n[rules.severities]\n"weight.gross" = "error"\n')
    assert load().read_settings().max_pages == 7
    rules = load().rule_settings()
    assert rules.disabled == {"qty.packages"}
    assert rules.severities == {"weight.gross": Severity.ERROR}


@pytest.mark.parametrize("key", ["[read]\nmax_pagse", "[rules]\ndisbled", "[rules.severities]\nx"])
def test_a_wrong_key_in_a_table_is_named(key: str) -> None:
    write(f"{key} = 'bad'")
    with pytest.raises(UsageError, match=r"max_pagse|disbled|rules\.severities"):
        (load().read_settings(), load().rule_settings())
