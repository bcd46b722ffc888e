"""``python -m benchmarks [NAME ...]``: print the ratios of start-up, clean and conversion."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("startup", "clean", "conversion")

if __name__ == "__main__":
    for name in sys.argv[1:] or NAMES:
        import_module(f"benchmarks.{name}").main()
        print()
