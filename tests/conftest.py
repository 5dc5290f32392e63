"""How the tests are shared between processes, and what they do not fail for."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# Two processes and their servers share two cores: how long a case took says nothing about it.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process, and all that look at the demo: what they share is made once."""
    for item in items:
        shared = "demo" if "demo" in getattr(item, "fixturenames", ()) else item.path.name
        item.add_marker(pytest.mark.xdist_group(shared))
