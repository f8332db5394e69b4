"""Print the README's command for a purpose, so that what CI runs is what a reader is told to run.

usage: readme_command.py run|tests
"""

import re
import sys
from pathlib import Path

MARK = {"run": "<!-- command: run -->", "tests": "<!-- command: tests -->"}


def command(purpose: str) -> str:
    """Return the first shell block after the mark of this purpose."""
    readme = Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")
    after = readme.split(MARK[purpose], 1)[1]
    block = re.search(r"```(?:sh|bash|console)\n(.*?)```", after, re.DOTALL)
    if block is None:
        raise SystemExit(f"README.md has no shell block after {MARK[purpose]}")
    return block.group(1).strip()


if __name__ == "__main__":
    sys.stdout.write(command(sys.argv[1]) + "\n")
