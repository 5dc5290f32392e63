"""Mails as Outlook saves them (.msg): their attachments, those of mails attached to them as well."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from olefile import OleFileIO
from oxmsg.attachment import Attachment
from oxmsg.domain import constants
from oxmsg.properties import Properties
from oxmsg.storage import Storage

BY_VALUE, EMBEDDED = 1, 5
"""How an attachment lies in the mail ([MS-OXCMSG] 2.2.2.9): as bytes, as a mail; others are links or OLE objects."""
MAIL_HEADER, EMBEDDED_HEADER = 32, 24
"""Bytes before the properties of a mail, and of one inside another ([MS-OXMSG] 2.4.1)."""
DEEPEST = 3
MALFORMED = (OSError, ValueError, LookupError, AttributeError, TypeError, AssertionError, struct.error, RecursionError)
"""What the two libraries stumble over in a file that is none, or was damaged."""


class Malformed(Exception):
    """The file is no mail of Outlook's, or damaged."""


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment: the subject of its mail, its name (may be empty), its bytes; or the problem with it."""

    subject: str
    name: str
    data: bytes
    problem: str = ""


def attachments(data: bytes) -> list[Attached]:
    """All attachments of a mail.

    Raises:
        Malformed: it cannot be opened.
    """
    try:
        with OleFileIO(data) as ole:
            sizes = [ole.get_size(path) for path in ole.listdir()]
            # Many streams may claim the same bytes; all of them would be copied.
            if sum(sizes) > 2 * len(data):
                raise Malformed("its parts are larger than the file")
            root = Storage.from_ole(ole)
        return list(_attached(root, MAIL_HEADER, 1))
    except MALFORMED as error:
        raise Malformed(type(error).__name__) from error


def _attached(mail: Storage, header: int, depth: int) -> Iterator[Attached]:
    subject = Properties(mail, header).str_prop_value(constants.PID_SUBJECT) or ""
    for storage in mail.iter_attachment_storages():
        one = Attachment(storage)
        name = one.file_name or one.properties.str_prop_value(constants.PID_ATTACH_FILENAME) or ""
        how = one.properties.int_prop_value(constants.PID_ATTACH_METHOD)
        if how == BY_VALUE:
            yield Attached(subject, name, one.file_bytes or b"")
        elif how == EMBEDDED and depth < DEEPEST:
            for inner in storage.storages:
                yield from _attached(inner, EMBEDDED_HEADER, depth + 1)
        elif how == EMBEDDED:
            problem = f"lies {depth + 1} mails deep; take it out and hand it in by itself"
            yield Attached(subject, name or "mail.msg", b"", problem)
        else:
            problem = "is only linked in the mail, or lies in a document in it; ask the sender for the file"
            yield Attached(subject, name, b"", problem)
