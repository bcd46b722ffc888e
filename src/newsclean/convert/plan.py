"""From a target to what is done to a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newsclean.convert.gate import Gate, settle
from newsclean.convert.naive import is_naive
from newsclean.convert.names import WORDS
from newsclean.convert.protection import protected
from newsclean.convert.script import detect_script, hant, is_foreign
from newsclean.document import Converted
from newsclean.options import ENGINES, one_of

Rewrite = Callable[[str], str]
Protection = tuple[Sequence[str], Sequence[str]]

# Joins the names of configurations that were applied one after the other.
_JOIN = "+"

# What each BCP 47 target means. Traditional without a region is what newspapers print, OpenCC's Taiwan
# standard without Taiwan's vocabulary: s2t is OpenCC's inner form, which writes 喫 for 吃, 爲 for 為
# and 羣 for 群. Simplified is made by tw2s, because it is right for the most of OpenCC's own cases for
# t2s, tw2s and hk2s: 106 of 108 (t2s and hk2s 105).
_STANDARD = {"zh-Hans": "tw2s", "zh-Hant": "s2tw", "zh-TW": "s2tw", "zh-HK": "s2hk"}

# The same with the vocabulary of the region: 软件 becomes 軟體.
_PHRASES = {"zh-Hans": "tw2sp", "zh-Hant": "s2tw", "zh-TW": "s2twp", "zh-HK": "s2hkp"}

# What is made for a target takes newsclean's own words and word borders in; there are none for Simplified.
_WITH_WORDS = frozenset({"s2tw", "s2hk", "s2twp", "s2hkp"})


def convert(text: str, to: str, engine: str, phrases: bool, asked: Protection) -> Converted:
    """See :func:`newsclean.convert.convert`."""
    script = detect_script(text)
    steps = [(name, protected(part, *asked)) for name, part in _steps(to, engine, phrases)]
    applied: dict[str, None] = {}

    def step(current: str) -> str:
        for configuration, part in steps:
            after = part(current)
            if after != current:
                applied[configuration] = None
            current = after
        return current

    result = settle(step, text)
    return Converted(result, _JOIN.join(applied) if result != text else None, script)


def _steps(to: str, engine: str, phrases: bool) -> list[tuple[str, Rewrite]]:
    """What is done for a target, in order, each with the configuration to tell."""
    if to not in _STANDARD:
        return [(to, _gated(to, engine_for(to, engine), literal=True))]
    configuration = (_PHRASES if phrases else _STANDARD)[to]
    if engine == "newsclean" and configuration in _WITH_WORDS:
        configuration += WORDS
    steps = [(configuration, _gated(configuration, engine_for(configuration, engine), literal=False))]
    if to != "zh-Hans":
        # Traditional made character by character goes back and takes the right way. This comes second: what
        # the first step has made right must not count against it.
        detour = f"t2s{_JOIN}{configuration}"
        steps.append((detour, _unless_genuine(engine_for(detour, engine))))
    return steps


def _unless_genuine(rewrite: Rewrite) -> Rewrite:
    """Rewrite Traditional text if it was made character by character."""

    def step(text: str) -> str:
        if hant().isdisjoint(text) or is_foreign(text) or not is_naive(text):
            return text
        return rewrite(text)

    return step


def engine_for(configuration: str, engine: str) -> Rewrite:
    """What does all of a configuration, loaded when it is first needed.

    :param configuration: one of OpenCC's, or several joined by ``+`` that are applied one after the other.
    :raises OptionsError: the engine is unknown, or does not have the configuration.
    """
    one_of("engine", engine, ENGINES)
    parts = configuration.split(_JOIN)
    find: Callable[[str], Rewrite]
    if engine == "newsclean":
        from newsclean.convert.tables import rewriter

        find = rewriter
    else:
        from newsclean.convert.opencc_python import converter

        find = converter

    def rewrite(text: str) -> str:
        for part in parts:
            text = find(part)(text)
        return text

    return rewrite


def _gated(configuration: str, rewrite: Rewrite, literal: bool) -> Rewrite:
    """One step of a conversion, for :func:`settle`."""
    if configuration.startswith("s2"):
        return Gate(rewrite, "Hans", literal)
    if "2s" in configuration:
        return Gate(rewrite, "Hant", literal)
    # Between the standards of Traditional, and to and from Japanese: no characters tell them apart for
    # sure, so the caller's word counts.
    return rewrite
