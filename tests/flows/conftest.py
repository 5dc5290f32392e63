"""A store of its own for every test; reading processes that find our packages as under the launcher."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from flows.store.database import open_store

# The fork server starts before any path of pytest's reaches it.
os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])


@pytest.fixture
def store(tmp_path: Path) -> sa.Engine:
    return open_store(f"sqlite:///{tmp_path / 'store.sqlite'}", tmp_path)
