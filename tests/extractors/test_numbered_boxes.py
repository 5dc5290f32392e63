"""Numbered forms whose ruling is not seen: the box of the goods is known by its caption and those around it."""

from __future__ import annotations

from extractors.captions.numbered_boxes import boxed
from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from schemas.page import Box
from tests.extractors.prepared import lines, page

FORM = [
    (0.06, 0.05, "1 Absender / Consignor"), (0.06, 0.07, "Werkzeugbau Nord GmbH"), (0.5, 0.05, "Nr. K 2241807"),
    (0.5, 0.1, "URSPRUNGSZEUGNIS"), (0.5, 0.12, "CERTIFICATE OF ORIGIN"),
    (0.06, 0.16, "2 Empfänger / Consignee"), (0.06, 0.18, "Al Safwa Tools W.L.L."),
    (0.5, 0.16, "3 Ursprungsland / Country of origin"), (0.5, 0.18, "Germany"),
    (0.06, 0.25, "4 Angaben über die Beförderung"), (0.06, 0.27, "per Luftfracht"), (0.5, 0.25, "5 Bemerkungen"),
    (0.06, 0.34, "6 Laufende Nummer; Zeichen, Nummern, Anzahl und Art der Packstücke; Warenbezeichnung"),
    (0.8, 0.34, "7 Menge / Quantity"),
    (0.06, 0.37, "1 AST 1-14"), (0.08, 0.39, "14 Kartons Kombizangen"), (0.8, 0.37, "412,5 kg"),
    (0.06, 0.42, "2 AST 15-22"), (0.08, 0.44, "8 Kartons Seitenschneider"), (0.8, 0.42, "198,0 kg"),
    (0.06, 0.66, "8 DIE UNTERZEICHNENDE STELLE BESCHEINIGT DEN URSPRUNG DER BEZEICHNETEN WAREN"),
    (0.06, 0.75, "Hamburg, 16.09.2026"),
]  # fmt: skip


def test_goods_of_a_form_without_ruling_are_read_in_their_box() -> None:
    [cut] = cut_documents([boxed(page(FORM))])
    found = lines(record_of(cut, sha256="0" * 64, source="paper.pdf", second=None))
    assert [(line["packages"], line["description"]) for line in found] == [
        ("14", "Kombizangen"), ("8", "Seitenschneider"),
    ]  # fmt: skip


def test_box_reaches_to_the_captions_around_it() -> None:
    left, right = boxed(page(FORM)).page.cells
    assert (left.x0 < 0.06, 0.79 < left.x1 < 0.8, left.y0 < 0.34, 0.65 < left.y1 < 0.66) == (True,) * 4
    assert (0.79 < right.x0 < 0.8, 0.65 < right.y1 < 0.66) == (True, True)


def test_forms_with_ruling_and_headers_of_tables_stay_as_they_are() -> None:
    ruled = page(FORM, [Box(0.05, 0.335, 0.75, 0.65)])
    assert boxed(ruled) == lay_out(ruled)
    headed = page([*FORM, (0.7, 0.34, "HS Code")])
    assert boxed(headed) == lay_out(headed)
