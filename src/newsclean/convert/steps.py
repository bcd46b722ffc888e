"""From a target to the steps of its conversion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from newsclean.alignment import Aligned, Growing
from newsclean.convert import census, gate, standard
from newsclean.convert.census import Census
from newsclean.convert.gate import Gate, Stretch
from newsclean.convert.labels import DETOUR, KANJI, OFFICIAL, STANDARD, Recipe, recipe_of
from newsclean.convert.language import is_foreign
from newsclean.convert.naive import is_genuine, is_naive
from newsclean.convert.protection import Guard, unmask
from newsclean.convert.registers import register_of
from newsclean.convert.rewriting import Rewrite, in_place, rewriting, silent
from newsclean.convert.user_dictionary import read_words
from newsclean.document import Decision
from newsclean.limited import stamps
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.convert.opencc.dictionaries import Table

# What each BCP 47 target means. Traditional without a region is what newspapers print, OpenCC's Taiwan
# standard without Taiwan's vocabulary: s2t is OpenCC's inner form, which writes 喫 for 吃, 爲 for 為
# and 羣 for 群. Simplified is made by tw2s, because it is right for the most of OpenCC's own cases for
# t2s, tw2s and hk2s: 106 of 108 (t2s and hk2s 105).
STANDARD_OF = {"zh-Hans": "tw2s", "zh-Hant": "s2tw", "zh-TW": "s2tw", "zh-HK": "s2hk"}

# The same with the vocabulary of the region: 软件 becomes 軟體.
_PHRASES = {"zh-Hans": "tw2sp", "zh-Hant": "s2tw", "zh-TW": "s2twp", "zh-HK": "s2hkp"}

# The text whose usage each target follows.
_USAGE = {"zh-Hant": "hant", "zh-TW": "tw", "zh-HK": "hk"}

# The standard of each target, and whether a text that is wholly in another one is brought to it.
_FORMS = {
    "zh-Hant": (standard.TAIWAN, False),
    "zh-TW": (standard.TAIWAN, True),
    "zh-HK": (standard.HONG_KONG, True),
}


class Asked(NamedTuple):
    """What a caller asks for; see :func:`newsclean.convert.convert`.

    :param register: the one that the text is written in, if it has a usage of its own (``tw-minutes``).
    """

    to: str
    engine: str = "newsclean"
    phrases: bool = False
    protect: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    dict: tuple[str, ...] = ()
    quotes: str = "keep"
    usage: str = "region"
    register: str = ""


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

    def __call__(self, text: str, found: Census, rows: list[Decision] | None) -> tuple[Aligned, bool, bool]:
        """The text after the step; whether the step changed it, and whether the caller's words did.

        :param rows: takes the decisions, if they are asked for.
        """
        masked, taken = self.guard.mask(text, found)
        told: list[Decision] | None = None if rows is None else []
        done = self.masked(masked, Census(masked, found) if taken else found, told)
        if rows is not None and told is not None:
            from newsclean.convert.decisions import unmasked

            rows += unmasked(told, masked, taken)
        changed = done.text != masked
        if not taken:
            return done, changed, False
        by_words = taken.change()
        return unmask(masked, done, taken) if changed or by_words else Aligned(text), changed, by_words

    def masked(self, text: str, found: Census, rows: list[Decision] | None = None) -> Aligned:
        """What the step makes of a text from which the guard has taken what it takes."""
        stretches = self.stretches(text, found)
        if rows is None and stretches == [(0, len(text), False)]:
            return self.rewrite(text, None)
        done = Growing()
        for start, end, among in [*stretches, Stretch(len(text), len(text))]:
            if rows is not None:
                self._tell_kept(text, done.reached, start, rows)
            if done.reached < start:
                gap = text[done.reached : start]
                done.take(gap, Aligned(gap))
            if start < end:
                part, at = text[start:end], start
                told: list[Decision] | None = None if rows is None else []
                changed = self.among(part, told) if among else self.rewrite(part, told)
                if rows is not None and told is not None:
                    self._tell(part, changed, told, at, rows)
                done.take(part, changed)
        return done.aligned()

    def _tell_kept(self, text: str, start: int, end: int, rows: list[Decision]) -> None:
        from newsclean.convert.decisions import kept

        rows += kept(self.name, text, start, end)

    def _tell(self, part: str, done: Aligned, told: list[Decision], at: int, rows: list[Decision]) -> None:
        from newsclean.convert.decisions import of_part

        rows += [row._replace(start=row.start + at) for row in of_part(self.name, part, done, told)]


def steps_of(asked: Asked) -> tuple[Step, ...]:
    """What is done for a target, in order."""
    return _made(asked, stamps(asked.dict))


@lru_cache(maxsize=16)
def _made(asked: Asked, _stamps: object) -> tuple[Step, ...]:
    """The steps, made anew where a dictionary has changed: to compile one takes time."""
    return tuple(_steps(asked))


def _steps(asked: Asked) -> Iterator[Step]:
    words = words_of(asked)
    to, engine = asked.to, asked.engine
    if to not in STANDARD_OF:
        # A named configuration: all of the text, but for what the caller wants left alone.
        rewrite = rewriting(to, asked.engine)
        guard = Guard(asked.protect, asked.keep, words, careful=False)
        yield Step(to, guard, lambda _found: False, _everything, rewrite, rewrite)
        return
    configuration = (_PHRASES if asked.phrases else STANDARD_OF)[to]
    if engine == "newsclean":
        configuration = Recipe(configuration, True, _usage(asked)).name
    # One step takes the words; the others leave alone both them and what they become. In that step what a
    # word has become is left alone only if it would be evidence: 里 from a dictionary must not shield all 里.
    guard = Guard(asked.protect, asked.keep, {word: word for pair in words.items() for word in pair})
    # First, so that the rest sees Chinese.
    yield _without_kanji(guard, to)
    yield _gated(asked, configuration, words)
    if to == "zh-Hans":
        return
    # Traditional made character by character goes back and takes the right way. This comes behind: what
    # the first step has made right must not count against it.
    detour = f"{DETOUR}{configuration}"
    rewrite = rewriting(detour, asked.engine)
    yield Step(detour, guard, _is_genuine, _unless_genuine, rewrite, rewrite)
    region, always = _FORMS[to]
    yield _whole(
        f"{STANDARD}-{region}",
        guard,
        lambda found: not found.has(standard.CHANGING[region]),
        in_place(
            partial(
                standard.to_standard,
                standard=region,
                always=always,
                keep=standard.WRITTEN[region] if asked.usage == "region" else frozenset(),
            )
        ),
    )


def _without_kanji(guard: Guard, to: str) -> Step:
    """The step that makes new characters of Japan's Chinese, but for a few in text of the target's script."""
    few, many = (census.HANT, census.HANS) if to == "zh-Hans" else (census.HANS, census.HANT)

    def idle(found: Census) -> bool:
        found = found.whole or found
        return not found.has(census.KANJI) or gate.is_mostly(found, census.KANJI | few, many)

    def stretches(text: str, found: Census) -> list[Stretch]:
        return [] if idle(found) else _everything(text, found)

    rewrite = in_place(standard.without_kanji)
    return Step(KANJI, guard, idle, stretches, rewrite, rewrite)


def _whole(name: str, guard: Guard, idle: Callable[[Census], bool], rewrite: Rewrite) -> Step:
    """A step that decides by itself where to change something."""
    return Step(name, guard, idle, _everything, rewrite, rewrite)


def _everything(text: str, _found: Census) -> list[Stretch]:
    return [Stretch(0, len(text))]


def _is_genuine(found: Census) -> bool:
    """Whether a text is not made character by character for certain, whatever is taken out of it."""
    return not found.has(census.HANT) or is_genuine(found)


def _unless_genuine(text: str, found: Census) -> list[Stretch]:
    """All of a Traditional text if it was made character by character."""
    if not found.has(census.HANT) or (found.has(census.FOREIGN) and is_foreign(text)) or not is_naive(found):
        return []
    return _everything(text, found)


def _usage(asked: Asked) -> str:
    """The usage that is worked into the table for a target."""
    if asked.usage == "opencc" or asked.to not in _USAGE:
        return ""
    return (asked.register or _USAGE[asked.to]) + (OFFICIAL if asked.usage == "official" else "")


def with_register(asked: Asked, text: str) -> Asked:
    """What is asked for, with the register of a Simplified text."""
    region = _usage(asked) if asked.engine == "newsclean" else ""
    register = register_of(text, region.partition("-")[0]) if region else ""
    return asked._replace(register=register) if register else asked


def _gated(asked: Asked, configuration: str, words: Table) -> Step:
    """The step that leads from one script to the other, where there is evidence."""
    rewrite, recipe = rewriting(configuration, asked.engine), recipe_of(configuration)
    if recipe.leads_to_traditional:
        passes, back = Gate("Hans"), rewriting("tw2s", asked.engine)
    else:
        passes, back = Gate("Hant"), None
    kept = _evident(words, passes)
    # Character by character, so without the words of the region: those are not made of the same ones.
    plain = rewriting(
        recipe._replace(configuration=recipe.configuration.removesuffix("p")).name, asked.engine
    )

    def among(text: str, _rows: list[Decision] | None) -> Aligned:
        return gate.among(text, passes.source, partial(silent, plain), back and partial(silent, back))

    stretches = partial(_unless_japanese, stretches=passes)
    # What is taken out does not count, so that what a text has tells only if it has no evidence at all.
    guard = Guard(asked.protect, asked.keep, kept)
    return Step(configuration, guard, passes.is_closed, stretches, rewrite, among)


def _unless_japanese(text: str, found: Census, stretches: Gate) -> list[Stretch]:
    """The stretches of a text that is not Japanese without kana, as headlines are."""
    if found.has(census.KANJI) and standard.is_japanese(text):
        return []
    return stretches(text, found)


def _evident(words: Table, passes: Gate) -> Table:
    """The words, with those that they become where these are evidence of the source script."""
    return words | {
        value: value for value in words.values() if value not in words and not passes.source.isdisjoint(value)
    }


def words_of(asked: Asked) -> Table:
    """The words of the caller's dictionaries."""
    return read_words(asked.dict) if asked.dict else {}
