"""Company names: the same firm, another firm, or to be looked at."""

from __future__ import annotations

import pytest

from validators import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NINGBO HAIOU LIGHTING CO., LTD.", "Ningbo Haiou Lighting Company Limited"),
        ("PACIFIC HOME SUPPLY INC.", "Pacific Home Supply, LLC"),
        ("A.B.C. Corp", "ABC CORPORATION"),
        ("ＮＩＮＧＢＯ ＨＡＩＯＵ ＣＯ．，ＬＴＤ．", "NINGBO HAIOU CO LTD"),
        ("Müller & Söhne GmbH", "MULLER AND SOHNE GMBH"),
        ("宁波海鸥照明有限公司", "宁波海鸥照明有限责任公司"),
        ("ACME DE MEXICO S.A. DE C.V.", "ACME DE MÉXICO"),
        ("PACIFIC HOME SUPPLY", "PACIFIC HORNE SUPPLY"),
    ],
)
def test_one_firm(one: str, other: str) -> None:
    assert names.score(one, other) >= 0.92
    assert names.score(other, one) == names.score(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NINGBO HAIOU LIGHTING CO LTD", "NINGBO HAIOU TRADING CO LTD"),
        ("ACME IMPORTS INC", "BLUE RIDGE LIGHTING INC"),
        ("WAWASAN ELECTRICAL APPLIANCE SDN. BHD.", "ALAM JATI ELECTRICAL APPLIANCE SDN. BHD."),
        ("NINGBO HAIOU LIGHTING CO LTD", "SHANGHAI HAIOU LIGHTING CO LTD"),
        ("", "ACME"),
        ("CO., LTD.", "ACME CO., LTD."),
    ],
)
def test_another_firm(one: str, other: str) -> None:
    assert names.score(one, other) < 0.80


def test_a_name_inside_another_is_probable() -> None:
    assert 0.80 <= names.score("LAKESIDE RETAIL GROUP", "LAKESIDE RETAIL GROUP DISTRIBUTION WEST") < 0.92


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ST JOHN TOOLS", "SAINT JOHN TOOLS"),
        ("NINGBO HAIOU LIGHTING CO LTD", "NINGB0 HA1OU LIGHTING CO., LTD"),
        ("NEW AGE PUMPS", "NEWAGE PUMP"),
    ],
)
def test_a_shortened_or_misread_beginning_is_no_other_firm(one: str, other: str) -> None:
    assert names.score(one, other) >= 0.80


@pytest.mark.parametrize("text", ["TO ORDER", "To the order of Bank of X", "TO WHOM IT MAY CONCERN", "凭指示"])
def test_a_consignee_to_order_is_no_name(text: str) -> None:
    assert names.is_order(text)
    assert not names.is_order("ORDERLY HOMES INC")
