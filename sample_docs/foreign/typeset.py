"""From a layout and its matter to HTML; what the template prints is the truth."""

from __future__ import annotations

import base64
import copy
import functools
import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import yaml
from markupsafe import Markup
from PIL import Image

from sample_docs import stamps
from sample_docs.foreign import matter as matters
from sample_docs.foreign.matter import Matter
from sample_docs.foreign.slip import Fact, Record, Scope, fill

TEMPLATES = Path(__file__).parent / "templates"
GROUPS = ("development", "reporting")
_SANS = ("Liberation Sans", "DejaVu Sans", "Carlito", "Liberation Sans Narrow", "DejaVu Sans Condensed", "FreeSans")
_SERIF = ("Liberation Serif", "DejaVu Serif", "Caladea", "FreeSerif")
_TYPED = ("Liberation Mono", "DejaVu Sans Mono", "FreeMono", "Liberation Sans", "Liberation Serif", "Carlito")
_CHINESE = (
    "Noto Sans CJK SC",
    "Noto Serif CJK SC",
    "AR PL UMing CN",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "AR PL UKai CN",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """One document ready for the press."""

    html: str
    record: Record
    layout: str


@functools.cache
def layouts(group: str) -> dict[str, list[dict[str, Any]]]:
    """The layouts of a group, by kind; each names its template and the words on it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((TEMPLATES / group).glob("*.yaml")):
        for layout in yaml.safe_load(path.read_text("utf-8")):
            for kind in layout["kind"].split():
                found.setdefault(kind, []).append(
                    _whole({**layout, "kind": kind}, found if group == GROUPS[0] else None)
                )
    return found


def _whole(layout: dict[str, Any], known: dict[str, list[dict[str, Any]]] | None) -> dict[str, Any]:
    """A layout with the captions of the development layout it is `like`: a standard form's are prescribed.

    `values` gives boxes, by the number that their caption begins with, another pattern.
    """
    if "like" not in layout:
        return layout
    choices = (layouts(GROUPS[0]) if known is None else known)[layout["kind"]]
    base = copy.deepcopy(next(one for one in choices if one["name"] == layout["like"]))
    boxes = [box for row in (*base["rows"], *base["bottom"], base["columns"]) for box in row]
    for box in boxes:
        number = re.match(r"\d+", box.get("c", ""))
        if number and number[0] in layout.get("values", {}):
            box["v"] = layout["values"][number[0]]
    return {**base, **layout}


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def typeset(rng: random.Random, kind: str, group: str) -> Printed:
    """Print one paper of that kind on one of the group's layouts."""
    layout = rng.choice(layouts(group)[kind])
    chinese = layout.get("language") == "zh"
    least, *most = layout.get("lines", [1, 0])
    matter = matters.make(
        rng, kind, chinese=chinese, lines=(least, most[0]) if most and most[0] else None, origins=layout.get("origins")
    )
    record = Record(kind)
    for name, pattern in layout.get("also", {}).items():  # what the form itself says, without a value to print
        record.fields[name] = pattern or matter.origin
    head = Scope(matter.head, record.fields)
    template = _environment().get_template(f"{group}/{layout['template']}.html")
    html = template.render(
        f=head,
        m=matter,
        layout=layout,
        look=_look(rng, matter),
        rng=rng,
        record=record,
        Fact=Fact,
        lines=_scopes(matter.lines, record.lines),
        materials=_scopes(matter.materials, record.materials),
        goods_of_materials=_scopes(matter.materials, record.lines) if layout.get("delivers_materials") else [],
        fill=_filler(head),
        seal=functools.partial(_seal, rng, record, matter),
        sign=functools.partial(_sign, rng, record),
        qr=functools.partial(_code, record, "QRCode"),
        bars=functools.partial(_code, record, "Code128"),
    )
    return Printed(html, record, f"{group}/{kind}/{layout['name']}")


def _scopes(facts: list[dict[str, Fact]], truths: list[dict[str, str]]) -> list[Scope]:
    scopes: list[Scope] = []
    for one in facts:
        truth: dict[str, str] = {}
        truths.append(truth)
        scopes.append(Scope(one, truth))
    return scopes


def _filler(head: Scope) -> Callable[..., Markup]:
    def filled(pattern: str, line: Scope | None = None) -> Markup:
        return fill(pattern, head, line)

    return filled


def _look(rng: random.Random, matter: Matter) -> dict[str, Any]:
    chinese = rng.choice(_CHINESE)
    caption = rng.choice(_SANS if rng.random() < 0.65 else _SERIF)
    typed = caption if rng.random() < 0.35 else rng.choice(_TYPED)
    return {
        "caption": Markup(f"'{caption}', '{chinese}', 'NanumGothic', 'DejaVu Sans'"),
        "typed": Markup(f"'{typed}', '{chinese}', 'NanumGothic', 'DejaVu Sans'"),
        "small": rng.choice([6.4, 6.8, 7.2, 7.6]),
        "size": rng.choice([8.2, 8.6, 9, 9.4, 10]),
        "rule": rng.choice(
            ["0.5pt solid #000", "0.8pt solid #111", "1pt solid #000", "0.6pt solid #456", "0.7pt solid #6b2a2a"]
        ),
        "tint": rng.choice(["#eee", "#e4ecf5", "#f3efe2", "#e9f3ea", "#dcdcdc"]),
        "accent": rng.choice(["#123a7a", "#7a1f1f", "#0b5c3b", "#222", "#444"]),
        "page": "Letter" if matter.exporter.country in ("US", "CA", "MX", "CL", "CO", "GT") else "A4",
        "bold": rng.random() < 0.4,
        "odd": rng.random(),
        "pad": rng.choice([1.2, 1.8, 2.4]),
    }


def _data(picture: Image.Image) -> str:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()


def _seal(
    rng: random.Random, record: Record, matter: Matter, who: str = "issuer", width: float = 30, style: str = ""
) -> Markup:
    """A seal laid over what is around it; `width` in millimetres; `who` is a fact's name or the text itself."""
    record.marks["seal"] = True
    text = matter.head[who].printed.upper().replace("\n", " ") if who in matter.head else who
    chinese = any("\u4e00" <= c <= "\u9fff" for c in text)
    colour = stamps.RED if chinese or rng.random() < 0.4 else rng.choice([stamps.BLUE, stamps.VIOLET, stamps.RED])
    text = "".join(c for c in text if ord(c) < 0x250 or "\u4e00" <= c <= "\u9fff")
    picture = stamps.round_seal(
        rng, text[:46], colour=colour, star=chinese or rng.random() < 0.5, oval=rng.random() < 0.15, pixels=300
    )
    return Markup('<img class="seal" src="{}" style="width:{}mm;{}">').format(_data(picture), width, style)


def _sign(rng: random.Random, record: Record, width: float = 34, style: str = "") -> Markup:
    record.marks["signature"] = True
    return Markup('<img class="sign" src="{}" style="width:{}mm;{}">').format(
        _data(stamps.signature(rng, 260)), width, style
    )


def _code(record: Record, form: str, text: str, width: float = 18, style: str = "") -> Markup:
    import zxingcpp

    if form == "QRCode":
        record.marks["qr"] = text
    barcode = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, form))
    picture = Image.fromarray(zxingcpp.write_barcode_to_image(barcode, scale=6))  # pyright: ignore[reportArgumentType]
    return Markup('<img src="{}" style="width:{}mm;{}">').format(_data(picture), width, style)
