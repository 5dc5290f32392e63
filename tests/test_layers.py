"""Imports point one way, nothing of ours is installed, and the command line answers at once."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("schemas", "extractors", "validators", "flows", "sample_docs", "tests")
MAY_IMPORT = {
    "schemas": {"schemas"},
    "extractors": {"schemas", "extractors"},
    "validators": {"schemas", "validators"},
    "flows": {"schemas", "extractors", "validators", "flows"},
}
MAY_IMPORT_IN_FLOWS = {
    "flows.store": {"flows.store"},
    "flows.sources": {"flows.store", "flows.sources"},
    "flows.reports": {"flows.store", "flows.reports"},
}
PREFECT_USERS = {
    *(
        f"flows/{name}.py"
        for name in ("audit", "backlog", "cluster", "hand", "housekeeping", "inbox", "rejudge", "reprocess", "watching")
    ),
    *(f"flows/{name}.py" for name in ("credentials", "deployments", "serve", "server")),
}
"""The only importers of Prefect: what a run does is plain functions."""
HEAVY = {"prefect", "spacy", "pandera", "cv2", "polars", "rapidocr", "onnxruntime", "sqlalchemy", "pydantic", "rich"}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_packages_import_only_what_lies_below_them(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(package)
        for name in imports(path)
        if name.split(".")[0] in OURS and name.split(".")[0] not in MAY_IMPORT[package]
    ]
    assert wrong == []


@pytest.mark.parametrize("package", MAY_IMPORT_IN_FLOWS)
def test_parts_of_flows_import_only_what_lies_below_them(package: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(package.replace(".", "/"))
        for name in imports(path)
        if name.startswith("flows.") and ".".join(name.split(".")[:2]) not in MAY_IMPORT_IN_FLOWS[package]
    ]
    assert wrong == []


def test_only_the_flow_and_its_servers_know_prefect() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for folder in OURS[:4]
        for path in modules(folder)
        if any(name.split(".")[0] == "prefect" for name in imports(path))
    }
    assert users <= PREFECT_USERS


def test_nothing_of_ours_is_installed() -> None:
    """A wheel with a top-level `validators` would silently overwrite PyPI's."""
    assert set(packages_distributions()).isdisjoint({"schemas", "extractors", "flows", "sample_docs"})
    with pytest.raises(PackageNotFoundError):
        distribution("origin-audit")


def test_help_loads_nothing_heavy() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "flows", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in told.stderr.splitlines()}
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_no_module_is_too_long() -> None:
    long = {p.relative_to(ROOT).as_posix(): n for folder in OURS[:4] for p in modules(folder)
            if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400}  # fmt: skip
    assert long == {}


def test_modules_that_grow_by_a_file_have_names_that_hide_nothing() -> None:
    standard = set(sys.stdlib_module_names)
    assert [p for p in (ROOT / "flows").glob("*.py") if p.stem in standard and not re.match("__", p.stem)] == []
