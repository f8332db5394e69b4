"""``python -m treves`` is the same as ``treves``."""

from treves.cli import main

if __name__ == "__main__":
    main()
