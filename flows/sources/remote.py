"""Inboxes anywhere that fsspec reaches: S3, SFTP, Google Cloud Storage, Azure, SMB, FTP …

Objects are not renamed when they are taken, because most such places copy to rename: that one is ours is written in
the store, and only when it is settled it is moved to its tray.
"""

from __future__ import annotations

import posixpath
import time
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from flows.sources.contract import OURS, REASON, Address, Item, Look, NotReady, Tray
from flows.sources.folder import printable, reason_in_name
from schemas.errors import OriginAuditError, UsageError

STAMPS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated", "modify")
"""What the file systems call that by which a changed object is told, the surest first."""


def source(address: Address) -> Remote:
    """A folder or bucket at an fsspec address.

    Raises:
        UsageError: no library for the scheme is installed, or the options do not suit it.
        OriginAuditError: it does not answer.
    """
    import fsspec
    from fsspec.core import url_to_fs

    options: dict[str, Any] = {**address.options, **address.secrets}
    scheme = urlsplit(address.address).scheme
    if scheme in ("sftp", "ssh"):
        options["host_key_policy"] = _known_hosts(Path(str(options.pop("known_hosts", "~/.ssh/known_hosts"))))
    try:
        fsspec.get_filesystem_class(scheme)
        fs, root = url_to_fs(address.address, skip_instance_cache=True, **options)
    except ImportError as error:
        remedy = f".venv/bin/uv pip install {_library(str(error))}"
        raise UsageError(f"nothing that reads {scheme} is installed", where=address.address, remedy=remedy) from error
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"cannot be used ({error})", where=address.address, remedy="correct address or options"
        ) from error
    except Exception as error:
        raise _unreachable(address.address, error) from error
    return Remote(fs, root.rstrip("/"), address)


def _library(said: str) -> str:
    return next((word for word in ("gcsfs", "adlfs", "smbprotocol", "s3fs") if word in said), "its fsspec library")


def _known_hosts(file: Path) -> Any:
    """A server whose key is not in the file is refused: fsspec by itself would trust anyone."""
    import paramiko

    class KnownHosts(paramiko.MissingHostKeyPolicy):
        def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:
            path = file.expanduser()
            known = paramiko.HostKeys(str(path)) if path.exists() else paramiko.HostKeys()
            if not known.check(hostname, key):
                raise paramiko.SSHException(f"its key is not in {file}; add it with ssh-keyscan once you trust it")

    return KnownHosts()


def _unreachable(address: str, error: Exception) -> OriginAuditError:
    # Which errors a file system raises is known to its library alone.
    said = " ".join(str(error).split())[:200] or type(error).__name__
    return OriginAuditError(f"cannot be reached ({said})", where=address, remedy="look at the network and its secrets")


class Remote:
    """A folder of an fsspec file system."""

    def __init__(self, fs: Any, root: str, address: Address) -> None:
        self._fs, self.root, self._address = fs, root, address

    def look(self) -> Look:
        found = Look()
        try:
            first = self._stamps(found)
            if first:
                time.sleep(self._address.settle)
            second = self._stamps(Look()) if first else {}
        except Exception as error:
            raise _unreachable(self._address.address, error) from error
        for path, stamp in sorted(first.items()):
            inside = path.removeprefix(f"{self.root}/")
            if second.get(path) == stamp:
                found.items.append(Item(f"{inside}|{stamp}", printable(inside), path))
            elif path in second:
                found.left.append(f"{printable(inside)}: still being written; taken when it has stood still")
        return found

    def _stamps(self, found: Look) -> dict[str, str]:
        stamps: dict[str, str] = {}
        self._fs.invalidate_cache()
        for path, seen in self._fs.find(self.root, detail=True).items():
            inside = path.removeprefix(f"{self.root}/").split("/")
            if inside[0] in OURS and len(inside) > 1:
                continue
            hidden = "a hidden folder" if any(part.startswith(".") for part in inside[:-1]) else ""
            if reason := hidden or reason_in_name(inside[-1]):
                found.left.append(f"{printable('/'.join(inside))}: ignored, {reason}")
            elif not path.endswith("/"):
                stamps[path] = _stamp(seen)
        return stamps

    def take(self, item: Item) -> Item:
        return item

    def open(self, item: Item) -> IO[bytes]:
        try:
            return self._fs.open(item.place, "rb")
        except FileNotFoundError as error:
            raise NotReady("it went away before it was taken") from error
        except Exception as error:
            raise NotReady(f"cannot be opened ({' '.join(str(error).split())[:200]})") from error

    def whole(self, item: Item, size: int) -> bool:
        return self._now(item) == item.mark and item.mark.split("|")[-2] == str(size)

    def _now(self, item: Item) -> str:
        """The mark that the object of an item has by now, empty when it has gone."""
        try:
            seen = self._fs.info(item.place)
        except FileNotFoundError:
            return ""
        return f"{item.place.removeprefix(f'{self.root}/')}|{_stamp(seen)}"

    def put_back(self, item: Item) -> None:
        """Nothing was moved."""

    def file_away(self, item: Item, tray: Tray, reason: str) -> bool:
        inside = item.place.removeprefix(f"{self.root}/")
        try:
            if self._now(item).rpartition("|")[0] != item.mark.rpartition("|")[0]:
                # Gone, or another object under the same name, which is an item of its own.
                return True
            place = self._free(f"{self.root}/{tray}/{inside}")
            self._fs.makedirs(posixpath.dirname(place), exist_ok=True)
            if reason:
                self._fs.pipe_file(place + REASON, f"{reason}\n".encode())
            self._fs.mv(item.place, place)
        except PermissionError:
            return False
        except Exception as error:
            raise _unreachable(self._address.address, error) from error
        return True

    def _free(self, wanted: str) -> str:
        path, number = wanted, 1
        stem, ending = posixpath.splitext(wanted)
        while self._fs.exists(path):
            number += 1
            path = f"{stem} ({number}){ending}"
        return path

    def close(self) -> None:
        if (client := getattr(self._fs, "client", None)) and self._fs.protocol in (("sftp", "ssh"), "sftp"):
            client.close()


def _stamp(seen: dict[str, Any]) -> str:
    changed = next((str(seen[name]) for name in STAMPS if seen.get(name)), "")
    return f"{seen.get('size')}|{changed}"
