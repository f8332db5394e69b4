"""Serve a case's page with the stand-in engine: python tests/dashboard/serve_with_double.py CASE PORT."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Serve until Ctrl-C."""
    sys.path.insert(0, str(Path(__file__).parent))
    from double_engine import DoubleEngine

    from treves.dashboard import serve

    serve._live_study = DoubleEngine
    serve.serve_case(
        sys.argv[1],
        port=int(sys.argv[2]),
        is_browser_opened=False,
        is_run_started=False,
        tell=lambda told: print(told, flush=True),
    )


if __name__ == "__main__":
    main()
