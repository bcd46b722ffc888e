"""Question marks that stand for lost characters: an encoding that lacks them writes ``?``.

People write such marks as well, and so do regular expressions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsclean.patterns import lazy
from newsclean.repair.characters import simplify
from newsclean.repair.mojibake.tables import PARTICLES
from newsclean.repair.prefilter import listed

# Several between Han characters, after a mark that something must follow, or as a whole field. ``真的??`` is
# how people write.
_HAN = "\u3400-\u9fff"
_ROW = 64
# Each begins with its first sign and looks back from there: what begins with a look back is tried everywhere.
_QUESTIONS = lazy(
    "[?鈥](?:"
    f"(?<=[{_HAN}]\\?)(?<![{PARTICLES}]\\?)\\?+(?=[，。、（）《》{_HAN}])"
    # In 90 million characters neither 的 nor 了 is followed by two marks and more of a sentence.
    f"|(?<=[的了]\\?)\\?+(?=[{_HAN}])"
    # But ``：?? 运算符`` is one of Swift.
    "|(?<=[：（《“「『【、]\\?)(?!\\? )\\?+(?=[^\x00-\x7f]|\\s|\\Z)"
    # Or there is one, and what is around it makes no words (see _is_odd).
    f"|(?<=[{_HAN}]\\?)(?<![{PARTICLES}]\\?)(?=[{_HAN}])"
    # Four of them in a row, with a few characters between two. From a mark with very many behind it none is
    # looked for: from the next ones it is, and each would go through all of them.
    f"|(?<=\\?)(?![@-~?]{{{_ROW}}})[@-~?]*"
    "[^\x00-\x7f]{1,4}[@-~]?(?:\\?[@-~?]*[^\x00-\x7f]{1,4}[@-~]?){3,}"
    # A question ends in one mark: in 150 MB of news and manuals none is followed by a comma or full stop; but
    # wildcards are listed (?、*、[]).
    f"|(?<=[{_HAN}]\\?)(?<![{PARTICLES}]\\?)(?=[，。；]|[、：][{_HAN}])"
    # Four marks with a few letters and Han characters between two.
    f"|(?<=\\?)(?=[@-~?]{{0,12}}[{_HAN}])(?:[@-~\x80-\U0010ffff]{{1,6}}\\?){{3,}}"
    # An apostrophe that lost its three bytes.
    "|(?<=[a-z]\\?)\\?{2}(?=(?:s|t|re|ve|ll|d|m)(?![A-Za-z]))"
    # What GBK made of a quotation mark, without its last byte.
    "|(?<=鈥)\\?"
    # The four bytes of GB18030, of which the second and the fourth are digits.
    f"|(?<=[{_HAN}，。：（《“、]\\?)[0-9]\\?[0-9](?![0-9?])"
    ")"
)
_QUESTIONED = lazy(
    f"\\?(?:(?:[0-9]|[{_HAN}]{{1,2}})\\?[0-9{_HAN}]|(?<=[{_HAN}]\\?)[，。、；：{_HAN}]|[@-~]\\?[@-~\x80-\U0010ffff])"
)
# ``[早晚]?`` and ``(上|下午?)`` are optional; where one such place is near the others are, too.
_OPTIONAL, _BESIDE = lazy("[])|}]\\?|\\?[|(\\[]"), 12
# One mark between Han characters; and what two before it and the next one cost there, in nats, if a byte was
# lost. Of 4,118 questions in speeches, news and technical articles whose mark was made ASCII 14 are reported;
# of 1,200 places where GBK has lost a byte, 494. Where another mark stands one or two characters later, these
# are what must make no word.
_LONE, _ODD = lazy(f"\\?(?=[{_HAN}])"), 32.0
_BETWEEN, _ODD_BETWEEN = lazy(f"\\?([{_HAN}]{{1,2}})(?<![{PARTICLES}])\\?[{_HAN}]"), 9.0
# A question has its word in its sentence.
_SENTENCE_END, _LONGEST_SENTENCE = lazy("[。！？!?；;\n]"), 60


def questions(text: str) -> Iterator[tuple[int, str]]:
    """Offset and text of each place where characters were lost."""
    if "??" not in text and "鈥?" not in text and not _QUESTIONED.search(text):
        return
    for match in _QUESTIONS.finditer(text):
        start, end = match.span()
        if _OPTIONAL.search(text, max(0, start - _BESIDE), end + _BESIDE):
            continue
        if match.group() == "?" and _LONE.match(text, start) and not _is_odd(text, start):
            continue
        if match.group().strip("?") or not _is_asked(text, start):
            yield start, match.group()


def _is_odd(text: str, at: int) -> bool:
    """Whether what is around a mark makes no words."""
    from newsclean.models import plausibility

    between = _BETWEEN.match(text, at)
    if between:
        return plausibility.cost(between[1]) >= _ODD_BETWEEN * len(between[1])
    costs = plausibility.per_character(text[max(0, at - 3) : at])
    return sum(costs[-2:]) + plausibility.pair_costs()["？", text[at + 1]] >= _ODD


def _is_asked(text: str, at: int) -> bool:
    """Whether the sentence before a mark is a question."""
    sentence = _SENTENCE_END.split(text[max(0, at - _LONGEST_SENTENCE) : at])[-1]
    return any(map(simplify(sentence).__contains__, _asking()))


@cache
def _asking() -> tuple[str, ...]:
    return tuple(listed("asking.txt"))
