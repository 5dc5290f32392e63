"""HTML to PDF through Debian's Chromium; one browser prints a whole corpus."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


class NoChromium(Exception):
    """The browser that lays out the papers is not installed; the message says how to get it."""


def print_all(papers: Iterable[str]) -> Iterator[bytes]:
    """Every HTML document as a PDF, in order; page size and margins are the document's own (CSS @page)."""
    if not CHROMIUM.exists():
        raise NoChromium(f"{CHROMIUM} is missing, which lays out the papers; install it: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as profile, sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            profile,
            executable_path=str(CHROMIUM),
            headless=True,
            args=list(_FLAGS),
            java_script_enabled=False,
            offline=True,
        )
        try:
            page = context.new_page()
            for html in papers:
                page.set_content(html, wait_until="load")
                yield page.pdf(prefer_css_page_size=True, print_background=True)
        finally:
            context.close()
