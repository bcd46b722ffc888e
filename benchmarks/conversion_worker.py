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
    from newsclean.convert.tables import rewriter

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


ENGINES = {"newsclean": _newsclean, "opencc": _opencc, "opencc-pyo3": _opencc_pyo3, "zhconv-rs": _zhconv_rs}


def main() -> None:
    """Serve one engine: ``conversion_worker.py ENGINE SIMPLIFIED_FILE TRADITIONAL_FILE``."""
    make = ENGINES[sys.argv[1]]
    simplified, traditional = (Path(path).read_text(encoding="utf-8") for path in sys.argv[2:4])
    converters: dict[str, Convert] = {}
    for line in sys.stdin:
        name = line.strip()
        if name not in converters:
            converters[name] = make(name)
            converters[name]("头发頭髮")
        text = simplified if name.startswith("s2") else traditional
        begin = time.perf_counter()
        converters[name](text)
        print(time.perf_counter() - begin, flush=True)


if __name__ == "__main__":
    main()
