"""What seals say along their rings: read by the real recogniser from drawn seals."""

from __future__ import annotations

import random
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz import fuzz

from extractors.cutting import cut_documents
from extractors.documents import record_of
from extractors.layout import lay_out
from extractors.picture import marks
from extractors.picture.seal_ring import arcs
from extractors.reading.seal_text import seal_texts
from sample_docs import fonts, stamps
from schemas.page import Box, Page, PageMarks, SealText, page_from_json, page_to_json
from schemas.record import Record
from tests.extractors import prepared

PLACE = Box(0.4, 0.4, 0.6, 0.54)
"""Of a seal on an A4 page of 1654 x 2339 pixels: 331 pixels across."""


def sheet(seal: Image.Image, *, grey: bool = False, turn: float = 0.0) -> np.ndarray:
    """A white page with a seal of 331 pixels and print that runs through it."""
    page = Image.new("RGB", (1654, 2339), "white")
    side = round((PLACE.x1 - PLACE.x0) * page.width)
    small = seal.rotate(turn, expand=False).resize((side, round(side * seal.height / seal.width)))
    page.paste(small, (round(PLACE.x0 * page.width), round(PLACE.y0 * page.height)), small)
    font = ImageFont.truetype(str(fonts.path_of("sans")), 26)
    ImageDraw.Draw(page).text((500, 1095), "It is hereby certified that the declaration is correct", "black", font)
    return np.asarray(page.convert("L").convert("RGB") if grey else page)


def read(page: np.ndarray) -> str:
    seals, _ = marks.seals_and_stamps(page)
    ring = marks.find_ring(page)
    return " ".join(told.text for told in seal_texts(page, seals or ([ring] if ring else []), 20.0))


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize(
    "text", ["中华人民共和国宁波海关", "NANNING CUSTOMS, P.R. CHINA", "DEPARTMENT OF FOREIGN TRADE"]
)
def test_the_ring_is_read_in_colour_and_in_grey(text: str, grey: bool) -> None:
    page = sheet(stamps.round_seal(random.Random(4), text), grey=grey)
    assert fuzz.ratio(read(page), text) >= 85


@pytest.mark.parametrize("turn", [-60.0, 35.0, 120.0])
def test_a_seal_put_on_aslant_is_read(turn: float) -> None:
    page = sheet(stamps.round_seal(random.Random(5), "MINISTRY OF INDUSTRY AND TRADE"), turn=turn)
    assert fuzz.ratio(read(page), "MINISTRY OF INDUSTRY AND TRADE") >= 85


def test_an_oval_is_read() -> None:
    page = sheet(stamps.round_seal(random.Random(6), "CHAMBER OF COMMERCE", colour=stamps.BLUE, oval=True))
    assert fuzz.ratio(read(page), "CHAMBER OF COMMERCE") >= 85


def test_print_at_the_foot_stands_with_its_heads_inward() -> None:
    page = sheet(Image.fromarray(_two_arcs("DOUANES TUNISIENNES", "SFAX PORT"), "RGBA"))
    assert read(page) == "DOUANES TUNISIENNES SFAX PORT"


def test_a_line_through_the_seal_does_not_move_its_ring() -> None:
    page = sheet(stamps.round_seal(random.Random(7), "PORT KLANG FREE ZONE"))
    wider = Box(PLACE.x0 - 0.05, PLACE.y0, PLACE.x1, PLACE.y1)
    assert arcs(page, PLACE)
    assert fuzz.ratio(seal_texts(page, [wider], 20.0)[0].text, "PORT KLANG FREE ZONE") >= 85


def test_what_has_no_ring_says_nothing() -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(page)
    rng = random.Random(8)
    for row in range(40):  # a code's squares
        for column in range(40):
            if rng.random() < 0.5:
                draw.rectangle((662 + column * 8, 936 + row * 8, 669 + column * 8, 943 + row * 8), "black")
    assert seal_texts(np.asarray(page), [PLACE], 20.0) == ()


def test_seals_of_one_place_are_read_once_and_places_off_the_page_never() -> None:
    page = sheet(stamps.round_seal(random.Random(9), "ZOLLSTELLE THUN"))
    assert len(seal_texts(page, [PLACE, PLACE], 20.0)) == 1
    assert seal_texts(page, [Box(0.0, 0.0, 0.001, 0.001)], 20.0) == ()


def test_texts_of_seals_survive_the_store() -> None:
    told = SealText("ZOLLSTELLE THUN", Box(0.1, 0.2, 0.3, 0.4), 0.85)
    page = Page(1, 100, 100, 0, 0.0, "tesseract", "en", (), marks=PageMarks(seal=told.box, seal_texts=(told,)))
    assert page_from_json(page_to_json(page)).marks == page.marks


def _two_arcs(head: str, foot: str, side: int = 840) -> np.ndarray:
    """A blue seal (RGBA) with print along its head and, heads inward, along its foot."""
    ys, xs = np.mgrid[0:side, 0:side].astype(np.float32)
    radius = np.hypot(xs - side / 2, ys - side / 2)
    angle = np.arctan2(ys - side / 2, xs - side / 2)
    ink = np.zeros((side, side), np.uint8)
    for text, up in ((head, True), (foot, False)):
        font = ImageFont.truetype(str(fonts.path_of("sans-bold")), 64)
        strip = Image.new("L", (int(font.getlength(text)) + 8, 90), 0)
        ImageDraw.Draw(strip).text((4, 4), text, 255, font)
        around = (angle + np.pi / 2 + np.pi) % (2 * np.pi) - np.pi if up else np.pi / 2 - angle
        along = (around * side * 0.37 + strip.width / 2).astype(np.float32)
        down = (side * 0.42 - radius if up else radius - side * 0.33).astype(np.float32)
        ink = np.maximum(ink, cv2.remap(np.asarray(strip), along, down, cv2.INTER_LINEAR, borderValue=0))
    for share in (0.47, 0.27):
        cv2.circle(ink, (side // 2, side // 2), round(side * share), 255, 9)
    return np.dstack([np.full_like(ink, level) for level in stamps.BLUE] + [ink])


CERTIFICATE = [
    (0.3, 0.05, "CERTIFICATE OF ORIGIN"),
    (0.1, 0.10, "Certificate No. C263302A11800217"),
    (0.1, 0.14, "Exporter: NINGBO HAIMING LIGHTING CO., LTD."),
    (0.1, 0.20, "Consignee: BLUE RIDGE LIGHTING LLC, NASHVILLE TN, USA"),
    (0.1, 0.30, "Description of goods: LED LAMPS"),
]
OF_THE_FIRM = SealText("NINGBO HAIMING LIGHTING CO LTD", Box(0.1, 0.8, 0.3, 0.95), 0.85)
OF_CUSTOMS = SealText("中华人民共和国宁波海关", Box(0.6, 0.8, 0.8, 0.95), 0.85)


def sealed(*seals: SealText, said: tuple[float, float, str] | None = None) -> Record:
    page = prepared.page([*CERTIFICATE, *([said] if said else [])])
    marked = replace(page, marks=PageMarks(seal=seals[0].box, seal_texts=seals))
    [cut] = cut_documents([lay_out(marked)])
    return record_of(cut, sha256="0" * 64, source="paper.pdf", second=None)


def test_the_authoritys_seal_goes_before_the_exporters_and_names_the_issuer_where_print_does_not() -> None:
    record = sealed(OF_THE_FIRM, OF_CUSTOMS)
    told, issuer = record.fields["seal_text"], record.fields["issuer"]
    assert told
    assert issuer
    assert (told.value, told.box) == (OF_CUSTOMS.text, OF_CUSTOMS.box)
    assert (issuer.value, issuer.doubtful) == (OF_CUSTOMS.text, True)
    assert record.marks.seal_texts == (OF_THE_FIRM.text, OF_CUSTOMS.text)


def test_an_exporters_seal_names_no_issuer() -> None:
    record = sealed(OF_THE_FIRM)
    assert record.get("seal_text") == OF_THE_FIRM.text
    assert record.get("issuer") is None


def test_an_issuer_in_print_stays() -> None:
    record = sealed(OF_CUSTOMS, said=(0.1, 0.6, "Issuing authority: NINGBO CUSTOMS DISTRICT P.R. CHINA"))
    assert record.get("issuer") == "NINGBO CUSTOMS DISTRICT P.R. CHINA"
