"""Random and mutated bytes through the decoder: no crash, no hang, no byte lost in silence.

``python -m benchmarks.decode_fuzz [NUMBER] [SEED]`` tries 200,000 inputs by default and prints a
line for each kind of outcome. It exits with 1 at the first input that breaks a promise:

* the outcome is text or a ``DecodeError`` of one line whose offset lies in the input;
* ``errors="replace"`` fails only where no encoding could be found;
* text that was decoded without a warning encodes back to the same bytes, or, where the encoding
  has several codes for a character, to bytes that decode to the same text;
* no input takes longer than a second of processor time.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter

from benchmarks.decode_accuracy import ENCODINGS, NASTY, excerpt
from newsclean.decode import decode, encode
from newsclean.document import Decoded
from newsclean.errors import DecodeError

#: Encodings in which every character has one code, so that bytes must come back.
ONE_CODE = frozenset(
    {"ascii", "utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "gb18030", "gb18030-2022"}
)


def inputs(rng: random.Random) -> bytes:
    """One input: random bytes of some kind, or Chinese in some encoding, damaged."""
    kind = rng.randrange(10)
    if kind == 0:
        return rng.randbytes(rng.randrange(64))
    if kind == 1:  # high bytes
        return bytes(rng.randrange(0x80, 0x100) for _ in range(rng.randrange(64)))
    if kind == 2:  # seven bits with many escapes
        pieces = [
            b"\x1b$)A",
            b"\x1b$)G",
            b"\x1b$*H",
            b"\x1bN",
            b"\x0e",
            b"\x0f",
            b"~{",
            b"~}",
            b"~~",
            b"\x1b$B",
            b"\x1b(B",
            b"\n",
            b"VPND",
        ]
        return b"".join(rng.choice((*pieces, bytes([rng.randrange(128)]))) for _ in range(rng.randrange(24)))
    if kind == 3:  # double bytes of any value
        return bytes(
            rng.randrange(0x81, 0xFF) if i % 2 == 0 else rng.randrange(0x30, 0x100)
            for i in range(rng.randrange(60))
        )
    data = bytearray(rng.choice(_seeds(rng)))
    for _ in range(rng.randrange(5)):
        at = rng.randrange(len(data) + 1)
        data[at : at + rng.randrange(4)] = rng.randbytes(rng.randrange(4))
    return bytes(data[: rng.randrange(len(data) + 1)] if rng.random() < 0.3 else data)


_SEEDS: list[bytes] = []


def _seeds(rng: random.Random) -> list[bytes]:
    """Samples of every row of the accuracy benchmark that is not long; made once."""
    if not _SEEDS:
        _SEEDS.extend(make(rng, length).data for make in ENCODINGS.values() for length in (4, 20, 80))
        _SEEDS.extend(
            make(rng).data for title, make in NASTY.items() if "KB" not in title and "MB" not in title
        )
        _SEEDS.append(b"\n".join(encode(excerpt(rng, "s", 30), name) for name in ("utf-8", "gb18030")))
    return _SEEDS


def broken(data: bytes) -> tuple[str, str | None]:
    """The kind of outcome, and the promise it breaks, if any."""
    decoded = _outcome(data, "strict")
    if isinstance(decoded, DecodeError):
        problem = _bad_error(decoded, data)
        again = _outcome(data, "replace")
        if isinstance(again, DecodeError):
            kind = "refused"
            if "is " not in again.message:
                problem = "replace failed"
        else:
            kind = "undecodable"
            if not again.warnings:
                problem = "replaced without a warning"
        return kind, problem
    if any(not warning.startswith("the encoding is a guess") for warning in decoded.warnings):
        return "recovered, with a word", None  # these bytes do not come back, which is what is said
    back = encode(decoded.text, decoded.detection)
    if back == data:
        return "same bytes", None
    if decoded.detection.encoding in ONE_CODE:
        return "other bytes", "bytes differ"
    name = decoded.detection.encoding
    same = "+" in name or decode(back, encoding=name).text == decoded.text
    return "same text, other codes", None if same else "text lost"


def _outcome(data: bytes, errors: str) -> Decoded | DecodeError:
    try:
        return decode(data, errors=errors)
    except DecodeError as error:
        return error


def _bad_error(error: DecodeError, data: bytes) -> str | None:
    if "\n" in str(error):
        return "error of several lines"
    return None if error.offset is None or 0 <= error.offset < len(data) else "offset outside the input"


def main() -> None:
    """Run, print the outcomes, exit with 1 if a promise was broken."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    broken("一台".encode("gbk"))  # loads what is loaded on first use
    broken(b"\xc4\xe3\x8e\xa2\xa1\xa1 d\xe9j\xe0")
    for _ in range(number):
        data = inputs(rng)
        start = time.process_time()
        kind, problem = broken(data)
        slowest = max(slowest, time.process_time() - start)
        outcomes[kind] += 1
        if problem or slowest > 1:
            print(f"{problem or 'slow'}: {data!r}")
            sys.exit(1)
    for kind, count in outcomes.most_common():
        print(f"{count:8d} {kind}")
    print(f"slowest {slowest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
