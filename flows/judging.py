"""Steps 6 to 9: stored records and entry lines are linked and judged, and an audit is put together for the reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from flows.pool import Readers
from flows.reading_process import File
from flows.sources import entries, entry_forms
from flows.store import blobs, certificates, judgements, ledger, official, readings
from flows.store.records import each_record, files_of_run, records_of_run
from schemas.arrival import ArrivalState
from schemas.audit import Audit, Crop
from schemas.entry import EntryLine
from schemas.finding import Link
from schemas.page import Box, Page
from schemas.record import Record
from validators.keys import folded

if TYPE_CHECKING:
    import numpy as np

    from flows.settings import Settings
    from validators.papers import Paper

CONTRADICTION = "entry.contradiction"


def declare(store: sa.Engine, run: int, paths: Sequence[Path], headers: Mapping[str, str]) -> list[str]:
    """Load entry files into a run; the sentences that come back tell what was left out."""
    declared = entries.load([path for path in paths if not entry_forms.is_paper(path)], headers)
    judgements.keep_entry_lines(store, run, declared.lines)
    judgements.keep_judgement(store, run, [], declared.findings)
    return declared.problems


def _declare_forms(store: sa.Engine, run: ledger.Run, forms: Sequence[Record]) -> None:
    """Entry lines of the entry summaries among the papers, merged with those of the entry files.

    Done when an audit is judged first; a recheck judges the lines as they are.
    """
    declared = entry_forms.merged(judgements.entry_lines_of(store, run.run), forms)
    judgements.keep_entry_lines(store, run.run, declared.lines)
    judgements.add_findings(store, run.run, declared.findings)
    before = ledger.find_run(store, run.run).facts.get("problems", [])
    ledger.note(store, run.run, {"problems": [*before, *declared.problems]})


def judge(store: sa.Engine, run: ledger.Run, settings: Settings) -> None:
    """Link the documents of a run to its entries, apply the rules, keep what comes out.

    What does not fit into one shard is judged shard by shard, so that memory does not grow with the run.
    """
    from validators import shards, silence, versions
    from validators.judge import judgement, of_all
    from validators.link import link_papers
    from validators.papers import paper_of

    rules = settings.rule_settings()
    papers: list[Paper] = []
    records: list[Record] = []
    hints: dict[str, Sequence[str]] = {}
    forms: list[Record] = []
    for record in each_record(store, run):
        papers.append(paper_of(record))
        hints[record.document] = entries.entry_numbers_in(record.source)
        if entry_forms.is_form(record):
            forms.append(record)
        if len(papers) <= shards.DOCUMENTS_A_SHARD:
            records.append(record)
        else:
            records.clear()
    if forms and run.run == run.files:
        _declare_forms(store, run, forms)
    links = link_papers(papers, judgements.each_entry_line(store, run.files), hints)
    # Found while the entry files were read, which a recheck does not do again.
    declared = [finding for finding in judgements.findings_of(store, run.files) if finding.rule == CONTRADICTION]
    reference = official.loaded(store)
    ledger.note(
        store,
        run.run,
        {
            "reference": reference.coverage,
            "rules": versions.of_rules(rules),
            "tables": versions.of_tables(reference),
        },
    )
    judgements.keep_judgement(store, run.run, links, declared)
    certificates.clear(store, run)
    before = partial(certificates.earlier, store, run.files)
    undeclared = silence.undeclared(judgements.each_entry_line(store, run.files))
    told = set[str]()
    unlisted: list[silence.Unlisted] = []
    whole = records if len(papers) == len(records) else None
    for part in _parts(store, run, papers, links, whole):
        judged = judgement(*part, rules, reference, undeclared, before)
        # What concerns no entry and no document is the same in every shard.
        fresh = [f for f in judged.findings if f.entry_number or f.documents or f.rule + f.message not in told]
        told |= {f.rule + f.message for f in judged.findings if not f.entry_number and not f.documents}
        judgements.add_findings(store, run.run, fresh)
        unlisted += judged.unlisted
        certificates.keep(store, run, judged.ledger)
    judgements.add_findings(store, run.run, of_all(unlisted, rules, reference))


def _parts(
    store: sa.Engine, run: ledger.Run, papers: Sequence[Paper], links: Sequence[Link], whole: Sequence[Record] | None
) -> Iterator[tuple[Sequence[Record], Sequence[EntryLine], Sequence[Link]]]:
    """Records, entry lines and links that are judged together: everything at once, or shard by shard.

    Args:
        whole: all records of the run, None where they are too many to be held together.
    """
    from validators import shards

    if whole is not None:
        yield whole, judgements.entry_lines_of(store, run.files), links
        return
    by_document: dict[str, list[Link]] = {}
    for link in links:
        by_document.setdefault(link.document, []).append(link)
    cited = (
        (line.entry_number, folded(number))
        for line in judgements.each_entry_line(store, run.files)
        for number in line.lists.get("certificate_number", ("",))
    )
    keys = ((p.document, key) for p in papers for key in (p.certificate_key, *p.lot_keys))
    for shard in shards.cut(links, keys, cited):
        files = {document.removeprefix("sha256:").partition("#")[0] for document in shard.documents}
        some = [r for r in each_record(store, run, files) if r.document in shard.documents]
        lines = judgements.entry_lines_of(store, run.files, shard.entries)
        yield some, lines, [link for record in some for link in by_document.get(record.document, [])]


def gather(store: sa.Engine, run: ledger.Run, crop: Crop) -> Audit:
    """Everything that a run brought forth, for the reports."""
    arrivals = ledger.arrivals_of(store, run.files)
    unreadable = [
        f"{arrival.source}: {arrival.reason}" for arrival in arrivals if arrival.state is ArrivalState.UNREADABLE
    ]
    return Audit(
        run=run.facts,
        arrivals=arrivals,
        records=records_of_run(store, run),
        entry_lines=judgements.entry_lines_of(store, run.files),
        links=judgements.links_of(store, run.run),
        findings=judgements.findings_of(store, run.run),
        problems=[*run.facts.get("problems", []), *unreadable],
        crop=crop,
    )


class Crops:
    """Draws places of pages in a process of its own: the files are hostile, and PDFium may die of them."""

    def __init__(self, store: sa.Engine, run: ledger.Run, settings: Settings, readers: Readers) -> None:
        self._store, self._readers = store, readers
        self._blob_root, self._settings = settings.blob_root, settings.read_settings()
        self._files = {arrival.sha256: (arrival.source, mark) for arrival, mark in files_of_run(store, run)}

    def __call__(self, document: str, page: int, box: Box) -> bytes | None:
        sha256 = document.removeprefix("sha256:").partition("#")[0]
        if sha256 not in self._files:
            return None
        source, mark = self._files[sha256]
        if (seen := readings.page_of(self._store, sha256, mark, page)) is None:
            return None
        file = File(sha256, source, self._blob_root, self._settings)
        try:
            return self._readers.submit(draw, file, seen, box).result()
        except BrokenProcessPool:
            self._readers.renew()
            return None


def draw(file: File, page: Page, box: Box) -> bytes | None:
    """Run in a reading process: PNG of a place, None where the file does not give it."""
    from extractors.reader import crop
    from schemas.errors import UnreadableFile

    try:
        return crop(_sheet(file, page), box)
    except (UnreadableFile, ValueError, OSError):
        return None


@lru_cache(maxsize=2)
def _sheet(file: File, page: Page) -> np.ndarray:
    """Kept for the next place: evidence mostly lies on a certificate and on the paper that contradicts it in turn."""
    from extractors.reader import upright_page

    return upright_page(blobs.get(file.blob_root, file.sha256), page)
