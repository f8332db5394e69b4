"""Named lists of changes: each a file ``adjustments.yaml`` that every verb of treves reads as a variant."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from treves.case.adjust import Adjustment, AdjustmentsSheet, adjustments_text
from treves.case.find import NAME, VARIANTS
from treves.case.new import RESERVED
from treves.errors import TrevesError
from treves.evidence.intake.lock import hold_folder
from treves.evidence.intake.store import write_text_safely

__all__ = ["LONGEST_NOTE", "MovedOnVariantError", "Variant", "Variants"]

FILE = "adjustments.yaml"
LONGEST_NOTE = 2000
MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Variant:
    """A named list of changes.

    ``revision`` is of what is stored: it differs wherever that does.
    """

    name: str
    adjustments: tuple[Adjustment, ...]
    note: str
    revision: str

    def plain(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "name": self.name,
            "adjustments": [one.plain() for one in self.adjustments],
            "note": self.note,
            "revision": self.revision,
        }


class MovedOnVariantError(TrevesError):
    """A variant that was written meanwhile; ``variant`` is what stands there now, None where it is gone."""

    def __init__(self, message: str, variant: Variant | None) -> None:
        super().__init__(message)
        self.variant = variant


class Variants:
    """The variants of one case.

    Parameters
    ----------
    folder : Path
        The case's own, or a working folder; each variant is ``variants/NAME/adjustments.yaml`` in it.
    own : sequence of Adjustment
        Changes that the case's own files make already. A variant's file stands in the place of the case's, so it
        repeats them, and they are no part of what is told here.
    """

    def __init__(self, folder: Path, own: Sequence[Adjustment] = ()) -> None:
        self.folder, self._own = folder, tuple(own)

    def names(self) -> list[str]:
        """Return the names of all variants, in order."""
        with contextlib.suppress(OSError):
            return sorted(
                path.parent.name
                for path in (self.folder / VARIANTS).glob(f"*/{FILE}")
                if NAME.fullmatch(path.parent.name)
            )
        return []

    def read(self, name: str) -> Variant | None:
        """Return a variant; None where there is none.

        Raises
        ------
        TrevesError
            If its file cannot be read as changes.
        """
        path = self._file(name)
        try:
            with path.open("rb") as file:
                stored = file.read(MOST_BYTES + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
        try:
            text = stored.decode("utf-8")
            found = tuple(AdjustmentsSheet.model_validate(yaml.safe_load(text)).adjustments)
        except (ValueError, ValidationError, yaml.YAMLError, RecursionError):
            raise TrevesError(f"{path} holds no changes that can be read; treves check names what is wrong") from None
        if self._own and found[: len(self._own)] == self._own:
            found = found[len(self._own) :]
        first = text.partition("\n")[0]
        note = first[2:] if first.startswith("# ") else ""
        return Variant(name, found, note, hashlib.sha256(stored).hexdigest()[:16])

    def write(self, name: str, adjustments: Sequence[Adjustment], note: str, *, revision: str | None = None) -> Variant:
        """Store a variant, whole or not at all.

        Parameters
        ----------
        name : str
        adjustments : sequence of Adjustment
        note : str
            At most 2,000 characters; line ends become blanks.
        revision : str, optional
            Of the variant that is to be replaced, empty for a new one; anything else there refuses the writing.

        Raises
        ------
        MovedOnVariantError
            If something else is stored there than ``revision`` says.
        TrevesError
            If the name is none, is that of a variant of whole files, or the note is too long.
        OSError
            If it cannot be written; what was there stays.
        """
        if len(note) > LONGEST_NOTE:
            raise TrevesError(f"the note has {len(note):,} characters; right would be at most {LONGEST_NOTE:,}")
        path = self._file(name)
        self.folder.mkdir(parents=True, exist_ok=True)
        with hold_folder(self.folder):
            self._refuse_files(path)
            self._refuse_moved_on(name, revision)
            text = adjustments_text((*self._own, *adjustments), remark=_printable(note))
            write_text_safely(path, text)
        return Variant(
            name, tuple(adjustments), _printable(note), hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
        )

    def delete(self, name: str, *, revision: str | None = None) -> bool:
        """Delete a variant; return whether there was one.

        Raises
        ------
        MovedOnVariantError
            If something else is stored there than ``revision`` says.
        """
        path = self._file(name)
        if not self.folder.is_dir():
            return False
        with hold_folder(self.folder):
            self._refuse_files(path)
            self._refuse_moved_on(name, revision)
            try:
                path.unlink()
            except (FileNotFoundError, NotADirectoryError):
                return False
            with contextlib.suppress(OSError):  # something else lies in it
                path.parent.rmdir()
        return True

    def _file(self, name: str) -> Path:
        if not NAME.fullmatch(name) or name in RESERVED:
            raise TrevesError(
                "this is no name for a variant; right would be small letters, digits, '-' and '_', at most 64"
            )
        return self.folder / VARIANTS / name / FILE

    def _refuse_files(self, path: Path) -> None:
        """Leave a variant of whole files alone, and whatever leads out of the folder."""
        if path.parent.is_symlink() or path.is_symlink() or path.parent.parent.is_symlink():
            raise TrevesError(f"{path.parent} is a link; right would be a folder in the folder of the case")
        with contextlib.suppress(FileNotFoundError):
            if others := [entry.name for entry in path.parent.iterdir() if entry.name != FILE]:
                raise TrevesError(
                    f"{path.parent} is a variant with files of its own ({others[0]}); right would be another name"
                )

    def _refuse_moved_on(self, name: str, revision: str | None) -> None:
        if revision is None:
            return
        there = self.read(name)
        if revision != (there.revision if there else ""):
            raise MovedOnVariantError(f"{name} was changed meanwhile in another window; nothing was written", there)


def _printable(note: str) -> str:
    """Return a note as one line that YAML can hold in a comment."""
    return " ".join("".join(c if c.isprintable() else " " for c in note).split())
