"""Document kinds as data: each YAML file here is one kind (or, with a leading underscore, wordings that kinds share).

A kind file says by which phrases the kind is recognised and which labels its fields and table columns may wear. It
holds no coordinates: labels, cells and columns are found on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent

FieldType = Literal[
    "text", "party", "address", "date", "country", "reference", "certificate_number", "issuer", "office",
    "transport", "place", "period", "role", "hs", "criterion", "number", "weight", "goods", "marks", "item",
    "package_kind", "unit", "money", "container", "invoice", "measure", "price_and_total", "packages", "vessel",
    "article", "currency",
]  # fmt: skip


Part = Literal["lines", "materials", "operations"]
"""What a table lists: what was made or moved, what went into it, the steps of making it."""


Shown = Literal["us_entry_number", "like_us_entry_number", "us_tariff_number", "us_maker", "duty_rate"]
"""An entry number with a right check digit, or one that only looks so; a tariff number of the ten digits that only the
United States print so; the code of a maker by which they know him; a rate in hundredths or none.
"""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldSpec(_Strict):
    """How one field or column is found and typed.

    Attributes:
        type: how its text becomes a value.
        labels: wordings, any of which may stand before it (or over the column).
    """

    type: FieldType = "text"
    labels: tuple[str, ...] = ()


class Recogniser(_Strict):
    """One way to know a kind: all phrases must be there (OCR slips allowed).

    Attributes:
        all: phrases; `a|b` means either.
        like: instead of phrases, patterns of which a title must meet one as a whole: titles are made of few words
            in many orders (`生产配料指令单`, `Moulding shop order`). Spaces are left out of Chinese ones.
        none: phrases that must not be there.
        where: `top` is the top third of the first page, `title` a line there that says little else.
        shows: numbers of a structure of their own that must stand on the page, whatever it is called.
        lacks: such numbers that must not stand on it.
    """

    all: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    where: Literal["title", "top", "page"] = "top"
    shows: tuple[Shown, ...] = ()
    lacks: tuple[Shown, ...] = ()
    score: float = Field(gt=0, le=1)


class Form(_Strict):
    """A document kind.

    Attributes:
        goods_in: whether its table lists what was made or moved (`lines`) or what went in (`materials`).
        beside: further tables that papers of the kind hold: `materials` beside what was made, `operations` (the
            routing), which tells nothing of goods and is known only so that it is not taken for them.
        in_order: for a label that stands on the paper several times, the fields its places stand for from top to
            bottom and left to right (both parties of a Chinese VAT invoice are called 名称).
        moves: whether the paper moves the materials that it lists, which are then its lines as well.
        letterhead: the parties of which the company is one whose name stands at the head without a label.
        own: the columns of its lines with the wordings that its own file lists, which other kinds do not share.
    """

    kind: str
    title: str
    group: Literal["certificate", "factory", "shipping", "other"]
    recognise: tuple[Recogniser, ...] = ()
    inherits: tuple[str, ...] = ()
    fields: dict[str, FieldSpec] = {}
    columns: dict[str, FieldSpec] = {}
    materials: dict[str, FieldSpec] = {}
    operations: dict[str, FieldSpec] = {}
    goods_in: Literal["lines", "materials"] = "lines"
    beside: tuple[Literal["materials", "operations"], ...] = ()
    in_order: dict[str, tuple[str, ...]] = {}
    moves: bool = False
    letterhead: tuple[str, ...] = ()
    own: frozenset[tuple[str, str]] = frozenset()

    def labels_of(self, part: Part) -> list[tuple[str, str]]:
        """The columns of the tables that list `part` with each of their wordings, those of the kind's own file first.

        A wording may be one column's in general and another's on such papers: `批量` is asked for on an order, and is
        what was inspected on an inspection report.
        """
        every = [(name, label) for name, spec in self.part(part).items() for label in spec.labels]
        return sorted(every, key=lambda pair: pair not in self.own) if part == "lines" else every

    def part(self, part: Part) -> dict[str, FieldSpec]:
        """The columns of the tables that list `part`."""
        return {"lines": self.columns, "materials": self.materials, "operations": self.operations}[part]

    def wordings(self) -> Iterator[tuple[str, str]]:
        """Every wording of every field and column, behind what it asks for: `columns.hs_code`, `HS code`."""
        for part in ("fields", "columns", "materials", "operations"):
            for name, spec in getattr(self, part).items():
                yield from ((f"{part}.{name}", label) for label in spec.labels)


class _Shared(_Strict):
    fields: dict[str, FieldSpec] = {}
    columns: dict[str, FieldSpec] = {}
    materials: dict[str, FieldSpec] = {}
    operations: dict[str, FieldSpec] = {}


@cache
def forms() -> dict[str, Form]:
    """All kinds by their code, in name order of their files.

    Raises:
        ValueError: two files declare the same kind, or a file is malformed.
    """
    found: dict[str, Form] = {}
    for path in sorted(FOLDER.glob("[!_]*.yaml")):
        form = _load(path)
        if form.kind in found:
            raise ValueError(f"{path.name} declares the kind {form.kind} a second time")
        found[form.kind] = form
    return found


def _load(path: Path) -> Form:
    form = Form.model_validate(_read(path))
    merged: dict[str, dict[str, FieldSpec]] = {
        "fields": {}, "columns": {}, "materials": {}, "operations": {},
    }  # fmt: skip
    for name in form.inherits:
        shared = _shared(name)
        for part, specs in merged.items():
            for field, spec in getattr(shared, part).items():
                specs[field] = _joined(specs.get(field), spec)
    for part, specs in merged.items():
        for name, spec in getattr(form, part).items():
            specs[name] = _joined(specs.get(name), spec)
    own = frozenset((name, label) for name, spec in form.columns.items() for label in spec.labels)
    return form.model_copy(update=merged | {"own": own})


@cache
def _shared(name: str) -> _Shared:
    return _Shared.model_validate(shared_file(name))


def shared_file(name: str) -> object:
    """What a file says that is no kind of its own."""
    return _read(FOLDER / f"_{name}.yaml")


def _read(path: Path) -> object:
    # Every scalar stays text: YAML would otherwise make a boolean of the label "No". pydantic makes the types.
    # libyaml's loader: the one in Python needed 4 s of every reading process for the wordings of all forms.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def _joined(shared: FieldSpec | None, own: FieldSpec) -> FieldSpec:
    """A kind's own wordings come before the shared ones; its own type, where it names one, stands."""
    if shared is None:
        return own
    kind = own.type if "type" in own.model_fields_set else shared.type
    return FieldSpec(type=kind, labels=own.labels + shared.labels)


GROUP_FIELDS: dict[str, tuple[str, ...]] = {
    "certificate": tuple(
        "certificate_number issuer issue_date issue_place exporter exporter_address producer consignee "
        "consignee_address origin_country destination_country transport invoice_number invoice_date certifier "
        "certifier_role importer blanket_from blanket_to".split()
    ),
    "factory": tuple("record_number order_number producer supplier buyer issue_date origin_country".split()),
    "shipping": tuple(
        "exporter consignee invoice_number invoice_date origin_country bl_number vessel port_of_loading "
        "port_of_discharge container".split()
    ),
    "other": (),
}
GROUP_LINES: dict[str, tuple[str, ...]] = {
    "certificate": tuple(
        "item marks description hs_code origin_criterion packages package_kind quantity unit gross_weight_kg "
        "net_weight_kg value currency origin_country invoice_number invoice_date".split()
    ),
    "factory": tuple(
        "description specification quantity unit planned_quantity lot_number heat_number start_date finish_date "
        "packages".split()
    ),
    "shipping": tuple(
        "description hs_code quantity unit packages package_kind net_weight_kg gross_weight_kg value".split()
    ),
    "other": (),
}
MATERIALS = tuple(
    "description grade quantity unit supplier origin_country lot_number heat_number invoice_number".split()
)
"""Field and column names of CONTRACT.md by group; a kind may add its own."""
