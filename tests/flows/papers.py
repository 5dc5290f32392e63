"""Small real documents, drawn in a moment: digital PDFs, whole and spoilt."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

INVOICE = ["COMMERCIAL INVOICE", "Invoice No.: A-100", "Invoice Date: 2026-02-20", "Country of Origin: CHINA"]


def pdf(*pages: list[str], encrypt: str | None = None) -> bytes:
    """A PDF with a text layer, one list of lines a page."""
    out = io.BytesIO()
    # Invariant: the same lines give the same bytes, so that duplicates can be made.
    canvas = Canvas(out, pagesize=A4, encrypt=encrypt, invariant=1)
    for lines in pages:
        canvas.setFont("Helvetica", 12)
        for number, line in enumerate(lines):
            canvas.drawString(72, 770 - 24 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def invoice(number: str) -> bytes:
    return pdf([line.replace("A-100", number) for line in INVOICE])


def spoilt(folder: Path) -> dict[str, str]:
    """Files that cannot be read; name -> a word of the reason."""
    whole = invoice("A-1")
    files = {
        "empty.pdf": (b"", "empty"),
        "truncated.pdf": (whole[: len(whole) // 3], "damaged"),
        "locked.pdf": (pdf(INVOICE, encrypt="secret"), "password"),
        "letter.pdf": (b"Dear Sir, this is a letter and no PDF.\n" * 5, "neither a PDF nor an image"),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {name: reason for name, (_, reason) in files.items()}
