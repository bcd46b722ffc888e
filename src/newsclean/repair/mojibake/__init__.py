"""Mojibake: text that was decoded with the wrong encoding, and how to read it again.

``suspects`` finds where it may stand, ``pairs`` brings the bytes back, ``lattice`` (Viterbi over the bytes),
``pieces`` and ``utf16`` read them again, ``candidates`` says what a reading must gain, and ``stage``
tells them what to do and when to stop.
"""
