"""What is known of bytes without changing anything: what :func:`newsclean.inspect` hands out."""

from __future__ import annotations

from newsclean.document import Detection, Script
from newsclean.values import NamedTuple


class MixedWord(NamedTuple):
    """A word that mixes scripts or standards, and its place."""

    line: int
    column: int
    text: str


class Mixture(NamedTuple):
    """How much a Chinese text mixes scripts and standards; all zero for Japanese and Korean.

    :param shinjitai: number of characters that exist only in Japanese.
    :param variants: how many characters are of another standard of Traditional than most of their kind
        in the text (裏 among 裡), or of none (麽).
    :param words: number of words that mix scripts or standards.
    :param examples: the first few of these words.
    """

    shinjitai: int = 0
    variants: int = 0
    words: int = 0
    examples: tuple[MixedWord, ...] = ()


class Inspection(NamedTuple):
    """What :func:`newsclean.inspect` finds in bytes; nothing is changed.

    :param newlines: ``lf``, ``crlf``, ``cr``, ``mixed`` or ``none``.
    :param repairs: how many repairs :func:`newsclean.repair` would make.
    :param damage: what :func:`newsclean.repair` cannot undo, one short sentence for each place or kind.
    :param mixture: of scripts and standards.
    :param mojibake: the wrong decodings that it would undo: the true encoding, the one as which it was
        read, and how many stretches of text, the most frequent first.
    """

    path: str | None
    encoding: Detection
    newlines: str
    script: Script
    repairs: int = 0
    damage: tuple[str, ...] = ()
    mixture: Mixture = Mixture()
    mojibake: tuple[tuple[str, str, int], ...] = ()
