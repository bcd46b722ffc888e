"""What is not loaded for a text: what is left out makes the start cheap. Modules are counted, not times."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = "图书馆昨天延长了开放时间，读者很多。\n他说：“以后会来得更早，带上孩子一起看书。”\n" * 20
RARE = ARTICLE.replace("读者很多", "白鹭湾的读者很多")  # sound, and no common character
# It begins as what asks for cooperation does.
WORDED = (
    f"图书馆延长开放时间\n{ARTICLE}合作社的人也来借书，他们说这里的农业书比从前多了，管理员还会帮忙找。\n"
)
PAGE = (
    "首页\n新闻\n国内\n图书馆延长开放时间\n2024-05-06 10:20:30 来源：江城晚报\n"
    + ARTICLE.split("\n", maxsplit=1)[0]
    + "这是读者期待已久的变化，许多人一早就来排队。\n"
    + ARTICLE.split("\n")[1]
    + "\n（责任编辑：周明）\n相关阅读\n江城地铁三号线通车\n版权所有 江城晚报社\n"
)

# What no plain text needs: libraries that take long to load, and other ways to use the program.
NEVER = ("numpy", "chardet", "rich", "opencc", "selectolax", "typing_extensions", "newsclean.records")
NEVER += ("newsclean.report", "newsclean.engines", "newsclean.parallel", "newsclean.web.page", "tomllib")
NEVER += ("newsclean.models.ngrams", "newsclean.models.trigrams", "newsclean.models.unigrams")
NEVER += ("locale",)  # Click imports it to look for translations
NEVER += ("newsclean.repair.pinyin", "newsclean.repair.notations", "newsclean.convert.opencc")
DAMAGE = ("newsclean.repair.mojibake.reader", "newsclean.repair.mojibake.lattice")
DAMAGE += ("newsclean.repair.mojibake.fill", "newsclean.repair.mojibake.verdict")
MODEL = ("newsclean.structure.model.judge", "newsclean.structure.model.trees")

CODE = """
import json, sys
from newsclean.__main__ import main
try:
    main()
except SystemExit:
    pass
plausibility = sys.modules.get("newsclean.models.plausibility")
models = ["a model of characters"] if plausibility and plausibility._loaded else []
file = sys.modules.get("newsclean.structure.model.file")
models += ["a model of pages"] if file and file.load.cache_info().currsize else []
print(json.dumps([*sys.modules, *models]), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("text", "others"),
    [
        pytest.param(
            ARTICLE,
            (*DAMAGE, *MODEL, "newsclean.repair.mojibake", "a model of characters", "a model of pages"),
            id="a clean article",
        ),
        pytest.param(
            RARE,
            (*DAMAGE, *MODEL, "newsclean.repair.characters", "a model of characters", "a model of pages"),
            id="with a rare character",
        ),
        pytest.param(
            WORDED, (*DAMAGE, *MODEL, "a model of characters", "a model of pages"), id="with a word of a rule"
        ),
        pytest.param(PAGE, (*DAMAGE, "a model of characters"), id="a page"),
    ],
)
def test_what_a_text_does_not_need_is_not_loaded(text: str, others: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(text, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", CODE, "clean", "--isolated", str(file)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "图书馆昨天延长了开放时间" in run.stdout
    loaded = set(json.loads(run.stderr.splitlines()[-1]))
    assert sorted(loaded.intersection((*NEVER, *others))) == []


def test_a_page_is_read_by_the_model() -> None:
    """The other side: the page above does need it."""
    from newsclean import read

    assert any(line.p is not None for line in read(PAGE).lines)


def test_what_a_conversion_does_not_need_is_not_loaded(tmp_path: Path) -> None:
    code = f"import newsclean, sys; newsclean.convert({ARTICLE!r}, to='zh-Hant'); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "XDG_CACHE_HOME": str(tmp_path)}
    for _ in range(2):  # the first run compiles the table
        run = subprocess.run(
            [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, env=environment
        )
    loaded = set(run.stdout.split())
    assert "newsclean.convert.engine.rewriter" in loaded
    assert sorted(loaded.intersection(("click", "newsclean.structure", "numpy", "pathlib", "typing"))) == []
