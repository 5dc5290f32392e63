"""The dated tables: who may issue, which programme is in force, what a form supports."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest

from schemas.reference import issuers
from schemas.reference.dated import day, rows
from schemas.reference.issuers import Authority
from schemas.reference.programmes import form_parameters, form_use, group_members, programme

NONPREF = "coo.nonpref_other_country"
OURS = "issuers issuer_names programmes country_groups form_programme form_parameters certificate_numbers".split()


@pytest.mark.parametrize(
    ("text", "issuer", "country"),
    [
        ("GUANGDONG CUSTOMS DISTRICT P.R. CHINA", "gacc", "CN"),
        ("Qingdao Customs", "gacc", "CN"),
        ("中华人民共和国宁波海关", "gacc", "CN"),
        ("CCPIT NINGBO", "ccpit", "CN"),
        ("China Council for the Prornotion of lnternational Trade (Zhejiang)", "ccpit", "CN"),
        ("中国国际贸易促进委员会单据证明专用章(甬)", "ccpit", "CN"),
        ("中国国际贸易促迸委员会", "ccpit", "CN"),
        ("VIETNAM CHAMBER OF COMMERCE & INDUSTRY, HO CHI MINH", "vn_vcci", "VN"),
        ("BỘ CÔNG THƯƠNG", "vn_moit", "VN"),
        ("IHK München und Oberbayern", "de_ihk", "DE"),
        ("Korea Chamber of Commerce and Industry", "kr_kcci", "KR"),
        ("DEPARTMENT OF FOREIGN TRADE, MINISTRY OF COMMERCE, THAILAND", "th_dft", "TH"),
        ("OHIO VALLEY CHAMBER OF COMMERCE", "chamber", ""),
        ("SELANGOR COMMERCE & LOGISTICS CENTRE", "none", ""),
        ("PACIFIC FREIGHT FORWARDERS LTD", "none", ""),
        ("SHENZHEN CUSTOMS BROKERS CO LTD", "none", ""),
    ],
)
def test_an_issuer_is_found_as_printed_and_as_misread(text: str, issuer: str, country: str) -> None:
    found = issuers.match(text, dt.date(2026, 3, 1))
    assert found is not None
    assert (found.issuer, found.country) == (issuer, country)


@pytest.mark.parametrize("text", ["NINGBO HAIOU IMP & EXP CO LTD", "", "签名", "AUTHORIZED SIGNATURE 12 MAR 2026"])
def test_what_names_no_issuer_finds_none(text: str) -> None:
    assert issuers.match(text, None) is None


@pytest.mark.parametrize(
    ("text", "on", "country", "authority"),
    [
        ("CIQ SHANGHAI", dt.date(2018, 8, 1), "", Authority.IN_FORCE),
        ("CIQ SHANGHAI", dt.date(2018, 9, 1), "", Authority.NOT_IN_FORCE),
        ("VCCI HCM", dt.date(2025, 4, 1), "VN", Authority.IN_FORCE),
        ("VCCI HCM", dt.date(2025, 5, 4), "VN", Authority.DISPUTED),
        ("VCCI HCM", dt.date(2025, 5, 5), "VN", Authority.NOT_IN_FORCE),
        ("MALACCA CHINESE CHAMBER OF COMMERCE", dt.date(2025, 5, 5), "MY", Authority.IN_FORCE),
        ("MALACCA CHINESE CHAMBER OF COMMERCE", dt.date(2025, 5, 6), "MY", Authority.NOT_IN_FORCE),
        ("MITI", dt.date(2025, 5, 6), "MY", Authority.IN_FORCE),
        ("ACME LOGISTICS", dt.date(2025, 5, 6), "MY", Authority.NONE),
    ],
)
def test_authority_has_dates(text: str, on: dt.date, country: str, authority: Authority) -> None:
    found = issuers.match(text, on, kind=NONPREF, country=country)
    assert found is not None
    assert found.authority is authority


def test_a_mandate_is_for_a_kind_of_certificate() -> None:
    late = dt.date(2026, 1, 1)
    preferential = issuers.match("MITI", late, kind="coo.rcep", country="MY")
    assert preferential is not None
    assert preferential.authority is Authority.IN_FORCE


@pytest.mark.parametrize(
    ("spi", "on", "name"),
    [
        ("KR", dt.date(2026, 5, 1), "KORUS"),
        ("S", dt.date(2026, 5, 1), "USMCA"),
        ("S", dt.date(2020, 6, 30), None),
        ("A", dt.date(2020, 12, 31), "GSP"),
        ("A", dt.date(2021, 1, 1), None),
        ("D", dt.date(2025, 9, 30), "AGOA"),
        ("D", dt.date(2025, 11, 1), None),
        ("D", dt.date(2026, 3, 1), "AGOA"),
        ("QQ", dt.date(2026, 3, 1), None),
    ],
)
def test_programmes_have_dates(spi: str, on: dt.date, name: str | None) -> None:
    found = programme(spi, on)
    assert (found.name if found else None) == name


def test_forms_support_their_programme_only() -> None:
    usmca, chinese = form_use("cert.usmca", dt.date(2026, 1, 1)), form_use("coo.ckfta", dt.date(2026, 1, 1))
    assert usmca is not None
    assert chinese is not None
    assert usmca.spis == {"S", "S+"}
    assert (chinese.spis, chinese.otherwise) == (frozenset(), "foreign")
    assert form_use("ship.bl", None) is None
    assert form_parameters("ship.bl") is None
    assert "DE" in (group_members("EU") or ())


@pytest.mark.parametrize("table", OURS)
def test_every_row_is_dated_and_has_a_source(table: str) -> None:
    path = Path(issuers.__file__).with_name(f"{table}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        header, *body = list(csv.reader(file))
    assert [line for line in body if len(line) != len(header)] == []
    for row in rows(table):
        first, last = day(row["valid_from"]), day(row["valid_to"])
        assert first is None or last is None or first <= last, row
        assert row["verified"] in ("yes", "no"), row
        assert row["source"], row
        assert (row["source"] == "GK") <= (row["verified"] == "no"), row


def test_names_issuers_and_patterns_belong_together() -> None:
    known = {row["issuer"] for row in rows("issuers")}
    assert {row["issuer"] for row in rows("issuer_names")} <= known
    for row in rows("certificate_numbers"):
        assert row["issuer"] in known
        assert re.compile(row["pattern"])
    assert {row["kind"] for row in rows("form_programme")} == {row["kind"] for row in rows("form_parameters")}


def test_every_source_is_explained() -> None:
    told = Path(issuers.__file__).with_name("SOURCES.md").read_text(encoding="utf-8")
    named = {source for table in OURS for row in rows(table) for source in row["source"].split()}
    assert {source for source in named if not re.search(rf"\b{re.escape(source)}\b", told)} == set()
