"""What bills and waybills lost that were drawn from independent choices of captions, boxes and columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.captions.labels import Labels
from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.goods.kinds_of_packages import kinds_before_goods
from extractors.layout import lay_out
from extractors.shipping.ships import vessel
from extractors.sighted import Context, Values, value_of
from schemas.page import Box
from schemas.record import Record
from tests.extractors.prepared import fields, lines, page, read

HEAD = [(0.3, 0.03, "BILL OF LADING"), (0.6, 0.05, "B/L No. HSLN884172"), (0.05, 0.08, "Shipper:"),
        (0.05, 0.095, "EGE MERMER A.S.")]  # fmt: skip
CONTEXT = Context(None, "text", False, None)


def _with_small(printed: list[tuple[float, float, str]], small: set[str]) -> Record:
    """A page on which the words of some lines are two thirds as high as the others."""
    laid = page(printed)
    tops = {round(top, 4) for _, top, text in printed if text in small}
    lefts = {round(left, 4) for left, _, text in printed if text in small}
    words = tuple(
        replace(w, box=replace(w.box, y1=w.box.y0 + 0.008))
        if round(w.box.y0, 4) in tops and any(w.box.x0 >= left for left in lefts)
        else w
        for w in laid.words
    )
    [cut] = cut_documents([lay_out(replace(laid, words=words))])
    return record_of(cut, sha256="0" * 64, source="paper.pdf", second=None)


def _table(header: str, *cells: tuple[str, str]) -> list[tuple[float, float, str]]:
    printed = [*HEAD, (0.05, 0.26, "No. of pkgs"), (0.25, 0.26, header), (0.75, 0.26, "Gross weight kg")]
    for n, (count, text) in enumerate(cells):
        top = 0.3 + 0.03 * n
        printed += [(0.05, top, count), (0.25, top, text), (0.75, top, f"{(n + 2) * 411}.5")]
    return printed


@pytest.mark.parametrize("header", ["Specification", "Specification of cargo", "Kind of packages and description"])
def test_goods_under_another_word_begin_with_their_packages(header: str) -> None:
    found = lines(read(_table(header, ("24", "CARTONS BALL VALVES, BRASS"), ("8", "DRUMS WHITE ZINC PASTE"))))
    assert [(line["packages"], line["package_kind"], line["description"]) for line in found] == [
        ("24", "CARTONS", "BALL VALVES, BRASS"),
        ("8", "DRUMS", "WHITE ZINC PASTE"),
    ]


@pytest.mark.parametrize(
    ("header", "texts", "kinds"),
    [
        ("Goods", ("CARTONS: BALL VALVES", "DRUMS - ZINC PASTE"), ["CARTONS", "DRUMS"]),
        ("Goods", ("CARTONS OF BALL VALVES", "DRUMS OF ZINC PASTE"), ["CARTONS", "DRUMS"]),
        ("Kind of packages, goods", ("BAGS OF RICE",), ["BAGS"]),
        ("Goods", ("CARTON STC BALL VALVES",), ["CARTON"]),
        ("Goods", ("CARTON BOARD",), [None]),
        ("Goods", ("BAGS OF PAPER",), [None]),
        ("Goods", ("BALL VALVES",), [None]),
    ],
)  # fmt: skip
def test_the_kind_before_goods_is_parted_where_it_is_no_goods(
    header: str, texts: tuple[str, ...], kinds: list[str | None]
) -> None:
    [run] = lay_out(page([(0.1, 0.1, "X")])).runs
    rows: list[Values] = [{n: value_of(t, run, CONTEXT) for n, t in (("packages", "4"), ("description", text))}
                          for text in texts]  # fmt: skip
    kinds_before_goods(rows, header)
    assert [row["package_kind"].value if "package_kind" in row else None for row in rows] == kinds


def test_containers_are_told_in_every_way_they_are_spaced() -> None:
    goods = _table("Description of goods", ("24", "BALL VALVES"))
    found = fields(
        read([*goods, (0.05, 0.5, "HLXU 302 817-4 / SL 441872"), (0.05, 0.52, "TGHU 772 018 5, MSKU 1234567")])
    )
    assert found["container"] == "HLXU3028174;TGHU7720185;MSKU1234567"


def test_a_container_over_the_goods_is_none_of_them() -> None:
    printed = [*HEAD, (0.05, 0.26, "Packages"), (0.25, 0.26, "Description of goods"), (0.75, 0.26, "Gross weight kg"),
               (0.05, 0.30, "24 CARTONS"), (0.25, 0.30, "HLXU 302 817-4 / SL441872"), (0.75, 0.30, "411.5"),
               (0.25, 0.315, "BALL VALVES, BRASS"), (0.25, 0.33, "HS CODE 8481.80")]  # fmt: skip
    [line] = lines(read(printed))
    assert (line["description"], line["hs_code"]) == ("BALL VALVES, BRASS", "848180")


def test_a_header_of_packages_and_goods_is_one() -> None:
    printed = [(0.3, 0.03, "CERTIFICATE OF ORIGIN"), (0.3, 0.05, "Chamber of Commerce of Novara"),
               (0.05, 0.26, "Item"), (0.12, 0.26, "Marks"), (0.3, 0.26, "Particulars of packages and goods"),
               (0.75, 0.26, "Gross weight")]  # fmt: skip
    for n, text in enumerate(("50 CARTONS Brake drums for trailers", "44 DRUMS White zinc paste")):
        top = 0.3 + 0.02 * n
        printed += [(0.05, top, f"{n + 1}"), (0.12, top, f"CAS {n + 1}-9"), (0.3, top, text), (0.75, top, "824.6 kg")]
    assert [line["description"] for line in lines(read(printed))] == ["Brake drums for trailers", "White zinc paste"]


def test_larger_print_below_a_caption_answers_it_and_not_what_stands_beside() -> None:
    caption = "Shipper's Name and Address"
    printed = [(0.3, 0.03, "AIR WAYBILL"), (0.05, 0.08, caption), (0.55, 0.08, "Not Negotiable"),
               (0.05, 0.095, "EGE MERMER A.S."), (0.55, 0.095, "Issued by Blue Air"), (0.05, 0.11, "IZMIR, TURKEY"),
               (0.55, 0.11, "Terminal 4")]  # fmt: skip
    assert fields(_with_small(printed, {caption}))["exporter"] == "EGE MERMER A.S."


def test_a_caption_in_a_second_language_as_small_as_the_first_is_no_party() -> None:
    small = {"Shipper", "Afzender van goederen", "Consignee"}
    printed = [(0.3, 0.03, "BILL OF LADING"), (0.05, 0.08, "Shipper"), (0.05, 0.09, "Afzender van goederen"),
               (0.05, 0.10, "EGE MERMER A.S."), (0.05, 0.115, "IZMIR, TURKEY"), (0.05, 0.18, "Consignee"),
               (0.05, 0.19, "LAKEVIEW LLC")]  # fmt: skip
    laid = page(printed, [Box(0.04, 0.075, 0.5, 0.17), Box(0.04, 0.175, 0.5, 0.25)])
    tops = {round(top, 4) for _, top, text in printed if text in small}
    words = tuple(
        replace(w, box=replace(w.box, y1=w.box.y0 + 0.008)) if round(w.box.y0, 4) in tops else w for w in laid.words
    )
    [cut] = cut_documents([lay_out(replace(laid, words=words))])
    assert fields(record_of(cut, sha256="0" * 64, source="paper.pdf", second=None))["exporter"] == "EGE MERMER A.S."


@pytest.mark.parametrize(("printed", "flight"), [("LH8410/14", "LH8410"), ("CZ399 / 14-MAY-2026", "CZ399")])
def test_a_flight_stands_before_its_day(printed: str, flight: str) -> None:
    runs = lay_out(page([(0.1, 0.1, printed)])).runs
    assert vessel("vessel", runs, CONTEXT)["vessel"].value == flight


def test_a_number_s_sign_ends_a_caption_but_begins_none() -> None:
    labels = Labels([("invoice_number", "Facture No"), ("certificate_number", "No")])
    hit = labels.find("Facture N° 1180")
    assert hit is not None
    assert hit.is_all_of("Facture N°")
    assert labels.find("N° certificato") is None


def test_a_caption_may_ask_for_the_full_style() -> None:
    hit = Labels([("exporter", "Shipper")]).find("Shipper - full style and address")
    assert hit is not None
    assert hit.is_all_of("Shipper - full style and address")
