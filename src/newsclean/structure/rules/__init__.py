"""Rules: what lines of boilerplate look like, as data, and which lines they fit."""

from newsclean.structure.rules.rule import Rule

__all__ = ["Rule"]
