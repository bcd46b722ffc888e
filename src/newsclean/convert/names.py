"""Names of conversions beside OpenCC's own."""

from __future__ import annotations

#: Behind a configuration's name: with newsclean's own words and word borders worked into it.
WORDS = "-words"
