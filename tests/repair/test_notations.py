"""Chinese in ASCII notations: undone in running text, left in code, reported where it is left."""

from __future__ import annotations

import base64
import quopri
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsclean.edits import apply
from newsclean.repair import RULES, repair
from newsclean.repair.notations import stage
from newsclean.repair.notations.stage import notations
from tests.cases import load
from tests.growth import assert_linear

CASES = {case["name"]: case for case in load(__file__, "notations")["case"]}
UNDONE = [name for name, case in CASES.items() if "meant" in case]
LEFT = [name for name, case in CASES.items() if "left" in case]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", UNDONE)
def test_running_text_is_undone(name: str, end: str) -> None:
    case = CASES[name]
    text, meant = case["text"].replace("\n", end), case["meant"].replace("\n", end)
    result = repair(text)
    assert result.text == meant
    assert {edit.rule for edit in result.edits} == {case["rule"]}
    assert apply(text, result.edits) == result.text
    assert repair(result.text).edits == ()
    assert repair(text, skip_rules=["escapes"]).text == text


@pytest.mark.parametrize("name", LEFT)
def test_what_is_left_is_reported(name: str) -> None:
    case = CASES[name]
    result = repair(case["text"])
    assert result.edits == ()
    if case["left"]:
        assert [warning for warning in result.warnings if warning.endswith(case["left"])]
    else:
        assert result.warnings == ()


def test_a_warning_names_the_notation_the_first_place_and_how_often() -> None:
    text = "import os\ntitle = '\\u4e2d\\u6587'\nother = '\\u65b0\\u95fb'\n"
    assert repair(text).warnings == (
        "line 2, column 10: Chinese text written like \\u4e2d (unicode-escape) is left at 2 places, "
        "because it stands in code or data",
    )


def test_a_warning_names_the_place_in_the_given_text() -> None:
    text = "今天&#26032;&#38395;很多。见 https://example.org/%E6%96%B0%E9%97%BB 。"
    result = repair(text)
    assert result.edits
    column = text.index("%") + 1
    assert [warning.partition(": ")[0] for warning in result.warnings] == [f"line 1, column {column}"]


def test_a_changed_header_is_reported() -> None:
    result = repair(CASES["a base64 body below its headers"]["text"])
    assert result.warnings == (
        "line 3, column 1: the headers of a base64 body were changed with it to 8bit and UTF-8",
    )


def test_a_file_of_escapes_that_is_undone_can_be_written(tmp_path: Path) -> None:
    """ASCII is UTF-8 too, so what comes back can keep its encoding."""
    file = tmp_path / "a.txt"
    for text, meant in (
        ("\\u65b0\\u95fb", "新闻"),
        ("a=\\u65b0\\u95fb\n\\u65b0\\u95fb", "a=\\u65b0\\u95fb\n\\u65b0\\u95fb"),
    ):
        file.write_bytes(text.encode("ascii"))
        command = [sys.executable, "-m", "newsclean", "repair", "-i", "--output-encoding", "keep", str(file)]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0
        assert file.read_bytes() == meant.encode()


def test_rules_are_known() -> None:
    assert stage.RULES <= RULES


# --- properties ------------------------------------------------------------------------------


def _units(form: str, encoding: str = "utf-8") -> Callable[[str], str]:
    return lambda text: "".join(form % byte if byte > 0x7F else chr(byte) for byte in text.encode(encoding))


def _points(form: str) -> Callable[[str], str]:
    def write(text: str) -> str:
        data = text.encode("utf-16-be")
        return "".join(form % int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2))

    return write


WRITE: dict[str, Callable[[str], str]] = {
    **{form: _units(form) for form in ("\\x%02x", "\\\\x%02X", "\\%03o", "\\u00%02x", "&#%d;")},
    **{f"GBK {form}": _units(form, "gb18030") for form in ("\\x%02x", "\\'%02x", "%%%02X", "&#%d;")},
    **{form: _points(form) for form in ("\\u%04x", "\\\\u%04X", "%%u%04X", "<U+%04X>", "&#x%x", "&amp;#%d;")},
    "percent": quote,
    "twice": lambda text: quote(quote(text)),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()).decode(),
    "encoded-word": lambda text: f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?=",
    "UTF-7": lambda text: text.encode("utf-7").decode(),
    "plain": str,
}
SENTENCES = [
    "今天天气很好。",
    "请大家带好雨伞",
    "公交",
    "车站旁边有一家书店，周日也开门。",
    "好😀",
    "A班的同学们",
]
FRAMES = [
    "{}",
    "“{}”",
    "标题：{}，",
    "x = '{}'",
    '{{"a": "{}"}}',
    "见 https://example.org/{}",
    "b'{}'",
    "- {}",
]
FRAMES += [
    "a={}",
    "    {}",
    "Subject: {}",
    "```\n{}\n```",
    "$ echo {}",
    "12:30:01 {}",
    "<p>{}</p>",
    "URL 编码 {} 的意思",
]
PIECES = st.builds(
    lambda how, text, frame, cut: frame.format(WRITE[how](text)[cut:]),
    st.sampled_from(sorted(WRITE)),
    st.sampled_from(SENTENCES),
    st.sampled_from(FRAMES),
    st.sampled_from([0, 0, 0, 1, 3, 4]),
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=5), st.sampled_from(["\n", "", "\r\n", "\n\n"])
)
def test_repair_is_idempotent_and_exact(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    result = repair(text)
    assert apply(text, result.edits) == result.text
    again = repair(result.text)
    assert again.text == result.text


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="\\xu%&#=?+<U>;'{}4e8bdBQ2 \n中", max_size=60))
def test_any_row_of_signs(text: str) -> None:
    result = repair(text)
    assert apply(text, result.edits) == result.text
    assert repair(result.text).text == result.text


@pytest.mark.parametrize("how", [how for how in WRITE if how != "plain"])
def test_a_line_comes_back_and_the_same_in_code_does_not(how: str) -> None:
    text = SENTENCES[3]
    assert repair(WRITE[how](text)).text == text
    code = f"import os\nname = '{WRITE[how](text)}'\nprint(name)\n"
    result = repair(code)
    assert result.text == code
    assert result.warnings


HOSTILE = [
    "\\x",
    "%",
    "=E4=",
    "&#",
    "\\",
    "=?gb2312?B?",
    "=?gb2312?B?1tA=?=",
    "&amp;",
    "%25",
    "+",
    "+AAAA",
    "<U+",
]
HOSTILE += [
    "\\u4e2d\\u6587\n",
    "中%E4%B8%AD\n",
    "=E4=B8=AD=E6=96=87=\n",
    "=E4=B8=AD=E6=96=87\n中\n",
    "=   ",
    "=\n",
]
HOSTILE += [
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: base64\n\n",
    "```\n\\u4e2d\\u6587\n",
]
HOSTILE += [
    "http://%E4%B8%AD%E6%96%87",
    "\\ud83d",
    '"\\u4e2d',
    "&auml",
    'A "\\344\\270\\255',
    "class a ",
    "{\\u4e2d",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(unit: str) -> None:
    assert_linear(notations, lambda size: unit * (size // len(unit)), 12_000)
