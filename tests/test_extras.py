"""Packages that are not there, too old, or replaced by others: what does not need them works all the same."""

import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

import newsclean
from newsclean import ExtraError, OptionsError, extras
from tests.conftest import CLEAN, DIRTY

PYPROJECT = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")


def test_a_plain_install_gets_no_extra():
    plain = re.search(r"\ndependencies = \[(.*?)\n\]", PYPROJECT, re.DOTALL)[1]
    for name in ("pyarrow", "zstandard", "fsspec", "rensa", "selectolax", "fastwarc"):
        assert name not in plain
        assert f'"{name}>=' in PYPROJECT


def test_what_lacks_is_said_in_one_line():
    with pytest.raises(ExtraError) as error:
        extras.load("no_such_module.inner", "corpus", "Parquet")
    assert str(error.value) == "Parquet needs no_such_module: pip install 'newsclean[corpus]'"


WITHOUT = """
import sys
for name in ("pyarrow", "zstandard", "fsspec", "rensa", "chardet", "opencc", "polars", "pandas"):
    sys.modules[name] = None
from newsclean.cli import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("records", "a.jsonl", "-o", "b.jsonl.gz"), 0, "1 record"),
        (("records", "a.csv", "-o", "b.jsonl"), 0, "1 record"),
        (("clean", "--to", "zh-Hant", "page.txt"), 0, ""),
        (("clean", "gbk.txt"), 0, ""),
        (("records", "a.jsonl", "-o", "b.parquet"), 2, "needs pyarrow: pip install 'newsclean[corpus]'"),
        (("records", "a.jsonl", "-o", "b.jsonl.zst"), 2, "needs zstandard: pip install 'newsclean[corpus]'"),
        (("records", "s3://a/a.jsonl", "-o", "b.jsonl"), 2, "needs fsspec: pip install 'newsclean[corpus]'"),
        (("records", "a.jsonl", "-o", "b.jsonl", "--near"), 2, "needs rensa: pip install 'newsclean[near]'"),
        (("clean", "latin.txt"), 2, "pip install 'chardet>=7', or name the encoding"),
        (("clean", "--to", "s2t", "--engine", "opencc-python", "page.txt"), 2, "opencc-python-reimplemented"),
    ],
)
def test_without_the_extras(tmp_path, arguments, code, message):
    (tmp_path / "a.jsonl").write_text('{"text":"图书馆的灯。"}\n', encoding="utf-8")
    (tmp_path / "a.csv").write_text("text\n图书馆的灯。\n", encoding="utf-8")
    (tmp_path / "page.txt").write_text(DIRTY, encoding="utf-8")
    (tmp_path / "gbk.txt").write_bytes(CLEAN.encode("gbk") * 3)
    (tmp_path / "latin.txt").write_bytes(
        "Les bibliothèques ferment à midi, été comme hiver.\n".encode("latin-1")
    )
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *arguments], cwd=tmp_path, capture_output=True, check=False
    )
    errors = done.stderr.decode()
    assert done.returncode == code, errors
    assert message in errors
    assert len(errors.splitlines()) == bool(message)


def test_an_old_chardet(monkeypatch):
    monkeypatch.setitem(sys.modules, "chardet", types.ModuleType("chardet"))
    latin = "Les bibliothèques ferment à midi, été comme hiver.\n".encode("latin-1")
    with pytest.raises(OptionsError, match=r"chardet>=7"):
        newsclean.clean(latin)
    assert newsclean.clean((CLEAN * 2).encode("gb18030")).text == CLEAN * 2
    assert newsclean.clean(latin, encoding="latin-1").text == latin.decode("latin-1")
