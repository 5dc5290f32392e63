"""Files that somebody broke, or built to break us: each page has a reading or a reason, and soon."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from extractors.engine import SeenWord
from extractors.pages import page_count, raster
from extractors.reader import ReadSettings, read_page
from extractors.reading.layer_check import _alike  # pyright: ignore[reportPrivateUsage]
from schemas.errors import UnreadableFile
from schemas.page import Box, Word

SETTINGS = ReadSettings(second_reading=False)
LINES = ["COMMERCIAL INVOICE", "Invoice No.: A-100", "Invoice Date: 2026-02-20", "Country of Origin: VIETNAM",
         "Seller: ORIENT BRASS FITTINGS CO LTD", "Gross weight 12,960 KGS in 240 cartons"]  # fmt: skip


def picture(mode: str = "L") -> Image.Image:
    image = Image.new("L", (1000, 700), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        draw.text((60, 60 + 80 * number), line, font=ImageFont.load_default(34), fill=0)
    return image if mode == "L" else image.convert(mode)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def raw_pdf(content: bytes, *more: bytes, pages: bytes = b"<</Type/Pages/Kids[3 0 R]/Count 1>>") -> bytes:
    """A one-page PDF written by hand: objects 1 to 5 and then `more`."""
    resources = b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s>>" % resources
    packed = zlib.compress(content)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        pages,
        page,
        stream,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.7\n", list[int]()
    for number, body in enumerate([*objects, *more], 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(places) + 1, table, len(places) + 1, len(out))  # fmt: skip


def text_pdf(draw: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 14)
    for number, line in enumerate(LINES):
        canvas.drawString(60, 780 - 30 * number, line)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def words_of(data: bytes, number: int = 1) -> tuple[str, str, tuple[str, ...]]:
    page = read_page(data, "hostile", number, SETTINGS)
    return page.engine, " ".join(word.text for word in page.words), page.problems


@pytest.mark.parametrize(
    ("mode", "form", "options"),
    [
        ("CMYK", "JPEG", {"quality": 90}),
        ("CMYK", "TIFF", {"compression": "tiff_lzw"}),
        ("1", "TIFF", {"compression": "group4"}),
        ("I;16", "PNG", {}),
        ("I;16", "TIFF", {}),
        ("F", "TIFF", {}),
        ("P", "GIF", {}),
        ("RGB", "WEBP", {"quality": 90}),
        ("RGB", "JPEG2000", {}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_picture_shows_black_print_on_white(mode: str, form: str, options: dict[str, object]) -> None:
    grey = picture()
    deep = mode == "I;16"
    image = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257) if deep else grey.convert(mode)
    pixels = raster(saved(image, form, **options), 1, SETTINGS)
    assert pixels.shape[2] == 3
    assert np.median(pixels) > 240
    assert pixels.min() < 60
    assert 0.005 < np.mean(pixels < 128) < 0.2


def test_what_is_transparent_is_paper() -> None:
    image = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    ImageDraw.Draw(image).text((20, 20), "VIETNAM", font=ImageFont.load_default(40), fill=(0, 0, 0, 255))
    assert np.median(raster(saved(image, "PNG"), 1, SETTINGS)) == 255


def test_one_broken_frame_costs_one_page() -> None:
    frames = [picture() for _ in range(3)]
    whole = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:], compression="tiff_deflate")
    with Image.open(io.BytesIO(whole)) as image:
        image.seek(1)
        tags = image.tag_v2  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]
        start = int(tags[273][0])  # pyright: ignore[reportUnknownArgumentType]
    broken = whole[: start + 2] + b"\xff" * 400 + whole[start + 402 :]
    assert page_count(broken, "fax.tif", SETTINGS) == 3
    assert "VIETNAM" in words_of(broken, 1)[1]
    engine, words, problems = words_of(broken, 2)
    assert (engine, words) == ("none", "")
    assert "cannot be decoded" in problems[0]
    assert "VIETNAM" in words_of(broken, 3)[1]


def test_a_bomb_of_pixels_is_refused_before_it_is_decoded() -> None:
    ihdr = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    bomb = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + ihdr + zlib.crc32(ihdr).to_bytes(4, "big")
    data = zlib.compress(bytes(1000))
    bomb += len(data).to_bytes(4, "big") + b"IDAT" + data + zlib.crc32(b"IDAT" + data).to_bytes(4, "big")
    with pytest.raises(UnreadableFile, match="60000 x 60000 pixels"):
        page_count(bomb, "bomb.png", SETTINGS)


def test_a_bomb_of_pixels_inside_a_pdf_costs_its_page() -> None:
    row = zlib.compress(bytes(5000))
    image = (b"<</Type/XObject/Subtype/Image/Width 40000/Height 40000/ColorSpace/DeviceGray/BitsPerComponent 8"
             b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(row), row))  # fmt: skip
    data = raw_pdf(b"q 500 0 0 500 0 0 cm /X Do Q", image)
    engine, _, problems = words_of(data)
    assert engine == "none"
    assert "40000 x 40000 pixels" in problems[0]


def test_a_bomb_of_pages_is_refused() -> None:
    data = raw_pdf(b"", pages=b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>")
    with pytest.raises(UnreadableFile, match="more than the limit of 5,000"):
        page_count(data, "bomb.pdf", SETTINGS)


def test_an_endless_page_tree_ends() -> None:
    data = raw_pdf(b"", pages=b"<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Parent 2 0 R/Count 3>>")
    began = time.process_time()
    try:
        count = page_count(data, "tree.pdf", SETTINGS)
    except UnreadableFile:
        count = 0
    for number in range(1, count + 1):
        assert words_of(data, number)[0] in ("none", "blank")
    assert time.process_time() - began < 20


def test_a_bomb_of_objects_is_not_asked_for_its_text() -> None:
    content = b"BT /F 9 Tf 20 800 Td " + b"(a) Tj 0 0 Td " * 120_000 + b"ET"
    began = time.process_time()
    _, _, problems = words_of(raw_pdf(content))
    assert "more than the limit of 100,000" in problems[0]
    assert time.process_time() - began < 30


def test_hidden_words_are_left_out_and_told() -> None:
    def hide(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(320, 780 - 90, "CHINA")

    engine, words, problems = words_of(text_pdf(hide))
    assert engine == "text"
    assert "VIETNAM" in words
    assert "CHINA" not in words
    assert "CHINA" in problems[0]


def test_a_layer_of_hidden_text_is_not_believed() -> None:
    def hide(canvas: Canvas) -> None:
        text = canvas.beginText(60, 400)
        text.setTextRenderMode(3)
        for _ in range(6):
            text.textLine("Country of Origin: CHINA made by another factory altogether")
        canvas.drawText(text)

    engine, words, problems = words_of(text_pdf(hide))
    assert engine == "tesseract"
    assert "VIETNAM" in words
    assert "CHINA" not in words
    assert "not to be seen" in problems[0]


def test_a_font_that_lies_is_noticed_and_the_picture_is_believed() -> None:
    shown = b"Country of Origin VIETNAM and gross weight of goods"
    told = b"Certified true copy MEXICO 4711 bolts of raw cotton"
    content = b"BT /F 14 Tf 14 TL 60 780 Td " + b"".join(b"(%s) Tj T* T* " % shown for _ in range(4)) + b"ET"
    data = raw_pdf(content)
    codes = {}
    for a, b in zip(shown, told, strict=True):
        codes.setdefault(a, b)
    table = b"".join(b"<%02x> <%04x>\n" % (code, letter) for code, letter in codes.items())
    cmap = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /L def /CMapType 2 def\n"
            b"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%sendbfchar\nendcmap end end"
            % (len(codes), table))  # fmt: skip
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    data = raw_pdf(content, stream).replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", font)
    engine, words, problems = words_of(data)
    assert engine == "tesseract"
    assert "VIETNAM" in words
    assert "the text layer says" in problems[0]


def test_an_honest_text_layer_is_believed_on_dark_panels_too() -> None:
    def panel(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.4)
        canvas.rect(50, 300, 480, 60, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont("Times-Bold", 16)
        canvas.drawString(60, 320, "CERTIFICATE OF ORIGIN FORM A")

    engine, words, problems = words_of(text_pdf(panel))
    assert (engine, problems) == ("text", ())
    assert "CERTIFICATE OF ORIGIN" in words


def test_accents_that_a_reader_drops_do_not_speak_against_a_layer() -> None:
    word = Word("Ưu", Box(0, 0, 1, 1), 1.0)
    assert _alike([SeenWord(0, "Uu", 0.0, 1.0, 0.9)], [word])


def test_no_other_program_is_started_for_a_picture() -> None:
    with pytest.raises(UnreadableFile, match="neither a PDF nor an image"):
        page_count(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\nshowpage\n", "a.eps", SETTINGS)


BASES = [
    saved(picture().resize((200, 140)), "PNG"),
    saved(picture().resize((200, 140)), "JPEG"),
    saved(picture().resize((200, 140)), "TIFF", compression="tiff_lzw"),
    saved(picture().resize((200, 140)), "WEBP"),
    saved(picture().resize((200, 140)), "JPEG2000"),
    text_pdf(lambda canvas: None),
    raw_pdf(b"BT /F 9 Tf 20 800 Td (a) Tj ET"),
]
SMALL = ReadSettings(long_side=200, max_pixels=4_000_000, max_pages=50)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    base=st.sampled_from(BASES),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=6)), max_size=8),
    kept=st.floats(0.2, 1.0),
)
def test_a_file_of_damaged_bytes_opens_or_is_refused(
    base: bytes, changes: list[tuple[float, bytes]], kept: float
) -> None:
    """Nothing but UnreadableFile comes out of the openers, whatever bytes are changed or cut off."""
    data = bytearray(base[: max(12, int(len(base) * kept))])
    for place, new in changes:
        at = int(place * len(data))
        data[at : at + len(new)] = new
    try:
        count = page_count(bytes(data), "damaged", SMALL)
    except UnreadableFile:
        return
    for number in range(1, min(count, 3) + 1):
        try:
            pixels = raster(bytes(data), number, SMALL)
        except UnreadableFile:
            continue
        assert pixels.ndim == 3
        assert pixels.dtype == np.uint8
