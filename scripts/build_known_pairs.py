"""Write the pairs of characters of which it is known how Traditional text writes them, or usually does.

    python scripts/build_known_pairs.py FOLDER

FOLDER has genuine Traditional text (see genuine_text.py). It is made Simplified, and each pair of which one
is among ``open-choices.txt`` is counted with what stands for it in the genuine text. Where that is nearly
always the same (``known-pairs.txt``) the model need not be asked, which takes time. Where it is so in most
places (``usual-pairs.txt``) it tells, beside the known ones, which pairs a phrase of the lists has torn.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from genuine_text import Array
from usage_text import grams, read, word_of

from newsclean.convert.context import open_characters

_TARGET = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "convert"

# A pair is known, or usual, that stands so often in the text, and in so large a share of its places is
# written so. Of usual ones 復製 and the like are misprints.
_PLACES = 30
_SHARES = {"known-pairs.txt": 0.995, "usual-pairs.txt": 0.97}

_HEADER = """\
# Pairs of characters of which one is in open-choices.txt, and what Traditional text writes for them: in at
# least {places} places, and in {share:.1%} of all{more}. In Taiwan's standard, each followed by what is
# written. Made by scripts/build_known_pairs.py from the text that NOTICE names.
"""


def main() -> None:
    """Write the lists that are shipped."""
    build(Path(sys.argv[1]), _TARGET)


def build(folder: Path, target: Path, without: Sequence[str] = ()) -> None:
    """Write both lists into a folder.

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
    counted = known(np.concatenate(keys), np.concatenate(forms))
    taken: set[str] = set()
    for name, share in _SHARES.items():
        lines = [line for line, of_all in counted.items() if of_all >= share and line not in taken]
        more = ", but fewer than in known-pairs.txt" if taken else ""
        taken |= set(lines)
        rows = ["".join(lines[at : at + 20]) for at in range(0, len(lines), 20)]
        header = _HEADER.format(places=_PLACES, share=share, more=more)
        (target / name).write_text(header + "\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def known(keys: Array, forms: Array) -> dict[str, float]:
    """The pairs that are met often with what is written for them, four characters each; in what share."""
    order = np.lexsort((forms, keys))
    keys, forms = keys[order], forms[order]
    begins = np.flatnonzero(np.r_[True, (keys[1:] != keys[:-1]) | (forms[1:] != forms[:-1])])
    counts = np.diff(np.r_[begins, len(keys)])
    totals: dict[int, int] = {}
    best: dict[int, tuple[int, int]] = {}
    for key, form, count in zip(keys[begins].tolist(), forms[begins].tolist(), counts.tolist(), strict=True):
        totals[key] = totals.get(key, 0) + count
        best[key] = max(best.get(key, (0, 0)), (count, form))
    return {
        word_of(key, 2) + word_of(form, 2): count / totals[key]
        for key, (count, form) in sorted(best.items())
        if count >= _PLACES
    }


if __name__ == "__main__":
    main()
