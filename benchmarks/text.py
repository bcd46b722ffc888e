"""News text for the benchmarks: articles put together from sentences of our own."""

from __future__ import annotations

import random

PLACES = ("临江市", "三河镇", "青石县", "南岭区", "白鹭湾", "东台村", "西山街道", "云溪开发区", "后海新区")
PEOPLE = ("周明", "林晓芳", "陈国栋", "范志远", "于海燕", "余秋生", "钟文静", "沈里安", "岳松", "后小宁")
BODIES = ("图书馆", "水务局", "教育局", "气象台", "制造企业", "合作社", "医院", "博物馆", "监测中心")
THINGS = (
    *("夜间班车", "引水工程", "面粉加工厂", "干部培训班", "头发捐赠活动"),
    *("系统升级", "历史展览", "松树林", "稻谷收购站", "台风预警"),
)
VERBS = ("启动", "发布", "完成", "征求意见", "复核", "恢复", "推进", "制定", "关闭", "扩建")

SENTENCES = (
    "{place}{body}昨天宣布，{thing}将于下月{verb}，预计惠及{number}万居民。",
    "负责人{person}说，这项工作准备了{number}个月，只等最后的手续。",
    "记者在{place}看到，{thing}周围已经竖起了围挡，几台机器正在作业。",
    "“我们等了{number}年。”家住{place}的{person}告诉记者，他的头发都等白了。",
    "根据计划，{body}还要{verb}三个项目，总投资{number}亿元。",
    "{person}认为，{thing}的关键在于后续管理，而不是一次性投入。",
    "当天下午，{place}下起了小雨，参加活动的{number}名志愿者冒雨栽种了松树。",
    "{body}的数据显示，今年以来这里的产量比去年同期增长了{number}%。",
    "专家提醒，干燥天气里要注意防火，面对火情应当先拨打电话再离开。",
    "{place}有关部门表示，将认真听取各方面的意见，并在{number}日内作出答复。",
    "老店主{person}至今保留着一本{number}年前的账本，里面记着每一天的收支。",
    "这座桥全长{number}米，设计时速六十公里，连接{place}与对岸的工业区。",
    "会后，{person}与{body}的代表签订了协议，双方同意共同{verb}{thing}。",
    "据了解，类似的做法已经在{number}个城市推广，效果不尽相同。",
)


def sentence(dice: random.Random) -> str:
    """One sentence, 20 to 50 characters."""
    return dice.choice(SENTENCES).format(
        place=dice.choice(PLACES),
        person=dice.choice(PEOPLE),
        body=dice.choice(BODIES),
        thing=dice.choice(THINGS),
        verb=dice.choice(VERBS),
        number=dice.randrange(2, 990),
    )


def article(size: int, seed: int = 0) -> str:
    """A clean Simplified article of about so many bytes of UTF-8: a title and paragraphs."""
    dice = random.Random(seed)
    title = f"{dice.choice(PLACES)}{dice.choice(BODIES)}{dice.choice(VERBS)}{dice.choice(THINGS)}"
    parts = [title]
    length = 3 * len(title)
    while length < size:
        paragraph = "".join(sentence(dice) for _ in range(dice.randrange(2, 5)))
        parts.append(paragraph)
        length += 3 * len(paragraph) + 2
    return "\n\n".join(parts) + "\n"


def corpus(megabytes: int, seed: int = 0) -> str:
    """Articles of 4 KB, one behind the other."""
    count = megabytes * 1_000_000 // 4096
    return "\n".join(article(4096, seed * 1_000_003 + number) for number in range(count))
