"""Every option of every verb does as a process what its help says.

A function in ``checks_of_results`` or ``checks_of_inputs`` belongs to one option; it runs once for each verb
that has the option. An option for which there is no function fails the first test.
"""

from collections.abc import Iterator

import click
import pytest

from newsclean.cli import main
from tests.cli import checks_of_inputs, checks_of_results  # noqa: F401 - they register
from tests.cli.option_checks import CHECKS, Verb


def verbs(group: click.Group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for word in group.list_commands(context):
        if word == "records":  # has checks of its own: tests/records/test_options.py
            continue
        command = group.get_command(context, word)
        if isinstance(command, click.Group):
            yield from verbs(command, f"{name}{word} ")
        else:
            yield name + word, command


def pairs() -> list[tuple[str, str]]:
    found = [("", "--version")]
    for name, command in verbs(main):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                found += [(name, option) for option in longest(parameter)]
    return found


def longest(option: click.Option) -> list[str]:
    """The names that an option is checked under: its long one, and the one that says no."""
    return [max(names, key=len) for names in (option.opts, option.secondary_opts) if names]


def test_every_option_has_a_check():
    assert {option for _, option in pairs()} == set(CHECKS)


@pytest.mark.parametrize(("name", "option"), pairs())
def test_option(newsclean, tmp_path, name, option):
    CHECKS[option](Verb(name, newsclean, tmp_path))
