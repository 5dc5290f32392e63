"""Parties' cells: where the name ends, what the address is, what stands for a party."""

import pytest

from extractors.nlp.parties import parse_party


@pytest.mark.parametrize(
    ("lines", "name", "address", "country"),
    [
        (
            "NINGBO HAIOU LIGHTING CO., LTD.|NO. 18 XINGYE ROAD, BEILUN DISTRICT,|"
            "NINGBO, ZHEJIANG, CHINA|TEL: 0574-87654321",
            "NINGBO HAIOU LIGHTING CO., LTD.",
            "NO. 18 XINGYE ROAD, BEILUN DISTRICT, NINGBO, ZHEJIANG, CHINA",
            "CN",
        ),
        (
            "NINGBO HAIOU IMPORT AND EXPORT TRADING|CO., LTD.|ROOM 1201, 12/F, TOWER A, NINGBO, CHINA",
            "NINGBO HAIOU IMPORT AND EXPORT TRADING CO., LTD.",
            "ROOM 1201, 12/F, TOWER A, NINGBO, CHINA",
            "CN",
        ),
        (
            "ZHEJIANG SUNRISE INDUSTRIAL CO.,LTD NO.88 JIANGNAN ROAD,HANGZHOU,CHINA",
            "ZHEJIANG SUNRISE INDUSTRIAL CO.,LTD",
            "NO.88 JIANGNAN ROAD,HANGZHOU,CHINA",
            "CN",
        ),
        (
            "PACIFIC HOME GOODS INC.|2100 E. 4TH STREET|LOS ANGELES, CA 90023",
            "PACIFIC HOME GOODS INC.",
            "2100 E. 4TH STREET LOS ANGELES, CA 90023",
            "US",
        ),
        (
            "宁波海鸥照明有限公司|浙江省宁波市北仑区兴业路18号",
            "宁波海鸥照明有限公司",
            "浙江省宁波市北仑区兴业路18号",
            "CN",
        ),
        (
            "宁波海鸥照明有限公司 地址：浙江省宁波市兴业路18号 电话：0574-87654321",
            "宁波海鸥照明有限公司",
            "浙江省宁波市兴业路18号",
            "CN",
        ),
        ("江苏|常州钢管厂", "江苏常州钢管厂", None, "CN"),
        ("供应商：宁波钢铁有限公司", "宁波钢铁有限公司", None, "CN"),
        (
            "EVERGREEN QUARTZ SDN. BHD.|LOT 18, JALAN PERUSAHAAN 3,|SHAH ALAM, SELANGOR",
            "EVERGREEN QUARTZ SDN. BHD.",
            "LOT 18, JALAN PERUSAHAAN 3, SHAH ALAM, SELANGOR",
            "MY",
        ),
        (
            "CÔNG TY TNHH MỘT THÀNH VIÊN ABC|Đường số 5, KCN Đình Vũ, Việt Nam",
            "CÔNG TY TNHH MỘT THÀNH VIÊN ABC",
            "Đường số 5, KCN Đình Vũ, Việt Nam",
            "VN",
        ),
        (
            "GREAT LAKES SUPPLY|123 MAIN STREET, CHICAGO, IL 60601",
            "GREAT LAKES SUPPLY",
            "123 MAIN STREET, CHICAGO, IL 60601",
            "US",
        ),
        (
            "Name: ACME S.A. DE C.V.|Address: Av. Industrial 500, Monterrey, Mexico|Phone: +52 81 1234 5678",
            "ACME S.A. DE C.V.",
            "Av. Industrial 500, Monterrey, Mexico",
            "MX",
        ),
        (
            "GUANGDONG CITY STAR ELECTRICAL|APPLIANCES CO., LTD|FOSHAN, GUANGDONG, CHINA",
            "GUANGDONG CITY STAR ELECTRICAL APPLIANCES CO., LTD",
            "FOSHAN, GUANGDONG, CHINA",
            "CN",
        ),
        ("BERGSTROM|STOCKHOLM, SWEDEN", "BERGSTROM", "STOCKHOLM, SWEDEN", "SE"),
        (
            "SHENZHEN TIMELY WATCH CO LTD ROOM 1342-49 SHENZHEN CHINA",
            "SHENZHEN TIMELY WATCH CO LTD",
            "ROOM 1342-49 SHENZHEN CHINA",
            "CN",
        ),
        (
            "TATA STEEL LIMITED, PLOT 12, PHASE II, NOIDA, INDIA",
            "TATA STEEL LIMITED",
            "PLOT 12, PHASE II, NOIDA, INDIA",
            "IN",
        ),
        ("SMITH & SONS|TRADING LTD|LONDON, ENGLAND", "SMITH & SONS TRADING LTD", "LONDON, ENGLAND", "GB"),
        (
            "CHINA MACHINERY IMP. & EXP. CORP. NINGBO BRANCH|12 ZHONGSHAN RD",
            "CHINA MACHINERY IMP. & EXP. CORP. NINGBO BRANCH",
            "12 ZHONGSHAN RD",
            "CN",
        ),
        (
            "ABC GMBH & CO. KG|HAUPTSTRASSE 5, 20095 HAMBURG, GERMANY",
            "ABC GMBH & CO. KG",
            "HAUPTSTRASSE 5, 20095 HAMBURG, GERMANY",
            "DE",
        ),
        ("NINGBO ABC C0.,LTD.|N0.1 R0AD, NINGBO", "NINGBO ABC CO.,LTD.", "N0.1 R0AD, NINGBO", "CN"),
    ],
)
def test_name_address_and_country(lines: str, name: str, address: str | None, country: str) -> None:
    party = parse_party(lines.split("|"))
    assert party.name is not None
    assert party.name.value == name
    assert (party.address.value if party.address else None) == address
    assert party.country is not None
    assert party.country.value == country


@pytest.mark.parametrize(
    "words",
    [
        "TO ORDER",
        "SAME",
        "AVAILABLE UPON REQUEST",
        "TO ORDER OF BANK OF CHINA",
        "CONFIDENTIAL",
        "TO WHOM IT MAY CONCERN",
    ],
)
def test_words_that_stand_for_a_party(words: str) -> None:
    party = parse_party([words])
    assert party.absent
    assert party.name is not None
    assert party.name.value == words
    assert party.address is None


def test_a_principal_behind_the_exporter() -> None:
    party = parse_party(["NINGBO MAKER CO., LTD.", "ON BEHALF OF HK TRADING LIMITED", "KOWLOON, HONG KONG"])
    assert party.name is not None
    assert (party.name.value, party.through) == ("NINGBO MAKER CO., LTD.", "HK TRADING LIMITED")


def test_contacts_and_the_number_of_name_lines() -> None:
    party = parse_party(["NINGBO HAIOU TRADING", "CO., LTD.", "NO. 1 ROAD, NINGBO", "TEL: 0574-87654321 EMAIL: a@b.cn"])
    assert party.name_lines == 2
    assert party.tel is not None
    assert party.email is not None
    assert (party.tel.value, party.email.value) == ("0574-87654321", "a@b.cn")
    assert party.address is not None
    assert party.address.value == "NO. 1 ROAD, NINGBO"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        (["LONE STAR PATIO & GARDEN", "DISTRIBUTORS LP", "8800 MAIN ST"], "LONE STAR PATIO & GARDEN DISTRIBUTORS LP"),
        (["OLD DOMINION", "DENIM TRADING", "COMPANY"], "OLD DOMINION DENIM TRADING COMPANY"),
        (["FIFTH AVENUE TAILORED", "CLOTHING LLC", "500 7TH AVE FL 12"], "FIFTH AVENUE TAILORED CLOTHING LLC"),
        (["NORTHLINE FOOTWEAR BRANDS", "BENTONVILLE AR"], "NORTHLINE FOOTWEAR BRANDS"),
        (["NORTHLINE FOOTWEAR BRANDS", "ATTN: HARBOR LLC"], "NORTHLINE FOOTWEAR BRANDS"),
    ],
)  # fmt: skip
def test_a_name_that_a_narrow_cell_breaks_runs_on_to_its_legal_form(printed: list[str], name: str) -> None:
    party = parse_party(printed)
    assert party.name is not None
    assert party.name.value == name


def test_an_empty_cell_holds_nobody() -> None:
    for lines in ([], [""], ["  ", ""]):
        party = parse_party(lines)
        assert (party.name, party.address, party.name_lines) == (None, None, 0)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("SCHWARZWALD METALLWAREN GMBH & CO.|KG|AM GÜTERBAHNHOF 38", "SCHWARZWALD METALLWAREN GMBH & CO. KG"),
        ("Toprak Metal Ltd.|Şti.|Gazi Bulvarı 459", "Toprak Metal Ltd. Şti."),
        ("QUÍMICA TEPEYAC S.A.|P.I. DE C.V.|CALLE NIÑOS HÉROES 1457", "QUÍMICA TEPEYAC S.A.P.I. DE C.V."),
        ("Agro Chavín Textil|E.I.R.L.|Av. Nicolás Arriola 1793", "Agro Chavín Textil E.I.R.L."),
    ],
)
def test_a_legal_form_goes_on_in_the_next_line(lines: str, name: str) -> None:
    found = parse_party(lines.split("|"))
    assert found.name is not None
    assert found.name.value == name
    assert found.address is not None
    assert found.address.value == lines.split("|")[2]
