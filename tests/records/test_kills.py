"""A record that kills the process that works on it is named and put aside; all others are done."""

import json
import sys
from importlib import import_module

import pytest

from newsclean.cleaner import Cleaner
from newsclean.records import Job, Listener, Plan, run
from newsclean.records.forms import FileForm

MODULE = """
import os, signal
from newsclean.records.batch import from_ipc
from newsclean.records.work import work

def killing(block, job):
    records = block.records
    if job.reader.name == "parquet":
        records = [text.encode() for text in from_ipc(records[0])[0].column("text").to_pylist()]
    if any(b"kill" in record for record in records):
        os.kill(os.getpid(), signal.SIGKILL)
    return work(block, job)
"""


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_record_that_kills_is_put_aside(tmp_path, monkeypatch, form):
    (tmp_path / "killing_work.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys.modules["newsclean.records.run"], "work", import_module("killing_work").killing)
    texts = [f"第{n}盏灯。" for n in range(900)]
    texts[450] = "kill"
    path = tmp_path / f"in.{form}"
    if form == "jsonl":
        path.write_text("".join(f'{{"text":"{text}"}}\n' for text in texts), encoding="utf-8")
    else:
        pa = pytest.importorskip("pyarrow")
        import_module("pyarrow.parquet").write_table(pa.table({"text": texts}), path)
    out = str(tmp_path / f"out.{form}")
    plan = Plan((str(path),), lambda _path, _part: out, True, str(tmp_path / "bad.jsonl"), 1 << 20)
    said: list[str] = []
    failed: list[str] = []
    listener = Listener(lambda _: None, failed.append, said.append, failed.append)
    tally = run(plan, Job(Cleaner(), FileForm(form), FileForm(form)), 2, listener)
    assert not failed
    assert (tally.records, tally.written, tally.rejected) == (900, 899, 1)
    assert said == [f"{path}: record 451: the process working on it was killed"]
    raw = json.loads((tmp_path / "bad.jsonl").read_text())["raw"]
    assert json.loads(raw) == {"text": "kill"}
