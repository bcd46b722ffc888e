"""What ``--check`` and ``--diff`` find: without what a baseline accepts, in the form that is asked for."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import click

from newsclean.batch import Mode
from newsclean.cli.places import check_extra
from newsclean.disk.files import write_file
from newsclean.language import say
from newsclean.outcome import Outcome, Status
from newsclean.values import NamedTuple
from newsclean.visible import quoted, visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.baseline import Baseline
    from newsclean.emit.findings import Finding


class Checking(NamedTuple):
    """How findings are judged and shown.

    :param form: one of :data:`newsclean.emit.OUTPUT_FORMATS`.
    :param baseline: what is accepted, or ``None``.
    :param place: where a new baseline is written, or ``None``.
    :param new: the baseline that is written.
    :param found: all findings that are not accepted, where they are shown at the end.
    :param errors: path and message of what could not be checked.
    """

    form: str
    baseline: Baseline | None
    place: str | None
    new: Baseline | None
    found: list[Finding]
    errors: list[tuple[str, str]]

    @classmethod
    def of(cls, parameters: dict[str, Any], mode: Mode) -> Checking:
        """What the options ask for.

        :raises click.UsageError: they ask for findings where nothing is checked.
        :raises OptionsError: the baseline cannot be read.
        """
        form, old, place = (parameters[name] for name in ("output_format", "baseline", "write_baseline"))
        if form != "text" and mode is not Mode.CHECK:
            raise click.UsageError("--output-format needs --check, without --diff.")
        if (old or place) and mode not in (Mode.CHECK, Mode.DIFF):
            raise click.UsageError(f"{'--baseline' if old else '--write-baseline'} needs --check or --diff.")
        if not (old or place):
            return cls(form, None, None, None, [], [])
        from newsclean.baseline import SCHEMA, Baseline

        if place:
            check_extra("baseline", place, SCHEMA.rpartition("/")[0].encode(), ())
        return cls(
            form, Baseline.read(old) if old else None, place, Baseline(place) if place else None, [], []
        )

    @property
    def wanted(self) -> bool:
        """Whether findings are needed at all."""
        return self.form != "text" or self.baseline is not None or self.new is not None

    def judged(self, outcome: Outcome) -> Outcome:
        """The outcome without what is accepted; a file in which all is accepted counts as unchanged."""
        if outcome.status is Status.FAILED:
            self.errors.append((outcome.name, outcome.message))
        found = outcome.findings
        if not found:
            return outcome
        fresh = self.baseline.fresh(found) if self.baseline else found
        if self.new is not None:
            self.new.add(found)
            fresh = ()
        self.found.extend(fresh if self.form != "text" else ())
        if not fresh:
            return outcome._replace(status=Status.UNCHANGED, data=b"", repairs={}, removals={}, recoded="")
        if len(fresh) < len(found):
            repairs, removals = (
                Counter(one.rule for one in fresh if one.stage == stage) for stage in ("repair", "strip")
            )
            stages = {one.stage for one in fresh}
            outcome = outcome._replace(
                repairs=repairs,
                removals=removals,
                conversion=outcome.conversion if "convert" in stages else "",
                recoded=outcome.recoded if "encode" in stages else "",
            )
        return outcome

    def listed(self, outcome: Outcome, *, terminal: bool) -> bytes:
        """The line of a file that would change, in a list; the other forms come at the end."""
        if self.form != "text" or outcome.status not in (Status.CHANGED, Status.RECODED):
            return b""
        name = quoted(outcome.name)
        return os.fsencode(f"{visible(name) if terminal else name}\n")

    def accepted(self) -> list[str]:
        """What is said of a baseline that was written."""
        if self.new is None:
            return []
        form = (
            "{count} finding accepted in {file}"
            if self.new.count == 1
            else "{count} findings accepted in {file}"
        )
        return [say(form, count=f"{self.new.count:,}", file=quoted(str(self.place)))]

    def finished(self) -> bytes:
        """What comes after all inputs; the baseline is written."""
        if self.new is not None and self.place is not None:
            write_file(self.place, self.new.written())
        if self.form == "text":
            return b""
        from newsclean.emit.checks import check_json, github, sarif
        from newsclean.installed import version

        if self.form == "json":
            text = check_json(self.found, self.errors)
        elif self.form == "github":
            text = github(self.found, self.errors)
        else:
            text = sarif(self.found, self.errors, version())
        return text.encode("utf-8", "backslashreplace")
