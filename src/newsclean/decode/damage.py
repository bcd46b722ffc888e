"""Decoding by a known encoding: the text, or exactly where and how often it fails."""

from __future__ import annotations

from functools import partial

from newsclean.decode import alignment, codecs, recovery
from newsclean.decode.codecs import error_handlers
from newsclean.decode.encodings import family
from newsclean.decode.signatures import BOMS, byte_order_mark
from newsclean.document import Decoded, Detection
from newsclean.errors import DecodeError
from newsclean.notices import from_line, warned
from newsclean.values import NamedTuple

#: Up to so many bad sequences are looked at closely, which takes 10 ms for a line of a kilobyte.
#: Bytes with more are in another encoding or no text.
_FEW = 1000
#: Warnings for a mixture at most; the rest are counted.
_WARNINGS = 3


class Task(NamedTuple):
    """How bytes are decoded, and where they stand in their file.

    :param errors: ``strict`` or ``replace``.
    :param path: the file's name.
    :param mixed: whether a line may hold another encoding.
    :param lines: how many lines end before the bytes.
    :param offset: how many bytes stand before them.
    """

    errors: str
    path: str | None
    mixed: bool = True
    lines: int = 0
    offset: int = 0

    def behind(self, offset: int, lines: int = 0) -> Task:
        """The same for bytes so far behind."""
        return self._replace(lines=self.lines + lines, offset=self.offset + offset)

    def error(self, message: str, line: int, column: int | None, offset: int) -> DecodeError:
        """An error at a place in the bytes."""
        line, offset = self.lines + line, self.offset + offset
        return DecodeError(message, path=self.path, line=line, column=column, offset=offset)


def decoded(data: bytes, detection: Detection, task: Task) -> Decoded:
    """The text of bytes whose encoding is known.

    :raises DecodeError: strict, and there are undecodable bytes.
    """
    foreign = byte_order_mark(data) if detection.bom and detection.how != "bom" else None
    if foreign:
        return _after_a_mark(data, detection, task, mark=foreign)
    name = detection.encoding
    place = _appended_at(data, detection)
    if place:
        return _with_appended(data, detection, task, place)
    if detection.runs:
        return _decoded_by_line(data, detection, task)
    skip = len(BOMS[name]) if detection.bom else 0
    body = data[skip:] if skip else data
    try:
        text = codecs.to_text(body, name)
    except UnicodeDecodeError as error:
        return _damaged(data, error, detection, task)
    edition = codecs.edition(name, text)
    if edition != name:
        text = codecs.to_text(body, edition)
        detection = detection._replace(encoding=edition)
    warnings: tuple[str, ...] = ()
    if family(name) in ("gb18030", "big5") and detection.how != "given":
        from newsclean.decode import accidents

        text, warnings = accidents.corrected(text, body, detection.encoding)
    return Decoded(text, detection, warnings)


def _appended_at(data: bytes, detection: Detection) -> int:
    """Where text in UTF-16 follows text that is not, or the other way round; 0 if nowhere."""
    name = detection.encoding
    if detection.how == "given" or name.startswith("utf-32"):
        return 0
    if name.startswith("utf-16"):
        from newsclean.decode import appended

        skip = len(BOMS[name]) if detection.bom else 0
        place = skip + appended.eight_bit_tail(data[skip:], name)
        return place if skip < place < len(data) else 0
    if b"\0" in data:
        from newsclean.decode import appended

        tail = appended.utf16_tail(data)
        return tail[0] if tail else 0
    return 0


def _with_appended(data: bytes, detection: Detection, task: Task, place: int) -> Decoded:
    """The text of two encodings, one after the other.

    :raises DecodeError: strict, and there are undecodable bytes.
    """
    from newsclean.decode.detection import identify

    first = decoded(data[:place], detection, task)
    line = first.text.count("\n") + 1
    try:
        found, text = identify(data[place:])
    except DecodeError as error:
        raise task.error(error.message, line, None, place + (error.offset or 0)) from None
    behind = task.behind(place, line - 1)
    second = Decoded(text, found) if text is not None else decoded(data[place:], found, behind)
    warning = f"from line {line} on the text is {found.encoding}, appended to {detection.encoding}"
    more = [from_line(said, line) for said in second.warnings]
    return Decoded(first.text + second.text, detection, (*first.warnings, warning, *more))


def _after_a_mark(data: bytes, detection: Detection, task: Task, mark: tuple[str, int]) -> Decoded:
    """The text of bytes behind the byte order mark of another encoding than theirs."""
    name, length = mark
    result = decoded(data[length:], detection._replace(bom=False), task.behind(length))
    warning = f"the byte order mark is {name}'s, but the text is {result.detection.encoding}"
    found = result.detection._replace(bom=True)
    return Decoded(result.text, found, (warning, *result.warnings))


def _decoded_by_line(data: bytes, detection: Detection, task: Task) -> Decoded:
    """The text of bytes whose lines are in two encodings.

    :raises DecodeError: strict, and there are undecodable bytes.
    """
    from newsclean.decode import mixed_lines

    lines = data.split(b"\n")
    texts: list[str] = []
    warnings: list[str] = []
    offset = 0
    for begin, end, name in mixed_lines.pieces(detection.runs, len(lines)):
        run = b"\n".join(lines[begin:end])
        part = decoded(run, Detection(name, 1.0, "lines"), task.behind(offset, begin))
        texts.append(part.text)
        warnings += [from_line(warning, begin + 1) for warning in part.warnings]
        offset += len(run) + 1
    if len(warnings) > _WARNINGS:
        warnings[_WARNINGS:] = [f"{len(warnings) - _WARNINGS} more runs of lines have such warnings"]
    return Decoded("\n".join(texts), detection, tuple(warnings))


def _damaged(data: bytes, error: UnicodeDecodeError, detection: Detection, task: Task) -> Decoded:
    name, body = detection.encoding, error.object
    # Who names an encoding asks for an error where the bytes are not in it.
    found = None
    if detection.how != "given":
        found = recovery.recovered(body, name, error, task.errors, task.mixed)
    if found:
        return Decoded(found.text, detection._replace(encoding=found.name or name), (found.warning,))
    text, count = _marked(body, name)
    line, column = _place(body, error.start, name)
    offset = len(data) - len(body) + error.start
    shown = body[error.start : error.end][:4].hex(" ").upper()
    if task.errors == "strict":
        # A detector's choice is named as one: the user may know better.
        what = f"undecodable {name} bytes {shown}"
        more = f", the first of {count}" if count > 1 else ""
        raise task.error(what + more, line, column, offset)
    offset += task.offset
    sequences = "1 undecodable sequence" if count == 1 else f"{count} undecodable sequences"
    what = f"{sequences} of {name} replaced by U+FFFD; the first at byte offset {offset}"
    return Decoded(text, detection, (warned("undecodable-bytes", what, line, column),))


def _marked(body: bytes, name: str) -> tuple[str, int]:
    """The text with U+FFFD for each undecodable sequence, and how many these are."""
    text, count = error_handlers.marked(partial(codecs.to_text, body, name))
    if name in alignment.DOUBLE_BYTE and count <= _FEW:
        return alignment.aligned(body, name)
    return text, count


def _place(body: bytes, start: int, name: str) -> tuple[int, int]:
    """Line and column, from 1, of the first byte that is undecodable."""
    if name.startswith(("utf-16", "utf-32")):
        before = codecs.to_text(body[:start], name, "replace")
        line = before.count("\n") + before.count("\r") - before.count("\r\n")
        return line + 1, len(before) - max(before.rfind("\n"), before.rfind("\r"))
    # In all others line ends are themselves and no part of a character.
    line = body.count(b"\n", 0, start) + body.count(b"\r", 0, start) - body.count(b"\r\n", 0, start)
    begin = max(body.rfind(b"\n", 0, start), body.rfind(b"\r", 0, start)) + 1
    return line + 1, len(codecs.to_text(body[begin:start], name, "replace")) + 1
