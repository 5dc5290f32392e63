"""Faults planted in a shipment, each with the rule that must find it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from sample_docs import declare
from sample_docs.content import Story


@dataclass(slots=True)
class Case:
    """A shipment, its entry rows, and what each paper says of it.

    Attributes:
        story: what happened.
        views: the story as one kind of paper tells it, where it lies.
        kinds: the papers in the file.
        must, may: expected findings by entry number.
    """

    story: Story
    rng: random.Random
    rows: list[declare.Row] = field(default_factory=list)
    views: dict[str, Story] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    must: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    may: dict[str, list[str]] = field(default_factory=dict)

    @property
    def entry_number(self) -> str:
        return self.rows[0]["entry_number"]

    def declare(self, number: str) -> None:
        """File the entry and choose the papers that come with it."""
        rng, story = self.rng, self.story
        self.rows = declare.rows(story, number, rng, cite_certificate=rng.random() < 0.5)
        certificate = {"CN": "coo.cn.nonpref", "MX": "cert.usmca", "CA": "cert.usmca"}.get(story.origin, "coo.generic")
        self.kinds = [certificate, "ship.invoice", "ship.packing_list"]
        if story.origin == "CN":
            self.kinds.append("fac.production_order")

    def view(self, kind: str) -> Story:
        return self.views.get(kind, self.story)

    def expected(self) -> dict[str, Any]:
        numbers = list(dict.fromkeys(row["entry_number"] for row in self.rows))
        return {
            n: {
                "must": self.must.get(n, []),
                "may": self.may.get(n, []),
                "clean": not self.must.get(n) and not self.may.get(n),
            }
            for n in numbers
        }


def plant(case: Case) -> None:
    """One or two faults."""
