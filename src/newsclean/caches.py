"""Where what can be made again is kept: the folder of this user's caches."""

from __future__ import annotations

import os
import sys


def folder() -> str | None:
    """Where this user's caches lie on this platform, or ``None`` where there is no such place."""
    if os.environ.get("XDG_CACHE_HOME"):
        base = os.environ["XDG_CACHE_HOME"]
    elif sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.path.expanduser("~/.cache")
    # XDG_CACHE_HOME must be absolute by its specification; "~" stays where there is no home.
    return os.path.join(base, "newsclean") if os.path.isabs(base) else None
