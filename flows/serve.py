"""Prefect's server, its UI and a worker on this machine, with all our flows as deployments."""

from __future__ import annotations

import ipaddress
import json
import os
from pathlib import Path

import click

from flows import runs
from flows.deployments import DEPLOYED, deployments
from flows.server import LOOPBACK, Server, settings_for
from flows.settings import Settings
from schemas.errors import UsageError


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted. Audits started in the same folder meanwhile report to this server.

    Raises:
        UsageError: others could reach it, and no credentials are set.
    """
    _expect_credentials(host)
    os.environ.update(settings_for(settings.state))
    reachable = host if host not in ("0.0.0.0", "::") else LOOPBACK
    # Whoever opens the UI from elsewhere may have to name this machine differently.
    os.environ.setdefault("PREFECT_UI_API_URL", f"http://{reachable}:{port}/api")
    click.echo("starting Prefect's server …", err=True)
    server = Server(settings.state, host, port, ui=True)
    note = Path(os.environ["PREFECT_HOME"]) / "serving.json"
    try:
        # Runs of the deployment are processes of their own; they find our packages and this server by these. Before
        # Prefect is imported: what it reads then stays, and without an address it would start a server of its own.
        os.environ.update(PREFECT_API_URL=server.url, PYTHONPATH=str(runs.ROOT), PYTHONSAFEPATH="1")
        deployed = deployments(settings.inbox)
        server.wait()
        note.write_text(json.dumps({"api": server.url}))
        click.echo(f"Prefect: http://{reachable}:{port}; deployments {', '.join(DEPLOYED)}; stop with Ctrl-C")
        for inbox in settings.inbox:
            click.echo(f"inbox {inbox.name}: {inbox.address}, {inbox.cron or f'every {inbox.interval}'}")

        import prefect

        prefect.serve(*deployed, pause_on_shutdown=False, print_starting_message=False)
    finally:
        note.unlink(missing_ok=True)
        server.stop()


def _expect_credentials(host: str) -> None:
    if _is_loopback(host) or os.environ.get("PREFECT_SERVER_API_AUTH_STRING"):
        return
    raise UsageError(
        "anyone who reaches this address could start audits and deletions, name files of this machine to be read, "
        "and see runs, logs and summaries",
        where=f"--host {host}",
        remedy="set PREFECT_SERVER_API_AUTH_STRING=USER:PASSWORD (and put TLS before it), or stay on 127.0.0.1",
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
