"""One module a document kind; each has `draw(story, ink, rng) -> Paper`."""

from __future__ import annotations

from collections.abc import Callable
import random

from sample_docs.content import Story
from sample_docs.forms import coo_cn, coo_generic, invoice, packing_list, production_order, usmca
from sample_docs.layout import Ink
from sample_docs.paper import Paper

KINDS: dict[str, Callable[[Story, Ink, random.Random], Paper]] = {
    coo_cn.KIND: coo_cn.draw,
    "coo.generic": coo_generic.draw,
    usmca.KIND: usmca.draw,
    production_order.KIND: production_order.draw,
    packing_list.KIND: packing_list.draw,
    invoice.KIND: invoice.draw,
}
