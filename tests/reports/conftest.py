import dataclasses
import random
from pathlib import Path

import pytest

from flows.reports import write_all
from schemas.audit import Audit
from tests.reports.example import example


@pytest.fixture(scope="session")
def audit() -> Audit:
    return example()


@pytest.fixture(scope="session")
def folder(audit: Audit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the example."""
    folder = tmp_path_factory.mktemp("reports")
    write_all(audit, folder)
    return folder


@pytest.fixture(scope="session")
def shuffled(audit: Audit) -> Audit:
    """The same audit, everything in another order."""
    mixer = random.Random(7)

    def mixed(items):
        return mixer.sample(list(items), len(items))

    return dataclasses.replace(
        audit,
        arrivals=mixed(audit.arrivals),
        records=mixed(audit.records),
        entry_lines=mixed(audit.entry_lines),
        links=mixed(audit.links),
        findings=mixed(audit.findings),
    )
