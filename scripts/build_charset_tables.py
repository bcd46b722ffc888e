"""Build the character tables that Python's codecs lack: EUC-TW (CNS 11643) and Big5-UAO.

Sources, both published mapping tables:

* EUC-TW: ``euc-tw-2014`` of ICU (Unicode-DFS-2016 licence), read through ICU's own ``uconv``; its
  vendor plane 12 and the other private-use mappings are left out, they say nothing elsewhere.
* Big5-UAO: Unicode-at-on 2.50, from the package ``uao`` on PyPI (MIT licence).

Run it where both are installed (``apt-get install icu-devtools``, ``pip install uao``)::

    python scripts/build_charset_tables.py

The output is stable. A table holds one row per line, the lead bytes in hexadecimal, a tab and the
characters of the row in order of the last byte; U+FFFD stands where a row has none.
"""

from __future__ import annotations

import importlib
import subprocess
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).parent.parent / "src" / "newsclean" / "data" / "decode"
UNASSIGNED = "\N{REPLACEMENT CHARACTER}"
CNS_TRAILS = range(0xA1, 0xFF)
BIG5_TRAILS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))

EUC_TW_HEADER = """\
# EUC-TW: CNS 11643 planes 1 to 7, 13 and 15.
# Source: ICU 72 converter euc-tw-2014, private-use mappings left out.
# Licence: Unicode-DFS-2016, copyright 1991-2022 Unicode, Inc.
# Made by scripts/build_charset_tables.py. Lead bytes, tab, characters for last bytes A1 to FE.
"""

BIG5_UAO_HEADER = """\
# Big5-UAO: Unicode-at-on 2.50, the Big5 of Taiwanese boards.
# Source: PyPI package uao 0.2.0, after moztw.org/docs/big5. Licence: MIT, copyright 2018 eight.
# Made by scripts/build_charset_tables.py. Lead byte, tab, characters for last bytes 40-7E, A1-FE.
"""


def private(char: str) -> bool:
    """Whether a character is for private use."""
    return "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"


def euc_tw_rows() -> Iterable[tuple[str, str]]:
    """The rows of EUC-TW as ICU reads them."""
    leads = [bytes([row]) for row in CNS_TRAILS]
    leads += [bytes([0x8E, plane, row]) for plane in range(0xA2, 0xB1) for row in CNS_TRAILS]
    codes = [lead + bytes([trail]) for lead in leads for trail in CNS_TRAILS]
    command = ["uconv", "-f", "euc-tw-2014", "-t", "utf-8", "--from-callback", "substitute"]
    output = subprocess.run(command, input=b"\n".join(codes), capture_output=True, check=True).stdout
    chars = [
        c if len(c) == 1 and not private(c) and c != "\x1a" else UNASSIGNED
        for c in output.decode().split("\n")
    ]
    assert len(chars) == len(codes), "uconv lost a line"
    for i, lead in enumerate(leads):
        yield lead.hex().upper(), "".join(chars[i * len(CNS_TRAILS) : (i + 1) * len(CNS_TRAILS)])


def big5_uao_rows() -> Iterable[tuple[str, str]]:
    """The rows of Big5-UAO."""
    table: dict[int, str] = importlib.import_module("uao.b2u").b2u_table
    for lead in range(0x81, 0xFF):
        yield f"{lead:02X}", "".join(table.get(lead << 8 | trail, UNASSIGNED) for trail in BIG5_TRAILS)


def write(name: str, header: str, rows: Iterable[tuple[str, str]]) -> None:
    """Write a table, leaving out rows without a character."""
    lines = [f"{lead}\t{chars}\n" for lead, chars in rows if chars.strip(UNASSIGNED)]
    (DATA / name).write_text(header + "".join(lines), encoding="utf-8")
    print(
        name, sum(len(line) - line.count(UNASSIGNED) - line.index("\t") - 2 for line in lines), "characters"
    )


if __name__ == "__main__":
    write("euc-tw.txt", EUC_TW_HEADER, euc_tw_rows())
    write("big5-uao.txt", BIG5_UAO_HEADER, big5_uao_rows())
