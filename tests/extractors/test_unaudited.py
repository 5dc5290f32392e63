"""Papers that lie among those we audit, name them, and are none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.cutting import cut_documents
from extractors.layout import lay_out
from extractors.recognise import Recognised, recognise
from tests.extractors.prepared import page

INVOICE = (
    "COMMERCIAL INVOICE", "Invoice No: AC-1123", "STEEL SHELF", "Total amount USD 3,200.00",
)  # fmt: skip
LETTER = (
    "Dear Sirs,", "Please find enclosed our commercial invoice and packing list for your",
    "reference. The bill of lading will follow.", "Best regards",
)  # fmt: skip
ARRIVAL = (
    "ARRIVAL NOTICE",
    "Shipper: ACME CO LTD",
    "B/L No: EGLV123456",
    "40 CTNS STEEL SHELF",
    "Gross weight 880 KGS",
)


def _page(texts: tuple[str, ...], number: int = 1):
    return lay_out(replace(page([(0.06, 0.05 + 0.03 * i, text) for i, text in enumerate(texts)]), number=number))


def _kind(*texts: str) -> Recognised:
    return recognise(_page(texts))


@pytest.mark.parametrize(
    "texts",
    [
        ARRIVAL,
        (
            "REQUEST FOR INFORMATION",
            "Entry No: ABC-1234567-8",
            "Please furnish certificate of origin",
            "bill of materials",
        ),
        ("DOCUMENT TRANSMITTAL", "Enclosed: 1 Commercial invoice", "2 Packing list", "3 Bill of lading"),
        ("INVOICE", "Bill to: REDWOOD INC", "Ocean freight USD 2,400.00", "THC USD 320.00", "Total due USD 2,720.00"),
        ("Origin rules: a survey", "Abstract", "We study the certification of origin of the USMCA", "1 Introduction"),
    ],
)
def test_a_paper_that_nobody_audits_is_other_and_says_why(texts: tuple[str, ...]) -> None:
    found = _kind(*texts)
    assert found.kind == "other"
    assert found.score >= 0.8
    assert found.reasons[0].startswith("none of the kinds: ")


def test_a_letter_is_none_of_the_papers_that_it_encloses() -> None:
    found = _kind(*LETTER)
    assert (found.kind, found.score) == ("other", 0.8)
    assert found.reasons == ("a letter, it begins “Dear Sirs,”",)


def test_a_letter_with_the_title_of_a_certification_is_one() -> None:
    found = _kind(
        "USMCA Certification of Origin", "To whom it may concern", "we certify that our goods are originating"
    )
    assert found.kind == "cert.usmca"


def test_a_paper_of_ours_that_names_one_of_theirs_further_down_is_ours() -> None:
    assert _kind("PACKING LIST", "Delivery order", "Net weight 800", "Gross weight 880").kind == "ship.packing_list"


def test_a_paper_of_theirs_is_cut_off_from_the_one_before_it() -> None:
    cuts = cut_documents([_page(INVOICE), _page(ARRIVAL, 2), _page(LETTER, 3), _page(INVOICE, 4)])
    assert [(cut.recognised.kind, [sheet.page.number for sheet in cut.sheets]) for cut in cuts] == [
        ("ship.invoice", [1]), ("other", [2]), ("other", [3]), ("ship.invoice", [4]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("ACFTA CERTIFICATE OF ORIGIN FORM E", "coo.acfta.form_e"),
        ("KOREA-CHINA FTA CERTIFICATE OF ORIGIN", "coo.ckfta"),
        ("ChAFTA CERTIFICATE OF ORIGIN", "coo.chafta"),
        ("NAFTA CERTIFICATE OF ORIGIN", "cert.nafta_434"),
        ("RCEP CERTIFICATE OF ORIGIN", "coo.rcep"),
        ("CERTIFICATE OF ORIGIN FORM A", "coo.gsp.form_a"),
        ("USMCA Blanket Certification", "cert.usmca"),
        ("INVOICE CUM PACKING LIST", "ship.invoice"),
        ("Distinta di imballaggio", "ship.packing_list"),
    ],
)
def test_short_titles_are_known(title: str, kind: str) -> None:
    assert _kind(title).kind == kind


def test_a_packing_list_of_any_title_is_known_by_its_weights() -> None:
    row = "Description Ctns Qty N.W. G.W.", "STEEL SHELF 40 400 800.0 880.0", "TOTAL 40 400 800.0 880.0"
    assert _kind("Cargo details", *row).kind == "ship.packing_list"


def test_an_analysis_of_steel_is_a_mill_certificate() -> None:
    tested = ("Heat No C Si Mn Tensile strength", "H12345 0.12 0.20 0.80 480")
    assert _kind("Certificate of analysis", *tested).kind == "fac.mtc"
    assert _kind("Certificate of analysis", "Assay 99.2 %").kind == "fac.qc_report"


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("CERTIFICATE OF NON-PREFERENTIAL ORIGIN", "Exporter: ACME", "Ministry of Commerce"), "coo.generic_chamber"),
        (("ORIGIN CERTIFICATE", "Exporter: ACME"), "coo.generic_chamber"),
        (("CERTIFICATE OF INDIAN ORIGIN", "Exporter: ACME"), "coo.generic_chamber"),
        (("CERTIFICATE OF MANUFACTURE", "No: 112233", "Exporter: ACME"), "other"),
        (("What goes into it", "Parent item: SHELF", "Component Qty per Unit", "STEEL TUBE 4.00 PCS"), "fac.bom"),
        (("ROUTE CARD", "Customer: REDWOOD", "Planned qty: 400", "10 Cutting", "20 Welding"), "fac.production_order"),
    ],
)
def test_titles_in_other_words_are_known(texts: tuple[str, ...], kind: str) -> None:
    assert _kind(*texts).kind == kind


def test_the_headline_says_what_a_factory_paper_is_and_not_the_heading_of_its_materials() -> None:
    small = [(0.06, 0.1, "Order: 4711"), (0.06, 0.14, "Material issue"), (0.06, 0.18, "STEEL TUBE 4.00 PCS")]
    sheet = page([(0.3, 0.03, "Moulding shop order"), *small])
    words = [replace(w, box=replace(w.box, y1=w.box.y1 + 0.01)) if w.box.y0 < 0.05 else w for w in sheet.words]
    assert recognise(lay_out(replace(sheet, words=tuple(words)))).kind == "fac.production_order"
