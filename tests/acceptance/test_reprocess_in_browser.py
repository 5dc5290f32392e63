"""A person in Prefect's UI: fills the form of `reprocess` for one document, runs it, looks at what it says.

Chromium is Debian's, driven by Playwright; the server, the worker and the store are the real ones. Screenshots are
kept in out/browser/.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as NothingHappened

from flows.store import readings
from flows.store.database import open_store
from tests.acceptance.conftest import ROOT, Audited, Serving, origin_audit
from tests.benchmarks.drawn_backlog import draw

SCREENSHOTS = ROOT / "out" / "browser"
FLAGS = """--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()
CLICKS = 2
RUN_SECONDS = 240
"""A run is a process of its own, which loads Prefect and the reader on a machine that may be busy."""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    program = shutil.which("chromium")
    assert program, "chromium is missing: apt-get install chromium (`./origin-audit test` does it)"
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(60_000)
        yield page
        browser.close()


@pytest.fixture(scope="module")
def audited(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """A few papers; a certificate is among them."""
    inbox = draw(tmp_path_factory.mktemp("drawn") / "papers", 4, 0.0, seed=2)
    done = origin_audit(serving.folder, "audit", inbox, "--entries", inbox.parent / "entries.csv")
    assert done.code == 0, done.err
    return Audited(serving, done, serving.folder / "out" / "audit")


def look(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def open_form(page: Page, audited: Audited) -> None:
    """From the list of deployments to the form, by what a person clicks."""
    page.goto(audited.serving.api.removesuffix("/api") + "/deployments")
    page.get_by_role("link", name="reprocess", exact=True).first.click()
    page.wait_for_url(re.compile(r"/deployments/deployment/[0-9a-f-]+"))
    page.get_by_role("button", name="Run", exact=True).first.click()
    page.get_by_text("Custom run").first.click()
    expect(field(page, "Documents").first).to_be_visible()


def field(page: Page, title: str) -> Locator:
    """The smallest part of the form with this title."""
    label = page.get_by_text(re.compile(rf"^{re.escape(title)}( \(Optional\))?$"))
    return page.locator(".schema-form-property").filter(has=label).last


def submit(page: Page, audited: Audited) -> str:
    """Submit the form; the id of the run that comes of it, opened in the UI and ended."""
    before = {run["id"] for run in reprocess_runs(audited)}
    for clicked in range(1, CLICKS + 1):
        page.get_by_role("button", name="Submit").click()
        try:
            page.wait_for_url(lambda url: not url.split("?")[0].endswith("/run"), timeout=30_000)
            break
        except NothingHappened:  # a click on a busy machine may come while the form is drawn anew, and nothing hears it
            look(page, f"not-submitted-{clicked}")
            if clicked == CLICKS or {run["id"] for run in reprocess_runs(audited)} - before:
                raise
    (run,) = {run["id"] for run in reprocess_runs(audited)} - before
    page.goto(audited.serving.api.removesuffix("/api") + f"/runs/flow-run/{run}")
    return run


def reprocess_runs(audited: Audited) -> list[dict[str, Any]]:
    return audited.serving.ask("/flow_runs/filter", {"flows": {"name": {"any_": ["reprocess"]}}})


def rows_of(audited: Audited, sha256: str) -> list[tuple[int, str, int, str]]:
    """(id, fingerprint, attempt, when) of the readings of a file, oldest first."""
    store = open_store(f"sqlite:///{audited.serving.folder / '.origin-audit' / 'store.sqlite'}", audited.serving.folder)
    query = sa.text("SELECT id, fingerprint, attempt, at FROM readings WHERE sha256 = :sha256 ORDER BY id")
    with store.connect() as db:
        found = [(row[0], row[1], row[2], row[3]) for row in db.execute(query, {"sha256": sha256})]
    assert readings.newest_reading(store, sha256)
    return found


def a_document(audited: Audited) -> str:
    """The id of a page that was read."""
    records = [json.loads(line) for line in (audited.out / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    return next(r["document"] for r in records if r["pages"] == [1] and r["kind"].startswith("coo."))


def test_one_document_is_read_again_by_the_form_and_the_old_reading_stays(page: Page, audited: Audited) -> None:
    document = a_document(audited)
    sha256 = document.removeprefix("sha256:").partition("#")[0]
    before = rows_of(audited, sha256)
    open_form(page, audited)
    look(page, "form")
    documents = field(page, "Documents")
    documents.get_by_role("button", name="Add item").click()
    documents.get_by_role("textbox").fill(document)
    field(page, "Reports").get_by_role("textbox").fill("out/reprocessed")
    look(page, "form-filled")
    run = submit(page, audited)
    expect(page.get_by_text("Completed", exact=True).first).to_be_visible(timeout=RUN_SECONDS * 1000)
    look(page, "run")

    page.get_by_role("tab", name="Artifacts").or_(page.get_by_text("Artifacts", exact=True)).last.click()
    page.get_by_text("reprocess-summary").first.click()
    expect(page.get_by_text("1 files read again as a new attempt").first).to_be_visible()
    look(page, "artifact")

    after = rows_of(audited, sha256)
    assert after[:-1] == before
    assert after[-1][1:3] == (before[-1][1], before[-1][2] + 1)
    assert (audited.serving.folder / "out" / "reprocessed" / "report.html").exists()
    assert audited.serving.ask(f"/flow_runs/{run}")["parameters"]["request"]["documents"] == [document]


def test_a_form_that_chooses_nothing_is_refused_with_a_sentence(page: Page, audited: Audited) -> None:
    open_form(page, audited)
    submit(page, audited)
    expect(page.get_by_text("Failed", exact=True).first).to_be_visible(timeout=RUN_SECONDS * 1000)
    expect(page.get_by_text("nothing says which documents").first).to_be_visible()
    look(page, "refused")
