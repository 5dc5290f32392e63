"""run.json: how the run went, and counts that prove that nothing was lost on the way."""

from __future__ import annotations

from pathlib import Path

from flows.reports._counts import counts
from flows.reports._text import to_json
from schemas.audit import Audit

FILE_NAME = "run.json"


def write(audit: Audit, path: Path) -> None:
    """`audit.run` with `counts` added (ours win where the run already has one of the same name) and `problems`."""
    run = {**audit.run, "counts": {**audit.run.get("counts", {}), **counts(audit)}, "problems": list(audit.problems)}
    path.write_text(to_json(run, indent=2) + "\n", encoding="utf-8")
