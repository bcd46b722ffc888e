"""Repair: undo injected glyphs and wrong decodings, only on evidence.

Every pass is a function from a text to a text with the edits that made it. They run in the order
of ``PASSES``, and all of them once more until nothing changes: repaired text is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from newsclean.document import Repaired
from newsclean.edits import Edit, apply, compose
from newsclean.options import one_of
from newsclean.repair import escapes as _escapes
from newsclean.repair import glyphs as _glyphs
from newsclean.repair import invisible as _invisible
from newsclean.repair.escapes import escapes
from newsclean.repair.glyphs import glyphs, narrow_letters, wide_punctuation
from newsclean.repair.injected import injected
from newsclean.repair.invisible import invisible
from newsclean.repair.wrong_decoding import wrong_decoding

__all__ = ["PASSES", "RULES", "repair"]

#: The passes in the order in which they run, each with its name.
PASSES: tuple[tuple[str, Callable[[str], Repaired]], ...] = (
    # First: what injection tore apart is found by its bytes, and private-use characters, which
    # later passes take for damage of their own, are among these bytes.
    ("injected-pinyin", injected),
    # Before anything is taken out: private-use and control characters are bytes of wrong decodings.
    ("wrong-decoding", wrong_decoding),
    # Behind wrong decodings, which are found by how odd the text looks as it was written.
    ("escapes", escapes),
    # Behind whatever may bring such characters to light.
    ("glyphs", glyphs),
    # Last: what is invisible may be a part of something that an earlier pass puts together.
    ("invisible", invisible),
)

#: What ``skip_rules`` may name: passes, and rules of the table-driven ones.
RULES = frozenset(name for name, _ in PASSES) | _escapes.RULES | _glyphs.RULES | _invisible.RULES

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
            (name, partial(wrong_decoding, guess=True) if name == "wrong-decoding" else step)
            for name, step in steps
        ]
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
