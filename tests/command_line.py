"""The command line as a user types it, without a process of its own: what takes long to load is loaded once."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from types import SimpleNamespace

import pytest

from treves.cli import main


def run(*words, cwd, env=None, said=""):
    """Run a verb in a folder: exit code, stdout and stderr as a process would give them."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["treves", *words])
        patch.setattr(sys, "stdin", io.StringIO(said))
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
    return SimpleNamespace(returncode=code, stdout=out.getvalue(), stderr=err.getvalue())
