"""Several articles in one file, each with a headline, a dateline and who signs it: all of each is kept."""

from __future__ import annotations

import pytest

from newsclean import clean

ARTICLES = (
    (
        "清河大桥昨日合龙",
        "清河大桥昨天下午合龙，比计划提前了二十天。",
        "大桥全长两公里，连接清河两岸的三个镇。",
    ),
    ("县图书馆周末延长开放", "从本周起，县图书馆周末开放到晚上九点。", "图书馆还增加了一百个座位。"),
    ("果农试种新品种枇杷", "南山村的果农试种了三个新品种枇杷，上个星期上市。", "新品种个头大、味道甜。"),
    ("中学生足球赛落幕", "全市中学生足球赛昨天落幕，第五中学队第三次夺冠。", "共有二十四支球队参加。"),
    ("山货节本月开幕", "第六届山货节本月十六日在体育馆前的广场开幕。", "去年的山货节来了四万人。"),
    ("供水管网改造过半", "老城区供水管网改造已经完成一半，年底前全部完工。", "施工期间可能短时停水。"),
    ("护林员巡山三十年", "六十一岁的护林员何长青在北岭巡山三十年。", "他说，只要走得动，就还要巡下去。"),
    (
        "乡村医生获表彰",
        "昨天，市卫生局表彰了十二名乡村医生。",
        "最年长的刘春梅今年七十三岁，仍每天上门看病。",
    ),
)


@pytest.mark.parametrize("signed", ["编辑：赵敏", "（责任编辑：孙浩）", "来源：清河日报"])
@pytest.mark.parametrize("dated", ["2024年5月20日 来源：清河日报", "2024-05-20 08:30", None])
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_all_articles_are_kept(signed, dated, blank):
    for count in range(2, len(ARTICLES) + 1):
        lines = []
        for title, *paragraphs in ARTICLES[:count]:
            lines += [title, *filter(None, [dated]), *paragraphs, signed]
        text = clean(blank.join(lines) + "\n").text
        kept = set(text.split("\n"))
        assert [line for article in ARTICLES[:count] for line in article if line not in kept] == []
        assert clean(text).text == text


def test_other_articles_of_a_page_are_not():
    page = [ARTICLES[0][0], "2024年5月20日 来源：清河日报", *ARTICLES[0][1:], "编辑：赵敏", "相关阅读"]
    page += [title for title, *_ in ARTICLES[1:]]
    page += ["版权所有 清河日报社 未经授权不得转载", "编辑：赵敏"]
    assert clean("\n".join(page) + "\n").text.split("\n")[:-1] == list(ARTICLES[0])
