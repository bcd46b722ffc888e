"""Is a look-alike a damaged character, or is it what the text is about?

Tables of variants, dictionaries keyed by character, decompositions and lists have look-alikes on
purpose, and a row ``A → B`` would become ``B → B``. Such a character is by itself, or among characters that
make no words; in damaged text it is inside words. So each is judged by what stands around it,
and then all of a text together: a dictionary stays as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsclean.edits import Edit, apply
from newsclean.models import plausibility
from newsclean.patterns import lazy

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff]"
# Ideographic description characters tell how a character is put together: of what follows them up to a
# blank or a mark.
_DESCRIPTION = lazy("[\u2ff0-\u2fff\u31ef][^\\s，。；、：！？,;]{0,24}")
# A Han character by itself.
_LONE = lazy(f"(?<!{_HAN}){_HAN}(?!{_HAN})")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
# A look-alike is judged with so many characters on either side of it.
_AROUND = 4
# What a character of running text costs in nats at most, with its neighbours: by their number, from one on.
# Of look-alikes put into 11,842 places of news, laws and speeches in both scripts 99% of those with two
# neighbours and more have less, and 88% of those with four and more in old poems. Of 31,300 in tables, lists
# and descriptions of characters 5% of those with one neighbour have less, 9% with two or three, 4% with more.
_MOST = (7.2, 9.0, 9.0, 10.0)
# Who speaks of a radical puts it in front of one of these.
_NAMED = frozenset("字部旁")


def data(text: str, edits: Sequence[Edit]) -> set[Edit]:
    """Those of some edits that would replace a character which is data.

    :param edits: edits that replace one look-alike each by the one character that it looks like, in order.
    """
    plain = apply(text, edits)  # the offsets stay
    described = _spans(_DESCRIPTION, text)
    lone = set(_LONE.findall(text))
    certain: set[Edit] = set()
    doubtful: set[Edit] = set()
    in_words = 0
    alike = {edit.start for edit in edits}
    for edit in edits:
        first, last = _around(plain, edit.start)
        if edit.start in described:
            certain.add(edit)
        elif first == last and plain[first - 1 : first] not in _DIGITS:
            (certain if edit.after in lone else doubtful).add(edit)
        elif (first != last and alike.issuperset(range(first, last + 1))) or not _in_words(
            plain, edit, first, last
        ):
            doubtful.add(edit)
        else:
            in_words += 1
    if in_words > len(certain) + len(doubtful):
        return certain
    return {*edits}


def _around(plain: str, at: int) -> tuple[int, int]:
    """The first and the last of the Han characters that a character stands among, as far as is looked."""
    first = last = at
    while first > at - _AROUND and first > 0 and _is_han(plain[first - 1]):
        first -= 1
    while last < at + _AROUND and last + 1 < len(plain) and _is_han(plain[last + 1]):
        last += 1
    return first, last


def _in_words(plain: str, edit: Edit, first: int, last: int) -> bool:
    """Whether the characters around a look-alike read as text.

    :param plain: the text with all look-alikes replaced.
    """
    if first == last:  # 5月 and 3人 are words
        return True
    costs = plausibility.per_character(plain[first : last + 1], after="，")
    most = _MOST[min(last - first, len(_MOST)) - 1]
    if edit.rule.endswith("private-use"):  # what these mean is rare: only their neighbours tell
        del costs[edit.start - first]
        most = max(most, _MOST[1])
    elif edit.rule == "radical" and last - first == 1 and plain[last] in _NAMED:
        return False
    return sum(costs) <= len(costs) * most


def _is_han(character: str) -> bool:
    return re.match(_HAN, character) is not None


def _spans(pattern: re.Pattern[str], text: str) -> set[int]:
    return {at for match in pattern.finditer(text) for at in range(*match.span())}
