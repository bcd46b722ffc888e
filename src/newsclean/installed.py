"""The version of newsclean that is installed, which the build took from the tag."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def version() -> str:
    """Such as ``0.2.0``, or ``0.2.0.post1.dev3+g1a2b3c4`` three commits later; ``0+unknown`` where newsclean
    is imported from a folder and installed nowhere.
    """
    from importlib import metadata  # 10 ms, and hardly anybody asks

    try:
        return metadata.version("newsclean")
    except metadata.PackageNotFoundError:
        return "0+unknown"
