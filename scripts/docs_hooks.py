"""What mkdocs does to a page beside its plugins: the roles of Sphinx in docstrings are no Markdown."""

from __future__ import annotations

import re
from typing import Any

_ROLE = re.compile(r":(?:attr|class|data|exc|func|meth|mod):(?=<code>)")


def on_post_page(output: str, page: Any, config: Any) -> str:
    """The HTML of a page without ``:func:`` before a name."""
    return _ROLE.sub("", output)
