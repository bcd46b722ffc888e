"""Tables of cases: TOML files in the folder ``cases`` beside the tests that run them, one loader for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from newsclean.limited import parse_toml

Case = dict[str, Any]


def load(test: str, name: str) -> dict[str, Any]:
    """The tables of a file of cases.

    :param test: the module that runs them, as its ``__file__``.
    :param name: of the file, without its ending.
    """
    path = Path(test).parent / "cases" / f"{name}.toml"
    return parse_toml(path.read_bytes(), str(path))


def names(test: str) -> list[str]:
    """The names of all files of cases beside a test."""
    return sorted(path.stem for path in (Path(test).parent / "cases").glob("*.toml"))


def params(cases: Iterable[Case], name: Callable[[Case], str] = lambda case: str(case["name"])) -> list[Any]:
    """Parameters of a test, one for each case; one that ``fails`` today is a known failure.

    :param name: what it is called among the tests.
    """
    return [
        pytest.param(
            case,
            id=name(case),
            marks=pytest.mark.xfail(strict=True, reason=case["fails"]) if "fails" in case else (),
        )
        for case in cases
    ]
