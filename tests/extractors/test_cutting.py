"""One file, several papers: pages that wear one number are one paper, and a doubtful border says so."""

from __future__ import annotations

import pytest

from extractors.cutting import DOUBTFUL, cut_documents
from extractors.layout import Sheet, lay_out
from schemas.page import Box, Page, Word


def sheet(number: int, *lines: str) -> Sheet:
    words: list[Word] = []
    for row, text in enumerate(lines):
        left = 0.1
        for word in text.split():
            words.append(Word(word, Box(left, 0.05 + row * 0.03, left + 0.01 * len(word), 0.062 + row * 0.03), 1.0))
            left += 0.01 * (len(word) + 1)
    return lay_out(Page(number, 1654, 2339, 0, 0.0, "text", "en", tuple(words)))


FIRST = ("COMMERCIAL INVOICE", "Invoice No: NB-2601", "Seller: NINGBO HAIOU CO., LTD.")


def test_pages_of_one_title_and_one_number_are_one_document() -> None:
    second = ("COMMERCIAL INVOICE (page 2)", "Invoice No: NB-2601", "LED LAMP 12 PCS")
    (cut,) = cut_documents([sheet(1, *FIRST), sheet(2, *second)])
    assert [s.page.number for s in cut.sheets] == [1, 2]
    assert cut.score > DOUBTFUL
    assert cut.problems == ()


def test_another_number_is_another_document() -> None:
    cuts = cut_documents([sheet(1, *FIRST), sheet(2, "COMMERCIAL INVOICE", "Invoice No: NB-2602")])
    assert [len(cut.sheets) for cut in cuts] == [1, 1]
    assert all(cut.score > DOUBTFUL and not cut.problems for cut in cuts)


def test_the_same_title_without_a_number_is_a_document_of_its_own_and_a_doubt() -> None:
    cuts = cut_documents([sheet(1, *FIRST), sheet(2, "COMMERCIAL INVOICE", "Buyer: ACME INC.")])
    assert [len(cut.sheets) for cut in cuts] == [1, 1]
    assert cuts[1].score < DOUBTFUL
    assert "page 2" in cuts[1].problems[0]


def test_an_untitled_page_goes_on_with_the_paper_before_it_and_says_how_surely() -> None:
    (unsaid,) = cut_documents([sheet(1, *FIRST), sheet(2, "LED LAMP 12 PCS", "LED PANEL 7 PCS")])
    assert unsaid.score < DOUBTFUL
    assert "page 2" in unsaid.problems[0]
    (said,) = cut_documents([sheet(1, *FIRST), sheet(2, "Page 2 of 2", "LED PANEL 7 PCS")])
    assert (said.score > DOUBTFUL, said.problems) == (True, ())


@pytest.mark.parametrize("counted", ["Folha 2 de 2", "Seite: 2 von 2", "Página 2 de 2", "Foglio 2 di 2", "Sayfa 2/2"])
def test_a_page_counts_itself_in_its_own_language(counted: str) -> None:
    (cut,) = cut_documents([sheet(1, *FIRST), sheet(2, f"COMMERCIAL INVOICE {counted}", "LED PANEL 7 PCS")])
    assert cut.score > DOUBTFUL


def test_a_page_that_counts_itself_second_brings_the_untitled_page_before_it_along() -> None:
    said = ("COMMERCIAL INVOICE", "Page 2 of 2", "Invoice No: NB-2601")
    (cut,) = cut_documents([sheet(1, "C0MMRC1AL 1NV01", "Seller: NINGBO HAIOU CO., LTD."), sheet(2, *said)])
    assert (len(cut.sheets), cut.recognised.kind) == (2, "ship.invoice")
    assert "page 2" in cut.problems[0]
    alone = cut_documents([sheet(1, "C0MMRC1AL 1NV01"), sheet(2, "COMMERCIAL INVOICE", "Page 1 of 1")])
    assert [len(cut.sheets) for cut in alone] == [1, 1]


def test_a_page_that_counts_the_boxes_on_is_the_same_paper() -> None:
    boxes = [f"{number}. {name}" for number, name in enumerate(("Exporter", "Consignee", "Producer", "Transport"), 1)]
    end = ("5. Remarks", "6. Certification", "MINISTRY OF TRADE", "Back-to-back Certificate of Origin")
    title = "REGIONAL COMPREHENSIVE ECONOMIC PARTNERSHIP AGREEMENT CERTIFICATE OF ORIGIN"
    (cut,) = cut_documents([sheet(1, title, *boxes), sheet(2, *end)])
    assert (cut.recognised.kind, cut.score > DOUBTFUL) == ("coo.rcep", True)
    assert len(cut_documents([sheet(1, title, *boxes), sheet(2, "CERTIFICATE OF ORIGIN", "1. Exporter", *end)])) == 2


def test_headers_printed_again_are_no_title_of_another_paper() -> None:
    again = ("Sr. Description Quantity Amount US$", "16 MARBLE COASTER 1,250 5,125.00", "Net payable on this invoice")
    (cut,) = cut_documents([sheet(1, *FIRST), sheet(2, *again)])
    assert (len(cut.sheets), cut.score < DOUBTFUL) == (2, True)


@pytest.mark.parametrize("begin", ["Attachment A - List of goods", "CONTINUATION SHEET", "附件一"])
def test_an_attachment_goes_on_with_the_paper_whatever_its_words(begin: str) -> None:
    (cut,) = cut_documents([sheet(1, *FIRST), sheet(2, begin, "Material withdrawal by lot", "LED LAMP 12 PCS")])
    assert (cut.recognised.kind, len(cut.sheets)) == ("ship.invoice", 2)


def test_an_attachment_goes_on_with_a_paper_of_no_kind() -> None:
    letter = sheet(1, "SHIPPING INSTRUCTIONS", "Please issue the bill as below", "Goods as per attached list")
    (cut,) = cut_documents([letter, sheet(2, "Attached list", "LED LAMP 12 CARTONS 8539.52 140 KGS")])
    assert len(cut.sheets) == 2


def test_an_annex_with_a_title_of_its_own_is_a_paper() -> None:
    cuts = cut_documents([sheet(1, *FIRST), sheet(2, "Annex 1: PACKING LIST", "Packing list no: PL-1")])
    assert [cut.recognised.kind for cut in cuts] == ["ship.invoice", "ship.packing_list"]


def test_a_head_in_the_columns_of_the_foot_before_begins_a_paper() -> None:
    def printed(number: int, first: str, last: str) -> Sheet:
        at = [(0.05, first), (0.1, "COMMERCIAL INVOICE"), (0.15, f"Invoice No: NB-260{number}"), (0.9, last)]
        words = [
            Word(word, Box(x, y, x + 0.1, y + 0.012), 1.0)
            for y, text in at
            for x, word in zip((0.1, 0.4, 0.7), text.split("|"), strict=False)
        ]
        return lay_out(Page(number, 1654, 2339, 0, 0.0, "text", "en", tuple(words)))

    pages = [printed(n, "Haiou|Ningbo|+86 574 8810", "Haiou|Ningbo|VAT CN91330201") for n in (1, 2)]
    assert [len(cut.sheets) for cut in cut_documents(pages)] == [1, 1]


@pytest.mark.parametrize("head", ["COMMERCIAL INVOICE Sheet No. 2", "COMMERCIAL INVOICE NB-2601"])
def test_a_second_sheet_wears_its_number_or_that_of_the_paper_where_the_first_wore_none(head: str) -> None:
    (cut,) = cut_documents([sheet(1, *FIRST), sheet(2, head, "Buyer: ACME INC.")])
    assert (len(cut.sheets), cut.problems) == (2, ())
    other = head.replace("2601", "2655").replace("No. 2", "No. 5")
    assert len(cut_documents([sheet(1, *FIRST), sheet(2, other, "Buyer: ACME INC.")])) == 2


@pytest.mark.parametrize("said", ["HEX NUT GR.5 3/8-16", "Kollo 2/6 Holzkiste", "0<8+2/6-0<91+7>3", "3/4 inch pipe"])
def test_sizes_and_counted_packages_are_no_page_numbers(said: str) -> None:
    second = ("COMMERCIAL INVOICE", "Invoice No: CY-4410", "Seller: CHANG YI CO., LTD.", "Goods", said)
    cuts = cut_documents([sheet(1, *FIRST), sheet(2, *second)])
    assert [len(cut.sheets) for cut in cuts] == [1, 1]
    assert all(cut.score > DOUBTFUL for cut in cuts)


@pytest.mark.parametrize("foot", ["Continued on next page", "CONT'D OVERLEAF", "continued over"])
def test_a_page_that_is_continued_on_another_goes_on_with_none(foot: str) -> None:
    cuts = cut_documents([sheet(1, *FIRST), sheet(2, "COMMERCIAL INVOICE", "Invoice No: CY-4410", "LAMP 12 PCS", foot)])
    assert [len(cut.sheets) for cut in cuts] == [1, 1]


def test_a_bare_count_at_the_head_of_a_page_says_that_it_goes_on() -> None:
    def numbered(number: int, count: str, *lines: str) -> Sheet:
        laid = sheet(number, *lines)
        word = Word(count, Box(0.85, 0.02, 0.89, 0.032), 1.0)
        return lay_out(Page(number, 1654, 2339, 0, 0.0, "text", "en", (word, *laid.page.words)))

    (cut,) = cut_documents([numbered(1, "1/3", *FIRST), numbered(2, "2/3", "LED LAMP 12 PCS")])
    assert (cut.score > DOUBTFUL, cut.problems) == (True, ())


def test_a_page_with_another_date_and_number_over_its_table_is_another_paper() -> None:
    def listed(number: int, *head: str) -> Sheet:
        lines = [(0.05 + 0.03 * row, 0.1, text) for row, text in enumerate(head)]
        rows = ("Designation|Quantity|Price|Amount", "VIN ROUGE|900|14.80|13,320.00", "VIN BLANC|80|4.90|392.00")
        cells = [(0.4 + 0.03 * row, 0.1 + 0.2 * column, text) for row, line in enumerate(rows) for column, text in
                 enumerate(line.split("|"))]  # fmt: skip
        words = [
            Word(word, Box(left + 0.01 * at, top, left + 0.01 * (at + len(word)), top + 0.012), 1.0)
            for top, left, text in (*lines, *cells)
            for at, word in ((text.find(word), word) for word in text.split())
        ]
        return lay_out(Page(number, 1654, 2339, 0, 0.0, "text", "en", tuple(words)))

    first = listed(1, *FIRST, "Date: 14.11.2025")
    other = listed(2, "FACTURE EXPORT n° FX26-0091", "le 18/02/2026")
    assert [len(cut.sheets) for cut in cut_documents([first, other])] == [1, 1]


FAXED = "FROM: ACME MOEBEL  +48 62 555 0144  24-FEB-2026 08:12  P.02/05"


@pytest.mark.parametrize("engine", ["tesseract", "text"])
def test_the_line_of_a_fax_is_no_print_of_the_paper(engine: str) -> None:
    drawn = sheet(1, FAXED, *FIRST)
    higher = [Word(w.text, Box(w.box.x0, w.box.y0 - 0.04, w.box.x1, w.box.y1 - 0.04), 0.9) for w in drawn.page.words]
    page = Page(1, 1654, 2339, 0, 0.0, engine, "en", tuple(higher))
    (cut,) = cut_documents([lay_out(page)])
    assert ("FROM" in cut.sheets[0].text) == (engine == "text")
    assert "NB-2601" in cut.sheets[0].text


@pytest.mark.parametrize("head", [
    "Printed 24-FEB-2026 08:12 Page 1/3", "ACME CO., LTD. TEL +86 574 8765 4321 FAX +86 574 8765 4322",
    "Booking 24.02.2026 18:00 TEL 0574 87654321",
])  # fmt: skip
def test_the_head_of_a_paper_is_no_line_of_a_fax(head: str) -> None:
    words = sheet(1, head, *FIRST).page.words
    higher = tuple(Word(w.text, Box(w.box.x0, w.box.y0 - 0.04, w.box.x1, w.box.y1 - 0.04), 0.9) for w in words)
    (cut,) = cut_documents([lay_out(Page(1, 1654, 2339, 0, 0.0, "tesseract", "en", higher))])
    assert head.split()[1] in cut.sheets[0].text


def test_a_headline_of_words_set_wide_apart_names_the_kind() -> None:
    words = [Word(w, Box(x0, 0.129, x1, 0.144), 0.9) for w, x0, x1 in
             (("CERTIFICATE", 0.289, 0.509), ("OF", 0.54, 0.566), ("ORIGIN", 0.597, 0.702))]  # fmt: skip
    below = [
        Word(w, Box(0.1 + 0.1 * i, 0.3, 0.18 + 0.1 * i, 0.315), 0.9) for i, w in enumerate(("Exporter", "Invoice"))
    ]
    sheets = [lay_out(Page(1, 1698, 2400, 0, 0.0, "tesseract", "en", (*words, *below)))]
    (cut,) = cut_documents(sheets)
    assert [run.text for run in sheets[0].runs][:3] == ["CERTIFICATE", "OF", "ORIGIN"]
    assert cut.recognised.kind.startswith("coo.")


FORM_A = ("GENERALISED SYSTEM OF PREFERENCES", "CERTIFICATE OF ORIGIN", "FORM A", "Reference No G26440100230011")


def test_the_notes_on_the_back_of_a_certificate_are_no_certificate() -> None:
    said = "Countries which accept Form A for the purposes of the generalised system of preferences (GSP): Norway"
    back = ("NOTES (2020)", said, "Entries to be made in Box 8")
    (cut,) = cut_documents([sheet(1, *FORM_A), sheet(2, *back)])
    assert (cut.recognised.kind, cut.score > DOUBTFUL, cut.problems) == ("coo.gsp.form_a", True, ())


def test_boxes_counted_on_are_of_the_same_certificate_though_they_name_its_kind() -> None:
    boxes = [f"{number}. {name}" for number, name in enumerate(("Exporter", "Consignee", "Producer", "Transport"), 1)]
    title = "REGIONAL COMPREHENSIVE ECONOMIC PARTNERSHIP AGREEMENT CERTIFICATE OF ORIGIN"
    end = ("5. Remarks", "6. Certification", "origin under the Regional Comprehensive Economic Partnership Agreement")
    (cut,) = cut_documents([sheet(1, title, *boxes), sheet(2, *end)])
    assert (cut.recognised.kind, cut.score > DOUBTFUL) == ("coo.rcep", True)


def test_a_slip_behind_a_paper_is_no_page_of_it_and_a_doubt() -> None:
    slip = ("SUMMER SALE", "Up to 50% off all garden chairs", "Visit our shop at the old mill, open from 9 to 6")
    first, second = cut_documents([sheet(1, *FORM_A), sheet(2, *slip)])
    assert (first.recognised.kind, second.recognised.kind, second.score < DOUBTFUL) == ("coo.gsp.form_a", "other", True)
    (counted,) = cut_documents([sheet(1, *FORM_A, "Page 1 of 2"), sheet(2, *slip)])
    assert len(counted.sheets) == 2
