"""The model of lines: its file, its trees, the decoder, what it is asked for."""

from __future__ import annotations

import itertools
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.document import KEPT_ROLES
from newsclean.structure import read
from newsclean.structure.gate import shows_page
from newsclean.structure.markup import NAMES
from newsclean.structure.model import file, judge, lanes
from newsclean.structure.model.columns import TITLED, Columns, titled
from newsclean.structure.model.decode import BODY, CERTAIN, GAP, HEAD, TAIL, Costs, decode
from newsclean.structure.model.file import dump, load, parse
from newsclean.structure.model.reasons import kind
from newsclean.structure.model.trees import Trees
from newsclean.structure.model.vocabulary import Vocabulary, pieces
from newsclean.structure.notes import take_notes
from newsclean.structure.rules.index import builtin
from tests.cases import load as load_cases

FILES = ["reader.model", "reader-html.model"]


@pytest.mark.parametrize("name", FILES)
def test_the_recorded_cross_validation_belongs_to_the_model(name: str) -> None:
    """After training anew, scripts/train_reader.py has written both; neither is changed by hand."""
    data = (file.DATA / name).read_bytes()
    header, content = data.split(b"\n", 2)[1], data.split(b"\n", 2)[2]
    digest = header.decode().split(" ")[1]
    assert digest == sha256(content).hexdigest()
    rows = (file.DATA / "cross-validation.tsv").read_text("utf-8").splitlines()
    recorded = {cells[0]: cells[1] for row in rows if (cells := row.split("\t"))[0] in FILES}
    assert recorded.get(name) == digest


@pytest.mark.parametrize(("name", "html"), [("reader.model", []), ("reader-html.model", NAMES)])
def test_the_model_was_trained_with_these_columns(name: str, html: list[str]) -> None:
    model = load(name)
    measured = Columns(["一", "二"], model.vocabulary).names
    assert list(model.columns) == [*measured, *(f"html {column}" for column in html), *TITLED]
    assert all(map(kind, model.columns))


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_small_and_comes_back_as_it_was(name: str) -> None:
    data = (file.DATA / name).read_bytes()
    assert len(data) <= 150_000
    assert dump(parse(data)) == data


def test_a_damaged_file_is_refused() -> None:
    data = (file.DATA / "reader.model").read_bytes()
    with pytest.raises(ValueError, match="damaged"):
        parse(data[: len(data) // 2])
    with pytest.raises(ValueError, match="form"):
        parse(b"something\nelse\n" + data)


def test_the_models_of_another_folder_are_read(tmp_path: Path) -> None:
    """Each fold of a cross-validation is read with its own model, not with what is remembered of another."""
    own, shipped = load(), file.DATA
    pieces = dict(list(own.vocabulary.packed.items())[:100])
    (tmp_path / file.TEXT).write_bytes(dump(own._replace(vocabulary=Vocabulary(pieces))))
    try:
        for folder, size in ((tmp_path, 100), (shipped, len(own.vocabulary.packed)), (tmp_path, 100)):
            file.use(folder)
            assert len(load().vocabulary.packed) == len(file.vocabulary(file.TEXT).packed) == size
    finally:
        file.use(shipped)


def test_no_sentence_is_in_the_vocabulary() -> None:
    assert max(map(len, load().vocabulary.packed)) <= 13


TREE = st.recursive(
    st.integers(0, 60).map(lambda value: [~value]),
    lambda inner: st.tuples(st.integers(0, 5), inner, inner).map(lambda t: [t[0], *t[1], *t[2]]),
    max_leaves=8,
)


def walk(tree: list[int], conditions: list[tuple[int, int]], row: list[int]) -> int:
    """A tree the plain way."""
    at = 0
    while tree[at] >= 0:
        feature, threshold = conditions[tree[at]]
        at += 1
        if row[feature] > threshold:
            waiting = 1
            while waiting:
                waiting += 1 if tree[at] >= 0 else -1
                at += 1
    return ~tree[at]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 254)), min_size=6, max_size=6),
    st.lists(TREE, min_size=1, max_size=5),
    st.lists(st.lists(st.integers(0, 255), min_size=3, max_size=3), min_size=1, max_size=20),
    st.sampled_from([1, 40]),
)
def test_trees_side_by_side_are_trees(
    conditions: list[tuple[int, int]], trees: list[list[int]], rows: list[list[int]], times: int
) -> None:
    rows *= times  # beyond one block, too
    columns = [bytes(column) for column in zip(*rows, strict=True)]
    scores = Trees(conditions, trees, 100, 2.0).score(columns)
    assert scores == [(sum(walk(tree, conditions, row) for tree in trees) - 100) / 2 for row in rows]


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=40), st.integers(0, 255))
def test_windows_side_by_side_are_windows(numbers: bytes, missing: int) -> None:
    size = len(numbers)
    row = lanes.spread(numbers, missing)

    def window(start: int, lines: int) -> list[int]:
        return [numbers[i] if 0 <= i < size else missing for i in range(start, start + lines)]

    for power, total in enumerate(lanes.sums(row, 4), 1):
        lines = 1 << power
        before, after = lanes.column(total, size, -lines, power), lanes.column(total, size, 1, power)
        assert list(before) == [sum(window(i - lines, lines)) // lines for i in range(size)]
        assert list(after) == [sum(window(i + 1, lines)) // lines for i in range(size)]
    lowest, highest = lanes.least(row, 2), lanes.greatest(row, 3)
    assert list(lanes.column(lowest, size, 1)) == [min(window(i + 1, 4)) for i in range(size)]
    assert list(lanes.column(highest, size, -8)) == [max(window(i - 8, 8)) for i in range(size)]


PIECES = st.text(st.sampled_from("编辑责任:一0^"), min_size=1, max_size=50)


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=6))
def test_what_lines_say_is_the_sum_of_their_pieces(lines: list[str]) -> None:
    """Looked up in one pass over all lines, pairs as numbers."""
    weights = {
        "编辑": (40, -8, 0),
        "责任": (-60, 0, 16),
        "^责任": (12, 4, 4),
        "0编$": (0, 0, -40),
        "=编": (90, 0, 0),
    }
    vocabulary = Vocabulary(file.packed(weights))
    found = list(zip(*vocabulary.scores(lines), strict=True))
    for line, scores in zip(lines, found, strict=True):
        known = [weights[piece] for piece in pieces(line) if piece in weights]
        sums = [sum(row[n] for row in known) for n in range(3)]
        assert list(scores) == [128 + max(-127, min(127, total // 4)) for total in sums]


COSTS = Costs(bias=0.5, gap=1.0, line=0.5, back=2.0, clip=4.0)


def worth(states: tuple[int, ...], odds: list[float]) -> float:
    """What a sequence of states is worth; none if it cannot be."""
    total = 0.0
    for i, state in enumerate(states):
        before = states[i - 1] if i else HEAD
        if (
            state
            not in {HEAD: (HEAD, BODY), BODY: (BODY, GAP, TAIL), GAP: (GAP, BODY), TAIL: (TAIL,)}[before]
        ):
            return float("-inf")
        if state == BODY:
            clipped = odds[i] if abs(odds[i]) >= CERTAIN else max(-4.0, min(4.0, odds[i])) + COSTS.bias
            total += clipped - (COSTS.back if before == GAP else 0)
        elif state == GAP:
            total -= (0 if odds[i] <= -CERTAIN else COSTS.line) + (COSTS.gap if before == BODY else 0)
    return float("-inf") if states[-1] == GAP else total


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([-CERTAIN, -3.0, -1.0, 0.3, 1.0, 6.0, CERTAIN]), min_size=1, max_size=6))
def test_the_decoder_finds_the_best_article(odds: list[float]) -> None:
    best = max(worth(states, odds) for states in itertools.product(range(4), repeat=len(odds)))
    assert worth(tuple(decode(odds, COSTS)), odds) == pytest.approx(best)


@pytest.mark.parametrize(
    ("odds", "states"),
    [
        ([], []),
        ([-3, -3], [HEAD, HEAD]),
        ([-3, 3, 3, -3], [HEAD, BODY, BODY, TAIL]),
        ([3, -0.4, 3], [BODY, BODY, BODY]),
        ([4, 4, -CERTAIN, 4, 4], [BODY, BODY, GAP, BODY, BODY]),
    ],
)
def test_articles(odds: list[float], states: list[int]) -> None:
    assert decode(odds, COSTS) == states


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60).map(str.strip).filter(bool), min_size=1, max_size=30))
def test_columns_fit_any_lines(lines: list[str]) -> None:
    lines = [" ".join(line.split()) or "x" for line in lines]
    columns = Columns([line.replace("\n", "x") for line in lines], Vocabulary({}))
    assert {len(column) for column in columns.values} == {len(lines)}


@pytest.mark.parametrize("page", load_cases(__file__, "features")["page"], ids=lambda page: page["name"])
def test_the_columns_of_a_page(page: dict[str, Any]) -> None:
    columns = Columns(page["lines"], Vocabulary(file.packed(page["says"])))
    found = dict(zip(columns.names, map(list, columns.values), strict=True))
    assert {name: found[name] for name in page["columns"]} == page["columns"]


def test_the_odds_of_titles_are_columns() -> None:
    """In twelfths of a nat, 128 for even odds; those that are beyond a byte are its least or greatest."""
    best_before, best, since, ahead = map(list, titled([-12.0, -9.0, 0.0, 2.0, 11.5, -2.0]))
    assert best_before == [1, 20, 128, 152, 255, 255]
    assert best == [255] * 6
    assert (since, ahead) == ([0, 0, 0, 0, 0, 1], [4, 3, 2, 1, 0, 0])


PAGE = """首页
新闻
登录
当前位置：首页 > 新闻 > 正文
江城提前入汛 沿江各县加强巡查
2023-07-03 08:15 来源：江城日报
分享到：
微信
江城入夏以来雨水偏多，沿江各县已经开始巡查堤防，目前水位仍在警戒线以下，各地值守人员已经到岗。
守堤人老周的一天
水文站站长老周说，今年的汛期比去年早了十天，夜里也要有人值守，他已经三天没有回家。
（责任编辑：李四）
相关阅读
北门老街修旧如旧
海风镇办起读书节
关于我们 | 联系我们 | 广告服务 | 网站地图
江ICP备00000000号-1
"""


def kept(text: str, **options: bool) -> set[int]:
    return {line.number for line in read(text, **options).lines if line.role in KEPT_ROLES}


def test_careful_keeps_all_that_the_default_keeps() -> None:
    assert kept(PAGE) <= kept(PAGE, careful=True)
    assert len(kept(PAGE)) >= 3


@pytest.mark.parametrize(
    ("odds", "careful", "stays"),
    [
        ([-3.5] * 6, False, False),
        ([-3.5] * 6, True, True),
        ([-4.0] * 18, True, True),
        ([-4.0] * 60, True, False),  # two texts, and nothing of one between them
        ([-CERTAIN] * 3, True, False),
        ([-CERTAIN] * 3 + [-3.5] * 2, True, True),
    ],
)
def test_careful_lets_little_interrupt_an_article(odds: list[float], careful: bool, stays: bool) -> None:
    costs = judge._costs(1.0, Costs(), careful=careful)
    states = decode([4.0] * 8 + odds + [4.0] * 8, costs)
    assert (states[len(odds) + 7] == BODY) == stays


@pytest.mark.parametrize(
    ("odds", "kept", "line", "shown"),
    [
        ([-3.0] * 4, 9, "老街的来历", False),
        ([-3.0] * 5, 8, "老街的来历", True),
        ([-2.8] * 9, 4, "老街的来历", False),
        ([-2.1] * 5, 8, "发表评论", True),  # a rule names it
        ([-1.9] * 5, 8, "发表评论", False),
        ([-4.2], 12, "老街的来历", False),
        ([-4.4], 12, "老街的来历", True),
        # Of twelve lines two are enough.
        ([-3.0] * 2, 10, "老街的来历", True),
        ([-3.0] * 2, 11, "老街的来历", False),
        ([-3.0], 11, "老街的来历", False),
        ([-2.8] * 4, 8, "老街的来历", False),
        ([-2.1] * 2, 10, "发表评论", True),
        ([-1.9] * 4, 8, "发表评论", False),
    ],
)
def test_what_shows_a_page_without_a_certain_line(
    odds: list[float], kept: int, line: str, shown: bool
) -> None:
    notes = take_notes(["江城提前入汛"] * kept + [line] * len(odds), builtin())
    assert shows_page(notes, [1.0] * kept + odds, [True] * kept + [False] * len(odds)) == shown


def test_each_line_says_how_likely_it_is_and_why() -> None:
    plain, explained = read(PAGE), read(PAGE, explain=True)
    assert all(line.p is not None and 0 <= line.p <= 1 for line in plain.lines)
    assert not any(line.reasons for line in plain.lines)
    assert all(1 <= len(line.reasons) <= 3 for line in explained.lines)
    assert any(len(line.reasons) == 3 for line in explained.lines)
    assert [line._replace(reasons=()) for line in explained.lines] == list(plain.lines)


def test_where_the_gate_stays_shut_the_model_is_not_asked() -> None:
    text = "江城提前入汛\n\n" + PAGE.split("\n")[8] + "\n\n" + PAGE.split("\n")[10] + "\n"
    assert [line.p for line in read(text).lines] == [None] * 5


def test_html_speaks_for_a_line_and_against_it() -> None:
    """The same short line among paragraphs: a link in a list of links, or a heading in the article."""
    lines = PAGE.split("\n")[:-1]
    place = lines.index("守堤人老周的一天")
    outside = row(links=200, tag=20, depth=9, outside=4, **{"is navigation": 8})
    inside = row(tag=90, depth=8, parent=200, grandparent=200, style=200, **{"is article": 7})
    likely = []
    for heading in (
        row(links=200, tag=20, depth=12, outside=4, **{"is related": 8, "is advertisement": 7}),
        row(tag=70, heading=2, depth=8, parent=200, grandparent=200, **{"is article": 7}),
    ):
        rows = [inside if "，" in line and "。" in line else outside for line in lines]
        rows[place] = heading
        likely.append(read(PAGE, evidence=rows).lines[place].p)
    assert likely[0] < likely[1]


def row(**columns: int) -> tuple[int, ...]:
    """A row of evidence with these columns; all others are 0."""
    return tuple(columns.get(name, 0) for name in NAMES)
