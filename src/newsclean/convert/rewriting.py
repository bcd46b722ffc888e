"""What rewrites a part of a text, by the name of a conversion."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from newsclean.alignment import Aligned, through
from newsclean.convert import standard
from newsclean.convert.forms import kanji
from newsclean.convert.labels import DICTIONARY, JOIN, KANJI, STANDARD, recipe_of
from newsclean.convert.quotes import STYLES, change_quotes
from newsclean.document import Decision
from newsclean.options import ENGINES, one_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.convert.context import Choice
    from newsclean.convert.engine.rewriter import Match

#: What rewrites a part of a text; given a list it tells its decisions, too.
Rewrite = Callable[[str, "list[Decision] | None"], Aligned]


def rewriting(configuration: str, engine: str) -> Rewrite:
    """What does all of a configuration, loaded when it is first needed.

    :param configuration: one of OpenCC's, or several joined by ``+`` that are applied one after the other;
        also what :func:`convert` names.
    :raises OptionsError: the engine is unknown, or does not have the configuration.
    """
    one_of("engine", engine, ENGINES)
    parts = [name for name in configuration.split(JOIN) if name != DICTIONARY]

    def rewrite(text: str, rows: list[Decision] | None) -> Aligned:
        done = Aligned(text)
        for name in parts:
            told: list[Decision] | None = None if rows is None else []
            after = _part(name, engine)(done.text, told)
            if rows is not None and told is not None and len(done.text) == len(text):
                # About the text as it was given: 關 was 关 on the way.
                rows[:] = [row._replace(before=text[row.start : row.start + len(row.before)]) for row in told]
            done = Aligned(after.text, through(done.joints, after.joints))
        return done

    return rewrite


def _part(name: str, engine: str) -> Rewrite:
    """What one name stands for."""
    if name in STYLES:
        return in_place(lambda text: change_quotes(text, name).text)
    if name == KANJI:
        # On a short string that goes with a text that has been looked at.
        return in_place(lambda text: text.translate({ord(old): new for old, new in kanji().items()}))
    if name.startswith(STANDARD):
        return in_place(partial(standard.to_standard, standard=name.rpartition("-")[2], always=True))
    if engine == "newsclean":
        return partial(_by_table, name)
    from newsclean.convert.opencc.reimplemented import aligned

    return lambda text, _rows: aligned(name, text)


def _by_table(name: str, text: str, rows: list[Decision] | None) -> Aligned:
    """A table's work, and the model's where the table holds usage."""
    from newsclean.convert.engine.tables import rewriter

    if rows is None and not recipe_of(name).usage:
        return rewriter(name).aligned(text)
    from newsclean.convert.context import contextual

    matches: list[Match] = []
    against: list[Choice] = []
    if recipe_of(name).usage:
        done, against = contextual(name).matched(text, matches)
    else:
        done = rewriter(name).matched(text, matches)
    if rows is not None:
        from newsclean.convert.choices import choices_of

        rows += choices.decided(text, done, matches, against) if (choices := choices_of(name)) else ()
    return done


def in_place(step: Callable[[str], str]) -> Rewrite:
    """A step that changes characters one by one."""
    return lambda text, _rows: Aligned(step(text))


def silent(rewrite: Rewrite, text: str) -> Aligned:
    return rewrite(text, None)
