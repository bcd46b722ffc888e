"""Run benchmarks.

``python -m benchmarks`` prints the ratios of start-up, clean and conversion, and ``python -m benchmarks NAME
[ARGUMENT ...]`` runs one, such as ``repair-clean FOLDER``.
"""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("startup", "clean", "conversion")

if __name__ == "__main__":
    arguments = sys.argv[1:]
    chosen = arguments[:1] or NAMES
    sys.argv[1:] = arguments[1:]
    for name in chosen:
        import_module(f"benchmarks.{name.replace('-', '_')}").main()
        print()
