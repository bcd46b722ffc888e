"""Right words on hard sentences, beside the peers: ``python benchmarks/conversion_accuracy.py``.

The sentences of conversion_hard.txt were at hand when newsclean's words were made; those of
conversion_heldout.txt were written before any engine saw them, and are used for nothing but this. They are
made Simplified, converted back to Taiwan's standard by each engine, and the words in brackets looked for,
in their order. Forms that are not what is asked for (臺 and 台, 佈 and 布 …) count as the same. With
``--show ENGINE`` the sentences that an engine gets wrong are printed.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.conversion import peer_python

_SAME = str.maketrans("臺裏着佈爲麪衆啓羣牀綫喫佔週", "台裡著布為麵眾啟群床線吃占周")
_CODE = {
    "newsclean zh-TW": "from newsclean.convert import convert; f = lambda text: convert(text, 'zh-TW').text",
    "newsclean s2tw": "from newsclean.convert import convert; f = lambda text: convert(text, 's2tw').text",
    "opencc": "import opencc; f = opencc.OpenCC('s2tw').convert",
    "opencc-pyo3": "import opencc_pyo3; f = opencc_pyo3.OpenCC('s2tw').convert",
    "zhconv-rs": "import zhconv_rs; f = lambda text: zhconv_rs.zhconv(text, 'zh-tw')",
}


def main() -> None:
    """Convert and count."""
    parser = argparse.ArgumentParser(description="Compare the words that engines get right.")
    parser.add_argument("--show", choices=sorted(_CODE), help="print what this engine gets wrong")
    arguments = parser.parse_args()

    for name in ("hard", "heldout"):
        print(f"conversion_{name}.txt")
        compare(Path(__file__).with_name(f"conversion_{name}.txt"), arguments.show)


def compare(path: Path, show: str | None) -> None:
    """Convert the sentences of a file with each engine and count.

    :param show: the engine whose errors are printed.
    """
    from newsclean.convert import rewrite

    lines = path.read_text(encoding="utf-8").splitlines()
    marked = [line for line in lines if line and not line.startswith("#")]
    plain = [re.sub(r"[\[\]]", "", line) for line in marked]
    simplified = rewrite("\n".join(plain), "tw2s")
    for engine, code in _CODE.items():
        python = sys.executable if engine.startswith("newsclean") else peer_python(engine)
        done = converted(python, code, simplified).split("\n")
        wrong = [
            (line, result) for line, result in zip(marked, done, strict=True) if not is_right(line, result)
        ]
        print(f"  {engine:16} {1 - len(wrong) / len(marked):6.1%} of {len(marked)} sentences")
        if show == engine:
            print(*(f"    {line}  {result}" for line, result in wrong), sep="\n")


def converted(python: str, code: str, text: str) -> str:
    """What an engine in its own environment makes of a text."""
    program = (
        f"import sys; {code}; "
        "sys.stdout.buffer.write(f(sys.stdin.buffer.read().decode('utf-8')).encode('utf-8'))"
    )
    done = subprocess.run([python, "-c", program], input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode()


def is_right(marked: str, result: str) -> bool:
    """Whether the words in brackets stand in the result, in their order."""
    at = 0
    result = result.translate(_SAME)
    for word in re.findall(r"\[(.+?)\]", marked.translate(_SAME)):
        at = result.find(word, at) + len(word)
        if at < len(word):
            return False
    return True


if __name__ == "__main__":
    main()
