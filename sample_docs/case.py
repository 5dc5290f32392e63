"""One shipment as a whole: what happened, what was declared, which papers tell of it, what must be found."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sample_docs import declare
from sample_docs.content import Story, adcvd_cases
from sample_docs.forms import mtc
from sample_docs.forms.form_a import ORIGINS as FORM_A_ORIGINS


@dataclass(slots=True)
class Case:
    """A shipment with its papers and entries.

    Attributes:
        story: what happened.
        papers: (kind of form, the story as that paper tells it).
        rows: entry rows, those of the first entry first.
        must, may: expected findings by entry number.
        flat: the papers must not lie in a folder named after one entry.
    """

    story: Story
    rng: random.Random
    papers: list[tuple[str, Story]] = field(default_factory=list)
    rows: list[declare.Row] = field(default_factory=list)
    must: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    may: dict[str, set[str]] = field(default_factory=dict)
    flat: bool = False

    @property
    def entry_number(self) -> str:
        return self.rows[0]["entry_number"]

    @property
    def certificate(self) -> str:
        """The kind of form of the certificate; "" when there is none."""
        return next((k for k, _ in self.papers if k.startswith(("coo.", "cert."))), "")

    @property
    def at_stake(self) -> bool:
        """Whether a claim, a case or a Chapter 99 duty raises severities (DOMAIN.md 5.0)."""
        return any(row["spi"] or row["adcvd_case"] or row["chapter99"] for row in self.rows)

    def tell(self, kind: str, change: Callable[[Story], Story]) -> None:
        """Let papers of a kind tell another story."""
        self.papers = [(k, change(s) if k == kind else s) for k, s in self.papers]

    def alter(self, kind: str, **changes: Any) -> None:
        self.tell(kind, lambda story: replace(story, **changes))

    def expect(self, rule: str, severity: str, *, line_no: str = "", entry: str = "", may: str = "") -> None:
        """Note a finding that must be made, and others that may follow from the same fault."""
        number = entry or self.entry_number
        steps = ["info", "warning", "error", "critical"]
        raised = steps[min(3, steps.index(severity) + self.at_stake)]
        self.must.setdefault(number, []).append({"rule": rule, "line_no": line_no, "severity": raised})
        self.may.setdefault(number, set()).update(may.split())

    def expected(self) -> dict[str, Any]:
        """The entries of findings.json."""
        numbers = list(dict.fromkeys(row["entry_number"] for row in self.rows))
        return {
            number: {
                "must": self.must.get(number, []),
                "may": sorted(self.may.get(number, set())),
                "clean": number not in self.must,
            }
            for number in numbers
        }


def open_case(story: Story, number: str, rng: random.Random, kinds: Sequence[str] = ()) -> Case:
    """File the entry and choose the papers that come with it, unless `kinds` names them."""
    case = Case(story, rng)
    case.rows = declare.rows(story, number, rng, cite_certificate=rng.random() < 0.5)
    for row in case.rows:
        row["adcvd_case"] = adcvd_cases().get((story.origin, row["hts"][:6]), "")
    if any(row["adcvd_case"] for row in case.rows):
        for row in case.rows:
            row["entry_type"] = "03"
    case.papers = [(kind, story) for kind in kinds or _kinds(story, rng)]
    return case


def _kinds(story: Story, rng: random.Random) -> list[str]:
    certificate = {"CN": "coo.cn.nonpref", "MX": "cert.usmca", "CA": "cert.usmca"}.get(story.origin, "coo.generic")
    if story.origin in FORM_A_ORIGINS and rng.random() < 0.2:
        certificate = "coo.gsp.form_a"
    kinds = [certificate, "ship.invoice", "ship.packing_list"]
    if story.mode == "BY SEA" and rng.random() < 0.6:
        kinds.append("ship.bl")
    if story.origin == "CN":
        kinds += [
            k
            for k, share in (("fac.production_order", 0.75), ("fac.bom", 0.35), ("fac.vat_invoice", 0.4))
            if rng.random() < share
        ]
    if mtc.suits(story) and rng.random() < 0.85:
        kinds.append("fac.mtc")
    if any("COTTON" in item.good.name for item in story.items):
        # Half a chain of cotton, without bale and gin, is a finding (fl.cotton-chain-gap): such papers are none drawn.
        kinds = [kind for kind in kinds if kind not in ("fac.bom", "fac.vat_invoice")]
    return kinds[:6]
