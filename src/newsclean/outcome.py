"""What became of each input, and of all of them: counts, the exit code, the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import Enum
from typing import Any

from newsclean.document import Document, Line
from newsclean.language import say
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.emit.findings import Finding

#: The version of the form of ``--report`` files.
SCHEMA = "newsclean/report/1"


class Status(Enum):
    """What became of one input."""

    CHANGED = "changed"
    RECODED = "re-encoded"  # the same text in other bytes
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


_UNTOUCHED = (Status.UNCHANGED, Status.SKIPPED, Status.FAILED)


class Outcome(NamedTuple):
    """What became of one input, and what is to be printed of it.

    :param data: what goes to standard output.
    :param message: why it failed or was skipped; one line.
    :param size: bytes read.
    :param encoding: the encoding found, or empty.
    :param repairs: number of repairs by rule.
    :param removals: number of lines and parts removed by role.
    :param doubtful: number of lines that the reader kept or removed with little confidence.
    :param conversion: what converted the text, or empty.
    :param recoded: the encoding found and the one written, in words, where they differ.
    :param findings: what would change, one by one, where that is asked for.
    :param digests: of the bytes read and the bytes made, where a journal is kept.
    """

    name: str
    status: Status
    data: bytes = b""
    message: str = ""
    warnings: tuple[str, ...] = ()
    size: int = 0
    encoding: str = ""
    repairs: Mapping[str, int] = {}
    removals: Mapping[str, int] = {}
    doubtful: int = 0
    conversion: str = ""
    recoded: str = ""
    digests: tuple[bytes, bytes] | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def reasons(self) -> list[str]:
        """Why the file changes, in words: what is repaired, removed, converted, re-encoded."""
        kinds = {"repairs": self.repairs, "removes": self.removals}
        parts = [f"{what} {_listed(counts)}" for what, counts in kinds.items() if counts]
        parts += [f"converts by {self.conversion}"] * bool(self.conversion)
        parts += [self.recoded] * bool(self.recoded)
        return parts


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in Counter(counts).most_common())


def counted(document: Document) -> dict[str, Any]:
    """What an outcome tells of a document: encoding, repairs, removals, warnings."""
    edits = (*document.repairs, *document.declarations)
    return {
        "encoding": document.encoding.encoding,
        "repairs": dict(Counter(edit.rule for edit in edits)),
        "removals": document.removed,
        "doubtful": sum(map(is_doubtful, document.lines)),
        "conversion": document.conversion or "" if document.text != document.stripped else "",
        "warnings": document.warnings,
    }


def is_doubtful(line: Line) -> bool:
    """Whether the reader's model decided on a line with little confidence: p between 0.3 and 0.7."""
    return line.rule == "model" and line.p is not None and 0.3 < line.p < 0.7


class Report:
    """Adds up outcomes; owns the exit code.

    :param looking: whether files are only looked at (``--check``, ``--diff``).
    :param interrupted: the exit code of a run that was stopped before the last input; else 0.
    """

    def __init__(self, *, looking: bool = False) -> None:
        self.looking = looking
        self.interrupted = 0
        self.counts: Counter[Status] = Counter()
        self.size = 0
        self.encodings: Counter[str] = Counter()
        self.repairs: Counter[str] = Counter()
        self.removals: Counter[str] = Counter()
        self.doubtful = 0
        self.skipped: list[str] = []
        self.failed: list[str] = []

    def add(self, outcome: Outcome) -> None:
        """Count one more outcome."""
        self.counts[outcome.status] += 1
        self.size += outcome.size
        if outcome.encoding:
            self.encodings[outcome.encoding] += 1
        self.repairs.update(outcome.repairs)
        self.removals.update(outcome.removals)
        self.doubtful += outcome.doubtful
        if outcome.status is Status.SKIPPED:
            self.skipped.append(outcome.message)
        elif outcome.status is Status.FAILED:
            self.failed.append(outcome.message)

    @property
    def total(self) -> int:
        """How many inputs have been done."""
        return sum(self.counts.values())

    @property
    def exit_code(self) -> int:
        """130, 143 or 129 after an interrupt, as shells count; 2 if an input failed, else 1 if ``--check`` or
        ``--diff`` found something, else 0.
        """
        if self.interrupted:
            return self.interrupted
        if self.counts[Status.FAILED]:
            return 2
        found = self.counts[Status.CHANGED] + self.counts[Status.RECODED]
        return 1 if self.looking and found else 0

    def summary(self) -> list[str]:
        """The lines that close a run: what became of the files, and what was found in them."""
        words = {
            Status.CHANGED: say("would change") if self.looking else say("cleaned"),
            Status.RECODED: say("would be re-encoded") if self.looking else say("re-encoded"),
            Status.UNCHANGED: say("unchanged"),
            Status.SKIPPED: say("skipped"),
            Status.FAILED: say("failed"),
        }
        parts: list[str] = []
        for status, done in words.items():
            number = self.counts[status]
            if number:
                form = (
                    "{count} {done}"
                    if parts
                    else "{count} file {done}"
                    if number == 1
                    else "{count} files {done}"
                )
                parts.append(say(form, count=f"{number:,}", done=done))
        lines = [say(", ").join(parts) or say("no files")]
        if self.total > 1:
            kinds = {
                say("encodings: "): self.encodings,
                say("repairs: "): self.repairs,
                say("removed: "): self.removals,
            }
            lines += [f"{title}{_listed(counter)}" for title, counter in kinds.items() if counter]
        if self.doubtful:
            form = "in doubt: {count} line kept or removed with little confidence"
            form = form if self.doubtful == 1 else form.replace("line ", "lines ")
            lines.append(say(form, count=f"{self.doubtful:,}"))
        return lines

    def record(self) -> dict[str, Any]:
        """The report as plain dictionaries, for ``--report FILE``."""
        return {
            "schema": SCHEMA,
            "interrupted": self.interrupted > 0,
            "files": self.total,
            "bytes": self.size,
            "changed": self.counts[Status.CHANGED] + self.counts[Status.RECODED],
            "re-encoded": self.counts[Status.RECODED],
            **{status.value: self.counts[status] for status in _UNTOUCHED},
            "encodings": dict(self.encodings.most_common()),
            "repairs": dict(self.repairs.most_common()),
            "removals": dict(self.removals.most_common()),
            "doubtful": self.doubtful,
            "reasons": {"skipped": self.skipped, "failed": self.failed},
            "exit_code": self.exit_code,
        }
