"""Apply a table to text: in one pass by longest match from left to right, by whatever way is fastest.

Most characters become the same wherever they stand, so the text goes through a table of characters, and then
the phrases that say something else are put in at their places. Those are few: they take up 4 % of news.
:mod:`~newsclean.convert.engine.phrases` tells how they are found without cutting up all of the text. Long
text is searched by :mod:`~newsclean.convert.engine.vectors`.
"""

from __future__ import annotations

import marshal
from collections.abc import Collection, Iterable
from heapq import merge
from itertools import compress, count, repeat
from operator import contains

from newsclean.convert.engine.descriptions import OPERATORS, around
from newsclean.convert.engine.phrases import Phrases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.convert.engine.vectors import Vectors
    from newsclean.convert.opencc.dictionaries import Table

# Characters that a table converts before it takes NumPy: to import that and to make a table's arrays takes as
# long as 300,000 (t2s) to 700,000 (s2tw with own words) characters without.
_MANY = 500_000

# Below this many characters NumPy's calls take longer than going without.
_FEW = 500


class Rewriter:
    """A compiled table, ready to rewrite text; make it with :meth:`build` or :meth:`load`.

    It may be called from several threads.
    """

    def __init__(self, normalization: dict[int, str], characters: dict[int, str], phrases: Phrases) -> None:
        self.normalization = normalization
        self.characters = characters
        self.phrases = phrases
        # Descriptions of characters are left alone, so that what is in them needs care.
        self._special = {*map(chr, (*normalization, *OPERATORS)), *phrases.single}
        self._vectors: Vectors | None = None
        self._count = 0

    @classmethod
    def build(cls, table: Table, normalization: Table) -> Rewriter:
        """Compile a table; takes 0.1 s for each 50,000 keys.

        :param table: no key is empty or holds a tab or a line end.
        :param normalization: characters replaced by others, one by one, before the table is applied.
        """
        characters = {ord(key): table[key] for key in sorted(table) if len(key) == len(table[key]) == 1}
        return cls(
            {ord(key): value for key, value in normalization.items()},
            characters,
            Phrases.of(table, characters),
        )

    @classmethod
    def load(cls, compiled: bytes | memoryview) -> Rewriter:
        """Take over what :meth:`compiled` gave in the same release of Python; takes 3 to 6 ms.

        The bytes must be undamaged.
        """
        (abnormal, normal), (characters, become), phrases = marshal.loads(compiled)
        return cls(
            dict(zip(map(ord, abnormal), normal, strict=True)),
            dict(zip(map(ord, characters), become, strict=True)),
            Phrases(*phrases),
        )

    def compiled(self) -> bytes:
        """The compiled table, for :meth:`load`."""
        return marshal.dumps(
            (_unzipped(self.normalization), _unzipped(self.characters), self.phrases.packed())
        )

    def __call__(self, text: str) -> str:
        """The text rewritten; any ``str`` will do, lone surrogates and an empty one included."""
        if self._vectors is None:
            self._count += len(text)
            if self._count < _MANY:
                return self.rewrite(text)
            from newsclean.convert.engine.vectors import Vectors

            self._vectors = Vectors(self.normalization, self.characters, self.phrases, self.rewrite)
        return self.rewrite(text) if len(text) < _FEW else self._vectors(text)

    def rewrite(self, text: str) -> str:
        """The same, always without NumPy."""
        if self._special.isdisjoint(text):
            return self._rewrite(text, ())
        if not self.normalization.keys().isdisjoint(map(ord, text)):
            text = around(text, lambda part: part.translate(self.normalization))
        return around(text, lambda part: self._rewrite(part, self.phrases.single))

    def _rewrite(self, text: str, single: Collection[str]) -> str:
        """Apply the table alone.

        :param single: characters to care for that change the length of the text on their own.
        """
        followers = map(self.phrases.begins.get, text, repeat(""))
        places: Iterable[int] = compress(count(), map(contains, followers, text[1:]))
        if single:
            places = merge(places, compress(count(), map(single.__contains__, text)))
        return self.phrases.put(text, text.translate(self.characters), places)


def _unzipped(characters: dict[int, str]) -> tuple[str, str]:
    """Keys and values of a table of characters."""
    return "".join(map(chr, characters)), "".join(characters.values())
