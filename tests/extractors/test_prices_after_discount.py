"""What columns say beside the trade's usual captions: amounts after a discount, packages on one pallet."""

from __future__ import annotations

from tests.extractors.prepared import fields, lines, read


def test_gross_and_net_with_a_currency_are_money_and_the_shipping_date_is_no_vessel() -> None:
    record = read(
        [
            (0.3, 0.03, "INVOICE"), (0.7, 0.05, "Remit to: PO Box 77, Paarl"),
            (0.06, 0.1, "Billed from"), (0.4, 0.1, "Billed to"), (0.7, 0.1, "Ship date"),
            (0.06, 0.115, "Cape Cooperage Ltd"), (0.4, 0.115, "Cask Imports Inc"), (0.7, 0.115, "07/21/2026"),
            (0.06, 0.2, "Goods"), (0.3, 0.2, "How many"), (0.45, 0.2, "Each, US$"),
            (0.58, 0.2, "Gross, US$"), (0.72, 0.2, "Disc."), (0.82, 0.2, "Net, US$"),
            (0.06, 0.22, "Oak barrels"), (0.3, 0.22, "180 pcs"), (0.45, 0.22, "415.00"),
            (0.58, 0.22, "74,700.00"), (0.72, 0.22, "4%"), (0.82, 0.22, "71,712.00"),
            (0.06, 0.24, "Oak staves"), (0.3, 0.24, "60 pcs"), (0.45, 0.24, "3.90"),
            (0.58, 0.24, "234.00"), (0.72, 0.24, "0%"), (0.82, 0.24, "234.00"),
        ]
    )  # fmt: skip
    assert [(line["description"], line["quantity"], line["value"]) for line in lines(record)] == [
        ("Oak barrels", "180", "71712"),
        ("Oak staves", "60", "234"),
    ]
    assert not any("gross_weight_kg" in line or "net_weight_kg" in line for line in lines(record))
    found = fields(record)
    assert (found["exporter"], found["consignee"]) == ("Cape Cooperage Ltd", "Cask Imports Inc")
    assert found["ship_date"] == "2026-07-21"
    assert not {"vessel", "port_of_discharge"} & found.keys()


def test_what_one_pallet_holds_is_no_count_of_packages() -> None:
    record = read(
        [
            (0.3, 0.03, "PACKING LIST"),
            (0.06, 0.2, "Article"), (0.3, 0.2, "Bales/pallet"), (0.45, 0.2, "Bales"), (0.6, 0.2, "Net kg"),
            (0.06, 0.22, "Coco blocks"), (0.32, 0.22, "200"), (0.45, 0.22, "1,600"), (0.6, 0.22, "8,000.00"),
            (0.06, 0.24, "Grow bags"), (0.32, 0.24, "360"), (0.45, 0.24, "1,800"), (0.6, 0.24, "5,220.00"),
        ]
    )  # fmt: skip
    assert [line["packages"] for line in lines(record)] == ["1600", "1800"]
