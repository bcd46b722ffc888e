"""Write what genuine text of a region writes where OpenCC's lists write something else.

    python scripts/build_usage.py FOLDER [--without SOURCE ...] [--output FOLDER]

FOLDER has genuine Traditional text, one paragraph a line, in files ``hant-tw-*.txt`` and ``hant-hk-*.txt``
(``.xz`` as well). Each is made Simplified by OpenCC's ``tw2s`` or ``hk2s`` and converted back. Where what
comes back is not what the text has, the words around that place are counted in all of the text: how often
the region writes them so, and how often otherwise. What is clear enough becomes an entry, the shortest words
first; then the text is converted again with the entries so far, so that a longer word is only taken where
the shorter ones leave errors. Only counts and words go into the files, no text. A second run with the same
text changes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from genuine_text import Array, codes, texts

from newsclean.convert.engine.rewriter import Rewriter
from newsclean.convert.engine.tables import entries, rewriter
from newsclean.convert.usage import read_usage

_TARGET = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "convert" / "usage"

# The regions, each with the configuration that its entries go on top of.
_REGIONS = {"tw": "s2tw-words", "hk": "s2hk-words", "hant": "s2tw-words"}

# An entry mends this many places at least ...
_GAIN = {2: 3, 3: 4, 4: 5}
# ... in paragraphs of which so large a share writes the word so. Sources count alike up to a limit, because
# laws repeat themselves.
_SHARE = 0.75
_LIMIT = 300
# The same for words of two characters in the end: a list that has the rarer form is no reason to write it.
_SHARE_PAIR, _HELD = 0.6, 3
# What it mends for each place that it breaks.
_RATIO = 2.5
# From this many places on a region's own text decides alone.
_OWN = 8
# Characters of the longest words that are looked at.
_LONGEST = 4
# Characters before and after an entry in which its effect is measured.
_AROUND = 4

# Spellings that are house style in Taiwan: laws and the transcripts of official meetings write 瞭解, 儘量,
# 臺灣, 燒燬, newspapers 了解, 盡量, 台灣, 燒毀. The former do not count for these.
_HOUSE_STYLE = ("了解", "尽量", "尽快", "尽可能", "尽早", "台", "毁")
_STYLED = "了尽台毁"
# Of these the lists have the official form, so that they are counted whether they hold an error or not; and
# what no entry writes, because it comes from the official sources.
_COUNTED, _NOT_WRITTEN = ("台", "烧毁"), frozenset("瞭臺溼")
_OFFICIAL = frozenset({"hant-tw-law", "hant-tw-speech"})


class Source(NamedTuple):
    """Genuine text and the same made Simplified, as code points of the same length.

    :param weight: 1 for text of the region, 0 for others, which count where the region says nothing.
    """

    name: str
    simplified: Array
    genuine: Array
    own: bool


def main() -> None:
    """Write the lists of all regions."""
    parser = argparse.ArgumentParser(description="Count what regions write.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", nargs="*", default=[], help="sources to leave out")
    parser.add_argument(
        "--half", nargs="*", default=[], help="sources of which every second line is left out"
    )
    parser.add_argument("--refine", action="store_true", help="go on from the lists that are there")
    parser.add_argument("--output", type=Path, default=_TARGET)
    parser.add_argument("--regions", nargs="*", default=list(_REGIONS))
    arguments = parser.parse_args()
    arguments.output.mkdir(exist_ok=True)
    for region in arguments.regions:
        sources = list(read(arguments.folder, region, arguments.without, arguments.half))
        learner = Learner(region, sources)
        if arguments.refine:
            learner.take(arguments.output / f"{region}.txt")
        else:
            learner.learn()
        learner.refine()
        learner.write(arguments.output / f"{region}.txt")


def read(folder: Path, region: str, without: list[str], half: list[str]) -> Iterator[Source]:
    """The sources, those of other regions with the forms of characters of this one."""
    for name, text in texts(folder, "hant-"):
        if name in without:
            continue
        home = name.split("-")[1]
        given = "\n".join(text.split("\n")[::2]) if name in half else text
        simplified = rewriter("hk2s" if home == "hk" else "tw2s")(given)
        genuine = given
        if region != "hk" and home == "hk":
            genuine = rewriter("t2tw")(rewriter("hk2t")(given))
        elif region == "hk" and home == "tw":
            genuine = rewriter("t2hk")(rewriter("tw2t")(given))
        if region != "hk" and len(genuine) == len(given):
            # OpenCC's way from one standard to the other knows no 台.
            genuine = "".join(["台" if old == "台" else new for old, new in zip(given, genuine, strict=True)])
        pairs = zip(genuine.split("\n"), simplified.split("\n"), strict=True)
        kept = [pair for pair in pairs if len(pair[0]) == len(pair[1])]
        yield Source(
            name,
            codes("\n".join([one for _, one in kept]) + "\n" * _LONGEST),
            codes("\n".join([one for one, _ in kept]) + "\n" * _LONGEST),
            region in (home, "hant"),
        )


def text_of(codes: Array) -> str:
    """The text of code points."""
    return codes.astype("<u2").tobytes().decode("utf-16-le", "surrogatepass")


class Entry(NamedTuple):
    """A word, what the region writes, how often it does, and how often it writes something else."""

    word: str
    written: str
    times: int
    others: int
    own: bool = True


class Learner:
    """Learns the entries of one region."""

    def __init__(self, region: str, sources: list[Source]) -> None:
        self.sources = sources
        # Whose house style does not count.
        self.official = _OFFICIAL if region != "hk" else frozenset()
        self.styled = _HOUSE_STYLE if region != "hk" else ()
        self.table, source = entries(_REGIONS[region])
        self.normalization = source.normalization
        self.base = dict(self.table)
        self.found: dict[str, Entry] = {}
        self.before: list[Array] = []
        # How the region writes pairs of characters that hold an error.
        self.pairs: dict[str, str] = {}

    def learn(self) -> None:
        """Look for entries, the shortest words first."""
        self.before = done = self.converted()
        self.say("lists alone", done)
        self.defaults(done)
        for length in (2, 3, 4):
            done = self.converted()
            self.add(self.candidates(done, length))
            self.say(f"words of {length}", done)
        self.prune()

    def take(self, path: Path) -> None:
        """Begin with a list that was written before."""
        self.add([Entry(*entry) for entry in read_usage(str(path))])

    def refine(self) -> None:
        """Take in words of two characters that several entries hold, if the region writes them so more often
        than not, and leave out longer ones that say what those say.
        """
        held: dict[str, list[str]] = {}
        for word, entry in self.found.items():
            for at in range(len(word) - 1) if len(word) > 2 else ():
                held.setdefault(word[at : at + 2], []).append(entry.written[at : at + 2])
        words = {word for word, forms in held.items() if len(forms) >= _HELD and len(set(forms)) == 1}
        keys = np.array(sorted(map(key_of, words)), np.uint64)
        tallies = self.counted(self.sources_as_they_are(), keys, 2)
        for key, counts in tallies.items():
            own = own_form(counts) is not None
            forms = {form: [row for row in rows if row.own or not own] for form, rows in counts.items()}
            word, share = word_of(key, 2), shares(forms)
            best = max(share, key=share.__getitem__)
            times = {form: sum(row.places for row in rows) for form, rows in forms.items()}
            written = word_of(best, 2)
            if share[best] >= _SHARE_PAIR and written == held[word][0] != self.rewritten(word):
                self.add([Entry(word, written, times[best], sum(times.values()) - times[best])])
        if self.styled:
            self.unstyle()
        for word in sorted(self.found, key=len, reverse=True):
            if len(word) > 2:
                entry, listed = self.found.pop(word), self.table.pop(word)
                if word in self.base:
                    self.table[word] = self.base[word]
                if self.rewritten(word) != entry.written:
                    self.found[word], self.table[word] = entry, listed

    def unstyle(self) -> None:
        """Count words of official house style elsewhere, and take out what else writes that style."""
        for word in _COUNTED:
            keys = np.array([key_of(word)], np.uint64)
            for forms in self.counted(self.sources_as_they_are(), keys, len(word)).values():
                times = {form: sum(row.places for row in rows) for form, rows in forms.items()}
                best = max(times, key=times.__getitem__)
                others = sum(times.values()) - times[best]
                self.add([Entry(word, word_of(best, len(word)), times[best], others)])
        for word in [word for word, entry in self.found.items() if _NOT_WRITTEN & set(entry.written)]:
            del self.found[word]
            self.table.pop(word)
            if word in self.base:
                self.table[word] = self.base[word]

    def sources_as_they_are(self) -> list[Array]:
        """The genuine text, in the place of what the table makes."""
        return [source.genuine for source in self.sources]

    def rewritten(self, word: str) -> str:
        """What the table makes of a word alone."""
        pieces, at = [], 0
        while at < len(word):
            end = next((end for end in range(len(word), at + 1, -1) if word[at:end] in self.table), at + 1)
            pieces.append(self.table.get(word[at:end], word[at:end]))
            at = end
        return "".join(pieces)

    def say(self, what: str, done: list[Array]) -> None:
        """How many characters are wrong at a time."""
        rates = [
            f"{source.name} {1e4 * np.count_nonzero(one != source.genuine) / han(source.genuine).sum():.1f}"
            for source, one in zip(self.sources, done, strict=True)
        ]
        print(f"{what}: {len(self.found)} entries; wrong of 10,000: {', '.join(rates)}", flush=True)

    def converted(self) -> list[Array]:
        """The Simplified text through the table as it is now."""
        rewrite = Rewriter.build(self.table, self.normalization)
        return [codes(rewrite(text_of(source.simplified))) for source in self.sources]

    def defaults(self, done: list[Array]) -> None:
        """Characters that become another one where no phrase says what they become."""
        candidates: dict[str, dict[str, int]] = {}
        for source, one in zip(self.sources, done, strict=True):
            wrong = np.flatnonzero((one != source.genuine) & han(source.simplified) & han(source.genuine))
            pairs = np.stack([source.simplified[wrong], source.genuine[wrong]], 1)
            for (char, form), count in zip(*np.unique(pairs, axis=0, return_counts=True), strict=True):
                forms = candidates.setdefault(chr(char), {})
                forms[chr(form)] = forms.get(chr(form), 0) + int(count)
        flipped = {char: max(forms, key=forms.__getitem__) for char, forms in candidates.items()}
        old = dict(self.table)
        self.table |= flipped
        after = self.converted()
        self.table = old
        tallies: dict[str, list[tuple[bool, int, int]]] = {}
        for source, one, two in zip(self.sources, done, after, strict=True):
            places = np.flatnonzero(one != two)
            chars = source.simplified[places]
            fixed, broken = two[places] == source.genuine[places], one[places] == source.genuine[places]
            if source.name in self.official:
                chars = np.where(
                    np.isin(chars, [ord(char) for char in self.styled if len(char) == 1]), 0, chars
                )
            for char in np.unique(chars[chars > 0]):
                here = chars == char
                tally = (
                    source.own and chr(char) not in self.styled,
                    int(fixed[here].sum()),
                    int(broken[here].sum()),
                )
                tallies.setdefault(chr(char), []).append(tally)
        for char, counts in tallies.items():
            if char not in flipped:
                continue
            share, fixed, broken = weighed(counts)
            # The list's choice is a choice, too: by a good margin only.
            # Each source must agree: 係 for 系 is the language of laws.
            agreed = all(one >= two for own, one, two in counts if own and one + two >= _OWN)
            if agreed and share >= 0.7 and fixed >= 20:
                self.table[char] = flipped[char]
                self.found[char] = Entry(char, flipped[char], fixed, broken)

    def candidates(self, done: list[Array], length: int) -> list[Entry]:
        """Words of a length that hold a wrong character, and that the region writes in one way."""
        counted: list[Array] = []
        for source, one in zip(self.sources, done, strict=True):
            keys, valid = grams(source.simplified, length)
            wrong = np.flatnonzero(one != source.genuine)
            starts = np.unique(np.concatenate([wrong - offset for offset in range(length)]))
            starts = starts[(starts >= 0) & (starts < len(keys))]
            starts = starts[valid[starts]]
            counted.append(keys[starts])
        words, errors = np.unique(np.concatenate(counted), return_counts=True)
        tallies = self.counted(done, words[errors >= _GAIN[length]], length)
        if length == 2:
            self.pairs = {
                word_of(key, 2): word_of(best, 2)
                for key, forms in tallies.items()
                if (best := own_form(forms)) is not None
            }
        found = (judged(key, forms, length) for key, forms in tallies.items())
        return [entry for entry in found if entry and (entry.own or not self.contradicted(entry))]

    def counted(self, done: list[Array], words: Array, length: int) -> dict[int, Forms]:
        """How the sources write words, and how often that is what the table makes of them."""
        tallies: dict[int, Forms] = {}
        official = {
            key for key in words.tolist() if any(word in word_of(key, length) for word in self.styled)
        }
        for number, (source, one) in enumerate(zip(self.sources, done, strict=True)):
            keys, valid = grams(source.simplified, length)
            places = places_of(keys, valid, words)
            word, right, got = (
                keys[places],
                grams(source.genuine, length)[0][places],
                grams(one, length)[0][places],
            )
            order = np.lexsort((right, word))
            word, right, same = word[order], right[order], (right == got)[order]
            begins = np.flatnonzero(
                np.r_[True, (word[1:] != word[:-1]) | (right[1:] != right[:-1])][: len(word)]
            )
            total = np.diff(np.r_[begins, len(word)])
            good = np.add.reduceat(same.astype(np.int64), begins) if len(begins) else total
            columns = word[begins].tolist(), right[begins].tolist(), total.tolist(), good.tolist()
            for key, form, count, unchanged in zip(*columns, strict=True):
                if source.name not in self.official or key not in official:
                    own = source.own and key not in official
                    row = Row(number, own, count, unchanged)
                    tallies.setdefault(key, {}).setdefault(form, []).append(row)
        return tallies

    def contradicted(self, entry: Entry) -> bool:
        """Whether the region itself writes a part of an entry that others' text has otherwise."""
        word, written = entry.word, entry.written
        return any(
            self.pairs.get(word[at : at + 2], written[at : at + 2]) != written[at : at + 2]
            for at in range(len(word) - 1)
        )

    def add(self, new: list[Entry]) -> None:
        """Take entries in."""
        for entry in new:
            self.found[entry.word] = entry
            self.table[entry.word] = entry.written

    def prune(self) -> None:
        """Take out what does more harm than good in the text, with what is around it."""
        done = self.converted()
        effect: dict[str, list[int]] = {word: [0, 0] for word in self.found}
        for source, one, two in zip(self.sources, self.before, done, strict=True):
            good, bad = (
                (two == source.genuine) & (one != source.genuine),
                (two != source.genuine) & (one == source.genuine),
            )
            if source.name in self.official:
                bad &= ~np.isin(source.simplified, [ord(char) for char in _STYLED])
            fixed, broken = (np.concatenate([[0], np.cumsum(places)]) for places in (good, bad))
            for length in range(2, _LONGEST + 1):
                words = np.array([key_of(word) for word in self.found if len(word) == length], np.uint64)
                keys, valid = grams(source.simplified, length)
                places = places_of(keys, valid, np.sort(words))
                low = np.maximum(places - 1, 0)
                high = np.minimum(places + length + _AROUND, len(one))
                key, inverse = np.unique(keys[places], return_inverse=True)
                good = np.bincount(inverse, weights=fixed[high] - fixed[low], minlength=len(key))
                bad = np.bincount(inverse, weights=broken[high] - broken[low], minlength=len(key))
                for one_key, plus, minus in zip(key.tolist(), good.tolist(), bad.tolist(), strict=True):
                    tally = effect[word_of(one_key, length)]
                    tally[0] += int(plus)
                    tally[1] += int(minus)
        for word, (plus, minus) in effect.items():
            if len(word) > 1 and plus < _RATIO * minus + 1:
                del self.found[word]
                if word in self.base:
                    self.table[word] = self.base[word]
                else:
                    del self.table[word]

    def write(self, path: Path) -> None:
        """Write the list."""
        names = ", ".join(source.name for source in self.sources if source.own)
        rows = [
            f"{entry.word}\t{entry.written}\t{entry.times}\t{entry.others}\n"
            for entry in sorted(self.found.values())
        ]
        path.write_text(_HEADER.format(names=names) + "".join(rows), encoding="utf-8", newline="\n")


_HEADER = """\
# What genuine text writes where OpenCC's lists, or newsclean's words, have something else: the word in
# Simplified, what is written, how often, and how often something else.
# Counted in: {names}, and where these say nothing in the other sources that NOTICE names.
# Made by scripts/build_usage.py. Sorted by the first column. A single character counts outside phrases only.
"""


class Row(NamedTuple):
    """How often a source has a form, and how often the lists make the same of it."""

    source: int
    own: bool
    places: int
    unchanged: int


Forms = dict[int, list[Row]]


def own_form(forms: Forms) -> int | None:
    """What the region itself writes for a word, if its text has it often enough."""
    forms = {form: [row for row in rows if row.own] for form, rows in forms.items()}
    if sum(row.places for rows in forms.values() for row in rows) < _OWN:
        return None
    found = shares(forms)
    return max(found, key=found.__getitem__)


def judged(key: int, forms: Forms, length: int) -> Entry | None:
    """An entry for a word, if it is clear how it is written and if that mends more than it breaks."""
    own = own_form(forms) is not None
    if own:
        forms = {form: [row for row in rows if row.own] for form, rows in forms.items()}
    totals = {form: sum(row.places for row in rows) for form, rows in forms.items()}
    found = shares(forms)
    best = max(found, key=found.__getitem__)
    fixed = sum(row.places - row.unchanged for row in forms[best])
    broken = sum(row.unchanged for form, rows in forms.items() if form != best for row in rows)
    if found[best] < _SHARE or fixed - broken < _GAIN[length] or fixed < _RATIO * broken:
        return None
    others = sum(totals.values()) - totals[best]
    return Entry(word_of(key, length), word_of(best, length), totals[best], others, own)


def shares(forms: Forms) -> dict[int, float]:
    """The share of each form; a source counts by its places up to a limit."""
    totals: dict[int, int] = {}
    for rows in forms.values():
        for row in rows:
            totals[row.source] = totals.get(row.source, 0) + row.places
    weight = sum(min(total, _LIMIT) for total in totals.values())
    return {
        form: sum(row.places * min(1, _LIMIT / totals[row.source]) for row in rows) / max(1, weight)
        for form, rows in forms.items()
    }


def weighed(counts: list[tuple[bool, int, int]]) -> tuple[float, int, int]:
    """The share of places that a change mends, and how many it mends and breaks."""
    if sum(fixed + broken for own, fixed, broken in counts if own) >= _OWN:
        counts = [row for row in counts if row[0]]
    weights = [min(fixed + broken, 10 * _LIMIT) for _, fixed, broken in counts]
    rates = [fixed / max(1, fixed + broken) for _, fixed, broken in counts]
    share = sum(a * b for a, b in zip(weights, rates, strict=True)) / max(1, sum(weights))
    return share, sum(row[1] for row in counts), sum(row[2] for row in counts)


def han(codes: Array) -> Array:
    """Which code points are Han."""
    return (codes >= 0x3400) & (codes <= 0x9FFF)


def grams(codes: Array, length: int) -> tuple[Array, Array]:
    """Each stretch of some characters as a number, and whether all of it is Han."""
    size = len(codes) - length + 1
    keys = np.zeros(size, np.uint64)
    valid = np.ones(size, np.bool_)
    good = han(codes)
    for offset in range(length):
        keys = (keys << np.uint64(16)) | codes[offset : offset + size]
        valid &= good[offset : offset + size]
    return keys, valid


def places_of(keys: Array, valid: Array, words: Array) -> Array:
    """Where words stand.

    :param words: sorted.
    """
    if not len(words):
        return np.zeros(0, np.int64)
    bits, shift = np.zeros(1 << 22, np.bool_), np.uint64(42)
    golden = np.uint64(0x9E3779B97F4A7C15)
    bits[(words * golden) >> shift] = True
    places = np.flatnonzero(valid & bits[(keys * golden) >> shift])
    at = np.minimum(np.searchsorted(words, keys[places]), len(words) - 1)
    found: Array = places[words[at] == keys[places]]
    return found


def key_of(word: str) -> int:
    """A word as a number."""
    key = 0
    for char in word:
        key = key << 16 | ord(char)
    return key


def word_of(key: int, length: int) -> str:
    """The word of a number."""
    return "".join([chr(key >> 16 * at & 0xFFFF) for at in range(length - 1, -1, -1)])


if __name__ == "__main__":
    main()
