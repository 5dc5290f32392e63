"""Which of a certificate's dates is that of its issue, where a scan shows one of them less clearly."""

from __future__ import annotations

from dataclasses import replace

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from schemas.page import Box
from tests.extractors.prepared import fields, page

CELLS = [
    Box(0.06, 0.12, 0.5, 0.16), Box(0.5, 0.12, 0.72, 0.16), Box(0.72, 0.12, 0.95, 0.16),
    Box(0.06, 0.16, 0.5, 0.2), Box(0.5, 0.16, 0.95, 0.2),
    Box(0.06, 0.38, 0.5, 0.48), Box(0.5, 0.38, 0.95, 0.48),
]  # fmt: skip
LINES = [
    (0.37, 0.09, "CERTIFICATE OF ORIGIN"),
    (0.07, 0.122, "1. Exporter (name and address)"), (0.07, 0.137, "Jade Harbour Watch Company Limited"),
    (0.505, 0.122, "2. Certificate No."), (0.505, 0.137, "GCC-C/2026/118047"),
    (0.725, 0.122, "3. Date of receipt"), (0.725, 0.137, "16 APR 2026"),
    (0.07, 0.162, "4. Consignee"), (0.07, 0.177, "Brightwater Timepieces Inc."),
    (0.505, 0.162, "6. Destination country"), (0.505, 0.177, "United States of America"),
    (0.07, 0.382, "17. Declaration by exporter"), (0.07, 0.397, "I declare that the above particulars are correct."),
    (0.07, 0.446, "Hong Kong, 16 APR 2026"),
    (0.51, 0.382, "18. Certification"), (0.51, 0.397, "It is hereby certified that the origin stated is correct."),
    (0.66, 0.446, "Hong Kong, 17 APR 2026"),
]  # fmt: skip


def test_the_worse_print_of_the_certifying_box_does_not_make_another_day_that_of_issue() -> None:
    drawn = page(LINES, CELLS)
    words = tuple(replace(w, confidence=0.95 if w.box.y0 > 0.44 else 0.97, engine="tesseract") for w in drawn.words)
    [cut] = cut_documents([lay_out(replace(drawn, words=words, engine="tesseract"))])
    assert fields(record_of(cut, sha256="0" * 64, source="paper.pdf", second=None))["issue_date"] == "2026-04-17"


def test_what_an_engine_makes_of_a_signature_is_no_place() -> None:
    """`sigr` beside the caption is the pen's; the place stands before the date, as on any certificate."""
    lines = [
        *((x, y, text) for x, y, text in LINES if not text.startswith("Hong Kong, 17")),
        (0.51, 0.418, "Place and date:"), (0.64, 0.418, "sigr"), (0.51, 0.446, "Hong Kong, 17 APR 2026"),
    ]  # fmt: skip
    [cut] = cut_documents([lay_out(page(lines, CELLS))])
    assert fields(record_of(cut, sha256="0" * 64, source="paper.pdf", second=None))["issue_place"] == "Hong Kong"


def test_a_listed_body_is_known_where_a_signature_hides_letters_of_its_name() -> None:
    lines = [
        *((x, y, text) for x, y, text in LINES if y < 0.4),
        (0.51, 0.412, "CHH OUNCIL FOR THE PROMOTIOM OF"), (0.51, 0.427, "INTERNATIONAL TRADE"),
        (0.51, 0.446, "RIZHAO, 17 APR 2026"),
    ]  # fmt: skip
    [cut] = cut_documents([lay_out(page(lines, CELLS))])
    issuer = record_of(cut, sha256="0" * 64, source="paper.pdf", second=None).fields["issuer"]
    assert issuer is not None
    assert issuer.value == "China Council for the Promotion of International Trade"
    assert issuer.confidence < 0.8
