"""Which language is spoken, and that nothing a program reads changes with it."""

import json

import pytest

from newsclean.language import of_environment
from tests.conftest import DIRTY

ENGLISH = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_SG"}, "zh-Hans"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_TW.BIG5"}, "zh-Hant"),
        ({"LANG": "zh_HK@stroke"}, "zh-Hant"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "C", "LANGUAGE": "zh_TW"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_TW:en"}, "zh-Hant"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en_GB:zh_CN"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "de:zh_TW"}, "zh-Hant"),
        ({"LANGUAGE": "zh_CN"}, "zh-Hans"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zhuang"}, "en"),
    ],
)
def test_the_environment_is_read_as_gettext_reads_it(environment, language):
    assert of_environment(environment) == language


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (("--lang", "zh-Hans", "clean", "--help"), {}, "用法：newsclean clean [OPTIONS] [PATH]...\n"),
        (("--lang=zh-Hant", "clean", "--help"), {}, "清理新聞文字：解碼、修復"),
        (("clean", "--lang", "zh_cn", "--help"), {}, "清理新闻文本：解码、修复"),
        (("clean", "--help", "--lang", "zh-HK"), {}, "編碼"),
        (("--help",), {"LANG": "zh_TW.UTF-8"}, "各做一步"),
        (("records", "--help"), {"LC_ALL": "zh_CN.UTF-8"}, "清理数据集"),
        (("records", "--help"), {"LC_ALL": "zh_TW.UTF-8"}, "\n範例：\n  $ newsclean records"),
        (("rules", "--help"), {"LC_ALL": "zh_CN.UTF-8"}, "  list  按尝试的先后列出规则\n"),
        (("rules", "list", "--help"), {"LC_ALL": "zh_CN.UTF-8"}, "按尝试的先后列出规则。"),
        (("--help",), {"LANG": "C"}, "Clean Chinese news text."),
        (("--lang", "en", "--help"), {"LANG": "zh_CN.UTF-8"}, "Clean Chinese news text."),
    ],
)
def test_help(newsclean, arguments, environment, expected):
    done = newsclean(*arguments, env=ENGLISH | environment)
    assert (done.code, done.err) == (0, "")
    assert expected in done.text


def test_a_language_that_there_is_not_is_one_line(newsclean):
    done = newsclean("--lang", "tlh", "clean", "x")
    expected = "newsclean: --lang: unknown language 'tlh'; choose from en, zh-Hans, zh-Hant\n"
    assert (done.code, done.out, done.err) == (2, b"", expected)
    for arguments in (("--lang",), ("clean", "--lang"), ("clean", "--lang=")):
        done = newsclean(*arguments)
        assert (done.code, done.err) == (2, expected.replace("tlh", ""))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("clean", "nothing"), "newsclean: nothing: 没有这个文件或目录\n"),
        (("clean", "-e", "gb9", "a.txt"), "newsclean: encoding：没有 'gb9' 这种编码"),
        (("clean", "--lines", "a.txt"), "错误：没有 '--lines' 这个选项。"),
        (("claen",), "错误：没有 'claen' 这个命令。是否想用 'clean'？\n"),
        (("clean", "--format", "xml", "a.txt"), "'--format' 的值无效：'xml' 不在可选值之列"),
        (("clean", "--check", "a.txt"), "a.txt 将有改动：修复 zero-width 1；删去 "),
        (("clean", "-i", "a.txt"), "1 个文件已清理\n"),
        (("repair", "b.txt"), "newsclean: b.txt: 警告：第 1 行第 4 列：无法修复的文本：锟斤拷锟斤拷\n"),
        (("repair", "c.txt"), "newsclean: c.txt: 是 PNG 图像，不是文本\n"),
    ],
)
def test_messages(newsclean, tmp_path, arguments, expected):
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "b.txt").write_text("临江的锟斤拷锟斤拷\n", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert expected in newsclean(*arguments, env=ENGLISH | {"LANG": "zh_CN.UTF-8"}).err


@pytest.mark.parametrize(
    "arguments",
    [
        ("clean", "--format", "json", "a.txt"),
        ("detect", "--format", "json", "b.txt"),
        ("detect", "a.txt", "b.txt"),
        ("clean", "--explain", "a.txt"),
        ("clean", "--diff", "a.txt"),
        ("clean", "--check", "--output-format", "json", "a.txt", "b.txt"),
        ("clean", "--check", "--output-format", "sarif", "a.txt"),
        ("clean", "--check", "--output-format", "github", "a.txt"),
        ("config",),
        ("rules", "list"),
        ("encodings",),
    ],
)
def test_what_a_program_reads_is_the_same(newsclean, tmp_path, arguments):
    (tmp_path / "a.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "b.txt").write_text("临江的锟斤拷锟斤拷\n", encoding="utf-8")
    english, chinese = (newsclean("--lang", name, *arguments) for name in ("en", "zh-Hant"))
    assert (chinese.code, chinese.out) == (english.code, english.out)


def test_reports_of_a_run_are_the_same(newsclean, tmp_path):
    (tmp_path / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    found = []
    for name in ("en", "zh-Hans"):
        newsclean("--lang", name, "clean", "c.txt", "--check", "--report", f"{name}.json")
        found.append(json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8")))
    assert found[0] == found[1]


def test_where_chinese_cannot_be_shown_messages_are_english(newsclean):
    done = newsclean(
        "clean", "nothing", env={"LANG": "zh_CN.UTF-8", "LANGUAGE": "", "PYTHONIOENCODING": "ascii"}
    )
    assert done.err == "newsclean: nothing: no such file or directory\n"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("verb", [(), ("clean",), ("records",), ("detect",), ("report",), ("rules", "show")])
def test_chinese_help_fits_80_columns(newsclean, language, verb):
    from newsclean.cli.width import width

    for line in newsclean("--lang", language, *verb, "--help", env={"COLUMNS": "80"}).text.splitlines():
        assert width(line) <= 80, line


def test_shells_describe_options_in_chinese(newsclean):
    environment = {
        "_NEWSCLEAN_COMPLETE": "zsh_complete",
        "COMP_WORDS": "newsclean clean --che",
        "COMP_CWORD": "2",
    }
    done = newsclean(env=ENGLISH | environment | {"LANG": "zh_TW.UTF-8"})
    assert "不寫入；只列出會有更動的檔案。" in done.text


def test_english_loads_no_catalogue(newsclean):
    import subprocess
    import sys

    code = (
        "import sys; from newsclean.cli import run; run(['encodings']); print([m for m in sys.modules if m in"
    )
    code += " ('gettext', 'newsclean.language.catalogue', 'newsclean.cli.translated')], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.replace("'gettext'", "").strip() == "[]"
