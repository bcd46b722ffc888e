"""Structure: which line of a news page is what, and the article without the rest."""

from __future__ import annotations

from newsclean.structure.reader import read
from newsclean.structure.rules import load_rules
from newsclean.structure.stripper import strip

# The rules as a user sees them (catalogue) and rules learned from documents (learning) are
# imported by those who need them: most runs do not.
__all__ = ["load_rules", "read", "strip"]
