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


def hanging() -> bytes:
    """Three pages, an invoice each; the second draws a form that draws itself twice, without end."""
    form = b"/X Do /X Do "
    out = b"%PDF-1.7\n"
    resources = b"/Resources<</Font<</F 9 0 R>>/XObject<</X 10 0 R>>>>"
    lines = b"BT /F 12 Tf 24 TL 72 770 Td " + b"".join(b"(%s) Tj T* " % line.encode() for line in INVOICE) + b"ET "
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>"]
    bodies += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R%s>>" % (n, resources)
               for n in (6, 7, 8)]  # fmt: skip
    for content in (lines, lines + form, lines):
        bodies.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    bodies.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    bodies.append(b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 10 0 R>>>>"
                  b"/Length %d>>stream\n%s\nendstream" % (len(form), form))  # fmt: skip
    places = list[int]()
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(places) + 1, table, len(places) + 1, len(out))  # fmt: skip


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
