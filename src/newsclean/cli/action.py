"""What the verbs that change text have in common: from parameters to a job, and its report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from newsclean.batch import Job, Mode, run
from newsclean.cli.messages import Messages
from newsclean.cli.places import check_directory, check_extra, check_file
from newsclean.cli.rendering import renderer
from newsclean.cli.streams import Sink
from newsclean.discovery import discover
from newsclean.errors import FileError, OptionsError
from newsclean.files import STDIN, Source, quoted, replace_file
from newsclean.options import one_of
from newsclean.report import SCHEMA, Outcome, Report, Status
from newsclean.settings import KEYS, Settings

if TYPE_CHECKING:
    from newsclean.journal import Journal


def transform(parameters: dict[str, Any], **fixed: Any) -> int:
    """Run a verb that changes text.

    :param parameters: Click's, by name.
    :param fixed: settings that the verb itself decides, such as ``only=("repair",)``.
    :returns: the exit code.
    """
    mode = mode_of(parameters)
    paths = inputs(parameters["paths"])
    if parameters["explain"]:
        fixed["explain"] = True
    settings = settings_of(parameters, **fixed)
    messages = Messages.of(parameters)
    for doubt in check(settings):  # a wrong value is one error, not one per file
        messages.warning(doubt)
    _check_effect(parameters)
    output: Any = None if parameters["output"] == "-" else parameters["output"]
    several = len(paths) > 1 or any(Path(path).is_dir() for path in paths)
    form = parameters["format"]
    joined = form == "jsonl" or (form == "text" and parameters["explain"])
    if mode is Mode.PRINT and output and (several or _names_directory(output)) and not joined:
        mode = Mode.DIRECTORY
    if mode is Mode.PRINT and several and not joined:
        what = "several inputs need" if len(paths) > 1 else "a directory needs"
        raise click.UsageError(f"{what} -o DIR, -i, --check, --diff or --format jsonl.")
    if mode is Mode.DIRECTORY:
        check_directory(output, paths, lambda: found(paths, parameters, settings))
    elif output:
        check_file(output, paths)
    if parameters["report"]:
        _check_report(parameters["report"], output)
    if mode is Mode.IN_PLACE and STDIN in paths:
        raise click.UsageError("standard input cannot be replaced: leave out -i.")
    job = Job(
        settings=settings,
        mode=mode,
        render=renderer(parameters, mode, colour=not output and messages.coloured(sys.stdout)),
        directory=Path(output) if mode is Mode.DIRECTORY else None,
        suffix=".json" if form == "json" else "",
        backup=parameters["backup"],
        hard_links=parameters["hard_links"],
        colour=mode is Mode.DIFF and messages.coloured(sys.stdout),
        journal=journal(parameters, mode),
    )
    report = Report(looking=mode in (Mode.CHECK, Mode.DIFF))
    outcomes = run(found(paths, parameters, settings), job, parameters["jobs"])
    try:
        with (
            Sink(output if mode is Mode.PRINT else None) as sink,
            _progress(outcomes, paths, parameters, settings, messages) as shown,
        ):
            for outcome in _journalled(shown, job.journal):
                report.add(outcome)
                _print(outcome, mode, sink)
                messages.outcome(outcome, mode)
    except KeyboardInterrupt:
        report.interrupted = True
        least = "at least " if parameters["jobs"] > 1 else ""  # workers are told of in chunks
        files = "file" if report.total == 1 else "files"
        messages.error(
            f"interrupted after {least}{report.total:,} {files}; each file is old or new as a whole"
        )
        raise
    finally:
        if parameters["report"]:
            _write_report(report, parameters["report"])
    if not report.total:
        messages.nothing_found()
    elif mode is not Mode.PRINT:
        messages.summary(report.summary())
    return report.exit_code


def check(settings: Settings) -> list[str]:
    """Check what does not depend on an input.

    :returns: warnings about what can be used, but hardly does what is meant.
    :raises OptionsError: an option has a value it cannot have.
    :raises FileError: a file that an option names cannot be read.
    """
    options = settings.options(Path())
    doubts: list[str] = []
    if options.rules:
        from newsclean.structure import load_rules
        from newsclean.structure.rules.catalogue import failures

        for path in options.rules:
            for failed in failures(load_rules(path)):
                what = "does not find its hit" if failed.kind == "hit" else "finds its miss"
                doubts.append(f"{quoted(path)}: rule {failed.rule!r} {what} {failed.line!r}")
    if options.dict:
        from newsclean.convert.words import read_words

        read_words(options.dict)
    if options.skip_rule:
        from newsclean.repair import RULES

        for rule in options.skip_rule:
            one_of("skip-rule", rule, sorted(RULES))
    names = {"encoding": options.encoding, "output-encoding": settings.given.get("output-encoding", "keep")}
    for key, name in names.items():
        if name not in ("auto", "keep", "utf-8"):
            from newsclean.decode.names import resolve

            try:
                for part in name.split("+"):
                    resolve(part)
            except OptionsError as error:
                raise OptionsError(error.message.replace("encoding", key, 1)) from None
    return doubts


#: Options that do nothing without a target script.
_OF_CONVERSION = ("phrases", "quotes", "keep_word", "dict", "protect", "engine")


def targets(parameters: dict[str, Any]) -> set[str]:
    """What the inputs are converted to: each directory has its own configuration."""
    settings = settings_of(parameters)
    places = map(Path, parameters["paths"] or [parameters["stdin_filename"] or STDIN])
    return {settings.options(place if place.is_dir() else place.parent).to for place in places}


def _check_effect(parameters: dict[str, Any]) -> None:
    """Check that what the command line asks for can have an effect.

    :raises click.UsageError: a way to convert is given, and no script to convert to.
    """
    source = click.get_current_context().get_parameter_source
    given = [name for name in _OF_CONVERSION if source(name) is ParameterSource.COMMANDLINE]
    if given and targets(parameters) == {"keep"}:
        raise click.UsageError(f"--{given[0].replace('_', '-')} needs --to.")


def _check_report(report: str, *outputs: str | None) -> None:
    check_extra("report", report, SCHEMA.encode(), outputs)


def journal(parameters: dict[str, Any], mode: Mode) -> Journal | None:
    """The journal of ``--resume``: one for each version of what decides the results.

    :raises click.UsageError: the results go to standard output, which cannot be resumed.
    """
    if not parameters["resume"]:
        return None
    if mode in (Mode.PRINT, Mode.DIFF):
        raise click.UsageError("--resume needs -i, --check, or -o DIR.")
    from newsclean.cli.version import versions
    from newsclean.journal import Journal

    return Journal(versions())


def _journalled(outcomes: Iterable[Outcome], journal: Journal | None) -> Iterator[Outcome]:
    """Note in the journal what is done, as it is done."""
    for outcome in outcomes:
        done = outcome.status in (Status.CHANGED, Status.UNCHANGED)
        if journal is not None and done and outcome.digests is not None:
            try:
                journal.add([outcome.digests])
            except OSError:
                journal = None  # the run matters more than the way back to it
        yield outcome


def _progress(
    outcomes: Iterator[Outcome],
    paths: tuple[str, ...],
    parameters: dict[str, Any],
    settings: Settings,
    messages: Messages,
) -> AbstractContextManager[Iterator[Outcome]]:
    """The outcomes, with a bar where a person looks on and there are many."""
    if parameters["quiet"] or not sys.stderr.isatty() or paths == (STDIN,):
        return nullcontext(outcomes)
    total = sum(1 for _ in found(paths, parameters, settings))
    if total < 2 or (sys.stdout.isatty() and parameters["output"] is None and not parameters["in_place"]):
        return nullcontext(outcomes)
    from newsclean.progress import shown

    return shown(outcomes, total, colour=messages.coloured(sys.stderr))


def _write_report(report: Report, path: str) -> None:
    from newsclean.emit.record import dumps

    _check_report(path)  # a result of this run may have that name by now
    replace_file(Path(path), (dumps(report.record(), indent=2) + "\n").encode())


def mode_of(parameters: dict[str, Any]) -> Mode:
    """Fold the flags into one mode.

    :raises click.UsageError: they contradict one another.
    """
    given = {name: parameters[name] for name in ("in_place", "check", "diff", "output") if parameters[name]}
    flags = {"in_place": "-i", "check": "--check", "diff": "--diff", "output": "-o"}
    if len(given) > 1 and set(given) != {"check", "diff"}:
        first, second = [flags[name] for name in given][:2]
        raise click.UsageError(f"{first} and {second} cannot go together.")
    if parameters["backup"] is not None and not parameters["in_place"]:
        raise click.UsageError("--backup goes with -i.")
    if parameters["hard_links"] and not parameters["in_place"]:
        raise click.UsageError("--hard-links goes with -i.")
    if parameters["backup"] == "" or os.sep in (parameters["backup"] or ""):
        raise click.UsageError("--backup needs a suffix such as .orig.")
    if parameters["format"] != "text" and set(given) - {"output"}:
        raise click.UsageError(f"--format {parameters['format']} goes to standard output or -o.")
    if parameters["explain"] and set(given) - {"output"}:
        raise click.UsageError("--explain goes to standard output or -o.")
    if parameters["diff"]:
        return Mode.DIFF
    if parameters["check"]:
        return Mode.CHECK
    return Mode.IN_PLACE if parameters["in_place"] else Mode.PRINT


def inputs(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The paths given, or standard input when something is piped into it.

    :raises click.UsageError: there is no path and standard input is a terminal.
    """
    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("no PATH given, and nothing is piped in.")
    return (STDIN,)


def settings_of(parameters: dict[str, Any], **fixed: Any) -> Settings:
    """The settings that the command line gives: only what the user set beats a file."""
    context = click.get_current_context()
    unset = (ParameterSource.DEFAULT, None)
    given: dict[str, Any] = {}
    for key in KEYS:
        name = key.replace("-", "_")
        if name in parameters and context.get_parameter_source(name) not in unset:
            given[key] = parameters[name]
    config = parameters["config"]
    if config and parameters["isolated"]:
        raise click.UsageError("--config and --isolated cannot go together.")
    return Settings({**given, **fixed}, Path(config) if config else None, parameters["isolated"])


def found(
    paths: tuple[str, ...], parameters: dict[str, Any], settings: Settings
) -> Iterator[Source | FileError]:
    """The inputs that the paths stand for; each directory has its own configuration."""
    for path in paths:
        values = settings.values(Path(path) if os.path.isdir(path) else Path(path).parent)
        yield from discover(
            [path],
            include=values.get("include", ()),
            exclude=values.get("exclude", ()),
            backup=parameters.get("backup") or "",
            stdin_name=parameters["stdin_filename"] or STDIN,
        )


def _names_directory(output: str) -> bool:
    return output.endswith(("/", os.sep)) or os.path.isdir(output)


def _print(outcome: Outcome, mode: Mode, sink: Sink) -> None:
    """Write what an input gave; an empty text is a result too, and makes its file."""
    if mode is Mode.CHECK and outcome.status is Status.CHANGED:
        sink.write(os.fsencode(quoted(outcome.name)) + b"\n")
    elif outcome.data or (mode is Mode.PRINT and outcome.status is not Status.FAILED):
        sink.write(outcome.data)
