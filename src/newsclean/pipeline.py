"""The whole story, top to bottom: bytes in, a document out.

Each stage is a plain function from a value to a value; this page says in which order they run
and why each one stands where it stands.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache

from newsclean.convert import convert, detect_script, rewrite
from newsclean.decode import decode, tidied
from newsclean.document import (
    Archived,
    Converted,
    Decoded,
    Detection,
    Document,
    Inspection,
    Metadata,
    Reading,
    Repaired,
    Stripped,
)
from newsclean.edits import Edit, apply, before_removals, compose
from newsclean.errors import OptionsError
from newsclean.lines import Places, newline_style, split
from newsclean.notices import renumbered
from newsclean.options import Options
from newsclean.pragmas import pragmas
from newsclean.repair import repair
from newsclean.structure import load_rules, read, strip
from newsclean.structure.rules.rule import Rule
from newsclean.web.kind import is_html

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclean.web.evidence import Row
    from newsclean.web.page import Page


def clean(
    data: bytes | str,
    options: Options,
    path: str | None = None,
    *,
    archived: Archived | None = None,
    charset: str | None = None,
) -> Document:
    """Take one text through all stages that the options ask for.

    :param data: the bytes of a file, or text that is already decoded.
    :param path: the name of the input, for errors and for ``Document.path``.
    :param archived: where the data come from, if from a web archive; ``charset`` is what HTTP declared.
    :raises DecodeError: the bytes are not text in the encoding given or found.
    :raises ExtraError: they are a web page, and what reads one is not installed.
    """
    stages = options.stages

    # Decode first: everything behind it works on text. Nothing is normalised here, so that the
    # edits of the later stages say all that was changed.
    decoded = _decoded(data, options, path, charset)

    # A web page is read as one where its article is asked for: from here on its text is the lines that it
    # shows. What its HTML says of them stays beside them.
    page = _page(decoded.text, options) if "strip" in stages else None
    if page is not None:
        decoded, options = decoded._replace(text=page.text), options._replace(input="text")

    # Repair before reading: a rule cannot match `責(zé)任編輯`, and a damaged line end would
    # hide a line. The repair needs the text as it was decoded, private-use characters included.
    repaired = _repaired(decoded.text, options) if "repair" in stages else Repaired(decoded.text)

    # Read before converting: metadata and roles are told from the text as it was written, and
    # what is not emitted need not be converted.
    if "strip" in stages:
        rules = _rules(options.rules)
        # Some repairs are decided on the text as a whole, and stripped there is less of it: what is
        # kept is repaired and read again until nothing changes, so that cleaning it later changes
        # nothing either.
        for rounds in range(_ROUNDS, -1, -1):
            evidence = page and page.beside(repaired.text, repaired.edits)
            reading, stripped = _stripped(repaired.text, options, rules, evidence)
            again = _repaired_again(decoded.text, repaired, stripped, options) if rounds else None
            if again is None:
                break
            repaired = again
        if page is not None:
            reading = page.head.completed(reading)
    else:
        reading, stripped = Reading((), Metadata()), Stripped(repaired.text)

    # Convert last, and decide on the whole of what is kept: one line cannot show its script. What is
    # damaged stays as it is: once converted, nobody can undo the damage any more.
    if "convert" in stages:
        converted, unconverted = _settled(stripped.text, repaired.damaged, options)
        told = converted.warnings + _not_converted(stripped.text, unconverted)
        converted = converted._replace(warnings=renumbered(told, sorted(stripped.kept)))
    else:
        converted = Converted(stripped.text, None, detect_script(stripped.text))

    done = converted.configuration
    return Document(
        path=path,
        source=decoded.text,
        stripped=stripped.text,
        text=converted.text,
        encoding=decoded.detection,
        metadata=_in_script(reading.metadata, done, options) if done else reading.metadata,
        lines=reading.lines,
        kept=stripped.kept,
        repairs=repaired.edits,
        removals=stripped.edits,
        conversion=done,
        script_in=converted.script,
        script_out=detect_script(converted.text) if done else converted.script,
        warnings=decoded.warnings + repaired.warnings + reading.warnings + converted.warnings,
        changes=converted.changes,
        decisions=converted.decisions,
        notes=repaired.notes,
        input="text" if page is None else "html",
        archived=archived,
    )


def inspect(data: bytes, options: Options, path: str | None = None) -> Inspection:
    """Say what is known of the bytes without changing anything: encoding, line ends, script.

    :raises DecodeError: the bytes are no text in any encoding.
    """
    from newsclean.convert.mixture import mixture
    from newsclean.decode.signs import signs

    # Bytes that cannot be decoded are something to tell here, not an error.
    decoded = _decoded(data, options._replace(errors="replace"), path)
    repaired = _repaired(decoded.text, options)
    return Inspection(
        path=path,
        encoding=decoded.detection,
        newlines=newline_style(decoded.text),
        script=detect_script(decoded.text),
        repairs=len(repaired.edits),
        # Signs of damage in what the repair leaves: what it undoes is counted as repairs.
        damage=signs(decoded._replace(text=repaired.text)) + repaired.warnings,
        mixture=mixture(decoded.text),
        mojibake=_wrong_decodings(repaired.edits),
    )


def _wrong_decodings(edits: tuple[Edit, ...]) -> tuple[tuple[str, str, int], ...]:
    """The pairs of encodings in the names of edits, which are joined by ``+``, and how often each occurs."""
    counts: dict[tuple[str, str], int] = {}
    for edit in edits:
        for name in edit.rule.split("+"):
            true, middle, read_as = name.partition("-as-")
            if middle:
                counts[true, read_as] = counts.get((true, read_as), 0) + 1
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return tuple((true, read_as, count) for (true, read_as), count in ranked)


def repaired_text(data: bytes, options: Options, path: str | None = None) -> str:
    """The text of bytes after the first two stages, for those who only read it.

    :raises DecodeError: the bytes are not text in the encoding given or found.
    """
    text = _decoded(data, options, path).text
    page = _page(text, options)
    return _repaired(text if page is None else page.text, options).text


def _decoded(data: bytes | str, options: Options, path: str | None, charset: str | None = None) -> Decoded:
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


def _page(text: str, options: Options) -> Page | None:
    """The page that a text is, or ``None`` if it is text.

    :raises ExtraError: it is one, and what reads pages is not installed.
    """
    if options.input == "warc":
        raise OptionsError("input: an archive holds many documents; newsclean clean --input warc reads it")
    if not _is_source(text, options):
        return None
    from newsclean.web.page import read_page

    return read_page(text)


def _repaired(text: str, options: Options) -> Repaired:
    asked = pragmas(text) if options.pragmas else None
    repaired = repair(
        asked.masked(text, "repair") if asked else text,
        skip_rules=options.skip_rule,
        guess=options.guess,
        narrow=options.narrow,
        punctuation=options.punctuation,
    )
    source = bool(repaired.edits) and _is_source(text, options)
    if asked is None and not source:
        return repaired
    edits, notes = repaired.edits, repaired.notes
    if source:
        from newsclean.web.source import outside_markup

        edits = outside_markup(text, edits)
    if asked is not None:
        edits, notes = asked.allowed(text, edits, "repair"), notes + asked.notes()
    return repaired._replace(text=apply(text, edits), edits=edits, notes=notes)


def _is_source(text: str, options: Options) -> bool:
    """Whether a text is the source of a page, whose markup is left alone."""
    return options.input == "html" or (options.input == "auto" and is_html(text))


def _stripped(
    text: str, options: Options, rules: tuple[Rule, ...], evidence: Sequence[Row] | None
) -> tuple[Reading, Stripped]:
    careful, explain = options.careful, options.explain
    asked = pragmas(text) if options.pragmas else None
    if asked is None:
        reading = read(text, rules, evidence=evidence, careful=careful, explain=explain)
        return reading, strip(reading, options.kept_roles, rules, careful=careful)
    masked = asked.masked(text, "strip")  # which has the same lines
    reading = asked.read(text, read(masked, rules, evidence=evidence, careful=careful, explain=explain))
    stripped = strip(reading, options.kept_roles, rules, careful=careful)
    edits = asked.allowed(text, stripped.edits, "strip")
    if len(edits) == len(stripped.edits):
        return reading, stripped
    # What is protected stays although its role is dropped; so does then the end of the line before it.
    edits = tuple(edit for edit in edits if edit.rule != "final-newline")
    return reading, Stripped(apply(text, edits), edits, stripped.kept | asked.kept(reading))


# Texts that are not made for it need one.
_ROUNDS = 4


def _repaired_again(source: str, repaired: Repaired, stripped: Stripped, options: Options) -> Repaired | None:
    """The repaired text with what is left to repair once it was stripped; ``None`` if that is nothing."""
    if not stripped.edits or "repair" not in options.stages:
        return None
    found = _repaired(stripped.text, options)
    more = before_removals(stripped.edits, found.edits)
    if not more:
        return None
    edits = compose(source, repaired.edits, more)
    return repaired._replace(
        text=apply(repaired.text, more),
        edits=edits,
        warnings=_not_mended(source, repaired.warnings, edits),
        notes=tuple(dict.fromkeys(repaired.notes + found.notes)),
    )


def _not_mended(source: str, warnings: tuple[str, ...], edits: tuple[Edit, ...]) -> tuple[str, ...]:
    """The warnings but those about damage that was left at first and is mended now."""
    places = Places(source)

    def is_left(warning: str) -> bool:
        match = re.match(
            r"line (\d+), column (\d+): (?:looks like a wrong decoding|text beyond repair)", warning
        )
        at = places.offset(int(match[1]), int(match[2])) if match else -1
        return not any(edit.start <= at < edit.end for edit in edits)

    return tuple(filter(is_left, warnings))


def _converted(text: str, options: Options) -> Converted:
    protect = options.protect
    if options.to != "keep" and _is_source(text, options):
        from newsclean.web.source import MARKUP

        protect = (*protect, MARKUP)
    asked = pragmas(text) if options.pragmas and options.to != "keep" else None
    converted = convert(
        asked.masked(text, "convert") if asked else text,
        options.to,
        options.engine,
        phrases=options.phrases,
        protect=protect,
        keep=options.keep_word,
        dict=options.dict,
        quotes=options.quotes,
        usage=options.usage,
        explain=options.explain,
    )
    if asked is None:
        return converted
    # What is masked is as long as what stands there, so that all places stay what they were.
    return converted._replace(
        text=asked.unmasked(text, converted.text, "convert"),
        changes=tuple(
            change._replace(text=asked.unmasked(text, change.text, "convert")) for change in converted.changes
        ),
    )


def _settled(text: str, damaged: tuple[str, ...], options: Options) -> tuple[Converted, set[str]]:
    """A text converted such that cleaning it later changes nothing.

    :param damaged: what of it is damaged still, and is not converted.
    :returns: the result, and the lines that are not converted as they would be repaired then.
    """
    lines: set[str] = set()
    for rounds in range(_ROUNDS, -1, -1):
        without = options._replace(keep_word=(*options.keep_word, *damaged, *sorted(lines)))
        converted = _converted(text, without)
        if not rounds or "repair" not in options.stages or not (damaged or converted.text != text):
            break
        again = _repaired(converted.text, options)
        more = _repairable(text, converted.text, again.edits)
        if more:
            lines |= more
            continue
        # What was damaged beside what is repaired by now may be told no more: a later run would convert it.
        without = options._replace(keep_word=(*options.keep_word, *again.damaged))
        if not damaged or _converted(converted.text, without).text == converted.text:
            break
        damaged = again.damaged
    return converted, lines


def _repairable(text: str, converted: str, edits: tuple[Edit, ...]) -> set[str]:
    """Lines of a text that would be repaired once they are converted: they are damaged, although it does not
    show yet, and so they must not be converted.

    :param converted: what the text becomes; it has the same lines. ``edits``: the repairs of that.
    """
    if converted == text or not edits:
        return set()
    place, lines = Places(converted), split(text)
    numbers = {place(edit.start)[0] for edit in edits}
    return {lines[number - 1][0] for number in numbers if number <= len(lines)}


def _not_converted(text: str, lines: set[str]) -> tuple[str, ...]:
    """The warning for lines that are not converted, if there are any; with the first one's number."""
    numbers = [number for number, (line, *_) in enumerate(split(text), 1) if line in lines]
    if not numbers:
        return ()
    return (
        f"line {numbers[0]}: not converted, because then it would look like damage; lines: {len(numbers)}",
    )


def _in_script(metadata: Metadata, configuration: str, options: Options) -> Metadata:
    """The metadata in the script that the text was converted to, so that both agree."""

    def converted(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(converted(item) for item in value)
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

    changed = Metadata._make(map(converted, metadata))
    return changed._replace(url=metadata.url, origins=metadata.origins)


def _rules(paths: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules of files, each read once as long as it does not change."""
    return tuple(rule for path in paths for rule in _loaded(path, _stamp(path)))


@lru_cache(maxsize=16)
def _loaded(path: str, _stamp: tuple[int, int] | None) -> tuple[Rule, ...]:
    return load_rules(path)


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        state = os.stat(path)
    except OSError:
        return None  # loading it says what is wrong
    return state.st_mtime_ns, state.st_size
