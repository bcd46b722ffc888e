"""The program that injects readings, as far as its output tells: the forward model of the damage.

It turns Simplified text into Traditional characters one by one, puts the reading behind every
byte pair that looks like one of its keys, cuts the stream before some punctuation, and decodes
what is left as CP936.
"""

from __future__ import annotations

# Characters of the sentences below and of common news, one form each, as the program has them.
TRADITIONAL = str.maketrans(
    "产业乡协创别动区发开给济统调贯观达质长门问间阳际难项领题风飞馆验来个们会国东书车马鱼鸟体学习时电话钱铁银华万"
    "众优传伤儿关兴军农决况净准减几击划则刚办务劳势医单卖卫厂压县参双变叶号听启员响图团园围场坏块处备复头夺奖妇孙"
    "宁实审对导将尔尝层岁岛带帮广庆库应废张强归录彻忆态总战户报担拟择拥挂换损据显晓术机杂权条极构标树样桥检楼欢款"
    "汇汉没沟泽洁测浓温湾满灯灵灾炼点热爱爷环现盘监盖盐码确础离种积称稳穷笔签简类紧红级纪约纯组细终经结续维综绿网"
    "罗罚职联肃胜脑节数苏获虑虽蚁补装见规视览认讨让议记讲许论设访证评识诉词试诗诚该语误说请诸课谁谈谢负财责败货购贵"
    "费赛赞赵趋跃软转轮轻载较辆辑输边过运还这进远连适选遗邓郑释里钟针闭闲闻阅队阶阴陆陈陕险随隐静顶顺须顾预频颜额"
    "饭饮饿驻验鲜麦黄齐龙为着台"
    "两举从声师猫线计订读邻闹",
    "產業鄉協創別動區發開給濟統調貫觀達質長門問間陽際難項領題風飛館驗來個們會國東書車馬魚鳥體學習時電話錢鐵銀華萬"
    "眾優傳傷兒關興軍農決況淨準減幾擊劃則剛辦務勞勢醫單賣衛廠壓縣參雙變葉號聽啟員響圖團園圍場壞塊處備復頭奪獎婦孫"
    "寧實審對導將爾嘗層歲島帶幫廣慶庫應廢張強歸錄徹憶態總戰戶報擔擬擇擁掛換損據顯曉術機雜權條極構標樹樣橋檢樓歡款"
    "匯漢沒溝澤潔測濃溫灣滿燈靈災煉點熱愛爺環現盤監蓋鹽碼確礎離種積稱穩窮筆簽簡類緊紅級紀約純組細終經結續維綜綠網"
    "羅罰職聯肅勝腦節數蘇獲慮雖蟻補裝見規視覽認討讓議記講許論設訪證評識訴詞試詩誠該語誤說請諸課誰談謝負財責敗貨購貴"
    "費賽贊趙趨躍軟轉輪輕載較輛輯輸邊過運還這進遠連適選遺鄧鄭釋里鐘針閉閒聞閱隊階陰陸陳陝險隨隱靜頂順須顧預頻顏額"
    "飯飲餓駐驗鮮麥黃齊龍為著臺"
    "兩舉從聲師貓線計訂讀鄰鬧",
)

#: Keys in the order in which the program replaces them, each with its reading.
KEYS = """\
發fā 業yè 統tǒng 環huán 規guī 據jù 優yōu 區qū 戰zhàn 創chuàng 協xié 調diào 產chǎn 報bào
請qǐng 數shù 書shū 導dǎo 經jīng 濟jì 點diǎn 實shí 學xué 時shí 動dòng 務wù 電diàn 車chē
現xiàn 關guān 為wéi 過guò 來lái 國guó 個gè 會huì 開kāi 長zhǎng 這zhè 進jìn 說shuō
""".split()  # noqa: SIM905

_CUT = b"\xff"


def traditional(simplified: str) -> str:
    """The text in the program's Traditional characters."""
    return simplified.translate(TRADITIONAL)


def inject(
    text: str,
    *,
    keys: int = len(KEYS),
    cuts: str = "！？；",
    drop_lead: bool = False,
    drop_private: bool = False,
    tags: bool = True,
) -> str:
    """What the program makes of a text in Traditional characters.

    :param keys: how many of the keys, from the first.
    :param cuts: before the bytes of which characters the stream is cut.
    :param drop_lead: whether a bad lead byte vanishes and the next byte is kept; else both become ?.
    :param drop_private: whether private-use characters are dropped afterwards.
    :param tags: whether a line is a paragraph of a page, where a byte that is out of step meets a tag
        and not the line end.
    """
    data = (text.replace("\n", "</p>\n") if tags else text).encode("gb18030")
    for key in KEYS[:keys]:
        pair = key[0].encode("gb18030")
        data = data.replace(pair, pair + b"(" + key[1:].encode("gb18030") + b")")
    for mark in cuts:
        pair = mark.encode("gb18030")
        data = data.replace(pair, _CUT + pair)
    damaged = _decode(data, drop_lead)
    damaged = damaged.replace("</p>", "") if tags else damaged
    if drop_private:
        damaged = "".join(c for c in damaged if not "\ue000" <= c <= "\uf8ff")
    return damaged


def _decode(data: bytes, drop_lead: bool) -> str:
    characters, at = [], 0
    while at < len(data):
        lead, trail = data[at], data[at + 1] if at + 1 < len(data) else 0
        if lead == _CUT[0]:
            at += 1
        elif lead < 0x80:
            characters.append(chr(lead))
            at += 1
        elif 0x40 <= trail <= 0xFE and trail != 0x7F and 0x81 <= lead <= 0xFE:
            characters.append(bytes([lead, trail]).decode("gb18030"))
            at += 2
        elif drop_lead:
            at += 1
        else:
            characters.append("?")
            at += 2
    return "".join(characters)
