"""Damage made on purpose: wrong decodings of sentences, bare and in context, whole and with losses.

``sentences`` are what is damaged, ``decoders`` and ``contexts`` do it, ``pairs``, ``places``, ``letters`` and
``losses`` say what is measured, ``outcome`` repairs it and counts.
"""
