"""Keeping a run while it runs: a store that cannot be used costs nobody a finished run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from treves.case import Case
    from treves.store import Kept
    from treves.study import Findings

__all__ = ["Keeper"]


class Keeper:
    """Looks at the store before the work begins, and keeps what came of it; an interrupted run makes no store.

    A store that was named and cannot be used ends the run at once; the usual one is only told about, and the run goes
    on, because its findings and report are written all the same.

    Parameters
    ----------
    place : str
        The case as it was named.
    case : Case
    folder : Path, optional
        Of the store, where one was named.
    """

    def __init__(self, place: str, case: Case, folder: Path | None) -> None:
        from treves.case import file_digests
        from treves.case.find import find_case
        from treves.store import StoreError, check_place, open_store, store_folder
        from treves.study.keep import Stopwatch

        self.files = file_digests(place, case.digest)
        self.place = place if find_case(place).is_packaged else str(Path(place).absolute())
        self.folder = store_folder(folder)
        self.is_wanted = True
        try:
            if (self.folder / "ledger.sqlite").exists():
                open_store(self.folder, is_read_only=False).close()
            else:
                check_place(self.folder)
        except StoreError as error:
            if folder is not None:
                raise
            self._warn(error)
        self.watch = Stopwatch.start()

    def keep(self, findings: Findings, options: Mapping[str, Any]) -> Kept | None:
        """Keep the findings, or say why not; None where they were not kept."""
        from treves.store import StoreError, open_store
        from treves.study.keep import keep_findings

        if not self.is_wanted:
            return None
        watch = self.watch.stop()
        try:
            with open_store(self.folder, is_read_only=False) as store:
                kept = keep_findings(store, findings, watch=watch, options=options, place=self.place, files=self.files)
        except StoreError as error:
            self._warn(error)
            return None
        if kept.differs_from:
            before = ", ".join(kept.differs_from)
            click.echo(
                f"treves: the same case, parameters and version gave other findings before ({before}); both are kept "
                f"(treves compare {kept.differs_from[-1]} {kept.id})",
                err=True,
            )
        return kept

    def _warn(self, error: Exception) -> None:
        self.is_wanted = False
        click.echo(f"treves: this run is not kept: {error}", err=True)
