"""Judged shard by shard or all at once: the same findings; and what linking needs of a record."""

from __future__ import annotations

import dataclasses

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from schemas.entry import EntryLine
from schemas.record import Record
from tests.benchmarks.shipments import shipment
from tests.validators import build as b
from validators import shards, silence
from validators.judge import judge
from validators.keys import folded
from validators.link import link
from validators.papers import paper_of
from validators.rule import catalogue
from validators.settings import RuleSettings


def made(count: int, reused: set[int]) -> tuple[list[Record], list[EntryLine]]:
    """Shipments, every third faulty; entries of `reused` cite the certificate of the one before too."""
    records, lines = list[Record](), list[EntryLine]()
    for serial in range(count):
        papers, declared = shipment(serial, faulty=serial % 3 == 0)
        if serial in reused and lines:
            before = lines[-1].lists["certificate_number"]
            declared = [
                dataclasses.replace(
                    x, lists={**x.lists, "certificate_number": (*x.lists["certificate_number"], *before)}
                )
                for x in declared
            ]
        records += papers
        lines += declared
    return records, lines


@given(st.sets(st.integers(1, 11)), st.integers(1, 40))
@settings(max_examples=5, deadline=None, phases=[Phase.generate])
def test_shards_say_what_the_whole_says(reused: set[int], size: int) -> None:
    records, lines = made(12, reused)
    links = link(records, lines, {})
    whole = judge(records, lines, links, RuleSettings())
    papers = [paper_of(record) for record in records]
    cited = [(x.entry_number, folded(n)) for x in lines for n in x.lists["certificate_number"]]
    keys = [(p.document, key) for p in papers for key in (p.certificate_key, *p.lot_keys)]
    cut = shards.cut(links, keys, cited, size)
    assert sum(len(s.documents) for s in cut) == len(records)
    assert sum(len(s.entries) for s in cut) == 12
    unfilled = silence.undeclared(lines)
    parts = [
        finding
        for shard in cut
        for finding in judge(
            [r for r in records if r.document in shard.documents],
            [x for x in lines if x.entry_number in shard.entries],
            [x for x in links if x.document in shard.documents],
            RuleSettings(),
            undeclared=unfilled,
        )
    ]
    # What a list does not know is said once a shard, with the entries of that shard.
    listed = {rule.code for rule in catalogue() if rule.tables}
    assert {repr(f) for f in parts if f.rule not in listed} == {repr(f) for f in whole if f.rule not in listed}
    assert {f.rule for f in parts} == {f.rule for f in whole}
    assert any(f.rule == "x.cert-reuse" for f in whole) == bool(reused)


def test_a_paper_knows_what_a_record_shows() -> None:
    paper = paper_of(b.certificate(remarks="9QX-0012345-2"))
    assert ("invoice_number", "NB-0611", 0.97) in paper.printed
    assert paper.long_words == (folded(b.CHINESE),)
    assert paper.certificate_key == folded("24C3302A1180/00217")
    assert paper.parties == ("PACIFIC HOME SUPPLY INC.",)
    assert paper.headings == {"940542"}
    assert {800.0, 9600.0, 6010.0} <= paper.amounts


def test_certificates_of_one_invoice_and_replaced_ones_are_judged_together() -> None:
    replacing = b.certificate(
        document="sha256:2#1", certificate_number="24C3302A1180/00300", invoice_number="X-9",
        remarks="REPLACES CERTIFICATE NO. 24C3302A1180/00217",
    )  # fmt: skip
    beside = b.certificate(document="sha256:3#1", certificate_number="24C3302A1180/00400", invoice_number="X-9")
    alone = b.certificate(document="sha256:4#1", certificate_number="24C3302A1180/00500", invoice_number="X-8")
    papers = [paper_of(r) for r in (b.certificate(), replacing, beside, alone)]
    keys = [(p.document, key) for p in papers for key in (p.certificate_key, *p.lot_keys)]
    groups = [len(s.documents) for s in shards.cut([], keys, [], 1)]
    assert sorted(groups) == [1, 3]
