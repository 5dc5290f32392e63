"""Official files as their authorities publish them, and what becomes of them in the store."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from flows.sources.official_files import read
from flows.store import official
from flows.store.database import open_store
from schemas.errors import UsageError
from schemas.reference.official import Official, Reference

TARIFF_CSV = """\
HTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,Column 2 Rate of Duty
"8481","0","Taps, cocks, valves:","","","",""
"","1","Other:","","","",""
"8481.80.30","2","Of iron or steel","","5.6%","Free (A*,AU,CL,KR,S)","45%"
"8481.80.30.60","3","Ball type","[""No."",""kg""]","","",""
"""
TARIFF_JSON = [
    {"htsno": "9405.42", "indent": "1", "description": "LED lamps", "units": [], "general": "", "special": ""},
    {"htsno": "9405.42.84", "indent": "2", "description": "Other", "units": ["kg"], "general": "3.9%",
     "special": "Free (KR,S)", "footnotes": [{"columns": ["general"], "value": "See 9903.88.03."}]},
]  # fmt: skip
CASES = {
    "total": 1,
    "results": [
        {"product": "Lined Paper Products", "country": "India", "case_number": "A-533-843",
         "hts_numbers": ["4810.22.50.44", "4820.10.20"]}
    ],
}  # fmt: skip


def loaded(path: Path, content: object, **given: object) -> list[Official]:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read(path, **given)  # pyright: ignore[reportArgumentType]


def test_the_tariff_as_csv_gives_statistical_numbers_the_rates_above_them(tmp_path: Path) -> None:
    [tariff] = loaded(tmp_path / "hts_2026.csv", TARIFF_CSV, as_of=dt.date(2026, 1, 1))
    assert tariff.name == "hts"
    assert list(tariff.content["hts"]) == ["8481", "84818030", "8481803060"]
    assert tariff.content["special"][2] == "Free (A*,AU,CL,KR,S)"
    assert tariff.coverage == "tariff (HTS): hts_2026.csv, 3 numbers, as of 2026-01-01"


def test_the_tariff_as_json_names_section_301_numbers_in_its_footnotes(tmp_path: Path) -> None:
    tariff, duties = loaded(tmp_path / "export.json", TARIFF_JSON)
    assert (tariff.name, tariff.rows) == ("hts", 2)
    assert duties.name == "section301"
    assert [duties.content[name][0] for name in ("hts", "list", "heading", "valid_from", "verified")] == [
        "94054284", "3", "9903.88.03", "2018-09-24", "yes",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "table", "first"),
    [
        ("list.csv", "hts8,list\n01012100,4a\n01012900,4B\n", "section301", {"hts": "01012100", "list": "4A",
                                                                          "valid_from": "2019-09-01"}),
        ("232.csv", "HTS,Metal,Effective date\n7304.10-7306.90,steel,03/23/2018\n", "section232",
         {"metal": "steel", "valid_from": "2018-03-23"}),
        ("rates.csv", "Case Number,Producer,Exporter,Cash deposit rate\nA-570-901-001,Maker,Seller,12.5\n",
         "adcvd_rates", {"producer": "Maker", "rate": "12.5"}),
        ("orders.csv", "case,country,hts\nC-570-902,China,9405.42; 9405.41\n", "adcvd_orders",
         {"country": "CN", "hts": "940542"}),
        ("uflpa.csv", "Entity,Effective Date\nHoshine Silicon (also known as Hesheng; and Hoshine),2022-06-21\n",
         "uflpa_entities", {"name": "Hoshine Silicon", "aliases": "Hesheng; Hoshine"}),
        ("schedule_k.csv", "Code,Port,Country\n57035,Shanghai,China\n", "schedule_k", {"code": "57035"}),
        ("schedule_d.csv", "Code,Port\n2704,Los Angeles\n", "schedule_d", {"code": "2704"}),
    ],
)  # fmt: skip
def test_a_list_is_told_by_its_columns(tmp_path: Path, name: str, text: str, table: str, first: dict[str, str]) -> None:
    [found] = loaded(tmp_path / name, text)
    assert found.name == table
    assert {column: found.content[column][0] for column in first} == first
    assert found.content["source"][0] == name
    assert found.complete is False


def test_cases_of_the_commerce_search_have_a_row_for_each_tariff_number(tmp_path: Path) -> None:
    [orders] = loaded(tmp_path / "adcvd.json", CASES)
    assert list(orders.content["hts"]) == ["4810225044", "48201020"]
    assert list(orders.content["country"]) == ["IN", "IN"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.csv", "colour,size\nred,7\n", "its columns name no table we know"),
        ("list.csv", "hts8,list\n01012100,4a\nlamps,3\n", "row 3, column hts: 'lamps' is no tariff number"),
        ("list.csv", "hts8,list,effective date\n01012100,3,soon\n", "column valid_from: 'soon' is no date"),
        ("list.csv", "hts8,list\n01012100,\n", "row 2: list is empty"),
        ("x.json", "{", "no JSON"),
        ("x.json", '{"results": 3}', "no list of records"),
        ("list.csv", "hts8,list\n", "holds no row"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(UsageError) as raised:
        loaded(tmp_path / name, text)
    assert told in str(raised.value)
    assert name in str(raised.value)


def test_the_last_loaded_table_is_used_until_it_is_given_up(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}", tmp_path)
    for content in ("hts8,list\n01012100,4a\n", "hts8,list\n84818030,3\n94054284,3\n"):
        [found] = loaded(tmp_path / "list.csv", content, complete=True)
        official.keep(store, found)
    kept = official.loaded(store)["section301"]
    assert (kept.rows, kept.complete, kept.source) == (2, True, "list.csv")
    assert official.loaded(store)["hts"] == Reference()["hts"]
    assert official.forget(store, "section301")
    assert official.loaded(store)["section301"] == Reference()["section301"]
    assert not official.forget(store, "section301")
