"""``newsclean report``: a page on which a person sees what was, or would be, done."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

import click

from newsclean.batch import Job, run
from newsclean.cli import options
from newsclean.cli.action import watched_outcomes
from newsclean.cli.command import Command
from newsclean.cli.inputs import Inputs, settings_of
from newsclean.cli.messages import Messages
from newsclean.cli.places import check_file
from newsclean.cli.request import doubts, is_watched
from newsclean.cli.streams import Sink
from newsclean.disk.entry import explained
from newsclean.disk.files import STDIN
from newsclean.errors import FileError
from newsclean.installed import version
from newsclean.language import LANGUAGES, say
from newsclean.outcome import Report, Status
from newsclean.report.page import ReviewPage
from newsclean.report.saved import BEGINS, saved_view
from newsclean.report.view import failed, view
from newsclean.visible import quoted

# fmt: off
_OUTPUT = options.output("-o", "--output", metavar="FILE", help="File to write the page to.")
_TITLE = options.output("--title", metavar="TEXT", help="Title of the page.  [default: the first PATH]")
_PAGE_LANGUAGE = options.output("--page-language", type=click.Choice(LANGUAGES),
                                help="Language in which the page opens.  [default: the browser's]")
# fmt: on


@click.command(
    "report",
    cls=Command,
    short_help="Write a page that shows what cleaning would do.",
    examples=(
        ("newsclean report crawl/ -o report.html", "See what would be done to a tree."),
        ("newsclean report --to zh-Hans page.txt -o report.html", "Include the conversion to Simplified."),
        ("newsclean report run.jsonl -o report.html", "See what a run with --format jsonl did."),
    ),
)
@options.reviewing(
    _OUTPUT,
    _TITLE,
    _PAGE_LANGUAGE,
    *options.repairs,
    *options.script,
    *options.roles,
    *options.rules,
    *options.stages,
)
def command(**parameters: Any) -> int:
    """Write a review page: one HTML file that shows each text before and after cleaning.

    The page needs no network. Repairs, removals and conversions are coloured and explained, and the
    documents can be filtered and searched. A PATH that an earlier run wrote with --format jsonl is shown
    as that run left it. No file but the page is written.
    """
    messages = Messages.of(parameters)
    saved = [path for path in parameters["paths"] if _is_saved(path)]
    rest = tuple(path for path in parameters["paths"] if path not in saved)
    inputs = None
    if rest or parameters["files_from"] or not saved:
        settings = settings_of(parameters)
        inputs = Inputs.of({**parameters, "paths": rest}, settings, messages)
        for doubt in doubts(settings):
            messages.warning(doubt)
    output = _output(parameters, saved, inputs)
    title = parameters["title"] or quoted((saved + list(rest) or [parameters["stdin_filename"] or STDIN])[0])
    report = Report()
    with Sink(output) as sink:
        page = ReviewPage(
            sink.write, title=title, language=parameters["page_language"] or "", version=version()
        )
        for shown in _saved_views(saved, report, messages):
            page.add(shown)
        if inputs is not None:
            for shown in _views(inputs, parameters, report, messages):
                page.add(shown)
        page.finish()
    if not report.total:
        messages.nothing_found()
    else:
        form = "{count} document on the page" if report.total == 1 else "{count} documents on the page"
        messages.summary([say(form, count=f"{report.total:,}")])
    return report.exit_code


def _output(parameters: dict[str, Any], saved: list[str], inputs: Inputs | None) -> str | None:
    """Where the page goes; ``None`` for standard output.

    :raises click.UsageError: it would be printed on a terminal, or written over an input.
    """
    output: str | None = parameters["output"]
    if output in (None, STDIN):
        if sys.stdout is not None and sys.stdout.isatty():
            raise click.UsageError("name the file of the page with -o FILE.")
        return None
    if any(os.path.realpath(path) == os.path.realpath(output) for path in saved):
        raise click.UsageError(f"{quoted(output)} is one of the inputs: choose another name.")
    if inputs is not None:
        check_file(output, inputs)
    return output


def _views(inputs: Inputs, parameters: dict[str, Any], report: Report, messages: Messages) -> Iterator[bytes]:
    """Of the inputs, cleaned now; what failed or was skipped has its place on the page too."""
    job = Job(settings=inputs.settings, render=view)
    outcomes = run(inputs.found(), job, parameters["jobs"])
    watched = is_watched(parameters, inputs)
    with watched_outcomes(outcomes, inputs, messages, watched=watched) as shown:
        for outcome in shown:
            report.add(outcome)
            if outcome.status in (Status.FAILED, Status.SKIPPED):
                messages.outcome(outcome, job.mode)
                yield failed(outcome.name, outcome.message, skipped=outcome.status is Status.SKIPPED)
            else:
                messages.read(outcome.name)
                yield outcome.data


def _saved_views(paths: list[str], report: Report, messages: Messages) -> Iterator[bytes]:
    """Of the records in files; one that is broken is told with its line, and the others are shown."""
    for path in paths:
        with explained("read", path), open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    shown = saved_view(line, path, number)
                    report.counts[Status.UNCHANGED] += 1
                except FileError as error:
                    report.counts[Status.FAILED] += 1
                    messages.error(str(error))
                    shown = failed(f"{path}:{number}", str(error))
                yield shown


def _is_saved(path: str) -> bool:
    """Whether a file holds records of an earlier run."""
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(len(BEGINS)) == BEGINS
    except OSError:
        return False  # reading it says what is wrong
