"""A full run in a process of its own, at low priority; it ends with the server that started it.

Reads one line of JSON (the case, the day, the changes, where to write) and keeps reading: when its standard input
ends, so does it. Writes one line of JSON per step.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import traceback
from datetime import date
from pathlib import Path
from typing import Any

__all__ = ["main"]

NICE = 10
ORPHANED = 3


def main() -> None:
    """Run what the first line asks for."""
    with contextlib.suppress(AttributeError, OSError):  # no priorities on this system
        os.nice(NICE)
    asked = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    try:
        _run(asked)
    except Exception as error:
        from treves.errors import TrevesError

        if not isinstance(error, (TrevesError, OSError)):
            traceback.print_exc()
        _tell(error=str(error) or type(error).__name__)
        sys.exit(1)


def _run(asked: dict[str, Any]) -> None:
    from treves.case import load_case
    from treves.case.adjust import adjust, parse_adjustments
    from treves.study import run_study, write_findings

    as_of = date.fromisoformat(asked["as_of"]) if asked["as_of"] else None
    case = adjust(load_case(asked["case"], as_of=as_of), parse_adjustments(asked["adjustments"]))
    if case.digest != asked["case_digest"]:
        _tell(error="the files of the case changed while the run began; right would be to run it again")
        sys.exit(1)
    findings = run_study(case, progress=lambda told, share: _tell(told=told, share=share))
    write_findings(findings, Path(asked["out"]))
    _tell(told="done", share=1.0)


def _tell(**told: Any) -> None:
    print(json.dumps(told), flush=True)  # noqa: T201 - the server reads it


def _end_with_the_server() -> None:
    while sys.stdin.readline():
        pass
    os._exit(ORPHANED)


if __name__ == "__main__":
    main()
