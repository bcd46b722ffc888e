"""Sentences of our own, Simplified and Traditional, for the tests of this stage."""

SIMPLIFIED = (
    "市图书馆新馆昨天对外开放，首日接待读者三千余人次。\n"
    "馆长说：“我们希望每个孩子都能在这里找到喜欢的书。”\n"
    "记者在现场看到，二楼阅览区座无虚席，许多家长带着孩子前来办理借书证。\n"
)
TRADITIONAL = (
    "市立圖書館新館昨天對外開放，首日接待讀者三千餘人次。\n"
    "館長說：「我們希望每個孩子都能在這裡找到喜歡的書。」\n"
    "記者在現場看到，二樓閱覽區座無虛席，許多家長帶著孩子前來辦理借書證。\n"
)
#: Encodings of all of a text, by the name that ``encode`` takes.
FOR_SIMPLIFIED = (
    *("utf-8", "gb18030", "gb18030-2022", "cp936", "hz-gb-2312", "iso-2022-cn", "iso-2022-cn-ext"),
    *("utf-16le", "utf-16be", "utf-32le", "utf-32be"),
)
FOR_TRADITIONAL = (
    *("utf-8", "gb18030", "cp950", "big5-hkscs", "big5-uao", "euc-tw", "iso-2022-cn"),
    *("utf-16le", "utf-16be", "utf-32le", "utf-32be"),
)
ENCODED = [(SIMPLIFIED, name) for name in FOR_SIMPLIFIED] + [(TRADITIONAL, name) for name in FOR_TRADITIONAL]
WITH_BOM = ("utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "gb18030")
