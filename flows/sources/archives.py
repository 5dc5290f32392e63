"""Files that hold files: ZIP archives and saved mails (.eml, .msg), opened with limits and never unpacked to disk."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import PurePosixPath
from typing import IO

MOST_MEMBERS = 10_000
MOST_BYTES = 4 * 1024**3
"""Of all members of one archive together, unpacked."""
DEEPEST = 3
"""Archives within archives, mails within mails."""
HIGHEST_RATIO = 500
"""Unpacked bytes for each packed one; scans are packed already and shrink by little."""
MAIL_BYTES = 128 * 1024**2
SUFFIXES = {".zip": "archive", ".eml": "mail", ".msg": "mail"}
LEFT_OUT = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
OTHER_MAIL = ("text/plain", "text/html", "text/calendar", "application/pkcs7-signature", "application/pgp-signature")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive or mail.

    Attributes:
        name: its place inside, `/` between folders, printable, for messages only: it never becomes a path.
        open: gives its bytes as a stream; it raises `Unopened` where they cannot be had.
        problem: why it cannot be taken, "" where it can.
    """

    name: str
    open: Callable[[], IO[bytes]]
    problem: str = ""


class Unopened(Exception):
    """An archive, a mail or a member that cannot be opened; the text says why and what to do."""


def is_container(name: str) -> bool:
    """Whether a file holds others, by the ending of its name: an office document is a ZIP file too."""
    return PurePosixPath(name.lower()).suffix in SUFFIXES


def members(file: IO[bytes], name: str, depth: int = 1) -> Iterator[Member]:
    """The files of an archive or a mail, those of nested ones as well, in the order in which they lie there.

    Args:
        file: the archive, seekable.
        name: how it is called; the ending tells its kind.

    Raises:
        Unopened: it is damaged, locked or beyond the limits as a whole.
    """
    openers = {".eml": _of_mail, ".msg": _of_outlook}
    found = openers.get(PurePosixPath(name.lower()).suffix, _of_zip)(file)
    for count, member in enumerate(found, 1):
        if count > MOST_MEMBERS:
            raise Unopened(f"holds more than {MOST_MEMBERS:,} files; split it")
        if member.problem or not is_container(member.name):
            yield member
        elif depth >= DEEPEST:
            yield Member(
                member.name, member.open, f"lies {depth + 1} archives deep; take it out and hand it in by itself"
            )
        else:
            yield from _nested(member, depth)


def _nested(member: Member, depth: int) -> Iterator[Member]:
    try:
        with member.open() as stream:
            inner = io.BytesIO(stream.read())
        for one in members(inner, member.name, depth + 1):
            yield Member(f"{member.name}/{one.name}", one.open, one.problem)
    except Unopened as error:
        yield Member(member.name, member.open, str(error))


def _of_zip(file: IO[bytes]) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unopened("the archive is damaged or cut off; ask the sender for it again") from error
    total = 0
    for info in archive.infolist():
        name = _printable(_name(info))
        if info.is_dir() or any(part.startswith(".") or part in LEFT_OUT for part in name.split("/")):
            continue
        total += info.file_size
        yield Member(name, _opener(archive, info), _beyond(info, total))


def _beyond(info: zipfile.ZipInfo, total: int) -> str:
    if info.flag_bits & 1:
        return "is locked with a password; ask for it without one"
    if total > MOST_BYTES:
        return f"the archive unpacks to more than {MOST_BYTES:,} bytes; split it"
    if info.file_size > HIGHEST_RATIO * max(info.compress_size, 1) and info.file_size > 1024**2:
        return f"unpacks to more than {HIGHEST_RATIO} times its packed size; no scan does"
    return ""


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        try:
            # Read whole: what the directory says of the size is checked by reading no more than that.
            with archive.open(info) as stream:
                data = stream.read(info.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise Unopened("is damaged in the archive; ask the sender for it again") from error
        if len(data) > info.file_size:
            raise Unopened("is larger than the archive says; ask the sender for it by itself")
        return io.BytesIO(data)

    return opened


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its sender saw it: without the UTF-8 flag most archives hold the sender's own code page."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("ascii", "utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _of_mail(file: IO[bytes]) -> Iterator[Member]:
    data = _whole(file)
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not message.keys():
        raise Unopened("is no mail; save it again as .eml")
    yield from _attachments(message, _folder(str(message.get("Subject", ""))))


def _of_outlook(file: IO[bytes]) -> Iterator[Member]:
    from flows.sources import outlook

    try:
        found = outlook.attachments(_whole(file))
    except outlook.Malformed as error:
        raise Unopened("is no mail of Outlook's, or damaged; save it again as .msg or .eml") from error
    for number, one in enumerate(found, 1):
        name = _printable(one.name.replace("/", "-")) if one.name else f"attachment-{number}.bin"
        yield Member(f"{_folder(one.subject)}{name}", lambda data=one.data: io.BytesIO(data), one.problem)


def _whole(mail: IO[bytes]) -> bytes:
    data = mail.read(MAIL_BYTES + 1)
    if len(data) > MAIL_BYTES:
        raise Unopened(f"the mail has more than {MAIL_BYTES:,} bytes; save its attachments by themselves")
    return data


def _folder(subject: str) -> str:
    """An entry number in the subject is a hint, as one in a folder's name is."""
    return f"{_printable(subject.replace('/', '-')).strip()}/" if subject.strip() else ""


def _attachments(message: EmailMessage, folder: str) -> Iterator[Member]:
    for number, part in enumerate(message.walk(), 1):
        name = part.get_filename()
        kind = part.get_content_type()
        if part.is_multipart() or (not name and (kind in OTHER_MAIL or part.get_content_maintype() == "multipart")):
            continue
        payload = part.get_payload(decode=True)
        ending = part.get_content_subtype().split("+")[0]
        given = _printable(name.replace("/", "-")) if name else f"attachment-{number}.{ending}"
        content = payload if isinstance(payload, bytes) else b""
        yield Member(f"{folder}{given}", lambda content=content: io.BytesIO(content))


def _printable(name: str) -> str:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    text = "/".join(parts).encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else "?" for c in text)[:300] or "unnamed"
