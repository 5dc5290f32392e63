"""Judging and linking at scale: cost a line, memory, and how far from what plain polars needs for the same expressions.

    python tests/benchmarks/scale.py --lines 10000,100000,1000000
    python tests/benchmarks/scale.py --link 100000

The shipments are made up (four entry lines and four papers each, one in fifty faulty) and judged in the shards that
an audit is judged in. Plain polars builds the same comparison frames and evaluates the same rules' expressions over
them, without checked frames, evidence or sentences. Times are seconds of processor time.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from schemas.entry import EntryLine  # noqa: E402
from schemas.finding import Link  # noqa: E402
from schemas.record import Record, Value  # noqa: E402
from schemas.reference.official import Reference  # noqa: E402
from tests.benchmarks.shipments import LINES_AN_ENTRY, PAPERS_AN_ENTRY, entry_number, shipment  # noqa: E402
from validators import compare, keys, names, shards  # noqa: E402
from validators.judge import judge, judge_frame  # noqa: E402
from validators.ledger import nothing  # noqa: E402
from validators.link import link_papers  # noqa: E402
from validators.papers import paper_of  # noqa: E402
from validators.rule import catalogue, expression  # noqa: E402
from validators.settings import RuleSettings  # noqa: E402

FAULTY = 50
"""One shipment in so many is faulty."""
SETTINGS = RuleSettings()


@dataclass(slots=True)
class Cost:
    """Seconds of processor time of one run, by stage."""

    lines: int
    findings: int = 0
    stages: dict[str, float] = field(default_factory=dict[str, float])

    def add(self, stage: str, began: float) -> None:
        self.stages[stage] = self.stages.get(stage, 0.0) + time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", default="10000,100000", help="numbers of entry lines, parted by commas")
    parser.add_argument("--link", type=int, default=0, help="link so many documents to as many entries instead")
    options = parser.parse_args()
    if options.link:
        print(link_report(options.link))
    else:
        warm_up()
        print(report([judged(int(n)) for n in options.lines.split(",")]))


def warm_up() -> None:
    """Let everything be imported and every table be read, so that the first run does not pay for it."""
    papers, lines = shipment(0, faulty=True)
    judge(papers, lines, _links(papers), SETTINGS)


def judged(count: int) -> Cost:
    """Judge so many entry lines with their papers, shard by shard."""
    cost = Cost(count)
    entries_a_shard = shards.DOCUMENTS_A_SHARD // PAPERS_AN_ENTRY
    for records, lines in _shards(count // LINES_AN_ENTRY, entries_a_shard):
        links = _links(records)
        gc.collect()
        began = time.process_time()
        base = compare.base_tables(records, lines, links)
        cost.add("flattened", began)
        began = time.process_time()
        frames = compare.comparison_frames(records, base, Reference(), lambda _: nothing()).frames
        cost.add("compared", began)
        _plain(frames, cost)
        began = time.process_time()
        at_stake = dict(base.entries.select("entry_number", "entry_at_stake").iter_rows())
        for grain, frame in frames.items():
            rules = [rule for rule in catalogue() if rule.over is grain]
            found = list(judge_frame(frame, rules, records, at_stake, SETTINGS))
            cost.findings += len(found)
        cost.add("judged", began)
    return cost


def _plain(frames: Mapping[Any, Any], cost: Cost) -> None:
    """The expressions of all rules, and the rows on which they do not hold, as anybody would write it in polars."""
    import polars as pl

    began = time.process_time()
    for grain, frame in frames.items():
        outcomes: list[pl.Expr] = []
        for rule in catalogue():
            if rule.over is grain:
                limits = SETTINGS.tolerances_of(rule.code)
                holds = expression(rule.holds, limits)
                if rule.applies is not None:
                    holds = pl.when(expression(rule.applies, limits)).then(holds).otherwise(pl.lit(value=True))
                outcomes.append(holds.cast(pl.Boolean).alias(rule.code))
        table = frame.select(pl.int_range(pl.len()).alias("row"), *outcomes)
        for code in table.columns[1:]:
            table.filter(~pl.col(code)).select("row").to_series().to_list()
    cost.add("plain polars", began)


def _shards(entries: int, size: int) -> Iterator[tuple[list[Record], list[EntryLine]]]:
    """One shard after the other; a full shard is made up once and judged as often as needed.

    Whoever remembers a name or a number from the shard before is made to forget it.
    """
    whole = _made(0, min(size, entries))
    for first in range(0, entries, size):
        for remembers in (names.core, names.score, keys.folded):
            remembers.cache_clear()
        yield whole if first + size <= entries or first == 0 else _made(first, entries - first)


def _made(first: int, count: int) -> tuple[list[Record], list[EntryLine]]:
    records, lines = list[Record](), list[EntryLine]()
    for serial in range(first, first + count):
        papers, declared = shipment(serial, faulty=serial % FAULTY == 0)
        records += papers
        lines += declared
    return records, lines


def _links(records: Sequence[Record]) -> list[Link]:
    """Every paper to its entry: linking is measured by itself."""
    return [Link(r.document, entry_number(int(r.document[7:67], 16)), 0.99, ("made so",)) for r in records]


def report(costs: Sequence[Cost]) -> str:
    """A Markdown table."""
    stages = ["flattened", "compared", "judged", "plain polars"]
    parts = [
        f"{len(catalogue())} rules. CPU microseconds a line:",
        "| lines | " + " | ".join(stages) + " | findings | judged / plain | all / plain with frames |",
        "|---|" + "---|" * (len(stages) + 3),
    ]
    for cost in costs:
        spent = cost.stages
        each = [f"{spent[stage] / cost.lines * 1e6:.1f}" for stage in stages]
        alone = spent["judged"] / spent["plain polars"]
        whole = spent["flattened"] + spent["compared"]
        share = (whole + spent["judged"]) / (whole + spent["plain polars"])
        parts.append(f"| {cost.lines:,} | {' | '.join(each)} | {cost.findings:,} | {alone:.2f} | {share:.2f} |")
    return "\n".join([*parts, "", _memory()])


def _memory() -> str:
    return f"Most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"


def link_report(count: int) -> str:
    """Link `count` papers to as many entries: seven in ten by number, the rest by a misread number or by likeness."""
    papers, lines = [], list[EntryLine]()
    for serial in range(count):
        records, declared = shipment(serial, faulty=False)
        papers.append(paper_of(_spoiled(records[serial % 3], serial % 10)))
        lines.append(declared[0])
    names.core.cache_clear()
    names.score.cache_clear()
    began, wall = time.process_time(), time.monotonic()
    links = link_papers(papers, lines, {})
    cpu, wall = time.process_time() - began, time.monotonic() - wall
    own = {p.document: entry_number(int(p.document[7:67], 16)) for p in papers}
    right = sum(x.entry_number == own[x.document] and not x.doubtful for x in links)
    wrong = sum(bool(x.entry_number) and x.entry_number != own[x.document] and not x.doubtful for x in links)
    asked = len({x.document for x in links if x.doubtful})
    none = sum(not x.entry_number for x in links)
    return (
        f"{count:,} documents to {count:,} entries: {wall:.0f} s ({cpu:.0f} s of processor time); {right:,} linked, "
        f"{asked:,} asked, {none:,} linked to none, {wrong:,} linked wrongly\n{_memory()}"
    )


def _spoiled(record: Record, turn: int) -> Record:
    """Of ten papers, two carry misread numbers only and one carries none at all."""
    if turn < 7:
        return record
    numbers = ("certificate_number", "invoice_number", "transport", "bl_number", "order_number", "record_number")
    fields = dict(record.fields)
    for name in numbers:
        value = fields.get(name)
        if value is None or not isinstance(value.value, str):
            continue
        fields[name] = None if turn == 9 or name == "transport" else _misread(value)
    return dataclasses.replace(record, fields=fields, source=f"scan-{record.document[60:70]}.pdf")


def _misread(value: Value) -> Value:
    text = str(value.value)
    at = len(text) // 2
    return dataclasses.replace(value, value=text[:at] + ("7" if text[at] != "7" else "4") + text[at + 1 :])


if __name__ == "__main__":
    main()
