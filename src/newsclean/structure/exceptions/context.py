"""What the lines around a line make of it: the words of a page stand in articles, too.

A clause of a contract claims copyright, a novel quotes the desk's line, a list of prizes names
authors. In each case it is the lines around that say so, and no rule fits the line then.
"""

from __future__ import annotations

from newsclean.structure.exceptions.quotation import SPEECH, is_chat, is_near_speech, is_text, verse
from newsclean.structure.gate import certain_lines
from newsclean.structure.notes import Note, Notes, replace
from newsclean.structure.pairs import SPOKEN, bigrams, shares_words
from newsclean.structure.roles import LABELS, REQUESTS
from newsclean.structure.shapes import PROSE, REMARK, SENTENCE


def in_context(notes: Notes) -> Notes:
    """The notes, without the rules that the lines around them speak against.

    Lines of a numbered series, lines that are quoted, messages, and entries of lists are the article's. A
    sentence with the words of a notice is a notice behind the article, or next to other lines of a
    page. Among paragraphs it is what the article says about such notices: no rule fits it. Nor does
    one fit a heading among paragraphs if nothing else in the text is of a page, or the only line
    that is beyond doubt if it stands between paragraphs.

    :returns: the same notes; copies where something is another.
    """
    if is_chat(notes):
        return _without(notes, set(range(len(notes))))
    if not notes.hits:
        return notes
    return _without_lone(_without_said(_spoken(_held(notes))))


def _spoken(notes: Notes) -> Notes:
    """The notes, without rules that weigh words for lines that say what the text says: whom to follow, what
    to download is what a notice of that is about. Nor do rules for requests fit lines of instructions.
    """
    weighed = [i for i in notes.hits if (rule := notes[i].rule) and rule.evidence]
    asking = [i for i in notes.hits if (rule := notes[i].rule) and rule.role in REQUESTS]
    if not (weighed or asking) or not notes.prose:
        return notes
    text = "".join([notes[i].text for i in notes.prose])
    spoken = {i for i in weighed if shares_words(notes[i].text, text, SPOKEN)}
    return _without(notes, spoken.union(i for i in asking if _instructs(notes, i)))


def _instructs(notes: Notes, index: int) -> bool:
    """Whether a line is a sentence of the text that ends in a colon, with more text or a command right under
    it. Shorter ones are labels over buttons (分享到：).
    """
    text = notes[index].text
    if not notes.prose[0] < index < len(notes) - 1 or len(text) < _INSTRUCTION or text[-1] not in ":：":
        return False
    below = notes[index + 1]
    return below.rule is None and (is_text(below) or not bigrams(below.text))


_INSTRUCTION = 14


def _held(notes: Notes) -> Notes:
    """The notes, with those marked that are the article's by what stands around them."""
    from newsclean.structure.exceptions.entries import entries  # in most articles no rule fits a line
    from newsclean.structure.exceptions.series import clauses, headings, notices

    found = notices(notes)
    notes = notes.replaced({i: replace(notes[i], rule=rule) for i, rule in found.items()})
    notes = _without(notes, clauses(notes))
    notes = _without(notes, headings(notes))
    if is_near_speech(notes):
        for judge in SPEECH:
            notes = _without(notes, judge(notes))
    notes = _without(notes, verse(notes))
    return _without(notes, entries(notes))


def _without(notes: Notes, held: set[int]) -> Notes:
    """The notes, with those marked that are the article's. A user's own rule holds everywhere."""
    if not held:
        return notes
    own = [i for i in held if (rule := notes[i].rule) is not None and rule.file]
    return notes.replaced({i: replace(notes[i], rule=None, said=True) for i in held.difference(own)})


def _without_lone(notes: Notes) -> Notes:
    """The notes, without the rule of a line between paragraphs if no other is beyond doubt."""
    labels = [i for i in notes.hits if (rule := notes[i].rule) and rule.role in LABELS]
    if not labels:
        return notes
    text = next((i for i in range(len(notes) - 1, -1, -1) if is_text(notes[i])), 0)
    if labels[0] >= text:
        return notes
    firm = certain_lines(notes)
    if len(firm) != 1:
        return notes
    i = firm.pop()
    rule = notes[i].rule
    if rule is None or rule.role not in LABELS or rule.file:
        return notes
    # A headline that asks is no text over the line under it.
    begun = i > 0 and (notes[0].is_prose or any(map(is_text, notes[1:i])))
    if i > text or not begun:
        return notes
    return notes.replaced({i: replace(notes[i], rule=None, said=True)})


def _without_said(notes: Notes) -> Notes:
    """The notes, without the rules for sentences that the article says; on a page, right over its text."""
    said = [i for i in notes.hits if _may_be_said(notes[i])]
    prose = notes.prose
    if not said or not prose or said[0] > prose[-1]:
        return notes
    without = notes.replaced({i: replace(notes[i], rule=None) for i in said if i < prose[-1]})
    if not certain_lines(without):
        return without
    lines = (i for i in said if i < prose[-1] and without[i + 1].is_prose)
    inside = (i for i in lines if without[max(i - 1, 0)].rule is None)
    return notes.replaced({i: without[i] for i in inside})


def _may_be_said(note: Note) -> bool:
    """Whether an article may say such a line, depending on where it stands: also whom to follow."""
    rule = note.rule
    if rule is None or note.shape not in _SENTENCES:
        return False
    return rule.certain == "apart" or (rule.certain == "never" and rule.role == "share")


_SENTENCES = frozenset({PROSE, SENTENCE, REMARK})
