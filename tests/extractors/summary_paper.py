"""Draws CBP Form 7501 in its three layouts: the same values under the blocks and numbers of each."""

from __future__ import annotations

import io
from collections.abc import Sequence

HEADER = (
    ("entry_number", "Filer Code/Entry Number"), ("entry_type", "Entry Type"), ("summary_date", "Summary Date"),
    ("port_code", "Port Code"), ("entry_date", "Entry Date"), ("importing_carrier", "Importing Carrier"),
    ("mode_of_transport", "Mode of Transport"), ("country_of_origin", "Country of Origin"),
    ("import_date", "Import Date"), ("bl_awb", "B/L or AWB Number"), ("manufacturer_id", "Manufacturer ID"),
    ("exporting_country", "Exporting Country"), ("export_date", "Export Date"),
    ("reference_number", "Reference Number"), ("consignee_name", "Ultimate Consignee Name and Address"),
    ("importer_name", "Importer of Record Name and Address"),
)  # fmt: skip
NUMBERS = {
    "2024": "1 2 3 6 7 8 9 10 11 12 13 14 15 28 29 30 31 32 33 34 35 36 37 38",
    "2009": "1 2 3 6 7 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 32 33 34",
    "2003": "1 2 3 5 4 23 20 15 27 19 21 13 14 22 9 11 28 29 30 31 32 33 34 35",
}
"""Block numbers of HEADER and of the columns, by layout (DOMAIN.md 3.1)."""
COLUMNS = (
    (("Line No.",), 46), (("Description of Merchandise",), 140), (("A. HTSUS No.", "B. AD/CVD No."), 92),
    (("A. Gross Weight", "B. Manifest Qty."), 78), (("Net Quantity in", "HTSUS Units"), 72),
    (("A. Entered Value", "B. CHGS", "C. Relationship"), 76), (("Rate",), 34), (("Duty and IR Tax",), 74),
)  # fmt: skip


def draw(layout: str, header: dict[str, str], lines: Sequence[dict[int, list[str]]]) -> bytes:
    """A PDF with a text layer; a line has the texts of each column from top to bottom under the column's place."""
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(612, 792), invariant=1)
    page.setFont("Helvetica-Bold", 11)
    page.drawString(40, 760, "ENTRY SUMMARY")
    page.setFont("Helvetica", 7)
    page.drawString(300, 766, "DEPARTMENT OF HOMELAND SECURITY")
    page.drawString(300, 757, "U.S. Customs and Border Protection   OMB CONTROL NUMBER 1651-0022")
    numbers = NUMBERS[layout].split()
    y, wide = 745.0, 133.0
    for place, (name, label) in enumerate(HEADER):
        x = 40 + place % 4 * wide
        top = y - place // 4 * 36
        page.rect(x, top - 36, wide, 36)
        page.setFont("Helvetica", 6.5)
        page.drawString(x + 3, top - 9, f"{numbers[place]}. {label}")
        page.setFont("Helvetica", 9)
        for row, text in enumerate(header.get(name, "").split("\n")):
            page.drawString(x + 4, top - 20 - row * 11, text)
    top, x = 745.0 - 4 * 36 - 10, 36.0
    for place, (labels, width) in enumerate(COLUMNS):
        page.rect(x, top - 36, width * 0.88, 36)
        page.rect(x, top - 36 - 330, width * 0.88, 330)
        page.setFont("Helvetica", 6.5)
        for row, label in enumerate(labels):
            page.drawString(x + 3, top - 9 - row * 9, f"{numbers[16 + place]}. {label}" if not row else label)
        page.setFont("Helvetica", 8.5)
        for number, line in enumerate(lines):
            for row, text in enumerate(line.get(place, ())):
                page.drawString(x + 4, top - 52 - number * 80 - row * 12, text)
        x += width * 0.88
    page.setFont("Helvetica", 6.5)
    page.rect(36, 170, 540, 30)
    page.drawString(40, 190, "39. Other Fee Summary for Block 39")
    page.showPage()
    page.save()
    return out.getvalue()
