"""The review page: what was done to many documents, as one HTML file that needs no network.

:mod:`view` makes of a document what the page shows, :mod:`saved` of a line of JSON from an earlier run;
:mod:`page` puts many into one file, :mod:`cell` one into a notebook. Words are data: ``data/report``.
"""
