"""Write what genuine text of a region writes where OpenCC's lists write something else.

    python scripts/data.py usage FOLDER     # builds the lists that are shipped, and notes their digests
    python scripts/build_usage.py FOLDER --output FOLDER [--without SOURCE ...] [--regions REGION ...]

FOLDER has genuine Traditional text, one paragraph a line, in files ``hant-tw-*.txt`` and ``hant-hk-*.txt``
(``.xz`` as well). Each is made Simplified by OpenCC's ``tw2s`` or ``hk2s`` and converted back. Where what
comes back is not what the text has, the words around that place are counted in all of the text: how often
the region writes them so, and how often otherwise. What is clear enough becomes an entry, the shortest words
first; then the text is converted again with the entries so far, so that a longer word is only taken where
the shorter ones leave errors. The list of Traditional without a region, ``hant``, is what both regions' lists
write alike (usage_common.py). Only counts and words go into the files, no text. The same text gives the same
files; nothing in them is written by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from genuine_text import Array, codes
from usage_common import write_common
from usage_counts import GAIN, OWN, RATIO, Entry, Forms, Row, agreed, judged, own_form, shares, weighed
from usage_pairs import Meeting, simplified_words
from usage_text import LONGEST, Source, command_line, grams, han, key_of, places_of, read, text_of, word_of

from newsclean.convert.engine.rewriter import Rewriter
from newsclean.convert.engine.tables import lists
from newsclean.convert.usage import is_sure, with_glyphs, worked_in

# The regions, each with the configuration that its entries go on top of.
REGIONS = {"tw": "s2tw-words", "hk": "s2hk-words"}

# Words of two characters are taken in the end from this share on, if so many entries hold them: a list that
# has the rarer form is no reason to write it.
_SHARE_PAIR, _HELD = 0.6, 3
# Characters before and after an entry in which its effect is measured.
_AROUND = 4

# Spellings that are house style in Taiwan: laws and the transcripts of official meetings write 瞭解, 儘量,
# 臺灣, 燒燬, newspapers 了解, 盡量, 台灣, 燒毀. What the former write so in these words does not count.
_HOUSE_STYLE = ("了解", "尽量", "尽快", "尽可能", "尽早", "台", "毁")
_OFFICIAL_FORMS = frozenset("瞭儘臺燬")
_STYLED = "了尽台毁"
# Of these the lists have the official form, so that they are counted whether they hold an error or not; and
# what no entry writes, because it comes from the official sources.
_COUNTED, _NOT_WRITTEN = ("台", "烧毁"), frozenset("瞭臺溼")
_OFFICIAL = frozenset({"hant-tw-law", "hant-tw-speech"})

# Cantonese, which Hong Kong's news quotes, writes 係 for 是: 文係明 there says nothing about 中文系明年.
_OTHER_LANGUAGE = frozenset("係")


def main() -> None:
    """Write the lists of all regions."""
    parser = command_line("Count what regions write.")
    parser.add_argument("--regions", nargs="*", default=list(REGIONS))
    arguments = parser.parse_args()
    build(arguments.folder, arguments.output, arguments.regions, arguments.without, arguments.half)


def build(
    folder: Path, output: Path, regions: Iterable[str], without: Sequence[str] = (), half: Sequence[str] = ()
) -> None:
    """Write the lists of some regions, and where both are among them the common one."""
    output.mkdir(exist_ok=True)
    for region in regions:
        learner = Learner(region, list(read(folder, region, without, half)))
        learner.learn()
        learner.refine()
        learner.leave_out_other_languages()
        learner.reduce()
        learner.write(output / f"{region}.txt")
    if set(regions) >= REGIONS.keys():
        write_common(output)


class Learner:
    """Learns the entries of one region."""

    def __init__(self, region: str, sources: list[Source]) -> None:
        self.sources = sources
        # Whose house style does not count.
        self.official = _OFFICIAL if region != "hk" else frozenset()
        self.foreign = _OTHER_LANGUAGE if region != "hk" else frozenset()
        self.styled = _HOUSE_STYLE if region != "hk" else ()
        self.table, source, self.borders = lists(REGIONS[region])
        self.normalization = source.normalization
        self.base = dict(self.table)
        self.meeting = Meeting(self.borders, simplified_words())
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
            new = self.candidates(done, length)
            self.add(self.meeting.sorted_out(new, self.sources, self.base) if length == 2 else new)
            self.say(f"words of {length}", done)
        self.prune()

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
        chosen: list[Entry] = []
        for key, counts in tallies.items():
            own = own_form(counts) is not None
            forms = {form: [row for row in rows if row.own or not own] for form, rows in counts.items()}
            word, share = word_of(key, 2), shares(forms)
            best = max(share, key=share.__getitem__)
            times = {form: sum(row.places for row in rows) for form, rows in forms.items()}
            written = word_of(best, 2)
            clear = share[best] >= _SHARE_PAIR and agreed(forms, best)
            if clear and written == held[word][0] != self.rewritten(word):
                chosen.append(Entry(word, written, times[best], sum(times.values()) - times[best]))
        self.add(self.meeting.sorted_out(chosen, self.sources, self.base))
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
            self.drop(word)

    def leave_out_other_languages(self) -> None:
        """Take out what the text of another region has in its own language, and this region's hardly ever."""
        words = [word for word, entry in self.found.items() if self.foreign & set(entry.written)]
        for length in sorted(set(map(len, words))):
            keys = np.array(sorted(key_of(word) for word in words if len(word) == length), np.uint64)
            tallies = self.counted(self.sources_as_they_are(), keys, length)
            for word in [word for word in words if len(word) == length]:
                if own_form(tallies.get(key_of(word), {})) is None:
                    self.drop(word)

    def reduce(self) -> None:
        """Take out what the forms of single characters say already (台 for 臺 says 台北)."""
        written = {word: entry.written for word, entry in self.found.items()}
        singles = {word: form for word, form in written.items() if len(word) == 1}
        table = with_glyphs(written, self.base) | singles
        for word, entry in list(self.found.items()):
            # What the base says as well is there to keep other words from its characters.
            if len(word) > 1 and rewritten(self.base, word) != entry.written == rewritten(table, word):
                self.drop(word)

    def drop(self, word: str) -> None:
        """Take out an entry."""
        del self.found[word]
        self.table.pop(word)
        if word in self.base:
            self.table[word] = self.base[word]

    def sources_as_they_are(self) -> list[Array]:
        """The genuine text, in the place of what the table makes."""
        return [source.genuine for source in self.sources]

    def rewritten(self, word: str) -> str:
        """What the table makes of a word alone."""
        return rewritten(self.table, word)

    def say(self, what: str, done: list[Array]) -> None:
        """How many characters are wrong at a time."""
        rates = [
            f"{source.name} {1e4 * np.count_nonzero(one != source.genuine) / han(source.genuine).sum():.1f}"
            for source, one in zip(self.sources, done, strict=True)
        ]
        print(f"{what}: {len(self.found)} entries; wrong of 10,000: {', '.join(rates)}", flush=True)

    def converted(self) -> list[Array]:
        """The Simplified text through the table as it is now."""
        added = {word: form for word, form in self.table.items() if self.base.get(word) != form}
        sure = [word for word, entry in self.found.items() if is_sure(word, entry.times, entry.others)]
        table = worked_in(added, sure, self.base, self.borders)
        rewrite = Rewriter.build(table, self.normalization)
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
                styled = [ord(char) for char in self.styled if len(char) == 1]
                chars = np.where(np.isin(chars, styled), 0, chars)
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
            agreed = all(one >= two for own, one, two in counts if own and one + two >= OWN)
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
        tallies = self.counted(done, words[errors >= GAIN[length]], length)
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
                styled = any(word in word_of(key, length) for word in self.styled)
                style = styled and not _OFFICIAL_FORMS.isdisjoint(word_of(form, length))
                if source.name not in self.official or not style:
                    row = Row(number, source.own, count, unchanged)
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
        # Pairs that the region's own text has decided; others' says nothing of these.
        decided = {word for word, entry in self.found.items() if entry.own and len(word) == 2}
        for source, one, two in zip(self.sources, self.before, done, strict=True):
            good, bad = (
                (two == source.genuine) & (one != source.genuine),
                (two != source.genuine) & (one == source.genuine),
            )
            if source.name in self.official:
                bad &= ~np.isin(source.simplified, [ord(char) for char in _STYLED])
            fixed, broken = (np.concatenate([[0], np.cumsum(places)]) for places in (good, bad))
            for length in range(2, LONGEST + 1):
                counted = self.found.keys() if source.own else self.found.keys() - decided
                words = np.array([key_of(word) for word in counted if len(word) == length], np.uint64)
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
            if len(word) > 1 and plus < RATIO * minus + 1:
                self.drop(word)

    def write(self, path: Path) -> None:
        """Write the list."""
        names = ", ".join(source.name for source in self.sources if source.own)
        rows = [
            f"{entry.word}\t{entry.written}\t{entry.times}\t{entry.others}\n"
            for entry in sorted(self.found.values())
        ]
        path.write_text(_HEADER.format(names=names) + "".join(rows), encoding="utf-8", newline="\n")


def rewritten(table: dict[str, str], word: str) -> str:
    """What a table makes of a word alone."""
    pieces, at = [], 0
    while at < len(word):
        end = next((end for end in range(len(word), at + 1, -1) if word[at:end] in table), at + 1)
        pieces.append(table.get(word[at:end], word[at:end]))
        at = end
    return "".join(pieces)


_HEADER = """\
# What genuine text writes where OpenCC's lists, or newsclean's words, have something else: the word in
# Simplified, what is written, how often, and how often something else.
# Counted in: {names}, and where these say nothing in the other sources that NOTICE names.
# Made by scripts/build_usage.py. Sorted by the first column. A single character counts outside phrases only.
"""


if __name__ == "__main__":
    main()
