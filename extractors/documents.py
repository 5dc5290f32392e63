"""One cut of pages -> one `Record`: tables, labelled fields, and what the kind's group adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from extractors import values
from extractors.captions.bare_dates import bare_date
from extractors.captions.colon_columns import with_colons_joined
from extractors.captions.composed import composed_field
from extractors.captions.fields import Labelled, labelled_values, starts_field
from extractors.captions.labels import LINE, Labels
from extractors.captions.paired_captions import answered
from extractors.captions.small_print import TRANSPORT_PAPERS, without_declarations, without_small_print
from extractors.captions.surest import best_values, titles_of
from extractors.captions.touching_columns import parted_headers, parted_under_captions
from extractors.certificates import certifications, sealed
from extractors.certificates import stated as certificates
from extractors.certificates.goods_boxes import listed_box
from extractors.certificates.goods_in_the_open import listed_open
from extractors.columns import needs
from extractors.columns.thousands import points_sum_up, settle_by_country
from extractors.columns.told import BOXED, columns_told
from extractors.columns.units_above import with_units_above
from extractors.cutting import Cut
from extractors.entry import summary as entry_summary
from extractors.factory import mill_statements
from extractors.factory.one_material import material_in_captions, materials_in_cards
from extractors.factory.steps_told import without_told_steps
from extractors.forms import GROUP_FIELDS, GROUP_LINES, MATERIALS, Form, Part, forms
from extractors.goods.items_or_table import with_items
from extractors.goods.lines import typed_rows, typed_totals
from extractors.layout import Run, Sheet
from extractors.nlp import statements
from extractors.papers import completeness
from extractors.parties.letterhead import at_foot, first_address, head_lines, letterhead, told_at_head
from extractors.parties.names_below import named_below
from extractors.plausible import doubted, doubted_amounts, doubted_counts
from extractors.reading.second_reading import SecondReader
from extractors.shipping import unlabelled as shipping
from extractors.shipping.cargo_notes import beside_goods, without_notes
from extractors.sighted import Context, Values
from extractors.tables.drawn_rules import without_drawn_rules, without_rules_under_headers, without_walls
from extractors.tables.goods_tables import Table
from extractors.tables.header_cells import with_caption_cells, with_header_cells, with_missing_cells
from extractors.tables.item_blocks import listed_blocks
from extractors.tables.items_in_print import items_in_print
from extractors.tables.label_blocks import listed_lines, single_line, tariff_of_all
from extractors.tables.overleaf import goes_on
from extractors.tables.page_tables import Listed, column_labels, listed_tables
from extractors.tables.second_captions import with_second_captions
from extractors.tables.sums import without_parts
from extractors.typed import dates, numbers, yearless
from schemas.record import Line, Marks, Record, Value

CERTIFICATIONS = (
    "cert.usmca", "cert.korus", "cert.cafta", "cert.cl_us", "cert.co_pa_pe", "cert.nafta_434", "coo.cbtpa_450",
)  # fmt: skip
"""Certifications under US agreements, which say how the certifier is reached."""
LETTERHEADS: Mapping[str, tuple[str, ...]] = {"shipping": ("exporter",), "factory": ("producer",)}
"""Who it is that papers of a group carry at their head, where no label and no form file says so."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A document's pages with what was found on them."""

    sheets: tuple[Sheet, ...]
    listed: tuple[Listed, ...]
    labelled: tuple[Labelled, ...]
    context: Context
    material: tuple[Labelled, ...] = ()
    """What captions tell of one material, where no table lists any."""

    def tables(self, part: Part) -> list[Table]:
        return [listed.table for listed in self.listed if listed.part == part]

    @property
    def runs(self) -> list[Run]:
        return [run for sheet in self.sheets for run in sheet.runs]


def record_of(cut: Cut, *, sha256: str, source: str, second: SecondReader | None) -> Record:
    """Extract one document; a page that fits no kind is `other`, without fields."""
    form = forms().get(cut.recognised.kind)
    pages = [sheet.page for sheet in cut.sheets]
    numbers = tuple(p.number for p in pages)
    fields: Mapping[str, Value | None] = {}
    lines: tuple[Line, ...] = ()
    materials: tuple[Line, ...] = ()
    kind = cut.recognised.kind
    if kind == entry_summary.KIND:
        fields, lines = entry_summary.extract(cut.sheets)
        if second is not None:
            fields = _checked(fields, second)
            lines = tuple(_checked(line, second) for line in lines)
    elif form is not None and form.group != "other":
        laid = _lay(cut, form)
        found, rows = _extract(laid, form)
        if form.group == "certificate":
            kind = certificates.kind_by_issuer(cut.recognised, found)
        if second is not None:
            found = {name: second.checked(name, value) for name, value in found.items()}
            rows = [{name: second.checked(name, value) for name, value in row.items()} for row in rows]
        rows = doubted_counts(doubted_amounts(rows, found.get("total_value")), found.get("total_packages"))
        fields = _with_nulls(found, GROUP_FIELDS[form.group])
        if form.group == "certificate":  # no other engine is asked: a ring is no line of print
            fields |= sealed.told_by_seals(kind, cut.sheets, found)
        if form.goods_in == "materials":
            materials = tuple(_with_nulls(_as_material(row), MATERIALS) for row in rows)
            moved = map(_as_moved, rows) if form.moves else _made_out_for(laid, form)
            lines = tuple(_with_nulls(row, GROUP_LINES[form.group]) for row in moved)
        else:
            lines = tuple(_with_nulls(row, GROUP_LINES[form.group]) for row in rows)
            went_in = list(_rows(laid, form, "materials")) or _material_told(laid, form)
            if second is not None:
                went_in = [{name: second.checked(name, value) for name, value in row.items()} for row in went_in]
            needs.of_one_piece(went_in, rows)
            materials = tuple(_with_nulls(_as_material(row), MATERIALS) for row in went_in)
    captions = _field_labels(form.kind) if form else None
    return Record(
        document=f"sha256:{sha256}#{numbers[0]}" + (f"-{numbers[-1]}" if len(numbers) > 1 else ""),
        source=source,
        pages=numbers,
        kind=kind,
        kind_confidence=cut.recognised.score,
        kind_reasons=cut.recognised.reasons,
        language=tuple(dict.fromkeys(p.language for p in pages if p.language)),
        read_by=tuple(dict.fromkeys(e for p in pages for e in (p.engine, *(w.engine for w in p.words)) if e)),
        rotation=pages[0].rotation,
        fields=doubted(fields, captions),
        lines=tuple(doubted(line, captions) for line in lines),
        materials=tuple(doubted(line, captions) for line in materials),
        marks=_marks(cut),
        problems=tuple(dict.fromkeys([*(problem for page in pages for problem in page.problems), *cut.problems])),
    )


def _checked(row: Line, second: SecondReader) -> dict[str, Value | None]:
    return {name: value and second.checked(name, value) for name, value in row.items()}


def _made_out_for(laid: Laid, form: Form) -> list[Values]:
    """The products of a bill of materials: what its table lists, of one with what captions say of it."""
    listed = list(_rows(laid, form, "lines"))
    if len(listed) < 2:
        told = {**next(iter(listed), {}), **single_line(laid.labelled, form.columns, laid.context)}
        listed = [told] * bool(told)
    for product in listed:
        if "planned_quantity" in product:  # how much the bill is made out for
            product.setdefault("quantity", product.pop("planned_quantity"))
    return listed


@cache
def _field_labels(kind: str) -> Labels:
    form = forms()[kind]
    fields = [(name, label) for name, spec in form.fields.items() for label in spec.labels]
    columns = [(LINE + name, label) for name, spec in form.columns.items() for label in spec.labels]
    return Labels(fields + columns, composed_field(kind) if form.group == "factory" else None)


@cache
def own_labels(kind: str, without: str = "") -> Labels:
    """The wordings of the captions of a kind's fields, which end its tables."""
    fields = forms()[kind].fields.items()
    return Labels([(name, label) for name, spec in fields if name != without for label in spec.labels])


def _says_origin_often(sheet: Sheet, form: Form, own: Labels) -> bool:
    hits = [own.find(run.text) for run in sheet.runs] if form.group in BOXED else []
    return sum(hit is not None and hit.name == "origin_country" and hit.colon for hit in hits) > 1


def prepared(cut: Cut, form: Form) -> Cut:
    """The pages without what is drawn of rules and walls, as tables and captions are sought on them."""
    cut = replace(
        cut, sheets=tuple(with_caption_cells(with_missing_cells(with_header_cells(sheet))) for sheet in cut.sheets)
    )
    if form.group == "certificate":  # there such a line may say that nothing follows
        cut = replace(cut, sheets=tuple(without_walls(without_rules_under_headers(sheet)) for sheet in cut.sheets))
        own = own_labels(form.kind)
        parted = (parted_headers(sheet, column_labels(form.kind, "lines")) for sheet in cut.sheets)
        cut = replace(cut, sheets=tuple(parted_under_captions(sheet, own) for sheet in parted))
    else:
        plain = [without_drawn_rules(sheet) for sheet in cut.sheets]
        cut = replace(cut, sheets=tuple(with_colons_joined(sheet, own_labels(form.kind)) for sheet in plain))
    if form.kind in TRANSPORT_PAPERS:
        cut = replace(cut, sheets=tuple(map(without_small_print, cut.sheets)))
    return cut


def _lay(cut: Cut, form: Form) -> Laid:
    own, both = own_labels(form.kind), _field_labels(form.kind)
    cut = prepared(cut, form)
    context = _context(cut, form)
    items = cache(partial(items_in_print, cut.sheets, form, own=own))
    tables: list[Listed] = []
    labelled: list[Labelled] = []
    material: list[Labelled] = []
    before: tuple[Sheet, list[Listed]] | None = None
    parts: dict[tuple[str, ...], Part] = {}
    for sheet in cut.sheets:
        # an invoice may say the origin under every article
        stops = own_labels(form.kind, "origin_country") if _says_origin_often(sheet, form, own) else own
        goods = without_notes(sheet, own) if form.kind in TRANSPORT_PAPERS else sheet
        # headers over nothing are labels with their values beside them
        begins = partial(starts_field, labels=stops)
        here = found = listed_tables(goods, form, begins, parts)
        read = goods
        if before and (over := goes_on(*before, goods, here, begins)):
            read, found = over.sheet, listed_tables(over.sheet, form, begins, parts)
            here = over.found(found)
        before = (read, found)
        parts |= {listed.headers: listed.part for listed in found}
        if (
            here
            and form.group in ("certificate", "shipping")
            and (blocks := listed_blocks(sheet, column_labels(form.kind, "lines")))
        ):
            here = [blocks]
        elif form.group == "certificate" and (
            boxed := listed_box(sheet, column_labels(form.kind, "lines"), here)
            or (None if here else listed_open(sheet))
        ):
            here = [boxed]
        if form.group == "factory":
            here = with_second_captions(here, column_labels(form.kind, "lines"))
        here = with_items(items, sheet, form, tables, here, context)
        boxes = [listed.box for listed in here]
        # what was no goods may be captions with values all the same: `Country of origin: KOREA` below the goods
        open_print = without_declarations(sheet if goods is sheet else beside_goods(sheet, goods, boxes))
        closed = boxes if goods is sheet else []
        if form.group == "factory":
            here, stated = with_units_above(sheet, here, form.kind)
            closed = [*closed, *stated]
        listed_too = any(listed.part == "materials" for listed in (*here, *tables))
        holds = "materials" in (form.goods_in, *form.beside) and not listed_too
        listed_goods = any(one.part == "lines" and any(c.name == "goods" for c in one.table.columns) for one in here)
        told = materials_in_cards(sheet, form.kind, boxes, products_listed=listed_goods) if holds else None
        if holds and told is None and "materials" in form.beside:
            told = material_in_captions(sheet, form.kind, boxes)
        if told and not material:
            material, closed = told[1], [*closed, told[0]]
        told_here = named_below(answered(labelled_values(open_print, both, closed), own))
        if "operations" in form.beside:
            told_here = without_told_steps(sheet, told_here, column_labels(form.kind, "operations"))
        labelled.extend(told_here)
        product_told = any(item.name == f"{LINE}goods" and item.lines for item in labelled)
        for listed in here:
            if listed.part != "operations":
                wanted = {name: spec.type for name, spec in form.part(listed.part).items()}
                if form.kind == mill_statements.KIND and product_told:
                    wanted.pop("goods")  # words beside its heats are of something else: `Surface` over `OK`
                named = listed.table if listed.told else columns_told(listed, form, wanted, sheet, goods)
                tables.append(replace(listed, table=named))
    context = replace(context, comma=context.comma or points_sum_up(listed.table for listed in tables))
    return Laid(cut.sheets, tuple(tables), tuple(labelled), context, tuple(material))


def _context(cut: Cut, form: Form) -> Context:
    """What a paper says about how to read its values."""
    texts = [run.text for sheet in cut.sheets for run in sheet.runs]
    home = {"factory": head_lines, "shipping": first_address}.get(form.group)
    order = dates.date_order(texts) or (dates.order_at(home(cut.sheets[0])) if home else None)
    # only factory papers print days without their year, and all dates of a paper are looked for
    about = yearless.one_time(texts, order) if form.group == "factory" else None
    return Context(order, cut.sheets[0].page.engine, numbers.decimal_comma(texts), about)


def _rows(laid: Laid, form: Form, part: Part) -> Iterator[Values]:
    """What all tables of a part list, typed."""
    return (row for table in laid.tables(part) for row in typed_rows(table, form, part, laid.context))


def _extract(laid: Laid, form: Form) -> tuple[Values, list[Values]]:
    certifies = form.kind in CERTIFICATIONS
    # Who certifies under a US agreement is a party and no authority.
    specs = {name: spec for name, spec in form.fields.items() if not (certifies and name == "issuer")}
    found = best_values(laid.labelled, specs, laid.context)
    for label, names in form.in_order.items():
        places = sorted((item for item in laid.labelled if label in item.hit.names), key=_place)
        for name, item in zip(names, places, strict=False):
            found.update(values.take(form.fields[label].type, name, item.lines, laid.context))
        found.pop(label, None)
    tables = laid.tables(form.goods_in)
    rows = list(_rows(laid, form, form.goods_in))
    rows = without_parts(rows) if form.kind in TRANSPORT_PAPERS else rows
    for table in tables:
        for name, value in typed_totals(table, form, laid.context).items():
            found.setdefault(name, value)
    if not rows:
        told = laid.material if form.goods_in == "materials" and laid.material else laid.labelled
        apart = form.group == "certificate"
        rows = listed_lines(told, form.part(form.goods_in), laid.context, laid.runs if apart else None)
    elif form.group == "factory" and form.goods_in == "lines":
        rows = _with_shared(rows, single_line(laid.labelled, form.columns, laid.context), form.kind)
    if form.kind == mill_statements.KIND and "origin_country" not in found:
        found.update(mill_statements.melted_in(laid.runs, laid.context))
    titles = titles_of(laid.labelled)
    for name in form.letterhead or LETTERHEADS.get(form.group, ()):
        if name not in found:
            asking = [item for item in laid.labelled if item.lines and item.label not in titles]
            labels = [item.label.box for item in asking if item.label.page == laid.sheets[0].page.number]
            head = letterhead(
                laid.sheets[0], name, labels, {run for item in asking for run in item.lines}, laid.context
            )
            found.update(head or (at_foot(laid.sheets[0], name, laid.context) if form.group == "factory" else {}))
    if form.group == "factory":
        found.update(told_at_head(found, laid.sheets[0], form, own_labels(form.kind), laid.context))
    if form.group == "factory" and "issue_date" not in found:
        found.update(bare_date(laid.sheets, [listed.box.y0 for listed in laid.listed], laid.labelled, laid.context))
    if form.group == "shipping":
        shipping.complete(found, form.kind, laid.runs, laid.context)
        shipping.origin_of_all(found, rows)
        tariff_of_all(rows, laid.labelled, laid.context)
        shipping.currency_of_all(rows, laid.runs)
    if certifies:
        found, rows = certifications.complete(
            found, rows, tables, laid.sheets[0], laid.runs, laid.labelled, laid.context
        )
    if form.group == "certificate":
        goods_end = completeness.goods_end(tables, rows, 0.5)
        certificates.complete(found, rows, laid.runs, laid.labelled, goods_end, laid.context)
        if certifies:
            found.pop("issuer", None)
        settle_by_country(rows, str(found["origin_country"].value) if "origin_country" in found else None)
        found.update(completeness.after_goods(tables, laid.sheets, laid.context))
        found.update(completeness.empty_boxes(laid.labelled, found, laid.context))
    found.update(completeness.page_count(laid.sheets, laid.context))
    return found, rows


def _place(item: Labelled) -> tuple[int, float, float]:
    """Reading order, with labels of about one height counted as one line."""
    return item.label.page, round(item.label.box.cy, 2), item.label.box.x0


def _material_told(laid: Laid, form: Form) -> list[Values]:
    """The materials that captions tell of; of one alone where they stand says which are its, so it is doubted."""
    told = listed_lines(laid.material, form.part("materials"), laid.context, None)
    for line in told:
        if "planned_quantity" in line:
            line.setdefault("quantity", line["planned_quantity"])
    if len(told) > 1:
        return told
    return [{n: replace(v, confidence=min(v.confidence, BY_PLACE)) for n, v in line.items()} for line in told]


BY_PLACE = 0.85
"""What a material's values count where captions tell them."""


def _with_shared(rows: list[Values], shared: Values, kind: str) -> list[Values]:
    """What a record says once (its dates, its batch, the only goods) holds for each of its lines."""
    names = {"start_date", "finish_date", "lot_number", "heat_number"}
    if kind == mill_statements.KIND and not any("specification" in row for row in rows):
        names |= {"specification"}  # the standard all heats were made to
    if not any("description" in row for row in rows):
        names |= {"description"}  # the product of a certificate stands once, above its heats
        names |= set(shared) if len(rows) == 1 else set()  # its quantity and dates may stand in a row, the rest above
    common = {n: v for n, v in shared.items() if n in names}
    return [{**common, **row} for row in rows]


def _as_material(row: Values) -> Values:
    return {("grade" if name == "specification" and "grade" not in row else name): v for name, v in row.items()}


def _as_moved(row: Values) -> Values:
    return {("specification" if name == "grade" else name): value for name, value in row.items()}


def _with_nulls(found: Mapping[str, Value], names: Sequence[str]) -> dict[str, Value | None]:
    """Every name the contract lists, null where it was not found, then what else was found."""
    return {**{name: found.get(name) for name in names}, **found}


def _marks(cut: Cut) -> Marks:
    marks = [sheet.page.marks for sheet in cut.sheets]
    said = statements.find_markings("\n".join(sheet.text for sheet in cut.sheets))
    return Marks(
        seal=any(m.seal for m in marks),
        signature=any(m.signature for m in marks),
        qr=next((m.qr for m in marks if m.qr), None),
        copy=said.copy or said.duplicate or said.certified_true_copy,
        retroactive=said.retroactive,
        seal_texts=tuple(dict.fromkeys(seal.text for m in marks for seal in m.seal_texts)),
    )
