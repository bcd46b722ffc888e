"""Repair: undo injected glyphs and wrong decodings, only on evidence.

Every pass is a function from a text to a text with the edits that made it. They run in the order
of ``PASSES``, and all of them once more until nothing changes: repaired text is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial

from newsclean.document import Repaired
from newsclean.edits import Edit, apply, compose
from newsclean.options import one_of

__all__ = ["PASSES", "RULES", "repair"]

# What must stand in a text for a pass to have any work. The passes' modules, their tables and
# expressions, are loaded only then: clean text costs one scan for each sign.
_INJECTED = "\\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ]{1,7}\\)"
_ESCAPES = r"[&\\%=](?:(?<=&)[#a-z]|(?<=\\)u[0-9A-Fa-f]{4}|(?<=[%=])[0-9A-Fa-f]{2}[%=])"
_GLYPHS = "[\u2e80-\u2fdf\ue5e5-\ue864\uf900-\ufaff\U0002f800-\U0002fa1f]"
_INVISIBLE = (
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\xa0\xad\u180e\u2007\u200b-\u200f\u2028-\u202f"
    "\u2060-\u2064\u2066-\u2069\ufeff]"
)


@cache
def _sign(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _injected(text: str) -> Repaired:
    if not _sign(_INJECTED).search(text):
        return Repaired(text)
    from newsclean.repair.injected import injected

    return injected(text)


def _wrong_decoding(text: str, *, guess: bool = False) -> Repaired:
    if text.isascii():
        return Repaired(text)
    from newsclean.repair.suspicion import is_suspicious

    if not is_suspicious(text):
        return Repaired(text)
    from newsclean.repair.wrong_decoding import wrong_decoding

    return wrong_decoding(text, guess=guess)


def _escapes(text: str) -> Repaired:
    if not _sign(_ESCAPES).search(text):
        return Repaired(text)
    from newsclean.repair.escapes import escapes

    return escapes(text)


def _glyphs(text: str) -> Repaired:
    if text.isascii() or not _sign(_GLYPHS).search(text):
        return Repaired(text)
    from newsclean.repair.glyphs import glyphs

    return glyphs(text)


def _invisible(text: str) -> Repaired:
    if not _sign(_INVISIBLE).search(text):
        return Repaired(text)
    from newsclean.repair.invisible import invisible

    return invisible(text)


#: The passes in the order in which they run, each with its name.
PASSES: tuple[tuple[str, Callable[[str], Repaired]], ...] = (
    # First: what injection tore apart is found by its bytes, and private-use characters, which
    # later passes take for damage of their own, are among these bytes.
    ("injected-pinyin", _injected),
    # Before anything is taken out: private-use and control characters are bytes of wrong decodings.
    ("wrong-decoding", _wrong_decoding),
    # Behind wrong decodings, which are found by how odd the text looks as it was written.
    ("escapes", _escapes),
    # Behind whatever may bring such characters to light.
    ("glyphs", _glyphs),
    # Last: what is invisible may be a part of something that an earlier pass puts together.
    ("invisible", _invisible),
)

#: What ``skip_rules`` may name: passes, and rules of the table-driven ones.
RULES = frozenset(name for name, _ in PASSES) | {
    *("html-reference", "html-entity", "unicode-escape", "percent-encoding", "quoted-printable"),
    *("radical", "compatibility-ideograph", "gb18030-private-use"),
    *("no-break-space", "zero-width", "byte-order-mark", "soft-hyphen", "bidi-control"),
    "control-character",
}

# One run uncovers what the next repairs, such as an entity inside a wrongly decoded line. Text
# that still changes after this many runs was made to do so.
_MOST_RUNS = 8


def repair(
    text: str,
    *,
    skip_rules: Iterable[str] = (),
    guess: bool = False,
    narrow: bool = False,
    punctuation: bool = False,
) -> Repaired:
    """Undo damage in a text; clean text comes back as it is, and so does repaired text.

    :param skip_rules: passes or rules that do not run, out of :data:`RULES`.
    :param guess: fill characters that were lost in a wrong decoding with the likeliest ones; the
        rules of such edits end in ``+guess``.
    :param narrow: turn full-width letters and digits into ASCII. This changes clean text.
    :param punctuation: turn ASCII punctuation between Han characters into full-width punctuation.
        This changes clean text.
    :returns: the repaired text, the edits that made it (offsets in the given text), and warnings
        about damage that was seen and left.
    :raises OptionsError: ``skip_rules`` names something unknown.
    """
    skip = frozenset(skip_rules)
    for name in skip:
        one_of("skip_rules", name, sorted(RULES))
    steps = [(name, step) for name, step in PASSES if name not in skip]
    if guess:
        steps = [
            (name, partial(_wrong_decoding, guess=True) if name == "wrong-decoding" else step)
            for name, step in steps
        ]
    if narrow or punctuation:
        from newsclean.repair.glyphs import narrow_letters, wide_punctuation
    if narrow:
        steps.append(("narrow-letters", narrow_letters))
    if punctuation:
        steps.append(("wide-punctuation", wide_punctuation))

    edits: tuple[Edit, ...] = ()
    warnings: list[str] = []
    current = text
    for run in range(_MOST_RUNS):
        before = current
        for _, step in steps:
            result = _without(current, step(current), skip)
            if not run:  # later runs would say the same again, about other places
                warnings += result.warnings
            if result.edits:
                edits = compose(text, edits, result.edits)
                current = result.text
        if current == before:
            break
    return Repaired(current, edits, tuple(warnings))


def _without(text: str, result: Repaired, skip: frozenset[str]) -> Repaired:
    """The result of a pass without the edits of rules that are skipped."""
    kept = tuple(edit for edit in result.edits if edit.rule not in skip)
    if len(kept) == len(result.edits):
        return result
    return Repaired(apply(text, kept), kept, result.warnings)
