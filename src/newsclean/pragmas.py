"""What a text says of itself: ``newsclean: off``, ``newsclean: on`` and ``newsclean: ignore[rule]``.

The words count in any comment syntax, for they are looked for and not the comment. Lines that they protect
take part in no change of any stage. So that nothing has to be moved, a stage is given the text with blanks
for what is protected, of the same length: offsets and numbers of lines stay what they are.
"""

from __future__ import annotations

from newsclean.document import Line
from newsclean.lines import split
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsclean.document import Reading
    from newsclean.edits import Edit

_SIGN = "newsclean:"

# The word ends with the comment or its line: `newsclean: offline` is none of ours.
_WORD = r"newsclean:[ \t]*(?:(off|on)|ignore(?:\[([^\]\r\n]*)\])?)(?![\w-])"
_FENCE = r"[ \t>]*(`{3,}|~{3,})(.*)"


class Pragmas(NamedTuple):
    """The lines of a text that are left alone.

    :param protected: numbers of the lines that no stage may change, from 1.
    :param ignored: number of a line → names of rules, roles or stages that are not applied to it.
    :param spans: first and last line of each stretch that is protected.
    """

    protected: frozenset[int]
    ignored: dict[int, frozenset[str]]
    spans: tuple[tuple[int, int], ...] = ()

    def masked(self, text: str, *names: str) -> str:
        """The text with blanks for the lines that are protected, or ignore something of that name."""
        blank = "".join([" " * len(line) + ending for line, ending in split(text)])
        return self.unmasked(blank, text, *names)

    def unmasked(self, text: str, changed: str, *names: str) -> str:
        """A text that a stage made of the masked one, of as many lines, with what was masked in its place."""
        pieces: list[str] = []
        both = zip(split(text), split(changed), strict=True)
        for number, ((line, _), (now, ending)) in enumerate(both, 1):
            hidden = number in self.protected or not self.ignored.get(number, _NONE).isdisjoint(names)
            pieces += (line if hidden else now, ending)
        return "".join(pieces)

    def allowed(self, text: str, edits: Iterable[Edit], *names: str) -> tuple[Edit, ...]:
        """The edits that touch nothing protected, and are not of a rule that their line ignores."""
        from newsclean.lines import Places

        place = Places(text)

        def is_allowed(edit: Edit) -> bool:
            first = place(edit.start)[0]
            last = place(max(edit.start, edit.end - 1))[0]
            rules = {*names, edit.rule, *edit.rule.split("+")}
            return not any(
                number in self.protected or self.ignored.get(number, _NONE) & rules
                for number in range(first, last + 1)
            )

        return tuple(filter(is_allowed, edits))

    def read(self, text: str, reading: Reading) -> Reading:
        """A reading of the masked text with the real text of each line; what is protected is body."""
        lines: list[Line] = []
        for line, (real, _) in zip(reading.lines, split(text), strict=True):
            ignored = self.ignored.get(line.number, _NONE)
            if line.number in self.protected or "strip" in ignored:
                fixed = Line(line.number, real, line.ending, "body", "newsclean-off")
            elif ignored & {line.role, line.rule}:
                fixed = line._replace(role="body", rule="newsclean-ignore", cuts=())
            elif ignored:
                cuts = tuple(cut for cut in line.cuts if not ignored & {cut.role, cut.rule})
                fixed = line._replace(cuts=cuts)
            else:
                fixed = line
            lines.append(fixed)
        return reading._replace(lines=tuple(lines))

    def kept(self, reading: Reading) -> frozenset[int]:
        """The numbers of the lines that stay whatever is dropped."""
        return frozenset(line.number for line in reading.lines if line.rule == "newsclean-off")

    def notes(self) -> tuple[str, ...]:
        """What to say about a document whose lines are protected."""
        return tuple(
            f"newsclean: off: {'line ' if first == last else 'lines '}{first}"
            f"{'' if first == last else f' to {last}'} left alone"
            for first, last in self.spans
        )


_NONE: frozenset[str] = frozenset()
#: What ``ignore`` without names ignores.
STAGES = frozenset({"repair", "strip", "convert"})


def pragmas(text: str) -> Pragmas | None:
    """What a text asks for, or ``None`` for nearly every text, at the cost of one search.

    ``off`` protects its own line and all up to the next ``on``, that line too, or to the end. In the first
    line of a fenced block of Markdown it protects that block. ``ignore`` counts for its line; where a line
    holds nothing but the comment, also for the next one.
    """
    if _SIGN not in text:
        return None
    reader = _Reader()
    number = 0
    for number, (line, _) in enumerate(split(text), 1):
        reader.line(number, line)
    reader.end(number)
    if not reader.spans and not reader.ignored:
        return None
    protected = frozenset(at for first, last in reader.spans for at in range(first, last + 1))
    ignored = {at: frozenset(names) for at, names in reader.ignored.items()}
    return Pragmas(protected, ignored, tuple(reader.spans))


class _Reader:
    """Reads what the comments of a text ask for, line by line.

    :ivar spans: first and last line of each stretch that is protected.
    :ivar ignored: number of a line → what is ignored in it.
    """

    def __init__(self) -> None:
        import re

        self.spans: list[tuple[int, int]] = []
        self.ignored: dict[int, set[str]] = {}
        self._began = 0  # the line from which on everything is protected
        self._closing = ""  # the fence that ends the block that is protected
        self._word, self._fence = re.compile(_WORD), re.compile(_FENCE)
        self._letter = re.compile(r"\w")

    def line(self, number: int, line: str) -> None:
        """Read the next line."""
        if self._closing:
            bare = line.strip(" \t>")
            if len(bare) >= len(self._closing) and not bare.strip(self._closing[0]):
                self.end(number)
            return
        if _SIGN not in line:
            return
        for one in self._word.finditer(line):
            if one[1] == "off" and not self._began:
                block = self._fence.match(line)
                self._began = number
                self._closing = block[1] if block and one.start() > block.end(1) else ""
            elif one[1] == "on":
                self.end(number)
            elif one[1] is None and not self._began:
                names = STAGES if one[2] is None else {name.strip() for name in one[2].split(",")}
                self._ignore(
                    number, names, alone=not self._letter.search(line[: one.start()] + line[one.end() :])
                )

    def end(self, number: int) -> None:
        """End what is protected with a line."""
        if self._began:
            self.spans.append((self._began, number))
        self._began, self._closing = 0, ""

    def _ignore(self, number: int, names: Iterable[str], *, alone: bool) -> None:
        """Note what a comment in a line asks for; one that stands alone speaks of the next line as well."""
        for at in (number, number + 1) if alone else (number,):
            self.ignored.setdefault(at, set()).update(names)
        if alone:
            self.ignored[number] |= STAGES  # the comment itself stays
