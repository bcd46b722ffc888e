"""Records for the tests of engines, and what a plain loop makes of them."""

import json

from newsclean import Cleaner

#: Sentences of our own; one in four records brings lines that are not the article.
_SENTENCES = (
    "临江图书馆昨天宣布，从下月起每晚开放到十点。",
    "馆长周明说，读者的来信让他们下了决心。",
    "馆方还将增加{n}个座位，并在一楼设立儿童阅览区。",
    "市民可以在网上预约，第{n}位读者有一份礼物。",
    "濱江新區的夜間公交線路也將延長到午夜。",
)
_BEFORE, _AFTER = "当前位置：首页 > 新闻 > 正文\n", "\n（责任编辑：林晓）"


def articles(count):
    """So many records with ids; every hundredth has no text."""
    for n in range(1, count + 1):
        text = "\n".join(_SENTENCES[(n + k) % 5].format(n=n) for k in range(1 + n % 4))
        if n % 4 == 0:
            text = _BEFORE + text + _AFTER
        yield {"id": n, "text": None if n % 100 == 99 else text}


def plainly(count):
    """Pairs of id and clean text, by a loop."""
    cleaner = Cleaner()
    cleaned = ((row["id"], cleaner.text(row["text"])) for row in articles(count))
    return sorted((number, found and found.text) for number, found in cleaned)


def write_parquet(folder, count, files=4):
    """The records in some files."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows, each = list(articles(count)), -(-count // files)
    folder.mkdir()
    for number in range(files):
        part = rows[number * each : (number + 1) * each]
        pq.write_table(pa.Table.from_pylist(part), folder / f"part-{number}.parquet", row_group_size=500)


def read_back(folder):
    """Pairs of id and text of all files of a folder, in order of the ids."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(".parquet"):
            import pyarrow.parquet as pq

            found += ((row["id"], row["text"]) for row in pq.ParquetFile(path).read().to_pylist())
        elif path.name.endswith((".jsonl", ".json")):
            rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
            found += ((int(row["id"]), row.get("text")) for row in rows)
    return sorted(found)
