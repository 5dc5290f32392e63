"""What a caption that nobody has listed may ask for: told by a stem in it, and proven by the look of what answers it.

`Release effective` with a day behind it is the day of entry, `Dutiable US$` over amounts their value. Never sure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from extractors.captions.labels import LINE

STEMS: Mapping[str, str] = {
    "entry_number": r"\bentry\b|\bfiler?\b|declaration|summary (?:no|number|id)|customs (?:no|number|ref)",
    "entry_type": r"\b(?:type|kind|class|code)\b",
    "summary_date": r"summar|recap|7501|\bfil(?:ed|ing)|present|transmi|submi|lodg|resumen",
    "entry_date": r"\bent(?:ry|ered)|releas|clear(?:ed|ance)|3461|despacho|accept",
    "import_date": r"import(?!er)|arriv|land(?:ed|ing)|\beta\b|llegada|arribo",
    "export_date": r"export(?!er)|sail|depart|shipp(?:ed|ing)|on ?board|\betd\b|\bleft\b|zarpe|salida|embarq",
    "us_port_unlading": r"unlad|unload|discharg|arriv|descarga",
    "port_code": r"\bports?\b|district|ddpp|sched(?:ule)?\.? d\b|puerto|custom ?house",
    "foreign_port_lading": r"\blad(?:ing|en|ed)|\bload|foreign|sched(?:ule)?\.? k\b|embarque",
    "mode_of_transport": r"\bmode\b|transport|\bmot\b|\bmethod|\bmodo\b",
    "bl_awb": r"\bb/?l\b|\bbills?\b|\bm?awb|air ?way|waybill|\bm?bol\b|\bmbl\b|conocimiento|transport doc",
    "importer_number": r"\birs\b|\bein\b|importer|\bior\b|\btax\b|importador",
    "importer_name": r"importer|\bior\b|account|client|customer|on behalf|principal|importador",
    "consignee_name": r"consign|deliver|ultimate|ship ?to|receiver|\bcnee",
    "importing_carrier": r"vessel|\bship\b|carrier|flight|airline|convey|truck|steam|buque|naviera",
    "exporting_country": r"export|\bship(?:ped|ping)|\bfrom\b|dispatch|proced",
    f"{LINE}origin": r"origin|\bmade\b|country|origen|\bctry|\bgrown",
    f"{LINE}maker": r"\bmid\b|manufactur|\bmfr|\bmfg|maker|factory|supplier|producer|shipper|fabric",
    f"{LINE}case": r"\bcase|ad/?cvd|dump|counterv",
    f"{LINE}hs_code": r"\bhts|tariff|classif|heading|schedule|arancel|harmoni[sz]|\bcode\b",
    f"{LINE}added": r"chapter|\b9[89]|addition|\b301|\b232|suppl|second|ieepa|remed",
    f"{LINE}goods": r"descr|goods|merch|articl|commodit|product|\bitem|cargo|mercanc",
    f"{LINE}gross_weight_kg": r"gross|weight|kilo|\bkgs?\b|\bmass\b|\bwt\b|\bpeso",
    f"{LINE}packages": r"\bpackage|\bpkg|carton|\bctn|\bpieces|\bpcs\b|bundle|manifest|crate|bulto|cajas|colli",
    f"{LINE}quantity": r"quant|\bqty|\bstat|\bunits\b|cantidad|\bnet\b",
    f"{LINE}unit": r"\bunit\b|\buom|\bu/?m\b|measure|unidad",
    f"{LINE}rate": r"\brate|%|percent|ad val|\btasa",
    f"{LINE}duty": r"\bdut(?:y|ies)\b|derecho",
    f"{LINE}value": r"\bvalue|\bval\b|worth|dutiable|\bvalor|\busd\b|us\$|\$",
    f"{LINE}invoice": r"invoice|\binv\b|factura",
    f"{LINE}relationship": r"\brelat|\bpart(?:y|ies)|vincul",
    f"{LINE}spi": r"\bspi\b|program|preferen|\bfta\b|special|\bclaim|agreement",
    f"{LINE}item": r"\bline\b|\bln\b|\bseq|\bpos\b",
}
"""Field, or column with its prefix -> stems of the words by which the trade asks for it."""
_STEMS = {name: re.compile(stems, re.IGNORECASE) for name, stems in STEMS.items()}
_NO_CAPTION = re.compile(r"\d{3}|[.;!?]\s|.{46}")
NOT_ASKED = re.compile(
    r"\b(?:total|sum|broker|surety|bond|fee|fees|mpf|hmf|due|paid|statement|print|page|phone|fax|e-?mail|exchange|ref)",
    re.IGNORECASE,
)
"""Words of captions whose values look alike and are of no use here."""


@lru_cache(maxsize=4096)
def guesses(text: str) -> tuple[str, ...]:
    """The names that a text may ask for, in the order in which they are to be tried; none for what is no caption."""
    if (
        _NO_CAPTION.search(text)
        or NOT_ASKED.search(text)
        or len(text.split()) > 7
        or len(text) < 4
        or not text[0].isalpha()
    ):
        return ()
    return tuple(name for name, stems in _STEMS.items() if stems.search(text))
