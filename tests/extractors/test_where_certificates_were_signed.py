"""Authority, place and day at the foot of certificates: on one line or on several, before each other or behind."""

from __future__ import annotations

import pytest

from schemas.page import Box
from tests.extractors.prepared import fields, read

HEAD = [(0.3, 0.05, "CERTIFICATE OF ORIGIN"), (0.3, 0.075, "Form for China-Korea FTA"),
        (0.07, 0.12, "1. Exporter"), (0.07, 0.134, "HEZE JADE WORKS CO., LTD."),
        (0.07, 0.148, "12 RIVER ROAD, HEZE, SHANDONG 274000, CHINA"),
        (0.52, 0.12, "2. Consignee"), (0.52, 0.134, "MINATO HOMEWARES K.K."),
        (0.52, 0.148, "OSAKA, JAPAN")]  # fmt: skip
DECLARED = [(0.07, 0.7, "13. Declaration by the exporter"), (0.07, 0.714, "The undersigned declares it."),
            (0.07, 0.76, "HEZE, 16 APR 2026")]  # fmt: skip
BOXES = [Box(0.06, 0.69, 0.5, 0.84), Box(0.51, 0.69, 0.95, 0.84)]


def _foot(*lines: str, cells: bool = True) -> dict[str, str]:
    certified = [(0.52, 0.7 + 0.014 * n, text) for n, text in enumerate(lines)]
    return fields(read([*HEAD, *DECLARED, *certified], BOXES if cells else ()))


@pytest.mark.parametrize("cells", [True, False])
@pytest.mark.parametrize(
    "lines",
    [
        ("HEZE CUSTOMS, P.R. CHINA", "17 APR 2026, HEZE"),
        ("HEZE CUSTOMS, P.R. CHINA", "HEZE", "17 APR 2026"),
        ("HEZE CUSTOMS, P.R. CHINA", "17 APR 2026", "HEZE"),
        ("HEZE CUSTOMS, P.R. CHINA", "Done at HEZE on 17 APR 2026"),
        ("HEZE CUSTOMS, P.R. CHINA", "Date and place of issue: 17 APR 2026, HEZE"),
        ("Issuing authority: HEZE CUSTOMS, P.R.", "CHINA", "Place and date: HEZE, 17 APR 2026"),
        ("For HEZE CUSTOMS, P.R. CHINA", "Authorised officer: Lin Wei", "17 APR 2026", "HEZE"),
    ],
)
def test_place_and_day_of_the_authority_stand_in_any_order_on_one_line_or_two(
    lines: tuple[str, ...], cells: bool
) -> None:
    told = _foot("14. For completion by the certifying authority", *lines, cells=cells)
    assert (told["issuer"], told["issue_place"], told["issue_date"]) == (
        "HEZE CUSTOMS, P.R. CHINA", "HEZE", "2026-04-17",
    )  # fmt: skip


def test_the_country_of_the_place_may_go_on_in_the_next_line() -> None:
    told = _foot("14. Certification", "HEZE CUSTOMS", "17 APR 2026, HEZE, PEOPLE'S REPUBLIC", "OF CHINA")
    assert told["issue_place"] == "HEZE, PEOPLE'S REPUBLIC OF CHINA"


def test_a_person_or_the_end_of_the_authoritys_name_is_no_place() -> None:
    told = _foot("14. Certification", "MINISTRY OF INVESTMENT, TRADE AND", "INDUSTRY", "17 APR 2026")
    assert (told["issuer"], told.get("issue_place")) == ("MINISTRY OF INVESTMENT, TRADE AND INDUSTRY", None)
    assert _foot("14. Certification", "HEZE CUSTOMS", "Lin Wei", "17 APR 2026").get("issue_place") is None


@pytest.mark.parametrize(
    "lines",
    [
        ("SHUNDE CUSTOMS OF THE", "PEOPLE'S REPUBLIC OF CHINA"),
        ("MINISTRY OF INVESTMENT, TRADE", "AND INDUSTRY"),
        ("THE KOREA CHAMBER OF COMMERCE AND", "INDUSTRY"),
        ("Ministry of Trade of the Republic", "of Indonesia"),
        ("CHAMBRE DE COMMERCE ET D'INDUSTRIE", "BESANÇON"),
    ],
)
@pytest.mark.parametrize("caption", ["Issuing authority: ", ""])
def test_an_authoritys_name_goes_on_where_its_caption_begins(lines: tuple[str, str], caption: str) -> None:
    told = _foot("14. Certification", f"{caption}{lines[0]}", lines[1], "17 APR 2026, HEZE", "Signature and stamp")
    assert told["issuer"] == " ".join(lines)


@pytest.mark.parametrize(
    "office", ["Tollkontoret Ålesund", "Douane de Fès", "KOCAELI GÜMRÜK MÜDÜRLÜĞÜ", "Urząd Celny Gdynia"]
)
@pytest.mark.parametrize("said", ["{}", "Stamp of {}", "We, {}, certify that the above details are correct."])
def test_customs_offices_name_themselves_in_their_own_language(office: str, said: str) -> None:
    head = [(0.3, 0.05, "MOVEMENT CERTIFICATE EUR.1"), *HEAD[2:]]
    certified = [(0.52, 0.7, "14. Customs endorsement"), (0.52, 0.714, said.format(office))]
    assert fields(read([*head, *DECLARED, *certified], BOXES))["issuer"] == office


def test_the_caption_under_a_signature_takes_nothing_of_the_box_beside() -> None:
    lines = [(0.07, 0.775, "Place, date and signature"), (0.52, 0.7, "14. Certification"),
             (0.52, 0.72, "HEZE CUSTOMS"), (0.52, 0.775, "Lin Wei"), (0.52, 0.79, "17 APR 2026, HEZE")]  # fmt: skip
    told = fields(read([*HEAD, *DECLARED, *lines]))
    assert (told["issue_place"], told["issue_date"]) == ("HEZE", "2026-04-17")


def test_the_days_in_cells_of_the_authority_outdo_that_of_the_exporter() -> None:
    cells = [Box(0.06, 0.69, 0.95, 0.79), *(Box(x, 0.79, x + 0.29, 0.84) for x in (0.06, 0.35, 0.64))]
    told = fields(read([
        *HEAD, (0.07, 0.7, "13. Declaration by the exporter"), (0.07, 0.76, "Place and date: HEZE, 16 APR 2026"),
        (0.07, 0.8, "Name of certifying authority"), (0.07, 0.814, "HEZE CUSTOMS"),
        (0.36, 0.8, "Place"), (0.36, 0.814, "HEZE"), (0.65, 0.8, "Date"), (0.65, 0.814, "17 APR 2026"),
    ], cells))  # fmt: skip
    assert (told["issuer"], told["issue_date"]) == ("HEZE CUSTOMS", "2026-04-17")
