"""Lines and stretches on the border of numbers: a quarter larger or smaller, and they come out otherwise."""

import pytest

from newsclean.decode import accidents, segments


@pytest.mark.parametrize(
    ("parts", "pieces"),
    [
        (
            [("孩子们", "gb18030"), ("又甜", "utf-8"), ("在树下背诗。", "gb18030")],
            ["孩子们", "又甜", "在树下背诗。"],
        ),
        (
            [("夜里下了一", "gb18030"), ("夜全", "utf-8"), ("场小雨。", "gb18030")],
            ["夜里下了一", "夜全", "场小雨。"],
        ),
    ],
)
def test_two_characters_of_utf_8_are_worth_a_change_of_encoding(parts, pieces):
    line = b"".join(text.encode(name) for text, name in parts)
    assert [piece.text for piece in segments.read(line, ("gb18030", "utf-8"))] == pieces


@pytest.mark.parametrize(
    ("before", "torn", "after"), [("老周修好了村口", "的", "水泵。"), ("孩子们在", "树", "下背诗。")]
)
def test_what_is_left_of_a_character_is_no_change_of_encoding(before, torn, after):
    line = before.encode() + torn.encode()[:2] + after.encode()
    pieces = segments.read(line, ("utf-8", "gb18030", "cp950"))
    assert [(piece.name, piece.text) for piece in pieces] == [
        ("utf-8", before),
        ("", "\ufffd"),
        ("utf-8", after),
    ]


@pytest.mark.parametrize(("run", "better"), [("〈档酶筛", ""), ("焉构瘸〈", ""), ("构瘸〈档酶", "谷场吹得")])
def test_a_stretch_is_put_in_step_only_if_it_reads_much_better(run, better):
    assert accidents._shifted(run) == better
