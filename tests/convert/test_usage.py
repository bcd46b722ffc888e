"""The lists of what regions write are what their scripts made, and the words before them are in order."""

import hashlib
import sys
from importlib import import_module
from pathlib import Path

import pytest

import newsclean
from newsclean.convert import convert
from newsclean.convert.opencc.dictionaries import read_dictionary
from newsclean.convert.opencc.installed import exceptions_file
from newsclean.convert.usage import read_usage

tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
DATA = Path(newsclean.__file__).parent / "data"
LISTS = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))["usage"]


@pytest.mark.parametrize("made", LISTS, ids=lambda made: made["file"])
def test_the_list_is_what_was_made(made):
    content = (DATA / made["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == made["sha256"], "run scripts/data.py usage"
    rows = list(read_usage(str(DATA / made["file"])))
    assert len(rows) == made["entries"]
    assert [row.word for row in rows] == sorted({row.word for row in rows})
    assert all(len(row.word) == len(row.written) for row in rows)
    files = [DATA / "convert" / "to-hant" / name for name in ("overlay.txt", "borders.txt")]
    words = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    assert words == made["words"], "usage was counted on top of other words: run scripts/data.py usage"


def test_the_words_before_usage_are_sorted():
    for group in Path(exceptions_file()).read_text(encoding="utf-8").split("#\n"):
        words = [line for line in group.splitlines() if not line.startswith("#")]
        assert words == sorted(set(words))
    assert all(len(word) == len(value) for word, value in read_dictionary(exceptions_file()).items())


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        # A measure word, and flour.
        ("山脚下那面灰蒙蒙的墙，他爱吃牛肉面。", "zh-TW", "山腳下那面灰濛濛的牆，他愛吃牛肉麵。"),
        ("收到空白发票，满头白发。", "zh-TW", "收到空白發票，滿頭白髮。"),
        ("她的额发还湿，金额发还给他。", "zh-TW", "她的額髮還濕，金額發還給他。"),
        ("总理菲里波在屋里说话。", "zh-TW", "總理菲里波在屋裡說話。"),
        ("游先生说要去旅游。", "zh-TW", "游先生說要去旅遊。"),
        # Traditional without a region: where the regions differ OpenCC's word, where they agree theirs.
        ("这个计划回归湿地。", "zh-Hant", "這個計劃回歸濕地。"),
        ("这个计划回归湿地。", "zh-TW", "這個計畫回歸濕地。"),
        # Half the price, and folded in half.
        ("门票打对折，请把纸对折。", "zh-TW", "門票打對折，請把紙對折。"),
        ("门票打对折，请把纸对折。", "zh-HK", "門票打對折，請把紙對折。"),
        # Words that meet, and longer phrases, are made of what the region writes.
        ("还没有了解情况，一文了解经过。", "zh-TW", "還沒有了解情況，一文了解經過。"),
        ("他亲自主持直播发布会，按计划进行。", "zh-TW", "他親自主持直播發布會，按計畫進行。"),
        ("这个人自制力很强。", "zh-TW", "這個人自制力很強。"),
        # Cantonese 係 does not come to Taiwan.
        ("该系明年毕业，这系别很大。", "zh-TW", "該系明年畢業，這系別很大。"),
    ],
)
def test_usage(text, to, expected):
    assert convert(text, to).text == expected
