"""An end for work that hangs inside a library, where no exception reaches it."""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def ends_process_after(seconds: float) -> Generator[None]:
    """The kernel ends this process when the block takes longer: only for reading processes, which may die.

    A handler in Python would wait for the library to come back, so the signal keeps its own meaning: to end.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
