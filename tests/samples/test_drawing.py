"""The generator: the same seed gives the same corpus, and what truth says stands on the paper."""

from __future__ import annotations

import datetime as dt
import io
import random
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest

from sample_docs import fonts, numerals, shipment
from sample_docs.corpus import draw_corpus
from sample_docs.draw import write
from sample_docs.entry import check_digit, entry_number, manufacturer_id
from sample_docs.forms import KINDS, mtc
from sample_docs.forms.form_a import ORIGINS as FORM_A_ORIGINS
from sample_docs.layout import pick_ink, to_pdf
from sample_docs.paper import Paper

needs_fonts = pytest.mark.skipif(
    not all(fonts.path_of(name).exists() for name in fonts.FACES),
    reason="the fonts of sample_docs.fonts are not installed",
)
ORIGIN_OF = {
    "cert.usmca": ("MX", "CA"),
    "coo.gsp.form_a": FORM_A_ORIGINS,
    "coo.generic": ("VN", "MY", "KR", "IN", "DE", "TR", "TH"),
}
AS_PRINTED = set(
    "certificate_number exporter consignee producer importer supplier buyer record_number order_number invoice_number "
    "bl_number container issuer transport exporter_address consignee_address description marks lot_number heat_number "
    "specification package_kind unit origin_criterion grade certifier vessel".split()
)


@pytest.mark.parametrize(
    ("filer", "serial", "digit"),
    [
        ("ABC", 1234567, 6),
        ("999", 9999999, 0),
        ("SP7", 1, 4),
        ("9QX", 12345, 2),
        ("8ZV", 4410087, 1),
        ("7KW", 2200518, 8),
    ],
)
def test_entry_numbers_end_in_their_check_digit(filer: str, serial: int, digit: int) -> None:
    assert check_digit(f"{filer}{serial:07d}") == digit
    assert entry_number(filer, serial).endswith(f"-{digit}")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amalgamated Plastics Corp.", "AMAPLA"), ("Bergstrom", "BER"), ("O.A.S.I.S. Corp.", "OASCOR"),
        ("Dr. S.A. Smith", "DRSA"), ("Thomas S. Delvaux Company", "THODEL"), ("N. Minami & Co., LTD.", "MINCO"),
    ],
)  # fmt: skip
def test_manufacturer_ids_take_two_words_of_the_name(name: str, letters: str) -> None:
    assert manufacturer_id("CN", name, "", "") == f"CN{letters}"


def test_manufacturer_id_takes_the_largest_number_and_the_city() -> None:
    made = manufacturer_id("CN", "Shenzhen Timely Watch Co.,Ltd", "Room#1342-49", "Shenzhen")
    assert made == "CNSHETIM1342SHE"


def test_numbers_and_dates_are_written_in_the_ways_of_the_trade() -> None:
    assert numerals.in_words(1250) == "ONE THOUSAND TWO HUNDRED AND FIFTY"
    assert numerals.in_words(480, conjunction="") == "FOUR HUNDRED EIGHTY"
    assert numerals.figure(Decimal("1234.5"), "comma", 2) == "1.234,50"
    assert numerals.chinese_money(Decimal("12300.50")) == "壹万贰仟叁佰圆伍角"
    assert numerals.date(dt.date(2026, 6, 28), "mon_d_y") == "JUN. 28, 2026"


@needs_fonts
def test_same_seed_gives_the_same_corpus(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(draw_corpus(11, 2, ["digital", "fax"], faults=True), tmp_path / name)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len(files) >= 8
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes(), path


@needs_fonts
def test_a_shipment_does_not_depend_on_how_many_are_drawn() -> None:
    few, more = (draw_corpus(12, count, ["digital"], faults=True) for count in (1, 2))
    assert few.truth == more.truth[: len(few.truth)]


@needs_fonts
def test_without_faults_every_entry_is_clean() -> None:
    corpus = draw_corpus(13, 3, ["digital"], faults=False)
    assert all(expected["clean"] for expected in corpus.findings.values())


def _paper(kind: str, seed: int) -> Paper:
    rng = random.Random(f"{kind}{seed}")
    story = shipment.make(rng, seed, rng.choice(ORIGIN_OF.get(kind, ("CN",))), chapter="73" if kind == mtc.KIND else "")
    return KINDS[kind](story, pick_ink(rng, chinese_form=kind.startswith("fac.")), rng)


@needs_fonts
@pytest.mark.parametrize("kind", list(KINDS))
def test_truth_stands_in_the_text_of_the_paper(kind: str) -> None:
    """Whitespace aside, every text value is in the text layer; dates and numbers are typed, not copied."""
    for seed in range(2):
        paper = _paper(kind, seed)
        with pdfplumber.open(io.BytesIO(to_pdf([paper.sheet]))) as pdf:
            printed = "".join(char["text"] for page in pdf.pages for char in page.chars)
        printed = "".join(printed.split()).upper()
        for values in (paper.fields, *paper.lines, *paper.materials):
            for name, value in values.items():
                if name in AS_PRINTED:
                    assert "".join(value.split()).upper() in printed, (kind, seed, name, value)


@needs_fonts
@pytest.mark.parametrize("kind", list(KINDS))
def test_nothing_is_printed_outside_the_page(kind: str) -> None:
    for seed in range(2):
        paper = _paper(kind, seed)
        with pdfplumber.open(io.BytesIO(to_pdf([paper.sheet]))) as pdf:
            for page in pdf.pages:
                for char in page.chars:
                    assert 0 <= char["x0"] <= char["x1"] <= page.width, (kind, seed, char["text"])
                    assert 0 <= char["top"] <= char["bottom"] <= page.height + 2, (kind, seed, char["text"])
