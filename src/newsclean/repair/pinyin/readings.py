"""A reading of torn text: complete (:class:`Stretch`), or under way in the beam search (:class:`State`)."""

from __future__ import annotations

from newsclean.values import NamedTuple


class Stretch(NamedTuple):
    """One way to read a torn stretch.

    :param end: where the damaged text is in step again.
    :param text: what it was up to there.
    :param eaten: what comes back of an ASCII character that was eaten behind it.
    :param horizon: up to where the readings of one search are compared.
    :param cost: −ln P in nats up to the horizon.
    :param invented: how many bytes were searched and not seen, of characters that left a trace.
    :param dropped: how many private-use characters it has that were dropped without one.
    """

    end: int
    text: str
    eaten: str
    horizon: int
    cost: float
    invented: int
    dropped: int


class State(NamedTuple):
    """A reading under way.

    :param cost: −ln P so far, in nats.
    :param pending: what the true byte can be that waits for its partner: one, or some of which one is true.
    :param text: what was read of the stretch so far.
    :param last: the last characters of the true text, those before the stretch to begin with.
    :param invented: how many bytes were searched and not seen.
    :param dropped: how many private-use characters were searched that the text has no trace of.
    """

    cost: float
    pending: bytes
    text: str
    last: str
    invented: int = 0
    dropped: int = 0

    def waiting(self, pending: bytes, cost: float = 0.0, invented: int = 0, dropped: int = 0) -> State:
        """The state with another pending byte, and with more that was searched to get there."""
        invented, dropped = self.invented + invented, self.dropped + dropped
        return State(self.cost + cost, pending, self.text, self.last, invented, dropped)
