"""The wrong decodings that are looked for: which encoding was read as which, and how often that is met."""

from __future__ import annotations

from newsclean.repair.mojibake.tables import DROPPED, NO_BREAK, SINGLE, bytes_of, decode, inverse
from newsclean.values import NamedTuple


class Pair(NamedTuple):
    """A wrong decoding.

    :param true: the encoding the text was in.
    :param read_as: the encoding it was decoded with.
    :param prior: −ln of how often it is met among suspicious lines, in nats, roughly.
    :param lost: the bytes that may have been lost, if its document shows which: mostly those that the table
        lacks.
    :param dropped: the bytes of UTF-8 that programs may have dropped: the soft hyphen and the no-break space,
        if its document does not have them, and those that may have been lost.
    """

    true: str
    read_as: str
    prior: float
    lost: tuple[int, ...] = ()
    dropped: tuple[int, ...] = (*DROPPED, *NO_BREAK)

    @property
    def rule(self) -> str:
        """The name its edits carry."""
        return f"{self.true}-as-{self.read_as}"

    @property
    def single(self) -> bool:
        """Whether the wrong decoder made one character of each byte."""
        return self.read_as in SINGLE

    def read_again(self, text: str) -> str:
        """A text as its bytes read in the true encoding; empty where not all of them are valid there."""
        if not all(map(inverse(self.read_as).__getitem__, frozenset(text))):
            return ""
        return decode(bytes_of(text, self.read_as), self.true)

    def rereads(self, other: Pair) -> bool:
        """Whether undoing it after another one only decodes the same bytes once more.

        What two such layers do one pair does, but for private-use characters, which change.
        """
        return self.read_as.removesuffix("-hkscs") == other.true


#: Chinese (and Shift-JIS for what it shares with it) read as an encoding of several bytes.
DOUBLE_PAIRS = (
    Pair("utf-8", "gbk", 6),
    Pair("big5", "gbk", 8),
    Pair("gbk", "big5", 9),
    Pair("gbk", "big5-hkscs", 9.5),
    Pair("utf-8", "big5", 9),
    Pair("utf-8", "big5-hkscs", 10),
    Pair("gbk", "euc_kr", 9),
    Pair("utf-8", "euc_kr", 9),
    Pair("utf-8", "shift_jis", 9),
    Pair("gbk", "shift_jis", 10),
    Pair("big5", "euc_kr", 10),
    Pair("big5", "shift_jis", 10),
    Pair("utf-8", "euc_jp", 11),
    Pair("gbk", "euc_jp", 11),
    Pair("big5", "euc_jp", 12),
    Pair("shift_jis", "gbk", 12),
    Pair("shift_jis", "euc_kr", 12),
    Pair("euc_jp", "gbk", 6),
    Pair("euc_kr", "gbk", 12),
    Pair("euc_jp", "big5", 13),
    Pair("euc_kr", "big5", 13),
    Pair("gbk", "johab", 13),
)

# Nats. The commonest are named; the others of Western and Cyrillic systems, then the rest of SINGLE.
_PRIORS = {"cp1252": 6, "cp437": 9, "cp850": 9, "mac_roman": 9, "cp1250": 9, "cp1251": 9, "koi8-r": 11}
_REST = 12
_TRUE = (("utf-8", 0), ("gbk", 1), ("big5", 2), ("shift_jis", 6), ("euc_jp", 6), ("euc_kr", 6))

#: The true encodings that Chinese is written in.
CHINESE = ("utf-8", "gbk", "big5")


#: Encoding of one byte → the pairs in which it is the wrong one.
SINGLE_PAIRS = {
    wrong: tuple(Pair(true, wrong, _PRIORS.get(wrong, _REST) + more) for true, more in _TRUE)
    for wrong in SINGLE
}

#: Every wrong decoding that is looked for.
PAIRS = (*(pair for pairs in SINGLE_PAIRS.values() for pair in pairs), *DOUBLE_PAIRS)
