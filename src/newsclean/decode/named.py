"""An encoding that the user named: no guessing, but families still have members."""

from __future__ import annotations

from newsclean.decode.names import resolve
from newsclean.decode.signatures import BOMS
from newsclean.document import Detection


def detection_for(data: bytes, encoding: str) -> Detection:
    """The encoding to decode by, for a name a user gave.

    A byte order mark of that encoding is recognised. The bytes tell the order of ``utf-16`` and
    ``utf-32`` and the member of ``big5``; GBK with a one-byte euro sign is ``cp936``. Of
    ``utf-8+gbk`` each line that is not valid UTF-8 is the other.

    :raises OptionsError: there is no encoding of that name.
    """
    if "+" in encoding:
        return _lines(data, encoding)
    name = resolve(encoding)
    if name in ("utf-16", "utf-32"):
        name = _order(data, name)
    elif name in ("big5", "gb18030"):
        from newsclean.decode.legacy import member

        name = member(data, name)[0]
    mark = BOMS.get(name)
    return Detection(name, 1.0, "given", bom=mark is not None and data.startswith(mark))


def _lines(data: bytes, encoding: str) -> Detection:
    """A mixture of UTF-8 and another encoding."""
    from newsclean.decode import mixed_lines
    from newsclean.errors import OptionsError

    first, second = map(resolve, encoding.split("+", 1))
    if first != "utf-8":
        raise OptionsError(f"encoding: {encoding!r}: of two encodings, the first must be utf-8")
    second = {"big5": "cp950"}.get(second, second)
    return Detection(f"utf-8+{second}", 1.0, "given", runs=mixed_lines.by_validity(data, second))


def _order(data: bytes, name: str) -> str:
    """The byte order: by the mark, else by the pattern, else little-endian as the WHATWG says."""
    if data.startswith(BOMS[name + "be"]):
        return name + "be"
    if data.startswith(BOMS[name + "le"]):
        return name + "le"
    from newsclean.decode.utf16 import without_mark

    found = without_mark(data)
    return found if found and found.startswith(name) else name + "le"
