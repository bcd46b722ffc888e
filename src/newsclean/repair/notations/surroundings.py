"""Where a notation stands: in running text, or in code, data and addresses, where it is right as it is.

In doubt it is code: what is left is reported, and what was undone wrongly is lost.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from newsclean.lines import LineSpans, newline_style
from newsclean.patterns import lazy
from newsclean.repair.notations.units import Run

_HAN = lazy("[\u3400-\u9fff]")
_CJK = lazy("[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")
_LINE_END = lazy("[\r\n]")
_NO_WORD_BEFORE = lazy(r"[\w/=?&.:#-]", re.ASCII)

# So far before a run it is asked whether it stands in quotation marks or in an address.
_BACK = 200
_REST = r"[^\s，。；、（）“”「」\"'<>]*\Z"
_IN_ADDRESS = lazy(rf"(?:://|www\.){_REST}")
_IN_PATH = lazy(rf"(?:://|www\.|[?&]\w{{1,20}}=|(?:^|[\s\"'(])/){_REST}")
# A tag counts where it is closed, too: <U+4E2D> is none.
_MARKUP = lazy("</[A-Za-z]|<[A-Za-z!?][^<>+]{0,200}>")
_QUOTED_IN_CODE = lazy(r"""[=(\[{:,+]\s?[A-Za-z]{0,2}(["'`])(?:(?!\1).)*\Z""")
# Signs of code in what stands beside runs on their line.
_CODE_SIGNS = lazy(r"[;{}=<>\\$|`]|[A-Za-z_]\(|^\s*(?:#!|//|/\*)")
_KEY = lazy(r"\s*[\w.\-\[\]]+\s*[:=]")
_ASCII_LETTER = lazy("[A-Za-z]")
# What programs put around a line that they print: a number, a bullet, quotation marks, b for bytes.
_FRAME = lazy(
    r"""(?:[-*>•·] ?|[0-9]{1,3}[.)] ?|\[[0-9]{1,4}\] ?)?"""
    r"""(?:b?(?P<quote>["'])(?P<quoted>.*)(?P=quote)\Z|(?P<bare>.*)\Z)""",
    re.DOTALL,
)
_BLANK = " \u3000"
# Escapes of strings that need no reading.
_STRING_ESCAPE = lazy(r"\\[nrt]")

# Lines of code, by how they begin or end. Few lines of running text look so.
_CODE_LINE = lazy(
    r"""^[ \t]*(?:
        //|/\*|\*/|\*[ /]|\#!|<\?(?:php|xml)|<!DOCTYPE|@\w+|\$\w+
        |\#[ ]?(?:include|define|ifn?def|endif|pragma|import)\b
        |(?:import|from)[ ][\w.{*"']|(?:async[ ])?(?:def|function|func|fn|sub)[ ]\w|class[ ]\w[ \w]*[:({]
        |(?:var|let|const|local|my|public|private|protected|static|final)[ ][\w.]
        |(?:package|namespace|using|typedef|extern)[ ][\w.]
        |(?:if|for|while|switch|catch|elif|foreach)[ ]?\(
        |(?:return|throw|raise|yield|assert|export|module|require)\b[^.。]*[;({:]?$
        |(?:echo|printf?|puts|curl|wget|grep|sed|awk|python3?|perl|ruby|node|git|cat|export|set)[ ]
            (?:-\w|["'$\\%]|\w+[ ]?["'])
        |["']?[\w.$\[\]-]+["']?[ \t]*(?:[:+.]?=|=>|<-)[ \t]*\S
        |["'][^"'\n]*["'][ \t]*(?:[:,+.\]]|=>)
        |<[/!?]?\w[^>+\n]*>
        |[\])}]+[;,)]*[ \t]*$
        |[^\n]*(?:[;{}\\]|\)[ ]?:|["'][,)\]+.]*[,)\]+.])[ \t]*\r?$
    )""",
    re.VERBOSE | re.ASCII,
)
# Notations end like code: references and code points, and second bytes in ASCII.
_NOTATION = lazy(
    r"(?:&(?:amp;){0,8}#?[0-9A-Za-z]{2,8};?|\\{1,4}(?:u\{[0-9A-Fa-f]{2,6}\}|x[0-9A-Fa-f]{2}|'[0-9A-Fa-f]{2})"
    r"|=\?[\w.:-]{2,30}\?[BbQq]\?[^?\r\n]*\?=|=[89A-F][0-9A-F]|%[89A-F][0-9A-F])[@-\[\]-~]?"
)
# Nothing but a line end may go before it: else a row of blanks is gone through from each of them.
_LINE = lazy("(?<![^\r\n])[^\\S\r\n]*\\S[^\r\n]*")
# So large a share of the lines, or of the characters of a long line, makes a text code.
_CODE_SHARE = 0.25
_LONG_LINE = 1_000
_DENSE_SIGNS, _DENSE = lazy("[;{}()=\\[\\]]"), 0.02
_MOST_LINES = 2_000

# What is typed: behind a prompt, or what begins with a common command and goes on with a string or an option.
_SHELL = lazy(
    r"""\s*(?:[$#%>]\s+\w|\w[\w.-]*@[\w.-]+:\S*[$#]\s
    |(?:sudo\ |echo|printf|curl|wget|grep|sed|awk|python3?|perl|ruby|node|php|export|set|mysql|psql
        |cp|mv|rm|ls|cd|mkdir|touch|find)
        [ ]+(?:-\w|["'$\\%<]|https?:))""",
    re.VERBOSE,
)

_FENCE = lazy("^[ ]{0,3}(?:```|~~~)", re.MULTILINE)

# What stands around a run that is a word of a sentence, and how many Han characters are a sentence.
_SPACED_BEFORE = lazy(r"""(?:^|[\s"'(\u2018-\u201c\u3000-\u303f\u3400-\u9fff\uff01-\uff5e])\Z""")
_SPACED_BEHIND = lazy(r"""[\s"').,!?;:\u2019-\u201d\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]|\Z""")
_SENTENCE = 4

# Who writes a log puts the time or the address of a client first.
_LOG = lazy(
    r"\s*(?:\[?\d{4}[-/.]\d\d?[-/.]\d\d?[ T_]\[?\d\d:\d\d|\[?\d\d:\d\d:\d\d|\d{1,3}(?:\.\d{1,3}){3} "
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
    r" [ \d]\d? ?\S* ?\d\d:\d\d)"
)
# What git writes before a path in quotation marks: nothing, a status, a mode and a hash, or words.
_GIT = lazy(
    r"""\s*(?:[A-Z?! ]{0,2}\s|[A-Z]\d{0,3}\s|[0-7]{6}\s.*
    |[\w ]{0,20}(?:modified|file|deleted|renamed|added|copied|typechange):\s+.*
    |(?:create|delete)[ ]mode[ ][0-7]{6}[ ]|(?:rename|copy)[ ].*|diff[ ]--git[ ].*
    |(?:\+\+\+|---)[ ]|Binary[ ]files[ ].*|)["]\Z""",
    re.VERBOSE | re.DOTALL,
)


class Surroundings:
    """A text, and what it says of the places in it. Places are asked for in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        #: Start and end of the line of an offset.
        self.line = LineSpans(text)

    @cached_property
    def chinese(self) -> bool:
        """Whether there is a Han character that is written as such."""
        return not self.text.isascii() and _HAN.search(self.text) is not None

    @cached_property
    def newline(self) -> str:
        """How its lines end."""
        return {"crlf": "\r\n", "cr": "\r"}.get(newline_style(self.text), "\n")

    @cached_property
    def markup(self) -> bool:
        """Whether there are tags."""
        return _MARKUP.search(self.text) is not None

    @cached_property
    def json(self) -> bool:
        """Whether the text is one JSON value, or a JSON value on each line."""
        text = self.text.strip("\ufeff \t\r\n")
        if text[:1] == "{" and text[-1:] == "}":
            return True
        return text[:1] == "[" and text[-1:] == "]" and '"' in text

    @cached_property
    def code(self) -> bool:
        """Whether most of the text is code or data."""
        if self.text.startswith(("{\\rtf", "%!PS", "%PDF")):
            return True
        lines = code = 0
        for match in _LINE.finditer(self.text):
            line = _NOTATION.sub("x", match.group()[: _LONG_LINE + 1])
            lines += 1
            if len(line) > _LONG_LINE:
                line = line[:_LONG_LINE]
                code += len(_DENSE_SIGNS.findall(line)) > _DENSE * _LONG_LINE
            else:
                code += _CODE_LINE.match(line) is not None
            if lines == _MOST_LINES:
                break
        return code > _CODE_SHARE * lines

    @cached_property
    def _fences(self) -> list[int]:
        return [match.start() for match in _FENCE.finditer(self.text)]

    def before(self, at: int) -> str:
        """What stands before an offset on its line, as far as it matters."""
        return _LINE_END.split(self.text[max(0, at - _BACK) : at])[-1]

    def behind(self, at: int) -> str:
        """What stands behind an offset on its line, as far as it matters."""
        return _LINE_END.split(self.text[at : at + _BACK], maxsplit=1)[0]

    def in_address(self, at: int, *, path: bool = False) -> bool:
        """Whether an offset is in an address.

        :param path: or in a path or a query.
        """
        return (_IN_PATH if path else _IN_ADDRESS).search(self.before(at)) is not None

    def in_code(self, at: int) -> bool:
        """Whether an offset stands in code, judged by the whole text and by its line."""
        if self.json or self.code:
            return True
        if bisect_left(self._fences, at) % 2:
            return True
        return _SHELL.match(self.text, *self.line(at)) is not None

    def quoted_in_code(self, at: int) -> bool:
        """Whether an offset stands in a string that code would hold."""
        return _QUOTED_IN_CODE.search(self.before(at)) is not None

    def beside_chinese(self, start: int, end: int) -> bool:
        """Whether Chinese stands directly before or behind a stretch that is no part of a word or address."""
        before, behind = self.text[max(0, start - 1) : start], self.text[end : end + 1]
        if not _CJK.match(before) and not _CJK.match(behind):
            return False
        return not _NO_WORD_BEFORE.match(before)

    def in_sentence(self, run: Run) -> bool:
        """Whether a run stands between words or marks of a line that has Chinese and no signs of code."""
        before, behind = self.before(run.start), self.behind(run.end)
        if not _SPACED_BEFORE.search(before) or not _SPACED_BEHIND.match(behind):
            return False
        return len(_HAN.findall(before + behind)) >= _SENTENCE and not _CODE_SIGNS.search(before + behind)

    def in_log(self, at: int) -> bool:
        """Whether the line of an offset is one that a server or program has logged."""
        return _LOG.match(self.text, *self.line(at)) is not None

    def named_by_git(self, run: Run) -> bool:
        """Whether a run is in a path that git has put in quotation marks."""
        before = self.before(run.start)
        return _GIT.match(before[: before.rfind('"') + 1]) is not None

    def fills_line(self, runs: list[Run], han: int) -> bool:
        """Whether runs are what a line is made of: what is left of it is a frame, and a few words."""
        start, end = self.line(runs[0].start)
        if self.text.startswith(("    ", "\t"), start):
            return False
        if end - start > 40 * (han + 10):
            return False
        pieces, at = [], start
        for run in runs:
            pieces.append(self.text[at : run.start])
            at = run.end
        pieces.append(self.text[at:end])
        # The mark stands for a run; no text that is asked has it.
        frame = _FRAME.match("\0".join(pieces).strip(_BLANK))
        assert frame  # which may be empty
        rest = _STRING_ESCAPE.sub("", frame["bare"] if frame["quote"] is None else frame["quoted"])
        if _CODE_SIGNS.search(rest) or _KEY.match(rest) or '"' in rest:
            return False
        return 2 * len(_ASCII_LETTER.findall(rest)) <= han
