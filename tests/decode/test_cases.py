"""The tables of cases in ``cases/*.toml``; their README explains the keys."""

from __future__ import annotations

import re

import pytest

from newsclean.decode import decode, detect, encode
from newsclean.errors import DecodeError
from tests.cases import load, names, params

CASES = [
    param
    for name in names(__file__)
    for param in params(load(__file__, name)["case"], lambda case, name=name: f"{name}: {case['name']}")
]


def built(case) -> tuple[bytes, str]:
    """The bytes of a case, and the text of its parts."""
    data, text = b"", ""
    for kind, value in case["parts"]:
        if kind == "hex":
            data += bytes.fromhex(value)
        elif kind == "again":
            data, text = data * int(value), text * int(value)
        else:
            data, text = data + encode(value, kind), text + value
    for old, new in case.get("swap", ()):
        assert bytes.fromhex(old) in data, "what is to be damaged is not there"
        data = data.replace(bytes.fromhex(old), bytes.fromhex(new))
    return data[: len(data) - case.get("cut", 0)], text


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    data, text = built(case)
    if "refused" in case:
        with pytest.raises(DecodeError, match=case["refused"]):
            decode(data)
        return
    decoded = decode(data)
    assert decoded.text == case.get("text", text)
    said = "\n".join(decoded.warnings)
    if "warning" in case:
        assert re.search(case["warning"], said), said
    else:
        assert not said
    found = decoded.detection
    assert found.encoding == case.get("encoding", found.encoding)
    assert found.how == case.get("how", found.how)
    assert case.get("sure", 0.0) <= found.confidence <= case.get("unsure", 1.0)
    assert detect(data).confidence == found.confidence
