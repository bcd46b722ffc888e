"""The words of the review page in each language, and what the rules mean; read from ``data/report``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from newsclean import data_files
from newsclean.language import LANGUAGES
from newsclean.limited import parse_toml


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """By kind (``page``, ``roles``, ``rules`` …) and key, a text for each language."""
    return parse_toml(text("words.toml"), "words.toml")


def text(name: str) -> str:
    """A file of ``data/report``: templates, the style, the program, the words."""
    return Path(data_files.place("report", name)).read_text(encoding="utf-8")


@lru_cache(maxsize=4096)
def in_each_language(message: str) -> dict[str, str]:
    """A message that was made in English, as the page shows it in each language."""
    from newsclean.language.catalogue import load

    return {tag: message if tag == LANGUAGES[0] else load(tag).text(message) for tag in LANGUAGES}


def explained(stage: str, rule: str, language: str) -> str:
    """What a rule of repair means, in a sentence; what is not in the table is named."""
    known = words()["rules"]
    sentences = []
    for name in rule.split("+"):
        true, middle, read_as = name.partition("-as-")
        found = known["wrong-decoding" if middle else name] if middle or name in known else None
        sentences.append(
            found[language].replace("{true}", true).replace("{as}", read_as) if found else f"{stage}: {name}"
        )
    return " ".join(sentences)
