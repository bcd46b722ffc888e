"""Rules: what a line of boilerplate looks like, as data, and how to find the lines they fit.

``rules.tsv`` is made from the sources (``data/rules/*.toml``) and loads at once. Every rule is
guarded by literals, so its pattern is compiled and run only where one of them stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import product, repeat
from operator import sub

from newsclean.patterns import compiled
from newsclean.structure.roles import LABELS, NOTICES
from newsclean.structure.rules.fold import SIGNS, table
from newsclean.values import NamedTuple

#: How surely a rule's line is boilerplate: ``always``; ``apart`` (not a sentence among paragraphs),
#: ``head`` (no prose before it), ``tail`` (no prose behind it), ``list`` (no prose next to it);
#: ``never`` (it names the role of a line that goes for other reasons).
CERTAIN = ("always", "apart", "head", "tail", "ends", "list", "never")
#: What a rule describes: a whole ``line``, or a part ``inside`` one, which is cut out.
WHERE = ("line", "inside")

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
    :param evidence: instead of a pattern: what speaks for the rule, or against it, wherever it stands in the
        line. Each is a weight and an expression; a line fits if its weights add up to ``limit``.
    :param weak: the line is no evidence of a page: it goes where something else shows one.
    :param field: the field of the metadata that the line holds, where its role does not say so.
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
    field: str = ""
    weak: bool = False
    evidence: tuple[str, ...] = ()
    limit: int = 0

    def is_for_parts(self, *, head: bool) -> bool:
        """Whether it is sure of what is glued to the end of an article, or to its beginning: there only what
        is weighed goes, because what else rules know may open a text.
        """
        if self.where != "line" or self.weak or self.certain not in _SURE:
            return False
        return bool(self.evidence) or (not head and self.role in _GLUED)

    def fits(self, line: str) -> bool:
        """Whether a folded line (not stripped) is what the rule describes; for ``line`` rules."""
        close = _tight_line(line)
        if self.lines and close in self.lines:
            return True
        if not (self.pattern or self.evidence) or len(close) > self.max:
            return False
        if self.starts and not close.startswith(self.starts):
            return False
        if self.contains and sum([word in close or word in line for word in self.contains]) < self.least:
            return False
        shown = " ".join(line.strip(DECORATION).split()) if self.spaces else close
        if self.evidence:
            return self._outweighs(shown)
        return compiled(self.pattern).fullmatch(shown) is not None

    def _outweighs(self, line: str) -> bool:
        """Whether what speaks for the rule in a line, less what speaks against it, reaches the limit."""
        speaks_for, against = _weighed(self.evidence)
        possible = sum([weight for weight, _ in speaks_for])
        for weight, pattern in speaks_for:
            if compiled(pattern).search(line) is None:
                possible -= weight
                if possible < self.limit:
                    return False  # most lines, after two expressions
        return possible + sum([w for w, pattern in against if compiled(pattern).search(line)]) >= self.limit

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
_SURE, _GLUED = frozenset({"always", "apart", "tail", "ends"}), NOTICES | LABELS


@cache
def _weighed(evidence: tuple[str, ...]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The weights and expressions of a rule's evidence: for it, and against it."""
    rows = [(int(weight), pattern) for weight, _, pattern in (row.partition(" ") for row in evidence)]
    return [row for row in rows if row[0] > 0], [row for row in rows if row[0] < 0]


def tight(line: str) -> str:
    """A folded line without blanks and without decoration at its ends."""
    return line.replace(" ", "").strip(DECORATION)


# A line is compared to all rules that claim it.
_tight_line = lru_cache(maxsize=16)(tight)


class Sizes(dict[int, int]):
    """Index of a line that is not folded → how long it is without blanks and without decoration at its
    ends; worked out when it is asked for.

    Lines with many blanks count at least half: a rule is not meant for them.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def __missing__(self, index: int) -> int:
        line = self._lines[index]
        core = line.strip(OUTER)
        # Of all blanks only the space is printable.
        blanks = core.count(" ") if core.isprintable() else sum(map(core.count, _BLANKS))
        size = self[index] = max(len(core) - blanks, len(line) // 2)
        return size

    def least(self) -> list[int]:
        """How long each line is at least, at a fifth of the cost: as if all its blanks could go."""
        cores = map(len, map(str.strip, self._lines, repeat(OUTER)))
        blanks: Iterable[int] = map(str.count, self._lines, repeat(" "))
        text = "".join(self._lines)
        if not text.isprintable():  # of all blanks only the space is
            present = [blank for blank in _BLANKS if blank in text]
            blanks = [sum(map(line.count, present)) for line in self._lines]
        return list(map(sub, cores, blanks))


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


def parse(row: str) -> Rule:
    """A rule from its row in ``rules.tsv``."""
    name, role, where, certain, most, least, spaces, *words, pattern, field, weak, evidence, limit = (
        row.split("\t")
    )
    lines, starts, contains, variants = [_unpack(cell) for cell in words]
    return Rule(
        name,
        role,
        where,
        certain,
        int(most),
        int(least),
        spaces == "1",
        lines,
        starts,
        contains,
        pattern,
        spellings=variants,
        field=field,
        weak=weak == "1",
        evidence=_unpack(evidence),
        limit=int(limit),
    )


def _unpack(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("¦")) if cell else ()
