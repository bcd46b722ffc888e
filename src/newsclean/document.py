"""What the stages hand to each other: named tuples, which pickle and compare.

Classes of dataclasses would take five to ten times as long to make at start-up.

Offsets are counted in code points, lines and columns from 1, unless a name says otherwise.
"""

from __future__ import annotations

from collections import Counter

from newsclean.alignment import Aligned, Joint, edits_of
from newsclean.edits import Edit, compose
from newsclean.notices import Notice, notice
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

#: Every role a line can have. ``body``, ``title`` … are the article (see :data:`KEPT_ROLES`).
ROLES = (
    *("title", "duplicate-title", "kicker", "body"),
    *("breadcrumb", "dateline", "source", "author", "editor"),
    *("copyright", "disclaimer", "contact", "share", "related", "pager", "nav", "ad", "footer", "site"),
    "blank",
)

#: The roles that make up the article: what is kept unless ``keep`` or ``drop`` say otherwise.
#: ``blank`` lines follow their neighbours and are neither kept nor dropped by role.
KEPT_ROLES = frozenset({"title", "kicker", "body"})


class Detection(NamedTuple):
    r"""Which encoding bytes are in, how sure that is, and why.

    :param encoding: the name of the encoding that decodes all of the text: a superset where one
        exists (``gb18030`` for GB2312 and GBK).
    :param confidence: from 0 to 1.
    :param how: what decided: ``given``, ``bom``, ``empty``, ``ascii``, ``escapes``, ``utf-8``,
        ``nul-pattern``, ``lines``, ``declared``, ``reading`` (reads best), ``symbols`` or ``chardet``.
    :param bom: whether the bytes began with a byte order mark (it is not part of the text).
    :param runs: if lines are in several encodings (``utf-8+gb18030``), the number of the first line
        and the encoding of each run of lines; these lines end at ``\n`` only.
    """

    encoding: str
    confidence: float
    how: str
    bom: bool = False
    runs: tuple[tuple[int, str], ...] = ()


class Script(NamedTuple):
    """Which script a Chinese text is in.

    :param name: ``Hans``, ``Hant``, ``mixed`` or ``other`` (no evidence: not Chinese, or too
        short to tell).
    :param hans: how many characters only Simplified text has.
    :param hant: how many characters only Traditional text has.
    :param confidence: from 0 to 1, by the amount of evidence: a single character counts little.
    :param region: for Traditional, ``TW`` or ``HK`` if the forms of characters show it, otherwise empty.
    """

    name: str
    hans: int = 0
    hant: int = 0
    confidence: float = 0.0
    region: str = ""


class Cut(NamedTuple):
    """A part of a kept line that is not the article: ``text[start:end]`` of that line."""

    start: int
    end: int
    role: str
    rule: str


class Line(NamedTuple):
    r"""A line of the repaired text and its role.

    :param number: from 1.
    :param text: the line without its end.
    :param ending: ``\n``, ``\r\n``, ``\r``, or empty for a last line without one.
    :param role: one of :data:`ROLES`.
    :param rule: the name of the rule, or of the evidence, that decided the role.
    :param cuts: parts inside the line that are not the article, in order, not overlapping.
    :param p: the probability that the line belongs to the article, by the model; ``None`` if the model was
        not asked, because there is no page around the text.
    :param reasons: if asked for, the strongest reasons for (+) or against (-) the line, in nats.
    """

    number: int
    text: str
    ending: str
    role: str
    rule: str
    cuts: tuple[Cut, ...] = ()
    p: float | None = None
    reasons: tuple[str, ...] = ()


class Metadata(NamedTuple):
    """What the page says about the article; each value as written in the text.

    :param published: ISO 8601 date or date and time, with the time zone if the page gives it.
    :param breadcrumb: the crumbs in order, without separators.
    :param updated: ISO 8601 like ``published``.
    :param place: where a dispatch was sent from.
    :param url: the address of the page, as given in its head.
    :param origins: name of a field and where its value was taken from: the number of a line, or for web
        pages a property in the head of the page (``og:title``, ``ld+json datePublished`` …).
    """

    title: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    published: str | None = None
    breadcrumb: tuple[str, ...] = ()
    site: str | None = None
    subtitle: str | None = None
    updated: str | None = None
    translator: str | None = None
    place: str | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    origins: tuple[tuple[str, int | str], ...] = ()


class Archived(NamedTuple):
    """Where and when a page from a web archive was fetched.

    :param url: the requested address.
    :param date: the date and time, in ISO 8601.
    :param status: the HTTP status; ``None`` in archives of text (WET).
    """

    url: str
    date: str
    status: int | None = None


class Reading(NamedTuple):
    """A text read as a news page: every line with its role, and the metadata."""

    lines: tuple[Line, ...]
    metadata: Metadata
    warnings: tuple[str, ...] = ()


class Decoded(NamedTuple):
    """Decoded text, without a byte order mark, and how the encoding was found."""

    text: str
    detection: Detection
    warnings: tuple[str, ...] = ()


class Repaired(NamedTuple):
    """A text after repair, and the edits (offsets in the given text) that made it.

    :param notes: the evidence for decisions about the whole document, one sentence each.
    :param damaged: damaged lines of the text that were left as they are; if they were changed later, the
        damage could no longer be undone.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


class Stripped(NamedTuple):
    """The lines that are kept, as text, and the edits that removed the others.

    :param kept: numbers of the lines that are in ``text``.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    kept: frozenset[int] = frozenset()


class Decision(NamedTuple):
    """How the conversion treated a stretch of its input, and why.

    :param start: offset in code points in the text that the conversion was given.
    :param after: what ``before`` became; the same if it stayed.
    :param rule: what decided (docs/convert.md lists the rules).
    :param alternatives: what else it could have become; empty if there was no choice.
    """

    start: int
    before: str
    after: str
    rule: str
    alternatives: tuple[str, ...] = ()


class Change(NamedTuple):
    """The result of one step of the conversion.

    :param rule: the name of the step.
    :param text: the text after this step.
    :param joints: where the length of the text changed; elsewhere both stand beside each other.
    """

    rule: str
    text: str
    joints: tuple[Joint, ...] = ()


#: How a document is turned into what is shown: ``record``, ``json``, ``cell``; which ``script`` a text is in.
#: The package fills it in, for the modules that know how are above this one.
views: dict[str, Callable[..., Any]] = {}


def script_of(text: str) -> Script:
    """The script of a text, looked for when asked for: it takes as long as a conversion."""
    return Script._make(views["script"](text))


class Converted(NamedTuple):
    """A text in the target script.

    :param configuration: name of the OpenCC configuration that was applied, or ``None`` if the text was
        left alone.
    :param given: the text as it was given.
    :param changes: the results of the steps that changed something, in order.
    :param decisions: if asked for, each change and each choice.
    """

    text: str
    configuration: str | None
    given: str
    warnings: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def script(self) -> Script:
        """The script of the text as it was given."""
        return script_of(self.given)


class Document(NamedTuple):
    """The result of :func:`newsclean.clean`.

    ``source`` with ``edits`` replayed stage by stage (:func:`newsclean.replay`) is ``text``.

    :param path: the input as the user named it, or ``None``.
    :param source: the decoded text, before any stage changed it; of a web page, the lines that it shows.
    :param stripped: the text after repair and strip, before the script was converted.
    :param text: the clean text.
    :param lines: every line of the repaired text with its role, kept or not.
    :param kept: numbers of the lines that are in ``text``.
    :param conversion: name of the OpenCC configuration that was applied, or ``None``.
    :param changes: the results of the steps of the conversion; see ``conversions``.
    :param decisions: the decisions of the conversion, if asked for.
    :param warnings: what was seen and left alone, one short sentence each; see ``notices``.
    :param declarations: where ``text`` was written in another encoding than it was read in: the edits of
        what it declares as its encoding (stage ``encode``), made in the bytes and not in ``text``.
    :param input: as what it was read: ``text`` or ``html``.
    :param archived: where and when it was fetched, if it comes from a web archive.
    :param notes: the evidence for what repair decided about the document as a whole.
    """

    path: str | None
    source: str
    stripped: str
    text: str
    encoding: Detection
    metadata: Metadata
    lines: tuple[Line, ...]
    kept: frozenset[int]
    repairs: tuple[Edit, ...]
    removals: tuple[Edit, ...]
    conversion: str | None
    warnings: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    decisions: tuple[Decision, ...] = ()
    notes: tuple[str, ...] = ()
    declarations: tuple[Edit, ...] = ()
    input: str = "text"
    archived: Archived | None = None

    @property
    def conversions(self) -> tuple[Edit, ...]:
        """The changes of script, read off when asked for: a converted text has thousands."""
        edits: tuple[Edit, ...] = ()
        before = self.stripped
        for change in self.changes:
            done = edits_of(before, Aligned(change.text, change.joints), change.rule)
            edits = compose(self.stripped, edits, done)
            before = change.text
        return edits

    @property
    def script_in(self) -> Script:
        """The script of the text before it was converted."""
        return script_of(self.stripped)

    @property
    def script_out(self) -> Script:
        """The script of ``text``."""
        return script_of(self.text)

    @property
    def removed(self) -> dict[str, int]:
        """How many lines of each role are not in ``text``, parts of lines included, blank lines left out."""
        lines, kept = self.lines, self.kept
        gone: list[str] = []
        if self.removals:
            gone = [line.role for line in lines if line.number not in kept and line.role != "blank"]
        gone += [cut.role for line in lines if line.cuts and line.number in kept for cut in line.cuts]
        return dict(Counter(gone)) if gone else {}

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The warnings with their kinds and places."""
        return tuple(map(notice, self.warnings))

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All changes in the order of the stages; offsets are in each stage's own input."""
        return self.repairs + self.removals + self.conversions

    @property
    def changed(self) -> bool:
        """Whether the text differs from what was decoded."""
        return self.text != self.source

    def to_dict(self, *, explain: bool = False) -> dict[str, Any]:
        """What the command line prints as JSON (docs/json.md), as plain dictionaries and lists.

        :param explain: with the decisions of the conversion, if it was made with ``explain``.
        """
        return dict(views["record"](self, explain=explain))

    def to_json(self, *, indent: int | None = None, explain: bool = False) -> str:
        """What ``--format jsonl`` prints, without its newline; ``indent=2`` is ``--format json``."""
        return str(views["json"](self, indent=indent, explain=explain))

    def __repr__(self) -> str:
        shown = self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}…"
        counts = [f"{len(getattr(self, name))} {name}" for name in ("repairs", "removals", "warnings")]
        name = f" {self.path!r}" if self.path else ""
        converted = f", converted by {self.conversion}" if self.conversion else ""
        size = f"{len(self.text)} characters"
        return (
            f"<Document{name}: {shown!r}, {size}, {self.encoding.encoding}, {', '.join(counts)}{converted}>"
        )

    def _repr_html_(self) -> str:
        """The document in a notebook: what was changed, with the reasons."""
        return str(views["cell"](self))


# In code points: as much of a text as a line of a terminal has room for.
_SHOWN = 24
