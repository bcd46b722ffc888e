"""What the tests of conversion share."""

import time
from functools import cache

import pytest

from newsclean.convert import choices, dictionaries, tables


@pytest.fixture(scope="session", autouse=True)
def read_once():
    """Dictionaries are read and folded once for all tests: that takes seconds, and nobody changes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dictionaries, "read_dictionary", cache(dictionaries.read_dictionary))
        entries = cache(tables.entries)
        patch.setattr(tables, "entries", entries)
        patch.setattr(choices, "entries", entries)
        yield


@pytest.fixture
def assert_linear():
    """Check that a step takes time in proportion to the length of what it is given."""

    def check(step, made, length=4_000):
        def seconds(length):
            given = made(length)
            begin = time.process_time()
            step(given)
            return time.process_time() - begin

        short = min(seconds(length) for _ in range(3))
        # Ten times as long; quadratic time would be 100 times as much.
        assert seconds(10 * length) < 40 * short + 0.1

    return check
