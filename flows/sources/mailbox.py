"""Inboxes that are mailboxes: every mail is taken as a saved mail, and its attachments come in by themselves."""

from __future__ import annotations

import imaplib
import io
import ipaddress
import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from flows.sources.contract import Address, Item, Look, NotReady, Tray
from flows.sources.folder import printable
from schemas.errors import OriginAuditError, UsageError

if TYPE_CHECKING:
    from imap_tools import MailMessage
    from imap_tools.mailbox import BaseMailBox

TIMEOUT_SECONDS = 60.0
AT_ONCE = 200
"""Headers that are asked for in one go."""


def source(address: Address) -> Mailbox:
    """A folder of an IMAP account: `imaps://USER@HOST[:PORT]/FOLDER`, or `imap://` for STARTTLS.

    Raises:
        UsageError: user, host or password is missing.
    """
    parts = urlsplit(address.address)
    if not parts.hostname or not parts.username:
        raise UsageError("is no mailbox", where=address.address, remedy="write imaps://USER@HOST/INBOX")
    if "password" not in address.secrets:
        raise UsageError("has no password", where=address.address, remedy='give secrets = {password = "env:VARIABLE"}')
    return Mailbox(address)


class Mailbox:
    """Mails stay in the folder until they are settled and are then moved to a folder below it."""

    def __init__(self, address: Address) -> None:
        parts = urlsplit(address.address)
        self._host, self._port, self._tls = str(parts.hostname), parts.port, parts.scheme.lower() == "imaps"
        self._user, self._password = unquote(str(parts.username)), address.secrets["password"]
        self._folder = unquote(parts.path.strip("/")) or "INBOX"
        self._shown = address.address
        self._open: BaseMailBox | None = None
        self._numbering = ""

    def look(self) -> Look:
        found = Look()
        with _told(self._shown):
            box = self._box()
            uids = box.uids("ALL")
            for start in range(0, len(uids), AT_ONCE):
                heads = box.fetch(uid_list=uids[start : start + AT_ONCE], mark_seen=False, headers_only=True, bulk=True)
                found.items += [self._item(head) for head in heads]
        return found

    def _item(self, head: MailMessage) -> Item:
        # Known by its own id wherever that is given: a server that is set up anew numbers its mails anew. Some
        # scanners send the same id with every mail, so that day and size belong to it.
        own = str(head.obj.get("Message-ID") or "").strip()
        mark = f"{own}|{head.date_str}|{head.size_rfc822}" if own else f"{self._numbering}|{head.uid}"
        name = f"{head.date:%Y-%m-%d} {head.from_} {head.uid}.eml"
        return Item(mark, printable(name.replace("/", "-")), f"{self._numbering}/{head.uid}")

    def take(self, item: Item) -> Item:
        return item

    def open(self, item: Item) -> IO[bytes]:
        with _told(self._shown):
            box = self._box()
            numbering, uid = item.place.split("/")
            # As it lies there, without marking it as seen; the library's own way would write it anew.
            _, said = box.client.uid("fetch", uid, "(BODY.PEEK[])") if numbering == self._numbering else ("", [None])
        found = next((part[1] for part in said or [] if isinstance(part, tuple)), None)
        if not isinstance(found, bytes):
            raise NotReady("it went away before it was taken")
        return io.BytesIO(found)

    def whole(self, item: Item, size: int) -> bool:
        return size > 0

    def put_back(self, item: Item) -> None:
        """Nothing was moved."""

    def file_away(self, item: Item, tray: Tray, reason: str) -> bool:
        from imap_tools.errors import MailboxFolderCreateError, MailboxMoveError

        numbering, uid = item.place.split("/")
        with _told(self._shown):
            box = self._box()
            if numbering != self._numbering:
                return False
            here = next(iter(box.folder.list("", self._folder)), None)
            target = f"{self._folder}{here.delim if here else '/'}{tray}"
            try:
                if not box.folder.exists(target):
                    box.folder.create(target)
                box.move(uid, target)
            except (MailboxFolderCreateError, MailboxMoveError):
                return False
        return True

    def close(self) -> None:
        if self._open:
            # It may have hung up long ago, and then there is nothing to say good-bye to.
            with suppress(OSError, imaplib.IMAP4.error):
                self._open.logout()
        self._open = None

    def _box(self) -> BaseMailBox:
        """The folder, opened; opened anew where the server hung up while we were reading."""
        if self._open:
            try:
                self._open.client.noop()
            except (OSError, imaplib.IMAP4.error):
                self._open = None
        if self._open is None:
            box = self._connect()
            try:
                box.login(self._user, self._password, self._folder)
            except BaseException:
                box.client.shutdown()
                raise
            self._open = box
            status = box.folder.status(self._folder, ["UIDVALIDITY"])
            self._numbering = str(status["UIDVALIDITY"])
        return self._open

    def _connect(self) -> BaseMailBox:
        from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted

        if self._tls:
            context = ssl.create_default_context()
            return MailBox(self._host, self._port or 993, timeout=TIMEOUT_SECONDS, ssl_context=context)
        if _on_this_machine(self._host):
            return MailBoxUnencrypted(self._host, self._port or 143, timeout=TIMEOUT_SECONDS)
        context = ssl.create_default_context()
        return MailBoxStartTls(self._host, self._port or 143, timeout=TIMEOUT_SECONDS, ssl_context=context)


def _on_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _told(where: str) -> Generator[None]:
    """Errors of the mail server as one line that says which mailbox."""
    from imap_tools.errors import ImapToolsError

    try:
        yield
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        said = " ".join(str(error).split())[:200]
        what = f"the mail server says no ({said})" if said else "the mail server does not answer"
        raise OriginAuditError(what, where=where, remedy="look at address, password and network") from error
