"""Is this installation healthy, is the ledger whole: each question with its answer and, where it is no, what to do."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata

from flows import notices, runs
from flows.settings import Settings
from flows.store import blobs, books, ledger
from flows.store.database import newest_version
from schemas.errors import OriginAuditError

LANGUAGES = ("eng", "chi_sim", "osd", "vie")
ACCENTED = ("tur", "spa", "deu", "fra", "por")
"""Models that read names and addresses again; without them accents are lost, and nothing else."""
FREE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Answer:
    """One examined thing; `remedy` says what to do when it is not well."""

    subject: str
    well: bool
    what: str
    remedy: str = ""


def examine(settings: Settings) -> list[Answer]:
    """Look at everything that a run needs."""
    return [*_python(), *_tesseract(), *_room(settings), *_ledger(settings)]


def _python() -> Iterator[Answer]:
    version = sys.version_info
    yield Answer(
        "python", (3, 11) <= version[:2] <= (3, 13), ".".join(map(str, version[:3])), "use Python 3.11, 3.12 or 3.13"
    )
    lock = tomllib.loads((runs.ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked: dict[str, set[str]] = {}
    for package in lock["package"]:
        locked.setdefault(package["name"], set()).add(package.get("version", ""))
    installed = {re.sub(r"[-_.]+", "-", d.name).lower(): d.version for d in metadata.distributions()}
    direct = [requirement["name"] for requirement in _ours(lock["package"])]
    lacking = [name for name in direct if name not in installed]
    other = [f"{n} {installed[n]}" for n in direct if n in installed and installed[n] not in locked.get(n, set())]
    wrong = [*(f"{name} is missing" for name in lacking), *(f"{name} is not the locked version" for name in other)]
    yield Answer(
        "packages",
        not wrong,
        "; ".join(wrong) or f"{len(direct)} as locked",
        "delete .venv and start ./origin-audit again",
    )


def _ours(packages: list[dict[str, object]]) -> list[dict[str, str]]:
    dependencies = next(package for package in packages if package["name"] == "origin-audit")["dependencies"]
    return [d for d in dependencies if "sys_platform == 'never'" not in d.get("marker", "")]  # type: ignore[union-attr]


def _tesseract() -> Iterator[Answer]:
    install = f"apt-get install tesseract-ocr {_packages(LANGUAGES)}"
    version = runs.tesseract_version()
    yield Answer("tesseract", bool(version), version or "not found", install)
    if version and (program := shutil.which("tesseract")):
        told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
        lacking = [language for language in LANGUAGES if language not in told.stdout.split()]
        what = f"missing: {', '.join(lacking)}" if lacking else ", ".join(LANGUAGES)
        yield Answer("tesseract languages", not lacking, what, install)
        lacking = [language for language in ACCENTED if language not in told.stdout.split()]
        what = f"missing, scans lose accents: apt-get install {_packages(lacking)}" if lacking else ", ".join(ACCENTED)
        yield Answer("languages of names", True, what)


def _packages(languages: Sequence[str]) -> str:
    return " ".join(f"tesseract-ocr-{language.replace('_', '-')}" for language in languages)


def _room(settings: Settings) -> Iterator[Answer]:
    settings.state.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.state).free
    yield Answer(
        "disk",
        free >= FREE_BYTES,
        f"{free / (1 << 30):.1f} GB free for {settings.state.resolve()}",
        "make room, or move it with ORIGIN_AUDIT_STATE",
    )


def _ledger(settings: Settings) -> Iterator[Answer]:
    try:
        store = runs.store_of(settings)
    except OriginAuditError as error:
        yield Answer("store", False, str(error), "see above")
        return
    yield Answer("store", True, f"{store.url.render_as_string(hide_password=True)}, tables {newest_version()}")
    found = books.balance(store)
    total = sum(found.states.values())
    sums = " + ".join(f"{number} {state.replace('_', ' ')}" for state, number in found.states.items())
    yield Answer(
        "books", not found.wrong, "; ".join(found.wrong) or f"{total} files = {sums}", "keep the store and report it"
    )
    crashed = ledger.crashed_runs(store)
    for run in crashed:
        yield Answer("runs", True, notices.gone(run))
    if at_work := [str(run) for run in found.unfinished if run not in {one.run for one in crashed}]:
        yield Answer("runs", True, f"{', '.join(at_work)} at work")
    lost = blobs.missing(settings.blob_root, books.kept_blobs(store))
    yield Answer(
        "blobs",
        not lost,
        f"{len(lost)} missing, first {lost[0]}" if lost else "all there",
        "restore the folder from a copy",
    )
