"""Where what can be made again is kept: the folder of this user's caches."""

from __future__ import annotations

import os
import stat
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


def open_own(path: str | os.PathLike[str], flags: int) -> int | None:
    """A descriptor of a regular file of this user, or ``None`` if it is anything else.

    Nothing is waited for and no link is followed: whoever can write in the folder could have put one there.

    :param flags: of :func:`os.open`; a file that is made is for this user alone.
    :raises OSError: it is not there, or cannot be opened.
    """
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = os.open(path, flags, 0o600)
    state = os.fstat(handle)
    own = not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
    if own and stat.S_ISREG(state.st_mode):
        return handle
    os.close(handle)
    return None
