"""What the verbs that change text have in common: run a request, tell and report what became of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from newsclean.batch import Mode, run
from newsclean.cli.inputs import Inputs
from newsclean.cli.messages import Messages
from newsclean.cli.places import check_extra
from newsclean.cli.request import REPORT, Request, parse
from newsclean.cli.signals import exit_code
from newsclean.cli.streams import Sink
from newsclean.disk.files import write_file
from newsclean.errors import FileError
from newsclean.language import say
from newsclean.outcome import Outcome, Report, Status

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
        with (
            Sink(request.output) as sink,
            watched_outcomes(outcomes, request.inputs, messages, watched=request.watched) as shown,
        ):
            for outcome in _journalled(shown, job.journal):
                judged = request.checking.judged(outcome)
                report.add(judged)
                _print(judged, request, sink)
                messages.outcome(judged, job.mode)
            if last := request.checking.finished():
                sink.write(last)
    except KeyboardInterrupt as error:
        report.interrupted = exit_code(error)
        form = "interrupted after {count} files; no file is half written"
        if request.jobs > 1:  # workers are told of in chunks
            form = "interrupted after at least {count} files; no file is half written"
        more = say("; run the same command again to continue") if job.journal is not None else ""
        messages.error(say(form, count=f"{report.total:,}") + more)
        raise
    finally:
        if request.report:
            _write_report(report, request.report)
    if not report.total:
        messages.nothing_found()
    elif job.mode is not Mode.PRINT:
        messages.summary([*report.summary(), *request.checking.accepted()])
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


def watched_outcomes(
    outcomes: Iterator[Outcome], inputs: Inputs, messages: Messages, *, watched: bool
) -> AbstractContextManager[Iterator[Outcome]]:
    """The outcomes, with a bar where a person looks on and there are many."""
    if not watched:
        return nullcontext(outcomes)
    total = sum(1 for _ in inputs.found())
    if total < 2:
        return nullcontext(outcomes)
    from newsclean.progress import shown

    return shown(outcomes, total, colour=messages.coloured(sys.stderr))


def _write_report(report: Report, path: str) -> None:
    from newsclean.emit.record import dumps

    check_extra("report", path, REPORT, ())  # a result of this run may have that name by now
    write_file(path, (dumps(report.record(), indent=2) + "\n").encode())


def _print(outcome: Outcome, request: Request, sink: Sink) -> None:
    """Write what an input gave; an empty text is a result too, and makes its file."""
    job = request.job
    if job.mode is Mode.CHECK:
        if line := request.checking.listed(outcome, terminal=job.terminal):
            sink.write(line)
    elif outcome.data or (job.mode is Mode.PRINT and outcome.status is not Status.FAILED):
        sink.write(outcome.data)
