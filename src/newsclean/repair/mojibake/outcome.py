"""What became of a run that was looked at."""

from __future__ import annotations

from newsclean.edits import Edit
from newsclean.values import NamedTuple


class Outcome(NamedTuple):
    """What became of a run.

    :param edits: with offsets in the run.
    :param left: first and last offset of damage that is left, with the rule of the pair that explains it, or
        nothing.
    :param doubts: where a reading may be wrong, and why.
    :param damaged: what of the run is damage that is left.
    """

    edits: tuple[Edit, ...] = ()
    left: tuple[tuple[int, int, str], ...] = ()
    doubts: tuple[tuple[int, str], ...] = ()
    damaged: tuple[str, ...] = ()

    @classmethod
    def all_left(cls, run: str, rule: str, start: int = 0) -> Outcome:
        """That a run is damaged and left.

        :param start: where the damage begins.
        """
        return cls(left=((start, len(run), rule),), damaged=(run,))

    @property
    def margin(self) -> float:
        """The least margin of the edits, in nats; below nothing without any."""
        return min((edit.margin or 0.0 for edit in self.edits), default=-1.0)

    @property
    def rules(self) -> set[str]:
        """The rules of the pairs that the edits undo."""
        return {edit.rule.split("+")[0] for edit in self.edits}

    @property
    def filled(self) -> tuple[Edit, ...]:
        """The edits that put in lost characters."""
        return tuple(edit for edit in self.edits if edit.rule.endswith(("+filled", "+guess")))
