"""JSON values as the store keeps them: packed by whoever made them, so that whoever passes them on need not."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any, Self

LEVEL = 3
"""Of deflation: the words of a page shrink to about a fifth; higher levels take longer and gain little."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A JSON value, deflated."""

    data: bytes

    @classmethod
    def of(cls, value: Any) -> Self:
        return cls(zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), LEVEL))

    def value(self) -> Any:
        return json.loads(zlib.decompress(self.data))
