"""Texts for the property tests: pages put together from pieces of our own, and plain noise."""

from hypothesis import strategies as st

TITLES = ("临江图书馆延长开放时间", "濱江新區發布夜間經濟規劃", "三河镇：古桥修好了", "颱風過後 港口恢復通航")
BODIES = (
    "临江图书馆昨天宣布，从下月起每晚开放到十点。馆长周明说，读者的来信让他们下了决心。",
    "新區將延長圖書館的開放時間，並給予參與夜間經營的小店補貼。",
    "记者从三河镇获悉，古桥的修缮工程历时八个月，花费三百万元。",
    "“颱風來得快，去得也快。”船長林大海說，港口的頭一班船早上六點開出。",
    "下一步，镇里将征求居民意见，再决定桥头广场的名字。",
    "The harbour reopened at 06:00; see https://example.org/a?b=發 for details. 😀👨‍👩‍👧",
    "港の営業は朝六時に再開した。경기가 좋다.",
    "學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？",
    "李松仁、于右任、范仲淹和皇后住在公里之外。",
)
BOILERPLATE = (
    "当前位置：首页 > 新闻 > 正文",
    "2024年5月18日 09:30 来源：临江日报",
    "來源：濱江日報　記者：陳小北",
    "（责任编辑：林晓）",
    "【版权声明】未经授权，不得转载本网作品。",
    "【免責聲明】本文僅代表作者個人觀點，與本網立場無關。",
    "相关阅读",
    "上一篇：古桥修好了",
    "分享到：微信 微博",
    "版权所有 © 2024 临江新闻网 京ICP备00000000号",
    "首页 新闻 体育 财经 娱乐",
    "投稿邮箱：news@example.org",
)
DAMAGED = (
    "新區(qū)發(fā)布規(guī)劃，統(tǒng)籌推進(jìn)環(huán)境優(yōu)化，根據(jù)規(guī)劃建立補(bǔ)償?shù)葯C(jī)制。",
    "產業(yè)、創(chuàng)新、協(xié)同發(fā)展，戰(zhàn)略規(guī)劃統(tǒng)一。",
    "鏂伴椈",
    "ÐÂÎÅÖÐÐÄ",
    "周\u200b明\u00a0说\ufeff",
    "锟斤拷锟斤拷",
    "⼀⼆ 豈 \ue000",
)
PIECES = TITLES + BODIES + BOILERPLATE + DAMAGED + ("", "", " ", "　　")
ENDINGS = ("\n", "\n", "\n", "\n\n", "\r\n", "\r")

noise = st.text(
    st.characters(codec="utf-8")
    | st.sampled_from(
        "发發后後里裡面麵\u200b\ufeff\u00a0\u2028\x0b\x85\ue000\ufffd?()（）ābīà：:>《》【】\n\r\n"
    ),
    max_size=60,
)
lines = st.sampled_from(PIECES) | noise


@st.composite
def pages(draw):
    """A page of up to twelve lines, with all line ends and with or without a last one."""
    text = ""
    for line in draw(st.lists(lines, max_size=12)):
        text += line + draw(st.sampled_from(ENDINGS))
    return text if draw(st.booleans()) else text.rstrip("\r\n")


_option_sets = st.fixed_dictionaries(
    {},
    optional={
        "to": st.sampled_from(
            ("keep", "zh-Hans", "zh-Hant", "zh-TW", "zh-HK", "s2t", "t2s", "s2tw", "s2twp", "tw2sp", "hk2s")
        ),
        "keep": st.lists(st.sampled_from(("editor", "source", "copyright", "related")), max_size=2),
        "drop": st.sampled_from(((), ("kicker",), ("title",))),
        "phrases": st.sampled_from((False, False, True)),
        "guess": st.booleans(),
        "narrow": st.booleans(),
        "punctuation": st.booleans(),
        "protect": st.sampled_from(((), (), ("[发發].",))),
        "keep_word": st.sampled_from(((), (), ("后",))),
        "quotes": st.sampled_from(("keep", "target")),
        "skip_rule": st.sampled_from(((), (), ("zero-width",), ("injected-pinyin", "wrong-decoding"))),
        "skip": st.lists(st.sampled_from(("repair", "strip", "convert")), max_size=2, unique=True),
    },
)

#: What the options allow together: OpenCC's configurations have a vocabulary of their own.
option_sets = _option_sets.map(
    lambda options: {
        key: value for key, value in options.items() if key != "phrases" or "zh" in options.get("to", "keep")
    }
)
