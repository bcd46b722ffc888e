"""A baseline: what was found in old files and is accepted, so that ``--check`` tells what is new.

Findings are kept by path and fingerprint, with how often each occurs: a line that moves is no new finding,
a second one like it is.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from newsclean.emit.findings import Finding
from newsclean.errors import OptionsError
from newsclean.limited import MOST, read_limited

#: The version of the form of baseline files.
SCHEMA = "newsclean/baseline/1"


class Baseline:
    """The findings that are accepted.

    :param place: the file it is kept in; paths are kept relative to its directory.
    """

    def __init__(self, place: str) -> None:
        self._directory = os.path.dirname(os.path.abspath(place))
        self._known: dict[str, Counter[str]] = {}
        self._rows: dict[str, list[dict[str, Any]]] = {}

    @classmethod
    def read(cls, place: str) -> Baseline:
        """The baseline of a file.

        :raises OptionsError: it cannot be read, or is none.
        """
        baseline, data = cls(place), read_limited(place, MOST)
        try:
            record = json.loads(data)
            if record.get("schema") != SCHEMA:
                raise ValueError(f"its schema is not {SCHEMA}")
            for path, rows in record["files"].items():
                baseline._known[path] = Counter({str(row["fingerprint"]): int(row["count"]) for row in rows})
        except OptionsError:
            raise
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise OptionsError(f"not a baseline: {error}", path=place) from None
        return baseline

    def fresh(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that are not accepted; each that is known counts as often as it is kept."""
        left: dict[str, Counter[str]] = {}
        new: list[Finding] = []
        for finding in findings:
            key = self._key(finding.path)
            known = left.setdefault(key, Counter(self._known.get(key, ())))
            if known[finding.fingerprint] > 0:
                known[finding.fingerprint] -= 1
            else:
                new.append(finding)
        return tuple(new)

    def add(self, findings: Iterable[Finding]) -> None:
        """Accept findings."""
        for finding in findings:
            rows = self._rows.setdefault(self._key(finding.path), [])
            same = [row for row in rows if row["fingerprint"] == finding.fingerprint]
            if same:
                same[0]["count"] += 1
            else:
                rows.append(
                    {
                        "fingerprint": finding.fingerprint,
                        "count": 1,
                        "rule": finding.rule,
                        "what": finding.message,
                    }
                )

    @property
    def count(self) -> int:
        """How many findings are accepted in it."""
        return sum(row["count"] for rows in self._rows.values() for row in rows)

    def written(self) -> bytes:
        """The file: sorted, one finding a line, so that a change of it is a small diff."""
        parts = []
        for path in sorted(self._rows):
            rows = sorted(self._rows[path], key=lambda row: row["fingerprint"])
            listed = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows)
            parts.append(f"  {json.dumps(path)}: [\n{listed}\n  ]")
        return (f'{{"schema": "{SCHEMA}", "files": {{\n' + ",\n".join(parts) + "\n}}\n").encode()

    def _key(self, path: str) -> str:
        relative = os.path.relpath(os.path.abspath(path), self._directory)
        return Path(relative).as_posix()
