"""What the boxes of transport papers print besides captions and values: clauses, conditions, what the carrier owes.

Bills of lading and air waybills explain each caption in the same small print: `Consignee (negotiable only if consigned
"to order")`, `Place of receipt. Applicable only when …`. Taken for values these sentences are parties and ports.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.layout import Run, Sheet, run_of
from extractors.parties.companies import COMPANY

TRANSPORT_PAPERS = ("ship.bl", "ship.awb")
_SAYS = "|".join(
    (
        r"clauses?\b", "negotiable", "non[- ]negociable", r"multi-?modal", r"combined\s+transport",
        r"through\s+transport", "port[- ]to[- ]port", r"if\s+applicable", r"applicable\s+only", r"if\s+mentioned",
        r"so\s+indicate",
        r"vessel\s+(?:and|&)\s+air", r"vessel\s+only", r"not\s+part\s+of", r"principal\s+or\s+seller",
        r"first\s+carrier", r"include\s+agents?", r"(?:no|without)\s+responsibility", r"not\s+responsible",
        r"responsib\w+\s+for", r"failure\s+to\s+notify", r"local\s+time", r"incl(?:\.|uding)?\s+dimensions",
        r"dimensions\s+ou", r"if\s+dangerous", r"continued\s+on", r"including\s+zip", r"references\)", r"contract\)",
        r"for\s+(?:account|use|information)\b", "mandatory", r"see\s+(?:note|overleaf|reverse)", r"as\s+declared",
    )
)  # fmt: skip
"""Words of which one stands in every bracket that explains a box."""
_SENTENCES = (
    r"\W*+\bapplicable\s+only\s+(?:when|if|for)\b.*",
    r"\s*\b(?:please\s+)?insert\s+(?:full\s+)?names?\b.*",
    r"\s*\bth(?:is|e)\s+(?:(?:sea|way|air)\W*){0,3}(?:bill|b/l)?\s*(?:of\s+lading\s+)?is\s+(?:not|non)[- ]+negotiable"
    r"\W*(?:unless\b.*)?",
    r"\W*+\b(?:the\s+)?carrier\s+(?:is\s+|shall\s+)?not\s+(?:to\s+)?(?:be\s+)?responsible\b.*",
    r"\W*+\bno\s+responsibility\s+(?:shall|is|whatsoever)\b.*",
    r"\W*+\b(?:not|non)[- ]negotiable\s+unless\b.*",
    r"\W*+\bnegotiable\s+only\s+if\b.*",
    r"\A\W*+(?:not|non)[- ]negotiable\W*\Z",
    r"\W*+\bit\s+is\s+(?:hereby\s+|mutually\s+)?agreed\b.*",
    r"\W*+\bif\s+(?:not\s+)?consigned\s+to\s+order\b.*",
    r"\W*+\bwhen\s+(?:this\s+)?(?:document\s+is\s+)?used\s+(?:as|for)\s+(?:a\s+)?(?:multi|combined|through)\b.*",
    r"\W*+\bfor\s+(?:multi-?modal|combined|through)\s+transport\s+(?:only|documents?\s+only)\W*",
    r"\W*+\b(?:the\s+)?shipper\s+certifies\b.*",
    r"\W*+\bcopies\s+1\W.*|\W*+\bles\s+exemplaires\b.*|\W*+\b(?:subject\s+to|including)\s+(?:the\s+conditions|road)\b.*",
    r"\W*+\bil\s+est\s+convenu\b.*|\W*+\b(?:sauf\s+mention|sous\s+r[eé]serve\s+des)\b.*|.*\b(?:peuvent|puede[n]?)\s+[eê]tre\s+transport.*",
    r"\W*+\bcontraires\s+de\b.*|.*\bbon\s+[eé]tat\s+apparent\b.*|.*\ben\s+aparente\s+buen\b.*",
    r"\W*+\ball\s+goods\s+may\s+be\s+carried\b.*|\W*+\b(?:the\s+)?shipper['’]s\s+attention\b.*",
    r"\W*+\binsurance\s*[-–:.]\s*if\b.*|\W*+\bin\s+witness\b.*|\W*+\babove\s+particulars\b.*",
    r"\W*+\b(?:received|shipped|accepted)\b[^.:]{0,60}\b(?:apparent|good)\s+(?:good\s+)?order\b.*",
    r"\b(?:combined|multi-?modal)\s+transport\s*\*\s*(?=\w)",
)
SMALL_PRINT = re.compile(
    rf"\s*[(\[](?=[^)\]]{{0,200}}(?:{_SAYS}))(?>[^()\[\]]++|[(\[][^()\[\]]{{0,80}}[)\]]){{0,20}}(?:[)\]]|\Z)\.?"
    rf"|\A(?=[^()]{{0,120}}(?:{_SAYS}))[^()\d]{{3,120}}\)(?!\s*\w)|{'|'.join(_SENTENCES)}",
    re.IGNORECASE,
)
"""Sentences and brackets that explain a box; a bracket may go on in the next line or come from the line above."""


def without_small_print(sheet: Sheet) -> Sheet:
    """The sheet without what its form explains; a line of nothing else is gone."""
    return replace(sheet, runs=tuple(left for run in sheet.runs if (left := _left(run))))


DECLARES = re.compile(
    r"\b(?:exporter|exportateur|exportador|ausf[uü]hrer|esportatore)\s+(?:of\s+the|des|de\s+los|dos|der|delle|dei)\s+"
    r"(?:products?|goods|produits?|marchandises|productos|mercanc|produtos|waren|merci|prodotti)",
    re.IGNORECASE,
)
"""`The exporter of the products covered by this document declares …` names nobody."""


def without_declarations(sheet: Sheet) -> Sheet:
    """The sheet without the lines that begin a declaration of origin."""
    said = [run for run in sheet.runs if DECLARES.search(run.text) and len(run.words) > CAPTION_WORDS]
    return replace(sheet, runs=tuple(run for run in sheet.runs if run not in said))


CAPTION_WORDS = 5
"""Up to which `Exporter of the goods` may be a caption."""


def _left(run: Run) -> Run | None:
    cuts = [match.span() for match in SMALL_PRINT.finditer(run.text) if match.end() > match.start()]
    if not cuts:
        return run
    edges = [0, *(edge for cut in cuts for edge in cut), len(run.text)]
    parts = [run.part(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    words = [word for part in parts if part for word in part.words]
    return run_of(words, run.page, run.cell) if any(c.isalnum() for w in words for c in w.text) else None


def below_caption(sheet: Sheet, caption: Run, lines: list[Run], name: str) -> list[Run]:
    """What answers a caption in its cell, without the lines in which the caption goes on to explain itself.

    Carriers print these as small as the caption of a party or a place, and what is filled in larger.
    """
    if name not in EXPLAINED:
        return lines
    small = max(word.box.height for word in caption.words)
    first = next((i for i, line in enumerate(lines) if line.box.height > FILLED_IN * small), 0)
    over = lines[:first]
    explains = sheet.page.engine == "text" and all(
        line.box.height < EVEN * small and (EXPLAINS.search(line.text) or _asks_again(line.text)) for line in over
    )
    return lines[first:] if explains else lines


def _asks_again(text: str) -> bool:
    """Whether print as small as a caption may be the same caption in another language: a word or two, no firm."""
    return len(text.split()) <= AGAIN_WORDS and not re.search(r"\d", text) and COMPANY.search(text) is None


AGAIN_WORDS = 3


def under(label: Run, lines: list[Run]) -> list[Run]:
    """Where a cell holds two columns of print, the lines of the column under the label."""
    if lines[0].box.y0 < label.box.y1 - 0.5 * label.box.height:
        return lines
    if any(min(r.box.x1, label.box.x1) > max(r.box.x0, label.box.x0) for r in lines):
        lines = [r for r in lines if r.box.x1 > label.box.x0 - 0.08]  # a letterhead left of a title's number
    far = [r for r in lines if r.box.x0 > label.box.x1 + 0.08 and r.box.x0 > label.box.x0 + 0.2]
    near = [r for r in lines if r not in far]
    return near if near and len(far) >= 2 else lines


EXPLAINED = (
    "exporter", "consignee", "notify_party", "vessel", "port_of_loading", "port_of_discharge", "place_of_delivery",
    "place_of_receipt",
)  # fmt: skip
EXPLAINS = re.compile(r"[()\"“”]|\b[a-z]{2,}\b.*\b[a-z]{2,}\b")
"""Brackets, quotations and small words, which names of parties and places hardly have."""
FILLED_IN, EVEN = 1.15, 1.06
"""Heights of a caption's print from which print is larger, and up to which it is as small."""
