"""Re-encoding: told apart from repair; a file that declares its encoding never lies afterwards."""

import json
import subprocess
import sys
from xml.dom import minidom

import pytest

from tests.conftest import CLEAN, DIRTY

SCRIPT = "# -*- coding: gbk -*-\nprint('临江图书馆昨天宣布')\n"
XML = '<?xml version="1.0" encoding="GBK"?>\n<a>临江图书馆昨天宣布</a>\n'


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.py").write_bytes(SCRIPT.encode("gbk"))
    (tmp_path / "a.xml").write_bytes(XML.encode("gbk"))
    return tmp_path


def test_a_file_of_two_encodings_that_is_sound_keeps_its_bytes(newsclean, tmp_path):
    line = "Die Bücherei öffnet früher als gestern.\n"
    data = line.encode("latin-1") * 2 + "cat > prog.ok\n«Votre commande», dit le garçon. Käse\n".encode()
    (tmp_path / "test.sh").write_bytes(data)
    done = newsclean("repair", "-i", "--output-encoding", "keep", "test.sh")
    assert done.code == 0, done.err
    assert (tmp_path / "test.sh").read_bytes() == data


def test_files_that_declare_their_encoding_still_work(newsclean, files):
    done = newsclean("repair", "-i", "-v", "-e", "gbk", "a.py", "a.xml")
    assert done.code == 0
    assert "re-encoded a.py: repairs encoding-declaration 1; re-encodes gb18030 as utf-8" in done.err
    assert (files / "a.py").read_text(encoding="utf-8") == SCRIPT.replace("gbk", "utf-8")
    shown = subprocess.run([sys.executable, "-X", "utf8", files / "a.py"], capture_output=True, check=True)
    assert shown.stdout.decode() == "临江图书馆昨天宣布\n"
    assert minidom.parse(str(files / "a.xml")).documentElement.firstChild.data == "临江图书馆昨天宣布"
    assert newsclean("repair", "--check", "a.py", "a.xml").code == 0


def test_a_kept_encoding_keeps_its_declaration(newsclean, files):
    (files / "a.py").write_bytes(SCRIPT.replace("宣布", "宣\u200b布").encode("gb18030"))
    assert newsclean("repair", "-i", "-e", "gb18030", "--output-encoding", "keep", "a.py").code == 0
    assert (files / "a.py").read_bytes() == SCRIPT.encode("gbk")


def test_the_diff_and_the_explanation_show_the_declaration(newsclean, files):
    diff = newsclean("repair", "--diff", "-e", "gbk", "a.py").text
    assert "-# -*- coding: gbk -*-\n+# -*- coding: utf-8 -*-\n" in diff
    rows = newsclean("repair", "--explain", "-e", "gbk", "a.py").text
    assert rows == "a.py:1:15\tencode\tencoding-declaration\t\tgbk\tutf-8\n"


def test_json_has_the_text_as_it_was_declared(newsclean, files):
    assert json.loads(newsclean("repair", "--format", "json", "-e", "gbk", "a.py").out)["text"] == SCRIPT


def test_a_sound_file_is_not_called_damaged(newsclean, tmp_path):
    (tmp_path / "gbk.txt").write_bytes(CLEAN.encode("gbk"))
    (tmp_path / "bom.txt").write_bytes(CLEAN.encode("utf-8-sig"))
    (tmp_path / "both.txt").write_bytes(DIRTY.encode("gb18030"))
    (tmp_path / "dirty.txt").write_bytes(DIRTY.encode())
    (tmp_path / "good.txt").write_bytes(CLEAN.encode())
    done = newsclean("repair", "--check", "--report", "r.json", *sorted(tmp_path.glob("*.txt")), cwd=tmp_path)
    assert done.code == 1
    told = [line.removeprefix(f"{tmp_path}/") for line in done.err.splitlines()[:5]]
    assert told == [
        "bom.txt would be re-encoded: re-encodes utf-8 with BOM as utf-8",
        "both.txt would change: repairs zero-width 1; re-encodes gb18030 as utf-8",
        "dirty.txt would change: repairs zero-width 1",
        "gbk.txt would be re-encoded: re-encodes gb18030 as utf-8",
        "2 files would change, 2 would be re-encoded, 1 unchanged",
    ]
    record = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (record["changed"], record["re-encoded"], record["unchanged"]) == (4, 2, 1)


def test_other_codes_of_the_same_characters_are_kept(newsclean, tmp_path):
    data = b"~{NDUBJiHK~}~{9]~}\n"  # HZ that another writer would have set in one piece
    (tmp_path / "a.hz").write_bytes(data)
    keep = ("--output-encoding", "keep", "a.hz")
    assert newsclean("repair", *keep).out == data
    assert newsclean("repair", "--check", *keep).code == 0
    assert newsclean("repair", "--check", "--output-encoding", "hz", "a.hz").code == 1
