"""Mojibake: text that was decoded with the wrong encoding, and how to read it again.

From evidence to proposed edits to what is made and told; ``stage`` walks this way with a document, ``reader``
with one of its runs, whose ``outcome`` is edits, what is left and what is doubtful.

* Where: ``runs`` finds runs that may be damaged by their characters, ``sound`` those that are not looked at.
* Which: ``screen`` says which of the ``pairs`` may explain a run, by the ``tables`` of their bytes.
* Read: ``layers`` read a run as a whole (each reading is one of the ``candidates``), the ``lattice`` stretch
  by stretch (Viterbi; its best ``path`` is the reading), ``pieces`` a long line. ``tokens`` are its bytes, as
  programs may have altered them, and what is ``below`` is the run before it was damaged once more.
* Judge: the ``verdict`` says what a reading gains and what it must (``thresholds``), ``places`` what of it is
  no text, the ``family`` whether an encoding that is alike reads better.
* Lost bytes: ``filling`` puts in what is certain or guessed, one place (``fill``) or a whole run (``guess``),
  by what stands ``around``; ``step`` pairs bytes anew that are out of step.
* Known by their bytes alone: ``utf16``, ``remains``, ``western``, ``punctuation``, ``common_word`` and
  ``gb2312``.
* Told: ``losses`` words the warnings about what ``traces``, ``rest`` and ``questions`` find left, and what of
  a reading ``doubts`` and ``variants`` find doubtful. What a text cites is ``quoted``, and stays.
"""
