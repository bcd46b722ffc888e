"""Write the pairs of characters of which it is known how Traditional text writes them.

    python scripts/build_known_pairs.py FOLDER

FOLDER has genuine Traditional text (see genuine_text.py). It is made Simplified, and each pair of which one
is among ``open-choices.txt`` is counted with what stands for it in the genuine text. Where that is nearly
always the same the model need not be asked, which takes time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from genuine_text import Array
from usage_text import grams, read, word_of

from newsclean.convert.context import open_characters

_TARGET = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "convert" / "known-pairs.txt"

# A pair is known that stands so often in the text, and in so large a share of its places is written so.
_PLACES, _SHARE = 30, 0.995

_HEADER = """\
# Pairs of characters of which one is in open-choices.txt, and what Traditional text writes for them: in at
# least {places} places, and in {share:.1%} of all. In Taiwan's standard, each followed by what is written.
# Made by scripts/build_known_pairs.py from the text that NOTICE names.
"""


def main() -> None:
    """Write the list that is shipped."""
    build(Path(sys.argv[1]), _TARGET)


def build(folder: Path, target: Path, without: Sequence[str] = ()) -> None:
    """Write a list.

    :param without: sources that are left out.
    """
    wanted = np.array(sorted(map(ord, open_characters())), np.uint16)
    keys, forms = [], []
    for source in read(folder, "hant", without, []):
        places = np.flatnonzero(np.isin(source.simplified, wanted))
        starts = np.unique(np.concatenate([places - 1, places]))
        key, valid = grams(source.simplified, 2)
        form, also = grams(source.genuine, 2)
        starts = starts[(starts >= 0) & (starts < len(key))]
        starts = starts[valid[starts] & also[starts]]
        keys.append(key[starts])
        forms.append(form[starts])
    lines = known(np.concatenate(keys), np.concatenate(forms))
    rows = ["".join(lines[at : at + 20]) for at in range(0, len(lines), 20)]
    header = _HEADER.format(places=_PLACES, share=_SHARE)
    target.write_text(header + "\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def known(keys: Array, forms: Array) -> list[str]:
    """The pairs with what is written for them, four characters each."""
    order = np.lexsort((forms, keys))
    keys, forms = keys[order], forms[order]
    begins = np.flatnonzero(np.r_[True, (keys[1:] != keys[:-1]) | (forms[1:] != forms[:-1])])
    counts = np.diff(np.r_[begins, len(keys)])
    totals: dict[int, int] = {}
    best: dict[int, tuple[int, int]] = {}
    for key, form, count in zip(keys[begins].tolist(), forms[begins].tolist(), counts.tolist(), strict=True):
        totals[key] = totals.get(key, 0) + count
        best[key] = max(best.get(key, (0, 0)), (count, form))
    return [
        word_of(key, 2) + word_of(form, 2)
        for key, (count, form) in sorted(best.items())
        if count >= _PLACES and count >= _SHARE * totals[key]
    ]


if __name__ == "__main__":
    main()
