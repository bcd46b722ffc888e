"""``newsclean records``: data sets with a text in each record."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from newsclean.cli import options
from newsclean.cli.command import Command, Count, Option, Place
from newsclean.cli.completion import record_forms
from newsclean.cli.messages import Messages
from newsclean.disk.files import write_file
from newsclean.language import say

if TYPE_CHECKING:
    from newsclean.records import Tally

#: So many rejected records are named on standard error; the file names all.
_NAMED = 10

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 1 << 10, "mi": 1 << 20, "gi": 1 << 30}


class _Size(click.ParamType):  # type: ignore[type-arg]
    """A number of bytes, such as ``256MB`` or ``1GiB``."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Bytes, at least one."""
        text = str(value).strip().lower().removesuffix("b")
        digits = text.rstrip("kmgi")
        unit = text[len(digits) :]
        if unit not in _UNITS or not digits.isascii() or not digits.isdigit() or not int(digits):
            self.fail(f"{value!r} is not a size such as 256MB or 1GiB.", param, ctx)
        return int(digits) * _UNITS[unit]


_record = partial(click.option, cls=Option, heading="Records")
_output, _run = options.output, partial(click.option, cls=Option, heading="Running")

# fmt: off
_RECORDS = (
    _record("--field", metavar="NAME", help="Field or column that holds the text.  [default: text]"),
    _record("--id-field", metavar="NAME", default="", help="Field that identifies a record, for --near."),
    _record("--html-field", metavar="NAME",
            help="Field that holds a web page, instead of --field; the article is added."),
    _record("--prefix", metavar="NAME", default="newsclean",
            help="Prefix for the names of added fields; '' adds no fields.  [default: newsclean]"),
    _record("--tags-only", is_flag=True, help="Leave the text as it is; add what was found, and where."),
    _record("--drop-empty", is_flag=True, help="Drop records whose text becomes empty."),
    _record("--near", is_flag=True, help="Mark near-duplicates of earlier records."),
    _record("--max-record", metavar="SIZE", type=_Size(), default="16MB",
            help="Reject records larger than this.  [default: 16MB]"),
)
_OUTPUT = (
    _output("-o", "--output", metavar="PATH", required=True,
            help="A file, or a directory with one file per input."),
    _output("--format", metavar="ENDING", shell_complete=record_forms,
            help="With a directory: format of its files, for example parquet or jsonl.zst."),
    _output("--shard-size", metavar="SIZE", type=_Size(), default=None,
            help="With a directory: start a new file after this much input."),
    _output("--rejects", metavar="FILE", help="Where rejected records go.  [default: next to the output]"),
    _output("--stats", metavar="FILE", help="Write the counts as JSON."),
)
_RUNNING = (
    _run("-j", "--jobs", metavar="N", type=Count(1), default=1, help="Processes.  [default: 1]"),
    _run("--resume", is_flag=True, help="With a directory: skip inputs that an earlier run finished."),
)
# fmt: on


@click.command(
    "records",
    cls=Command,
    short_help="Clean a field of records: JSON Lines, Parquet, CSV, WARC.",
    examples=(
        ("newsclean records crawl.jsonl.zst -o clean.jsonl.zst -j 2", "Clean the field 'text' of each line."),
        (
            "newsclean records part-*.parquet -o clean/ -j 2 --resume",
            "One file per input; continue after a stop.",
        ),
        ("newsclean records news.csv -o news.parquet --field body --to zh-Hans", "Write another format."),
        ("newsclean records crawl.warc.gz -o pages.jsonl.zst -j 2", "The articles of a web archive."),
        ("newsclean records c.jsonl -o tags.jsonl --tags-only --near", "Only report what is found."),
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=Place())
@options.of_records(*_RECORDS, *_OUTPUT, running=_RUNNING)
def command(**parameters: Any) -> int:
    """Clean one field of each record of a data set.

    Reads .jsonl, .json and .ndjson (one object per line), .csv and .tsv, each also as .gz or .zst, and
    .parquet; writes any of these. Of a web archive (.warc, .wet), each page becomes a record. Apart from
    the field and the fields that are added, every byte stays as it was. Records that cannot be cleaned
    are written to a separate file with the reason, and the exit code is 2. Paths with :// are opened by
    fsspec.
    """
    from newsclean.cli.record_plan import planned
    from newsclean.records import Listener, run

    messages = Messages.of(parameters)
    job, plan = planned(parameters)
    rejected = _Rejected(messages, plan.rejects)
    arrow = sys.modules.get("pyarrow")
    if arrow is not None:  # its own allocator keeps what it was once given: 15 MiB and more
        arrow.set_memory_pool(arrow.system_memory_pool())
    try:
        with _progress(messages) as tell:
            listener = Listener(tell, messages.error, rejected, messages.warning)
            tally = run(plan, job, parameters["jobs"], listener)
    except KeyboardInterrupt:
        more = say("; run the same command again to continue") if plan.done is not None else ""
        messages.error(say("interrupted: no output is half written") + more)
        raise
    code = 2 if tally.rejected or tally.failed else 0
    if parameters["stats"]:
        _write_stats(parameters["stats"], tally, parameters["paths"], code)
    rejected.close()
    kept = plan.done.count if plan.done is not None else 0
    form = "{count} output of an earlier run kept" if kept == 1 else "{count} outputs of an earlier run kept"
    messages.summary([tally.summary(), *([say(form, count=f"{kept:,}")] if kept else [])])
    return code


class _Rejected:
    """Tells of the first rejected records, and how many there are."""

    def __init__(self, messages: Messages, file: str) -> None:
        self._messages, self._file = messages, file
        self._count = 0

    def __call__(self, text: str) -> None:
        self._count += 1
        if self._count <= _NAMED or self._messages.level > 0:
            self._messages.error(text)

    def close(self) -> None:
        """Say what was not said of each."""
        if self._count > _NAMED and self._messages.level <= 0:
            more = f"{self._count - _NAMED:,}"
            self._messages.error(
                say("{more} more rejected records; all are in {file}", more=more, file=self._file)
            )


def _progress(messages: Messages) -> AbstractContextManager[Callable[[Tally], None]]:
    if messages.level < 0 or sys.stderr is None or not sys.stderr.isatty():
        return nullcontext(lambda _: None)
    from newsclean.progress import counted

    return counted(colour=messages.coloured(sys.stderr))


def _write_stats(path: str, tally: Tally, inputs: tuple[str, ...], code: int) -> None:
    from newsclean.emit.record import dumps
    from newsclean.records.tally import SCHEMA

    names = [os.fsencode(name).decode("utf-8", "backslashreplace") for name in inputs]
    record = {"schema": SCHEMA, "inputs": names, **tally.record(), "exit_code": code}
    write_file(path, (dumps(record, indent=2) + "\n").encode())
