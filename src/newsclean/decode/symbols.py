"""Bytes above 0x7F that write no word: frames of DOS, and the signs of Windows-1252 in ASCII text.

Detectors that count letters guess here: a frame in CP437 is Thai to them, ``½`` a Cyrillic letter. The
bytes of a frame and of a sign alone between ASCII say more than any statistics of letters.
"""

from __future__ import annotations

from newsclean.document import Detection
from newsclean.patterns import lazy

_HIGH = lazy(rb"[\x80-\xff]+")
# CP437's horizontal lines and shades; its vertical lines, corners and crossings, of which a frame has no
# two in a row. CP850, CP852 and CP866 have the usual ones at the same places.
_LEVEL, _JOINT = rb"[\xb0-\xb2\xc4\xcd\xdb\xdc\xdf]", rb"[\xb3-\xc3\xc5-\xcc\xce-\xda]"
_FRAME = lazy(_JOINT + rb"?(?:" + _LEVEL + _JOINT + rb"?)+|" + _JOINT)
# GBK has 屯, 哪 and 圹 there: a row of them is a line of a frame if it has a corner, or blocks.
_LINE = lazy(_JOINT + rb"(?:\xcd{3}|\xc4{3})|(?:\xcd{3}|\xc4{3})" + _JOINT + rb"|\xdb{4}|[\xb0-\xb2]{4}")

# What Windows-1252 has that is no letter: quotation marks and dashes, then the signs of Latin-1.
_SIGN = lazy(rb"[\x80\x82\x84-\x89\x8b\x91-\x99\x9b\xa0-\xa9\xab-\xb9\xbb-\xbf\xd7\xf7]")
# Followed by what is the second byte of no character in GBK, Big5 or Shift-JIS.
_ENDED = lazy(rb"[\x80-\xff](?![\x40-\x7e])")
# Mac OS Roman has its bullet at A5, in front of items.
_MAC_BULLET = lazy(rb"(?m)^[ \t]*\xa5")


def identify(data: bytes) -> Detection | None:
    """The detection of text whose bytes above 0x7F are nothing but lines of frames, or lone signs.

    Other encodings have some of the signs at other places, so that these are a guess.
    """
    runs = _HIGH.findall(data, 0, 1 << 16)
    if not runs:
        return None
    if _LINE.search(data) and all(map(_FRAME.fullmatch, runs)):
        return Detection("cp437", 0.8, "symbols")
    if (
        all(len(run) == 1 and _SIGN.match(run) for run in runs)
        and len(_ENDED.findall(data, 0, 1 << 16)) * 2 >= len(runs)
        and not _MAC_BULLET.search(data)
    ):
        return Detection("windows-1252", 0.4, "symbols")
    return None
