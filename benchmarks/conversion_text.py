"""Text for the benchmark of conversion: sentences of our own, their slots filled at random."""

from __future__ import annotations

import random
import re
from pathlib import Path

_FILLERS = {
    "记者": ["记者", "本报记者", "本台记者", "记者近日"],
    "机构": [
        "市统计局",
        "交通运输部门",
        "省气象台",
        "市教育局",
        "县人民医院",
        "市场监管局",
        "大学研究所",
        "国家图书馆",
    ],
    "城市": ["临江市", "三河县", "滨海新区", "云岭市", "东湖镇", "北山县", "双桥区", "兰溪"],
    "日子": ["昨天", "今天", "本周三", "五月十八日", "上月底", "日前"],
    "人物": ["周明", "林晓燕", "王德发", "范建国", "钟华", "于海洋", "李干事", "赵师傅", "沈松年", "陈院长"],
    "话题": [
        "城乡建设",
        "干部培训",
        "粮食生产",
        "历史建筑保护",
        "面食文化",
        "网络安全",
        "养老服务",
        "旧区改造",
    ],
}
_LINES = 8


def make(size: int, seed: int = 7) -> str:
    """Articles of a title and eight lines of one to four sentences, until the UTF-8 is of the size."""
    chosen = random.Random(seed)
    path = Path(__file__).with_name("conversion_sentences.txt")
    sentences = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        return str(chosen.randint(2, 900)) if name == "数" else chosen.choice(_FILLERS[name])

    lines: list[str] = []
    total = 0
    while total < size:
        count = 1 if len(lines) % (_LINES + 1) == 0 else chosen.randint(1, 4)
        line = "".join(re.sub(r"\{(.+?)\}", fill, chosen.choice(sentences)) for _ in range(count))
        lines.append(line)
        total += len(line.encode()) + 1
    return "\n".join(lines) + "\n"
