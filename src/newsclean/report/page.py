"""The review page as a file: written while the documents come, so that its size is not held in memory.

Texts go in blocks, compressed and in base64, which holds nothing that HTML could take for markup. The page
decodes a block when one of its documents is opened (DecompressionStream, in browsers since 2023).
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable
from typing import Any

from newsclean.emit.record import dumps
from newsclean.language import LANGUAGES
from newsclean.report.words import text, words

#: In bytes of JSON. A block takes a browser about 5 ms to decode, and zlib little more than its window.
BLOCK = 256 << 10

#: The files of the program, in the order in which they build on one another.
_SCRIPTS = ("text.js", "store.js", "list.js", "rows.js", "document.js", "facets.js", "app.js")

_BLOCKS = "<!-- blocks -->"


class ReviewPage:
    """Takes views and writes the page.

    :param write: is given the bytes of the page in order.
    :param title: of the page.
    :param version: of the program, for those who find the page later.
    :param language: one of :data:`newsclean.language.LANGUAGES`, or empty for the browser's.
    """

    def __init__(
        self, write: Callable[[bytes], object], *, title: str, language: str = "", version: str = ""
    ) -> None:
        self._write = write
        self._summaries: list[Any] = []
        self._bodies: list[bytes] = []
        self._size = self._blocks = 0
        head, self._tail = _rendered(title, language, version).split(_BLOCKS)
        write(head.encode("utf-8", "backslashreplace"))

    def add(self, view: bytes) -> None:
        """Add a document.

        :param view: two lines of JSON, as :func:`newsclean.report.view.view` makes them.
        """
        summary, body, _ = view.split(b"\n")
        described = json.loads(summary)
        described["at"] = [self._blocks, len(self._bodies)]
        self._summaries.append(described)
        self._bodies.append(body)
        self._size += len(body)
        if self._size >= BLOCK:
            self._end_block()

    def finish(self) -> None:
        """Write what is left: the last block, the list of documents, and the end of the page."""
        self._end_block()
        self._script("index", dumps({"documents": self._summaries}).encode())
        self._write(self._tail.encode())

    def _end_block(self) -> None:
        if self._bodies:
            self._script(f"block-{self._blocks}", b"[" + b",\n".join(self._bodies) + b"]")
            self._blocks += 1
            self._bodies, self._size = [], 0

    def _script(self, name: str, data: bytes) -> None:
        packed = base64.b64encode(zlib.compress(data, 6))
        self._write(b'<script type="application/zlib" id="%s">%s</script>\n' % (name.encode(), packed))


def _rendered(title: str, language: str, version: str) -> str:
    """The page with a comment where its blocks stand."""
    from jinja2 import Environment

    script = "(() => {\n'use strict';\n" + "\n".join(map(text, _SCRIPTS)) + "\n})();"
    style = text("page.css")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(text("page.html")).render(
        title=title,
        language=language,
        languages=LANGUAGES,
        version=version,
        style=style,
        script=script,
        words=base64.b64encode(json.dumps(words(), ensure_ascii=False).encode()).decode(),
        # The browser is told to load nothing, and to run and apply this and nothing else.
        policy=(
            f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(style)};"
            " base-uri 'none'; form-action 'none'"
        ),
    )


def _digest(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"
