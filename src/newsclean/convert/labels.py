"""Names of conversions: OpenCC's configurations, what is worked into them, and the other steps."""

from __future__ import annotations

from functools import cache

from newsclean.values import NamedTuple

#: Words of the caller's dictionaries.
DICTIONARY = "dict"

#: Characters that only Japanese has, in a Chinese text.
KANJI = "kanji"

#: Before the name of a standard of Traditional: its forms of characters.
STANDARD = "standard"

#: Before the name of a way back: through Simplified.
DETOUR = "t2s+"

#: Joins the names of what is applied one after the other.
JOIN = "+"

#: Behind a configuration's name: with newsclean's own words and word borders worked into it.
_WORDS = "-words"
_USAGE = "-usage-"
#: Behind a usage: in the official forms of characters.
OFFICIAL = "-official"


class Recipe(NamedTuple):
    """A table by its name: ``s2twp``, ``s2twp-words``, ``s2twp-usage-tw``.

    :param configuration: one of OpenCC's.
    :param words: whether newsclean's own words and word borders are worked into it.
    :param usage: the region whose usage is worked into it on top of these, or empty; with the register of it.
    """

    configuration: str
    words: bool = False
    usage: str = ""

    @property
    def name(self) -> str:
        """The name in reports and in ``Document.conversion``."""
        if self.usage:
            return f"{self.configuration}{_USAGE}{self.usage}"
        return self.configuration + _WORDS * self.words

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists of usage that are worked into it: the region's, and a register's (``tw-minutes``)."""
        name = self.usage.removesuffix(OFFICIAL)
        return tuple(dict.fromkeys([name.partition("-")[0], name])) if name else ()

    @property
    def leads_to_simplified(self) -> bool:
        """Whether it makes Simplified of Traditional."""
        return "2s" in self.configuration

    @property
    def leads_to_traditional(self) -> bool:
        """Whether it makes Traditional of Simplified."""
        return self.configuration.startswith("s2")


@cache  # a step asks for each text; the names are few
def recipe_of(name: str) -> Recipe:
    """The recipe that a name stands for."""
    configuration, usage, region = name.partition(_USAGE)
    if usage:
        return Recipe(configuration, True, region)
    plain = name.removesuffix(_WORDS)
    return Recipe(plain, plain != name)
