"""A document as Python shows it, and what `clean` takes."""

import io
import json
import pickle
from html.parser import HTMLParser
from pathlib import Path

import pytest

import newsclean
from newsclean import clean, inspect
from newsclean.document import ROLES
from newsclean.errors import FileError
from newsclean.structure import roles
from tests.conftest import CLEAN, DIRTY

ROOT = Path(__file__).parent.parent


def test_a_short_repr():
    document = clean(DIRTY * 50, path="a.txt", to="zh-Hant")
    assert len(repr(document)) < 200
    assert repr(document).startswith("<Document 'a.txt': '臨江圖書館延長開放時間")
    assert "\n" not in repr(clean("一\n二\n"))


def test_every_role_is_in_the_schema_the_table_and_the_docs():
    schema = json.loads((ROOT / "src/newsclean/data/document.schema.json").read_text(encoding="utf-8"))
    assert schema["$defs"]["role"]["enum"] == list(ROLES)
    described = (ROOT / "docs" / "strip.md").read_text(encoding="utf-8").partition("\n## ")[0]
    assert {role for role in ROLES if f"`{role}`" not in described} == {"blank"}
    assert set(roles.PROPERTIES) == {*ROLES} - {"blank"}


@pytest.mark.parametrize("explain", [False, True])
def test_its_json_is_the_command_lines(request, explain):
    run, flags = request.getfixturevalue("newsclean"), ["--explain"] * explain
    document = clean(DIRTY.encode(), path="-", to="zh-TW", explain=explain)
    for form, indent in (("json", 2), ("jsonl", None)):
        done = run("clean", "--to", "zh-TW", "--format", form, *flags, stdin=DIRTY)
        assert document.to_json(indent=indent, explain=explain) + "\n" == done.text
    assert document.to_dict(explain=explain) == json.loads(document.to_json(explain=explain))
    assert pickle.loads(pickle.dumps(document)).to_json() == document.to_json()


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = set(), ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text += data


def test_a_notebook_shows_changes_and_no_markup_of_the_text():
    hostile = "<script>alert(1)</script><img src=x onerror=y>"
    document = clean(DIRTY + hostile + "\n", path=hostile, to="zh-Hant")
    html = document._repr_html_()
    seen = Tags()
    seen.feed(html)
    assert seen.tags <= {"div", "p", "b", "ul", "li", "del", "ins"}
    assert hostile in seen.text
    assert "<U+200B>" in seen.text
    assert "An invisible zero-width character was removed." in html
    assert len(clean("图书馆的灯十点才熄。\n" * 9000, only=["repair"])._repr_html_()) < 200_000


def test_paths_and_open_files(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(DIRTY.encode("gbk", "ignore"))
    expected = clean(file.read_bytes(), path=str(file))
    assert clean(file) == expected
    with file.open("rb") as opened:
        assert clean(opened) == expected
    assert clean(io.StringIO(CLEAN)).text == CLEAN
    assert clean(bytearray(CLEAN.encode())).text == clean(memoryview(CLEAN.encode())).text == CLEAN
    assert clean(file, path="name").path == "name"
    assert inspect(file).encoding.encoding == "gb18030"


@pytest.mark.parametrize("data", [None, float("nan"), 3, ["text"], object()])
@pytest.mark.parametrize("function", [clean, inspect])
def test_what_is_no_text_is_refused_by_name(function, data):
    kind = "None" if data is None else type(data).__name__
    with pytest.raises(TypeError, match=f"not {kind}$"):
        function(data)


def test_what_cannot_be_read_is_named(tmp_path):
    with pytest.raises(FileError, match=r"none\.txt"):
        clean(tmp_path / "none.txt")
    with pytest.raises(TypeError, match="looks at bytes"):
        inspect("text")


def test_what_is_public_is_listed():
    assert set(dir(newsclean)) == set(newsclean.__all__)


def test_names_are_the_same_everywhere_and_old_ones_warn():
    text = "读\u200b者的头发"
    assert newsclean.repair(text, skip_rule="zero-width").text == text
    assert newsclean.convert("头发", "zh-Hant", keep_word=["头发"]).text == "头发"
    assert newsclean.convert("昨天宣布开馆", "zh-TW").text == "昨天宣布開館"
    assert newsclean.convert("昨天宣布开馆", "zh-TW", usage="opencc").text == "昨天宣佈開館"
    with pytest.warns(DeprecationWarning, match="'skip_rules' is now 'skip_rule'"):
        assert newsclean.repair(text, skip_rules=["zero-width"]).text == text
    with pytest.warns(DeprecationWarning, match="'keep' is now 'keep_word'"):
        assert newsclean.convert("头发", "zh-Hant", keep=["头发"]).text == "头发"


@pytest.mark.parametrize(
    "function", [newsclean.repair, newsclean.read, lambda text: newsclean.convert(text, "zh-Hant")]
)
def test_functions_of_one_stage_take_text_only(function):
    for data in (None, b"bytes", float("nan")):
        with pytest.raises(TypeError, match="expected str, not"):
            function(data)


@pytest.mark.parametrize("function", [newsclean.clean, newsclean.repair])
def test_what_is_no_list_of_names_is_told(function):
    with pytest.raises(newsclean.OptionsError, match=r"^skip_rule: expected a list of names"):
        function("读者的来信", skip_rule=3)


@pytest.mark.parametrize(
    ("function", "named", "message"),
    [
        ("convert", {"to": None}, "to: expected a name, got None"),
        ("convert", {"to": ["zh-TW"]}, r"to: expected a name, got \['zh-TW'\]"),
        ("convert", {"to": "zh-TW", "engine": ["newsclean"]}, "engine: unknown value"),
        ("convert", {"to": "zh-TW", "phrases": "no"}, "phrases: expected True or False, got 'no'"),
        ("convert", {"to": "s2twp", "phrases": True}, "phrases needs one of the targets"),
        ("convert", {"to": "zh-TW", "protect": [1]}, "protect: expected a list of names"),
        ("convert", {"to": "zh-TW", "keep_word": b"ab"}, "keep_word: expected a list of names"),
        ("convert", {"to": "zh-TW", "keep_word": ""}, "keep_word: the word is empty"),
        ("convert", {"to": "zh-TW", "dict": [1]}, "dict: expected a list of names"),
        ("repair", {"skip_rule": "nonsense"}, "skip_rule: unknown value 'nonsense'"),
        ("repair", {"guess": "no"}, "guess: expected True or False"),
        ("read", {"rules": ["site.toml"]}, "rules: expected rules"),
        ("clean", {"keep": None}, "keep: expected a list of names, got None"),
        ("clean", {"rules": "a\0b"}, "cannot read: .*embedded null"),
        ("clean", {"rules": "\ud800"}, "cannot read"),
    ],
)
def test_options_of_one_stage_are_checked_as_those_of_all(function, named, message):
    with pytest.raises(newsclean.OptionsError, match=message):
        getattr(newsclean, function)("读者的来信", **named)


@pytest.mark.parametrize(
    ("named", "message"),
    [({"encoding": None}, "encoding: expected a name, got None"), ({"mixed": "no"}, "mixed: expected True")],
)
def test_options_of_detect_are_checked(named, message):
    with pytest.raises(newsclean.OptionsError, match=message):
        newsclean.detect(b"abc", **named)


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_file_can_have_is_told(name):
    with pytest.raises(FileError, match="cannot read"):
        clean(Path(name))
    with pytest.raises(FileError, match="cannot read"):
        newsclean.convert("头发", "zh-TW", dict=[name])


def test_lists_of_names_may_be_any_of_a_kind():
    text = "读\u200b者的来信"
    for rules in ("zero-width", ["zero-width"], ("zero-width",), {"zero-width"}, iter(["zero-width"])):
        assert newsclean.repair(text, skip_rule=rules).text == text


@pytest.mark.parametrize("function", [newsclean.apply, newsclean.replay])
def test_edits_are_made_in_text_only(function):
    for text in (None, 1, b"abc"):
        with pytest.raises(TypeError, match="expected str, not"):
            function(text, ())
