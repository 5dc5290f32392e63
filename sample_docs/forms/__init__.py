"""One module a document kind; each has `draw(story, ink, rng) -> Paper`."""

from __future__ import annotations

import random
from collections.abc import Callable

from sample_docs.content import Story
from sample_docs.forms import (
    bill_of_lading,
    bom,
    coo_cn,
    coo_generic,
    form_a,
    invoice,
    mtc,
    packing_list,
    production_order,
    usmca,
    vat_invoice,
)
from sample_docs.layout import Ink
from sample_docs.paper import Paper

KINDS: dict[str, Callable[[Story, Ink, random.Random], Paper]] = {
    coo_cn.KIND: coo_cn.draw,
    "coo.generic": coo_generic.draw,
    form_a.KIND: form_a.draw,
    usmca.KIND: usmca.draw,
    production_order.KIND: production_order.draw,
    bom.KIND: bom.draw,
    vat_invoice.KIND: vat_invoice.draw,
    mtc.KIND: mtc.draw,
    packing_list.KIND: packing_list.draw,
    invoice.KIND: invoice.draw,
    bill_of_lading.KIND: bill_of_lading.draw,
}
"""How to draw each kind; `coo.generic` becomes one of two kinds, by its issuer."""
