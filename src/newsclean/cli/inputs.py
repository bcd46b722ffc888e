"""The inputs of a command line: the paths and lists that name them, and the files they stand for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from newsclean.cli.messages import Messages
from newsclean.disk.discovery import Patterns, discover
from newsclean.disk.entry import explained
from newsclean.disk.files import STDIN, Source, standard_input
from newsclean.errors import FileError
from newsclean.language import say
from newsclean.settings import FILE_NAME, KEYS, Settings, check
from newsclean.values import NamedTuple


class Inputs(NamedTuple):
    """What a run reads.

    :param paths: files and directories as they were named; ``-`` is standard input.
    :param stdin_name: what standard input is called.
    :param base: from where the outputs of inputs keep their folders, or ``None`` for the working directory.
    :param backup: suffix of the backups of this run.
    :param force_exclude: whether what is excluded is left out although it is named.
    :param warn: is told what is passed over and why.
    :param tell: is told what is used.
    """

    paths: tuple[str, ...]
    settings: Settings
    stdin_name: str = STDIN
    base: str | None = None
    backup: str = ""
    force_exclude: bool = False
    warn: Callable[[str], None] = print
    tell: Callable[[str], None] = print

    @classmethod
    def of(cls, parameters: dict[str, Any], settings: Settings, messages: Messages) -> Inputs:
        """What the parameters name.

        :raises click.UsageError: they name nothing, and nothing is piped in.
        :raises OptionsError: the settings for one of them are wrong: nothing is done then.
        """
        inputs = cls(
            paths=_paths(parameters),
            settings=settings,
            stdin_name=parameters["stdin_filename"] or STDIN,
            base=parameters.get("base"),
            backup=parameters.get("backup") or "",
            force_exclude=parameters["force_exclude"],
            # Inputs are looked for more than once; what is wrong is said once.
            warn=cache(messages.warning),
            tell=cache(messages.detail),
        )
        for place in set(map(inputs._place, inputs.paths)):
            settings.values(place)
        return inputs

    @property
    def several(self) -> bool:
        """Whether there may be more than one."""
        return len(self.paths) != 1 or any(map(os.path.isdir, self.paths))

    def found(self) -> Iterator[Source | FileError]:
        """The files that the paths stand for; each path has its own configuration."""
        for path in self.paths:
            place = self._place(path)
            values = self.settings.values(place)
            file = self._file(path, place)
            include, exclude = (
                # What a file says, it says of paths below its own directory.
                Patterns.given(
                    key,
                    values.get(key, ()),
                    file.parent if file and key not in self.settings.given else Path(),
                )
                for key in ("include", "exclude")
            )
            yield from discover(
                [path],
                include=include,
                exclude=exclude,
                backup=self.backup,
                stdin_name=self.stdin_name,
                base=self.base,
                force_exclude=self.force_exclude,
                warn=self.warn,
            )

    def targets(self) -> set[str]:
        """What the inputs are converted to."""
        return {self.settings.options(self._place(path)).to for path in self.paths}

    def _place(self, path: str) -> Path:
        """Where the settings for a path are looked for; see :attr:`newsclean.disk.files.Source.place`."""
        if path == STDIN:
            return Path(self.stdin_name).parent
        return Path() if os.path.isdir(path) else Path(path).parent

    def _file(self, path: str, place: Path) -> Path | None:
        """The file of settings for a path; what is used and what is not is told."""
        file = self.settings.file(place)
        for foreign in self.settings.foreign(place):
            self.warn(foreign)
        if file is not None:
            self.tell(say("settings: {file}", file=file))
        if os.path.isdir(path) and self.settings.has_others(Path(path), file):
            self.warn(
                say(
                    "{file} is not used: settings inside a walked directory are used only with --config, or"
                    " if it is the working directory",
                    file=os.path.join(path, FILE_NAME),
                )
            )
        return file


def settings_of(parameters: dict[str, Any], **fixed: Any) -> Settings:
    """The settings that the command line gives: only what the user set beats a file.

    :raises OptionsError: one has a value that it cannot have: one error, not one for each input.
    :raises FileError: a file that one names cannot be read.
    """
    context = click.get_current_context()
    unset = (ParameterSource.DEFAULT, None)
    given: dict[str, Any] = {}
    for key in KEYS:
        name = key.replace("-", "_")
        if name in parameters and context.get_parameter_source(name) not in unset:
            given[key] = parameters[name]
    config = parameters["config"]
    if config and parameters["isolated"]:
        raise click.UsageError("--config and --isolated cannot be used together.")
    given |= fixed
    check(given)
    return Settings(given, Path(config) if config else None, parameters["isolated"])


def _paths(parameters: dict[str, Any]) -> tuple[str, ...]:
    """The paths given and those in a list, or standard input when something is piped into it."""
    paths: tuple[str, ...] = parameters["paths"]
    listed = parameters["files_from"]
    if paths.count(STDIN) > 1:
        raise click.UsageError("standard input cannot be read twice.")
    if parameters["null"] and not listed:
        raise click.UsageError("-0 needs --files-from.")
    if listed:
        if listed == STDIN and STDIN in paths:
            raise click.UsageError("standard input cannot be both the list of inputs and an input.")
        return paths + _listed(listed, null=parameters["null"])
    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("no PATH given, and nothing is piped in.")
    return (STDIN,)


def _listed(path: str, *, null: bool) -> tuple[str, ...]:
    """The names in a list; ``-`` in it is a file of that name.

    :param null: whether each ends with a NUL instead of a line end.
    """
    with explained("read", path):
        data = standard_input().read() if path == STDIN else Path(path).read_bytes()
    if b"\0" in data and not null:
        raise FileError("its names end with NULs: use -0", path=path)
    names = [os.fsdecode(name) for name in data.split(b"\0" if null else b"\n") if name]
    return tuple(os.path.join(".", name) if name == STDIN else name for name in names)
