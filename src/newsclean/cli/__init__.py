"""The command line: one file per verb, one for the options they share."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from newsclean.cli import signals
from newsclean.cli.command import Group
from newsclean.cli.streams import abandon_standard_output, tell
from newsclean.errors import NewscleanError, why
from newsclean.language import LANGUAGES, is_english, named, of_environment, said, say, use
from newsclean.visible import escaped

VERBS = (
    *("clean", "detect", "repair", "strip", "convert", "report", "records", "rules", "learn"),
    *("encodings", "config"),
)


class _Verbs(Group):
    """Loads a verb's module when the verb is used: start-up pays for one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"newsclean.cli.{cmd_name}").command
        return _in_language(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS:
            from newsclean.options import nearest

            near = nearest(args[0], VERBS)
            hint = say(" Did you mean {name}?", name=repr(near)) if near else ""
            ctx.fail(say("No such command {name}.{hint}", name=repr(args[0]), hint=hint))
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from newsclean.cli.version import line

    click.echo(line())
    ctx.exit()


EPILOG = """\b
Examples:
  $ newsclean clean article.txt
  $ curl -s https://example.org/a.txt | newsclean clean --to zh-Hans
  $ newsclean clean crawl/ -o clean/ --format json

\b
Exit codes: 0 done; 1 --check, --diff or `rules test` found something; 2 wrong
usage, or an input that could not be read, decoded or written (the others are
still processed); 130 interrupted, 143 and 129 ended by SIGTERM and SIGHUP.
"""


@click.group(cls=_Verbs, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
              help="Show the version, and the versions of the data that affect the result.")  # fmt: skip
@click.option("--lang", metavar="LANG", type=click.Choice(LANGUAGES),
              expose_value=False,
              help="Language of help and messages: en, zh-Hans or zh-Hant; before or after the command."
              "  [default: by LANGUAGE, LC_ALL, LC_MESSAGES, LANG]")  # fmt: skip
def main() -> None:
    """Clean Chinese news text.

    newsclean detects the encoding, repairs broken characters, strips what is not part of the
    article, converts between Simplified and Traditional, and prints UTF-8 text or JSON.
    `clean` does all of it; `detect`, `repair`, `strip` and `convert` do one step each.
    """


def _show(error: click.ClickException) -> None:
    """Show an error as Click does, with what a terminal would obey escaped."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        tell(f"{error.format_message()}\n")
        return
    if isinstance(error, click.UsageError) and error.ctx is not None:
        hint = say("Try '{command} --help' for help.", command=error.ctx.command_path)
        tell(f"{error.ctx.get_usage()}\n{hint}\n\n")
    tell(f"{say('Error: ')}{escaped(said(error.format_message()))}\n")


def _in_language(command: click.Command) -> click.Command:
    """A command with its help in the language in use."""
    if is_english():
        return command
    from newsclean.cli.translated import translated

    return translated(command)


def _speak(arguments: list[str]) -> list[str]:
    """Take ``--lang`` out of a command line, wherever it stands, and say messages in what it names.

    :returns: the other arguments.
    :raises OptionsError: there are no messages in that language.
    """
    asked = ""
    rest: list[str] = []
    following = iter(arguments)
    for argument in following:
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *following]
        elif name != "--lang":
            rest.append(argument)
        else:
            asked = named(value if equals else next(following, ""))
    language = asked or of_environment(os.environ)
    # Where Chinese cannot be shown, English can.
    is_shown = language == LANGUAGES[0] or all(map(_shows_han, (sys.stdout, sys.stderr)))
    use(language if is_shown else LANGUAGES[0])
    return rest


def _shows_han(stream: object) -> bool:
    try:
        "简體".encode(getattr(stream, "encoding", None) or "utf-8")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; errors are one line on standard error."""
    if sys.stderr is None:  # closed: what is said is lost, what is done is not
        sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):  # help may have signs that the locale has not
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    signals.heed()
    try:
        given = _speak(list(arguments))
        if given[:1] == ["help"]:  # as git and cargo have it
            given = [*given[1:], "--help"]
        group = _in_language(main)
        if "_NEWSCLEAN_COMPLETE" in os.environ:  # asks for completions, and leaves
            group.main(prog_name="newsclean")
        # Click's own `main` would end with 1 when a pipe is closed.
        with group.make_context("newsclean", given) as context:
            code = group.invoke(context)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        abandon_standard_output()  # the reader has what it wanted
        return 0
    except NewscleanError as error:
        tell(f"newsclean: {escaped(said(str(error)))}\n")
        return 2
    except OSError as error:
        abandon_standard_output()
        tell(f"newsclean: {say('cannot write: {why}', why=said(why(error)))}\n")
        return 2
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        _show(error)
        return 2
    except KeyboardInterrupt as error:
        return signals.exit_code(error)
    except click.Abort:
        return 130
    except Exception as error:  # whatever our mistake: a traceback helps nobody who runs this in a hook
        if "NEWSCLEAN_TRACEBACK" in os.environ:
            raise
        what = f"{type(error).__name__}: {error}"
        tell(f"newsclean: {escaped(say('internal error: {what}', what=what))}\n")
        return 2
