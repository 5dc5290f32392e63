"""Papers of a corpus as pages that were read, kept between calls, and what is made of pages without their pictures."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from extractors.captions.labels import Labels  # noqa: E402 - found by the line above
from extractors.captions.numbered_boxes import boxed  # noqa: E402
from schemas.page import Page  # noqa: E402

if TYPE_CHECKING:
    from extractors.forms import Form
    from extractors.layout import Sheet
    from extractors.tables.page_tables import Listed
    from schemas.record import Record


def pages_of(
    corpus: Path, truth: Sequence[dict[str, Any]], keep: Path | None, pool: ProcessPoolExecutor
) -> list[list[Page]]:
    """The pages of every paper of a corpus, in the order of its truth; those kept before, where they are kept."""
    if keep and keep.exists():
        return pickle.loads(keep.read_bytes())
    pages = list(pool.map(partial(_read, corpus), truth, chunksize=4))
    if keep:
        keep.write_bytes(pickle.dumps(pages))
    return pages


def _read(corpus: Path, item: dict[str, Any]) -> list[Page]:
    from extractors.reader import ReadSettings, page_count, read_page

    path, settings = corpus / item["file"], ReadSettings()
    data = path.read_bytes()
    return [read_page(data, path.name, n, settings) for n in range(1, page_count(data, path.name, settings) + 1)]


def recorded(pages: Sequence[Page]) -> list[Record]:
    """Of the words alone, without second readings."""
    from extractors.cutting import cut_documents
    from extractors.documents import record_of

    cuts = cut_documents([boxed(page) for page in pages])
    return [record_of(cut, sha256="0" * 64, source="paper.pdf", second=None) for cut in cuts]


def records(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """The same as `read` writes them."""
    from schemas.record import record_to_json

    return [record_to_json(record) for record in recorded(pages)]


def captioned(page: Page) -> tuple[Sheet, Form, Labels] | None:
    """A page laid out, the kind it is of and the captions of its fields; None where it is of no kind."""
    from extractors.cutting import cut_documents
    from extractors.forms import forms

    [cut] = cut_documents([boxed(page)]) or [None]
    form = forms().get(cut.recognised.kind) if cut else None
    if cut is None or form is None:
        return None
    return cut.sheets[0], form, Labels([(name, label) for name, spec in form.fields.items() for label in spec.labels])


def tables(page: Page) -> list[Listed]:
    """The tables of a page; none where it is of no kind."""
    from extractors.captions.fields import starts_field
    from extractors.tables.page_tables import listed_tables

    found = captioned(page)
    if found is None:
        return []
    sheet, form, labels = found
    return list(listed_tables(sheet, form, partial(starts_field, labels=labels)))
