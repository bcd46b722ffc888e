"""Discovery: which files the paths of a command line stand for, and what is ignored."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from newsclean.disk.directory import Directory
from newsclean.disk.entry import reason
from newsclean.disk.files import STDIN, Source
from newsclean.disk.ignore import BadPatternError, Pattern, parse, verdict
from newsclean.errors import FileError, OptionsError
from newsclean.values import NamedTuple

#: Endings of the names of backups: a walk passes over them where the file itself is there.
BACKUPS = (".orig", ".bak", ".old", "~")

#: Files with patterns of paths that a walk leaves out, in each directory.
IGNORE_FILES = (".gitignore", ".newscleanignore")

#: The one of them that holds for named files too, with ``--force-exclude``: what is tracked although
#: ``.gitignore`` names it is tracked.
OWN_IGNORE_FILE = ".newscleanignore"

# In bytes; a larger ignore file is passed over.
_MOST = 1 << 20

Warn = Callable[[str], None]


class Patterns(NamedTuple):
    """The patterns of one ignore file, or of an option.

    :param directory: from which on they speak of paths, with a slash behind it.
    :param patterns: the last one first.
    """

    directory: bytes
    patterns: tuple[Pattern, ...] = ()

    @classmethod
    def given(cls, option: str, lines: Sequence[str], directory: Path) -> Patterns:
        """The patterns of an option.

        :raises OptionsError: one can match nothing.
        """
        found = []
        for line in lines:
            try:
                found.append(parse(os.fsencode(line)))
            except BadPatternError as error:
                raise OptionsError(f"{option}: {line!r} is not a pattern: {error}") from None
        return cls(_prefix(directory), tuple(pattern for pattern in reversed(found) if pattern))

    @classmethod
    def read(cls, directory: Path, name: str, data: bytes, warn: Warn) -> Patterns:
        """The patterns of an ignore file; one that can match nothing is passed over with a warning."""
        found = []
        for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
            try:
                found.append(parse(line.removesuffix(b"\r")))
            except BadPatternError as error:
                shown = os.fsdecode(line.removesuffix(b"\r"))
                warn(f"{directory / name}:{number}: {shown!r} is not a pattern and matches nothing: {error}")
        return cls(_prefix(directory), tuple(pattern for pattern in reversed(found) if pattern))

    def verdict(self, path: bytes, is_directory: bool) -> bool | None:
        """Ignored, taken back in (``!pattern``), or not spoken of.

        :param path: from the root of the file system on.
        """
        if not self.patterns or not path.startswith(self.directory):
            return None
        return verdict(self.patterns, path[len(self.directory) :], is_directory)

    def at(self, directory: Path) -> Patterns:
        """The same patterns, speaking of paths from another directory on."""
        return self._replace(directory=_prefix(directory))


def _prefix(directory: Path) -> bytes:
    return os.fsencode(os.path.join(os.path.abspath(directory), ""))


NONE = Patterns(b"/")


def discover(
    paths: Iterable[str],
    *,
    include: Patterns = NONE,
    exclude: Patterns = NONE,
    backup: str = "",
    stdin_name: str = STDIN,
    base: str | None = None,
    force_exclude: bool = False,
    warn: Warn = print,
) -> Iterator[Source | FileError]:
    """The inputs that the arguments name, in their order; directories are walked.

    A file that is named itself is yielded whatever is ignored, unless ``force_exclude`` is set.

    :param include: where given, a walk yields only files that match one.
    :param exclude: files and directories to leave out; both speak of paths from their own directory on
        and from the walked one.
    :param backup: the ending of backups beside those of :data:`BACKUPS`.
    :param stdin_name: what standard input is called in messages and in the output.
    :param base: the directory from which outputs keep their folders; ``None`` for the working directory,
        and for walked directories themselves.
    :param force_exclude: leave out named files too that ``exclude`` or a ``.newscleanignore`` names.
    :param warn: is told what is wrong with an ignore file.
    :returns: sources, and an error for each path that is not there or cannot be read.
    """
    for name in paths:
        path = Path(name)
        if name == STDIN:
            yield Source(stdin_name, None, Path(Path(stdin_name).name or "stdin"))
        elif failure := _failure(name):
            yield failure
        elif force_exclude and _is_excluded(path, exclude, warn):
            continue
        elif path.is_dir():
            found = walk(path, name, include=include, exclude=exclude, backup=backup, warn=warn)
            yield from _placed(found, base)
        else:
            source = _named(path, name, base)
            yield source if isinstance(source, FileError) else source._replace(by_program=force_exclude)


def _failure(name: str) -> FileError | None:
    """Why a path cannot be read, or ``None`` if it is there."""
    try:
        if name and Path(name).exists():
            return None
    except OSError as error:  # in a directory that is closed to us
        return FileError(f"cannot read: {reason(error)}", path=name)
    if name.lower().startswith(("http://", "https://", "ftp://")):
        return FileError("is a web address: fetch it with curl, and pipe it into newsclean", path=name)
    return FileError("no such file or directory", path=name or "''")


def _named(path: Path, name: str, base: str | None) -> Source | FileError:
    """A file that was named, its output below the base as it is itself."""
    relative = _below(path, base)
    if relative is None and base is not None:
        return FileError(f"is not below --base {base}", path=name)
    if relative is None:  # all of its folders, so that no two files have one output
        absolute = Path(os.path.abspath(path))
        relative = absolute.relative_to(absolute.anchor)
    return Source(name, path, relative)


def _placed(found: Iterator[Source | FileError], base: str | None) -> Iterator[Source | FileError]:
    """What was found in a directory, its outputs below the base where one is given."""
    for source in found:
        if base is None or isinstance(source, FileError):
            yield source
            continue
        relative = _below(Path(source.name), base)
        if relative is None:
            yield FileError(f"is not below --base {base}", path=source.name)
        else:
            yield source._replace(relative=relative)


def _below(path: Path, base: str | None) -> Path | None:
    root = os.path.join(os.path.abspath(base or "."), "")
    absolute = os.path.abspath(path)
    return Path(absolute[len(root) :]) if absolute.startswith(root) else None


class _Frame(NamedTuple):
    """A directory that is being walked.

    :param inner: the names from the top to it.
    :param left: what of it has not been looked at.
    :param included: whether a pattern of ``include`` names it, and so all that lies in it.
    """

    inner: tuple[str, ...]
    left: Iterator[tuple[str, str]]
    names: frozenset[str]
    rules: tuple[Patterns, ...]
    included: bool


def walk(
    top: Path,
    name: str,
    *,
    include: Patterns = NONE,
    exclude: Patterns = NONE,
    backup: str = "",
    warn: Warn = print,
) -> Iterator[Source | FileError]:
    """The regular files below a directory, sorted, without those that are ignored.

    Hidden files and directories are passed over, and so are backups and what ``.gitignore`` and
    ``.newscleanignore`` name, in ``top``, below it, and above it up to the repository's root (unless
    it is ``top`` itself that they name). Symbolic links are not followed.

    :param name: the directory as the user named it.
    :returns: sources, and an error for each directory that cannot be read.
    """
    top = top.resolve()
    wanted = (include, include.at(top)) if include.patterns else ()
    unwanted = (exclude, exclude.at(top))
    backups = (*BACKUPS, backup) if backup else BACKUPS
    above = _ignores_above(top, warn)
    rules = () if _ignored(_prefix(top)[:-1], True, above) else above
    stack: list[_Frame] = []

    def enter(inner: tuple[str, ...], rules: tuple[Patterns, ...], included: bool) -> FileError | None:
        try:
            with Directory.below(top, inner) as directory:
                entries = directory.entries()
                rules += tuple(_ignores_in(directory, {name for name, _ in entries}, warn))
        except OSError as error:
            return FileError(f"cannot read: {reason(error)}", path=str(Path(name, *inner)))
        names = frozenset(name for name, _ in entries)
        stack.append(_Frame(inner, iter(entries), names, rules, included))
        return None

    failure = enter((), rules, False)
    if failure:
        yield failure
    prefix = _prefix(top)
    while stack:
        frame = stack[-1]
        entry, kind = next(frame.left, ("", ""))
        if not kind:
            stack.pop()
            continue
        if kind == "other" or _is_passed_over(entry, frame.names, backups):
            continue
        inner = (*frame.inner, entry)
        is_directory = kind == "directory"
        path = prefix + os.fsencode("/".join(inner))
        if any(one.verdict(path, is_directory) for one in unwanted) or _ignored(
            path, is_directory, frame.rules
        ):
            continue
        verdicts = [one.verdict(path, is_directory) for one in wanted]
        included = True in verdicts or (frame.included and False not in verdicts)
        if is_directory:
            failure = enter(inner, frame.rules, included)
            if failure:
                yield failure
        elif included or not wanted:
            relative = Path(*inner)
            yield Source(str(Path(name) / relative), top / relative, relative, top)


def _is_passed_over(entry: str, names: frozenset[str], backups: Sequence[str]) -> bool:
    """Whether a name is hidden, or that of a backup whose file is there."""
    return entry.startswith(".") or any(
        entry.endswith(end) and entry.removesuffix(end) in names for end in backups
    )


def _ignored(path: bytes, is_directory: bool, rules: Sequence[Patterns]) -> bool:
    """Whether a path is ignored: the deepest ignore file that speaks of it decides."""
    for rule in reversed(rules):
        verdict = rule.verdict(path, is_directory)
        if verdict is not None:
            return verdict
    return False


def _is_excluded(path: Path, exclude: Patterns, warn: Warn) -> bool:
    """Whether a named path, or a directory in which it lies, is left out."""
    absolute = Path(os.path.abspath(path))
    root = _root(absolute.parent)
    rules: list[Patterns] = []
    steps = [*reversed(absolute.parents), absolute]
    for step in steps:
        is_directory = step != absolute or path.is_dir()
        place = os.fsencode(step)
        if exclude.verdict(place, is_directory) or _ignored(place, is_directory, rules):
            return True
        if root is not None and step != absolute and (step == root or root in step.parents):
            rules += _read_ignores(step, (OWN_IGNORE_FILE,), warn)
    return False


def _root(directory: Path) -> Path | None:
    """The root of the repository that a directory lies in, else the working directory above it."""
    for one in (directory, *directory.parents):
        if os.path.exists(one / ".git"):
            return one
    here = Path.cwd()
    return here if here == directory or here in directory.parents else None


def _ignores_above(top: Path, warn: Warn) -> tuple[Patterns, ...]:
    """Ignore files of the directories above, from the repository's root down."""
    found: tuple[Patterns, ...] = ()
    if os.path.exists(top / ".git"):
        return found
    for directory in top.parents:
        found = (*_read_ignores(directory, IGNORE_FILES, warn), *found)
        if os.path.exists(directory / ".git"):
            return found
    return ()  # not in a repository: what lies above is none of ours


def _read_ignores(path: Path, names: Sequence[str], warn: Warn) -> list[Patterns]:
    if not any(os.path.lexists(path / name) for name in names):
        return []
    try:
        with Directory.named(path) as directory:
            there = {name for name in names if directory.state(name) is not None}
            return list(_ignores_in(directory, there, warn))
    except OSError as error:
        warn(f"{path}: its ignore files cannot be read: {reason(error)}")
        return []


def _ignores_in(directory: Directory, names: set[str], warn: Warn) -> Iterator[Patterns]:
    for name in IGNORE_FILES:
        if name in names:
            try:
                data = directory.read(name, _MOST)
            except OSError as error:
                warn(f"{directory.path / name}: cannot read: {reason(error)}")
                continue
            if data is None:
                warn(f"{directory.path / name}: ignored: not a regular file of at most {_MOST >> 20} MB")
            else:
                yield Patterns.read(directory.path, name, data, warn)
