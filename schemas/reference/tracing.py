"""The steps of a tracing chain by kind of goods, and how a supplier is asked for each (DOMAIN.md 4.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from schemas.reference.dated import rows

GENERAL = "general"
"""The profile whose steps every chain has; the others add the stages of their goods."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain.

    Attributes:
        kinds, tied_to: beginnings of document kinds that document it, and of those with which they must share a key;
            `entry` is the entry line itself, nothing in `tied_to` asks for no key.
        joins: how two papers may share a key: `number`, `supplier`, `goods`; where nothing is tied, what a row must
            show: `origin`, `lot`, `heat`, `supplier`.
        evidence: pattern of what is made or done, "" where the kind of paper is enough.
        ask, ask_zh: what a supplier is asked for, in English and Chinese.
    """

    profile: str
    step: str
    title: str
    kinds: tuple[str, ...]
    tied_to: tuple[str, ...]
    joins: tuple[str, ...]
    evidence: str
    ask: str
    ask_zh: str
    valid_from: str
    valid_to: str
    verified: bool


@cache
def steps() -> tuple[Step, ...]:
    """All steps, those of every chain first, each profile in the order of making."""
    return tuple(
        Step(
            row["profile"], row["step"], row["title"], tuple(row["kinds"].split()), tuple(row["tied_to"].split()),
            tuple(row["joins"].split()), row["evidence"], row["ask"], row["ask_zh"], row["valid_from"],
            row["valid_to"], row["verified"] == "yes",
        )
        for row in rows("chain_steps")
    )  # fmt: skip


UNTIED = " (there, but no number ties it)"
"""Stands behind the title of a step whose paper is in the file without a key to the step before."""
SEPARATOR = "; "


def asks(missing: str) -> list[tuple[str, str]]:
    """What to ask a supplier for, in English and Chinese, by the missing steps as a finding lists them.

    Args:
        missing: titles, each with UNTIED behind it or not, joined by SEPARATOR; one that the table no longer has is
            left out.
    """
    known = {step.title: step for step in steps()}
    found: list[tuple[str, str]] = []
    for text in missing.split(SEPARATOR):
        step = known.get(text.removesuffix(UNTIED))
        if step is None:
            continue
        if text.endswith(UNTIED):
            english = f"The order, lot or invoice number that ties this paper to the others: {step.title}"
            found.append((english, f"{step.ask_zh}（单据已收到，请补充与前后单据对应的订单号、批号或发票号）"))
        else:
            found.append((step.ask, step.ask_zh))
    return found
