"""Names of months as printed in many languages, and as OCR misreads them."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from extractors.typed.folding import as_letters, likeness
from schemas.reference.months import month_names


@lru_cache(maxsize=2048)
def months_meant(printed: str) -> tuple[tuple[tuple[int, ...], float], ...]:
    """Months a (perhaps misread) name may stand for, with what the repair costs; nothing when it is no month."""
    names = month_names()
    if printed in names:
        return (((names[printed],), 0.0),)
    letters = as_letters(printed)
    if letters in names:
        return (((names[letters],), 0.1),)
    if not letters.isalpha() or letters in {"THE", "AND", "NOT", "PCS", "DAY", "NOS", "SEE", "PER", "TON", "BAG"}:
        return ()
    alike = tuple({month for name, month in names.items() if likeness(name) == likeness(printed)})
    if len(alike) == 1:
        return ((alike, 0.2),)
    near = sorted(
        {
            (OSA.distance(letters, name), month)
            for name, month in names.items()
            if abs(len(name) - len(letters)) <= (len(letters) > 4)
        }
    )
    best = near[0][0] if near else 9
    if best > (1 if len(letters) <= 5 else 2):
        return ()
    months = tuple(dict.fromkeys(month for distance, month in near if distance == best))
    return ((months, 0.25 if len(months) == 1 and len(letters) > 4 else 0.45),) if len(months) <= 3 else ()
