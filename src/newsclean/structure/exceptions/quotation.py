"""What an article quotes: lines in quotation marks, introduced or spoken of; letters, messages, verse."""

from __future__ import annotations

from newsclean.patterns import compiled
from newsclean.structure.notes import Note, Notes
from newsclean.structure.roles import CLAIMS, NAMES
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.words import expression
from newsclean.structure.shapes import PHRASE, PROSE, REMARK, SENTENCE, WORD

_MARKS = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "＂": "＂"}


def is_near_speech(notes: Notes) -> bool:
    """Whether a look at the signs beside the lines that rules fit finds something for one of
    :data:`SPEECH`; on most pages it does not.
    """
    for i in notes.hits:
        before = notes[i - 1].text[-1] if i else ""
        after = notes[i + 1].text[0] if i + 1 < len(notes) else ""
        if notes[i].text[0] in _MARKS or before in _LEADS or before.isdecimal() or after in _FOLLOWS:
            return True
    return False


def quoted(notes: Notes) -> set[int]:
    """Indexes of lines wholly in quotation marks."""
    return {i for i in notes.hits if _is_quoted(notes[i].text)}


def _is_quoted(text: str) -> bool:
    return text[-1] == _MARKS.get(text[0]) and len(text) > 2


def is_text(note: Note) -> bool:
    """Whether a line is a sentence of a text, or a question or an exclamation in one."""
    return note.is_prose or (note.rule is None and note.text.endswith(_ENDS) and len(note.text) >= _REMARK)


_ENDS = ("？", "！", "?", "!", "？”", "！”", "？」", "！」", "…")
_REMARK = 8

# How a line ends that introduces what follows.
_COLON = (":", "：", "﹕", "——", "--")
_LONG = 14  # a longer line with a colon at its end is no label
_FAR = 8


def introduced(notes: Notes) -> set[int]:
    """Indexes of lines that a line ending in a colon or a dash introduces; text goes on behind them."""
    found: set[int] = set()
    for hit in notes.hits:
        i = hit - 1
        if i < 0 or (note := notes[i]).rule is not None or not note.text.endswith(_COLON):
            continue
        text = fold(note.text)
        announced = compiled(expression("introduces")).match(text) is not None
        begun = bool(notes.prose) and notes.prose[0] < i
        if "," not in text and not announced and (len(text) < _LONG or not begun):
            continue  # a label, or what a page says over the article
        run: list[int] = []
        for j in range(i + 1, min(i + 1 + _FAR, len(notes))):
            if is_text(notes[j]):
                found.update(run)
                break
            rule = notes[j].rule
            if rule is not None and (announced or rule.role != "ad"):
                run.append(j)
    return found


_RECEIVES = frozenset({"收", "启", "啟", "亲启", "親啟", "敬启", "敬啟"})


def addressed(notes: Notes) -> set[int]:
    """Indexes of lines that name who a letter is for: 收 stands under them."""
    return {i for i in notes.hits if i + 1 < len(notes) and notes[i + 1].text in _RECEIVES}


# Who writes, and when: over each message of a conversation.
_SENDER = r"[^\s:：]{1,16}\s+(?:[\d/.-]{4,10}\s+)?\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
_SENDERS = 2
_NAME = 9


def conversation(notes: Notes) -> set[int]:
    """Indexes of messages in a conversation: lines right under the name of who writes, and the time; or of
    who speaks, where at least two such names stand over paragraphs.
    """
    found = {i for i in notes.hits if i and _is_named(notes[i]) and _is_sender(notes[i - 1])}
    if found and sum(map(_is_sender, notes)) < _SENDERS:
        found = set()
    spoken = {i for i in notes.hits if i and _is_speaker(notes[i - 1])}
    if spoken and sum(i > 0 and _is_speaker(notes[i - 1]) for i in notes.prose) >= _SENDERS:
        found |= spoken
    return found


def is_chat(notes: Notes) -> bool:
    """Whether a text is all messages, each under who writes, and when."""
    times = [note for note in notes if note.text[-1].isdecimal()]
    if _CHAT * len(times) < len(notes):
        return False
    senders = sum(map(_is_sender, times))
    return senders > _SENDERS and _CHAT * senders >= len(notes)


# In a chat, one of so many lines says who writes.
_CHAT = 3


def _is_speaker(note: Note) -> bool:
    return note.rule is None and note.text.endswith(_COLON[:3]) and len(note.text) <= _NAME


def _is_sender(note: Note) -> bool:
    return note.rule is None and note.text[-1].isdecimal() and bool(compiled(_SENDER).fullmatch(note.text))


def _is_named(note: Note) -> bool:
    return note.rule is not None and note.rule.role in _SENT


_SENT = NAMES | CLAIMS


#: Who finds lines that someone says, in the order in which they are asked.
SPEECH = (quoted, introduced, addressed, conversation)
_LEADS = frozenset(sign[-1] for sign in _COLON)
_FOLLOWS = frozenset(word[0] for word in _RECEIVES)


def verse(notes: Notes) -> set[int]:
    """Indexes of lines that name the author of a poem: beside verse, or in a text of verse or short lines."""
    named = [i for i in notes.hits if (rule := notes[i].rule) is not None and rule.role == "author"]
    named = [i for i in named if not compiled(expression("reporter")).search(fold(notes[i].text))]
    if not named:
        return set()
    plain = [note for note in notes if note.rule is None]
    short = len(plain) >= _LINES and all(
        len(note.text) <= _SHORT and note.shape in (PHRASE, REMARK, WORD, SENTENCE) for note in plain
    )
    poem = short or 2 * sum(map(_is_metric, plain)) > len(plain)
    return {i for i in named if poem or any(map(_is_metric, notes[i + 1 : _end_of_preface(notes, i)]))}


def _end_of_preface(notes: Notes, index: int) -> int:
    """How far under the line with the name verse may begin: a work that is named 《…》 may have a preface."""
    named = index > 0 and notes[index - 1].text[0] == "《" and notes[index - 1].text[-1] == "》"
    return len(notes) if named else index + 3


_LINES = 4
_SHORT = 20


def _is_metric(note: Note) -> bool:
    """Whether a line is made of parts of one length, four to eight characters, as classical verse is."""
    if note.rule is not None or note.shape not in (PROSE, SENTENCE, PHRASE):
        return False
    parts = [part for part in compiled("[，。！？；,;!?]").split(note.text) if part]
    return (
        len(parts) > 1
        and note.text[-1] in "，。！？；,;!?"
        and 4 <= len(parts[0]) <= 8
        and len({len(part) for part in parts}) == 1
    )
