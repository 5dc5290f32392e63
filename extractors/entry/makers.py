"""Codes of makers (MID) whose letters were read as figures: country, name and place in letters, four figures at most.

`CNBAOMEI162BA0` ends with letters of a place. Figures at the end of the name, before those of the street, may be print.
"""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.record import Value

LETTERS = str.maketrans("015826", "OISBZG")
"""The letter that each figure is read for."""
PUT_RIGHT = 0.85
"""What a code counts in which figures were put right, of the confidence with which it was read."""
CODE = re.compile(r"(?P<country>[A-Z0-9]{2})(?P<name>[A-Z0-9]{3,8}?)(?P<street>\d{0,4})(?P<place>[A-Z0-9]{3})")
BETWEEN_LETTERS = re.compile(r"(?<=[A-Z])[01](?=[A-Z])")


def with_letters_of_code(value: Value | None) -> Value | None:
    """A maker's code with letters where it has no figures; one that is all figures there, or is no code, as it is."""
    code = CODE.fullmatch(str(value.value)) if value else None
    if value is None or code is None or code["place"].isdigit() or code["country"].isdigit():
        return value
    name = BETWEEN_LETTERS.sub(lambda figure: figure[0].translate(LETTERS), code["name"])
    country, place = code["country"].translate(LETTERS), code["place"].translate(LETTERS)
    whole = f"{country}{name}{code['street']}{place}"
    if whole == value.value:
        return value
    return replace(value, value=whole, confidence=PUT_RIGHT * value.confidence)
