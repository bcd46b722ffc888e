"""Lines and stretches on the border of numbers: a quarter larger or smaller, and they come out otherwise."""

import pytest

from newsclean.decode import accidents, mixed_lines, segments


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


@pytest.mark.parametrize(("characters", "kind"), [(18, "utf-8"), (14, "utf-8"), (12, "other"), (10, "other")])
def test_how_much_of_a_line_in_utf_8_is_damaged(characters, kind, monkeypatch):
    """``_FEW``: two bytes among so many characters, whatever the line reads like."""
    monkeypatch.setattr(mixed_lines, "_reads_as_utf8", lambda line, gain: False)
    text = "渡口的老船工收好缆绳去看堤防和水闸了"[: characters - 2].encode()
    assert mixed_lines._kind(text[:6] + b"\xff" + text[6:] + b"\xff", 0.0) == kind
