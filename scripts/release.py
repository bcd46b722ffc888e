"""What a release needs (docs/release.md): set the version everywhere, or check that all places agree.

The version of a build is the tag's; these are the places that name it in words, and what a copy without tags
calls itself.

usage: python scripts/release.py set|check X.Y.Z
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

_HOOK, _ACTION = r"^    rev: v(\S+)$", r"newsclean/newsclean@v(\S+)"

#: Where the version stands: a file, and an expression with the version as its group.
PLACES = (
    ("pyproject.toml", r'^fallback-version = "([^"]+)"$'),
    ("CITATION.cff", r"^version: (.+)$"),
    ("README.md", _HOOK),
    ("README.zh-CN.md", _HOOK),
    ("README.zh-TW.md", _HOOK),
    ("docs/recipes.md", _HOOK),
    ("docs/recipes.md", _ACTION),
    *((f"docs/{folder}how-to/pre-commit.md", _HOOK) for folder in ("", "zh-CN/", "zh-TW/")),
    *((f"docs/{folder}how-to/ci.md", _ACTION) for folder in ("", "zh-CN/", "zh-TW/")),
)


def found() -> dict[str, str]:
    """The version that each file names.

    :raises SystemExit: one names none.
    """
    versions: dict[str, str] = {}
    for name, expression in PLACES:
        match = re.search(expression, (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        if match is None:
            sys.exit(f"{name}: there is no version")
        versions[name] = match[1] if versions.get(name, match[1]) == match[1] else "two"
    return versions


def _set(version: str) -> None:
    for name, expression in PLACES:
        text = (ROOT / name).read_text(encoding="utf-8")

        def replaced(match: re.Match[str]) -> str:
            return match[0].replace(match[1], version)

        (ROOT / name).write_text(re.sub(expression, replaced, text, flags=re.MULTILINE), encoding="utf-8")


def _check(version: str) -> None:
    wrong = [f"{name}: {other}" for name, other in found().items() if other != version]
    if f"\n## {version} " not in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"):
        wrong.append(f"CHANGELOG.md: there is no section {version}")
    if wrong:
        sys.exit("\n".join(wrong))


def main(arguments: list[str]) -> None:
    """Run the command line."""
    actions = {"set": _set, "check": _check}
    if len(arguments) != 2 or arguments[0] not in actions or not re.fullmatch(r"\d+\.\d+\.\d+", arguments[1]):
        sys.exit(__doc__)
    actions[arguments[0]](arguments[1])


if __name__ == "__main__":
    main(sys.argv[1:])
