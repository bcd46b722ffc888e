"""What --check finds, where it is in the file, in each form; and what a baseline accepts of it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import clean
from newsclean.baseline import Baseline
from newsclean.edits import Edit, apply, origin
from newsclean.emit.checks import github, sarif
from newsclean.emit.explain import explain
from newsclean.emit.findings import Finding, findings
from newsclean.emit.origins import Origins
from newsclean.lines import Places
from tests.conftest import DIRTY

PAGE = DIRTY.replace("馆方还将", "&#26032;馆方还将")


def test_findings_name_places_in_the_file():
    document = clean(PAGE, path="a.txt", to="zh-Hant")
    found = [(one.line, one.column, one.stage, one.rule) for one in findings(document, "re-encodes x as y")]
    assert found == [
        (5, 26, "repair", "zero-width"),
        (7, 1, "repair", "html-reference"),
        (1, 1, "strip", "breadcrumb-label"),
        (9, 1, "strip", "editor-label"),
        (11, 1, "strip", "copyright-own"),
        (3, 1, "convert", document.conversion),
        (1, 1, "encode", "re-encode"),
    ]


def test_explain_names_places_in_the_file():
    """Each row's text stands where it says, although lines and characters before it went."""
    document = clean(PAGE, to="zh-Hant", explain=True)
    lines = PAGE.split("\n")
    rows = [row for row in explain(document) if row.stage == "convert"]
    assert len(rows) > 20
    for row in rows:
        line, column = map(int, row.place.split(":"))
        if "&#" not in lines[line - 1][: column + 8]:
            assert lines[line - 1].replace("\u200b", "")[: column + 8].find(row.before) >= 0
    assert {row.place.split(":")[0] for row in rows} == {"3", "5", "7"}


@given(st.text("ab\n", max_size=20), st.data())
@settings(max_examples=150, deadline=None)
def test_origins_are_those_of_each_edit(text, data):
    """Beside the plain function, which goes through all edits for each offset."""
    edits, at = [], 0
    while at < len(text) and data.draw(st.booleans()):
        start = data.draw(st.integers(at, len(text)))
        end = data.draw(st.integers(start, len(text)))
        edits.append(Edit("repair", "r", start, text[start:end], data.draw(st.text("xy", max_size=3))))
        at = end + 1
    result = apply(text, edits)
    place = Places(text)
    for offset in range(len(result) + 1):
        assert Origins(text, edits)(offset) == place(origin(edits, offset))


def test_a_baseline_accepts_as_often_as_it_holds(tmp_path):
    place = str(tmp_path / "base.json")
    one = Finding(str(tmp_path / "a.txt"), 1, 1, "repair", "zero-width", "m", "f1")
    baseline = Baseline(place)
    baseline.add([one, one])
    (tmp_path / "base.json").write_bytes(baseline.written())
    known = Baseline.read(place)
    assert known.fresh([one, one]) == ()
    assert known.fresh([one, one, one]) == (one,)
    other = one._replace(path=str(tmp_path / "b.txt"))
    assert known.fresh([other]) == (other,)


def test_only_what_is_new_is_told(newsclean, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    assert newsclean("clean", "--check", "--write-baseline", "base.json", "page.txt").code == 0
    page.write_text("一句新的话。\n\n" + PAGE, encoding="utf-8")
    assert newsclean("clean", "--check", "--baseline", "base.json", "page.txt").code == 0
    page.write_text(PAGE.replace("市民可以", "市\u200b民可以"), encoding="utf-8")
    done = newsclean("clean", "--check", "--baseline", "base.json", "page.txt")
    assert (done.code, done.text) == (1, "page.txt\n")
    # Its line holds an older finding too, and a line that is another counts as new as a whole.
    assert "page.txt would change: repairs html-reference 1, zero-width 1\n" in done.err
    found = newsclean("clean", "--check", "--baseline", "base.json", "--output-format", "json", "page.txt")
    assert {one["line"] for one in json.loads(found.text)["findings"]} == {7}


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"schema": "other"}', '{"schema": "newsclean/baseline/1"}']
)
def test_what_is_no_baseline_is_named(newsclean, page, content):
    (page.parent / "base.json").write_text(content)
    done = newsclean("clean", "--check", "--baseline", "base.json", page)
    assert done.code == 2
    assert done.err.startswith("newsclean: base.json: ")
    assert len(done.err.splitlines()) == 1


def test_annotations_are_one_line_each():
    name = "a%b,c:d\n::error::x"
    found = [Finding(name, 1, 2, "repair", "r,1", "bad\n::error::%", "f")] * 3
    assert github(found, [("x\n", "y\n")]) == (
        "::error file=a%25b%2Cc%3Ad%0A%3A%3Aerror%3A%3Ax,line=1,col=2,title=newsclean%3A r%2C1::"
        "bad%0A::error::%25 (and 2 more in this line)\n"
        "::error file=x%0A::y%0A\n"
    )


def test_sarif_names_rules_places_and_failures():
    found = [Finding("docs/文 a.txt", 3, 4, "repair", rule, "m", "f") for rule in ("x", "y", "x")]
    log = json.loads(sarif(found, [("b.txt", "cannot be read")], "1.0"))
    run = log["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["x", "y"]
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 0]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "docs/%E6%96%87%20a.txt"
    assert location["region"] == {"startLine": 3, "startColumn": 4}
    assert run["invocations"][0]["executionSuccessful"] is False


def test_failures_are_in_every_form(newsclean, tmp_path):
    for form in ("json", "github", "sarif"):
        done = newsclean("clean", "--check", "--output-format", form, "none.txt")
        assert done.code == 2
        assert "none.txt" in done.text
