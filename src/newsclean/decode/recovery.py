"""What an encoding cannot decode, and yet can be read: each way to recover it, and what is said of it.

Tried where strict decoding fails. Each way explains *all* that is undecodable, or it is not
taken: then the text is refused with the place of the first bad byte. A text that was recovered
carries a warning that says what was done, how often, and where first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from newsclean.decode import alignment, codecs
from newsclean.decode.codecs import cesu8, error_handlers
from newsclean.decode.encodings import DOUBLE, family, kind
from newsclean.decode.line_blocks import blocks
from newsclean.notices import warned
from newsclean.patterns import lazy
from newsclean.values import NamedTuple


class Recovered(NamedTuple):
    """A text, a sentence that says what was done, and the name of the encoding if that changed."""

    text: str
    warning: str
    name: str = ""


def recovered(
    body: bytes, name: str, error: UnicodeDecodeError, errors: str, mixed: bool
) -> Recovered | None:
    """The text of bytes that are not all valid in their encoding, if all that is not can be explained.

    :param error: what strict decoding failed with.
    :param errors: ``strict``, or ``replace``, which has U+FFFD for a last character that is cut.
    :param mixed: whether lines may hold another encoding.
    """
    for way in _WAYS:
        if (way is _cut_at_the_end and errors == "replace") or (way is _inside_lines and not mixed):
            continue
        found = way(body, name, error)
        if found:
            return found
    return None


def _surrogates(body: bytes, name: str, error: UnicodeDecodeError) -> Recovered | None:
    """UTF-8 in which characters beyond U+FFFF are two surrogates of three bytes each."""
    if name != "utf-8" or not cesu8.occurs(body):
        return None
    try:
        text = cesu8.to_text(body)
    except UnicodeDecodeError:
        return None
    return Recovered(text, "CESU-8: characters beyond U+FFFF are in six bytes, or NUL is in two", "cesu-8")


def _cut_at_the_end(body: bytes, name: str, error: UnicodeDecodeError) -> Recovered | None:
    """A last character that lacks its last bytes: files and fields are cut by bytes."""
    if len(body) - error.start > 3:
        return None
    try:
        text = codecs.to_text(body[: error.start], name)
    except UnicodeDecodeError:
        return None
    if not _is_begun(body[error.start :], name) or not _is_in_step(body, error.start, name):
        return None
    shown = body[error.start :].hex(" ").upper()
    return Recovered(text, f"the last character is incomplete; its bytes {shown} were left out")


def _is_in_step(body: bytes, end: int, name: str) -> bool:
    """Whether the line reads best with nothing lost in it but its end.

    A byte that was lost anywhere in a line of GBK leaves one over at its end, and all characters
    between are valid and wrong.
    """
    if name not in alignment.DOUBLE_BYTE:
        return True
    line = body[max(body.rfind(b"\n", 0, end) + 1, 0) :]
    line = line[: line.find(b"\n")] if b"\n" in line else line
    if len(line) > alignment.LONGEST:
        return False
    text, count = error_handlers.marked(partial(codecs.to_text, line, name))
    return count == 1 and alignment.read(line, name)[0] == text


def _is_begun(rest: bytes, name: str) -> bool:
    """Whether bytes are the beginning of a character: with other bytes after them they would be one."""
    if name.startswith(("utf-16", "utf-32")):
        return True
    if name == "utf-8":
        wanted = codecs.utf8_length(rest[0]) if rest[0] <= 0xF4 else 0
        return len(rest) < wanted and all(0x80 <= byte < 0xC0 for byte in rest[1:])
    return kind(name) == DOUBLE and 0x81 <= rest[0] <= 0xFE and len(rest) != 2


# A terminal's colours (ECMA-48 SGR) between the two bytes of a character: boards in Taiwan draw
# characters in two colours so, and clients show each half in its own.
# Whole characters are matched as well, so that no code between two of them is taken for one inside.
_TWO_COLOURED = lazy(
    rb"([\x81-\xfe])((?:\x1b\[[0-9;]*m)+)([\x40-\x7e\x80-\xfe])|(?:[\x81-\xfe][\x40-\x7e\x80-\xfe])+"
)


def joined_colours(data: bytes) -> tuple[bytes, int]:
    """Double bytes with the colour codes between two bytes of a character put after it, and how many."""
    if b"\x1b[" not in data:
        return data, 0
    count = 0

    def joined(match: re.Match[bytes]) -> bytes:
        nonlocal count
        if match.group(1) is None:
            return match.group()
        count += 1
        return match.group(1) + match.group(3) + match.group(2)

    return _TWO_COLOURED.sub(joined, data), count


def _two_coloured(body: bytes, name: str, error: UnicodeDecodeError) -> Recovered | None:
    """Characters with a colour code between their bytes; the code is put after the character."""
    if family(name) not in ("big5", "gb18030"):
        return None
    joined, count = joined_colours(body)
    try:
        text = codecs.to_text(joined, name)
    except UnicodeDecodeError:
        return None
    what = _times(count, "character")
    return Recovered(text, f"{what} had a colour code between two bytes; the code was put after it")


#: What a field can end at.
_DELIMITERS = "\t,;|\"'\n\r\0"
_FIELDS = lazy(f"\N{REPLACEMENT CHARACTER}(?=[{_DELIMITERS}]|\\Z)")
#: So many fields that are cut make a table with columns of a fixed width.
_COLUMNS = 2
#: Lines of them that are looked at closely, which takes 10 ms a kilobyte.
_READ_AGAIN = 8


def _cut_fields(body: bytes, name: str, error: UnicodeDecodeError) -> Recovered | None:
    """Fields that were cut by bytes, in the middle of a character: U+FFFD for its first half."""
    if name != "utf-8" and family(name) not in ("big5", "gb18030"):
        return None
    text, count = error_handlers.marked(partial(codecs.to_text, body, name))
    own = text.count(error_handlers.BAD)
    if count < _COLUMNS or own != count or len(_FIELDS.findall(text)) != count:
        return None
    lines = [i for i, line in enumerate(text.split("\n"), 1) if error_handlers.BAD in line]
    if len(lines) < _COLUMNS or not _are_in_step(body, lines, name):
        return None
    return Recovered(text, cut_fields(count, lines[0]))


def _are_in_step(body: bytes, numbers: list[int], name: str) -> bool:
    """Whether the first of these lines read best as they are."""
    if name not in alignment.DOUBLE_BYTE:
        return True
    lines = body.split(b"\n")
    for number in numbers[:_READ_AGAIN]:
        line = lines[number - 1]
        if len(line) > alignment.LONGEST:
            return False
        text = codecs.to_text(line, name, "replace")
        if alignment.read(line, name)[0] != text:
            return False
    return True


def cut_fields(count: int, line: int) -> str:
    """The warning for fields that were cut inside a character."""
    what = f"{count} fields are cut inside a character" if count > 1 else "a field is cut inside a character"
    return warned("lost-characters", f"{what}, which is now U+FFFD", line)


# Quotation marks and dashes of Windows-1252 were replaced in bytes, so as to have ASCII, by a
# program that did not know UTF-8: 老 E8 80 81 is safe, 蔡 E8 94 A1 has lost its 94.
_STRAIGHTENED = {b'"': b"\x94\x93", b"'": b"\x92\x91", b"-": b"\x96\x97"}
_BROKEN = lazy(rb"([\xe0-\xef])([\"'-])([\x80-\xbf])|([\xe0-\xef][\x80-\xbf])([\"'-])()")


def _straightened(body: bytes, name: str, error: UnicodeDecodeError) -> Recovered | None:
    """UTF-8 of which bytes that Windows-1252 has quotation marks at became ASCII ones."""
    if name != "utf-8" or not _BROKEN.search(body):
        return None
    from newsclean.models import plausibility

    lines = [line for line in body.split(b"\n") if _BROKEN.search(line)]
    count = sum(len(_BROKEN.findall(line)) for line in lines)
    best: tuple[float, str] | None = None
    # A program that replaces one of a pair mostly replaces both; which it was the whole text tells.
    for which in range(3):

        def mended(match: re.Match[bytes], which: int = which) -> bytes:
            lead, sign, trail = (
                group or b"" for group in match.group(*((1, 2, 3) if match[1] else (4, 5, 6)))
            )
            bytes_ = _STRAIGHTENED[sign]
            codes = [lead + bytes_[i : i + 1] + trail for i in (0, 1)]
            if which < 2:
                return codes[which]
            return min(codes, key=lambda code: plausibility.single(code.decode("utf-8", "replace")[:1]))

        try:
            cost = sum(plausibility.cost(_BROKEN.sub(mended, line).decode("utf-8")) for line in lines)
            text = _BROKEN.sub(mended, body).decode("utf-8")
        except UnicodeDecodeError:
            return None
        if best is None or cost + 4.0 * (which == 2) < best[0]:
            best = cost, text
    if count < 2 or best is None:
        return None
    what = _times(count, "character")
    return Recovered(best[1], f"{what} had a byte replaced by an ASCII quotation mark or dash; restored")


#: Encodings that are looked for in a line of another one.
_INSIDE = {"utf-8": ("gb18030", "cp950"), "gb18030": ("utf-8",), "cp950": ("utf-8",)}
#: Bytes of such lines at most: 40 ms a kilobyte.
_SEARCHED = 1 << 16


def _inside_lines(body: bytes, name: str, error: UnicodeDecodeError) -> Recovered | None:
    """Values in another encoding inside lines."""
    from newsclean.decode import segments

    inside = _INSIDE.get(name)
    if not inside:
        return None
    texts: list[str] = []
    first = stretches = searched = 0
    found: set[str] = set()
    for number, line, whole in blocks(body, partial(codecs.to_text, name=name)):
        if whole is not None:
            texts.append(whole)
            continue
        searched += len(line)
        if len(line) > segments.LONGEST or searched > _SEARCHED:
            return None
        pieces = segments.read(line, (name, *inside))
        if not segments.is_sound(pieces, name):
            return None
        texts += [piece.text for piece in pieces]
        others = [piece.name for piece in pieces if piece.name != name]
        stretches += len(others)
        found.update(others)
        first = first or number
    where = f"{_times(stretches, 'stretch', 'stretches')} of {' and '.join(sorted(found))}"
    return Recovered("".join(texts), warned("other", f"{where} inside {name} decoded separately", first))


def _times(count: int, one: str, more: str = "") -> str:
    return f"{count} {one}" if count == 1 else f"{count} {more or one + 's'}"


_WAYS: tuple[Callable[[bytes, str, UnicodeDecodeError], Recovered | None], ...] = (
    _surrogates,
    _cut_at_the_end,
    _two_coloured,
    _cut_fields,
    _straightened,
    _inside_lines,
)
