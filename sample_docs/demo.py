"""What the committed set shows: every kind of paper, every road, half of the shipments clean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """One shipment of the set: where from, which goods (chapter, or any), which papers and faults."""

    origin: str
    kinds: tuple[str, ...]
    faults: tuple[str, ...] = ()
    chapter: str = ""
    bundled: bool = False


_CN, _GENERIC, _USMCA, _FORM_A = "coo.cn.nonpref", "coo.generic", "cert.usmca", "coo.gsp.form_a"
_INVOICE, _PACKING, _BL = "ship.invoice", "ship.packing_list", "ship.bl"
_ORDER, _BOM, _VAT, _MTC = "fac.production_order", "fac.bom", "fac.vat_invoice", "fac.mtc"

SEED = 426
SET = (
    Wanted("CN", (_CN, _INVOICE, _PACKING, _BL, _ORDER, _VAT)),
    Wanted("MX", (_USMCA, _INVOICE, _PACKING), ("blanket_window",)),
    Wanted("CN", (_CN, _INVOICE, _PACKING, _MTC, _ORDER), chapter="73"),
    Wanted("VN", (_GENERIC, _INVOICE, _PACKING, _BL), ("country_mismatch",)),
    Wanted("DE", (_GENERIC, _INVOICE, _PACKING), bundled=True),
    Wanted("CN", (_CN, _INVOICE, _PACKING, _BOM), ("unauthorised", "gross_weight")),
    Wanted("KR", (_GENERIC, _INVOICE, _PACKING)),
    Wanted("CN", (_CN, _INVOICE, _PACKING, _ORDER, _BOM), ("made_after_shipment",), chapter="85"),
    Wanted("CA", (_USMCA, _INVOICE, _PACKING), bundled=True),
    Wanted("CN", (_CN, _INVOICE, _PACKING), ("drawdown",)),
    Wanted("MY", (_GENERIC, _INVOICE, _PACKING, _BL)),
    Wanted("IN", (_FORM_A, _INVOICE, _PACKING), ("words_and_figures",)),
    Wanted("CN", (_CN, _INVOICE, _PACKING, _VAT), ("hs6", "invoice_number")),
    Wanted("TR", (_GENERIC, _INVOICE, _PACKING), chapter="63"),
)
