"""What to do with each record, and what is added to it."""

from __future__ import annotations

from typing import Any, NamedTuple

from newsclean.cleaner import Cleaned, Cleaner
from newsclean.document import Document
from newsclean.edits import compose
from newsclean.errors import OptionsError
from newsclean.records.forms import FileForm

#: What is added to a record, behind the prefix and ``_``.
LABELS = ("title", "source", "author", "published", "script", "reason", "repairs", "removals", "warnings")

#: Added too where the field holds web pages: what a page says; the page itself stays.
TEXT = "text"

#: Added too where the text stays.
SPANS = "spans"

#: Added too where near-duplicates are looked for.
SIGNATURE, DUPLICATE = "signature", "duplicate_of"

#: What is said of a record whose text is null.
MISSING = "missing"


class Job(NamedTuple):
    """What to do with each record; it travels to the processes.

    :param field: the name of the text's field or column.
    :param identity: the name of the field that names a record, or empty.
    :param prefix: what the names of all that is added begin with; empty adds nothing.
    :param pages: whether the field holds web pages; each stays as it is, and its article is added.
    :param tags_only: whether the text stays as it is, and only what is found is added.
    :param drop_empty: whether records without text are left out.
    :param near: whether near-duplicates are looked for.
    :param schema: of the output, as an Arrow schema in bytes, where it is Parquet.
    """

    cleaner: Cleaner
    reader: FileForm
    writer: FileForm
    field: str = "text"
    identity: str = ""
    prefix: str = "newsclean"
    tags_only: bool = False
    drop_empty: bool = False
    near: bool = False
    schema: bytes = b""
    pages: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all that is added, in order."""
        if not self.prefix:
            return ()
        last = (TEXT,) * self.pages + (SPANS,) * self.tags_only + (SIGNATURE, DUPLICATE) * self.near
        return tuple(f"{self.prefix}_{name}" for name in LABELS + last)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that a record must have, that of the text first."""
        return (self.field, self.identity) if self.identity else (self.field,)

    def check(self) -> None:
        """Check what contradicts itself.

        :raises OptionsError: something does.
        """
        if self.tags_only and not self.prefix:
            raise OptionsError("tags-only needs a prefix: without one nothing would be added")
        if self.pages and not self.prefix:
            raise OptionsError("html-field needs a prefix: without one nothing would be added")
        if self.pages and self.tags_only:
            raise OptionsError("tags-only names places in a text, and html-field has a page")
        if self.near and not self.prefix:
            raise OptionsError("near needs a prefix: without one nothing would be added")
        if self.identity and not self.near:
            raise OptionsError("id-field is of use only with near")

    def labels(self, cleaned: Cleaned | None, spans: list[dict[str, Any]] | None) -> dict[str, Any]:
        """What is added to a record, but what near-duplicates need."""
        if not self.prefix:
            return {}
        if cleaned is None:
            values: list[Any] = [None, None, None, None, None, MISSING, 0, 0, 0]
        else:
            data = cleaned.metadata
            values = [data.title, data.source, data.author, data.published, cleaned.script, cleaned.reason]
            values += [sum(cleaned.repairs.values()), sum(cleaned.removals.values()), len(cleaned.warnings)]
        if self.pages:
            values.append(None if cleaned is None else cleaned.text)
        if self.tags_only:
            values.append(spans or [])
        return dict(zip(self.names, values, strict=False))

    def drops(self, cleaned: Cleaned | None) -> bool:
        """Whether a record is left out."""
        return self.drop_empty and (cleaned is None or cleaned.reason in ("empty", "stripped"))


def spans_of(document: Document, given: str) -> list[dict[str, Any]]:
    """The parts of a text that cleaning changes or takes out, in code points, each with what decided."""
    if document.source != given:  # what storage left in it was taken out first
        return [{"start": 0, "end": len(given), "label": "decode"}]
    edits = compose(document.source, document.repairs, document.removals)
    return [
        {"start": edit.start, "end": edit.start + len(edit.before), "label": f"{edit.stage}:{edit.rule}"}
        for edit in edits
    ]
