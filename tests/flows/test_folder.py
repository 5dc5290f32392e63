"""What is taken from an inbox, in which order, and what is left lying."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from flows.intake import take_in
from flows.sources.folder import walk
from flows.store import blobs, ledger
from schemas.errors import UsageError


def put(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_files_come_in_the_order_of_their_names_under_the_inbox_name(tmp_path: Path) -> None:
    for name in ("b/2.pdf", "b/1.pdf", "a.pdf", "c.pdf"):
        put(tmp_path / "inbox" / name)
    assert [f.source for f in walk([tmp_path / "inbox"]).files] == [
        "inbox/a.pdf", "inbox/c.pdf", "inbox/b/1.pdf", "inbox/b/2.pdf",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", [".hidden.pdf", "a.pdf.part", "a.crdownload", "~$a.docx", "x.tmp", "Thumbs.db", ".git/config"]
)
def test_hidden_temporary_and_partial_files_are_left_lying(tmp_path: Path, name: str) -> None:
    put(tmp_path / "inbox" / name)
    put(tmp_path / "inbox" / "good.pdf")
    found = walk([tmp_path / "inbox"])
    assert [f.source for f in found.files] == ["inbox/good.pdf"]
    (line,) = found.ignored
    assert line.startswith(f"inbox/{Path(name).parts[0]}: ignored, ")


def test_a_link_out_of_the_inbox_is_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret.pdf")
    put(tmp_path / "elsewhere" / "other.pdf")
    inside = put(tmp_path / "inbox" / "good.pdf")
    (tmp_path / "inbox" / "link.pdf").symlink_to(secret)
    (tmp_path / "inbox" / "alias.pdf").symlink_to(inside)
    (tmp_path / "inbox" / "folder").symlink_to(tmp_path / "elsewhere")
    found = walk([tmp_path / "inbox"])
    assert [f.source for f in found.files] == ["inbox/alias.pdf", "inbox/good.pdf"]
    assert "leads out of the inbox" in found.ignored[0]


def test_a_named_file_is_taken_once_even_when_its_folder_is_named_too(tmp_path: Path) -> None:
    file = put(tmp_path / "inbox" / "a.pdf")
    assert [f.source for f in walk([file, tmp_path / "inbox"]).files] == ["a.pdf"]


def test_an_inbox_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        walk([tmp_path / "nowhere"])


def test_names_that_would_be_paths_stay_names(store: sa.Engine, tmp_path: Path) -> None:
    put(tmp_path / "inbox" / "x..%2f..%2fetc" / "a\nb.pdf", b"1")
    put(tmp_path / "inbox" / "=cmd.pdf", b"2")
    run = ledger.start_run(store, "audit", "m", {}).run
    take_in(store, str(tmp_path / "blobs"), run, [tmp_path / "inbox"], 100)
    taken = ledger.arrivals_of(store, run)
    assert [a.source for a in taken] == ["inbox/=cmd.pdf", "inbox/x..%2f..%2fetc/a?b.pdf"]
    assert {p.name for p in (tmp_path / "blobs").rglob("*") if p.is_file()} == {a.sha256 for a in taken}


def test_a_file_beyond_the_limit_is_unreadable_with_the_reason(store: sa.Engine, tmp_path: Path) -> None:
    put(tmp_path / "inbox" / "big.pdf", b"x" * 101)
    run = ledger.start_run(store, "audit", "m", {}).run
    take_in(store, str(tmp_path / "blobs"), run, [tmp_path / "inbox"], 100)
    (arrival,) = ledger.arrivals_of(store, run)
    assert arrival.state == "unreadable"
    assert "more than the limit" in arrival.reason
    assert blobs.missing(str(tmp_path / "blobs"), [arrival.sha256])
