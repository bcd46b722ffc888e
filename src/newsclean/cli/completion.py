"""Completion of values: what a shell offers after an option, looked up only when it asks."""

from __future__ import annotations

from collections.abc import Iterable

import click

from newsclean.options import CONFIGURATIONS, TARGETS


def targets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Of ``--to``."""
    return _beginning(incomplete, ("keep", *TARGETS, *CONFIGURATIONS))


def encodings(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Of ``--encoding`` and ``--output-encoding``."""
    from newsclean.decode.names import KNOWN

    own = "auto" if param.name == "encoding" else "keep"
    return _beginning(incomplete, (own, *KNOWN))


def repair_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Of ``--skip-rule``."""
    from newsclean.repair import RULES

    return _beginning(incomplete, sorted(RULES))


def line_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Of ``rules show``."""
    from newsclean.repair import RULES
    from newsclean.structure.rules.catalogue import all_rules

    return _beginning(incomplete, (*(rule.id for rule in all_rules()), *sorted(RULES)))


def record_forms(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Of ``records --format``."""
    forms = [f"{name}{packed}" for name in ("jsonl", "csv", "tsv") for packed in ("", ".gz", ".zst")]
    return _beginning(incomplete, (*forms, "parquet"))


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name.startswith(incomplete)]
