"""Runs in the environment of one engine: converts a file's text as often as it is told, and says how long.

Standard input has a configuration a line; standard output has the seconds that it took, a line each.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

Convert = Callable[[str], str]


def _newsclean(configuration: str) -> Convert:
    """All that ``--to`` does: find the script, decide, protect, convert, and see that it is done."""
    from newsclean.convert import convert

    return lambda text: convert(text, configuration).text


def _rewriter(configuration: str) -> Convert:
    """The table alone."""
    from newsclean.convert.engine.tables import rewriter

    return rewriter(configuration)


def _opencc(configuration: str) -> Convert:
    import opencc

    convert: Convert = opencc.OpenCC(configuration).convert
    return convert


def _opencc_pyo3(configuration: str) -> Convert:
    import opencc_pyo3  # type: ignore[import-not-found, unused-ignore]

    convert: Convert = opencc_pyo3.OpenCC(configuration).convert
    return convert


def _zhconv_rs(configuration: str) -> Convert:
    import zhconv_rs  # type: ignore[import-not-found, unused-ignore]

    # It knows targets only: MediaWiki's. Taiwan's words are always part of zh-tw.
    target = {"s2t": "zh-hant", "t2s": "zh-hans", "s2tw": "zh-tw", "s2twp": "zh-tw"}[configuration]
    return lambda text: zhconv_rs.zhconv(text, target)


ENGINES = {
    "newsclean": _newsclean,
    "rewriter": _rewriter,
    "opencc": _opencc,
    "opencc-pyo3": _opencc_pyo3,
    "zhconv-rs": _zhconv_rs,
}


def main() -> None:
    """Serve one engine: ``conversion_worker.py ENGINE SIMPLIFIED_FILE TRADITIONAL_FILE long|articles``."""
    make = ENGINES[sys.argv[1]]
    simplified, traditional = (Path(path).read_text(encoding="utf-8") for path in sys.argv[2:4])
    short = sys.argv[4] == "articles"
    converters: dict[str, Convert] = {}
    for line in sys.stdin:
        name = line.strip()
        if name not in converters:
            converters[name] = make(name)
            converters[name]("头发頭髮")
        text = simplified if name.startswith("s2") else traditional
        texts = _articles(text) if short else [text]
        begin = time.perf_counter()
        for text in texts:
            converters[name](text)
        print(time.perf_counter() - begin, flush=True)


def _articles(text: str) -> list[str]:
    """The text cut at line ends into articles of 1,350 characters, 4 KB, or a little more."""
    articles = []
    at = 0
    while at < len(text):
        end = text.find("\n", at + 1350) + 1 or len(text)
        articles.append(text[at:end])
        at = end
    return articles


if __name__ == "__main__":
    main()
