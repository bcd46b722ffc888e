"""The engine ``opencc-python``: opencc-python-reimplemented, for results equal to that package's.

It is slow and its dictionaries are of 2023; it is here for users whose earlier data was converted with it.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from functools import cache

from newsclean.alignment import Aligned, Joint
from newsclean.edits import difference
from newsclean.errors import OptionsError


@cache
def converter(configuration: str) -> Callable[[str], str]:
    """Exactly what opencc-python-reimplemented does for a configuration.

    :raises OptionsError: the package is missing, another package has taken the name of its module
        (``opencc`` is also the module of OpenCC's C++ binding), or it lacks the configuration.
    """
    spec = importlib.util.find_spec("opencc")
    if spec is None or not spec.submodule_search_locations:
        raise OptionsError("engine 'opencc-python' needs a package: pip install opencc-python-reimplemented")
    folder = spec.submodule_search_locations[0]
    # Looked at, not imported: the other package would load its library.
    if not os.path.isfile(os.path.join(folder, "opencc.py")):
        raise OptionsError(
            f"engine 'opencc-python': the module 'opencc' in {folder} is not opencc-python-reimplemented; "
            "packages that install a module of that name cannot share an environment"
        )
    if not os.path.isfile(os.path.join(folder, "config", f"{configuration}.json")):
        raise OptionsError(f"engine 'opencc-python' has no configuration {configuration!r}")
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC(configuration).convert
    return convert


def aligned(configuration: str, text: str) -> Aligned:
    """What it makes of a text; it does not say where the length changes, so that is found by comparison."""
    done = converter(configuration)(text)
    if len(done) == len(text):
        return Aligned(done)
    joints: list[Joint] = []
    grown = 0
    for edit in difference(text, done, stage="convert", rule=configuration):
        to = edit.start + grown
        joints.append((edit.start, edit.end, to, to + len(edit.after)))
        grown += len(edit.after) - len(edit.before)
    return Aligned(done, tuple(joints))
