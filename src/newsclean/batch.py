"""Many inputs: clean each one, put the result where it belongs, and keep the score.

:func:`run` goes through the inputs in order. What one input does cannot stop the next: a file
that cannot be read, decoded or written is reported, and the rest is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from pathlib import Path

from newsclean import pipeline
from newsclean.document import Document
from newsclean.errors import BinaryError, FileError, NewscleanError
from newsclean.files import Source, read_bytes, reason, replace_file
from newsclean.settings import Settings


class Mode(Enum):
    """What happens to the results; the command line's flags are folded into one of these."""

    PRINT = "print"  # to standard output, or joined in one file
    DIRECTORY = "directory"  # one file each below a directory
    IN_PLACE = "in-place"
    CHECK = "check"  # name what would change
    DIFF = "diff"  # show what would change


class Status(Enum):
    """What became of one input."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with every input; it travels to worker processes.

    :param render: turns a document into what is printed (``PRINT`` and ``DIRECTORY``), or
        ``None`` for its text in the output encoding.
    :param suffix: is added to the names of files in an output directory.
    """

    settings: Settings
    mode: Mode = Mode.PRINT
    render: Callable[[Document], bytes] | None = None
    directory: Path | None = None
    suffix: str = ""
    backup: str | None = None
    colour: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input, and what is to be printed of it."""

    name: str
    status: Status
    data: bytes = b""
    message: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """Counts outcomes; owns the exit code."""

    mode: Mode
    counts: Counter[Status] = field(default_factory=Counter)

    @property
    def exit_code(self) -> int:
        """2 if an input failed, else 1 if ``--check`` or ``--diff`` found something, else 0."""
        if self.counts[Status.FAILED]:
            return 2
        looking = self.mode in (Mode.CHECK, Mode.DIFF)
        return 1 if looking and self.counts[Status.CHANGED] else 0

    def __str__(self) -> str:
        looking = self.mode in (Mode.CHECK, Mode.DIFF)
        words = {
            Status.CHANGED: "would change" if looking else "cleaned",
            Status.UNCHANGED: "unchanged",
            Status.SKIPPED: "skipped",
            Status.FAILED: "failed",
        }
        parts: list[str] = []
        for status, word in words.items():
            count = self.counts[status]
            if count:
                files = "" if parts else " file" if count == 1 else " files"
                parts.append(f"{count}{files} {word}")
        return ", ".join(parts) or "no files"


def run(sources: Iterable[Source | FileError], job: Job, jobs: int = 1) -> Iterator[Outcome]:
    """Do the job for every input, in order, and say what became of each.

    :param jobs: how many processes work at once.
    """
    work = partial(process, job=job)
    unique = _unique(sources, job)
    if jobs == 1:
        yield from map(work, unique)
    else:
        from newsclean.parallel import ordered

        yield from ordered(work, unique, jobs)


def process(source: Source | FileError, job: Job) -> Outcome:
    """Do the job for one input. Nothing that the input holds makes this raise."""
    if isinstance(source, FileError):
        return Outcome(source.path or "", Status.FAILED, message=str(source))
    try:
        return _process(source, job)
    except BinaryError as error:
        status = Status.SKIPPED if source.walked else Status.FAILED
        return Outcome(source.name, status, message=str(error))
    except NewscleanError as error:
        if error.path is None:
            error.path = source.name
        return Outcome(source.name, Status.FAILED, message=str(error))
    except Exception as error:  # one input must not stop the others, whatever our mistake
        message = FileError(f"internal error: {type(error).__name__}: {error}", path=source.name)
        return Outcome(source.name, Status.FAILED, message=str(message))


def _process(source: Source, job: Job) -> Outcome:
    values = job.settings.values(_directory(source))
    options = job.settings.options(_directory(source))
    data = read_bytes(source)
    document = pipeline.clean(data, options, source.name)
    outcome = partial(Outcome, source.name, warnings=document.warnings)
    if job.render is not None:
        clean = job.render(document)
    else:
        clean = encoded(document, values.get("output-encoding", "utf-8"))
    changed = Status.CHANGED if clean != data else Status.UNCHANGED

    if job.mode is Mode.CHECK:
        return outcome(changed)
    if job.mode is Mode.DIFF:
        return outcome(changed, _diff(document, values, job.colour) if clean != data else b"")
    if job.mode is Mode.IN_PLACE:
        assert source.path is not None
        replace_file(source.path, clean, backup=job.backup)
        return outcome(changed)
    if job.mode is Mode.DIRECTORY:
        replace_file(_target(source, job), clean)
        return outcome(changed)
    return outcome(changed, clean)


def encoded(document: Document, encoding: str) -> bytes:
    """The document's text in the output encoding; ``keep`` is the input's, with its BOM.

    :raises EncodeError: the encoding lacks a character of the text.
    """
    from newsclean.decode import encode

    if encoding == "keep":
        found = document.encoding
        return encode(document.text, found.encoding, bom=found.bom, path=document.path)
    return encode(document.text, encoding, path=document.path)


def _diff(document: Document, values: dict[str, str], colour: bool) -> bytes:
    from newsclean.emit.diff import coloured, unified_diff

    found = document.encoding.encoding
    target = values.get("output-encoding", "utf-8")
    before = f"{document.path}\t{found}"
    after = f"{document.path}\t{found if target == 'keep' else target}"
    lines = unified_diff(document, before=before, after=after)
    return "".join(coloured(lines) if colour else lines).encode("utf-8", "surrogatepass")


def _directory(source: Source) -> Path:
    """Where the configuration of an input is looked for."""
    return (source.path or Path(source.name)).parent


def _target(source: Source, job: Job) -> Path:
    assert job.directory is not None
    target = job.directory / source.relative
    target = target.with_name(target.name + job.suffix)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot write: {reason(error)}", path=str(target)) from error
    return target


def _unique(sources: Iterable[Source | FileError], job: Job) -> Iterator[Source | FileError]:
    """Pass inputs on, but never two that would be written to one place."""
    if job.mode is not Mode.DIRECTORY or job.directory is None:
        yield from sources
        return
    output = job.directory.resolve()
    seen: dict[Path, str] = {}
    for source in sources:
        if isinstance(source, FileError):
            yield source
        elif source.walked and source.path is not None and output in source.path.parents:
            continue  # our own output, below a directory that is walked
        elif source.relative in seen:
            other = seen[source.relative]
            yield FileError(f"would be written over the output of {other}", path=source.name)
        else:
            seen[source.relative] = source.name
            yield source
