"""What the bytes or code points of a notation mean: Chinese in UTF-8, GBK or Big5, or nothing of the kind.

UTF-8 proves itself. Any even number of high bytes is GBK or Big5 of some kind, so these must read like
text to the plausibility model.
"""

from __future__ import annotations

from newsclean.models import plausibility
from newsclean.patterns import lazy
from newsclean.values import NamedTuple

# Not in text: controls, halves of surrogate pairs, private use, what stands for something lost.
_NO_TEXT = lazy("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]")
_HAN = lazy("[\u3400-\u9fff\U00020000-\U0003ffff]+")
# Letters of other languages. Text in them is not Chinese, and a wrong decoder writes them.
_FOREIGN = lazy(
    "[\xc0-\xd6\xd8-\xf6\xf8-\u1fff\u3040-\u30fa\u30fc-\u30ff\u3131-\u318e\uac00-\ud7a3\uff61-\uff9f]"
)

_KANA = lazy("[\u3041-\u3096\u30a1-\u30fa]")

_HALVES = lazy("[\ud800-\udfff]")
_EMOJI = lazy("[\u200d\ufe0f\U0001f000-\U0001faff]+")

# In nats. Of pieces of 2 to 20 characters of news, laws and documentation in both scripts 1 in 1,000 costs
# more than 10 for each character and 5 for the piece, names in Hong Kong more often. Characters of GB 2312
# drawn by lot, as in a table, cost 13 each; of 10 of them 1 in 10 costs less than 12 each.
_MOST_EACH, _MOST_MORE = 11.0, 5.0
# Bytes that may be anything must read better: 9 for each character less 4, and no fewer characters than 4. Of
# pieces of 6 characters 1 in 100 costs more, and of drawn characters 1 in 300 costs less.
_DOUBLE_EACH, _DOUBLE_LESS, _DOUBLE_LEAST = 9.0, 4.0, 4
#: The encodings of two bytes that are tried, in this order.
DOUBLE_BYTE = ("gb18030", "cp950", "big5hkscs")

# A row of so many characters, of which so many are different, and so many letters and so many signs.
_ROW, _ROW_DIFFERENT, _ROW_EACH = lazy("[\xa0-\xff]{8,}"), 6, 2

_IS_LATIN = lazy("us-ascii|ascii|iso-?8859|latin|windows-125|cp125|unknown|x-unknown|binary|8bit")

_CP1252 = {ord(bytes([byte]).decode("cp1252", "replace")): byte for byte in range(0x80, 0xA0)}
del _CP1252[0xFFFD]
_NO_BYTE = lazy(f"[{chr(max(_CP1252) + 1)}-\U0010ffff]")


class Undone(NamedTuple):
    """What a run means.

    :param han: how many Han characters, if it is Chinese; 0 if it is something else.
    :param charset: the encoding, if it was read as bytes.
    """

    text: str
    han: int = 0
    charset: str = ""


def read(value: str, charset: str = "") -> Undone | None:
    """What a value of :attr:`units.Run.value` means.

    :param charset: of bytes that are not UTF-8, if other places have shown it.
    :returns: ``None`` if it means nothing: bytes of no encoding, half of a surrogate pair.
    """
    data = as_bytes(value)
    if data is not None:
        return read_utf_8(data) or read_double(data, charset)
    try:
        text = _joined(value)
    except UnicodeDecodeError:
        return None
    return _reading(text)


def read_utf_8(data: bytes) -> Undone | None:
    """What bytes mean in UTF-8, also if it writes surrogate pairs; ``None`` if nothing."""
    try:
        text = _joined(data.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return None
    return _reading(text, "utf-8")


def read_declared(data: bytes, charset: str) -> Undone | None:
    """What bytes mean in an encoding that a header names; ``None`` if they are no text in it.

    Names of Latin encodings say nothing: programs write them that do not know what they send.
    """
    name = charset.lower().replace("_", "-")
    if _IS_LATIN.match(name):
        return None
    wider = (
        ("gb18030",)
        if name.startswith("gb")
        else ("cp950", "big5hkscs")
        if name.startswith("big5")
        else (name,)
    )
    for codec in wider:
        try:
            text = data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
        if is_text(text):
            return Undone(text, han(text) if is_chinese(text) else 0, codec)
    return None


def torn(value: str) -> bool:
    """Whether a value that means nothing was Chinese before a part of it was lost or cut."""
    data = as_bytes(value)
    if data is None:
        rest = _NO_TEXT.sub("", value)
        return han(rest) >= 2 and is_chinese(rest)
    # Three bytes a character; what is nothing in UTF-8 has few of those by chance.
    return 4 * han(data.decode("utf-8", "ignore")) >= max(8, len(data))


def is_row_of_signs(value: str) -> bool:
    """Whether letters and signs of Latin-1 stand in a row that no language has, and no table in its order.

    Of bytes for which HTML 4 has no name some were lost, so that nothing can be read any more.
    """
    if not _ROW.fullmatch(value) or list(value) == sorted(value):
        return False
    different = set(value)
    signs = sum(not character.isalpha() for character in different)
    return len(different) >= _ROW_DIFFERENT and _ROW_EACH <= signs <= len(different) - _ROW_EACH


def _reading(text: str, charset: str = "") -> Undone | None:
    if not is_text(text):
        return None
    return Undone(text, han(text) if is_chinese(text) else 0, charset)


def read_double(data: bytes, charset: str = "", least: int = _DOUBLE_LEAST) -> Undone | None:
    """What bytes mean in the encodings of two bytes a character.

    :param charset: the only one that is possible, if it is known; then they need not read so well.
    :param least: how many Han characters they must be; fewer where something else says that they are Chinese.
    """
    best: Undone | None = None
    cheapest = 0.0
    for name in (charset,) if charset else DOUBLE_BYTE:
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        count = han(text)
        if not (count or charset) or not is_text(text) or 4 * len(_FOREIGN.findall(text)) > count:
            continue
        cost = plausibility.cost(text)
        most = _DOUBLE_EACH * len(text) - (_DOUBLE_LESS if least >= _DOUBLE_LEAST else 0)
        if charset:
            most, least = _MOST_EACH * len(text) + _MOST_MORE, 0
        if cost <= most and count >= least and (best is None or cost < cheapest):
            best, cheapest = Undone(text, count, name), cost
    return best


def as_bytes(value: str) -> bytes | None:
    """The bytes that a value stands for; ``None`` if it has characters that are none.

    Characters of Windows-1252 are bytes as well: references have their names.
    """
    if _NO_BYTE.search(value):
        return None  # nearly always
    try:
        return value.translate(_CP1252).encode("latin-1")
    except UnicodeEncodeError:
        return None


def is_japanese(texts: list[str]) -> bool:
    """Whether texts together have a kana for every four Han characters or fewer."""
    whole = "".join(texts)
    return 4 * len(_KANA.findall(whole)) > han(whole)


def is_text(text: str) -> bool:
    """Whether a text has no characters that text has not, such as controls and halves of pairs."""
    return _NO_TEXT.search(text) is None


def han(text: str) -> int:
    """How many Han characters a text has."""
    return len(text) - len(_HAN.sub("", text))


def is_chinese(text: str) -> bool:
    """Whether a text reads like Chinese: few letters of other languages, no table of characters."""
    count = han(text)
    if not count or len(_FOREIGN.findall(text)) * 2 > count:
        return False
    text = _EMOJI.sub("", text)  # dear anywhere
    return plausibility.cost(text) <= _MOST_EACH * len(text) + _MOST_MORE


def _joined(text: str) -> str:
    """The text with its surrogate pairs put together.

    :raises UnicodeDecodeError: one half stands alone.
    """
    if not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
