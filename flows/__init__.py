"""Running: everything that touches the world."""

import logging

# Whoever starts us (command line, Prefect's worker, Dask's worker) hears what we say: Prefect gives our loggers its
# handlers and not its level.
logging.getLogger(__name__).setLevel(logging.INFO)
