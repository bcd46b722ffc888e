"""Which script Chinese text is in, told by the characters that only one script has."""

from __future__ import annotations

from newsclean.convert.census import FOREIGN, FORMS, HANS, HANT, ODD, Census
from newsclean.convert.characters import HAN, hans, sample
from newsclean.convert.language import is_foreign
from newsclean.convert.standard import region_of
from newsclean.document import Script

# From this share of the evidence on, the rarer script makes a text mixed. Of 61 labelled news
# pages none written in one script had more than 0.9 % of the other; see docs/convert.md.
_MIXED = 0.1


def detect_script(text: str) -> Script:
    """Say which script a text is in, and how many characters tell.

    :returns: ``Hans`` or ``Hant``; ``mixed`` where each has a tenth of the evidence or more; ``other`` for
        text without evidence (not Chinese, or too short to tell) and for Japanese and Korean. For very
        long text the counts are those of samples.
    """
    if text.isascii():
        return Script("other", confidence=1.0)
    text = sample(text)
    found = Census(text)
    simplified, traditional = found.count(HANS), found.count(HANT)
    if found.has(ODD):
        simplified -= sum(count for form, count in found.counts(ODD).items() if form in hans())
    if found.has(FOREIGN) and is_foreign(text):
        return Script("other", simplified, traditional, confidence=1.0)
    name = _name(simplified, traditional)
    region = ""
    if name == "Hant":
        region = region_of(text, found.counts(FORMS) if found.has(FORMS) else {})
    return Script(name, simplified, traditional, _confidence(name, simplified, traditional, text), region)


def _confidence(name: str, simplified: int, traditional: int, text: str) -> float:
    """How sure a name is: the rule of succession, (n + 1) / (n + 2) for n characters that agree.

    Text without evidence may be in either script, so nothing is known; without any Chinese it is
    certainly in none.
    """
    if name == "other":
        import re

        return 0.0 if re.search(HAN, text) else 1.0
    total = simplified + traditional
    agreeing = total if name == "mixed" else max(simplified, traditional)
    return (agreeing + 1) / (total + 2)


def _name(simplified: int, traditional: int) -> str:
    if not simplified and not traditional:
        return "other"
    if min(simplified, traditional) >= _MIXED * (simplified + traditional):
        return "mixed"
    return "Hans" if simplified > traditional else "Hant"
