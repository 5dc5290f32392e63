"""Prefect flow: one more worker reads along with a run that another one carries out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Completed

from flows import runs
from flows.settings import load
from flows.store import ledger
from schemas.arrival import ArrivalState
from schemas.errors import OriginAuditError

DEPLOYMENT = "hand/hand"


@flow(name="hand", flow_run_name="hand for run {run}")
def hand(run: int, begun: str, jobs: int = 0) -> State[Any]:
    """Read files of a run until none is left; which ones is settled file by file in the store.

    Args:
        run: its number.
        begun: when it began; a store in which it did not is another store.
        jobs: reading processes; 0 for one a core.

    Returns:
        how many files were still to be read when it began.
    """
    settings = load(jobs=jobs or None)
    current = runs.same_run(settings, run, begun)
    if current.state != "running":
        return Completed(message=f"run {run} has ended", name="Idle", data=0)
    left = [a for a in ledger.arrivals_of(runs.store_of(settings), run) if a.state is ArrivalState.IN_PROGRESS]
    runs.read(settings, current, left)
    return Completed(data=len(left))


def call(run: ledger.Run, hands: int, jobs: int) -> list[UUID]:
    """Ask for so many hands; whichever worker of the work pool has room takes one up. Ids of their flow runs.

    Raises:
        OriginAuditError: the deployment is not there.
    """
    given = {"run": run.run, "begun": run.started.isoformat(), "jobs": jobs}
    with get_client(sync_client=True) as client:
        try:
            deployed = client.read_deployment_by_name(DEPLOYMENT)
        except ObjectNotFound as error:
            raise OriginAuditError(
                f"Prefect knows no deployment {DEPLOYMENT}", where="hands", remedy="`prefect deploy --all`, or `serve`"
            ) from error
        return [client.create_flow_run_from_deployment(deployed.id, parameters=given).id for _ in range(hands)]


def dismiss(called: Sequence[UUID]) -> None:
    """Call off the hands that no worker has taken up: everything is read."""
    with get_client(sync_client=True) as client:
        for one in called:
            if (state := client.read_flow_run(one).state) and state.is_scheduled():
                client.set_flow_run_state(one, Cancelled(message="everything is read"))
