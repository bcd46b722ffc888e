"""Repair: undo injected glyphs and wrong decodings, only on evidence.

Every pass is a function from a text to a text with the edits that made it. They run in the order
of ``PASSES``, and all of them once more until nothing changes: repaired text is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from newsclean.document import Repaired
from newsclean.edits import Edit, apply, compose, origin, placed
from newsclean.lines import Places
from newsclean.notices import notice, warned
from newsclean.options import one_of
from newsclean.patterns import lazy
from newsclean.repair.prefilter import (
    INVISIBLE,
    LOOK_ALIKE,
    ORDINARY_SIGNS,
    REPLACED,
    TORN,
    any_in,
    has_lost_halves,
    in_western_word,
    is_rare,
    lacks_everyday,
    unusual,
)
from newsclean.values import NamedTuple

__all__ = ["PASSES", "RULES", "repair"]


class _Context(NamedTuple):
    """What the passes over one document know of it.

    :param vain: runs that have no cure: they are not tried again when all passes run once more.
    :param damaged: what of them, and of those that were read in part, is damage that is left.
    """

    guess: bool
    vain: set[str]
    damaged: set[str]


# Each pass is given the text, its unusual characters and the context; its module, with tables and
# expressions, is loaded only if there is a sign of work. So clean text costs one scan in all.


_NOTE = lazy("[(?][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡ]{1,7}(?:\\)| ?/)")


def _injected(text: str, _strange: frozenset[str], _context: _Context) -> Repaired:
    notes = ")" in text and _NOTE.search(text)
    if not notes and not ("?" in text and TORN.search(text)):
        return Repaired(text)
    from newsclean.repair.pinyin.stage import injected

    return injected(text)


def _wrong_decoding(text: str, strange: frozenset[str], context: _Context) -> Repaired:
    common = lacks_everyday(text)
    halved = has_lost_halves(text)
    lost = halved or "??" in text or any(map(text.__contains__, ORDINARY_SIGNS))
    if not strange and not common and not lost and not in_western_word(text):
        return Repaired(text)
    from newsclean.repair.mojibake.stage import wrong_decoding

    return wrong_decoding(text, strange, *context, common=common, halved=halved)


# The first characters of the notations that stand for Chinese, and the least that follows each.
_SIGNS = ("\\", "%", "&", "=", "<U+", "+")
_NOTATION = lazy(
    r"[\\%&=<+](?:"
    r"(?<=\\)(?:[uUx][0-9A-Fa-f{]{2}|[23][0-7]{2}\\|'[89A-Fa-f])"
    "|(?<=%)(?:25)*(?:u[0-9A-Fa-f]|[89A-Fa-f][0-9A-Fa-f][@-~]?%)"
    "|(?<=&)(?:#[0-9xX]|[A-Za-z]{2,7}[0-9]{0,2}[;&])"
    r"|(?<==)(?:[89A-F][0-9A-F](?:=|[@-~]=)|\?[\w.:-]{2,30}\?[BbQq]\?)"
    r"|(?<=<)U\+[0-9A-Fa-f]"
    "|(?<=[+])[A-Za-z0-9+/]{5})"
)


def _escapes(text: str, _strange: frozenset[str], _context: _Context) -> Repaired:
    signs = any(map(text.__contains__, _SIGNS)) and _NOTATION.search(text)
    if not signs and "ransfer-" not in text:  # Content-Transfer-Encoding: base64
        return Repaired(text)
    from newsclean.repair.notations.stage import notations

    return notations(text)


def _glyphs(text: str, strange: frozenset[str], _context: _Context) -> Repaired:
    if not any_in(strange, LOOK_ALIKE):
        return Repaired(text)
    from newsclean.repair.glyphs import glyphs

    return glyphs(text)


def _invisible(text: str, strange: frozenset[str], _context: _Context) -> Repaired:
    if not any_in(strange, INVISIBLE):
        return Repaired(text)
    from newsclean.repair.invisible import invisible

    return invisible(text)


_Pass = Callable[[str, frozenset[str], _Context], Repaired]

#: The passes in the order in which they run, each with its name.
PASSES: tuple[tuple[str, _Pass], ...] = (
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
    *("html-reference", "html-entity", "unicode-escape", "byte-escape", "octal-escape", "rtf-escape"),
    *("percent-encoding", "code-point", "utf-7", "quoted-printable", "base64", "encoded-word"),
    *("radical", "compatibility-ideograph", "gb18030-private-use", "hkscs-private-use"),
    *("no-break-space", "zero-width", "byte-order-mark", "soft-hyphen", "bidi-control"),
    "control-character",
}

# Han characters with lost bytes between them; from where a row begins, so that it is gone through once.
_HALF_LOST = lazy("(?<![\u3400-\u9fff\ufffd])[\u3400-\u9fff\ufffd]*\ufffd[\u3400-\u9fff\ufffd]*")
# What of them is doubtful; what stands alone between such is as well.
_DOUBTFUL = lazy("[?]+(?: [?]+)*")

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
        one_of("skip_rule", name, sorted(RULES))
    passes: Iterable[tuple[str, _Pass]] = PASSES
    wished = [name for name, on in (("narrow-letters", narrow), ("wide-punctuation", punctuation)) if on]
    if skip or wished:
        passes = (*PASSES, *((name, _wished(name)) for name in wished))
        passes = [(name, step) for name, step in passes if name not in skip]
    context = _Context(guess, set(), set())

    edits: tuple[Edit, ...] = ()
    warnings: list[str] = []
    left: list[str] = []  # of notations: what is left of them is known in the last run
    notes: list[str] = []
    reported: frozenset[tuple[object, ...]] = frozenset()
    current = text
    strange = unusual(current)
    for run in range(_MOST_RUNS):
        before = current
        for name, step in passes:
            result = step(current, strange, context)
            if not (result.edits or result.warnings or result.notes or left):
                continue  # nearly always
            if result.edits and skip:
                result = _without(current, result, skip)
            if name == "escapes":
                left = [warning for warning in left if notice(warning).kind != "notation"]
                left += _in_given(text, current, edits, result.warnings)
                notes += result.notes if not run else ()
            elif not run:  # later runs would say the same again, about other places
                warnings += (warning for warning in result.warnings if notice(warning)[:3] not in reported)
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
        what = f"repair stopped after {_MOST_RUNS} runs, with the text still changing"
        warnings.append(warned("stopped-early", what))
    warnings += left
    return Repaired(current, edits, tuple(warnings), tuple(notes), _damaged(current, context.damaged))


def _wished(rule: str) -> _Pass:
    """A pass that changes clean text, and runs only if it is wished for."""
    from newsclean.repair.glyphs import widths

    return lambda text, *_: widths(text, rule)


def _damaged(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """What of a text is damaged still."""
    damaged = {run for run in known if run in text}
    if REPLACED in text:
        damaged.add(REPLACED)
    for run in _HALF_LOST.findall(text) if "\ufffd" in text else ():
        damaged.update(_beside_losses(run))
    return tuple(sorted(damaged))


def _beside_losses(run: str) -> Iterator[str]:
    """What of a run may be read wrongly, whether or not the rest of the text tells so.

    A character before a lost byte may be half of another (``鎶\ufffd`` was 报). Rare ones around it are of
    the same run (``闃呰\ufffd`` was 阅读), and so is a common one between such.
    """
    doubtful = "".join(
        "?" if "\ufffd" in (one, behind) or is_rare(one) else " "
        for one, behind in zip(run, f"{run[1:]} ", strict=True)
    )
    for match in _DOUBTFUL.finditer(doubtful):
        part = run[match.start() : match.end()]
        if "\ufffd" in part and part.strip("\ufffd"):
            yield part


def _in_given(text: str, current: str, edits: tuple[Edit, ...], warnings: tuple[str, ...]) -> list[str]:
    """Warnings about a text, with the places in the text that it was made of by some edits."""
    if not edits or not warnings:
        return list(warnings)
    here, there = Places(current), Places(text)

    def moved(warning: str) -> str:
        kind, line, column, message = notice(warning)
        if line is None or column is None:
            return warning
        return warned(kind, message, *there(origin(edits, here.offset(line, column))))

    return list(map(moved, warnings))


def _reported_losses(result: Repaired) -> frozenset[tuple[object, ...]]:
    """Kind, line and column of later warnings about the U+FFFD that a pass put in and reported itself."""
    losses = [
        start + edit.after.index("\ufffd") for start, edit in placed(result.edits) if "\ufffd" in edit.after
    ]
    if not losses:
        return frozenset()
    places = Places(result.text)
    return frozenset(("lost-characters", *places(loss)) for loss in losses)


def _without(text: str, result: Repaired, skip: frozenset[str]) -> Repaired:
    """The result of a pass that has edits, without those of rules that are skipped."""
    kept = tuple(edit for edit in result.edits if edit.rule not in skip)
    if len(kept) == len(result.edits):
        return result
    return result._replace(text=apply(text, kept), edits=kept)
