"""Which model each comparison frame has, by the name of its grain."""

from __future__ import annotations

import pandera.polars as pa

from schemas import factory_frames, frames, ledger_frames, transport_frames

COMPARISONS: dict[str, type[pa.DataFrameModel]] = {
    "document": frames.DocumentFrame,
    "document_line": frames.DocumentLineFrame,
    "certificate": frames.CertificateFrame,
    "counterpart": frames.CounterpartFrame,
    "line_pair": frames.LinePairFrame,
    "certificate_line": frames.CertificateLineFrame,
    "ledger": ledger_frames.LedgerFrame,
    "origin": frames.OriginFrame,
    "entry_line": frames.EntryLineFrame,
    "entry": frames.EntryFrame,
    "factory": factory_frames.FactoryFrame,
    "factory_row": factory_frames.FactoryRowFrame,
    "balance": factory_frames.BalanceFrame,
    "chain": factory_frames.ChainFrame,
    "twin": ledger_frames.TwinFrame,
    "transport": transport_frames.TransportFrame,
    "sequence": transport_frames.SequenceFrame,
}
