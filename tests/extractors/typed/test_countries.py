"""Countries by their many names, by codes, through slips, and of addresses."""

import pycountry
import pytest

from extractors.typed.countries import address_country, country, find_countries
from schemas.reference.countries import chinese_places, country_names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("THE PEOPLE'S REPUBLIC OF CHINA", "CN"),
        ("CHINA (CN)", "CN"),
        ("P.R. CHINA", "CN"),
        ("P.R.CHINA", "CN"),
        ("中国", "CN"),
        ("Made in P.R.C.", "CN"),
        ("VIET NAM", "VN"),
        ("Việt Nam", "VN"),
        ("Mỹ", "US"),
        ("Áo", "AT"),
        ("Hà Lan", "NL"),
        ("MY", "MY"),
        ("TAIWAN, CHINA", "TW"),
        ("TAIWAN, R.O.C.", "TW"),
        ("中国台湾", "TW"),
        ("HONG KONG, CHINA", "HK"),
        ("HONGKONG", "HK"),
        ("中国香港", "HK"),
        ("MACAU", "MO"),
        ("REPUBLIC OF KOREA", "KR"),
        ("D.P.R. KOREA", "KP"),
        ("KOREA, REPUBLIC OF", "KR"),
        ("대한민국", "KR"),
        ("U.S.A.", "US"),
        ("US", "US"),
        ("UNITED STATES", "US"),
        ("UNITEDSTATES", "US"),
        ("ESTADOS UNIDOS", "US"),
        ("HOA KỲ", "US"),
        ("MÉXICO", "MX"),
        ("Türkiye", "TR"),
        ("TURKEY", "TR"),
        ("GERMANY/DEUTSCHLAND", "DE"),
        ("EUROPEAN UNION", "EU"),
        ("S.R. VIETNAM", "VN"),
        ("LAO P.D.R.", "LA"),
        ("MYANMAR", "MM"),
        ("U.A.E.", "AE"),
        ("ENGLAND", "GB"),
        ("COUNTRY OF ORIGIN: CHINA", "CN"),
        ("CHN", "CN"),
        ("马来西亚", "MY"),
        ("CAMBODIA", "KH"),
        ("Allemagne", "DE"),
        ("Kanada", "CA"),
        ("大韩民国", "KR"),
        ("CÔTE D'IVOIRE", "CI"),
    ],
)
def test_names_and_codes(text: str, code: str) -> None:
    found = country(text)
    assert found is not None
    assert found.value == code
    assert found.sure >= 0.9
    assert found.raw == text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CHlNA", "CN"),
        ("CH1NA", "CN"),
        ("VlETNAM", "VN"),
        ("VIETNAN", "VN"),
        ("MALAYSlA", "MY"),
        ("UNITED STATE5 OF AMERICA", "US"),
        ("PEOPLE'SREPUBLICOFCHINA", "CN"),
        ("THAlLAND", "TH"),
        ("lNDONESIA", "ID"),
    ],
)
def test_misread_names_are_known_with_less_certainty(text: str, code: str) -> None:
    found = country(text)
    assert found is not None
    assert found.value == code
    assert found.sure < 0.9
    assert found.repaired


@pytest.mark.parametrize(
    "text",
    [
        "LED LAMPS 500 PCS",
        "SHIRTS OF COTTON",
        "WOMAN SHIRTS",
        "NEW MEXICO",
        "INDIAN COTTON",
        "",
        "NINGBO",
        "IN CARTONS",
    ],
)
def test_other_words_name_no_country(text: str) -> None:
    assert country(text) is None


def test_two_countries_are_doubtful_and_both_are_kept() -> None:
    found = country("CHINA, VIETNAM")
    assert found is not None
    assert (found.value, found.alternatives) == ("CN", ("VN",))
    assert found.sure < 0.8
    assert [f.value for f in find_countries("FROM NINGBO, CHINA TO LOS ANGELES, USA VIA HONG KONG")] == [
        "CN",
        "US",
        "HK",
    ]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("NO. 18 XINGYE ROAD, NINGBO, ZHEJIANG", "CN"),
        ("浙江省宁波市兴业路18号", "CN"),
        ("2100 MAIN ST, LOS ANGELES, CA 90012", "US"),
        ("LOT 5, SHAH ALAM, SELANGOR", "MY"),
        ("AV. JUAREZ 5, JALISCO", "MX"),
        ("123 KING ST, TORONTO, ONTARIO", "CA"),
        ("HAI DUONG PROVINCE, VIETNAM", "VN"),
        ("KOWLOON, HONG KONG", "HK"),
    ],
)
def test_addresses_also_tell_their_country_by_places(address: str, code: str) -> None:
    found = address_country(address)
    assert found is not None
    assert found.value == code


def test_a_chinese_place_is_no_origin() -> None:
    assert country("NINGBO, ZHEJIANG") is None
    assert country("宁波") is None


def test_every_iso_country_is_known_by_its_own_names() -> None:
    for entry in pycountry.countries:
        found = country(entry.name)
        assert found is not None, entry.name
        assert found.value == entry.alpha_2, entry.name


def test_the_tables_hold_keys_as_they_are_looked_up() -> None:
    assert all(name == name.strip() and "  " not in name for name in country_names())
    assert set(chinese_places().values()) == {"province", "city"}
