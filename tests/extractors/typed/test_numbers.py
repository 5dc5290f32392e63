"""Numbers in figures and words, in every style, with slips."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.typed.number_words import find_number_words
from extractors.typed.numbers import find_numbers, parse_decimal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("12'345", "12345"),
        ("1,200", "1200"),
        ("12,34,567.00", "1234567"),
        ("1.234.567", "1234567"),
        ("0,567", "0.567"),
        ("12,5", "12.5"),
        ("12 000", "12000"),
        ("１，２００", "1200"),
        ("1’200.50", "1200.5"),
        (".5", "0.5"),
        ("-5.5", "-5.5"),
        ("5000SETS", "5000"),
        ("$ 78,624.00", "78624"),
    ],
)
def test_every_style_of_figures_is_understood(text: str, value: str) -> None:
    found = parse_decimal(text)
    assert found is not None
    assert found.value == Decimal(value)
    assert not found.repaired


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,2OO", "1200"),
        ("l,200", "1200"),
        ("5OO CTNS", "500"),
        ("S,000 PCS", "5000"),
        ("1O0", "100"),
        ("7.I2", "7.12"),
        ("lSO.5", "150.5"),
        ("8O,4OO.5O", "80400.5"),
        ("B,000", "8000"),
    ],
)
def test_letters_in_digit_places_are_put_right_and_said_so(text: str, value: str) -> None:
    found = parse_decimal(text)
    assert found is not None
    assert found.value == Decimal(value)
    assert found.repaired
    assert found.sure < 0.9


def test_a_lone_point_before_three_digits_stays_open() -> None:
    found = parse_decimal("12.960")
    assert found is not None
    assert {found.value, *found.alternatives} == {Decimal("12.960"), Decimal(12960)}
    assert found.sure < 0.8


@pytest.mark.parametrize("text", ["A3B", "B8", "XJ", "", "S", "COLOUR"])
def test_digits_inside_words_are_no_numbers(text: str) -> None:
    assert find_numbers(text) == []


def test_a_unit_that_looks_like_digits_is_left_alone() -> None:
    assert [f.raw for f in find_numbers("20S YARN 12B 5000SETS")] == ["20", "12", "5000"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ONE THOUSAND TWO HUNDRED AND FIFTY (1,250) CTNS", 1250),
        ("FOUR HUNDRED AND EIGHTY", 480),
        ("FIVEHUNDRED(500)CARTONS", 500),
        ("ONE HUNDRED AND TWENTY - FIVE", 125),
        ("FIVE HUNDRFD CARTONS", 500),
        ("F0UR HUNDRED", 400),
        ("TH1RTY SIX", 36),
        ("THIRTYSIX", 36),
        ("ONE MILLION TWO HUNDRED THOUSAND", 1200000),
        ("TWELVE HUNDRED", 1200),
        ("壹佰件", 100),
        ("共计贰拾伍箱", 25),
        ("一千二百箱", 1200),
        ("1.2万件", 12000),
        ("叁拾托", 30),
        ("人民币壹万贰仟叁佰肆拾伍元整", 12345),
        ("SAY: TWO (2) PALLETS", 2),
        ("两百箱", 200),
    ],
)
def test_numbers_in_words_are_understood(text: str, value: int) -> None:
    assert [f.value for f in find_number_words(text)][:1] == [Decimal(value)]


def test_chinese_money_has_jiao_and_fen() -> None:
    assert find_number_words("壹万贰仟叁佰肆拾伍元陆角柒分")[0].value == Decimal("12345.67")


@pytest.mark.parametrize(
    "text",
    [
        "一般原产地证书",
        "6240千克",
        "三水区",
        "第一批",
        "百分之五",
        "THE HOUR OF YOUR WEIGHT",
        "LED LAMPS AND TOYS",
        "COTTON",
    ],
)
def test_words_that_are_no_numbers_are_left_alone(text: str) -> None:
    assert find_number_words(text) == []


ONES = (
    "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN "
    "EIGHTEEN NINETEEN"
).split()
TENS = ". . TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY".split()


def spelt(number: int) -> str:
    """A slow obvious speller, the oracle of the parser."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for scale, name in ((1_000_000, "MILLION"), (1000, "THOUSAND"), (100, "HUNDRED")):
        if number >= scale:
            rest = number % scale
            joint = " AND " if 0 < rest < 100 else " "
            return f"{spelt(number // scale)} {name}" + (joint + spelt(rest) if rest else "")
    raise AssertionError(number)


@settings(deadline=None, max_examples=120)
@given(st.integers(1, 9_999_999), st.booleans())
def test_a_number_spelt_out_reads_back(number: int, glued: bool) -> None:
    words = spelt(number)
    found = find_number_words(f"SAY TOTAL {words.replace(' ', '').replace('-', '') if glued else words} CARTONS ONLY")
    assert [f.value for f in found] == [Decimal(number)]


@settings(deadline=None, max_examples=120)
@given(st.decimals(0, 9_999_999, places=2), st.sampled_from(["{:,}", "eu", "ch", "plain", "blank"]))
def test_a_number_printed_in_any_style_reads_back(number: Decimal, style: str) -> None:
    english = f"{number:,.2f}"
    text = {
        "{:,}": english,
        "eu": english.translate(str.maketrans(",.", ".,")),
        "ch": english.replace(",", "'"),
        "plain": f"{number:.2f}",
        "blank": english.translate(str.maketrans(",.", " ,")),
    }[style]
    found = parse_decimal(text)
    assert found is not None
    assert found.value == number


def test_a_comma_behind_four_figures_and_more_parts_no_thousands() -> None:
    found = parse_decimal("10290,000 KGM")
    assert found is not None
    assert (found.value, found.alternatives) == (Decimal("10290.000"), (Decimal(10290000),))
    assert found.sure < 0.9


def test_a_speck_over_a_decimal_point_makes_no_colon_but_an_hour_has_one() -> None:
    (speck,) = find_numbers("3:476")
    assert (str(speck.value), speck.sure < 0.9) == ("3.476", True)
    assert [str(found.value) for found in find_numbers("12:40")] == ["12", "40"]


def test_a_stroke_alone_is_a_doubted_one_and_no_word_is() -> None:
    assert [(str(found.value), found.sure < 0.9) for found in find_numbers("i")] == [("1", True)]
    assert find_numbers("I certify") == []
