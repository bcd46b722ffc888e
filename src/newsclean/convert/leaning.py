"""What characters of both scripts say together about the script of a text that has no others.

Characters that Simplified has far more often (几, 后, 万) count by themselves. Words of such characters count
by how often Traditional text writes the same word otherwise: 一種 8,910 times, and 一种 3 times.
"""

from __future__ import annotations

from operator import add

from newsclean.convert.characters import leaning, leaning_words

# Of 145,000 clauses of genuine Traditional without a character of one script alone none has such characters
# of so much weight; of 20,000 of genuine Simplified 400 do.
_CHARACTERS, _DIFFERENT = 5.0, 2

# Words are evidence with so many nats. Of 52 million characters of genuine Traditional text, 20 clauses that
# have no character of one script alone have such words or characters: most are in Simplified (其根源在哪里).
# Of 427,000 such clauses of genuine Simplified 48,100 have words or characters enough.
_WORDS = 6.0

# In a text that is nothing else (a field of a table, a heading) so many are enough: another 78 of those
# clauses of genuine Traditional, most with 征, 荐 or 制 or quoted in Simplified, and another 10,200 of
# Simplified. Of 18,300 messages of programs in genuine Traditional without such a character one is taken.
_ALONE = 4.0

# With so many nats it is told that the text could be Simplified: 141 and 5,600 of what is left of them.
_DOUBTFUL = 3.0

# 这 has no other use: it stands 9 times in that text, and all in what is quoted in Simplified.
_NO_OTHER_USE = "这"


def leans(text: str, alone: bool = False) -> bool:
    """Whether characters that both scripts have speak for Simplified together.

    :param alone: whether this is all of a text: a field, a heading.
    """
    weights = [leaning()[char] for char in leaning().keys() & set(text)]
    different = sum(weight > 0 for weight in weights)
    if sum(weights) >= _CHARACTERS and different >= _DIFFERENT:
        return True
    return _NO_OTHER_USE in text or sum(_words(text).values()) >= (_ALONE if alone else _WORDS)


def doubtful(text: str) -> list[str]:
    """The words that a text could be Simplified for, in order; none if they say little, or enough."""
    words = _words(text, doubtful=True)
    return list(words) if not leans(text, alone=True) and sum(words.values()) >= _DOUBTFUL else []


def _words(text: str, doubtful: bool = False) -> dict[str, float]:
    """The words of a text that speak for Simplified, with how much each does. Of two for the same character,
    as in 委托人, only one counts.

    :param doubtful: whether those count that Japanese has as well, and names (于明).
    """
    pairs = list(map(add, text, text[1:]))
    known = leaning_words()
    found = {word for word in known.keys() & set(pairs) if doubtful or known[word].is_evidence}
    at_place: dict[int, tuple[float, str]] = {}
    for at, word in enumerate(pairs) if found else ():
        if word in found:
            place = at + word.index(known[word].char)
            at_place[place] = max(at_place.get(place, (0.0, "")), (known[word].weight, word))
    return {word: weight for weight, word in at_place.values()}
