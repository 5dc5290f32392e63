"""Numbers with two meanings are settled by what they multiply to, and by nothing else."""

from __future__ import annotations

from tests.extractors.prepared import grid, lines, read

EDGES, TOPS = [0.06, 0.3, 0.42, 0.55, 0.7, 0.9], [0.14, 0.17, 0.2, 0.23]


def invoice(*rows: tuple[str, ...]) -> list[dict[str, str]]:
    headers = ("Tên hàng hóa", "Đơn vị tính", "Số lượng", "Đơn giá", "Thành tiền")
    printed = [(0.3, 0.05, "HÓA ĐƠN GIÁ TRỊ GIA TĂNG")]
    for top, row in zip(TOPS, (headers, *rows), strict=False):
        printed += [(left + 0.01, top + 0.01, text) for left, text in zip(EDGES, row, strict=False)]
    return lines(read(printed, grid(EDGES, TOPS[: len(rows) + 2])))


def test_thousands_are_told_by_the_amount_and_mean_the_same_in_the_lines_beside() -> None:
    read_lines = invoice(("Hạt nhựa", "kg", "12.000", "38.500", "462.000.000"), ("Bao PE", "kg", "7.500", "3.200", "?"))
    assert [(line["quantity"], line["unit_price"]) for line in read_lines] == [("12000", "38500"), ("7500", "3200")]


def test_decimals_are_told_by_the_amount_too() -> None:
    [line] = invoice(("Hạt nhựa", "kg", "12.500", "3.00", "37.50"))
    assert line["quantity"] == "12.5"


def test_the_first_line_of_a_row_whose_cells_go_on_heads_no_group() -> None:
    edges, tops = [0.06, 0.3, 0.42, 0.55], [0.14, 0.17, 0.21, 0.25]
    printed = [
        (0.3, 0.05, "电子发票（增值税专用发票）"),
        (0.07, 0.15, "项目名称"),
        (0.31, 0.15, "规格型号"),
        (0.43, 0.15, "数量"),
    ]
    printed += [(0.07, 0.185, "*橡胶制品*硅胶圈"), (0.31, 0.185, "SI-60"), (0.43, 0.185, "15000")]
    printed += [(0.07, 0.215, "*橡胶制品*EPDM密封"), (0.31, 0.215, "EP-70"), (0.07, 0.23, "条"), (0.31, 0.23, "8×6")]
    read_lines = lines(read([*printed, (0.43, 0.222, "4200")], grid(edges, tops)))
    assert [(line["description"].replace(" ", ""), line["specification"]) for line in read_lines] == [
        ("硅胶圈", "SI-60"), ("EPDM密封条", "EP-70 8×6"),
    ]  # fmt: skip


def test_categories_between_points_are_no_part_of_the_goods_either() -> None:
    printed = [(0.3, 0.05, "电子发票（增值税专用发票）")]
    printed += [(0.07, 0.15, "项目名称"), (0.31, 0.15, "规格型号"), (0.43, 0.15, "数量")]
    printed += [(0.07, 0.185, "*纸制品·瓦楞纸箱"), (0.31, 0.185, "五层"), (0.43, 0.185, "15000")]
    printed += [(0.07, 0.222, "“塑料制品·包装膜"), (0.31, 0.222, "0.03mm"), (0.43, 0.222, "4200")]
    told = lines(read(printed, grid([0.06, 0.3, 0.42, 0.55], [0.14, 0.17, 0.21, 0.25])))
    assert [line["description"] for line in told] == ["瓦楞纸箱", "包装膜"]
