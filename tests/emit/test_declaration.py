"""Declarations of an encoding: made true where the bytes change, found only where programs look."""

import pytest

from newsclean.edits import apply
from newsclean.emit.declaration import RULE, rewritten

BODY = "临江图书馆昨天宣布，从下月起每晚开放到十点。\n"

# Each with its path; what becomes of it: the old name between brackets, and the new one.
DECLARED = [
    ("a.xml", '<?xml version="1.0" encoding="[GBK]"?>\n<p>', "UTF-8"),
    ("a.xml", "<?xml version='1.0' encoding='[gb2312]' standalone='yes'?>\n", "utf-8"),
    ("a.css", '@charset "[gb2312]";\n', "utf-8"),
    ("a.html", '<meta http-equiv="Content-Type" content="text/html; charset=[gb2312]">', "utf-8"),
    ("a.html", "\n<!DOCTYPE html>\n<HTML><HEAD><META CHARSET=[GBK]></HEAD><BODY>", "UTF-8"),
    ("a.html", "<html><head>" + "<script>x()</script>\n" * 200 + '<meta charset="[gbk]"/>', "utf-8"),
    ("a.jsp", '<%@ page language="java" pageEncoding="[GBK]"%>\n', "UTF-8"),
    ("a.py", "# -*- coding: [gbk] -*-\n", "utf-8"),
    ("a.py", "#!/usr/bin/python\n# coding=[cp936]\n", "utf-8"),
    ("a.py", "# This file uses the following encoding: [gb18030], since it always has\n", "utf-8"),
    ("a.rb", "# encoding: [GBK]\n", "UTF-8"),
    ("script", "#!/usr/bin/env python\n# coding: [gbk]\n", "utf-8"),
    ("a.el", ";;; a.el --- x -*- mode: lisp; coding: [gbk]-unix; -*-\n", "utf-8"),
    ("a.c", "/* vim: set ts=4 fileencoding=[gbk] : */\n", "utf-8"),
    ("a.c", "int x;\n" * 900 + BODY + "// vim:fenc=[cp936]:ts=4\n", "utf-8"),
    ("a.vim", "set encoding=utf-8\nscriptencoding [gbk]\n", "utf-8"),
    ("a.vim", "if 1\n  scripte [cp936]\n", "utf-8"),
    ("a.tex", "% !TEX program = xelatex\n% !TeX encoding = [GBK]\n", "UTF-8"),
    ("a.txt", "* 一\n" * 900 + "Local Variables:\nmode: outline\ncoding: [gbk]-dos\nEnd:\n", "utf-8"),
    ("a.html", "<html><head>" + "<link>" * 9900 + '<meta charset="[gb2312]">', "utf-8"),
    ("a.c", "int x;\n" * 9 + "// vim:fenc=[cp936]:ts=4" + " " * 2450 + "\n", "utf-8"),
    (
        "a.po",
        'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=[GB2312]\\n"\n',
        "UTF-8",
    ),
    ("a.php", "<?php\nheader('Content-Type: text/html; charset=[gbk]');\necho '", "utf-8"),
    ("a", '<?php @Header ( "content-type:text/html;charset=[GB2312]" );\n', "UTF-8"),
    ("a.php", '<p>\n<?php\n  mb_internal_encoding("[GBK]");\n', "UTF-8"),
    ("a.inc", "<?\n\tmb_regex_encoding('[CP936]');\n", "UTF-8"),
    ("a.php", "<?php\nini_set('default_charset', '[gb2312]');\n", "utf-8"),
    ("a.php", "<?php declare(encoding='[GBK]');\n", "UTF-8"),
    ("a.pl", "use strict;\nuse encoding '[gbk]';\n", "utf-8"),
    ("a", '#!/usr/bin/perl -w\nuse encoding "[cp936]", STDOUT => "utf8";\n', "utf-8"),
    ("a.pm", "package Lake;\n  use encoding qw([gbk]);\n", "utf-8"),
    ("a.eml", 'From: a@example.org\nContent-Type: text/plain;\n\tcharset="[gb2312]"\n\n', "utf-8"),
]

# What is not a declaration, not of an encoding, or true already.
STAYS = [
    ("a.txt", "网页里写 charset=gb2312，Python 里写 # coding: gbk。\n"),
    ("a.md", '# 乱码\n\n    <meta charset="gb2312">\n'),
    ("a.md", "# Character encoding: gbk is old\n"),
    ("a.txt", "第一行\n第二行\n# coding: gbk\n"),
    ("a.py", "x = 1\ny = 2\n# coding: gbk\n"),
    ("a.html", "<html><body><p>charset=gb2312</p><pre>&lt;meta charset=gbk></pre>"),
    ("a.html", "<html><body><meta charset=gbk>"),
    ("a.html", '<meta charset="utf-8">'),
    ("a.html", '<meta charset="x-nothing">'),
    ("a.css", 'a { }\n@charset "gb2312";\n'),
    ("a.xml", '\n<p encoding="GBK">'),
    ("a.txt", "Local Variables:\ncoding: gbk\nEnd:\n" + "一\n" * 3000),
    ("a.c", "int x;\n" * 50 + "// vim:fenc=cp936\n" + "int y;\n" * 50),
    ("a.vim", "let x = 1\n" * 5 + "scriptencoding gbk\n"),
    ("a.txt", "用 scriptencoding gbk 声明，或写 % !TEX encoding = GBK。\n"),
    ("a.txt", "scriptencoding gbk 这一行说明文件的编码。\n"),
    ("a.html", "<html><head>" + "<link>" * 11800 + '<meta charset="gb2312">'),
    ("a.c", "int x;\n" * 9 + "// vim:fenc=cp936:ts=4" + " " * 3300 + "\n"),
    ("a.txt", '"Content-Type: text/plain; charset=GB2312\\n"\n'),
    ("a.md", "header('Content-Type: text/html; charset=gbk');\n"),
    ("a.php", "<?php\n// header('Content-Type: text/html; charset=gbk');\n"),
    ("a.php", "<?php\n$a = \"header('Content-Type: text/html; charset=gbk')\";\n"),
    ("a.php", "<?php\nmb_http_output('GBK');\n$b = iconv('GBK', 'UTF-8', $a);\n"),
    ("a.php", "<?php\nheader('Location: /a?charset=gbk');\nheader('Content-Type: text/html');\n"),
    ("a.php", "<?php\nmb_internal_encoding($charset);\nmb_internal_encoding('UTF-8');\n"),
    ("a.pl", "# use encoding 'gbk';\nuse encoding;\nuse utf8;\nuse open ':encoding(gbk)';\n"),
    ("a.txt", "use encoding 'gbk';\nmb_internal_encoding('GBK');\n"),
    ("a.txt", "主题：邮件\nContent-Type: text/plain; charset=gb2312\n\n"),
]


@pytest.mark.parametrize(("path", "text", "after"), DECLARED)
def test_what_is_declared_becomes_true(path, text, after):
    start = text.index("[")
    before = text[start + 1 : text.index("]")]
    source = text.replace("[", "", 1).replace("]", "", 1) + BODY
    edits = rewritten(source, "gb18030", "utf-8", path)
    assert [
        (e.stage, e.rule, e.start, e.before.removesuffix("-unix").removesuffix("-dos")) for e in edits
    ] == [("encode", RULE, start, before)]
    made = apply(source, edits)
    assert made == text[:start] + after + text[text.index("]") + 1 :] + BODY
    assert rewritten(made, "utf-8", "utf-8", path) == ()
    assert rewritten(made, "gb18030", "utf-8", path) == ()


@pytest.mark.parametrize(("path", "text"), STAYS)
def test_what_is_no_declaration_stays(path, text):
    assert rewritten(text + BODY, "gb18030", "utf-8", path) == ()


def test_only_where_the_encoding_changes():
    page = '<meta charset="gb2312">'
    assert rewritten(page + BODY, "gb18030", "gbk") == ()
    assert rewritten(page + BODY, "utf-8", "utf-8") == ()  # it was false before, and is none of ours
    assert rewritten(page, "gb18030", "utf-8") == ()  # the bytes of ASCII are the same in both
    assert rewritten(page, "utf-16le", "utf-8") != ()


def test_both_of_two():
    page = '<?xml version="1.0" encoding="gbk"?>\n<html><head><meta charset="gbk"/></head><body>' + BODY
    assert [edit.after for edit in rewritten(page, "gb18030", "big5")] == ["big5", "big5"]


@pytest.mark.parametrize(("target", "label"), [("cp950", "big5"), ("GBK", "gbk"), ("utf-16le", "utf-16")])
def test_names_that_other_programs_know(target, label):
    (edit,) = rewritten('<meta charset="utf-8">' + BODY, "utf-8", target)
    assert edit.after == label
