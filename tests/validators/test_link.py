"""Documents find their entries, say why, and ask where it is not sure."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.finding import Link
from tests.validators import build as b
from validators import link as link_module
from validators.keys import folded, telling
from validators.likeness import one_apart
from validators.link import link

OTHER = "9QX-0012477-3"
BARE: dict[str, Any] = {"certificate_number": None, "invoice_number": None, "invoice_date": None}


def links(*records: Any, lines: Any = None, hints: Any = None) -> list[Link]:
    return link(records, lines or [b.declared()], hints or {})


def test_a_folder_name_decides() -> None:
    paper = b.record("ship.bl", {"exporter": "SOMEBODY"})
    [found] = links(paper, hints={paper.document: ["9QX00123452"]})
    assert (found.entry_number, found.doubtful) == (b.CHINESE, False)
    assert "folder or file name" in found.reasons[0]


def test_a_printed_entry_number_decides() -> None:
    [found] = links(b.record("other", {"remarks": b.value("ref", raw="OUR REF 9QX-0012345-2")}))
    assert found.entry_number == b.CHINESE
    assert "printed on it" in found.reasons[0]


@pytest.mark.parametrize(
    ("fields", "columns", "reason"),
    [
        ({"certificate_number": "24C3302A1180/00217"}, {}, "certificate number"),
        ({"invoice_number": "nb 0611"}, {}, "invoice number"),
        ({"bl_number": "COSU 612 345 6780"}, {"bl_awb": ("COSU6123456780",)}, "bill of lading"),
        ({"order_number": "PO-88121"}, {"reference_number": ("PO88121",)}, "reference number"),
    ],
)
def test_a_declared_number_decides(fields: dict[str, str], columns: dict[str, Any], reason: str) -> None:
    [found] = links(b.record("ship.bl", fields), lines=[b.declared(**columns)])
    assert (found.entry_number, found.doubtful) == (b.CHINESE, False)
    assert found.score >= 0.9
    assert reason in found.reasons[0]


def test_a_certificate_cited_by_two_entries_belongs_to_both() -> None:
    found = links(b.certificate(), lines=[b.declared(), b.declared(OTHER, invoice_number=("NB-0640",))])
    assert {(x.entry_number, x.doubtful) for x in found} == {(b.CHINESE, False), (OTHER, False)}


def test_a_misread_number_needs_something_else_that_fits() -> None:
    misread = {"certificate_number": "24C3302A1180/00277", "invoice_number": None}
    [sure] = links(b.certificate(**misread))
    assert (sure.entry_number, sure.doubtful) == (b.CHINESE, False)
    assert "differs by one character" in sure.reasons[0]
    [asked] = links(b.record("coo.generic_chamber", {"certificate_number": "24C3302A1180/00277"}))
    assert (asked.entry_number, asked.doubtful) == (b.CHINESE, True)


def test_an_invoice_number_of_two_strangers_is_a_question() -> None:
    lines = [b.declared(certificate_number=()), b.declared(OTHER, certificate_number=(), importer_name="X Y Z LLC")]
    found = links(b.record("ship.invoice", {"invoice_number": "NB-0611"}), lines=lines)
    assert {(x.entry_number, x.doubtful) for x in found} == {(b.CHINESE, True), (OTHER, True)}


def test_an_invoice_number_that_two_sellers_use_links_to_the_buyer_it_names() -> None:
    paper = b.invoice()
    mine = b.declared(consignee_name=paper.get("consignee"))
    other = b.declared(OTHER, importer_name="RIVERTON SUPPLY LLC", consignee_name="RIVERTON SUPPLY LLC")
    assert [x.entry_number for x in links(paper, lines=[mine, other])] == [b.CHINESE]


def test_parties_goods_and_dates_decide_where_no_number_does() -> None:
    lines = [b.declared(), b.korean()]
    [found] = links(b.certificate(**BARE), lines=lines)
    assert (found.entry_number, found.doubtful) == (b.CHINESE, False)
    assert "3 amounts agree" in found.reasons[0]


def test_entries_that_fit_alike_are_a_question() -> None:
    found = links(b.certificate(**BARE), lines=[b.declared(), b.declared(OTHER)])
    assert {x.entry_number for x in found} == {b.CHINESE, OTHER}
    assert all(x.doubtful and "fit equally well" in x.reasons[-1] for x in found)


def test_what_fits_nothing_is_unlinked() -> None:
    [found] = links(b.record("ship.bl", {"exporter": "SOMEBODY", "consignee": "NOBODY GMBH"}))
    assert (found.entry_number, found.doubtful) == ("", False)
    assert found.reasons


def test_factory_papers_reach_the_entry_through_each_other() -> None:
    order = b.record("fac.production_order", {"order_number": "PO-88121", "record_number": "SC-2026-031"})
    issue = b.record("fac.material_issue", {"order_number": "SC-2026-031"}, [{"lot_number": "LOT-7741A"}])
    receipt = b.record("fac.goods_receipt", {"record_number": "GR-1"}, [{"lot_number": "LOT-7741A"}])
    found = links(receipt, issue, order, lines=[b.declared(reference_number=("PO-88121",))])
    assert [x.entry_number for x in found] == [b.CHINESE] * 3
    assert found[0].score < found[1].score < found[2].score
    assert "another document" in found[0].reasons[0]


def test_thousands_of_documents_find_thousands_of_entries_quickly() -> None:
    count = 3000
    lines = [
        b.declared(f"9QX-{n:07}-1", certificate_number=(f"26C3302A1180/{n:05}",), invoice_number=(f"INV-{n:06}",))
        for n in range(count)
    ]
    papers = [
        b.record("coo.cn.nonpref", {"certificate_number": f"26C3302A1180/{n:05}"}, document=f"sha256:{n}#1")
        for n in range(count)
    ]
    started = time.monotonic()
    found = link(papers, lines, {})
    assert [x.entry_number for x in found] == [line.entry_number for line in lines]
    assert time.monotonic() - started < 10


def test_dates_far_away_speak_against_an_entry() -> None:
    old = b.certificate(**BARE, issue_date=dt.date(2019, 1, 1))
    [found] = links(old)
    assert found.doubtful or not found.entry_number


@given(st.text("0123ABX/京", min_size=5, max_size=9), st.text("0123ABX/京", min_size=5, max_size=9), st.booleans())
def test_numbers_one_slip_apart_are_found_and_no_others(one: str, other: str, near: bool) -> None:
    if near:
        other = one[:2] + other[:1] + one[3:]
    index = link_module._Index()  # pyright: ignore[reportPrivateUsage]
    index.take(b.declared(certificate_number=(other,)))
    index.close()
    declared, asked = folded(other), folded(one)
    found = index.near("certificate_number", asked)
    assert found == ({b.CHINESE} if telling(declared) and one_apart(asked, declared) else set())
