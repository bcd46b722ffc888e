"""Is this text one that the rules can speak of at all?"""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.patterns import compiled

_SAMPLE = 4000
_LEAST_HAN = 20
# Chinese news with foreign names and figures has 0.6 and more Han characters in all; source code
# with Chinese comments, tables of data and Japanese have less, or kana.
_HAN = 0.35
# A report that quotes whole paragraphs of English has more Han characters than words all the same.
_HAN_PER_WORD = 1.5
_KANA = 0.1
# Addresses of links are no English.
_ADDRESS = r"(?:https?:|www\.)[!-~]+"

# A fence, the rule under a table's head, a list of links, headings: one is chance, two are Markdown.
_MARKDOWN = r"(?m)^(?:```|~~~|\|? *:?-{3,}:? *\|[-:| ]*$|#{2,6} +\S|[-*+] +\[[^\]\n]+\]\()"
_MARKDOWN_SIGNS = ("#", "```", "~~~", "---", "](")
# Statements, comments, tags and lone brackets at the beginning of lines.
_CODE = (
    r"(?m)^[ \t]*(?:(?:import|from|def|class|return|if|for|while|public|private|static|const|let|var"
    r"|function|package|using|namespace|include|select|insert)\b.*[\w:;{(*)\"']$"
    r"|[#/]{2,} |#!|#include|/\*|\*/|</?\w+[^>\n]*>|[}{][;,)]*$)"
)
_CODE_SIGNS = "{};#/<="
# Comments and statements of SQL, keys of YAML, the times of subtitles.
_DATA = (
    r"(?m)^[ \t]*(?:-- |(?:SELECT|INSERT|UPDATE|CREATE|DELETE|FROM|WHERE|JOIN|ALTER)\b[ \t\w]"
    r"|(?:- )?[a-z_][a-z0-9_.-]*:(?:[ \t]|$)|\d\d:\d\d:\d\d[,.]\d{3} -->)"
)
# Comments and requests of roff, in which manual pages are written.
_ROFF = r"(?m)^[.'](?:\\\"|[A-Za-z]{2}(?: |$))"
_ROFF_SIGNS = (".TH ", ".SH", '.\\"')
_DATA_SIGNS = ("-- ", "SELECT ", "INSERT ", ": ", ":\n", " -->")


# Han characters from U+3400 to U+9FFF are told by the upper half of their code.
_UPPER = bytes(range(0x34, 0xA0))


def _count_han(text: str) -> int:
    """How many Han characters stand in a text; a tenth of the time that an expression takes."""
    upper = text.encode("utf-16-le", "surrogatepass")[1::2]
    return len(upper) - len(upper.translate(None, _UPPER))


def is_han(text: str) -> bool:
    """Whether most of a text are Han characters, however short it is."""
    return 2 * _count_han(text) > len(text)


def is_chinese(text: str) -> bool:
    """Whether Chinese stands in a text, and no Japanese."""
    sample = _sample(text)
    han = _count_han(sample)
    if han < _LEAST_HAN:
        return False
    if "の" in sample or "は" in sample:
        return len("".join(compiled("[ぁ-ヿ]+").findall(sample))) <= _KANA * han
    return True


def is_chinese_page(text: str) -> bool:
    """Whether what a web page shows is Chinese, whatever else stands in it: it is no source code."""
    words = len(compiled("[A-Za-z]+").findall(compiled(_ADDRESS).sub("", text)))
    return _WORDS_PER_HAN * _count_han(text) >= words


# Articles about programs hold as much code; pages in other languages name the languages there are.
_WORDS_PER_HAN = 4


def is_prose(text: str) -> bool:
    """Whether a text is Chinese for the most part, and neither Markdown nor source code nor data."""
    sample = _sample(text)
    han = _count_han(sample)
    ascii = sample.encode("ascii", "ignore").decode()  # little, of an article
    if han < _HAN * (len(sample) - ascii.count(" ")):
        words = len(compiled("[A-Za-z]+").findall(compiled(_ADDRESS).sub("", sample)))
        if han < _HAN_PER_WORD * words or not any(stop in sample for stop in "。，"):
            return False
    return not sample.startswith("#!") and not any(
        _shows(sample, ascii, signs) and len(compiled(pattern).findall(sample)) >= least
        for signs, pattern, least in (
            (_MARKDOWN_SIGNS, _MARKDOWN, 2),
            (_DATA_SIGNS, _DATA, 3),
            (_ROFF_SIGNS, _ROFF, 3),
            (_CODE_SIGNS, _CODE, 3),
        )
    )


def _sample(text: str) -> str:
    return text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + "\n" + text[-_SAMPLE:]


def _shows(text: str, ascii: str, signs: Iterable[str]) -> bool:
    """Whether some sign stands in a text, looked for among its ASCII characters first."""
    for sign in signs:
        if sign in ascii:
            return any(sign in text for sign in signs)
    return False
