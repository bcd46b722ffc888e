"""From a target to what is done to a text, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from newsclean.convert import cache, census, gate, standard
from newsclean.convert.census import Census
from newsclean.convert.characters import is_foreign
from newsclean.convert.forms import kanji
from newsclean.convert.gate import Gate, Stretch, settle
from newsclean.convert.naive import is_genuine, is_naive
from newsclean.convert.names import DICTIONARY, KANJI, STANDARD, WORDS
from newsclean.convert.protection import Guard, unmask
from newsclean.convert.quotes import MARKS, STYLES, Quoted, change_quotes
from newsclean.convert.script import script_of
from newsclean.convert.words import read_words, stamps
from newsclean.document import Converted
from newsclean.edits import Edit
from newsclean.options import ENGINES, one_of
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.convert.dictionaries import Table

Rewrite = Callable[[str], str]

# Joins the names of what was applied one after the other.
_JOIN = "+"

# What each BCP 47 target means. Traditional without a region is what newspapers print, OpenCC's Taiwan
# standard without Taiwan's vocabulary: s2t is OpenCC's inner form, which writes 喫 for 吃, 爲 for 為
# and 羣 for 群. Simplified is made by tw2s, because it is right for the most of OpenCC's own cases for
# t2s, tw2s and hk2s: 106 of 108 (t2s and hk2s 105).
_STANDARD = {"zh-Hans": "tw2s", "zh-Hant": "s2tw", "zh-TW": "s2tw", "zh-HK": "s2hk"}

# The same with the vocabulary of the region: 软件 becomes 軟體.
_PHRASES = {"zh-Hans": "tw2sp", "zh-Hant": "s2tw", "zh-TW": "s2twp", "zh-HK": "s2hkp"}

# The standard of each target, and whether a text that is wholly in another one is brought to it.
_FORMS = {
    "zh-Hant": (standard.TAIWAN, False),
    "zh-TW": (standard.TAIWAN, True),
    "zh-HK": (standard.HONG_KONG, True),
}


class Asked(NamedTuple):
    """What a caller asks for; see :func:`newsclean.convert.convert`."""

    to: str
    engine: str = "newsclean"
    phrases: bool = False
    protect: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    dict: tuple[str, ...] = ()
    quotes: str = "keep"


class Step(NamedTuple):
    """One step of a conversion.

    :param name: what is told where it changed something.
    :param guard: takes out what the step leaves alone.
    :param idle: whether the step leaves a text alone for certain, by the characters that it has.
    :param stretches: which parts of a text (with the marks of the guard) are rewritten.
    :param rewrite: rewrites a part.
    :param among: rewrites a part that is mostly in the target script.
    """

    name: str
    guard: Guard
    idle: Callable[[Census], bool]
    stretches: Callable[[str, Census], list[Stretch]]
    rewrite: Rewrite
    among: Rewrite

    def __call__(self, text: str, found: Census) -> tuple[str, bool, bool]:
        """The text after the step; whether the step changed it, and whether the caller's words did."""
        masked, taken = self.guard.mask(text, found)
        done = self.masked(masked, Census(masked, found) if taken else found)
        changed = done != masked
        if not taken:
            return done, changed, False
        by_words = taken.change()
        return unmask(done, taken) if changed or by_words else text, changed, by_words

    def masked(self, text: str, found: Census) -> str:
        """What the step makes of a text from which the guard has taken what it takes."""
        stretches = self.stretches(text, found)
        if stretches == [(0, len(text), False)]:
            return self.rewrite(text)
        pieces: list[str] = []
        at = 0
        for start, end, among in stretches:
            piece = text[start:end]
            pieces += (text[at:start], self.among(piece) if among else self.rewrite(piece))
            at = end
        pieces.append(text[at:])
        return "".join(pieces)


def convert(text: str, asked: Asked) -> Converted:
    """See :func:`newsclean.convert.convert`."""
    found = Census(text)
    script = script_of(text, found)
    quoted = _quoted(text, asked)
    steps = steps_of(asked)
    applied: dict[str, None] = {}
    first: list[str] = []
    left_alone: dict[str, str] = {}  # the last text that each step did not change

    def once(current: str) -> str:
        nonlocal found
        for step in steps:
            if left_alone.get(step.name) is current:
                continue
            if not found.is_of(current):
                found = Census(current)
            if step.idle(found) and not step.guard.changes(current, found):
                continue
            after, changed, by_words = step(current, found)
            if by_words:
                applied[DICTIONARY] = None
            if changed:
                applied[step.name] = None
            if changed or by_words:
                current = after
            else:
                left_alone[step.name] = current
        first.append(current)
        return current

    result = settle(once, quoted.text)
    names = list(applied) if result != quoted.text else []
    if quoted.edits:
        names.insert(0, quoted.edits[0].rule)
    configuration = _JOIN.join(names) if result != text else None
    return Converted(result, configuration, script, _warnings(quoted, result, first), quoted.edits)


def _warnings(quoted: Quoted, result: str, first: Sequence[str]) -> tuple[str, ...]:
    """What was seen and left alone."""
    warnings = [cache.told.pop() for _ in cache.told[:]]
    if quoted.unpaired:
        shown = ", ".join(map(str, quoted.unpaired[:_SHOWN]))
        more = f" and {len(quoted.unpaired) - _SHOWN} more" if len(quoted.unpaired) > _SHOWN else ""
        lines = "lines" if len(quoted.unpaired) > 1 else "line"
        warnings.append(f"quotation marks that do not pair were left alone: {lines} {shown}{more}")
    if first[0] != quoted.text == result:
        warnings.append("the text was not converted: each conversion of it asks for another one")
    return tuple(warnings)


# Lines named in a warning.
_SHOWN = 5


def steps_of(asked: Asked) -> tuple[Step, ...]:
    """What is done for a target, in order."""
    return _made(asked, stamps(asked.dict))


@lru_cache(maxsize=16)
def _made(asked: Asked, _stamps: object) -> tuple[Step, ...]:
    """The steps, made anew where a dictionary has changed: to compile one takes time."""
    return tuple(_steps(asked))


def _steps(asked: Asked) -> Iterator[Step]:
    words = _words(asked)
    to, engine = asked.to, asked.engine
    if to not in _STANDARD:
        yield _gated(asked, to, words, literal=True)
        return
    configuration = (_PHRASES if asked.phrases else _STANDARD)[to]
    if engine == "newsclean":
        configuration += WORDS
    # One step takes the words; the others leave alone both them and what they become. In that step what a
    # word has become is left alone only if it would be evidence: 里 from a dictionary must not shield all 里.
    guard = Guard(asked.protect, asked.keep, {word: word for pair in words.items() for word in pair})
    # First, so that the rest sees Chinese.
    yield _whole(KANJI, guard, lambda found: not found.has(census.KANJI), standard.without_kanji)
    yield _gated(asked, configuration, words, literal=False)
    if to == "zh-Hans":
        return
    # Traditional made character by character goes back and takes the right way. This comes behind: what
    # the first step has made right must not count against it.
    detour = f"t2s{_JOIN}{configuration}"
    rewrite = rewriting(detour, asked)
    yield Step(detour, guard, _is_genuine, _unless_genuine, rewrite, rewrite)
    region, always = _FORMS[to]
    yield _whole(
        f"{STANDARD}-{region}",
        guard,
        lambda found: not found.has(standard.CHANGING[region]),
        partial(standard.to_standard, standard=region, always=always),
    )


def _whole(name: str, guard: Guard, idle: Callable[[Census], bool], rewrite: Rewrite) -> Step:
    """A step that decides by itself where to change something."""
    return Step(name, guard, idle, _everything, rewrite, rewrite)


def _everything(text: str, _found: Census) -> list[Stretch]:
    return [Stretch(0, len(text))]


def _never(_found: Census) -> bool:
    return False


def _is_genuine(found: Census) -> bool:
    """Whether a text is not made character by character for certain, whatever is taken out of it."""
    return not found.has(census.HANT) or is_genuine(found)


def _unless_genuine(text: str, found: Census) -> list[Stretch]:
    """All of a Traditional text if it was made character by character."""
    if not found.has(census.HANT) or (found.has(census.FOREIGN) and is_foreign(text)) or not is_naive(found):
        return []
    return _everything(text, found)


def _gated(asked: Asked, configuration: str, words: Table, literal: bool) -> Step:
    """The step that leads from one script to the other, where there is evidence."""
    rewrite = rewriting(configuration, asked)
    if configuration.startswith("s2"):
        passes, back = Gate("Hans", literal), rewriting("tw2s", asked)
    elif "2s" in configuration:
        passes, back = Gate("Hant", literal), None
    else:
        # Between the standards of Traditional, and to and from Japanese: no characters tell them apart
        # for sure, so the caller's word counts.
        return Step(
            configuration,
            Guard(asked.protect, asked.keep, _kept(words, rewrite)),
            _never,
            _everything,
            rewrite,
            rewrite,
        )
    kept = _kept(words, rewrite) if literal else _evident(words, passes.source)
    # Character by character, so without the words of the region: those are not made of the same ones.
    base = configuration.removesuffix(WORDS)
    plain = rewriting(configuration.replace(base, base.removesuffix("p")), asked)
    among = partial(gate.among, source=passes.source, rewrite=plain, back=back)
    stretches = passes if literal else partial(_unless_japanese, stretches=passes)
    # What is taken out does not count, so that what a text has tells only if it has no evidence at all.
    idle = _never if literal else passes.is_closed
    return Step(configuration, Guard(asked.protect, asked.keep, kept), idle, stretches, rewrite, among)


def _unless_japanese(text: str, found: Census, stretches: Gate) -> list[Stretch]:
    """The stretches of a text that is not Japanese without kana, as headlines are."""
    if found.has(census.KANJI) and standard.is_japanese(text):
        return []
    return stretches(text, found)


def _kept(words: Table, rewrite: Rewrite) -> Table:
    """The words, with those that they become where the conversion would change them."""
    values = sorted(set(words.values()) - words.keys())
    if not values:
        return words
    after = rewrite("\n".join(values)).split("\n")
    return words | {value: value for value, new in zip(values, after, strict=True) if value != new}


def _evident(words: Table, source: frozenset[str]) -> Table:
    """The words, with those that they become where these are evidence of the source script."""
    return words | {
        value: value for value in words.values() if value not in words and not source.isdisjoint(value)
    }


def _words(asked: Asked) -> Table:
    """The words of the caller's dictionaries."""
    return read_words(asked.dict) if asked.dict else {}


def _quoted(text: str, asked: Asked) -> Quoted:
    """The text with its quotation marks in the target's form."""
    style = style_of(asked)
    if style is None or not any(mark in text for mark in MARKS):
        return Quoted(text)
    words = _words(asked)
    marked = [word for word in (*asked.keep, *words, *words.values()) if any(mark in word for mark in MARKS)]
    masked, taken = Guard(asked.protect, marked).mask(text)
    quoted = change_quotes(masked, style)
    if not taken:
        return quoted
    return Quoted(unmask(quoted.text, taken), _moved(masked, quoted, taken), quoted.unpaired)


def _moved(masked: str, quoted: Quoted, taken: Iterable[tuple[str, str]]) -> tuple[Edit, ...]:
    """Edits with their offsets in the text that was masked."""
    from newsclean.convert.protection import MARK

    edits = []
    stretches = iter(taken)
    at = grown = 0
    for edit in quoted.edits:
        for _ in range(masked.count(MARK, at, edit.start)):
            grown += len(next(stretches)[0]) - 1
        at = edit.start
        edits.append(Edit(edit.stage, edit.rule, edit.start + grown, edit.before, edit.after))
    return tuple(edits)


def style_of(asked: Asked) -> str | None:
    """The quotation marks that are asked for, if any."""
    if asked.quotes == "keep":
        return None
    simplified = asked.to == "zh-Hans" or "2s" in asked.to
    return "curly-quotes" if simplified else "corner-quotes"


def rewriting(configuration: str, asked: Asked) -> Rewrite:
    """What does all of a configuration, loaded when it is first needed.

    :param configuration: one of OpenCC's, or several joined by ``+`` that are applied one after the other;
        also what :func:`convert` names.
    :raises OptionsError: the engine is unknown, or does not have the configuration.
    """
    one_of("engine", asked.engine, ENGINES)
    parts = [name for name in configuration.split(_JOIN) if name != DICTIONARY]

    def rewrite(text: str) -> str:
        for name in parts:
            text = _part(name, asked.engine)(text)
        return text

    return rewrite


def _part(name: str, engine: str) -> Rewrite:
    """What one name stands for."""
    if name in STYLES:
        return lambda text: change_quotes(text, name).text
    if name == KANJI:
        # On a short string that goes with a text that has been looked at.
        return lambda text: text.translate({ord(old): new for old, new in kanji().items()})
    if name.startswith(STANDARD):
        return partial(standard.to_standard, standard=name.rpartition("-")[2], always=True)
    if engine == "newsclean":
        from newsclean.convert import tables

        return tables.rewriting(name)
    from newsclean.convert.opencc_python import converter

    return converter(name)


def rewrite(text: str, configuration: str, asked: Asked) -> str:
    """See :func:`newsclean.convert.rewrite`."""
    guard = Guard(asked.protect, asked.keep, _words(asked))
    return guard.through(rewriting(configuration, asked), text)
