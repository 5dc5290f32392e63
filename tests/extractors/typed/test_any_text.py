"""Whatever stands on a paper: no parser raises, every find lies where it says."""

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.nlp.goods import parse_goods
from extractors.nlp.issuers import find_issuer
from extractors.nlp.parties import parse_party
from extractors.nlp.statements import certifier_role, find_markings, language, normalise_criterion, produced_in
from extractors.nlp.transport import parse_transport
from extractors.typed.codes import find_containers, find_email, find_entry_numbers, find_hs, find_phone, find_uscc
from extractors.typed.countries import address_country, country, find_countries
from extractors.typed.dates import find_dates, find_period, parse_date
from extractors.typed.folding import fold, likeness
from extractors.typed.found import Found
from extractors.typed.number_words import find_number_words
from extractors.typed.numbers import find_numbers, parse_decimal
from extractors.typed.quantities import find_quantities, unit_in_header
from extractors.typed.references import find_certificate_number, find_references

PARSERS: list[Callable[[str], object]] = [
    find_dates,
    find_period,
    parse_date,
    find_numbers,
    parse_decimal,
    find_number_words,
    find_quantities,
    unit_in_header,
    find_hs,
    find_entry_numbers,
    find_containers,
    find_uscc,
    find_email,
    find_phone,
    find_certificate_number,
    find_references,
    country,
    find_countries,
    address_country,
    parse_goods,
    find_issuer,
    parse_transport,
    find_markings,
    produced_in,
    certifier_role,
    normalise_criterion,
    language,
    likeness,
    lambda text: parse_party(text.split("\n")),
]

WORDS = st.sampled_from(
    """FIVE HUNDRED (500) CARTONS OF LED LAMPS *** 1,200 PCS 2026-06-28 JUN. 28, 2O26 G.W.: 6240 KGS 箱 毛重
    二〇二六年 壹佰
    NINGBO CUSTOMS CHINA H.S. 9405.42 TO ORDER ON BEHALF OF CO., LTD. ROAD NO. 18 FROM VIA BY SEA ☐ ☒ EXPORTER "PE"
    4.2(b) 45% SAY TOTAL ONLY AND HUNDRED THOUSAND 民国 年 月 日 千 百 元 角 ， ： （ ） - / . , ' " ½ ² İ ß № MODEL
    9QX-0012345-2 CSQU3054383""".split()
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(WORDS, max_size=25).map(" ".join),
    st.lists(WORDS, max_size=25).map("\n".join),
    st.lists(WORDS, max_size=12).map("".join),
    st.text("0123456789OIl,.' /-年月日", max_size=40),
)


@pytest.mark.parametrize("parser", PARSERS, ids=lambda p: getattr(p, "__name__", "parser"))
@settings(deadline=None, max_examples=60)
@example("9" * 5000)
@example("١٢٣٤/٠٦/٢٨ ²³ ⅷ 〇〇〇〇年〇月〇日 佛历〇年一月一日")
@example("万亿元 拾 万件 百百百件 零元零角零分整")
@given(text=TEXTS)
def test_no_text_makes_a_parser_raise(parser: Callable[[str], object], text: str) -> None:
    result = parser(text)
    finds = result if isinstance(result, list | tuple) else [result]
    for found in finds:
        if isinstance(found, Found):
            assert 0 <= found.start <= found.end <= len(text)
            assert 0 <= found.sure <= 1


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_places_of_finds_hold_in_the_text(text: str) -> None:
    for finder in (find_dates, find_numbers, find_quantities, find_hs, find_countries, find_references):
        for found in finder(text):
            assert found.raw == text[found.start : found.end]


@pytest.mark.parametrize("piece", ["1 ", "A", "-1 ", "CO., ", "FIVE HUNDRED (500) CARTONS OF LAMPS ", "2026年", "\n"])
def test_a_hostile_length_costs_no_minutes(piece: str) -> None:
    text = piece * (12_000 // len(piece))
    start = time.process_time()
    for parser in PARSERS:
        parser(text)
    assert time.process_time() - start < 20
