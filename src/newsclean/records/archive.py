"""Web archives as records: one for each response, with its address and date, and the text of its page.

A response travels as a line of JSON that says what its headers say, and the body behind it; so it stands in
the file of rejected records, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from newsclean import pipeline
from newsclean.document import Archived, Document
from newsclean.errors import BinaryError, NewscleanError, OptionsError
from newsclean.options import Options
from newsclean.records.job import Job
from newsclean.records.row import BadRecordError, NoRecordError
from newsclean.records.streams import opened
from newsclean.web.archive import LeftOutError, Response, archives, responses
from newsclean.web.tree import parser

#: What a record of a response holds before its text.
FIELDS = ("id", "url", "date", "status")


class Raw(NamedTuple):
    """A response as it travels.

    :param number: of the response in the archive.
    :param offset: of its record in the archive as it is, packed or not.
    """

    number: int
    offset: int
    data: bytes


def read(path: str, most: int) -> Iterator[Raw]:
    """The pages and texts of an archive; images and other files are passed over.

    :param most: bytes that a response may have.
    :raises FileError: the archive cannot be read, or not to its end.
    """
    with opened(path, "") as stream:
        for found in responses(stream, path, most):
            if isinstance(found, Response):
                try:
                    found.read_as  # noqa: B018 - images need not travel
                except BinaryError:
                    continue
                yield Raw(found.number, found.offset, _raw(found))
            elif isinstance(found, LeftOutError):
                head = {"url": found.url, "error": found.message}
                yield Raw(found.number, found.offset or 0, json.dumps(head).encode() + b"\n")
            else:
                raise found


def _raw(response: Response) -> bytes:
    archived = response.archived
    head = {"id": response.identity, **archived._asdict()}
    head |= {"charset": response.charset, "kind": response.kind}
    return json.dumps(head).encode() + b"\n" + response.data


class Fetched:
    """A response as the work on it sees it.

    :raises BadRecordError: it could not be had.
    """

    def __init__(self, raw: bytes) -> None:
        head, _, self.value = raw.partition(b"\n")
        self._head: dict[str, Any] = json.loads(head)
        if "error" in self._head:
            raise BadRecordError(self._head["error"])

    def document(self, options: Options) -> Document:
        """Its document.

        :raises NoRecordError: it is an image or another file.
        :raises NewscleanError: it cannot be cleaned.
        """
        head = self._head
        archived = Archived(head["url"], head["date"], head["status"])
        response = Response(0, 0, archived, self.value, head["charset"], head["kind"])
        try:
            return pipeline.clean(
                self.value,
                options._replace(input=response.read_as),
                archived=archived,
                charset=response.charset,
            )
        except BinaryError as error:
            raise NoRecordError(str(error)) from None
        except NewscleanError as error:
            error.message = f"{head['url']}: {error.message}"
            raise

    def values(self) -> dict[str, Any]:
        """What is known of it beside its text."""
        return {name: self._head[name] for name in FIELDS}


def columns(job: Job) -> dict[str, Any]:
    """The names of what a record holds, each with a value of its kind.

    :raises OptionsError: the text, or what is added, would have a name that is taken.
    :raises ExtraError: what reads archives and pages is not installed.
    """
    archives()
    parser()
    for name in {job.field, *job.names}.intersection(FIELDS):
        raise OptionsError(f"a record of an archive already has a field {name!r}: choose another name")
    return {**dict.fromkeys(FIELDS, ""), "status": 200, job.field: ""}
