"""Inboxes that are folders or files on this machine."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemas.errors import UsageError

UNFINISHED = ("*.part", "*.partial", "*.crdownload", "*.download", "*.tmp", "*.temp", "~$*", "*~", "*.swp", "*.lock")
SYSTEM = ("thumbs.db", "desktop.ini", "ehthumbs.db")


@dataclass(frozen=True, slots=True)
class Found:
    """A file in an inbox.

    Attributes:
        path: where it is.
        source: how reports call it: the inbox's name and the path inside it.
    """

    path: Path
    source: str


@dataclass(slots=True)
class Inbox:
    """What a walk found; `ignored` has one sentence a file that was left lying, with the reason."""

    files: list[Found] = field(default_factory=list[Found])
    ignored: list[str] = field(default_factory=list[str])


def walk(inboxes: Sequence[Path]) -> Inbox:
    """Find the files of inboxes, in the order of their names.

    A file that is named itself is always taken; inside a folder hidden, temporary and half-downloaded files are left
    lying, and so are links that lead out of the inbox.

    Raises:
        UsageError: an inbox does not exist.
    """
    found = Inbox()
    seen: set[Path] = set()
    for inbox in inboxes:
        if not inbox.exists():
            raise UsageError("does not exist", where=str(inbox), remedy="name a file or a folder of documents")
        for file in _files(inbox, found.ignored) if inbox.is_dir() else iter([Found(inbox, inbox.name)]):
            # Inboxes may overlap (a folder and a file in it): the same place is one file, not a duplicate.
            if file.path.absolute() not in seen:
                seen.add(file.path.absolute())
                found.files.append(file)
    return found


def _files(inbox: Path, ignored: list[str]) -> Iterator[Found]:
    root = inbox.resolve()
    closed: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=closed.append):
        hidden = sorted(name for name in folders if name.startswith("."))
        ignored += [f"{_source(Path(folder) / name, root)}: ignored, a hidden folder" for name in hidden]
        folders[:] = sorted(set(folders) - set(hidden))
        for name in sorted(names):
            path = Path(folder) / name
            source = _source(path, root)
            if reason := _reason_to_ignore(path, root):
                ignored.append(f"{source}: ignored, {reason}")
            else:
                yield Found(path, source)
    ignored += [f"{error.filename}: ignored, cannot be opened ({error.strerror})" for error in closed]


def _reason_to_ignore(path: Path, root: Path) -> str:
    name = path.name.lower()
    if name.startswith("."):
        return "a hidden file"
    if any(fnmatch.fnmatch(name, pattern) for pattern in UNFINISHED):
        return "its name says that it is temporary or not yet complete"
    if name in SYSTEM:
        return "a file of the operating system"
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return "a link that leads out of the inbox"
    if not path.is_file():
        return "neither a file nor a folder" if path.exists() else "a link that leads nowhere"
    return ""


def _source(path: Path, root: Path) -> str:
    """How reports call a file: never a path again, so what cannot be printed on one line is replaced."""
    text = f"{root.name}/{path.relative_to(root).as_posix()}".encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else "?" for c in text)
