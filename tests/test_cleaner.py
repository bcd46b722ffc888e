"""A cleaner: frozen, checked once, the same in threads and processes; and many texts at a time."""

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

import newsclean
from newsclean import Cleaner, Options, OptionsError, clean_many, patterns
from newsclean.cleaner import REASONS
from tests.conftest import CLEAN, DIRTY


def test_text_and_document_agree_with_clean():
    cleaner = Cleaner(to="zh-Hant")
    whole = newsclean.clean(DIRTY, to="zh-Hant")
    found = cleaner.text(DIRTY)
    assert cleaner.document(DIRTY) == whole
    assert (found.text, found.metadata, found.warnings) == (whole.text, whole.metadata, whole.warnings)
    assert found.title == "臨江圖書館延長開放時間"
    assert (found.reason, found.script, found.encoding) == ("changed", "Hant", "unicode")
    assert found.repairs == {"zero-width": 1}
    assert found.removals == {"breadcrumb": 1, "editor": 1, "copyright": 1}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (CLEAN, "unchanged"),
        (DIRTY, "changed"),
        ("", "empty"),
        (" \n", "empty"),
    ],
)
def test_reasons(text, reason):
    assert reason in REASONS
    assert Cleaner().text(text).reason == reason


def test_what_is_all_taken_out_is_stripped():
    assert Cleaner(drop=("title", "kicker", "body")).text(CLEAN).reason == "stripped"


def test_bytes_are_decoded():
    cleaner = Cleaner()
    data = CLEAN.encode("gb18030")
    for given in (data, bytearray(data), memoryview(data)):
        assert cleaner.text(given).text == CLEAN
    assert cleaner.text(data).encoding == "gb18030"


def test_none_stays_none():
    assert Cleaner().text(None) is None
    assert Cleaner().document(None) is None


@pytest.mark.parametrize("given", ["图书\0馆的灯亮了。\n", "图书馆的灯亮了。\n\0\0"])
def test_text_that_lost_its_nuls_is_changed(given):
    found = Cleaner().text(given)
    assert (found.text, found.reason) == ("图书馆的灯亮了。\n", "changed")
    assert "removed" in found.warnings[0]


@pytest.mark.parametrize("wrong", [5, 1.5, ["x"], object(), {"text": "x"}])
def test_what_is_no_text_is_said(wrong):
    with pytest.raises(OptionsError, match="text: expected str, bytes or None, got "):
        Cleaner().text(wrong)


def test_a_missing_value_of_pandas_is_said():
    with pytest.raises(OptionsError, match="nan, a missing value: give None instead"):
        Cleaner().text(float("nan"))


def test_frozen_and_equal_and_pickled():
    cleaner = Cleaner(Options(to="zh-Hant", keep=("editor",)))
    again = pickle.loads(pickle.dumps(cleaner))
    assert again == cleaner
    assert hash(again) == hash(cleaner)
    assert again != Cleaner()
    assert repr(cleaner) == "Cleaner(to='zh-Hant', keep=('editor',))"
    with pytest.raises(AttributeError):
        cleaner.options = Options()
    with pytest.raises(AttributeError):
        cleaner.other = 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"to": "zh-XX"}, "to: unknown value 'zh-XX'"),
        ({"too": "zh-Hans"}, "options: unknown value 'too'; did you mean 'to'"),
        ({"skip_rule": ("zero-widht",)}, "did you mean 'zero-width'"),
        ({"encoding": "gbl"}, "gbl"),
        ({"rules": ("none.toml",)}, "none.toml"),
        ({"dict": ("none.txt",)}, "none.txt"),
    ],
)
def test_options_are_checked_when_it_is_made(values, message):
    with pytest.raises(newsclean.NewscleanError, match=message):
        Cleaner(**values)


def test_options_in_two_ways_are_refused():
    with pytest.raises(OptionsError, match="not both"):
        Cleaner(Options(), to="zh-Hans")
    with pytest.raises(OptionsError, match=r"expected newsclean\.Options"):
        Cleaner({"to": "zh-Hans"})


TEXTS = [CLEAN, DIRTY, None, "", b"\x89PNG\r\n\x1a\n" + bytes(40), 5, DIRTY.encode("gb18030")] * 30


def checked(results):
    assert [found and found.reason for found in results[:7]] == [
        *("unchanged", "changed", None, "empty"),
        *("failed", "failed", "changed"),
    ]
    assert results[4].text is None
    assert results[5].error == "text: expected str, bytes or None, got int"
    assert len(results) == len(TEXTS)
    return results


def test_many_in_one_process_and_in_two():
    plain = checked(list(clean_many(TEXTS)))
    assert list(clean_many(iter(TEXTS), jobs=2)) == plain


def test_many_without_order_come_with_their_numbers():
    plain = list(enumerate(clean_many(TEXTS)))
    found = list(clean_many(TEXTS, jobs=2, ordered=False))
    assert sorted(found, key=lambda pair: pair[0]) == plain


def test_many_takes_no_more_than_it_must():
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield "图书馆的灯。" * 20_000

    results = clean_many(endless(), jobs=2)
    next(results)
    results.close()
    assert taken * 120_000 < 40 << 20


@pytest.mark.parametrize("wrong", [5, "text", b"text"])
def test_many_wants_an_iterable(wrong):
    with pytest.raises(OptionsError, match="texts: expected an iterable"):
        clean_many(wrong)


@pytest.mark.parametrize("jobs", [0, -1, 1.5])
def test_many_wants_a_number_of_jobs(jobs):
    with pytest.raises(OptionsError, match="jobs: "):
        clean_many([], jobs=jobs)


IN_THREADS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from newsclean import Cleaner
cleaner = Cleaner(to=sys.argv[1])
text = sys.stdin.read()
with ThreadPoolExecutor(8) as pool:
    found = list(pool.map(cleaner.text, [text] * 16))
assert all(one == found[0] for one in found)
sys.stdout.write(found[0].text)
"""


@pytest.mark.slow
def test_eight_threads_from_a_cold_start(tmp_path):
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", IN_THREADS, "zh-Hant"],
        input=DIRTY.encode(),
        capture_output=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode() == Cleaner(to="zh-Hant").text(DIRTY).text


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_after_fork_and_spawn(method):
    import multiprocessing

    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"no {method} here")
    cleaner = Cleaner(to="zh-Hant")
    with ThreadPoolExecutor(1) as threads:
        threads.submit(cleaner.text, CLEAN).result()
        with multiprocessing.get_context(method).Pool(2) as pool:
            found = pool.map(cleaner.text, [DIRTY] * 4)
    assert found == [cleaner.text(DIRTY)] * 4


def test_no_expression_is_compiled_for_a_document():
    """Rare characters differ from text to text: an expression of them would be compiled for each."""
    import re
    from importlib import import_module

    cleaner = Cleaner()
    rare = [chr(code) for code in range(0x4E00, 0x9FA0)][::7]
    texts = [CLEAN.replace("周明", one + two) for one, two in pairwise(rare)]
    for text in texts[:2000:2]:
        cleaner.text(text)
    compiler = import_module("re._compiler" if sys.version_info >= (3, 11) else "sre_compile")
    count, compile_one = 0, compiler.compile

    def counting(*arguments, **keywords):
        nonlocal count
        count += 1
        return compile_one(*arguments, **keywords)

    compiler.compile = counting
    known = len(patterns._known)
    try:
        for text in texts[1:2000:2]:
            cleaner.text(text)
        assert count == 0
        assert len(patterns._known) == known
        re.purge()
        re.compile("it counts")
        assert count == 1
    finally:
        compiler.compile = compile_one


def test_many_take_options_by_their_names():
    by_name, by_value = (
        list(clean_many(["頭髮"], **given))
        for given in ({"to": "zh-Hans"}, {"options": Options(to="zh-Hans")})
    )
    assert by_name == by_value
    assert by_name[0].text == "头发"
    with pytest.raises(OptionsError):
        clean_many([], tto="zh-Hans")
