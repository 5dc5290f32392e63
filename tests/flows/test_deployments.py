"""What is deployed, what the forms look like, and what they refuse; no server."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.utilities.callables import parameter_schema
from pydantic import ValidationError

from flows import backlog
from flows.deployments import DEPLOYED, deployments
from flows.reprocess import Request
from schemas.errors import UsageError

ROOT = Path(__file__).parents[2]


def test_serve_and_prefect_yaml_deploy_the_same_flows_by_module() -> None:
    listed = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    assert {one["name"]: one["entrypoint"] for one in listed} == DEPLOYED
    made = deployments()
    assert [one.entrypoint for one in made] == [where.replace(":", ".") for where in DEPLOYED.values()]
    assert {one.name: one.flow_name for one in made} == {name: name for name in DEPLOYED}


def test_every_field_of_a_form_says_what_it_is_for() -> None:
    for one, where in DEPLOYED.items():
        module, name = where.split(":")
        schema: dict[str, Any] = parameter_schema(getattr(importlib.import_module(module), name)).model_dump()
        for name, definition in schema["definitions"].items():
            for field, says in definition.get("properties", {}).items():
                assert {"description", "title"} <= set(says), (one, name, field)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "nothing says which documents"),
        ({"documents": ["a.pdf"], "kind": "coo.mars"}, "no document kind"),
        ({"only_failed": True, "state": "read"}, "exclude each other"),
        ({"since": "2026-05-02", "until": "2026-05-01"}, "first day is after the last"),
        ({"documents": ["a.pdf"], "stage": "judge", "engine": {"long_side": 3000}}, "only count for the stage read"),
        ({"documents": ["a.pdf"], "colour": "red"}, "colour"),
    ],
)
def test_a_reprocess_that_makes_no_sense_is_refused_with_a_sentence(given: dict[str, Any], word: str) -> None:
    with pytest.raises(ValidationError, match=word):
        Request(**given)


def test_a_manifest_lists_files_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "list.txt").write_text("a.pdf\n\n")
    (tmp_path / "list.csv").write_text("box,path\n7,a.pdf\n")
    assert (
        backlog.paths_of(tmp_path / "list.txt") == backlog.paths_of(tmp_path / "list.csv") == [str(tmp_path / "a.pdf")]
    )
    (tmp_path / "wrong.txt").write_text("a.pdf\nb.pdf\n")
    with pytest.raises(UsageError, match=r"b\.pdf is not there.*|wrong\.txt line 2"):
        backlog.paths_of(tmp_path / "wrong.txt")
    with pytest.raises(ValidationError, match="not both"):
        backlog.Request(folder="a", manifest="b", entries=["e.csv"])


def test_serving_beyond_this_machine_needs_credentials(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flows", "serve", "--host", "0.0.0.0", "--port", "4999"],
        cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "PREFECT_SERVER_API_AUTH_STRING" in done.stderr
    assert "anyone who reaches this address could" in done.stderr
    assert len(done.stderr.splitlines()) == 1
