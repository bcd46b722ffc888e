"""Review pages for tests: a few documents of our own, under many names."""

import base64
import json
import re
import zlib

from newsclean import clean
from newsclean.report.page import ReviewPage
from newsclean.report.view import failed, view

PINYIN = (
    "當(dāng)前位置：首頁(yè) > 新聞 > 正文\n\n河灣新區(qū)發(fā)布夜間經(jīng)濟(jì)規(guī)劃\n\n"
    "記者從河灣新區(qū)管委會(huì)獲悉，新區(qū)近日發(fā)布規(guī)劃，提出用三年時(shí)間建成五個(gè)集聚區(qū)。\n\n"
    "（責(zé)任編輯：林曉）\n"
)
PLAIN = "河湾图书馆延长开放时间\n\n河湾图书馆昨天宣布，从下月起每晚开放到十点。读者的来信让他们下了决心。\n"
INVISIBLE = PLAIN.replace("宣布", "宣\u200b布") + "\n（责任编辑：林晓）\n"
WRONG = PLAIN.encode("gbk").decode("latin-1")
LOST = PLAIN + "\n有几个字锟斤拷锟斤拷没有了。\n"

KINDS = (
    (PLAIN.encode(), {}),
    (PINYIN.encode(), {"to": "zh-Hans"}),
    (INVISIBLE.encode(), {}),
    (PLAIN.encode("gbk"), {}),
    (WRONG.encode(), {}),
    (LOST.encode(), {}),
)


def documents():
    """A document of each kind."""
    return [clean(data, path=f"kind-{kind}.txt", **options) for kind, (data, options) in enumerate(KINDS)]


def page_of(views, **options):
    """The bytes of a page."""
    parts = []
    page = ReviewPage(parts.append, **{"title": "河湾", **options})
    for one in views:
        page.add(one)
    page.finish()
    return b"".join(parts)


def many(count):
    """So many views; only their names differ from those of the kinds."""
    kinds = [view(document) for document in documents()]
    for number in range(count):
        kind = number % (len(kinds) + 1)
        name = f"folder {number // 100}/文章-{number:05d}.txt"
        if kind == len(kinds):
            yield failed(name, f"{name}: cannot be decoded")
        else:
            old = json.dumps(f"kind-{kind}.txt").encode()
            yield kinds[kind].replace(old, json.dumps(name, ensure_ascii=False).encode(), 1)


def unpacked(page, name):
    """What the browser finds in a block of a page."""
    found = re.search(rb'<script type="application/zlib" id="%s">([^<]*)</script>' % name.encode(), page)
    return json.loads(zlib.decompress(base64.b64decode(found[1])))
