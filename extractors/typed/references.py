"""Numbers that name a paper: certificate numbers, invoice, contract and bill-of-lading numbers."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.typed.dates import find_dates
from extractors.typed.folding import as_digits, as_letters, fold
from extractors.typed.found import Found

_D, _A = "[0-9OQDILZSB|]", "[0-9A-Z|]"
_PATTERNS = tuple(re.compile(pattern) for pattern in (
    # China Customs: type letter, year, nine-character registration, four-digit serial
    rf"(?<!{_A})(?P<letters>[A-Z0-9])(?P<year>{_D}{{2}})(?P<body>{_A}{{9}})(?P<serial>{_D}{{4}})(?!{_A})",
    # CCPIT: year, C, registration, serial
    rf"(?<!{_A})(?P<year>{_D}{{2}})(?P<letters>C)(?P<body>{_A}{{4,10}})\s?/\s?(?P<serial>{_D}{{5}})(?!{_A})",
    # China before 2007
    rf"(?<!{_A})(?P<letters>[A-Z]{{2}}C)(?P<body>{_A}{{6}})\s?/\s?(?P<year>{_D}{{2}})(?P<serial>{_D}{{4}})(?!{_A})",
))  # fmt: skip
_BODY = str.maketrans("OI|", "011")
"""Registration codes hold neither O nor I, so that nobody takes them for digits."""
_LABEL_WORDS = set(
    """NO NOS N NUMBER NUM NR NRO NUMERO NUMEROS REF REFERENCE CERTIFICATE CERT CERTIFICATION CO COO INVOICE INVOICES
    INV DATE DATED DTD OF AND THE ON IN AS PER CONTRACT ORDER PO SC BL AWB LC BILL LADING SERIAL FORM FACTURA FACTURE
    FECHA DATUM RECHNUNG SO NGAY HOA DON ISSUED BY SEE BOX TO FROM ORIGIN PAGE DOCUMENT DOC S P O ORIGINAL COPY FOR
    """.split()
)
_TOKEN = re.compile(r"[A-Z0-9](?>[A-Z0-9]|[/_.#&()*|+-](?=[A-Z0-9(])|\s?[/-]\s?(?=[A-Z0-9]*[0-9]))*+")
_TORN = re.compile(r"\s*(?P<head>[A-Z]{3,4}[0-9]{0,4})\s(?P<tail>[0-9]{5,12})\s*")
"""A carrier's number as all there is, parted by the reading: `MAEU2 62615403`."""
_IN_FOURS = re.compile(r"\W*(?P<number>\d{4}(?: \d{4}){2,3})\W*")
"""A courier's waybill as all there is, as it is printed: `7714 8820 4417`."""
_GLUED_MONTH = re.compile(
    r"(?<=[0-9])(?=(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}[.,\s]*[0-9OIL]{1,2}[,.\s])"
)
_SPACED_NUMBER = re.compile(
    r"(?<![A-Z0-9])[A-Z][0-9OIL]{2}\s?[0-9A-Z]{4,9}\s?[0-9A-Z]{1,9}\s?[0-9OIL]{2,4}(?![A-Z0-9])"
)


_GLUED_MARK = re.compile(r"(?<=\d)(?:O?RIGINAL|DUPLICATE|TRIPLICATE|COPY)\b", re.IGNORECASE)
"""`C243784236280279ORIGINAL`: the mark of the copy printed beside the number."""


def find_certificate_number(text: str) -> Found[str] | None:
    """A certificate's number: one of the Chinese patterns when it fits, else the token behind the label."""
    if glued := _GLUED_MARK.search(text):
        text = text[: glued.start()]
    return find_patterned_number(text) or find_reference(text)


def find_patterned_number(text: str) -> Found[str] | None:
    """A number that follows one of the Chinese issuers' patterns, wherever it stands."""
    folded = fold(text)
    for pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            if found := _patterned(text, match):
                return found
    spaced = _SPACED_NUMBER.search(folded)
    if spaced and " " in spaced.group():
        whole = _PATTERNS[0].fullmatch(re.sub(r"\s", "", spaced.group()))
        if whole and (found := _patterned(whole.group(), whole)):
            return replace(
                found,
                start=spaced.start(),
                end=spaced.end(),
                raw=text[slice(*spaced.span())],
                sure=min(found.sure, 0.75),
                repaired=True,
            )
    return None


def _patterned(text: str, match: re.Match[str]) -> Found[str] | None:
    """The number with letters and digits put where the pattern wants them."""
    parts = {
        "letters": as_letters(match["letters"]),
        "year": as_digits(match["year"]),
        "body": match["body"].translate(_BODY),
        "serial": as_digits(match["serial"]),
    }
    if not any(c.isdigit() for c in match["year"] + match["serial"]) or not parts["letters"].isalpha():
        return None
    value = match.group()
    for name in sorted(parts, key=match.start, reverse=True):
        start, end = match.start(name) - match.start(), match.end(name) - match.start()
        value = value[:start] + parts[name] + value[end:]
    value = re.sub(r"\s", "", value)
    slips = sum(a != b for a, b in zip(re.sub(r"\s", "", match.group()), value, strict=True))
    if slips > 3:
        return None
    return Found(value, *match.span(), text[slice(*match.span())], 1.0 - 0.15 * slips, (), slips > 0)


def find_reference(text: str) -> Found[str] | None:
    """The number of a paper in a text whose label may be gone: `NB-0611 06/11/2026` gives NB-0611.

    Dates beside it are left out, the words of a label too; blanks that OCR put beside hyphens and slashes go.
    """
    references = find_references(text)
    return references[0] if references else None


def find_references(text: str) -> list[Found[str]]:
    """All numbers of papers in a text, as a cell with several invoices has them."""
    folded = fold(text)
    glue = _GLUED_MONTH.search(folded)
    dates = find_dates(text) if not glue else [
        *find_dates(text[: glue.start()]), *(d.moved(glue.start()) for d in find_dates(text[glue.start() :])),
    ]  # fmt: skip
    open_text = list(folded)
    for date in dates:
        open_text[date.start : date.end] = "\n" * (date.end - date.start)
    torn = _TORN.fullmatch("".join(open_text))
    if torn and torn["head"] not in _LABEL_WORDS:
        return [Found(torn["head"] + torn["tail"], torn.start("head"), torn.end("tail"), text.strip(), 0.85, (), True)]
    if grouped := _IN_FOURS.fullmatch("".join(open_text)):
        return [Found(grouped["number"], *grouped.span("number"), grouped["number"], 0.95)]
    found = _tokens_with_digits(text, "".join(open_text))
    if not found and len(dates) == 1 and re.fullmatch(r"[0-9]{8}", dates[0].raw):
        return [Found(dates[0].raw, dates[0].start, dates[0].end, dates[0].raw, 0.6)]
    return found


def _tokens_with_digits(text: str, folded: str) -> list[Found[str]]:
    if own := _OWN_LETTERS.fullmatch(folded):
        raw = text[own.start("number") : own.end("number")]
        return [Found(re.sub(r"\s+", " ", raw), *own.span("number"), raw, 0.9, (), False)]
    found: list[Found[str]] = []
    prefix: re.Match[str] | None = None
    for match in _TOKEN.finditer(folded):
        word = match.group().rstrip(".)(")
        bare = re.sub(r"[^A-Z]", "", word)
        if not any(c.isdigit() for c in word) or re.fullmatch(r"EUR[.\s-]?1|A\.?TR\.?1?|FORM[.\s]?[A-Z0-9]", word):
            known = (word in _LABEL_WORDS or bare in _LABEL_WORDS) and not _begins_number(folded, match)
            letters = 1 <= len(word) <= 7 and re.fullmatch("[A-Z]+(?:[-/][A-Z]+){0,2}", word)
            prefix = match if letters and not known else None
            continue
        start, end = match.start(), match.start() + len(word)
        label = re.match(r"(?:(?:NO|INV|INVOICE|REF|PO|SC)[.#](?=[A-Z0-9]))+", word)
        if label:
            start, word = start + label.end(), word[label.end() :]
        joined = prefix is not None and folded[prefix.end() : start] in (" ", "")
        if joined and prefix and len(re.sub(r"[^0-9]", "", word)) >= 3:
            start = prefix.start()
        raw = text[start:end]
        value = re.sub(r"\s*([/-])\s*", r"\1", raw).strip(" .")
        prefix = None
        if len(value) >= 3 and not _is_amount(folded, start, end):
            found.append(Found(value, start, end, raw, 0.8 if joined or value != raw else 0.95, (), value != raw))
    return found


_OWN_LETTERS = re.compile(
    r"[\s:]*(?P<number>(?:(?:SO|OF|[WSM]\.O\.|O\.[FP]\.) |PO# ?)[A-Z0-9]{0,4}-?[0-9][0-9A-Z/-]{2,}[0-9A-Z]"
    r"|[A-Z][0-9]{1,2} [0-9]{5,7}(?:-[0-9])?)\s*"
)
"""Letters of an order's number with a blank behind, as all that is printed: `OF 26-118`, `PO# 77120-B`, `SO 551827`; a
furnace and its heat: `H7 44120`."""


def _begins_number(folded: str, match: re.Match[str]) -> bool:
    """`INV 137445`, `PO 05003` as all there is before a date: the letters are printed as part of the number."""
    return match.group() in ("INV", "PO", "P/O", "CI", "PI") and match.start() == 0 and bool(
        re.match(r" [0-9][0-9A-Z/-]{3,}(?![A-Z0-9])", folded[match.end() :])
    )  # fmt: skip


def _is_amount(folded: str, start: int, end: int) -> bool:
    return bool(
        re.match(r"\s?(?:PCS|SETS|KGS?|CTNS?|CARTONS|PKGS|USD|箱|件)(?![A-Z0-9])", folded[end:])
        or re.search(r"(?:USD|US\$|EUR|RMB|[$¥€])\s?$", folded[:start])
        or (re.fullmatch(r"[0-9]{1,3}", folded[start:end]) and re.search(r"PAGE\s?$", folded[:start]))
    )


_AIR_WAYBILL = re.compile(r"(?<![0-9-])([0-9]{3})[- ]([0-9]{4}) ?([0-9]{4})(?![0-9-])")


def find_air_waybill(text: str) -> Found[str] | None:
    """An air waybill's number, `180-44178820`: the last digit is the rest of the seven before it divided by seven.

    The check digit is that of IATA Resolution 600a.
    """
    for match in _AIR_WAYBILL.finditer(text):
        serial = match[2] + match[3]
        if int(serial[:7]) % 7 == int(serial[7]):
            return Found(f"{match[1]}-{serial}", *match.span(), match.group(), 1.0)
    return None
