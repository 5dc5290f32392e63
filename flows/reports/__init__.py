"""The files one audit leaves behind, one module a report.

A report is a module of this package whose name does not start with an underscore, with `FILE_NAME` and
`write(audit, path)`. Nothing else needs touching to add one.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
from pathlib import Path
from types import ModuleType

from flows.reports._counts import counts as counts
from schemas.audit import Audit


def reports() -> dict[str, ModuleType]:
    """File name -> the module that writes it, in order of the modules' names.

    Raises:
        ValueError: two modules claim the same file name.
    """
    found: dict[str, ModuleType] = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{__name__}.{info.name}")
        if module.FILE_NAME in found:
            raise ValueError(f"two reports are called {module.FILE_NAME}: {found[module.FILE_NAME]}, {module}")
        found[module.FILE_NAME] = module
    return found


def write_all(audit: Audit, folder: Path) -> list[Path]:
    """Write every report into `folder` (made if missing), each whole or not at all.

    Personal importer numbers are masked here, before any report sees the audit, so that no report can forget to.

    Returns:
        the paths written, in order of the modules' names.
    """
    from flows.reports._personal import without_personal_numbers

    audit = without_personal_numbers(audit)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, module in reports().items():
        path, part = folder / name, folder / f".{name}.{os.getpid()}.part"
        try:
            module.write(audit, part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        written.append(path)
    return written
