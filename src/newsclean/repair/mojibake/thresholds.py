"""What decides about wrong decodings, in nats of the plausibility model, each with its evidence.

Running Chinese costs 4 to 7 nats a character, Japanese, Korean, Russian and code as much, what wrong decoders
write 12 to 18. A margin of 7 nats is odds of 1,000 to 1 on top of the pair's prior.
"""

from __future__ import annotations

# --- which runs are read again ------------------------------------------------------------------

#: A run that costs less for each character reads well and is left: good text costs 4 to 7.
READS_WELL = 7.6

# --- the search (see lattice) -------------------------------------------------------------------

#: To begin a stretch inside a run is dearer where the wrong reading looks like the right one (Han for Han).
SWITCH_UTF8 = 5.0
SWITCH_SINGLE = 6.0
SWITCH_DOUBLE = 12.0
#: To end one there is cheap, but not where the rest of the run looks like what was read.
LEAVE = 2.0
LEAVE_DOUBLE = 6.0
#: A lost character costs what a rare one does.
LOST = 9.0
#: A byte that a program dropped on the way: the soft hyphen, which browsers do not show.
DROPPED = 8.0
#: A byte that has no partner is left; reading on out of step costs 5 to 10 nats a character more.
ORPHAN = 13.0

# --- what a reading must gain (see verdict) --------------------------------------------------------

#: Beside its prior, over the *different* characters. With these, the only lines changed among
#: 260,000 clean ones of many languages (benchmarks/repair_clean.py) were damaged in truth.
MARGIN = 7.0
#: The same where only the model judges: no rule of UTF-8 holds the bytes together.
MARGIN_HAN = 10.0
#: The same for two different characters, and for three Han characters that were others: names are as rare.
MARGIN_SHORT = 16.0
#: So many different characters must be read again, but for UTF-8: ``岍 岍 岍`` is 世 世 世 elsewhere.
DIFFERENT = 4
DIFFERENT_HAN = 3
#: The same where hardly any are letters, as of Big5 in CP1252: ``·´¯`·.¸`` is a wave.
DIFFERENT_SIGNS = 7
#: Or Han characters that are listed words, which cost less: 系統設定 4.5 each, by chance 12 to 18; 健公布, a
#: word and a character, must not. Two characters are only reported, up to one nat dearer: 張偉 6.4.
WORDS = 5.6
#: Two rare characters that give a word that costs no more are that word: 中文 10.8, 文件 8.8. 13.2 is 島礁.
COMMON_WORD = 11.0
#: The same where the document has proved the pair elsewhere, and how much then proves it.
MARGIN_PROVED = 3.0
PROVES = 25.0

#: A new reading that costs more for each character is no text; some names and kana need this much.
READS = 9.2
#: So many nats on top for a whole reading: short names are dear.
READS_SLACK = 8.0
#: Of Cyrillic letters alone, or parts of frames, a reading is text only if it costs no more: 96 to 99 of 100
#: phrases of three or more Han in news do, words with every other letter large none to 1 in 300.
#: With the slack 401 of 1,500 such words were altered, and 27 of 700 rows of random frames.
READS_ALIKE = 8.6
#: So few characters may be a word of another language, or a name of ornate letters, and must cost no more,
#: either: of 5,700 phrases of three to six Han characters 95 to 99 in 100 do, of 210 false ones 1 in 30.
WORD = 6
#: A last character whose second byte is a sign or letter behind the damage costs so much: ``海裓n`` was 海,
#: half a character and ``\\n``. Big5's own last characters with such a byte cost 3 to 8.
CHANCE_END = 10.0
#: With so much, and a sign that parts fields, it is reported: 末尚 for 末, half a character and ``|``.
DOUBTFUL_END = 8.0
#: But not so few characters of UTF-8 in a seldom pair: 魏晞劼, a name, is 鰝院 in Shift-JIS, which is none.
BRIEF = 3
#: Three characters in a row that cost more are no place of a text that was read right: of 1,500 sentences
#: each of mainland news, documentation and Taiwanese law none to 0.07 % have one, of Hong Kong's news, with
#: Cantonese, 2 %; of readings out of step or with a wrong table nearly all.
PLACE = 38.0
#: The same where the bytes are valid UTF-8, which hardly are so by chance.
PLACE_UTF8 = 44.0
#: A reading with a place that costs more is compared with others: 1 % of such sentences have one.
DOUBTFUL_PLACE = 32.0

#: Beside what was read again good text may have been read, too, where both have several bytes: what was so
#: much likelier as it was given stays. Of 264 phrases with good words glued to them 88 came out wrong without
#: a word, with 8 nats 47, with this 4; of 500 phrases by themselves 446 came back exactly, 454 and 453.
LEAVE_END = 1.5
#: With less it is reported, for it may be damage that happens to look like text.
SURELY_GOOD = 8.0

#: What characters of GBK that are paired anew must gain (see step).
OUT_OF_STEP = 14.0

# --- what is reported ------------------------------------------------------------------------------

#: A run with signs of a decoder of one byte is damaged if it costs so much a character, and has so many
#: different characters beside ASCII, letters among them: of 2,000 random rows of signs 248 were reported
#: without that.
EVIDENT = 9.5
EVIDENT_DIFFERENT = 6
EVIDENT_LETTERS = 3
#: Hangul among Han that costs so much a character is no Korean: Korean with Chinese characters costs 8 to 9,
#: what EUC-KR and Johab make of bytes 16 to 20.
GIBBERISH = 12.0
#: Half-width kana with one mark where Japanese has none is damaged if it costs so much a character: lines of
#: Japanese cost 6.7 to 9.3, and have no such mark, what CP932 makes of GBK and Big5 costs 8.6 to 15.
NO_KANA = 8.5
#: What the best reading of a run that is left must gain for the run to be reported.
EXPLAINED = 8.0

#: A character may have been another one (see variants) if that is so much likelier in its place: with an
#: encoding of one byte, the same where all letters are of one case, which a program may have changed, and
#: with an encoding of several bytes, where a normal form of Unicode makes one character of two. Of 1,159
#: lines that came back exactly 18 are reported for it.
ANOTHER = 8.0
FOLDED = 0.5
ANOTHER_CODE = 0.5

#: One to three Han characters beside what was read again are reported if they are so much likelier read
#: again.
REST = 3.0

# --- lost characters (see fill) ----------------------------------------------------------------------

#: How much likelier the best filling must be than the next one to be put in without being asked for. Of 341
#: fillings above it in laws and speeches none was wrong, with 5.0 2 of 364; in news 45 of 6,353 were, and 34
#: of 5,670 with 6.5. A full stop at the end of a line has 5.9.
CERTAIN = 5.8
#: With so much by sequences and words the n-gram model is asked, too: its margin may be CERTAIN, and what it
#: likes another filling better counts against one. In 3,120 sentences of news that it did not count, damaged
#: in 24 ways, 6,308 fillings were right and 45 wrong; 6,101 and 48 without it.
AGREED = 3.5
