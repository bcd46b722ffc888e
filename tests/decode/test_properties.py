"""Contracts, for any bytes: a result or a one-line error, and no byte lost without a word."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsclean.decode import codecs, decode, detect, encode
from newsclean.decode.names import KNOWN
from newsclean.errors import DecodeError
from tests.decode.texts import SIMPLIFIED, TRADITIONAL

_SEEDS = [
    SIMPLIFIED.encode(),
    SIMPLIFIED.encode("gb18030"),
    TRADITIONAL.encode("cp950"),
    encode(TRADITIONAL, "euc-tw"),
]
_SEEDS += [encode(SIMPLIFIED, "hz"), encode(SIMPLIFIED, "iso-2022-cn"), SIMPLIFIED.encode("utf-16-le")]


@st.composite
def mutated(draw):
    """Chinese in some encoding, with bytes changed, cut out and put in."""
    data = bytearray(draw(st.sampled_from(_SEEDS)))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return bytes(data[: draw(st.integers(0, len(data)))])


def outcome(data, encoding="auto"):
    try:
        return decode(data, encoding=encoding), None
    except DecodeError as error:
        return None, error


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=80), mutated()))
def test_any_bytes_end_in_text_or_one_line(data):
    decoded, error = outcome(data)
    if error:
        assert "\n" not in str(error)
        assert error.offset is None or 0 <= error.offset < len(data)
        return
    assert decoded.detection == detect(data) or decoded.detection.encoding == "gb18030-2022"
    assert not any("\ud800" <= char <= "\udfff" for char in decoded.text)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=80), mutated()), st.sampled_from(KNOWN))
def test_replacing_never_fails_and_never_is_silent(data, name):
    decoded, error = outcome(data, encoding=name)
    replaced = decode(data, encoding=name, errors="replace")
    if error:
        assert "\ufffd" in replaced.text
        assert "undecodable" in replaced.warnings[0]
    else:
        assert (replaced.text, replaced.warnings) == (decoded.text, decoded.warnings)


#: Encodings in which a character has one code, so that what was decoded gives its bytes back.
_ONE_CODE = (
    "utf-8",
    "utf-16le",
    "utf-16be",
    "utf-32le",
    "utf-32be",
    "gb18030",
    "gb18030-2022",
    "cp949",
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.binary(max_size=60), mutated()), st.sampled_from(_ONE_CODE))
def test_bytes_come_back(data, name):
    try:
        decoded = decode(data, encoding=name)
    except DecodeError:
        assume(False)
    assume(not decoded.warnings)  # NULs are no text, and are reported
    assert encode(decoded.text, decoded.detection.encoding, bom=decoded.detection.bom) == data


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(codec="gb18030", exclude_characters="\0"), max_size=40),
    st.sampled_from(("gb18030", "gb18030-2022")),
)
def test_every_character_of_gb18030_survives(text, name):
    # A text of nothing but what the newer edition maps anew is read as of that edition.
    assume(codecs.edition(name, text) == name)
    assert decode(encode(text, name), encoding=name).text == text.removeprefix("\ufeff")
