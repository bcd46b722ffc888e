r"""JSON whose strings are mojibake: Facebook's exports write 中 as bytes of UTF-8, ``\u00e4\u00b8\u00ad``.

Such a file is wrong as a whole, whoever reads it, and is undone as a whole: only if every row of Latin-1
characters in it is UTF-8, as it is in no file that was written rightly.
"""

from __future__ import annotations

from newsclean.edits import Edit
from newsclean.patterns import lazy
from newsclean.repair.notations.charsets import read_utf_8
from newsclean.repair.notations.surroundings import Surroundings

_BYTES = lazy(r"(?<!\\)(?:\\\\)*((?:\\u00[89a-fA-F][0-9a-fA-F])+)")
_CHARACTERS = lazy(r"(?<!\\)(?:\\\\)*\\u(?!00)[0-9a-fA-F]{4}")
RULE = "unicode-escape"
# In all of a file.
_LEAST_HAN = 2


def exported(around: Surroundings) -> list[Edit]:
    """The edits that undo the mojibake of a JSON file of ASCII; none if one row of it cannot be undone."""
    text = around.text
    if "\\u00" not in text or not text.isascii() or not around.json or _CHARACTERS.search(text):
        return []
    edits, count = [], 0
    for match in _BYTES.finditer(text):
        row = match[1]
        reading = read_utf_8(bytes.fromhex(row.replace("\\u00", "")))
        if reading is None:
            return []
        count += reading.han
        edits.append(Edit("repair", RULE, match.start(1), row, reading.text))
    return edits if count >= _LEAST_HAN else []
