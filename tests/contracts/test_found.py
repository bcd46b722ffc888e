"""What the fuzzer reported (``python -m benchmarks.fuzz``), and the contracts that it must keep.

Each input is what the target was given; :mod:`benchmarks.fuzz` says how to get it from the fuzzer's bytes.
"""

import subprocess
import sys

import pytest

from newsclean import apply, clean, repair
from newsclean.decode import decode, encode

#: Two Han characters in GBK, of which nothing says that they are not three in another encoding.
BYTES = {"E980D1E999BF": "閫验櫩"}

#: One character ten times: many pieces of which only the first character was taken.
TEXTS = ["临" * 10]


@pytest.mark.parametrize("data", BYTES)
def test_bytes(data):
    raw = bytes.fromhex(data)
    found = decode(raw)
    assert found.text == BYTES[data]
    assert encode(found.text, found.detection) == raw
    assert found.warnings == ("the encoding is a guess: gb18030, confidence 0.4",)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("option", ["guess", "narrow", "punctuation"])
def test_texts(text, option):
    done = repair(text, **{option: True})
    assert done.text == apply(text, done.edits) == text
    assert repair(done.text, **{option: True}).text == done.text
    assert clean(text).text == text


#: A stretch that is left, with sound text behind it that has another script: converted now or never.
LEFT = "涓存睙鍥句功棣嗗欢闀垮紑鏀炬椂闂\ufffd临临"


@pytest.mark.parametrize("to", ["zh-HK", "zh-TW", "zh-Hant"])
def test_what_is_left_ends_where_sound_text_begins(to):
    done = clean(LEFT, to=to)
    assert "闂\ufffd" in done.text
    assert clean(done.text, to=to).text == done.text


#: A date and a line of which only the line is read again: what is torn in both is left, then and later.
TORN = "2024骞\ufffd5鏈\ufffd18鏃\ufffd 09:30 鏉ユ簮锛氫复姹熸棩鎶\ufffd临临临临"


@pytest.mark.parametrize("to", ["zh-Hans", "zh-Hant", "zh-TW"])
def test_what_stands_before_a_lost_byte_is_not_converted(to):
    done = clean(TORN, to=to, input="text")
    assert done.repairs
    assert done.text.startswith("2024骞\ufffd5鏈\ufffd18鏃\ufffd")
    assert clean(done.text, to=to, input="text").text == done.text


#: What two ways of going on in a pattern took twice as long for with each character more.
ENDLESS = {
    "a line of a frame that ends as none": b"\0" + b"\xb0" * 66 + b"\xa7,",
    "a row of names whose bracket is not closed": ("标题\n\n（本报记者 " + "a·" * 30 + "\n").encode(),
    "the same with commas and blanks": ("标题\n\n来源：江城（记者 " + "李四, 王 敏, " * 20 + "！\n").encode(),
}


@pytest.mark.parametrize("data", ENDLESS.values(), ids=ENDLESS)
def test_patterns_come_to_an_end(data):
    code = "import sys, newsclean; newsclean.clean(sys.stdin.buffer.read())"
    subprocess.run([sys.executable, "-c", code], input=data, check=True, timeout=100)


#: Once the line behind it is gone this one is the only one, and what corpora glue to such a text goes, too.
GLUED = (
    "临江图书馆延长开放时间，馆长周明说，读者的来信让他们下了决心，明年还要修两间阅览室。未经授权，不得转载本网\r"
    "权声明】未经授权，不得转载本网作品。"
)


def test_what_is_glued_to_the_only_line_that_stays_is_cut_at_once():
    done = clean(GLUED, only=["strip"])
    assert clean(done.text, only=["strip"]).text == done.text
    assert done.text.endswith("阅览室。")


#: A link has at most ninety characters behind its label; what is glued to it makes its line longer.
LINK = "上一篇：{}（责任编辑：林晓）\n\n馆长周明说，读者的来信让他们下了决心，下月起图书馆每晚开到十点。\n"


@pytest.mark.parametrize(("size", "role"), [(80, "pager"), (90, "pager"), (91, "body")])
def test_what_a_cut_leaves_is_what_it_is_when_read_again(size, role):
    done = clean(LINK.format("修" * size), input="text", only=["strip"])
    assert done.lines[0].role == role
    assert clean(done.text, input="text", only=["strip"]).text == done.text


#: Two characters that were one and a half, before lost bytes; something else tells of the decoder at first.
HALVES = "鐩稿叧闃呰\ufffd\ufffd临临临临"


@pytest.mark.parametrize("to", ["zh-Hans", "zh-Hant", "s2t"])
def test_rare_characters_before_a_lost_byte_are_not_converted(to):
    done = clean(HALVES, to=to, input="text")
    assert "闃呰\ufffd" in done.text
    assert clean(done.text, to=to, input="text").text == done.text


#: A quotation that goes on in the next paragraph, which begins with the mark of the other style.
OPEN = "「里」临江图书馆延长开放时间“他说\r\n「里」临"


@pytest.mark.parametrize(
    ("to", "made"),
    [
        ("zh-Hans", "“里”临江图书馆延长开放时间“他说\r\n“里”临"),
        ("zh-TW", "「裡」臨江圖書館延長開放時間「他說\r\n「裡」臨"),
    ],
)
def test_quotations_that_go_on_have_either_style(to, made):
    assert clean(OPEN, to=to, quotes="target", only=["convert"]).text == made
    assert clean(made, to=to, quotes="target", only=["convert"]).text == made


#: Good text beside damage that is undone, and what is left of damage beside it, of which nothing tells any
#: more once the rest is repaired: converted at once or never.
MIXED = [
    ("…，".encode().decode("latin-1") + "“他说”\n\n馆长周明说。", "zh-Hant"),
    ("瑷樿 鏉庡洓…?", "zh-TW"),
    ("…\n“他说”â€¦馆长周明说，读者的来信让他们下了决心。?", "zh-Hant"),
    ("ÏµÍ³。万里长城。ç³»ç»Ÿ“他说”东道主绯荤，", "zh-Hant"),
    ("瑷樿 鏉庡洓临江图书馆延长开放时间\ufffd", "zh-Hant"),
]


@pytest.mark.parametrize(("text", "to"), MIXED)
def test_what_is_converted_does_not_depend_on_what_was_damaged_beside_it(text, to):
    done = clean(text, to=to, input="text")
    assert done.repairs
    assert clean(done.text, to=to, input="text").text == done.text


#: Damage that looks like kana: the text counted as Japanese until characters of it became Simplified ones.
LIKE_KANA = (
    "古橋\ufffdi\ufffd┅\ufffd\ufffdjゼ甭\ufffdAぃ眔セ蔍\ufffd@珇\ufffdC\n\n"
    "\ufffdi\ufffd┅\ufffd\ufffdjゼ甭\ufffdAぃ眔セ蔍\ufffd@珇\ufffdC「里」上一篇：古桥修好了一篇：古桥修好了"
    "鐩稿叧闃呰\ufffd\ufffd鐩稿叧闃呰\ufffd\ufffd"
)


def test_quotation_marks_beside_damage_like_kana():
    done = clean(LIKE_KANA, to="zh-Hans", quotes="target", only=["convert"])
    assert clean(done.text, to="zh-Hans", quotes="target", only=["convert"]).text == done.text
