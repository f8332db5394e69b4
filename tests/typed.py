"""treves as a user types it, in this process: the same entry and streams, without the start of an interpreter."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from treves.cli import main

__all__ = ["Done", "typed"]


class Done(NamedTuple):
    """How a command ended, as from ``subprocess.run``."""

    returncode: int
    stdout: str
    stderr: str


def typed(*words: object, cwd: Path, env: Mapping[str, str] | None = None, said: str = "") -> Done:
    """Run ``treves`` with some words in a folder, both streams caught, only ``said`` to be read, no terminal.

    What no user should see, an exception that the program did not turn into a message, reaches the test.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    code = None
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, env or {}),
        mock.patch.object(sys, "argv", ["treves", *map(str, words)]),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(said.encode()), encoding="utf-8")),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    told = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]  # type: ignore[attr-defined]
    return Done(code if isinstance(code, int) else 0 if code is None else 1, *told)
