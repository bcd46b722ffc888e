"""Rows of signs that are no text, and must stay: frames, bars, bullets, one character repeated.

A row has one to four different characters, so it is no evidence for any reading, however long it is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

BOXES = [chr(point) for point in range(0x2500, 0x2580)]
BLOCKS = [chr(point) for point in range(0x2580, 0x25A0)]
SHAPES = [chr(point) for point in range(0x25A0, 0x2600)]
BULLETS = list("•·‥…‧∙◦‣⁃∗★☆※†‡§¶♪♫♠♥♦♣☎✓✗✦❖➤→←↑↓⇒⇐═≡≈~")
LATIN_1 = [chr(point) for point in range(0xA1, 0x100) if point != 0xAD]
BRAILLE = [chr(point) for point in range(0x2800, 0x2900)]
MATHEMATICS = [chr(point) for point in range(0x2200, 0x2300)]
HALF_WIDTH = [chr(point) for point in range(0xFF61, 0xFFA0)]
FACES = list("・ω´｀∀Ддﾟ゜Σ｡⌒▽＾；╯°□︵┻━ᴗ◕‿ಠ益＞＜つヽノ")
#: Han characters that hardly any text has, of the first block and of Extension A.
RARE_HAN = [chr(point) for point in (*range(0x4E00, 0x9FA6, 97), *range(0x3400, 0x4DB6, 211))]

_CORNERS = ("╔═╗", "╚═╝", "└═┘", "├═┤", "┌─┐", "╭─╮", "╰─╯", "┏━┓", "╠═╣", "├┄┤", "[░]", "▐█▌")
_AROUND = (
    *(
        "{}",
        "{}",
        "{}",
        "安装完成 {}",
        "{} 50%",
        "密码：{}",
        "进度：{} 3/8",
        "第一章 {} 开始",
        "total {} done",
    ),
    *("# {}", "// {}", "/* {} */", "<!-- {} -->", "-- {}", 'echo "{}"', 'print("{}")', "s = '{}'  # 分隔线"),
    *("| {} | 名称 |", "2024-05-01 10:22:31 INFO {}", "<p>{}</p>", '"line": "{}",', "{},12,北京"),
)


def rows(count: int, seed: int = 1) -> Iterator[str]:
    """Random lines with a row of signs in each, 3 to 80 long: alone, in text, in comments, quoted."""
    dice = random.Random(seed)
    for _ in range(count):
        yield dice.choice(_AROUND).format(_row(dice).replace("{", "(").replace("}", ")"))


def rare_rows(count: int, seed: int = 1) -> Iterator[str]:
    """Random lines of one to three different rare Han characters, repeated with and without signs between."""
    dice = random.Random(seed)
    for _ in range(count):
        few = dice.sample(RARE_HAN, dice.choice((1, 1, 2, 3)))
        between = dice.choice(("", " ", "  ", ",", "、", "\t", ",a,", "|", " / "))
        yield between.join(dice.choice(few) for _ in range(dice.randrange(2, 20)))


def _row(dice: random.Random) -> str:
    length = dice.randrange(3, 81)
    kind = dice.randrange(6)
    if kind == 0:  # a frame
        corners = dice.choice(_CORNERS)
        return corners[0] + corners[1] * (length - 2) + corners[2]
    if kind == 1:  # a bar
        full, empty = dice.sample(BLOCKS, 2)
        share = dice.randrange(length + 1)
        return full * share + empty * (length - share)
    signs = dice.choice(
        (BOXES, BLOCKS, SHAPES, BULLETS, LATIN_1, BRAILLE, MATHEMATICS, HALF_WIDTH, FACES, BOXES)
    )
    few = dice.sample(signs, dice.choice((1, 1, 2, 3, 4)))
    if kind == 2:  # a pattern
        return ("".join(few) * length)[:length]
    if kind == 3:  # one sign, with blanks
        return " ".join(few[0] * max(2, length // 2))
    if kind == 4:  # as they fall
        return "".join(dice.choice(few) for _ in range(length))
    return few[0] * length
