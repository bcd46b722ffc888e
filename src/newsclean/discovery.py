"""Discovery: which files the paths of a command line stand for, and what is ignored."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.errors import FileError
from newsclean.files import STDIN, Source, reason

if TYPE_CHECKING:
    import pathspec

#: Endings of the names of backups: a walk passes over them where the file itself is there.
BACKUPS = (".orig", ".bak", ".old", "~")

#: Files with patterns of paths that a walk leaves out, in each directory.
IGNORE_FILES = (".gitignore", ".newscleanignore")


def discover(
    paths: Iterable[str],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    backup: str = "",
    stdin_name: str = STDIN,
) -> Iterator[Source | FileError]:
    """The inputs that the arguments name, in their order; directories are walked.

    A file that is named itself is always yielded, whatever is ignored.

    :param backup: the ending of backups beside those of :data:`BACKUPS`.
    :param stdin_name: what standard input is called in messages and in the output.
    :returns: sources, and an error for each path that is not there or cannot be read.
    """
    for name in paths:
        path = Path(name)
        if name == STDIN:
            yield Source(stdin_name, None, Path(Path(stdin_name).name or "stdin"))
        elif not name:
            yield FileError("no such file or directory", path="''")
        elif path.is_dir():
            yield from walk(path, name, include=include, exclude=exclude, backup=backup)
        elif path.exists():
            yield Source(name, path, Path(path.name))
        else:
            yield FileError("no such file or directory", path=name)


def walk(
    top: Path, name: str, *, include: Sequence[str] = (), exclude: Sequence[str] = (), backup: str = ""
) -> Iterator[Source | FileError]:
    """The regular files below a directory, sorted, without those that are ignored.

    Hidden files and directories are passed over, and so are backups and what ``.gitignore`` and
    ``.newscleanignore`` name, in ``top``, below it, and above it up to the repository's root (unless
    it is ``top`` itself that they name). Symbolic links are not followed.

    :param name: the directory as the user named it.
    :param include: gitignore patterns; where given, only files that match one are yielded.
    :param exclude: gitignore patterns of files and directories to leave out.
    :returns: sources, and an error for each directory that cannot be read.
    """
    wanted = _patterns(include) if include else None
    unwanted = _patterns(exclude)
    backups = (*BACKUPS, backup) if backup else BACKUPS

    def below(directory: Path, relative: Path, rules: list[_Ignore]) -> Iterator[Source | FileError]:
        try:
            rules = rules + _ignores_in(directory)
            entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
        except OSError as error:
            yield FileError(f"cannot read: {reason(error)}", path=str(Path(name) / relative))
            return
        names = {entry.name for entry in entries}
        for entry in entries:
            path, inner = Path(entry.path), relative / entry.name
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if any(entry.name.endswith(end) and entry.name.removesuffix(end) in names for end in backups):
                continue
            is_directory = entry.is_dir(follow_symlinks=False)
            if unwanted.match_file(inner.as_posix() + "/" * is_directory) or _ignored(
                path, is_directory, rules
            ):
                continue
            if is_directory:
                yield from below(path, inner, rules)
            elif entry.is_file(follow_symlinks=False) and (not wanted or wanted.match_file(inner.as_posix())):
                yield Source(str(Path(name) / inner), path, inner, walked=True)

    top = top.resolve()
    above = _ignores_above(top)
    yield from below(top, Path(), [] if _ignored(top, True, above) else above)


class _Ignore(NamedTuple):
    """The patterns of one ignore file; they speak of paths below its directory."""

    directory: Path
    spec: pathspec.PathSpec[Any]

    def verdict(self, path: Path, is_directory: bool) -> bool | None:
        """Ignored, taken back in (``!pattern``), or not spoken of."""
        try:
            relative = path.relative_to(self.directory).as_posix()
        except ValueError:
            return None
        return self.spec.check_file(relative + "/" * is_directory).include


def _ignored(path: Path, is_directory: bool, rules: list[_Ignore]) -> bool:
    """Whether a path is ignored: the deepest ignore file that speaks of it decides."""
    for rule in reversed(rules):
        verdict: bool | None = rule.verdict(path, is_directory)
        if verdict is not None:
            return verdict
    return False


def _ignores_above(top: Path) -> list[_Ignore]:
    """Ignore files of the directories above, from the repository's root down."""
    found: list[_Ignore] = []
    if (top / ".git").exists():
        return found
    for directory in top.parents:
        found = _ignores_in(directory) + found
        if (directory / ".git").exists():
            return found
    return []  # not in a repository: what lies above is none of ours


def _ignores_in(directory: Path) -> list[_Ignore]:
    found = []
    for name in IGNORE_FILES:
        file = directory / name
        if file.is_file():
            lines = file.read_text(encoding="utf-8", errors="surrogateescape").split("\n")
            found.append(_Ignore(directory, _patterns(lines)))
    return found


def _patterns(lines: Sequence[str]) -> pathspec.PathSpec[Any]:
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines(lines)
