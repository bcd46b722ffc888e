"""The whole story, top to bottom: bytes in, a document out.

Each stage is a plain function from a value to a value; this page says in which order they run
and why each one stands where it stands.
"""

from __future__ import annotations

from functools import partial

from newsclean import stages
from newsclean.convert.settled import not_converted, settled
from newsclean.document import Archived, Converted, Document, Metadata, Reading, Repaired, Stripped
from newsclean.edits import Edit, apply, before_removals, compose
from newsclean.inspection import Inspection
from newsclean.lines import Places, newline_style
from newsclean.notices import notice, renumbered
from newsclean.options import Options
from newsclean.structure.rules.given import rules_of


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
    # Decode first: everything behind it works on text. Nothing is normalised here, so that the
    # edits of the later stages say all that was changed.
    decoded = stages.decoded(data, options, path, charset)

    # A web page is read as one where its article is asked for: from here on its text is the lines that it
    # shows. What its HTML says of them stays beside them.
    page = stages.page_of(decoded.text, options) if "strip" in options.stages else None
    if page is not None:
        decoded, options = decoded._replace(text=page.text), options._replace(input="text")

    # Repair before reading: a rule cannot match `責(zé)任編輯`, and a damaged line end would
    # hide a line. The repair needs the text as it was decoded, private-use characters included.
    repair = partial(stages.repaired, options=options) if "repair" in options.stages else None
    repaired = repair(decoded.text) if repair else Repaired(decoded.text)

    # Read before converting: metadata and roles are told from the text as it was written, and
    # what is not emitted need not be converted.
    if "strip" in options.stages:
        rules = rules_of(options.rules)
        # Some repairs are decided on the text as a whole, and stripped there is less of it: what is
        # kept is repaired and read again until nothing changes, so that cleaning it later changes
        # nothing either.
        for rounds in range(_ROUNDS, -1, -1):
            evidence = page and page.beside(repaired.text, repaired.edits)
            reading, stripped = stages.stripped(repaired.text, options, rules, evidence)
            found = repair(stripped.text) if repair and rounds and stripped.edits else None
            again = _with_more(decoded.text, repaired, stripped, found) if found else None
            if again is None:
                break
            repaired = again
        if page is not None:
            reading = page.head.completed(reading)
    else:
        reading, stripped = Reading((), Metadata()), Stripped(repaired.text)

    # Convert last, and decide on the whole of what is kept: one line cannot show its script. What is
    # damaged stays as it is: once converted, nobody can undo the damage any more.
    # What is wrong with a user's words is told whatever the target.
    if "convert" in options.stages and (options.to != "keep" or options.dict):
        convert = partial(stages.converted, options=options)
        converted, left = settled(stripped.text, repaired.damaged, convert, repair)
        warnings = converted.warnings + not_converted(stripped.text, left)
        converted = converted._replace(warnings=renumbered(warnings, sorted(stripped.kept)))
    else:
        converted = Converted(stripped.text, None, stripped.text)

    done = converted.configuration
    return Document(
        path=path,
        source=decoded.text,
        stripped=stripped.text,
        text=converted.text,
        encoding=decoded.detection,
        metadata=stages.in_script(reading.metadata, done, options) if done else reading.metadata,
        lines=reading.lines,
        kept=stripped.kept,
        repairs=repaired.edits,
        removals=stripped.edits,
        conversion=done,
        warnings=decoded.warnings + repaired.warnings + reading.warnings + converted.warnings,
        changes=converted.changes,
        decisions=converted.decisions,
        notes=repaired.notes,
        input="text" if page is None else "html",
        archived=archived,
    )


# How often what is kept is repaired again. Texts that are not made to need more need one round.
_ROUNDS = 4


def _with_more(source: str, repaired: Repaired, stripped: Stripped, found: Repaired) -> Repaired | None:
    """The repaired text with what is left to repair once it was stripped; ``None`` if that is nothing.

    :param found: what repairing the stripped text again has found.
    """
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
        kind, line, column, _ = notice(warning)
        if kind not in ("wrong-decoding", "lost-characters") or line is None or column is None:
            return True
        at = places.offset(line, column)
        # What has U+FFFD put in is mended in part: it was told that something was lost.
        return not any(edit.start <= at < edit.end and "\ufffd" not in edit.after for edit in edits)

    return tuple(filter(is_left, warnings))


def inspect(data: bytes, options: Options, path: str | None = None) -> Inspection:
    """Say what is known of the bytes without changing anything: encoding, line ends, script.

    :raises DecodeError: the bytes are no text in any encoding.
    """
    from newsclean.convert.mixture import mixture
    from newsclean.convert.script import detect_script
    from newsclean.decode.signs import signs

    # Bytes that cannot be decoded are something to tell here, not an error.
    decoded = stages.decoded(data, options._replace(errors="replace"), path)
    repaired = stages.repaired(decoded.text, options)
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
    text = stages.decoded(data, options, path).text
    page = stages.page_of(text, options)
    return stages.repaired(text if page is None else page.text, options).text
