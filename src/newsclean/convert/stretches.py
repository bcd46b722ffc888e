"""What was taken out of a text, so that a step of a conversion leaves it alone."""

from __future__ import annotations

#: A stretch, and what comes back in its place.
Pair = tuple[str, str]


class Stretches(list[Pair]):
    """What was taken out of a text, in order, each stretch with what comes back in its place."""

    def change(self) -> bool:
        """Whether something else comes back for any of them."""
        return any(before != after for before, after in self)

    @property
    def even(self) -> bool:
        """Whether what comes back is as long as what was taken out, in each place."""
        return all(len(before) == len(after) for before, after in self)

    def back(self, masked: str, mark: str) -> str:
        """The text with what comes back in the place of each mark."""
        pieces = [""] * (2 * len(self) + 1)
        pieces[::2] = masked.split(mark)
        pieces[1::2] = [after for _, after in self]
        return "".join(pieces)
