"""The command line: one file per verb, one for the options they share."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from newsclean.cli import signals
from newsclean.cli.streams import abandon_standard_output
from newsclean.errors import NewscleanError
from newsclean.visible import escaped

VERBS = ("clean", "detect", "repair", "strip", "convert", "rules", "learn", "config")


class _Verbs(click.Group):
    """Loads a verb's module when the verb is used: start-up pays for one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"newsclean.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS:
            from newsclean.options import nearest

            near = nearest(args[0], VERBS)
            hint = f" Did you mean {near!r}?" if near else ""
            ctx.fail(f"No such command {args[0]!r}.{hint}")
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
still done); 130 interrupted, 143 and 129 ended by SIGTERM and SIGHUP.
"""


@click.group(cls=_Verbs, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
              help="Show the version, and the versions of the data that decide the result.")  # fmt: skip
def main() -> None:
    """Clean Chinese news text.

    newsclean detects the encoding, repairs broken characters, strips what is not the article,
    converts between Simplified and Traditional, and prints UTF-8 text or JSON.
    `clean` does all of it; the other verbs do one step each.
    """


def _show(error: click.ClickException) -> None:
    """Show an error as Click does, with what a terminal would obey escaped."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        hint = f"Try '{error.ctx.command_path} --help' for help."
        sys.stderr.write(f"{error.ctx.get_usage()}\n{hint}\n\n")
    sys.stderr.write(f"Error: {escaped(error.format_message())}\n")


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; errors are one line on standard error."""
    if sys.stderr is None:  # closed: what is said is lost, what is done is not
        sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")
    signals.heed()
    try:
        if "_NEWSCLEAN_COMPLETE" in os.environ:  # asks for completions, and leaves
            main.main(prog_name="newsclean")
        # Click's own `main` would end with 1 when a pipe is closed.
        with main.make_context("newsclean", list(arguments)) as context:
            code = main.invoke(context)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        abandon_standard_output()  # the reader has what it wanted
        return 0
    except NewscleanError as error:
        sys.stderr.write(f"newsclean: {escaped(str(error))}\n")
        return 2
    except OSError as error:
        abandon_standard_output()
        sys.stderr.write(f"newsclean: cannot write: {error.strerror or error}\n")
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
        sys.stderr.write(f"newsclean: internal error: {type(error).__name__}: {escaped(str(error))}\n")
        return 2
