"""A run over records: blocks go out, results come back in order, outputs appear when they are whole."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any, NamedTuple

from newsclean.errors import FileError
from newsclean.parallel import ordered
from newsclean.records import near, state
from newsclean.records.block import MOST, Block, Done, Place, Reject
from newsclean.records.job import Job
from newsclean.records.output import Output, Rejects, output
from newsclean.records.reader import Limits, blocks
from newsclean.records.tally import Tally
from newsclean.records.work import work


class Plan(NamedTuple):
    """What to read and where to write.

    :param inputs: their names, in order.
    :param name: gives the name of an output: of all inputs, or of a part of one.
    :param joined: whether all inputs go to one output.
    :param rejects: the file for rejected records.
    :param record: bytes that a record may have.
    :param shard: bytes of records for one output; 0 for no limit.
    :param done: what an earlier run has done, where this one goes on.
    :param empty: the schema of Parquet without records.
    """

    inputs: tuple[str, ...]
    name: Callable[[str, int], str]
    joined: bool
    rejects: str
    record: int
    shard: int = 0
    done: state.Done | None = None
    empty: bytes | None = None


def run(plan: Plan, job: Job, jobs: int, tell: Callable[[Tally], None], warn: Callable[[str], None]) -> Tally:
    """Clean the records of all inputs.

    :param tell: is told what was counted so far, for each block.
    :param warn: is told of inputs that cannot be read, and of records that are rejected.
    :returns: what was counted; ``rejected`` counts inputs that failed too.
    :raises FileError: an output cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="newsclean-") as spools:
        return _Run(plan, job, jobs, spools, tell, warn).all()


class _Run:
    def __init__(
        self,
        plan: Plan,
        job: Job,
        jobs: int,
        spools: str,
        tell: Callable[[Tally], None],
        warn: Callable[[str], None],
    ) -> None:
        self._plan, self._job, self._jobs = plan, job, jobs
        self._limits = Limits(plan.record, plan.shard, spools)
        self._tell, self._warn = tell, warn
        self._total = Tally()
        self._index = near.Index() if job.near else None
        self._failed: set[str] = set()
        self._headers: dict[bytes, str] = {}

    def all(self) -> Tally:
        """Do all inputs."""
        with Rejects(self._plan.rejects) as rejects:
            if self._plan.joined:
                items = (block._replace(target=0) for path in self._plan.inputs for block in self._blocks(path))
                self._write(self._plan.inputs[0], items, rejects)
            else:
                for path in self._plan.inputs:
                    self._write(path, self._blocks(path), rejects)
        return self._total

    def _blocks(self, path: str) -> Iterator[Block]:
        """The blocks of an input, without those that an earlier run has done."""
        done = self._plan.done
        try:
            for block in blocks(path, self._limits):
                self._same_header(block)
                if done is None or not done.has(self._plan.name(path, block.target)):
                    yield block
        except FileError as error:
            error.path = error.path or path
            self._failed.add(path)
            self._total.rejected += 1
            self._warn(str(error))

    def _same_header(self, block: Block) -> None:
        """Check that inputs that are joined have the same columns."""
        if block.header and self._plan.joined:
            other = self._headers.setdefault(block.header.strip(), block.source)
            if len(self._headers) > 1 and other == block.source:
                raise FileError("its header is not that of the first input", path=block.source)

    def _results(self, items: Iterator[Block]) -> Iterator[Done]:
        task = partial(work, job=self._job)
        if self._jobs == 1:
            yield from map(task, items)
            return
        for done in ordered(task, items, self._jobs, _killed, size=_size, most=MOST):
            if done.killed is None:
                yield done
            else:  # one of its records kills: alone, each speaks for itself
                yield from ordered(task, _singles(done.killed), 1, _guilty, size=_size, most=MOST)

    def _write(self, path: str, items: Iterator[Block], rejects: Rejects) -> None:
        """Write the outputs of an input."""
        with ExitStack() as stack:
            part: _Part | None = None
            for done in self._results(items):
                if part is None or part.target != done.target:
                    if part is not None:
                        self._finish(part, stack, path)
                    part = _Part(done.target, self._plan, path, self._job, stack)
                self._take(done, part, rejects)
            self._count_done(path, rejects)
            if part is None and not (self._plan.done and self._plan.done.any(path)) and path not in self._failed:
                part = _Part(0, self._plan, path, self._job, stack)  # of no records an empty output
            if part is not None:
                self._finish(part, stack, path)

    def _finish(self, part: _Part, stack: ExitStack, path: str) -> None:
        stack.close()
        if self._plan.done is not None and path not in self._failed:
            self._plan.done.note(part.name, part.tally, part.rejects)

    def _count_done(self, path: str, rejects: Rejects) -> None:
        """Count what an earlier run did."""
        if self._plan.done is not None:
            for tally, lines in self._plan.done.of(path, self._plan.name):
                self._total.add(tally)
                rejects.join(lines)

    def _take(self, done: Done, part: _Part, rejects: Rejects) -> None:
        if self._index is not None:
            done = self._with_duplicates(done, part.tally)
        part.output.write(done)
        for reject in done.rejects:
            place = f"record {reject.place.number}"
            self._warn(f"{reject.source}: {place}: {reject.reason}")
            if part.rejects is not None:
                part.rejects.add(reject)
            else:
                rejects.add(reject)
        part.tally.add(done.tally)
        self._total.add(done.tally)
        self._tell(self._total)

    def _with_duplicates(self, done: Done, tally: Tally) -> Done:
        """The results with the names of what they are duplicates of."""
        assert self._index is not None
        names: list[Any] = []
        for signed, name in done.near:
            own = self._total.written + len(names) + 1 if name is None else name
            names.append(self._index.find(signed, own))
        count = sum(name is not None for name in names)
        done.tally.duplicates = count
        if self._job.writer.name == "parquet":
            from newsclean.records.batch import with_duplicates

            return done._replace(data=[with_duplicates(data, self._job, names) for data in done.data])
        data = [near.named(piece, self._job, name) for piece, name in zip(done.data, names, strict=True)]
        return done._replace(data=data)


class _Part:
    """An output that is being written, and what was counted of it."""

    def __init__(self, target: int, plan: Plan, path: str, job: Job, stack: ExitStack) -> None:
        self.target = target
        self.tally = Tally()
        self.name = plan.name(path, target)
        self.output: Output = stack.enter_context(output(self.name, job.writer, plan.empty))
        self.rejects: Rejects | None = None
        if plan.done is not None:
            self.rejects = stack.enter_context(Rejects(plan.done.lines(self.name)))


def _size(block: Block) -> int:
    return 0 if block.spool else block.size


def _killed(block: Block) -> Done:
    return Done(block.target, block.header, [], [], Tally(), killed=block)


def _singles(block: Block) -> Iterator[Block]:
    """Each record of a block by itself."""
    number, offset = block.first
    if block.first.offset < 0:
        from newsclean.records.batch import packed, unpacked

        batch = unpacked(block.records[0])[0]
        for index in range(batch.num_rows):
            one = packed([batch.slice(index, 1)])
            yield block._replace(first=Place(number + index, -1), records=[one], count=1, size=0)
        return
    for index, record in enumerate(block.records):
        yield block._replace(
            first=Place(number + index, offset), records=[record], count=1, size=len(record)
        )
        offset += len(record)


def _guilty(block: Block) -> Done:
    reason = "the process that worked on it was killed"
    reject = Reject(block.source, block.first, reason, block.records[0])
    return Done(block.target, block.header, [], [reject], Tally(records=1, rejected=1, bytes_in=block.size))

