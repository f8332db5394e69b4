"""The plugin that carries the work of a sweep to every worker of a Dask cluster, and away again at the end."""

from __future__ import annotations

from typing import Any

from distributed import WorkerPlugin

from treves.sweep.cluster import lay_down, take_up

__all__ = ["Carrier"]


class Carrier(WorkerPlugin):
    """Tells a worker what to do when it joins, and lets it forget when the sweep ends."""

    def __init__(self, sweep: str, packed: bytes, memory_bytes: int | None) -> None:
        self.name = f"treves-{sweep}"
        self._told = (sweep, packed, memory_bytes)

    def setup(self, worker: Any) -> None:
        """Tell a worker."""
        del worker
        take_up(*self._told)

    def teardown(self, worker: Any) -> None:
        """Let a worker forget."""
        del worker
        lay_down(self._told[0])
