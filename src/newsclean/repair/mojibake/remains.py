"""What is known by its bytes alone: marks of UTF-8 and UTF-16, Western letters, signs and emoji in good text.

No model judges here: the bytes of these few characters give sequences that nobody writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.edits import Edit
from newsclean.patterns import lazy
from newsclean.repair.mojibake.tables import LOSS, bytes_of, decode, inverse
from newsclean.repair.mojibake.western import is_emoji, western
from newsclean.repair.prefilter import (
    SIGNS_OF_TWO_BYTES,
    may_hold_letter,
    may_hold_sign,
    sign_of_two_bytes,
)
from newsclean.repair.western_letters import western_letter

_MARK = b"\xef\xbb\xbf"
# 锘, what GBK makes of the first two bytes of a mark, is nobelium, too: 锘元素, 锘是一种元素.
_NOBELIUM = "锘"
# What encodings of two bytes make of these.
_HALF_MARKS = {_NOBELIUM: "gbk", "嚜": "big5", "癤": "euc_kr", "鏤": "euc_jp"}
# Where a text or a line begins, as where a file was put into another one, with a letter that it took along.
_HALF_MARK_AND_MORE = lazy(f"(?:^|(?<=[\n\r]))[{''.join(_HALF_MARKS)}][^\x00-\x7f](?![\u3400-\u9fff])")
# GBK's first characters of quotation marks and dashes (E2 80), and of emoji (F0 9F): no text has them.
_SIGNS = lazy("[鈥馃][^\x00-\x7f]+")


def remains(text: str, strange: frozenset[str]) -> Iterator[Edit]:
    """The edits that mend such remains, in order of their offsets.

    :param strange: the text's unusual characters.
    """
    edits = [*_marks(text, strange), *_letters(text), *_two_bytes(text)]
    if "鈥" in strange or "馃" in strange:
        edits += _signs(text)
        edits += _lost_signs(text)
    edits += western(text, strange)
    last = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start >= last:
            last = edit.end
            yield edit


# --- byte order marks ---------------------------------------------------------------------------


#: A mark of UTF-8 as the encodings of one byte read it (a test makes them anew). Each has a character that is
#: unusual.
MARKS = (
    *("´╗┐", "Ôªø", "ÔĽŅ", "ï»¿", "ï»ż", "ï»؟", "ïğż", "ïŧŋ", "ïṠṡ", "ď»ż", "ďťż", "īģŋ", "ļ»æ"),
    *("Ύ╗┐", "ο»Ώ", "οΜΩ", "О╩©", "п»ї", "пїњ", "яЛП", "я╗┐", "ן»¿", "๏ปฟ", "’╗┐", "№╗┐", "∩╗┐"),
    "ﻡ؛؟",
)
_OF_MARKS = frozenset("".join(MARKS))
# Where a text, a line or a field begins.
_MARK_PATTERN = lazy(f"(?:^|(?<=[\n\r,;|\t\"']))(?:{'|'.join(MARKS)})")


def _marks(text: str, strange: frozenset[str]) -> Iterator[Edit]:
    if not text.isascii():
        for match in _MARK_PATTERN.finditer(text) if not strange.isdisjoint(_OF_MARKS) else ():
            # All of a text that begins so is damaged, and read again as a whole.
            if _follows_sound(text, match.end()):
                yield Edit("repair", "byte-order-mark", match.start(), match.group(), "")
        for match in _HALF_MARK_AND_MORE.finditer(text) if not strange.isdisjoint(_HALF_MARKS) else ():
            if letter := _taken_along(match.group()):
                yield Edit("repair", "byte-order-mark", match.start(), match.group(), letter)
        if text[0] in _HALF_MARKS:
            yield from _without_letter(text)
        elif text.startswith(("ÿþ", "þÿ")) and _follows_sound(text, 2):
            yield Edit("repair", "byte-order-mark", 0, text[:2], "")


def _follows_sound(text: str, at: int) -> bool:
    """Whether what comes next is ASCII, Chinese or the end: no other part of the same damage."""
    return not re.match("[\x80-\u2dff\ue000-\uf8ff]", text[at : at + 1])


def _without_letter(text: str) -> Iterator[Edit]:
    """The mark at the beginning of a text, if its last byte was lost, or is not there."""
    first, lost = text[0], text[1:2] in tuple(LOSS)
    if first == _NOBELIUM:
        sure = not re.match("[（(,，是元的]", text[1:2]) and not _taken_along(text[:2])
    else:  # 癤? is a question about the character, too, where nothing of ASCII follows
        sure = lost and re.match("[!->@-~]", text[2:3]) is not None
    if sure and text.count(first) == 1:
        yield Edit("repair", "byte-order-mark", 0, text[: 1 + lost], "")


def _taken_along(mark: str) -> str:
    """The letter that the last byte of a mark took along: ``锘縤`` as GBK, ``嚜磨`` as Big5."""
    data = inverse(_HALF_MARKS[mark[0]])[mark[1]] if len(mark) > 1 else b""
    return chr(data[1]) if len(data) == 2 and data[0] == _MARK[2] and data[1] < 0x80 else ""


# --- Western letters ------------------------------------------------------------------------------


# Packed data has Han characters between ASCII letters, too, of which a few may be letters in UTF-8.
_BETWEEN_LETTERS = lazy("[\u4e00-\u9fff](?<=[A-Za-z].)(?=[A-Za-z])")
_LEAST_PACKED, _PACKED = 10, 3


def _is_packed(text: str, found: set[str]) -> bool:
    """Whether a text has many Han characters between ASCII letters: what was found is chance."""
    others = set(_BETWEEN_LETTERS.findall(text)) - found
    return len(others) >= max(_LEAST_PACKED, _PACKED * len(found))


def _letters(text: str) -> Iterator[Edit]:
    matches = list(western_letter().finditer(text)) if may_hold_letter(text) else []
    if matches and _is_packed(text, {match.group() for match in matches}):
        return
    for match in matches:
        true, wrong = ("cp1252", "gbk") if match.lastgroup == "latin" else ("utf-8", match.lastgroup or "")
        meant = bytes_of(match.group(), wrong).decode(true)
        yield Edit("repair", f"{true}-as-{wrong}", match.start(), match.group(), meant)


def _two_bytes(text: str) -> Iterator[Edit]:
    for match in sign_of_two_bytes().finditer(text) if may_hold_sign(text) else ():
        given = match.group()
        for wrong in ("gbk", "big5"):
            meant = inverse(wrong)[given].decode("utf-8", "ignore")
            if meant in dict(SIGNS_OF_TWO_BYTES):
                yield Edit("repair", f"utf-8-as-{wrong}", match.start(), given, meant)
                break


# --- quotation marks, dashes, emoji -----------------------------------------------------------------


def _signs(text: str) -> Iterator[Edit]:
    """Quotation marks, dashes and emoji of UTF-8 that were read as GBK: ``It鈥檚``, ``馃榾``."""
    for match in _SIGNS.finditer(text):
        given = match.group()
        at = 0
        while at < len(given) and given[at] in "鈥馃":
            for end in range(at + 2, min(len(given), at + 4) + 1):
                sign = decode(bytes_of(given[at:end], "gbk"), "utf-8")
                # An emoji, or a quotation mark, dash or dots with the ASCII character that was taken along.
                mark = "\u2010" <= sign[:1] <= "\u2026" and len(sign) == 2 and sign[1].isascii()
                if mark or is_emoji(sign):
                    yield Edit("repair", "utf-8-as-gbk", match.start() + at, given[at:end], sign)
                    at = end
                    break
            else:
                break


# A mark of which the last byte was lost, in Western text; a decoder that writes ``?`` took the blank along.
_LOST_SIGN = lazy("(?<=[A-Za-z.,!?%)])鈥(?:\ufffd(?![^\x00-\x7f])|[?](?=[A-Za-z鈥]|\\Z))")
#: The rule of what is put in for such a mark.
LOST_SIGN = "utf-8-as-gbk+filled"


# Where to look for one: an expression for all of its line begins anew at each character of other lines.
_MARK_LOST = lazy(f"鈥[{LOSS}]")
_LINE_END = lazy("[\r\n]")


def _lost_signs(text: str) -> Iterator[Edit]:
    """Marks and apostrophes that lost their last byte (``鈥渇or now鈥?``); dashes are of two kinds."""
    at = 0
    while loss := _MARK_LOST.search(text, at):
        begin = max(at, text.rfind("\n", at, loss.start()) + 1, text.rfind("\r", at, loss.start()) + 1)
        stop = _LINE_END.search(text, loss.end())
        at = stop.end() if stop else len(text)
        yield from _lost_in_line(text, begin, stop.start() if stop else at)


def _lost_in_line(text: str, begin: int, end: int) -> Iterator[Edit]:
    counted, opened, closed = begin, 0, 0
    for match in _LOST_SIGN.finditer(text, begin, end):
        start, before = match.start(), text[match.start() - 1]
        opened += _opened(text[counted:start])
        counted = start
        if opened > closed:
            sign, closed = "”", closed + 1
        elif before == "s":
            sign = "’"
        else:
            continue
        blank = " " if match.group()[1] == "?" and match.end() < end else ""
        yield Edit("repair", LOST_SIGN, start, match.group(), sign + blank)


def _opened(text: str) -> int:
    """How many more quotations some text opens than closes, as it is written or as GBK has made the marks."""
    opened = text.count("“") - text.count("”")
    for match in _SIGNS.finditer(text):
        data = bytes_of(match.group()[:2], "gbk")
        opened += data.startswith("“".encode()) - data.startswith("”".encode())
    return opened
