"""The model in a file: read it, write it.

Two lines of header name the form, the version and the SHA-256 of what follows; then, compressed, the names
of the columns, the decoder's costs, the pieces of the vocabulary with their weights, and two sets of trees:
one says whether a line is the article's, the other whether it is the title.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from newsclean.stored import read, write
from newsclean.structure.model.vocabulary import BITS, Vocabulary
from newsclean.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from newsclean.structure.model.columns import Columns
    from newsclean.structure.model.decode import Costs
    from newsclean.structure.model.trees import Trees

#: The folder of the models.
DATA = Path(__file__).parent.parent.parent / "data" / "structure"
_FORM = "newsclean reader model 1"


class Model(NamedTuple):
    """What was learned from labelled pages.

    :param columns: the names of the columns that the trees ask for.
    """

    version: str
    digest: str
    columns: tuple[str, ...]
    costs: Costs
    vocabulary: Vocabulary
    article: Trees
    title: Trees

    def measure(self, lines: Sequence[str]) -> Columns:
        """The columns of lines that are not blank, without outer blanks."""
        from newsclean.structure.model.columns import Columns

        return Columns(lines, self.vocabulary)


#: The model for text, and the one for web pages.
TEXT, PAGES = "reader.model", "reader-html.model"


@cache
def load(name: str = TEXT) -> Model:
    """The model that comes with the program."""
    known: Any = read(name, _identity(name))
    if known is not None:
        return _remade(known, vocabulary(name))
    made = parse((DATA / name).read_bytes())
    write(name, _identity(name), _remembered(made))
    return made._replace(vocabulary=vocabulary(name))


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of a model, by itself: of most texts no more is asked."""
    known: Any = read(f"{name}.words", _identity(name))
    if known is not None:
        return Vocabulary.from_columns(*known)
    _, _, pieces, weights, *_ = _unpack((DATA / name).read_bytes())[2]
    made = _vocabulary(pieces, weights)
    write(f"{name}.words", _identity(name), made.columns())
    return made


# Change it with what is stored.
_STORED = 2


@cache
def _identity(name: str) -> str:
    """What decides a model: the two lines of its header."""
    with open(DATA / name, "rb") as file:
        return f"{_STORED} {file.readline() + file.readline()!r}"


def use(folder: Path) -> None:
    """Read the models of another folder from now on; nothing of those before is remembered."""
    globals()["DATA"] = folder
    for known in (load, vocabulary, _identity):
        known.cache_clear()


def _remembered(model: Model) -> tuple[Any, ...]:
    """A model in the form in which it loads at once, without its vocabulary."""
    trees = [
        (list(some.conditions), list(map(list, some.trees)), some.offset, some.scale, some.layout)
        for some in (model.article, model.title)
    ]
    return (*model[:3], tuple(model.costs), *trees)


def _remade(known: tuple[Any, ...], words: Vocabulary) -> Model:
    from newsclean.structure.model.decode import Costs
    from newsclean.structure.model.trees import Trees

    version, digest, columns, costs, article, title = known
    return Model(version, digest, columns, Costs(*costs), words, Trees(*article), Trees(*title))


def parse(data: bytes) -> Model:
    """A model from the bytes of its file.

    :raises ValueError: it is in another form, or cut short.
    """
    from newsclean.structure.model.decode import Costs

    number, digest, (names, costs, pieces, weights, article, title) = _unpack(data)
    return Model(
        number,
        digest,
        tuple(names.decode().split("\n")),
        Costs(*map(float, costs.split())),
        _vocabulary(pieces, weights),
        _trees(_numbers("h", article)),
        _trees(_numbers("h", title)),
    )


def dump(model: Model) -> bytes:
    """The bytes of a model's file; version and digest are those of the content."""
    from hashlib import sha256

    packed = model.vocabulary.packed
    names = sorted(packed)
    parts = (
        "\n".join(model.columns).encode(),
        " ".join(map(str, model.costs)).encode(),
        "\n".join(names).encode(),
        _bytes("q", [packed[name] for name in names]),
        _bytes("h", _flat(model.article)),
        _bytes("h", _flat(model.title)),
    )
    sizes = " ".join(str(len(part)) for part in parts).encode()
    content = zlib.compress(sizes + b"\n" + b"".join(parts), 9)
    digest = sha256(content).hexdigest()
    return f"{_FORM}\n{model.version} {digest}\n".encode() + content


def _unpack(data: bytes) -> tuple[str, str, list[bytes]]:
    """The version of a model's file, its digest, and its parts."""
    form, version, content = data.split(b"\n", 2)
    if form.decode("ascii", "replace") != _FORM:
        raise ValueError("not a model of this form")
    number, digest = version.decode("ascii").split(" ")
    try:
        sizes, rest = zlib.decompress(content).split(b"\n", 1)
    except zlib.error as error:
        raise ValueError(f"a damaged model: {error}") from None
    parts = []
    for size in map(int, sizes.split()):
        parts.append(rest[:size])
        rest = rest[size:]
    return number, digest, parts


def _vocabulary(pieces: bytes, weights: bytes) -> Vocabulary:
    return Vocabulary(dict(zip(pieces.decode().split("\n"), _numbers("q", weights), strict=True)))


def _numbers(kind: str, data: bytes) -> list[int]:
    """Little-endian integers of 16 (``h``) or 64 bits (``q``)."""
    import sys

    numbers = array(kind)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tolist()


def _bytes(kind: str, numbers: Sequence[int]) -> bytes:
    import sys

    found = array(kind, numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _flat(trees: Trees) -> list[int]:
    """Trees as numbers of 16 bits: offset and scale, conditions, then the steps of all trees."""
    high, low = divmod(trees.offset, _HALF)
    flat = [high, low, int(trees.scale), len(trees.conditions)]
    for feature, threshold in trees.conditions:
        flat += (feature, threshold)
    for tree in trees.trees:
        flat += tree
    return flat


def _trees(flat: Sequence[int]) -> Trees:
    from newsclean.structure.model.trees import Trees

    high, low, scale, count = flat[:4]
    pairs = iter(flat[4 : 4 + 2 * count])
    trees: list[list[int]] = []
    open_ends = 0
    for step in flat[4 + 2 * count :]:
        if not open_ends:
            trees.append([])
            open_ends = 1
        trees[-1].append(step)
        open_ends += 1 if step >= 0 else -1  # a split opens two ends and closes one
    return Trees(list(zip(pairs, pairs, strict=True)), trees, high * _HALF + low, float(scale))


_HALF = 1 << 15


def packed(weights: dict[str, tuple[int, int, int]]) -> dict[str, int]:
    """Three weights of each piece in one integer."""
    return {
        piece: keep + (opens << BITS) + (closes << 2 * BITS)
        for piece, (keep, opens, closes) in weights.items()
    }
