"""Trains a classifier of words (`extractors/nlp/bag_of_words.py`) with examples."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


def fitted(
    buckets: int, lessons: Iterable[tuple[list[str], str]], classes: list[str], *, epochs: int, batch: int, rate: float
) -> Language:
    """A classifier of these classes; the same lessons in the same order make the same one.

    Args:
        lessons: the words of each, and the class it is of.
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
            nlp.update(some, sgd=optimizer)
    return nlp
