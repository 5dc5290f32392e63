"""Secrets from where the settings say that they are kept; they are never written down by us."""

from __future__ import annotations

import os
from collections.abc import Mapping

from flows.settings import FILE
from schemas.errors import UsageError


def secret(where: str, what: str) -> str:
    """The secret kept at `env:NAME` or in Prefect's Secret block `block:NAME`.

    Args:
        what: which setting asks for it, for the error.

    Raises:
        UsageError: nothing is kept there.
    """
    kind, _, name = where.partition(":")
    if kind == "env":
        if name not in os.environ:
            raise UsageError(f"{what} is not there: the variable {name} is not set", where=str(FILE), remedy="set it")
        return os.environ[name]
    from prefect.blocks.system import Secret

    try:
        block = Secret.load(name, _sync=True)  # type: ignore[call-arg]
    except ValueError as error:
        raise UsageError(
            f"{what} is not there: Prefect has no Secret block {name}", where=str(FILE), remedy="make it in Prefect"
        ) from error
    return str(block.get())


def secrets(named: Mapping[str, str], whose: str) -> dict[str, str]:
    """All of an inbox."""
    return {name: secret(where, f"{name} of {whose}") for name, where in named.items()}
