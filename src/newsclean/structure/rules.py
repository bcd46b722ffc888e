"""Rules: what a line of boilerplate looks like, as data, and how to find the lines they fit.

``rules.tsv`` is made from the sources (``data/rules/*.toml``) and loads at once. Every rule is
guarded by literals, so its pattern is compiled and run only where one of them stands.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from newsclean.structure.fold import DATA, SIGNS, fold, table

#: How surely a rule's line is boilerplate: ``always``; ``apart`` (not a sentence among paragraphs),
#: ``head`` (no prose before it), ``tail`` (no prose behind it), ``list`` (no prose next to it);
#: ``never`` (it only supports other evidence).
CERTAIN = ("always", "apart", "head", "tail", "list", "never")
#: What a rule describes: a whole ``line``, or a part ``inside`` one, which is cut out.
WHERE = ("line", "inside")

#: How much of every line, blanks included, is looked up among the beginnings and lines that rules list:
#: more than the longest beginning in use.
LOOKED_UP = 24

#: Signs at the ends of a line that do not belong to what it says.
DECORATION = " []()<>|:-_*=~.,·●○■□◆◇▲△▼▽►▶▸«↓↑※★☆+×✕✖◎◤◢\"'"


#: Signs that fold to decoration, as they stand in texts.
OUTER = DECORATION + "".join(chr(ord(sign) + 0xFEE0) for sign in DECORATION[1:] if "!" <= sign <= "~")
OUTER += "".join(sign for group, target in SIGNS.items() if target in DECORATION for sign in group)
_BLANKS = "".join(sign for group, target in SIGNS.items() if target == " " for sign in group) + " "


class Rule(NamedTuple):
    """One rule; docs/strip.md says what each key means.

    :param lines: whole lines, without blanks and decoration.
    :param starts: the line begins with one of these.
    :param contains: at least ``least`` of these stand in the line.
    :param pattern: a regular expression for the whole line (``where = "inside"``: for the part).
    :param spaces: whether the pattern sees blanks; otherwise they are taken out before.
    :param spellings: ``contains`` as unfolded text writes it, worked out ahead of time.
    :param hits: lines the rule must find; ``misses``: lines it must not.
    """

    id: str
    role: str
    where: str = "line"
    certain: str = "never"
    max: int = 60
    least: int = 1
    spaces: bool = False
    lines: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    pattern: str = ""
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    file: str = ""
    spellings: tuple[str, ...] = ()

    def fits(self, line: str) -> bool:
        """Whether a folded line (not stripped) is what the rule describes; for ``line`` rules."""
        close = tight(line)
        if self.lines and close in self.lines:
            return True
        if not self.pattern or len(close) > self.max:
            return False
        if self.starts and not close.startswith(self.starts):
            return False
        if self.contains and sum(word in close or word in line for word in self.contains) < self.least:
            return False
        shown = " ".join(line.strip(DECORATION).split()) if self.spaces else close
        return compiled(self.pattern).fullmatch(shown) is not None

    def cuts(self, line: str) -> list[tuple[int, int]]:
        """The parts of a folded line that the rule describes; for ``inside`` rules."""
        found: list[tuple[int, int]] = []
        for word in self.contains:
            at = line.find(word)
            while at >= 0:
                # A window keeps the time linear: no pattern for a part is longer. Its end is not the
                # line's, so a part that claims to end the line must do so.
                stop = min(at + _WINDOW, len(line))
                match = compiled(self.pattern).search(line, max(0, at - _WINDOW), stop)
                if match and match.end() > match.start() and (match.end() < stop or stop == len(line)):
                    found.append(match.span())
                at = line.find(word, at + _WINDOW)
        return found


_WINDOW = 160


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once and only when a guard has let a line through."""
    return re.compile(pattern)


def tight(line: str) -> str:
    """A folded line without blanks and without decoration at its ends."""
    return line.replace(" ", "").strip(DECORATION)


def bare_size(line: str) -> int:
    """How long a line that is not folded is without blanks and without decoration at its ends.

    Lines with many blanks count at least half: a rule is not meant for them.
    """
    core = line.strip(OUTER)
    # Of all blanks only the space is printable.
    blanks = core.count(" ") if core.isprintable() else sum(map(core.count, _BLANKS))
    return max(len(core) - blanks, len(line) // 2)


class Openings(dict[str, bool]):
    """First two characters of a line, as they stand in the text → whether it may begin as some rule
    says. Filled as texts show them; most lines are done with after one look.

    :param begun: first two characters, folded, of what is listed; ``single``: beginnings of one.
    """

    def __init__(self, begun: Iterable[str], single: Iterable[str]) -> None:
        super().__init__()
        self._begun, self._single = frozenset(begun), frozenset(single)

    def __missing__(self, opening: str) -> bool:
        folded = fold(opening)
        # A blank or a sign may stand before, or in, what the rules list: a closer look is needed.
        may = any(c in DECORATION for c in folded) or folded in self._begun or folded[:1] in self._single
        if len(self) < _OPENINGS:
            self[opening] = may
        return may


_OPENINGS = 50_000

_ANY = sys.maxsize


class RuleBook:
    """Rules, indexed by their guards.

    :ivar lines: whole line → number of the rule.
    :ivar starts: first two characters of a beginning (one, if it has no more) → numbers of rules.
    :ivar openings: how lines begin that the two above may know.
    :ivar longest: for each rule, how long a line may be (its :func:`bare_size`) to be compared at all.
    :ivar words: contained word, in every spelling → numbers of rules.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.lines: dict[str, int] = {}
        self.starts: dict[str, list[int]] = {}
        self.longest = [
            max([rule.max, *map(len, rule.lines)]) if rule.where == "line" else _ANY for rule in rules
        ]
        self.words: dict[str, list[int]] = {}
        self._searched = 0
        self._begun: tuple[re.Pattern[str], dict[str, list[str]]] | None = None
        for number, rule in enumerate(rules):
            for line in rule.lines:
                self.lines.setdefault(line, number)
            # Only so much of a line is looked up, with its blanks and decoration; a longer one is found
            # by how it begins.
            long = [line for line in rule.lines if len(line) > LOOKED_UP // 2]
            for key in dict.fromkeys([start[:2] for start in (*rule.starts, *long)]):
                self.starts.setdefault(key, []).append(number)
            if not rule.starts:
                for word in rule.spellings or spellings(rule.contains):
                    self.words.setdefault(word, []).append(number)
        self.openings = Openings(
            [*self.starts, *[line[:2] for line in self.lines]], [key for key in self.starts if len(key) == 1]
        )

    def words_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Place and word for all contained words that stand in a text, in capitals or not."""
        self._searched += len(text)
        if self._searched >= _MUCH:
            self._begun = self._begun or self._beginnings()
            pattern, begun = self._begun
            for match in pattern.finditer(text):
                at = match.start()
                for word in begun.get(text[at : at + 2]) or begun.get(text[at]) or ():
                    if text.startswith(word, at) or text[at : at + len(word)].lower() == word:
                        yield at, word
            return
        lower = text.lower()
        if len(lower) == len(text):  # İ becomes two code points
            text = lower
        for word in self.words:
            at = text.find(word)
            while at >= 0:
                yield at, word
                at = text.find(word, at + len(word))

    def _beginnings(self) -> tuple[re.Pattern[str], dict[str, list[str]]]:
        """A pattern for where words may begin, and the words by their first two characters (or the one)."""
        begun: dict[str, list[str]] = {}
        for word in self.words:
            for beginning in {
                a + b for a in {word[0], word[0].upper()} for b in {word[1:2], word[1:2].upper()}
            }:
                begun.setdefault(beginning, []).append(word)
        single = {key for key in begun if len(key) == 1}
        for key in begun:
            if len(key) == 2 and key[0] in single:
                begun[key] += begun[key[0]]
        first, second, only = (
            re.escape("".join(sorted(signs)))
            for signs in ({key[0] for key in begun}, {key[1] for key in begun if len(key) == 2}, single)
        )
        return compiled(f"[{first}](?:(?=[{second}])" + (f"|(?<=[{only}]))" if only else ")")), begun


# A pass for one word runs at some 4 GB/s, but there are 400 words. One pass for all of them is faster,
# but takes 2 ms to compile: worth it from so many characters on, in one text or in many.
_MUCH = 30_000


@cache
def _reverse() -> dict[str, str]:
    """Simplified character → the Traditional ones that fold to it."""
    reverse: dict[str, str] = {}
    for source, target in table().items():
        if source > 0x7F and (target > 0x2E80 or chr(target) in "(),:/|>"):
            reverse[chr(target)] = reverse.get(chr(target), "") + chr(source)
    return reverse


def spellings(words: Iterable[str]) -> tuple[str, ...]:
    """The words, and how Traditional text writes them: guards are looked up in unfolded text."""
    found: dict[str, None] = {}
    for word in words:
        variants = [c + _reverse().get(c, "") for c in word]
        choices = 1
        for variant in variants:
            choices *= len(variant)
        if choices > _SPELLINGS:
            variants = [variant[:2] for variant in variants]
        for spelling in product(*variants):
            found["".join(spelling)] = None
    return tuple(found)


_SPELLINGS = 16


@cache
def builtin() -> RuleBook:
    """The rules that come with the program."""
    rows = (DATA / "rules.tsv").read_text("utf-8").split("\n")
    return RuleBook(tuple(_parse(row) for row in rows if row and row[0] != "#"))


def _parse(row: str) -> Rule:
    name, role, where, certain, most, least, spaces, lines, starts, contains, spellings, pattern = row.split(
        "\t"
    )
    return Rule(
        name,
        role,
        where,
        certain,
        int(most),
        int(least),
        spaces == "1",
        _unpack(lines),
        _unpack(starts),
        _unpack(contains),
        pattern,
        spellings=_unpack(spellings),
    )


def _unpack(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("¦")) if cell else ()
