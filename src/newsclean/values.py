"""Named tuples without ``typing``, which takes 5 ms of start-up, and 0.2 ms for each class that it makes.

For type checkers this is :class:`typing.NamedTuple`; at run time it has the same syntax and makes the same
classes, by :func:`collections.namedtuple`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take the name for true
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    class _Maker(type):
        """Makes a named tuple of a class body: fields by their annotations, defaults, methods."""

        def __new__(cls, name, _bases, body):
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for key, value in body.items():
                if key not in fields and key != "__module__":
                    setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {"__slots__": ()})

__all__ = ["NamedTuple"]
