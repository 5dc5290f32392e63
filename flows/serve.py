"""Prefect's server, its UI and a worker on this machine, with the audit as a deployment."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from flows import runs
from flows.server import LOOPBACK, Server, settings_for
from flows.settings import Settings


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted. Audits started in the same folder meanwhile report to this server."""
    os.environ.update(settings_for(settings.state))
    reachable = host if host not in ("0.0.0.0", "::") else LOOPBACK
    os.environ["PREFECT_UI_API_URL"] = f"http://{reachable}:{port}/api"
    click.echo("starting Prefect's server …", err=True)
    server = Server(settings.state, host, port, ui=True)
    note = Path(os.environ["PREFECT_HOME"]) / "serving.json"
    try:
        server.wait()
        # Runs of the deployment are processes of their own; they find our packages and this server by these.
        os.environ.update(PREFECT_API_URL=server.url, PYTHONPATH=str(runs.ROOT), PYTHONSAFEPATH="1")
        note.write_text(json.dumps({"api": server.url}))
        click.echo(f"Prefect: http://{reachable}:{port}; deployment audit/audit; stop with Ctrl-C")

        import prefect
        from prefect.deployments.runner import RunnerDeployment
        from prefect.types.entrypoint import EntrypointType

        from flows.audit import audit

        # By module: a path entry point would load a second copy of the flow.
        deployment = RunnerDeployment.from_flow(audit, "audit", entrypoint_type=EntrypointType.MODULE_PATH)
        prefect.serve(deployment, pause_on_shutdown=False, print_starting_message=False)
    finally:
        note.unlink(missing_ok=True)
        server.stop()
