"""The model of lines: which of them are the article, learned from labelled pages.

:mod:`~newsclean.structure.model.columns` measures lines, :mod:`~newsclean.structure.model.trees` weighs what
was measured, :mod:`~newsclean.structure.model.decode` makes one article of it.
"""
