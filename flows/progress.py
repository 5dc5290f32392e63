"""How far the reading is: a bar on a terminal, a plain log line now and then elsewhere."""

from __future__ import annotations

import logging
import sys
import time
from types import TracebackType
from typing import Self

log = logging.getLogger(__name__)

LINE_EVERY_SECONDS = 15.0


class ReadingProgress:
    """Counts pages; how many there will be is estimated from the files opened so far.

    Attributes:
        files: files to be read.
        opened: of them, those whose number of pages is known.
    """

    def __init__(self, files: int) -> None:
        self.files = files
        self.opened = 0
        self.known_pages = 0
        self.done_pages = 0
        self._began = self._last_line = time.monotonic()
        self._bar = _bar() if files and sys.stderr.isatty() else None
        self._task = self._bar.add_task("reading", total=None, rate="") if self._bar else None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
        elif self.files:
            log.info("%s", self.sentence())

    @property
    def expected_pages(self) -> int:
        """Pages there will be, taking unopened files for as long as the opened ones."""
        if not self.opened:
            return self.files
        return round(self.known_pages * self.files / self.opened)

    @property
    def _rate(self) -> float:
        """Pages a minute."""
        return 60 * self.done_pages / max(time.monotonic() - self._began, 1e-6)

    def open(self, pages: int) -> None:
        """A file turned out to have so many pages (0 when it cannot be read)."""
        self.opened += 1
        self.known_pages += pages
        self._show()

    def advance(self, pages: int) -> None:
        """So many pages more are read."""
        self.done_pages += pages
        self._show()

    def sentence(self) -> str:
        left = self.expected_pages - self.done_pages
        end = f", about {60 * left / self._rate:.0f} s left" if left > 0 and self._rate else ""
        about = "" if self.opened == self.files else "about "
        return f"read {self.done_pages} of {about}{self.expected_pages} pages, {self._rate:.0f} a minute{end}"

    def _show(self) -> None:
        if self._bar and self._task is not None:
            self._bar.update(
                self._task, completed=self.done_pages, total=self.expected_pages, rate=f"{self._rate:.0f} a minute"
            )
        elif self.opened and time.monotonic() - self._last_line >= LINE_EVERY_SECONDS:
            self._last_line = time.monotonic()
            log.info("%s", self.sentence())


def _bar():
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("pages, {task.fields[rate]},"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
    )
