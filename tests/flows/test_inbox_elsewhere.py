"""Declared inboxes that are no folders: a real mail server, a real S3 protocol server, a real SSH server."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from flows.sources.contract import Address
from flows.sources.inboxes import source_of
from flows.store import books, judgements, ledger
from schemas.errors import OriginAuditError, UsageError
from tests.flows import papers, servers
from tests.flows.test_inbox_folder import Declared


def mail(subject: str, **attached: bytes | EmailMessage) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "factory@example.cn", "broker@example.com"
    message["Date"], message["Message-ID"] = "Mon, 02 Mar 2026 10:00:00 +0000", f"<{uuid.uuid4()}@example.cn>"
    message.set_content("Please find the papers.")
    for name, content in attached.items():
        if isinstance(content, EmailMessage):
            message.add_attachment(content)
        else:
            message.add_attachment(content, maintype="application", subtype="pdf", filename=f"{name}.pdf")
    return message


@pytest.fixture
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Mail]:
    with servers.dovecot(tmp_path_factory.mktemp("dovecot")) as here:
        yield here


def files(here: Declared, run: ledger.Run | str) -> dict[str, str]:
    assert isinstance(run, ledger.Run), run
    assert books.balance(here.store).wrong == ()
    return {a.source.split("/", 2)[-1]: a.state.value for a in ledger.arrivals_of(here.store, run.run)}


def test_mails_are_taken_with_what_is_attached_and_moved(
    mailbox: servers.Mail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", mailbox.password)
    here = Declared(tmp_path, address=mailbox.address, secrets={"password": "env:MAIL_PASSWORD"})
    assert mailbox.password not in repr(here.settings)
    mailbox.deliver(mail("9QX-0012346-0 papers", one=papers.invoice("C-1")).as_bytes())
    mailbox.deliver(mail("Fwd", nested=mail("inner", two=papers.invoice("A-100"))).as_bytes())
    mailbox.deliver(mail("bad", three=papers.invoice("C-3")[:300]).as_bytes())
    mailbox.deliver(mail("again", copy=papers.invoice("A-100")).as_bytes())
    run = here.run()
    taken = files(here, run)
    assert {name: state for name, state in taken.items() if "/" in name} == {
        "9QX-0012346-0 papers/one.pdf": "read",
        "Fwd/two.pdf": "read",
        "bad/three.pdf": "unreadable",
        "again/copy.pdf": "duplicate",
    }
    assert sorted(taken.values()) == ["duplicate", *["other"] * 4, "read", "read", "unreadable"]
    assert mailbox.folders() == {"INBOX": 0, "INBOX/done": 2, "INBOX/duplicates": 1, "INBOX/unreadable": 1}
    assert isinstance(run, ledger.Run)
    assert "9QX-0012346-0" in {link.entry_number for link in judgements.links_of(here.store, run.run)}
    assert here.run() == "nothing new"
    assert mailbox.password not in str(run.facts)


def test_a_mail_server_that_says_no_is_told_in_one_line_without_the_password(mailbox: servers.Mail) -> None:
    with pytest.raises(OriginAuditError, match="the mail server says no") as told:
        source_of(Address(mailbox.address, secrets={"password": "wrong one"})).look()
    assert "wrong one" not in str(told.value)
    assert "\n" not in str(told.value)
    with pytest.raises(UsageError, match="has no password"):
        source_of(Address(mailbox.address))


def test_a_mail_that_cannot_be_moved_stays_and_is_remembered(
    mailbox: servers.Mail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imap_tools.errors import MailboxMoveError
    from imap_tools.mailbox import BaseMailBox

    def refused(*_: object, **__: object) -> None:
        raise MailboxMoveError(("NO", [b"Permission denied"]), "OK")

    monkeypatch.setenv("MAIL_PASSWORD", mailbox.password)
    monkeypatch.setattr(BaseMailBox, "move", refused)
    here = Declared(tmp_path, address=mailbox.address, secrets={"password": "env:MAIL_PASSWORD"})
    mailbox.deliver(mail("nothing attached").as_bytes())
    assert list(files(here, here.run()).values()) == ["other"]
    assert here.run() == "nothing new"
    assert mailbox.folders()["INBOX"] == 1


def test_objects_on_s3_are_taken_and_moved_to_their_trays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import s3fs

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        monkeypatch.setenv("S3_KEY", "only for tests")
        options = {"key": "test", "secret": "only for tests", "endpoint_url": f"http://{host}:{port}"}
        fs = s3fs.S3FileSystem(**options)
        bucket = f"inbox-{uuid.uuid4().hex}"
        fs.mkdir(bucket)
        for name, data in {
            "a.pdf": papers.invoice("A-100"), "9QX-0012346-0/copy.pdf": papers.invoice("A-100"),
            "bad.pdf": papers.invoice("C-3")[:300], "x.tmp": b"x",
        }.items():  # fmt: skip
            fs.pipe_file(f"{bucket}/in/{name}", data)
        shown = {"anon": False, "endpoint_url": options["endpoint_url"]}
        hidden = {"key": "env:S3_KEY", "secret": "env:S3_KEY"}
        here = Declared(tmp_path, address=f"s3://{bucket}/in", options=shown, secrets=hidden)
        taken = files(here, here.run())
        assert taken == {"copy.pdf": "read", "a.pdf": "duplicate", "bad.pdf": "unreadable"}
        fs.invalidate_cache()
        assert sorted(path.removeprefix(f"{bucket}/in/") for path in fs.find(f"{bucket}/in")) == [
            "done/9QX-0012346-0/copy.pdf", "duplicates/a.pdf", "duplicates/a.pdf.reason.txt",
            "unreadable/bad.pdf", "unreadable/bad.pdf.reason.txt", "x.tmp",
        ]  # fmt: skip
        assert here.run() == "nothing new"
    finally:
        s3fs.S3FileSystem.clear_instance_cache()
        server.stop()


def test_files_on_sftp_are_taken_and_moved_and_a_strange_server_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "sshd"
    home.mkdir()
    with servers.openssh(home) as ssh:
        options = {"key_filename": str(ssh.key), "known_hosts": str(ssh.known_hosts)}
        here = Declared(tmp_path, address=ssh.address, options=options)
        (ssh.root / "9QX-0012346-0").mkdir()
        (ssh.root / "9QX-0012346-0" / "b.pdf").write_bytes(papers.invoice("C-1"))
        (ssh.root / "bad.pdf").write_bytes(papers.invoice("C-3")[:300])
        assert files(here, here.run()) == {"b.pdf": "read", "bad.pdf": "unreadable"}
        assert sorted(str(p.relative_to(ssh.root)) for p in ssh.root.rglob("*") if p.is_file()) == [
            "done/9QX-0012346-0/b.pdf", "unreadable/bad.pdf", "unreadable/bad.pdf.reason.txt",
        ]  # fmt: skip
        with pytest.raises(OriginAuditError, match="its key is not in"):
            source_of(Address(ssh.address, options={**options, "known_hosts": str(tmp_path / "none")}))


@pytest.mark.parametrize(("address", "word"), [("gs://bucket/in", "gcsfs"), ("nosuch://x", "cannot be used")])
def test_what_no_library_here_reads_is_a_usage_error(address: str, word: str) -> None:
    with pytest.raises(UsageError, match=word):
        source_of(Address(address))
