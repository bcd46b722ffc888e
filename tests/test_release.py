"""What a release needs is in step."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import newsclean

ROOT = Path(__file__).parent.parent


def release(*arguments):
    return subprocess.run(
        [sys.executable, "scripts/release.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_place_names_this_version():
    spec = importlib.util.spec_from_file_location("release", ROOT / "scripts" / "release.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert set(module.found().values()) == {newsclean.__version__}


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
