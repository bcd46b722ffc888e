"""Texts without a page, made of clauses of real articles: lists, tables, notices, letters, contracts, logs,
and articles in short lines.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from reader_pages import Page

#: The families of these texts.
LIST, NOTICE, SHORT, TABLE = "text:list", "text:notice", "text:short", "text:table"
MADE = frozenset({LIST, NOTICE, SHORT, TABLE})


def made(pages: Sequence[Page], count: int) -> list[Page]:
    """So many texts of each family."""
    return [
        *lists(pages, count, random.Random(2)),
        *notices(pages, count, random.Random(4)),
        *short_lines(pages, count // 2, random.Random(6)),
        *tables(pages, count // 2, random.Random(8)),
    ]


def _material(pages: Sequence[Page], longest: int) -> tuple[list[str], list[str]]:
    """Clauses of at most so many characters, and the paragraphs of articles that they are from."""
    paragraphs = [
        line
        for page in pages
        for line, label in zip(page.lines, page.labels, strict=True)
        if label == 1 and len(line) >= 40 and "。" in line
    ]
    pieces = [c for line in paragraphs for c in re.split("[，。、；：！？“”（）()《》]", line)]
    return [c for c in pieces if 2 <= len(c) <= longest], paragraphs


def tables(pages: Sequence[Page], count: int, dice: random.Random) -> list[Page]:
    """Parts of manuals: a heading, a paragraph, and a table with each cell in a line of its own; commands."""
    clauses, paragraphs = _material(pages, 16)

    def word() -> str:
        return "".join(dice.choice("abcdefghiklmnoprstuvwy_") for _ in range(dice.choice((3, 6, 9))))

    cells: tuple[Callable[[], str], ...] = (
        lambda: dice.choice(clauses)[: dice.choice((2, 4, 6))],
        lambda: dice.choice(clauses),
        lambda: str(dice.choice((dice.randrange(40), dice.randrange(5000)))),
        lambda: f"{dice.choice(('Ctrl', 'Alt', 'Shift'))}+{dice.choice('ABCDEFGHKLMNPQRSTX')}",
        lambda: dice.choice(("是", "否", "+", "-", "—", "无", "默认", "可选")),
        word,
        lambda: f"20{dice.randrange(30):02}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}",
        lambda: f"{word()} {dice.choice(('|', '>', '2>&1 |', '>>', '&&'))} {word()}",
        lambda: f"| {' | '.join(dice.choice(clauses) for _ in range(dice.choice((1, 2, 3))))} |",
    )
    made = []
    for number in range(count):
        lines: list[str] = []
        for _ in range(dice.choice((1, 1, 2, 3))):
            lines.append(dice.choice(clauses)[: dice.choice((4, 8))])
            lines += [dice.choice(paragraphs) for _ in range(dice.choice((0, 1, 1, 2)))]
            columns = [dice.choice(cells) for _ in range(dice.choice((1, 2, 2, 3)))]
            lines += [cell() for _ in range(dice.choice((4, 10, 20, 35))) for cell in columns]
        lines += [dice.choice(paragraphs)] * dice.choice((0, 0, 1))
        made.append(Page(f"table{number}", TABLE, "text", lines, [1] * len(lines)))
    return made


def short_lines(pages: Sequence[Page], count: int, dice: random.Random) -> list[Page]:
    """Articles as accounts write them: a clause or a sentence a line, with numbered headings, names of
    pictures and remarks between them.
    """
    articles = []
    for page in pages:
        own = [line for line, label in zip(page.lines, page.labels, strict=True) if label == 1]
        own = [line for line in own if len(line) >= 20 and "。" in line]
        if len(own) >= 3:
            articles.append(own)
    made = []
    for number in range(count):
        own = dice.choice(articles)
        at = dice.randrange(len(own) - 2)
        ends = dice.choice(("。！？", "，。！？；", "，。！？；：、"))
        bare = dice.random() < 0.6  # such lines mostly have no stop
        heading = dice.choice(("{n:02} {text}", "{n:02}", "{n}. {text}", "第{n}，{text}", "{text}", ""))
        picture = dice.choice(("图{n}：{text}", "▲{text}", "（{text}）", "", ""))
        lines: list[str] = []
        parts = 0
        for paragraph in own[at : at + dice.choice((3, 6, 12))]:
            clauses = [part for part in re.split(f"(?<=[{ends}])", paragraph) if part.strip("“”‘’ ")]
            least = min(clauses, key=len).strip("，。！？；：、 ")
            if heading and dice.random() < 0.3:
                parts += 1
                lines.append(heading.format(n=parts, text=least[:14]))
            lines += [clause.strip("，。；：、 ") if bare else clause for clause in clauses]
            if picture and dice.random() < 0.3:
                lines.append(picture.format(n=len(lines), text=least[:10]))
            if dice.random() < 0.15:
                lines.append(paragraph)
        lines = [line for line in lines if line.strip()]
        made.append(Page(f"short{number}", SHORT, "text", lines, [1] * len(lines)))
    return made


def lists(pages: Sequence[Page], count: int, dice: random.Random) -> list[Page]:
    """Articles whose body is a list (a programme, prices, names, questions), of clauses of real ones."""
    clauses, paragraphs = _material(pages, 13)
    forms: dict[str, Callable[[int, str], str]] = {
        "plain": lambda n, text: text,
        "time": lambda n, text: f"{8 + n // 2 % 12:02}:{dice.choice(('00', '30'))} {text}",
        "number": lambda n, text: f"{n + 1}{dice.choice(('.', '、'))}{text}",
        "price": lambda n, text: f"{text} {dice.randint(5, 900)}元",
        "pair": lambda n, text: f"{text}：{dice.choice(clauses)}",
        "bracket": lambda n, text: f"（{n + 1}）{text}",
        "question": lambda n, text: f"{'问' if n % 2 == 0 else '答'}：{text}{'？' if n % 2 == 0 else '。'}",
        "wide": lambda n, text: "　".join([text, *dice.sample(clauses, 3)]),
    }
    made = []
    for number in range(count):
        form = dice.choice([*forms, "mixed"])
        lines = [dice.choice(paragraphs) for _ in range(dice.choice((0, 1, 1, 2, 3)))]
        if lines and dice.random() < 0.5:
            lines[-1] = re.sub("[。！]”?$", "：", lines[-1])
        short = dice.random() < 0.5
        for n in range(dice.choice((6, 10, 16, 25, 40))):
            text = dice.choice(clauses)
            text = text[: dice.choice((3, 4, 6))] if short else text
            lines.append(forms[dice.choice(list(forms)) if form == "mixed" else form](n, text))
            if dice.random() < 0.08:
                lines.append(dice.choice(paragraphs)[: dice.choice((20, 40, 80))] + "。")
        if dice.random() < 0.4:
            lines.append(dice.choice(paragraphs))
        made.append(Page(f"list{number}", LIST, "text", lines, [1] * len(lines)))
    return made


def notices(pages: Sequence[Page], count: int, dice: random.Random) -> list[Page]:
    """Notices, letters, contracts, logs: texts whose labels and signatures are their own."""
    paragraphs: list[str] = []
    clauses: list[str] = []
    for page in pages:
        for line, label in zip(page.lines, page.labels, strict=True):
            if label == 1 and 20 <= len(line) <= 200 and line.endswith("。"):
                paragraphs.append(line)
                clauses += [c for c in re.split("[，。、；：！？“”（）()《》]", line) if 2 <= len(c) <= 9]

    def number() -> str:
        return "".join(dice.choice("0123456789") for _ in range(dice.choice((7, 8, 11))))

    def day() -> str:
        return f"20{dice.randrange(10, 27)}年{dice.randrange(1, 13)}月{dice.randrange(1, 29)}日"

    def name() -> str:
        return dice.choice("王李张刘陈杨黄赵周吴") + dice.choice(clauses)[: dice.choice((1, 2))]

    def office() -> str:
        return dice.choice(clauses)[:6] + dice.choice(
            ("局", "公司", "办公室", "委员会", "学校", "编辑部", "协会", "村委会")
        )

    made = []
    for n in range(count):
        kind = dice.choice(("notice", "notice", "letter", "contract", "log", "works", "appeal"))
        body = [dice.choice(paragraphs) for _ in range(dice.choice((1, 2, 2, 3, 5)))]
        contacts = [
            dice.choice(
                (
                    f"联系人：{name()}",
                    f"联系电话：{number()}",
                    f"邮箱：a{number()}@example.cn",
                    f"地址：{dice.choice(clauses)}路{dice.randrange(1, 300)}号",
                    f"咨询电话：{number()}",
                    f"举报电话：{number()}",
                    f"{dice.choice(clauses)}热线：{number()}",
                )
            )
            for _ in range(dice.choice((0, 1, 2, 3, 5)))
        ]
        title = f"关于{dice.choice(clauses)}{dice.choice(clauses)}的"
        title += dice.choice(("通知", "公告", "公示", "通报"))
        if dice.random() < _SHORT_TITLES:
            title = dice.choice(clauses)[: dice.choice((2, 4))]
            title += dice.choice(("启事", "公告", "通告", "声明", "招募", ""))
        signed = [office(), day()]
        if kind == "letter":
            greeting = dice.choice(("亲爱的", "尊敬的", "各位"))
            greeting += dice.choice(("读者", "同学", "家长", "用户", "朋友")) + "："
            lines = [
                *([dice.choice(clauses)] if dice.random() < 0.5 else []),
                greeting,
                *body,
                *contacts,
                *signed,
            ]
        elif kind == "contract":
            lines = [f"{dice.choice(clauses)}合同", f"甲方：{name()}", f"乙方：{office()}"]
            lines += [f"第{'一二三四五六七八九十'[i]}条　{text}" for i, text in enumerate(body)]
            lines += ["甲方（签字）：", "乙方（签字）：", *contacts[:2], day()]
        elif kind == "appeal":  # signed by many
            lines = [title, *body]
            for heading in dice.choice((["签名："], ["发起人：", "联名人："], ["联署人", "共同发起"], [])):
                lines.append(heading)
                for _ in range(dice.choice((1, 4, 10, 20))):
                    lines.append(
                        f"{name()}{dice.choice((' ', '　', '，', '（'))}{office()}{dice.choice(clauses)[:4]}"
                    )
            lines += signed[1:]
        elif kind == "log":
            lines = []
            for _ in range(dice.choice((6, 12, 25))):
                moment = f"20{dice.randrange(10, 27)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
                moment += f" {dice.randrange(24):02}:{dice.randrange(60):02}:{dice.randrange(60):02}"
                what = dice.choice(("", "来源：", "用户"))
                lines.append(f"{moment} {what}{dice.choice(clauses)}{dice.choice(clauses)}")
        elif kind == "works":
            lines = [title, *body[:1]]
            for _ in range(dice.choice((2, 4, 8))):
                lines += [f"作品：《{dice.choice(clauses)}》", f"作者：{name()}"]
                lines += [f"{dice.choice(('编辑', '指导老师', '来源'))}：{name()}"] * dice.choice((0, 1))
            lines += signed
        else:
            lines = [title, *body, *contacts, *(signed if dice.random() < 0.8 else [])]
        made.append(Page(f"notice{n}", NOTICE, "text", lines, [1] * len(lines)))
    return made


_SHORT_TITLES = 0.4
