"""Texts that make the stages warn, each with what they say."""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from newsclean import NewscleanError, Options, pipeline, repair
from newsclean.decode import decode
from newsclean.limited import parse_toml

#: Bytes, by what is wrong with them.
TEXTS = {
    "lost for good": "记者获悉，锟斤拷锟斤拷昨天开放。\n".encode(),
    "replacement characters": "临江\ufffd\ufffd图书馆昨天开放。\n".encode(),
    "question marks": "临江图书馆：??，昨天开放。\n".encode(),
    "memory": "烫烫烫烫烫\n".encode(),
    "NULs": "临江图书馆昨天宣布开放。\0\0\0\n".encode(),
    "NULs in the middle": "临江图书\0馆昨天宣布开放。\n".encode(),
    "cut": "临江图书馆昨天宣布，从下月起每晚开放到十点。".encode("gbk")[:-1],
    "a guess": "临江".encode("gbk"),
    "a mark of another": b"\xef\xbb\xbf" + "临江图书馆昨天宣布开放，从下月起每晚开放到十点。\n".encode("gbk"),
    "two encodings": "临江图书馆昨天宣布开放。\n".encode() * 3
    + "馆长周明说，读者来信很多，让人感动。\n".encode("gbk") * 3,
    "controls": "临\x01江\x02图书馆\x03昨天宣布\x04开放。\n".encode(),
    "private use": "临江图书馆\ue5e5昨天宣布开放。\n".encode(),
    "escapes in code": b'print("\\u4e34\\u6c5f\\u56fe\\u4e66\\u9986")\n',
    "escapes that are spoken of": "写作 \\u4e34\\u6c5f 的形式称为转义，例如 \\u4e2d\\u6587。\n".encode(),
    "readings of a lesson": "拼音课：產(chǎn)業(yè)、經(jīng)濟(jì)。\n".encode(),
    "quoted": "乱码“鏂伴椈”是怎么来的？\n".encode(),
    "quotation marks": "他说：「今天開放」」。\n".encode(),
    "looks wrong": "ÐÂÎÅ·¢²¼ä\x9d 今天 ÐÂÎÅ\n".encode(),
    "half undone": "鏂伴椈鍙戝竷锛屽浘涔﹂\ue6e6寮€鏀俱€?\n".encode(),
}


CASES = Path(__file__).parent.parent / "repair" / "cases"


@lru_cache(maxsize=1)
def warnings():
    """What the stages say of these texts, and repair of its own cases; each sentence once."""
    found = {}
    for data in TEXTS.values():
        with suppress(NewscleanError):
            found |= dict.fromkeys(decode(data, errors="replace").warnings)
            options = Options(errors="replace", to="zh-Hant", quotes="target")
            found |= dict.fromkeys(pipeline.clean(data, options).warnings)
            found |= dict.fromkeys(pipeline.inspect(data, Options()).damage)
    for name, step in (("mojibake.toml", 8), ("notations.toml", 1), ("injected_torn.toml", 1)):
        for case in parse_toml((CASES / name).read_text(encoding="utf-8"), name)["case"][::step]:
            if isinstance(case.get("text"), str):
                found |= dict.fromkeys(repair(case["text"]).warnings)
    return list(found)
