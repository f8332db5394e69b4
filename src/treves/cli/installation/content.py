"""What treves brings and what lies here: the packaged cases, and the store of this folder."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from treves.cli.installation.compiled_parts import is_writable
from treves.cli.installation.finding import Finding

__all__ = ["packaged", "store"]


def packaged() -> Iterator[Finding]:
    """Read every packaged case and variant; each must be without a fault."""
    from treves.case import load_case, packaged_cases, packaged_variants
    from treves.errors import CaseError

    names = [name for case in packaged_cases() for name in (case, *packaged_variants(case))]
    for name in names:
        try:
            load_case(name)
        except CaseError as error:
            told = f"{len(error.faults)} faults, first: {error.faults[0]}"
            yield Finding(name, "missing", told, "the installation was changed or is damaged: install treves anew")
        else:
            yield Finding(name, "there", "no faults")
    if not names:
        yield Finding("cases", "missing", "none came with this installation", "install treves anew")


def store() -> Iterator[Finding]:
    """Look at the store of finished runs of this folder, where there is one: whether its ledger is whole."""
    where = Path(os.environ.get("TREVES_STORE") or ".treves")
    ledger = where / "ledger.sqlite"
    if not where.is_dir():
        return
    if not ledger.is_file():
        yield Finding("runs", "absent", f"{where} holds no ledger of runs", "nothing to do: the next run makes one")
        return
    size = sum(file.stat().st_size for file in where.rglob("*") if file.is_file())
    # a ledger in a folder that cannot be written is read as it lies, without the files a reader would leave beside it
    way = "mode=ro" if is_writable(where) else "immutable=1"
    try:
        with closing(sqlite3.connect(f"{ledger.resolve().as_uri()}?{way}", uri=True)) as opened:
            (told,) = opened.execute("pragma quick_check(1)").fetchone()
            (count,) = opened.execute("select count(*) from runs").fetchone()
    except sqlite3.Error as error:
        told, count = str(error), 0
    if told == "ok":
        figures: dict[str, float | int | str | bool | None] = {"runs": count, "bytes": size}
        yield Finding("runs", "there", f"{count} in {where}, {size / 1e6:.1f} MB; the ledger is whole", figures=figures)
    else:
        to_do = "put a copy of it back, or move the folder aside: the next run begins a new one"
        yield Finding("runs", "missing", f"the ledger of {where} is damaged: {told}", to_do)
