"""The packet of an entry: every paper once, in chain order, byte for byte; hostile names stay text."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from flows import packet
from flows.packet import ORDER
from schemas.errors import UsageError
from schemas.record import Record
from tests.flows import small_audit
from tests.validators import build as b

ENTRY = "9QX-0012345-2"


def test_a_packet_holds_the_papers_as_they_came_and_the_findings(tmp_path: Path) -> None:
    given = small_audit.settings(tmp_path, read={"second_reading": False})
    inbox = small_audit.inbox(tmp_path)
    (inbox / "A-100.pdf").rename(inbox / "x<b>A-100.pdf")
    small_audit.audit(given, inbox, small_audit.entries(tmp_path), tmp_path / "out")
    index = packet.write(given, ENTRY, tmp_path / "packet")
    page = index.read_text()
    assert "x&lt;b&gt;A-100.pdf" in page
    assert "<b>A-100" not in page
    (copy,) = (tmp_path / "packet").glob("3-1-*.pdf")
    original = (inbox / "x<b>A-100.pdf").read_bytes()
    assert copy.read_bytes() == original
    assert sha256(original).hexdigest() in page
    assert "A-100" in page
    assert "B-200" not in page
    assert (
        page.index("Certificates and declarations") < page.index("Shipment: invoice") < page.index("Materials bought")
    )
    findings = json.loads((tmp_path / "packet" / "findings.json").read_text())
    assert {finding["entry_number"] for finding in findings} == {ENTRY}
    with pytest.raises(UsageError, match="not empty"):
        packet.write(given, ENTRY, tmp_path / "packet")
    with pytest.raises(UsageError, match="no audit"):
        packet.write(given, "9QX-0013350-1", tmp_path / "other")


def test_papers_stand_in_chain_order_with_the_numbers_that_join_them() -> None:
    order = b.record("fac.production_order", {"record_number": "SC-2026-031", "order_number": "PO-88121"})
    issue = b.record("fac.material_issue", {"order_number": "SC-2026-031"}, [{"lot_number": "LOT-7741A"}])
    mill = b.record("fac.mtc", {"record_number": "M-1"}, [{"lot_number": "LOT-7741A"}])
    papers: list[Record] = [order, issue, mill, b.invoice(), b.certificate(), b.record("other", {})]
    exhibits = packet._exhibits(papers, {paper.document: "test" for paper in papers})  # pyright: ignore[reportPrivateUsage]
    assert [e.record.kind for e in exhibits] == [
        "coo.cn.nonpref", "ship.invoice", "fac.mtc", "fac.material_issue", "fac.production_order", "other",
    ]  # fmt: skip
    assert [e.number for e in exhibits] == ["1.1", "3.1", "4.1", "5.1", "6.1", "7.1"]
    joined = {e.number: {other for _, other in e.tied} for e in exhibits}
    assert joined["5.1"] == {"4.1", "6.1"}
    assert joined["1.1"] == {"3.1"}
    assert len({key for key, _, _ in ORDER}) == len(ORDER)
