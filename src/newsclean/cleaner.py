"""A cleaner: options that were checked once, for the many texts of a data set.

:meth:`Cleaner.text` gives what a data set keeps of a text. A :class:`~newsclean.Document` holds every
line and every change besides; sent between processes it has three to four times the bytes of its text.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from newsclean import pipeline
from newsclean.document import Document, Metadata, script_of
from newsclean.errors import NewscleanError, OptionsError
from newsclean.options import Options, one_of
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: What can become of a text, in :attr:`Cleaned.reason`.
REASONS = ("unchanged", "changed", "empty", "stripped", "failed")


class Cleaned(NamedTuple):
    """What a data set keeps of one text.

    :param text: the clean text; ``None`` if it could not be cleaned.
    :param reason: one of :data:`REASONS`: ``empty`` where nothing but blanks was given, ``stripped`` where
        nothing that was given belongs to an article, ``failed`` where there is an error.
    :param encoding: in which the bytes were; ``unicode`` for ``str``.
    :param conversion: name of the OpenCC configuration that was applied, or ``None``.
    :param repairs: number of repairs by rule.
    :param removals: number of removed lines and parts of lines by role.
    :param warnings: what was seen and left alone, one short sentence each.
    :param error: why the text could not be cleaned, one line; ``None`` if it was.
    """

    text: str | None
    reason: str
    metadata: Metadata = Metadata()
    encoding: str = ""
    conversion: str | None = None
    repairs: Mapping[str, int] = {}
    removals: Mapping[str, int] = {}
    warnings: tuple[str, ...] = ()
    error: str | None = None

    @property
    def title(self) -> str | None:
        """The title of the article, if one was found."""
        return self.metadata.title

    @property
    def script(self) -> str:
        """The script of ``text``, looked for when asked for: ``Hans``, ``Hant``, ``mixed`` or ``other``."""
        return "" if self.text is None else script_of(self.text).name


class Cleaner:
    """Cleans texts with one set of options; frozen, and the same in threads and in other processes.

    >>> cleaner = Cleaner(to="zh-Hant")
    >>> cleaner.text("头发").text
    '頭髮'

    :param options: how; or as keywords, with the names of :class:`newsclean.Options`.
    :raises OptionsError: an option has a value it cannot have, or names a file that cannot be used.
    """

    __slots__ = ("options",)
    options: Options

    def __init__(self, options: Options | None = None, **values: Any) -> None:
        if options is not None and values:
            raise OptionsError("options are given as one value or by their names, not both")
        if options is None:
            unknown = sorted(set(values) - set(Options._fields))
            if unknown:
                one_of("options", unknown[0], Options._fields)
            options = Options(**values)
        if not isinstance(options, Options):
            raise OptionsError(f"options: expected newsclean.Options, got {type(options).__name__}")
        check(options)
        object.__setattr__(self, "options", options)

    def document(self, data: bytes | str | None, *, path: str | None = None) -> Document | None:
        """Clean one text and keep all that is known of it; ``None`` stays ``None``.

        :param path: a name for the input, used in errors and in the document.
        :raises DecodeError: the bytes are not text in the encoding given or found.
        :raises OptionsError: what is given is no text.
        """
        if not isinstance(data, (str, bytes)):
            if data is None:
                return None
            data = _bytes(data)
        return pipeline.clean(data, self.options, path)

    def text(self, data: bytes | str | None) -> Cleaned | None:
        """Clean one text; ``None`` stays ``None``.

        :raises DecodeError: the bytes are not text in the encoding given or found.
        :raises OptionsError: what is given is no text.
        """
        document = self.document(data)
        return None if document is None else slim(document, data)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Cleaner cannot be changed: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a Cleaner cannot be changed: {name}")

    def __reduce__(self) -> tuple[object, ...]:
        return Cleaner, (self.options,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cleaner) and self.options == other.options

    def __hash__(self) -> int:
        return hash((Cleaner, self.options))

    def __repr__(self) -> str:
        default = Options()
        given = [
            f"{name}={value!r}"
            for name, value, usual in zip(Options._fields, self.options, default, strict=True)
            if value != usual
        ]
        return f"Cleaner({', '.join(given)})"


def attempt(cleaner: Cleaner, data: bytes | str | None) -> Cleaned | None:
    """The same as :meth:`Cleaner.text`, with an error as a result."""
    try:
        return cleaner.text(data)
    except NewscleanError as error:
        return failed(str(error))


def failed(error: str) -> Cleaned:
    """What is said of a text that could not be cleaned."""
    return Cleaned(None, "failed", error=error)


def slim(document: Document, given: object) -> Cleaned:
    """What a data set keeps of a document.

    :param given: what it was made from; text that storage had left NULs in is changed, too.
    """
    before = given if isinstance(given, str) and document.input == "text" else document.source
    if document.text == before:
        reason = "unchanged" if document.text.strip() else "empty"
    elif document.text.strip():
        reason = "changed"
    else:
        reason = "stripped" if document.source.strip() else "empty"
    return Cleaned(
        text=document.text,
        reason=reason,
        metadata=document.metadata,
        encoding=document.encoding.encoding,
        conversion=document.conversion,
        repairs=dict(Counter([edit.rule for edit in document.repairs])) if document.repairs else {},
        removals=document.removed,
        warnings=document.warnings,
    )


def _bytes(data: object) -> bytes:
    """The bytes of a buffer.

    :raises OptionsError: it is none.
    """
    if isinstance(data, (bytearray, memoryview)):
        return bytes(data)
    missing = isinstance(data, float) and math.isnan(data)
    kind = "nan, a missing value: give None instead" if missing else type(data).__name__
    raise OptionsError(f"text: expected str, bytes or None, got {kind}")


def check(options: Options) -> None:
    """Check what options name: rules, dictionaries, encodings, files.

    :raises OptionsError: something is unknown, or a file cannot be used.
    """
    if options.rules:
        from newsclean.structure import load_rules

        for path in options.rules:
            load_rules(path)
    if options.dict:
        from newsclean.convert.user_dictionary import read_words

        read_words(options.dict)
    if options.skip_rule:
        from newsclean.repair import RULES

        for rule in options.skip_rule:
            one_of("skip_rule", rule, sorted(RULES))
    if options.encoding not in ("auto", "utf-8"):
        from newsclean.decode.names import resolve

        for part in options.encoding.split("+"):
            resolve(part)
