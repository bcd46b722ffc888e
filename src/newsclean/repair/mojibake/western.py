"""Western letters, signs and emoji of UTF-8 that were decoded wrongly, in text that is sound otherwise.

A name or a quotation mark comes from another source than the text around it: ``Beyonc├⌐``, ``It‚Äôs``,
``M체ller`` stand in good Chinese. Their two to four bytes give sequences that nobody writes in such a
place, so no model judges. Of decoders other than Windows-1252 only lines with Han characters are looked
at: box drawing, Cyrillic and Hangul are at home in others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsclean.edits import Edit
from newsclean.patterns import compiled, lazy
from newsclean.repair.mojibake.runs import HANGUL
from newsclean.repair.mojibake.tables import (
    NEXT_IN_CP1252,
    SINGLE,
    alphabet,
    bytes_of,
    decode,
    inverse,
    losing,
)
from newsclean.repair.prefilter import Ranges, any_in, is_rare
from newsclean.repair.western_letters import LETTERS

# Geometric shapes and arrows are none: 馃 (a pastry) and a quotation mark or full stop have their bytes.
_EMOJI = lazy("[\u203c-\u3299\ufe0f\u200d\U0001f000-\U0001f77f\U0001f7e0-\U0001f7ff\U0001f900-\U0001faff]+")
# Windows-1252's characters for the first bytes of UTF-8 of Latin letters, of signs, of emoji.
_LEADS = frozenset("ÂÃÄÅâð")


def western(text: str, strange: frozenset[str]) -> Iterator[Edit]:
    """The edits that mend them, those of one decoder after those of another.

    :param strange: the text's unusual characters.
    """
    if not strange.isdisjoint(_LEADS):
        yield from _of_windows(text)
    for decoder in _decoders(strange):
        yield from _of(decoder, text)


def is_emoji(text: str) -> bool:
    """Whether a text is nothing but emoji that have names."""
    from unicodedata import name

    return bool(_EMOJI.fullmatch(text)) and all(name(character, "") for character in text)


# --- Windows-1252 and Latin-1 ----------------------------------------------------------------------


@cache
def _western_pattern() -> re.Pattern[str]:
    """Latin letters, signs and emoji of UTF-8 that were read as Windows-1252.

    A letter is part of a word in lower case (``cafÃ©``): Portuguese and Vietnamese in capitals have ``Ã`` and
    ``Â``, with a capital or a quotation mark beside it. A sign has no letter in front of it (``Â°``), and a
    middle dot has Han characters on both sides (``约翰Â·史密斯``). Letters are tried from the
    first of a row, not from each.
    Quotation marks and dashes have three signs; Latin-1 has controls among them, which say more.
    """
    following = "".join(char for char, byte in inverse("cp1252").items() if b"\x80" <= byte <= b"\xbf")
    more = f"[{re.escape(following)}]"
    return compiled(
        # One class first, by which the search passes over text.
        "[ÂÃÄÅâð](?:"
        f"(?P<letter>(?<=[a-z][ÃÄÅ]){more}(?:[ÃÄÅ]{more})*|(?<=Ã)(?<!Ã{more}Ã){more}(?:Ã{more})*(?=[a-z]))"
        "|(?<=Â)(?:(?<![A-Za-z\xc0-\u024f]Â)[\xa0£¥§©®°±²³µ¼½¾]|(?<=[\u4e00-\u9fff]Â)·(?=[\u4e00-\u9fff]))"
        f"|(?P<times>(?<=[0-9]Ã)[—\x97](?=[0-9])|(?<=[0-9] Ã)[—\x97](?= [0-9]))"
        f"|(?<=â)(?P<mark>[€\x80]{more}|[‚\x82]¬|[„\x84][¢–\x96])|(?<=ð)(?P<emoji>{more}{{3}}(?:ð{more}{{3}})*))"
    )


_WORD_BEFORE = lazy("[A-Za-z]{1,3}\\Z")
# What damage that is more than single letters and signs leaves beside them.
# Of two layers the last byte is often a quotation mark or an accent (``Å’â€“``), or a blank (``Ã Â®``).
_MORE_BEFORE = lazy(
    f"(?:[\xa1-\u024f\u2018-\u203a\u20ac\u2122](?<![“”‘’«»¿¡§°±·©®])|[ÂÃÄÅÆË][{NEXT_IN_CP1252}]|Ã[ \xa0])\\Z"
)
_MORE_AFTER = lazy("[\xa1-\u024f\u2018-\u203a\u20ac\u2122](?<![“”‘’«»¿¡§°±·©®])")


def _of_windows(text: str) -> Iterator[Edit]:
    """Those of words and signs; where more of their kind stands beside a row all of it is other damage."""
    row: list[Edit] = []
    end = 0  # of the row before
    for edit in _western_signs(text):
        if row and row[-1].end != edit.start:
            yield from _alone(row, text, end)
            row, end = [], row[-1].end
        row.append(edit)
    yield from _alone(row, text, end)


def _alone(row: list[Edit], text: str, end: int) -> list[Edit]:
    """Letters and signs that touch; none of them if more damage stands beside them, or before them in a word.

    :param end: where those before them end.
    """
    if not row:
        return row
    start = row[0].start
    word = _WORD_BEFORE.search(text, max(end, start - 3), start)
    at = word.start() if word else start
    before = at > end and _MORE_BEFORE.search(text, max(end, at - 2), at)
    return [] if before or _MORE_AFTER.match(text, row[-1].end) else row


def _western_signs(text: str) -> Iterator[Edit]:
    for match in _western_pattern().finditer(text):
        given = match.group()
        meant = decode(bytes_of(given, "cp1252"), "utf-8")
        other = not meant or (match["letter"] and not set(meant) <= set(LETTERS))
        other = other or (match["mark"] and not ("\u2010" <= meant <= "\u2026" or meant in "€™№"))
        if not other and (not match["emoji"] or is_emoji(meant)):
            yield Edit("repair", "utf-8-as-cp1252", match.start(), given, meant)


# --- other decoders ----------------------------------------------------------------------------------

#: What their letters, signs and emoji begin with, of the bytes C2 to C5, E2 and F0.
LEADS_OF = {
    "cp1252": "ÂÃÄÅ",
    "cp437": "┬├─┼Γ≡",
    "cp850": "┬├─┼Ô\xad",
    "mac_roman": "¬√ƒ≈‚\uf8ff",
    "cp1250": "ÂĂÄĹâđ",
    "cp1251": "ВГДЕвр",
    "koi8-r": "бцдеБП",
    "shift_jis": "ﾂﾃﾄﾅ窶竄",
}
_HANGUL = "\uac00-\ud7a3"
# Signs beside numbers; quotation marks, dashes and their like. Capitals begin words.
# Where GBK has what it makes of capitals: few texts need the table of them.
_CAPITALS_IN_GBK: Ranges = (("\u8000", "\u9000"),)
_CAPITALS = tuple(c for c in map(chr, range(0xC0, 0x180)) if c.isupper())
_MARKS = (*map(chr, (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026)), *"€™№")
# Where each sign stands: what is before it, and what is behind.
_AROUND_SIGNS = {
    "°": ("[0-9]", "[CFNESW](?![A-Za-z])|(?![A-Za-z0-9])"),
    "±": ("", "[0-9]"),
    "²": ("(?:^|[^A-Za-z])[ck]?m", "(?![A-Za-z0-9])"),
    "³": ("(?:^|[^A-Za-z])[ckd]?m", "(?![A-Za-z0-9])"),
    "×": ("[0-9] ?", " ?[0-9]"),
    "©": ("", " ?(?:19|20)[0-9]{2}"),
    "£": ("", "[0-9]"),
    "¥": ("", "[0-9]"),
    "½": ("(?<![A-Za-z])", "(?![A-Za-z])"),
    "¼": ("(?<![A-Za-z])", "(?![A-Za-z])"),
    "¾": ("(?<![A-Za-z])", "(?![A-Za-z])"),
}
# A letter goes on in a word, or ends one of three letters and more (with a capital of two: Zoë); the first
# one has three behind it, or another wrong one beside it.
_INSIDE, _LAST, _LAST_OF_TWO = lazy("[A-Za-z]\\Z"), lazy("[A-Za-z][a-z]{2}\\Z"), lazy("[A-Z][a-z]\\Z")
_FIRST, _GOES_ON, _WORD = lazy("[a-z]{3}"), lazy("[a-z]"), lazy("[A-Za-z]{1,3}")
# So far away in its line there must be a Han character.
_HAN, _NEAR = lazy("[\u4e00-\u9fff]"), 500
# Characters that text has by itself: all of a document's must be such as are found here.
_AT_HOME = {"shift_jis": lazy("[\uff61-\uff9f]"), "euc_kr": lazy(f"[{_HANGUL}]")}
# Signs that may stand beside what is damaged.
_PUNCTUATION = frozenset("“”‘’—–…·«»§©®°±\xa0")


def _decoders(strange: frozenset[str]) -> Iterator[str]:
    """Those whose first characters a text has."""
    for decoder, leads in LEADS_OF.items():
        if not strange.isdisjoint(leads):
            yield decoder
    if any_in(strange, HANGUL):
        yield "euc_kr"
    if any_in(strange, _CAPITALS_IN_GBK) and not strange.isdisjoint(_forms("gbk")):
        yield "gbk"


def _of(decoder: str, text: str) -> Iterator[Edit]:
    """The letters, signs and emoji of one decoder, where no other of its characters stands beside them."""
    found: list[Edit] = []
    for match in _pattern(decoder).finditer(text):
        start, end = match.span()
        if not _on_a_line_with_han(text, start, end) or _more_beside(decoder, text, start, end):
            continue
        parts = [_meant(decoder, part) for part in _part(decoder).findall(match.group())]
        if all(parts) and _fits(parts, text, start, end, found):
            found.append(Edit("repair", f"utf-8-as-{decoder}", start, match.group(), "".join(parts)))
    at_home = _AT_HOME.get(decoder)
    taken = "".join(edit.before for edit in found)
    if not (at_home and found and len(at_home.findall(text)) > len(at_home.findall(taken))):
        yield from found


def _meant(decoder: str, part: str) -> str:
    """The letter, sign or emoji that a decoder made something of; empty for any other."""
    meant = _forms(decoder).get(part, "")
    if not meant and len(part) == 4:  # as only decoders of one byte make of one
        emoji = decode(bytes_of(part, decoder), "utf-8")
        return emoji if is_emoji(emoji) else ""
    return meant


def _fits(parts: list[str], text: str, start: int, end: int, found: list[Edit]) -> bool:
    """Whether such letters or signs may stand where they were found.

    :param found: those before them.
    """
    before, behind = text[max(0, start - 4) : start], parts[-1][1:] + text[end : end + 6]
    if parts[0][0] in _AROUND_SIGNS:
        first, last = _AROUND_SIGNS[parts[0][0]]
        sound = re.search(f"(?:{first})\\Z", before) and re.match(last, behind)
        return len(parts) == 1 and sound is not None
    letters = [part[0].isalpha() for part in parts]
    if not any(letters):
        return True
    if not all(letters):
        return False
    if not _INSIDE.search(before):
        return bool(_FIRST.match(behind)) or (len(parts) > 1 and bool(_GOES_ON.match(behind)))
    goes_on = _GOES_ON.match(behind) or _LAST.search(before)
    if end - start > 1:
        goes_on = goes_on or _LAST_OF_TWO.search(before)
    near = bool(found) and _WORD.fullmatch(text, found[-1].end, start) is not None
    return parts[0][0].islower() and (near or goes_on is not None)


def _on_a_line_with_han(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _NEAR) : start]
    behind = text[end : end + _NEAR]
    stop = behind.find("\n") % (len(behind) + 1)
    return bool(_HAN.search(before, before.rfind("\n") + 1) or _HAN.search(behind, 0, stop))


def _more_beside(decoder: str, text: str, start: int, end: int) -> bool:
    """Whether other characters of the decoder stand beside what was found: it is a part of other damage."""
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    if decoder in SINGLE:
        return any(c in alphabet(decoder) and c not in _PUNCTUATION for c in beside)
    at_home = _AT_HOME.get(decoder)
    return bool(at_home and at_home.search(beside))


@cache
def _forms(decoder: str) -> dict[str, str]:
    """What a decoder makes of each letter and sign → these, with the ASCII letter that it took along."""
    if decoder == "gbk":  # its small letters, and its signs, are looked for as Han (see remains)
        forms = {c.encode().decode("gbk", "ignore"): c for c in _CAPITALS}
        return {form: c for form, c in forms.items() if is_rare(form)}
    meant = (*LETTERS, *_CAPITALS, *_AROUND_SIGNS, *_MARKS)
    if decoder in SINGLE:
        table = {data[0]: character for character, data in inverse(decoder).items() if data}
        return {"".join(table.get(byte, "") for byte in character.encode()): character for character in meant}
    found: dict[str, str] = {}
    for character in meant:
        data = character.encode()
        whole = data.decode(losing(decoder), "replace")
        if "\ufffd" not in whole:
            found.setdefault(whole, character)
        elif decoder == "shift_jis":  # the last byte takes an ASCII letter along
            for letter in map(chr, range(0x61, 0x7B)):
                taken = (data + letter.encode()).decode(losing(decoder), "replace")
                if "\ufffd" not in taken:
                    found.setdefault(taken, character + letter)
    return found


@cache
def _part(decoder: str) -> re.Pattern[str]:
    """One letter, sign or emoji.

    What may be the first character comes first, as one class, by which a search passes over all others: 4 to
    20 ns a character, where the thousands of forms of Shift-JIS side by side took 4 µs.
    """
    if decoder in SINGLE:
        table = {data[0]: character for character, data in inverse(decoder).items() if data}
        more = re.escape("".join(table[byte] for byte in range(0x80, 0xC0)))
        leads = (range(0xC2, 0xC6), (0xE2,), (0xF0,))
        first = [re.escape("".join(table[byte] for byte in some)) for some in leads]
        behind = {lead: f"[{more}]{{{count}}}" for count, lead in enumerate(first, 1)}
    else:
        others: dict[str, str] = {}
        for form in sorted(_forms(decoder)):
            others[form[0]] = others.get(form[0], "") + re.escape(form[1:])
        if not any(others.values()):
            return compiled(f"[{''.join(others)}]")
        behind = {lead: f"[{second}]" for lead, second in others.items()}
    ways = "|".join(f"(?<=[{lead}]){rest}" for lead, rest in behind.items())
    return compiled(f"[{''.join(behind)}](?:{ways})")


@cache
def _pattern(decoder: str) -> re.Pattern[str]:
    """Letters, signs and emoji in a row."""
    part = _part(decoder).pattern
    return compiled(f"{part}(?:{part})*")
