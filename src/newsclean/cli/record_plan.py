"""What a command line of ``newsclean records`` asks for, checked before anything is read."""

from __future__ import annotations

import os
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import click

from newsclean.cleaner import Cleaner
from newsclean.cli.inputs import settings_of
from newsclean.cli.places import check_extra
from newsclean.disk.files import STDIN
from newsclean.errors import FileError, OptionsError
from newsclean.records import Job, Plan
from newsclean.records.aside import given
from newsclean.records.forms import FileForm, form_of, stem
from newsclean.records.prepare import prepared
from newsclean.records.state import RunState
from newsclean.records.streams import is_remote
from newsclean.records.tally import SCHEMA
from newsclean.settings import key_names
from newsclean.visible import quoted
from newsclean.web.tree import parser


def planned(parameters: dict[str, Any]) -> tuple[Job, Plan]:
    """What to do with each record, and what to read and write.

    :raises click.UsageError: options contradict one another, or an output is an input.
    :raises OptionsError: an option has a value that it cannot have, or does not fit the inputs.
    :raises FileError: an input is not there.
    """
    page = parameters["html_field"]
    if page is not None:
        if parameters["field"] is not None:
            raise click.UsageError("--field and --html-field cannot be used together.")
        parser()  # a missing package is said before anything is read
    settings = settings_of(parameters)
    with key_names():
        cleaner = Cleaner(settings.options(Path())._replace(input="text" if page is None else "html"))
    inputs, names = _inputs(parameters["paths"])
    reader = _reader(inputs)
    if page is not None and reader.name == "warc":
        raise click.UsageError("--html-field names a field of a record, and web archives have no fields.")
    output: str = parameters["output"]
    directory = _is_directory(parameters)
    writer = _writer(parameters["format"], output, directory, reader)
    job = Job(
        cleaner=cleaner,
        reader=reader,
        writer=writer,
        field=(parameters["field"] or "text") if page is None else page,
        identity=parameters["id_field"],
        prefix=parameters["prefix"],
        tags_only=parameters["tags_only"],
        drop_empty=parameters["drop_empty"],
        near=parameters["near"],
        pages=page is not None,
    )
    job.check()
    shards = bool(parameters["shard_size"])
    made = _Names(output.rstrip("/"), names, writer, shards=shards) if directory else None
    beside = f"{output.rstrip('/')}/_rejects.jsonl" if directory else f"{output}.rejects.jsonl"
    rejects = parameters["rejects"] or beside
    outputs = [made(path, 0) for path in inputs] if made else [output]
    _check_places(inputs, outputs, output if directory else "")
    _check_extras({rejects: _REJECTS, parameters["stats"]: _STATS}, (*inputs, *outputs))
    look = partial(prepared, job, inputs, joined=not directory, record=parameters["max_record"])
    aside = parameters["jobs"] > 1 and "parquet" in (reader.name, writer.name)
    job = given(look) if aside else look()
    plan = Plan(
        inputs=inputs,
        name=made or (lambda _path, _part: output),
        joined=not directory,
        rejects=rejects,
        record=parameters["max_record"],
        shard=parameters["shard_size"] or 0,
        done=RunState(output, _decisive(job, parameters)) if parameters["resume"] else None,
    )
    return job, plan


# Files beside the outputs: what each is, and what stands near its beginning.
_REJECTS = ("file of rejected records", b'{"input":')
_STATS = ("file of statistics", SCHEMA.rpartition("/")[0].encode())


def _is_directory(parameters: dict[str, Any]) -> bool:
    """Whether each input has an output of its own.

    :raises click.UsageError: it has not, and an option needs it.
    """
    output: str = parameters["output"]
    new = bool(parameters["shard_size"]) and not os.path.exists(output)
    directory = output.endswith("/") or os.path.isdir(output) or new
    for name in ("format", "resume", "shard-size"):
        if parameters[name.replace("-", "_")] and not directory:
            raise click.UsageError(f"--{name} needs an output directory: -o DIR/.")
    if parameters["resume"] and is_remote(output):
        raise click.UsageError("--resume needs a local output directory.")
    return directory


class _Names:
    """Names of outputs in a directory, after the inputs."""

    def __init__(self, directory: str, stems: dict[str, str], form: FileForm, *, shards: bool) -> None:
        self._directory, self._stems, self._form, self._shards = directory, stems, form, shards
        twice = [name for name, count in Counter(stems.values()).items() if count > 1]
        if twice:
            raise click.UsageError(f"two inputs would be written to {quoted(twice[0] + form.ending)}.")

    def __call__(self, path: str, part: int) -> str:
        number = f"-{part:05}" if self._shards else ""
        return f"{self._directory}/{self._stems[path]}{number}{self._form.ending}"


def _inputs(paths: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The files that paths name, each with the beginning of its output's name; of directories all files of a
    form that is known, but those whose names begin with ``_`` or ``.``.
    """
    found: dict[str, str] = {}
    if STDIN in paths:
        raise click.UsageError("the name of an input tells its format: name a file, not standard input.")
    for path in paths:
        if is_remote(path) or not os.path.isdir(path):
            if not is_remote(path) and not os.path.exists(path):
                raise FileError("no such file or directory", path=path or "''")
            found[path] = stem(path)
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if name[0] not in "._")
            for name in sorted(files):
                inner = os.path.join(folder, name)
                if name[0] not in "._" and _is_known(name):
                    found[inner] = os.path.join(os.path.relpath(folder, path), stem(name)).removeprefix("./")
    if not found:
        raise FileError("contains no record files", path=paths[0])
    return tuple(found), found


def _is_known(name: str) -> bool:
    try:
        form_of(name)
    except OptionsError:
        return False
    return True


def _reader(inputs: tuple[str, ...]) -> FileForm:
    """The form that all inputs have."""
    forms = {form_of(path).name for path in inputs}
    if len(forms) > 1:
        raise click.UsageError(f"the inputs have different formats: {', '.join(sorted(forms))}.")
    return form_of(inputs[0])


def _writer(ending: str | None, output: str, directory: bool, reader: FileForm) -> FileForm:
    if ending or not directory:
        form = form_of(f".{ending.lstrip('.')}" if ending else output)
        if form.name == "warc":
            raise click.UsageError("web archives can only be read: choose another output format.")
        return form
    return reader._replace(name="jsonl") if reader.name == "warc" else reader


def _check_places(inputs: tuple[str, ...], outputs: list[str], directory: str) -> None:
    """Check that nothing is written over an input.

    :param directory: of the outputs, or empty; files of an earlier run in it may be written over.
    """
    here = [os.path.realpath(path) for path in inputs if not is_remote(path)]
    if directory and os.path.realpath(directory) in map(os.path.dirname, here):
        raise click.UsageError("an input lies in the output directory: choose another.")
    for path in outputs:
        if path in inputs or (not is_remote(path) and os.path.realpath(path) in here):
            raise click.UsageError(f"{quoted(path)} is one of the inputs: choose another name.")


def _check_extras(extras: dict[str | None, tuple[str, bytes]], others: tuple[str, ...]) -> None:
    """Check that a file beside the outputs replaces nothing but an older one of its kind."""
    for path, (what, begins) in extras.items():
        if path and not is_remote(path):
            check_extra(what, path, begins, others)


def _decisive(job: Job, parameters: dict[str, Any]) -> str:
    """All that decides the outputs beside the inputs and how they are cut."""
    from newsclean.cli.version import versions
    from newsclean.journal import digest
    from newsclean.limited import MOST, read_limited

    files = (*job.cleaner.options.rules, *job.cleaner.options.dict)
    contents = [digest(read_limited(path, most=MOST)).hex() for path in files]
    cut = (parameters["shard_size"], parameters["max_record"])
    return repr((versions(), job, contents, cut))
