"""A store of its own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from flows.store.database import open_store


@pytest.fixture
def store(tmp_path: Path) -> sa.Engine:
    return open_store(f"sqlite:///{tmp_path / 'store.sqlite'}", tmp_path)
