"""OCR doubt is not a mismatch; severities move as DOMAIN.md 5.0 says; what is missing is said."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.finding import Link, Severity, Status
from schemas.record import Marks, Record, Sighting, Value
from tests.validators import build as b
from validators.judge import judge
from validators.settings import RuleSettings


def test_a_misread_tariff_number_does_not_part_a_line_from_its_goods() -> None:
    """Else the packages of the other line alone would be compared with those of the entry."""
    amounts = {"packages": 400, "packages_in_words": None, "quantity": 4800}
    amounts |= {"gross_weight_kg": 3005, "net_weight_kg": 2700}
    first = {"hs_code": b.value("640542", 0.5), "description": "LARGE LED LAMPS"}
    lines = [{**b.CERTIFICATE_LINE, **amounts, **first}, {**b.CERTIFICATE_LINE, **amounts}]
    found = b.judged([b.record("coo.cn.nonpref", b.CERTIFICATE, lines)], [b.declared()])
    assert [f.message for f in found if f.status is Status.FINDING and f.rule.startswith(("qty.", "weight."))] == []
    assert {f.status for f in b.raised(found, "goods.hs6")} == {Status.QUESTION}


def test_a_badly_read_value_makes_a_question_one_step_lower() -> None:
    records = [b.certificate({"origin_country": b.value("VN", 0.61)})]
    [asked] = b.raised(b.judged(records, [b.declared()]), "origin.country-mismatch")
    assert asked.status is Status.QUESTION
    assert asked.severity is Severity.ERROR
    assert asked.confidence == pytest.approx(0.61)
    assert "VN, with confidence 0.61; the entry says CN" in asked.message


def test_another_reading_that_agrees_makes_a_question_with_both_readings() -> None:
    weight = b.value(12960, 0.91, ["12980"])
    records = [b.certificate({"gross_weight_kg": weight, "net_weight_kg": 5400})]
    lines = [b.declared(gross_weight_kg=14800)]
    [finding] = b.raised(b.judged(records, lines), "weight.gross")
    assert finding.status is Status.FINDING, "neither reading agrees: no doubt about the mismatch"
    tight = RuleSettings(tolerances={"weight.gross": {"relative": 0.0001}})
    [asked] = b.raised(b.judged(records, [b.declared(gross_weight_kg=12980)], tight), "weight.gross")
    assert asked.status is Status.QUESTION
    assert "read as 12,960 or 12,980; the entry says 12,980" in asked.message


def test_a_second_engine_that_agrees_with_the_entry_is_heard() -> None:
    first = Sighting("790", 1, b.PLACE, 0.9, "tesseract")
    second = Sighting("800", 1, b.PLACE, 0.95, "rapidocr")
    packages = Value(b.typed(790), 0.9, (first, second))
    records = [b.certificate({"packages": packages, "packages_in_words": None})]
    [asked] = b.raised(b.judged(records, [b.declared()]), "qty.packages")
    assert asked.status is Status.QUESTION
    assert "790 or 800; the entry says 800" in asked.message


@pytest.mark.parametrize(
    ("field", "wrong", "right", "rule"),
    [
        ("issue_date", dt.date(2026, 5, 12), "2026-03-12", "doc.retro.unmarked"),
        ("invoice_number", "NB-0677", "NB-0611", "ref.invoice-no"),
        ("invoice_date", dt.date(2026, 2, 3), "2026-03-02", "ref.invoice-date"),
    ],
)
def test_other_readings_of_dates_and_numbers_are_heard(field: str, wrong: object, right: str, rule: str) -> None:
    doubtful = [b.certificate(None, **{field: b.value(wrong, 0.9, [right])})]
    [asked] = b.raised(b.judged(doubtful, [b.declared()]), rule)
    assert asked.status is Status.QUESTION
    sure = [b.certificate(None, **{field: wrong})]
    [finding] = b.raised(b.judged(sure, [b.declared()]), rule)
    assert finding.status is Status.FINDING


@pytest.mark.parametrize(
    "stake", [{"spi": "KR"}, {"adcvd_case": ("A-570-979",), "entry_type": "03"}, {"chapter99": ("9903.88.15",)}]
)
def test_a_claim_a_case_or_a_chapter_99_duty_raises_the_severity(stake: dict[str, object]) -> None:
    records = [b.certificate({"hs_code": "940549"})]
    [plain] = b.raised(b.judged(records, [b.declared()]), "goods.hs6")
    [raised] = b.raised(b.judged(records, [b.declared(b.CHINESE, "1", **stake)]), "goods.hs6")
    assert (plain.severity, raised.severity) == (Severity.WARNING, Severity.ERROR)


def test_info_is_never_raised() -> None:
    records = [b.certificate(issuer="RIVERSIDE CHAMBER OF COMMERCE")]
    [finding] = b.raised(b.judged(records, [b.declared(chapter99=("9903.88.15",))]), "issuer.unlisted")
    assert finding.severity is Severity.INFO


def test_an_unverified_fact_stays_at_warning() -> None:
    records = [b.certificate(issuer="KOREA CHAMBER OF COMMERCE AND INDUSTRY")]
    [finding] = b.raised(b.judged(records, [b.declared(chapter99=("9903.88.15",))]), "issuer.country-mismatch")
    assert finding.severity is Severity.WARNING


def test_a_disputed_day_of_authority_stays_at_warning() -> None:
    fields = {"kind": "coo.nonpref_other_country", "issuer": "VCCI HO CHI MINH CITY", "origin_country": "VN"}
    lost = b.certificate({"origin_country": "VN"}, issue_date=dt.date(2025, 8, 14), **fields)
    between = b.certificate({"origin_country": "VN"}, issue_date=dt.date(2025, 4, 24), **fields)
    found = {
        record.fields["issue_date"]: [f.severity for f in b.raised(b.judged([record], []), "issuer.wrong-date")]
        for record in (lost, between)
    }
    assert list(found.values()) == [[Severity.ERROR], [Severity.WARNING]]


def test_a_missing_value_is_named() -> None:
    records = [b.certificate({"hs_code": None})]
    [silent] = b.unjudged(b.judged(records, [b.declared()]), "goods.hs6")
    assert silent.message == "Not judged: the certificate shows no hs_code."
    assert (silent.severity, silent.line_no) == (Severity.INFO, "1")


def test_an_untyped_value_is_quoted() -> None:
    records = [b.certificate(issue_date=b.value(None, 0.4, raw="l2 Mar 20Z6"))]
    [silent] = b.unjudged(b.judged(records, [b.declared()]), "doc.expired")
    assert "issue_date of the certificate could not be read from 'l2 Mar 20Z6'" in silent.message


def test_a_missing_paper_is_told_once_an_entry() -> None:
    found = b.judged([], [b.declared(), b.declared(line_no="2")])
    assert {f.status for f in found} == {Status.NOT_EVALUABLE}
    assert [f.line_no for f in found if f.rule == "link.missing-document"] == [""]


def test_a_doubtful_link_is_a_question_and_nothing_is_judged_on_it() -> None:
    record = b.certificate({"origin_country": "VN"})
    doubtful = [Link(record.document, b.CHINESE, 0.62, ("a party has the same name",), doubtful=True)]
    found = judge([record], [b.declared()], doubtful, RuleSettings())
    [asked] = b.raised(found, "link.doubtful")
    assert asked.status is Status.QUESTION
    assert "a party has the same name" in asked.message
    assert not [f for f in found if f.rule == "origin.country-mismatch"]


def test_a_claim_whose_certification_is_doubtfully_linked_is_a_question() -> None:
    record = b.korus()
    doubtful = [Link(record.document, b.KOREAN, 0.62, ("the dates fit",), doubtful=True)]
    [asked] = b.raised(judge([record], [b.korean()], doubtful, RuleSettings()), "prog.no-certificate")
    assert asked.status is Status.QUESTION


# --- judging never raises, whatever is missing ---------------------------------------------------------------------

KINDS = ["coo.cn.nonpref", "cert.korus", "cert.usmca", "coo.eur1", "ship.packing_list", "ship.bl", "ship.invoice",
         "fac.production_order", "fac.mtc", "other"]  # fmt: skip
VALUES = {**b.CERTIFICATE, **b.KORUS, **b.ORDER, "bl_number": "COSU123", "total_packages": 800}
CELLS = {**b.CERTIFICATE_LINE, **b.ORDER_LINE, "value": 100}


def some(cells: Mapping[str, object]) -> st.SearchStrategy[dict[str, object]]:
    """Some of the cells, some untyped, some of the wrong type, some doubtful."""

    def cell(content: object) -> st.SearchStrategy[object]:
        return st.sampled_from([
            content, None, b.value(content, 0.5, [str(content), "x"]), b.value(None, 0.1, raw="??"), b.value("1", 0.9),
        ])  # fmt: skip

    return st.fixed_dictionaries({}, optional={name: cell(content) for name, content in cells.items()})


def records() -> st.SearchStrategy[Record]:
    return st.builds(
        lambda kind, fields, lines, number, seal: b.record(
            kind, fields, lines, document=f"sha256:{number}#1", marks=Marks(seal=seal)
        ),
        st.sampled_from(KINDS),
        some(VALUES),
        st.lists(some(CELLS), max_size=2),
        st.integers(0, 10**9),
        st.booleans(),
    )


ENTRIES = st.lists(
    st.builds(
        lambda line, columns: b.entry(b.CHINESE, str(line), **columns),
        st.integers(1, 3),
        st.fixed_dictionaries(
            {},
            optional={
                n: st.sampled_from([c, None]) for n, c in {**b.ENTRY, "spi": "KR", "chapter99": ("9903",)}.items()
            },
        ),
    ),
    max_size=3,
)


@settings(max_examples=15, deadline=None)
@given(st.lists(records(), max_size=3, unique_by=lambda r: r.document), ENTRIES)
def test_judging_never_raises(found: list[Record], lines: list[object]) -> None:
    for finding in b.judged(found, lines):  # pyright: ignore[reportArgumentType]
        assert "fault of Origin Audit" not in finding.message, finding.message
        assert finding.message


def test_a_total_over_fewer_lines_than_were_read_elsewhere_is_asked_about() -> None:
    lines = [{**b.PACKING_LINE, "packages": count, "gross_weight_kg": 3005} for count in (300, 500)]
    full = b.record("ship.packing_list", b.PACKING, lines)
    short = b.record("ship.invoice", b.INVOICE, [{**b.INVOICE_LINE, "packages": 300}])
    found = b.judged([full, short], [b.declared()])
    assert {f.status for f in b.raised(found, "qty.packages")} == {Status.QUESTION}
    more = b.record("ship.invoice", b.INVOICE, [{**b.INVOICE_LINE, "packages": 900}])
    assert {f.status for f in b.raised(b.judged([full, more], [b.declared()]), "qty.packages")} == {Status.FINDING}


@pytest.mark.parametrize(
    ("paper", "rule"),
    [
        (
            b.record("coo.cn.nonpref", b.CERTIFICATE, [b.CERTIFICATE_LINE], marks=Marks(signature=True)),
            "doc.seal.missing",
        ),
        (b.certificate(certificate_number=None), "doc.number.missing"),
    ],
    ids=["seal", "number"],
)
def test_what_is_not_seen_on_a_paper_read_in_part_or_of_a_doubtful_kind_is_asked(paper: Record, rule: str) -> None:
    lines = [b.declared(), b.declared(line_no="2", hts="7013990090", description="GLASS VASES")]
    blurred = dataclasses.replace(paper, fields={**paper.fields, "issue_place": b.value("NIN6BO", 0.5)})
    untitled = dataclasses.replace(paper, kind_confidence=0.8)
    for read, status in ((paper, Status.FINDING), (blurred, Status.QUESTION), (untitled, Status.QUESTION)):
        link = Link(read.document, b.CHINESE, 0.99, ("made so",))
        found = judge([read], lines, [link], RuleSettings())
        assert {f.status for f in b.raised(found, rule)} == {status}
        assert {f.status for f in b.raised(found, "goods.missing-on-cert")} == {status}


def test_lines_that_make_the_printed_total_are_all_that_there_are() -> None:
    lines = [b.declared(), b.declared(line_no="2", hts="7013990090", description="GLASS VASES")]
    for total, status in ((800, Status.FINDING), (1300, Status.QUESTION), (b.value(800, 0.5), Status.QUESTION)):
        paper = b.certificate({"packages_in_words": None}, total_packages=total, issue_place=b.value("NIN6BO", 0.5))
        found = b.judged([paper], lines)
        assert {f.status for f in b.raised(found, "goods.missing-on-cert")} == {status}


def test_a_declared_certificate_number_may_be_misread_on_paper_or_be_one_of_several() -> None:
    cut, other = (
        b.certificate(certificate_number="24C3302A1180/002"),
        b.certificate(certificate_number="24C3302A1180/931"),
    )
    declared = dataclasses.replace(b.certificate(), document="sha256:second#1")
    blank = dataclasses.replace(b.certificate(certificate_number=None), document="sha256:second#1")
    for papers, status in (([cut], {Status.QUESTION}), ([other, declared], set()), ([other, blank], set())):
        found = b.judged(papers, [b.declared()])
        assert {f.status for f in b.raised(found, "ref.certificate-no")} == status


def test_a_doubtful_total_that_its_lines_make_is_sure() -> None:
    lines = [{**b.PACKING_LINE, "packages": count, "gross_weight_kg": 3005} for count in (300, 500)]
    for heavier, status in ((6010, Status.FINDING), (6100, Status.QUESTION)):
        total = b.value(heavier, 0.75)
        paper = b.record("ship.packing_list", {**b.PACKING, "total_gross_weight_kg": total}, lines)
        found = b.judged([paper], [b.declared(gross_weight_kg=9000)])
        assert {f.status for f in b.raised(found, "weight.gross")} == {status}


def test_what_lines_add_up_to_is_asked_where_another_printed_total_says_that_one_is_lacking() -> None:
    lines = [{**b.PACKING_LINE, "packages": count, "gross_weight_kg": 3005} for count in (300, 400)]
    for weight, status in ((6010, Status.FINDING), (9015, Status.QUESTION)):
        told = {**b.PACKING, "total_gross_weight_kg": weight, "total_packages_in_words": 800}
        found = b.judged([b.record("ship.packing_list", told, lines)], [b.declared()])
        assert {f.status for f in b.raised(found, "qty.words-figures")} == {status}


def test_what_lines_without_goods_add_up_to_is_asked_because_one_may_be_the_total() -> None:
    for goods, status in (("LED LAMPS", Status.FINDING), (None, Status.QUESTION)):
        cargo = {**b.PACKING_LINE, "gross_weight_kg": 6010}
        paper = b.record("ship.packing_list", b.PACKING, [cargo, {**cargo, "description": goods}])
        [told] = b.raised(b.judged([paper], [b.declared(gross_weight_kg=6010)]), "weight.gross")
        assert told.status is status


def test_only_the_element_s_own_empty_box_shows_that_it_is_lacking() -> None:
    for empty, status in (("certifier_address", Status.FINDING), ("invoice_number", Status.QUESTION)):
        paper = b.korus(certifier_address=None, empty_boxes=empty)
        [told] = b.raised(b.judged([paper], [b.korean()]), "prog.elements-missing")
        assert told.status is status


def test_a_page_that_may_lie_beside_its_paper_is_asked_about() -> None:
    paper = dataclasses.replace(b.certificate(page_count="2 / 2"), document="sha256:a#2", pages=(2,))
    for kind, status in (("other", Status.QUESTION), ("ship.invoice", Status.FINDING)):
        beside = dataclasses.replace(b.record(kind, {}), document="sha256:a#1", pages=(1,))
        found = b.judged([beside, paper], [b.declared()])
        assert {f.status for f in b.raised(found, "doc.page.incomplete")} == {status}


def test_number_words_that_lost_their_beginning_are_asked() -> None:
    for words, status in ((800, []), (900, [Status.FINDING]), (0, [Status.QUESTION])):
        found = b.judged([b.certificate({"packages_in_words": words})], [b.declared()])
        assert [f.status for f in b.raised(found, "qty.words-figures")] == status


def test_one_doubtful_value_off_a_picture_hides_no_mark_and_many_may() -> None:
    late = {"issue_date": dt.date(2026, 3, 20)}
    blurred = {name: b.value(text, 0.5) for name, text in b.CERTIFICATE.items() if isinstance(text, str)}
    for doubtful, status in (({"issue_place": b.value("NIN6BO", 0.5)}, Status.FINDING), (blurred, Status.QUESTION)):
        scanned = dataclasses.replace(b.certificate(**{**doubtful, **late}), read_by=("tesseract",))
        found = judge(
            [scanned], [b.declared()], [Link(scanned.document, b.CHINESE, 0.99, ("made so",))], RuleSettings()
        )
        assert {f.status for f in b.raised(found, "doc.retro.unmarked")} == {status}


def test_a_gross_weight_that_another_paper_shows_as_the_net_one_is_asked_about() -> None:
    for net, status in ((5400, Status.QUESTION), (5300, Status.FINDING)):
        packed = b.record("ship.packing_list", b.PACKING, [{**b.PACKING_LINE, "net_weight_kg": net}])
        paper = b.certificate({"gross_weight_kg": 5400, "net_weight_kg": None})
        found = b.judged([paper, packed], [b.declared()])
        assert {f.status for f in b.raised(found, "weight.gross")} == {status}


def test_an_invoice_number_and_a_consignee_that_lack_their_end_are_asked_about() -> None:
    for number, status in (("NB-061", Status.QUESTION), ("NB-0617", Status.FINDING)):
        [told] = b.raised(b.judged([b.certificate(invoice_number=number)], [b.declared()]), "ref.invoice-no")
        assert told.status is status
    for name, status in (("PACIFIC", Status.QUESTION), ("REDWOOD", Status.FINDING)):
        [told] = b.raised(b.judged([b.certificate(consignee=name)], [b.declared()]), "party.consignee")
        assert told.status is status
