"""A catalogue of messages, also for texts that were made from one: its parts are found again.

``line 3, column 5: text beyond repair: 锟斤拷`` is looked up as ``line {line}, column {column}: {message}``,
and what ``{message}`` stands for is looked up in its turn.
"""

from __future__ import annotations

import gettext
import re
from functools import lru_cache
from pathlib import Path

#: Where the catalogues are; those of gettext are named by locales.
DATA = Path(__file__).parent.parent / "data" / "locale"
DOMAIN = "newsclean"

PLACEHOLDER = re.compile(r"\{(\w+)\}")

#: What may stand for another message; everything else is a name, a number or a piece of a text.
_MESSAGES = frozenset(
    {"message", "reason", "said", "why", "what", "more", "hint", "error", "kind", "times", "evidence"}
)  # fmt: skip
#: What stands for a number, and for nothing else.
_NUMBERS = frozenset({"count"})
#: With fewer letters of its own a message would be found in anything.
_LEAST = 4
#: Messages in messages, deeper than which none are.
_DEEP = 6


class Catalogue:
    """The messages of a language.

    :param translations: by the English message.
    """

    def __init__(self, translations: dict[str, str]) -> None:
        self._translations = translations
        forms = [(_literals(english), english) for english in translations if "{" in english]
        # What says more of itself comes first.
        forms.sort(key=lambda form: -sum(map(len, form[0])))
        self._forms = [
            (max(literals, key=len), english)
            for literals, english in forms
            if sum(map(str.isalpha, "".join(literals))) >= _LEAST
        ]

    def message(self, english: str) -> str:
        """The translation of a message, with its placeholders."""
        return self._translations.get(english, english)

    def text(self, text: str) -> str:
        """A text made of English messages, translated as far as they are known."""
        return self._text(text, 0) or text

    def _text(self, text: str, depth: int) -> str | None:
        """The translation, or ``None`` where no message is found."""
        if known := self._translations.get(text):
            return known
        if depth > _DEEP:
            return None
        for rare, english in self._forms:
            if rare in text and (match := _expression(english).fullmatch(text)):
                return self._filled(english, match, depth)
        # Behind a place in a file: ``page.txt:3:5: …``.
        at = text.find(": ")
        while at >= 0:
            if rest := self._text(text[at + 2 :], depth + 1):
                return text[: at + 2] + rest
            at = text.find(": ", at + 1)
        return None

    def _filled(self, english: str, match: re.Match[str], depth: int) -> str:
        values = {
            name: (self._text(value, depth + 1) or value) if name.rstrip("0123456789") in _MESSAGES else value
            for name, value in zip(PLACEHOLDER.findall(english), match.groups(), strict=True)
        }
        return PLACEHOLDER.sub(lambda one: values[one[1]], self._translations[english])


def _literals(english: str) -> list[str]:
    return PLACEHOLDER.split(english)[::2]


@lru_cache(maxsize=512)
def _expression(english: str) -> re.Pattern[str]:
    """Finds the values of a message; one at its start does not reach over a place in a file."""
    pieces = PLACEHOLDER.split(english)
    found = [re.escape(pieces[0])]
    for index, (name, literal) in enumerate(zip(pieces[1::2], pieces[2::2], strict=True)):
        plain = name.rstrip("0123456789")
        first = index == 0 and not pieces[0] and plain not in _MESSAGES
        value = r"([\d,.]+)" if plain in _NUMBERS else "((?:(?!: ).)*?)" if first else "(.*?)"
        found += [value, re.escape(literal)]
    return re.compile("".join(found), re.DOTALL)


@lru_cache(maxsize=2)
def load(language: str) -> Catalogue:
    """The catalogue of a language, BCP 47.

    :raises OSError: it is not installed.
    """
    name = language.replace("-", "_")
    with (DATA / name / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        found = gettext.GNUTranslations(file)
    return Catalogue(
        {key: text for key, text in vars(found)["_catalog"].items() if key and isinstance(key, str)}
    )
