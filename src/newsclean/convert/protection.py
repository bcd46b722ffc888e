"""What conversion must not touch: addresses, paths, code, and what the caller names.

Each such stretch is taken out and a noncharacter put in its place, which no table changes; afterwards it
goes back. So do the words of the caller's dictionaries, and what they become comes back in their place.
Addresses and code without Chinese characters need no protection, for nothing in them changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice

from newsclean.convert.census import FOREIGN, OPERATOR, SIGN, Census
from newsclean.convert.characters import is_foreign
from newsclean.options import check_expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.convert.dictionaries import Table

MARK = "\ufdd1"
# Around a word of the caller's dictionaries.
_WORD = "\ufdd2"
_MARKS = f"{MARK}{_WORD}\ufdd3"

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
# Each pattern looks back at its first character, so that all of them begin with one class: that is found ten
# times as fast as an alternation.
#
# An address ends where Chinese text goes on behind it: 见http://a.example/index.html查看. Chinese
# characters belong to it behind a sign that separates its parts: http://a.example/发.
_PARTS = r"(?:(?<=[/=?&#_+.~%:-])[" + _HAN + r"]+[!-~]*)*"
_ADDRESS = r"(?:(?<=h)ttps?|(?<=f)tp|(?<=f)ile)://[!-~]*" + _PARTS + r"|(?<=w)ww\.[!-~]+" + _PARTS
_PATH = (
    r"(?<=[A-Za-z])(?<![A-Za-z0-9][A-Za-z]):\\[^\s\"*<>?|，。；！？、（）「」“”]+"
    r"|(?<![\w/.~:][~./])(?:(?<=~)/|(?<=\.)\.?/|(?<=/))[A-Za-z][\w.-]*/[^\s\"*<>?|，。；！？、（）「」“”]*"
)
_CODE = r"(?<![^\n]`)(?<=`)``[^\n]*\n(?:(?!```)[^\n]*\n)*```|(?<=`)[^`\r\n]+`"
_FIRST = f"A-Za-z~./`{_MARKS}"
_ALWAYS = f"{_ADDRESS}|{_PATH}|{_CODE}|(?<=[{_MARKS}])"

# Without any of these no pattern above can match.
_SIGNS = ("/", "www.", ":\\", "`", *_MARKS)

#: A stretch that was taken out, and what comes back in its place.
Taken = tuple[str, str]


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
        for expression in protect:
            check_expression(expression)
        self._given = tuple(protect), tuple(keep)
        self._own = bool(protect or keep)
        self._words = words or {}

    def mask(self, text: str, found: Census | None = None) -> tuple[str, list[Taken]]:
        """The text with a mark for each stretch, and the stretches.

        :param found: of the text, if it is known.
        """
        found = found or Census(text)
        taken: list[Taken] = []
        if self._own or (found.has(SIGN) and any(sign in text for sign in _SIGNS)):
            pieces = self._pieces(text)
            taken = [(stretch, stretch) for stretch in pieces[1::2]]
            if taken:
                text = MARK.join(pieces[::2])
        if self._words:
            return self._take_words(text, taken, found)
        return text, taken

    def _pieces(self, text: str) -> list[str]:
        """The text cut into what is not protected and what is, by turns."""
        always, protect, both = _patterns(*self._given)
        if protect is None:
            return always.split(text)
        # What begins first counts. Each of the two is searched for on its own, which is faster.
        ours, theirs = always.search(text), protect.search(text)
        pieces: list[str] = []
        at = 0
        while ours is not None or theirs is not None:
            if theirs is None or (ours is not None and ours.start() < theirs.start()):
                assert ours is not None
                start, end = ours.span()
            else:
                start, end = theirs.span()
            if start == end:
                break  # they match nothing somewhere: see below
            pieces += (text[at:start], text[start:end])
            at = end
            if ours is not None and ours.start() < at:
                ours = always.search(text, at)
            if theirs is not None and theirs.start() < at:
                theirs = protect.search(text, at)
        else:
            pieces.append(text[at:])
            return pieces
        pieces, at = [], 0
        for match in both.finditer(text):
            pieces += (text[at : match.start()], match[0])
            at = match.end()
        pieces.append(text[at:])
        return pieces

    def _take_words(self, text: str, taken: list[Taken], found: Census) -> tuple[str, list[Taken]]:
        """The same with a mark for each word, too.

        :param found: of the text before anything was taken out.
        """
        if found.has(FOREIGN) and is_foreign(text):
            return text, taken
        # In descriptions of characters no words are looked for; the rewriter knows how to tell them.
        if len(self._words) <= _FEW and not found.has(OPERATOR):
            pieces = _alternation(tuple(self._words)).split(text)
        else:
            pieces = _marking(tuple(self._words))(text).split(_WORD)
        if len(pieces) == 1:
            return text, taken
        keys = pieces[1::2]
        words = list(zip(keys, map(self._words.__getitem__, keys), strict=True))
        if taken:
            stretches, each = iter(taken), iter(words)
            taken = []
            for piece in pieces[::2]:
                taken += islice(stretches, piece.count(MARK))
                taken += islice(each, 1)
            words = taken
        return MARK.join(pieces[::2]), words

    def through(self, step: Callable[[str], str], text: str) -> str:
        """What a step makes of a text, with what is taken out going around it."""
        masked, taken = self.mask(text)
        if not taken:
            return step(text)
        return unmask(step(masked), taken)


def unmask(masked: str, taken: Sequence[Taken]) -> str:
    """The text with what comes back in the place of each mark; no step writes or drops a mark."""
    pieces = [""] * (2 * len(taken) + 1)
    pieces[::2] = masked.split(MARK)
    pieces[1::2] = [after for _, after in taken]
    return "".join(pieces)


# So many words are found faster by a regular expression.
_FEW = 100


@lru_cache(maxsize=16)
def _alternation(words: tuple[str, ...]) -> re.Pattern[str]:
    """Words as one group; the longest one counts."""
    return re.compile(f"([{_firsts(words)}](?:{_behind_first(words)}))")


def _firsts(words: Iterable[str]) -> str:
    """The first characters of words, for a class."""
    return "".join(map(re.escape, sorted({word[0] for word in words})))


def _behind_first(words: Iterable[str]) -> str:
    """What matches words from their second characters on, the longest ones before the others."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join([f"(?<={re.escape(first)})(?:{'|'.join(found)})" for first, found in rests.items()])


@lru_cache(maxsize=16)
def _marking(words: tuple[str, ...]) -> Callable[[str], str]:
    """What puts marks around words."""
    from newsclean.convert.rewriter import Rewriter

    return Rewriter.build({word: f"{_WORD}{word}{_WORD}" for word in words}, {})


_Pattern = re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(protect: tuple[str, ...], keep: tuple[str, ...]) -> tuple[_Pattern, _Pattern | None, _Pattern]:
    """What is taken out: words and what always is, as a group; what the caller's expressions match; both."""
    words = [word for word in keep if word]
    always = f"[{_FIRST}{_firsts(words)}](?:{_behind_first(words)}{'|' if words else ''}{_ALWAYS})"
    expressions = "|".join(f"(?:{expression})" for expression in protect)
    ours = re.compile(f"({always})")
    if not protect:
        return ours, None, ours
    return ours, re.compile(expressions), re.compile(f"{expressions}|{always}")
