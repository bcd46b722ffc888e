"""An encoding that the user named: no guessing, but families still have members."""

from __future__ import annotations

from newsclean.decode.names import resolve
from newsclean.decode.signatures import BOMS
from newsclean.document import Detection


def judge(data: bytes, encoding: str) -> Detection:
    """The encoding to decode by, for a name a user gave.

    A byte order mark of that encoding is recognised. The bytes tell the order of ``utf-16`` and
    ``utf-32`` and the member of ``big5``; GBK with a one-byte euro sign is ``cp936``.

    :raises OptionsError: there is no encoding of that name.
    """
    name = resolve(encoding)
    if name in ("utf-16", "utf-32"):
        name = _order(data, name)
    elif name == "big5":
        from newsclean.decode import big5

        name = big5.member(data)
    elif name == "gb18030":
        from newsclean.decode.legacy import gb_member

        name = gb_member(data)
    mark = BOMS.get(name)
    return Detection(name, 1.0, "given", bom=mark is not None and data.startswith(mark))


def _order(data: bytes, name: str) -> str:
    """The byte order: by the mark, else by the pattern, else little-endian as the WHATWG says."""
    if data.startswith(BOMS[name + "be"]):
        return name + "be"
    if data.startswith(BOMS[name + "le"]):
        return name + "le"
    from newsclean.decode.utf import wide

    found = wide(data)
    return found if found and found.startswith(name) else name + "le"
