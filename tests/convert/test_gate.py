"""What is converted and what is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.convert import convert, rewrite
from newsclean.convert.characters import hans, hant
from newsclean.convert.engine.tables import rewriter
from newsclean.convert.gate import settle
from newsclean.convert.script import detect_script
from newsclean.errors import OptionsError
from newsclean.options import CONFIGURATIONS, TARGETS
from tests.cases import load

GROUPS = load(__file__, "gate")["case"]
CASES = [
    pytest.param(text, to, expected, id=f"{to}-{text[:12]!r}")
    for group in GROUPS
    for to in group["to"]
    for text, expected in (group.get("becomes") or dict.fromkeys(group.get("same"))).items()
]
# Lone surrogates, which TOML cannot hold.
CASES += [
    pytest.param("\ud800 \udfff", to, None, id=f"{to}-surrogates")
    for to in ("zh-Hant", "zh-Hans", "s2t", "t2s")
]


@pytest.mark.parametrize(("text", "to", "expected"), CASES)
def test_case(text, to, expected):
    done = convert(text, to)
    assert done.text == (text if expected is None else expected)
    assert (done.configuration is None) == (done.text == text)
    assert convert(done.text, to).text == done.text


def test_configuration_names_what_was_applied():
    assert convert("头发", "zh-TW").configuration == "s2tw-usage-tw"
    assert convert("头发", "zh-TW", usage="opencc").configuration == "s2tw-words"
    assert convert("头发", "zh-TW", usage="official").configuration == "s2tw-usage-tw-official"
    assert convert("头发", "s2twp").configuration == "s2twp"
    assert convert("皇後的頭發，關于", "zh-HK").configuration == "t2s+s2hk-usage-hk"


def test_metadata_follow_the_document():
    assert rewrite("干部", "s2tw") == "幹部"
    assert rewrite("2024-05-18", "s2tw") == "2024-05-18"


def test_keep_and_unknown_values():
    assert convert("头发", "keep").text == "头发"
    assert convert("头发", "keep").script.name == "Hans"
    with pytest.raises(OptionsError, match="did you mean 'zh-TW'"):
        convert("头发", "zh-tv")
    with pytest.raises(OptionsError, match="engine"):
        convert("头发", "s2t", "opencc")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "other"),
        ("公里", "other"),
        ("Hello", "other"),
        ("头发", "Hans"),
        ("頭髮", "Hant"),
        ("头发頭髮", "mixed"),
        ("国会は来年度の予算案を可決した。", "other"),
        ("대한민국 國會", "other"),
        ("歌手演唱了《さくら》，中国观众报以热烈的掌声，这是他第三次来访。", "Hans"),
    ],
)
def test_detect_script(text, name):
    assert detect_script(text).name == name


def test_detect_script_counts():
    script = detect_script("头发很长，頭髮")
    assert (script.hans, script.hant) == (3, 2)


def test_detect_script_of_huge_text_is_sampled():
    assert detect_script("头发" * 1_000_000).name == "Hans"


@pytest.mark.parametrize(
    "name",
    [
        *(name for name in CONFIGURATIONS if name.startswith("s2") or "2s" in name),
        "s2tw-words",
        "s2hk-words",
        "tw2s-words",
    ],
)
def test_evidence_is_always_changed_and_never_written(name):
    """What the argument for idempotence in gate.py rests on."""
    evidence = hans() if name.startswith("s2") else hant()
    table = rewriter(name)
    text = "\n".join(sorted(evidence))
    assert not evidence & set(table(text))
    assert all(table(char) != char for char in evidence)


def test_settle_gives_up():
    assert settle(lambda text: text[::-1], "ab") == "ab"
    assert settle(lambda text: text + "a", "a") == "a"
    assert settle(lambda text: text[:3], "abcd") == "abc"


def _pieces():
    """Entries of OpenCC's dictionaries, marks and foreign text to put texts together from."""
    from newsclean.convert.opencc.dictionaries import data_folder, read_dictionary

    entries = set()
    for path in sorted(data_folder().glob("*.txt")):
        for key, value in list(read_dictionary(path).items())[::23]:
            entries |= {key, value}
    entries |= set("，。「」 \n\r") | {
        "\r\n",
        "の",
        "カタカナ",
        "한국",
        "\ud800",
        "\ufdd0",
        "⿰氵发",
        "a",
        "😀",
    }
    return sorted(entries)


TEXTS = st.lists(st.sampled_from(_pieces()), max_size=12).map("".join)


@pytest.mark.parametrize("to", TARGETS)
def test_idempotent_and_lines_kept(to):
    @settings(max_examples=50, deadline=None)
    @given(TEXTS)
    def check(text):
        once = convert(text, to)
        assert convert(once.text, to).text == once.text
        ends = [char for char in text if char in "\r\n"]
        assert [char for char in once.text if char in "\r\n"] == ends
        assert (once.configuration is None) == (once.text == text)

    check()


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text_passes(text):
    for to in ("zh-Hant", "zh-Hans"):
        once = convert(text, to).text
        assert convert(once, to).text == once
    for to in ("s2twp", "t2jp"):
        assert convert(text, to).text.count("\n") == text.count("\n")
