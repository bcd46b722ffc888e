"""Character n-grams of running text: count, estimate, prune, write what ``newsclean.models.ngrams`` reads.

Interpolated absolute discounting on plain counts, with the three discounts of modified Kneser–Ney (Chen and
Goodman 1999), pruned by weighted difference (Seymore and Rosenfeld 1996). Not Kneser–Ney itself: its counts
of different neighbours are known to be a poor base where most long n-grams are pruned (Chelba et al. 2010).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from table_file import offsets
from table_file import packed as file_of

from newsclean.models.ngrams import BACKOFF_OFFSET, LAYOUT, SCALE

Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]
Tokens = NDArray[np.uint16]

#: The vocabulary: so many that a key of five of them fits 64 bits.
MOST_CHARACTERS = 7_000
#: A character that was seen less often is unknown.
FEWEST_OF_CHARACTER = 5
UNKNOWN, LINE_END = 0, 1
#: What one unknown character costs beyond all of them together: there are thousands.
UNKNOWN_SPREAD = 8.0
#: Longer words of a list are left out.
LONGEST_WORD = 7


@dataclass(slots=True)
class Counted:
    """How often n-grams were seen.

    :param levels: for each length the n-grams, packed to the base of the vocabulary's size and sorted, and
        their counts.
    :param discounts: for each length, what is taken from n-grams that were seen once, twice and more often.
    :param fewest: how often n-grams must have been seen to be here, beginning with length 1.
    """

    levels: list[tuple[Keys, Floats]]
    discounts: list[tuple[float, ...]]
    fewest: tuple[int, ...]


@dataclass(slots=True)
class Level:
    """The n-grams of one length, sorted by key.

    :param keys: n-grams, packed to the base of the vocabulary's size.
    :param counts: how often each was seen.
    :param p: probabilities, interpolated with the shorter ones.
    :param backoff: what the probabilities of shorter n-grams are multiplied with after this one.
    """

    keys: Keys
    counts: Floats
    p: Floats
    backoff: Floats


def vocabulary(text: str, groups: Iterable[str]) -> list[str]:
    """The characters that the model tells apart, commonest first; each with those that count as it.

    :param groups: characters that count as one.
    """
    codes, counts = np.unique(np.frombuffer(text.encode("utf-32-le"), np.uint32), return_counts=True)
    seen = {chr(code): int(count) for code, count in zip(codes, counts, strict=True)}
    seen.pop("\n", None)
    joined: dict[str, int] = {}
    for group in groups:
        joined[group] = sum(seen.pop(character, 0) for character in group)
    joined |= seen
    common = sorted(
        (group for group, n in joined.items() if n >= FEWEST_OF_CHARACTER), key=lambda g: (-joined[g], g)
    )
    return ["", "\n", *common[: MOST_CHARACTERS - 2]]


def tokens(text: str, known: list[str]) -> Tokens:
    """The numbers of a text's characters; it begins and ends with a line end."""
    table = np.zeros(0x110000, np.uint16)
    for number, group in enumerate(known):
        for character in group:
            table[ord(character)] = number
    text = "\n" + text.strip("\n") + "\n"
    return table[np.frombuffer(text.encode("utf-32-le"), np.uint32)]


def counted(sequence: Tokens, size: int, order: int, fewest: tuple[int, ...]) -> Counted:
    """The n-grams of running text of each length that were seen often enough.

    A line end is the first or the last character of an n-gram, never inside: paragraphs do not go on.

    :param fewest: how often an n-gram of each length must have been seen, beginning with length 2.
    """
    inner = sequence == LINE_END
    keys: Keys = sequence.astype(np.uint64)
    found: list[tuple[Keys, Floats]] = [
        (np.arange(size, dtype=np.uint64), np.bincount(sequence, minlength=size).astype(np.float64))
    ]
    discounts: list[tuple[float, ...]] = [(0.0, 0.0, 0.0)]
    valid = np.ones(len(sequence), bool)
    for length in range(2, order + 1):
        keys = keys[:-1] * np.uint64(size) + sequence[length - 1 :].astype(np.uint64)
        valid = valid[:-1]
        if length > 2:
            valid = valid & ~inner[length - 2 : -1]
        ordered = np.sort(keys[valid])
        starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        counts = np.diff(np.append(starts, len(ordered)))
        discounts.append(_discounts([int((counts == n).sum()) for n in (1, 2, 3, 4)]))
        often = counts >= fewest[length - 2]
        found.append((ordered[starts[often]], counts[often].astype(np.float64)))
    return Counted(found, discounts, (0, *fewest))


def with_words(text: Counted, words: dict[str, float], known: list[str], characters: float) -> Counted:
    """The counts of a text and those inside words of a list; what is around a word is not known.

    :param words: words and how often they are written, in any unit.
    :param characters: how many characters of text they count as, all together.
    """
    words = {word: count for word, count in words.items() if len(word) <= LONGEST_WORD}
    share = characters / sum(len(word) * count for word, count in words.items())
    size = len(known)
    number = {character: n for n, group in enumerate(known) for character in group}
    by_length: dict[int, tuple[list[list[int]], list[float]]] = {}
    for word, count in words.items():
        rows, counts = by_length.setdefault(len(word), ([], []))
        rows.append([number.get(character, UNKNOWN) for character in word])
        counts.append(count * share)
    levels: list[tuple[Keys, Floats]] = []
    for length, (keys, seen) in enumerate(text.levels, 1):
        more_keys, more_counts = [keys], [seen]
        for longest, (rows, counts) in by_length.items():
            table = np.array(rows, np.uint64)
            for begin in range(longest - length + 1):
                packed_keys = np.zeros(len(table), np.uint64)
                for column in range(begin, begin + length):
                    packed_keys = packed_keys * np.uint64(size) + table[:, column]
                more_keys.append(packed_keys)
                more_counts.append(np.array(counts))
        unique, place = np.unique(np.concatenate(more_keys), return_inverse=True)
        total = np.bincount(place, np.concatenate(more_counts), minlength=len(unique)).astype(np.float64)
        often = total >= text.fewest[length - 1]
        levels.append((unique[often], total[often]))
    return Counted(levels, text.discounts, text.fewest)


def _discounts(few: list[int]) -> tuple[float, ...]:
    """The discounts of n-grams that were seen once, twice, and more often."""
    y = few[0] / max(1, few[0] + 2 * few[1])
    return tuple(min(n, max(0.1 * n, n - (n + 1) * y * few[n] / max(1, few[n - 1]))) for n in (1, 2, 3))


def estimated(counted: Counted) -> list[Level]:
    """The probabilities of all n-grams, and the mass that each context leaves to shorter ones."""
    keys, seen = counted.levels[0]
    size = len(keys)
    seen = seen + 0.1  # the unknown one may never have been seen
    levels = [Level(keys, seen, seen / seen.sum(), np.ones(size))]
    for length in range(2, len(counted.levels) + 1):
        keys, seen = counted.levels[length - 1]
        shorter = levels[-1]
        context = _places(shorter.keys, keys // np.uint64(size))
        rest = _places(shorter.keys, keys % np.uint64(size ** (length - 1)))
        there = (context >= 0) & (rest >= 0)  # words of a list may have been rounded away
        keys, seen, context, rest = keys[there], seen[there], context[there], rest[there]
        steps = np.array(counted.discounts[length - 1])
        discount = np.minimum(seen, steps[np.clip(seen, 1, 3).astype(np.int64) - 1])
        share = (seen - discount) / shorter.counts[context]
        taken: Floats = np.bincount(context, share, minlength=len(shorter.keys)).astype(np.float64)
        shorter.backoff = 1 - taken
        p = share + shorter.backoff[context] * shorter.p[rest]
        levels.append(Level(keys, seen, p, np.ones(len(keys))))
    return levels


def _places(sorted_keys: Keys, keys: Keys) -> NDArray[np.int64]:
    """Where keys are in others, or −1."""
    at = np.searchsorted(sorted_keys, keys)
    at[at == len(sorted_keys)] = 0
    return np.where(sorted_keys[at] == keys, at, -1)


def pruned(levels: list[Level], most_bytes: int) -> list[Level]:
    """The n-grams that say most beyond shorter ones, all their occurrences together, in so many bytes."""
    size = len(levels[0].keys)
    scores: list[Floats] = [np.zeros(0)]
    contexts: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    for length in range(2, len(levels) + 1):
        level, shorter = levels[length - 1], levels[length - 2]
        context = _places(shorter.keys, level.keys // np.uint64(size))
        rest = _places(shorter.keys, level.keys % np.uint64(size ** (length - 1)))
        scores.append(level.counts * np.log(level.p / (shorter.backoff[context] * shorter.p[rest])))
        contexts.append(context)
    low, high = 0.0, 1e6
    kept: list[NDArray[np.bool_]] = []
    for _ in range(30):
        least = (low * high) ** 0.5 if low else high / 1e3
        kept = _kept(scores, contexts, least, size)
        if _bytes(kept) > most_bytes:
            low = least
        else:
            high = least
        if low and high / low < 1.005:
            break
    kept = _kept(scores, contexts, high, size)
    result = [
        Level(level.keys[keep], level.counts[keep], level.p[keep], np.ones(int(keep.sum())))
        for level, keep in zip(levels, kept, strict=True)
    ]
    _normalise(result)
    return result


def _kept(
    scores: list[Floats], contexts: list[NDArray[np.int64]], least: float, size: int
) -> list[NDArray[np.bool_]]:
    kept = [score >= least for score in scores]
    kept[0] = np.ones(size, bool)
    for length in range(len(scores), 2, -1):
        kept[length - 2][contexts[length - 1][kept[length - 1]]] = True
    return kept


def _bytes(kept: list[NDArray[np.bool_]]) -> int:
    inner = sum(int(keep.sum()) for keep in kept[1:-1])
    return 6 * inner + 3 * int(kept[-1].sum())


def _normalise(levels: list[Level]) -> None:
    """Set the back-off weights so that what follows each context sums to one."""
    size = len(levels[0].keys)
    for length in range(2, len(levels) + 1):
        level, shorter = levels[length - 1], levels[length - 2]
        context = _places(shorter.keys, level.keys // np.uint64(size))
        lower = _probability(levels, length - 1, level.keys % np.uint64(size ** (length - 1)))
        seen = np.bincount(context, level.p, minlength=len(shorter.keys))
        below = np.bincount(context, lower, minlength=len(shorter.keys))
        shorter.backoff = np.clip((1 - seen) / np.maximum(1 - below, 1e-6), 1e-4, 50.0)


def _probability(levels: list[Level], length: int, keys: Keys) -> Floats:
    """The probability of the last character of n-grams after the others, backing off where need be."""
    size = len(levels[0].keys)
    if length == 1:
        return levels[0].p[keys.astype(np.int64)]
    at = _places(levels[length - 1].keys, keys)
    result = np.where(at >= 0, levels[length - 1].p[at], 0.0)
    missing = at < 0
    if missing.any():
        rest = keys[missing]
        context = _places(levels[length - 2].keys, rest // np.uint64(size))
        weight = np.where(context >= 0, levels[length - 2].backoff[context], 1.0)
        result[missing] = weight * _probability(levels, length - 1, rest % np.uint64(size ** (length - 1)))
    return result


def packed(levels: list[Level], known: list[str]) -> bytes:
    """The model as a file: see ``newsclean.models.ngrams`` for the layout."""
    size = len(known)
    blocks = ["\0".join(known).encode("utf-16-le")]
    for length, level in enumerate(levels, 1):
        if length > 1:
            blocks.append((level.keys % np.uint64(size)).astype("<u2").tobytes())
        cost = -np.log(level.p)
        cost[level.keys % np.uint64(size) == UNKNOWN] += UNKNOWN_SPREAD
        blocks.append(np.clip(np.round(cost * SCALE), 0, 255).astype(np.uint8).tobytes())
        if length < len(levels):
            weight = np.round((BACKOFF_OFFSET - np.log(level.backoff)) * SCALE)
            blocks.append(np.clip(weight, 0, 255).astype(np.uint8).tobytes())
            following = levels[length].keys // np.uint64(size)
            starts = np.searchsorted(following, np.append(level.keys, np.uint64(2**64 - 1)))
            blocks += offsets(starts.tolist())
    return file_of(LAYOUT, blocks)
