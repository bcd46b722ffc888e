"""How the time that a step takes grows with what it is given: what is worse than linear must not pass."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

# A busy machine slows one run or another down; what grows with the square of the text is slow every time.
_ATTEMPTS = 5


def assert_linear(
    step: Callable[[str], object], made: Callable[[int], str], size: int, *, times: int = 8
) -> None:
    """Check that a step takes time in proportion to the length of what it is given.

    Three times of that are allowed, for noise: what is quadratic takes ``times`` times of it.

    :param made: makes what it is given, of about so many characters.
    """

    def seconds(size: int) -> float:
        given = made(size)
        # How long a collection takes, and when it comes, depends on all that the process has loaded.
        gc.disable()
        try:
            begin = process_time()
            step(given)
            return process_time() - begin
        finally:
            gc.enable()

    seconds(size)  # what is loaded or compiled once is no growth
    taken = []
    for _ in range(_ATTEMPTS):
        short, long = seconds(size), seconds(times * size)
        if long <= 3 * times * short + 0.02:
            return
        taken.append(f"{short:.3f} s, {long:.3f} s")
    raise AssertionError(f"{size} and {times * size} characters took: {'; '.join(taken)}")
