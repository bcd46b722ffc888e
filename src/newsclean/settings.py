"""Settings: find ``[tool.newsclean]`` in ``pyproject.toml``, check it, and join it with options.

The nearest ``pyproject.toml`` that has the table counts, from a directory up to the repository's root;
tables are not merged (as in ruff). The command line beats the file, and the file beats the defaults.

A file of settings may have come with the data, so not every one is believed: for a directory that is walked
it is looked for from the working directory up, never inside; one that belongs to another user is
passed over (as git does with ``safe.directory``); and none can make a text lose its body.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from newsclean.document import ROLES
from newsclean.errors import OptionsError
from newsclean.limited import parse_toml, read_limited
from newsclean.options import STAGES, Options, nearest, one_of
from newsclean.values import NamedTuple

FILE_NAME = "pyproject.toml"

#: Keys that go into :class:`Options`, with the type of their values. ``explain`` is the command line's alone:
#: it says what is shown, not what is done.
OPTION_KEYS: Mapping[str, type] = {
    name.replace("_", "-"): list if isinstance(default, tuple) else type(default)
    for name, default in Options._field_defaults.items()
    if name != "explain"
}

#: Keys that say how files are found and written.
RUN_KEYS: Mapping[str, type] = {
    "output-encoding": str,
    "references": bool,
    "include": list,
    "exclude": list,
}

KEYS: Mapping[str, type] = {**OPTION_KEYS, **RUN_KEYS}

#: The table of patterns and what is left out in files that match.
PER_FILE = "per-file-ignores"

#: Keys whose values name files that decide the result; in a settings file, relative to it.
FILE_KEYS = ("rules", "dict")


class Settings(NamedTuple):
    """Where values come from: what the command line gave, and which file to look in.

    :param given: what was set on the command line, by key.
    :param config: a file to use instead of looking for one.
    :param isolated: use no file at all.
    """

    given: Mapping[str, Any]
    config: Path | None = None
    isolated: bool = False

    def file(self, directory: Path) -> Path | None:
        """The configuration file that counts for files in a directory.

        :raises OptionsError: a file on the way up is not valid TOML.
        """
        return None if self.isolated else self.config or find(directory.resolve()).file

    def foreign(self, directory: Path) -> tuple[str, ...]:
        """What to say about files that would count for a directory, and are passed over."""
        return () if self.isolated or self.config else find(directory.resolve()).foreign

    def has_others(self, directory: Path, file: Path | None) -> bool:
        """Whether a directory has settings of its own, which are not those of ``file``."""
        own = directory.resolve() / FILE_NAME
        if self.isolated or self.config or own == file:
            return False
        try:
            return os.path.isfile(own) and "newsclean" in _tools(own)
        except OptionsError:
            return False  # it is not used: what is wrong with it does not matter

    def values(self, directory: Path) -> dict[str, Any]:
        """The effective values for files in a directory, defaults left out.

        :raises OptionsError: the file cannot be read, or has an unknown key or a wrong type.
        """
        file = self.file(directory)
        return {**(load(file) if file else {}), **self.given}

    def options(self, directory: Path, file: Path | None = None) -> Options:
        """The options for files in a directory.

        :param file: one of them, for which the file of settings may leave something out.
        :raises OptionsError: a value is wrong.
        """
        values = self.values(directory)
        options = _options(values)
        if file is None or PER_FILE not in values:
            return options
        return options.without(_ignored(values[PER_FILE], file))


class Found(NamedTuple):
    """The file that counts, and a message for each that does not because of its owner."""

    file: Path | None
    foreign: tuple[str, ...] = ()


@cache
def find(directory: Path) -> Found:
    """The nearest ``pyproject.toml`` with our table, up to the repository's root."""
    foreign: list[str] = []
    for place in (directory, *directory.parents):
        file = place / FILE_NAME
        if os.path.isfile(file) and "newsclean" in _tools(file):  # not in a directory that is closed to us
            owner = _other_owner(file)
            if owner is None:
                return Found(file, tuple(foreign))
            foreign.append(f"{file} is ignored: it belongs to {owner}; to use it, name it with --config")
        if os.path.exists(place / ".git"):
            break
    return Found(None, tuple(foreign))


def _other_owner(file: Path) -> str | None:
    """Who a file belongs to, if that is neither root, nor this user, nor who called sudo."""
    if not hasattr(os, "geteuid"):
        return None
    user, owner = os.geteuid(), file.stat().st_uid
    trusted = {0, user}
    caller = os.environ.get("SUDO_UID", "")
    if user == 0 and caller.isdecimal():
        trusted.add(int(caller))
    return None if owner in trusted else f"another user ({owner})"


@cache
def load(file: Path) -> dict[str, Any]:
    """The checked values of a file's ``[tool.newsclean]``; lists become tuples.

    :raises OptionsError: it cannot be read, has no such table, an unknown key or a value of a wrong type.
    """
    tools = _tools(file)
    if "newsclean" not in tools:  # named with --config: one that is looked for has the table
        parse_toml(read_limited(file), str(file))
        raise OptionsError("there is no table [tool.newsclean] in it", path=str(file))
    table = tools["newsclean"]
    if not isinstance(table, dict):
        raise OptionsError("tool.newsclean: expected a table", path=str(file))
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key == PER_FILE:
            values[key] = _per_file(value, file)
            continue
        if key not in KEYS:
            near = nearest(key, (*KEYS, PER_FILE))
            hint = f"; did you mean {near!r}?" if near else ""
            raise OptionsError(f"unknown key {key!r} in [tool.newsclean]{hint}", path=str(file))
        if not _fits(value, KEYS[key]):
            kind = {list: "a list of strings", bool: "true or false", str: "a string"}[KEYS[key]]
            raise OptionsError(f"[tool.newsclean] {key}: expected {kind}", path=str(file))
        values[key] = tuple(value) if isinstance(value, list) else value
    if "body" in values.get("drop", ()):
        raise OptionsError("[tool.newsclean] drop: 'body' must be asked for with --drop", path=str(file))
    for key in FILE_KEYS:
        if key in values:
            values[key] = tuple(str(file.parent / path) for path in values[key])
    try:
        check(values)
    except OptionsError as error:
        if error.path is not None:  # of a file that is named in it
            raise
        raise OptionsError(f"[tool.newsclean] {error.message}", path=str(file)) from error
    return values


def check(values: Mapping[str, Any]) -> None:
    """Check the values of a file or of a command line, as far as this is possible without the inputs.

    :raises OptionsError: one is wrong.
    :raises FileError: a file that one names cannot be read.
    """
    from newsclean.cleaner import check as check_options

    options = _options(values)
    with key_names():
        check_options(options)
    for key in {"include", "exclude"} & values.keys():
        from newsclean.disk.discovery import Patterns

        Patterns.given(key, values[key], Path())
    spared = sorted({name for _, _, names in values.get(PER_FILE, ()) for name in names})
    if spared:
        from newsclean.repair import RULES

        for name in spared:
            one_of(PER_FILE, name, sorted({*RULES, *STAGES, *ROLES}))
    output = values.get("output-encoding", "keep")
    if output not in ("auto", "keep", "utf-8"):
        from newsclean.decode.names import resolve

        try:
            for part in output.split("+"):
                resolve(part)
        except OptionsError as error:
            raise OptionsError(error.message.replace("encoding", "output-encoding", 1)) from None


def _per_file(table: object, file: Path) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The checked table: of each entry the directory that it is for, its pattern and its names."""
    from newsclean.disk.ignore import BadPatternError, parse

    if not isinstance(table, dict) or not all(_fits(names, list) for names in table.values()):
        what = "expected a table of patterns with lists of names"
        raise OptionsError(f"[tool.newsclean] {PER_FILE}: {what}", path=str(file))
    for pattern in table:
        try:
            parse(os.fsencode(pattern))
        except BadPatternError as error:
            message = f"[tool.newsclean] {PER_FILE}: {pattern!r} is not a pattern: {error}"
            raise OptionsError(message, path=str(file)) from None
    directory = os.path.join(os.path.abspath(file.parent), "")
    return tuple((directory, pattern, tuple(names)) for pattern, names in table.items())


def _ignored(rows: tuple[tuple[str, str, tuple[str, ...]], ...], file: Path) -> tuple[str, ...]:
    """All that the patterns which match a file leave out."""
    from newsclean.disk.ignore import parse, verdict

    place = os.path.abspath(file)
    names: list[str] = []
    for directory, pattern, listed in rows:
        parsed = parse(os.fsencode(pattern))
        if parsed is None or not place.startswith(directory):
            continue
        parts = os.fsencode(place[len(directory) :]).replace(os.fsencode(os.sep), b"/").split(b"/")
        # A pattern may name the file, or a directory that it lies in.
        paths = [b"/".join(parts[:length]) for length in range(1, len(parts) + 1)]
        if any(verdict((parsed,), path, path != paths[-1]) for path in paths):
            names += listed
    return tuple(names)


def _options(values: Mapping[str, Any]) -> Options:
    with key_names():
        return Options(
            **{key.replace("-", "_"): values[key] for key in (*OPTION_KEYS, "explain") if key in values}
        )


@contextmanager
def key_names() -> Iterator[None]:
    """Let errors about options name them as settings and command lines do: ``keep-word``."""
    try:
        yield
    except OptionsError as error:
        name, colon, rest = error.message.partition(": ")
        if name in Options._fields:
            error.message = f"{name.replace('_', '-')}{colon}{rest}"
        raise


def _fits(value: object, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, kind)


def _tools(file: Path) -> dict[str, Any]:
    """The file's ``[tool]`` table; one that is none has nothing of ours."""
    tools = _tables(file).get("tool", {})
    return tools if isinstance(tools, dict) else {}


@cache
def _tables(file: Path) -> dict[str, Any]:
    data = read_limited(file)
    # A cheap look decides whether the parser, which is slow, runs at all.
    return parse_toml(data, str(file)) if b"newsclean" in data else {}
