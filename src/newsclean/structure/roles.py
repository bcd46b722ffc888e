"""What the roles of lines mean to the reader: one table, a row for each role, a column for each property."""

from __future__ import annotations

# kept       the article's own
# fact       says something about the article: once or twice on a page, in every line of a table
# name       names someone: in a list of works or a cast, too
# claim      claims or declines something: what a contract, and an article about such claims, says too
# clause     may be a clause of a numbered series
# label      one such line is no evidence of a page: the article may say it
# notice     notices stand beside lines of this role
# office     a notice of an office ends in such lines
# signed     names who wrote or when: over or under an article's title
# request    asks readers for something
# aside      stands in brackets behind the last sentence of an article, too, and belongs to it: who reported
_TABLE = """
title            kept
kicker           kept
body             kept
duplicate-title
breadcrumb
dateline              fact                                        signed
source                fact name       clause label                signed
author                fact name       clause label                signed aside
editor                     name       clause label notice
copyright                       claim clause label notice
disclaimer                      claim clause label notice
contact               fact            clause              office
share                                        label                        request
related                                            notice
pager                                              notice
nav
ad                                                                        request
footer                                       label notice
site
"""

#: Role → its properties.
PROPERTIES = {row.split()[0]: frozenset(row.split()[1:]) for row in _TABLE.strip().splitlines()}


def having(name: str) -> frozenset[str]:
    """The roles that have a property.

    :raises KeyError: there is no such property.
    """
    found = frozenset(role for role, properties in PROPERTIES.items() if name in properties)
    if not found:
        raise KeyError(name)
    return found


KEPT = having("kept")
FACTS = having("fact")
NAMES = having("name")
CLAIMS = having("claim")
CLAUSES = having("clause")
LABELS = having("label")
NOTICES = having("notice")
#: After these an article does not go on; after a claim, the office that signs a notice may follow.
ENDS = NOTICES - CLAIMS
#: What the desk puts right under an article.
CLOSES = CLAIMS | {"editor"}
SIGNED = having("signed")
OFFICES = having("office")
REQUESTS = having("request")
ASIDES = having("aside")
