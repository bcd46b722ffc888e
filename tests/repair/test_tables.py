"""Tables that are written down so that nothing is loaded for them: they are what they are made from."""

from __future__ import annotations

from newsclean.models import plausibility
from newsclean.repair.mojibake import screen, western
from newsclean.repair.mojibake.remains import MARKS
from newsclean.repair.mojibake.tables import SINGLE, alphabet, inverse
from newsclean.repair.prefilter import listed, unusual


def test_frequent_characters_are_those_of_the_model() -> None:
    """Run scripts/build_frequent.py after the model was made anew."""
    limits = (0.0, screen.FREQUENT_JP, screen.FREQUENT, screen.KNOWN)
    *han, hangul = listed("frequent.txt")
    costs = {chr(code): plausibility.single(chr(code)) for code in range(0x4E00, 0xA000)}
    for line, low, high in zip(han, limits, limits[1:], strict=False):
        assert line == "".join(c for c, nats in costs.items() if low < nats <= high)
    assert hangul == "".join(
        c for c in map(chr, range(0xAC00, 0xD7A4)) if plausibility.single(c) <= screen.HANGUL
    )


def test_marks_are_those_of_the_encodings_of_one_byte() -> None:
    forms = {b"\xef\xbb\xbf".decode(encoding, "ignore") for encoding in SINGLE}
    assert sorted(MARKS) == sorted(form for form in forms if len(form) == 3 and not form.isascii())
    assert all(unusual(mark) for mark in MARKS)  # without one they are not looked for


def test_an_alphabet_is_the_same_whatever_was_asked_before() -> None:
    for encoding in SINGLE:
        alphabet.cache_clear()
        before = alphabet(encoding)
        assert inverse(encoding)["\u4e2d"] == b""  # and so for each character that a text has
        alphabet.cache_clear()
        assert alphabet(encoding) == before


def test_western_words_are_looked_for_by_the_first_characters_of_their_damage() -> None:
    for decoder, leads in western.LEADS_OF.items():
        if decoder in SINGLE:
            table = {data[0]: character for character, data in inverse(decoder).items() if data}
            assert set(leads) <= {table[byte] for byte in (*range(0xC2, 0xC6), 0xE2, 0xF0)}
            assert {table[byte] for byte in (0xC3, 0xC5)} <= {*leads, "Ã"}
        assert unusual(leads) == set(leads)  # else they are not looked for


def test_a_search_for_western_words_passes_over_others_by_one_class() -> None:
    """What begins in one of many ways is tried in each of them at every character of a text."""
    patterns = {decoder: western._pattern(decoder) for decoder in (*western.LEADS_OF, "euc_kr", "gbk")}
    for pattern in (western._western_pattern(), *patterns.values()):
        assert pattern.pattern.startswith("[")
    for decoder, pattern in patterns.items():
        assert all(pattern.fullmatch(form * 2) for form in western._forms(decoder))
