"""Coverage-guided fuzzing, with the contracts as invariants.

usage: python -m benchmarks.fuzz [SECONDS [SEED]] [TARGET ...]

Needs atheris (PyPI). Each target has its share of SECONDS of processor time (default an hour), in processes
of its own: inputs are made from pieces of texts and from noise, and changed so that they reach new code. SEED
(default 1) begins other inputs. The first input that breaks an
invariant, or takes too long, ends its target; it is tried again by itself, and a finding if it fails again: a
busy machine stops processes for minutes. What is found is printed, with the error, and kept as an example in
tests/contracts/test_found.py.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

SECONDS = 3600

#: Seconds that one input may take: long enough for a busy machine, far too long for a few hundred bytes. The
#: fuzzer looks at the clock; what is tried again may take so much processor time.
TIMEOUT = 120

PIECES = (
    *("临江图书馆延长开放时间", "濱江新區發布夜間經濟規劃", "馆长周明说，读者的来信让他们下了决心。"),
    *("颱風過後 港口恢復通航", "当前位置：首页 > 新闻 > 正文", "2024年5月18日 09:30 来源：临江日报"),
    *("（责任编辑：林晓）", "相关阅读", "上一篇：古桥修好了", "【版权声明】未经授权，不得转载本网作品。"),
    *("分享到：微信 微博", "投稿邮箱：news@example.org", "[1] [2] 下一页"),
    *("新區(qū)發(fā)布規(guī)劃，統(tǒng)籌推進(jìn)環(huán)境優(yōu)化", "補(bǔ)償?shù)葯C(jī)制"),
    *(
        "鏂伴椈",
        "ÐÂÎÅÖÐÐÄ",
        "æ–°é—»",
        "周\u200b明\u00a0说\ufeff",
        "锟斤拷",
        "⼀⼆ 豈 \ue000",
        "&#26032;&nbsp;",
    ),
    *("\\u65b0", "%E6%96%B0", "=E6=96=B0", "?", "\ufffd", "“他说", "「里」", "里面的头发后来", "軟體工程師"),
    *("万里长城", "https://example.org/a?b=發", "`code`", "、", "。", " ", "　　"),
)
ENDS = ("\n", "\n\n", "\r\n", "\r", "")
TARGETS = ("zh-Hans", "zh-Hant", "zh-TW", "zh-HK", "s2t", "t2s", "s2twp", "tw2sp", "s2hk", "keep")


def text(data: Any) -> str:
    """A text from the fuzzer's bytes."""
    made = []
    for _ in range(data.ConsumeIntInRange(0, 12)):
        kind = data.ConsumeIntInRange(0, 5)
        if kind < 3:
            piece = PIECES[data.ConsumeIntInRange(0, len(PIECES) - 1)]
            start = data.ConsumeIntInRange(0, 3)
            made.append(piece[start : start + data.ConsumeIntInRange(1, 40)])
        elif kind == 3:
            made.append(data.ConsumeUnicodeNoSurrogates(6))
        elif kind == 4:  # a piece that was damaged
            piece = PIECES[data.ConsumeIntInRange(0, 12)]
            true, wrong = _PAIRS[data.ConsumeIntInRange(0, len(_PAIRS) - 1)]
            made.append(piece.encode(true, "ignore").decode(wrong, "replace"))
        else:
            made.append(ENDS[data.ConsumeIntInRange(0, len(ENDS) - 1)])
    return "".join(made)


_PAIRS = (
    *(("utf-8", "gbk"), ("utf-8", "latin-1"), ("gbk", "latin-1")),
    *(("gbk", "big5"), ("big5", "gbk"), ("utf-8", "cp1252")),
)
_ENCODINGS = ("gb18030", "big5", "utf-16", "utf-8-sig")


def _is_one_line(error: Exception) -> bool:
    return "\n" not in str(error)


def decode(data: Any) -> None:
    """Bytes end in text or in one line; what was decoded without a word encodes back."""
    from newsclean.decode import decode, encode
    from newsclean.errors import DecodeError

    raw = data.ConsumeBytes(400)
    if data.ConsumeBool():
        raw = text(data).encode(_ENCODINGS[data.ConsumeIntInRange(0, 3)], "ignore") + raw
    for errors in ("strict", "replace"):
        try:
            found = decode(raw, errors=errors, path="p")
        except DecodeError as error:
            if not _is_one_line(error) or not 0 <= (error.offset or 0) <= len(raw):
                raise AssertionError(str(error)) from error
            continue
        if errors == "strict" and not found.warnings:
            again = encode(found.text, found.detection)
            assert again == raw or decode(again, encoding=found.detection.encoding).text == found.text


def repair(data: Any) -> None:
    """The edits are what was done, and doing it again does nothing."""
    from newsclean import apply, repair
    from newsclean.notices import notice

    given = text(data)
    options = {"guess": data.ConsumeBool(), "narrow": data.ConsumeBool(), "punctuation": data.ConsumeBool()}
    done = repair(given, **options)
    assert apply(given, done.edits) == done.text
    assert repair(done.text, **options).text == done.text
    assert all(str(notice(warning)) for warning in done.warnings)


def strip(data: Any) -> None:
    """Every line is kept or removed, and stripping again removes nothing."""
    from newsclean import clean
    from newsclean.lines import split

    given = text(data)
    done = clean(given, input="text", only=["strip"])
    assert [(line.text, line.ending) for line in done.lines] == split(done.source)
    assert clean(done.text, input="text", only=["strip"]).text == done.text


def convert(data: Any) -> None:
    """Targets are idempotent, and the edits are what was done."""
    from newsclean import clean, replay

    target = TARGETS[data.ConsumeIntInRange(0, len(TARGETS) - 1)]
    quotes = "target" if data.ConsumeBool() else "keep"
    done = clean(text(data), to=target, quotes=quotes, only=["convert"], explain=data.ConsumeBool())
    assert replay(done.source, done.edits) == done.text
    if target.startswith("zh"):
        assert clean(done.text, to=target, quotes=quotes, only=["convert"]).text == done.text


def clean(data: Any) -> None:
    """All contracts at once."""
    from newsclean import clean, replay
    from newsclean.emit.declaration import rewritten
    from newsclean.emit.diff import unified_diff
    from newsclean.emit.explain import explain
    from newsclean.emit.record import document_json
    from newsclean.options import CONFIGURATIONS

    target = TARGETS[data.ConsumeIntInRange(0, len(TARGETS) - 1)]
    options = {
        "input": "text",
        "to": target,
        "guess": data.ConsumeBool(),
        "quotes": "target" if data.ConsumeBool() else "keep",
    }
    given = text(data)
    done = clean(given, path="p", **options)
    assert replay(done.source, done.edits) == done.text
    if target not in CONFIGURATIONS:  # OpenCC's own are not idempotent
        assert clean(done.text, **options).text == done.text
    document_json(done)
    list(unified_diff(done, before="a", after="b"))
    assert all(row.cells() for row in explain(done))
    assert rewritten(done.text, "utf-8", "utf-8") == ()


def _file(content: bytes, load: Callable[[str], object]) -> None:
    from newsclean.errors import NewscleanError

    with tempfile.NamedTemporaryFile(suffix=".toml") as file:
        file.write(content)
        file.flush()
        try:
            load(file.name)
        except NewscleanError as error:
            if not _is_one_line(error):
                raise AssertionError(str(error)) from error


_WORDS = (
    *("[tool.newsclean]", "[[rule]]", "id", "role", "pattern", "starts", "lines", "to", "keep", "drop"),
    *("=", "[", "]", '"', "\n"),
)


def _toml(data: Any) -> bytes:
    made = []
    for _ in range(data.ConsumeIntInRange(0, 40)):
        number = data.ConsumeIntInRange(0, len(_WORDS) + 2)
        made.append(_WORDS[number] if number < len(_WORDS) else data.ConsumeUnicodeNoSurrogates(4))
    tail: bytes = data.ConsumeBytes(8)
    return "".join(made).encode() + tail


def settings(data: Any) -> None:
    """A file of settings is read, or refused in one line."""
    from newsclean.settings import load

    _file(_toml(data), lambda name: load(Path(name)))


def rules(data: Any) -> None:
    """A file of rules is read and used, or refused in one line."""
    from newsclean import clean
    from newsclean.structure import load_rules

    given = text(data)
    toml = _toml(data)

    def use(name: str) -> None:
        load_rules(name)
        clean(given, rules=[name])

    _file(toml, use)


def dictionaries(data: Any) -> None:
    """A dictionary is read and used, or refused in one line."""
    from newsclean import clean

    given = text(data)
    rows = [f"{text(data)[:4]}\t{text(data)[:6]}" for _ in range(data.ConsumeIntInRange(0, 3))]
    content = "\n".join(rows).encode() + data.ConsumeBytes(6)

    def use(name: str) -> None:
        done = clean(given, dict=[name], to="zh-Hant", only=["convert"])
        assert clean(done.text, dict=[name], to="zh-Hant", only=["convert"]).text == done.text

    _file(content, use)


def ignore(data: Any) -> None:
    """Any line is a pattern, none, or a bad one; matching ends."""
    from newsclean.disk.ignore import BadPatternError, parse, verdict

    try:
        pattern = parse(data.ConsumeBytes(60))
    except BadPatternError:
        return
    if pattern:
        verdict([pattern], data.ConsumeBytes(60), data.ConsumeBool())


ALL: dict[str, Callable[[Any], None]] = {
    function.__name__: function
    for function in (decode, repair, strip, convert, clean, settings, rules, dictionaries, ignore)
}


def _fuzz(target: str, seconds: float, corpus: str, seed: str) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris

    import newsclean

    with atheris.instrument_imports(include=["newsclean"]):  # what is imported here is instrumented
        for module in walk_packages(newsclean.__path__, "newsclean."):
            if not module.name.startswith(("newsclean.cli", "newsclean.__main__", "newsclean.engines.")):
                import_module(module.name)

    if target in ("convert", "clean", "dictionaries"):
        for name in TARGETS:  # the tables of a conversion take seconds to compile
            newsclean.convert(PIECES[0], to=name)

    def one(data: bytes) -> None:
        ALL[target](atheris.FuzzedDataProvider(data))

    flags = [
        f"-seed={seed}",
        f"-max_total_time={seconds:.0f}",
        f"-timeout={TIMEOUT}",
        "-max_len=1000",
        "-print_final_stats=1",
    ]
    flags += [f"-artifact_prefix={corpus}/found-", "-rss_limit_mb=4096"]
    atheris.Setup([sys.argv[0], *flags, corpus], one)
    atheris.Fuzz()


def main(seconds: float = SECONDS, seed: int = 1, targets: tuple[str, ...] = tuple(ALL)) -> None:
    """Print what each target did; exit code 1 if anything was found.

    :param seconds: of processor time, in all.
    """
    found = executed = 0
    for target in targets:
        share = seconds / len(targets)
        before = _spent()
        inputs, code = 0, 0
        with tempfile.TemporaryDirectory() as corpus:
            # The fuzzer knows the clock only. On a busy machine it goes on, from the inputs that it has,
            # until the processor has worked for that long.
            while not code and (left := share - (_spent() - before)) > 0:
                seed += 1
                command = [sys.executable, "-m", "benchmarks.fuzz", "--one", target]
                command += [f"{max(left, 1):.0f}", corpus, str(seed)]
                done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
                told = re.search(r"number_of_executed_units:\s+(\d+)", done.stderr)
                inputs += int(told[1]) if told else 0
                code = done.returncode
            executed += inputs
            print(
                f"{target}: {inputs:,} inputs, {_spent() - before:.0f} s of processor time"
                + (", ended early" if code else ""),
                flush=True,
            )
            if code and _confirmed(target, Path(corpus), done):
                found += 1
    print(f"{executed:,} inputs, {found} findings")
    if found:
        raise SystemExit(1)


def _confirmed(target: str, corpus: Path, done: subprocess.CompletedProcess[str]) -> bool:
    """Whether an input that ended a target fails by itself, too; it is printed with its error."""
    inputs = [path for path in corpus.glob("found-*") if not path.name.startswith("found-slow")]
    for artifact in inputs:
        command = [sys.executable, "-m", "benchmarks.fuzz", "--again", target, str(artifact)]
        again = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        if again.returncode:
            print("\n".join((again.stderr or f"ended by signal {-again.returncode}").splitlines()[-40:]))
            print(f"  input: {artifact.read_bytes().hex()}", flush=True)
            return True
        print(f"  not so again: {artifact.name} {artifact.read_bytes().hex()}", flush=True)
    if not inputs:  # no input is to blame: the fuzzer itself did not run, or was ended
        print("\n".join(done.stderr.splitlines()[-40:]))
    return not inputs


def _again(target: str, path: str) -> None:
    """Run one input of a target in this process."""
    import atheris

    resource.setrlimit(resource.RLIMIT_CPU, (TIMEOUT, TIMEOUT))
    ALL[target](atheris.FuzzedDataProvider(Path(path).read_bytes()))


def _spent() -> float:
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _fuzz(sys.argv[2], float(sys.argv[3]), sys.argv[4], sys.argv[5])
    elif sys.argv[1:2] == ["--again"]:
        _again(sys.argv[2], sys.argv[3])
    else:
        numbers = [argument for argument in sys.argv[1:] if argument not in ALL]
        main(
            float(numbers[0]) if numbers else SECONDS,
            int(numbers[1]) if len(numbers) > 1 else 1,
            tuple(argument for argument in sys.argv[1:] if argument in ALL) or tuple(ALL),
        )
