"""Trains a classifier of words (`extractors/nlp/bag_of_words.py`) with examples."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example


def fitted(
    buckets: int,
    lessons: Iterable[tuple[list[str], str]],
    classes: list[str],
    *,
    epochs: int,
    batch: int,
    rate: float,
    left_out: float = 0.0,
) -> Language:
    """A classifier of these classes; the same lessons in the same order make the same one.

    Args:
        lessons: the words of each, and the class it is of.
        left_out: up to this share of the words of a lesson is left out each time, others every time, so that many words
            are trusted a little and none much.
    """
    import spacy
    from spacy.tokens import Doc
    from spacy.training import Example
    from thinc.api import fix_random_seed

    from extractors.nlp.bag_of_words import untaught

    fix_random_seed(1)
    shuffled, nlp = random.Random(1), untaught(buckets)
    examples = [
        Example.from_dict(Doc(nlp.vocab, words=words), {"cats": {one: float(one == name) for one in classes}})
        for words, name in lessons
    ]
    optimizer = nlp.initialize(lambda: examples)
    optimizer.learn_rate = rate
    for _ in range(epochs):
        shuffled.shuffle(examples)
        for some in spacy.util.minibatch(examples, batch):
            nlp.update(
                [_thinned(one, left_out * shuffled.random(), shuffled) for one in some] if left_out else some,
                sgd=optimizer,
            )
    return nlp


def _thinned(example: Example, share: float, chance: random.Random) -> Example:
    """A lesson without about this share of its words, never without all of them."""
    from spacy.tokens import Doc
    from spacy.training import Example

    words = [token.text for token in example.reference]
    kept = [word for word in words if chance.random() >= share] or words
    return Example.from_dict(Doc(example.reference.vocab, words=kept), {"cats": example.reference.cats})
