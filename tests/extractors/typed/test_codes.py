"""HS codes, entry numbers, containers, credit codes, references and contacts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iso6346
from stdnum.cn import uscc

from extractors.typed.codes import (
    entry_check_digit,
    find_containers,
    find_email,
    find_entry_numbers,
    find_hs,
    find_phone,
    find_uscc,
)
from extractors.typed.references import find_certificate_number, find_reference, find_references


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H.S. CODE: 9403.60", "940360"),
        ("9403600010", "9403600010"),
        ("9403.60.00.10", "9403600010"),
        ("94O3.60", "940360"),
        ("9403. 60", "940360"),
        ("HS CODE 9405 42", "940542"),
        ("LED LAMPS HS CODE:9405.42 500 CTNS", "940542"),
        ("税号：9405420000", "9405420000"),
        ("HTS 8708.29.5160", "8708295160"),
        ("H5 CODE 9405.4Z", "940542"),
        ("94.03", "9403"),
        ("LAMPS 9405.42", "940542"),
        ("HS编码:8539.50", "853950"),
        ("9018.9090", "90189090"),
        ("BIÈRES NC 22030001", "22030001"),
        ("C.C.C. CODE: 7318.15.00.90-6", "73181500906"),
    ],
)
def test_hs_codes_are_digits_only(text: str, code: str) -> None:
    assert [f.value for f in find_hs(text)] == [code]


@pytest.mark.parametrize(
    "text", ["940542 PCS", "9999.99", "1,200 PCS", "2026.06.28", "INV 940542", "NO. 8471", "0012.34", ""]
)
def test_amounts_dates_and_references_are_no_hs_codes(text: str) -> None:
    assert find_hs(text) == []


def test_two_codes_on_two_lines_stay_two() -> None:
    assert [f.value for f in find_hs("9405.42\n8539.50")] == ["940542", "853950"]


@pytest.mark.parametrize(
    "number", ["ABC-1234567-6", "999-9999999-0", "SP7-0000001-4", "9QX-0012345-2", "8ZV-4410087-1", "7KW-2200518-8"]
)
def test_the_check_digit_of_entry_numbers(number: str) -> None:
    filer, serial, check = number.split("-")
    assert entry_check_digit(filer + serial) == int(check)
    (found,) = find_entry_numbers(f"Entry No. {number} of the importer")
    assert (found.value, found.sure) == (number, 1.0)


def test_misread_entry_numbers_are_put_right_by_their_check_digit() -> None:
    (found,) = find_entry_numbers("9QX-OO12345-2")
    assert found.value == "9QX-0012345-2"
    assert found.repaired
    assert [f.value for f in find_entry_numbers("9QX00123452")] == ["9QX-0012345-2"]
    (wrong,) = find_entry_numbers("9QX-0012345-3")
    assert wrong.sure < 0.5
    assert find_entry_numbers("12345678901") == []


@settings(deadline=None, max_examples=80)
@given(st.text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", min_size=3, max_size=3), st.integers(0, 9_999_999))
def test_any_entry_number_reads_back(filer: str, serial: int) -> None:
    number = f"{filer}-{serial:07}-{entry_check_digit(f'{filer}{serial:07}')}"
    (found,) = find_entry_numbers(f"ENTRY NO: {number}.")
    assert found.value == number


@pytest.mark.parametrize("text", ["CSQU3054383", "CSQU 305438-3", "C5QU3054383", "CSQU3O54383"])
def test_container_numbers_are_checked_and_put_right(text: str) -> None:
    assert [f.value for f in find_containers(text)] == ["CSQU3054383"]


@settings(deadline=None, max_examples=60)
@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3), st.integers(0, 999_999))
def test_any_container_number_reads_back(owner: str, serial: int) -> None:
    base = f"{owner}U{serial:06}"
    number = base + iso6346.calc_check_digit(base)
    (found,) = find_containers(f"CONTAINER NO. {number} SEAL 1234")
    assert found.value == number
    assert found.sure == 1


def test_credit_codes_are_checked_and_put_right() -> None:
    for text in ("91350100M000100Y43", "税号：9135O100M000100Y43", "统一社会信用代码 91350100M000100Y43"):
        (found,) = find_uscc(text)
        assert found.value == "91350100M000100Y43"
        assert uscc.is_valid(found.value)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Certificate No. C263302A11800217", "C263302A11800217"),
        ("C26 3302A1180 0217", "C263302A11800217"),
        ("C2633O2A1180O217", "C263302A11800217"),
        ("24C3302A1180/00217", "24C3302A1180/00217"),
        ("24C3302A1180/OO217", "24C3302A1180/00217"),
        ("ZJCA33121/050001", "ZJCA33121/050001"),
        ("Reference No.: VN-US 26/02/01234", "VN-US 26/02/01234"),
        ("SCLC/26/0448", "SCLC/26/0448"),
        ("EUR.1 No A 123456", "A 123456"),
        ("No. KL-2026-NPCO-00123", "KL-2026-NPCO-00123"),
        ("CERTIFICATE NO.: E26470ZC41091001 ORIGINAL", "E26470ZC41091001"),
        ("C263302A11800217ORIGINAL", "C263302A11800217"),
        ("C263302A11800217RIGINAL", "C263302A11800217"),
    ],
)
def test_certificate_numbers(text: str, number: str) -> None:
    found = find_certificate_number(text)
    assert found is not None
    assert found.value == number


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("NB-0611 06/11/2026", ["NB-0611"]),
        ("No.: ABC/2026-001 DATE: JUN. 3, 2026", ["ABC/2026-001"]),
        ("INV.NO.HK-2026-118", ["HK-2026-118"]),
        ("NB- 0611", ["NB-0611"]),
        ("NB-0611JUN.3,2026", ["NB-0611"]),
        ("20260611", ["20260611"]),
        ("INV20260611 2026-06-11", ["INV20260611"]),
        ("2026-06-11", []),
        ("发票号：26372000000012345678", ["26372000000012345678"]),
        ("合同编号：NB-2026-018", ["NB-2026-018"]),
        ("XY26-001\nJUN. 3, 2026\nXY26-002\nJUN. 4, 2026", ["XY26-001", "XY26-002"]),
        ("GZ/26/118 OF 11 JUN 2026", ["GZ/26/118"]),
        ("500 CTNS", []),
        ("AS PER INVOICE", []),
        ("MEDUAB123456", ["MEDUAB123456"]),
        ("MAEU2 62615403", ["MAEU262615403"]),
    ],
)
def test_references_without_their_labels_and_dates(text: str, references: list[str]) -> None:
    assert [f.value for f in find_references(text)] == references
    first = find_reference(text)
    assert (first.value if first else None) == (references[0] if references else None)


def test_contacts() -> None:
    email, phone = (
        find_email("Email: sales @ ningbo-haiou.com.cn"),
        find_phone("TEL: 0574-8765 4321 FAX: 0574-8765 4322"),
    )
    assert email is not None
    assert email.value == "sales@ningbo-haiou.com.cn"
    assert phone is not None
    assert phone.value == "0574-8765 4321"
    assert find_phone("12345678") is None
    assert find_email("no address here") is None
