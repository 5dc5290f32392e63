"""Goods in the boxes of their own captions: an air waybill whose small captions have one line or two."""

from __future__ import annotations

from dataclasses import replace

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from extractors.shipping.cargo_notes import NOTES, SIZES
from schemas.page import Page
from tests.extractors.prepared import grid, lines, page

SMALL = 0.007


def _with_small_captions(paper: Page, tops: set[float]) -> Page:
    """Print that begins at one of the heights is shrunk to a caption's."""
    words = (
        replace(word, box=replace(word.box, y1=word.box.y0 + SMALL)) if word.box.y0 in tops else word
        for word in paper.words
    )
    return replace(paper, words=tuple(words))


def test_each_caption_ends_where_larger_print_answers_it_however_many_lines_its_neighbour_has() -> None:
    paper = page(
        [
            (0.3, 0.03, "AIR WAYBILL"),
            (0.06, 0.2, "No. of Pieces"), (0.06, 0.209, "RCP"), (0.06, 0.219, "36"), (0.06, 0.265, "12"),
            (0.22, 0.2, "Gross Weight"), (0.22, 0.21, "914.0"), (0.22, 0.255, "186.5"),
            (0.37, 0.2, "kg lb"), (0.37, 0.21, "K"),
            (0.47, 0.2, "Chargeable Weight"), (0.47, 0.21, "1104.0"), (0.47, 0.255, "186.5"),
            (0.67, 0.2, "Nature and Quantity of Goods"), (0.67, 0.209, "(incl. Dimensions)"),
            (0.67, 0.219, "LED DISPLAY MODULES"), (0.67, 0.235, "HS 8528.59"), (0.67, 0.25, "36X(82X60X62CM)"),
            (0.67, 0.265, "ALUMINIUM FRAMES"), (0.67, 0.28, "HS 7616.99"),
        ],
        grid((0.05, 0.21, 0.36, 0.46, 0.66, 0.96), (0.19, 0.5)),
    )  # fmt: skip
    [cut] = cut_documents([lay_out(_with_small_captions(paper, {0.2, 0.209}))])
    record = record_of(cut, sha256="0" * 64, source="paper.pdf", second=None)
    assert [
        tuple(line[name] for name in ("packages", "gross_weight_kg", "description", "hs_code"))
        for line in lines(record)
    ] == [("36", "914", "LED DISPLAY MODULES", "852859"), ("12", "186.5", "ALUMINIUM FRAMES", "761699")]


def test_a_line_of_sizes_is_no_goods_whichever_way_it_counts_them() -> None:
    for text in ("36X(82X60X62CM)", "DIMS CM 60X40X40/14", "DIMS IN CMS: 120X80X100", "28 @ 60X50X27 CM"):
        assert SIZES.fullmatch(text), text
    assert not SIZES.fullmatch("TILES 60X60X1 CM")
    assert NOTES.match("DIMS:"), "a scan parts it from the sizes behind a wide blank"
    assert not NOTES.match("DIMS: assorted tiles")
