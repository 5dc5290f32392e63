"""Archives and mails in an inbox: each file in them comes in by itself, a bad one costs itself, the books add up."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa

from flows import rereading, runs
from flows.intake import take_in
from flows.rereading import Choice
from flows.sources import archives
from flows.sources.entries import entry_numbers_in
from flows.store import books, ledger
from flows.store.records import records_of_run
from tests.flows import outlook_mail, papers, small_audit


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _mail(subject: str, attachments: dict[str, bytes], inner: EmailMessage | None = None) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, "a@example.com", "b@example.com"
    mail.set_content("Please find attached.")
    for name, data in attachments.items():
        mail.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    if inner:
        mail.add_attachment(inner)
    return mail


def _names(data: bytes, name: str) -> list[tuple[str, str]]:
    return [(member.name, member.problem) for member in archives.members(io.BytesIO(data), name)]


def _taken(store: sa.Engine, folder: Path) -> dict[str, tuple[str, str]]:
    run = ledger.start_run(store, "audit", "m", {}).run
    take_in(store, str(folder / "blobs"), run, [folder / "inbox"], 10_000_000)
    return {a.source: (a.state, a.reason) for a in ledger.arrivals_of(store, run)}


def test_files_of_an_archive_are_audited_and_linked_by_its_folders(tmp_path: Path) -> None:
    given = small_audit.settings(tmp_path)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    whole = papers.invoice("A-100")
    (inbox / "march.zip").write_bytes(
        _zip({"9QX-0012345-2/x.pdf": papers.invoice("Z-9"), "b.pdf": whole, "cut.pdf": whole[:400], "again.pdf": whole})
    )
    run = small_audit.audit(given, inbox, small_audit.entries(tmp_path), tmp_path / "out")
    store = runs.store_of(given)
    states = {a.source: str(a.state) for a in ledger.arrivals_of(store, run.run)}
    assert states == {
        "inbox/march.zip": "other",
        "inbox/march.zip/9QX-0012345-2/x.pdf": "read",
        "inbox/march.zip/b.pdf": "read",
        "inbox/march.zip/cut.pdf": "unreadable",
        "inbox/march.zip/again.pdf": "duplicate",
    }
    assert books.balance(store).wrong == ()
    sources = {record.source for record in records_of_run(store, run)}
    assert sources == {"inbox/march.zip/9QX-0012345-2/x.pdf", "inbox/march.zip/b.pdf"}
    assert (tmp_path / "out" / "report.html").stat().st_size > 1000


def test_attachments_of_a_mail_come_in_and_its_subject_is_a_hint(store: sa.Engine, tmp_path: Path) -> None:
    inner = _mail("old one", {"list.pdf": papers.invoice("B-1")})
    mail = _mail("RE: entry 9QX-0012345-2 / docs", {"../../coo.pdf": papers.invoice("A-1")}, inner)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "mail.eml").write_bytes(bytes(mail))
    taken = _taken(store, tmp_path)
    folder = "inbox/mail.eml/RE: entry 9QX-0012345-2 - docs"
    assert list(taken) == ["inbox/mail.eml", f"{folder}/..-..-coo.pdf", f"{folder}/list.pdf"]
    assert taken["inbox/mail.eml"] == ("other", "a mail of 2 files, which came in by themselves")
    assert entry_numbers_in(f"{folder}/coo.pdf") == ["9QX-0012345-2"]


def test_an_archive_that_cannot_be_opened_is_unreadable_with_the_reason(store: sa.Engine, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "cut.zip").write_bytes(_zip({"a.pdf": papers.invoice("A-1")})[:300])
    (tmp_path / "inbox" / "note.eml").write_bytes(b"\x00\x01 no mail")
    taken = _taken(store, tmp_path)
    assert {state for state, _ in taken.values()} == {"unreadable"}
    assert "damaged or cut off" in taken["inbox/cut.zip"][1]


def test_a_locked_a_damaged_and_a_swollen_member_cost_only_themselves(store: sa.Engine, tmp_path: Path) -> None:
    data = bytearray(_zip({"bomb.pdf": b"\0" * 20_000_000, "hurt.pdf": papers.invoice("A-1"), "good.pdf": b"%PDF-x"}))
    at = data.index(b"hurt.pdf") + 60  # into its packed bytes
    data[at : at + 20] = b"\xff" * 20
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.zip").write_bytes(data)
    taken = _taken(store, tmp_path)
    assert "500 times its packed size" in taken["inbox/a.zip/bomb.pdf"][1]
    assert "damaged in the archive" in taken["inbox/a.zip/hurt.pdf"][1]
    assert taken["inbox/a.zip/good.pdf"][0] == "in_progress"


def test_a_locked_member_says_so() -> None:
    data = bytearray(_zip({"a.pdf": b"x" * 50}))
    data[6] |= 1  # the flag in the file's own header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # and in the directory
    assert _names(bytes(data), "a.zip") == [("a.pdf", "is locked with a password; ask for it without one")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("../../etc/passwd.pdf", "etc/passwd.pdf"),
        ("/abs.pdf", "abs.pdf"),
        ("a\nb.pdf", "a?b.pdf"),
        ("c:\\x.pdf", "c:/x.pdf"),
    ],
)
def test_names_in_an_archive_lead_nowhere(written: str, shown: str) -> None:
    assert _names(_zip({written: b"x"}), "a.zip") == [(shown, "")]


def test_names_in_the_code_page_of_a_chinese_sender_are_read() -> None:
    data = _zip({"AAAA.pdf": b"x"})
    assert _names(data.replace(b"AAAA", "原产".encode("gb18030")), "a.zip") == [("原产.pdf", "")]


def test_archives_are_opened_three_deep_and_no_deeper() -> None:
    data = papers.invoice("A-1")
    for _ in range(4):
        data = _zip({"in.zip" if data[:2] == b"PK" else "a.pdf": data})
    ((name, problem),) = _names(data, "a.zip")
    assert name == "in.zip/in.zip/in.zip"
    assert "archives deep" in problem


def test_an_archive_is_not_chosen_to_be_read_again_but_its_files_are(tmp_path: Path) -> None:
    given = small_audit.settings(tmp_path)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.zip").write_bytes(_zip({"b.pdf": papers.invoice("A-100")}))
    small_audit.audit(given, tmp_path / "inbox", small_audit.entries(tmp_path), tmp_path / "out")
    chosen = rereading.choose(given, Choice(since=dt.date(2020, 1, 1)))
    assert [one.file.arrival.source for one in chosen] == ["inbox/a.zip/b.pdf"]


def test_attachments_of_a_mail_saved_by_outlook_come_in(store: sa.Engine, tmp_path: Path) -> None:
    inner = outlook_mail.Mail("old one", {"list.pdf": papers.invoice("B-1")})
    mail = outlook_mail.Mail(
        "RE: entry 9QX-0012345-2 / docs",
        {"../coo 原产.pdf": papers.invoice("A-1"), "tiny.pdf": b"%PDF-", "fwd": inner, "share.pdf": None},
    )
    data = outlook_mail.written(mail)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "mail.msg").write_bytes(data)
    (tmp_path / "inbox" / "cut.msg").write_bytes(data[:1500])
    (tmp_path / "inbox" / "both.zip").write_bytes(_zip({"a.msg": data}))
    taken = _taken(store, tmp_path)
    folder = "inbox/mail.msg/RE: entry 9QX-0012345-2 - docs"
    assert taken[f"{folder}/..-coo 原产.pdf"][0] == taken[f"{folder}/tiny.pdf"][0] == "duplicate"
    assert taken["inbox/mail.msg/old one/list.pdf"][0] == "duplicate"
    assert taken["inbox/both.zip/a.msg/old one/list.pdf"][0] == "in_progress"
    assert "only linked in the mail" in taken[f"{folder}/share.pdf"][1]
    assert taken["inbox/mail.msg"] == ("other", "a mail of 4 files, which came in by themselves")
    assert taken["inbox/cut.msg"][0] == "unreadable"
    assert "no mail of Outlook's, or damaged" in taken["inbox/cut.msg"][1]
