"""What chambers' certificates and waybills lost that were drawn from independent choices of boxes and columns."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.captions.broken_names import whole_name
from extractors.columns.cargo_columns import as_carried
from extractors.columns.thousands import settle_by_country, settle_thousands
from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.goods.items_and_marks import with_marks_apart
from extractors.layout import lay_out
from extractors.sighted import Context, Values, value_of
from extractors.tables.goods_tables import Row, Table
from extractors.tables.headers import Column
from schemas.page import Box
from schemas.record import Value
from tests.extractors.prepared import fields, grid, in_grid, lines, page, read

CONTEXT = Context(None, "text", False, None)
TITLE = [(0.3, 0.02, "CERTIFICATE OF ORIGIN"), (0.3, 0.035, "Chamber of Commerce of Novara")]


def _weight(printed: str) -> Value:
    [run] = lay_out(page([(0.1, 0.1, printed)])).runs
    number = Decimal(printed)
    value = value_of(number, run, CONTEXT)
    return replace(value, alternatives=(str(int(number * 1000)),)) if "." in printed else value


def _weights(*printed: str, packages: int = 4) -> list[Values]:
    return [{"gross_weight_kg": _weight(text), "packages": _weight(str(packages))} for text in printed]


@pytest.mark.parametrize(
    ("printed", "packages", "first"),
    [
        (("22.680", "930"), 4, "22680.000"),  # a column of three decimals would have 930.000
        (("22.680", "1.845"), 900, "22680.000"),  # no package weighs 14 grams
        (("22.680", "1.845"), 4, "22.680"),
        (("22.680", "96.4"), 900, "22.680"),
    ],
)
def test_weights_with_three_digits_behind_a_point_may_be_thousands(
    printed: tuple[str, ...], packages: int, first: str
) -> None:
    rows = _weights(*printed, packages=packages)
    settle_thousands(rows, CONTEXT)
    assert str(rows[0]["gross_weight_kg"].value) == first


@pytest.mark.parametrize(("country", "first"), [("IT", "22680.000"), ("IN", "22.680"), (None, "22.680")])
def test_a_certificate_s_country_tells_points_from_commas(country: str | None, first: str) -> None:
    rows = _weights("22.680", "1.845")
    settle_by_country(rows, country)
    assert str(rows[0]["gross_weight_kg"].value) == first


@pytest.mark.parametrize("caption", ["Goods consigned from (exporter)", "Exporter of the goods"])
def test_the_head_of_a_form_whose_goods_are_overleaf_is_no_table(caption: str) -> None:
    edges, tops = [0.05, 0.5, 0.95], [0.06, 0.14, 0.2]
    printed = in_grid(edges, tops, [[caption, "No."], ["Consignee", "Country of origin"]])
    printed += [(0.06, 0.085, "Rubinetterie Valsesia S.p.A."), (0.52, 0.085, "NO 26/003348"),
                (0.06, 0.165, "Al Noor Trading W.L.L."), (0.52, 0.165, "Italy")]  # fmt: skip
    found = fields(read([*TITLE, *printed], grid(edges, tops)))
    assert (found["exporter"], found["consignee"], found["origin_country"]) == (
        "Rubinetterie Valsesia S.p.A.",
        "Al Noor Trading W.L.L.",
        "IT",
    )


def test_a_caption_for_a_number_and_its_date_is_one() -> None:
    found = fields(read([*TITLE, (0.05, 0.1, "Commercial invoice no. / date: NH2697772 18-MAR-2026")]))
    assert (found["invoice_number"], found["invoice_date"]) == ("NH2697772", "2026-03-18")


@pytest.mark.parametrize(
    ("name", "right", "whole"),
    [
        ("port_of_discharge", 0.16, "LONG BEACH, CA"),
        ("port_of_discharge", 0.5, "LONG"),
        ("exporter", 0.16, "LONG"),
    ],
)
def test_a_narrow_box_breaks_a_port(name: str, right: float, whole: str) -> None:
    sheet = lay_out(page([(0.1, 0.1, "LONG"), (0.1, 0.113, "BEACH, CA")], [Box(0.09, 0.09, right, 0.14)]))
    assert whole_name(sheet, list(sheet.runs), name)[0].text == whole


def test_one_line_shows_a_figure_to_the_right_under_the_header_before() -> None:
    printed = [(0.3, 0.03, "AIR WAYBILL"), (0.06, 0.4, "Pieces"), (0.22, 0.4, "Weight kg"),
               (0.37, 0.4, "Chargeable Weight"), (0.55, 0.4, "Nature of Goods"),
               (0.06, 0.43, "52"), (0.315, 0.43, "197.9")]  # fmt: skip
    laid = page([*printed, (0.55, 0.43, "BRAKE DRUMS FOR TRAILERS")])
    chargeable = replace(laid.words[0], text="199", box=Box(0.524, 0.43, 0.545, 0.442))
    [cut] = cut_documents([lay_out(replace(laid, words=(*laid.words, chargeable)))])
    [line] = lines(record_of(cut, sha256="0" * 64, source="paper.pdf", second=None))
    assert (line["gross_weight_kg"], line["description"]) == ("197.9", "BRAKE DRUMS FOR TRAILERS")


def _table(names: tuple[str, ...], headers: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    columns = tuple(
        Column(n, 0.2 * i, 0.2 * i + 0.2, h, True, 0.1) for i, (n, h) in enumerate(zip(names, headers, strict=True))
    )
    made = [
        Row({n: lay_out(page([(0.1, 0.1, text)])).runs if text else () for n, text in zip(names, texts, strict=True)})
        for texts in rows
    ]
    return Table(columns, tuple(made), (), Box(0, 0, 1, 1))


def _texts(table: Table, name: str) -> list[str]:
    return [" ".join(run.text for run in row.cells.get(name, ())) for row in table.rows]


def test_a_weight_read_with_the_goods_goes_back_to_its_empty_column() -> None:
    names, headers = ("packages", "gross_weight_kg", "goods"), ("Pieces", "Gross weight", "Nature of goods")
    table = as_carried(_table(names, headers, ("6", "", "184.5 K DENTAL LAMPS"), ("2", "", "31 KGS SPARE PARTS")))
    assert _texts(table, "gross_weight_kg") == ["184.5 K", "31 KGS"]
    assert _texts(table, "goods") == ["DENTAL LAMPS", "SPARE PARTS"]
    kept = as_carried(_table(names, headers, ("6", "", "184.5 K DENTAL LAMPS"), ("2", "", "SPARE PARTS")))
    assert _texts(kept, "goods") == ["184.5 K DENTAL LAMPS", "SPARE PARTS"]


def test_marks_stand_behind_the_number_of_a_line() -> None:
    names, headers = ("item", "goods"), ("Item number; marks and numbers", "Goods")
    table = with_marks_apart(_table(names, headers, ("1 ARI 1-40", "Valves"), ("2 ARI 41-60", "Pumps")))
    assert _texts(table, "item") == ["1", "2"]
    assert _texts(table, "marks") == ["ARI 1-40", "ARI 41-60"]
    other = with_marks_apart(_table(names, headers, ("1 ARI 1-40", "Valves"), ("7 ARI 41-60", "Pumps")))
    assert _texts(other, "marks") == ["", ""]
