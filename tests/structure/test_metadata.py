"""Metadata: lines of all forms, and the values they hold."""

from __future__ import annotations

import pytest

from newsclean.structure import read
from newsclean.structure.dates import moment
from tests.cases import load

CASES = load(__file__, "metadata")["case"]
ARTICLE = (
    "江城提前入汛",
    "江城入夏以来雨水偏多，沿江各县已经开始巡查堤防，目前水位仍在警戒线以下。",
    "水文站站长老周说，今年的汛期比去年早了十天，夜里也要有人值守。",
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_metadata(case: dict[str, object]) -> None:
    lines = case["lines"]
    assert isinstance(lines, list)
    text = "\n\n".join((ARTICLE[0], *lines, *ARTICLE[1:])) + "\n"
    found = read(text).metadata._asdict()
    origins = dict(found.pop("origins"))
    values = {key: list(v) if isinstance(v, tuple) else v for key, v in found.items() if v}
    expected = {key: v for key, v in case.items() if key not in ("name", "lines")}
    assert values == {"title": "江城提前入汛", **expected}
    assert origins.keys() == values.keys()
    rows = text.split("\n")
    for key, number in origins.items():
        assert (
            key in ("published", "updated") or str(values[key]).strip("[]'").split("'")[0] in rows[number - 1]
        )


def test_dispatch_names_place_and_reporter() -> None:
    text = (
        "江城提前入汛\n来源：海风网\n\n海风社江城7月3日电（记者李四、王五）" + ARTICLE[1] + "\n" + ARTICLE[2]
    )
    metadata = read(text).metadata
    assert (metadata.place, metadata.author) == ("江城", "李四、王五")


def test_metadata_of_a_page_in_the_other_script() -> None:
    text = "\n".join((ARTICLE[0], "（責任編輯：張三）", *ARTICLE[1:], "翻譯：李四"))
    metadata = read(text).metadata
    assert (metadata.editor, metadata.translator) == ("張三", "李四")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023-09-04T23:47:05+08:00", "2023-09-04T23:47:05+08:00"),
        ("2023-09-04 23:47 UTC", "2023-09-04T23:47+00:00"),
        ("2023/9/4 上午 9:05", "2023-09-04T09:05"),
        ("19:042023/08/25", "2023-08-25T19:04"),
        ("17:30 2020/08/09", "2020-08-09T17:30"),
        ("2023年9月4日 星期一 23时47分", "2023-09-04T23:47"),
        ("2023-13-04", None),
        ("9月4日", None),
        ("20230904", None),
        ("电话 0270-2023-0904", None),
    ],
)
def test_moment(text: str, found: str | None) -> None:
    assert moment(text) == found


@pytest.mark.parametrize(
    ("over", "crumbs"),
    [
        ("首页\n新闻\n国内\n正文", ("首页", "新闻", "国内", "正文")),
        ("首页 >\n新闻 >\n国内", ("首页", "新闻", "国内")),
        ("您的位置：首页\n>\n新闻\n>\n正文", ("首页", "新闻", "正文")),
        ("網站首頁\n› 要聞\n› 防汛", ("網站首頁", "要聞", "防汛")),
        ("首页\n新闻\n国内\n国际\n体育\n财经\n娱乐\n汽车\n首页\n> 防汛", ("首页", "防汛")),
        ("首页\n新闻\n国内\n国际", ()),
    ],
)
def test_breadcrumb_with_one_crumb_a_line(over: str, crumbs: tuple[str, ...]) -> None:
    reading = read("\n".join((over, ARTICLE[0], "来源：海风网", *ARTICLE[1:])))
    assert (reading.metadata.breadcrumb, reading.metadata.title) == (crumbs, ARTICLE[0])


POST = """

江城的老码头已经没有船了，但每天清晨还有人来这里看日出，他们说老码头的日出比城里任何地方都早。

## 怎样去

沿江走到底，看见灯塔就到了，日出前的半个小时最好看，记得多穿一件衣服，江边的风不小。

## 在哪里住

码头旁边只有两家旅店，老板都是从前的船员，愿意讲船上的事，住一晚要提前打电话。
"""


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("江城老码头的日出", "江城老码头的日出"),
        ("一点随想，写在最前面", ""),  # a line that says nothing of what the post says is no title
        ("", ""),
    ],
)
def test_a_post_in_markdown_comes_back_whole_with_its_title(line: str, title: str) -> None:
    reading = read(line + POST)
    assert (reading.metadata.title or "") == title
    assert {line.role for line in reading.lines} <= {"title", "body", "blank"}
