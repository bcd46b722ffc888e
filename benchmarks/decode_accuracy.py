"""How often bytes become the right text: this package beside its peers, on bytes made here.

Run ``python -m benchmarks.decode_accuracy`` (``--quick`` for a tenth of the samples). Sentences of
our own (``decode_sentences.txt``) are cut at random places to a number of characters and encoded;
the nasty rows damage them as files in the wild are damaged. The share that comes out as the
right text is printed as a Markdown table. Where bytes were destroyed, the right text has U+FFFD in
their place, and every tool decodes with ``errors="replace"``.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from newsclean.decode import decode, encode
from newsclean.errors import NewscleanError

SEED = 20261123
LENGTHS = (4, 8, 16, 64, 500, 2000)


@dataclass(frozen=True, slots=True)
class Sample:
    """Bytes, and the text that they should become."""

    data: bytes
    text: str


@cache
def sentences(scripts: str) -> list[str]:
    """The sentences of some scripts: ``s``, ``t``, ``h``."""
    lines = Path(__file__).with_name("decode_sentences.txt").read_text(encoding="utf-8").split("\n")
    return [line[2:] for line in lines if line[:1] in scripts and line[1:2] == "\t"]


@cache
def words(script: str) -> list[str]:
    """Words of two characters, as they stand in program text and configuration files."""
    lines = Path(__file__).with_name("decode_sentences.txt").read_text(encoding="utf-8").split("\n")
    return [word for line in lines if line.startswith(f"w{script}\t") for word in line[3:].split()]


def excerpt(rng: random.Random, scripts: str, length: int) -> str:
    """``length`` characters of running text, from a random place, with a line end here and there."""
    pool = sentences(scripts)
    text = ""
    while len(text) < length + 30:
        text += rng.choice(pool) + rng.choice(("", "", "", "\n", "\r\n"))
    start = rng.randrange(30)
    return text[start : start + length]


def plain(name: str, scripts: str, *, bom: bool = False) -> Callable[[random.Random, int], Sample]:
    """Text in an encoding; characters that it lacks are left out."""

    def make(rng: random.Random, length: int) -> Sample:
        text = excerpt(rng, scripts, length * 2)
        text = "".join(char for char in text if holds(name, char))[:length]
        return Sample(encode(text, name, bom=bom), text)

    return make


@cache
def holds(name: str, char: str) -> bool:
    """Whether an encoding has a character."""
    try:
        encode(char, name)
    except NewscleanError:
        return False
    return True


#: Rows by length: encoding, scripts, and whether with a byte order mark.
ENCODINGS: dict[str, Callable[[random.Random, int], Sample]] = {
    "UTF-8": plain("utf-8", "st"),
    "UTF-8 with BOM": plain("utf-8", "st", bom=True),
    "UTF-16LE": plain("utf-16le", "st"),
    "UTF-16BE": plain("utf-16be", "st"),
    "UTF-16 with BOM": plain("utf-16le", "st", bom=True),
    "UTF-32LE": plain("utf-32le", "st"),
    "UTF-32BE": plain("utf-32be", "st"),
    "GB2312/GBK, Simplified": plain("gb18030", "s"),
    "GBK, Traditional": plain("gb18030", "t"),
    "Big5/CP950": plain("cp950", "t"),
    "Big5-HKSCS": plain("big5-hkscs", "h"),
    "EUC-TW": plain("euc-tw", "t"),
    "HZ": plain("hz-gb-2312", "s"),
    "ISO-2022-CN, Simplified": plain("iso-2022-cn", "s"),
    "ISO-2022-CN, Traditional": plain("iso-2022-cn", "t"),
}


def ascii_lines(rng: random.Random, size: int) -> str:
    """About ``size`` characters of program text."""
    lines = ("value = load(path)", "  if value < 0: return -1", "# nothing to do", "print(done, error)", "")
    text = ""
    while len(text) < size:
        text += rng.choice(lines) + "\n"
    return text


def word_in_ascii(name: str, scripts: str, characters: int, size: int) -> Callable[[random.Random], Sample]:
    """Some Chinese characters in kilobytes of ASCII."""

    def make(rng: random.Random) -> Sample:
        word = "".join(rng.choice(words(scripts)) for _ in range(characters // 2))
        text = f'{ascii_lines(rng, size // 2)}title = "{word}"\n{ascii_lines(rng, size // 2)}'
        return Sample(encode(text, name), text)

    return make


def late(rng: random.Random) -> Sample:
    """A megabyte of ASCII, then eight characters of GBK."""
    text = ascii_lines(rng, 1000) * 1000 + excerpt(rng, "s", 8)
    return Sample(encode(text, "gb18030"), text)


def misdeclared(declared: str, name: str, scripts: str) -> Callable[[random.Random], Sample]:
    """An HTML page that declares another encoding than it is in."""

    def make(rng: random.Random) -> Sample:
        text = f'<html><head><meta charset="{declared}"><title>{excerpt(rng, scripts, 12)}</title>'
        return Sample(encode(text, name), text)

    return make


def truncated(name: str, scripts: str) -> Callable[[random.Random], Sample]:
    """The last character lacks its last byte."""

    def make(rng: random.Random) -> Sample:
        text = re.sub("[^\u4e00-\u9fff]+$", "", excerpt(rng, scripts, 300))
        return Sample(encode(text, name)[:-1], text[:-1] + "\ufffd")

    return make


def overwritten(name: str, scripts: str, length: int, bad: int) -> Callable[[random.Random], Sample]:
    """Some characters have their first byte overwritten by FF, which nothing begins with."""

    def make(rng: random.Random) -> Sample:
        text = excerpt(rng, scripts, length)
        places = [match.start() for match in re.finditer("[\u4e00-\u9fff]", text)]
        pieces, at = [], 0
        for place in sorted(rng.sample(places, bad)):
            code = encode(text[place], name)
            pieces += [encode(text[at:place], name), b"\xff" * len(code)]
            at = place + 1
            text = text[:place] + "\ufffd" + text[place + 1 :]
        return Sample(b"".join(pieces) + encode(text[at:], name), text)

    return make


def lost(name: str, scripts: str) -> Callable[[random.Random], Sample]:
    """One character has lost its first byte, which shifts all pairs behind it."""

    def make(rng: random.Random) -> Sample:
        text = excerpt(rng, scripts, 500)
        place = rng.choice([match.start() for match in re.finditer("[\u4e00-\u9fff]", text)])
        data = encode(text[:place], name) + encode(text[place:], name)[1:]
        return Sample(data, text[:place] + "\ufffd" + text[place + 1 :])

    return make


def mixed(legacy: str, scripts: str) -> Callable[[random.Random], Sample]:
    """Lines of UTF-8 and of a legacy encoding in one file."""

    def make(rng: random.Random) -> Sample:
        lines = [rng.choice(sentences(scripts)) for _ in range(12)]
        names = [rng.choice(("utf-8", legacy)) for _ in lines]
        names[:2] = ["utf-8", legacy]
        rng.shuffle(names)
        data = b"".join(encode(line + "\n", name) for line, name in zip(lines, names, strict=True))
        return Sample(data, "".join(line + "\n" for line in lines))

    return make


def euro(rng: random.Random) -> Sample:
    """CP936 with the euro sign in one byte."""
    text = f"{excerpt(rng, 's', 60)}票价€{rng.randrange(9, 99)}{excerpt(rng, 's', 40)}"
    return Sample(encode(text, "cp936"), text)


def four_byte(rng: random.Random) -> Sample:
    """GB18030 with characters of four bytes."""
    text = excerpt(rng, "s", 60) + "㑇𠮷𡃁" + excerpt(rng, "s", 40)
    return Sample(encode(text, "gb18030"), text)


def new_edition(rng: random.Random) -> Sample:
    """GB18030-2022 with characters that older editions map to private use."""
    text = excerpt(rng, "s", 60) + "龴龵︐" + excerpt(rng, "s", 40)
    return Sample(encode(text, "gb18030-2022"), text)


def cantonese(rng: random.Random) -> Sample:
    """Big5-HKSCS with characters that only it has."""
    text = (
        excerpt(rng, "h", 40)
        + rng.choice(("佢哋嗰啲嘢", "喺呢度睇咗", "唔知佢嚟唔嚟", "冇人話畀我知"))
        + excerpt(rng, "h", 30)
    )
    text = "".join(char for char in text if holds("big5-hkscs", char))
    return Sample(encode(text, "big5-hkscs"), text)


def board(rng: random.Random) -> Sample:
    """Big5-UAO as written on boards: kana and Simplified characters among Traditional ones."""
    text = (
        excerpt(rng, "t", 40)
        + rng.choice(("これは日本の漫画です", "请问这个怎么说", "说实话这题很难"))
        + excerpt(rng, "t", 30)
    )
    return Sample(encode(text, "big5-uao"), text)


NASTY: dict[str, Callable[[random.Random], Sample]] = {
    "2 KB of ASCII with one word of 2 characters in GBK": word_in_ascii("gb18030", "s", 2, 2000),
    "2 KB of ASCII with one word of 2 characters in Big5": word_in_ascii("cp950", "t", 2, 2000),
    "2 KB of ASCII with one word of 4 characters in GBK": word_in_ascii("gb18030", "s", 4, 2000),
    "2 KB of ASCII with one word of 4 characters in Big5": word_in_ascii("cp950", "t", 4, 2000),
    "1 MB of ASCII, then 8 characters of GBK": late,
    "declared gb2312, is Big5": misdeclared("gb2312", "cp950", "t"),
    "declared big5, is GBK": misdeclared("big5", "gb18030", "s"),
    "declared utf-8, is GBK": misdeclared("utf-8", "gb18030", "s"),
    "declared gb2312, is UTF-8": misdeclared("gb2312", "utf-8", "s"),
    "last character cut, GBK": truncated("gb18030", "s"),
    "last character cut, Big5": truncated("cp950", "t"),
    "last character cut, UTF-8": truncated("utf-8", "s"),
    "100 KB of GBK, one character destroyed": overwritten("gb18030", "s", 50_000, 1),
    "100 KB of Big5, one character destroyed": overwritten("cp950", "t", 50_000, 1),
    "4 KB of GBK, 4 characters destroyed": overwritten("gb18030", "s", 2000, 4),
    "1 KB of GBK, one byte lost": lost("gb18030", "s"),
    "GBK and UTF-8 line by line": mixed("gb18030", "s"),
    "Big5 and UTF-8 line by line": mixed("cp950", "t"),
    "CP936 with a one-byte euro sign": euro,
    "GB18030 with four-byte characters": four_byte,
    "GB18030-2022's new characters": new_edition,
    "Big5-HKSCS with its own characters": cantonese,
    "Big5-UAO with kana and Simplified": board,
}


def utf8_overwritten(rng: random.Random) -> Sample:
    """20 KB of UTF-8 with four bytes overwritten by FF."""
    text = excerpt(rng, "s", 7000)
    places = [match.start() for match in re.finditer("[\u4e00-\u9fff]", text)]
    chosen = sorted(rng.sample(places, 4))
    data = bytearray(text.encode())
    for place in chosen:
        data[len(text[:place].encode())] = 0xFF
    # FF, and the two bytes that have lost their first: three bad sequences for one character.
    right = "".join("\ufffd" * 3 if i in chosen else char for i, char in enumerate(text))
    return Sample(bytes(data), right)


NASTY["20 KB of UTF-8, 4 bytes overwritten"] = utf8_overwritten


def with_newsclean(data: bytes) -> str | None:
    """What this package makes of bytes."""
    try:
        return decode(data, errors="replace").text
    except NewscleanError:
        return None


def with_chardet(data: bytes) -> str | None:
    """What chardet's answer makes of bytes, with the supersets that its manual advises."""
    import chardet

    name = chardet.detect(data, encoding_era=chardet.EncodingEra.ALL)["encoding"]
    name = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}.get((name or "").lower(), name)
    return _decoded(data, name)


def with_charset_normalizer(data: bytes) -> str | None:
    """What charset-normalizer's answer makes of bytes."""
    import charset_normalizer  # type: ignore[import-not-found,unused-ignore]

    best = charset_normalizer.from_bytes(data).best()
    return _decoded(data, best.encoding if best else None)


def _decoded(data: bytes, name: str | None) -> str | None:
    try:
        return data.decode(name, "replace").removeprefix("\ufeff") if name else None
    except LookupError:
        return None


TOOLS: dict[str, Callable[[bytes], str | None]] = {
    "newsclean": with_newsclean,
    "chardet": with_chardet,
    "charset-normalizer": with_charset_normalizer,
}


def share(samples: list[Sample], tool: Callable[[bytes], str | None]) -> float:
    """The percentage of samples that a tool turns into the right text.

    Tools may put any number of U+FFFD for bytes that were destroyed.
    """
    return (
        100
        * sum(_marked_once(tool(sample.data)) == _marked_once(sample.text) for sample in samples)
        / len(samples)
    )


def _marked_once(text: str | None) -> str | None:
    return text and re.sub("\ufffd+", "\ufffd", text)


def rows(samples: int, only: str) -> Iterator[tuple[str, list[Sample]]]:
    """The rows of the table whose title holds ``only``, and their samples."""
    for name, encoded in ENCODINGS.items():
        for length in LENGTHS:
            title = f"{name}, {length} characters"
            if only in title:
                rng = random.Random(f"{SEED} {title}")
                count = max(5, samples // (1 + length // 64))
                yield title, [encoded(rng, length) for _ in range(count)]
    for title, nasty in NASTY.items():
        if only in title:
            rng = random.Random(f"{SEED} {title}")
            count = samples // 20 if "MB" in title or "100 KB" in title else samples // 2
            yield title, [nasty(rng) for _ in range(max(5, count))]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the samples")
    parser.add_argument("--only", default="", help="rows whose title holds this")
    parser.add_argument("--tools", default=",".join(TOOLS), help="tools to compare, by comma")
    arguments = parser.parse_args()
    tools = {name: TOOLS[name] for name in arguments.tools.split(",")}
    print("| bytes | samples |", " | ".join(tools), "|")
    print("|---|---|" + "---|" * len(tools))
    for title, samples in rows(20 if arguments.quick else 200, arguments.only):
        shares = " | ".join(f"{share(samples, tool):.1f}" for tool in tools.values())
        print(f"| {title} | {len(samples)} | {shares} |", flush=True)


if __name__ == "__main__":
    main()
