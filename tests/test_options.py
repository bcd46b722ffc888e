"""Options are checked when they are made."""

import pickle

import pytest

from newsclean import Options, OptionsError


def test_defaults_run_all_stages():
    assert Options().stages == ("repair", "strip", "convert")
    assert Options().kept_roles == {"title", "kicker", "body"}


@pytest.mark.parametrize(
    ("given", "stages"),
    [
        ({"only": ("convert",)}, ("convert",)),
        ({"skip": ("strip",)}, ("repair", "convert")),
        ({"only": ("convert", "repair"), "skip": ("convert",)}, ("repair",)),
    ],
)
def test_stages(given, stages):
    assert Options(**given).stages == stages


def test_roles():
    options = Options(keep=["editor"], drop=["kicker"])
    assert options.kept_roles == {"title", "body", "editor"}
    assert pickle.loads(pickle.dumps(options)) == options
    assert hash(options) == hash(pickle.loads(pickle.dumps(options)))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"to": "zh_tw"}, "did you mean 'zh-TW'"),
        ({"to": "s2tpw"}, "did you mean"),
        ({"to": None}, "to: expected a name, got None"),
        ({"mixed": "no"}, "mixed: expected True or False, got 'no'"),
        ({"guess": None}, "guess: expected True or False, got None"),
        ({"encoding": 5}, "encoding: expected a name, got 5"),
        ({"errors": "ignore"}, "errors: unknown value 'ignore'"),
        ({"engine": "opencc"}, "did you mean 'opencc-python'"),
        ({"keep": ("editors",)}, "did you mean 'editor'"),
        ({"only": ("decode",)}, "only: unknown value"),
        ({"keep": "editor"}, "expected a list"),
        ({"keep": ("editor",), "drop": ("editor",)}, "both kept and dropped"),
    ],
)
def test_wrong_values(given, message):
    with pytest.raises(OptionsError, match=message):
        Options(**given)
