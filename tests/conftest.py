"""What holds for all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Two processes and their servers share two cores: how long a case took says nothing about it.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
