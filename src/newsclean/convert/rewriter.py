"""Apply a table to text in one pass by longest match, at the speed of C++.

The engine is the normalizer of SentencePiece (Apache-2.0): a double-array trie that rewrites text by
longest match from left to right. Of the engines tried it was the fastest that hands back text and not
matches: see ``docs/convert.md``. What it cannot take, or what OpenCC leaves alone, goes around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsclean.convert.dictionaries import Table

# The engine refuses a rule that maps a key to itself, yet such a phrase shields its characters from shorter
# keys. It is mapped to itself plus this noncharacter, which is taken out of the result. Where the input
# holds one, it goes around the engine and stays.
_SHIELD = "\ufdd0"

# What may need care: lone surrogates (they have no UTF-8), the shield, and the operators of ideographic
# description sequences.
_CARE = re.compile("[\ud800-\udfff\u2ff0-\u2fff\ufdd0]")

# Characters in a piece handed to the engine: it keeps a table of offsets of eight times the piece's bytes.
# Pieces of 16 K to 1 M characters ran at the same speed (s2t, 11 MB of news).
_PIECE = 1 << 16

# Where a long line may be cut: behind a character that no key of any of OpenCC's tables contains.
_CUT = "\n\r 。！？；"

_TERNARY = "⿲⿳"
_UNARY = "⿾⿿"
# OpenCC's limits for a description sequence (UTF8Util.cpp).
_DEEPEST = 16
_LONGEST = 64
_OPERAND = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u31c0-\u31e3\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)


class Rewriter:
    """A compiled table, ready to rewrite text; make it with :meth:`build` or :meth:`load`.

    It may be called from several threads.
    """

    def __init__(self, normalizer: Any, normalization: Table) -> None:
        self._rewrite = normalizer.Normalize
        self._normalizer = normalizer
        self._normalization = {ord(key): value for key, value in normalization.items()}
        self._abnormal = re.compile(f"[{_ranges(normalization)}]") if normalization else None

    @classmethod
    def build(cls, table: Table, normalization: Table) -> Rewriter:
        """Compile a table; takes 0.1 s for each 20,000 keys.

        :param normalization: characters replaced one by one before the table is applied.
        """
        import os
        import tempfile

        rules = "\n".join(
            f"{_hexadecimal(key)}\t{_hexadecimal(value if value != key else value + _SHIELD)}"
            for key, value in table.items()
            if len(key) > 1 or key != value
        )
        handle, path = tempfile.mkstemp(suffix=".tsv")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(rules)
            normalizer = _sentencepiece().SentencePieceNormalizer(
                rule_tsv=path,
                add_dummy_prefix=False,
                escape_whitespaces=False,
                remove_extra_whitespaces=False,
            )
        finally:
            os.unlink(path)
        return cls(normalizer, normalization)

    @classmethod
    def load(cls, compiled: bytes, normalization: Table) -> Rewriter:
        """Take over what :meth:`compiled` gave; takes 1 to 2 ms.

        The bytes must be undamaged: the engine trusts them.
        """
        normalizer = _sentencepiece().SentencePieceNormalizer(
            model_proto=compiled,
            add_dummy_prefix=False,
            escape_whitespaces=False,
            remove_extra_whitespaces=False,
        )
        return cls(normalizer, normalization)

    def compiled(self) -> bytes:
        """The compiled table, for :meth:`load` with the same release of SentencePiece."""
        return bytes(self._normalizer.serialized_model_proto())

    def __call__(self, text: str) -> str:
        """The text rewritten; any ``str`` will do, lone surrogates and an empty one included."""
        if self._abnormal is not None and self._abnormal.search(text):
            text = self._normalized(text)
        if _CARE.search(text) is None:
            return self._plain(text)
        pieces: list[str] = []
        at = 0
        for start, end in _untouched(text):
            pieces += (self._plain(text[at:start]), text[start:end])
            at = end
        pieces.append(self._plain(text[at:]))
        return "".join(pieces)

    def _plain(self, text: str) -> str:
        """Rewrite text that the engine can take."""
        if not text:
            return text
        if len(text) <= _PIECE:
            result: str = self._rewrite(text)
        else:
            result = "".join([self._rewrite(piece) for piece in _pieces(text)])
        return result.replace(_SHIELD, "")

    def _normalized(self, text: str) -> str:
        """The text with compatibility characters replaced, but for those in description sequences."""
        pieces: list[str] = []
        at = 0
        for start, end in _untouched(text):
            pieces += (text[at:start].translate(self._normalization), text[start:end])
            at = end
        pieces.append(text[at:].translate(self._normalization))
        return "".join(pieces)


def _pieces(text: str) -> Iterator[str]:
    """The text cut where no key can be torn apart."""
    at = 0
    while len(text) - at > _PIECE:
        end = max(text.rfind(mark, at, at + _PIECE) for mark in _CUT) + 1
        if not end:
            ends = [found for mark in _CUT if (found := text.find(mark, at + _PIECE)) >= 0]
            end = min(ends, default=len(text) - 1) + 1
        yield text[at:end]
        at = end
    if at < len(text):
        yield text[at:]


def _untouched(text: str) -> Iterator[tuple[int, int]]:
    """What goes around the engine: surrogates, shields, whole ideographic description sequences."""
    at = 0
    while (found := _CARE.search(text, at)) is not None:
        start = found.start()
        if "\u2ff0" <= text[start] <= "\u2fff":
            end = _description_end(text, start)
            if end:
                yield start, end
            at = end or start + 1
        else:
            at = start + 1
            yield start, at


def _description_end(text: str, start: int) -> int:
    """Where the ideographic description sequence that begins here ends; 0 if it is not a whole one.

    OpenCC leaves such sequences as they are: ``⿰氵发`` describes a character by its parts.
    """
    wanted = [1]
    for at in range(start, min(len(text), start + _LONGEST)):
        char = text[at]
        wanted[-1] -= 1
        if "\u2ff0" <= char <= "\u2fff":
            wanted.append(3 if char in _TERNARY else 1 if char in _UNARY else 2)
            if len(wanted) > _DEEPEST + 1:
                return 0
        elif not _OPERAND.match(char):
            return 0
        while wanted and wanted[-1] == 0:
            wanted.pop()
        if not wanted:
            return at + 1
    return 0


def _ranges(characters: Table) -> str:
    """Characters as ranges of a regular expression's class: few ranges are searched fast."""
    codes = sorted(map(ord, characters))
    ranges: list[list[int]] = []
    for code in codes:
        # Gaps of a few unassigned or unmapped characters are bridged: a needless translation is harmless.
        if ranges and code - ranges[-1][1] <= _BRIDGED:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)


_BRIDGED = 64


def _hexadecimal(text: str) -> str:
    """Code points as the engine's rules have them."""
    return text.encode("utf-32-be").hex(" ", 4)


def _sentencepiece() -> Any:
    """SentencePiece with its log off; imported here because that takes 40 to 50 ms."""
    import sentencepiece

    sentencepiece.SetMinLogLevel(_QUIET)
    return sentencepiece


# Above FATAL (3): the log goes to standard error, which is the user's.
_QUIET = 4
