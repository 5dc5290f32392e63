"""Who is told of a run: a real mail server and a real web server hear of it."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller

from flows import notices, runs
from flows.declared import Notify
from flows.doctor import examine
from flows.store import holding, ledger, tables
from tests.flows import small_audit
from tests.flows.servers import free_port

COUNTS = {
    "files": {"total": 0, "unreadable": 0}, "documents": {"total": 0, "linked": 0}, "entries": {"total": 0, "lines": 0},
    "findings": {"severities": {}, "question": 0, "not_evaluable": 0}, "adds_up": True,
}  # fmt: skip


class Hearing:
    """What the two servers were told."""

    def __init__(self) -> None:
        self.mails: list[str] = []
        self.posts: list[dict[str, Any]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content.decode())
        return "250 OK"


@pytest.fixture
def hearing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hearing]:
    heard = Hearing()

    class Web(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.posts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name
            pass

    web = HTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    post = Controller(heard, hostname="127.0.0.1", port=free_port())
    post.start()
    monkeypatch.setenv("HOOK", f"json://127.0.0.1:{web.server_port}/audits")
    monkeypatch.setenv(
        "MAIL", f"mailto://127.0.0.1:{post.port}/?from=audit@example.com&to=broker@example.com&mode=insecure"
    )
    yield heard
    post.stop()
    web.shutdown()
    web.server_close()


def test_criticals_and_unreadable_files_are_mailed_and_posted(hearing: Hearing, tmp_path: Path) -> None:
    given = small_audit.settings(tmp_path, notify=Notify(to=["env:HOOK", "env:MAIL"]))
    run = small_audit.audit(given, small_audit.inbox(tmp_path), small_audit.entries(tmp_path), tmp_path / "out")
    notices.ended(given, run)
    (post,), (mail,) = hearing.posts, hearing.mails
    assert "1 files could not be read" in post["title"]
    assert "1 unreadable" in post["message"]
    assert "could not be read" in mail
    notices.failed(given, run, "its process died")
    assert hearing.posts[1]["title"] == f"Run {run.run} (audit) failed"


def test_nobody_is_told_of_what_was_not_asked_for(hearing: Hearing, tmp_path: Path) -> None:
    given = small_audit.settings(tmp_path, notify=Notify(to=["env:HOOK"], on=["critical"]))
    run = runs.begin(given, "audit", {})
    notices.failed(given, run, "why")
    assert hearing.posts == []
    runs.end(given, run, "failed")


def test_who_cannot_be_reached_is_told_in_the_log_without_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("HOOK", "json://user:only-for-tests@127.0.0.1:9/none")
    given = small_audit.settings(tmp_path, notify=Notify(to=["env:HOOK"]))
    with caplog.at_level(logging.WARNING, "flows"):
        notices.tell(given, "title", "text")
        monkeypatch.setenv("HOOK", "no address: only-for-tests")
        notices.tell(given, "title", "text")
        monkeypatch.delenv("HOOK")
        notices.tell(given, "title", "text")
    assert "env:HOOK could not be reached" in caplog.text
    assert "what env:HOOK holds is no Apprise address" in caplog.text
    assert "the variable HOOK is not set" in caplog.text
    assert "only-for-tests" not in caplog.text


def test_an_inbox_tells_only_of_criticals_that_its_last_run_did_not_have(
    hearing: Hearing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = small_audit.settings(tmp_path, notify=Notify(to=["env:HOOK"], on=["critical"]))
    known, new = ("origin.country-mismatch", "1", "1", "a"), ("origin.country-mismatch", "2", "1", "b")
    found = {1: {known}, 2: {known, new}, 3: {known, new}}
    monkeypatch.setattr(notices, "_criticals", lambda _settings, run: found[run.run])
    for _ in found:
        run = runs.begin(given, "audit", {}, inbox="scans")
        ledger.note(runs.store_of(given), run.run, {"counts": COUNTS, "out": "out/scans"})
        notices.ended(given, runs.end(given, run, "done"))
    assert [post["title"] for post in hearing.posts] == [
        "Audit run 1: 1 new critical findings, entries 1",
        "Audit run 2: 1 new critical findings, entries 2",
    ]


def test_a_run_whose_process_is_gone_is_told_once_and_doctor_says_so(
    hearing: Hearing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = small_audit.settings(tmp_path, notify=Notify(to=["env:HOOK"]))
    run = runs.begin(given, "audit", {"inboxes": ["march"]})
    assert notices.crashed(given) == []
    machine, pid, _ = holding.me().split(" ")
    with runs.store_of(given).begin() as db:
        # The same number, another process: ours ended and this one came after it.
        db.execute(sa.update(tables.runs).values(holder=f"{machine} {pid} 1"))
    with caplog.at_level(logging.WARNING, "flows"):
        assert [one.run for one in notices.crashed(given)] == [run.run]
        assert notices.crashed(given) == []
    assert caplog.text.count(f"run {run.run} (audit of march) never ended: its process is gone") == 1
    assert [post["title"] for post in hearing.posts] == [f"Run {run.run} (audit) failed"]
    assert any("never ended: its process is gone" in answer.what for answer in examine(given))
