"""``python -m benchmarks [NAME ...]``: print the ratios of start-up, clean and conversion."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("startup", "clean", "conversion")

if __name__ == "__main__":
    names = sys.argv[1:] or NAMES
    del sys.argv[1:]  # they are not the benchmarks' own arguments
    for name in names:
        import_module(f"benchmarks.{name}").main()
        print()
