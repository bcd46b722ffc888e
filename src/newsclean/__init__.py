"""newsclean: clean Chinese news text.

>>> import newsclean
>>> newsclean.convert("头发", to="zh-Hant").text
'頭髮'

:func:`clean` runs all stages; :func:`detect`, :func:`repair`, :func:`read` and :func:`convert`
run one stage each; :class:`Cleaner` and :func:`clean_many` are for many texts. Parameters have the names of
the command-line options. No call changes global state, and everything that is returned can be pickled.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module

from newsclean import document as _document
from newsclean.convert import convert as _convert
from newsclean.document import (
    Archived,
    Converted,
    Cut,
    Decision,
    Detection,
    Document,
    Line,
    Metadata,
    Reading,
    Repaired,
    Script,
)
from newsclean.edits import Edit, apply, replay
from newsclean.errors import (
    DecodeError,
    EncodeError,
    ExtraError,
    FileError,
    NewscleanError,
    OptionsError,
    why,
)
from newsclean.inspection import Inspection
from newsclean.notices import Notice
from newsclean.options import LISTS, Options
from newsclean.repair import repair as _repair
from newsclean.values import as_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any, TypeAlias

    Content: TypeAlias = bytes | str | bytearray | memoryview | os.PathLike[str] | IO[bytes] | IO[str]

    from newsclean.cleaner import Cleaned, Cleaner
    from newsclean.decode import detect
    from newsclean.many import clean_many
    from newsclean.structure import read

    __version__: str

__all__ = [
    "Archived",
    "Cleaned",
    "Cleaner",
    "Converted",
    "Cut",
    "Decision",
    "DecodeError",
    "Detection",
    "Document",
    "Edit",
    "EncodeError",
    "ExtraError",
    "FileError",
    "Inspection",
    "Line",
    "Metadata",
    "NewscleanError",
    "Notice",
    "Options",
    "OptionsError",
    "Reading",
    "Repaired",
    "Script",
    "__version__",
    "apply",
    "clean",
    "clean_many",
    "convert",
    "detect",
    "inspect",
    "read",
    "repair",
    "replay",
]


def clean(
    data: Content,
    *,
    path: str | os.PathLike[str] | None = None,
    input: str = "auto",
    encoding: str = "auto",
    errors: str = "strict",
    mixed: bool = True,
    skip_rule: Sequence[str] = (),
    guess: bool = False,
    narrow: bool = False,
    punctuation: bool = False,
    to: str = "keep",
    engine: str = "newsclean",
    phrases: bool = False,
    protect: Sequence[str] = (),
    keep_word: Sequence[str] = (),
    dict: Sequence[str] = (),
    quotes: str = "keep",
    usage: str = "region",
    explain: bool = False,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    rules: Sequence[str] = (),
    careful: bool = False,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    pragmas: bool = True,
) -> Document:
    """Clean one text.

    :param data: the bytes of a file, or text that is already decoded; or a path (``pathlib.Path``, never a
        string) or an open file, which is read to its end.
    :param path: a name for the input, used in errors and in the document.
    :param input: and all that follow: see :class:`Options`.
    :raises DecodeError: the bytes are not text in that encoding; the message gives the byte offset.
    :raises ExtraError: the input is a web page, and the extra ``web`` is not installed.
    :raises OptionsError: an option has an invalid value.
    :raises FileError: the path cannot be read.
    :raises TypeError: ``data`` is none of these, for example ``None`` or the NaN of a column.
    """
    content, name = _content(data, path)
    options = _options(locals())
    from newsclean import pipeline

    return pipeline.clean(content, options, name)


def _options(given: Mapping[str, Any]) -> Options:
    """The options among the parameters of a function, which have the same names; all is checked here.

    A lone name is a list of one: ``keep="editor"`` does not mean six letters.
    """
    values = tuple((key, _plain(key, given[key])) for key in Options._fields if key in given)
    try:
        return _checked(values)
    except TypeError:  # it has no hash, and is nothing that an option can be
        return Options(**dict(values))


def _plain(key: str, value: Any) -> Any:
    if key not in LISTS or isinstance(value, bytes):
        return value
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, Iterable) else value


@lru_cache(maxsize=64)  # to check them takes as long as to repair a short text
def _checked(values: tuple[tuple[str, Any], ...]) -> Options:
    return Options(**dict(values))


def inspect(
    data: Content, *, path: str | os.PathLike[str] | None = None, encoding: str = "auto"
) -> Inspection:
    """Inspect bytes, as ``newsclean detect`` does, without changing anything.

    :param data: the bytes of a file; or a path (``pathlib.Path``) or a file that was opened for bytes.
    :raises DecodeError: the bytes are not text in the given or detected encoding.
    :raises FileError: the path cannot be read.
    :raises TypeError: ``data`` is none of these.
    """
    from newsclean import pipeline

    content, name = _content(data, path)
    if isinstance(content, str):
        raise TypeError("inspect() looks at bytes, not at text that is already decoded")
    return pipeline.inspect(content, Options(encoding=encoding), name)


def repair(
    text: str,
    *,
    skip_rule: Sequence[str] = (),
    guess: bool = False,
    narrow: bool = False,
    punctuation: bool = False,
    skip_rules: Sequence[str] | None = None,
) -> Repaired:
    """Repair a text. Clean text and repaired text come back unchanged.

    The parameters are those of :func:`clean`; ``skip_rules`` is the old name of ``skip_rule``.

    :returns: the repaired text, the edits that made it (offsets in the given text), warnings and notes.
    :raises OptionsError: ``skip_rule`` contains an unknown name.
    :raises TypeError: ``text`` is not a ``str``.
    """
    skip_rule = _renamed("skip_rules", skip_rules, "skip_rule", skip_rule)
    skip = _options(locals()).skip_rule
    return _repair(as_text(text), skip_rules=skip, guess=guess, narrow=narrow, punctuation=punctuation)


def convert(
    text: str,
    to: str,
    engine: str = "newsclean",
    *,
    phrases: bool = False,
    protect: Sequence[str] = (),
    keep_word: Sequence[str] = (),
    dict: Sequence[str] = (),
    quotes: str = "keep",
    usage: str = "region",
    explain: bool = False,
    keep: Sequence[str] | None = None,
) -> Converted:
    r"""Convert a text to a script.

    With a ``zh-…`` target, text that is already in it stays, and converting twice is the same as converting
    once. The name of an OpenCC configuration converts all of the text, exactly as OpenCC does.

    The parameters are those of :func:`clean`; ``keep`` is the old name of ``keep_word``. Line ends stay: no
    ``\n`` or ``\r`` is added, removed or changed.

    :returns: the text, and the configuration that was applied, or ``None`` if nothing changed.
    :raises OptionsError: the target or the engine is unknown, or an option has an invalid value.
    :raises FileError: a dictionary cannot be read.
    :raises TypeError: ``text`` is not a ``str``.
    """
    keep_word, keep = _renamed("keep", keep, "keep_word", keep_word), ()
    options = _options(locals())
    return _convert(
        as_text(text),
        options.to,
        engine,
        phrases=phrases,
        protect=options.protect,
        keep=options.keep_word,
        dict=options.dict,
        quotes=quotes,
        usage=usage,
        explain=explain,
    )


def _renamed(old: str, given: Sequence[str] | None, new: str, value: Sequence[str]) -> Sequence[str]:
    """The value of a parameter that had another name."""
    if given is None:
        return value
    from warnings import warn

    warn(f"{old!r} is now {new!r}", DeprecationWarning, stacklevel=3)
    return given


def _content(data: object, path: str | os.PathLike[str] | None) -> tuple[bytes | str, str | None]:
    """The bytes or the text that a caller means, and the name of where they come from.

    :raises TypeError: it is nothing that can be read.
    """
    name = None if path is None else os.fspath(path)
    if isinstance(data, (bytes, str)):
        return data, name
    if isinstance(data, (bytearray, memoryview)):
        return bytes(data), name
    if isinstance(data, os.PathLike):
        name = os.fspath(data) if name is None else name
        try:
            with open(data, "rb") as file:
                return file.read(), name
        except (OSError, ValueError) as error:
            raise FileError(f"cannot read: {why(error)}", path=name) from error
    read = getattr(data, "read", None)
    content = read() if callable(read) else None
    if not isinstance(content, (bytes, str)):
        kind = "None" if data is None else type(data).__name__
        raise TypeError(f"expected bytes, str, a pathlib.Path or an open file, not {kind}")
    own = getattr(data, "name", None)
    return content, own if name is None and isinstance(own, str) else name


def _lazily(module: str, name: str) -> Callable[..., Any]:
    """A function of a module that is loaded when the function is called."""

    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(import_module(module), name)(*arguments, **named)

    return call


_document.views.update(
    record=_lazily("newsclean.emit.record", "document_record"),
    json=_lazily("newsclean.emit.record", "document_json"),
    cell=_lazily("newsclean.report.cell", "cell"),
    script=_lazily("newsclean.convert.script", "detect_script"),
)


# Half of the time of importing newsclean would be for these, and who converts needs none of them.
_LATER = {
    "Cleaned": "newsclean.cleaner",
    "Cleaner": "newsclean.cleaner",
    "clean_many": "newsclean.many",
    "detect": "newsclean.decode",
    "read": "newsclean.structure",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from newsclean.installed import version

        return version()
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
