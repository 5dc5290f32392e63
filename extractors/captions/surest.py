"""Which caption of several a field is taken from, and what a caption of several meanings stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors import values
from extractors.captions.fields import LINE, Labelled
from extractors.captions.wording import asks_address_alone
from extractors.certificates.signed_boxes import SIGNED, declared
from extractors.columns.meant import MEANT
from extractors.forms import FieldSpec
from extractors.layout import Run
from extractors.parties.companies import COMPANY
from extractors.sighted import Context, Values
from extractors.typed.codes import ARTICLE_NUMBER
from schemas.record import Value

REVISION = re.compile(r"\W*(?:REV|VERSI|版[本次])", re.IGNORECASE)
"""The state of a drawing, which says of what kind goods are only where nothing else does."""
PRINTED = re.compile(
    r"\W*(?:RE-?)?(?:PRINT|IMPRI?M|[ÉE]DIT|IMPRES|STAMPA|GEDRUCKT|DRUCK|RUN\b|列印|打印|印刷|출력)", re.IGNORECASE
)
"""Of a date: when this copy came from the printer, which counts only where nothing says when the paper was made out."""
OF_FORM = re.compile(r"\W*(?:(?:FORM|FORMAT|SHEET|GATE)\b|手册)", re.IGNORECASE)
"""Of a number: of the form, the gate or the customs handbook, which is the record's own only where nothing else is."""
WHERE_TO = re.compile(
    r"\W*(?:SHIP(?:PED|PING)?|DELIVER(?:ED|Y)?)[\s-]*(?:TO|ADDRESS)(?:[\s-]*(?:PARTY|ADDRESS))?\W*$|\W*(?:LIEFERADRESSE|LIEFERANSCHRIFT|"
    r"ADRESSE DE LIVRAISON|LIVR[EÉ] [AÀ]|DIRECCI[OÓ]N DE ENTREGA|ENTREGAR? A|ENVIAR A|送货地址|交货地址)\W*$",
    re.IGNORECASE,
)
"""Where the goods go, which is the buyer's only where nobody says who that is."""
SAME = re.compile(r"\W*(?:THE\s+)?SAME\b|\W*AS ABOVE\b", re.IGNORECASE)
"""`Same as bill to` names nobody where another caption does."""
IF_OTHER = re.compile(r"\bIF\s+(?:OTHER|DIFFERENT|NOT)\b", re.IGNORECASE)
"""`Buyer (if other than consignee)`: who is asked for besides somebody else."""
LETTERS = re.compile(r"[^\W\d_]{2}")
"""A party has a name: `Werk: 1100` is a number."""
TO_VERIFY = re.compile(r"\b(?:verif\w*|code)\b", re.IGNORECASE)
"""`Reference code` beside `Reference No` is what the paper is checked by."""
TO_SIGN = re.compile(r"signature|signator|signer|firmante|signataire|firma\b|서명|签名|签字|署名", re.IGNORECASE)
"""Under a caption that asks for the signature stands handwriting; another asks for the company."""
SPAN = (LINE + "start_date", LINE + "finish_date")
TITLED = ("record_number", "invoice_number", "bl_number")
"""Fields whose label may be the paper's title."""


def best_values(labelled: Sequence[Labelled], specs: Mapping[str, FieldSpec], context: Context) -> Values:
    """For each field the value of its surest label; a label whose lines give no value of the type is passed over."""
    found: Values = {}
    certified = {(item.label.page, item.label.cell) for item in labelled if item.name == "issuer"}
    certified = {place for place in certified if place[1] >= 0}

    titles = titles_of(labelled)
    of_exporter = {id(item) for item in declared(labelled)}

    def rank(item: Labelled) -> float:
        # Exporter and authority both say where and when they signed; the certificate is issued by the latter.
        beside_issuer = item.name in SIGNED and (item.label.page, item.label.cell) in certified
        # `Material: FLT-HX-40210` names the goods by their number, which another label says in words.
        coded = (
            LINE + "goods" in item.hit.names
            and bool(item.lines)
            and ARTICLE_NUMBER.fullmatch(item.lines[0].text) is not None
        )
        lesser = 0.5 * (beside_issuer - coded - (item.label in titles)) - 0.2 * (
            REVISION.match(_caption(item)) is not None
        )
        lesser -= 0.5 * (id(item) in of_exporter)
        lesser -= 0.5 * (item.name == "issue_date" and PRINTED.match(_caption(item)) is not None)
        lesser -= 0.3 * (item.name == "certificate_number" and TO_VERIFY.search(_caption(item)) is not None)
        lesser -= 0.5 * (item.name == "record_number" and OF_FORM.match(_caption(item)) is not None)
        lesser -= 0.3 * (item.name == "certifier" and TO_SIGN.search(item.label.text) is not None)
        lesser -= 0.5 * (item.name == "consignee" and WHERE_TO.match(_caption(item)) is not None)
        lesser -= 0.6 * (item.name == "consignee" and bool(item.lines) and SAME.match(item.lines[0].text) is not None)
        lesser -= 0.5 * (IF_OTHER.search(_caption(item)) is not None)
        lesser -= 0.3 * (item.name in SPAN and MEANT.match(_caption(item)) is not None)
        return _sureness(item) + lesser - 0.05 * (len(item.hit.names) - 1)

    ranked = sorted(_without_steps(labelled), key=rank, reverse=True)
    captions: dict[str, list[str]] = {}
    for item in ranked:
        if item.lines:
            captions.setdefault(item.name, []).append(_caption(item))
    left = _left_over(ranked)
    for item in ranked:
        for name in (left[item], *item.hit.names) if item in left else item.hit.names:
            spec = specs.get(name)
            if spec and spec.type == "party" and asks_address_alone(_caption(item), captions.get(name, ())):
                for field, value in values.take("address", f"{name}_address", item.lines, context).items():
                    found.setdefault(field, value)
                break
            if (
                spec is None
                or name in found
                or (spec.type == "party" and not any(LETTERS.search(line.text) for line in item.lines))
                or (name == "record_number" and item.lines and KIND_OF_CERTIFICATE.search(item.lines[0].text))
                or (name == "producer" and item.lines and _is_plant(item.lines[0].text))
                or (name == "issue_place" and _signed_apart(item))
                or (
                    # a column may always be a field of the paper; of fields this kind has not, a field is none
                    len({n for n in _meanings(item) if LINE in (n[: len(LINE)], name[: len(LINE)]) or n in specs}) > 1
                    and not values.looks_like(spec.type, item.lines)
                )
            ):
                continue
            for field, value in values.take(spec.type, name, item.lines, context).items():
                found.setdefault(field, _with_article(item, value) if field == "issuer" else value)
            break
    return found


def _with_article(item: Labelled, value: Value) -> Value:
    """An authority with the article taken for the end of its caption: `Name of authority` over `THE KOREA …`."""
    article = ARTICLE.search(_caption(item))
    if article is None or not item.lines or not item.lines[0].text.startswith(str(value.value)[:8]):
        return value
    return replace(value, value=f"{article[0]} {value.value}")


ARTICLE = re.compile(r"(?<!\bof )(?<!\bby )\bthe(?=\s*$)", re.IGNORECASE)


def _signed_apart(item: Labelled) -> bool:
    """Whether what stands beside `Place, date and signature` is of another column: such a caption stands under both."""
    if not item.lines or item.hit.colon or not TO_SIGN.search(item.label.text):
        return False
    return item.lines[0].box.x0 - item.label.box.x1 > APART


APART = 0.12
"""Share of the page's width."""


def _is_plant(text: str) -> bool:
    """`1010 Esslingen` behind `Werk`: one of the company's plants, and not the company."""
    return PLANT.match(text) is not None and not COMPANY.search(text)


KIND_OF_CERTIFICATE = re.compile(r"(?<![\w./-])[23]\.[123]\W*$")
"""`INSPECTION CERTIFICATE 3.1`: the kind by EN 10204, and no number."""
PLANT = re.compile(r"\W*\d{3,5}(?=\W)")


def _without_steps(labelled: Sequence[Labelled]) -> list[Labelled]:
    """Without captions that count up what they begin: `Op 10`, `Op 20`, `Op 30` are steps and no orders' numbers."""
    counted: dict[str, set[str]] = {}
    for item in labelled:
        if item.name in STEPPED and item.inline and item.lines and item.lines[0].text.isdigit():
            counted.setdefault(_caption(item).strip().upper(), set()).add(item.lines[0].text)
    steps = {caption for caption, values_of in counted.items() if len(values_of) >= STEPS}
    return [i for i in labelled if i.name not in STEPPED or _caption(i).strip().upper() not in steps]


STEPPED = ("record_number", "order_number")
STEPS = 3
"""Numbers behind one caption from which it counts steps."""


def _left_over(labelled: Sequence[Labelled]) -> dict[Labelled, str]:
    """What captions of several meanings stand for where other captions of the paper ask for the rest of these.

    `Contract No` may name the order; beside `Order No` it does not.
    """
    answered_ones = [i for i in labelled if i.lines and (i.name != "vessel" or values.looks_like("vessel", i.lines))]
    claimed, meant = set[str](), dict[Labelled, str]()
    while True:
        free = [(item, [n for n in _of_paper(item) if n not in claimed]) for item in answered_ones]
        single = [(item, names[0]) for item, names in free if len(names) == 1 and item not in meant]
        if not single:
            return meant
        meant.update(single)
        claimed.update(name for _, name in single)


def _of_paper(item: Labelled) -> Sequence[str]:
    """What a caption may stand for; of the paper as a whole (`编号`), where it may be that or of a line of it."""
    return [name for name in item.hit.names if not name.startswith(LINE)] or item.hit.names


def _meanings(item: Labelled) -> set[str]:
    """What a caption may ask for; the supplier of a receipt and that of its only line are one."""
    names = item.hit.names
    return {name.removeprefix(LINE) for name in names} if "supplier" in names else set(names)


def _caption(item: Labelled) -> str:
    return item.label.text[: item.hit.end]


def titles_of(labelled: Sequence[Labelled]) -> list[Run]:
    """Labels that are rather the title (`WORK ORDER`, but `Work order: WO-117`): larger than labels are, or first."""
    heights = sorted(item.label.box.height for item in labelled)
    usual = heights[len(heights) // 2] if heights else 0.0
    wide = [item for item in labelled if item.name in TITLED and not item.hit.colon]
    top = min((item.label.box.cy for item in labelled), default=0.0)
    return [item.label for item in wide if item.label.box.height > 1.3 * usual or item.label.box.cy == top]


def _sureness(item: Labelled) -> float:
    hit = item.hit
    return hit.score + 0.15 * hit.colon + 0.15 * hit.numbered + 0.2 * item.inline + 0.2 * bool(item.lines)
