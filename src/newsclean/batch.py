"""Many inputs: clean each one and put the result where it belongs.

:func:`run` goes through the inputs in order. What one input does cannot stop the next: a file
that cannot be read, decoded or written is reported, and the rest is done.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsclean import pipeline
from newsclean.decode import GUESS
from newsclean.decode.signatures import BOMS
from newsclean.disk.entry import Entry, explained
from newsclean.disk.files import Source, entry, opened, read_bytes, replace_file
from newsclean.document import Document
from newsclean.emit.written import Written, written
from newsclean.errors import BinaryError, DecodeError, FileError, NewscleanError, OptionsError
from newsclean.options import Options
from newsclean.outcome import Outcome, Status, counted
from newsclean.patterns import lazy
from newsclean.processor_time import TooSlowError, limited
from newsclean.settings import FILE_KEYS, Settings
from newsclean.values import NamedTuple
from newsclean.visible import quoted

if TYPE_CHECKING:
    from newsclean.journal import Journal


class Mode(Enum):
    """What happens to the results; the command line's flags are folded into one of these."""

    PRINT = "print"  # to standard output, or joined in one file
    DIRECTORY = "directory"  # one file each below a directory
    IN_PLACE = "in-place"
    CHECK = "check"  # name what would change
    DIFF = "diff"  # show what would change


class Job(NamedTuple):
    """What to do with every input; it travels to worker processes.

    :param render: turns a document into what is printed (``PRINT`` and ``DIRECTORY``), or
        ``None`` for its text in the output encoding.
    :param directory: where ``DIRECTORY`` writes.
    :param suffix: is added to the names of files in that directory.
    :param backup: suffix under which ``IN_PLACE`` keeps the old file.
    :param hard_links: replace files that have other names too.
    :param terminal: whether what is shown goes to a terminal, and signs that it would obey are spelled out.
    :param findings: whether ``CHECK`` and ``DIFF`` tell what would change, one by one.
    :param journal: what is known from earlier runs; what is done already is passed over.
    :param joined: whether the results stand one after another as records, so that an input may give several.
    :param reads_pages: whether web pages and archives are read as such.
    """

    settings: Settings
    mode: Mode = Mode.PRINT
    render: Callable[[Document], bytes] | None = None
    directory: Path | None = None
    suffix: str = ""
    backup: str | None = None
    hard_links: bool = False
    colour: bool = False
    terminal: bool = False
    findings: bool = False
    journal: Journal | None = None
    joined: bool = False
    reads_pages: bool = False


def run(sources: Iterable[Source | NewscleanError], job: Job, jobs: int = 1) -> Iterator[Outcome]:
    """Do the job for every input, in order, and say what became of each; for each response of web archives.

    :param jobs: how many processes work at once.
    """
    work = partial(process, job=job)
    unique = _unpacked(_unique(sources, job), job)
    if jobs == 1:
        yield from map(work, unique)
    else:
        from newsclean.parallel import ordered

        yield from ordered(work, unique, jobs, _crashed)


def _unpacked(sources: Iterator[Source | NewscleanError], job: Job) -> Iterator[Source | NewscleanError]:
    """Pass inputs on, and for each web archive its responses, one by one as they are asked for."""
    for source in sources:
        if not isinstance(source, Source) or not _is_archive(source, job):
            yield source
        elif not job.joined:
            yield FileError("a web archive holds many documents: use --format jsonl", path=source.name)
        else:
            yield from _responses(source)


def _is_archive(source: Source, job: Job) -> bool:
    """Whether an input is to be read as a web archive: because it is said, or by its name."""
    given = job.settings.values(source.place).get("input", "auto")
    return given == "warc" or (
        given == "auto" and job.reads_pages and ARCHIVE.search(source.name) is not None
    )


#: The names of web archives.
ARCHIVE = lazy(r"\.(?:warc|wet)(?:\.(?:gz|zst))?$", re.IGNORECASE)


def _responses(source: Source) -> Iterator[Source | NewscleanError]:
    from newsclean.web.archive import responses

    try:
        with opened(source) as stream:
            for found in responses(stream, source.name):
                if isinstance(found, NewscleanError):
                    yield found
                else:
                    yield source._replace(name=f"{source.name}#{found.number}", response=found)
    except NewscleanError as error:
        error.path = error.path or source.name
        yield error


def process(source: Source | NewscleanError, job: Job) -> Outcome:
    """Do the job for one input. Nothing that the input holds makes this raise."""
    if isinstance(source, NewscleanError):
        return Outcome(source.path or "", Status.FAILED, message=str(source))
    try:
        return _process(source, job)
    except NewscleanError as error:
        error.path = error.path or source.name
        status = Status.SKIPPED if _is_other(source, error) else Status.FAILED
        return Outcome(source.name, status, message=str(error))
    except TooSlowError:
        failure = FileError("left as it is: it takes too much processor time", path=source.name)
    except MemoryError:
        failure = FileError("left as it is: there is not enough memory", path=source.name)
    except Exception as error:  # one input must not stop the others, whatever our mistake
        failure = FileError(f"internal error: {type(error).__name__}: {error}", path=source.name)
    return Outcome(source.name, Status.FAILED, message=str(failure))


def _is_other(source: Source, error: NewscleanError) -> bool:
    """Whether an input is something other than text, where nobody said that it is text."""
    if isinstance(error, BinaryError):
        return source.walked or source.by_program or source.response is not None  # archives hold images, too
    # With a place, bytes are damaged; without one, no encoding reads them.
    return isinstance(error, DecodeError) and error.offset is None and source.by_program


def _crashed(source: Source | NewscleanError) -> Outcome:
    name = source.name if isinstance(source, Source) else source.path or ""
    error = FileError("the process working on it was killed", path=name)
    return Outcome(name, Status.FAILED, message=str(error))


def _process(source: Source, job: Job) -> Outcome:
    if job.mode is not Mode.IN_PLACE or source.path is None:
        return _done(source, read_bytes(source), job, None)
    with entry(source) as file:
        return _done(source, file.read(), job, file)


def _done(source: Source, data: bytes, job: Job, file: Entry | None) -> Outcome:
    """What became of the bytes of an input.

    :param file: the input itself, where it is to be replaced.
    """
    values = job.settings.values(source.place)
    options = job.settings.options(source.place, source.path)
    if job.journal is not None:
        from newsclean.journal import digest

        seal = partial(digest, key=_decisive(source, job, values))
        if _is_done(source, job, job.journal, seal, data):
            return Outcome(source.name, Status.UNCHANGED, size=len(data))
    with limited(len(data)):
        document = _document(source, data, options)
        _must_stay_page(document, job)
        made = written(document, values, data)
    document = document._replace(declarations=made.edits)
    clean = job.render(document) if job.render else made.data
    status = Status.CHANGED if clean != data else Status.UNCHANGED
    recoded = "" if job.render else _recoded(document, made, data)
    if clean != data and recoded and document.text == document.source:
        status = Status.RECODED
    outcome = Outcome(source.name, status, size=len(data), recoded=recoded, **counted(document))
    if job.journal is not None:
        outcome = outcome._replace(digests=(seal(data), seal(clean)))

    if job.findings and clean != data:
        from newsclean.emit.findings import findings

        outcome = outcome._replace(findings=findings(document, recoded))
    if job.mode is Mode.PRINT:
        return outcome._replace(data=clean)
    if job.mode is Mode.DIFF and clean != data:
        return outcome._replace(data=_diff(document, values, job))
    if file is not None:
        if clean != data:
            _must_be_sure(document)
        file.replace(clean, backup=job.backup, hard_links=job.hard_links)
    elif job.mode is Mode.DIRECTORY:
        replace_file(_target(source, job, page=document.input == "html"), clean)
    return outcome


def _document(source: Source, data: bytes, options: Options) -> Document:
    """The clean document of an input; a response of an archive is what its header says it is."""
    response = source.response
    if response is None:
        if options.input == "auto" and data.startswith(WARC) and "strip" in options.stages:
            raise FileError("is a web archive: use --input warc", path=source.name)
        return pipeline.clean(data, options, source.name)
    return pipeline.clean(
        data,
        options._replace(input=response.read_as),
        source.name,
        archived=response.archived,
        charset=response.charset,
    )


WARC = b"WARC/1."


def _must_stay_page(document: Document, job: Job) -> None:
    """Refuse to put a text in the place of a web page.

    :raises FileError: that is asked for.
    """
    if document.input == "html" and job.mode in (Mode.IN_PLACE, Mode.CHECK):
        raise FileError(
            "is a web page and is not replaced by its text: use -o, or newsclean repair for its source",
            path=document.path,
        )


def _must_be_sure(document: Document) -> None:
    """Refuse to replace a file whose encoding is a guess, or of which nothing would be left: the only copy of
    it would be gone.

    :raises FileError: it is.
    """
    if document.source.strip() and not document.text.strip():
        raise FileError("not replaced: the result would be empty", path=document.path)
    found = document.encoding
    if found.confidence < GUESS:
        raise FileError(
            f"not replaced: the encoding is a guess ({found.encoding}, confidence {found.confidence});"
            " name it with --encoding",
            path=document.path,
        )


def _decisive(source: Source, job: Job, values: dict[str, Any]) -> str:
    """All that decides the result beside the content and the version."""
    parts = [f"{key}={values[key]!r}" for key in sorted(values)]
    parts += [_digest_of(path) for key in FILE_KEYS for path in values.get(key, ())]
    if job.render is not None:
        parts += [job.suffix, source.name]  # a record names its input
    return "\0".join(parts)


@cache
def _digest_of(path: str) -> str:
    """Stands for a file's content in the journal; one that cannot be read fails where it is used."""
    from newsclean.journal import digest
    from newsclean.limited import MOST, read_limited

    try:
        return digest(read_limited(path, most=MOST)).hex()
    except OptionsError:
        return ""


def _is_done(source: Source, job: Job, journal: Journal, seal: Callable[[bytes], bytes], data: bytes) -> bool:
    """Whether the journal says that there is nothing to do, and what is on the disk agrees."""
    read = seal(data)
    made = journal.result(read)
    if made is None or job.mode is not Mode.DIRECTORY:
        return made == read
    # What was read decides the name of what was made, and need not be known to look for it.
    for page in (False, True):
        try:
            if seal(_target(source, job, page=page).read_bytes()) == made:
                return True
        except OSError:
            continue
    return False


def _recoded(document: Document, made: Written, data: bytes) -> str:
    """How the bytes differ beyond the text, in words; empty if they do not."""
    found = document.encoding
    read = found.encoding + (" with BOM" if found.bom else "")
    mark = found.bom and made.data.startswith(tuple(BOMS.values()))
    now = made.encoding + (" with BOM" if mark else "")
    if read != now and not (found.encoding == "ascii" and made.data.isascii()):
        return f"re-encodes {read} as {now}"
    same = made.data != data and document.text == document.source and not made.edits
    return f"writes other codes of the same characters in {now}" if same else ""


def _diff(document: Document, values: dict[str, Any], job: Job) -> bytes:
    from newsclean.emit.diff import Style, unified_diff

    found = document.encoding.encoding
    target = values.get("output-encoding", "utf-8")
    name = (document.path or "-").lstrip("/")
    # a/ and b/ as git writes them: `git apply` and `patch -p1` take one name off.
    read = f"{found}{' with BOM' if document.encoding.bom and target != 'keep' else ''}"
    before = f"{quoted(f'a/{name}')}\t{read}"
    after = f"{quoted(f'b/{name}')}\t{found if target == 'keep' else target}"
    style = Style(colour=job.colour, visible=job.terminal or job.colour)
    lines = unified_diff(document, before=before, after=after, style=style)
    return "".join(lines).encode("utf-8", "surrogatepass")


def _target(source: Source, job: Job, *, page: bool) -> Path:
    """Where the output of an input goes; the text of a page is no page, and is not called one."""
    assert job.directory is not None
    target = job.directory / source.relative
    target = target.with_name(target.name + (job.suffix or (PAGE_SUFFIX if page else "")))
    with explained("write", str(target)):
        target.parent.mkdir(parents=True, exist_ok=True)
    root = os.path.join(os.path.realpath(job.directory), "")
    if not os.path.realpath(target).startswith(root):
        raise FileError("not written: a symbolic link leads out of the output directory", path=str(target))
    return target


#: What the names of texts of pages end with, after the name of the page.
PAGE_SUFFIX = ".txt"


def _unique(sources: Iterable[Source | NewscleanError], job: Job) -> Iterator[Source | NewscleanError]:
    """Pass inputs on, but never two that would be written to one place."""
    if job.mode is not Mode.DIRECTORY or job.directory is None:
        yield from sources
        return
    # As strings: comparing paths took a third of the time that handing out the work takes.
    output = os.path.join(os.path.realpath(job.directory), "")
    seen: dict[str, Source] = {}
    for source in sources:
        if isinstance(source, NewscleanError):
            yield source
            continue
        if source.walked and str(source.path).startswith(output):
            continue  # our own output, below a directory that is walked
        place = os.path.join(output, source.relative) + job.suffix
        if os.path.islink(place):
            place = os.path.realpath(place)
        other = seen.setdefault(place, source)
        if other is source and not job.suffix:  # the text of a page beside it, or of another page
            other = seen.get(place + PAGE_SUFFIX) or seen.get(place.removesuffix(PAGE_SUFFIX), source)
        if other is source:
            yield source
        elif not _is_same(other, source):
            message = f"would be written over the output of {quoted(other.name)}; --base DIR keeps them apart"
            yield FileError(message, path=source.name)


def _is_same(one: Source, other: Source) -> bool:
    """Whether two inputs are one file, named twice."""
    if one.path is None or other.path is None:
        return one.path is other.path
    return os.path.realpath(one.path) == os.path.realpath(other.path)
