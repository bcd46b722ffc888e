"""Bytes to text and back: which encoding, how sure, why; no byte is lost without a word.

The stage's whole interface is :func:`detect`, :func:`decode` and :func:`encode`. Importing it
costs next to nothing, and so does text in UTF-8: tables, the plausibility model and chardet are
loaded where the bytes ask for them.
"""

from __future__ import annotations

from newsclean.decode.detection import identify
from newsclean.document import Decoded, Detection
from newsclean.errors import BinaryError, DecodeError, EncodeError, OptionsError
from newsclean.notices import warned
from newsclean.options import check_name, check_switch
from newsclean.patterns import lazy

__all__ = ["decode", "detect", "encode"]

#: Below this confidence a warning says so: some other encoding reads as well.
GUESS = 0.5

#: Names of packed records and of Parquet: ``newsclean records`` reads what is no text here.
_RECORDS = lazy(r"\.(?:jsonl|ndjson|json|csv|tsv)\.(?:gz|zst)$|\.(?:parquet|pq)$")


def detect(data: bytes, *, encoding: str = "auto", mixed: bool = True) -> Detection:
    """Which encoding bytes are in.

    :param encoding: a name to be used instead of looking, or ``auto``.
    :param mixed: whether lines may be in two encodings, such as UTF-8 and GBK.
    :raises DecodeError: the bytes are not text.
    :raises OptionsError: there is no encoding of that name.
    """
    if not isinstance(data, (bytes, bytearray)):
        raise TypeError(f"expected bytes, not {type(data).__name__}")
    check_name("encoding", encoding)
    check_switch("mixed", mixed)
    return _detected(data, encoding, mixed)[0]


def decode(
    data: bytes,
    *,
    encoding: str = "auto",
    errors: str = "strict",
    path: str | None = None,
    mixed: bool = True,
    declared: str | None = None,
) -> Decoded:
    """The text of bytes, without a byte order mark.

    :param encoding: a name, or ``auto`` to find out; ``utf-8+gbk`` takes the lines that are not
        valid UTF-8 for GBK.
    :param errors: ``strict``, or ``replace`` to turn each undecodable sequence into U+FFFD and
        say so in a warning.
    :param path: the name of the input, for errors.
    :param mixed: whether ``auto`` may find lines in two encodings.
    :param declared: what something beside the data declares, such as a header of HTTP: it counts as much as
        what the data declare themselves, and before it.
    :raises DecodeError: bytes are not text in the encoding given or found; it names the first
        undecodable byte by line, column and offset, and the number of all.
    :raises OptionsError: there is no encoding, or no way to treat errors, of that name.
    """
    if errors not in ("strict", "replace"):
        raise OptionsError(f"errors: unknown value {errors!r}; choose from strict, replace")
    try:
        detection, text = _detected(data, encoding, mixed, declared)
    except DecodeError as error:
        message = error.message
        if isinstance(error, BinaryError) and _RECORDS.search((path or "").lower()):
            message = message.partition(": ")[0] + ": newsclean records cleans the texts in it"
        raise type(error)(message, path=path, offset=error.offset) from None
    if text is not None:
        decoded = Decoded(text, detection)
    else:
        from newsclean.decode import damage

        decoded = damage.decoded(data, detection, damage.Task(errors, path, mixed))
    if detection.confidence < GUESS:
        guess = warned(
            "encoding-guess",
            f"the encoding is a guess: {detection.encoding}, confidence {detection.confidence}",
        )
        decoded = decoded._replace(warnings=(guess, *decoded.warnings))
    # A byte is looked for a hundred times as fast as a character.
    separated = (b"\xee" if detection.encoding == "utf-8" else b"\xfd") in data and "\ue40c" in decoded.text
    nuls = b"\0" in data or decoded.detection.encoding == "cesu-8"
    return tidied(decoded) if separated or nuls else decoded


def tidied(decoded: Decoded) -> Decoded:
    """A decoded text without what storage left in it, with a warning for what was taken out."""
    if "\0" not in decoded.text and "\ue40c" not in decoded.text:
        return decoded
    from newsclean.decode import storage

    text, warnings = storage.tidied(decoded.text)
    return decoded._replace(text=text, warnings=decoded.warnings + warnings)


def encode(
    text: str,
    encoding: str | Detection,
    *,
    bom: bool = False,
    references: bool = False,
    path: str | None = None,
) -> bytes:
    """The bytes of a text in an encoding.

    ``encode(d.text, d.detection)`` gives back the bytes that ``d = decode(…)`` was made from, but
    for codes that are not the only ones of their character and escape sequences that another
    writer would have set otherwise.

    :param encoding: a name, or a detection to write as was read: with its byte order mark, and
        line by line where lines were in two encodings.
    :param bom: write a byte order mark first, in encodings that have one.
    :param references: write characters that the encoding lacks as HTML references (``&#40845;``).
    :raises EncodeError: the encoding lacks characters; it names the first one's place.
    :raises OptionsError: there is no encoding of that name.
    """
    from newsclean.decode import codecs
    from newsclean.decode.names import resolve_output
    from newsclean.decode.signatures import BOMS

    if isinstance(encoding, Detection):
        if encoding.runs:
            return _encoded_by_line(text, encoding, references=references, path=path)
        # A mark that was another encoding's (UTF-8's before GBK) is not written again.
        own = encoding.bom and encoding.how in ("bom", "given")
        return encode(text, encoding.encoding, bom=bom or own, references=references, path=path)
    if "+" in encoding:
        raise EncodeError(f"lines were in different encodings ({encoding}); name one to write", path=path)
    asked = resolve_output(encoding)
    name = {"utf-16": "utf-16le", "utf-32": "utf-32le", "big5": "cp950"}.get(asked, asked)
    mark = BOMS.get(name, b"") if bom or asked in ("utf-16", "utf-32") else b""
    try:
        return mark + codecs.to_bytes(text, name)
    except UnicodeEncodeError:
        missing = codecs.lacking(text, name)
    if references:
        numeric = {ord(char): f"&#{ord(char)};" for char in missing}
        return mark + codecs.to_bytes(text.translate(numeric), name)
    raise _unencodable(text, missing, name, path)


def _encoded_by_line(text: str, detection: Detection, *, references: bool, path: str | None) -> bytes:
    from newsclean.decode import mixed_lines

    lines = text.split("\n")
    parts = mixed_lines.pieces(detection.runs, len(lines))
    return b"\n".join(
        encode("\n".join(lines[begin:end]), name, references=references, path=path)
        for begin, end, name in parts
    )


def _detected(
    data: bytes, encoding: str, mixed: bool, declared: str | None = None
) -> tuple[Detection, str | None]:
    if encoding == "auto":
        return identify(data, mixed=mixed, declared=declared)
    from newsclean.decode import named

    return named.detection_for(data, encoding), None


def _unencodable(text: str, missing: list[str], name: str, path: str | None) -> EncodeError:
    from newsclean.lines import Places

    first = text.index(missing[0])
    line, column = Places(text)(first)
    count = sum(map(text.count, missing))
    shown = " ".join(f"{char} (U+{ord(char):04X})" for char in missing[:3])
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    times = f", {count} times in all" if count > len(missing) else ""
    return EncodeError(f"{name} has no {shown}{more}{times}", path=path, line=line, column=column)
