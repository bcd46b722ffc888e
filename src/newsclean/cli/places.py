"""Where results may be written: never over an input that was not asked for, nor over another result."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import click

from newsclean.cli.inputs import Inputs
from newsclean.disk.files import STDIN, Source, is_written_through
from newsclean.errors import FileError
from newsclean.visible import quoted


def check_directory(output: str, inputs: Inputs) -> None:
    """Check that no input lies in the output directory, where it could be written over.

    :raises click.UsageError: one does.
    """
    place = Path(os.path.realpath(output))
    named = [Path(os.path.realpath(path)) for path in inputs.paths]
    if place in named:
        raise click.UsageError("the output directory is the input: use -i to replace files.")
    if not any(path in place.parents or place in path.parents for path in named):
        return
    for source in inputs.found():
        if isinstance(source, Source) and source.path and place in source.path.resolve().parents:
            raise click.UsageError(
                f"the input {quoted(source.name)} lies in the output directory: choose another, or leave it"
                " out with --exclude."
            )


def check_file(output: str, inputs: Inputs, *, in_place: bool = False) -> None:
    """Check that no input is written over by the output.

    :param in_place: whether the command could replace it.
    :raises click.UsageError: one is.
    """
    if is_written_through(output) or not os.path.exists(output):
        return
    place = Path(os.path.realpath(output))
    named = [Path(os.path.realpath(path)) for path in inputs.paths if path != STDIN]
    if place in named or (
        any(path in place.parents for path in named)
        and any(isinstance(source, Source) and source.path == place for source in inputs.found())
    ):
        if not in_place:
            raise click.UsageError(f"{quoted(output)} is one of the inputs: choose another name.")
        raise click.UsageError(
            f"{quoted(output)} is one of the inputs: use -i to replace it, or choose another name."
        )


def check_extra(what: str, extra: str, begins: bytes, others: Iterable[str | None]) -> None:
    """Check a file that is written beside the results, such as a report.

    It may replace an older one of its kind and nothing else: the name may be an input's.

    :param begins: what stands near the beginning of a file of that kind.
    :param others: where else this run writes.
    :raises FileError: another file has that name, or will have it.
    """
    if any(other and _same(extra, other) for other in others):
        raise FileError(f"cannot write the {what}: the results are written to it", path=extra)
    path = Path(extra)
    if is_written_through(path) or not path.exists():
        return
    if not (path.is_file() and begins in path.read_bytes()[:200]):
        raise FileError(f"cannot write the {what}: the file exists and is not a {what}", path=extra)


def _same(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
