"""A Click command whose help groups its options under headings and ends with examples."""

from __future__ import annotations

from typing import Any

import click

from newsclean.language import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: What a shell looks for, by how the help calls the value.
_PLACES = {"FILE": "file", "PATH": "file", "DIR": "dir"}


class Count(click.IntRange):
    """A whole number that has a least value; what is none is said not to be an integer."""

    name = "integer"


class Place(click.ParamType):  # type: ignore[type-arg]  # older Clicks have no arguments
    """A path as it was typed: whether it can be read is told when it is read. Click's own type asks for the
    translation of its name.
    """

    name = "path"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """A shell offers files and directories."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


class Option(click.Option):
    """An option that knows the heading it stands under in the help."""

    def __init__(self, *args: Any, heading: str = "Options", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heading = heading

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What a shell offers as the value, of files and directories too."""
        if self.metavar in _PLACES:
            from click.shell_completion import CompletionItem

            return [CompletionItem(incomplete, type=_PLACES[self.metavar])]
        return super().shell_complete(ctx, incomplete)

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value; an empty name of a file is that of a variable of the shell that is not set, and must not
        pass for an option that is not given.
        """
        if self.metavar in _PLACES and "" in (value if self.multiple and value else (value,)):
            self.type.fail("the name is empty.", self, ctx)
        return super().type_cast_value(ctx, value)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The names of the option, and what it does."""
        record = super().get_help_record(ctx)
        if record is None or not self.required:
            return record
        return record[0], record[1].replace("[required]", f"[{say('required')}]")


class _WithHelp(click.Command):
    """A command whose option ``--help`` speaks our languages. Click's own looks for gettext's translations,
    which takes a hundredth of the start-up.
    """

    _help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option, always the same one."""
        names = self.get_help_option_names(ctx)
        if not names:
            return None
        if self._help is None:
            self._help = click.Option(
                names, is_flag=True, is_eager=True, expose_value=False, callback=_show_help
            )
        self._help.help = say("Show this message and exit.")
        return self._help


def _show_help(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


class Group(_WithHelp, click.Group):
    """A command with commands below it."""


class Command(_WithHelp):
    """A command whose help has one section per heading, and a section of examples.

    :param examples: pairs of a command line and what it does.
    """

    def __init__(self, *args: Any, examples: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, a section for each heading in the order of their first options."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                sections.setdefault(getattr(parameter, "heading", "Messages"), []).append(record)
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl(records, col_max=26)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        if self.examples:
            with formatter.section("Examples"):
                for line, what in self.examples:
                    formatter.write_text(f"$ {line}")
                    with formatter.indentation():
                        formatter.write_text(what)
        super().format_epilog(ctx, formatter)
