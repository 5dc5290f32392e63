"""A backlog of certificates and invoices drawn in moments, with their entries: PDFs with text layers, some scans."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from pathlib import Path

import pypdfium2 as pdfium

from tests.flows import papers

LONGEST = 12
"""Pages of a file; most have one to three."""
SCAN_DPI = 200
HEADER = "entry_number line_no entry_type entry_date country_of_origin hts invoice_number invoice_date".split()
GOODS = "BRASS VALVES;STEEL FLANGES;CERAMIC TILES;COTTON SHIRTS;LED LAMPS;RUBBER SEALS;OAK CHAIRS".split(";")


def draw(folder: Path, pages: int, scans: float, seed: int) -> Path:
    """Draw a backlog into `folder/inbox`, its entries into `folder/entries.csv`.

    Args:
        pages: in all.
        scans: share of the files that are scans of one page; the others have text layers.

    Returns:
        the inbox.
    """
    chance = random.Random(seed)
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    rows: list[list[str]] = []
    left = pages
    while left:
        number = len(rows) + 1
        scanned = chance.random() < scans
        count = 1 if scanned else min(left, _length(chance))
        day = dt.date(2026, 1, 5) + dt.timedelta(days=chance.randrange(200))
        invoice = [_invoice(chance, number, page, day) for page in range(1, count + 1 - (count > 1))]
        data = papers.pdf(*([_certificate(number, day)] if count > 1 else []), *invoice)
        name = inbox / f"box-{number // 200:03}" / f"{number:06}.{'jpg' if scanned else 'pdf'}"
        name.parent.mkdir(exist_ok=True)
        name.write_bytes(_scan(data) if scanned else data)
        declared = day if number % 5 else day + dt.timedelta(days=11)
        origin = "CN" if number % 7 else "VN"
        rows.append([entry_number(number), "1", "01", (day + dt.timedelta(30)).isoformat(), origin, "8481.80.3090",
                     f"INV-{number:06}", declared.isoformat()])  # fmt: skip
        left -= count
    with (folder / "entries.csv").open("w", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return inbox


def _length(chance: random.Random) -> int:
    return chance.choice([1, 1, 1, 2, 2, 3, 5, LONGEST])


def _certificate(number: int, day: dt.date) -> list[str]:
    """The first page of a file that has more than one."""
    return [
        "CERTIFICATE OF ORIGIN",
        f"Certificate No.: NGB26-{number:06}",
        "Exporter: NINGBO HARBOUR TRADING CO., LTD.",
        f"Invoice No.: INV-{number:06}",
        f"Invoice Date: {day.isoformat()}",
        "Country of Origin: CHINA",
        "The undersigned chamber of commerce certifies that the goods described above originate in CHINA.",
        "NINGBO CHAMBER OF COMMERCE",
    ]


def _invoice(chance: random.Random, number: int, page: int, day: dt.date) -> list[str]:
    lines = [
        "COMMERCIAL INVOICE" if page == 1 else f"COMMERCIAL INVOICE (page {page})",
        f"Invoice No.: INV-{number:06}",
        f"Invoice Date: {day.isoformat()}",
        "Country of Origin: CHINA",
        f"Seller: NINGBO {chance.choice(['SUNRISE', 'HARBOUR', 'EVERGREEN'])} TRADING CO., LTD.",
    ]
    for item in range(1, 13):
        pieces = chance.randrange(10, 9000)
        lines.append(f"{item}   {chance.choice(GOODS)}   {pieces} PCS   USD {pieces * 3}.50")
    return lines


def entry_number(number: int) -> str:
    """The number of an entry of the filer 9QX, with its check digit."""
    from flows.sources.entries import as_entry_number
    from schemas.errors import UsageError

    for digit in range(10):
        try:
            return as_entry_number(f"9QX-{number:07}-{digit}")
        except UsageError:
            continue
    raise AssertionError(number)


def _scan(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pdfium.PdfDocument(pdf) as document:
        document[0].render(scale=SCAN_DPI / 72, grayscale=True).to_pil().save(
            out, "JPEG", quality=80, dpi=(SCAN_DPI, SCAN_DPI)
        )
    return out.getvalue()
