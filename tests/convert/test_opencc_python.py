"""The engine opencc-python: that package's results, behind the same gate."""

import sys

import pytest

from newsclean.convert import convert, rewrite
from newsclean.convert.opencc import reimplemented
from newsclean.errors import OptionsError

opencc = pytest.importorskip("opencc.opencc", reason="opencc-python-reimplemented")


@pytest.mark.parametrize("text", ["头发和皇后", "胚胎发育", "鼠标在桌面上，里面是干的", "萬里長城"])
@pytest.mark.parametrize("name", ["s2t", "t2s", "s2tw", "s2twp", "tw2sp"])
def test_exactly_its_output(text, name):
    assert rewrite(text, name, "opencc-python") == opencc.OpenCC(name).convert(text)


def test_the_gate_is_of_careful_targets_only():
    assert convert("萬里長城", "zh-Hant", "opencc-python").text == "萬里長城"
    assert convert("萬里長城", "s2t", "opencc-python").text == opencc.OpenCC("s2t").convert("萬里長城")
    assert convert("胚胎发育", "s2t", "opencc-python").text == opencc.OpenCC("s2t").convert("胚胎发育")
    assert convert("头发", "zh-TW", "opencc-python").text == "頭髮"


def test_configuration_it_lacks():
    with pytest.raises(OptionsError, match=r"opencc-python.*no configuration 's2hkp'"):
        convert("头发", "s2hkp", "opencc-python")


def test_another_package_under_its_name(tmp_path, monkeypatch):
    (tmp_path / "opencc").mkdir()
    (tmp_path / "opencc" / "__init__.py").write_text("raise SystemExit('imported')")
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    for name in [name for name in sys.modules if name.split(".")[0] == "opencc"]:
        monkeypatch.delitem(sys.modules, name)
    reimplemented.converter.cache_clear()
    with pytest.raises(OptionsError, match="is not opencc-python-reimplemented"):
        convert("头发", "s2t", "opencc-python")
