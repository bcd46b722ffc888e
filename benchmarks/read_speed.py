"""How fast the read stage (text to lines with roles, and metadata) passes over articles, beside one
scan of a regular expression over the same text. Run: ``python -m benchmarks.read_speed``.

The articles are made at random from sentences of our own; one kind has what usually stands around
them: a dateline with its source under the title, and the editor's line at the end; one is all that a page
shows, 100 lines of menus, buttons and headlines around an article.
"""

from __future__ import annotations

import random
import re
import statistics
import time

from benchmarks.text import article
from newsclean.structure import read
from newsclean.structure.rules.fold import table

#: The named thing beside it: counting the ends of sentences.
SCAN = re.compile("[。！？]")


def page(size: int, seed: int) -> str:
    """An article of about so many bytes with its dateline, its source and its editor."""
    dice = random.Random(seed)
    title, _, paragraphs = article(size, seed).partition("\n\n")
    day = f"2023-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02} {dice.randrange(24):02}:15"
    return f"{title}\n{day} 来源：江城日报\n\n{paragraphs}\n（责任编辑：张三）\n"


MENU = (
    "首页 新闻 国内 国际 社会 财经 体育 娱乐 科技 汽车 房产 教育 健康 旅游 视频 图片 专题 论坛 博客 登录 注册"
)
FOOT = ("关于我们", "广告服务", "联系我们", "网站地图", "法律声明", "返回顶部", "意见反馈", "友情链接")


def whole_page(size: int, seed: int) -> str:
    """All that a page of about so many bytes shows."""
    dice = random.Random(seed)
    title, _, paragraphs = article(size * 2 // 3, seed).partition("\n\n")
    sentences = [
        text.rstrip("。！？") for text in paragraphs.replace("。", "。\n").split() if 8 < len(text) < 28
    ]
    lines = [
        *MENU.split(),
        "江城网 > 新闻 > 正文",
        title,
        "2023-07-03 08:15",
        "来源：江城日报",
        "字号：大 中 小",
        "分享到：",
    ]
    lines += [
        "微信",
        "微博",
        "收藏",
        *paragraphs.split("\n\n"),
        "（责任编辑：张三）",
        "上一篇：" + sentences[0][:14],
    ]
    lines += [
        "下一篇：" + sentences[1][:14],
        "相关阅读",
        *[dice.choice(sentences)[:20] for _ in range(12)],
        "热门推荐",
    ]
    for _ in range(10):
        lines += [
            dice.choice(sentences)[:20],
            f"2023-07-{dice.randrange(1, 31):02}",
            f"阅读 {dice.randrange(9999)}",
        ]
    return "\n".join([*lines, *FOOT, "江城网版权所有", f"江ICP备{dice.randrange(10**8):08}号"]) + "\n"


def kinds() -> dict[str, list[str]]:
    """What is measured: name → texts."""
    return {
        "200 articles of 4 KB": [article(4096, seed) for seed in range(200)],
        "200 with dateline and editor": [page(4096, seed) for seed in range(200)],
        "100 whole pages of 8 KB": [whole_page(8192, seed) for seed in range(100)],
        "one text of 2 MB": [page(2_000_000, 1)],
    }


def seconds(texts: list[str], times: int = 7) -> tuple[float, float, float]:
    """The medians of turns of reading, by the clock and of CPU time, and of scanning."""
    for text in texts:  # the reader compiles what a run of many documents needs
        read(text)
    clock, cpu, scan = [], [], []
    for _ in range(times):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        for text in texts:
            read(text)
        cpu.append(time.process_time() - begin_cpu)
        between = time.perf_counter()
        clock.append(between - begin)
        for text in texts:
            SCAN.findall(text)
        scan.append(time.perf_counter() - between)
    return statistics.median(clock), statistics.median(cpu), statistics.median(scan)


def main() -> None:
    """Print speed and ratio."""
    # Character by character: this is about the shapes of lines, not about spelling.
    traditional = {simplified: source for source, simplified in table().items() if simplified > 0x3400}
    print(f"{'read':42}{'MB/s':>8}{'of CPU':>8}{'× one scan':>12}")
    for name, texts in kinds().items():
        for script, these in (("Hans", texts), ("Hant", [text.translate(traditional) for text in texts])):
            clock, cpu, scan = seconds(these)
            size = sum(len(text.encode()) for text in these) / 1e6
            print(f"{name + ', ' + script:42}{size / clock:8.1f}{size / cpu:8.1f}{clock / scan:12.1f}")


if __name__ == "__main__":
    main()
