"""A run over records: blocks go out, results come back in order, outputs appear when they are whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any, NamedTuple

from newsclean.errors import FileError
from newsclean.parallel import ordered
from newsclean.records import near
from newsclean.records.aside import taking
from newsclean.records.block import MOST, Block, Done, Place, Reject
from newsclean.records.job import Job
from newsclean.records.output import Rejects, output
from newsclean.records.reader import Limits, blocks
from newsclean.records.state import RunState
from newsclean.records.streams import is_remote
from newsclean.records.tally import Tally
from newsclean.records.work import header_of, work


class Plan(NamedTuple):
    """What to read and where to write.

    :param inputs: their names, in order.
    :param name: gives the name of an output, by the input and the number of its part.
    :param joined: whether all inputs go to one output.
    :param rejects: the file for rejected records.
    :param record: bytes that a record may have.
    :param shard: bytes of records for one output; 0 for no limit.
    :param done: what an earlier run has done, where this one goes on.
    """

    inputs: tuple[str, ...]
    name: Callable[[str, int], str]
    joined: bool
    rejects: str
    record: int
    shard: int = 0
    done: RunState | None = None


class Listener(NamedTuple):
    """Who is told of a run.

    :param tell: of what was counted so far, for each block.
    :param fail: of inputs that cannot be read, or not to their ends.
    :param reject: of records that are rejected.
    :param warn: of files that are not of this run.
    """

    tell: Callable[[Tally], None]
    fail: Callable[[str], None]
    reject: Callable[[str], None]
    warn: Callable[[str], None]


def run(plan: Plan, job: Job, jobs: int, listener: Listener) -> Tally:
    """Clean the records of all inputs.

    :param jobs: how many processes work at once.
    :returns: what was counted.
    :raises FileError: an output cannot be written.
    """
    with (
        tempfile.TemporaryDirectory(prefix="newsclean-") as spools,
        Rejects(plan.rejects) as rejects,
        ExitStack() as stack,
    ):
        limits = Limits(plan.record, plan.shard, spools, jobs > 1)
        return _Run(plan, job, limits, listener, rejects=rejects, stack=stack).all(jobs)


class _Run:
    def __init__(
        self, plan: Plan, job: Job, limits: Limits, listener: Listener, *, rejects: Rejects, stack: ExitStack
    ) -> None:
        self._plan, self._job, self._limits = plan, job, limits
        self._listener, self._rejects, self._stack = listener, rejects, stack
        self._total = Tally()
        self._part: _Part | None = None
        self._index = near.Index() if job.near else None
        self._failed: set[str] = set()
        self._begun: set[str] = set()  # inputs that have an output
        self._last: dict[str, int] = {}  # the number of an input's last output
        self._header = b""

    def all(self, jobs: int) -> Tally:
        """Do all inputs."""
        items = (block for path in self._plan.inputs for block in self._blocks(path))
        for done in _results(partial(work, job=self._job), items, jobs):
            self._turn(done.source, done.target)
            self._take(done)
        self._finish()
        for path in self._plan.inputs[:1] if self._plan.joined else self._plan.inputs:
            self._leave_none_out(path)
        for path in self._plan.inputs if self._plan.shard else ():
            self._look_behind(path, self._last.get(path, 0))
        if self._index is not None:
            self._index.close()
        return self._total

    def _blocks(self, path: str) -> Iterator[Block]:
        """The blocks of an input, without those that an earlier run has done."""
        plan = self._plan
        try:
            for block in blocks(path, self._limits):
                if block.header and path not in self._last:
                    header_of(block, self._job)
                self._last[path] = block.target
                if plan.joined:
                    self._header = self._header or block.header
                    if block.header.strip() != self._header.strip():
                        raise FileError("its header is not that of the first input", path=path)
                    yield block._replace(target=0)
                elif plan.done is None or not plan.done.has(path, plan.name(path, block.target)):
                    yield block
        except FileError as error:
            error.path = error.path or path
            self._failed.add(path)
            self._total.failed += 1
            self._listener.fail(str(error))

    def _turn(self, path: str, target: int) -> None:
        """Go to another output, if it is one."""
        name = self._plan.name(path, target)
        if self._part is None or self._part.name != name:
            self._finish()
            self._begun.add(path)
            self._part = _Part(path, name, self._plan, self._job, self._stack, aside=self._limits.aside)

    def _finish(self) -> None:
        """Let the output have its name."""
        part, self._part = self._part, None
        if part is None:
            return
        try:
            self._stack.close()
        except FileError as error:
            error.path = error.path or part.name
            raise
        if self._plan.done is not None:
            if part.path not in self._failed:
                self._plan.done.note(part.path, part.name, part.tally)
            self._rejects.join(self._plan.done.rejects(part.name))

    def _leave_none_out(self, path: str) -> None:
        """Make an output of no records, and count what an earlier run has done."""
        plan = self._plan
        done = plan.done.of(path) if plan.done is not None else []
        for name, tally in done:
            self._total.add(tally)
            self._rejects.join(plan.done.rejects(name) if plan.done else "")
        begun = bool(self._begun) if plan.joined else path in self._begun
        if not done and not begun and path not in self._failed:
            self._turn(path, 0)
            self._finish()

    def _look_behind(self, path: str, last: int) -> None:
        """Tell of outputs with higher numbers: who reads the directory would read them, too."""
        name = self._plan.name(path, last + 1)
        if path not in self._failed and not is_remote(name) and os.path.exists(name):
            self._listener.warn(
                f"{name} and what follows it are of an earlier run, with other shards: remove them"
            )

    def _take(self, done: Done) -> None:
        part = self._part
        assert part is not None
        if self._index is not None:
            done = self._with_duplicates(done)
        part.write(done._replace(rejects=[], near=()))
        for reject in done.rejects:
            self._listener.reject(f"{reject.source}: record {reject.place.number}: {reject.reason}")
            (part.rejects or self._rejects).add(reject)
        part.tally.add(done.tally)
        self._total.add(done.tally)
        self._listener.tell(self._total)

    def _with_duplicates(self, done: Done) -> Done:
        """The results with the names of what they are duplicates of."""
        assert self._index is not None
        names: list[Any] = []
        for signed, name in done.near:
            own = self._total.written + len(names) + 1 if name is None else name
            names.append(self._index.find(signed, own))
        done.tally.duplicates = sum(name is not None for name in names)
        if self._job.writer.name == "parquet":
            return done._replace(duplicates=names)
        data = [near.named(piece, self._job, name) for piece, name in zip(done.data, names, strict=True)]
        return done._replace(data=data)


class _Part:
    """An output that is being written, and what was counted of it."""

    def __init__(self, path: str, name: str, plan: Plan, job: Job, stack: ExitStack, *, aside: bool) -> None:
        self.path, self.name = path, name
        self.tally = Tally()
        if aside and job.writer.name == "parquet":
            self.write = stack.enter_context(taking(output, name, job, path))
        else:
            self.write = stack.enter_context(output(name, job, path))
        self.rejects: Rejects | None = None
        if plan.done is not None:
            plan.done.forget(name)
            self.rejects = stack.enter_context(Rejects(plan.done.rejects(name)))


def _results(task: Callable[[Block], Done], items: Iterator[Block], jobs: int) -> Iterator[Done]:
    if jobs == 1:
        yield from map(task, items)
        return
    for done in ordered(task, items, jobs, _killed, size=_size, most=MOST):
        if done.killed is None:
            yield done
        else:  # one of its records kills: alone, each speaks for itself
            yield from ordered(task, _singles(done.killed), 1, _guilty, size=_size, most=MOST)


def _size(block: Block) -> int:
    return 0 if block.spool else block.size


def _killed(block: Block) -> Done:
    return Done(block.source, block.target, block.header, [], [], Tally(), killed=block)


def _singles(block: Block) -> Iterator[Block]:
    """Each record of a block by itself."""
    number, offset = block.first
    if block.first.offset < 0:
        from newsclean.records.batch import from_ipc, to_ipc

        batch = from_ipc(block.records[0])[0]
        for index in range(batch.num_rows):
            one = to_ipc([batch.slice(index, 1)])
            yield block._replace(first=Place(number + index, -1), records=[one], rows=1, size=0)
        return
    for index, record in enumerate(block.records):
        yield block._replace(first=Place(number + index, offset), records=[record], rows=1, size=len(record))
        offset += len(record)


def _guilty(block: Block) -> Done:
    raw = block.records[0]
    if block.first.offset < 0:
        from newsclean.records.batch import from_ipc
        from newsclean.records.table import as_json

        raw = as_json(from_ipc(raw)[0], 0)
    reject = Reject(block.source, block.first, "the process working on it was killed", raw)
    tally = Tally(records=1, rejected=1, bytes_in=block.size)
    return Done(block.source, block.target, block.header, [], [reject], tally)
