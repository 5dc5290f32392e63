"""Made-up shipments as they come out of the store, for benchmarks of judging and linking: no paper is drawn."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from extractors.typed.codes import entry_check_digit
from schemas.entry import EntryLine
from schemas.page import Box
from schemas.record import Marks, Record, Sighting, Value

LINES_AN_ENTRY = 4
PAPERS_AN_ENTRY = 4
GOODS = (
    ("LED LAMPS", "9405428440", "PCS", "NO", Decimal("0.6")),
    ("STEEL SHELF BRACKETS", "7326908688", "PCS", "NO", Decimal("0.9")),
    ("GLASS VASES", "7013990090", "PCS", "NO", Decimal("1.2")),
    ("PLASTIC TABLEWARE", "3924104000", "KGS", "KG", Decimal("1.0")),
    ("BALL VALVES OF BRASS", "8481803060", "PCS", "NO", Decimal("0.4")),
    ("COTTON TOWELS", "6302600020", "PCS", "NO", Decimal("0.3")),
)
_KINDS = ("coo.cn.nonpref", "ship.packing_list", "ship.invoice", "fac.production_order")
_PLACE = Box(0.1, 0.1, 0.3, 0.12)
_FIRST_DAY = dt.date(2026, 7, 27)


def entry_number(serial: int) -> str:
    """A valid entry number; the filer code changes after ten million."""
    base = f"{chr(65 + serial // 10_000_000)}QX{serial % 10_000_000:07d}"
    return f"{base[:3]}-{base[3:]}-{entry_check_digit(base)}"


def shipment(serial: int, faulty: bool) -> tuple[list[Record], list[EntryLine]]:
    """The papers (certificate, packing list, invoice, production order) and entry lines of one shipment.

    Args:
        faulty: the entry declares a tenth more gross weight than the papers show, and another invoice number.
    """
    rng = random.Random(serial)
    sailed = _FIRST_DAY + dt.timedelta(days=rng.randrange(60))
    seller, buyer = f"NINGBO {_word(rng)} {_word(rng)} CO., LTD.", f"{_word(rng)} {_word(rng)} SUPPLY INC."
    far = serial * 61_803_399 % 100_000_000  # numbers of neighbours must not be one slip of reading apart
    invoice, order, bill = f"NB{far:08d}", f"PO{far:08d}", f"COSU{far:09d}"
    number = f"26C3302A{far // 10_000:04d}/{far % 10_000:05d}"
    goods: list[dict[str, Any]] = []
    for name, hts, sold, unit, kilos in rng.sample(GOODS, LINES_AN_ENTRY):
        packages = rng.randint(10, 900)
        quantity, net = Decimal(packages * 12), (packages * 12 * kilos).quantize(Decimal("0.1"))
        goods.append({"description": name, "hts": hts, "sold": sold, "unit": unit, "packages": Decimal(packages),
                      "quantity": net if unit == "KG" else quantity, "net_weight_kg": net,
                      "gross_weight_kg": net + packages,
                      "value": (quantity * kilos * 3).quantize(Decimal("0.01"))})  # fmt: skip
    common = {"exporter": seller, "consignee": buyer, "invoice_number": invoice, "origin_country": "CN",
              "invoice_date": sailed - dt.timedelta(days=5)}  # fmt: skip
    papers = [
        _record(serial, "coo.cn.nonpref", {**common, "certificate_number": number,
                "issuer": "CHINA COUNCIL FOR THE PROMOTION OF INTERNATIONAL TRADE", "issue_date": sailed,
                "destination_country": "US", "issue_place": "NINGBO", "transport": f"FROM NINGBO TO LONG BEACH {bill}"},
                [{**_shown(g), "item": Decimal(n), "hs_code": g["hts"][:6], "origin_country": "CN"}
                 for n, g in enumerate(goods, 1)]),
        _record(serial, "ship.packing_list", common, [_shown(g) for g in goods]),
        _record(serial, "ship.invoice", common, [{**_shown(g), "value": g["value"]} for g in goods]),
        _record(serial, "fac.production_order", {"record_number": f"SC{far:08d}", "order_number": order,
                "producer": seller, "issue_date": sailed - dt.timedelta(days=40)},
                [{"description": g["description"], "quantity": g["quantity"], "unit": g["sold"],
                  "start_date": sailed - dt.timedelta(days=30), "finish_date": sailed - dt.timedelta(days=9)}
                 for g in goods]),
    ]  # fmt: skip
    more = Decimal("1.1") if faulty else Decimal(1)
    lines = [
        EntryLine(
            entry_number(serial), str(n),
            text={"entry_type": "01", "importer_name": buyer, "consignee_name": buyer, "manufacturer_id": "CNNIN",
                  "country_of_origin": "CN", "exporting_country": "CN", "hts": g["hts"], "unit": g["unit"],
                  "description": g["description"], "port_code": "2704", "mode_of_transport": "11", "relationship": "N"},
            dates={"entry_date": sailed + dt.timedelta(days=20), "summary_date": sailed + dt.timedelta(days=28),
                   "import_date": sailed + dt.timedelta(days=19), "export_date": sailed},
            numbers={"net_quantity": g["quantity"], "manifest_quantity": g["packages"],
                     "gross_weight_kg": g["gross_weight_kg"] * more, "entered_value_usd": g["value"],
                     "duty_usd": g["value"] / 10},
            lists={"bl_awb": (bill,), "invoice_number": (f"XX{far:08d}" if faulty else invoice,),
                   "invoice_date": ((sailed - dt.timedelta(days=5)).isoformat(),), "reference_number": (order,),
                   "certificate_number": (number,), "chapter99": ("9903.88.03",)},
            source=f"entries.csv row {serial}",
        )
        for n, g in enumerate(goods, 1)
    ]  # fmt: skip
    return papers, lines


def _shown(good: Mapping[str, Any]) -> dict[str, Any]:
    """A goods line as papers print it."""
    names = ("description", "packages", "quantity", "net_weight_kg", "gross_weight_kg")
    return {**{name: good[name] for name in names}, "unit": good["sold"], "package_kind": "CTNS"}


def _word(rng: random.Random) -> str:
    return "".join(rng.choice("BDFGKLMNPRST") + rng.choice("AEIOU") for _ in range(3))


def _record(serial: int, kind: str, fields: Mapping[str, Any], lines: list[dict[str, Any]]) -> Record:
    return Record(
        document=f"sha256:{serial:060x}{_KINDS.index(kind):04x}#1", source=f"inbox/{serial // 100}/{serial}-{kind}.pdf",
        pages=(1,), kind=kind, kind_confidence=0.98, kind_reasons=("title",), language=("en",), read_by=("tesseract",),
        rotation=0, fields=_values(fields), lines=tuple(_values(line) for line in lines),
        marks=Marks(seal=kind.startswith("coo"), signature=True),
    )  # fmt: skip


def _values(cells: Mapping[str, Any]) -> dict[str, Value | None]:
    return {n: Value(v, 0.97, (Sighting(str(v), 1, _PLACE, 0.97, "tesseract"),)) for n, v in cells.items()}
