"""The shape of a line: what it looks like, whatever it says."""

from __future__ import annotations

from collections.abc import Callable

from newsclean.patterns import compiled
from newsclean.structure.rules.words import expression, words

#: A paragraph; a short line that ends with a full stop or opens a dispatch; a short question or exclamation
#: (headlines end like that too); a line that names its photographer.
PROSE, SENTENCE, REMARK, CAPTION = "prose", "sentence", "remark", "caption"
#: A line without final punctuation (headlines, sub-headings, items of lists); a shorter one; words with
#: separators; digits and signs only.
PHRASE, WORD, LISTING, NUMBER = "phrase", "word", "listing", "number"

_CLOSING = "”’」』）)]】》\"' \u3000\t"
_FINAL = tuple("。！？!?…；;：:—")
_FULL = tuple("！？!?…")
_STOP = ("。", "。”", "。」")
_MARKS = "▲▼△▽"


def shape_of(line: str) -> str:
    """The shape of a line (outer blanks removed, not empty)."""
    if len(line) >= 30 and line.endswith(_STOP) and line[0] not in _MARKS:
        return PROSE  # most lines of an article
    final = line.rstrip(_CLOSING)[-1:]
    for shape, fits in _SHAPES:
        if fits(line, final):
            return shape
    return PHRASE


def _is_number(line: str, final: str) -> bool:
    return len(line) <= 12 and not any(map(str.isalpha, line))


def _is_barred(line: str, final: str) -> bool:
    return ("|" in line or "｜" in line) and "。" not in line and line.count("|") + line.count("｜") >= 3


def _is_teaser(line: str, final: str) -> bool:
    return line.endswith(words("teaser")) and not line.endswith("……")


def _is_caption(line: str, final: str) -> bool:
    return (
        line[0] in _MARKS
        or line.endswith(words("credit"))
        or (
            line[-1] in "）)"
            and compiled(expression("photo")).search(line) is not None
            and compiled(expression("pictured")).search(line) is None
        )
    )


def _is_paragraph(line: str, final: str) -> bool:
    size = len(line)
    if size < 24:
        return False
    stops = "。" in line
    if stops and size >= 30:
        return True
    commas = line.count("，") + line.count(",") + line.count("；")
    least = 60 if final in _FULL else 30  # headlines ask and exclaim, too
    return (
        ((stops or (commas > 0 and size >= least)) and final in _FINAL)
        or (commas >= 2 and size >= 50)
        # A paragraph in a language that separates words.
        or (size >= 90 and line.count(". ") + line.count(", ") >= 2)
    )


def _is_spaced(line: str, final: str) -> bool:
    parts = line.split() if len(line) >= 24 else ()
    return (
        len(parts) >= 4
        and len(line) < 9 * len(parts)
        and final not in _FINAL
        and 2 * sum("一" <= c <= "鿿" for c in line) > len(line.replace(" ", ""))
    )


def _is_sentence(line: str, final: str) -> bool:
    return final == "。" or ("月" in line and compiled(expression("dispatch")).search(line) is not None)


def _is_remark(line: str, final: str) -> bool:
    return final in _FULL and ("，" in line or "," in line)


def _is_word(line: str, final: str) -> bool:
    return len(line) < 8 and final not in _FINAL


# The first that fits is the shape; a line that none fits is a phrase.
_SHAPES: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    (NUMBER, _is_number),
    (LISTING, _is_barred),
    (PHRASE, _is_teaser),
    (CAPTION, _is_caption),
    (PROSE, _is_paragraph),
    (LISTING, _is_spaced),
    (SENTENCE, _is_sentence),
    (REMARK, _is_remark),
    (WORD, _is_word),
)
