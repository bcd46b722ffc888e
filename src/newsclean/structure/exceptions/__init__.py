"""Lines that look like a page's and are the article's, by the lines around them."""

from newsclean.structure.exceptions.context import in_context

__all__ = ["in_context"]
