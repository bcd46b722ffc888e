"""What conversion must not touch: addresses, paths, code, and what the caller names.

Each such stretch is taken out and a noncharacter put in its place, which no table changes; afterwards it
goes back. So do the words of the caller's dictionaries, and what they become comes back in their place.
Addresses and code without Chinese characters need no protection, for nothing in them changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from newsclean.convert.dictionaries import Table
from newsclean.options import check_expression

MARK = "\ufdd1"
# Around a word of the caller's dictionaries, and between it and what it becomes.
_WORD, _BECOMES = "\ufdd2", "\ufdd3"
_MARKS = f"{MARK}{_WORD}{_BECOMES}"

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
# An address ends where Chinese text goes on behind it: 见http://a.example/index.html查看. Chinese
# characters belong to it behind a sign that separates its parts: http://a.example/发.
_ADDRESS = (
    r"(?:https?|ftp|file)://[!-~]*(?:(?<=[/=?&#_+.~%:-])[" + _HAN + r"]+[!-~]*)*"
    r"|www\.[!-~]+(?:(?<=[/=?&#_+.~%:-])[" + _HAN + r"]+[!-~]*)*"
)
_PATH = (
    r"(?<![A-Za-z0-9])[A-Za-z]:\\[^\s\"*<>?|，。；！？、（）「」“”]+"
    r"|(?<![\w/.~:])(?:~|\.{1,2})?/[A-Za-z][\w.-]*/[^\s\"*<>?|，。；！？、（）「」“”]*"
)
_CODE = r"^```[^\n]*\n(?:(?!```)[^\n]*\n)*```|`[^`\r\n]+`"
_ALWAYS = f"{_ADDRESS}|{_PATH}|(?m:{_CODE})|[{_MARKS}]"

# Without any of these no pattern above can match: searches at the speed of memchr.
_SIGNS = ("://", "www.", ":\\", "/", "`", *_MARKS)


class Taken(NamedTuple):
    """A stretch that was taken out, and what comes back in its place."""

    before: str
    after: str


class Guard:
    """Takes out of a text what a step of a conversion must leave alone.

    :param protect: regular expressions for stretches, beside addresses, paths and Markdown code.
    :param keep: words to leave alone wherever they stand.
    :param words: words of the caller's dictionaries and what they become; they are not looked for in what
        is protected, nor in Japanese and Korean.
    :raises OptionsError: a regular expression is not one, or matches the empty string.
    """

    def __init__(
        self, protect: Sequence[str] = (), keep: Sequence[str] = (), words: Table | None = None
    ) -> None:
        self._pattern = _pattern(tuple(protect), tuple(keep))
        self._own = bool(protect or keep)
        self._words = _marking(words) if words else None

    def mask(self, text: str) -> tuple[str, list[Taken]]:
        """The text with a mark for each stretch, and the stretches."""
        taken: list[Taken] = []
        if self._own or any(sign in text for sign in _SIGNS):

            def take(match: re.Match[str]) -> str:
                taken.append(Taken(match[0], match[0]))
                return MARK

            text = self._pattern.sub(take, text)
        if self._words is not None:
            return self._take_words(text, taken, self._words)
        return text, taken

    def _take_words(
        self, text: str, taken: list[Taken], words: Callable[[str], str]
    ) -> tuple[str, list[Taken]]:
        from newsclean.convert.characters import is_foreign

        pieces = words(text).split(_WORD)
        if len(pieces) == 1 or is_foreign(text):
            return text, taken
        stretches = iter(taken)
        taken = []
        for at, piece in enumerate(pieces):
            if at % 2:
                before, _, after = piece.partition(_BECOMES)
                taken.append(Taken(before, after))
                pieces[at] = MARK
            else:
                taken += islice(stretches, piece.count(MARK))
        return "".join(pieces), taken

    def through(self, step: Callable[[str], str], text: str) -> str:
        """What a step makes of a text, with what is taken out going around it."""
        masked, taken = self.mask(text)
        if not taken:
            return step(text)
        return unmask(step(masked), taken)


def unmask(masked: str, taken: Sequence[Taken]) -> str:
    """The text with what comes back in the place of each mark; no step writes or drops a mark."""
    pieces = masked.split(MARK)
    ends = [*(stretch.after for stretch in taken), ""]
    return "".join([part for pair in zip(pieces, ends, strict=True) for part in pair])


def _marking(words: Table) -> Callable[[str], str]:
    """What puts marks around words, with what they become."""
    from newsclean.convert.rewriter import Rewriter

    return Rewriter.build({key: f"{_WORD}{key}{_BECOMES}{value}{_WORD}" for key, value in words.items()}, {})


@lru_cache(maxsize=16)
def _pattern(protect: tuple[str, ...], keep: tuple[str, ...]) -> re.Pattern[str]:
    for expression in protect:
        check_expression(expression)
    words = sorted((re.escape(word) for word in keep if word), key=len, reverse=True)
    return re.compile("|".join([*(f"(?:{expression})" for expression in protect), *words, _ALWAYS]))
