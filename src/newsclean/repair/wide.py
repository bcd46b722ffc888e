"""UTF-16 that was read as an encoding of bytes: ``-NýV`` for 中国, with control characters among it.

Half of its bytes are the same few, and any byte is among the others, line ends too: such a text
can only be read anew as a whole. What its first characters look like decides whether that is tried.
"""

from __future__ import annotations

from newsclean.document import Repaired
from newsclean.edits import Edit

# Of the text so much is looked at, in characters.
_SAMPLE = 400
# Every other byte of Chinese UTF-16 is the first one of a Han character (4E–9F), but for
# punctuation, digits and line ends.
_FIRSTS = frozenset(map(chr, range(0x4E, 0xA0))) | frozenset("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")
_LEAST_SHARE = 0.7
# What the new reading must gain, and what it may cost for each character, in nats: like those of
# other wrong decodings where Han is judged by the model alone.
_MARGIN = 22.0
_READS = 9.2


def utf_16(text: str) -> Repaired:
    """A text read anew as UTF-16, if that is what it was."""
    from newsclean import plausibility
    from newsclean.repair.channel import PAIRS

    sample = text[:_SAMPLE]
    if len(sample) < 4 or sample.isascii():
        return Repaired(text)
    looks_wide = any(
        sum(c in _FIRSTS for c in sample[parity::2]) >= _LEAST_SHARE * (len(sample) // 2) for parity in (0, 1)
    )
    best: tuple[float, str, str] | None = None
    for pair in PAIRS:
        if not pair.true.startswith("utf-16") or (pair.read_as == "cp1252" and not looks_wide):
            continue
        new = _read(sample, pair.true, pair.read_as, whole=len(sample) == len(text))
        han = sum("\u4e00" <= c <= "\u9fff" for c in new)
        if han < 2 or han < 0.5 * len(new):
            continue
        cost = plausibility.cost(new)
        gain = plausibility.cost(sample) - cost
        if gain >= _MARGIN and cost <= _READS * len(new) + 8 and (best is None or gain > best[0]):
            whole = _read(text, pair.true, pair.read_as, whole=True)
            if whole:
                best = (gain, whole, pair.rule)
    if best is None:
        return Repaired(text)
    gain, whole, rule = best
    return Repaired(whole, (Edit("repair", rule, 0, text, whole, round(gain - _MARGIN, 2)),))


def _read(text: str, true: str, read_as: str, *, whole: bool) -> str:
    """The text's bytes in another encoding; empty where they are none of it.

    :param whole: whether it is the whole text; else its last character may be cut.
    """
    from newsclean.repair.channel import decode, inverse

    table = inverse(read_as)
    if not all(table[character] for character in set(text)):
        return ""
    data = b"".join(map(table.__getitem__, text))
    if len(data) % 2 and not whole:
        data = data[:-1]
    new = decode(data, true)
    return "" if "\ufffe" in new or "\uffff" in new else new
