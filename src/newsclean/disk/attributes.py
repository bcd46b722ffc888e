"""What a file has beside its bytes: owner, permissions, access control lists, extended attributes."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator

# Signatures of the content that the kernel makes: they would be false for new content.
_OF_CONTENT = ("security.ima", "security.evm")

_ABSENT = (errno.ENODATA, errno.ENOTSUP, errno.EOPNOTSUPP)


class LostError(OSError):
    """An attribute of a file cannot be given to the one that replaces it."""


def keep(old: int, new: int) -> None:
    """Give a new file what an old one has; who could not read or write that one cannot do so now.

    :param old: a descriptor of the old file; ``new``: of the new one, which only its owner may use so far.
    :raises LostError: something cannot be kept.
    """
    state = os.fstat(old)
    made = os.fstat(new)
    if hasattr(os, "fchown") and (state.st_uid, state.st_gid) != (made.st_uid, made.st_gid):
        try:
            os.fchown(new, state.st_uid, state.st_gid)
        except PermissionError as error:
            raise LostError(
                error.errno, f"its owner and group, {state.st_uid}:{state.st_gid}, would be lost"
            ) from None
    # The list of access first: permissions are a part of it, and are set last.
    _keep_extended(old, new)
    if hasattr(os, "fchmod"):
        os.fchmod(new, stat.S_IMODE(state.st_mode))


def _keep_extended(old: int, new: int) -> None:
    if not hasattr(os, "listxattr"):
        return
    wanted, there = _extended(old), _extended(new)
    for name in there.keys() - wanted.keys():  # a directory's default list, for example
        with _named(name):
            os.removexattr(new, name)
    for name, value in wanted.items():
        if there.get(name) != value:
            with _named(name):
                os.setxattr(new, name, value)


def _extended(handle: int) -> dict[str, bytes]:
    try:
        names = os.listxattr(handle)
    except OSError as error:
        if error.errno in _ABSENT:
            return {}
        raise
    found = {}
    for name in names:
        if name not in _OF_CONTENT:
            with _named(name):
                found[name] = os.getxattr(handle, name)
    return found


@contextlib.contextmanager
def _named(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LostError(error.errno, f"its attribute {name} would be lost") from None
