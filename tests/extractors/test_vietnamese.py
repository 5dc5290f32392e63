"""Pages in Vietnamese are told by what an English model makes of them, and read by the model that has their letters."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors import scan
from extractors.engine import EngineError, SeenWord
from extractors.ocr import tesseract
from extractors.pages import ReadSettings
from extractors.picture.ruling import PixelBox
from extractors.reading.accents import has_accent
from extractors.reading.vietnamese import looks_vietnamese
from sample_docs import fonts

ORDER = """CÔNG TY TNHH MAY MẶC TÂN PHÚ HƯNG
LỆNH SẢN XUẤT
Số lệnh sản xuất: LSX 0926/087
Ngày lập: 21/09/2026
Khách hàng: NORTHLINE APPAREL LLC
Đơn đặt hàng: 4500187322
Bộ phận sản xuất: Chuyền 3 và chuyền 5
Tên sản phẩm: Áo polo nam ngắn tay
Số lượng kế hoạch: 6.200 chiếc
Ngày bắt đầu: 28/09/2026
Ngày hoàn thành: 12/10/2026
Nguyên liệu, vật tư: Vải bông chải kỹ"""


def _seen(text: str) -> list[SeenWord]:
    lines = enumerate(text.splitlines())
    return [SeenWord(n, w, 100 * i, 100 * i + 90, 0.9) for n, line in lines for i, w in enumerate(line.split())]


def test_pairs_of_words_tell_a_vietnamese_page_whatever_their_marks() -> None:
    plain = "LENH SAN XUAT\nKhach hang: A\nDon dat hang: 45\nBo phan san xuat\nS6 luong ké hoach\nNgay bat dau"
    assert looks_vietnamese(_seen(plain))
    assert not looks_vietnamese(_seen("Khach hang (Customer)\nSan Xuat Trading Co\nCertificate of origin, Viet Nam"))
    assert has_accent("Vải")
    assert not has_accent("30 × 20 mm ±2°")


def _scan_of(text: str) -> bytes:
    page = Image.new("L", (1240, 1200), 250)
    face = ImageFont.truetype(fonts.path_of("dejavu"), 28)
    for n, line in enumerate(text.splitlines()):
        ImageDraw.Draw(page).text((110, 100 + 70 * n), line, font=face, fill=20)
    file = io.BytesIO()
    page.save(file, "PNG", dpi=(150, 150))
    return file.getvalue()


def test_a_vietnamese_scan_keeps_its_marks() -> None:
    page = scan.read_page(_scan_of(ORDER), "order.png", 1, ReadSettings())
    read = {word.text for word in page.words}
    assert len(read & set(ORDER.split())) > 0.9 * len(set(ORDER.split()))
    assert page.problems == ()


def test_where_the_model_is_missing_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    english = tesseract.read_lines

    def without(
        grey: np.ndarray, lines: Sequence[PixelBox], timeout_s: float, model: str = tesseract.ENGLISH
    ) -> list[SeenWord]:
        if model == tesseract.VIETNAMESE:
            raise EngineError("tesseract failed: no data")
        return english(grey, lines, timeout_s)

    monkeypatch.setattr(tesseract, "read_lines", without)
    page = scan.read_page(_scan_of(ORDER), "order.png", 1, ReadSettings())
    assert "0926/087" in {word.text for word in page.words}
    assert "Vietnamese" in page.problems[0]
