"""The results of ``--check`` for programs: JSON, GitHub's annotations, SARIF 2.1.0."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from newsclean.emit.findings import Finding
from newsclean.emit.record import dumps

#: The version of the form of the JSON.
SCHEMA = "newsclean/check/1"


def check_json(findings: Sequence[Finding], errors: Sequence[tuple[str, str]]) -> str:
    """One object: ``findings`` with their places, and ``errors`` of inputs that could not be checked."""
    record = {
        "schema": SCHEMA,
        "findings": [finding._asdict() for finding in findings],
        "errors": [{"path": path, "message": message} for path, message in errors],
    }
    return dumps(record, indent=2) + "\n"


def github(findings: Iterable[Finding], errors: Iterable[tuple[str, str]]) -> str:
    """Workflow commands, which GitHub shows at their lines
    (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
    """
    # One annotation for all of a rule in a line: GitHub shows ten of a step.
    groups: dict[tuple[str, int, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.path, finding.line, finding.rule), []).append(finding)
    lines = []
    for (path, line, rule), (first, *others) in groups.items():
        more = f" (and {len(others)} more in this line)" if others else ""
        place = f"file={_property(path)},line={line},col={first.column}"
        title = _property(f"newsclean: {rule}")
        lines.append(f"::error {place},title={title}::{_data(first.message)}{more}\n")
    lines += [f"::error file={_property(path)}::{_data(message)}\n" for path, message in errors]
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(findings: Sequence[Finding], errors: Sequence[tuple[str, str]], version: str) -> str:
    """A log of the Static Analysis Results Interchange Format, OASIS standard 2.1.0."""
    rules = list(dict.fromkeys(finding.rule for finding in findings))
    log: dict[str, Any] = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "newsclean",
                        "version": version,
                        "rules": [{"id": rule} for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, rules.index(finding.rule)) for finding in findings],
                "invocations": [
                    {
                        "executionSuccessful": not errors,
                        "toolExecutionNotifications": [
                            {"level": "error", "message": {"text": message}, "locations": [_location(path)]}
                            for path, message in errors
                        ],
                    }
                ],
            }
        ],
    }
    return dumps(log, indent=2) + "\n"


def _result(finding: Finding, index: int) -> dict[str, Any]:
    location = _location(finding.path)
    location["physicalLocation"]["region"] = {"startLine": finding.line, "startColumn": finding.column}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": "warning",
        "message": {"text": finding.message},
        "locations": [location],
        "partialFingerprints": {"newsclean/1": finding.fingerprint},
    }


def _location(path: str) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(os.fsencode(path.replace(os.sep, "/")))}}}
