"""Values: text, and named tuples.

They do without ``typing``, which takes 5 ms of start-up, and 0.2 ms for each class that it makes.

For type checkers this is :class:`typing.NamedTuple`; at run time it has the same syntax and makes the same
kind of classes. :func:`collections.namedtuple` compiles a function for each, which is most of its time; here
one for each number of fields is compiled, and the classes share the other methods.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take the name for true
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from _collections import _tuplegetter  # as collections does, which has another way without it
    from functools import cache

    @cache
    def _constructor(size):
        """The function that makes a named tuple of so many fields, under names that are no names."""
        names = "".join([f"_{i}, " for i in range(size)])
        return eval(f"lambda _cls, {names}: _tuple_new(_cls, ({names}))", {"_tuple_new": tuple.__new__})

    @classmethod
    def _make(cls, iterable):
        """Make a new object from a sequence or iterable."""
        result = tuple.__new__(cls, iterable)
        if len(result) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(result)}")
        return result

    def _replace(self, /, **changes):
        """Return a new object with new values in the fields that are named."""
        result = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise ValueError(f"Got unexpected field names: {list(changes)!r}")
        return result

    def _repr(self):
        fields = ", ".join([f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)])
        return f"{type(self).__name__}({fields})"

    def _asdict(self):
        """Return a new dict of the fields' names and values."""
        return dict(zip(self._fields, self, strict=True))

    def _getnewargs(self):
        return tuple(self)

    _METHODS = {
        "__slots__": (),
        "_make": _make,
        "_replace": _replace,
        "__replace__": _replace,
        "__repr__": _repr,
        "_asdict": _asdict,
        "__getnewargs__": _getnewargs,
    }

    class _Maker(type):
        """Makes a named tuple of a class body: fields by their annotations, defaults, methods."""

        def __new__(cls, name, _bases, body):
            fields = tuple(body.get("__annotations__", {}))
            defaults = {field: body.pop(field) for field in fields if field in body}
            template = _constructor(len(fields))
            code = template.__code__.replace(co_name="__new__", co_varnames=("_cls", *fields))
            new = type(template)(code, template.__globals__, "__new__", tuple(defaults.values()))
            getters = {field: _tuplegetter(i, None) for i, field in enumerate(fields)}
            own = {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields, "__new__": new}
            return type(name, (tuple,), _METHODS | own | getters | body)

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {"__slots__": ()})

__all__ = ["NamedTuple", "as_text"]


def as_text(given: object) -> str:
    """What is given as text.

    :raises TypeError: it is none.
    """
    if isinstance(given, str):
        return given
    raise TypeError(f"expected str, not {'None' if given is None else type(given).__name__}")
