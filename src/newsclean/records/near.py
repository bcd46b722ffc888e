"""Near-duplicates: articles that were printed again with another head, a paragraph less, in another script.

Texts are compared by their stretches of five characters, without blanks, folded to Simplified. MinHash finds
candidates: of 112 values four make a band, and texts that share one of the 28 bands are compared as
they are. Words are of no use: Chinese has none that blanks part.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from struct import Struct
from typing import TYPE_CHECKING, Any

from newsclean.extras import load
from newsclean.records.job import DUPLICATE, SIGNATURE, Job

if TYPE_CHECKING:
    import numpy as np

#: Characters of a stretch.
_STRETCH = 5
_BANDS, _ROWS = 28, 4
#: Texts that share so much of all their stretches are near-duplicates (docs/scale.md has the measurement).
LEAST = 0.5
#: A text of fewer stretches is too short to tell.
_FEWEST = 20
# So many texts of one band are compared; more share a form letter, not an article.
_MOST = 8
_VALUES = Struct(f">{_BANDS * _ROWS}I")
_FACTOR, _MIX = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9

# In the table of folded characters: those that are left out.
_NONE = 0xFFFFFFFF

#: What tells a text: the values of MinHash, big-endian, and the hashes of its stretches in order.
Signed = tuple[bytes, bytes]


@cache
def _minhash() -> Any:
    return load("rensa", "near", "--near").RMinHash


@cache
def _folded() -> np.ndarray[Any, Any]:
    """For each character the one it folds to; blanks are left out."""
    import numpy as np

    from newsclean.structure.rules.fold import table

    found = np.arange(0x110000, dtype=np.uint32)
    for code, other in table().items():
        found[code] = other
    found[[code for code in range(0x3001) if chr(code).isspace()]] = _NONE
    return found


def signed(text: str) -> Signed | None:
    """What tells a text; ``None`` for one that is too short."""
    import numpy as np

    codes = _folded()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)]
    codes = codes[codes != _NONE]
    count = len(codes) - _STRETCH + 1
    if count < _FEWEST:
        return None
    wide = codes.astype(np.uint64)
    hashes = wide[:count].copy()
    for at in range(1, _STRETCH):
        hashes *= _FACTOR
        hashes += wide[at : count + at]
    # Mixed as in SplitMix64, as MinHash takes the bits for random.
    hashes ^= hashes >> 30
    hashes *= _MIX
    hashes.sort()
    first = np.ones(count, np.bool_)
    np.not_equal(hashes[1:], hashes[:-1], out=first[1:])
    hashes = hashes[first]
    if len(hashes) < _FEWEST:
        return None
    digest = _minhash().digest_matrix_from_flat_token_hashes(
        hashes, np.array([0, len(hashes)], np.uint64), _BANDS * _ROWS, 1
    )
    values = _VALUES.pack(*digest.to_rows()[0])
    return values, (hashes >> 32).astype(np.uint32).tobytes()


def labels(job: Job, sign: Signed | None) -> dict[str, Any]:
    """What is added to a record; of what it is a duplicate is found out later."""
    signature = None if sign is None else sign[0].hex()
    return {f"{job.prefix}_{SIGNATURE}": signature, f"{job.prefix}_{DUPLICATE}": None}


class Index:
    """The texts of a run that were no duplicates; in memory 3 KB for each, the stretches in a file.

    :raises ExtraError: the library for it is not installed.
    """

    def __init__(self) -> None:
        import numpy as np

        _minhash()  # what lacks is said before anything is done
        self._buckets: dict[int, int | list[int]] = {}
        self._names: list[Any] = []
        self._spans: list[tuple[int, int]] = []
        self._file = tempfile.TemporaryFile(prefix="newsclean-")  # noqa: SIM115
        self._end = 0
        self._offsets = np.arange(_BANDS, dtype=np.uint64)

    def find(self, sign: Signed | None, name: Any) -> Any:
        """The name of the first text that is nearly the same as this one, or ``None``; then it is added."""
        import numpy as np

        if sign is None:
            return None
        values, data = sign
        bands = np.frombuffer(values, np.uint64).reshape(_BANDS, 2)  # four values of 32 bits
        keys: list[int] = (bands[:, 0] * _FACTOR + bands[:, 1] + self._offsets).tolist()
        candidates: set[int] = set()
        for key in keys:
            found = self._buckets.get(key)
            if found is not None:
                candidates.update(found if isinstance(found, list) else (found,))
        mine = np.frombuffer(data, np.uint32)
        for number in sorted(candidates):
            if _jaccard(mine, self._stretches(number)) >= LEAST:
                return self._names[number]
        self._add(keys, data, name)
        return None

    def _add(self, keys: list[int], data: bytes, name: Any) -> None:
        number = len(self._names)
        self._names.append(name)
        self._spans.append((self._end, len(data)))
        self._file.seek(self._end)
        self._file.write(data)
        self._end += len(data)
        for key in keys:
            found = self._buckets.setdefault(key, number)
            if found == number:
                continue
            if not isinstance(found, list):
                self._buckets[key] = [found, number]
            elif len(found) < _MOST:
                found.append(number)

    def _stretches(self, number: int) -> np.ndarray[Any, Any]:
        import numpy as np

        start, size = self._spans[number]
        self._file.seek(start)
        return np.frombuffer(self._file.read(size), np.uint32)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _jaccard(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> float:
    """What two sets share of all that is in them."""
    import numpy as np

    least, most = sorted((len(one), len(other)))
    if least < LEAST * most:
        return 0.0
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (least + most - shared)


def named(piece: bytes, job: Job, duplicate: Any) -> bytes:
    """A record in a text form with the name of what it is a duplicate of, which comes last."""
    if duplicate is None:
        return piece
    if job.writer.name == "jsonl":
        before, _, after = piece.rpartition(b"null")
        return before + json.dumps(str(duplicate)).encode() + after
    from newsclean.records.delimited import DELIMITERS, quoted

    end = len(piece.rstrip(b"\r\n"))
    return piece[:end] + quoted(str(duplicate), DELIMITERS[job.writer.name]).encode() + piece[end:]
