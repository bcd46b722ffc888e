"""Records: data sets with a text in each record, cleaned where they are.

Every byte outside the text and what is added stays as it was: a record is never written anew, the new
text is put into it. Blocks of records go to processes and come back in order; the parent parses nothing.
"""

from __future__ import annotations

from newsclean.records.job import Job
from newsclean.records.run import Listener, Plan, run
from newsclean.records.tally import Tally

__all__ = ["Job", "Listener", "Plan", "Tally", "run"]
