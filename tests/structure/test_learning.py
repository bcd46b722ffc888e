"""Rules learned from what recurs, and the rules as a user sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean.document import KEPT_ROLES
from newsclean.errors import OptionsError
from newsclean.structure import learning, load_rules, read, strip
from newsclean.structure.learning import as_toml, learn
from newsclean.structure.rules.catalogue import all_rules, failures, find_rule, finds

SLOGAN = "江城往事，一事一记"
COUNTER = "第{}期《江城往事》（总第{}号）"


def document(number: int) -> str:
    return (
        f"江城往事之{number * 7}：第{'一二三四五六七八'[number]}座桥\n\n"
        f"那座桥建成的那年，城里来了{number}个外乡人，他们谁也没有想到，桥会比他们更早离开。\n\n"
        f"有人数过，桥上一共有{number + 30}级台阶，每一级都刻着捐资人的名字，如今只剩下一半。\n\n"
        f"{COUNTER.format(number, number + 100)}\n{SLOGAN}\n"
    )


DOCUMENTS = [document(number) for number in range(8)]


def test_lines_that_recur_become_rules(tmp_path: Path) -> None:
    proposals = learn(DOCUMENTS, least=5)
    assert {p.rule.hits[0] for p in proposals} == {SLOGAN, COUNTER.format(0, 100)}
    assert [p.documents for p in proposals] == [8, 8]
    path = tmp_path / "rules.toml"
    path.write_text(as_toml(proposals), "utf-8")
    rules = load_rules(path)
    assert failures(rules) == ()
    text = document(9 % 8)
    stripped = strip(read(text, rules), KEPT_ROLES, rules)
    assert SLOGAN not in stripped.text
    assert "总第" not in stripped.text
    assert "台阶" in stripped.text
    assert strip(read(stripped.text, rules), KEPT_ROLES, rules).text == stripped.text


@pytest.mark.parametrize("size", [20, 24, 25, 40, 60, 61, 120, 290])
def test_long_lines_become_rules_that_find_them(tmp_path: Path, size: int) -> None:
    line = ("本刊每周一期，讲述老街的人和事；来稿不退，一律留存；" * 20)[:size] + "。"
    proposals = [p for p in learn([text + line + "\n" for text in DOCUMENTS]) if p.rule.hits == (line,)]
    assert len(proposals) == 1
    path = tmp_path / "rules.toml"
    path.write_text(as_toml(proposals), "utf-8")
    rules = load_rules(path)
    assert failures(rules) == ()
    text = f"{DOCUMENTS[0]}★ {line} ★\n"
    assert line not in strip(read(text, rules), KEPT_ROLES, rules).text


def test_an_article_that_was_reprinted_is_no_boilerplate() -> None:
    copies = [DOCUMENTS[1].replace("外乡人", "外地人" if n % 2 else "外乡人") for n in range(6)]
    assert learn([DOCUMENTS[1], *copies], least=2) == ()
    proposals = learn([*DOCUMENTS, *copies], least=5)
    assert {p.rule.hits[0] for p in proposals} == {SLOGAN, COUNTER.format(0, 100)}
    assert [p.documents for p in proposals] == [8, 8]


def test_a_numbered_headline_is_not_proposed() -> None:
    texts = [f"江城旧事第{n}则\n\n{text.partition(chr(10) * 2)[2]}" for n, text in enumerate(DOCUMENTS)]
    assert {p.rule.hits[0] for p in learn(texts)} == {SLOGAN, COUNTER.format(0, 100)}


def test_under_a_line_over_all_headlines_the_slogan_is_still_proposed() -> None:
    texts = [f"江城往事电子版\n{text}" for text in DOCUMENTS]
    for proposals in (learn(texts), learn([f"第{n}版\n{text}" for n, text in enumerate(texts)])):
        assert SLOGAN in {p.rule.hits[0] for p in proposals}


def test_what_recurs_too_seldom_is_not_proposed() -> None:
    assert learn(DOCUMENTS[:4], least=5) == ()
    assert learn([]) == ()


def test_a_line_of_one_character_says_nothing() -> None:
    proposals = learn([f"{text}顶\n江岸\n" for text in DOCUMENTS])
    assert {p.rule.hits[0] for p in proposals} == {SLOGAN, COUNTER.format(0, 100), "江岸"}


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_TABLE", 12)
    proposals = learn(DOCUMENTS, least=5)
    assert SLOGAN in {p.rule.hits[0] for p in proposals}


def test_rules_can_be_listed_shown_and_tried() -> None:
    rules = all_rules()
    assert len({rule.id for rule in rules}) == len(rules)
    assert find_rule("editor-label").role == "editor"
    with pytest.raises(OptionsError, match="did you mean 'editor-label'"):
        find_rule("editor-lable")
    assert finds(find_rule("editor-label"), "责任编辑：张三")


RULE = '[[rule]]\nid = "slogan"\nrole = "site"\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("rule = 1", "rule: not a list"),
        ("[[rule]", "not TOML"),
        ("[[rules]]\n", "unknown key 'rules'"),
        ('[[rule]]\nrole = "site"\n', "rule 1: id"),
        ('[[rule]]\nid = "a b"\n', "rule 1: id"),
        ('[[rule]]\nid = "slogan"\nlines = ["x"]\n', "rule 'slogan': role"),
        (RULE + 'lines = ["x"]\nwhere = "there"\n', "rule 'slogan': where"),
        (RULE + 'lines = "x"\n', "rule 'slogan': lines: not a list"),
        (RULE + 'lines = ["x"]\nmax = "9"\n', "rule 'slogan': max: not int"),
        (RULE + 'line = ["x"]\n', "unknown key 'line'; did you mean 'lines'?"),
        (RULE + 'pattern = "x("\ncontains = ["x"]\n', "rule 'slogan': pattern"),
        (RULE + 'pattern = "x"\n', "needs starts or contains"),
        (RULE, "neither lines nor a pattern"),
        (RULE + 'contains = ["x"]\nevidence = ["2 x"]\n', "goes with limit"),
        (RULE + 'contains = ["x"]\nlimit = 2\nevidence = ["x"]\n', "not a weight and a pattern"),
        (RULE + 'limit = 2\nevidence = ["2 x"]\n', "needs starts or contains"),
        (RULE + 'where = "inside"\npattern = "x"\nstarts = ["x"]\n', "needs contains"),
        (RULE + 'lines = ["x"]\n' + RULE + 'lines = ["y"]\n', "is defined twice"),
    ],
)
def test_mistakes_in_rules_are_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(OptionsError) as caught:
        load_rules(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)


def test_rules_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(OptionsError, match="cannot read: No such file"):
        load_rules(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff")
    with pytest.raises(OptionsError, match="not UTF-8"):
        load_rules(tmp_path / "bytes.toml")


def test_own_rules_are_tried_first(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(RULE + 'certain = "always"\nlines = ["江城往事，一事一記"]\n', "utf-8")
    rules = load_rules(path)
    reading = read(document(1), rules)
    assert [line.role for line in reading.lines if line.text == SLOGAN] == ["site"]
    assert failures(rules) == ()
