"""Which flows are deployed, here by `serve` and elsewhere by prefect.yaml (a test compares the two)."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from flows.declared import Inbox
from flows.settings import FILE
from schemas.errors import UsageError

if TYPE_CHECKING:
    from prefect import Flow
    from prefect.client.schemas.objects import ConcurrencyLimitConfig
    from prefect.deployments.runner import RunnerDeployment

DEPLOYED = {
    "audit": "flows.audit:audit",
    "inbox": "flows.inbox:inbox",
    "backlog": "flows.backlog:backlog",
    "hand": "flows.hand:hand",
    "reprocess": "flows.reprocess:reprocess",
    "recheck": "flows.rejudge:recheck",
    "housekeeping": "flows.housekeeping:housekeeping",
}
"""Name of the flow and of its deployment -> where it is, by module: a path would load a second copy of it."""


def deployments(inboxes: Sequence[Inbox] = ()) -> list[RunnerDeployment]:
    """All of them, for a runner on this machine; a declared inbox has one of its own, with its schedule.

    Raises:
        UsageError: a schedule that is none.
    """
    from prefect.deployments.runner import RunnerDeployment
    from prefect.types.entrypoint import EntrypointType

    plain = [
        RunnerDeployment.from_flow(_flow(where), name, entrypoint_type=EntrypointType.MODULE_PATH)
        for name, where in DEPLOYED.items()
    ]
    return [*plain, *(_scheduled(one) for one in inboxes)]


def _scheduled(inbox: Inbox) -> RunnerDeployment:
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Cron, Interval
    from prefect.types.entrypoint import EntrypointType

    try:
        when = Cron(inbox.cron, inbox.timezone) if inbox.cron else Interval(inbox.interval)
        return RunnerDeployment.from_flow(
            _flow(DEPLOYED["inbox"]),
            inbox.name,
            schedule=when,
            parameters={"name": inbox.name},
            description=f"Look into {inbox.address}.",
            concurrency_limit=never_overlapping(),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
    except ValueError as error:
        what = f"the schedule of inbox {inbox.name} is none ({' '.join(str(error).split())[:150]})"
        raise UsageError(what, where=str(FILE), remedy="correct every, cron or timezone") from error


def never_overlapping() -> ConcurrencyLimitConfig:
    """A run that is due while the last one is at work is called off: whatever it would take, the next one takes.

    Only so that nothing queues up; that two never take the same files is the store's doing.
    """
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy

    return ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


def _flow(where: str) -> Flow[..., Any]:
    module, name = where.split(":")
    return cast("Flow[..., Any]", getattr(importlib.import_module(module), name))
