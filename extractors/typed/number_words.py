"""Numbers written as words: English with its slips and missing blanks, Chinese figures and capital money figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from rapidfuzz.distance import OSA

from extractors.typed.folding import Token, as_letters, fold, likeness
from extractors.typed.found import Found

_UNITS = (
    "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN "
    "EIGHTEEN NINETEEN TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY"
).split()
_SCALES = ["HUNDRED", "THOUSAND", "MILLION", "BILLION"]
_VARIANTS = {"FOURTY": "FORTY", "HUNDREDS": "HUNDRED", "THOUSANDS": "THOUSAND", "NINTY": "NINETY", "FOURTHY": "FORTY"}
_VOCABULARY = {**{w: w for w in [*_UNITS, *_SCALES]}, **_VARIANTS}
_BY_LENGTH = "|".join(sorted({*_VOCABULARY} - {"HUNDREDS", "THOUSANDS"}, key=len, reverse=True))
GLUED_NUMBER = re.compile(rf"(?:{_BY_LENGTH}|AND){{2,24}}")
_PART = re.compile(rf"{_BY_LENGTH}|AND")
_LOOKALIKE = {likeness(w): w for w in _VOCABULARY.values()}
_NEVER = set(
    "EVEN SEVER HOUR YOUR FOUL POUR FINE LIVE FILE TON TWP NET NINA WEIGHT HEIGHT FREIGHT SIXTH TENT TENTH".split()
)


def find_number_words(text: str) -> list[Found[Decimal]]:
    """All numbers written in words, English and Chinese, left to right."""
    found = [*_english(text), *_chinese(text)]
    return sorted(found, key=lambda f: f.start)


def _english(text: str) -> Iterator[Found[Decimal]]:
    folded = fold(text)
    run: list[tuple[str, int, int, float]] = []
    for token in [*_parts(folded), None]:
        word, cost = _number_word(token.text) if token else (None, 0.0)
        if token and run and not re.fullmatch(r"[\s\-,.:~]{0,4}", folded[run[-1][2] : token.start]):
            word = None if word == "AND" else word
            yield from _values(text, run)
            run = []
        if token and word and (word != "AND" or (run and run[-1][0] in _SCALES)):
            run.append((word, token.start, token.end, cost))
        elif run:
            yield from _values(text, run)
            run = []


def _parts(folded: str) -> Iterator[Token]:
    """Words with letters in them, glued number words (FIVEHUNDRED) cut apart."""
    for match in re.finditer(r"[A-Z0-9|]{2,200}", folded):
        word = match.group()
        if not any(c.isalpha() for c in word):
            yield Token(word, match.start(), match.end())
        elif (glued := GLUED_NUMBER.match(as_letters(word))) and word not in _VOCABULARY:
            for part in _PART.finditer(glued.group()):
                yield Token(part.group(), match.start() + part.start(), match.start() + part.end())
        else:
            yield Token(word, match.start(), match.end())


@lru_cache(maxsize=4096)
def _number_word(printed: str) -> tuple[str | None, float]:
    """The number word a token stands for and what its repair costs; None when it is another word."""
    if printed in _VOCABULARY:
        return _VOCABULARY[printed], 0.0
    if printed == "AND":
        return "AND", 0.0
    if printed in _NEVER or not any(c.isalpha() for c in printed):
        return None, 0.0
    letters = as_letters(printed)
    if letters in _VOCABULARY:
        return _VOCABULARY[letters], 0.1
    if len(letters) >= 4 and (alike := _LOOKALIKE.get(likeness(printed))):
        return alike, 0.15
    room = 0 if len(letters) < 4 else 1 if len(letters) < 7 else 2
    near = [
        w
        for w in _VOCABULARY
        if abs(len(w) - len(letters)) <= 1 and OSA.distance(w, letters, score_cutoff=room) <= room
    ]
    meant = {_VOCABULARY[w] for w in near}
    return (meant.pop(), 0.2) if room and len(meant) == 1 else (None, 0.0)


def _values(text: str, run: list[tuple[str, int, int, float]]) -> Iterator[Found[Decimal]]:
    """The numbers a run of number words says; repaired words count only beside one that was read cleanly."""
    from text_to_num import text2num

    while run and run[-1][0] == "AND":
        run = run[:-1]
    while run:
        for length in range(len(run), 0, -1):
            words = run[:length]
            if words[-1][0] == "AND":
                continue
            try:
                value = Decimal(text2num(" ".join(w for w, *_ in words).lower(), "en"))
            except ValueError:
                continue
            cost = sum(c for *_, c in words)
            beside_figures = re.match(r"[\s\-:]{0,3}\(?\s?[0-9]", text[words[-1][2] :])
            if cost == 0 or any(c == 0 and w != "AND" for w, *_, c in words) or beside_figures:
                start, end = words[0][1], words[-1][2]
                yield Found(value, start, end, text[start:end], max(1.0 - cost, 0.4), (), cost > 0)
            run = run[length:]
            break
        else:
            run = run[1:]
        while run and run[0][0] == "AND":
            run = run[1:]


_DIGIT = "零〇○一二三四五六七八九两兩壹贰貳叁參肆伍陆陸柒捌玖弌弍弎壱弐参"
_STEP = "十百千拾佰仟"
_MYRIAD = "万萬亿億"
_CAPITAL = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億"
_MODERN = str.maketrans("○兩貳參陸萬億弌弍弎壱弐参元圓", "〇两贰叁陆万亿壹贰叁壹贰叁圆圆")
_HAN_NUMBER = re.compile(rf"(?<![第百{_DIGIT}])(?:[0-9]+(?:\.[0-9]+)?)?[{_DIGIT}{_STEP}{_MYRIAD}廿卅]{{1,24}}")
_COUNTED = re.compile(
    r"\s?[)）]?\s?(?:[件箱台臺套个個只隻条條双雙对對打吨噸公斤袋桶包捆卷托板盒罐瓶张張支根块塊片米升辆輛艘批柜元圆圓整正]|千克|立方|平方|纸箱|紙箱|木箱|CTN|PKG|PCS|CARTON)"
)
_MONEY = re.compile(
    rf"(?P<yuan>[{_DIGIT}{_STEP}{_MYRIAD}]{{1,24}})[元圆圓](?:(?P<jiao>[{_DIGIT}])角)?[零]?(?:(?P<fen>[{_DIGIT}])分)?[整正]?"
)


def _chinese(text: str) -> Iterator[Found[Decimal]]:
    folded = fold(text)
    if not re.search(f"[{_DIGIT}{_STEP}{_MYRIAD}廿卅]", folded):
        return
    money: list[tuple[int, int]] = []
    for match in _MONEY.finditer(folded):
        yuan = _han_value(match["yuan"])
        if yuan is not None:
            jiao, fen = (_han_value(match[g]) or 0 if match[g] else 0 for g in ("jiao", "fen"))
            value = yuan + Decimal(jiao) / 10 + Decimal(fen) / 100
            money.append(match.span())
            yield Found(value, *match.span(), text[slice(*match.span())], 1.0)
    for match in _HAN_NUMBER.finditer(folded):
        if any(start <= match.start() < end for start, end in money):
            continue
        printed = match.group()
        if printed.endswith("千") and folded[match.end() : match.end() + 1] in "克米瓦卡":
            printed = printed[:-1]  # the 千 of 千克
        end = match.start() + len(printed)
        is_number = not printed.isascii() and _is_number(printed, folded[end : end + 6])
        value = _han_value(printed) if is_number else None
        if value is not None:
            yield Found(value, match.start(), end, text[match.start() : end], 1.0)


def _is_number(printed: str, after: str) -> bool:
    """一 of 一般 is no number, 一 of 一件 is; 百 of 百分之 is none; capital figures always are."""
    if not any(c in _DIGIT + "十拾廿卅" for c in printed) or after.startswith("分之"):
        return bool(re.match(r"[0-9]", printed)) and bool(_COUNTED.match(after))
    if sum(c in _CAPITAL for c in printed) >= 2:
        return True
    return bool(_COUNTED.match(after)) and not after.startswith("个月")


def _han_value(printed: str) -> Decimal | None:
    import cn2an

    modern = printed.translate(_MODERN)
    try:
        return Decimal(str(cn2an.cn2an(modern, "smart")))
    except (ValueError, ArithmeticError, IndexError, KeyError):
        return None
