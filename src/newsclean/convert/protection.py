"""What conversion must not touch: addresses, paths, code, and what the caller names.

Each such stretch is taken out and a noncharacter put in its place, which no table changes; afterwards it
goes back. So do the words of the caller's dictionaries, and what they become comes back in their place.
Addresses and code without Chinese characters need no protection, for nothing in them changes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import islice
from operator import itemgetter

from newsclean.alignment import Aligned, Joint
from newsclean.convert.census import FOREIGN, OPERATOR, Census
from newsclean.convert.characters import found_by
from newsclean.convert.language import is_foreign
from newsclean.options import check_expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from daachorse import CharwiseDoubleArrayAhoCorasick

    from newsclean.convert.opencc.dictionaries import Table

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
# Between backticks is code unless it begins with Chinese and has no signs beside: `如果不重要` is emphasis.
# What begins with a blank follows a closing backtick, or one without a partner.
_PROSE = "[" + _HAN + "][\u3000-\u303f\uff00-\uff5e" + _HAN + "—…“”‘’ 0-9A-Za-z]*`"
_CODE = r"(?<![^\n]`)(?<=`)``[^\n]*\n(?:(?!```)[^\n]*\n)*```|(?<=`)(?![ \t]|" + _PROSE + r")[^`\r\n]+`"
# Where a link of Markdown leads, which is a path or an address if it has such a sign.
_TARGET = r"(?<=\]\()(?=[^\s()]*[/.#])[^\s()]+"
_FIRST = f"A-Za-z~./`({_MARKS}"
_MARKED = f"(?<=[{_MARKS}])"
_ALWAYS = f"{_ADDRESS}|{_PATH}|{_CODE}|{_TARGET}|{_MARKED}"

# Without any of these no pattern above can match.
_SIGNS = ("/", "www.", ":\\", "`", "](", *_MARKS)


# Where a stretch begins and ends.
Span = tuple[int, int]


class Stretches(list[tuple[str, str]]):
    """What was taken out of a text, in order, each stretch with what comes back in its place."""

    def change(self) -> bool:
        """Whether something else comes back for any of them."""
        return any(before != after for before, after in self)

    def back(self, masked: str) -> str:
        """The text with what comes back in the place of each mark."""
        pieces = [""] * (2 * len(self) + 1)
        pieces[::2] = masked.split(MARK)
        pieces[1::2] = [after for _, after in self]
        return "".join(pieces)


class Guard:
    """Takes out of a text what a step of a conversion must leave alone.

    :param protect: regular expressions for stretches, beside addresses, paths and Markdown code.
    :param keep: words to leave alone wherever they stand.
    :param words: words of the caller's dictionaries and what they become; they are not looked for in what
        is protected, nor in Japanese and Korean.
    :param careful: whether addresses, paths and code are taken out.
    :raises OptionsError: a regular expression is not one, or matches the empty string.
    """

    def __init__(
        self,
        protect: Sequence[str] = (),
        keep: Sequence[str] = (),
        words: Table | None = None,
        careful: bool = True,
    ) -> None:
        for expression in protect:
            check_expression(expression)
        self._given = tuple(protect), tuple(word for word in dict.fromkeys(keep) if word)
        self._own = any(self._given)
        self._always = _ALWAYS if careful else _MARKED
        self._signs = _SIGNS if careful else tuple(_MARKS)
        self._words = words or {}
        self._changing = any(word != value for word, value in self._words.items())

    def mask(self, text: str, found: Census | None = None) -> tuple[str, Stretches]:
        """The text with a mark for each stretch, and the stretches.

        :param found: of the text, if it is known.
        """
        found = found or Census(text)
        masked, taken = self._masked(text, found)
        if not self._words or (found.has(FOREIGN) and is_foreign(masked)):
            return masked, taken
        if self not in found.known:
            found.known[self] = self._take_words(masked, taken, found)
        known: tuple[str, Stretches] = found.known[self]
        return known

    def changes(self, text: str, found: Census) -> bool:
        """Whether any word that is taken out of a text becomes another."""
        return self._changing and self.mask(text, found)[1].change()

    def _masked(self, text: str, found: Census) -> tuple[str, Stretches]:
        """The same without the words of the dictionaries."""
        signs = any(sign in text for sign in self._signs)
        if not signs and not self._own:
            return text, NOTHING
        known = found.known.get(self._given)
        if known is None:
            pieces = self._pieces(text)
            stretches = pieces[1::2]
            taken = Stretches(zip(stretches, stretches, strict=True))
            known = found.known[self._given] = (MARK.join(pieces[::2]), taken) if taken else (text, NOTHING)
        return known

    def _pieces(self, text: str) -> list[str]:
        """The text cut into what is not protected and what is, by turns.

        What begins first counts; of what begins at one place the caller's expressions before words, and words
        before addresses and code. Each is searched for on its own, which is faster.
        """
        few = self._given[1] if len(self._given[1]) <= _FEW else ()
        always, protect = _patterns(self._given[0], few, self._always)
        if protect is None and len(self._given[1]) <= _FEW:
            return always.split(text)
        searches: list[Callable[[int], Span]] = [partial(_search, always, text)]
        if len(self._given[1]) > _FEW:
            searches.insert(0, _next_of(_places(self._given[1], text)))
        if protect is not None:
            searches.insert(0, partial(_search, protect, text))
        nearest = [search(0) for search in searches]
        pieces: list[str] = []
        at = 0
        while True:
            start, end = min(nearest, key=itemgetter(0))
            if end < 0:
                pieces.append(text[at:])
                return pieces
            if start == end:
                break  # an expression of theirs matches nothing somewhere: see below
            pieces += (text[at:start], text[start:end])
            at = end
            nearest = [
                span if span[0] >= at else search(at) for span, search in zip(nearest, searches, strict=True)
            ]
        pieces, at = [], 0
        for match in _everything(*self._given, self._always).finditer(text):
            pieces += (text[at : match.start()], match[0])
            at = match.end()
        pieces.append(text[at:])
        return pieces

    def _take_words(self, text: str, taken: Stretches, found: Census) -> tuple[str, Stretches]:
        """The text with a mark for each word, too.

        :param text: in which marks stand for what is taken already.
        :param found: of the text before anything was taken out.
        """
        # In descriptions of characters no words are looked for; the rewriter knows how to tell them.
        described = found.has(OPERATOR)
        if len(self._words) <= _FEW and not described:
            pieces = _alternation(tuple(self._words)).split(text)
        else:
            pieces = _marking(tuple(self._words))(text).split(_WORD)
        if len(pieces) == 1:
            return text, taken
        keys = pieces[1::2]
        words = Stretches(zip(keys, map(self._words.__getitem__, keys), strict=True))
        if taken:
            stretches, each = iter(taken), iter(words)
            words = Stretches()
            for piece in pieces[::2]:
                words += islice(stretches, piece.count(MARK))
                words += islice(each, 1)
        return MARK.join(pieces[::2]), words


NOTHING = Stretches()


def unmask(masked: str, done: Aligned, taken: Stretches) -> Aligned:
    """The text with what comes back in the place of each mark; no step writes or drops a mark.

    :param done: what was made of the masked text.
    :returns: with joints between the text before anything was taken out and the result.
    """
    text = taken.back(done.text)
    if not done.joints and all(len(before) == len(after) for before, after in taken):
        return Aligned(text)
    joints: list[Joint] = []
    inner = iter((*done.joints, _END))
    joint = next(inner)
    at = to = -1
    grown = later = 0  # before the step and after it
    for before, after in taken:
        at, to = masked.index(MARK, at + 1), done.text.index(MARK, to + 1)
        while joint[0] < at:
            joints.append((joint[0] + grown, joint[1] + grown, joint[2] + later, joint[3] + later))
            joint = next(inner)
        joints.append((at + grown, at + grown + len(before), to + later, to + later + len(after)))
        grown += len(before) - 1
        later += len(after) - 1
    joints += [(a + grown, b + grown, c + later, d + later) for a, b, c, d in (joint, *inner) if a != _END[0]]
    return Aligned(text, tuple(joints))


# Behind all text.
_END = (sys.maxsize,) * 4


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
    from newsclean.convert.engine.rewriter import Rewriter

    return Rewriter.build({word: f"{_WORD}{word}{_WORD}" for word in words}, {})


def _places(words: tuple[str, ...], text: str) -> list[Span]:
    """Where words begin and the longest one ends, overlapping ones included."""
    # Of those that begin at one place the longest comes last.
    ends = {start: end for start, end, _ in found_by(_automaton(words).find_overlapping, text)}
    return sorted(ends.items())


@lru_cache(maxsize=16)
def _automaton(words: tuple[str, ...]) -> CharwiseDoubleArrayAhoCorasick:
    """Finds words."""
    import daachorse

    return daachorse.CharwiseDoubleArrayAhoCorasick([*words])


_Pattern = re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(
    protect: tuple[str, ...], keep: tuple[str, ...], always: str
) -> tuple[_Pattern, _Pattern | None]:
    """What is taken out: words and what always is, as a group; what the caller's expressions match."""
    pattern = re.compile(f"({_with_words(keep, always)})")
    return pattern, re.compile(_any_of(protect)) if protect else None


@lru_cache(maxsize=16)
def _everything(protect: tuple[str, ...], keep: tuple[str, ...], always: str) -> _Pattern:
    """All that is taken out, in one expression."""
    words = _with_words(keep, always)
    return re.compile("|".join([_any_of(protect), words] if protect else [words]))


def _any_of(expressions: Iterable[str]) -> str:
    return "|".join(f"(?:{expression})" for expression in expressions)


def _with_words(keep: Sequence[str], always: str) -> str:
    """Words, and what is always taken out."""
    return f"[{_FIRST}{_firsts(keep)}](?:{_behind_first(keep)}{'|' if keep else ''}{always})"


def _search(pattern: _Pattern, text: str, at: int) -> Span:
    """The next stretch that a pattern matches."""
    match = pattern.search(text, at)
    return match.span() if match is not None else _BEYOND


def _next_of(places: list[Span]) -> Callable[[int], Span]:
    """The same for stretches that are known, each asked for behind the one before."""
    left = iter(places)

    def search(at: int) -> Span:
        return next((span for span in left if span[0] >= at), _BEYOND)

    return search


# Behind all text.
_BEYOND = sys.maxsize, -1
