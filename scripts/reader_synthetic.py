"""Documents made from labelled pages: what crawlers store, articles alone, other articles in a page's frame.

Pages alone teach a model that every document has a page around it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from reader_pages import Page
from reader_sections import Sections
from reader_texts import MADE

from newsclean.structure.markup import KINDS, SAID


def window(page: Page, dice: random.Random) -> Page:
    """The article with some lines before and after it, as a dump has."""
    title, first, last = page.span
    before = dice.choice((0, 0, 1, 2, 3, 4, 5, 6, 8, 12))
    after = dice.choice((0, 0, 1, 1, 2, 3, 4, 6, 8, 10, 12, 16))
    start = max(0, (title if dice.random() < 0.85 else first) - before)
    return page.part(range(start, min(len(page.lines), last + 1 + after)), "~window")


def bare(page: Page) -> Page:
    """The article alone, with its title."""
    title, _, last = page.span
    chosen = [i for i in range(title, last + 1) if page.labels[i] == 1 or i in page.titles]
    return page.part(chosen, "~bare")


def opening(page: Page, dice: random.Random) -> Page:
    """The title and the first paragraphs only, or the paragraphs without the title."""
    title, _, last = page.span
    chosen = [i for i in range(title, last + 1) if page.labels[i] == 1 or i in page.titles]
    least = next(n for n, i in enumerate(chosen, 1) if page.labels[i] == 1)
    return page.part(chosen[: max(least, dice.choice((1, 2, 2, 3, 4, 6)))], "~opening")


def brief(page: Page, dice: random.Random) -> Page:
    """The page with only the first paragraphs of its article: there, what is around says more than it."""
    own = [i for i, label in enumerate(page.labels) if label == 1 and i not in page.titles]
    gone = set(own[dice.choice((1, 1, 2, 3)) :])
    return page.part([i for i in range(len(page.lines)) if i not in gone], "~brief")


class Remains:
    """Lines that stand near articles on pages: what crawlers store with them."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._before: list[tuple[str, str]] = []
        self._after: list[tuple[str, str]] = []
        for page in pages:
            _, first, last = page.span
            for i, (line, label) in enumerate(zip(page.lines, page.labels, strict=True)):
                if label == 0 and first - _BESIDE <= i < first:
                    self._before.append((page.family, line))
                elif label == 0 and last < i <= last + 2 * _BESIDE:
                    self._after.append((page.family, line))

    def stored(self, page: Page, dice: random.Random) -> Page:
        """The article with one to four lines of other pages' around it."""
        whole = bare(page) if dice.random() < 0.7 else opening(page, dice)
        before = [dice.choice(self._before) for _ in range(dice.choice((0, 0, 0, 1, 2)))]
        after = [dice.choice(self._after) for _ in range(dice.choice((0, 1, 1, 1, 2, 3)))]
        over = 1 if 0 in whole.titles and dice.random() < 0.6 else 0
        for place, (_, line) in ((over, line) for line in before):
            whole.lines.insert(place, line)
            whole.labels.insert(place, 0)
            whole.titles = {i + (i >= place) for i in whole.titles}
        whole.lines += [line for _, line in after]
        whole.labels += [0] * len(after)
        whole.name = page.name + "~stored"
        return whole


_BESIDE = 6


class Feeds:
    """What endless pages go on with: headlines of others with their first words, readers' comments."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._items: list[tuple[str, str]] = []
        for page in pages:
            titles = [page.lines[i] for i in page.titles]
            body = [line for line, label in zip(page.lines, page.labels, strict=True) if label == 1]
            if titles and body:
                self._items.append((titles[0], body[0]))
            self._items += [(line[:24], line) for line in body if 30 <= len(line) <= 160]

    def feed(self, dice: random.Random) -> list[str]:
        """A list of other articles, all items in one form."""
        summary, date, count, source, cut = (dice.random() < p for p in (0.7, 0.7, 0.5, 0.4, 0.5))
        moment = dice.choice(
            (
                "{y}-{m:02}-{d:02} {h:02}:{n:02}",
                "{y}年{m}月{d}号 {h}:{n:02}",
                "{m:02}-{d:02}",
                "{h}小时前",
                "{y}/{m}/{d}",
            )
        )
        number = dice.choice(("{k}", "{k}k", "{k} 阅读", "阅读 {k}", "{k}评论", "评论 {k}"))
        lines = [dice.choice(("相关推荐", "热门推荐", "最新资讯", "大家都在看", "更多", "热点", ""))]
        for _ in range(dice.choice((3, 5, 8, 12, 20))):
            title, text = dice.choice(self._items)
            lines.append(title)
            if summary:
                lines.append(text[: dice.choice((40, 60, 90))] + "..." if cut else text)
            if source:
                lines.append(dice.choice(self._items)[0][: dice.choice((2, 3, 4))])
            if date:
                lines.append(
                    moment.format(
                        y=dice.randrange(2012, 2027),
                        m=dice.randrange(1, 13),
                        d=dice.randrange(1, 29),
                        h=dice.randrange(24),
                        n=dice.randrange(60),
                    )
                )
            if count:
                lines.append(
                    number.format(k=dice.choice((dice.randrange(1, 99), dice.randrange(100, 30000))))
                )
        return [line for line in lines if line]

    def comments(self, dice: random.Random) -> list[str]:
        """Comments of readers."""
        lines = [dice.choice(("评论", "全部评论", "网友评论", "发表评论", "最新评论", "精选留言"))]
        buttons = dice.choice((["回复", "赞"], ["赞({k})", "回复"], ["举报", "回复", "{k}"], ["{k}"], []))
        for _ in range(dice.choice((2, 4, 8, 15))):
            title, text = dice.choice(self._items)
            lines.append(title[: dice.choice((2, 3, 5, 8))])
            if dice.random() < 0.6:
                lines.append(
                    dice.choice(("{k}小时前", "{k}天前", "2023-09-{k}", "09-{k} 12:30")).format(
                        k=dice.randrange(1, 24)
                    )
                )
            start = dice.randrange(max(1, len(text) - 12))
            lines.append(text[start : start + dice.choice((12, 25, 60, 120))])
            lines += [button.format(k=dice.randrange(1, 99)) for button in buttons]
        return lines

    def followed(self, page: Page, dice: random.Random) -> Page:
        """The page with a feed, or comments, close after its article (or a feed over it)."""
        made = page.part(range(len(page.lines)), "~followed") if dice.random() < 0.6 else window(page, dice)
        _, first, last = made.span
        lines = self.feed(dice) if dice.random() < 0.65 else self.comments(dice)
        at = min(len(made.lines), last + 1 + dice.choice((0, 0, 1, 2, 4)))
        if dice.random() < 0.12:
            at = max(0, first - dice.choice((2, 4, 8)))
            at = min([at, *made.titles])
        made.lines[at:at] = lines
        made.labels[at:at] = [0] * len(lines)
        made.titles = {i + len(lines) if i >= at else i for i in made.titles}
        return made


class References:
    """What articles name under their last paragraph: notes, sources, a bibliography."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._titles = [page.lines[i] for page in pages for i in page.titles if len(page.lines[i]) >= 8]

    def referring(self, page: Page, dice: random.Random) -> Page:
        """The page, or a window of it, with references at the article's end."""
        made = page.part(range(len(page.lines)), "~referring") if dice.random() < 0.5 else window(page, dice)
        last = made.span[2]
        form = dice.choice(
            (
                "[{n}]\n{name}. {title}[{kind}]. {title2}, {y}, {v}({n}): {v}-{w}.",
                "[{n}] {name}. {title}[{kind}]. {title2}, {y}({n}): {v}-{w}.",
                "{title2}，《{title}》",
                "{n}.《{title}》，{title2}，{y}年{n}月",
                "[{n}] {title}：https://example.com/{y}/{v}{w}.html",
            )
        )
        lines = [
            dice.choice(("参考资料：", "参考文献", "参考文献：", "注释：", "参考来源", "资料来源：", "註解"))
        ]
        for n in range(1, dice.choice((3, 5, 9, 15))):
            title, other = dice.choice(self._titles), dice.choice(self._titles)
            lines += form.format(
                n=n,
                name=dice.choice("王李张刘陈杨黄赵周吴") + title[:1],
                title=title,
                title2=other[: dice.choice((3, 4, 6))],
                kind=dice.choice("JMDC"),
                y=dice.randrange(1980, 2026),
                v=dice.randrange(1, 90),
                w=dice.randrange(90, 300),
            ).split("\n")
        made.lines[last + 1 : last + 1] = lines
        made.labels[last + 1 : last + 1] = [1] * len(lines)
        made.titles = {i + len(lines) if i > last else i for i in made.titles}
        if made.html is not None:  # in an element like that of the last paragraph
            made.html[last + 1 : last + 1] = [made.html[last]] * len(lines)
        return made


def unnamed(page: Page, dice: random.Random) -> Page:
    """The page as a site shows it whose names of elements say nothing, or whose head has no title."""
    names = dice.random() < 0.7
    title = not names or dice.random() < 0.5
    made = page.part(range(len(page.lines)), "~unnamed")
    made.html = [row.copy() for row in made.html or ()]
    for row in made.html:
        if names:
            row[-len(KINDS) :] = [0] * len(KINDS)
        if title:
            row[SAID] = 0
    return made


def framed(page: Page, other: Page) -> Page:
    """The frame of one page around the article of another."""
    _, first, last = page.span
    _, begin, end = other.span
    inner = other.part([i for i in range(begin, end + 1) if other.labels[i] != 0], "")
    html = None
    if page.html is not None:
        # A text without HTML stands in the elements of the page's own article.
        own = [page.html[i] for i in range(first, last + 1) if page.labels[i] == 1]
        rows = inner.html or [own[i % len(own)] for i in range(len(inner.lines))]
        html = page.html[:first] + rows + page.html[last + 1 :]
    size = len(inner.lines)
    titles = {i for i in page.titles if i < first} | {first + i for i in inner.titles}
    titles |= {i - (last + 1 - first) + size for i in page.titles if i > last}
    return Page(
        page.name + "~framed",
        page.family,
        "made",
        page.lines[:first] + inner.lines + page.lines[last + 1 :],
        page.labels[:first] + inner.labels + page.labels[last + 1 :],
        titles,
        html,
    )


def augment(pages: Sequence[Page], texts: Sequence[Page], seed: int = 0) -> list[Page]:
    """Documents made from pages and from texts without a page.

    Each page is cut and framed more than once: trees that saw one window of a page learn where it was cut.
    """
    made = []
    for turn in range(_TURNS):
        made += _once(pages, texts if turn == 0 else [], random.Random(seed + turn))
    dice = random.Random(seed + _TURNS)
    full = [page for page in pages if page.kind == "page"]
    made_texts = [text for text in texts if text.family in MADE]
    if made_texts:
        made += [_in_frame(dice.choice(full), dice.choice(made_texts), dice) for _ in range(_LISTS)]
    return made


def _in_frame(page: Page, text: Page, dice: random.Random) -> Page:
    """A text in the place of a page's article, with all that is around it or some."""
    framed_text = framed(page, text if len(text.lines) <= _FRAME else text.part(range(_FRAME), "~cut"))
    return framed_text if dice.random() < 0.4 else window(framed_text, dice)


def _once_of_html(pages: Sequence[Page], dice: random.Random) -> list[Page]:
    made: list[Page] = []
    references = References(pages)
    for page in pages:
        made.append(window(page, dice))
        if (other := dice.choice(pages)).family != page.family:
            made.append(framed(page, other))
        if dice.random() < _REFERRING:
            made.append(references.referring(page, dice))
        if dice.random() < _UNNAMED:
            made.append(unnamed(page, dice))
        if dice.random() < _BRIEF:
            made.append(brief(page, dice))
    return made


def _once(pages: Sequence[Page], texts: Sequence[Page], dice: random.Random) -> list[Page]:
    if any(page.html is not None for page in pages):
        return _once_of_html(pages, dice)
    made: list[Page] = []
    full = [page for page in pages if page.kind == "page"]
    remains = Remains(pages)
    feeds = Feeds(full)
    references = References(full)
    sections = Sections(full)
    for page in full:
        made += [window(page, dice), window(page, dice), remains.stored(page, dice), opening(page, dice)]
        made.append(feeds.followed(page, dice))
        if dice.random() < 0.6:
            made.append(bare(page))
        if dice.random() < _REFERRING:
            made.append(references.referring(page, dice))
        if dice.random() < _BRIEF:
            made.append(brief(page, dice))
        if dice.random() < _ENDING:
            made.append(sections.ending(window(page, dice), dice))
        if dice.random() < _DIGEST:
            made.append(sections.digest(page, dice))
        if dice.random() < _SEVERAL:
            made.append(sections.several(page, dice.sample(full, dice.choice((1, 2, 4, 7))), dice))
        other = dice.choice(full)
        if other.family != page.family:
            made.append(framed(page, other))
    stored = [page for page in pages if page.kind != "page"]
    for page in stored:
        if 0 in page.labels:
            other = dice.choice(full)
            if other.family != page.family:
                made.append(framed(page, other))
            made += [bare(page), remains.stored(page, dice)]
    for text in texts:
        alone = text if len(text.lines) <= _LONGEST else text.part(range(_LONGEST), "~cut")
        alone.family = text.family
        made.append(alone)
    # Framed texts: one of each family of texts after the other, so that no kind rules.
    by_family: dict[str, list[Page]] = {}
    for text in texts:
        by_family.setdefault(text.family, []).append(text)
    for text in (dice.choice(by_family[name]) for name in sorted(by_family) for _ in range(_FRAMED)):
        made.append(_in_frame(dice.choice(full), text, dice))
    return made


_TURNS, _LISTS = 3, 60
_LONGEST, _FRAME, _FRAMED = 250, 60, 4
_REFERRING, _UNNAMED, _BRIEF = 0.06, 0.2, 0.5
_ENDING, _DIGEST, _SEVERAL = 0.15, 0.15, 0.15
