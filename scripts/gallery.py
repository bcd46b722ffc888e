r"""Measure what newsclean, ftfy and iconv make of common damage, and compare the tables of the READMEs.

usage: python scripts/gallery.py [--check]

Signs: ``✓`` the text as it was; ``–`` left as it came; ``⚠`` left, and said so; ``✗`` made worse, or failed.
ftfy runs with ``fix_character_width=False``: its default also turns ， into a comma of ASCII. iconv is told
both encodings.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md", "README.zh-TW.md")

LINE = "新闻：滨江新区发布夜间经济规划，市民可以网上预约。\n"
INJECTED = "產業(yè)環(huán)境優(yōu)化，統(tǒng)籌發(fā)展，規(guī)劃濱江新區(qū)。\n"
TRADITIONAL = "新聞：濱江新區發布夜間經濟規劃，市民可以網上預約。\n"


class Case(NamedTuple):
    """One kind of damage.

    :param sign: as people search for it.
    :param damaged: a line of it, and ``meant``: the same line before.
    :param pair: the two encodings for iconv: what it was read as, and what it is.
    """

    sign: str
    damaged: str
    meant: str = LINE
    pair: tuple[str, str] | None = None


def _cp1252(data: bytes) -> str:
    """As browsers read it: the five bytes that Windows-1252 lacks become controls."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


CASES = (
    Case("æ–°é—»", _cp1252(LINE.encode()), pair=("CP1252", "UTF-8")),
    Case("ÐÂÎÅ", LINE.encode("gbk").decode("latin-1"), pair=("LATIN1", "GBK")),
    Case("·s»D", TRADITIONAL.encode("big5").decode("latin-1"), TRADITIONAL, ("LATIN1", "BIG5")),
    Case("鏂伴椈", LINE.encode().decode("gbk", "replace"), pair=("GBK", "UTF-8")),
    Case("產業(yè)", INJECTED, re.sub(r"\([^)]*\)", "", INJECTED)),
    Case("&#26032;", "".join(f"&#{ord(character)};" for character in LINE[:-1]) + "\n"),
    Case("\\u65b0", LINE[:-1].encode("unicode_escape").decode() + "\n"),
    Case("⻅⼤", "滨江新区发布夜间经济规划，⻅到⼤家。\n", "滨江新区发布夜间经济规划，见到大家。\n"),
    Case("U+200B", LINE.replace("新区", "新\u200b区")),
    Case("锟斤拷", LINE.replace("新区", "锟斤拷锟斤拷")),
)  # fmt: skip


def measured(case: Case) -> tuple[str, str, str]:
    """What each of the three makes of it."""
    return _newsclean(case), _ftfy(case), _iconv(case)


def _sign(case: Case, result: str) -> str:
    return "✓" if result == case.meant else "–" if result == case.damaged else "✗"


def _newsclean(case: Case) -> str:
    import newsclean

    document = newsclean.clean(case.damaged, only=["repair"])
    sign = _sign(case, document.text)
    return "⚠" if sign == "–" and document.warnings else sign


def _ftfy(case: Case) -> str:
    try:
        from ftfy import fix_text
    except ImportError:
        return ""
    return _sign(case, fix_text(case.damaged, fix_character_width=False))


def _iconv(case: Case) -> str:
    if case.pair is None:
        return "–"
    program = shutil.which("iconv")
    if program is None:
        return ""
    read_as, true = case.pair
    data = case.damaged.encode()
    for source, target in (("UTF-8", read_as), (true, "UTF-8")):
        done = subprocess.run(
            [program, "-f", source, "-t", target], input=data, capture_output=True, check=False
        )
        if done.returncode:
            return "✗"
        data = done.stdout
    return _sign(case, data.decode())


def written(readme: str) -> dict[str, tuple[str, str, str]]:
    """The three signs of each row of a README's table."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^|]+)` \|[^|]*\| (.) \| (.) \| (.) \|$", text, re.MULTILINE)
    return {sign: (ours, ftfy, iconv) for sign, ours, ftfy, iconv in rows}


def main() -> None:
    """Print the table, or compare."""
    wrong = []
    for case in CASES:
        found = measured(case)
        print(f"| `{case.sign}` |  | {' | '.join(found)} |")
        for readme in READMES:
            said = written(readme).get(case.sign) if "--check" in sys.argv[1:] else None
            # What is not installed here was not measured.
            if said and any(now and now != then for now, then in zip(found, said, strict=True)):
                wrong.append(f"{readme}: {case.sign}: {said}, now {found}")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
