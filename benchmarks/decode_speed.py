"""How long decoding takes, beside ``bytes.decode`` and chardet.

usage: python -m benchmarks.decode_speed

Prints the table of docs/decode.md: the least processor time of several runs each, which alternate, and how
many times that of the peer it is. What is loaded once is not counted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import chardet

from benchmarks.decode_accuracy import sentences
from newsclean.decode import decode, encode

ROUNDS = 9
#: Seconds that a measure takes at least: one call of microseconds says nothing.
LEAST = 0.02


def _text(scripts: str, size: int, codec: str = "utf-8") -> bytes:
    """So many bytes of the sentences, one a line, cut at a line's end."""
    lines = [encode(line + "\n", codec) for line in sentences(scripts)]
    data = b"".join(lines)
    data *= size // len(data) + 1
    return data[: data.rindex(encode("\n", codec), 0, size) + 1] if size < len(data) else data


def _with_a_bad_byte(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + b"\xff" + data[middle:]


def _japanese(size: int) -> bytes:
    text = Path(__file__).with_name("japanese_sentences.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    return "".join(lines).encode("euc_jp", "ignore")[:size].rpartition(b"\n")[0]


def cases() -> dict[str, tuple[bytes, str]]:
    """What is decoded, and beside what."""
    english = b"The library stays open until ten, and readers may book a seat.\n"
    return {
        "1 MB of UTF-8, Chinese": (_text("s", 1_000_000), "bytes.decode"),
        "100 kB of UTF-8, Chinese": (_text("s", 100_000), "bytes.decode"),
        "1 MB of ASCII": (english * 16_000, "bytes.decode"),
        "120 bytes of GBK": (_text("s", 120, "gb18030"), "chardet.detect"),
        "3.5 kB of GBK": (_text("s", 3_500, "gb18030"), "chardet.detect"),
        "3.5 kB of Big5": (_text("t", 3_500, "cp950"), "chardet.detect"),
        "0.9 MB of GBK": (_text("s", 900_000, "gb18030"), "chardet.detect"),
        "0.9 MB of Big5": (_text("t", 900_000, "cp950"), "chardet.detect"),
        "200 kB of UTF-8 with one bad byte": (_with_a_bad_byte(_text("s", 200_000)), "chardet.detect"),
        "35 kB of EUC-TW": (_text("t", 35_000, "euc-tw"), "chardet.detect"),
        "38 kB of ISO-2022-CN": (encode(_text("s", 56_000).decode(), "iso-2022-cn"), "chardet.detect"),
        "0.9 kB of Japanese EUC-JP": (_japanese(900), "chardet.detect"),
    }


PEERS: dict[str, Callable[[bytes], object]] = {
    "bytes.decode": lambda data: data.decode(),
    "chardet.detect": chardet.detect,
}


def _least(steps: tuple[Callable[[bytes], object], ...], data: bytes) -> list[float]:
    """The least time of each of some steps; they alternate, so that a slow minute hits all alike."""
    best = [float("inf")] * len(steps)
    for _ in range(ROUNDS):
        for number, step in enumerate(steps):
            runs = 0
            begin = process_time()
            while True:
                step(data)
                runs += 1
                spent = process_time() - begin
                if spent >= LEAST:
                    break
            best[number] = min(best[number], spent / runs)
    return best


def main() -> None:
    """Print the table."""
    print("| bytes | newsclean | beside it | times |")
    print("|---|---|---|---|")
    for name, (data, peer) in cases().items():
        steps = (lambda data: decode(data, errors="replace"), PEERS[peer])
        for step in steps:
            step(data)
        ours, theirs = _least(steps, data)
        print(
            f"| {name} | {ours * 1000:.2g} ms | `{peer}` {theirs * 1000:.2g} ms | {ours / theirs:.2g} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
