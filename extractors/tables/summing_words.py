"""Words before the sums of a goods table: of all its lines, of a group of them, of those of one page."""

from __future__ import annotations

import re

_NAMED = r"(?:(?:P\.?O\.?|ORDER|STYLE|ART(?:ICLE)?|COLOU?R|SKU|ITEM)\b\W*)?(?:\w*\d[\w./-]*\s+)?"
_PACKAGE = r"(?:PALLET|CONTAINER|CARTON|CASE|CRATE|SKID|BUNDLE|TRUCK)(?:\s*(?:NO\.?\s*)?\w*\d[\w/-]*)?\s+TOTAL"
_OF_GROUP = rf"ZWISCHENSUMME|{_PACKAGE}|SOUS-TOTAL|TUSSENTOTAAL|ARA\sTOPLAM|{_NAMED}SUB\s*-?\s*TOTAL"
"""Of the group named before it too: `PO 4401172 SUB TOTAL`, `Pallet 3 total`."""
TOTAL = re.compile(
    rf"^\W*(?:SAY\b|{_OF_GROUP}|(?:GRAND\s*|SUB\s*-?\s*|(?:CONTAINER|SHIPMENT|INVOICE|GOODS|PAGE|ORDER|PALLET|LOAD|CONSIGNMENT|PACKING|MERCHANDISE|CARTON)\s+)?TOT[AÀÁÂÃÄ]L[ES]?S?\b(?!\s*(?:QTY|QUANTITY|AMOUNT|VALUE)\s*$)|GESAMT(?:SUMME|BETRAG)?\b|SUMME\b|TOPLAM\b|C[ỘO]NG\s*(?:TI[ỀE]N|:|$)|T[ỔO]NG\s*C[ỘO]NG|합\s*계|소\s*계|NET\s+(?:VALUE|AMOUNT)\W*$|[合总總小共]\s*[计計]|[价價]税合[计計])",
    re.IGNORECASE,
)
SUBTOTAL = re.compile(rf"^\W*(?:SUB\s*-?\s*TOTAL|小\s*[计計]|{_OF_GROUP})", re.IGNORECASE)
CARRIED = re.compile(
    r"\W*(?:(?:(?:SUB|PAGE )?TOTAL |BALANCE |AMOUNT )?(?:CARRIED|BROUGHT) (?:FORWARD|OVER|DOWN)"
    r"|(?:(?:SUB|PAGE )?TOTAL )?[CB]/F(?:WD)?"
    r"|TRANSPORTE|(?:A |DE )TRANSPORTAR|ÜBERTRAG|[ÀA] REPORTER|(?:A )?RIPORT(?:O|ARE)|SUMA (?:ANTERIOR|Y SIGUE)"
    r"|NAKL[Iİ]\s?YEK[UÜÛ]N|DEVREDEN(?: TOPLAM)?"
    r"|(?:DO|Z) PRZENIESIENIA|[承接]\s*[前上]\s*[页頁]|[过轉转過]\s*[次下]\s*[页頁]"
    r"|(?:TO BE )?CONTINUED(?: (?:ON|FROM|OVER))?(?: THE)?(?: (?:NEXT|PREVIOUS|LAST))?(?: (?:PAGE|SHEET)| OVERLEAF)?"
    r"(?: \d{1,2})?)(?:\b|$)\W*",
    re.IGNORECASE,
)
"""What a table that goes on overleaf says of its lines so far, at its end and at its head."""
OF_PAGE = re.compile(
    r"\W*(?:(?:PAGE|SHEET)(?: \d{1,2})?\s*TOTAL|TOTAL (?:(?:OF |FOR )?THIS )?(?:PAGE|SHEET)\b(?! COUNT)"
    r"|本[页頁]\s*(?:TOTAL|[小合]?[计計]))",
    re.IGNORECASE,
)
"""The sum of one page, which ends no table."""
FIRMS = ("supplier", "producer")
"""Columns in which such words are names: `Total Petrochemicals`, `Summa Steel`."""
