"""``[tool.newsclean]``: found, checked, and beaten by the command line."""

import pytest

from tests.conftest import CLEAN, DIRTY

EDITOR = "（责任编辑：林晓）"


@pytest.fixture
def project(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.newsclean]\nkeep = ["editor"]\n', encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(DIRTY, encoding="utf-8")
    return tmp_path


def test_nearest_file_counts(newsclean, project):
    assert EDITOR in newsclean("clean", "pages/a.txt").text
    (project / "pages" / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    assert EDITOR in newsclean("clean", "pages/a.txt").text
    (project / "pages" / "pyproject.toml").write_text("[tool.newsclean]\n", encoding="utf-8")
    assert newsclean("clean", "pages/a.txt").text == CLEAN


def test_each_input_has_its_own(newsclean, project):
    (project / "other").mkdir()
    (project / "other" / "pyproject.toml").write_text("[tool.newsclean]\n", encoding="utf-8")
    (project / "other" / "b.txt").write_text(DIRTY, encoding="utf-8")
    assert newsclean("clean", "pages/a.txt", "other/b.txt", "-o", "out").code == 0
    assert EDITOR in (project / "out" / "pages" / "a.txt").read_text(encoding="utf-8")
    assert (project / "out" / "other" / "b.txt").read_text(encoding="utf-8") == CLEAN


def test_not_beyond_the_repository(newsclean, project):
    (project / "pages" / ".git").mkdir()
    assert newsclean("clean", "pages/a.txt").text == CLEAN


def test_command_line_beats_the_file(newsclean, project):
    (project / "pyproject.toml").write_text('[tool.newsclean]\nto = "zh-Hant"\n', encoding="utf-8")
    assert "臨江" in newsclean("clean", "pages/a.txt").text
    assert newsclean("clean", "--to", "keep", "pages/a.txt").text == CLEAN
    assert newsclean("clean", "--isolated", "pages/a.txt").text == CLEAN


def test_stdin_filename_finds_the_file(newsclean, project):
    assert EDITOR in newsclean("clean", "--stdin-filename", "pages/x.txt", stdin=DIRTY).text


def test_config(newsclean, project):
    (project / "other.toml").write_text('[tool.newsclean]\nkeep = ["copyright"]\n', encoding="utf-8")
    done = newsclean("clean", "--config", "other.toml", "pages/a.txt")
    assert EDITOR not in done.text
    assert "版权声明" in done.text


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[tool.newsclean]\nkep = []\n", "unknown key 'kep' in [tool.newsclean]; did you mean 'keep'?"),
        ('[tool.newsclean]\nkeep = "editor"\n', "keep: expected a list of strings"),
        ("[tool.newsclean]\nto = 1\n", "to: expected a string"),
        ('[tool.newsclean]\nto = "zh"\n', "to: unknown value 'zh'"),
        ("[tool.newsclean\n", "not TOML"),
        ('[tool.newsclean]\nencoding = "utf-9"\n', "encoding: unknown encoding 'utf-9'"),
        ('[tool.newsclean]\noutput-encoding = "gkb"\n', "output-encoding: unknown encoding 'gkb'"),
        ('[tool.newsclean]\nskip-rule = ["zero-with"]\n', "skip-rule: unknown value 'zero-with'"),
        ('[tool.newsclean]\nexclude = ["[a"]\n', "exclude: '[a' is not a pattern"),
        (
            '[tool.newsclean.per-file-ignores]\n"a.txt" = ["nothing"]\n',
            "per-file-ignores: unknown value 'nothing'",
        ),
    ],
)
def test_mistakes_name_the_file(newsclean, project, toml, message):
    (project / "pyproject.toml").write_text(toml, encoding="utf-8")
    done = newsclean("clean", "pages/a.txt")
    assert done.code == 2
    assert message in done.err
    assert "pyproject.toml" in done.err
    assert done.err.count("\n") == 1


def test_a_mistake_in_another_folder_is_told_before_anything_is_done(newsclean, project):
    (project / "other").mkdir()
    (project / "other" / "pyproject.toml").write_text('[tool.newsclean]\noutput-encoding = "gkb"\n')
    (project / "other" / "b.txt").write_text(DIRTY, encoding="utf-8")
    done = newsclean("clean", "-i", "pages/a.txt", "other/b.txt")
    assert done.code == 2
    assert (project / "pages" / "a.txt").read_text(encoding="utf-8") == DIRTY
    assert "pyproject.toml: [tool.newsclean] output-encoding: unknown encoding 'gkb'" in done.err


@pytest.mark.parametrize("name", ["", "a\\u0000b"])
def test_a_name_that_no_file_can_have_is_one_line(newsclean, project, name):
    for key in ("rules", "dict"):
        toml = f'[tool.newsclean]\nto = "zh-TW"\n{key} = ["{name}"]\n'
        (project / "pyproject.toml").write_text(toml, encoding="utf-8")
        done = newsclean("clean", "pages/a.txt")
        assert (done.code, done.text) == (2, "")
        assert "cannot read: " in done.err
        assert done.err.count("\n") == 1


@pytest.mark.parametrize("verb", ["detect", "learn", "clean", "report"])
def test_a_wrong_option_is_one_error_and_not_one_for_each_input(newsclean, project, verb):
    done = newsclean(
        verb, "-e", "utf-9", "pages/a.txt", "pages/a.txt", *(["-o", "x"] if verb == "report" else [])
    )
    assert (done.code, done.out) == (2, b"")
    assert done.err == "newsclean: encoding: unknown encoding 'utf-9'; did you mean 'utf-8'?\n"


def test_include_and_exclude(newsclean, project):
    (project / "pages" / "b.md").write_text(DIRTY, encoding="utf-8")
    (project / "pages" / "drafts").mkdir()
    (project / "pages" / "drafts" / "c.txt").write_text(DIRTY, encoding="utf-8")
    done = newsclean("clean", "--check", "pages", "--include", "*.txt", "--exclude", "drafts/")
    assert done.text == "pages/a.txt\n"


def test_ignore_files(newsclean, project):
    for name in ("b.txt", "c.txt", "d.txt"):
        (project / "pages" / name).write_text(DIRTY, encoding="utf-8")
    (project / ".gitignore").write_text("b.txt\n", encoding="utf-8")
    (project / "pages" / ".newscleanignore").write_text("c.txt\n", encoding="utf-8")
    done = newsclean("clean", "--check", "pages")
    assert done.text == "pages/a.txt\npages/d.txt\n"
    named = newsclean("clean", "--check", "pages/b.txt")
    assert named.text == "pages/b.txt\n"


def test_hidden_files_and_links_are_not_walked(newsclean, project):
    (project / "pages" / ".hidden.txt").write_text(DIRTY, encoding="utf-8")
    (project / "pages" / "link.txt").symlink_to(project / "pages" / "a.txt")
    (project / "pages" / "loop").symlink_to(project / "pages")
    assert newsclean("clean", "--check", "pages").text == "pages/a.txt\n"


@pytest.mark.parametrize("toml", ["tool = 3\n", "[tool]\nnewsclean = 3\n"])
def test_tables_that_are_none(newsclean, project, toml):
    (project / "pyproject.toml").write_text(toml, encoding="utf-8")
    done = newsclean("clean", "pages/a.txt")
    assert "Traceback" not in done.err
    assert done.code == (2 if "newsclean" in toml else 0)


def test_convert_takes_its_target_from_the_file(newsclean, project):
    (project / "pages" / "pyproject.toml").write_text('[tool.newsclean]\nto = "zh-Hant"\n', encoding="utf-8")
    assert "臨江" in newsclean("convert", "pages/a.txt").text
    assert newsclean("convert", "pages/a.txt", "pyproject.toml", "--format", "jsonl").code == 2


def test_option_mistakes_do_not_blame_a_file(newsclean, project):
    for flags in (["-e", "utf-9"], ["--output-encoding", "gkb"], ["--protect", "("]):
        done = newsclean("clean", "pages/a.txt", *flags)
        assert done.code == 2
        assert "a.txt" not in done.err


def test_patterns_speak_of_paths_from_the_file_and_from_the_walk(newsclean, project):
    (project / "pages" / "b.md").write_text(DIRTY, encoding="utf-8")
    for toml, left in (
        ('include = ["pages/*.md"]', ["pages/b.md"]),
        ('include = ["/b.md"]', ["pages/b.md"]),
        ('exclude = ["pages/b.md"]', ["pages/a.txt"]),
        ('exclude = ["other/b.md"]', ["pages/a.txt", "pages/b.md"]),
    ):
        (project / "pyproject.toml").write_text(f"[tool.newsclean]\n{toml}\n", encoding="utf-8")
        assert newsclean("clean", "--check", "pages").text.splitlines() == left
    assert newsclean("clean", "--check", "pages", "--include", "pages/*.txt").text == "pages/a.txt\n"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("not toml = =", "not TOML"),
        ("[tool.other]\n", "there is no table [tool.newsclean] in it"),
    ],
)
def test_a_named_file_without_settings_is_an_error(newsclean, project, toml, message):
    (project / "my.toml").write_text(toml, encoding="utf-8")
    done = newsclean("clean", "--config", "my.toml", "pages/a.txt")
    assert (done.code, done.text) == (2, "")
    assert f"newsclean: my.toml: {message}" in done.err
