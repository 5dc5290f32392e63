"""The tracing chain (DOMAIN.md 4.3): steps count when a paper documents them and a key ties it to the step before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from schemas.entry import EntryLine
from schemas.finding import Finding, Severity, Status
from schemas.record import Record
from schemas.reference.tracing import UNTIED, asks, steps
from tests.validators import build as b
from tests.validators.test_factory_rules import material, paper
from validators.settings import RuleSettings

TRIED = {"fac.chain-gap"}
SUPPLIER = "LINYI STEEL CO LTD"
CONFIRMED = RuleSettings(confirmed=frozenset({"chain_steps", "product_profiles"}))


def chain(**left_out: None) -> list[Record]:
    """A whole chain of lamps: every paper repeats a number of the one before; named kinds are left out."""
    steel = {"description": "STEEL SHEET", "quantity": 4800, "unit": "KG", "lot_number": "ST-771"}
    papers = {
        "certificate": b.certificate(),
        "packing_list": b.record("ship.packing_list", {**b.PACKING, "order_number": "PO-88214"}, [b.PACKING_LINE]),
        "fg_receipt": paper("fg_receipt", {"description": "LED LAMPS"}, order_number="PO-88214"),
        "production_order": b.record(
            "fac.production_order", {**b.ORDER, "order_number": "PO-88214"}, [{**b.ORDER_LINE, "unit": "PCS"}]
        ),
        "material_issue": paper("material_issue", materials=[steel], order_number="SC-2026-031"),
        "bom": paper(
            "bom", {"description": "LED LAMPS"}, materials=[material(origin_country="KR")], order_number="SC-2026-031"
        ),
        "goods_receipt": paper("goods_receipt", steel, supplier=SUPPLIER),
        "vat_invoice": paper("vat_invoice", {**steel, "lot_number": None}, supplier=SUPPLIER),
    }
    return [record for kind, record in papers.items() if kind not in left_out]


def gaps(records: Sequence[Record], *lines: EntryLine, settings: RuleSettings | None = None) -> list[Finding]:
    return b.raised(b.judged(records, lines or [b.declared()], settings), "fac.chain-gap")


def test_a_whole_chain_is_silent() -> None:
    assert gaps(chain()) == []


def test_a_gap_names_the_step_the_arithmetic_and_what_to_ask_for() -> None:
    (gap,) = gaps(chain(material_issue=None))
    assert (
        "chain of LED LAMPS (line 1), 8 of 9 steps are documented and tied to the next by a number: 89 %" in gap.message
    )
    assert "(1) The material requisition (issue slip)" in gap.message
    assert gap.found["chain_missing"] == "material issue"
    # Warning for a gap, one step up for the input from Korea: Section 301 or a claim would be at stake.
    assert (gap.severity, gap.status) == (Severity.WARNING, Status.FINDING)
    assert gap.evidence[0].raw == "SC-2026-031"


def test_below_the_limit_a_gap_is_an_error_where_the_chain_is_asked_for() -> None:
    bare = chain(material_issue=None, goods_receipt=None, fg_receipt=None)
    (gap,) = gaps(bare)
    assert (gap.severity, "6 of 9 steps" in gap.message) == (Severity.ERROR, True)
    # Where all inputs are of the declared country and no case is open, nobody asks for the chain.
    (quiet,) = gaps(
        [*(r for r in bare if r.kind != "fac.bom"), paper("bom", materials=[material(origin_country="CN")])]
    )
    assert quiet.severity is Severity.INFO


def test_a_paper_without_a_shared_number_is_there_but_not_tied_and_one_slip_is_asked() -> None:
    def with_issue(number: str) -> Finding:
        (gap,) = gaps(
            [*chain(material_issue=None), paper("material_issue", materials=[material()], order_number=number)]
        )
        return gap

    loose = with_issue("WO-55")
    assert loose.found["chain_missing"] == "material issue (there, but no number ties it)"
    assert "(1) The order, lot or invoice number that ties this paper to the others: material issue" in loose.message
    assert loose.status is Status.FINDING
    assert with_issue("SC-2026-037").status is Status.QUESTION


def test_gaps_among_stages_of_no_source_stay_at_warning_until_the_table_is_confirmed() -> None:
    panels = b.declared(hts="8541430010")
    (soft,), (hard,) = gaps(chain(), panels), gaps(chain(), panels, settings=CONFIRMED)
    assert "of 15 steps" in soft.message
    assert (soft.severity, hard.severity) == (Severity.WARNING, Severity.ERROR)


def test_goods_of_a_profile_have_stages() -> None:
    yarn: dict[str, Any] = {"description": "COMBED COTTON YARN", "quantity": 4520, "unit": "KG"}
    shirts = b.declared(
        hts="6109100012", description="COTTON T-SHIRTS", country_of_origin="VN", exporting_country="VN", unit="DOZ"
    )
    file = [paper("vat_invoice", yarn, supplier="SHANDONG LUYUAN")]
    (gap,) = gaps(file, shirts)
    assert "2 of 15 steps" in gap.message
    missing = str(gap.found["chain_missing"])
    assert "cotton bales with their origin; ginning; weaving or knitting" in missing
    assert "spinning" not in missing
    # Of the steps that have a source more than three in ten are missing: nothing holds the error back.
    assert gap.severity is Severity.ERROR
    bales = paper("goods_receipt", {"description": "RAW COTTON BALES", "lot_number": "B-1"}, origin_country="US")
    (less,) = gaps([*file, bales], shirts)
    assert "cotton bales" not in str(less.found["chain_missing"])


def test_a_paper_about_other_goods_does_not_document_a_line() -> None:
    cups = b.declared(line_no="2", hts="6911103500", description="PORCELAIN CUPS")
    found = gaps(chain(), b.declared(), cups)
    assert [f.line_no for f in found] == ["2"]
    assert "bill of materials" in str(found[0].found["chain_missing"])


def test_no_factory_record_no_chain() -> None:
    assert gaps([b.certificate(), b.invoice()]) == []
    assert gaps([b.certificate(), b.production_order()]) == []


def test_every_step_is_asked_for_in_two_languages_under_a_title_of_its_own() -> None:
    titles = [step.title for step in steps()]
    assert len(titles) == len(set(titles))
    assert all(len(step.ask) > 20 and not step.ask_zh.isascii() for step in steps())
    (gin, _), (issue, chinese) = asks(f"ginning; no such step; material issue{UNTIED}")
    assert gin.startswith("The gin certificate")
    assert "ties this paper to the others: material issue" in issue
    assert "批号" in chinese


@pytest.mark.parametrize("step", steps(), ids=lambda step: f"{step.profile}-{step.step}")
def test_a_step_has_papers_that_can_document_it(step: Any) -> None:
    from extractors.forms import forms

    known = list(forms())
    for start in (*step.kinds, *step.tied_to):
        assert start == "entry" or any(kind.startswith(start) for kind in known)
