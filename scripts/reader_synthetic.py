"""Documents made from labelled pages: what crawlers store, articles alone, other articles in a page's frame.

Pages alone teach a model that every document has a page around it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from reader_pages import Page


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


def framed(page: Page, other: Page) -> Page:
    """The frame of one page around the article of another."""
    _, first, last = page.span
    _, begin, end = other.span
    inner = other.part([i for i in range(begin, end + 1) if other.labels[i] != 0], "")
    html = None
    if page.html is not None and inner.html is not None:
        html = page.html[:first] + inner.html + page.html[last + 1 :]
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


def lists(pages: Sequence[Page], count: int, dice: random.Random) -> list[Page]:
    """Articles whose body is a list (a programme, prices, names, questions), of clauses of real ones."""
    clauses: list[str] = []
    paragraphs: list[str] = []
    for page in pages:
        for line, label in zip(page.lines, page.labels, strict=True):
            if label == 1 and len(line) >= 40 and "。" in line:
                paragraphs.append(line)
                clauses += [c for c in re.split("[，。、；：！？“”（）()《》]", line) if 2 <= len(c) <= 13]
    forms = {
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
        made.append(Page(f"list{number}", "text:list", "text", lines, [1] * len(lines)))
    return made


def augment(pages: Sequence[Page], texts: Sequence[Page], seed: int = 0) -> list[Page]:
    """Documents made from pages and from texts without a page."""
    dice = random.Random(seed)
    made: list[Page] = []
    full = [page for page in pages if page.kind == "page"]
    remains = Remains(pages)
    for page in full:
        made += [window(page, dice), window(page, dice), remains.stored(page, dice), opening(page, dice)]
        if dice.random() < 0.6:
            made.append(bare(page))
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
        short = text if len(text.lines) <= _FRAME else text.part(range(_FRAME), "~cut")
        page = framed(dice.choice(full), short)
        made.append(page if dice.random() < 0.4 else window(page, dice))
    return made


_LONGEST, _FRAME, _FRAMED = 250, 60, 4
