"""Inboxes as a user declares them, `[[inbox]]` in origin-audit.toml, and who is told how their runs end."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from schemas.errors import UsageError

SECRET = r"^(env|block):\S+$"
"""Where a secret is kept: an environment variable, or a Secret block of Prefect."""
HIDDEN = frozenset(
    "password passphrase secret token key account_key client_secret sas_token connection_string credential "
    "aws_secret_access_key aws_session_token".split()
)


class Inbox(BaseModel):
    """Where papers arrive, which entries they are held against, and how often somebody looks.

    Attributes:
        address: a folder, `imaps://USER@HOST/FOLDER`, or any fsspec address (`s3://…`, `sftp://…`, `gs://…`, `az://…`).
        entries: entry files; `*` stands for anything, so that an export of every day is found.
        out: folder of the reports; empty for out/NAME.
        every: time between two looks, seconds or "HH:MM:SS"; ten minutes where nothing is said.
        cron: the same as a cron expression.
        timezone: of the cron expression.
        settle: seconds for which a file must have stood still.
        options: what fsspec's library for the address wants to be told.
        secrets: the same, each named by where it is kept (`env:NAME`, `block:NAME`).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    address: str = Field(min_length=1)
    entries: list[str] = Field(min_length=1)
    out: str = ""
    every: dt.timedelta | None = Field(default=None, ge=dt.timedelta(seconds=5))
    cron: str = ""
    timezone: str = "UTC"
    settle: float = Field(default=15.0, ge=0, le=3600)
    options: dict[str, Any] = {}
    secrets: dict[str, str] = {}

    @field_validator("address")
    @classmethod
    def _no_password(cls, address: str) -> str:
        if urlsplit(address).password is not None:
            raise ValueError('a password does not belong into the address; write secrets = {password = "env:NAME"}')
        return address

    @field_validator("secrets")
    @classmethod
    def _kept_elsewhere(cls, secrets: dict[str, str]) -> dict[str, str]:
        for name, where in secrets.items():
            if not re.match(SECRET, where):
                raise ValueError(f'say where {name} is kept, "env:VARIABLE" or "block:NAME", not what it is')
        return secrets

    @field_validator("options")
    @classmethod
    def _no_secrets(cls, options: dict[str, Any]) -> dict[str, Any]:
        if hidden := sorted(HIDDEN & set(options)):
            raise ValueError(f'{hidden[0]} belongs into secrets, as "env:VARIABLE" or "block:NAME"')
        return options

    @model_validator(mode="after")
    def _one_schedule(self) -> Inbox:
        if self.every is not None and self.cron:
            raise ValueError("every and cron exclude each other; give one")
        return self

    @property
    def reports(self) -> Path:
        return Path(self.out or f"out/{self.name}")

    @property
    def interval(self) -> dt.timedelta:
        return self.every or dt.timedelta(minutes=10)

    def entry_files(self) -> list[Path]:
        """The entry files that are there now.

        Raises:
            UsageError: one that was named is not there; a pattern may find none yet.
        """
        found: list[Path] = []
        for named in self.entries:
            root = Path(named).anchor
            matching = sorted(Path(root or ".").glob(str(Path(named).relative_to(root) if root else named)))
            if not matching and not any(mark in named for mark in "*?["):
                raise UsageError("is not there", where=f"{named} (entries of inbox {self.name})", remedy="correct it")
            found += matching
        return found


class Notify(BaseModel):
    """Who hears of how runs end.

    Attributes:
        to: where each address is kept (`env:NAME`, `block:NAME`): a mailbox or webhook as an Apprise address, which
            mostly holds a password or a token.
        on: `critical`: new critical findings; `unreadable`: files that could not be read; `failed`: a run that
            failed, or whose process died.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    to: list[str] = []
    on: list[Literal["critical", "unreadable", "failed"]] = ["critical", "unreadable", "failed"]

    @field_validator("to")
    @classmethod
    def _kept_elsewhere(cls, to: list[str]) -> list[str]:
        for where in to:
            if not re.match(SECRET, where):
                raise ValueError('say where the address is kept, "env:VARIABLE" or "block:NAME", not what it is')
        return to
