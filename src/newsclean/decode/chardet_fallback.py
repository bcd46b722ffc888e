"""What is not Chinese: chardet is the judge, and names it."""

from __future__ import annotations

from newsclean.decode import codecs
from newsclean.decode.names import resolve
from newsclean.errors import OptionsError

#: chardet reads 200 kB at most and needs far less; its time grows with what it is given.
MOST = 32_768

#: What chardet answers where the bytes are in an encoding it does not tell apart.
_SUPERSETS = {
    "big5": "cp950",
    "iso-8859-1": "windows-1252",
    "ascii": "windows-1252",
    "shift-jis-2004": "cp932",
    "euc-jis-2004": "euc-jp",
    "johab": "cp949",
    "cp1006": "windows-1252",
}


def ask(sample: bytes) -> tuple[str, float] | None:
    """The answer of chardet for a sample, by the name results carry, and its confidence.

    :returns: ``None`` if it has no answer, or one that Python cannot decode. chardet's
        confidence in short GBK is 0.06 to 0.15 although the answer is right.
    """
    import chardet

    answer = chardet.detect(sample[:MOST], encoding_era=chardet.EncodingEra.ALL)
    if not answer["encoding"]:
        return None
    try:
        name = resolve(answer["encoding"])
    except OptionsError:
        return None
    name = _SUPERSETS.get(name, name)
    try:
        codecs.to_text(b"", name)
    except LookupError:
        return None
    return name, answer["confidence"]
