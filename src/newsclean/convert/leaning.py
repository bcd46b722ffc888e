"""What characters of both scripts say together about the script of a text that has no others.

Characters that Simplified has far more often (几, 后, 万) count by themselves. Words of such characters count
by how often Traditional text writes the same word otherwise: 一種 8,910 times, and 一种 3 times.
"""

from __future__ import annotations

from itertools import pairwise

from newsclean.convert.characters import leaning, leaning_words

# Of 145,000 clauses of genuine Traditional without a character of one script alone none has such characters
# of so much weight; of 20,000 of genuine Simplified 400 do.
_CHARACTERS, _DIFFERENT = 5.0, 2

# Words are evidence with so many nats. Of 52 million characters of genuine Traditional text, 14 clauses that
# have no character of one script alone have such words: ten are in Simplified (其根源在哪里), three have 别
# for 別, one is 呼吁. With what the other sources say of words alone, 95 at most do, with 别, 托 or 征.
# Of 84,000 such clauses of genuine Simplified 48,100 have words or characters enough.
_WORDS = 6.0

# With so many nats it is told that the text could be Simplified: 197 of those clauses of genuine Traditional,
# 14,300 of genuine Simplified.
_DOUBTFUL = 3.0

# 这 has no other use: it stands 9 times in that text, and all in what is quoted in Simplified.
_NO_OTHER_USE = "这"


def leans(text: str) -> bool:
    """Whether characters that both scripts have speak for Simplified together."""
    weights = [leaning()[char] for char in leaning().keys() & set(text)]
    different = sum(weight > 0 for weight in weights)
    if sum(weights) >= _CHARACTERS and different >= _DIFFERENT:
        return True
    return different > 0 and (_NO_OTHER_USE in text or sum(_words(text).values()) >= _WORDS)


def doubtful(text: str) -> list[str]:
    """The words that a text could be Simplified for, in order; none if they say little, or enough."""
    words = _words(text, doubtful=True)
    return list(words) if not leans(text) and sum(words.values()) >= _DOUBTFUL else []


def _words(text: str, doubtful: bool = False) -> dict[str, float]:
    """The words of a text that speak for Simplified, with how much each does. Of two for the same character,
    as in 委托人, only one counts.

    :param doubtful: whether those count that Japanese has as well, and names (于明).
    """
    known = leaning_words()
    at_place: dict[int, tuple[float, str]] = {}
    for at, (first, second) in enumerate(pairwise(text)):
        row = known.get(word := first + second)
        if row and (doubtful or row.is_evidence):
            place = at + word.index(row.char)
            at_place[place] = max(at_place.get(place, (0.0, "")), (row.weight, word))
    return {word: weight for weight, word in at_place.values()}
