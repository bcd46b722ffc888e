"""Packages that a plain install does not bring: loaded when needed, with one line that says what lacks."""

from __future__ import annotations

from importlib import import_module

from newsclean.errors import ExtraError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def load(module: str, extra: str, what: str) -> Any:
    """A module of a package that an extra brings.

    :param what: needs it, for the message: ``Parquet``.
    :raises ExtraError: it is not installed, or cannot be loaded; says what to install.
    """
    try:
        return import_module(module)
    except ImportError as error:
        missing = isinstance(error, ModuleNotFoundError) and error.name in (
            module,
            module.split(".", maxsplit=1)[0],
        )
        why = "" if missing else f" ({error})"
        package = module.split(".", maxsplit=1)[0]
        raise ExtraError(f"{what} needs {package}{why}: pip install 'newsclean[{extra}]'") from None
