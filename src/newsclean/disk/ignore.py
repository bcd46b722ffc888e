r"""Patterns of paths, as git reads them in ``.gitignore``: on bytes, in time linear in the name.

The rules are those of ``gitignore(5)`` and of git's ``wildmatch.c``: ``*``, ``?`` and ``[…]`` match no
slash; ``**`` between slashes matches any number of directories; a pattern with a slash inside speaks of the
path from the directory of its file on, one without of the name; one that ends in a slash speaks of
directories only; ``!`` takes back what an earlier pattern took. Stars are matched by looking for what stands
between them, each as early as it can be, which needs no backtracking.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence

from newsclean.patterns import lazy
from newsclean.values import NamedTuple


class BadPatternError(ValueError):
    """A pattern that can match nothing: a bracket without an end, a class that is none, a last backslash."""


class Pattern(NamedTuple):
    """One pattern.

    :param groups: what stands between ``**``, each a run of matchers for one name each.
    :param negative: whether it takes back.
    :param directory: whether it speaks of directories only.
    :param name_only: whether it speaks of the last name of a path.
    :param prefix: what a path must begin with; the groups speak of the rest. (git takes what stands before
        the first sign off pattern and path, so for it ``a**/b`` matches ``ab``, as ``**/b`` matches ``b``.)
    """

    groups: tuple[tuple[_Name, ...], ...]
    negative: bool
    directory: bool
    name_only: bool
    prefix: bytes = b""

    def matches(self, path: bytes, names: Sequence[bytes], is_directory: bool) -> bool:
        """Whether it speaks of a path, given as a whole and as its names."""
        if self.prefix:
            if not path.startswith(self.prefix):
                return False
            names = path[len(self.prefix) :].split(b"/")
        if self.directory and not is_directory:
            return False
        if self.name_only:
            return self.groups[0][0].matches(names[-1])
        first, *rest = self.groups
        if len(names) < len(first) or not _agree(first, names, 0):
            return False
        if not rest:
            return len(names) == len(first)
        at = len(first)
        *middle, last = rest
        for group in middle:
            end = len(names) - len(group)
            while at <= end and not _agree(group, names, at):
                at += 1
            if at > end:
                return False
            at += len(group)
        start = len(names) - len(last)
        if not last:
            return start > at  # `a/**` is what lies in `a`, not `a` itself
        return start >= at and _agree(last, names, start)


def _agree(group: Sequence[_Name], names: Sequence[bytes], at: int) -> bool:
    return all(one.matches(name) for one, name in zip(group, names[at : at + len(group)], strict=True))


class _Name(NamedTuple):
    """A pattern for one name: what stands between its stars; one piece if there is no star."""

    pieces: tuple[re.Pattern[bytes], ...]
    widths: tuple[int, ...]

    def matches(self, name: bytes) -> bool:
        first, *rest = self.pieces
        if not rest:
            return first.fullmatch(name) is not None
        end = len(name) - self.widths[-1]
        at = self.widths[0]
        if end < at or not first.match(name) or not self.pieces[-1].match(name, end):
            return False
        for piece in rest[:-1]:
            found = piece.search(name, at, end)
            if found is None:
                return False
            at = found.end()
        return True


def parse(line: bytes) -> Pattern | None:
    """The pattern in a line of an ignore file; ``None`` for a comment or a blank line.

    :param line: without its end.
    :raises BadPatternError: it can match nothing.
    """
    if line.startswith(b"#"):
        return None
    line = _without_blanks(line)
    negative = line.startswith(b"!")
    if negative:
        line = line[1:]
    directory = line.endswith(b"/") and len(line) > 1
    if directory:
        line = line[:-1]
    if not line or line == b"/":
        return None
    name_only = b"/" not in line
    line = line.removeprefix(b"/")
    prefix = b"" if name_only else _AFTER_LITERAL.match(line)[1]  # type: ignore[index]
    parts = _split(line[len(prefix) :])
    names = [None if len(part) > 1 and not part.strip(b"*") else _Name(*_pieces(part)) for part in parts]
    if name_only:
        only = names[0] or _Name(*_pieces(b"*"))
        return Pattern(((only,),), negative, directory, name_only)
    groups: list[list[_Name]] = [[]]
    deep = False
    for name in names:
        if name is not None:
            groups[-1].append(name)
        elif not deep:
            groups.append([])
        deep = name is None
    return Pattern(tuple(map(tuple, groups)), negative, directory, name_only, prefix)


# A name that begins with letters and ends in stars, at the start of a pattern.
_AFTER_LITERAL = lazy(rb"((?:[^*?\[\\/]+/)*[^*?\[\\/]+(?=\*\*+(?:/|$))|)", re.DOTALL)


def _without_blanks(line: bytes) -> bytes:
    """The line without blanks at its end, but for those behind a backslash."""
    stripped = line.rstrip(b" ")
    backslashes = len(stripped) - len(stripped.rstrip(b"\\"))
    return stripped + b" " if backslashes % 2 and stripped != line else stripped


def _split(pattern: bytes) -> list[bytes]:
    """The pattern cut at its slashes: those behind a backslash count, those in brackets do not."""
    pattern = pattern.replace(b"\\/", b"/")
    if b"[" not in pattern:
        return pattern.split(b"/")
    parts = [b""]
    at = 0
    while at < len(pattern):
        begin = at
        at += 2 if pattern[at : at + 1] == b"\\" else 1
        if pattern[begin : begin + 1] == b"[":
            at = _class(pattern, at)[1]
        if pattern[begin:at] == b"/":
            parts.append(b"")
        else:
            parts[-1] += pattern[begin:at]
    return parts


def _pieces(pattern: bytes) -> tuple[tuple[re.Pattern[bytes], ...], tuple[int, ...]]:
    """What stands between the stars of a pattern for one name, with its widths in bytes."""
    pieces: list[list[bytes]] = [[]]
    at = 0
    while at < len(pattern):
        char = pattern[at : at + 1]
        at += 1
        if char == b"*":
            pieces.append([])
        elif char == b"?":
            pieces[-1].append(b"[^/]")
        elif char == b"[":
            group, at = _class(pattern, at)
            pieces[-1].append(group)
        else:
            if char == b"\\":
                char = pattern[at : at + 1]
                at += 1
                if not char:
                    raise BadPatternError("nothing follows its last backslash")
            pieces[-1].append(re.escape(char))
    compiled = tuple(re.compile(b"".join(piece), re.DOTALL) for piece in pieces)
    return compiled, tuple(map(len, pieces))


_CLASSES: dict[bytes, Callable[[bytes], bool]] = {
    b"alnum": bytes.isalnum,
    b"alpha": bytes.isalpha,
    b"blank": lambda char: char in b" \t",
    b"cntrl": lambda char: char < b" " or char == b"\x7f",
    b"digit": bytes.isdigit,
    b"graph": lambda char: b"!" <= char <= b"~",
    b"lower": bytes.islower,
    b"print": lambda char: b" " <= char <= b"~",
    b"punct": lambda char: b"!" <= char <= b"~" and not char.isalnum(),
    b"space": bytes.isspace,
    b"upper": bytes.isupper,
    b"xdigit": lambda char: char in b"0123456789abcdefABCDEF",
}


def _class(pattern: bytes, at: int) -> tuple[bytes, int]:
    """The bytes that a bracket stands for, as a regular expression, and where it ends.

    :param at: behind the bracket.
    """
    negated = pattern[at : at + 1] in (b"!", b"^")
    at += negated
    chosen: set[int] = set()
    begin = at
    before = -1  # the byte that a hyphen would begin a range with
    while pattern[at : at + 1] != b"]" or at == begin:
        named = _named_class(pattern, at)
        if named is not None:
            chosen |= named[0]
            before, at = -1, named[1]
        elif pattern[at : at + 1] == b"-" and before >= 0 and pattern[at + 1 : at + 2] not in (b"", b"]"):
            last, at = _byte(pattern, at + 1)
            chosen.update(range(before, last + 1))
            before = -1
        else:
            before, at = _byte(pattern, at)
            chosen.add(before)
    at += 1
    if negated:
        chosen = set(range(256)) - chosen
    chosen.discard(0x2F)
    if not chosen:
        return b"(?!)", at
    return b"[" + b"".join(re.escape(bytes((code,))) for code in sorted(chosen)) + b"]", at


def _named_class(pattern: bytes, at: int) -> tuple[set[int], int] | None:
    """The bytes of a class such as ``[:digit:]``, and where it ends; ``None`` if none stands here."""
    if pattern[at : at + 2] != b"[:":
        return None
    end = pattern.find(b"]", at + 1)
    if end <= at + 2 or pattern[end - 1 : end] != b":":
        return None
    name = pattern[at + 2 : end - 1]
    if name not in _CLASSES:
        raise BadPatternError(f"there is no class [:{os.fsdecode(name)}:]")
    return {code for code in range(256) if _CLASSES[name](bytes((code,)))}, end + 1


def _byte(pattern: bytes, at: int) -> tuple[int, int]:
    """A byte in a bracket, behind a backslash or not, and where it ends."""
    at += pattern[at : at + 1] == b"\\"
    if at >= len(pattern):
        raise BadPatternError("a bracket is not closed")
    return pattern[at], at + 1


def verdict(patterns: Iterable[Pattern], path: bytes, is_directory: bool) -> bool | None:
    """What the last pattern that speaks of a path says: ignored, taken back; ``None`` if none does.

    :param patterns: the last one first.
    :param path: relative to the directory that the patterns speak of.
    """
    names = path.split(b"/")
    for pattern in patterns:
        if pattern.matches(path, names, is_directory):
            return not pattern.negative
    return None
