"""Inboxes that are folders or files on this machine."""

from __future__ import annotations

import datetime as dt
import fnmatch
import os
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from flows.sources.contract import OURS, PROCESSING, REASON, Address, Item, Look, NotReady, Tray
from schemas.errors import OriginAuditError, UsageError

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


def _files(inbox: Path, ignored: list[str], ours: Collection[str] = ()) -> Iterator[Found]:
    """`ours`: folders at the top that are left out without a word."""
    root = inbox.resolve()
    closed: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=closed.append):
        hidden = sorted(name for name in folders if name.startswith("."))
        ignored += [f"{_source(Path(folder) / name, root)}: ignored, a hidden folder" for name in hidden]
        folders[:] = sorted(set(folders) - set(hidden) - (set(ours) if Path(folder) == root else set()))
        for name in sorted(names):
            path = Path(folder) / name
            source = _source(path, root)
            if reason := _reason_to_ignore(path, root):
                ignored.append(f"{source}: ignored, {reason}")
            else:
                yield Found(path, source)
    ignored += [f"{error.filename}: ignored, cannot be opened ({error.strerror})" for error in closed]


def _reason_to_ignore(path: Path, root: Path) -> str:
    if reason := reason_in_name(path.name):
        return reason
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return "a link that leads out of the inbox"
    if not path.is_file():
        return "neither a file nor a folder" if path.exists() else "a link that leads nowhere"
    return ""


def reason_in_name(name: str) -> str:
    """Why a file of this name is left lying, empty when it is not."""
    if name.startswith("."):
        return "a hidden file"
    if any(fnmatch.fnmatch(name.lower(), pattern) for pattern in UNFINISHED):
        return "its name says that it is temporary or not yet complete"
    return "a file of the operating system" if name.lower() in SYSTEM else ""


def _source(path: Path, root: Path) -> str:
    """How reports call a file: never a path again, so what cannot be printed on one line is replaced."""
    return printable(f"{root.name}/{path.relative_to(root).as_posix()}")


def printable(name: str) -> str:
    text = name.encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else "?" for c in text)


def source(address: Address) -> Folder:
    """A folder of this machine or of the network, as a declared inbox."""
    return Folder(Path(address.address.removeprefix("file://")), address.settle)


class Folder:
    """Files are taken by renaming them into `processing/` and end in a tray, all inside the folder itself.

    Where the folder is read-only they are read where they lie.
    """

    def __init__(self, root: Path, settle: float) -> None:
        self.root = root.resolve()
        self.settle = settle

    def look(self) -> Look:
        self._expect(self.root)
        found = Look()
        left_by_a_killed_run = self._stamps(self.root / PROCESSING, Look())
        first = self._stamps(self.root, found)
        if first:
            time.sleep(self.settle)
        for path, stamp in first.items():
            source = _source(path, self.root)
            try:
                with path.open("rb"):
                    still = _stamp(path) == stamp
            except OSError as error:
                found.left.append(f"{source}: cannot be opened ({error.strerror}); tried again next time")
                continue
            if still:
                found.items.append(self._item(path, self.root, stamp))
            else:
                found.left.append(f"{source}: still being written; taken when it has stood still")
        found.items += [self._item(path, self.root / PROCESSING, stamp) for path, stamp in left_by_a_killed_run.items()]
        return found

    def _expect(self, folder: Path) -> None:
        if not folder.is_dir():
            raise OriginAuditError(
                "is not there or cannot be reached", where=str(folder), remedy="make it, or look at the network"
            )

    def _stamps(self, folder: Path, found: Look) -> dict[Path, tuple[int, int]]:
        """Size and time of the files below a folder."""
        stamps: dict[Path, tuple[int, int]] = {}
        for file in _files(folder, found.left, OURS) if folder.is_dir() else ():
            try:
                if file.path.is_symlink():
                    found.left.append(f"{file.source}: ignored, a link; put the file itself here")
                else:
                    stamps[file.path] = _stamp(file.path)
            except OSError:
                # Renamed or deleted since the folder was listed: what it is now shows next time.
                continue
        return stamps

    def _item(self, path: Path, below: Path, stamp: tuple[int, int]) -> Item:
        inside = path.relative_to(below).as_posix()
        return Item(f"{inside}|{stamp[0]}|{stamp[1]}", printable(inside), path.relative_to(self.root).as_posix())

    def take(self, item: Item) -> Item:
        if item.place.startswith(f"{PROCESSING}/"):
            return item
        try:
            return replace(item, place=self._move(item.place, f"{PROCESSING}/{item.place}"))
        except FileNotFoundError as error:
            raise NotReady("it went away before it was taken") from error
        except OSError:
            return item

    def open(self, item: Item) -> IO[bytes]:
        try:
            return (self.root / item.place).open("rb")
        except OSError as error:
            raise NotReady(f"cannot be opened ({error.strerror})") from error

    def whole(self, item: Item, size: int) -> bool:
        # Whoever had it open while it was renamed writes on into the same file.
        size_then, time_then = item.mark.rsplit("|", 2)[1:]
        try:
            return _stamp(self.root / item.place) == (int(size_then), int(time_then)) and size == int(size_then)
        except OSError:
            return False

    def put_back(self, item: Item) -> None:
        if item.place.startswith(f"{PROCESSING}/"):
            self._move(item.place, item.place.removeprefix(f"{PROCESSING}/"))

    def file_away(self, item: Item, tray: Tray, reason: str) -> bool:
        if not item.place.startswith(f"{PROCESSING}/"):
            return False
        # Where the network is lost the mount point lies there empty, and what we took seems to be gone.
        self._expect(self.root / PROCESSING)
        try:
            wanted = self._free(f"{tray}/{item.place.removeprefix(f'{PROCESSING}/')}")
            if reason and (self.root / item.place).exists():
                # Before the file itself: a run that is killed in between leaves no file without its reason.
                when = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
                wanted.with_name(wanted.name + REASON).write_text(f"{reason}\n{when}\n", encoding="utf-8")
            (self.root / item.place).rename(wanted)
        except FileNotFoundError:
            # Somebody took it out of `processing`: there is nothing left to file.
            return True
        except OSError as error:
            what = f"{item.place} cannot be moved to {tray} ({error.strerror})"
            raise OriginAuditError(what, where=str(self.root), remedy="look at the folder's rights and room") from error
        return True

    def close(self) -> None:
        """Nothing is held open."""

    def _move(self, place: str, to: str) -> str:
        path = self._free(to)
        (self.root / place).rename(path)
        return path.relative_to(self.root).as_posix()

    def _free(self, place: str) -> Path:
        """A path that no file has: nothing that lies in a tray is ever overwritten."""
        if not self.root.is_dir():
            raise FileNotFoundError(self.root)
        wanted = path = self.root / place
        wanted.parent.mkdir(parents=True, exist_ok=True)
        number = 1
        while path.exists():
            number += 1
            path = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        return path


def _stamp(path: Path) -> tuple[int, int]:
    seen = path.stat()
    return seen.st_size, seen.st_mtime_ns
