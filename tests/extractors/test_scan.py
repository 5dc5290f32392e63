"""A scan is turned, levelled and read, whatever was done to it on the way."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from extractors.engine import SeenWord
from extractors.layout import lay_out
from extractors.ocr import tesseract
from extractors.reader import ReadSettings, crop, read_page, upright_page
from extractors.scan import upright_grey
from schemas.page import page_from_json, page_to_json

LINES = {
    "1. Exporter": ["ORIENT BRASS FITTINGS CO., LTD.", "NO. 18 HARBOUR ROAD, NINGBO, CHINA"],
    "2. Consignee": ["LAKESIDE PLUMBING SUPPLY INC.", "455 PIER AVENUE, OAKLAND CA 94607"],
    "3. Invoice": ["OBF-2026-0417 APR. 17, 2026", "TOTAL 12,960 KGS"],
}


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    """Three boxed cells below each other, a red seal over the last."""
    image = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(image)
    draw.text((300, 70), "CERTIFICATE OF ORIGIN", font=ImageFont.load_default(40), fill="black")
    for i, (label, lines) in enumerate(LINES.items()):
        top = 200 + i * 300
        draw.rectangle((80, top, 1160, top + 300), outline="black", width=3)
        draw.text((92, top + 8), label, font=ImageFont.load_default(22), fill="black")
        for j, line in enumerate(lines):
            draw.text((120, top + 80 + j * 50), line, font=ImageFont.load_default(30), fill="black")
    seal = Image.new("RGB", image.size, "white")
    ImageDraw.Draw(seal).ellipse((300, 800, 520, 1020), outline=(220, 40, 50), width=9)
    return Image.fromarray(np.minimum(np.asarray(image), np.asarray(seal)))


def scanned(image: Image.Image, turn: int, skew: float = 0.0, noise: float = 0.0) -> bytes:
    pixels = np.asarray(image.rotate(skew, fillcolor="white", resample=Image.Resampling.BICUBIC), dtype=float)
    pixels = pixels * 0.92 + np.random.default_rng(5).normal(0, noise, pixels.shape)
    out = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).rotate(-turn, expand=True).save(out, "JPEG", quality=75)
    return out.getvalue()


@pytest.mark.parametrize(("turn", "skew"), [(0, 0.0), (90, 1.2), (180, -0.8), (270, 2.0)])
def test_a_scan_is_read_in_any_direction(sheet: Image.Image, turn: int, skew: float) -> None:
    page = read_page(scanned(sheet, turn, skew, noise=9), "scan.jpg", 1, ReadSettings())
    assert page.rotation == (360 - turn) % 360
    assert page.skew == pytest.approx(-skew, abs=0.3)
    text = " ".join(run.text for run in lay_out(page).runs)
    for lines in LINES.values():
        for line in lines:
            assert line.replace(" ", "") in text.replace(" ", "")


def test_words_are_put_back_into_their_cells(sheet: Image.Image) -> None:
    page = read_page(scanned(sheet, 0), "scan.jpg", 1, ReadSettings())
    laid = lay_out(page)
    cells = [{run.text for run in laid.in_cell(i)} for i in range(len(page.cells))]
    assert any({"1. Exporter", *LINES["1. Exporter"]} <= cell for cell in cells)


def test_a_red_seal_is_seen_and_does_not_hide_the_print_below_it(sheet: Image.Image) -> None:
    data = scanned(sheet, 0)
    page = read_page(data, "scan.jpg", 1, ReadSettings())
    assert page.marks.seal is not None
    assert page.marks.seal.contains(410 / 1240, 910 / 1754)
    assert any("12,960" in run.text for run in lay_out(page).runs)


def test_a_crop_shows_the_place_on_the_upright_page(sheet: Image.Image) -> None:
    data = scanned(sheet, 90, 1.0)
    page = read_page(data, "scan.jpg", 1, ReadSettings())
    run = next(r for r in lay_out(page).runs if "LAKESIDE" in r.text)
    shown = Image.open(io.BytesIO(crop(upright_page(data, page), run.box)))
    assert shown.width > 4 * shown.height
    assert np.asarray(shown.convert("L")).min() < 90


def test_tesseract_reads_alike_in_this_process_and_by_its_program(
    sheet: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = scanned(sheet, 0)
    inside = lay_out(read_page(data, "scan.jpg", 1, ReadSettings(second_reading=False)))
    monkeypatch.setattr(tesseract, "_api", lambda model: None)
    outside = lay_out(read_page(data, "scan.jpg", 1, ReadSettings(second_reading=False)))
    # Not letter by letter: the wheel's Tesseract may be newer than the system's.
    assert fuzz.ratio(*(" ".join(run.text for run in laid.runs) for laid in (inside, outside))) > 97
    assert len(inside.runs) == len(outside.runs)


def test_what_the_other_engine_read_is_kept(sheet: Image.Image) -> None:
    page = read_page(scanned(sheet.resize((580, 820)), 0, noise=9), "scan.jpg", 1, ReadSettings())
    assert page.others
    assert {w.engine for w in page.others} <= {"tesseract", "rapidocr"}
    assert page_from_json(page_to_json(page)).others[0].text == page.others[0].text


def test_a_page_prepared_again_is_the_very_picture_that_was_read(sheet: Image.Image) -> None:
    data = scanned(sheet, 90, 1.2, noise=9)
    page = page_from_json(page_to_json(read_page(data, "scan.jpg", 1, ReadSettings())))
    kept = upright_grey(data, page, ReadSettings())
    again = upright_grey(bytes(bytearray(data)), page, ReadSettings())  # other bytes object: as another process has it
    assert kept is not again
    assert np.array_equal(kept, again)


def test_a_word_with_the_box_of_its_whole_line_ends_where_the_next_begins() -> None:
    seen = [SeenWord(0, "Vessel", 10, 200, 0.9), SeenWord(0, "&", 90, 96, 0.9), SeenWord(1, "Place", 12, 60, 0.9)]
    assert [(word.x0, word.x1) for word in tesseract.apart(seen)] == [(10, 90), (90, 96), (12, 60)]


def test_a_stroke_between_two_words_is_print_and_one_at_the_end_of_a_line_is_not() -> None:
    image = Image.new("RGB", (900, 700), "white")
    draw = ImageDraw.Draw(image)
    for i in range(6):
        draw.text((60, 60 + 80 * i), "Grade / spec", font=ImageFont.load_default(32), fill="black")
        draw.text((500, 60 + 80 * i), "LASER - cut /", font=ImageFont.load_default(32), fill="black")
    texts = [run.text for run in lay_out(read_page(scanned(image, 0), "scan.jpg", 1, ReadSettings())).runs]
    assert texts.count("Grade / spec") >= 5
    assert sum(text.startswith("LASER - cut") for text in texts) >= 5
    assert not any(text.endswith("/") for text in texts)
