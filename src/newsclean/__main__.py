"""``python -m newsclean`` and the ``newsclean`` command."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # What is imported stays: looking through it for garbage again and again takes a tenth of the start.
    gc.set_threshold(_ALLOCATIONS)
    try:
        from newsclean.cli import run
    except (Exception, SystemExit) as error:  # files of ours or of a library are missing or broken
        sys.stderr.write(f"newsclean: cannot start: {type(error).__name__}: {error}\n")
        sys.exit(2)
    except KeyboardInterrupt:  # before the run knows what to do with it
        sys.exit(130)
    code = run(sys.argv[1:])
    gc.freeze()  # nor is there anything to be looked for when the process ends
    sys.exit(code)


_ALLOCATIONS = 50_000

if __name__ == "__main__":
    main()
