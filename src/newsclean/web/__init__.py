"""Web pages: from HTML to lines with what the markup says of each, and what the head says of the article."""

from __future__ import annotations

from newsclean.web.page import Page, read_page

__all__ = ["Page", "read_page"]
