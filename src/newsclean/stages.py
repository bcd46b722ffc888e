"""Each stage as the options ask for it: what pragmas protect is masked, the markup of pages is left alone."""

from __future__ import annotations

from newsclean.convert import convert, rewrite
from newsclean.decode import decode, tidied
from newsclean.document import Converted, Decoded, Detection, Metadata, Reading, Repaired, Stripped
from newsclean.edits import apply
from newsclean.errors import OptionsError
from newsclean.options import Options
from newsclean.pragmas import pragmas
from newsclean.repair import repair
from newsclean.structure import read, strip
from newsclean.structure.rules.rule import Rule
from newsclean.web.kind import is_html

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclean.web.evidence import Row
    from newsclean.web.page import Page


def decoded(data: bytes | str, options: Options, path: str | None, charset: str | None = None) -> Decoded:
    """The text of bytes; text is only rid of what storage left in it.

    :param charset: what HTTP declared.
    :raises DecodeError: the bytes are not text in the encoding given or found.
    """
    if isinstance(data, str):
        return tidied(Decoded(data, Detection("unicode", 1.0, "given")))
    return decode(
        data,
        encoding=options.encoding,
        errors=options.errors,
        mixed=options.mixed,
        path=path,
        declared=charset,
    )


def page_of(text: str, options: Options) -> Page | None:
    """The page that a text is, or ``None`` if it is text.

    :raises ExtraError: it is one, and what reads pages is not installed.
    """
    if options.input == "warc":
        raise OptionsError("input: an archive holds many documents; newsclean clean --input warc reads it")
    if not _is_source(text, options):
        return None
    from newsclean.web.page import read_page

    return read_page(text)


def repaired(text: str, options: Options) -> Repaired:
    """The text without its damage."""
    asked = pragmas(text) if options.pragmas else None
    result = repair(
        asked.masked(text, "repair") if asked else text,
        skip_rules=options.skip_rule,
        guess=options.guess,
        narrow=options.narrow,
        punctuation=options.punctuation,
    )
    source = bool(result.edits) and _is_source(text, options)
    if asked is None and not source:
        return result
    edits, notes = result.edits, result.notes
    if source:
        from newsclean.web.source import outside_markup

        edits = outside_markup(text, edits)
    if asked is not None:
        edits, notes = asked.allowed(text, edits, "repair"), notes + asked.notes()
    return result._replace(text=apply(text, edits), edits=edits, notes=notes)


def _is_source(text: str, options: Options) -> bool:
    """Whether a text is the source of a page, whose markup is left alone."""
    return options.input == "html" or (options.input == "auto" and is_html(text))


def stripped(
    text: str, options: Options, rules: tuple[Rule, ...], evidence: Sequence[Row] | None
) -> tuple[Reading, Stripped]:
    """The lines of a text with their roles, and the text without those that are not kept.

    :param rules: of the user; ``evidence``: what the HTML of a page says of each line.
    """
    careful, explain = options.careful, options.explain
    asked = pragmas(text) if options.pragmas else None
    if asked is None:
        reading = read(text, rules, evidence=evidence, careful=careful, explain=explain)
        return reading, strip(reading, options.kept_roles, rules, careful=careful)
    masked = asked.masked(text, "strip")  # which has the same lines
    reading = asked.read(text, read(masked, rules, evidence=evidence, careful=careful, explain=explain))
    result = strip(reading, options.kept_roles, rules, careful=careful)
    edits = asked.allowed(text, result.edits, "strip")
    if len(edits) == len(result.edits):
        return reading, result
    # What is protected stays although its role is dropped; so does then the end of the line before it.
    edits = tuple(edit for edit in edits if edit.rule != "final-newline")
    return reading, Stripped(apply(text, edits), edits, result.kept | asked.kept(reading))


def converted(text: str, keep: tuple[str, ...], options: Options) -> Converted:
    """The text in the target script.

    :param keep: what stays as it is, beside the words that the options name.
    """
    protect = options.protect
    if options.to != "keep" and _is_source(text, options):
        from newsclean.web.source import MARKUP

        protect = (*protect, MARKUP)
    asked = pragmas(text) if options.pragmas and options.to != "keep" else None
    result = convert(
        asked.masked(text, "convert") if asked else text,
        options.to,
        options.engine,
        phrases=options.phrases,
        protect=protect,
        keep=(*options.keep_word, *keep),
        dict=options.dict,
        quotes=options.quotes,
        usage=options.usage,
        explain=options.explain,
    )
    if asked is None:
        return result
    # What is masked is as long as what stands there, so that all places stay what they were.
    return result._replace(
        text=asked.unmasked(text, result.text, "convert"),
        changes=tuple(
            change._replace(text=asked.unmasked(text, change.text, "convert")) for change in result.changes
        ),
    )


def in_script(metadata: Metadata, configuration: str, options: Options) -> Metadata:
    """The metadata in the script that the text was converted to, so that both agree."""

    def rewritten(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(rewritten(item) for item in value)
        if not isinstance(value, str):
            return value
        return rewrite(
            value,
            configuration,
            options.engine,
            protect=options.protect,
            keep=options.keep_word,
            dict=options.dict,
        )

    changed = Metadata._make(map(rewritten, metadata))
    return changed._replace(url=metadata.url, origins=metadata.origins)
