"""Structure: which line of a news page is what, and the article without the rest."""

from __future__ import annotations

from pathlib import Path

from newsclean.structure.reader import read
from newsclean.structure.rules.rule import Rule
from newsclean.structure.stripper import strip


def load_rules(path: str | Path) -> tuple[Rule, ...]:
    """Rules from a TOML file; see :func:`newsclean.structure.rules.load.load_rules`.

    :raises OptionsError: the file cannot be read, or something in it is wrong.
    """
    from newsclean.structure.rules.load import load_rules  # most runs need none

    return load_rules(path)


# The rules as a user sees them (catalogue) and rules learned from documents (learning) are
# imported by those who need them: most runs do not.
__all__ = ["load_rules", "read", "strip"]
