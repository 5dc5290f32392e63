"""The bytes of every file that came in, each under its sha256: a name from outside never becomes a path."""

from __future__ import annotations

import datetime as dt
import hashlib
import posixpath
import re
import uuid
from typing import IO

import fsspec

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 20


def keep(root: str, file: IO[bytes], limit: int) -> tuple[str, int]:
    """Keep a file's bytes, once.

    Args:
        root: folder of the blobs, a path or an fsspec address (`s3://bucket/folder`).
        limit: files of more bytes are hashed but not kept.

    Returns:
        sha256 and size.
    """
    fs, folder = fsspec.core.url_to_fs(root)
    fs.makedirs(folder, exist_ok=True)
    part = posixpath.join(folder, f".{uuid.uuid4().hex}.part")
    digest, size = hashlib.sha256(), 0
    try:
        with fs.open(part, "wb") as kept:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                if size <= limit:
                    kept.write(piece)
        name = digest.hexdigest()
        path = _path(folder, name)
        if size <= limit and not fs.exists(path):
            fs.makedirs(posixpath.dirname(path), exist_ok=True)
            fs.mv(part, path)
    finally:
        if fs.exists(part):
            fs.rm(part)
    return name, size


def get(root: str, sha256: str) -> bytes:
    """The bytes kept under a sha256."""
    fs, folder = fsspec.core.url_to_fs(root)
    return fs.cat_file(_path(folder, sha256))


def open_kept(root: str, sha256: str) -> IO[bytes]:
    """The same, as a stream that can be sought in."""
    fs, folder = fsspec.core.url_to_fs(root)
    return fs.open(_path(folder, sha256), "rb")


def missing(root: str, sha256s: list[str]) -> list[str]:
    """Those of `sha256s` that are not there, for `doctor`."""
    fs, folder = fsspec.core.url_to_fs(root)
    return [sha256 for sha256 in sha256s if not fs.exists(_path(folder, sha256))]


def _path(folder: str, sha256: str) -> str:
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a sha256: {sha256!r}")
    return posixpath.join(folder, sha256[:2], sha256)


def older_than(root: str, before: dt.datetime) -> tuple[list[str], list[str]]:
    """What lies there since before a time: (sha256 of whole files, paths of parts that a killed process left)."""
    fs, folder = fsspec.core.url_to_fs(root)
    whole: list[str] = []
    parts: list[str] = []
    for path in fs.find(folder) if fs.exists(folder) else []:
        name = posixpath.basename(path)
        ours = _SHA256.fullmatch(name) or (name.startswith(".") and name.endswith(".part"))
        if not ours or _since(fs.modified(path)) >= before:
            continue
        if _SHA256.fullmatch(name):
            whole.append(name)
        else:
            parts.append(path)
    return whole, parts


def _since(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def remove(root: str, sha256s: list[str], parts: list[str]) -> None:
    """Take files and parts away, as `older_than` names them."""
    fs, folder = fsspec.core.url_to_fs(root)
    for path in [*(_path(folder, sha256) for sha256 in sha256s), *parts]:
        fs.rm_file(path)
