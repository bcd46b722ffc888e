"""The catalogues are complete, current and in step with the review page; every message is found again."""

import errno
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from newsclean.language import LANGUAGES
from newsclean.language.catalogue import _NUMBERS, PLACEHOLDER, Catalogue, load
from newsclean.limited import parse_toml
from tests.language.texts import warnings
from tests.scripts import load_script

ROOT = Path(__file__).parent.parent.parent
CHINESE = LANGUAGES[1:]


def test_they_are_complete_and_current():
    command = [sys.executable, "scripts/messages.py", "check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_there_is_one_for_each_language():
    assert [name.replace("_", "-") for name in load_script("messages").languages()] == list(CHINESE)


@pytest.mark.parametrize("language", CHINESE)
def test_each_is_written_in_its_own_script(language):
    """Words that only the other one has are none of it."""
    foreign = set(
        "们这设错误编码数视频网认个与为" if language == "zh-Hant" else "們這設錯誤編碼數檔訊網預個與為"
    )
    for english, text in load(language)._translations.items():
        assert not foreign & set(re.sub("[锟斤拷嚙踝蕭烫屯]", "", text)), english


def test_what_no_call_shows_is_still_said():
    """Each word of the messages that are listed by hand is in the code, or Click's, or the system's."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "newsclean").rglob("*.py"))
    code += "".join(
        inspect.getsource(module) for module in (click.core, click.exceptions, click.parser, click.types)
    )
    code += "".join(os.strerror(number) for number in errno.errorcode)
    code = re.sub(r'"\s*\n\s*f?"', "", code)  # literals that go on in the next line
    for line in load_script("messages").MORE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words = re.findall("[A-Za-z]{3,}", " ".join(PLACEHOLDER.split(line)[::2]))
            assert not [word for word in words if word not in code], line


def test_what_counts_is_a_number():
    """The message of a library, ``Compressed file ended before …``, is none of ours."""
    catalogue = Catalogue({"{count} file {done}": "{count} 个文件{done}"})
    assert catalogue.text("1,200 file cleaned") == "1,200 个文件cleaned"
    assert catalogue.text("Compressed file ended early") == "Compressed file ended early"


def test_a_message_of_few_letters_would_be_found_in_anything():
    """_LEAST: four letters of its own are enough, three are not."""
    catalogue = Catalogue({"{name} with {other}": "{name}与{other}", "{name} and {other}": "{name}和{other}"})
    assert [catalogue.text(text) for text in ("a with b", "a and b")] == ["a与b", "a and b"]


@pytest.mark.parametrize("language", CHINESE)
def test_a_message_with_values_is_found_again(language):
    catalogue = load(language)
    for english, text in catalogue._translations.items():
        names = PLACEHOLDER.findall(english)
        if not names or not any(map(str.isalpha, "".join(PLACEHOLDER.split(english)[::2]))):
            continue
        if re.search(r"\}\{|^\{\w+\} \{\w+\}$|^\[tool\.newsclean\] \{message\}$", english):
            continue  # where one value ends the other begins; such messages are said forwards
        numbers = {name for name in names if name.rstrip("0123456789") in _NUMBERS}
        values = {name: f"{index}" if name in numbers else f"v{index}" for index, name in enumerate(names)}
        assert catalogue.text(english.format(**values)) == text.format(**values), english


@pytest.mark.parametrize("language", CHINESE)
def test_what_a_stage_warns_of_is_said_in_chinese(language):
    assert len(warnings()) >= 60
    for warning in warnings():
        said = re.sub(r"[(（][\w+-]+[)）]", "", load(language).text(warning))
        # What is quoted of the text, names of rules and encodings stay; a sentence of English does not.
        assert not re.search(r"\b(?:is|are|was|were|the|of|that|left|first|more|text)\b", said), (
            warning,
            said,
        )


#: Errors and warnings of which one message stands in another, each in all.
PUT_TOGETHER = {
    "response 3 (http://example.org/a) left out: its compressed body is cut off": (
        "略去第 3 个响应（http://example.org/a）：压缩的正文不完整"
    ),
    "after response 3 the archive is damaged: EOF": "存档在第 3 个响应之后已损坏：EOF",
    "the archive is cut off in response 3": "存档不完整，断在第 3 个响应",
    "a web archive needs fastwarc: pip install 'newsclean[web]'": (
        "需要 fastwarc（用途：读取网页存档）：pip install 'newsclean[web]'"
    ),
    "reading s3:// needs fsspec: pip install 'newsclean[corpus]'": (
        "需要 fsspec（用途：读取 s3://）：pip install 'newsclean[corpus]'"
    ),
    "cannot write: its attribute user.a would be lost": "无法写入：会丢失它的属性 user.a",
    "newsclean: off: lines 3 to 9 left alone": "newsclean: off：第 3 至 9 行未处理",
    "line 3, column 1: punctuation may be missing: a-as-b was undone, and the wrong decoder has no ，": (
        "第 3 行第 1 列：可能缺了标点：已撤销 a-as-b，而当时误用的编码里没有“，”"
    ),
    "the process that wrote it was killed: it may need more memory than there is": (
        "写入它的进程被终止了：所需内存可能超出现有的"
    ),
}


@pytest.mark.parametrize(("english", "chinese"), PUT_TOGETHER.items(), ids=str)
def test_what_is_put_together_is_said_in_whole(english, chinese):
    assert load("zh-Hans").text(english) == chinese


@pytest.mark.parametrize("language", CHINESE)
def test_the_review_page_says_the_same_in_the_same_words(language):
    words = parse_toml((ROOT / "src/newsclean/data/report/words.toml").read_text(encoding="utf-8"), "words")
    known = {key.strip(" :"): text.strip("：") for key, text in load(language)._translations.items()}
    same = 0
    for table in words.values():
        for row in table.values():
            if row["en"] in known and "{" not in row["en"]:
                assert known[row["en"]] == row[language], row["en"]
                same += 1
    assert same >= 2
