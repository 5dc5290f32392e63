"""Words and legal forms by which print names a company rather than a person or a place."""

from __future__ import annotations

import re

COMPANY = re.compile(
    r"\b(?:CO|LTD|LIMITED|INC|CORP|CORPORATION|COMPANY|LLC|L\.L\.C|GMBH|AG|MBH|(?<!U\.)S\.?A|LLP|L\.L\.P|SDN|BHD|"
    r"BERHAD|EURL|CÔNG TY|LTDA|LT[EÉ]E|LDA|E\.?I\.?R\.?L|KFT|D\.O\.O|HNOS|JSC|"
    r"JOINT STOCK|PVT|PTE|PTY|PLC|KG|A\.S|S\.?R\.?L|S\.A\.P\.I|S\. ?DE ?R\.?L|S\.P\.R|SP\. ?Z ?O|B\.V|N\.V|TBK|FACTORY|"
    r"INDUSTRIES|ENTERPRISES?|TRADING|GROUP|WORKS|MILLS|S\.?P\.?A|SARL|S\.?A\.S|OY|A\.Ş|ŞTI|K\.K|"
    r"(?-i:SAS|SASU|EURL|SNC|AB|A/S|ASA|OYJ|PCL|LP|LLLP|UG|KGaA|e\.K|GbR|OHG|EOOD|OOD|UAB|SIA|Kft|Zrt|Lda)|"
    r"S\.R\.O|CO-?OP(?:ERATIVE)?|TIC\.? ?LTD)\b|"
    r"(?-i:\b(?:PT|CV|UD)\.? (?=[A-Z][A-Za-z]+))|(?-i:\bS\.?L\.?(?:U\.?)?(?=\W*$))|C[OÔ]NG TY|"
    r"公司|[厂廠]|企業|株式会社|有限会社|㈱|㈜|주식회사|유한회사|[(（][주유][)）]",
    re.IGNORECASE,
)
