"""Issuing authorities in certification boxes, titles and seals."""

import pytest

from extractors.nlp.issuers import find_issuer


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "It is hereby certified, on the basis of control carried out, that the declaration is correct.\n"
            "NINGBO CUSTOMS DISTRICT P.R. CHINA\nNINGBO, CHINA JUN. 28, 2026",
            "NINGBO CUSTOMS DISTRICT P.R. CHINA",
        ),
        (
            "CHINA COUNCIL FOR THE PROMOTION OF INTERNATIONAL TRADE",
            "CHINA COUNCIL FOR THE PROMOTION OF INTERNATIONAL TRADE",
        ),
        (
            "CHINA COUNCIL FOR THE PROMOTION\nOF INTERNATIONAL TRADE\n(NINGBO)",
            "CHINA COUNCIL FOR THE PROMOTION OF INTERNATIONAL TRADE (NINGBO)",
        ),
        ("CCPIT NINGBO SUB-COUNCIL\nTEL: 0574-1111", "CCPIT NINGBO SUB-COUNCIL"),
        (
            "Issued by: VIETNAM CHAMBER OF COMMERCE AND INDUSTRY HCM BRANCH, 14/08/2025",
            "VIETNAM CHAMBER OF COMMERCE AND INDUSTRY HCM BRANCH",
        ),
        (
            "It is hereby certified that the declaration is correct\nSELANGOR COMMERCE & LOGISTICS CENTRE\n22 APR 2026",
            "SELANGOR COMMERCE & LOGISTICS CENTRE",
        ),
        ("PENANG EXPORT PAPERS ASSOCIATION\n22 APR 2026", "PENANG EXPORT PAPERS ASSOCIATION"),
        ("中华人民共和国宁波海关", "中华人民共和国宁波海关"),
        ("中国国际贸易促进委员会宁波市分会 单据证明专用章", "中国国际贸易促进委员会宁波市分会"),
        ("NINGBO CUST0MS", "NINGBO CUSTOMS"),
        (
            "CHINA C0UNCIL FOR THE PR0MOTION OF INTERNATIONAL TRADE",
            "CHINA COUNCIL FOR THE PROMOTION OF INTERNATIONAL TRADE",
        ),
        (
            "GENERAL ADMINISTRATION OF CUSTOMS OF THE PEOPLE'S REPUBLIC OF CHINA",
            "GENERAL ADMINISTRATION OF CUSTOMS OF THE PEOPLE'S REPUBLIC OF CHINA",
        ),
        ("Certified true by Greater Houston Chamber of Commerce, Houston TX", "Greater Houston Chamber of Commerce"),
        (
            "DEPARTMENT OF FOREIGN TRADE, MINISTRY OF COMMERCE, THAILAND",
            "DEPARTMENT OF FOREIGN TRADE, MINISTRY OF COMMERCE, THAILAND",
        ),
        (
            "MINISTRY OF INVESTMENT, TRADE AND INDUSTRY (MITI) MALAYSIA",
            "MINISTRY OF INVESTMENT, TRADE AND INDUSTRY (MITI) MALAYSIA",
        ),
        (
            "Qingdao Customs of the People's Republic of China, QINGDAO 2026-06-28",
            "Qingdao Customs of the People's Republic of China",
        ),
        ("BỘ CÔNG THƯƠNG", "BỘ CÔNG THƯƠNG"),
        ("CAMARA DE COMERCIO DE BOGOTA", "CAMARA DE COMERCIO DE BOGOTA"),
        ("THE KOREA CHAMBER OF COMMERCE & INDUSTRY", "KOREA CHAMBER OF COMMERCE & INDUSTRY"),
    ],
)
def test_the_issuer_is_found_as_printed(text: str, issuer: str) -> None:
    found = find_issuer(text)
    assert found is not None
    assert found.value == issuer


@pytest.mark.parametrize(
    "text",
    [
        "Verification: origin.customs.gov.cn",
        "THE UNDERSIGNED AUTHORITY CERTIFIES THAT THE GOODS ORIGINATE IN THE COUNTRY SHOWN",
        "海关编号 1234",
        "customs value of the goods",
        "NINGBO, CHINA, JUN. 28, 2026",
        "CERTIFICATE OF ORIGIN",
        "",
    ],
)
def test_other_text_names_no_issuer(text: str) -> None:
    assert find_issuer(text) is None


def test_a_body_no_table_knows_is_less_certain() -> None:
    found = find_issuer("PENANG EXPORT PAPERS ASSOCIATION")
    assert found is not None
    assert found.sure < 0.8


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Industrie- und Handelskammer Schwarzwald-Baar-\nHeuberg\nVillingen, den 30.09.2026",
         "Industrie- und Handelskammer Schwarzwald-Baar-Heuberg"),
        ("MINISTRY OF INDUSTRY AND TRADE OF VIET\nNAM", "MINISTRY OF INDUSTRY AND TRADE OF VIET NAM"),
        ("DINAS PERINDUSTRIAN DAN PERDAGANGAN PROVINSI\nSULAWESI UTARA",
         "DINAS PERINDUSTRIAN DAN PERDAGANGAN PROVINSI SULAWESI UTARA"),
        ("DINAS PERINDUSTRIAN DAN PERDAGANGAN KABUPATEN\nTANGERANG",
         "DINAS PERINDUSTRIAN DAN PERDAGANGAN KABUPATEN TANGERANG"),
        ("SECRETARÍA DE COMERCIO Y FOMENTO INDUSTRIAL", "SECRETARÍA DE COMERCIO Y FOMENTO INDUSTRIAL"),
        ("Cámara Nacional de Comercio, Servicios y Turismo de Monterrey",
         "Cámara Nacional de Comercio, Servicios y Turismo de Monterrey"),
        ("KAOHSIUNG IMPORTERS & EXPORTERS GUILD", "KAOHSIUNG IMPORTERS & EXPORTERS GUILD"),
        ("Ajman Chamber", "Ajman Chamber"),
        ("Zollstelle Zürich", "Zollstelle Zürich"),
        ("東京商工会議所", "東京商工会議所"),
    ],
)  # fmt: skip
def test_bodies_of_many_languages_are_named_in_full(text: str, issuer: str) -> None:
    found = find_issuer(text)
    assert found is not None
    assert found.value == issuer


@pytest.mark.parametrize(
    "text",
    [
        "BY SEA FREIGHT, ONE OLYMPUS 078E",
        "TAN MEI LING, LOGISTICS EXECUTIVE, 06/10/2026",
        "Торгово-промышленная палата",
    ],
)
def test_a_forwarders_trade_and_unknown_script_name_no_authority(text: str) -> None:
    assert find_issuer(text) is None


def test_a_traders_firm_that_certifies_is_named_surely_and_its_trade_alone_is_not() -> None:
    firm, trade = find_issuer("SELANGOR COMMERCE & LOGISTICS CENTRE"), find_issuer("OCEAN FREIGHT PREPAID")
    assert firm is not None
    assert (firm.value, firm.sure) == ("SELANGOR COMMERCE & LOGISTICS CENTRE", 0.95)
    assert trade is None or trade.sure < 0.8
