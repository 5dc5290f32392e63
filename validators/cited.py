"""Numbers that an entry declares, beside those that the certificates in its file show."""

from __future__ import annotations

import polars as pl
from rapidfuzz.distance import Levenshtein

_SLIPS = 2
_TELLING = 5
"""A piece of so many characters tells of which number it is a piece."""


def beside(frame: pl.DataFrame) -> pl.DataFrame:
    """Add to certificates beside their entries whether the entry means this one.

    `number_cited`: the entry declares the certificate's number, or every number that it declares is on another
    certificate of its file (so that this one is one more); null where the entry declares none or where a certificate
    of its file shows none. `citation_near`: a declared number is the printed one but for what a misreading makes.
    `invoice_cut`: an invoice that is not entered is a piece of one that is: its end may not have been read.
    """
    numbered = pl.col("cert_certificate_key").fill_null("").str.len_chars() > 0
    known = frame.group_by("entry_number").agg(
        in_file=pl.col("cert_certificate_key").filter(numbered).unique(), unnumbered=(~numbered).any()
    )
    told = frame.join(known, on="entry_number", how="left", maintain_order="left")
    absent = pl.col("entry_certificate_keys").list.set_difference("in_file")
    own = pl.col("cert_certificate_key").is_in(pl.col("entry_certificate_keys")).fill_null(value=False)
    told = told.with_columns(
        absent=absent,
        number_cited=pl.when((pl.col("entry_certificate_keys").list.len() > 0) & ~pl.col("unnumbered")).then(
            own | (absent.list.len() == 0)
        ),
    )
    strange = told.filter(~pl.col("number_cited")).select("cert_certificate_key", "absent").rows()
    near = {printed for printed, declared in strange if any(_near(printed, number) for number in declared)}
    return told.with_columns(
        citation_near=pl.col("cert_certificate_key").is_in(list(near)).fill_null(value=False),
        invoice_cut=pl.Series(
            [_one_is_cut(*keys) for keys in told.select("cert_invoice_keys", "entry_invoice_keys").rows()],
            dtype=pl.Boolean,
        ),
    ).drop("in_file", "unnumbered", "absent")


def _one_is_cut(certified: list[str] | None, entered: list[str] | None) -> bool:
    strange = set(certified or ()).difference(entered or ())
    return any(_is_piece(*sorted((number, other), key=len)) for number in strange for other in entered or ())


def _is_piece(shorter: str, longer: str) -> bool:
    return len(shorter) >= _TELLING and (longer.startswith(shorter) or longer.endswith(shorter))


def _near(printed: str, declared: str) -> bool:
    piece = _is_piece(*sorted((printed, declared), key=len))
    return piece or Levenshtein.distance(printed, declared, score_cutoff=_SLIPS) <= _SLIPS
