"""What README, launcher and command line say about each other is true."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import time
import tomllib
from pathlib import Path

import click
import pytest

from flows.__main__ import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = [line.split("#")[0].strip() for block in re.findall(r"```(?:sh|bash)\n(.*?)```", README, re.DOTALL)
         for line in block.splitlines() if line.startswith("./origin-audit")]  # fmt: skip


def test_the_readme_begins_with_the_two_commands() -> None:
    assert SHOWN[:2] == ["./origin-audit demo", "./origin-audit test"]


@pytest.mark.parametrize("line", sorted(set(SHOWN)))
def test_every_command_in_the_readme_is_one(line: str) -> None:
    words = shlex.split(line)[1:]
    command: click.Command = cli
    context = click.Context(cli)
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command = found
    known = {option for parameter in command.params for option in parameter.opts}
    assert [word for word in words if word.startswith("--") and word not in known] == []


def test_the_readme_shows_every_command() -> None:
    assert set(cli.commands) <= {shlex.split(line)[1] for line in SHOWN}


def test_the_launcher_names_every_command_before_it_is_set_up() -> None:
    usage = (ROOT / "origin-audit").read_text(encoding="utf-8").split("usage() {")[1].split("\n}")[0]
    assert [name for name in cli.commands if name not in usage] == []


def test_help_through_the_launcher_answers_within_a_second(tmp_path: Path) -> None:
    seconds: list[float] = []
    for _ in range(3):
        began = time.monotonic()
        told = subprocess.run(
            [ROOT / "origin-audit", "--help"], cwd=tmp_path, capture_output=True, text=True, check=True,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        )  # fmt: skip
        seconds.append(time.monotonic() - began)
        assert "audit" in told.stdout
    assert min(seconds) < 1.0


def test_the_ci_runs_what_a_user_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script[-1].endswith('/../origin-audit" test')
    for name in ("origin-audit", ".ci/run"):
        assert os.access(ROOT / name, os.X_OK)


def test_the_changelog_knows_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_licence_is_the_one_that_is_named() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_prefect_yaml_deploys_flows_that_exist_by_module() -> None:
    import importlib

    import yaml
    from prefect import Flow

    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    names = {"audit", "backlog", "hand", "housekeeping", "inbox", "recheck", "reprocess"}
    assert {one["name"] for one in deployments} == names
    for one in deployments:
        module, _, name = one["entrypoint"].partition(":")
        assert isinstance(getattr(importlib.import_module(module), name), Flow)
