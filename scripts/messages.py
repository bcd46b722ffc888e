"""The catalogues of messages: collect what is said in the code, bring them up to date, compile them.

usage: python scripts/messages.py update|compile|check

``update`` adds new messages to each catalogue and takes out those that are gone; ``compile`` writes what the
program reads; ``check`` fails where a message has no translation, or a file is not as it would be written.
"""

from __future__ import annotations

import ast
import gettext
import inspect
import io
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "newsclean"
LOCALES = SOURCE / "data" / "locale"
#: Messages that no call shows: they are put together, or Click's, or the system's.
MORE = Path(__file__).parent / "messages.txt"
PLACEHOLDER = re.compile(r"\{(\w+)\}")

#: Calls whose first argument is said; ``*Error`` are, too.
_SAYING = ("say", "warning", "warn", "summary", "section", "fail", "_wrong")
_ARGUMENTS = ("help", "short_help", "heading", "epilog")
#: Errors that are not for users of the command line, or have messages of their own.
_OTHER_ERRORS = (
    *("ValueError", "TypeError", "AttributeError", "KeyError", "SystemError", "EOFError"),
    *("LostError", "EndedError", "UnicodeDecodeError", "UnicodeEncodeError"),
)

HEAD = """\
# Messages of newsclean in {language}, written in that language and not converted.
# Own work of the newsclean developers, Apache-2.0. See CONTRIBUTING.md, "add a language of messages".
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@cache
def collected() -> dict[str, list[str]]:
    """Each message, and the files in which it is said."""
    found: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = str(path.relative_to(ROOT / "src"))
        for message in _said_in(ast.parse(path.read_text(encoding="utf-8"))):
            places = found.setdefault(message, [])
            places += [name] * (name not in places)
    for line in MORE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            found.setdefault(line, ["scripts/messages.txt"])
    return found


def _said_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _said_by(node)
        elif isinstance(node, ast.FunctionDef) and any(map(_is_command, node.decorator_list)):
            yield inspect.cleandoc(ast.get_docstring(node) or "")
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "EPILOG":
            yield _text(node.value) or ""


def _said_by(call: ast.Call) -> Iterator[str]:
    function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    error = function.endswith("Error") and function not in _OTHER_ERRORS
    if call.args and (error or function in _SAYING):
        message = _text(call.args[0])
        if message and _is_said(message):
            yield message
    for argument in call.keywords:
        if argument.arg in _ARGUMENTS and (text := _text(argument.value)):
            yield text
        elif argument.arg == "examples" and isinstance(argument.value, ast.Tuple):
            for pair in argument.value.elts:
                if isinstance(pair, ast.Tuple) and (text := _text(pair.elts[1])):
                    yield text


def _is_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and getattr(decorator.func, "attr", "") in ("command", "group")


def _is_said(message: str) -> bool:
    return any(map(str.isalpha, PLACEHOLDER.sub("", message))) or message.strip() in (",", ";", "{heading}:")


def _text(node: ast.expr) -> str | None:
    """A string of the code, with a placeholder for each value in it; ``None`` for anything else."""
    names: dict[str, int] = {}

    def text(node: ast.expr) -> str | None:
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            parts = [text(node.left), text(node.right)]
            return None if None in parts else "".join(map(str, parts))
        if not isinstance(node, ast.JoinedStr):
            return f"{{{_name(node, names)}}}" if isinstance(node, ast.Name | ast.Call) else None
        return "".join(
            str(piece.value) if isinstance(piece, ast.Constant) else f"{{{_name(piece.value, names)}}}"
            for piece in node.values
            if isinstance(piece, ast.Constant | ast.FormattedValue)
        )

    return None if isinstance(node, ast.Name | ast.Call) else text(node)


def _name(value: ast.expr, names: dict[str, int]) -> str:
    """A name for a value, for those who translate: the last one in its expression."""
    words = [
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(value)
        if isinstance(node, ast.Name | ast.Attribute)
    ]
    skipped = (
        "repr",
        "quoted",
        "join",
        "sorted",
        "map",
        "min",
        "len",
        "str",
        "type",
        "partition",
        "__name__",
    )
    name = next((word.lower().strip("_") for word in words if word not in skipped), "value")
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name}{names[name]}"


def updated(language: str) -> str:
    """The catalogue of a language with the messages of the code."""
    path = _po(language)
    old = read_po(io.BytesIO(path.read_bytes())) if path.exists() else Catalog()
    new = Catalog(locale=language)
    for message, places in sorted(collected().items(), key=lambda item: (item[1], item[0])):
        known = old.get(message)
        new.add(message, known.string if known else "", locations=[(place, 0) for place in places])
    out = io.BytesIO()
    write_po(out, new, width=110, omit_header=True, include_lineno=False)
    return HEAD.format(language=language) + out.getvalue().decode("utf-8").lstrip("\n")


def compiled(language: str) -> bytes:
    """What the program reads."""
    catalogue = read_po(io.BytesIO(_po(language).read_bytes()), locale=language)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def faults(language: str) -> Iterator[str]:
    """What is wrong with a catalogue."""
    path = _po(language)
    if updated(language) != path.read_text(encoding="utf-8"):
        yield "the messages of the code are others: run python scripts/messages.py update"
    for message in read_po(io.BytesIO(path.read_bytes())):
        if not message.id:
            continue
        if not message.string:
            yield f"not translated: {message.id!r}"
        elif message.fuzzy:
            yield f"fuzzy: {message.id!r}"
        elif sorted(PLACEHOLDER.findall(str(message.id))) != sorted(PLACEHOLDER.findall(str(message.string))):
            yield f"other placeholders: {message.id!r}"
    made = path.with_suffix(".mo")
    if not made.exists() or _read(made.read_bytes()) != _read(compiled(language)):
        yield "not compiled: run python scripts/messages.py compile"


def _read(data: bytes) -> dict[str, str]:
    texts = dict(vars(gettext.GNUTranslations(io.BytesIO(data)))["_catalog"])
    texts.pop("", None)  # the header names the version of Babel
    return texts


def _po(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "newsclean.po"


def languages() -> list[str]:
    """Those that there are catalogues of, as gettext names them."""
    return sorted(path.name for path in LOCALES.iterdir())


def main(arguments: list[str]) -> None:
    """Run the command line."""
    if len(arguments) != 1 or arguments[0] not in ("update", "compile", "check"):
        sys.exit(__doc__)
    wrong = []
    for language in languages():
        if arguments[0] == "update":
            _po(language).write_text(updated(language), encoding="utf-8")
        elif arguments[0] == "compile":
            _po(language).with_suffix(".mo").write_bytes(compiled(language))
        else:
            wrong += [f"{language}: {fault}" for fault in faults(language)]
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main(sys.argv[1:])
