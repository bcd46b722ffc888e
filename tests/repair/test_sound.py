"""Runs that are not looked at: what is beside them still is."""

from __future__ import annotations

import pytest

from newsclean.repair import repair
from newsclean.repair.mojibake.pairs import PAIRS
from newsclean.repair.mojibake.sound import is_list, is_pinyin, possible, without_sound

KOREAN = "시청은 어제 새 도서관의 문을 열었다고 밝혔다. 뷁이라는 글자도 뷇이라는 글자도 나온다.\n"
JAPANESE = "市役所は昨日、新しい図書館を開いたと発表した。嬲と嫐の字も出てくる。\n"
TABLE = "".join(f"{c}\tma{n}\n" for n, c in enumerate("麤龘驫鱻羴猋飝灥", 1))
DRAWING = "░▒▓█▄▀░▒▓█▄▀▌▐\n▄▀▌▐█▓▒░ ▀▄▐▌█\n" * 8


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("丨\t竖\n", "\0\t\0\n"),
        ('{"丨": "竖", "a": "涓枃"}', '{"\0": "\0", "a": "涓枃"}'),
        ("丨 竖\n", "丨 竖\n"),  # one run of two
        ("麤a麤\n", "麤a麤\n"),
        ("⿰木每 ", "\0\0\0 "),
        ("⿰木", "⿰木"),
        ("新闻", "新闻"),
    ],
)
def test_what_is_masked(text: str, masked: str) -> None:
    assert without_sound(text, korean=False) == masked


def test_korean_is_masked_by_runs() -> None:
    text = KOREAN * 3 + "뷁뷇뷁뷇뷁뷇뷁\n뷁漢뷇이다\n"
    masked = without_sound(text, korean=True).split("\n")
    assert len("\n".join(masked)) == len(text)
    assert "다" not in masked[0]
    assert masked[3:5] == ["뷁뷇뷁뷇뷁뷇뷁", "뷁漢뷇이다"]


def test_other_text_with_syllables_is_not_korean() -> None:
    damaged = "市政府昨天公布了今年的财政预算。".encode("gbk").decode("cp949") * 20
    assert without_sound(damaged, korean=True) == damaged


@pytest.mark.parametrize(
    "sound", [KOREAN * 5, JAPANESE * 5, TABLE, DRAWING], ids=["ko", "ja", "table", "art"]
)
@pytest.mark.parametrize(
    ("true", "read_as"),
    [("gbk", "cp949"), ("big5", "gbk"), ("utf-8", "gbk"), ("gbk", "cp437"), ("utf-8", "cp1252")],
)
def test_damage_beside_what_is_sound_comes_back(sound: str, true: str, read_as: str) -> None:
    meant = (
        "市政府昨天公布今年的重要工作，大家都很高的。"
        if true != "big5"
        else "這家圖書館昨天開始借書給市民使用"
    )
    meant = "".join(c for c in meant if _survives(c, true, read_as))
    damaged = meant.encode(true).decode(read_as, "replace")
    if "\ufffd" in damaged:
        pytest.skip("the decoder loses bytes")
    assert repair(sound + damaged + "\n").text == sound + meant + "\n"


def _survives(character: str, true: str, read_as: str) -> bool:
    try:
        return character.encode(true).decode(read_as).encode(read_as) == character.encode(true)
    except UnicodeError:
        return False


@pytest.mark.parametrize("sound", [KOREAN, JAPANESE, TABLE, DRAWING])
def test_what_is_sound_stays_without_a_word(sound: str) -> None:
    result = repair(sound * 4)
    assert result.text == sound * 4
    assert not result.warnings


def test_lists() -> None:
    listed = "".join(map(chr, range(0x4E00, 0x4E00 + 120)))
    sentence = (
        "记者昨天从市交通局了解到，新的一条公交线路将在下个月开通，沿途设有二十个站点，方便附近居民出行。"
    )
    assert is_list(listed)
    assert is_list(" ".join(listed))
    assert is_list(listed * 8) is False
    assert not is_list(sentence * 2)
    assert not is_list(listed[:40])


def test_pinyin() -> None:
    assert is_pinyin(set("āóíà"))
    assert not is_pinyin(set("āóíàø"))


def test_packed_data_is_no_western_word() -> None:
    characters = "膿膽疟脓量金鼠鳥馬龍牛羊豬狗兔虎蛇"
    packed = "".join(f"{c}q{'abcdefghij'[n % 10]}nt" for n, c in enumerate(characters))
    assert repair(packed).text == packed
    assert repair("Beyonc茅 和 M眉ller 唱歌，T恤和A股都卖得好。").text == (
        "Beyoncé 和 Müller 唱歌，T恤和A股都卖得好。"
    )


def row(different: int, length: int) -> str:
    """A row of so many different characters, each as often as the others."""
    return "".join(chr(0x4E00 + at % different) for at in range(length))


@pytest.mark.parametrize(
    ("different", "length", "found"),
    [
        (100, 105, True),
        (80, 105, False),
        (80, 80, False),
        (110, 110, True),
        (400, 520, True),
        (300, 520, False),
        (300, 400, False),
        (1_400, 3_100, True),
        (1_100, 3_100, False),
        (1_100, 2_500, False),
        (6_500, 20_500, True),
        (5_000, 20_500, False),
        (5_000, 15_000, False),
    ],
)
def test_a_list_has_many_different_characters(different: int, length: int, found: bool) -> None:
    """Both sides of each share, and of each length from which it counts (``_LISTS``)."""
    assert is_list(row(different, length)) is found


GBK = [pair for pair in PAIRS if pair.read_as == "gbk"]


@pytest.mark.parametrize(
    ("different", "length", "pattern"),
    [(4, 16, True), (3, 12, False), (5, 17, False), (8, 33, True), (9, 36, False)],
)
def test_a_pattern_of_few_signs_may_be_utf_8_only(different: int, length: int, pattern: bool) -> None:
    """Both sides of ``_PATTERN``, ``_PATTERN_EACH`` and ``_PATTERN_MOST``."""
    left = [pair.true for pair in possible(row(different, length), GBK)]
    assert (left == ["utf-8"]) is pattern


@pytest.mark.parametrize(
    ("run", "japanese"), [("场者席办かえ场か对", True), ("席区おぁ座外首着カ记外", False)]
)
def test_a_third_of_kana_is_japanese(run: str, japanese: bool) -> None:
    assert (len(possible(run, GBK)) < len(GBK)) is japanese


@pytest.mark.parametrize(
    ("particles", "others", "masked"), [(17, 40, False), (23, 40, True), (25, 195, True), (25, 255, False)]
)
def test_korean_has_many_particles(particles: int, others: int, masked: bool) -> None:
    """Both sides of the least count and of the share (``_LEAST``, ``_SHARE``)."""
    text = " ".join(["강"] * others + ["이"] * particles)
    assert ("\0" in without_sound(text, korean=True)) is masked


@pytest.mark.parametrize(("word", "masked"), [("값쌀꽃넋닭", True), ("값쌀꽃넋닭몫", False)])
def test_a_word_of_syllables_among_korean(word: str, masked: bool) -> None:
    """``_SHORT``: five syllables that are no particles are a word, six may be damage."""
    text = " ".join(["이"] * 30 + [".", word, "."])
    assert (word not in without_sound(text, korean=True)) is masked
