"""Near-duplicates: copies with another head, a paragraph less, in another script; and no others."""

import random

import pytest

import newsclean

pytest.importorskip("rensa")

from newsclean.records import near

_WHO = ("馆长", "读者", "市民", "记者", "司机", "老师", "工程师", "店主", "护士", "村长")
_DID = ("修好了", "打开了", "量过了", "画出了", "搬走了", "送来了", "查看了", "登记了", "擦亮了", "补上了")
_WHAT = ("东门的灯", "二楼的书架", "桥边的路牌", "码头的钟", "站台的座椅", "河岸的栏杆", "旧仓库的窗户")
_WHEN = ("清早", "午后", "傍晚", "雨停以后", "周末", "月底", "开会之前", "放学时", "天黑前")


def articles(count, seed=7):
    """Articles of sentences put together by chance."""
    chance = random.Random(seed)

    def sentence():
        parts = (chance.choice(kind) for kind in (_WHEN, _WHO, _DID, _WHAT))
        return "".join(parts) + f"，用了{chance.randrange(2, 4000)}分钟。"

    return ["\n".join("".join(sentence() for _ in range(5)) for _ in range(4)) for _ in range(count)]


def edited(text, kind):
    """A copy: with another head and tail; with a paragraph less; in the other script."""
    lines = text.split("\n")
    if kind == 0:
        lines = ["【本地】" + lines[0], *lines[1:], "（稿件来自通讯员）"]
    elif kind == 1:
        del lines[2]
    else:
        return newsclean.convert(text, to="zh-Hant").text
    return "\n".join(lines)


def test_copies_are_found_and_nothing_else():
    originals = articles(300)
    index = near.Index()
    assert [index.find(near.signed(text), n) for n, text in enumerate(originals)] == [None] * 300
    copies = [(n, edited(text, n % 3)) for n, text in enumerate(originals)]
    found = [(n, index.find(near.signed(copy), f"copy of {n}")) for n, copy in copies]
    assert all(name in (n, None) for n, name in found)
    assert sum(name == n for n, name in found) >= 0.9 * len(found)


def test_short_texts_are_no_duplicates():
    index = near.Index()
    short = "（记者林晓）本报讯。"
    assert near.signed(short) is None
    assert index.find(None, 1) is None
    assert index.find(near.signed("第一盏灯亮了。" * 10), 2) is None
    assert index.find(near.signed("第一盏灯亮了。" * 10), 3) is None  # few different stretches


def different(start, count):
    """A text of different characters, which all fold to themselves."""
    return "".join(map(chr, range(start, start + count)))


def test_a_text_of_twenty_stretches_is_long_enough():
    assert near.signed(different(0xAC00, 23)) is None
    assert near.signed(different(0xAC00, 24)) is not None


@pytest.mark.parametrize(
    ("own", "found"),
    [pytest.param(30, "first", id="60 of 120 stretches"), pytest.param(32, None, id="60 of 124")],
)
def test_near_duplicates_share_half_of_their_stretches(own, found):
    # Of such texts many share no band by chance; these share six.
    common = different(0xAC04, 64)
    one, other = common + different(0xD100, own), common + different(0xD140, own)
    index = near.Index()
    index.find(near.signed(one), "first")
    assert index.find(near.signed(other), "second") == found
