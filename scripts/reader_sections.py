"""Documents whose articles end in short lines, and files of several articles, made from labelled pages."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from reader_pages import Page


class Sections:
    """What articles end in that is no paragraph: a heading with rows, results, remarks; a word at the end."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._clauses: list[str] = []
        self._sentences: list[str] = []
        for page in pages:
            for line, label in zip(page.lines, page.labels, strict=True):
                if label == 1 and len(line) >= 40 and "。" in line:
                    parts = re.split("[，。、；：！？“”‘’（）()《》\\s]", line)
                    self._clauses += [part for part in parts if 2 <= len(part) <= 12]
                    self._sentences += [s for s in re.findall("[^。！？“”]+[。！？]", line) if len(s) <= 28]

    def _heading(self, dice: random.Random) -> str:
        """A heading of few words, of those that articles have and of any."""
        if dice.random() < 0.5:
            return dice.choice(_HEADINGS)
        return dice.choice(self._clauses)[: dice.choice((4, 5, 6))]

    def _row(self, dice: random.Random, form: str) -> str:
        number = dice.randrange(1, 120)
        clauses = iter(dice.sample(self._clauses, 3))
        return form.format(
            a=next(clauses)[:4],
            b=next(clauses),
            c=next(clauses),
            n=number,
            m=dice.randrange(1, 60),
            s=dice.choice(self._sentences),
        )

    def section(self, dice: random.Random) -> list[str]:
        """A heading, rows of one form, and perhaps a sentence."""
        form = dice.choice(_ROWS)
        lines = [self._heading(dice)] if dice.random() < _HEADED else []
        lines += [self._row(dice, form) for _ in range(dice.choice((1, 2, 2, 3, 5)))]
        if dice.random() < _CLOSED:
            lines.append(dice.choice(self._sentences))
        return lines

    def ending(self, page: Page, dice: random.Random) -> Page:
        """The document with one or two such sections after the article's last line."""
        last = page.span[2]
        lines = [line for _ in range(dice.choice((1, 1, 2))) for line in self.section(dice)]
        page.lines[last + 1 : last + 1] = lines
        page.labels[last + 1 : last + 1] = [1] * len(lines)
        page.titles = {i + len(lines) if i > last else i for i in page.titles}
        page.name += "~ending"
        return page

    def digest(self, page: Page, dice: random.Random) -> Page:
        """News in brief: numbered sentences under the title, then sections of a line or two; a signature."""
        title = dice.choice(self._clauses) + dice.choice(("，", "；", " ")) + dice.choice(self._clauses)
        lines, labels = [title], [-1]
        if dice.random() < 0.6:
            lines.append(f"20{dice.randrange(10, 27)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}")
            labels.append(0)
        number = dice.choice(("{n}、", "{n}. ", "【{n}】", "▶ ", ""))
        body = [
            number.format(n=n) + dice.choice(self._sentences) for n in range(1, dice.choice((4, 6, 9, 13)))
        ]
        for _ in range(dice.choice((0, 1, 2, 3))):
            body += self.section(dice)
        lines += body
        labels += [1] * len(body)
        if dice.random() < 0.7:
            signed = dice.choice(_SIGNED).format(name=self._name(dice))
            lines.append(signed)
            labels.append(0)
        return Page(page.name + "~digest", page.family, "made", lines, labels, {0})

    def _name(self, dice: random.Random) -> str:
        return dice.choice("王李张刘陈杨黄赵周吴") + dice.choice(self._clauses)[:2]

    def several(self, page: Page, others: Sequence[Page], dice: random.Random) -> Page:
        """A file of several short articles, all dated and signed alike."""
        dated = dice.choice(("", "20{y}年{m}月{d}日", "20{y}-{m:02}-{d:02} 来源：{source}", "来源：{source}"))
        signed = dice.choice((*_SIGNED, "来源：{source}", ""))
        source = dice.choice(self._clauses)[:2] + dice.choice(("日报", "晚报", "网", "新闻"))
        lines: list[str] = []
        labels: list[int] = []
        for n, other in enumerate((page, *others)):
            titles = [other.lines[i] for i in other.titles]
            own = [line for i, line in enumerate(other.lines) if other.labels[i] == 1 and line not in titles]
            own = [line for line in own if len(line) >= 12]
            if not titles or not own:
                continue
            lines.append(titles[0])
            labels.append(-1 if n == 0 else 1)
            if dated:
                day = dated.format(
                    y=dice.randrange(10, 27), m=dice.randrange(1, 13), d=dice.randrange(1, 29), source=source
                )
                lines.append(day)
                labels.append(0)
            some = own[: dice.choice((1, 2, 3))]
            lines += some
            labels += [1] * len(some)
            if signed:
                lines.append(signed.format(name=self._name(dice), source=source))
                labels.append(0)
        titled = {0} if lines and labels[0] == -1 else set()
        return Page(page.name + "~several", page.family, "made", lines, labels, titled)


_HEADED, _CLOSED = 0.75, 0.5
_HEADINGS = (
    "比赛数据",
    "双方首发",
    "获奖名单",
    "温馨提示",
    "延伸",
    "天气",
    "一周回顾",
    "明日看点",
    "编后",
    "数字",
    "时间表",
    "出行提示",
    "资料卡",
    "人物名片",
    "今天是",
    "荐书",
    "小贴士",
    "记者手记",
    "一图看懂",
    "网友说",
)
_ROWS = (
    "{a}：{b} {n}分 {m}次；{c} {m}分",
    "{a}队：{b}{n}分，{c}{m}分",
    "{b}：{n}",
    "{b} {n}比{m} {c}",
    "{n}月{m}日 {b}",
    "{b}",
    "{b}，{c}",
    "{s}",
    "{b}：{s}",
    "• {b}",
    "{a}　{b}　{c}",
)
_SIGNED = ("编辑：{name}", "（责任编辑：{name}）", "责编：{name}", "（编辑 {name}）", "责任编辑 {name}")
