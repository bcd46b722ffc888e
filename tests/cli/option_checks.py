"""What the checks of options share: the page, what each verb makes of it, and the register of checks."""

from tests.report.pages import unpacked

PAGE = (
    "当前位置：首页 > 新闻 > 正文\n"
    "\n"
    "临江图书馆延长开放时间\n"
    "\n"
    "临江图书馆昨天宣布，从下月起每晚开放到十点。馆长周\u200b明说，读者的来信让他们下了决心。\n"
    "\n"
    "（责任编辑：林晓）\n"
)
ARTICLE = "".join(PAGE.splitlines(keepends=True)[2:5])

#: What each verb makes of the page.
RESULT = {
    "clean": ARTICLE.replace("\u200b", ""),
    "repair": PAGE.replace("\u200b", ""),
    "strip": ARTICLE,
    "convert": (
        "當前位置：首頁 > 新聞 > 正文\n"
        "\n"
        "臨江圖書館延長開放時間\n"
        "\n"
        "臨江圖書館昨天宣布，從下月起每晚開放到十點。館長周\u200b明說，讀者的來信讓他們下了決心。\n"
        "\n"
        "（責任編輯：林曉）\n"
    ),
}
#: What a verb needs to do anything.
NEEDED = {"convert": ("--to", "zh-Hant")}

#: A line that every verb leaves alone, in bytes that are no text in any encoding of a text.
BAD = "图书馆的灯\n".encode() + b"\xff\xff\n" + "十点才熄。\n".encode() * 9


def register():
    """A register of checks by the names of their options, and the decorator that enters a check."""
    checks = {}

    def covers(option):
        def enter(check):
            checks[option] = check
            return check

        return enter

    return checks, covers


CHECKS, covers = register()


class Verb:
    """A verb in a directory that holds ``page.txt``."""

    def __init__(self, name, run, place):
        self.name, self.place = name, place
        self.page = place / "page.txt"
        self.page.write_text(PAGE, encoding="utf-8")
        self.transforms = name in RESULT
        self._run = run

    def __call__(self, *arguments, **keywords):
        done = self._run(*self.name.split(), *NEEDED.get(self.name, ()), *arguments, **keywords)
        if self.name == "report" and done.out:
            done.out = "".join(shown(done.out)).encode("utf-8", "surrogatepass")
        return done

    @property
    def result(self):
        return RESULT[self.name]


def shown(page):
    """The clean texts on a review page."""
    for summary in unpacked(page, "index")["documents"]:
        block, place = summary["at"]
        for piece in unpacked(page, f"block-{block}")[place].get("pieces", ()):
            yield piece if isinstance(piece, str) else piece[1]
