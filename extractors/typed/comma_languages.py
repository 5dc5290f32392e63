"""Whether a paper is written in a language that prints a comma before decimals, where no figure of it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.typed.folding import fold

WORDS = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        "QUANTIDADE|QTD|QTDE|FORNECEDOR|PRODUCAO|EMISSAO|MATERIAIS|NECESSARIA|DESCRICAO|ORDEM|INICIO|TERMINO|PEDIDO",
        "JUMLAH|TANGGAL|NAMA|BAHAN|SATUAN|KEBUTUHAN|PEMASOK|PELANGGAN|BARANG|PRODUKSI|SURAT|DIBUAT|DISETUJUI",
        "MENGE|BEZEICHNUNG|AUFTRAG|KUNDE|EINHEIT|LIEFERANT|DATUM|BENENNUNG|WERKSTOFF|GEWICHT|AUFTRAGSMENGE",
        "QUANTITE|FOURNISSEUR|COMMANDE|DESIGNATION|FABRICATION|UNITE|DEBUT|COMPOSANTS|LIBELLE|BESOIN",
        "QUANTITA|FORNITORE|ORDINE|DESCRIZIONE|PRODUZIONE|FABBISOGNO|LOTTO|COMMESSA|MATERIALE|INIZIO",
        "MIKTAR|TEDARIKCI|SIPARIS|URETIM|MUSTERI|BIRIM|TARIH|MALZEME|BASLANGIC|BITIS|URUN",
        "ILOSC|DOSTAWCA|ZLECENIE|NAZWA|ZAMOWIENIE|MATERIALU|ZAPOTRZEBOWANIE|ODBIORCA|WYROB|ROZPOCZECIA",
    )
)
"""Words of captions in Portuguese, Indonesian, German, French, Italian, Turkish and Polish; Spanish is written in
countries of either habit."""
FEWEST = 4
"""Different words of one language that a paper must have."""


def writes_comma(texts: Iterable[str]) -> bool:
    """Whether print has so many words of one of these languages.

    Args:
        texts: the runs of print of a paper.
    """
    text = fold(" ".join(texts))
    return any(len(set(words.findall(text))) >= FEWEST for words in WORDS)
