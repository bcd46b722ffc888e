"""Dictionaries of the caller's own."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsclean import clean
from newsclean.convert import convert
from newsclean.errors import FileError, OptionsError


@pytest.fixture
def dictionary(tmp_path):
    def write(content, name="words.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def converted(text, path, to="zh-TW", **asked):
    done = convert(text, to, dict=[path], **asked)
    assert convert(done.text, to, dict=[path], **asked).text == done.text
    return done.text


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("头发\t頭毛\n", "他的头发很长", "他的頭毛很長"),
        ("头发\t頭毛 頭髮\n", "头发", "頭毛"),
        ("# 头发\t頭毛\n\n头发\t頭毛\r\n", "头发", "頭毛"),
        ("\ufeff头发\t頭毛", "头发", "頭毛"),
        ("李发\t李发\n", "李发的头发", "李发的頭髮"),
        ("被发\t被發\n", "被发明", "被發明"),
        ("软件\t軟體\n软件园\t軟件園\n", "软件园的软件", "軟件園的軟體"),
        ("头发\t头发型\n头发型\t头发型\n", "头发和头发型说", "头发型和头发型說"),
        ("哩\t里\n", "英哩，里面说", "英里，裡面說"),
        ("头\t毛发\n", "头，毛发", "毛发，毛发"),
        ("头\t头发\n", "头，头发说", "头发，头发說"),
        ("发\t\U00020000\n", "头发发展", "頭\U00020000\U00020000展"),
        ("头发\t頭毛\n", "`f(头发)` http://a.example/头发 头发", "`f(头发)` http://a.example/头发 頭毛"),
        ("会议\t會晤\n", "会议の会议について", "会议の会议について"),
        ("公里\t千米\n", "萬里長城有公里碑", "萬里長城有千米碑"),
        ("Hello\t哈囉\n", "Hello", "哈囉"),
    ],
)
def test_words(dictionary, words, text, expected):
    assert converted(text, dictionary(words)) == expected


@pytest.mark.parametrize("to", ["zh-TW", "zh-HK", "zh-Hant", "zh-Hans"])
def test_every_target_and_engine(dictionary, to):
    assert converted("看甲", dictionary("甲\t里发裏\n"), to) == "看里发裏"


def test_the_last_dictionary_counts(dictionary):
    first, second = dictionary("头发\t頭毛\n后\t后\n", "a.txt"), dictionary("头发\t毛髮\n", "b.txt")
    assert convert("头发", "zh-TW", dict=[first, second]).text == "毛髮"
    assert convert("头发", "zh-TW", dict=[second, first]).text == "頭毛"


def test_a_change_of_the_file_is_seen(dictionary):
    path = dictionary("头发\t頭毛\n")
    assert converted("头发", path) == "頭毛"
    dictionary("头发\t頭上之毛\n")
    assert converted("头发", path) == "頭上之毛"


def test_metadata_and_edits(dictionary):
    path = dictionary("临江\t臨江城\n")
    document = clean("临江图书馆延长开放\n\n临江图书馆昨天宣布，每晚开放到十点。\n", to="zh-TW", dict=[path])
    assert document.metadata.title == "臨江城圖書館延長開放"
    assert document.conversion == "dict+s2tw-usage-tw"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("头发 頭毛\n", ":1: expected a word, a tab and its replacement; there is no tab (byte offset 0)"),
        ("好\t好\n\t頭毛\n", ":2: no word before the tab (byte offset 8)"),
        ("头发\t\n", ":1: nothing after the tab (byte offset 0)"),
        ("头发\t頭\t毛\n", ":1: more than one tab (byte offset 0)"),
        ("头发\t頭毛\r\n头发\t毛髮\r\n", ":2: '头发' is in line 1, with another value (byte offset 15)"),
        (b"\xef\xbb\xbf\xe5\xa4\xb4\t\xff\n", ":1: not valid UTF-8 (byte offset 7)"),
        ("头发\t頭毛\n".encode("gbk"), ":1: not valid UTF-8 (byte offset 2)"),
        (
            "好\t号\n甲\t好\n",
            ":2: '甲' becomes '好', and that becomes '号' by line 1: converting twice would",
        ),
        (
            "甲\t乙\n乙\t甲\n",
            ":1: '甲' becomes '乙', and that becomes '甲' by line 2: converting twice would",
        ),
        ("甲\t\ufdd1\n", "character U+FDD1 is not allowed in a word"),
    ],
)
def test_bad_dictionaries(dictionary, newsclean, content, message):
    path = dictionary(content)
    with pytest.raises(OptionsError) as caught:
        convert("头发", "zh-TW", dict=[path])
    assert message in str(caught.value)
    done = newsclean("convert", "--to", "zh-TW", "--dict", path, stdin="abc\n")
    assert (done.code, done.out) == (2, b"")
    assert len(done.err.splitlines()) == 1
    assert message in done.err
    assert done.err.startswith(f"newsclean: {path}")


def test_missing_file(newsclean, tmp_path):
    with pytest.raises(FileError, match="cannot read"):
        convert("头发", "zh-TW", dict=["none.txt"])
    done = newsclean("convert", "--to", "zh-TW", "--dict", "none.txt", stdin="头发\n")
    assert (done.code, done.err) == (2, "newsclean: none.txt: cannot read: No such file or directory\n")


def test_in_the_configuration_file(newsclean, tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[tool.newsclean]\nto = "zh-TW"\ndict = ["terms/words.txt"]\n', encoding="utf-8"
    )
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "words.txt").write_text("头发\t頭毛\n", encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "page.txt").write_text("头发\n", encoding="utf-8")
    assert newsclean("convert", "deep/page.txt").text == "頭毛\n"


WORDS = st.text("头发后里甲", min_size=1, max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(WORDS, st.text("頭發后裡乙说", min_size=1, max_size=3), max_size=4),
    st.text("头发后里甲頭發裡乙说，\n", max_size=15),
    st.sampled_from(["zh-TW", "zh-Hans", "zh-HK"]),
)
def test_twice_is_once(tmp_path_factory, words, text, to):
    path = tmp_path_factory.mktemp("words") / "words.txt"
    path.write_text("".join(f"{key}\t{value}\n" for key, value in words.items()), encoding="utf-8")
    try:
        once = convert(text, to, dict=[str(path)])
    except OptionsError:
        return
    assert convert(once.text, to, dict=[str(path)]).text == once.text


def test_a_big_dictionary_is_fast(dictionary):
    import time

    from newsclean.convert.opencc.dictionaries import data_folder

    words = (data_folder() / "STPhrases.txt").read_text(encoding="utf-8").split("\n")[::10]
    path = dictionary("\n".join(line for line in words if not line.startswith("#")))
    begin = time.perf_counter()
    convert("头发和皇后，" * 20_000, "zh-TW", dict=[path])
    assert time.perf_counter() - begin < 20


def test_resuming_sees_a_change_of_the_dictionary(newsclean, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    words, page = tmp_path / "words.txt", tmp_path / "page.txt"
    words.write_text("头发\t頭毛\n", encoding="utf-8")
    page.write_text("公里碑和头发\n", encoding="utf-8")
    given = ("convert", "--to", "zh-TW", "--dict", "words.txt", "--resume", "-i", "page.txt")
    assert newsclean(*given).code == 0
    assert page.read_text(encoding="utf-8") == "公里碑和頭毛\n"
    words.write_text("头发\t頭毛\n公里\t千米路\n", encoding="utf-8")
    assert newsclean(*given).code == 0
    assert page.read_text(encoding="utf-8") == "千米路碑和頭毛\n"
