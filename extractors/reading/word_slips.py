"""Words of a scan with what cannot stand in them put right: `S.r.1.`, `8 Ib`, `CO., ETD`, `ÀKM2026000417`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.engine import SeenWord
from extractors.reading.number_slips import with_letters
from extractors.typed.folding import fold

PUT_RIGHT = 0.85
"""The most that a word counts of which a letter was put right."""
FILLER = re.compile(r"([^\W\d_])\1{5,}|[ニ二三一ー=*]{4,}|.*={6,}.*")
"""What is read of the row of stars or strokes that closes a description: `wwwwwwwwww`, `ニニニニ`."""
LIABLE = re.compile(r"(?P<head>(?:[Ss]\.)?r\.)1(?P<stop>\.\W*)")
"""`S.r.l.`, `S.à r.l.`"""
POLISH = re.compile(r"(?=.*0)[o0]\.[o0](?P<stop>\.\W*)")
"""`Sp. z o.o.`"""
POUNDS = re.compile(r"I(?P<rest>bs?)(?P<stop>\W*)")
NUMBER = re.compile(r"\W*\d[\d.,]*")
LITRES = re.compile(r"\|(?P<stop>[,;])")
COMPANY_BEFORE = re.compile(r"CO\.?,?", re.IGNORECASE)
LIMITED = re.compile(r"(?!LTD)[LE1I][TI7][DO0](?P<stop>\.?)")
ROUND_LETTERS = re.compile(r"(?<![A-Z0-9])(?=[A-Z]*0)[A-Z0]{3}[A-Z](?=\d{7,}(?![A-Z0-9]))")
"""Noughts for the letter O: `00LU2788104460` of a carrier with four letters."""
SPECKED = re.compile(r"(?<![A-Z0-9])([A-Z]{1,3}\d{4,}):(?=\d{2,}$)")
"""A hyphen with a speck beside it: `G260418:07`."""
CODED = re.compile(r"(?=(?:\D*\d){2})[\w./:#-]+")


def put_right(line: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of one line, from left to right, without fillers and with letters put where digits cannot stand."""
    told: list[SeenWord] = []
    for word in line:
        if FILLER.fullmatch(word.text):
            continue
        text = _meant(word.text, told[-1].text if told else "")
        told.append(word if text == word.text else replace(word, text=text, confidence=min(word.confidence, PUT_RIGHT)))
    return told


def _meant(text: str, before: str) -> str:
    if liable := LIABLE.fullmatch(text):
        return f"{liable['head']}l{liable['stop']}"
    if before == "z" and (polish := POLISH.fullmatch(text)):
        return f"o.o{polish['stop']}"
    if NUMBER.fullmatch(before):
        if pounds := POUNDS.fullmatch(text):
            return f"l{pounds['rest']}{pounds['stop']}"
        if litres := LITRES.fullmatch(text):
            return f"l{litres['stop']}"
    if COMPANY_BEFORE.fullmatch(before) and (limited := LIMITED.fullmatch(text)):
        return f"LTD{limited['stop']}"
    text = with_letters(text)
    if not CODED.fullmatch(text):
        return text
    text = text if text.isascii() else "".join(_bare(letter) for letter in text)
    return SPECKED.sub(r"\1-", ROUND_LETTERS.sub(lambda m: m.group().replace("0", "O"), text))


def _bare(letter: str) -> str:
    """A capital without its accent, which a speck made; `Đ` and `Ø` are letters of their own."""
    plain = fold(letter)
    return plain if letter.isupper() and plain.isascii() and letter not in "ĐØŁ" else letter
