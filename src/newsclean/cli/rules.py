"""``newsclean rules``: the line rules as a user sees them: list, show, test."""

from __future__ import annotations

from typing import Any

import click

from newsclean.cli.command import Command, Group, Place
from newsclean.cli.completion import line_rules
from newsclean.cli.options import input_
from newsclean.cli.streams import write_lines
from newsclean.language import language, say
from newsclean.structure import load_rules
from newsclean.structure.rules.catalogue import all_rules, failures, find_rule

# fmt: off
_FILES = input_("--rules", metavar="FILE", multiple=True,
                help="A file of rules, in addition to the built-in ones; repeatable.")
# fmt: on


#: What is shown of a rule, in this order.
_FACTS = (
    *("id", "role", "where", "certain", "lines", "starts", "contains", "pattern"),
    *("hits", "misses", "file"),
)


@click.group("rules", cls=Group)
def command() -> None:
    """List, show and test the rules that assign roles to lines."""


@command.command("list", cls=Command, examples=(("newsclean rules list", "All rules, one per line."),))
@_FILES
def list_rules(rules: tuple[str, ...]) -> int:
    """List the rules in the order in which they are tried.

    Prints each with its name, role, certainty and file, separated by tabs.
    """
    rows = ((rule.id, rule.role, rule.certain, rule.file) for rule in all_rules(_own(rules)))
    write_lines("\t".join(row) for row in rows)
    return 0


@command.command(
    "show",
    cls=Command,
    short_help="Show one rule: its examples, or what it repairs.",
    examples=(("newsclean rules show editor-label", "One rule with its examples."),),
)
@click.argument("name", shell_complete=line_rules)
@_FILES
def show(name: str, rules: tuple[str, ...]) -> int:
    """Show a line rule with the lines it must match and must not match, or what a repair rule does."""
    if said_of := _repair_rule(name):
        write_lines([f"id\t{name}", "stage\trepair", f"what\t{said_of}"])
        return 0
    rule = find_rule(name, _own(rules))
    facts = ((key, getattr(rule, key)) for key in _FACTS)
    write_lines(
        f"{key}\t{item}"
        for key, value in facts
        for item in (value if isinstance(value, tuple) else (value,))
        if item
    )
    return 0


@command.command(
    "test",
    cls=Command,
    examples=(("newsclean rules test site.toml", "Test the examples of your rules."),),
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=Place())
def test(files: tuple[str, ...]) -> int:
    """Test all examples of the rules in FILE, or of the built-in rules.

    Prints each example that fails; the exit code is 1 if any does.
    """
    rules = _own(files) if files else all_rules()
    failed = failures(rules)
    write_lines(f"{failure.rule}\t{failure.kind}\t{failure.line}" for failure in failed)
    examples = sum(len(rule.hits) + len(rule.misses) for rule in rules)
    counts = {"count": len(rules), "examples": examples, "failed": len(failed)}
    click.echo(say("{count} rules, {examples} examples, {failed} failed", **counts), err=True)
    return 1 if failed else 0


def _repair_rule(name: str) -> str:
    """What a rule of repair does, in a sentence; empty if there is none of that name."""
    from newsclean.repair import RULES
    from newsclean.report.words import explained

    if name not in RULES and "-as-" not in name:
        return ""
    return explained("repair", "any-wrong-decoding" if name == "wrong-decoding" else name, language())


def _own(files: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(rule for file in files for rule in load_rules(file))
