"""The linear classifier of words that kinds of papers and columns of tables are told by (spaCy's `TextCatBOW`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def untaught(buckets: int) -> Language:
    """The pipeline before it is trained.

    Args:
        buckets: weights for each class; words share them by chance.
    """
    import spacy

    nlp = spacy.blank("xx")
    bow = {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": True,
        "ngram_size": 1,
        "no_output_layer": False,
        "length": buckets,
    }
    nlp.add_pipe("textcat", config={"model": bow})
    return nlp


def taught(folder: Path, buckets: int) -> Language:
    """The pipeline that was kept in a folder when it was trained."""
    return untaught(buckets).from_disk(folder, exclude=["vocab", "tokenizer"])
