"""The captions of an entry summary by their wording."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.captions.labels import LINE, squash
from extractors.captions.wording import variants

NUMBER_SIGNS = ("#", "№")
NUMBER = (f"{LINE}item",)
"""What they ask for where they stand alone."""
_QUALIFIED = re.compile(
    r"(?:\s*[(\[]?(?:US\s?\$|USD|US|\$|KGS?|KILOS?|CODE|YN|Y/N|AMOUNT|AMT|NO|#|%)[)\]]?[.:]*)+$", re.IGNORECASE
)
_NUMBERED = re.compile(r"^(?:\(\d{1,2}\)|\d{1,2}[A-Ca-c]?[.,)]|\d{1,2}(?:[/&]\d{1,2})?(?=\s+[A-Z])|[A-D]\.)\s*")
"""The number of the form's block, or the letter of its part."""
_OWN_NUMBERS = {
    "entry_type": ("2",), "port_code": ("5", "6"), "mode_of_transport": ("9", "20"), "bl_awb": ("12", "19"),
    f"{LINE}rate": ("33", "36"), f"{LINE}duty": ("34", "37"),
}  # fmt: skip
"""The numbers of blocks whose captions may be as short as a unit: before these they count nothing."""
_LEADING = re.compile(
    r"^(?:(?:THE|LINE|ITEM|EST\.?|ESTIMATED|DECLARED|CBP|US|U\.S\.|HTS|HTSUS|STAT\.?|STATISTICAL|CUSTOMS)\s+)+(?![/&|])",
    re.IGNORECASE,
)


def _close(text: str) -> str:
    return "".join(text.upper().split()).strip(".:#")


MOST_ASKED = 3
"""Things for which one caption may ask."""
SHORT = 4
"""Letters below which a caption must be met with its signs."""
_OF_THE_FIRST = re.compile(r"no|nr|number|num|id|code", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:\s*[(\[](?![^)\]]*\d{3})[^)\]]{2,30}[)\]])?(?:\s*,\s*(?:on|at|from|date|port))?$", re.IGNORECASE
)  # `Exported from, on` asks for a day, too


class Vocabulary:
    """All captions of a kind, met exactly but for signs, case, and words that only qualify them."""

    def __init__(self, wordings: Iterable[tuple[str, str]]) -> None:
        """Args: wordings: pairs of name and wording."""
        wordings = list(wordings)
        found: dict[str, dict[str, None]] = {}
        for name, plain in wordings:
            for wording in variants(plain):
                found.setdefault(squash(wording), {})[name] = None
        self._names = {key: tuple(names) for key, names in found.items() if len(key) > 1}
        self._short = {_close(wording) for _, wording in wordings if len(squash(wording)) < SHORT}

    def names_of(self, text: str) -> tuple[str, ...]:
        """What a whole text asks for; of `Lading / unlading` nothing, because it asks for two things."""
        text = text.strip(" .:=")
        if text in NUMBER_SIGNS:
            return NUMBER
        key = squash(text)
        if len(key) < SHORT and _close(_NUMBERED.sub("", text)) not in self._short:
            return ()  # `n/o` between figures is no `No`
        if self._numbered(text):
            return ()
        return self._names.get(key) or self._qualified(text) or self._in_two_languages(text)

    def _qualified(self, text: str) -> tuple[str, ...]:
        """The names of a caption without the number of its block, and without words that say in what it is told."""
        plain = _NUMBERED.sub("", text)
        if plain != text and len(squash(plain)) < 5 and not re.search(r"[.)]", text[: len(text) - len(plain)]):
            number, named = text.split()[0], self._names.get(squash(plain), ())
            return tuple(name for name in named if number in _OWN_NUMBERS.get(name, ()))  # `76 PKG` counts something
        whole = _REMARK.sub("", plain)
        bare = _QUALIFIED.sub("", whole)
        for less in (plain, whole, bare, _LEADING.sub("", whole), _LEADING.sub("", bare)):
            if less and less != text and (names := self._names.get(squash(less))):
                return names
        return ()

    def _numbered(self, text: str) -> list[tuple[str, ...]]:
        """Of `Importer / No` the importer and the importer's number; empty where it is no such caption."""
        first, stroke, second = text.strip(" .:=").rpartition("/")
        if not stroke or not _OF_THE_FIRST.fullmatch(second.strip()):
            return []
        names = [self._names.get(squash(caption), ()) for caption in (first, f"{first} {second}")]
        return names if all(names) and not set(names[0]) & set(names[1]) else []

    def _in_two_languages(self, text: str) -> tuple[str, ...]:
        """What both halves ask for, or the only one we know: `Entry no. / No. de entrada`, `HTSUS / Fracción`."""
        halves = re.split(r"\s+[/|]\s+", text)
        if len(halves) != 2 or re.search(r"\d", text):
            return ()
        first, second = (self._names.get(squash(half), ()) or self._qualified(half) for half in halves)
        if first and second:
            if first[0] != second[0] and first[0].endswith("_date"):
                return ()  # `Filed / entered`: two days
            return tuple(name for name in first if name in second)
        return first or second

    def caption(self, text: str) -> tuple[str, ...]:
        """What a text asks for that is a caption to its last figure: `Qty 1`."""
        return self._names.get(squash(text), ()) if re.search(r"\d$", text) else ()

    def halves_of(self, text: str) -> list[tuple[str, ...]]:
        """What the parts of a caption ask for: `Type / port`, `Value / chgs / rel`; empty unless all of them do."""
        if numbered := self._numbered(text):
            return numbered
        if self.names_of(text):
            return []
        plain = _NUMBERED.sub("", text.strip(" .:"))
        halves = [half.strip() for half in re.split(r"\s*[/&|,+]\s*|\s+and\s+", plain)]
        names = [self.names_of(half) for half in halves]
        if len(halves) == 2 and set(names[0]) & set(names[1]):  # `Filed / entered`: each has a meaning of its own
            own = [tuple(n for n in names[i] if n != names[1 - i][0] and not n.startswith(LINE)) for i in (0, 1)]
            names = own if all(own) and own[0][0] != own[1][0] and set(names[0]) != set(names[1]) else []
        distinct = len({name for own in names for name in own[:1]}) == len(names)
        return names if 1 < len(names) <= MOST_ASKED and all(names) and distinct else []

    def paired(self, text: str) -> tuple[str, ...]:
        """The first name of each half of a caption that asks for two things, with a stroke before it; else empty."""
        return tuple(f"/{name}" for names in self.halves_of(text) for name in names[:1])
