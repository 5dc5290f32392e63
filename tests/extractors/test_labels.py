"""Labels are found in the wordings people print, and not where a value merely looks like one."""

import pytest

from extractors.captions.labels import Labels

LABELS = Labels(
    [
        ("exporter", "Exporter"),
        ("exporter", "出口商"),
        ("goods", "Number and kind of packages description of goods"),
        ("invoice_number", "Number and date of invoices"),
        ("invoice_number", "Invoice No"),
        ("invoice_number", "INV"),
        ("origin_country", "Country of origin"),
        ("certificate_number", "Certificate No"),
        ("consignee", "To"),
        ("issue_date", "Date"),
        ("measurement", "M3/CBM"),
    ]
)


@pytest.mark.parametrize(
    ("printed", "name", "rest"),
    [
        ("1. Exporter's name, address, country", "exporter", ""),
        ("Exporter: NINGBO HAIOU CO., LTD.", "exporter", "NINGBO HAIOU CO., LTD."),
        ("Exporter / 出口商： 宁波海鸥有限公司", "exporter", "宁波海鸥有限公司"),
        ("(7) Number and kind of packages; description of goods", "goods", ""),
        ("10.Numher and date of involces", "invoice_number", ""),
        ("Certificate No. C263302A11800217", "certificate_number", "C263302A11800217"),
        ("CertificateNo.:C263302A11800217", "certificate_number", "C263302A11800217"),
        ("COUNTRY OF ORIGIN (see notes) : CHINA", "origin_country", "CHINA"),
        ("To: ATLANTIC HOME GOODS INC.", "consignee", "ATLANTIC HOME GOODS INC."),
        ("Invoice No. INV/25-26/03318", "invoice_number", "INV/25-26/03318"),
        ("1. 수출자 Exporter", "exporter", ""),
        ("Экспортер Exporter", "exporter", ""),
        ("ผู้ส่งออก Exporter: SIAM LTD", "exporter", "SIAM LTD"),
        ("Exporter 수출자: NAMDO FOODS", "exporter", "NAMDO FOODS"),
    ],
)
def test_a_label_is_told_from_its_value(printed: str, name: str, rest: str) -> None:
    hit = LABELS.find(printed)
    assert hit is not None
    assert hit.name == name
    assert printed[hit.end :].strip() == rest


@pytest.mark.parametrize(
    "printed", ["TORONTO TRADING LTD", "DATEX INSTRUMENTS", "88 ZHONGSHAN ROAD", "2.93CBM", "", "***"]
)
def test_a_value_that_begins_like_a_label_is_none(printed: str) -> None:
    assert LABELS.find(printed) is None


def test_labels_inside_a_line_part_it() -> None:
    text = "JUN. 3, 2026 Invoice No: NB-1 Certificate No: C1"
    assert [text[i:][:7] for i in LABELS.inner(text)] == ["Invoice", "Certifi"]
