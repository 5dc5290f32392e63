"""GSP Form A (DOMAIN.md 1.2): still issued, but of no use for a claim in the United States."""

from __future__ import annotations

import random

from sample_docs import blocks
from sample_docs.content import Story, words
from sample_docs.forms.certificate import COLOURS, Certificate, Issuer
from sample_docs.forms.coo_generic import twelve
from sample_docs.layout import A4, Ink, Sheet
from sample_docs.paper import Paper

KIND = "coo.gsp.form_a"
TITLES = (
    "GENERALISED SYSTEM OF PREFERENCES",
    "CERTIFICATE OF ORIGIN",
    "(Combined declaration and certificate)",
    "FORM A",
)
ORIGINS = ("VN", "IN", "TH")


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    row = words("issuers")["form_a"][story.origin]
    issuer = Issuer(row["name"], KIND, "form_a", TITLES, row["seal"], COLOURS[row["colour"]])
    paper = Paper(KIND, Sheet(A4, ink, margin=rng.uniform(28, 38)))
    twelve(Certificate(paper, story, blocks.manner(rng, story, story.origin), issuer, rng))
    return paper
