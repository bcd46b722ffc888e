"""Names of conversions beside OpenCC's own."""

from __future__ import annotations

#: Behind a configuration's name: with newsclean's own words and word borders worked into it.
WORDS = "-words"

#: Words of the caller's dictionaries.
DICTIONARY = "dict"

#: Characters that only Japanese has, in a Chinese text.
KANJI = "kanji"

#: Before the name of a standard of Traditional: its forms of characters.
STANDARD = "standard"
