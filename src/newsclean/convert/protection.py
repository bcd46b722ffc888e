"""What conversion must not touch: addresses, paths, code, and what the caller names.

Each such stretch is taken out and a noncharacter put in its place, which no table changes; afterwards it
goes back. Addresses and code without Chinese characters need no protection, for nothing in them changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from newsclean.options import check_expression

_MARK = "\ufdd1"

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
_ALWAYS = f"{_ADDRESS}|{_PATH}|(?m:{_CODE})|{_MARK}"

# Without any of these no pattern above can match: six searches at the speed of memchr.
_SIGNS = ("://", "www.", ":\\", "/", "`", _MARK)


def protected(
    step: Callable[[str], str], protect: Sequence[str] = (), keep: Sequence[str] = ()
) -> Callable[[str], str]:
    """A step of a conversion that leaves some stretches as they are.

    :param protect: regular expressions for stretches, beside addresses, paths and Markdown code.
    :param keep: words to leave alone wherever they stand.
    :raises OptionsError: a regular expression is not one, or matches the empty string.
    """
    pattern = _pattern(tuple(protect), tuple(keep))
    own = bool(protect or keep)

    def guarded(text: str) -> str:
        if not own and not any(sign in text for sign in _SIGNS):
            return step(text)
        taken: list[str] = []

        def take(match: re.Match[str]) -> str:
            taken.append(match[0])
            return _MARK

        masked = pattern.sub(take, text)
        pieces = step(masked).split(_MARK)
        # No step writes or drops the mark; should a caller's dictionary do so, nothing is changed.
        if len(pieces) != len(taken) + 1:
            return text
        return "".join([part for pair in zip(pieces, [*taken, ""], strict=True) for part in pair])

    return guarded


@lru_cache(maxsize=16)
def _pattern(protect: tuple[str, ...], keep: tuple[str, ...]) -> re.Pattern[str]:
    for expression in protect:
        check_expression(expression)
    words = sorted((re.escape(word) for word in keep if word), key=len, reverse=True)
    return re.compile("|".join([*(f"(?:{expression})" for expression in protect), *words, _ALWAYS]))
