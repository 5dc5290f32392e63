"""The command line (CONTRACT.md). Nothing heavy is imported at the top: `--help` answers at once."""

from __future__ import annotations

import datetime as dt
import errno
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from schemas.errors import OriginAuditError, UsageError

if TYPE_CHECKING:
    from flows.settings import Settings
    from flows.store.ledger import Run

SEVERITIES = ("never", "info", "warning", "error", "critical")
EXISTING = click.Path(exists=True, path_type=Path)
ANY_PATH = click.Path(path_type=Path)

store_option = click.option("--store", metavar="URL", help="Database of the store; default: SQLite.")
jobs_option = click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes; default: one a core.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--debug", is_flag=True, help="Show tracebacks and the whole log.")
def cli(debug: bool) -> None:
    """Read certificates of origin and factory records and check them against US customs entries.

    Exit codes: 0 done; 1 done, findings at or above --fail-on; 2 bad usage or settings; 3 done, but some files could
    not be read; 4 failed. Settings: flags, then ORIGIN_AUDIT_* variables, then origin-audit.toml.
    """


@cli.command()
@jobs_option
def demo(jobs: int | None) -> int:
    """Audit the shipped samples into out/demo/ and show what comes out."""
    from flows.runs import ROOT

    samples = ROOT / "sample_docs"
    if not (samples / "entries.csv").exists():
        raise OriginAuditError("the samples are not there", where=str(samples), remedy="restore them with git checkout")
    run, settings = _audit([samples / "inbox"], [samples / "entries.csv"], Path("out/demo"), jobs=jobs)
    from flows.summary import show_findings

    show_findings(settings, run)
    click.echo(f"Look at {Path('out/demo/report.html').resolve()}")
    return _exit_code(run, settings)


@cli.command()
@click.argument("inbox", nargs=-1, required=True, type=EXISTING)
@click.option(
    "--entries",
    multiple=True,
    required=True,
    type=EXISTING,
    help="Entry file (CSV, XLSX, or CBP Form 7501); repeatable.",
)
@click.option("--out", type=ANY_PATH, default=Path("out/audit"), show_default=True, help="Folder for the reports.")
@store_option
@jobs_option
@click.option("--dask", metavar="ADDRESS", help="Read on the workers of this Dask scheduler (tcp://host:8786).")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="Exit with 1 on such findings; default: never.")
def audit(
    inbox: tuple[Path, ...],
    entries: tuple[Path, ...],
    out: Path,
    store: str | None,
    jobs: int | None,
    dask: str | None,
    fail_on: str | None,
) -> int:
    """Read inboxes, link the documents to entries, check them, and write the reports."""
    run, settings = _audit(list(inbox), list(entries), out, store=store, dask=dask, jobs=jobs, fail_on=fail_on)
    from flows.summary import show_run

    show_run(run)
    click.echo(f"Look at {(out / 'report.html').resolve()}")
    return _exit_code(run, settings)


@cli.command()
@click.argument("source", nargs=-1, required=True, type=EXISTING)
@click.option("--out", type=ANY_PATH, help="File for the JSON Lines; default: standard output.")
@jobs_option
@click.option("--fresh", is_flag=True, help="Read again what was read before.")
def read(source: tuple[Path, ...], out: Path | None, jobs: int | None, fresh: bool) -> int:
    """Read documents: one JSON object a document, in the order of the files."""
    from flows import runs
    from flows.store.records import records_of_run
    from flows.summary import write_records

    settings = _settings(jobs=jobs)
    run = runs.begin(settings, "read", {"inboxes": [str(path) for path in source]})
    try:
        arrivals = runs.take(settings, run, source, [])
        runs.read(settings, run, arrivals, fresh=fresh)
    except BaseException as error:
        runs.failed(settings, run, error)
        raise
    run = runs.end(settings, run, "done")
    write_records(records_of_run(runs.store_of(settings), run), out)
    return 3 if _say_problems(settings, run) else 0


@cli.command()
@click.option("--entry", "entries", multiple=True, metavar="NO", help="Only what changed for this entry; repeatable.")
@store_option
@click.option("--out", type=ANY_PATH, help="Folder for new reports; default: none are written.")
def recheck(entries: tuple[str, ...], store: str | None, out: Path | None) -> int:
    """Judge again what was read, without OCR, and print what changed since the last run."""
    from flows.again import recheck as judge_again
    from flows.summary import show_changes

    settings = _settings(store=store)
    show_changes(judge_again(settings, entries, out))
    if out:
        click.echo(f"Look at {(out / 'report.html').resolve()}")
    return 0


@cli.command()
@click.argument("entry_or_document")
@store_option
def show(entry_or_document: str, store: str | None) -> int:
    """Show an entry or a document: values, evidence, findings, history."""
    from flows.show import show as show_it

    show_it(_settings(store=store), entry_or_document)
    return 0


@cli.command()
@click.argument("entry")
@store_option
@click.option("--out", type=ANY_PATH, help="Folder for the packet; default: out/packet-ENTRY.")
def packet(entry: str, store: str | None, out: Path | None) -> int:
    """Put an entry, its papers in chain order and the findings into a folder with an index, for an answer to CBP."""
    from flows.packet import write
    from flows.sources.entries import as_entry_number

    index = write(_settings(store=store), entry, out or Path("out") / f"packet-{as_entry_number(entry)}")
    click.echo(f"Look at {index.resolve()}")
    return 0


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=4200, show_default=True, type=click.IntRange(1, 65535), help="Port of the Prefect UI.")
def serve(host: str, port: int) -> int:
    """Run Prefect's server and a worker on this machine, with the audit deployed."""
    from flows.serve import serve as serve_here

    serve_here(_settings(), host, port)
    return 0


@cli.group()
def reference() -> None:
    """The dated reference tables."""


@reference.command("list")
@store_option
def reference_list(store: str | None) -> int:
    """List the tables, their rows and the days they cover; which lists are yours, which only a starter set."""
    from flows.catalogue import show_reference

    show_reference(_settings(store=store))
    return 0


@reference.command("load")
@click.argument("file", type=EXISTING)
@click.option("--table", default="", metavar="NAME", help="Which table it is; default: told by its columns.")
@click.option("--complete", is_flag=True, help="It lists everything: goods it does not name are not covered.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day of its content; default: today.")
@store_option
def reference_load(file: Path, table: str, as_of: dt.datetime | None, complete: bool, store: str | None) -> int:
    """Load an official file: the tariff (CSV or JSON export), Section 301, 232 and Chapter 99 lists, AD/CVD orders
    and company rates, the UFLPA Entity List, Schedules D and K.

    The next audit or recheck judges by it.
    """
    from flows.catalogue import load_reference

    load_reference(_settings(store=store), file, table, as_of.date() if as_of else None, complete)
    return 0


@reference.command("forget")
@click.argument("table")
@store_option
def reference_forget(table: str, store: str | None) -> int:
    """Go back to the shipped starter set of a table."""
    from flows.catalogue import forget_reference

    forget_reference(_settings(store=store), table)
    return 0


@cli.command()
@click.option("--missing", is_flag=True, help="Rules that are not built, and what each would need.")
def rules(missing: bool) -> int:
    """List the rules: code, sentence, severity, tolerance, basis, source and status."""
    from flows.catalogue import show_missing, show_rules

    if missing:
        show_missing()
    else:
        show_rules(_settings())
    return 0


@cli.command()
def forms() -> int:
    """List the document kinds."""
    from flows.summary import show_forms

    show_forms()
    return 0


@cli.command()
@store_option
def doctor(store: str | None) -> int:
    """Is this installation healthy, is the ledger whole?"""
    from flows.doctor import examine
    from flows.summary import show_examination

    return 0 if show_examination(examine(_settings(store=store))) else 4


@cli.command("test")
def run_tests() -> int:
    """Run every check that .ci/run runs (the launcher does this)."""
    raise UsageError("this is the launcher's", where="test", remedy="run ./origin-audit test")


def _settings(**flags: Any) -> Settings:
    from flows.settings import load

    return load(**flags)


def _audit(
    inboxes: Sequence[Path],
    entries: Sequence[Path],
    out: Path,
    store: str | None = None,
    dask: str | None = None,
    **flags: Any,
) -> tuple[Run, Settings]:
    """Run the flow, with a Prefect API found or started for it."""
    from flows import runs, server
    from flows.sources.entries import check_columns
    from flows.sources.entry_forms import is_paper
    from flows.store import ledger

    if store is not None:
        # The flow reads its settings itself, also when a worker runs it; a flow parameter would show the password.
        os.environ["ORIGIN_AUDIT_STORE"] = store
    if dask is not None:
        os.environ["ORIGIN_AUDIT_DASK"] = dask
    settings = _settings(**flags)
    check_columns([path for path in entries if not is_paper(path)], settings.entry_headers)
    engine = runs.store_of(settings)
    settings.rule_settings()
    with server.api(settings.state) as ready:
        from flows.audit import audit as flow

        runs.load_all()
        ready()
        given = [str(path) for path in inboxes], [str(path) for path in entries], str(out), settings.jobs
        try:
            # A flow that returns a state is typed as one within another; there is only one.
            run = ledger.find_run(engine, cast(int, flow(*given, return_state=True).result()))
        except Exception as error:
            if not (_is_prefects(error) and (done := ledger.done_here(engine))):
                raise
            run = done
            # What its own threads could not send they would tell at our end, event by event.
            logging.getLogger("prefect._internal").setLevel(logging.CRITICAL)
            click.echo(
                f"the audit is done; Prefect's server is gone and was not told ({type(error).__name__})", err=True
            )
    _say_problems(settings, run)
    return run, settings


def _say_problems(settings: Settings, run: Run) -> int:
    """One line a problem to stderr; the number of files that could not be read comes back."""
    from flows import runs
    from flows.store import ledger

    for problem in run.facts.get("problems", []):
        click.echo(problem, err=True)
    arrivals = ledger.arrivals_of(runs.store_of(settings), run.files)
    unreadable = [arrival for arrival in arrivals if arrival.state == "unreadable"]
    for arrival in unreadable:
        click.echo(f"{arrival.source}: {arrival.reason}", err=True)
    return len(unreadable)


def _exit_code(run: Run, settings: Settings) -> int:
    """1 before 3: who asked for `--fail-on` wants to hear of findings first; unread files are listed in any case."""
    counts = run.facts["counts"]
    if settings.fail_on != "never":
        at_least = SEVERITIES[SEVERITIES.index(settings.fail_on) :]
        if any(counts["findings"]["severities"].get(severity) for severity in at_least):
            return 1
    return 3 if counts["files"]["unreadable"] else 0


def _log_to_stderr(debug: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s" if debug else "%(message)s"))
    handler.addFilter(lambda record: debug or record.name != "flows.papers")
    ours = logging.getLogger("flows")
    ours.addHandler(handler)
    ours.setLevel(logging.DEBUG if debug else logging.INFO)
    # Prefect's own console would repeat every error as a traceback; the run's log in its UI has it all.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "DEBUG" if debug else "CRITICAL")


def main(arguments: Sequence[str]) -> int:
    """Run a command; every expected failure becomes one line and its exit code."""
    debug = "--debug" in arguments
    _log_to_stderr(debug)
    try:
        # `--debug` works wherever it stands.
        given = [argument for argument in arguments if argument != "--debug"]
        return cli.main(given, prog_name="origin-audit", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; what was read is kept, run the command again to go on", err=True)
        return 130
    except OriginAuditError as error:
        if debug:
            raise
        click.echo(str(error), err=True)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing more to say, and nothing failed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if debug:
            raise
        click.echo(_told(error), err=True)
        return 4


def _is_prefects(error: Exception) -> bool:
    return not {"HTTPError", "PrefectException"}.isdisjoint(kind.__name__ for kind in type(error).__mro__)


def _told(error: Exception) -> str:
    """An error that no step of ours foresaw, in one line: the disk, a server, or a fault of ours."""
    first = " ".join(str(error).partition("\n")[0].split())
    kinds = {kind.__name__ for kind in type(error).__mro__}
    go_on = "what was read is kept, run the command again to go on"
    if "SQLAlchemyError" in kinds:
        return f"the store failed ({first}); see that it can be reached and written; {go_on}"
    if _is_prefects(error):
        return f"Prefect's server failed ({first or type(error).__name__}); see that it runs; {go_on}"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}the disk failed ({error.strerror}); make room or make it writable; {go_on}"
    return f"failed: {type(error).__name__}: {first}; run again with --debug and report it"


def _leave(code: int) -> None:
    server = sys.modules.get("flows.server")
    if server and server.unreachable.is_set():
        # Python's own end would wait while Prefect's client knocks eleven times for each event that it still holds.
        if pool := sys.modules.get("flows.pool"):
            pool.dismiss()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    _leave(main(sys.argv[1:]))
