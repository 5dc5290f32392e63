"""What is understood although no form file knows the wording: captions around a word, columns by content, blocks."""

from __future__ import annotations

import pytest

from extractors.captions.labels import Labels
from extractors.columns.unnamed import GUESSED
from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from schemas.page import Box, Page, Word
from schemas.record import Record, typed_to_json
from tests.extractors import prepared

LABELS = Labels(
    [("exporter", "Exporter"), ("importer", "Importer"), ("importer", "Importador"), ("goods", "Description")]
)


def read(*printed: tuple[float, float, str]) -> Record:
    """A sheet of free print: left edge and line number, letters 0.008 of the width wide."""
    words: list[Word] = []
    for left, line, text in printed:
        at = left
        for word in text.split():
            words.append(Word(word, Box(at, 0.05 + line * 0.02, at + 0.008 * len(word), 0.061 + line * 0.02), 1.0))
            at += 0.008 * (len(word) + 1)
    (cut,) = cut_documents([lay_out(Page(1, 1654, 2339, 0, 0.0, "tesseract", "en", tuple(words)))])
    return record_of(cut, sha256="0" * 64, source="a.pdf", second=None)


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("Name and address of importer: ACME INC.", "importer", "ACME INC."),
        ("Nombre y domicilio del importador ACME INC.", "importer", "ACME INC."),
        ("EXPORTER'S LEGAL NAME AND FULL ADDRESS: ACME LTD", "exporter", "ACME LTD"),
        ("Exporter of the goods ............... ACME LTD", "exporter", "ACME LTD"),
        ("Exporter or its agent here: ACME LTD", "exporter", "ACME LTD"),
        ("Description of the goods covered", "goods", ""),
    ],
)
def test_what_people_put_around_the_word_belongs_to_the_caption(text: str, name: str, rest: str) -> None:
    hit = LABELS.find(text)
    assert hit is not None
    assert (hit.name, text[hit.end :].strip()) == (name, rest)


def test_a_value_that_holds_a_colon_is_not_taken_for_a_caption() -> None:
    text = "Importer TO ORDER OF ACME LTD: NEW YORK"
    hit = LABELS.find(text)
    assert hit is not None
    assert text[hit.end :] == "TO ORDER OF ACME LTD: NEW YORK"


def test_a_column_under_an_unknown_header_is_named_by_what_stands_in_it_and_doubted() -> None:
    record = read(
        (0.3, 0, "KORUS FTA CERTIFICATION OF ORIGIN"),
        *[
            (x, 5, text)
            for x, text in ((0.06, "Description"), (0.4, "HS 6"), (0.6, "Grounds invoked"), (0.8, "Origin"))
        ],
        *[(x, 6, text) for x, text in ((0.06, "OFFICE DESK"), (0.4, "9403.30"), (0.6, "A"), (0.8, "KOREA"))],
        *[(x, 7, text) for x, text in ((0.06, "LED PANEL LIGHT"), (0.4, "9405.42"), (0.6, "WO"), (0.8, "KOREA"))],
    )
    criteria = [line["origin_criterion"] for line in record.lines]
    assert [value and typed_to_json(value.value) for value in criteria] == ["A", "WO"]
    assert all(value and value.confidence <= GUESSED for value in criteria)


def test_goods_as_blocks_of_labels_are_lines() -> None:
    record = read(
        (0.3, 0, "USMCA CERTIFICATION OF ORIGIN"),
        *[
            (0.06, 4 + 4 * n + i, text)
            for n, (goods, code) in enumerate((("HAIR BRUSH", "9603.29"), ("SHOCK ABSORBER", "8708.80")))
            for i, text in enumerate(
                (f"Good No. {n + 1}", f"Description of good: {goods}", f"HS tariff: {code}", "Origin: MEXICO")
            )
        ],
    )
    found = [{n: typed_to_json(v.value) for n, v in line.items() if v} for line in record.lines]
    assert [(one["description"], one["hs_code"], one["origin_country"]) for one in found] == [
        ("HAIR BRUSH", "960329", "MX"),
        ("SHOCK ABSORBER", "870880", "MX"),
    ]


def test_an_entry_summary_printed_by_software_without_the_forms_blocks_is_read() -> None:
    record = read(
        (0.3, 0, "ENTRY SUMMARY"),
        (0.2, 1, "U.S. CUSTOMS AND BORDER PROTECTION"),
        *[(0.06, 3, "Filer code / entry No.: 9QX-0012345-2"), (0.5, 3, "Type: 01 ABI/A")],
        *[(0.06, 4, "Ctry of origin: VN"), (0.5, 4, "Date of importation: 03/14/2026")],
        *[(0.06, 5, "IOR No.: 12-3456789"), (0.5, 5, "Importer of record: ACME IMPORTS INC.")],
        *[(x, 8, t) for x, t in ((0.06, "Ln"), (0.15, "Description"), (0.4, "HTS"), (0.6, "Gross wt"), (0.8, "Value"))],
        *[
            (x, 9, t)
            for x, t in ((0.06, "001"), (0.15, "OAK CHAIR"), (0.4, "9401.61.6011"), (0.6, "85 KG"), (0.8, "161"))
        ],
    )
    fields = {name: typed_to_json(value.value) for name, value in record.fields.items() if value}
    assert fields == {
        "entry_number": "9QX-0012345-2",
        "entry_type": "01",
        "country_of_origin": "VN",
        "import_date": "2026-03-14",
        "importer_number": "12-3456789",
        "importer_name": "ACME IMPORTS INC.",
    }
    (line,) = [{n: typed_to_json(v.value) for n, v in row.items() if v} for row in record.lines]
    assert (line["line_no"], line["hts"], line["gross_weight_kg"]) == ("1", "9401616011", "85")
    assert line["entered_value_usd"] == "161"


def test_goods_right_below_a_party_are_no_address() -> None:
    record = read(
        (0.3, 0, "COMMERCIAL INVOICE"),
        (0.06, 2, "Invoice No: NB-2601"),
        (0.06, 3, "Seller: NINGBO EVERGREEN TRADING CO., LTD."),
        (0.06, 4, "1 LED LAMPS 7126 PCS USD 3.20 USD 22,803.20"),
    )
    assert record.get("exporter") == "NINGBO EVERGREEN TRADING CO., LTD."
    assert record.get("exporter_address") is None


def test_a_long_header_of_unknown_wording_in_a_forms_box_is_known_by_its_number_between_the_others() -> None:
    edges, tops = (0.05, 0.2, 0.6, 0.75, 0.95), (0.4, 0.425, 0.455)
    heads = ["6. Marks and numbers", "7. Numeration together with sort of colli and wares", "8. HS code", "9. Quantity"]
    row = ["FJL OSLO", "TEN (10) CARTONS OF BED LINEN OF COTTON", "6302.21", "4,200 SETS"]
    title = [(0.1, 0.05, "CERTIFICATE OF ORIGIN"), (0.1, 0.07, "CHAMBER OF COMMERCE")]
    boxes = prepared.grid(edges, tops)
    [line] = prepared.lines(prepared.read([*title, *prepared.in_grid(edges, tops, [heads, row])], boxes))
    assert (line["packages"], line["package_kind"]) == ("10", "CARTONS")
    assert line["description"] == "BED LINEN OF COTTON"
