"""Repair: undo injected glyphs and wrong decodings, only on evidence.

Every pass is a function from a text to a text with the edits that made it. They run in the order
of ``PASSES``, and all of them once more until nothing changes: repaired text is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain

from newsclean.document import Repaired
from newsclean.edits import Edit, apply, compose
from newsclean.lines import Places
from newsclean.options import one_of
from newsclean.repair.prefilter import (
    INVISIBLE,
    LOOK_ALIKE,
    ORDINARY_SIGNS,
    any_in,
    unusual,
    without_everyday,
)

TYPE_CHECKING = False  # importing typing would take 5 ms
if TYPE_CHECKING:
    from newsclean.repair.mojibake.stage import Vain

__all__ = ["PASSES", "RULES", "repair"]

# Each pass is given the text and its unusual characters, and its module, with tables and
# expressions, is loaded only if there is a sign of work. So clean text costs one scan in all.


def _injected(text: str, _strange: frozenset[str]) -> Repaired:
    notes = ")" in text and re.search("[(?][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ]{1,7}(?:\\)| ?/)", text)
    # Where readings were taken out, question marks are left before what is out of step.
    if not notes and not ("?" in text and re.search("[一-鿿，。”]\\?[！？；一-鿿\ue000-\uf8ff]", text)):
        return Repaired(text)
    from newsclean.repair.pinyin.stage import injected

    return injected(text)


def _wrong_decoding(
    text: str, strange: frozenset[str], *, guess: bool = False, vain: list[Vain] | None = None
) -> Repaired:
    unlikely = without_everyday(text)
    if not strange and not unlikely and not any(sign in text for sign in ORDINARY_SIGNS):
        return Repaired(text)
    from newsclean.repair.mojibake.suspects import beyond_repair, suspicious_lines

    lines = suspicious_lines(text, strange, unlikely)
    first = next(lines, None)
    if first is None:
        from newsclean.repair.mojibake.utf16 import utf_16

        wide = utf_16(text)
        return wide if wide.edits else Repaired(text, (), tuple(beyond_repair(text, strange)))
    from newsclean.repair.mojibake.stage import Vain, wrong_decoding

    vain = [] if vain is None else vain
    if not vain:
        vain.append(Vain())
    return wrong_decoding(text, guess=guess, lines=chain((first,), lines), vain=vain[0])


# The first character of an escape, and the least that follows it.
_ESCAPES = {
    "&": "&[#a-z]",
    "\\": r"\\u[0-9A-Fa-f]{4}",
    "%": "%[0-9A-Fa-f]{2}%",
    "=": "=[0-9A-F]{2}=",
}


def _escapes(text: str, _strange: frozenset[str]) -> Repaired:
    if not any(sign in text and re.search(pattern, text) for sign, pattern in _ESCAPES.items()):
        return Repaired(text)
    from newsclean.repair.escapes import escapes

    return escapes(text)


def _glyphs(text: str, strange: frozenset[str]) -> Repaired:
    if not any_in(strange, LOOK_ALIKE):
        return Repaired(text)
    from newsclean.repair.glyphs import glyphs

    return glyphs(text)


def _invisible(text: str, strange: frozenset[str]) -> Repaired:
    if not any_in(strange, INVISIBLE):
        return Repaired(text)
    from newsclean.repair.invisible import invisible

    return invisible(text)


#: The passes in the order in which they run, each with its name.
PASSES: tuple[tuple[str, Callable[[str, frozenset[str]], Repaired]], ...] = (
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
    *("radical", "compatibility-ideograph", "gb18030-private-use", "hkscs-private-use"),
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
    :returns: the repaired text, the edits that made it (offsets in the given text), warnings
        about damage that was seen and left, notes on what was decided for the whole text, and the lines
        that are damaged still.
    :raises OptionsError: ``skip_rules`` names something unknown.
    """
    skip = frozenset(skip_rules)
    for name in skip:
        one_of("skip_rules", name, sorted(RULES))
    steps = [(name, step) for name, step in PASSES if name not in skip]
    # A line that has no cure has none in the next run.
    vain: list[Vain] = []
    again = partial(_wrong_decoding, guess=guess, vain=vain)
    steps = [(name, again if name == "wrong-decoding" else step) for name, step in steps]
    if narrow or punctuation:
        from newsclean.repair.glyphs import narrow_letters, wide_punctuation
    if narrow:
        steps.append(("narrow-letters", lambda text, _: narrow_letters(text)))
    if punctuation:
        steps.append(("wide-punctuation", lambda text, _: wide_punctuation(text)))

    edits: tuple[Edit, ...] = ()
    warnings: list[str] = []
    notes: list[str] = []
    reported: tuple[str, ...] = ()
    current = text
    strange = unusual(current)
    for run in range(_MOST_RUNS):
        before = current
        for name, step in steps:
            result = _without(current, step(current, strange), skip)
            if not run:  # later runs would say the same again, about other places
                warnings += (warning for warning in result.warnings if not warning.startswith(reported))
                notes += result.notes
                if name == "injected-pinyin":
                    reported = _reported_losses(result)
            if result.edits:
                edits = compose(text, edits, result.edits)
                current = result.text
                strange = unusual(current)
        if current == before:
            break
    else:
        warnings.append(f"repair stopped after {_MOST_RUNS} runs, with the text still changing")
    damaged = tuple(line for line in sorted(vain[0].damaged) if line in current) if vain else ()
    return Repaired(current, edits, tuple(warnings), tuple(notes), damaged)


def _reported_losses(result: Repaired) -> tuple[str, ...]:
    """How later warnings begin about the U+FFFD that a pass put in and reported itself."""
    shift, losses = 0, []
    for edit in result.edits:
        if "\ufffd" in edit.after:
            losses.append(edit.start + shift + edit.after.index("\ufffd"))
        shift += len(edit.after) - len(edit.before)
    if not losses:
        return ()
    places = Places(result.text)
    return tuple("line {}, column {}: text beyond repair".format(*places(loss)) for loss in losses)


def _without(text: str, result: Repaired, skip: frozenset[str]) -> Repaired:
    """The result of a pass without the edits of rules that are skipped."""
    kept = tuple(edit for edit in result.edits if edit.rule not in skip)
    if len(kept) == len(result.edits):
        return result
    return result._replace(text=apply(text, kept), edits=kept)
