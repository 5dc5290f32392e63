"""Planted defects: how many are found, and how many clean entries are accused, and planted ones of something else.

    python tests/benchmarks/defects.py --truth --seed 41
    python tests/benchmarks/defects.py --seed 7010 --each 1 --clean 20

draws so many entries of every kind of defect and so many clean ones, with their papers, and judges them. With
`--truth` the readings are perfect and nothing is rastered: what is missed is missed in judging. Without it the papers
travel roads of mixed quality (digital, clean, scan, poor, fax, photo, turned) and are read. A defect that came out as
a question counts half. Development uses seeds 1 to 999, figures come from seeds 7000 to 7999; `--misses` (development
seeds only) names what was missed and who was accused.

Reading takes hours of CPU time, so `--keep DIR` keeps every drawn file, its read pages and its records: a run that was
stopped goes on where it was, and more entries a kind cost only the new ones. Empty the folder when pages would be read
otherwise, delete its `*.records` when only what is made of the pages would be.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import pickle
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flows.sources.entries import load  # noqa: E402
from sample_docs import declare, entry, planted, roads, shipment  # noqa: E402
from sample_docs.case import Case, open_case  # noqa: E402
from sample_docs.content import adcvd_cases, goods  # noqa: E402
from sample_docs.corpus import ORIGINS  # noqa: E402
from sample_docs.forms import KINDS  # noqa: E402
from sample_docs.layout import pick_ink, to_pdf  # noqa: E402
from sample_docs.paper import Paper  # noqa: E402
from schemas.finding import Finding, Severity, Status  # noqa: E402
from schemas.page import Box, page_from_json, page_to_json  # noqa: E402
from schemas.record import Marks, Record, Sighting, Value, typed_from_json  # noqa: E402
from schemas.reference.official import COLUMNS, Official, Reference  # noqa: E402
from validators.judge import judge  # noqa: E402
from validators.link import link  # noqa: E402
from validators.settings import RuleSettings  # noqa: E402

REPORTING_SEEDS = range(7000, 8000)
ROADS = ("digital", "clean", "clean", "scan", "scan", "scan", "poor", "fax", "photo", "turned")
TRIES = 400
STEEL = ("72", "7304", "7306", "7307")
STEEL_NUMBER = "99038187"
"""Articles of iron or steel under Section 232."""
_PLACE = Box(0.1, 0.1, 0.3, 0.12)


@dataclass(slots=True)
class Drawn:
    """Everything drawn: cases by kind of defect ("" is clean), the papers of each."""

    cases: list[tuple[str, Case, list[Paper]]] = field(default_factory=list[tuple[str, Case, list[Paper]]])
    impossible: list[str] = field(default_factory=list[str])


def main() -> None:
    options = _options()
    drawn = draw(options.seed, options.each, options.clean, set(filter(None, options.kinds.split(","))))
    with tempfile.TemporaryDirectory() as scratch:
        keep = options.keep or Path(scratch)
        records = true_records(drawn) if options.truth else read_records(drawn, keep, options.seed, options.jobs)
        findings = judged(drawn, records)
    print(report(drawn, findings, misses=options.misses))


def judged(drawn: Drawn, records: Sequence[Record]) -> list[Finding]:
    """What is found in the drawn entries with these records."""
    with tempfile.TemporaryDirectory() as scratch:
        declared = load([_entries(drawn, Path(scratch))])
    links = link(records, declared.lines, {})
    return [*declared.findings, *judge(records, declared.lines, links, RuleSettings(), reference())]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=41)
    parser.add_argument("--each", type=int, default=5, help="entries a kind of defect")
    parser.add_argument("--clean", type=int, default=100, help="entries without defect")
    parser.add_argument("--kinds", default="", help="only these kinds of defect, parted by commas")
    parser.add_argument("--truth", action="store_true", help="judge perfect readings")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder for drawn files and read pages")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if options.misses and options.seed in REPORTING_SEEDS:
        parser.error("a reporting seed must not be looked at: use a seed from 1 to 999 with --misses")
    return options


def draw(seed: int, each: int, clean: int, kinds: set[str]) -> Drawn:
    """Draw cases until every kind has so many; a kind that no shipment could hold is named.

    The first entries of a kind are the same however many are drawn.
    """
    drawn = Drawn()
    wanted = [("", clean), *((name, each) for name in planted.KINDS if not kinds or name in kinds)]
    places = {name: place for place, name in enumerate(planted.KINDS, 1)}
    for name, count in wanted:
        got = 0
        for turn in range(TRIES):
            if got == count:
                break
            rng = random.Random(f"{seed}-{name}-{turn}")
            story = shipment.make(rng, 1000 * places.get(name, 0) + got, rng.choice(ORIGINS), recent=rng.random() < 0.7)
            case = open_case(story, declare.new_number(rng, entry.filer_code(rng)), rng)
            if name and not planted.KINDS[name](case, rng):
                continue
            papers = [KINDS[k](told, pick_ink(rng, chinese_form=k.startswith("fac.")), rng) for k, told in case.papers]
            if not _shows(name, papers):
                continue
            _report_232(case)
            drawn.cases.append((name, case, papers))
            got += 1
        if got < count:
            drawn.impossible.append(f"{name or 'clean'}: {got} of {count}")
    return drawn


def _shows(name: str, papers: Sequence[Paper]) -> bool:
    """Whether the papers print what this kind of defect is about."""
    start, value = planted.PRINTED.get(name, ("", ""))
    if not value:
        return True
    printed = {
        n for paper in papers if paper.kind.startswith(start) for row in (paper.fields, *paper.lines) for n in row
    }
    return (value in printed) if value[0] != "-" else value[1:] not in printed


def _report_232(case: Case) -> None:
    """Goods on the list of Section 232 are declared under its number, as the lists of `reference` want it."""
    for row in case.rows:
        if row["hts"].startswith(STEEL) and any(g.hts == row["hts"] for g in goods()):
            row["chapter99"] = ";".join(filter(None, (row["chapter99"], STEEL_NUMBER)))


def reference() -> Reference:
    """The official lists as a user has them who loaded those that concern the goods of the shipments."""
    sold = goods()
    chosen: dict[str, list[dict[str, str]]] = {
        "section301": [{"hts": g.hts[:8], "list": "drawn", "heading": g.heading301} for g in sold if g.heading301],
        "section232": [{"hts": g.hts, "metal": "steel"} for g in sold if g.hts.startswith(STEEL)],
        "adcvd_orders": [
            {"case": case, "country": origin, "product": g.name, "hts": g.hts}
            for (origin, hs6), cases in adcvd_cases().items()
            for g in sold
            for case in cases.split(";")
            if g.hs6 == hs6
        ],
    }
    dated = {"valid_from": "2018-01-01", "source": "drawn", "verified": "yes"}
    return Reference({
        name: Official(
            name, {c: [{**dated, **row}.get(c, "") for row in rows] for c in COLUMNS[name]},
            "the goods that are drawn", dt.date(2026, 11, 27), complete=True,
        )
        for name, rows in chosen.items()
    })  # fmt: skip


def _entries(drawn: Drawn, folder: Path) -> Path:
    path = folder / "entries.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, declare.COLUMNS)
        writer.writeheader()
        for _, case, _ in drawn.cases:
            writer.writerows(case.rows)
    return path


def true_records(drawn: Drawn) -> list[Record]:
    """Records as a perfect reader would make them."""
    return [
        _record(paper, f"sha256:{number:064x}#{place}", f"inbox/{number}/{place}.pdf", story.package_words)
        for number, (_, case, papers) in enumerate(drawn.cases)
        for place, (paper, (_, story)) in enumerate(zip(papers, case.papers, strict=True), 1)
    ]


def _record(paper: Paper, document: str, source: str, words: int | None) -> Record:
    truth = paper.as_truth(1, "truth")
    if words is not None and truth["lines"]:  # the truth of a paper is what its figures say
        first, *rest = truth["lines"]
        truth["lines"] = [{**first, "packages_in_words": str(words)}, *rest]
    return Record(
        document, source, (1,), paper.kind, 0.99, ("drawn so",), ("en",), ("truth",), 0,
        fields=_values(truth["fields"]), lines=tuple(map(_values, truth["lines"])),
        materials=tuple(map(_values, truth["materials"])),
        marks=Marks(**{name: truth["marks"][name] for name in ("seal", "signature", "qr", "copy", "retroactive")}),
    )  # fmt: skip


def _values(cells: Mapping[str, str]) -> dict[str, Value | None]:
    return {
        name: Value(typed_from_json(name, text), 0.98, (Sighting(text, 1, _PLACE, 0.98, "truth"),))
        for name, text in cells.items()
    }


def read_records(drawn: Drawn, folder: Path, seed: int, jobs: int) -> list[Record]:
    """Records as our reader makes them of papers that travelled roads of mixed quality.

    Args:
        folder: where drawn files, read pages and records lie; those that are there already are taken as they are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    turns: dict[str, int] = defaultdict(int)
    sheets: list[tuple[bytes, bool, str, Path]] = []
    for name, _, papers in drawn.cases:
        case = f"{seed}-{name or 'clean'}-{turns[name]}"
        turns[name] += 1
        sheets += [
            (to_pdf([paper.sheet]), len(paper.sheet.pages) > 1, f"{case}-{place}", folder)
            for place, paper in enumerate(papers)
        ]
    with ProcessPoolExecutor(jobs) as pool:
        return [record for some in pool.map(_read, sheets) for record in some]


def _read(sheet: tuple[bytes, bool, str, Path]) -> list[Record]:
    """Send one paper over its road and read it."""
    from extractors.reader import ReadSettings, page_count, read_page
    from extractors.reader import read_records as records_of

    pdf, many, name, folder = sheet
    rng, settings = random.Random(name), ReadSettings()
    road = rng.choice(ROADS)
    made = folder / f"{name}.records"
    if made.exists():
        return pickle.loads(made.read_bytes())  # written below
    file = folder / f"{name}.{'pdf' if road == 'digital' or many else 'jpg'}"
    if not file.exists():
        data = pdf if road == "digital" else roads.to_file(roads.travel(pdf, road, rng), file.suffix[1:])
        _write(file, data)
    data, kept = file.read_bytes(), folder / f"{name}.pages"
    if not kept.exists():
        count = page_count(data, file.name, settings)
        pages = [read_page(data, file.name, n, settings) for n in range(1, count + 1)]
        _write(kept, json.dumps([page_to_json(page) for page in pages]).encode())
    pages = [page_from_json(page) for page in json.loads(kept.read_bytes())]
    source = f"inbox/{name.rpartition('-')[0]}/{file.name}"
    records = list(records_of(data, pages, sha256=sha256(data).hexdigest(), source=source, settings=settings))
    _write(made, pickle.dumps(records))
    return records


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, for a run may be stopped at any time."""
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)


def report(drawn: Drawn, findings: Sequence[Finding], *, misses: bool) -> str:
    """Markdown: found by kind, all in all, and clean entries accused."""
    said: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        said[finding.entry_number].append(finding)
    shares: dict[str, list[float]] = defaultdict(list)
    notes: list[str] = []
    for name, case, _ in drawn.cases:
        for number, expected in case.must.items():
            for must in expected:
                found = _found(must, said[number])
                shares[name].append(found)
                if found < 1:
                    rest = sorted({f.rule for f in said[number] if f.status is not Status.NOT_EVALUABLE})
                    notes.append(f"{name}: {must['rule']} of {number} {'asked' if found else 'missed'}; said: {rest}")
    clean = [case.entry_number for name, case, _ in drawn.cases if not name]
    accused = {number: list(_accusations(said[number])) for number in clean}
    beside = [
        f"{name} beside its defect ({f.severity.label}): {f.rule} of {number}: {f.message}"
        for name, case, _ in drawn.cases
        for number, expected in case.must.items()
        for f in _accusations(said[number])
        if f.rule not in {must["rule"] for must in expected} | case.may.get(number, set())
    ]
    notes += [f"clean {n} ({f.severity.label}): {f.rule}: {f.message}" for n, some in accused.items() for f in some]
    notes += beside
    every = [share for some in shares.values() for share in some]
    parts = [
        f"{len(shares)} kinds of defect, {len(every)} planted: {sum(every) / max(len(every), 1):.3f} found "
        "(a question counts half)",
        f"{len(clean)} clean entries: {sum(map(bool, accused.values()))} with a false error or critical",
        f"{len(every)} planted: {len(beside)} errors or criticals beside what was planted and what may follow from it",
        "", "| kind of defect | planted | found |", "|---|---|---|",
        *(f"| {name} | {len(some)} | {sum(some) / len(some):.2f} |" for name, some in sorted(shares.items())),
    ]  # fmt: skip
    if drawn.impossible:
        parts += ["", f"Fewer shipments than wanted could hold: {json.dumps(drawn.impossible)}"]
    return "\n".join([*parts, *(["", *notes] if misses else [])])


def _found(must: Mapping[str, str], said: Sequence[Finding]) -> float:
    ours = [f for f in said if f.rule == must["rule"] and (not must["line_no"] or f.line_no in ("", must["line_no"]))]
    # That a paper is missing is said by the rules that could not judge for want of it.
    if any(f.status is Status.FINDING or f.rule == "link.missing-document" for f in ours):
        return 1.0
    return 0.5 if any(f.status is Status.QUESTION for f in ours) else 0.0


def _accusations(said: Sequence[Finding]) -> Iterator[Finding]:
    yield from (f for f in said if f.status is Status.FINDING and f.severity >= Severity.ERROR)


if __name__ == "__main__":
    main()
