"""Cases on either side of numbers that decide about lines: ``cases/limits.toml``, ``cases/borders*.toml``."""

import pytest

from newsclean.structure import genre, read
from newsclean.structure.consequences import (
    _keep_behind_advertisements,
    _keep_signatures_over_text,
    _keep_up_to,
)
from newsclean.structure.exceptions.quotation import is_chat
from newsclean.structure.gate import certain_lines
from newsclean.structure.model import decode, file
from newsclean.structure.model.furniture import speak_of_page
from newsclean.structure.model.headline import said_title
from newsclean.structure.model.judge import _trim, fill_gaps
from newsclean.structure.notes import take_notes
from newsclean.structure.pairs import shares_words
from newsclean.structure.rules import cuts
from newsclean.structure.rules.index import builtin
from newsclean.structure.rules.rule import spellings
from newsclean.structure.sequences import keep_live, keep_references
from tests.cases import load

CASES = load(__file__, "limits")
PAGES = [page for name in ("limits", "borders", "borders_pages") for page in load(__file__, name)["page"]]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_page(case):
    text = "".join(row.partition("\t")[2] + "\n" for row in case["lines"].splitlines())
    lines = read(text, careful=case.get("careful", False)).lines
    assert "".join(f"{line.role}\t{line.text}\n" for line in lines if line.text) == case["lines"]


@pytest.mark.parametrize("case", CASES["text"], ids=lambda case: case["name"])
def test_text(case):
    if "chinese" in case:
        assert genre.is_chinese(case["text"]) is case["chinese"]
    elif "page" in case:
        assert genre.is_chinese_page(case["text"]) is case["page"]
    else:
        assert genre.is_prose(case["text"]) is case["prose"]


RAIN = "江城入夏以来雨水偏多，沿江各县已经开始巡查堤防，目前水位仍在警戒线。"
NOTICE = "本网转载稿件仅为传播信息，不代表本网立场，版权归原作者所有，"


@pytest.mark.parametrize(
    ("text", "end", "goes"),
    [
        pytest.param(RAIN, "来源：江城日报", True, id="_GLUED: a text of forty-one characters"),
        pytest.param(RAIN, "分享到微信", False, id="_GLUED: one of thirty-nine"),
        pytest.param(RAIN + "值守人员已经到岗。", "展开全文", True, id="_SHORTEST: four"),
        pytest.param(RAIN + "值守人员已经到岗。", "分享到", False, id="_SHORTEST: three"),
        pytest.param(
            "江城入夏以来，雨水偏多，沿江都在加紧巡查堤防。",
            "未经授权不得转载，违者必究，本网保留追究法律责任的权利。",
            True,
            id="_LEAST: twenty-three characters stay",
        ),
        pytest.param(
            "江城入夏，雨水偏多，沿江都在巡查。",
            "未经授权不得转载，违者必究，本网保留追究法律责任的权利。",
            False,
            id="_LEAST: seventeen would be too little of a text",
        ),
        pytest.param(RAIN, f"免责声明：{NOTICE * 16}请告知。", True, id="_TAIL: a notice of 500 characters"),
        pytest.param(RAIN, f"免责声明：{NOTICE * 21}请告知。", False, id="_TAIL: one of 650"),
    ],
)
def test_what_is_glued_to_the_only_line(text: str, end: str, goes: bool) -> None:
    """It is cut out where a rule is sure of it, and enough of the line is left."""
    (line,) = read(text + end + "\n").lines
    assert [(cut.start, cut.end) for cut in line.cuts] == ([(len(text), len(text + end))] if goes else [])


PARAGRAPHS = [
    "江城入夏以来雨水偏多，沿江各县已经开始巡查堤防，目前水位仍在警戒线以下，各地备足了沙袋。",
    "读书节昨天在海风镇开幕，码头的旧仓库里摆了一万册书，三天里来了五千多人，大多是带着孩子来的。",
    "北门老街的修缮工程今天完工，七十二间铺面全部换上了木门，店主们下周可以搬回原来的铺子。",
    "南山隧道昨夜贯通，全长两千多米，通车以后从县城到码头只要十分钟，比从前省下一半的时间。",
]


@pytest.mark.parametrize(
    ("between", "asked"),
    [
        pytest.param(["首页 > 公告 > 正文"], True, id="SAYS: a clear line by itself"),
        pytest.param(["分享到微信"], False, id="SAYS: one that an article may have"),
        pytest.param(
            ["3", "（责任编辑：林晓）", "【海風新聞網免責聲明】"],
            True,
            id="PARAGRAPH, TOGETHER",
        ),
        pytest.param(
            ["早上六点", "江ICP备00000000号-1", "（责任编辑：赵六）"],
            False,
            id="TOGETHER: too little",
        ),
    ],
)
def test_what_makes_a_page_likely_among_paragraphs(between: list[str], asked: bool) -> None:
    notes = take_notes([*PARAGRAPHS, *between, *PARAGRAPHS], builtin())
    assert speak_of_page(notes) is asked


@pytest.mark.parametrize(("behind", "asked"), [(2, True), (3, False)])
def test_what_makes_a_page_likely_at_its_end(behind: int, asked: bool) -> None:
    """EDGE: the last three lines are looked at more closely."""
    notes = take_notes([*PARAGRAPHS, "热点推荐", *PARAGRAPHS[:behind]], builtin())
    assert speak_of_page(notes) is asked


@pytest.mark.parametrize(("said", "title"), [(110, 0), (90, None)])
def test_a_line_that_says_half_of_what_the_head_says_is_the_title(said: int, title: int | None) -> None:
    """_MOST_OF_IT: in 200ths."""
    assert said_title([said], [0.0]) == title


@pytest.mark.parametrize(("doubtful", "state"), [(18, decode.BODY), (20, decode.TAIL)])
def test_an_article_goes_on_to_a_line_beyond_doubt(doubtful: int, state: int) -> None:
    """CERTAIN: such a line is worth a gap of eighteen lines that are in doubt, but not of twenty."""
    odds = [3.0] * 12 + [-3.0] * doubtful + [decode.CERTAIN]
    assert decode.decode(odds, decode.Costs())[-1] == state


@pytest.mark.parametrize(
    ("odds", "state"),
    [
        pytest.param([-0.35], decode.BODY, id="bias: a line that is a little in doubt stays"),
        pytest.param([-0.45], decode.TAIL, id="bias: not one that is in more doubt"),
        pytest.param([-4.0, 2.65], decode.BODY, id="gap, line, back: what is won behind a line is enough"),
        pytest.param([-4.0, 2.55], decode.TAIL, id="gap, line, back: it is too little"),
        pytest.param([-9.0] * 4 + [9.0] * 2, decode.BODY, id="clip: two lines go on behind four others"),
        pytest.param([-9.0] * 5 + [9.0] * 2, decode.TAIL, id="clip: not behind five, however sure they are"),
    ],
)
def test_what_a_line_costs(odds: list[float], state: int) -> None:
    """Costs: the model that is shipped has the usual ones."""
    costs = file.load().costs
    assert costs == decode.Costs()
    assert decode.decode([3.0] * 12 + odds, costs)[-1] == state


@pytest.mark.parametrize(
    ("word", "spelling", "found"),
    [
        pytest.param("面发", "麵髮", True, id="_SPELLINGS: all twelve of a word"),
        pytest.param("系发国", "繫髮國", False, id="_SPELLINGS: of eighteen only the usual ones"),
    ],
)
def test_how_a_word_of_a_rule_is_spelled(word: str, spelling: str, found: bool) -> None:
    assert (spelling in spellings([word])) is found


@pytest.mark.parametrize(("said", "own"), [(7, True), (5, False)])
def test_what_an_article_says_itself(said, own):
    """``SPOKEN``: six pairs of ten are, four are not."""
    rule = next(rule for rule in builtin().rules if rule.evidence)
    part = "甲乙丙丁戊己庚辛壬癸子"
    assert cuts._is_said(rule, part, part[:said]) is own


@pytest.mark.parametrize(("line", "says"), [("甲乙丙丁", True), ("甲乙丙", False)])
def test_a_line_that_says_too_little(line, says):
    """``_PAIRS``: three pairs of characters."""
    assert shares_words(line, line) is says


def test_how_far_into_an_article_its_first_sentences_are_looked_for(monkeypatch):
    """``_HEAD``: one that ends behind the seventieth character is, one behind the ninetieth is not."""
    looked_at = []
    monkeypatch.setattr(cuts, "_fitting", lambda parts, *_, **__: looked_at.extend(map(len, parts)))
    cuts.glued("河" * 69 + "。" + "堤" * 19 + "。" + "水" * 40, (), builtin(), last=False)
    assert looked_at == [70]


def test_how_long_the_last_sentences_are_that_are_worth_a_look():
    """``_NEAR``: a hundred characters are, a hundred and fifty are not."""

    class Book:
        def claims_glued(self, texts, whole):
            self.looked_at = list(map(len, texts))
            return []

    book = Book()
    assert not cuts.may_be_glued("河堤", "河" * 149 + "。" + "堤" * 49 + "。" + "水" * 100, book)
    assert book.looked_at == [100]


FIGURE = [
    "水位",
    "│",
    "↓",
    "渗水",
    "是",
    "否",
    "报告",
    "站长",
    "巡堤",
    "停",
    "夜班",
    "白班",
    "交接",
    "沙袋",
    "照明",
    "完成",
]
FIGURE += ["船", "桥", "路", "灯"]


@pytest.mark.parametrize(
    ("gap", "behind", "stays"),
    [
        pytest.param(FIGURE[:8], 8, True, id="LONG: eight lines that no rule fits, and eight behind"),
        pytest.param(FIGURE[:7], 8, False, id="LONG: seven may be what the model says"),
        pytest.param(FIGURE[:8], 7, False, id="LONG: seven behind are no long article"),
        pytest.param([*FIGURE[:19], "打印"], 8, True, id="KNOWN: one button in twenty lines"),
        pytest.param([*FIGURE[:15], "打印"], 8, False, id="KNOWN: one in sixteen"),
        pytest.param([*FIGURE, "（责任编辑：林晓）"], 8, False, id="a certain line"),
    ],
)
def test_a_gap_of_a_long_article(gap: list[str], behind: int, stays: bool) -> None:
    """Figures and tables stay, of which rules know nothing."""
    lines = [PARAGRAPHS[0], *gap, *(f"第{i}天，{PARAGRAPHS[1]}" for i in range(behind))]
    notes = take_notes(lines, builtin())
    kept = [True, *[False] * len(gap), *[True] * behind]
    fill_gaps(notes, certain_lines(notes), kept)
    assert kept[1 : 1 + len(gap)] == [stays] * len(gap)


WORKS = [
    "周长江. 堤防. 江城: 江城大学出版社, 2009.",
    "李桂兰. 渡口. 江河, 2005(3): 33.",
    "Reed, M. Gates. Water, 5, 77.",
]


@pytest.mark.parametrize(
    ("lines", "stays"),
    [
        pytest.param([f"[{i}] {work}" for i, work in enumerate(WORKS, 1)], True, id="_TWO: three references"),
        pytest.param([f"[{i}] {work}" for i, work in enumerate(WORKS[:2], 1)], False, id="_TWO: two"),
        pytest.param(
            [row for i, work in enumerate(WORKS, 1) for row in (f"［{i}］", work)],
            True,
            id="below their numbers",
        ),
        pytest.param(
            [row for i, work in enumerate(WORKS, 1) for row in (f"[{i}] {work}", "见第三章", "已收入文集")],
            True,
            id="_REFERENCE: three lines each",
        ),
        pytest.param(
            [row for i, work in enumerate(WORKS, 1) for row in (f"[{i}] {work}", "见第三章", "注", "补")],
            False,
            id="_REFERENCE: four lines each",
        ),
        pytest.param(["[1]", "[2]", "[3]", "[4]"], False, id="a pager"),
        pytest.param(
            ["热门", *(f"[{i}] {work}" for i, work in enumerate(WORKS, 1))],
            False,
            id="under a heading that goes",
        ),
        pytest.param(
            ["参考文献", *(f"[{i}] {work}" for i, work in enumerate(WORKS, 1))],
            True,
            id="under their own heading",
        ),
    ],
)
def test_references_under_an_article(lines: list[str], stays: bool) -> None:
    notes = take_notes([PARAGRAPHS[0], *lines], builtin())
    kept = [True, *[False] * len(lines)]
    keep_references(notes, set(), kept)
    assert any(kept[1:]) is stays
    assert kept[1:].count(False) <= 2 or not stays


TOLD = ["站长说，水位已经回落，堤上的灯还亮着，没有人离开。"]
FALLING = ["16:38", "14:05", "9:20"]


@pytest.mark.parametrize(
    ("times", "told", "begun", "stays"),
    [
        pytest.param(FALLING, TOLD, True, True, id="_LEAST (sequences): three entries"),
        pytest.param(FALLING[:2], TOLD, True, False, id="_LEAST (sequences): two"),
        pytest.param([f"今天 {time}" for time in FALLING[::-1]], TOLD, True, True, id="with the day"),
        pytest.param([FALLING[2], *FALLING[:2]], TOLD, True, False, id="times that go both ways"),
        pytest.param(FALLING, ["水位回落"], True, False, id="headlines only"),
        pytest.param(FALLING, TOLD, False, False, id="none of it is kept"),
        pytest.param(FALLING, [*"水一二三四五六七八九", *TOLD], True, True, id="_ENTRY: twelve lines"),
        pytest.param(FALLING, [*"水一二三四五六七八九十百", *TOLD], True, False, id="_ENTRY: fourteen"),
    ],
)
def test_entries_of_a_live_report(times: list[str], told: list[str], *, begun: bool, stays: bool) -> None:
    """They stay, under their times, if the model keeps a paragraph of them."""
    lines = [PARAGRAPHS[0], *(row for time in times for row in (time, *told)), "加载更多"]
    notes = take_notes(lines, builtin())
    first = notes.prose[1] if len(notes.prose) > 1 else 1
    kept = [i == 0 or (begun and i == first) for i in range(len(notes))]
    keep_live(notes, certain_lines(notes), kept)
    assert all(kept[1:-1]) is stays
    assert not kept[-1]


CHAT = ["小河 20:05", "好", "到了", "海风 20:06", "等等", "堵车", "石桥 20:09", "收到", "走吧"]


@pytest.mark.parametrize(
    ("lines", "chat"),
    [
        pytest.param(CHAT, True, id="_CHAT: a third"),
        pytest.param([*CHAT, "快"], False, id="_CHAT: less"),
        pytest.param(["小河 20:05", "好", "海风 20:06", "等等"], False, id="_SENDERS: two may be a page's"),
        pytest.param(
            ["开幕式 9:00", "朗读", "讲座 9:30", "茶歇", "书市 10:30", "散场"],
            True,
            id="a programme stays, too",
        ),
    ],
)
def test_is_a_chat(lines: list[str], *, chat: bool) -> None:
    assert is_chat(take_notes(lines, builtin())) is chat


@pytest.mark.parametrize(("paragraphs", "stay"), [(18, 18), (19, 19), (20, 19), (30, 19)])
def test_so_many_paragraphs_over_the_desk_stay(paragraphs: int, stay: int) -> None:
    """_REACH: those of the last twenty lines."""
    notes = take_notes(["更多", *[PARAGRAPHS[0]] * paragraphs, "（责任编辑：林晓）"], builtin())
    kept = [False] * len(notes)
    _keep_up_to(notes, len(notes) - 1, kept, [0.0] * len(notes), set())
    assert sum(kept[1:]) == stay


@pytest.mark.parametrize(
    ("over", "between", "odds", "stays"),
    [
        (PARAGRAPHS[0], "广告", -1.9, True),
        (PARAGRAPHS[0], "广告", -2.1, False),
        ("北门老街", "广告", -1.9, False),
        (PARAGRAPHS[0], "返回顶部", -1.9, False),
    ],
)
def test_a_paragraph_goes_on_behind_an_advertisement(
    over: str, between: str, odds: float, *, stays: bool
) -> None:
    notes = take_notes([over, between, PARAGRAPHS[1]], builtin())
    kept = [True, False, False]
    _keep_behind_advertisements(notes, {1}, kept, [3.0, -3.0, odds])
    assert kept == [True, False, stays]


@pytest.mark.parametrize(
    ("lines", "under", "stay"),
    [
        ([], "附：住户的名单", True),
        (["江城市水务局", "写信人：周小满", "联系电话见附件", "北门街七号"], "附：住户的名单", True),
        (["江城市水务局", "写信人：周小满", "联系电话见附件", "北门街", "七号"], "附：住户的名单", False),
        (["来源：江城日报"], "附：住户的名单", False),
        (["图书馆延长开放时间"], PARAGRAPHS[1], False),
    ],
)
def test_who_signs_a_letter_stays_over_what_is_attached(lines: list[str], under: str, *, stay: bool) -> None:
    """_SIGNATURE: four lines and a date; over a paragraph stands the date of another article."""
    notes = take_notes([PARAGRAPHS[0], *lines, "2023年11月27日", under], builtin())
    signed = [False] * (len(lines) + 1)
    kept = [True, *signed, True]
    _keep_signatures_over_text(notes, kept, 0)
    assert kept == [True, *([stay] * len(signed)), True]


@pytest.mark.parametrize(("odds", "stays"), [(-0.9, True), (-1.1, False)])
def test_a_line_at_the_end_of_an_article_is_likelier_than_that(odds: float, stays: bool) -> None:
    """UNLIKELY, on both sides."""
    notes = take_notes([PARAGRAPHS[0], PARAGRAPHS[1], "北门老街的来历是什么样的"], builtin())
    kept = [True] * len(notes)
    _trim(notes, kept, [3.0, 3.0, odds], 0.0)
    assert kept == [True, True, stays]
