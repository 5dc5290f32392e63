"""Boxes of lines: tied lines of close print are cut apart, a title in large print stays whole."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.picture.ruling import cells, components, ruled_lines, text_line_boxes


def _page() -> np.ndarray:
    page = np.full((700, 1000), 255, np.uint8)
    for line in range(12):
        _write(page, "quality of goods, jointly", (60, 300 + 32 * line), 0.8)
    return page


def _write(page: np.ndarray, text: str, at: tuple[int, int], size: float) -> None:
    cv2.putText(page, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, 0, max(2, round(2 * size)), cv2.LINE_AA)


def _boxes(page: np.ndarray, top: int, low: int) -> list[tuple[int, int, int, int]]:
    return [box for box in text_line_boxes(page, np.zeros_like(page)) if top <= box[1] + box[3] / 2 < low]


def test_a_title_three_times_as_large_as_the_print_is_one_line() -> None:
    page = _page()
    _write(page, "JOB CARD", (60, 120), 2.6)
    assert len({y for _, y, _, _ in _boxes(page, 0, 200)}) == 1


def test_lines_that_a_stroke_ties_together_are_still_cut_apart() -> None:
    page = _page()
    page[295:322, 90:94] = 0  # a descender that reaches the line below
    assert len(_boxes(page, 270, 335)) == 2


def test_a_figure_1_alone_in_its_column_is_print_and_the_rest_of_a_wall_is_not() -> None:
    page = _page()
    page[100:118, 700:705] = 0
    page[100:118, 800:805] = 0
    wall = np.zeros_like(page)
    wall[60:160, 795:798] = 255
    found = [x for x, y, _, _ in text_line_boxes(page, wall) if y < 200]
    assert found == [696]


def test_dirt_beside_a_word_does_not_widen_its_box() -> None:
    page = _page()
    _write(page, "PC:", (500, 120), 0.8)
    (clean,) = _boxes(page, 90, 140)
    page[112:115, clean[0] + clean[2] + 14 :][:, :3] = 0
    assert _boxes(page, 90, 140) == [clean]


def test_a_lost_row_of_a_fax_breaks_no_wall_of_a_low_row() -> None:
    page = np.full((1000, 1400), 255, np.uint8)
    for y in (400, 445, 490):
        page[y : y + 3, 100:1300] = 0
    for x in (100, 500, 900, 1297):
        page[400:493, x : x + 3] = 0
    whole = len(cells(ruled_lines(page)))
    page[420:423] = 255
    page[465:467] = 255
    assert len(cells(ruled_lines(page))) == whole == 6


def test_serifs_that_a_blur_runs_together_are_no_rule_and_a_short_rule_is_one() -> None:
    page = np.full((1000, 1400), 255, np.uint8)
    page[300:303, 200:310] = 0
    page[600:603, 200:310] = 0
    for x in range(200, 310, 9):
        page[582:600, x : x + 5] = 0
    found = ruled_lines(page).horizontal
    assert found[301, 205:305].all()
    assert not found[590:610].any()


def test_a_large_sign_of_a_spaced_title_is_not_cut_in_two() -> None:
    page = _page()
    page[100:106, 400:445] = 0
    page[100:150, 400:405] = 0
    page[144:150, 400:430] = 0
    assert len(_boxes(page, 80, 170)) == 1


def test_walls_that_end_on_two_rules_leave_the_cell_between_them_whole() -> None:
    """A box over two columns between rows of them is no broken wall; one that lost its middle is."""
    page = np.full((1000, 1400), 255, np.uint8)
    for y in (300, 400, 440, 560):
        page[y : y + 3, 100:1300] = 0
    for x in (100, 500, 1297):
        page[300:563, x : x + 3] = 0
    page[404:439, 497:506] = 255
    page[416:428, 470:482] = 0  # print of the row between
    whole = [(w, h) for _, y, w, h in cells(ruled_lines(page)) if 395 < y < 410]
    assert [w > 1100 for w, _ in whole] == [True]
    page[404:425, 500:503] = 0
    assert len([y for _, y, _, _ in cells(ruled_lines(page)) if 395 < y < 410]) == 2


def test_two_lines_smaller_than_the_page_s_print_are_cut_apart() -> None:
    page = np.full((700, 1000), 255, np.uint8)
    for line in range(12):
        _write(page, "HEAVY PRINT OF THE PAGE", (60, 300 + 32 * line), 0.9)
    for at in (110, 130):
        cv2.putText(page, "of goods, (jointly)", (60, at), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 1, cv2.LINE_AA)
    page[110:119, 90:92] = 0  # a descender that reaches the line below
    assert len(_boxes(page, 80, 140)) == 2


def test_on_a_grainy_sheet_with_little_print_the_grain_is_no_print() -> None:
    """The darkest dots of such a sheet are grain: two lines of print had 2,500 boxes, and the page took minutes."""
    page = np.full((1600, 1200), 235, np.uint8)
    for line in range(2):
        _write(page, "quality of goods, jointly", (60, 100 + 40 * line), 0.8)
    spots = np.random.default_rng(7).normal(0, 26, page.shape).astype(np.float32)
    grainy = np.clip(page + cv2.GaussianBlur(spots, (0, 0), 1.0), 0, 255).astype(np.uint8)
    found = text_line_boxes(grainy, np.zeros_like(page))
    assert len(found) < 20
    assert {round((y + h / 2 - 94) / 40) for _, y, _, h in found if h > 20} == {0, 1}


def test_patches_are_numbered_alike_however_many_there_are() -> None:
    chance = np.random.default_rng(3)
    for share, bits in ((0.01, 16), (0.3, 32)):
        mask = np.where(chance.random((900, 1100)) < share, 255, 0).astype(np.uint8)
        numbered, stats = components(mask)
        _, expected, measured, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        assert numbered.dtype.itemsize * 8 == bits
        assert np.array_equal(numbered, expected)
        assert np.array_equal(stats, measured)


def test_a_wall_that_leaves_room_for_a_line_of_print_does_not_go_through_it() -> None:
    """Forms break the walls of a column where a description runs across; the pieces are in line with each other."""
    page = np.full((1000, 1400), 255, np.uint8)
    for y in (200, 700):
        page[y : y + 3, 100:1300] = 0
    for x in (100, 1297):
        page[200:703, x : x + 3] = 0
    for x in (500, 900):
        page[240:420, x : x + 3] = 0
        page[460:700, x : x + 3] = 0
    _write(page, "H" * 44, (130, 450), 1.0)
    _write(page, "1851 KG", (760, 350), 0.8)
    ruled = ruled_lines(page)
    assert not ruled.mask[428:448, 120:1280].any()
    assert ruled.mask[300, 500:503].all()
