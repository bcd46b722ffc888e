"""Long runs: resume, report, killed workers, interrupts."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import CLEAN, DIRTY


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """A journal for each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))


@pytest.fixture
def tree(tmp_path):
    for number in range(12):
        file = tmp_path / "src" / str(number % 3) / f"{number:02}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(DIRTY + f"第{number}号公告今天发布，请大家周知。\n", encoding="utf-8")
    return tmp_path / "src"


def states(directory):
    return {str(file): file.read_bytes() for file in sorted(directory.rglob("*.txt"))}


def test_resume_in_place(newsclean, tree):
    assert newsclean("clean", "-i", "--resume", tree).code == 0
    after = states(tree)
    second = newsclean("clean", "-i", "--resume", "--report", "report.json", tree)
    assert second.code == 0
    assert states(tree) == after
    record = json.loads((tree.parent / "report.json").read_text(encoding="utf-8"))
    assert (record["files"], record["unchanged"]) == (12, 12)
    assert record["encodings"] == {}  # nothing was decoded: the journal knew them all


def test_resume_goes_by_content(newsclean, tree, tmp_path):
    assert newsclean("clean", tree, "-o", "out", "--resume").code == 0
    first = states(tmp_path / "out")
    changed, lost = sorted((tmp_path / "out").rglob("*.txt"))[:2]
    changed.write_text("tampered", encoding="utf-8")
    lost.unlink()
    os.utime(tree / "0" / "03.txt")
    done = newsclean("clean", tree, "-o", "out", "--resume")
    assert states(tmp_path / "out") == first
    assert "2 files cleaned, 10 unchanged" in done.err


def test_resume_goes_by_options(newsclean, tree, tmp_path):
    assert newsclean("clean", tree, "-o", "out", "--resume").code == 0
    assert newsclean("clean", tree, "-o", "out", "--resume", "--keep", "editor").code == 0
    assert "责任编辑" in next((tmp_path / "out").rglob("*.txt")).read_text(encoding="utf-8")


def test_resume_goes_by_the_content_of_rule_files(newsclean, tree, tmp_path):
    rules = tmp_path / "own.toml"
    form = '[[rule]]\nid = "own"\nrole = "footer"\ncertain = "always"\nlines = ["{0}"]\nhits = ["{0}"]\n'
    rules.write_text(form.format("没有的话。"), encoding="utf-8")
    command = ("clean", tree, "-o", "out", "--resume", "--rules", rules)
    assert newsclean(*command).code == 0
    line = "馆方还将增加两百个座位，并在一楼设立儿童阅览区。市民可以在网上预约。"
    rules.write_text(form.format(line), encoding="utf-8")
    assert newsclean(*command).code == 0
    assert line not in next((tmp_path / "out").rglob("*.txt")).read_text(encoding="utf-8")


def test_resume_after_a_damaged_journal(newsclean, tree, tmp_path):
    assert newsclean("clean", "-i", "--resume", tree).code == 0
    (journal,) = (tmp_path / ".cache" / "newsclean" / "journal").iterdir()
    journal.write_bytes(journal.read_bytes()[:-7])
    assert newsclean("clean", "-i", "--resume", tree).code == 0


def journal_of(tmp_path):
    (journal,) = (tmp_path / ".cache" / "newsclean" / "journal").iterdir()
    return journal


def test_a_torn_tail_of_the_journal_is_cut_off(newsclean, tree, tmp_path):
    assert newsclean("clean", "-i", "--resume", tree).code == 0
    journal = journal_of(tmp_path)
    journal.write_bytes(journal.read_bytes() + b"torn")
    for number in range(5):
        (tree / f"new{number}.txt").write_text(f"第{number}号通知今天发布。\n", encoding="utf-8")
    assert newsclean("clean", "-i", "--resume", tree).code == 0
    assert journal.stat().st_size % 32 == 0
    done = newsclean("clean", "-i", "--resume", "--report", "report.json", tree)
    assert done.code == 0
    record = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (record["files"], record["encodings"]) == (17, {})  # all are known


@pytest.mark.parametrize("kind", ["link", "fifo", "device", "foreign"])
def test_a_journal_that_is_not_ours_is_not_opened(newsclean, tree, tmp_path, kind):
    assert newsclean("clean", "-i", "--resume", tree).code == 0
    journal = journal_of(tmp_path)
    victim = tmp_path / "victim"
    victim.write_bytes(journal.read_bytes())
    before = victim.read_bytes()
    if kind == "foreign":
        if os.geteuid() != 0:
            pytest.skip("only root can give files away")
        os.chown(journal, 1234, 1234)
    else:
        journal.unlink()
        if kind == "fifo":
            os.mkfifo(journal)
        else:
            journal.symlink_to(victim if kind == "link" else "/dev/zero")
    done = newsclean("clean", "-i", "--resume", "--report", "report.json", tree, timeout=60)
    assert done.code == 0
    record = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert record["encodings"] == {"utf-8": 12}  # it was not believed: all were read again
    assert victim.read_bytes() == before


@pytest.mark.parametrize("arguments", [("clean", "src/0/00.txt"), ("clean", "--diff", "src")])
def test_resume_needs_a_place(newsclean, tree, arguments):
    done = newsclean(*arguments, "--resume")
    assert done.code == 2
    assert "--resume needs" in done.err


def test_report(newsclean, tree, tmp_path):
    (tree / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tree / "bad.txt").write_bytes("新闻".encode() + b"\xff" + "新闻报道".encode() * 20)
    done = newsclean("clean", tree, "-o", "out", "--report", "report.json")
    assert done.code == 2
    record = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (record["changed"], record["skipped"], record["failed"]) == (12, 1, 1)
    assert record["files"] == 14
    assert record["encodings"] == {"utf-8": 12}
    assert record["repairs"] == {"zero-width": 12}
    assert record["removals"]["breadcrumb"] == 12
    assert "picture.txt" in record["reasons"]["skipped"][0]
    assert "bad.txt:1:" in record["reasons"]["failed"][0]
    assert "removed: " in done.err
    assert "encodings: utf-8 12" in done.err


def test_a_killed_worker_is_named_and_loses_nothing(tmp_path):
    """The function kills its own process for one item; all others are done, in order."""
    script = tmp_path / "killer.py"
    script.write_text(
        "import os, signal\n"
        "from newsclean.parallel import ordered\n"
        "def work(item):\n"
        "    if item == 70:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return item\n"
        "def crashed(item):\n"
        "    return f'killed by {item}'\n"
        "if __name__ == '__main__':\n"
        "    print(list(ordered(work, range(200), 2, crashed)))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=True)
    expected = [item if item != 70 else "killed by 70" for item in range(200)]
    assert done.stdout == f"{expected}\n"


def _group_lives(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _heed_interrupts():
    """A shell makes its jobs in the background ignore them, and so what these start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupt_leaves_whole_files_and_no_process(tree, tmp_path, jobs):
    files = states(tree)
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "newsclean", "clean", "-i", "-j", jobs, "--report", str(report)]
    command += [str(tree)] * 1000
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - no threads here
    )
    assert process.stderr.readline().startswith("cleaned")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "interrupted after " in err
    record = json.loads(report.read_text(encoding="utf-8"))
    assert (record["interrupted"], record["exit_code"]) == (True, 130)
    assert 0 < record["files"] < 12000
    for name, content in states(tree).items():
        assert content == files[name] or content.decode("utf-8").startswith(CLEAN)
    assert not list(tree.rglob("*.tmp"))
    deadline = time.monotonic() + 10
    while _group_lives(process.pid):
        assert time.monotonic() < deadline, "a process outlived the run"
        time.sleep(0.05)


@pytest.mark.parametrize("done", [1, 7, 30])
def test_kills_leave_whole_files(tmp_path, done):
    """kill -9 while files are replaced: each is the old or the new one."""
    files = [tmp_path / "src" / f"{number}.txt" for number in range(300)]
    files[0].parent.mkdir()
    for file in files:
        file.write_text(DIRTY, encoding="utf-8")
    command = [sys.executable, "-m", "newsclean", "clean", "-i", "src"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    for _ in range(done):
        assert process.stderr.readline().startswith("cleaned")
    process.kill()
    process.communicate()
    found = [file.read_text(encoding="utf-8") for file in files]
    assert set(found) == {DIRTY, CLEAN}  # it was killed on the way
    assert found.count(CLEAN) >= done


def test_config_shows_where_values_come_from(newsclean, tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.newsclean]\nkeep = ["editor"]\n', encoding="utf-8")
    rows = dict(line.split("\t", 1) for line in newsclean("config").text.splitlines())
    assert rows["keep"] == f'["editor"]\t{tmp_path / "pyproject.toml"}'
    assert rows["to"] == '"keep"\tdefault'
    assert newsclean("config", "--isolated").text.count("\tdefault\n") == len(rows)
