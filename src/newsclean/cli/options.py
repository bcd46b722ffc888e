"""The options that the verbs share, in the groups in which the help shows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import click

from newsclean.cli.command import Count, Option, Place
from newsclean.cli.completion import encodings, repair_rules, targets
from newsclean.document import KEPT_ROLES, ROLES
from newsclean.emit import FORMATS, OUTPUT_FORMATS
from newsclean.options import CONFIGURATIONS, ENGINES, ERRORS, INPUTS, QUOTES, STAGES, TARGETS, USAGES

#: Roles that can be asked for; blank lines follow their neighbours.
_ROLES = tuple(role for role in ROLES if role != "blank")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

input_ = partial(click.option, cls=Option, heading="Input")
output = partial(click.option, cls=Option, heading="Output")
_repair = partial(click.option, cls=Option, heading="Repair")
_script = partial(click.option, cls=Option, heading="Script")
_roles = partial(click.option, cls=Option, heading="Article")
_stages = partial(click.option, cls=Option, heading="Stages")
_files = partial(click.option, cls=Option, heading="Files")
_messages = partial(click.option, cls=Option, heading="Messages")

_paths = click.argument("paths", metavar="[PATH]...", nargs=-1, type=Place())

# A table: an option in two or three lines.
# fmt: off
_reading = (
    input_("-e", "--encoding", metavar="NAME", shell_complete=encodings,
           help="Encoding of the input; utf-8+gbk: lines in either of them.  [default: auto]"),
    input_("--mixed/--no-mixed", default=None,
           help="Whether lines may be in two encodings, such as UTF-8 and GBK.  [default: mixed]"),
    input_("--pragmas/--no-pragmas", default=None,
           help="Whether 'newsclean: off' in a text protects it.  [default: pragmas]"),
    input_("--stdin-filename", metavar="NAME",
           help="Name to use for standard input; settings are looked up in its folder."),
)

errors = (
    input_("--errors", type=click.Choice(ERRORS),
           help="For bytes that cannot be decoded: stop with an error, or insert U+FFFD.  [default: strict]"),
)

pages = (
    input_("--input", type=click.Choice(INPUTS),
           help="Read as text, as a web page, or as a web archive.  [default: auto]"),
)

_writing = (
    output("-o", "--output", metavar="PATH",
           help="Write to a file, or to a directory with one file per input."),
    output("--base", metavar="DIR", help="With -o DIR: keep the folder structure below this directory."),
    output("-i", "--in-place", is_flag=True, help="Replace each file whose bytes change."),
    output("--backup", metavar="SUFFIX",
           help="With -i: keep the old file, with this suffix added to its name."),
    output("--check", is_flag=True, help="Write nothing; list the files that would change."),
    output("--diff", is_flag=True, help="Write nothing; show what would change."),
    output("--output-format", type=click.Choice(OUTPUT_FORMATS), default="text",
           help="With --check: print each finding as json, github (annotations) or sarif.  [default: text]"),
    output("--baseline", metavar="FILE", help="With --check or --diff: ignore the findings in this file."),
    output("--write-baseline", metavar="FILE",
           help="With --check: accept all findings, and write them to this file."),
    output("--explain", is_flag=True, help="Show each decision and its reason instead of the text."),
    output("--format", type=click.Choice(FORMATS), default="text",
           help="What to print: the text, a JSON object, or one object per line.  [default: text]"),
    output("--hard-links", is_flag=True, help="With -i: also replace files that have several hard links."),
    output("--output-encoding", metavar="NAME", shell_complete=encodings,
           help="Encoding of text output; 'keep': that of the input.  [default: utf-8]"),
    output("--references", is_flag=True,
           help="Write characters that the output encoding lacks as &#N; instead of failing."),
)

repairs = (
    _repair("--guess", is_flag=True, help="Fill in lost characters with the likeliest ones."),
    _repair("--skip-rule", metavar="RULE", multiple=True, shell_complete=repair_rules,
            help="Do not apply this repair rule; repeatable."),
    _repair("--narrow", is_flag=True, help="Turn full-width letters and digits into ASCII."),
    _repair("--punctuation", is_flag=True,
            help="Turn ASCII punctuation between Chinese characters into full-width."),
)

script = (
    _script(
        "--to",
        metavar="TARGET",
        shell_complete=targets,
        help=f"keep, {', '.join(TARGETS)}, or an OpenCC configuration ({', '.join(CONFIGURATIONS[:3])} …)."
        "  [default: keep]",
    ),
    _script("--engine", type=click.Choice(ENGINES), help="Which engine converts.  [default: newsclean]"),
    _script("--phrases", is_flag=True, help="With zh-…: also use the region's vocabulary."),
    _script("--protect", metavar="REGEX", multiple=True, help="Do not convert what matches; repeatable."),
    _script("--keep-word", metavar="WORD", multiple=True, help="Do not convert this word; repeatable."),
    _script("--dict", metavar="FILE", multiple=True,
            help="Your own dictionary, in OpenCC's format; it takes precedence over all others. Repeatable."),
    _script("--quotes", type=click.Choice(QUOTES),
            help="target: “‘’” for Simplified, 「『』」 for Traditional.  [default: keep]"),
    _script("--usage", type=click.Choice(USAGES),
            help="With zh-…: write as the region does, in its official forms, or as OpenCC's lists do."
                 "  [default: region]"),
)

roles = (
    _roles("--keep", metavar="ROLE", multiple=True,
           type=click.Choice([role for role in _ROLES if role not in KEPT_ROLES]),
           help="Keep lines of this role too. Roles: "
                + ", ".join(r for r in _ROLES if r not in KEPT_ROLES)
                + "."),
    _roles("--drop", metavar="ROLE", multiple=True,
           type=click.Choice([role for role in _ROLES if role in KEPT_ROLES]),
           help="Drop lines of this role: " + ", ".join(r for r in _ROLES if r in KEPT_ROLES) + "."),
)

rules = (
    _roles("--rules", metavar="FILE", multiple=True,
           help="A file of line rules, in addition to the built-in ones; repeatable."),
    _roles("--careful", is_flag=True, help="Keep a line when in doubt; more of the page stays."),
)

stages = (
    _stages("--only", type=click.Choice(STAGES), multiple=True, help="Run only this stage; repeatable."),
    _stages("--skip", type=click.Choice(STAGES), multiple=True, help="Leave out this stage; repeatable."),
)

_finding = (
    _files("--files-from", metavar="FILE",
           help="Read the names of inputs, one per line, from a file or standard input (-)."),
    _files("-0", "--null", is_flag=True,
           help="With --files-from: each name ends with a NUL instead of a line break."),
    _files("--include", metavar="GLOB", multiple=True, help="In directories: only files that match."),
    _files("--exclude", metavar="GLOB", multiple=True, help="In directories: leave out what matches."),
    _files("--force-exclude", is_flag=True,
           help="Apply --exclude and .newscleanignore to files named on the command line, too."),
)

_configuring = (
    _files("--config", metavar="FILE", help="Use [tool.newsclean] of this file."),
    _files("--isolated", is_flag=True, help="Use no configuration file."),
)

_jobs = _files("-j", "--jobs", metavar="N", type=Count(1), default=1, help="Processes.  [default: 1]")

_running = (
    _jobs,
    _files("--resume", is_flag=True, help="Skip what an earlier run with --resume has finished."),
    _files("--report", metavar="FILE", help="Write a summary of the run as JSON."),
)

_quiet = _messages("-q", "--quiet", is_flag=True, help="Print errors only.")
_verbose = partial(_messages, "-v", "--verbose", is_flag=True)
_colour = _messages("--color", type=click.Choice(("auto", "always", "never")), default="auto",
                    help="When to use colours.  [default: auto; NO_COLOR is honoured]")
# fmt: on


def transforming(*own: Decorator) -> Decorator:
    """The arguments and options of a verb that changes text; ``own`` are the verb's."""
    telling = (_quiet, _verbose(help="Also list what is unchanged or skipped."), _colour)
    return _all(_paths, *_writing, *own, *_reading, *errors, *_finding, *_configuring, *_running, *telling)


def reviewing(*own: Decorator) -> Decorator:
    """The arguments and options of a verb that cleans and shows; ``own`` are the verb's."""
    telling = (_quiet, _verbose(help="Also list each input that was read."))
    return _all(_paths, *own, *_reading, *errors, *_finding, *_configuring, _jobs, *telling)


def looking(*own: Decorator, coloured: bool = False) -> Decorator:
    """The arguments and options of a verb that only looks.

    :param own: the verb's.
    :param coloured: whether there are colours to ask for.
    """
    telling = (_quiet, _verbose(help="Also list each input that was read."), *(_colour,) * coloured)
    return _all(_paths, *own, *_reading, *_finding, *_configuring, *telling)


def of_records(*own: Decorator, running: tuple[Decorator, ...]) -> Decorator:
    """The options of the verb that cleans records.

    :param own: the verb's, which come first.
    :param running: the verb's that say how it runs.
    """
    how = (*repairs, *script, *roles, *rules, *stages)
    telling = (_quiet, _verbose(help="List all rejected records."))
    return _all(*own, *how, *_configuring, *running, *telling)


def setting(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that decide where settings come from."""
    return _all(*_configuring)(function)


def _all(*decorators: Decorator) -> Decorator:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate
