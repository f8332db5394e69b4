"""The full run behind the live looks: one child process at a time, its progress, and the next that waits."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from treves.case.adjust import Adjustment
from treves.dashboard.kept_findings import KeptFindings, RunKey

__all__ = ["FullRuns"]

PATIENCE_S = 5.0


@dataclass(frozen=True)
class _Asked:
    adjustments: tuple[Adjustment, ...]
    key: RunKey


class FullRuns:
    """Full runs of one case, one after the other.

    Parameters
    ----------
    where : str
        The case.
    as_of : date, optional
    kept : KeptFindings
        Where finished ones are kept.
    """

    def __init__(self, where: str, as_of: date | None, kept: KeptFindings) -> None:
        self._where, self._as_of, self._kept = where, as_of, kept
        self._lock = threading.Lock()
        self._child: subprocess.Popen[str] | None = None
        self._now: _Asked | None = None
        self._next: _Asked | None = None
        self._told, self._share, self._error = "", 0.0, ""
        self.finished = 0
        self._is_closed = False

    def state(self) -> dict[str, Any]:
        """Return what is being run and how far it is."""
        with self._lock:
            return {
                "is_running": self._now is not None,
                "told": self._told,
                "share": self._share,
                "error": self._error,
                "adjustments": [one.plain() for one in self._now.adjustments] if self._now else [],
                "is_one_waiting": self._next is not None,
                "finished": self.finished,
            }

    def start(self, adjustments: Sequence[Adjustment], key: RunKey) -> None:
        """Start a run, or let it wait for the one under way; of several that wait the newest counts."""
        asked = _Asked(tuple(adjustments), key)
        with self._lock:
            if self._is_closed or (self._now is not None and self._now.key == key):
                return
            if self._now is not None:
                self._next = asked
                return
            self._begin(asked)

    def stop(self) -> None:
        """End the run under way; nothing of it is kept."""
        with self._lock:
            self._next = None
            child = self._child
        if child is not None:
            _end(child)

    def close(self) -> None:
        """End everything with the server."""
        with self._lock:
            self._is_closed = True
        self.stop()

    def _begin(self, asked: _Asked) -> None:
        place = self._kept.place_of(asked.key)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-m", "treves.dashboard.full_run_child"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            )  # fmt: skip
        except OSError as error:
            self._error = f"the full run could not be started ({error.strerror or error})"
            return
        self._now, self._told, self._share, self._error = asked, "Starting", 0.0, ""
        threading.Thread(target=self._follow, args=(self._child, asked, str(place)), daemon=True).start()

    def _follow(self, child: subprocess.Popen[str], asked: _Asked, place: str) -> None:
        """Hand the child its question, listen to it until it ends, and begin what waits."""
        assert child.stdin is not None
        assert child.stdout is not None
        question = {
            "case": self._where, "as_of": self._as_of.isoformat() if self._as_of else "",
            "adjustments": [one.plain() for one in asked.adjustments], "case_digest": asked.key.case_digest,
            "out": place,
        }  # fmt: skip
        error = ""
        with contextlib.suppress(OSError):  # it ended before it had read its question
            child.stdin.write(json.dumps(question) + "\n")
            child.stdin.flush()
        for line in child.stdout:
            with contextlib.suppress(ValueError, AttributeError):
                told = json.loads(line)
                error = told.get("error", error)
                with self._lock:
                    self._told, self._share = told.get("told", self._told), told.get("share", self._share)
        code = child.wait()
        child.stdout.close()
        with contextlib.suppress(OSError):
            child.stdin.close()
        self._kept.tidy()
        with self._lock:
            self._child = self._now = None
            self.finished += code == 0
            if code == 0:
                self._told, self._share, self._error = "Finished", 1.0, ""
            else:
                self._told, self._error = "", error or ("" if code < 0 else f"the full run ended with code {code}")
                self._share = 0.0
            if self._next is not None and not self._is_closed:
                following, self._next = self._next, None
                self._begin(following)


def _end(child: subprocess.Popen[str]) -> None:
    child.terminate()
    try:
        child.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        child.kill()
