"""Transport boxes of many wordings."""

import datetime as dt

import pytest

from extractors.nlp.transport import parse_transport


@pytest.mark.parametrize(
    ("text", "from_place", "to_place", "via", "mode"),
    [
        (
            "FROM NINGBO TO LOS ANGELES BY SEA ON/AFTER JUN. 28, 2026 VIA HONGKONG",
            "NINGBO",
            "LOS ANGELES",
            "HONGKONG",
            "sea",
        ),
        ("FROM SHANGHAI, CHINA TO LONG BEACH, USA BY SEA", "SHANGHAI, CHINA", "LONG BEACH, USA", "", "sea"),
        (
            "FROM HAI PHONG PORT, VIETNAM\nTO LOS ANGELES PORT, USA\nBY SEA FREIGHT",
            "HAI PHONG PORT, VIETNAM",
            "LOS ANGELES PORT, USA",
            "",
            "sea",
        ),
        ("FROM NINGBO VIA BUSAN TO SEATTLE BY VESSEL", "NINGBO", "SEATTLE", "BUSAN", "sea"),
        ("FROM PUDONG AIRPORT TO JFK AIRPORT BY AIR", "PUDONG AIRPORT", "JFK AIRPORT", "", "air"),
        ("从宁波到洛杉矶 海运", "宁波", "洛杉矶", "", "sea"),
        ("PORT OF LOADING: PORT KLANG  PORT OF DISCHARGE: LONG BEACH", "PORT KLANG", "LONG BEACH", "", ""),
        ("FROM MONTERREY TO LAREDO, TX BY TRUCK", "MONTERREY", "LAREDO, TX", "", "road"),
        ("BY SEA", "", "", "", "sea"),
        ("***", "", "", "", ""),
        ("", "", "", "", ""),
    ],
)
def test_route_and_mode(text: str, from_place: str, to_place: str, via: str, mode: str) -> None:
    transport = parse_transport(text)
    assert (transport.from_place, transport.to_place, transport.via, transport.mode) == (
        from_place,
        to_place,
        via,
        mode,
    )


def test_labelled_boxes_give_vessel_voyage_and_departure() -> None:
    transport = parse_transport(
        "Departure date: JUN. 28, 2026\nVessel's name/Aircraft etc.: COSCO SHIPPING ROSE V.012E\n"
        "Port of Discharge: LOS ANGELES, USA"
    )
    assert (transport.vessel, transport.voyage, transport.to_place) == (
        "COSCO SHIPPING ROSE",
        "012E",
        "LOS ANGELES, USA",
    )
    assert transport.departure is not None
    assert transport.departure.value == dt.date(2026, 6, 28)
    sailing = parse_transport("SHIPPED PER MV EVER GIVEN VOY. 1234W FROM NINGBO TO NEW YORK")
    assert (sailing.vessel, sailing.voyage, sailing.mode) == ("EVER GIVEN", "1234W", "sea")
