"""newsclean: clean Chinese news text.

>>> import newsclean
>>> newsclean.convert("头发", to="zh-Hant").text
'頭髮'

:func:`clean` runs all stages; :func:`detect`, :func:`repair`, :func:`read` and :func:`convert`
run one each. Parameters have the names of the command line's options. Nothing global changes,
and everything that is returned pickles.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.convert import convert
from newsclean.document import (
    Archived,
    Converted,
    Cut,
    Decision,
    Detection,
    Document,
    Inspection,
    Line,
    Metadata,
    Reading,
    Repaired,
    Script,
)
from newsclean.edits import Edit, apply, replay
from newsclean.errors import DecodeError, EncodeError, ExtraError, FileError, NewscleanError, OptionsError
from newsclean.notices import Notice
from newsclean.options import Options
from newsclean.repair import repair

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from newsclean.decode import detect
    from newsclean.structure import read

__version__ = "0.1.0"

__all__ = [
    "Archived",
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
    "convert",
    "detect",
    "inspect",
    "read",
    "repair",
    "replay",
]


def clean(
    data: bytes | str,
    *,
    path: str | None = None,
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
    explain: bool = False,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    rules: Sequence[str] = (),
    careful: bool = False,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
) -> Document:
    """Clean one text.

    :param data: the bytes of a file, or text that is already decoded.
    :param path: a name for the input, used in errors and in the document.
    :param input: ``text``, ``html`` for a web page, or ``auto`` to find out.
    :param encoding: the input's encoding, or ``auto``; not looked at for ``str``.
    :param errors: ``strict``, or ``replace`` to turn undecodable bytes into U+FFFD.
    :param mixed: whether lines may be in two encodings, UTF-8 and GBK or Big5.
    :param skip_rule: rules of the repair that do not run (docs/repair.md lists them).
    :param guess: fill characters that a wrong decoding lost with the likeliest ones.
    :param narrow: turn full-width letters and digits into ASCII; this changes clean text.
    :param punctuation: turn ASCII punctuation between Han characters into full-width punctuation;
        this changes clean text.
    :param to: ``keep``, ``zh-Hans``, ``zh-Hant``, ``zh-TW``, ``zh-HK``, or the name of an
        OpenCC configuration such as ``s2twp``.
    :param engine: ``newsclean`` or ``opencc-python``.
    :param phrases: for a BCP 47 target, take its region's vocabulary too (软件 becomes 軟體).
    :param protect: regular expressions for what the conversion must leave as it is; addresses,
        file paths and Markdown code always stay.
    :param keep_word: words that the conversion must leave as they are.
    :param dict: files of words with what they become, in OpenCC's format; they go before OpenCC's.
    :param quotes: ``keep``, or ``target`` for the target's quotation marks.
    :param explain: work out the decisions of the conversion too (``Document.decisions``).
    :param keep: roles to keep beside the article's own (see :data:`newsclean.document.ROLES`).
    :param drop: roles to drop although they are the article's.
    :param rules: files of line rules beside the built-in ones (docs/strip.md).
    :param careful: keep lines that may be the article's, and more of the page with them.
    :param only: run only these stages: ``repair``, ``strip``, ``convert``.
    :param skip: leave out these stages.
    :raises DecodeError: the bytes are not text in that encoding; names the byte offset.
    :raises ExtraError: they are a web page, and what reads one is not installed.
    :raises OptionsError: an option has a value it cannot have.
    """
    options = Options(
        input=input,
        encoding=encoding,
        errors=errors,
        mixed=mixed,
        skip_rule=_names(skip_rule),
        guess=guess,
        narrow=narrow,
        punctuation=punctuation,
        to=to,
        engine=engine,
        phrases=phrases,
        protect=_names(protect),
        keep_word=_names(keep_word),
        dict=_names(dict),
        quotes=quotes,
        explain=explain,
        keep=_names(keep),
        drop=_names(drop),
        rules=_names(rules),
        careful=careful,
        only=_names(only),
        skip=_names(skip),
    )
    from newsclean import pipeline

    return pipeline.clean(data, options, path)


def inspect(data: bytes, *, path: str | None = None, encoding: str = "auto") -> Inspection:
    """Say what is known of the bytes without changing anything.

    :raises DecodeError: the bytes are not text in the encoding given or found.
    """
    from newsclean import pipeline

    return pipeline.inspect(data, Options(encoding=encoding), path)


def __getattr__(name: str) -> Any:
    # Half of the time of importing newsclean would be for these, and who converts needs neither.
    if name == "detect":
        from newsclean.decode import detect

        return detect
    if name == "read":
        from newsclean.structure import read

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _names(value: Sequence[str]) -> tuple[str, ...]:
    """A lone name is a list of one: ``keep="editor"`` does not mean six letters."""
    return (value,) if isinstance(value, str) else tuple(value)
