"""Is this text one that the rules can speak of at all?"""

from __future__ import annotations

from newsclean.structure.rules import compiled

_SAMPLE = 4000
_LEAST_HAN = 20
# Chinese news with foreign names and figures has 0.6 and more Han characters in all; source code
# with Chinese comments, tables of data and Japanese have less, or kana.
_HAN = 0.35
_KANA = 0.1

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


def is_chinese_prose(text: str) -> bool:
    """Whether a text is Chinese, and neither Markdown nor source code; other text is left alone."""
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + "\n" + text[-_SAMPLE:]
    han = len("".join(compiled("[㐀-鿿]+").findall(sample)))
    if han < _LEAST_HAN or han < _HAN * (len(sample) - sample.count(" ")):
        return False
    if "の" in sample or "は" in sample:
        kana = len("".join(compiled("[ぁ-ヿ]+").findall(sample)))
        if kana > _KANA * han:
            return False
    if any(sign in sample for sign in _MARKDOWN_SIGNS) and len(compiled(_MARKDOWN).findall(sample)) >= 2:
        return False
    return not any(sign in sample for sign in _CODE_SIGNS) or len(compiled(_CODE).findall(sample)) < 3
