"""The lines of a CBP Form 7501: what stands in the form's columns, ruled or as a printout sets them (DOMAIN.md 3.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from extractors.entry.captions import LOOKS, country_code
from extractors.entry.measures import two_measures
from extractors.layout import Run, run_of
from extractors.sighted import joined
from extractors.typed import dates
from schemas.page import Box
from schemas.record import Sighting, Typed, Value
from schemas.reference.countries import country_codes
from schemas.reference.units import unit_named

TARIFF_NUMBER = re.compile(r"\b(?:\d{4}\.\d{2}(?:\.\d{2}(?:\.?\d{2})?)?|\d{10}|\d{8})\b")
_HTS = re.compile(rf"(?:\b([A-Z]{{1,2}}[+*]?)\s*\.?\s+)?({TARIFF_NUMBER.pattern})")
_CASE = re.compile(r"\b([AC])-?(\d{3})-?(\d{3})(?:-?(\d{3}))?\b")
_MAKER = re.compile(r"^M(?:ID|FR|ANUFACTURER)?(?:\s+ID)?\s*[:.-]?\s*([A-Z]{2}[A-Z0-9]{4,13})$")
_WHOLE_MAKER = re.compile(r"M[A-Z](?:[A-Z0-9]{3}|[A-Z0-9]{6})\d{0,4}[A-Z]{3}")
"""A maker in a country whose code begins with M, which is no caption: its name gives three letters or twice three."""
_PLACED = re.compile(
    r"([OE])\s?([A-Z]{2})|(?:(?:C/?O|COO|ORIGIN)\s*[:=]|(?:(?:COUNTRY|CTRY) OF )?ORIGIN|MADE IN)\s*([A-Z]{2})"
)
_ORIGIN = re.compile(r"\b([OE])\s?([A-Z]{2})\b")
_NOUGHT = re.compile(r"[0Q]\s([A-Z]{2})")
"""`0 TW` of a scan: the letter before the country of origin, read as a figure."""
_AMOUNT = re.compile(r"(?<![A-Z\d])(?<![A-Z\d][-/.])\$?\s?(\d[\d,]*(?:\.\d+)?)(?!\d*[-/]\d)")
"""A figure by itself: those within `CR-26-7714` or `06/02/2026` count nothing."""
FEE = re.compile(
    r"\b(?:MPF|HMF|MERCHANDISE PROCESS|HARBOU?R MAINT|(?:COTTON|BEEF|PORK|HONEY|SUGAR|MUSHROOM|WATERMELON|AVOCADO|"
    r"LUMBER|DAIRY|USER|OTHER) (?:FEE|ASSESS))"
)
"""A fee of 19 CFR 24.23 and 24.24 or of a marketing order, which is no duty."""
FEE_CODE = re.compile(r"\W*0?(?:499|501|056|311|672)\b(?![.,]\d)")
"""Such a fee by the code of its class."""
INVOICE = re.compile(
    r"^(?:COM(?:M(?:ERCIAL)?)?\.?\s+)?(?:INV(?:OICE)?|FACTURA)\.?(?:\s*(?:NO|NUMBER|#))?"
    r"(?:\s*\d+ OF \d+|\s*\d{1,3}\s?[-–:]\s(?=\S*\d))?\.?"
    r"\s*[:#]?\s*(?P<number>(?=\S*\d)[A-Z0-9][A-Z0-9/._-]{2,}|(?!(?:DATE|DTD|LINE|PAGE|VAL|TOT|QTY|OF|FOR|US[D$]|EUR|GBP|CAD|CNY)\b)"
    r"[A-Z]{1,4}\s[A-Z0-9/._-]*\d{3}[A-Z0-9/._-]*)(?P<rest>.*)$"
)
"""`INV CP 77129`: the number may be of two words, the first of which are letters."""
_RELATED = re.compile(
    r"(?:(?:BUYER (?:AND|&) SELLER|(?:THE )?(?:PARTIES|TRANSACTION))(?: (?:ARE|IS))?\s+)?"
    r"(?:(?P<no>NOT\s+(?:BETWEEN\s+)?|NON-?\s?|UN|N)?(?:BETWEEN\s+)?R(?:EL(?:ATED|\.)?(?:\s+PARTIES)?)?|(?:REL(?:ATED)?\W*)?(?P<letter>[YN])(?:ES|O)?)"
)


def seen(content: Typed, runs: Sequence[Run], doubt: float = 1.0) -> Value:
    """A value with the place of its runs; its confidence is that of its least sure word."""
    box = runs[0].box
    for run in runs[1:]:
        box = box.union(run.box)
    sure = min(min(run.confidence for run in runs), doubt)
    engine = runs[0].words[0].engine if runs[0].words else ""
    return Value(content, sure, (Sighting(" ".join(r.text for r in runs), runs[0].page, box, sure, engine),))


FIGURES = re.compile(r"\(?[\d,.]+\s*(?:[A-Z]{1,4}\d?)?\)?(?:\s*/\s*[\d,.]+\s*(?:[A-Z]{1,4})?)?|X")
"""An amount with its unit or without one, or two amounts at a stroke."""
REMEDY = re.compile(
    r"^(?:SEC(?:TION|\.)?\s*(?:122|201|232|301)\b|IEEPA\b|RECIPROCAL\b|ADD(?:ITIONA|')?L\s+(?:DUT|TARIF))"
)
"""What a number of Chapter 99 is for, which is not the goods."""


def tells_goods(run: Run) -> bool:
    """Whether print has words and none of what a line says besides its goods."""
    text = run.text.strip().upper()
    said = _HTS.search(text) or names_fee(run, first=True) or REMEDY.match(text) or FIGURES.fullmatch(text)
    return not said and not _says_more(run) and re.search(r"[^\W\d_]{3}", text) is not None


def line_of(own: Mapping[str, Sequence[Run]]) -> dict[str, Value | None]:
    """One line of an entry from the print of its columns; fees are left out.

    Args:
        own: column -> its printed runs from top to bottom; a printout may give more than the form's columns.
    """
    row: dict[str, Value | None] = {}
    own = _without_cases(_without_fees(own))
    elsewhere = [run for name in ("description", "numbers") for run in own.get(name, ()) if _placed(run)]
    for run in (*own["line"], *elsewhere):
        nought = _NOUGHT.fullmatch(run.text.strip())
        if nought and nought[1] in country_codes() and unit_named(nought[1]) is None:
            row["country_of_origin"] = seen(nought[1], [run])
        placed = _placed(run)
        for letter, country in [("O", placed[3])] if placed and placed[3] else _ORIGIN.findall(run.text.upper()):
            row["country_of_origin" if letter == "O" else "exporting_country"] = seen(country, [run])
    row |= _tariff(own["numbers"])
    goods: list[Run] = []
    row |= _stated([run for runs in own.values() for run in runs])
    row |= _in_columns_of_their_own(own)  # which say it without a word before it
    for run in own.get("description", ()):
        if not _says_more(run) and not row.get("description") and not re.fullmatch(r"[\d.,\s-]+", run.text):
            goods.append(run)
    if goods:
        row["description"] = seen(" ".join(run.text for run in goods), goods)
    row |= _weighed(own.get("weights", ()), own.get("packages", ()))
    row |= _counted(own)
    for run in _without_nil(own.get("value", ())):
        text = run.text.strip().upper()
        if related := _related(text) or _related(BEHIND_AMOUNT.sub("", text)):
            row["relationship"] = seen(related, [run])
        counts = not _related(text) and not text.startswith("C") and "entered_value_usd" not in row
        if counts and (amount := _amount(text)) is not None:
            row["entered_value_usd"] = seen(f"{amount:f}", [run])
    due = [part for run in _with_cents(own.get("duty", ())) if (part := _without_rate(run))]
    duties = _without_parts([(run, amount) for run in due if (amount := _amount(run.text)) is not None])
    if duties:
        row["duty_usd"] = seen(f"{sum(amount for _, amount in duties):f}", [run for run, _ in duties])
    return row


def _without_parts(duties: Sequence[tuple[Run, Decimal]]) -> Sequence[tuple[Run, Decimal]]:
    """Duties by tariff number without these where their sum is printed among them, at the right or below."""
    total = max(duties, key=lambda duty: (duty[1], duty[0].box.x0), default=None)
    parts = [duty for duty in duties if duty is not total]
    beside = total and all(total[0].box.x0 > run.box.x1 or total[0].box.cy > run.box.cy for run, _ in parts)
    return [total] if total and parts and beside and total[1] == sum(amount for _, amount in parts) > 0 else duties


BEHIND_AMOUNT = re.compile(r"^\$?[\d,.]+\s+(?:USD\s+)?(?=[YN]$)")
"""`40,299 N`: the relationship on the printed line of the value."""


def _weighed(runs: Sequence[Run], apart: Sequence[Run]) -> dict[str, Value | None]:
    """The gross weight and the packages of one column, below each other or at a stroke: what has a unit tells which.

    Args:
        apart: those of the runs that stand in a column of packages alone.
    """
    row: dict[str, Value | None] = {}
    for run in [half for whole in runs for span in HALVES.finditer(whole.text) if (half := whole.part(*span.span()))]:
        if (amount := _amount(run.text)) is None:
            continue
        unit = re.search(r"\d\s*([A-Z]+)\W*$", run.text.upper())
        packages = not MASS.fullmatch(unit[1]) if unit else any(run.box == other.box for other in apart)
        if not packages and "gross_weight_kg" not in row:
            row["gross_weight_kg"] = seen(amount, [run])
        elif packages or not unit:
            row.setdefault("manifest_quantity", seen(f"{amount:f}", [run]))
    return row


HALVES = re.compile(r"[^/]+")
MASS = re.compile(r"K|KGS?|KGM|KILOS?|LBS?|G|T|MT")


def _without_rate(run: Run) -> Run | None:
    """An amount without the rate printed before or behind it."""
    rate = RATE.search(run.text)
    return run if rate is None else run.part(rate.end()) or run.part(0, rate.start())


RATE = re.compile(r"\d[\d.]*\s?%")


def _with_cents(runs: Sequence[Run]) -> list[Run]:
    """Amounts whose cents stand in a column of their own, put together: `1,459.` and `50`, `1,459` and `50`."""
    whole: list[Run] = []
    for run in runs:
        beside = whole and abs(whole[-1].box.cy - run.box.cy) < 0.5 * run.box.height
        if beside and re.fullmatch(r"\$?\s?[\d,]+\.?", whole[-1].text) and re.fullmatch(r"\d\d", run.text):
            joined = run_of([*whole[-1].words, *run.words], run.page, whole[-1].cell)
            whole[-1] = replace(joined, text=re.sub(r"\.?\s(?=\d\d$)", ".", joined.text))
        elif re.fullmatch(r"\$?\d[\d,]*\.?\s\d\d", run.text):
            whole.append(replace(run, text=re.sub(r"\.?\s(?=\d\d$)", ".", run.text)))
        else:
            whole.append(run)
    return whole


def _without_nil(runs: Sequence[Run]) -> Sequence[Run]:
    """The print of a column without the nil beside numbers of Chapter 99, where it has an amount as well."""
    return [run for run in runs if _amount(run.text) != 0] if any(_amount(run.text) for run in runs) else runs


def _counted(own: Mapping[str, Sequence[Run]]) -> dict[str, Value | None]:
    """Quantities in the tariff's units, the unit behind the figure or in a column of its own."""
    row: dict[str, Value | None] = {}
    for column, name, unit_name in (("quantity", "net_quantity", "unit"), ("quantity_2", "net_quantity_2", "unit_2")):
        for run in _without_nil(own.get(column, ())):
            if (amount := _amount(run.text)) is not None and name not in row:
                row[name] = seen(f"{amount:f}", [run])
        for run in (*own.get(unit_name, ()), *own.get(column, ())):
            if unit := re.search(r"(?<![A-Z])([A-Z]{1,3}\d?)\)?\s*$|^([A-Z]{1,3}\d?)(?=:?\s+\d)", run.text.upper()):
                row.setdefault(unit_name, seen(unit[1] or unit[2], [run]))
    both = two_measures(own.get("quantity", ()), own.get("unit", ()))
    if both and not row.get("net_quantity_2"):
        for (figure, place, unit, beside), number in zip(both, ("", "_2"), strict=True):
            row |= {f"net_quantity{number}": seen(figure, [place]), f"unit{number}": seen(unit, [beside])}
    return row


def _in_columns_of_their_own(own: Mapping[str, Sequence[Run]]) -> dict[str, Value | None]:
    """What printouts set in columns that the form has not: claim, countries, maker, invoice, relationship."""
    row: dict[str, Value | None] = {}
    for column, (name, pattern) in _OWN_COLUMNS.items():
        runs = own.get(column, ())
        broken = [unbroken(runs)] if len(runs) > 1 and runs[0].text.endswith("-") else []
        broken += [joined(runs[:2])] if len(runs) > 1 and column == "invoice" else []  # `SO-26771 of` over its day
        for run in (*broken, *runs):
            text = run.text.strip(" ·•|").upper()  # signs that part what stands under captions parted so
            said = OF_DAY.fullmatch(text) if column == "invoice" else None
            if said and (when := dates.parse_date(said["day"], "MDY")):
                row.setdefault("invoice_number", seen(said["number"], [run]))
                row.setdefault("invoice_date", seen(when.value.isoformat(), [run]))
            elif pattern.fullmatch(text) and not (column == "invoice" and INVOICE.match(text)):
                row.setdefault(name, seen(text, [run]))
            elif column in ("origin", "export") and (code := country_code(run.text.strip())):
                row.setdefault(name, seen(code, [run]))
    for run in own.get("invoice_date", ()):
        if when := dates.find_dates(run.text, "MDY"):
            row.setdefault("invoice_date", seen(when[0].value.isoformat(), [run]))
    for run in own.get("relationship", ()):
        if related := _related(run.text.strip().upper()):
            row.setdefault("relationship", seen(related, [run]))
    return row


def unbroken(lines: Sequence[Run]) -> Run:
    """A number that a narrow column breaks behind a hyphen, as one word."""
    whole = joined(lines)
    return replace(whole, text=whole.text.replace("- ", "-"))


_OWN_COLUMNS: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "spi": ("spi", re.compile(r"[A-Z]{1,2}[+*#]?(?:\s?,\s?[A-Z]{1,2}[+*]?)*")),
    "origin": ("country_of_origin", re.compile(r"[A-Z]{2}")),
    "export": ("exporting_country", re.compile(r"[A-Z]{2}")),
    "maker": ("manufacturer_id", re.compile(r"[A-Z]{2}[A-Z0-9]{4,13}")),
    "invoice": (
        "invoice_number",
        re.compile(r"(?=\S*\d)[A-Z0-9][A-Z0-9/._-]{2,}|[A-Z]{1,5}\s[A-Z0-9/._-]*\d{3}[A-Z0-9/._-]*"),
    ),
}


OF_DAY = re.compile(
    r"(?P<number>(?=\S*\d)[A-Z0-9][A-Z0-9/._-]{2,}?|[A-Z]{1,5}\s[A-Z0-9/._-]*\d{3}[A-Z0-9/._-]*)"
    r"\s*[,·/|–—-]?\s+(?:(?i:DATED|DTD|DD|OF|ON)\b\.?\s*)?"
    rf"(?P<day>{LOOKS['line:invoice_date']})"
)
"""`SO-26771 DATED 06/25/2026`: an invoice and its day behind one caption."""
COUNTED = frozenset("weights gross_weight_kg packages quantity quantity_2 value duty line item".split())
"""Columns in which 499 and 501 are figures."""


def names_fee(run: Run, *, first: bool) -> bool:
    """Whether print names a fee, by its code only where a row begins or has its number: `501 CTN` counts packages."""
    return FEE.search(run.text.upper()) is not None or (first and FEE_CODE.match(run.text) is not None)


def _without_fees(own: Mapping[str, Sequence[Run]]) -> Mapping[str, Sequence[Run]]:
    """The columns without the printed lines that name a fee."""
    fees = [run.box for name, runs in own.items() for run in runs if names_fee(run, first=name not in COUNTED)]
    return {
        name: [
            run
            for run in runs
            if all(abs(run.box.cy - fee.cy) > 0.6 * fee.height for fee in fees)
            or (name == "weights" and MANIFESTED.fullmatch(run.text.strip().upper()))  # its second
            or (_says_more(run) and (name == "value" or not _related(run.text.strip().upper())))  # its third line
        ]
        for name, runs in own.items()
    }


MANIFESTED = re.compile(r"[\d,]+\s?(?!KGS?\b|KGM|LBS?\b|MT\b)[A-Z]{2,4}")
"""Packages with their unit, which a form sets below the weight: level with the first fee where the goods are short."""


def _without_cases(own: Mapping[str, Sequence[Run]]) -> Mapping[str, Sequence[Run]]:
    """The columns without goods and duty on rows of an antidumping or countervailing case without a tariff number."""
    runs = [run for column in own.values() for run in column]
    cases = [run for run in runs if _CASE.fullmatch(run.text.strip().upper())]
    rows = [c.box for c in cases if not any(_on_row(r, c.box) and TARIFF_NUMBER.search(r.text) for r in runs)]
    return {
        name: [r for r in column if name not in OF_CASES or not any(_on_row(r, row) for row in rows)]
        for name, column in own.items()
    }


def _on_row(run: Run, row: Box) -> bool:
    return abs(run.box.cy - row.cy) < 0.6 * row.height


OF_CASES = ("duty", "rate", "description")


def _related(text: str) -> str:
    """Y or N where a text says whether the parties are related, "" where it says something else."""
    said = _RELATED.fullmatch(text)
    return "" if said is None else "N" if said["no"] or said["letter"] == "N" else "Y"


def _says_more(run: Run) -> bool:
    text = run.text.strip().upper()
    return bool(_MAKER.match(text) or INVOICE.match(text) or _related(text) or _placed(run))


def _placed(run: Run) -> re.Match[str] | None:
    return _PLACED.fullmatch(run.text.strip().upper())


def _stated(runs: Sequence[Run]) -> dict[str, Value | None]:
    """What a line says in words of its own, wherever it stands: maker, invoice, whether the parties are related."""
    row: dict[str, Value | None] = {}
    for run in runs:
        text = run.text.strip().upper()
        if maker := _MAKER.match(text):
            row.setdefault("manufacturer_id", seen(text if _WHOLE_MAKER.fullmatch(text) else maker[1], [run]))
        elif invoice := INVOICE.match(text):
            number = invoice["number"] if not GLUED.match(text) else text[: invoice.end("number")]
            row.setdefault("invoice_number", seen(number, [run]))
            if when := dates.find_dates(invoice["rest"], "MDY"):
                row.setdefault("invoice_date", seen(when[0].value.isoformat(), [run]))
            if maker := OF_INVOICE.search(invoice["rest"]):
                row.setdefault("manufacturer_id", seen(maker[1], [run]))
        elif "REL" in text and (related := _related(text)):
            row.setdefault("relationship", seen(related, [run]))
    return row


OF_INVOICE = re.compile(r"\b(?:MID|MFR(?: ID)?|MANUFACTURER ID)\W*([A-Z]{2}[A-Z0-9]{4,13})\b")
"""The maker of all that an invoice lists, in the line that heads it."""
GLUED = re.compile(r"INV\d")
"""`INV567713` is a number as it stands: no blank parts a caption from it."""


def _tariff(runs: Sequence[Run]) -> dict[str, Value | None]:
    """The goods' own number, the claim before it, numbers of Chapters 98 and 99, cases."""
    row: dict[str, Value | None] = {}
    added: list[tuple[str, Run]] = []
    cases: list[tuple[str, Run]] = []
    for run in _whole_numbers(runs):
        text = run.text.upper()
        for spi, number in _HTS.findall(text):
            if number.startswith(("98", "99")):
                if number.replace(".", "") not in [told for told, _ in added]:
                    added.append((number.replace(".", ""), run))
            elif "hts" not in row:
                row["hts"] = seen(number.replace(".", ""), [run])
                if spi:
                    row["spi"] = seen(spi, [run])
        cases += [("-".join(filter(None, case)), run) for case in _CASE.findall(text) if not _HTS.search(text)]
    for name, found in (("chapter99", added), ("adcvd_case", cases)):
        if found:
            row[name] = seen("; ".join(text for text, _ in found), [run for _, run in found])
    return row


def _whole_numbers(runs: Sequence[Run]) -> list[Run]:
    """Print with each number put together that a narrow column breaks behind its hyphen: `A-552-899-` over `000`."""
    whole: list[Run] = []
    for run in runs:
        above = whole[-1] if whole else run
        below = abs(run.box.x0 - above.box.x0) < 0.01 and 0 < run.box.cy - above.box.cy < 2.5 * run.box.height
        if below and above.text.endswith("-") and re.fullmatch(r"\d{1,3}", run.text):
            whole[-1] = unbroken([above, run])
        else:
            whole.append(run)
    return whole


def _amount(text: str) -> Decimal | None:
    found = _AMOUNT.search(text.upper())
    try:
        return Decimal(found[1].replace(",", "")) if found else None
    except InvalidOperation:
        return None
