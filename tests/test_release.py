"""What a release needs is in step."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scripts import load_script

ROOT = Path(__file__).parent.parent


def release(*arguments):
    return subprocess.run(
        [sys.executable, "scripts/release.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def places():
    return load_script("release").found()


def test_every_place_names_one_version_and_the_changelog_has_it():
    (version,) = set(places().values())
    assert release("check", version).stderr == ""


def test_the_version_is_the_one_that_was_built(newsclean):
    from importlib.metadata import version

    import newsclean as package

    assert package.__version__ == version("newsclean")
    assert newsclean("--version").text.startswith(f"newsclean {package.__version__} (OpenCC data ")


def git(where, *arguments):
    identity = ["-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "tag.gpgsign=false"]
    command = ["git", "-C", str(where), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tag", "git_is_there", "expected"),
    [
        ("v7.8.9", True, r"7\.8\.9"),
        ("v7.8.9", False, "{fallback}"),
        (None, True, r"{fallback}\.post1\.dev\d+\+g[0-9a-f]+"),
        ("words", True, r"{fallback}\.post1\.dev\d+\+g[0-9a-f]+"),  # a tag of another kind
    ],
)
def test_the_version_of_a_build_is_the_tag_s(tmp_path, tag, git_is_there, expected):
    """Of a copy in which all is committed; with a tag, without one, without git."""
    pytest.importorskip("hatch_vcs")
    names = git(ROOT, "ls-files", "pyproject.toml", "src", "man", "LICENSE", "NOTICE", "README.md").split(
        "\n"
    )
    for name in filter(None, names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    if git_is_there:
        git(tmp_path, "init", "-q")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", "all")
        if tag:
            git(tmp_path, "tag", tag)
    script = "import sys, hatchling.build as b; print(b.build_sdist(sys.argv[1]))"
    command = [sys.executable, "-c", script, str(tmp_path / "out")]
    (tmp_path / "out").mkdir()
    built = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    form = expected.replace("{fallback}", re.escape(places()["pyproject.toml"]))
    assert re.fullmatch(rf"newsclean-{form}\.tar\.gz", built.split()[-1]), built


def test_what_is_out_of_step_is_named():
    done = release("check", "9.9.9")
    assert done.returncode != 0
    for name in ("pyproject.toml", "CITATION.cff", "docs/recipes.md", "CHANGELOG.md"):
        assert name in done.stderr
    assert release("check", "nine").returncode != 0


def test_workflows_and_the_action_put_no_input_into_a_script():
    files = [*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "action.yml"]
    assert len(files) >= 3
    for file in files:
        for script in re.findall(r"run: \|\n((?: {8,}.*\n)+)|run: (.*)", file.read_text(encoding="utf-8")):
            assert "${{" not in "".join(script), file.name


def test_the_action_gives_options_that_there_are(newsclean, tmp_path):
    """The command of the action, as its shell runs it."""
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    flags = re.search(r'newsclean "\$NEWSCLEAN_VERB" (.*?) \\\n', text)[1].split()
    (tmp_path / "a.txt").write_text("读\u200b者\n", encoding="utf-8")
    done = newsclean("repair", *flags, "--", "a.txt")
    assert (done.code, done.text[:28]) == (1, "::error file=a.txt,line=1,co")
