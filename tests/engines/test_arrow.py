"""Record batches: rows, order and other columns stay, whatever a text holds."""

import pickle

import pytest

from newsclean import Cleaner, Options, OptionsError
from newsclean.engines.arrow import BatchCleaner
from tests.conftest import CLEAN, DIRTY

pa = pytest.importorskip("pyarrow")


def batch(texts, kind=None):
    return pa.record_batch({"id": list(range(len(texts))), "text": pa.array(texts, kind)})


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.string_view()])
def test_rows_and_columns_stay(kind):
    given = batch([CLEAN, None, DIRTY, ""], kind)
    cleaner = pickle.loads(pickle.dumps(BatchCleaner(Options(to="zh-Hant"))))
    made = cleaner(given)
    assert made.schema == cleaner.schema(given.schema)
    assert made.schema.field("text").type == kind
    assert made.column("id").to_pylist() == [0, 1, 2, 3]
    plain = Cleaner(to="zh-Hant")
    assert made.column("text").to_pylist() == [
        found and found.text for found in map(plain.text, [CLEAN, None, DIRTY, ""])
    ]
    assert made.column("newsclean_reason").to_pylist() == ["changed", "missing", "changed", "empty"]
    assert made.column("newsclean_error").to_pylist() == [None] * 4
    assert cleaner(pa.Table.from_batches([given])) == pa.Table.from_batches([made])


def test_what_cannot_be_cleaned_stays_with_the_reason():
    texts = [DIRTY.encode("gb18030"), b"\x89PNG\r\n\x1a\n" + bytes(40)]
    made = BatchCleaner()(batch(texts, pa.binary()))
    assert made.column("text").to_pylist() == [Cleaner().text(DIRTY).text.encode(), texts[1]]
    assert made.column("newsclean_reason").to_pylist() == ["changed", "failed"]
    assert "PNG" in made.column("newsclean_error").to_pylist()[1]


def test_a_string_that_is_not_utf_8_stays():
    raw = pa.array([b"\xff", CLEAN.encode()], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    made = BatchCleaner()(pa.record_batch({"text": text}))
    assert made.column("text").cast(pa.binary()).to_pylist() == [b"\xff", CLEAN.encode()]
    assert made.column("newsclean_error").to_pylist() == ["not UTF-8 (byte 0 of the text)", None]


def test_dictionaries_stay_dictionaries():
    given = pa.record_batch({"text": pa.array([DIRTY, DIRTY, None]).dictionary_encode()})
    made = BatchCleaner()(given)
    assert made.schema.field("text").type == given.schema.field("text").type
    assert made.column("text").to_pylist() == [Cleaner().text(DIRTY).text] * 2 + [None]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"body": ["x"]}, "expected exactly one column 'text'"),
        ({"text": [1]}, "is of type int64, which is not text"),
        ({"text": ["x"], "newsclean_title": ["x"]}, "already exists"),
    ],
)
def test_columns_that_do_not_fit(columns, message):
    with pytest.raises(OptionsError, match=message):
        BatchCleaner().schema(pa.record_batch(columns).schema)


def test_tags_only():
    made = BatchCleaner(tags_only=True)(batch([DIRTY]))
    assert made.column("text").to_pylist() == [DIRTY]
    spans = made.column("newsclean_spans").to_pylist()[0]
    assert {span["label"].partition(":")[0] for span in spans} == {"repair", "strip"}
