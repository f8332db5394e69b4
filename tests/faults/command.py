"""The command line as a user's shell starts it; whatever happens, no traceback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import treves

RURITANIA = Path(treves.__file__).parent / "cases" / "ruritania"
SHORT = ("--draws", "100", "--worlds", "2", "--no-strain")
PROGRAM = (sys.executable, "-m", "treves")


def run(*words, cwd, env=None, **more):
    """Run a verb to its end; ``env`` replaces the whole environment where it is given."""
    done = subprocess.run(
        [*PROGRAM, *map(str, words)],
        cwd=cwd, env=os.environ if env is None else env, check=False, timeout=300,
        **{"capture_output": True, "stdin": subprocess.DEVNULL} | more,
    )  # fmt: skip
    for stream in (done.stdout, done.stderr):
        assert b"Traceback" not in (stream or b""), stream.decode()
    return done


def copy_of_ruritania(folder):
    """Copy the packaged case to where a test may change it."""
    return Path(shutil.copytree(RURITANIA, folder, ignore=shutil.ignore_patterns("variants")))
