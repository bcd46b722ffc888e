"""Rules of the user's own: listed, shown, tested, learned and applied."""

import pytest

from tests.conftest import CLEAN, DIRTY

OWN = """
[[rule]]
id = "our-slogan"
role = "ad"
certain = "always"
lines = ["海风新闻天天见"]
hits = ["海风新闻天天见"]
misses = ["海风新闻天天见到读者"]
"""
PAGE = CLEAN + "\n海风新闻天天见\n"


@pytest.fixture
def own(tmp_path):
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    return tmp_path / "own.toml"


def test_rules_are_applied(newsclean, own):
    assert newsclean("clean", stdin=PAGE).text == PAGE
    assert newsclean("clean", "--rules", own, stdin=PAGE).text == CLEAN
    assert newsclean("strip", "--rules", own, stdin=PAGE).text == CLEAN
    assert newsclean("clean", "--rules", own, "--keep", "ad", stdin=PAGE).text == PAGE


def test_rules_of_the_configuration(newsclean, own, tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "deep").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.newsclean]\nrules = ["own.toml"]\n', encoding="utf-8")
    assert newsclean("clean", "--stdin-filename", "deep/a.txt", stdin=PAGE).text == CLEAN
    assert newsclean("clean", stdin=PAGE, cwd=tmp_path / "deep").text == CLEAN


def test_list_show_test(newsclean, own):
    rows = [line.split("\t") for line in newsclean("rules", "list", "--rules", own).text.splitlines()]
    assert rows[0][:3] == ["our-slogan", "ad", "always"]
    assert len(rows) > 50
    assert all(len(row) == 4 for row in rows)
    shown = newsclean("rules", "show", "our-slogan", "--rules", own).text
    assert "misses\t海风新闻天天见到读者\n" in shown
    done = newsclean("rules", "test")
    assert (done.code, done.out) == (0, b"")
    assert newsclean("rules", "test", own).code == 0


def test_a_failing_example(newsclean, own):
    own.write_text(
        OWN.replace('misses = ["海风新闻天天见到读者"]', 'misses = ["海风新闻天天见"]'), encoding="utf-8"
    )
    done = newsclean("rules", "test", own)
    assert done.code == 1
    assert done.text == "our-slogan\tmiss\t海风新闻天天见\n"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[[rule]]\nrole = 'ad'\n", "id"),
        (OWN.replace('"ad"', '"advert"'), "role"),
        (OWN.replace("lines =", "line ="), "line"),
        (OWN.replace('lines = ["海风新闻天天见"]', 'contains = ["海风"]\npattern = "("'), "pattern"),
        ("[[rule]", "TOML"),
    ],
)
def test_mistakes_name_the_file(newsclean, own, toml, message):
    own.write_text(toml, encoding="utf-8")
    for arguments in (("clean", "--rules", own), ("rules", "test", own)):
        done = newsclean(*arguments, stdin=PAGE)
        assert done.code == 2
        assert "own.toml" in done.err
        assert message in done.err
        assert done.err.count("\n") == 1


def test_no_such_rule(newsclean):
    done = newsclean("rules", "show", "editor-lable")
    assert done.code == 2
    assert "did you mean 'editor-label'" in done.err


def test_learn_and_apply(newsclean, tmp_path):
    (tmp_path / "site").mkdir()
    for number, name in enumerate("一二三四五六七八"):
        body = f"第{name}座桥昨天修好了，{name}号桥的居民说，他们等这一天等了很久，孩子上学再也不用绕路。"
        page = f"{name}号桥修好了\n\n{body}\n\n海风新闻天天见\n今日访问{number}{number}人次\n"
        (tmp_path / "site" / f"{number}.txt").write_text(page, encoding="utf-8")
    done = newsclean("learn", "site", "-o", "site.toml", "--least", "8")
    assert done.code == 0, done.err
    learned = (tmp_path / "site.toml").read_text(encoding="utf-8")
    assert "海风新闻天天见" in learned
    assert "今日访问" in learned
    assert "桥修好了" not in learned
    assert newsclean("rules", "test", "site.toml").code == 0
    page = DIRTY + "海风新闻天天见\n今日访问512人次\n"
    text = newsclean("clean", "--rules", "site.toml", stdin=page).text
    assert "海风" not in text
    assert "今日访问" not in text


def test_learn_goes_on_after_a_failure(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    done = newsclean("learn", "missing.txt", "a.txt")
    assert done.code == 2
    assert "missing.txt" in done.err
    assert done.text.startswith("# Proposed by newsclean learn from 1 documents")


def test_rules_that_fail_their_own_examples_are_told_once(newsclean, own):
    own.write_text(
        '[[rule]]\nid = "mine"\nrole = "footer"\nlines = ["江城网络"]\nhits = ["江城电台"]\n',
        encoding="utf-8",
    )
    done = newsclean("strip", "--rules", own, "--format", "jsonl", "-", stdin="江城网络\n".encode())
    assert done.code == 0
    assert done.err.count("warning: ") == 1
    assert "rule 'mine' does not find its hit '江城电台'" in done.err
    own.write_text("x = [", encoding="utf-8")
    done = newsclean("strip", "--rules", own, "--check", "one.txt", "two.txt")
    assert done.code == 2
    assert done.err.count("not TOML") == 1


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("zero-width", "en", "what\tAn invisible zero-width character was removed.\n"),
        ("gbk-as-cp1252", "en", "what\tText in gbk had been decoded as cp1252;"),
        ("wrong-decoding", "zh-Hant", "what\t一種編碼的文字曾被當成另一種讀取"),
    ],
)
def test_a_rule_of_repair_says_what_it_does(newsclean, name, language, expected):
    done = newsclean("--lang", language, "rules", "show", name)
    assert done.code == 0
    assert done.text.startswith(f"id\t{name}\nstage\trepair\n{expected}")
