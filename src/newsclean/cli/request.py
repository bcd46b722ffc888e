"""A command line that changes text, as one frozen value: what is asked for, checked."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from newsclean.batch import Job, Mode
from newsclean.cli.checking import Checking
from newsclean.cli.inputs import Inputs, settings_of
from newsclean.cli.messages import Messages
from newsclean.cli.places import check_directory, check_extra, check_file
from newsclean.cli.rendering import renderer
from newsclean.disk.files import STDIN
from newsclean.outcome import SCHEMA
from newsclean.settings import Settings
from newsclean.values import NamedTuple
from newsclean.visible import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.journal import Journal

#: What every report begins with, whatever its version.
REPORT = SCHEMA.rpartition("/")[0].encode()


class Request(NamedTuple):
    """What to do with which inputs.

    :param output: a file for printed results, or ``None`` for standard output.
    :param report: a file for the report, or ``None``.
    :param jobs: how many processes work at once.
    :param watched: whether a person may look on, so that progress is shown.
    :param checking: how findings are judged and shown.
    """

    inputs: Inputs
    job: Job
    messages: Messages
    output: str | None
    report: str | None
    jobs: int
    watched: bool
    checking: Checking


def parse(parameters: dict[str, Any], **fixed: Any) -> Request:
    """The request that a command line makes.

    :param parameters: Click's, by name.
    :param fixed: settings that the verb itself decides, such as ``only=("repair",)``.
    :raises click.UsageError: the options contradict one another, or an output is an input.
    :raises OptionsError: an option has a value that it cannot have.
    """
    mode = mode_of(parameters)
    if parameters["explain"]:
        fixed["explain"] = True
    settings = settings_of(parameters, **fixed)
    messages = Messages.of(parameters)
    inputs = Inputs.of(parameters, settings, messages)
    for doubt in doubts(settings):
        messages.warning(doubt)
    _check_effect(inputs)
    output: str | None = None if parameters["output"] == "-" else parameters["output"]
    form = parameters["format"]
    if mode is Mode.PRINT and not (form == "jsonl" or (form == "text" and parameters["explain"])):
        mode = _for_each(inputs, output)
    _check_places(parameters, mode, inputs, output)
    checking = Checking.of(parameters, mode)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    job = Job(
        settings=settings,
        mode=mode,
        render=renderer(
            parameters,
            mode,
            colour=not output and messages.coloured(sys.stdout),
            terminal=not output and terminal,
        ),
        directory=Path(output or "") if mode is Mode.DIRECTORY else None,
        suffix=".json" if form == "json" else "",
        backup=parameters["backup"],
        hard_links=parameters["hard_links"],
        colour=mode is Mode.DIFF and messages.coloured(sys.stdout),
        terminal=terminal,
        findings=checking.wanted,
        journal=journal(parameters, mode),
        joined=form == "jsonl",
        reads_pages="input" in parameters,
    )
    return Request(
        inputs=inputs,
        job=job,
        messages=messages,
        output=output if mode is Mode.PRINT else None,
        report=parameters["report"],
        jobs=parameters["jobs"],
        watched=is_watched(parameters, inputs),
        checking=checking,
    )


def _for_each(inputs: Inputs, output: str | None) -> Mode:
    """Where results go that cannot be written one behind the other: one may be printed, several go into a
    directory.

    :raises click.UsageError: there are several, and no directory is named.
    """
    if output and (inputs.several or _names_directory(output)):
        return Mode.DIRECTORY
    if not inputs.several:
        return Mode.PRINT
    if len(inputs.paths) != 1:
        raise click.UsageError("several inputs need -o DIR, -i, --check, --diff or --format jsonl.")
    raise click.UsageError("a directory needs -o DIR, -i, --check, --diff or --format jsonl.")


def _check_places(parameters: dict[str, Any], mode: Mode, inputs: Inputs, output: str | None) -> None:
    """Check that what is written has a place, and that no input has it.

    :raises click.UsageError: it has none, or an input has.
    """
    if parameters["base"] is not None and mode is not Mode.DIRECTORY:
        raise click.UsageError("--base needs -o DIR.")
    if mode is Mode.DIRECTORY:
        check_directory(output or "", inputs)
    elif output:
        check_file(output, inputs, in_place=True)
    if parameters["report"]:
        check_extra("report", parameters["report"], REPORT, (output,))
    if mode is Mode.IN_PLACE and STDIN in inputs.paths:
        raise click.UsageError("standard input cannot be replaced: leave out -i.")


def is_watched(parameters: dict[str, Any], inputs: Inputs) -> bool:
    """Whether progress is shown: on a terminal, and only where it cannot get in between results."""
    if parameters["quiet"] or not sys.stderr.isatty() or inputs.paths == (STDIN,):
        return False
    if parameters["output"] is not None or parameters.get("in_place") or sys.stdout is None:
        return True
    # A pipe's reader may write to the same terminal.
    return os.path.isfile(f"/dev/fd/{sys.stdout.fileno()}")


def mode_of(parameters: dict[str, Any]) -> Mode:
    """Fold the flags into one mode.

    :raises click.UsageError: they contradict one another.
    """
    given = {name: parameters[name] for name in ("in_place", "check", "diff", "output") if parameters[name]}
    flags = {"in_place": "-i", "check": "--check", "diff": "--diff", "output": "-o"}
    if len(given) > 1 and set(given) != {"check", "diff"}:
        first, second = [flags[name] for name in given][:2]
        raise click.UsageError(f"{first} and {second} cannot be used together.")
    _check_in_place(parameters)
    if parameters["format"] != "text" and set(given) - {"output"}:
        raise click.UsageError(
            f"--format {parameters['format']} can only be written to standard output or with -o."
        )
    if parameters["explain"] and set(given) - {"output"}:
        raise click.UsageError("--explain can only be written to standard output or with -o.")
    if parameters["diff"]:
        return Mode.DIFF
    if parameters["check"]:
        return Mode.CHECK
    return Mode.IN_PLACE if parameters["in_place"] else Mode.PRINT


def _check_in_place(parameters: dict[str, Any]) -> None:
    """Check the options that say how files are replaced.

    :raises click.UsageError: none is replaced, or a suffix is none.
    """
    if parameters["backup"] is not None and not parameters["in_place"]:
        raise click.UsageError("--backup needs -i.")
    if parameters["hard_links"] and not parameters["in_place"]:
        raise click.UsageError("--hard-links needs -i.")
    if parameters["backup"] == "" or os.sep in (parameters["backup"] or ""):
        raise click.UsageError("--backup needs a suffix such as .orig.")


def _names_directory(output: str) -> bool:
    return output.endswith(("/", os.sep)) or os.path.isdir(output)


def doubts(settings: Settings) -> list[str]:
    """Warnings about rules that can be used, but hardly do what is meant.

    :raises OptionsError: values of the command line and of the file contradict one another.
    """
    rules = settings.options(Path()).rules
    if not rules:
        return []
    from newsclean.structure import load_rules
    from newsclean.structure.rules.catalogue import failures

    found = []
    for path in rules:
        for failed in failures(load_rules(path)):
            what = "does not find its hit" if failed.kind == "hit" else "finds its miss"
            found.append(f"{quoted(path)}: rule {failed.rule!r} {what} {failed.line!r}")
    return found


#: Options that do nothing without a target script.
_OF_CONVERSION = ("phrases", "quotes", "usage", "keep_word", "dict", "protect", "engine")


def _check_effect(inputs: Inputs) -> None:
    """Check that what the command line asks for can have an effect.

    :raises click.UsageError: a way to convert is given, and no script to convert to.
    """
    source = click.get_current_context().get_parameter_source
    given = [name for name in _OF_CONVERSION if source(name) is ParameterSource.COMMANDLINE]
    if given and inputs.targets() == {"keep"}:
        raise click.UsageError(f"--{given[0].replace('_', '-')} needs --to.")


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
