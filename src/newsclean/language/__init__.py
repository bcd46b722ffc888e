"""The language of messages: English, or Chinese from a catalogue that is loaded only when it is asked for.

What is written below the command line stays English: errors, warnings and summaries are made in English, and
are said in another language where they are shown. So nothing that a program reads changes with the language,
and no stage knows of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from newsclean.errors import OptionsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.language.catalogue import Catalogue

#: The languages, BCP 47; the first needs no catalogue.
LANGUAGES = ("en", "zh-Hans", "zh-Hant")

#: Other names of them, in small letters and with hyphens.
_NAMES = {
    **dict.fromkeys(("zh", "zh-cn", "zh-sg", "zh-my", "zh-hans-cn", "zh-hans-sg", "zh-hans"), "zh-Hans"),
    **dict.fromkeys(("zh-tw", "zh-hk", "zh-mo", "zh-hant-tw", "zh-hant-hk", "zh-hant"), "zh-Hant"),
    **dict.fromkeys(("c", "posix", "en", "en-us", "en-gb"), "en"),
}

_catalogue: Catalogue | None = None
_language = LANGUAGES[0]


def named(name: str) -> str:
    """The language that a name stands for: a BCP 47 tag or a locale, in any case.

    :raises OptionsError: there are no messages in it.
    """
    language = _known(name)
    if language is None:
        raise OptionsError(f"--lang: unknown language {name!r}; choose from {', '.join(LANGUAGES)}")
    return language


def of_environment(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for, as gettext reads it.

    LC_ALL, LC_MESSAGES and LANG name a locale, the first that is set; LANGUAGE is a list that beats it, but
    not where the locale is C.
    """
    get = environment.get
    locale = get("LC_ALL") or get("LC_MESSAGES") or get("LANG") or ""
    wished = get("LANGUAGE") or ""
    if not wished and not locale.startswith("zh"):
        return "en"
    if locale.partition(".")[0] in ("C", "POSIX"):
        return "en"
    for name in (*wished.split(":"), locale):
        if name and (language := _known(name)):
            return language
    return "en"


def use(language: str) -> None:
    """Say messages in a language from now on.

    :param language: one of :data:`LANGUAGES`.
    """
    global _catalogue, _language  # noqa: PLW0603 - the command line speaks one language
    _language = language
    if language == LANGUAGES[0]:
        _catalogue = None
        return
    from newsclean.language.catalogue import load

    _catalogue = load(language)


def language() -> str:
    """The language in use."""
    return _language


def is_english() -> bool:
    """Whether messages are said as they are made."""
    return _catalogue is None


def say(message: str, **values: object) -> str:
    """A message in the language in use.

    :param message: English, with ``{name}`` for each of the values.
    """
    text = message if _catalogue is None else _catalogue.message(message)
    return text.format(**values) if values else text


def said(text: str) -> str:
    """A text that was made in English, in the language in use; what is not in the catalogue stays."""
    return text if _catalogue is None else _catalogue.text(text)


def _known(name: str) -> str | None:
    plain = name.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    return _NAMES.get(plain) or ("en" if plain.startswith("en-") else None)
