"""Which flows are deployed, here by `serve` and elsewhere by prefect.yaml (a test compares the two)."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.deployments.runner import RunnerDeployment

DEPLOYED = {
    "audit": "flows.audit:audit",
    "backlog": "flows.backlog:backlog",
    "reprocess": "flows.reprocess:reprocess",
    "recheck": "flows.rejudge:recheck",
    "housekeeping": "flows.housekeeping:housekeeping",
}
"""Name of the flow and of its deployment -> where it is, by module: a path would load a second copy of it."""


def deployments() -> list[RunnerDeployment]:
    """All of them, for a runner on this machine."""
    from prefect.deployments.runner import RunnerDeployment
    from prefect.types.entrypoint import EntrypointType

    return [
        RunnerDeployment.from_flow(_flow(where), name, entrypoint_type=EntrypointType.MODULE_PATH)
        for name, where in DEPLOYED.items()
    ]


def _flow(where: str) -> Flow[..., Any]:
    module, name = where.split(":")
    return cast("Flow[..., Any]", getattr(importlib.import_module(module), name))
