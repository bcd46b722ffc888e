r"""Notations: Chinese written as ASCII, ``\xE4\xB8\xAD``, ``\u4e2d``, ``&#20013;``, ``=?gb2312?B?…?=``.

One reader for all of them: ``units`` finds runs of a notation and says which bytes or code points they
stand for, ``charsets`` reads these as Chinese or finds that they are none, ``surroundings`` tells running
text from code, ``mail`` does the same for the blocks of e-mail, and ``stage`` decides: undone in running
text, left in code, never by halves, and reported where it is left.
"""
