"""GBK as Windows decodes it (CP936): pairs of bytes, private-use codes included."""

from __future__ import annotations

from functools import cache

# All trail bytes of a pair. With every lead byte 0x81–0xFE each of them is a code in gb18030;
# 2,068 of the 23,940 are private use (counted in Python's codec).
TRAILS = bytes([*range(0x40, 0x7F), *range(0x80, 0xFF)])
LEADS = bytes(range(0x81, 0xFF))


@cache
def _rows() -> dict[int, str]:
    """Lead byte → the characters of its pairs, in the order of :data:`TRAILS`."""
    return {lead: b"".join(bytes((lead, trail)) for trail in TRAILS).decode("gb18030") for lead in LEADS}


def pair(lead: int, trail: int) -> str:
    """The character of a pair of bytes; empty where there is none."""
    if not (0x81 <= lead <= 0xFE and 0x40 <= trail <= 0xFE and trail != 0x7F):
        return ""
    return _rows()[lead][trail - 0x40 - (trail > 0x7F)]


def row(lead: int) -> str:
    """The 190 characters of a lead byte, in the order of :data:`TRAILS`; empty for no lead byte."""
    return _rows().get(lead, "")


@cache
def column(trail: int) -> str:
    """The 126 characters of a trail byte, in the order of :data:`LEADS`; empty for no trail."""
    return "".join(pair(lead, trail) for lead in LEADS)


def encode(character: str) -> bytes:
    """One byte for ASCII, two for a pair; empty for anything else."""
    data = character.encode("gb18030", "replace")
    return data if len(data) <= 2 else b""


def is_private(character: str) -> bool:
    """Whether it is one of the private-use characters that GBK's user-defined codes become."""
    return "\ue000" <= character <= "\uf8ff"


@cache
def private_trails() -> dict[int, bytes]:
    """Lead byte → the trail bytes with which it is a private-use code, where there are any."""
    found = {lead: bytes(t for t in TRAILS if is_private(pair(lead, t))) for lead in LEADS}
    return {lead: trails for lead, trails in found.items() if trails}
