"""What two texts share, by pairs of neighbouring Han characters."""

from __future__ import annotations

from operator import add

from newsclean.patterns import compiled

_HAN = "[㐀-䶿一-鿿豈-﫿]+"


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring Han characters of a text, signs and other letters left out."""
    han = "".join(compiled(_HAN).findall(text))
    return set(map(add, han, han[1:]))


def shares_words(line: str, text: str, share: float = 0.45) -> bool:
    """Whether so much of what a line says (pairs of characters) stands in a text, too."""
    own = bigrams(line)
    found = enumerate(filter(text.__contains__, own), 1)  # no more than are enough
    return len(own) >= _PAIRS and any(count / len(own) >= share for count, _ in found)


def shared(line: str, text: str) -> float:
    """How much of what a line says (pairs of characters) stands in a text; 0 where it says too little."""
    own = bigrams(line)
    return sum(map(text.__contains__, own)) / len(own) if len(own) >= _PAIRS else 0.0


# Fewer pairs are a section's name, or a person's.
_PAIRS = 3

#: A line that says so much of what the text says is the text's own, whatever it asks for.
SPOKEN = 0.5
