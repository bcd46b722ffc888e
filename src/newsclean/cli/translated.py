"""Commands in another language than English: copies with their texts translated; help that wraps Chinese."""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Iterable

import click

from newsclean.cli.width import width, wrapped
from newsclean.language import said, say


def translated(command: click.Command) -> click.Command:
    """A copy of a command, and of those below it, whose help is in the language in use."""
    new = copy.copy(command)
    new.context_class = _Context
    if command.help:
        new.help = said(inspect.cleandoc(command.help))
    short = (
        said(command.short_help) if command.short_help else re.split("[。\n]", new.help or "", maxsplit=1)[0]
    )
    new.short_help = short.rstrip("。")
    if command.epilog:
        new.epilog = said(command.epilog)
    new.params = [_option(param) for param in command.params]
    if hasattr(command, "examples"):
        vars(new)["examples"] = tuple((line, said(what)) for line, what in command.examples)
    if isinstance(new, click.Group):
        new.commands = {name: translated(below) for name, below in new.commands.items()}
    return new


def _option(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option):
        return param
    new = copy.copy(param)
    if param.help:
        new.help = said(param.help)
    return new


class _Formatter(click.HelpFormatter):
    """Help whose lines are as wide as they look."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, say("Usage: "))

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{say('{heading}:', heading=say(heading))}\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            self.write("\n" * (number > 0))
            if paragraph.startswith("\b\n"):  # to be left as it is
                lines = paragraph[2:].split("\n")
            else:
                lines = wrapped(paragraph.replace("\n", " "), self.width - self.current_indent)
            self.write("".join(f"{indent}{line}\n" for line in lines))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, text in rows:
            lines = wrapped(text, self.width - self.current_indent - first) if text else []
            if lines and width(name) <= first - col_spacing:
                self.write(f"{indent}{name}{' ' * (first - width(name))}{lines.pop(0)}\n")
            else:
                self.write(f"{indent}{name}\n")
            self.write("".join(f"{indent}{' ' * first}{line}\n" for line in lines))


class _Context(click.Context):
    formatter_class = _Formatter
