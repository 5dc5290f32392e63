"""The same audit on one machine, on PostgreSQL, and on a Dask cluster with PostgreSQL and S3: the same findings."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import ROOT, Serving, environment, origin_audit
from tests.flows import machines, papers, small_audit
from tests.flows.servers import free_port


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with entries and an inbox: text-layer invoices, a spoilt file, a scan."""
    folder = tmp_path_factory.mktemp("documents")
    small_audit.inbox(folder, *(f"C-{number}" for number in range(8)))
    (folder / "inbox" / "other.pdf").write_bytes(papers.pdf(["COMMERCIAL INVOICE", "Invoice No.: A-100",
                                                             "Invoice Date: 2026-02-25"]))  # fmt: skip
    scans = sorted((ROOT / "sample_docs" / "inbox").rglob("*.jpg"), key=lambda path: path.stat().st_size)
    shutil.copy(scans[0], folder / "inbox")
    small_audit.entries(folder)
    return folder


def audit(serving: Serving, documents: Path, folder: Path, *options: str, **more: str) -> list[dict[str, Any]]:
    """The findings of an audit in a folder of its own, reported to one Prefect server: its start is what takes long."""
    folder.mkdir()
    given = ["audit", documents / "inbox", "--entries", documents / "entries.csv", *options]
    done = origin_audit(folder, *given, PREFECT_API_URL=serving.api, **more)
    assert done.code == 3, done.err  # one file is spoilt
    assert json.loads((folder / "out" / "audit" / "run.json").read_text())["counts"]["adds_up"] is True
    return json.loads((folder / "out" / "audit" / "findings.json").read_text())


@pytest.fixture(scope="module")
def alone(serving: Serving, documents: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Findings with SQLite and a pool of processes."""
    return audit(serving, documents, tmp_path_factory.mktemp("alone") / "here")


def test_a_dask_cluster_with_postgresql_and_s3_finds_the_same(
    serving: Serving, documents: Path, alone: list[dict[str, Any]], tmp_path: Path
) -> None:
    assert alone
    with machines.postgres() as database, machines.object_store() as s3:
        audited = audit(serving, documents, tmp_path / "postgresql", "--store", database.url)
        assert audited == alone

        make = "import s3fs; s3fs.S3FileSystem().mkdir('audit')"
        subprocess.run([sys.executable, "-c", make], env={**environment(), **s3}, check=True)
        subprocess.run([sys.executable, "-c", _CLEAR.format(url=database.url)], env=environment(), check=True)
        shared = {**s3, "ORIGIN_AUDIT_BLOBS": "s3://audit/blobs", "ORIGIN_AUDIT_JOBS": "1"}
        with machines.dask(2, tmp_path, {**environment(), **shared, "ORIGIN_AUDIT_STORE": database.url}) as address:
            audited = audit(serving, documents, tmp_path / "dask", "--store", database.url, "--dask", address, **shared)
        assert audited == alone
        assert not (tmp_path / "dask" / ".origin-audit" / "blobs").exists()
        for worker in ("worker-0", "worker-1"):
            assert (tmp_path / worker / "state" / "migrate.lock").exists(), f"{worker} read nothing"


_CLEAR = """
import sqlalchemy as sa
with sa.create_engine("{url}").begin() as db:
    db.execute(sa.text("DROP SCHEMA public CASCADE"))
    db.execute(sa.text("CREATE SCHEMA public"))
"""
"""An empty store again: else the cluster would find everything read already."""


def test_a_scheduler_that_is_not_there_is_named(serving: Serving, documents: Path, tmp_path: Path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    given = ["audit", documents / "inbox", "--entries", documents / "entries.csv", "--dask", address]
    done = origin_audit(tmp_path, *given, PREFECT_API_URL=serving.api)
    assert done.code == 4
    assert f"Dask scheduler {address}: does not answer" in done.err
