"""Which pairs of characters are words, and which are ends of words that meet, for ``build_usage.py``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from genuine_text import Array
from usage_counts import Entry
from usage_text import Source, grams, key_of, places_of
from word_counts import folder as package

# A pair stands across the border of words if a word that the lists know to meet others begins in it in so
# large a share of its places (of 517 pairs 85: 金发, 面包, 表|现; at 0.3 also 占有, which is a word).
_ACROSS = 0.5
# It is a word by itself if no other word ends or begins in it in so many of its places, and in so large a
# share, and text writes it so in so large a share of these (Hong Kong: 上周 in 446 of 488, 多只 in 31 of 43,
# 长发 in 4 of 47).
_ALONE, _ALONE_SHARE, _ALONE_SO = 20, 0.05, 0.85
# Words of jieba's that are rarer than this (in 60 million words) are often names and misprints.
_RARE = 50


class Meeting:
    """Words that meet in text.

    :param borders: the words that the lists know to meet, as pairs.
    :param words: all words, with how often they stand in 60 million.
    """

    def __init__(self, borders: Collection[Sequence[str]], words: Mapping[str, int]) -> None:
        known = [word for word, count in words.items() if count >= _RARE]
        self._meeting = _pairs(word[:2] for _, word in borders)
        self._begin, self._end = _pairs(word[:2] for word in known), _pairs(word[-2:] for word in known)

    def sorted_out(self, pairs: list[Entry], sources: list[Source], base: Mapping[str, str]) -> list[Entry]:
        """Entries of two characters without those that mostly stand across the border of two words, where the
        lists have a word (blond hair, bread), and borders for where it is none: 金发 in 奖金|发给.

        What is written so by itself, too (上周, with 周一 or 周五 behind 上), stays. Only of such a word of
        the lists does the region's own text decide, as :attr:`Entry.own` says then: another's knows that 征服
        is one, which the region has in 特征|服务 alone, and that 的面 is none, which tears 面条.

        :param base: what the lists have.
        """
        pairs = sorted(pairs)
        own, all_ = self._tallies(pairs, sources)
        so, _, alone, alone_so = np.where(own[2] >= _ALONE, own, all_)
        is_word = (alone >= np.maximum(_ALONE, _ALONE_SHARE * so)) & (alone_so >= _ALONE_SO * alone)
        is_across = (all_[0] > 0) & (all_[1] >= _ACROSS * all_[0])
        return [
            entry._replace(own=entry.own and word and entry.word in base)
            for entry, word, across in zip(pairs, is_word.tolist(), is_across.tolist(), strict=True)
            if word or not across or entry.word not in base
        ]

    def _tallies(self, pairs: list[Entry], sources: list[Source]) -> Array:
        """In the region's own text and in all of it: how often each pair is written so, in how many of these
        places another word begins in it; how often it stands by itself, and is written so there.

        :param pairs: sorted.
        """
        words = np.array([key_of(entry.word) for entry in pairs], np.uint64)
        forms = np.array([key_of(entry.written) for entry in pairs], np.uint64)
        tallies: Array = np.zeros((2, 4, len(words)), np.int64)
        for source in sources:
            keys, valid = grams(source.simplified, 2)
            places = places_of(keys, valid, words)
            number = np.searchsorted(words, keys[places])
            so = grams(source.genuine, 2)[0][places] == forms[number]
            begins = np.isin(keys[places + 1], self._meeting)
            alone = ~np.isin(keys[places + 1], self._begin) & ~np.isin(keys[places - 1], self._end)
            for row, which in enumerate((so, so & begins, alone, alone & so)):
                counts = np.bincount(number[which], minlength=len(words))
                tallies[1, row] += counts
                if source.own:
                    tallies[0, row] += counts
        return tallies


def simplified_words() -> dict[str, int]:
    """The words of jieba's dictionary, with how often they stand in 60 million."""
    lines = (package("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, count, *_ in (line.split(" ") for line in lines)}


def _pairs(words: Iterable[str]) -> Array:
    """The words of two characters among some, each once, as numbers in order."""
    return np.array(sorted({key_of(word) for word in words if len(word) == 2}), np.uint64)
