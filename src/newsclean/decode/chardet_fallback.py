"""What is not Chinese: chardet names it, out of the encodings that text files are really in."""

from __future__ import annotations

from newsclean.decode.declarations import known
from newsclean.decode.encodings import ENCODINGS
from newsclean.errors import OptionsError

#: chardet reads 200 kB at most and needs far less; its time grows with what it is given.
MOST = 32_768

#: What chardet may answer: without this damaged GBK is called KZ-1048 or EBCDIC.
_ASKED = tuple(row.name for row in ENCODINGS if row.fallback)
#: The Chinese ones are asked for as well, so that its word against the others counts.
_CHINESE = ("gb18030", "big5hkscs")

#: Names of what is read as its superset here.
_SUPERSETS = {
    "big5-hkscs": "cp950",
    "iso-8859-1": "windows-1252",
    "ascii": "windows-1252",
    "tis-620": "cp874",
}

_NEEDED = (
    "bytes that are neither UTF-8 nor clearly Chinese need chardet 7: pip install 'chardet>=7',"
    " or name the encoding"
)


def ask(sample: bytes) -> tuple[str, float] | None:
    """The answer of chardet for a sample, by the name results carry, and its confidence.

    :returns: ``None`` if it has no answer. chardet's confidence in short GBK is 0.06 to 0.15
        although the answer is right; in what is damaged it can be 0.9 although it is wrong.
    :raises OptionsError: chardet is missing, or older than version 7.
    """
    try:
        import chardet
    except ImportError:
        raise OptionsError(_NEEDED) from None
    if not hasattr(chardet, "EncodingEra"):  # another package wanted an older one
        raise OptionsError(_NEEDED)
    answer = chardet.detect(
        sample[:MOST], encoding_era=chardet.EncodingEra.ALL, include_encodings=(*_ASKED, *_CHINESE)
    )
    name = known(answer["encoding"] or "")
    if name is None:
        return None
    return _SUPERSETS.get(name, name), answer["confidence"]
