"""How much a text mixes scripts and standards: what an editor wants to know before a text goes out.

Words are not looked up. A mixed word is a run of characters that tell, at most one character that does not
between two of them (発展經濟, 发展經濟), which are not all of one script; a single new character of Japan's
among Chinese ones is mixed by itself (経済).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from newsclean.convert.characters import hans, hant
from newsclean.convert.forms import HONG_KONG, OPENCC, TAIWAN, forms, kanji
from newsclean.convert.language import is_foreign
from newsclean.convert.standard import is_chinese
from newsclean.inspection import MixedWord, Mixture
from newsclean.lines import split

# Shown of the mixed words; they are counted all.
_EXAMPLES = 5

# Noncharacters that stand for the characters that tell: Simplified, Traditional, Japan's, odd variants.
_SIMPLIFIED, _TRADITIONAL, _JAPANESE, _VARIANT = "\ufdd4", "\ufdd5", "\ufdd6", "\ufdd7"
_SIGNS = f"[{_SIMPLIFIED}{_TRADITIONAL}{_JAPANESE}{_VARIANT}]"
_WORD = re.compile(f"{_SIGNS}(?:[\u3400-\u9fff]?{_SIGNS})*")


def mixture(text: str) -> Mixture:
    """Count what a Chinese text mixes. Lines in Japanese and Korean do not count.

    A text without kana that holds no more than Japanese could is taken for Japanese.
    """
    if text.isascii() or is_foreign(text) or not is_chinese(text, 1):
        return Mixture()
    counts = Counter(text)
    odd = _odd(counts)
    table = _signs() | {ord(form): _VARIANT for form in odd}
    shinjitai = variants = words = 0
    examples: list[MixedWord] = []
    for number, (line, _) in enumerate(split(text), 1):
        signs = line.translate(table)
        if signs == line or is_foreign(line):
            continue
        shinjitai += signs.count(_JAPANESE)
        variants += signs.count(_VARIANT)
        if not _is_mixed(signs):
            continue
        for match in _WORD.finditer(signs):
            if _is_mixed(match[0]):
                words += 1
                if len(examples) < _EXAMPLES:
                    examples.append(MixedWord(number, match.start() + 1, line[slice(*match.span())]))
    return Mixture(shinjitai, variants, words, tuple(examples))


def _is_mixed(signs: str) -> bool:
    """Whether characters that tell are not all of one script."""
    return _JAPANESE in signs or (_SIMPLIFIED in signs and (_TRADITIONAL in signs or _VARIANT in signs))


@cache
def _signs() -> dict[int, str]:
    """The characters that tell, with the sign for each."""
    signs = {ord(char): _SIMPLIFIED for char in hans()}
    signs |= {ord(char): _TRADITIONAL for char in hant()}
    return signs | {ord(char): _JAPANESE for char in kanji()}


def _odd(counts: Counter[str]) -> set[str]:
    """The forms in a text that are not of the standard that has the most of its forms.

    Forms that Simplified writes, too, tell nothing of a text that is not Traditional.
    """
    simplified = sum(count for char, count in counts.items() if char in hans())
    traditional = sum(count for char, count in counts.items() if char in hant())
    found = {
        form: row.standards
        for form, row in forms().items()
        if form in counts and (form in hant() or traditional > simplified)
    }
    best = max(
        (TAIWAN, HONG_KONG, OPENCC),
        key=lambda name: sum(counts[form] for form, names in found.items() if name in names),
    )
    return {form for form, names in found.items() if best not in names}
