"""Tables as scans show them: a corner punched out, headers in boxes that are taller than their print."""

from __future__ import annotations

from tests.extractors.prepared import lines, read
from tests.extractors.test_page_tables import boxed, table

ISSUE = ["物料编码|材料名称|规格型号|单位|实发数量|批号", "1101003|铜铅合金粉|CuPb10|kg|850|F2602-31",
         "1102011|低碳钢带|08Al|kg|2388.5|25B-7714", "1104008|纯铅粉|D-60|kg|36|DF-118"]  # fmt: skip
HEAD = [(0.45, 0.03, "领料单"), (0.6, 0.08, "No. LL-2603-0417")]


def test_rows_go_on_below_a_header_that_a_punched_hole_took_its_box() -> None:
    printed, cells = boxed([0.05, 0.2, 0.4, 0.55, 0.65, 0.8], 0.2, *ISSUE)
    record = read([*HEAD, *printed], [cell for i, cell in enumerate(cells) if i not in (0, 6)])
    assert [line["quantity"] for line in lines(record)] == ["850", "2388.5", "36"]


def test_a_figure_right_below_a_header_is_no_second_line_of_it() -> None:
    printed = table([0.05, 0.15, 0.3, 0.5, 0.7, 0.8], 0.2, ISSUE[0].replace("物料编码", "项次"))
    rows = [row.replace(row.split("|")[0], f".{i}") for i, row in enumerate(ISSUE[1:], start=1)]
    record = read([*HEAD, *printed, *table([0.05, 0.15, 0.3, 0.5, 0.7, 0.8], 0.213, *rows)])
    assert [line["quantity"] for line in lines(record)] == ["850", "2388.5", "36"]
