"""Whose seal it is, beside the authority that the box of a certificate names."""

from __future__ import annotations

import pytest

from schemas.finding import Status
from tests.validators import build as b
from validators import seals

CUSTOMS = "NINGBO CUSTOMS, P.R. CHINA"


@pytest.mark.parametrize(
    ("seal", "issuer", "body", "place"),
    [
        ("中华人民共和国宁波海关", CUSTOMS, True, True),
        ("中华人民共和国杭州海关", CUSTOMS, True, False),
        ("中国国际贸易促进委员会单据证明专用章", CUSTOMS, False, None),
        ("MINISTRY OF INDUSTRY AND TRADE OF VIETNAM", CUSTOMS, False, None),
        ("CCPIT ANHUI SUB-COUNCIL", "CCPIT JIANGSU SUB-COUNCIL", True, False),
        # A city lies in some province; which one the table does not say.
        ("CCPIT ZHEJIANG SUB-COUNCIL", "CCPIT NINGBO SUB-COUNCIL", True, None),
        # A box that names nobody who is listed says nothing about the seal, and is a finding of its own.
        ("中华人民共和国宁波海关", "BRIGHTWAY DOCUMENTS BUREAU", None, None),
    ],
)
def test_bodies_and_places(seal: str, issuer: str, body: bool | None, place: bool | None) -> None:
    told = seals.columns([b.certificate(issuer=issuer, seal_text=seal)])
    assert told.select("seal_same_body", "seal_same_place").rows() == [(body, place)]


@pytest.mark.parametrize(
    "seal", ["NINGBO HAIMING LIGHTING CO., LTD.", "MARITIME LOGISTICS", "RIVERSIDE CHAMBER OF COMMERCE"]
)
def test_a_seal_of_no_listed_authority_says_nothing(seal: str) -> None:
    assert seals.columns([b.certificate(issuer=CUSTOMS, seal_text=seal)]).is_empty()


def test_another_body_is_a_finding_another_place_a_question() -> None:
    entry = [b.declared()]
    for seal, status in (
        ("中国国际贸易促进委员会", Status.FINDING),
        ("中华人民共和国杭州海关", Status.QUESTION),
    ):
        judged = b.judged([b.certificate(issuer=CUSTOMS, seal_text=seal)], entry)
        assert [f.status for f in b.raised(judged, "issuer.seal-text-mismatch")] == [status]
    same = b.judged([b.certificate(issuer=CUSTOMS, seal_text="中华人民共和国宁波海关")], entry)
    assert not b.raised(same, "issuer.seal-text-mismatch")
