"""The lists of what regions write are what their scripts made, and the words before them are in order."""

import hashlib
import sys
from importlib import import_module
from pathlib import Path

import pytest

import newsclean
from newsclean.convert import convert
from newsclean.convert.opencc.dictionaries import read_dictionary
from newsclean.convert.opencc.installed import usage_file
from newsclean.convert.usage import read_usage

tomllib = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
DATA = Path(newsclean.__file__).parent / "data"
SOURCES = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
LISTS = SOURCES["usage"]


@pytest.mark.parametrize("made", LISTS, ids=lambda made: made["file"])
def test_the_list_is_what_was_made(made):
    content = (DATA / made["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == made["sha256"], "run scripts/data.py usage"
    rows = list(read_usage(str(DATA / made["file"])))
    assert len(rows) == made["entries"]
    assert [row.word for row in rows] == sorted({row.word for row in rows})
    assert all(len(row.word) == len(row.written) for row in rows)
    files = [DATA / "convert" / "to-hant" / name for name in ("overlay.txt", "borders.txt")]
    words = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    assert words == made["words"], "usage was counted on top of other words: run scripts/data.py usage"


def test_registers_are_what_was_made():
    (made,) = SOURCES["register"]
    content = (DATA / made["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == made["sha256"], "run scripts/data.py usage"
    rows = [line.split("\t") for line in content.decode().splitlines() if not line.startswith("#")]
    assert len(rows) == made["entries"]
    assert all(int(often) >= 3 * int(elsewhere) for _, _, often, elsewhere in rows)


def test_the_words_before_usage_are_sorted():
    for group in Path(usage_file("exceptions")).read_text(encoding="utf-8").split("#\n"):
        words = [line for line in group.splitlines() if not line.startswith("#")]
        assert words == sorted(set(words))
    assert all(len(word) == len(value) for word, value in read_dictionary(usage_file("exceptions")).items())


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        # A measure word, and flour.
        ("山脚下那面灰蒙蒙的墙，他爱吃牛肉面。", "zh-TW", "山腳下那面灰濛濛的牆，他愛吃牛肉麵。"),
        ("收到空白发票，满头白发。", "zh-TW", "收到空白發票，滿頭白髮。"),
        ("她的额发还湿，金额发还给他。", "zh-TW", "她的額髮還濕，金額發還給他。"),
        ("总理菲里波在屋里说话。", "zh-TW", "總理菲里波在屋裡說話。"),
        ("游先生说要去旅游。", "zh-TW", "游先生說要去旅遊。"),
        # Traditional without a region: where the regions differ OpenCC's word, where they agree theirs.
        ("这个计划回归湿地。", "zh-Hant", "這個計劃回歸濕地。"),
        ("这个计划回归湿地。", "zh-TW", "這個計畫回歸濕地。"),
        # Inside of a way, and a district; a diameter, and what is done directly; a bookmark, and a signature.
        (
            "频道里没人，他住在道里区，函数里有数里长的话。",
            "zh-TW",
            "頻道裡沒人，他住在道里區，函數裡有數里長的話。",
        ),
        ("车道里有水，车道里程不明。", "zh-TW", "車道裡有水，車道里程不明。"),
        ("内径两寸，期限内径行拆除。", "zh-TW", "內徑兩寸，期限內逕行拆除。"),
        ("请输入书签名称，再在证书签名。", "zh-TW", "請輸入書籤名稱，再在證書簽名。"),
        # Half the price, and folded in half.
        ("门票打对折，请把纸对折。", "zh-TW", "門票打對折，請把紙對折。"),
        ("门票打对折，请把纸对折。", "zh-HK", "門票打對折，請把紙對折。"),
        # Words that meet, and longer phrases, are made of what the region writes.
        ("还没有了解情况，一文了解经过。", "zh-TW", "還沒有了解情況，一文了解經過。"),
        ("他亲自主持直播发布会，按计划进行。", "zh-TW", "他親自主持直播發布會，按計畫進行。"),
        ("这个人自制力很强。", "zh-TW", "這個人自制力很強。"),
        # A phrase takes the end of one word and the beginning of another, which text writes in one way.
        ("从选项里挑出选项来复制这一页。", "zh-TW", "從選項裡挑出選項來複製這一頁。"),
        ("这个系统是由日期系统得出的。", "zh-TW", "這個系統是由日期系統得出的。"),
        ("他关闭了自动表单，以便显示表格。", "zh-TW", "他關閉了自動表單，以便顯示表格。"),
        ("立法理由里面说明了原因。", "zh-TW", "立法理由裡面說明了原因。"),
        ("王后来访，皇后来到现场。", "zh-TW", "王后來訪，皇后來到現場。"),
        ("她收藏自动表和名表，怀表也有。", "zh-TW", "她收藏自動錶和名錶，懷錶也有。"),
        # To round; a house.
        ("结果向下舍入成整数，农舍入口很窄。", "zh-TW", "結果向下捨入成整數，農舍入口很窄。"),
        # A shop for noodles; a front.
        ("他开面店，那家面店租了地面店。", "zh-TW", "他開麵店，那家麵店租了地面店。"),
        ("家具行在办家具展。", "zh-TW", "家具行在辦家具展。"),
        # Surnames before an office; what exceeds a number.
        ("余委员质询，其余委员和十余委员在场。", "zh-TW", "余委員質詢，其餘委員和十餘委員在場。"),
        ("范立委说规范委员会不合规范。", "zh-TW", "范立委說規範委員會不合規範。"),
        # Grades of typhoons, in a text about one.
        (
            "台风增强，中台逼近，强台袭台，「西北台」最可怕。",
            "zh-TW",
            "颱風增強，中颱逼近，強颱襲台，「西北颱」最可怕。",
        ),
        (
            "台风过后，加强台湾与日本的合作，中台科大停课。",
            "zh-TW",
            "颱風過後，加強台灣與日本的合作，中台科大停課。",
        ),
        ("台湾台风预报说，西北台地有雨。", "zh-TW", "台灣颱風預報說，西北台地有雨。"),
        ("数据中台说明强台独的声音。", "zh-TW", "數據中台說明強台獨的聲音。"),
        # Dry, not to do; a vessel, not a fight; not tight, and what is named after a pine or a lion.
        ("催干剂和干辣椒说用完了，能干的干部去干。", "zh-HK", "催乾劑和乾辣椒說用完了，能幹的幹部去幹。"),
        ("抓斗靠着斗柜，斗换星移，两队恶斗说输赢。", "zh-TW", "抓斗靠著斗櫃，斗換星移，兩隊惡鬥說輸贏。"),
        ("螺丝松了，这根最松，松狮说在松树下。", "zh-TW", "螺絲鬆了，這根最鬆，松獅說在松樹下。"),
        ("子丑寅卯说得清，他出丑了。", "zh-TW", "子丑寅卯說得清，他出醜了。"),
        ("说是霉运，柜子有霉味，长了黑霉菌。", "zh-TW", "說是霉運，櫃子有霉味，長了黑黴菌。"),
        ("恭祝发财的人剪发时说了话。", "zh-TW", "恭祝發財的人剪髮時說了話。"),
        ("香几旁还有几案，说有几个。", "zh-TW", "香几旁還有几案，說有幾個。"),
        ("他矮几公分，说茶几太矮。", "zh-TW", "他矮幾公分，說茶几太矮。"),
        ("煮面线时说，平面线条不直。", "zh-TW", "煮麵線時說，平面線條不直。"),
        # A phrase of which the model knows only that its characters are rare.
        ("这里说可以点炒面。", "zh-TW", "這裡說可以點炒麵。"),
        ("悬崖边的秋千说停就停，中秋千人赏月。", "zh-TW", "懸崖邊的鞦韆說停就停，中秋千人賞月。"),
        # The forms of Hong Kong are known to it, too.
        ("他说这家面馆开张。", "zh-HK", "他說這家麪館開張。"),
        ("他说这家麻将馆里面有里程碑。", "zh-HK", "他說這家麻將館裏面有里程碑。"),
        # A pair before which and behind which no word is torn is a word: Hong Kong writes 上周, not 上週.
        ("他说上周仍下雨，两周过后才了解情况。", "zh-HK", "他說上周仍下雨，兩周過後才了解情況。"),
        ("奖金发给金发的人，报名表上说的是名表。", "zh-HK", "獎金發給金髮的人，報名表上說的是名錶。"),
        ("天后宫说，三天后关闭。", "zh-HK", "天后宮說，三天後關閉。"),
        ("这是只猫，问题说是只有一只。", "zh-HK", "這是隻貓，問題說是只有一隻。"),
        # Permitted by a court; a role on the stage; ginger; grain.
        ("法官裁准羁押，总裁准备上诉。", "zh-TW", "法官裁准羈押，總裁準備上訴。"),
        ("京剧名丑说，一名丑陋的人出丑了。", "zh-TW", "京劇名丑說，一名醜陋的人出醜了。"),
        ("姜价上涨，姜先生说嫩姜缺货。", "zh-TW", "薑價上漲，姜先生說嫩薑缺貨。"),
        ("稻谷谷价说跌就跌，曼谷价格说涨就涨。", "zh-TW", "稻穀穀價說跌就跌，曼谷價格說漲就漲。"),
        # Words that begin in the last character of what laws and meetings write.
        ("电源转换系统与事件系列说明了传统制度。", "zh-TW", "電源轉換系統與事件系列說明了傳統制度。"),
        ("说市场准备就绪，气象预报准确，并计划准时。", "zh-HK", "說市場準備就緒，氣象預報準確，並計劃準時。"),
        ("一张台湾地图说明，这出于善意，这出戏很好。", "zh-TW", "一張台灣地圖說明，這出於善意，這齣戲很好。"),
        # A pair that is no word (在回) leaves the word behind it whole; what is otherwise written stays so.
        ("她正在回复来信，说在回收箱里。", "zh-TW", "她正在回覆來信，說在回收箱裡。"),
        ("他们回复平静，说在回家路上。", "zh-HK", "他們回復平靜，說在回家路上。"),
        # Cantonese 係 does not come to Taiwan.
        ("该系明年毕业，这系别很大。", "zh-TW", "該系明年畢業，這系別很大。"),
    ],
)
def test_usage(text, to, expected):
    assert convert(text, to).text == expected
