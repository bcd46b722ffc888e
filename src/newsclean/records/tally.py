"""What is counted of records: for ``--stats``, and for the summary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

from newsclean.cleaner import Cleaned
from newsclean.language import say

#: The version of the form of ``--stats`` files.
SCHEMA = "newsclean/records/1"


@dataclass
class Tally:
    """Counts of records; they add up.

    :param failed: inputs that could not be read, or not to their ends.
    """

    records: int = 0
    written: int = 0
    dropped: int = 0
    rejected: int = 0
    failed: int = 0
    duplicates: int = 0
    characters_in: int = 0
    characters_out: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    scripts: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    removals: Counter[str] = field(default_factory=Counter)

    def count(self, given: str | bytes, cleaned: Cleaned, text: str) -> None:
        """Count a record that was cleaned.

        :param given: the text as it was.
        :param text: the text as it is written.
        """
        self.reasons[cleaned.reason] += 1
        self.encodings[cleaned.encoding] += 1
        self.scripts[cleaned.script] += 1
        self.repairs.update(cleaned.repairs)
        self.removals.update(cleaned.removals)
        self.characters_in += len(given)
        self.characters_out += len(text)

    def add(self, other: Tally) -> None:
        """Add what another one counted."""
        for one in fields(self):
            mine, more = getattr(self, one.name), getattr(other, one.name)
            if isinstance(mine, Counter):
                mine.update(more)
            else:
                setattr(self, one.name, mine + more)

    def record(self) -> dict[str, Any]:
        """The counts as plain dictionaries, the most frequent first."""
        found: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            found[one.name] = dict(value.most_common()) if isinstance(value, Counter) else value
        return found

    @classmethod
    def of(cls, record: dict[str, Any]) -> Tally:
        """The counts that were written as plain dictionaries."""
        values: dict[str, Any] = {key: Counter(v) if isinstance(v, dict) else v for key, v in record.items()}
        return cls(**values)

    def summary(self) -> str:
        """The counts in a line."""
        counts = {
            say("changed"): self.reasons["changed"] + self.reasons["stripped"],
            say("dropped"): self.dropped,
            say("rejected"): self.rejected,
            say("near-duplicates"): self.duplicates,
        }
        parts = [
            say("{count} {done}", count=f"{count:,}", done=what) for what, count in counts.items() if count
        ]
        records = "{count} record" if self.records == 1 else "{count} records"
        return say(", ").join([say(records, count=f"{self.records:,}"), *parts])
