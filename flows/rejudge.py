"""Prefect flow: what was read is judged again, without OCR."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from pydantic import BaseModel, ConfigDict, Field

from flows import again
from flows.markdown import change_table
from flows.settings import load


class Request(BaseModel):
    """What is judged again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    entries: list[str] = Field(
        default=[], title="Entries", description="Entry numbers; empty: the last audit.", max_length=5000
    )
    out: str = Field(default="", title="Reports", description="Folder for new reports; empty: none are written.")


@flow(name="recheck")
def recheck(request: Request = Request()) -> None:  # noqa: B008 - it is frozen
    """Judge again what was read, after a change of rules, settings or reference tables.

    Args:
        request: what is judged again.
    """
    changes = again.recheck(load(), request.entries, Path(request.out) if request.out else None)
    text = f"# Recheck\n{change_table(changes)}"
    create_markdown_artifact(text, key="recheck-summary", description=f"{len(changes)} audits judged again")
