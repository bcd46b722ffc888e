"""What a text says of itself is obeyed by every stage, and nothing else changes for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import clean, replay
from newsclean.pragmas import pragmas

DAMAGED = "读\u200b者说，產業(yè)&#26032;"
EDITOR = "（责任编辑：林晓）"
ARTICLE = "临江图书馆延长开放时间\n\n馆长周明说，读者的来信让他们下了决心，从下月起每晚开放到十点。\n"

#: A comment, and how it looks in several languages.
COMMENTS = ("# {}", "// {}", "/* {} */", "<!-- {} -->", "-- {}", "% {}", ";; {}", ".. {}", "{}", "{{# {} #}}")


@pytest.mark.parametrize("comment", COMMENTS)
def test_off_protects_up_to_on(comment):
    off, on = comment.format("newsclean: off"), comment.format("newsclean:on")
    inside = f"{off}\n{DAMAGED}\n  头发\n{EDITOR}\n{on}\n"
    document = clean(f"{ARTICLE}{inside}{EDITOR}\n", to="zh-Hant")
    assert inside in document.text
    assert document.text.endswith(f"{on}\n")
    assert "臨江圖書館延長開放時間" in document.text
    assert document.notes == ("newsclean: off: lines 4 to 8 left alone",)


def test_off_without_on_protects_the_rest():
    rest = f"# newsclean: off\n{DAMAGED}\n{EDITOR}"
    assert clean(ARTICLE + rest, to="zh-TW").text.endswith(rest)


@pytest.mark.parametrize("fence", ["```", "~~~", "`````", "> ```", "  ```"])
def test_a_fenced_block(fence):
    close = fence.replace("`" * 5, "`" * 6)
    block = f"{fence}text newsclean: off\n{DAMAGED}\n```not the end\n{EDITOR}\n{close}\n"
    text = clean(f"{ARTICLE}{block}{DAMAGED[:3]}\n").text
    assert block in text
    assert text.endswith("读者\n")


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("读\u200b者 # newsclean: ignore[zero-width]", None),
        ("读\u200b者 # newsclean: ignore", None),
        ("读\u200b者 # newsclean: ignore[repair]", None),
        ("读\u200b者\xa0的 # newsclean: ignore[zero-width, no-break-space]", None),
        ("读\u200b者 # newsclean: ignore[radical]", "读者 # newsclean: ignore[radical]"),
        ("读\u200b者 # newsclean: offline", "读者 # newsclean: offline"),
        ("读\u200b者 # newsclean: ignores", "读者 # newsclean: ignores"),
    ],
)
def test_ignore_in_a_line(line, after):
    text = f"{ARTICLE}{line}\n读\u200b者\n"
    assert clean(text, only=["repair"]).text == f"{ARTICLE}{line if after is None else after}\n读者\n"


def test_ignore_by_itself_is_for_the_next_line():
    for name in ("editor", "editor-label", "strip"):
        comment = f"<!-- newsclean: ignore[{name}] -->"
        document = clean(f"{ARTICLE}{comment}\n{EDITOR}\n{EDITOR}\n")
        assert document.text == f"{ARTICLE}{comment}\n{EDITOR}\n"


def test_ignoring_the_conversion():
    assert clean("头发 # newsclean: ignore[convert]\n头发\n", to="zh-Hant").text == (
        "头发 # newsclean: ignore[convert]\n頭髮\n"
    )


def test_protected_lines_stay_although_their_role_is_dropped():
    inside = f"# newsclean: off\n{EDITOR}\n\n正文一句。"
    document = clean(ARTICLE + inside, drop=["body"])
    assert document.text.endswith(inside)
    assert replay(document.source, document.edits) == document.text


def test_pragmas_can_be_switched_off(newsclean, tmp_path):
    """Text from strangers decides nothing about itself then."""
    text = f"{ARTICLE}# newsclean: off\n读\u200b者的来信。\n"
    assert "\u200b" not in clean(text, pragmas=False).text
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert "\u200b" in newsclean("clean", "a.txt").text
    assert "\u200b" not in newsclean("clean", "--no-pragmas", "a.txt").text


def test_texts_without_the_sign_cost_one_search():
    assert pragmas("newsclean off\n" * 9) is None
    assert pragmas("newsclean: nothing of ours\n") is None


LINES = st.sampled_from(
    ["# newsclean: off", "# newsclean: on", "``` newsclean: off", "```", "x # newsclean: ignore[zero-width]",
     "# newsclean: ignore[editor]", "# newsclean: ignore", DAMAGED, EDITOR, "", "临江图书馆延长开放时间。",
     "头发　", "當(dāng)前位置：首頁(yè) > 新聞 > 正文", "2024-05-18 来源：滨江日报", "\\u65b0\\u95fb"]
)  # fmt: skip


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["keep", "zh-Hant"]),
       st.sampled_from([(), ("body",)]))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_accounts_are_exact_and_twice_is_once(lines, end, to, drop):
    text = end.join(lines)
    document = clean(text, to=to, drop=drop)
    assert replay(document.source, document.edits) == document.text
    asked = pragmas(text)
    kept = document.text.replace("\r\n", "\n").split("\n")
    for number in asked.protected if asked else ():
        assert lines[number - 1] in kept
    assert clean(document.text, to=to, drop=drop).text == document.text


def configure(tmp_path, table):
    (tmp_path / "pyproject.toml").write_text(f"[tool.newsclean]\n{table}\n", encoding="utf-8")


def test_per_file_ignores(newsclean, tmp_path):
    for name in ("a.txt", "docs/b.txt", "docs/deep/c.md", "d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{ARTICLE}读\u200b者\xa0的来信。\n{EDITOR}\n", encoding="utf-8")
    configure(tmp_path, '[tool.newsclean.per-file-ignores]\n"docs/" = ["zero-width"]\n"*.md" = ["editor"]')
    texts = {}
    for name in ("a.txt", "docs/b.txt", "docs/deep/c.md", "d.md"):
        texts[name] = newsclean("clean", name, "--config", "pyproject.toml").text
    assert {name for name, text in texts.items() if "\u200b" in text} == {"docs/b.txt", "docs/deep/c.md"}
    assert {name for name, text in texts.items() if EDITOR in text} == {"docs/deep/c.md", "d.md"}
    assert not any("\xa0" in text for text in texts.values())
    shown = newsclean("config").text
    assert 'per-file-ignores."docs/"\t["zero-width"]\t' in shown


def test_all_stages_of_a_verb_can_be_spared(newsclean, tmp_path):
    (tmp_path / "a.txt").write_text("读\u200b者\n", encoding="utf-8")
    configure(tmp_path, '[tool.newsclean.per-file-ignores]\n"a.txt" = ["repair"]')
    assert newsclean("repair", "--check", "a.txt").code == 0


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('per-file-ignores = ["a"]', "expected a table"),
        ('[tool.newsclean.per-file-ignores]\n"a" = "zero-width"', "expected a table"),
        ('[tool.newsclean.per-file-ignores]\n"[a" = ["zero-width"]', "is not a pattern"),
        ('[tool.newsclean.per-file-ignores]\n"a" = ["zero-widht"]', "did you mean 'zero-width'"),
        ("per-file-ignore = 1", "did you mean 'per-file-ignores'"),
    ],
)
def test_a_wrong_table_is_one_error(newsclean, tmp_path, table, said):
    (tmp_path / "a.txt").write_text("读者\n", encoding="utf-8")
    configure(tmp_path, table)
    done = newsclean("clean", "a.txt")
    assert done.code == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1


def test_a_block_that_is_given_back_in_its_first_line_protects_no_more():
    found = pragmas("```text newsclean: off newsclean: on\n一\n```\n二\n")
    assert found is not None
    assert found.protected == {1}
    assert found.spans == ((1, 1),)
