"""From the address of an inbox to the source that knows its scheme."""

from __future__ import annotations

import importlib
from urllib.parse import urlsplit

from flows.sources.contract import Address, Source

SCHEMES = {"": "folder", "file": "folder", "imap": "mailbox", "imaps": "mailbox"}
"""Scheme -> module; every other scheme is asked of fsspec."""


def source_of(address: Address) -> Source:
    """The source at an address.

    Raises:
        UsageError: nothing knows its scheme, or it lacks something.
    """
    module = SCHEMES.get(urlsplit(address.address).scheme.lower(), "remote")
    return importlib.import_module(f"flows.sources.{module}").source(address)
