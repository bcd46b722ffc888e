"""The rules of files that a user names, each read once as long as it does not change."""

from __future__ import annotations

from functools import lru_cache

from newsclean.limited import Stamps, stamps
from newsclean.structure.rules.rule import Rule


def rules_of(paths: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules of files.

    :raises OptionsError: one cannot be read, or something in it is wrong.
    """
    return tuple(rule for path in paths for rule in _loaded(path, stamps((path,))))


@lru_cache(maxsize=16)
def _loaded(path: str, _stamps: Stamps) -> tuple[Rule, ...]:
    from newsclean.structure.rules.load import load_rules

    return load_rules(path)
