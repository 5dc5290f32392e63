"""Importing this loads what every reading process needs, so that processes forked afterwards start with it.

ONNX Runtime is not among it: it has threads, which a fork does not copy. So each process loads its models itself.
"""

from __future__ import annotations

import rapidocr.ch_ppocr_rec as recogniser

from extractors import reader
from extractors.forms import forms
from extractors.nlp.columns import classifier
from extractors.nlp.goods import parse_goods
from extractors.nlp.issuers import find_issuer
from extractors.nlp.parties import parse_party
from extractors.reading.doubtful import captions_by_length, printed_words
from extractors.reading.likely_captions import known_captions
from extractors.typed.codes import known_hs6
from schemas.reference import countries, ports

__all__ = ["reader", "recogniser"]

forms()
classifier()
printed_words()
captions_by_length()
known_captions()
known_hs6()
ports.country_by_number()
countries.region_names()
# The first call of each loads spaCy, its phrases and its tables.
parse_party(["HANOI TEXTILE CO., LTD", "12 MAIN STREET, HANOI, VIET NAM"])
parse_goods("TEN (10) CARTONS OF COTTON SHIRTS")
find_issuer("CHAMBER OF COMMERCE")
