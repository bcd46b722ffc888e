"""The rules in use, indexed by their guards: which of them a line may fit at all."""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, compress, count
from operator import add, itemgetter, le
from typing import Any
from zlib import crc32

from newsclean.stored import read, write
from newsclean.structure.rules.fold import BEGINNING, DATA, fold, fold_beginning
from newsclean.structure.rules.rule import DECORATION, OUTER, Rule, Sizes, parse, spellings
from newsclean.structure.rules.search import Words

#: Index of a line → numbers of the rules whose guards it passes.
Claims = dict[int, set[int]]

_ANY = sys.maxsize
_NONE = -sys.maxsize

# Half of the rules that look for words are not for longer lines (:class:`Sizes`), and most of the words
# that news is full of (记者, 20) are theirs: paragraphs are not searched for them.
_PARAGRAPH = 64


class RuleBook:
    """Rules, indexed by their guards.

    A rule is compared to a line that begins as it says, or that holds one of its words, if it is not
    longer than the rule allows. Most lines are done with after one look at their first two characters
    and one search of the text for all words.
    """

    def __init__(self, rules: tuple[Rule, ...], index: _Index | None = None) -> None:
        self.rules = rules
        #: Name of a rule → the role, or the field of the metadata, that its lines speak for anywhere.
        self.fields = {rule.id: rule.field or rule.role for rule in rules if rule.field or rule.weak}
        #: What was found of short lines, by the line as it stands; filled by those who look.
        self.remembered: dict[str, Any] = {}
        #: The guards, in plain data.
        self.index = index or _index(rules)
        self._longest, self._lines, self._starts, self._words, long, glue = self.index
        self._openings = _Openings(self._lines, self._starts, self._longest)
        self._beginnings = _Beginnings(self._starts)
        self._words_of_all = Words(long)
        self._words_of_short = Words(self._words.keys() - long)
        self._glue = Words(glue)

    def claims(self, texts: Sequence[str], lines: Sequence[str]) -> Claims:
        """The rules that lines may fit.

        :param texts: the lines without outer blanks, none empty; ``lines``: the same as they stand.
        """
        sizes = Sizes(texts)
        least = sizes.least()
        claims = self._begun(texts, sizes, least)
        short = list(compress(range(len(lines)), map(_PARAGRAPH.__ge__, least)))
        for i, word in _held(self._words_of_all, lines):
            self._claim(claims, i, word, sizes[i])
        for n, word in _held(self._words_of_short, [lines[i] for i in short]):
            self._claim(claims, short[n], word, sizes[short[n]])
        return claims

    def claims_glued(self, parts: Sequence[str], whole: str) -> Iterator[tuple[int, Rule]]:
        """The rules for what is glued to an article that some of its parts may fit, with the parts' indexes:
        a few more than :meth:`claims` has, at a third of the cost.

        :param parts: of a text, none empty; ``whole``: a text that has all of them.
        """
        sizes, openings = Sizes(parts), self._openings
        claiming: list[tuple[int, Sequence[int]]] = []
        for word in {word for _, word in self._glue.find(whole)}:
            held = self._words[word]
            claiming += [(i, held) for i, part in enumerate(parts) if word in part or word in part.lower()]
        for index, part in enumerate(parts):
            limit = openings[part.lstrip(OUTER)[:2]]
            if limit > _NONE and sizes[index] <= limit:
                core = _core(part)
                claiming.append((index, _begun_with(core, self._starts)))
                if core in self._lines:
                    claiming.append((index, (self._lines[core],)))
        for index, numbers in claiming:
            for number in numbers:
                if sizes[index] <= self._longest[number]:
                    yield index, self.rules[number]

    def _claim(self, claims: Claims, index: int, word: str, size: int) -> None:
        """Note the rules for lines of a size that hold a word."""
        for number in self._words[word]:
            if size <= self._longest[number]:
                claims.setdefault(index, set()).add(number)

    def _begun(self, texts: Sequence[str], sizes: Sizes, least: list[int]) -> Claims:
        """Look up the lines, and the beginnings of lines, that rules list."""
        claims: Claims = {}
        openings, starts, longest = self._openings, self._starts, self._longest
        limits = map(openings.__getitem__, map(_FIRST_TWO, texts))
        for i in compress(range(len(texts)), map(le, least, limits)):
            text = texts[i]
            begun = self._beginnings[text[:2]] if len(text) > BEGINNING else None
            if begun is None:
                if least[i] > openings[text[:BEGINNING].lstrip(OUTER)[:2]]:
                    continue
                core = _core(text)
                begun = _begun_with(core, starts)
            size = sizes[i]
            fitting = {n for n in begun if size <= longest[n]}
            if len(text) <= BEGINNING and core in self._lines:
                fitting.add(self._lines[core])
            if fitting:
                claims[i] = fitting
        return claims


_FIRST_TWO = itemgetter(slice(2))


def _core(text: str) -> str:
    """The beginning of a line as rules list it."""
    return fold_beginning(text).replace(" ", "").strip(DECORATION)


def _begun_with(core: str, starts: dict[str, list[int]]) -> tuple[int, ...]:
    """The rules that list how a line begins."""
    return (*starts.get(core[:2], ()), *starts.get(core[:1], ()))


def _held(words: Words, lines: Sequence[str]) -> list[tuple[int, str]]:
    """The index of a line and a word that it holds, for all of the words."""
    found = words.find("\n".join(lines))
    if not found:
        return []
    ends = list(map(add, accumulate(map(len, lines)), count(1)))
    return [(bisect_right(ends, place), word) for place, word in found]


# How long a line each rule allows; whole lines, beginnings and words, with the numbers of the rules; words
# that are to be found in paragraphs, too; words of rules for what is glued to an article.
_Index = tuple[list[int], dict[str, int], dict[str, list[int]], dict[str, list[int]], set[str], set[str]]


def _index(rules: tuple[Rule, ...]) -> _Index:
    """The guards of rules."""
    longest = [max([rule.max, *map(len, rule.lines)]) if rule.where == "line" else _ANY for rule in rules]
    lines: dict[str, int] = {}
    starts: dict[str, list[int]] = {}
    words: dict[str, list[int]] = {}
    long: set[str] = set()
    for number, rule in enumerate(rules):
        for line in rule.lines:
            lines.setdefault(line, number)
        # Only so much of a line is looked up, with its blanks and decoration; a longer one is found
        # by how it begins.
        beginnings = [line for line in rule.lines if len(line) > BEGINNING // 2]
        for key in dict.fromkeys([start[:2] for start in (*rule.starts, *beginnings)]):
            starts.setdefault(key, []).append(number)
        if not rule.starts:
            held = rule.spellings or spellings(rule.contains)
            for word in held:
                words.setdefault(word, []).append(number)
            if longest[number] > _PARAGRAPH:
                long.update(held)
    glue: set[str] = set()
    for rule in rules:
        if not rule.starts and rule.is_for_parts(head=False):
            glue.update(rule.spellings or spellings(rule.contains))
    return longest, lines, starts, words, long, glue


class _Openings(dict[str, int]):
    """First two characters of a line, as they stand in the text → how long a line (:class:`Sizes`)
    may be that begins as some rule says; less than nothing if none says so.

    Filled as texts show them; most lines are done with after one look.

    :param lines: whole lines, ``starts``: beginnings of up to two characters, that rules list.
    :param longest: how long a line each rule allows.
    """

    def __init__(self, lines: dict[str, int], starts: dict[str, list[int]], longest: list[int]) -> None:
        super().__init__()
        self._limits: dict[str, int] = {}
        for opening, numbers in starts.items():
            self._limits[opening] = max([longest[n] for n in numbers])
        for line, number in lines.items():
            opening = line[:2]
            self._limits[opening] = max(self._limits.get(opening, BEGINNING), longest[number], BEGINNING)

    def __missing__(self, opening: str) -> int:
        folded = fold(opening)
        limits = self._limits
        if any(c in DECORATION for c in folded):
            limit = _ANY  # a blank or a sign before, or in, what the rules list: a closer look is needed
        else:
            limit = max(limits.get(folded, _NONE), limits.get(folded[:1], _NONE))
        if len(self) < _OPENINGS:
            self[opening] = limit
        return limit


class _Beginnings(dict[str, "tuple[int, ...] | None"]):
    """The first two characters of a line that is too long to be listed → the rules for lines that begin so;
    nothing where one of them is a blank or a sign: a closer look is needed.

    Filled as texts show them.

    :param starts: beginnings of up to two characters, with the numbers of the rules that list them.
    """

    def __init__(self, starts: dict[str, list[int]]) -> None:
        super().__init__()
        self._starts = starts

    def __missing__(self, opening: str) -> tuple[int, ...] | None:
        folded, starts = fold(opening), self._starts
        begun = None
        if not any(c in DECORATION for c in folded):
            begun = _begun_with(folded, starts)
        if len(self) < _OPENINGS:
            self[opening] = begun
        return begun


_OPENINGS = 50_000


# Change it with what the index holds.
_FORM = 2


@cache
def builtin() -> RuleBook:
    """The rules that come with the program."""
    with open(os.path.join(DATA, "rules.tsv"), "rb") as file:
        data = file.read()
    identity = f"{_FORM} {len(data)} {crc32(data):08x} {Rule._fields}"
    known: Any = read("rules", identity)
    if known is not None:
        rows, index = known
        return RuleBook(tuple(map(Rule._make, rows)), index)
    lines = data.decode().split("\n")
    book = RuleBook(tuple(parse(line) for line in lines if line and line[0] != "#"))
    write("rules", identity, (list(map(tuple, book.rules)), book.index))
    return book
