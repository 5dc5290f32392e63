"""Tables and heads of which only some walls were found: dark bars over headers and behind captions hide strokes."""

from schemas.page import Box
from tests.extractors.prepared import fields, grid, in_grid, lines, read

EDGES = (0.03, 0.08, 0.30, 0.42, 0.52, 0.64, 0.74, 0.84, 0.96)
TOPS = (0.22, 0.245, 0.27, 0.295)
ROWS = [
    ("1", "Gear coupling", "8483.60.90", "12", "CTN", "480", "212.5", "230.0"),
    ("2", "Brake disc", "8483.90.50", "30", "CTN", "600", "905.0", "960.0"),
    ("3", "Steel hub", "8483.90.50", "5", "PLT", "120", "744.0", "801.5"),
]
HEADERS = ("No", "Description of goods", "HS code", "Packages", "Kind", "Quantity", "Net kg", "Gross kg")


def test_headers_in_shared_cells_over_a_grid_have_cells_of_their_own() -> None:
    shared = [Box(0.08, 0.195, 0.52, 0.22), Box(0.74, 0.195, 0.96, 0.22)]
    head = [(left + 0.004, 0.2, text) for left, text in zip(EDGES, HEADERS, strict=False)]
    record = read(
        [(0.4, 0.03, "PACKING LIST"), *head, *in_grid(EDGES, TOPS, ROWS)], [*shared, *grid(EDGES, TOPS)]
    )  # fmt: skip
    told = [
        (x["description"], x["hs_code"], x["packages"], x["net_weight_kg"], x["gross_weight_kg"]) for x in lines(record)
    ]
    assert told == [
        ("Gear coupling", "84836090", "12", "212.5", "230"),
        ("Brake disc", "84839050", "30", "905", "960"),
        ("Steel hub", "84839050", "5", "744", "801.5"),
    ]


def test_captions_in_the_open_ask_for_the_cells_right_of_them() -> None:
    captions = [
        ("Vessel", "MSC LUCIA 012W", "Invoice number", "BBF-2026-118"),
        ("Shipper", "Bosphorus Brass A.S.", "Consignee", "Hudson Supply Inc."),
        ("Port of loading", "Ambarli", "Port of discharge", "Newark"),
    ]
    print_: list[tuple[float, float, str]] = [(0.4, 0.03, "PACKING LIST")]
    boxes: list[Box] = []
    for n, row in enumerate(captions):
        top = 0.07 + 0.03 * n
        print_ += [(left, top + 0.008, text) for left, text in zip((0.04, 0.205, 0.525, 0.705), row, strict=True)]
        boxes += [Box(0.20, top, 0.50, top + 0.028), Box(0.70, top, 0.96, top + 0.028)]
    told = fields(read(print_, boxes))
    assert (told["invoice_number"], told["exporter"], told["consignee"]) == (
        "BBF-2026-118", "Bosphorus Brass A.S.", "Hudson Supply Inc.",
    )  # fmt: skip
    assert (told["port_of_loading"], told["port_of_discharge"]) == ("Ambarli", "Newark")
