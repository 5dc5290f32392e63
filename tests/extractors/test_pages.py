"""Files are opened safely: what cannot be read says so, with what to do."""

import io

import numpy as np
import pytest
from PIL import Image

from extractors.pages import ReadSettings, fingerprint, page_count, raster
from extractors.reader import read_page
from schemas.errors import UnreadableFile

SETTINGS = ReadSettings()


def image_bytes(width: int, height: int, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 255).save(out, form, **options)
    return out.getvalue()


def pdf_bytes(pages: int, password: str | None = None) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    for number in range(pages):
        canvas.drawString(72, 720, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"just a text file that somebody named .pdf", "neither a PDF nor an image"),
        (pdf_bytes(1)[:400], "damaged or cut off"),
        (pdf_bytes(1, password="secret"), "protected by a password"),
    ],
    ids=["empty", "text", "truncated", "password"],
)
def test_what_cannot_be_opened_is_refused_with_its_name_and_a_remedy(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        page_count(data, "inbox/scan.pdf", SETTINGS)
    assert said in str(error.value)
    assert str(error.value).startswith("inbox/scan.pdf: ")
    assert error.value.remedy


@pytest.mark.parametrize(
    ("settings", "data", "said"),
    [
        (ReadSettings(max_bytes=100), image_bytes(300, 300, "BMP"), "more than the limit"),
        (ReadSettings(max_pages=2), pdf_bytes(3), "3 pages"),
        (ReadSettings(max_pixels=1000), image_bytes(300, 300), "pixels"),
    ],
    ids=["bytes", "pages", "pixels"],
)
def test_limits_hold_before_anything_is_decoded(settings: ReadSettings, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        page_count(data, "big", settings)


def test_pages_of_pdfs_and_frames_of_images_are_counted() -> None:
    frames = [Image.new("L", (80, 100), 255) for _ in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    assert page_count(out.getvalue(), "fax.tif", SETTINGS) == 3
    assert page_count(pdf_bytes(4), "a.pdf", SETTINGS) == 4


def test_a_page_has_the_same_pixels_whatever_size_its_box_claims() -> None:
    small, large = pdf_bytes(1), image_bytes(600, 800)
    assert max(raster(small, 1, SETTINGS).shape) == SETTINGS.long_side
    assert max(raster(large, 1, SETTINGS).shape) == SETTINGS.long_side


def test_a_fax_with_twice_the_dots_across_is_given_its_shape_back() -> None:
    out = io.BytesIO()
    Image.new("L", (1728, 1078), 255).save(out, "TIFF", dpi=(204, 98))
    height, width, _ = raster(out.getvalue(), 1, SETTINGS).shape
    assert height / width == pytest.approx(1078 * 204 / 98 / 1728, rel=0.01)


def test_one_bad_page_costs_one_page() -> None:
    page = read_page(pdf_bytes(2), "two.pdf", 7, SETTINGS)
    assert page.engine == "none"
    assert page.words == ()
    assert "page 7" in page.problems[0]


def test_a_cut_off_image_says_so_on_its_page() -> None:
    page = read_page(image_bytes(400, 400)[:60], "cut.png", 1, SETTINGS)
    assert page.engine == "none"
    assert "cannot be decoded" in page.problems[0]


def test_an_empty_sheet_is_blank_and_nothing_is_read_into_it() -> None:
    page = read_page(image_bytes(850, 1100), "back.png", 1, SETTINGS)
    assert (page.engine, page.words) == ("blank", ())


def test_the_fingerprint_changes_with_every_setting_that_changes_a_reading() -> None:
    prints = {fingerprint(s) for s in (SETTINGS, ReadSettings(long_side=2000), ReadSettings(second_reading=False))}
    assert len(prints) == 3
    assert fingerprint(ReadSettings()) == fingerprint(SETTINGS)


def test_pixels_are_rgb_bytes() -> None:
    pixels = raster(image_bytes(50, 40), 1, SETTINGS)
    assert pixels.dtype == np.uint8
    assert pixels.shape[2] == 3
