"""What a user may set: flags, then environment `ORIGIN_AUDIT_*`, then `origin-audit.toml`, then these defaults."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from flows.declared import Inbox, Notify
from schemas.errors import UsageError

if TYPE_CHECKING:
    from extractors.reader import ReadSettings
    from validators.settings import RuleSettings

FILE = Path("origin-audit.toml")
PREFIX = "ORIGIN_AUDIT_"


class Settings(BaseSettings):
    """Read once by `load` and handed down.

    Attributes:
        state: folder of the store, the blobs and Prefect's own files.
        store: SQLAlchemy address of the database; empty for a SQLite file in `state`.
        blobs: folder or fsspec address of the kept files; empty for a folder in `state`.
        jobs: reading processes; 0 for one a core.
        dask: address of a Dask scheduler whose workers read; empty: this machine reads.
        fail_on: findings of this severity or above end a run with exit code 1.
        read: what `extractors.pages.ReadSettings` knows.
        rules: what `validators.settings.RuleSettings` knows.
        entry_headers: how another system names the columns of its entry files -> our columns.
        inbox: inboxes that are looked at by a schedule.
        notify: who hears of how runs end.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True)

    state: Path = Path(".origin-audit")
    store: str = ""
    blobs: str = ""
    jobs: int = Field(default=0, ge=0, le=1024)
    dask: str = ""
    fail_on: Literal["never", "info", "warning", "error", "critical"] = "never"
    read: dict[str, Any] = {}
    rules: dict[str, Any] = {}
    entry_headers: dict[str, str] = {}
    inbox: list[Inbox] = []
    notify: Notify = Notify()

    @field_validator("inbox")
    @classmethod
    def _one_of_a_name(cls, inboxes: list[Inbox]) -> list[Inbox]:
        names = [one.name for one in inboxes]
        if twice := [name for name in names if names.count(name) > 1]:
            raise ValueError(f"two inboxes are called {twice[0]!r}; name them differently")
        return inboxes

    @field_validator("entry_headers")
    @classmethod
    def _columns_exist(cls, given: dict[str, str]) -> dict[str, str]:
        from schemas.entry import COLUMNS

        if unknown := sorted(set(given.values()) - set(COLUMNS)):
            raise ValueError(f"{unknown[0]!r} is no column of an entry file; README lists them")
        return given

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, FILE)

    def inbox_called(self, name: str) -> Inbox:
        """The declared inbox of that name.

        Raises:
            UsageError: there is none.
        """
        for one in self.inbox:
            if one.name == name:
                return one
        known = ", ".join(one.name for one in self.inbox) or "none"
        raise UsageError(f"no inbox is called {name!r}", where=str(FILE), remedy=f"declared are: {known}")

    @property
    def store_url(self) -> str:
        return self.store or f"sqlite:///{(self.state / 'store.sqlite').resolve()}"

    @property
    def blob_root(self) -> str:
        return self.blobs or str((self.state / "blobs").resolve())

    @property
    def processes(self) -> int:
        return self.jobs or len(os.sched_getaffinity(0))

    def read_settings(self) -> ReadSettings:
        """The reader's part, checked."""
        from extractors.reader import ReadSettings

        return _checked(ReadSettings, self.read, "read")

    def rule_settings(self) -> RuleSettings:
        """The rules' part, checked; severities by name."""
        from schemas.finding import Severity
        from validators.settings import RuleSettings

        given = dict(self.rules)
        try:
            named = {code: Severity[str(name).upper()] for code, name in given.pop("severities", {}).items()}
        except KeyError as error:
            raise UsageError(
                f"{error} is no severity",
                where=f"{FILE} rules.severities",
                remedy="use info, warning, error or critical",
            ) from error
        return _checked(RuleSettings, given | ({"severities": named} if named else {}), "rules")


def load(**flags: Any) -> Settings:
    """The settings in force; flags that are None were not given.

    Raises:
        UsageError: an unknown key or a value that does not fit, with where it stands.
    """
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        raise _explained(error, "") from error
    except (SettingsError, ValueError) as error:
        # A file that is no TOML, or an environment value that should be JSON and is none.
        raise UsageError(str(error).splitlines()[0], where=f"{FILE} or {PREFIX}*", remedy="correct it") from error


def _checked(kind: type[Any], given: dict[str, Any], table: str) -> Any:
    from pydantic import TypeAdapter

    # A plain dataclass lets pydantic overlook what it does not know.
    if unknown := sorted(set(given) - {known.name for known in dataclasses.fields(kind)}):
        raise _unknown(f"{table}.{unknown[0]}")
    try:
        return TypeAdapter(kind).validate_python(given)
    except ValidationError as error:
        raise _explained(error, table) from error


def _explained(error: ValidationError, table: str) -> UsageError:
    first = error.errors()[0]
    key = ".".join(str(part) for part in ([table] if table else []) + list(first["loc"]))
    variable = PREFIX + key.upper().replace(".", "__")
    where = variable if variable in os.environ else f"{FILE} or a flag"
    if first["type"] == "extra_forbidden":
        return _unknown(key)
    return UsageError(f"{key}: {first['msg'].lower()}", where=where, remedy="correct the value")


def _unknown(key: str) -> UsageError:
    return UsageError(f"unknown setting {key!r}", where=str(FILE), remedy="correct its name or take it out")
