"""What the tests of conversion share."""

from functools import cache

import pytest

from newsclean.convert import choices
from newsclean.convert.engine import tables
from newsclean.convert.opencc import dictionaries


@pytest.fixture(scope="session", autouse=True)
def read_once():
    """Dictionaries are read and folded once for all tests: that takes seconds, and nobody changes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dictionaries, "read_dictionary", cache(dictionaries.read_dictionary))
        entries = cache(tables.entries)
        patch.setattr(tables, "entries", entries)
        patch.setattr(choices, "entries", entries)
        yield
