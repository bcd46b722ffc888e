"""Patterns of paths mean what they mean to git."""

import os
import random
import shutil
import subprocess

import pytest

from newsclean.disk.ignore import BadPatternError, parse, verdict

MATCHES = [
    ("a.txt", "a.txt", True),
    ("a.txt", "dir/a.txt", True),
    ("/a.txt", "dir/a.txt", False),
    ("dir/*.txt", "dir/a.txt", True),
    ("dir/*.txt", "dir/sub/a.txt", False),
    ("**/sub/*.txt", "dir/sub/a.txt", True),
    ("dir/**", "dir/sub/a.txt", True),
    ("dir/**", "dir", False),
    ("dir/**/a.txt", "dir/a.txt", True),
    ("a?c", "abc", True),
    ("a?c", "a/c", False),
    ("?", "文", False),  # git matches bytes
    ("文*", "文章", True),
    ("[a-c]x", "bx", True),
    ("[!a-c]x", "bx", False),
    ("[]a]", "]", True),
    ("[[:digit:]]*", "7up", True),
    ("a\\*", "a*", True),
    ("a\\*", "ab", False),
    ("a\\ ", "a ", True),
    ("a  ", "a", True),
    ("\\#a", "#a", True),
    ("#a", "#a", False),
    ("[z-a]", "z", True),
    ("[z-a]", "b", False),
]


@pytest.mark.parametrize(("pattern", "path", "expected"), MATCHES)
def test_patterns(pattern, path, expected):
    found = parse(pattern.encode())
    assert (bool(verdict([found], path.encode(), False)) if found else False) is expected


@pytest.mark.parametrize("pattern", ["[a", "[", "a\\", "[[:x:]]", "[a\\", "[!]", "[a-"])
def test_patterns_that_match_nothing(pattern):
    with pytest.raises(BadPatternError):
        parse(pattern.encode())


def test_the_last_pattern_that_speaks_decides():
    patterns = [parse(line) for line in (b"!a.txt", b"*.txt")]  # the last one first
    assert verdict(patterns, b"a.txt", False) is False
    assert verdict(patterns, b"b.txt", False) is True
    assert verdict(patterns, b"b.md", False) is None


PIECES = (
    *(
        "a",
        "b",
        "*",
        "?",
        "/",
        "**",
        "[ab]",
        "[!a]",
        ".",
        "txt",
        "\\*",
        "文",
        "x",
        " ",
        "[a-c]",
        "[]a]",
        "!",
        "#",
    ),
    *("[[:alpha:]]", "\\ ", "[c-a]", "[", "\\", "-", "[a-]", "**/", "/**", "/**/", "*.txt", "a*", "/a", "b/"),
)
NAMES = ["a", "b", "ab", "a.txt", "b.md", "x", "文", "a b", "a]", "-", "!x", "#x", "[a", "A", "aa", "aba"]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_random_patterns_match_what_git_matches(tmp_path):
    """60 sets of patterns on some 200 paths; the seed is new each time, and told."""
    seed = random.randrange(10**9)
    dice = random.Random(seed)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for _ in range(200):
        path = tmp_path.joinpath(*dice.choices(NAMES, k=dice.randint(1, 4)))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        except OSError:
            pass  # a directory has the name of a file
    paths = {
        os.path.relpath(os.path.join(place, name), tmp_path): kind
        for place, directories, files in os.walk(tmp_path)
        if ".git" not in place.split("/")
        for kind, names in ((True, directories), (False, files))
        for name in names
        if name not in (".git", ".gitignore")
    }
    for _ in range(60):
        lines = ["".join(dice.choices(PIECES, k=dice.randint(1, 5))) for _ in range(dice.randint(1, 3))]
        (tmp_path / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = ["git", "-C", tmp_path, "check-ignore", "--no-index", "-z", "--stdin"]
        told = subprocess.run(command, input="\0".join(paths).encode(), capture_output=True, check=False)
        assert ignored(lines, paths) == set(filter(None, told.stdout.decode().split("\0"))), (seed, lines)


def ignored(lines, paths):
    patterns = []
    for line in lines:
        try:
            patterns.insert(0, parse(line.encode()))
        except BadPatternError:
            continue
    patterns = list(filter(None, patterns))
    found = set()
    for path, is_directory in paths.items():
        steps = path.split("/")
        for end in range(1, len(steps) + 1):
            if verdict(patterns, "/".join(steps[:end]).encode(), end < len(steps) or is_directory):
                found.add(path)
                break
    return found
