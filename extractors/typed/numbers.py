"""Numbers as printed, in figures of any style, with digits that OCR took for letters put right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.typed.comma_languages import writes_comma
from extractors.typed.folding import as_digits, fold
from extractors.typed.found import Found
from schemas.reference.units import unit_named

_SLIP = "[OQDILZSGB|!]"

# Inside a run a slipped letter must have digits after it; before the first digit only what looks like 0 or 1 is
# believed, unless a thousands group follows (S,000); after the last only O is (5OO), for S and B begin units.
_NUMBER = re.compile(
    rf"""(?<![A-Z0-9])(?<![0-9][.,])
    (?:[0-9]|[OIL|](?=[.,]?[0-9])|{_SLIP}(?=,[0-9O]{{3}}(?![A-Z0-9])))
    (?:[0-9]
      |{_SLIP}(?=[.,']?[OQDILZSGB|!]{{0,3}}[.,']?[0-9])
      |O(?=O{{0,3}}(?![A-Z0-9]))
      |[.,'](?=[0-9O]|[IL|][0-9])
      |\s?,(?=[0-9O]{{3}}(?![0-9]))
      |(?<![0-9O]{{4}})\s?,\s(?=[0-9O]{{3}}(?![0-9]))
      |\s?\.\s(?=[0-9O]{{2}}(?![0-9A-Z]))
      |\s(?=[0-9]{{3}}(?:[.,\s][0-9]|(?![0-9])))
    ){{0,24}}""",
    re.VERBOSE,
)
_NAKED_POINT = re.compile(r"(?:^|[\s(:=])\.$")
_BLANK_GROUPS = re.compile(r"[0-9]{1,3}(?:\s[0-9]{3})+(?:[.,][0-9]{1,3})?")
_RANGE_BEFORE = re.compile(r"[0-9]\s?[-–~]\s?$")
"""Before `400 400 CTNS` it makes the first number the end of a range: `1-400 400 CTNS`."""
_LOOSE = re.compile(rf"(?<![A-Z0-9.,'])(?:{_SLIP}|[0-9])+(?:[.,'](?:{_SLIP}|[0-9])+){{0,6}}(?![A-Z0-9])")


def parse_decimal(text: str) -> Found[Decimal] | None:
    """The number of a text that should hold one number, such as the cell of a table.

    Letters are forgiven more freely than in running text: `lSO.5` is 150.5 here.
    """
    candidates = find_numbers(text)
    for match in _LOOSE.finditer(fold(text)):
        read = read_figures(as_digits(match.group()))
        if read and re.search(r"[0-9OI|L]", match.group()):
            value, sure, others = read
            candidates.append(Found(value, *match.span(), text[slice(*match.span())], sure * 0.6, others, True))
    return max(candidates, key=lambda f: (len(f.raw), f.sure), default=None)


_COMMA_DECIMALS = re.compile(
    r"(?<![0-9A-Za-z.,])(?:[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]{1,3}|[0-9]*,[0-9]{1,2})|0,[0-9]{3})(?![0-9.,])"
)
_POINT_DECIMALS = re.compile(
    r"(?<![0-9A-Za-z.,])(?:[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]{1,3}|\.[0-9]{1,2})|0\.[0-9]{3})(?![0-9.,])"
)
"""Figures that have decimals for certain; no group of thousands follows a nought (`0,062`)."""


def decimal_comma(texts: Sequence[str]) -> bool:
    """Whether a document writes 1.234,56 for what others write 1,234.56: then its 5.940 are thousands.

    A figure with both separators tells it whatever else is printed; a class (`8.8 A2K`) looks like a decimal. Where
    figures do not tell it, the language does.
    """
    commas = points = told = 0  # four digits, a point and two more are an HS code
    for text in texts:
        found = _COMMA_DECIMALS.findall(text), _POINT_DECIMALS.findall(text)
        commas, points = commas + len(found[0]), points + len(found[1])
        told += sum("." in figure for figure in found[0]) - sum("," in figure for figure in found[1])
    return commas > 3 * points or (told > 0 and commas > points) or (commas >= points and writes_comma(texts))


def find_numbers(text: str) -> list[Found[Decimal]]:
    """All numbers in a text, left to right; digits inside words and codes (`A3B`, `X-200T`) are no numbers."""
    if pointed := _COLON_POINT.fullmatch(text):
        return [replace(f, raw=text, sure=SLIP_SURE, repaired=True) for f in _find(".".join(pointed.groups()))]
    if (stroke := LONE_ONE.fullmatch(text)) and (not stroke["unit"] or unit_named(stroke["unit"].strip())):
        return [Found(Decimal(1), *stroke.span("one"), stroke["one"], SLIP_SURE, (), True)]
    return list(_find(text))


_COLON_POINT = re.compile(r"(\d{1,3}):(\d{3})")
"""`3:476`: a speck over the decimal point; no hour has three figures."""
LONE_ONE = re.compile(r"\s*(?P<one>[Iil])(?P<unit>\s+[^\W\d_]{2,12})?\.?\s*")
"""A stroke as all there is, or with a unit behind it: one package, `1 SET`."""
SLIP_SURE = 0.7


def _find(text: str) -> Iterator[Found[Decimal]]:
    folded = fold(text)
    for match in _NUMBER.finditer(folded):
        for start, end in _pieces(match):
            printed = folded[start:end]
            digits = as_digits(printed)
            read = read_figures(digits)
            if read is None:
                continue
            value, sure, others = read
            slips = sum(a != b for a, b in zip(printed, digits, strict=True))
            if sum(c in "ZSGB!" for c in printed) > sum(c.isdigit() for c in printed) and "," not in printed:
                continue
            sure -= 0.15 * min(slips, 3)
            if printed.isdigit() and _NAKED_POINT.search(folded[max(0, start - 2) : start]):
                start, value, sure = start - 1, Decimal(f"0.{digits}"), sure - 0.1
            if start and folded[start - 1] == "-" and (start == 1 or folded[start - 2].isspace()):
                start, value, others = start - 1, -value, tuple(-v for v in others)
            yield Found(value, start, end, text[start:end], max(sure, 0.3), others, slips > 0)


_LISTED = re.compile(r"([0-9]{4,}),\s+([0-9.,]+)")
"""Two numbers of a list: four digits and more before a comma are no group of thousands."""


def _pieces(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The numbers of a matched run: blanks are kept inside only where they part groups of thousands or a slip."""
    run, offset = match.group(), match.start()
    if listed := _LISTED.fullmatch(run.rstrip(" .,'")):
        yield from ((offset + listed.start(n), offset + listed.end(n)) for n in (1, 2))
        return
    grouped = _BLANK_GROUPS.fullmatch(run) and not _RANGE_BEFORE.search(match.string, 0, offset)
    if not re.search(r"\s", run) or grouped or not re.search(r"[0-9O]\s[0-9]", run):
        end = len(run.rstrip(" .,'"))
        yield offset, offset + end
        return
    for part in re.finditer(r"[^\s]+(?:\s?[.,]\s?[^\s]+)?", run):
        yield offset + part.start(), offset + part.start() + len(part.group().rstrip(" .,'"))


def read_figures(printed: str) -> tuple[Decimal, float, tuple[Decimal, ...]] | None:
    """What digits with separators mean: the number, how sure that is, other numbers they may mean."""
    text = re.sub(r"\s?([.,])\s?", r"\1", printed)
    spaced = text != printed
    if re.search(r"[0-9]\s[0-9]", text):
        if not _BLANK_GROUPS.fullmatch(text):
            return None
        text, spaced = re.sub(r"\s", "", text), True
    text = text.replace("'", "")
    if not re.fullmatch(r"[0-9]{1,20}(?:[.,][0-9]{1,12}){0,6}", text):
        return None
    value, sure, others = _separated(text)
    return value, sure - (0.15 if spaced else 0.0), others


def _separated(text: str) -> tuple[Decimal, float, tuple[Decimal, ...]]:
    marks = re.sub(r"[0-9]", "", text)
    plain = Decimal(re.sub(r"[.,]", "", text))
    if not marks:
        return plain, 1.0, ()
    last = max(text.rfind("."), text.rfind(","))
    decimal = Decimal(re.sub(r"[.,]", "", text[:last]) + "." + text[last + 1 :])
    groups = re.split(r"[.,]", text)
    thousands = len(groups[0]) <= 3 and groups[0] != "0" and all(len(g) == 3 for g in groups[1:])
    if len(set(marks)) == 2:
        if marks.count(marks[-1]) > 1:  # 1.234,567,890
            return plain, 0.4, (decimal,)
        return decimal, 1.0 if all(len(g) == 3 for g in groups[1:-1]) or _indian(groups[:-1]) else 0.6, ()
    if len(marks) > 1:
        if thousands or (marks[0] == "," and _indian(groups)):
            return plain, 1.0, ()
        # 1,234,56: one of the separators was misread; the last group tells whether it is a decimal part
        return (plain, 0.4, (decimal,)) if len(groups[-1]) == 3 else (decimal, 0.5, (plain,))
    if marks == ",":
        if thousands:
            return plain, 1.0, ()
        if len(groups[1]) == 3 and len(groups[0]) > 3:  # 10290,000: whoever parts thousands parts all of them
            return decimal, 0.8, (plain,)
        if len(groups[1]) > 3:  # `342,600000`: no group of thousands is that long
            return decimal, 0.8, (plain,)
        return (decimal, 0.9, ()) if len(groups[1]) <= 2 or groups[0] == "0" else (plain, 0.5, (decimal,))
    if thousands:  # 12.960 may be twelve thousand in Europe, or a comma that OCR took for a point
        return decimal, 0.75, (plain,)
    return decimal, 1.0, ()


def _indian(groups: list[str]) -> bool:
    """12,34,567: groups of two, the last of three."""
    return (
        len(groups) > 2 and len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[1:-1]) and 1 <= len(groups[0]) <= 2
    )
