"""What the verbs that change text have in common: run a request, tell and report what became of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from newsclean.batch import Job, Mode, run
from newsclean.cli.places import check_extra
from newsclean.cli.request import REPORT, Request, parse
from newsclean.cli.signals import exit_code
from newsclean.cli.streams import Sink
from newsclean.errors import FileError
from newsclean.files import write_file
from newsclean.report import Outcome, Report, Status
from newsclean.visible import quoted, visible

if TYPE_CHECKING:
    from newsclean.journal import Journal


def transform(parameters: dict[str, Any], **fixed: Any) -> int:
    """Run a verb that changes text.

    :param parameters: Click's, by name.
    :param fixed: settings that the verb itself decides, such as ``only=("repair",)``.
    :returns: the exit code.
    """
    return perform(parse(parameters, **fixed))


def perform(request: Request) -> int:
    """Do what is asked for.

    :returns: the exit code.
    """
    job, messages = request.job, request.messages
    report = Report(looking=job.mode in (Mode.CHECK, Mode.DIFF))
    outcomes = run(request.inputs.found(), job, request.jobs)
    try:
        with Sink(request.output) as sink, _progress(outcomes, request) as shown:
            for outcome in _journalled(shown, job.journal):
                report.add(outcome)
                _print(outcome, job, sink)
                messages.outcome(outcome, job.mode)
    except KeyboardInterrupt as error:
        report.interrupted = exit_code(error)
        least = "at least " if request.jobs > 1 else ""  # workers are told of in chunks
        files = "file" if report.total == 1 else "files"
        more = "; the same command goes on from there" if job.journal is not None else ""
        messages.error(
            f"interrupted after {least}{report.total:,} {files}; each file is old or new as a whole{more}"
        )
        raise
    finally:
        if request.report:
            _write_report(report, request.report)
    if not report.total:
        messages.nothing_found()
    elif job.mode is not Mode.PRINT:
        messages.summary(report.summary())
    return report.exit_code


def _journalled(outcomes: Iterable[Outcome], journal: Journal | None) -> Iterator[Outcome]:
    """Note in the journal what is done, as it is done."""
    for outcome in outcomes:
        done = outcome.status in (Status.CHANGED, Status.RECODED, Status.UNCHANGED)
        if journal is not None and done and outcome.digests is not None:
            try:
                journal.add([outcome.digests])
            except (OSError, FileError):
                journal = None  # the run matters more than the way back to it
        yield outcome


def _progress(outcomes: Iterator[Outcome], request: Request) -> AbstractContextManager[Iterator[Outcome]]:
    """The outcomes, with a bar where a person looks on and there are many."""
    if not request.watched:
        return nullcontext(outcomes)
    total = sum(1 for _ in request.inputs.found())
    if total < 2:
        return nullcontext(outcomes)
    from newsclean.progress import shown

    return shown(outcomes, total, colour=request.messages.coloured_messages())


def _write_report(report: Report, path: str) -> None:
    from newsclean.emit.record import dumps

    check_extra("report", path, REPORT, ())  # a result of this run may have that name by now
    write_file(path, (dumps(report.record(), indent=2) + "\n").encode())


def _print(outcome: Outcome, job: Job, sink: Sink) -> None:
    """Write what an input gave; an empty text is a result too, and makes its file."""
    if job.mode is Mode.CHECK and outcome.status in (Status.CHANGED, Status.RECODED):
        name = quoted(outcome.name)
        sink.write(os.fsencode(f"{visible(name) if job.terminal else name}\n"))
    elif outcome.data or (job.mode is Mode.PRINT and outcome.status is not Status.FAILED):
        sink.write(outcome.data)
