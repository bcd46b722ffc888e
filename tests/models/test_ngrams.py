"""The n-gram models: units, what is told apart, files that are torn, and that they are what was built."""

from __future__ import annotations

import hashlib
import math
import subprocess
import sys
from pathlib import Path

import pytest

from newsclean.models import ngrams
from newsclean.models.ngrams import LAYOUT, NgramModel

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

DATA = Path(ngrams.__file__).parent.parent / "data"
FILES = ("hans.ngrams", "hant.ngrams")


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_what_was_built(name: str) -> None:
    recipe = tomllib.loads((DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    model = next(model for model in recipe["model"] if model["file"] == f"models/{name}")
    data = (DATA / model["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == model["sha256"]
    assert len(data) == model["bytes"]
    known = {source["name"] for source in recipe["source"]}
    assert known.issuperset(model["text"])


@pytest.mark.parametrize("context", ["\n", "国家", "他說：“", "的"])
@pytest.mark.parametrize("load", [ngrams.simplified, ngrams.traditional])
def test_what_follows_a_context_adds_up_to_one(load: type[NgramModel], context: str) -> None:
    """Costs are −ln P in nats: but for rounding to 1/12 the probabilities of all characters add up to 1."""
    model = load()  # type: ignore[call-arg]
    groups = {number: character for character, number in model._number.items()}
    total = sum(math.exp(-nats) for nats in model.characters(context, "".join(groups.values())))
    assert 0.9 < total < 1.1


def test_costs_of_parts_add_up() -> None:
    model = ngrams.simplified()
    text = "市图书馆昨天延长了开放时间。\n读者很多。"
    whole = model.per_character(text)
    assert len(whole) == len(text)
    assert model.cost(text) == pytest.approx(sum(whole))
    assert model.cost(text[:6]) + model.cost(text[6:], after=text[:6]) == pytest.approx(model.cost(text))
    assert model.cost("") == 0
    reach = model.order - 1
    known = "\n" + text
    one_by_one = [model.character(known[max(0, i - reach) : i], known[i]) for i in range(1, len(known))]
    assert whole == one_by_one


@pytest.mark.parametrize(
    ("before", "candidates", "after"),
    [
        ("她剪了頭", "髮發", "，"),
        ("身", "體体", "健康"),
        ("三", "隻只", "小貓在玩"),
        ("這條線路", "幹干乾", "線的長度"),
        ("計算機", ["系統", "係統", "繫統"], "的安全"),
    ],
)
def test_the_first_candidate_is_the_likeliest(before: str, candidates: list[str], after: str) -> None:
    costs = ngrams.traditional().choice(before, candidates, after)
    assert costs[0] + 1 < min(costs[1:])


def test_regional_forms_count_as_one() -> None:
    costs = ngrams.traditional().choice("在房間", "裡裏", "面")
    assert costs[0] == costs[1]
    assert ngrams.simplified().cost("2026年") == ngrams.simplified().cost("１９８４年")


def test_a_line_end_hides_what_is_before_it() -> None:
    model = ngrams.simplified()
    assert (
        model.character("中华人民\n", "共") == model.character("\n", "共") > model.character("华人民", "共")
    )


def test_unknown_characters_are_dear_and_no_error() -> None:
    model = ngrams.simplified()
    assert not model.knows("\U00020000")
    assert model.cost("\U00020000", after="的") > 12


def _damaged(data: bytes) -> dict[str, bytes]:
    head = len(LAYOUT) + 8
    flipped = bytearray(data)
    flipped[head + 5000] ^= 1
    return {
        "empty": b"",
        "another version": data.replace(LAYOUT, b"newsclean n-grams 0\n", 1),
        "only the head": data[:head],
        "cut": data[:-1],
        "longer": data + b"\0",
        "one bit": bytes(flipped),
    }


@pytest.mark.parametrize("context", ["", "\n", "下", "的", "恥", "他最", "恥偰"])
def test_an_unknown_character_is_one_of_thousands_behind_any_other(context: str) -> None:
    model = ngrams.simplified()
    assert not model.knows("恥")
    assert model.character(context, "恥") > 9
    assert model.character(context, "恥") > model.character(context, "来")


@pytest.mark.parametrize("kind", ["empty", "another version", "only the head", "cut", "longer", "one bit"])
def test_a_file_that_is_not_whole_is_refused(kind: str) -> None:
    data = (DATA / "models" / "hans.ngrams").read_bytes()
    assert NgramModel(data).order == 5
    with pytest.raises(ValueError, match="newsclean n-grams"):
        NgramModel(_damaged(data)[kind])


def test_clean_text_loads_no_model(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("图书馆昨天延长了开放时间，读者很多。\n他说：“以后会来得更早。”\n" * 20, encoding="utf-8")
    code = (
        "import sys; from newsclean.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print('newsclean.models.ngrams' in sys.modules, file=sys.stderr)"
    )
    run = subprocess.run(  # noqa: PLW1510
        [sys.executable, "-c", code, "clean", str(page)], capture_output=True, text=True, encoding="utf-8"
    )
    assert run.stdout.count("图书馆") == 20
    assert run.stderr.strip().endswith("False")
