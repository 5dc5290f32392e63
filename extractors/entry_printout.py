"""Entry summaries that software prints without the form's ruled blocks: labels with values, a table of lines.

What stands where is found here by wording alone; what it means is told by `entry_summary`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractors.fields import LINE, Labelled, labelled_values, starts_field
from extractors.labels import Labels
from extractors.layout import Run, Sheet, run_of
from extractors.tables import Table, find_table

SHORTER: Mapping[str, tuple[str, ...]] = {
    "entry_number": (
        "Entry #",
        "Filer/Entry #",
        "Entry",
        "Entry summary No",
        "Filer code / entry No",
        "Filer/Entry No",
    ),
    "entry_type": ("Type", "Type code", "Entry type / ABI"),
    "summary_date": ("Summ. date", "Summary filed", "Filing date"),
    "port_code": (
        "Port of entry",
        "Entry port",
        "District/port code",
        "District port",
        "Dist/Port",
        "Port of entry code",
        "Port",
    ),
    "entry_date": ("Date of entry", "Entry dt", "Release date"),
    "importing_carrier": ("Carrier", "Vessel/Carrier", "Vessel", "Conveyance", "Importing vessel or carrier"),
    "mode_of_transport": ("Mode of transportation", "MOT", "Mode", "Transport mode", "M.O.T.", "Mode of trans"),
    "country_of_origin": ("Ctry of origin", "C/O", "Origin", "Country origin", "Ctry org", "Origin country"),
    "import_date": ("Date of importation", "Date imported", "Importation date", "Arrival date", "Import dt"),
    "bl_awb": (
        "B/L / AWB",
        "BL/AWB",
        "BL/AWB No",
        "Bill of lading / AWB",
        "Bill of lading",
        "B/L or AWB",
        "Master bill",
        "B/L No",
        "Master B/L",
        "House bill",
        "House B/L",
        "AWB No",
        "AWB",
        "Bill No",
    ),
    "manufacturer_id": (
        "MID",
        "MID code",
        "Mfg ID",
        "Manuf. ID",
        "Manufacturer/shipper ID",
        "Manufacturer Identification",
        "Manufacturer code",
        "Mfr ID",
    ),
    "exporting_country": (
        "Country of export",
        "Country of exportation",
        "Exp. country",
        "Export country",
        "Ctry of export",
    ),
    "export_date": ("Date of exportation", "Date of export", "Date exported", "Exportation date"),
    "foreign_port_lading": (
        "Port of lading",
        "Lading port",
        "Foreign port of loading",
        "Port of loading",
        "Foreign port",
    ),
    "us_port_unlading": (
        "Port of unlading",
        "Unlading port",
        "US port unlading",
        "Port of unloading",
        "Port of discharge",
    ),
    "country_melt_pour": ("Melt and pour", "Country of melt & pour", "Melt/pour country"),
    "importer_number": (
        "IOR No",
        "IOR Number",
        "IOR",
        "Importer ID",
        "Importer of record No",
        "Importer IRS No",
        "IOR #",
        "Importer #",
        "Importer No/IRS",
    ),
    "reference_number": ("Reference", "Ref No"),
    "consignee_name": ("Consignee", "Ult. consignee", "Consignee name and address", "Consignee name"),
    "importer_name": ("Importer", "Importer name", "Importer name and address", "IOR name"),
}
"""The short forms of the blocks' labels that filers' software prints, beside those of the form."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "item": ("Line", "Line No", "Line Number", "Ln", "Ln No", "Line #", "Ln #", "Line item", "Item", "No", "Seq"),
    "goods": (
        "Description of merchandise",
        "Description",
        "Merchandise",
        "Goods",
        "Article description",
        "Goods description",
        "Item description",
        "Commodity description",
        "Commodity",
        "Cargo description",
    ),
    "hs_code": (
        "HTSUS No",
        "HTSUS",
        "HTS",
        "HTS No",
        "Tariff No",
        "Tariff",
        "Classification",
        "HTSUS/AD/CVD No",
        "HTS Number",
        "HTSUS Number",
        "Tariff Number",
        "HTS classification",
        "HTS code",
        "A. HTSUS No",
        "A. T.S.U.S.A. No",
    ),
    "gross_weight_kg": (
        "Gross weight",
        "Gross wt",
        "Gr wt",
        "Gross kg",
        "A. Gross weight",
        "Gross weight (kg)",
        "Gross wt (kg)",
        "Weight (kg)",
        "Gross mass",
    ),
    "packages": ("Manifest qty", "Mfst qty", "Manifest quantity", "B. Manifest qty", "Manifest", "Packages", "Pkgs"),
    "quantity": (
        "Net quantity",
        "Net qty",
        "Net quantity in HTSUS units",
        "Quantity",
        "Qty",
        "Net qty in HTSUS units",
        "Stat qty",
        "Qty 1",
        "Quantity 1",
        "Net qty 1",
        "First qty",
        "Stat qty 1",
        "HTS qty",
    ),
    "value": (
        "Entered value",
        "Value",
        "Value (USD)",
        "A. Entered value",
        "Ent value",
        "Entered val",
        "Customs value",
        "Entered value (USD)",
        "Value USD",
    ),
    "relationship": ("Relationship", "Rel", "Related", "Related parties", "Related party", "Parties related"),
    "case": ("AD/CVD Case No", "AD/CVD No", "Case No", "AD/CVD Case", "AD/CVD case number", "B. AD/CVD No"),
    "spi": ("SPI", "SPI code", "Special program", "Special program indicator", "Primary SPI", "Trade program"),
    "maker": ("Manufacturer ID", "MID", "Mfr ID", "Manufacturer code"),
    "invoice": ("Invoice No", "Invoice number", "Invoice", "Commercial invoice"),
    "rate": ("Rate", "HTS rate", "Duty rate", "HTSUS rate"),
    "duty": (
        "Duty and I.R. tax",
        "Duty and IR tax",
        "Duty",
        "Duty amount",
        "Duty USD",
        "Duty (USD)",
        "Duty due",
        "Estimated duty",
        "Est duty",
    ),
    "charges": ("CHGS", "Charges"),
    "origin": ("C/O", "Origin", "Country of origin", "Ctry"),
}
"""Headers of the table of lines."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "line": ("item", "maker", "invoice", "origin"),
    "description": ("goods",),
    "numbers": ("hs_code", "case"),
    "spi": ("spi",),
    "weights": ("gross_weight_kg", "packages"),
    "quantity": ("quantity",),
    "value": ("value", "relationship"),
    "duty": ("duty",),
}
"""The form's columns, whose stacked halves a printout sets beside each other."""


@cache
def _labels(wordings: tuple[tuple[str, str], ...]) -> Labels:
    return Labels([*wordings, *((name, label) for name, labels in SHORTER.items() for label in labels)])


@cache
def _headers() -> Labels:
    return Labels([(name, label) for name, labels in COLUMNS.items() for label in labels])


def blocks(sheet: Sheet, wordings: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, Run, Sequence[Run]]]:
    """(name, label, printed value) of every labelled block, ruled or not, in reading order.

    Args:
        wordings: (name, label) of the form's own blocks.
    """
    labels = _labels(wordings)
    table = _table(sheet, labels)
    for item in labelled_values(sheet, labels, [table.box] if table else []):
        if item.lines:
            yield item.name, item.label, item.lines


def lines(sheet: Sheet, wordings: tuple[tuple[str, str], ...]) -> Iterator[Mapping[str, Sequence[Run]]]:
    """The printed cells of every line, by the form's columns."""
    table = _table(sheet, _labels(wordings))
    for cells in [row.cells for row in table.rows] if table else _listed(sheet, wordings):
        yield {part: [run for name in names for run in cells.get(name, ())] for part, names in PARTS.items()}


def _listed(sheet: Sheet, wordings: tuple[tuple[str, str], ...]) -> list[Mapping[str, Sequence[Run]]]:
    """Lines printed as blocks of labels with values, each block beginning with the same label."""
    found = labelled_values(sheet, _line_labels(wordings), [])
    items = [(item.columns[0], item) for item in found if item.lines and item.columns]
    names = [name for name, _ in items]
    numbered = [i for i, name in enumerate(names) if name == "item"]
    before = 0  # so many labels stand before the line's number in every block
    while numbered and numbered[0] > before and len({names[i - before - 1] for i in numbered}) == 1 < len(numbered):
        before += 1
    blocks: list[dict[str, Sequence[Run]]] = []
    for start, end in itertools.pairwise([i - before for i in numbered] + [len(items)]):
        block: dict[str, Sequence[Run]] = {}
        for name, item in items[start:end]:
            block.setdefault(name, _with_label(name, item))
        blocks.append(block)
    return [block for block in blocks if "hs_code" in block]


def _with_label(name: str, item: Labelled) -> Sequence[Run]:
    """A value; that of a maker or an invoice with its label on one line, as the form's own lines say it."""
    if name not in ("maker", "invoice"):
        return item.lines[:1] if name != "goods" else item.lines
    value = item.lines[0]
    if item.label.text.endswith(value.text):
        return [item.label]
    return [run_of((*item.label.words, *value.words), value.page, -1)]


@cache
def _line_labels(wordings: tuple[tuple[str, str], ...]) -> Labels:
    columns = [(LINE + name, label) for name, labels in COLUMNS.items() for label in labels]
    return Labels([*columns, *wordings, *((name, label) for name, labels in SHORTER.items() for label in labels)])


def _table(sheet: Sheet, labels: Labels) -> Table | None:
    table = find_table(sheet, _headers(), lambda run: starts_field(run, labels))
    known = {column.name for column in table.columns} if table else set[str]()
    return table if {"item", "hs_code"} <= known else None
