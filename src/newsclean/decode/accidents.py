"""Double bytes that decode by accident: valid, and not what was written.

A byte of ASCII can be the second of a character, so that damage leaves no undecodable byte. Each
kind has a sign that costs one pass of C to look for; only where it is found are lines read again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from newsclean.decode import codecs
from newsclean.decode.encodings import family
from newsclean.models import plausibility
from newsclean.notices import warned
from newsclean.patterns import lazy

BAD = "\N{REPLACEMENT CHARACTER}"


def corrected(text: str, body: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """A text without such accidents, and a sentence for each kind that there was.

    :param body: the bytes that it was decoded from, without an error.
    """
    warnings: list[str] = []
    if "|" in text:
        text = _cut_columns(text, body, name, warnings)
    if name == "cp950":
        # Of running text one character in 300 ends in 5C: where there is one, none was taken away.
        if b"\\" not in body or not _pattern(name, 0x5C).search(text):
            text = _eaten(text, name, warnings)
        elif "\\" in text:
            text = _doubled(text, warnings)
        if "∕" in text or "﹨" in text:
            text = _slashes(text, warnings)
    if family(name) == "gb18030" and "?" in text:
        text = _out_of_step(text, warnings)
    return text, tuple(warnings)


# Columns of a fixed width in bytes that end inside a character, before ``|`` (7C), which is a second
# byte in GBK and Big5: B9 | is 箌, and the border of the field is gone.

#: Nats that U+FFFD before a border costs. In 20,000 lines cut at random what is read by accident costs
#: 13 (Big5) and 19 (GBK) at the median and 8 in 90 of 100; in sound text what ends in 7C costs 1, and
#: 7 in two of 100.
_CUT = 7.0
#: Nats by which a table must read better with its borders.
_BORDERS = 12.0


@cache
def _ending(name: str, trail: int) -> str:
    """The characters of an encoding whose second byte is this."""
    return "".join(filter(None, (codecs.character(bytes((lead, trail)), name) for lead in range(0x81, 0xFF))))


@cache
def _pattern(name: str, trail: int, after: str = "") -> re.Pattern[str]:
    return re.compile(f"[{re.escape(_ending(name, trail))}]{after}")


def _cut_columns(text: str, body: bytes, name: str, warnings: list[str]) -> str:
    """A table in which characters end in ``|`` by accident, with its borders again."""
    if family(name) not in ("gb18030", "big5") or text.count("|") == body.count(b"|"):
        return text
    pattern = _pattern(name, 0x7C)
    lines = text.split("\n")
    rows = [
        (number, line.count("|"), len(pattern.findall(line)))
        for number, line in enumerate(lines)
        if "|" in line
    ]
    # A row has as many borders as most rows; of those that hide some so many fewer are seen.
    width = Counter(seen + hidden for _, seen, hidden in rows).most_common(1)[0][0]
    regular = sum(seen + hidden == width for _, seen, hidden in rows)
    torn = [number for number, seen, hidden in rows if hidden and seen + hidden == width]
    if len(torn) < 2 or regular * 10 < len(rows) * 9:
        return text
    table = plausibility.pair_costs()
    gain = 0.0
    lengths: set[int] = set()
    for number in torn:
        line = lines[number]
        for match in pattern.finditer(line):
            at, char = match.start(), match.group()
            before, after = (line[at - 1] if at else "\n"), (line[at + 1 : at + 2] or "\n")
            gain += table[before, char] + table[char, after] - table["|", after] - _CUT
            lengths.add(len(codecs.to_bytes(line[line.rfind("|", 0, at) + 1 : at], name)))
    # Fields that are cut are cut to one length; words that happen to end so are not.
    if len(lengths) > 1 or gain < _BORDERS:
        return text
    count = 0
    for number in torn:
        lines[number], more = pattern.subn(f"{BAD}|", lines[number])
        count += more
    from newsclean.decode.recovery import cut_fields

    warnings.append(cut_fields(count, torn[0] + 1))
    return "\n".join(lines)


def _slashes(text: str, warnings: list[str]) -> str:
    """A text with ／ and ＼ where its writer has them at A241 and A242, as Unicode's first table of Big5.

    Python's codecs write so; code page 950 and the WHATWG have ∕ and ﹨ there, and ／ and ＼ before them.
    In text of both regions, 8 of 1,977 of these signs are ∕ and ﹨.
    """
    if "／" in text or "＼" in text:
        return text  # its writer has both
    count = text.count("∕") + text.count("﹨")
    warnings.append(
        f"slashes at A241 and A242 ({count}) are read as ／ and ＼, as in Python's Big5, not as ∕ and ﹨"
    )
    return text.translate(_SLASHES)


_SLASHES = str.maketrans("∕﹨", "／＼")


# Big5 has 5C, the backslash, as second byte of characters in common use (功 許 蓋 …). Programs that do
# not know double bytes double it (``addslashes``, source text) or take it away (``stripslashes``).

#: So many characters must have it behind them, and no one be without.
_DOUBLED = 2
#: What makes an escape of a backslash before it, or is a name in a path.
_ESCAPED = r"[A-Za-z0-9'\"\\]"
#: Backslashes of paths: they make no escape.
_UNESCAPED = lazy(r"\\(?![nrtbfv0xu'\"\\])")


def _doubled(text: str, warnings: list[str]) -> str:
    """A text without the backslashes behind characters that end in one."""
    pattern = _pattern("cp950", 0x5C, after=r"\\")
    count = len(pattern.findall(text))
    if not count or count != len(_pattern("cp950", 0x5C).findall(text)):
        return text
    sure = len(_pattern("cp950", 0x5C, after=rf"\\(?!{_ESCAPED})").findall(text))
    others = len(_UNESCAPED.findall(pattern.sub("", text)))
    if sure < _DOUBLED or 2 * sure < count or others >= count:
        return text
    warnings.append(f"{count} extra backslashes after Big5 characters that end in the byte 5C removed")
    return pattern.sub(lambda match: match.group()[0], text)


#: Nats against a backslash that is put back, and by which the characters around one must read better.
#: Without a loss a rare name gains less: 3 of 60,000 paragraphs of sound text without a backslash.
_PUT_BACK, _GAIN = 5.0, 8.0
#: Places that make it sure; bytes of lines that are read again then (4 ms a kilobyte).
_EATEN, _SEARCHED = 2, 1 << 16
#: Rare characters that are looked at, and characters before and after each.
_LOOKED, _BEFORE, _AFTER = 60, 2, 8
#: Characters as rare as this may be the halves of two others.
_RARE = 10.5


def _eaten(text: str, name: str, warnings: list[str]) -> str:
    """A text with the backslashes that were second bytes put back."""
    if BAD in text:
        return text
    leads = _leads_of_backslash()
    rare = [
        char
        for char in set(text)
        if char > "\u2e80"
        and plausibility.single(char) > _RARE
        and char.encode("cp950", "ignore")[:1] in leads
    ]
    if not rare:
        return text
    places = re.compile(f"[{re.escape(''.join(rare))}]")
    sure = 0
    for match, _ in zip(places.finditer(text), range(_LOOKED), strict=False):
        around = text[max(0, match.start() - _BEFORE) : match.end() + _AFTER]
        better, count = _with_backslashes(codecs.to_bytes(around, name))
        if plausibility.cost(around) - plausibility.cost(better) > _GAIN * count > 0:
            sure += count
    if sure < _EATEN:
        return text
    lines = text.split("\n")
    total = first = searched = 0
    for number, line in enumerate(lines):
        if line.isascii():
            continue
        code = codecs.to_bytes(line, name)
        searched += len(code)
        if searched > _SEARCHED and not places.search(line):
            continue
        better, count = _with_backslashes(code)
        if count:
            lines[number] = better
            total += count
            first = first or number + 1
    warnings.append(
        f"{total} Big5 characters had lost their second byte 5C, which was put back; the first in line"
        f" {first}"
    )
    return "\n".join(lines)


def _with_backslashes(code: bytes) -> tuple[str, int]:
    """The most plausible text of bytes that may have lost second bytes 5C, and how many."""
    table = plausibility.pair_costs()
    ends = _leads_of_backslash()
    # cost, last character, number of bytes put back, way there
    places: list[tuple[float, str, int, object] | None] = [None] * (len(code) + 2)
    places[0] = (0.0, "\n", 0, None)
    for at in range(len(code)):
        path = places[at]
        if path is None:
            continue
        cost, before, put, _ = path
        for length, char, more in _read(code, at, ends):
            total = cost + table[before, char] + _PUT_BACK * more
            arrive = places[at + length]
            if arrive is None or total < arrive[0]:
                places[at + length] = (total, char, put + more, path)
    last = places[len(code)]
    if last is None:
        return "", 0
    chars: list[str] = []
    node: object = last
    while isinstance(node, tuple) and node[3] is not None:
        chars.append(node[1])
        node = node[3]
    return "".join(reversed(chars)), last[2]


@cache
def _leads_of_backslash() -> dict[bytes, str]:
    """The characters in use that end in 5C, by their first byte."""
    common = (char for char in _ending("cp950", 0x5C) if plausibility.single(char) < _RARE)
    return {codecs.to_bytes(char, "cp950")[:1]: char for char in common}


def _read(code: bytes, at: int, ends: dict[bytes, str]) -> Iterator[tuple[int, str, int]]:
    if code[at] < 0x80:
        yield 1, chr(code[at]), 0
        return
    with suppress(UnicodeDecodeError):
        yield 2, code[at : at + 2].decode("cp950"), 0
    lead = code[at : at + 1]
    if lead in ends:
        yield 1, ends[lead], 1


# GBK of which bytes were lost and others became ``?``: between two of these all characters are made
# of the second half of one and the first of the next, and are valid. ``?；泼鳎合`` was 黄明：.

#: Between two lost bytes: Han and full-width signs, and the ``?`` that the second one became.
_SHIFTED = lazy("\\?([^\\x00-\\x7f]{4,})(\\??)")
#: Nats a character that the text in step must read better by. Of 20,000 stretches of sound text behind a
#: question mark none gained more than 1.5; of text out of step 99 in 100 gain 4 and more.
_IN_STEP = 3.0
#: So many stretches, from all parts of a text, are looked at before all are, and so many characters of each.
_PROBED, _READ = 256, 8


def _out_of_step(text: str, warnings: list[str]) -> str:
    """A text whose stretches that are out of step are in step again."""
    found = list(_SHIFTED.finditer(text))
    step = len(found) // _PROBED + 1
    if not any(_shifted(match.group(1)[:_READ]) for match in found[::step]):
        return text
    pieces: list[str] = []
    at = count = first = 0
    for match in found:
        better = _shifted(match.group(1))
        if better:
            # Half a character and ``?`` for its other half, before and behind.
            pieces += [text[at : match.start()], BAD, better, BAD]
            at = match.end()
            count += 1
            first = first or text.count("\n", 0, match.start()) + 1
    if not count:
        return text
    what = (
        f"{count} stretches of GBK were out of step after a lost byte and were realigned, with U+FFFD"
        f" for the characters that lost a byte; the first in line {first}"
    )
    warnings.append(warned("lost-characters", what))
    return "".join(pieces) + text[at:]


def _shifted(run: str) -> str:
    """A stretch read from its second byte on, if that reads much better; else empty."""
    code = run.encode("gb18030", "replace")
    try:
        better = code[1:-1].decode("gb18030")
    except UnicodeDecodeError:
        return ""
    gain = plausibility.cost(run) / len(run) - plausibility.cost(better) / len(better)
    return better if gain > _IN_STEP else ""
