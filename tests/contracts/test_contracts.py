"""The contracts users rely on, as properties."""

import json
import pickle

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import newsclean
from newsclean import DecodeError, NewscleanError, clean, replay, stages
from newsclean.batch import Job, process
from newsclean.disk.files import Source
from newsclean.emit.diff import unified_diff
from newsclean.emit.record import document_json
from newsclean.lines import split
from newsclean.settings import Settings
from tests.contracts.strategies import BODIES, option_sets, pages

#: A body whose readings are known for injected once a line is gone that speaks of reading.
INJECTED = (
    "新區(qū)發(fā)布規(guī)劃，統(tǒng)籌推進(jìn)環(huán)境優(yōu)化，"
    "根據(jù)規(guī)劃建立補(bǔ)償?shù)葯C(jī)制。"
)
REPAIRED_ONCE_STRIPPED = INJECTED + "\n（责任编辑：林晓）\n相关阅读\n多音字讀音手冊出版\n"

#: Damage (新闻经济 in GBK, read as Big5) that is repaired only once 幂揿 has become 冪撳, so it must not be
#: converted.
HIDDEN = "陔恓幂揿"

thorough = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
brief = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


#: A named configuration is exactly OpenCC, which changes 萬里 to 萬裏 and what that becomes again.
careful_sets = option_sets.filter(lambda options: options.get("to") not in newsclean.options.CONFIGURATIONS)


@thorough
@given(pages(), careful_sets)
@example("万里长城\n", {"to": "zh-Hant"})
@example("李松仁\n", {"to": "zh-Hant"})
@example(HIDDEN, {"to": "zh-HK"})
@example(REPAIRED_ONCE_STRIPPED, {})
def test_cleaning_twice_changes_nothing_more(text, options):
    """Contract 1."""
    once = clean(text, **options).text
    assert clean(once, **options).text == once


def test_damage_that_conversion_would_bring_to_light_is_not_converted():
    assert clean(HIDDEN, to="s2hk", skip=["repair"]).text != HIDDEN
    assert newsclean.repair(HIDDEN).text == HIDDEN
    assert newsclean.repair("陔恓冪撳").text == "新闻经济"
    assert clean(HIDDEN, to="s2hk").text == HIDDEN
    done = clean("网络发达\n" + HIDDEN + "\n网络发达\n", to="s2hk")
    assert done.text == f"網絡發達\n{HIDDEN}\n網絡發達\n"
    assert [str(notice) for notice in done.warnings] == [
        "line 2: not converted, because the result would look damaged; lines: 1"
    ]


def test_the_example_is_repaired_only_once_it_was_stripped():
    """What the example of contract 1 is for: repair by itself leaves it, and cleaning does not."""
    assert newsclean.repair(REPAIRED_ONCE_STRIPPED).edits == ()
    assert "(" not in clean(REPAIRED_ONCE_STRIPPED).text


@thorough
@given(pages(), st.sampled_from(newsclean.options.STAGES), careful_sets)
def test_each_stage_alone_is_idempotent(text, stage, options):
    """Contract 1, stage by stage."""
    options = {**options, "only": [stage], "skip": []}
    once = clean(text, **options).text
    assert clean(once, **options).text == once


@thorough
@given(pages(), option_sets)
def test_the_edits_are_what_was_done(text, options):
    """Contract 3."""
    document = clean(text, **options)
    assert replay(document.source, document.edits) == document.text
    for edit in document.edits:
        assert edit.before != edit.after


@thorough
@given(pages(), option_sets)
def test_every_line_is_accounted_for(text, options):
    """Contract 4: what is emitted and what was removed are all lines of the repaired text."""
    document = clean(text, **{**options, "to": "keep", "skip": []})
    repaired = newsclean.apply(document.source, document.repairs)
    assert [(line.text, line.ending) for line in document.lines] == split(repaired)
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    emitted = "".join(document.text)
    for line in document.lines:
        if line.number in document.kept and not line.cuts:
            assert emitted.startswith(line.text)
            emitted = emitted[len(line.text) :].lstrip("\r\n") if line.ending else emitted[len(line.text) :]
            emitted = emitted.lstrip("\r\n")
        elif line.number in document.kept:
            starts = [0, *(cut.end for cut in line.cuts)]
            ends = [*(cut.start for cut in line.cuts), len(line.text)]
            rest = "".join(line.text[a:b] for a, b in zip(starts, ends, strict=True)).strip()
            assert rest in emitted
            emitted = emitted[emitted.index(rest) + len(rest) :].lstrip("\r\n ")
    assert not emitted.strip()


@brief
@given(pages(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]), option_sets)
def test_one_result_for_the_same_bytes(tmp_path_factory, text, encoding, options):
    """Contract 5: the API and a file on disk."""
    data = text.encode(encoding)
    file = tmp_path_factory.mktemp("same") / "page.txt"
    file.write_bytes(data)
    given = {key.replace("_", "-"): value for key, value in options.items()}
    outcome = process(Source(str(file), file, file), Job(Settings(given, isolated=True)))
    try:
        document = clean(data, **options)
    except NewscleanError:
        assert outcome.message
    else:
        assert outcome.data.decode("utf-8") == document.text


@thorough
@given(st.binary(max_size=200) | pages().map(lambda text: text.encode("utf-8")[1:]), option_sets)
@example(b"\xff", {})
@example(b"\xed\xa0\x80", {})
@example(b"\x1b$)A", {})
def test_any_bytes_end_in_a_result_or_one_line(data, options):
    """Contract 6."""
    message = None
    try:
        json.loads(document_json(clean(data, path="input", **options)))
    except DecodeError as error:
        message = str(error)
    if message is not None:
        assert message.startswith("input")
        assert "\n" not in message


@brief
@given(pages())
def test_replacing_marks_what_was_lost(text):
    """Contract 6: ``errors="replace"`` always gives a text, and says what it did."""
    data = "头条新闻".encode() + b"\xff" + text.encode("utf-8")
    document = clean(data, encoding="utf-8", errors="replace")
    assert "\ufffd" in document.source
    assert document.warnings


@brief
@given(pages(), option_sets)
def test_documents_and_options_pickle(text, options):
    document = clean(text, **options)
    assert pickle.loads(pickle.dumps(document)) == document


@thorough
@given(pages(), option_sets)
def test_the_diff_is_what_was_done(text, options):
    """A unified diff of the document, applied by hand, gives the text."""
    document = clean(text, **options)
    source = [line + ending for line, ending in split(document.source)]
    result, at = [], 0
    lines = list(unified_diff(document, before="a", after="b"))
    assert (len(lines) > 2) == document.changed
    body = "".join(lines[2:])
    for hunk in _hunks(body):
        start, rows = hunk
        result += source[at:start]
        at = start
        for sign, line in rows:
            if sign != "+":
                assert source[at].rstrip("\n") == line.rstrip("\n")
                at += 1
            if sign != "-":
                result.append(line)
    result += source[at:]
    assert "".join(result).replace("\n", "") == document.text.replace("\n", "")


def _hunks(body):
    hunks = []
    for line in body.split("\n")[:-1]:
        if line.startswith("@@ "):
            start = line.split()[1][1:].split(",")
            count = int(start[1]) if len(start) > 1 else 1
            hunks.append((int(start[0]) - 1 if count else int(start[0]), []))
        elif not line.startswith("\\"):
            hunks[-1][1].append((line[0], line[1:] + "\n"))
    return hunks


CLEAN_TEXTS = {
    "article": "临江图书馆延长开放时间\n\n" + "\n\n".join(BODIES[:3]) + "\n",
    "two blank lines": BODIES[0] + "\n\n\n" + BODIES[2] + "\n",
    "no final newline": BODIES[0] + "\n" + BODIES[2],
    "crlf": BODIES[0] + "\r\n\r\n" + BODIES[2] + "\r\n",
    "cr": BODIES[0] + "\r" + BODIES[2] + "\r",
    "indented": "　　" + BODIES[0] + "\n　　" + BODIES[2] + "  \n",
    "emoji": "👨‍👩‍👧‍👦 一家人 👍🏽 🇨🇳 ☎️ ❤️‍🔥\n",
    "code": "def f(x):\n\treturn {'新闻': x}  # 注释：不改\n\nif __name__ == '__main__':\n    print(f(1))\n",
    "urls": "见 https://example.org/新闻?q=发&x=1#后 和 news@example.org。\n",
    "japanese": "図書館は来月から夜まで開きます。館長の田中さんが発表した。\n経済と学問の発展について。\n",
    "korean": "도서관은 다음 달부터 밤 열 시까지 문을 엽니다. 國立圖書館.\n",
    "vietnamese": "Thư viện sẽ mở cửa đến mười giờ đêm từ tháng sau.\n",
    "french": "La bibliothèque ouvrira jusqu’à 22 h : « une bonne nouvelle » !\n",
    "russian": "Библиотека будет открыта до десяти вечера.\n",
    "persian": "می‌خواهم کتابخانه\n",
    "rare": "𠮷野家的𪚥字與㐂、㗎、〇、龘、𰻝麵。\n",
    "classical": "子曰：學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？人不知而不慍，不亦君子乎？\n",
    "poem": "月落乌啼霜满天，\n江枫渔火对愁眠。\n姑苏城外寒山寺，\n夜半钟声到客船。\n",
    "readings": "亳（bó）州和涪（fú）陵都是古城，尕（gǎ）娃是方言，嘏（gǔ）字少见。\n",
    "mathematics": "设 f(x)=∑ᵢ aᵢxⁱ，则 ∀ε>0 ∃δ>0 使 |x−y|<δ ⇒ |f(x)−f(y)|<ε。\n",
    "table": "城市\t人口\n临江\t12\n三河\t3\n",
    "empty": "",
    "newlines": "\n\n\n",
    "blank": "   \n",
}


@pytest.mark.parametrize("name", CLEAN_TEXTS)
def test_clean_text_of_any_kind_is_not_changed(name):
    """Contract 2."""
    text = CLEAN_TEXTS[name]
    document = clean(text)
    assert document.text == text
    assert document.edits == ()
    assert clean(text.encode("utf-8")).text == text


def unguarded(monkeypatch):
    """Conversion is no longer told what is damaged."""
    repaired = stages.repaired
    monkeypatch.setattr(
        stages, "repaired", lambda *given, **asked: repaired(*given, **asked)._replace(damaged=())
    )


def test_what_is_damaged_is_not_converted(monkeypatch):
    """A line that could not be repaired stays as it is: converted, it never can be."""
    data = "居委会通知，本周六上午九点停水检修。".encode("gbk")
    line = bytes(byte for at, byte in enumerate(data) if at not in (3, 8, 13, 18, 23)).decode(
        "shift_jis", "replace"
    )
    text = f"頭髮很長，麵條很香。\n\n{line}\n"
    document = clean(text, to="zh-Hans", only=("repair", "convert"))
    assert document.text == f"头发很长，面条很香。\n\n{line}\n"
    assert document.warnings
    assert clean(document.text, to="zh-Hans").text == document.text
    unguarded(monkeypatch)
    converted = clean(text, to="zh-Hans", only=("repair", "convert")).text
    assert converted == document.text.replace("鄒", "邹") != document.text


def test_what_stays_damaged_of_a_line_is_not_converted():
    data = "社区公告：读书分享会。".encode()
    line = (data[:11] + data[12:]).decode("gbk", "replace")
    text = f"頭髮很長，麵條很香。\n\n{line}\n"
    repaired = clean(text, only=("repair",)).text
    assert "社区" in repaired  # in part
    assert "鍛" in repaired
    assert "鍛" in clean(text, to="zh-Hans", only=("repair", "convert")).text
