"""The files of a case as bytes and text: what is missing, too large, no ordinary file, outside the folder or not UTF-8.

Everything is read once, before anything is judged, so that the digest speaks of exactly what was read.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path

from treves.case.nearest import nearest_of
from treves.case.quote import quoted
from treves.case.spots import spot_in
from treves.errors import Fault

__all__ = ["FILES", "OPTIONAL_FILES", "Folder", "digest_of", "read_folder"]

FILES = ("case.yaml", "agenda.yaml", "cabinet.yaml", "codebook.yaml", "statements.csv")
OPTIONAL_FILES = ("chain.yaml", "values.yaml", "adjustments.yaml")
MEGABYTE = 1_000_000
FILE_LIMIT = 20 * MEGABYTE
YAML_LIMIT = 2 * MEGABYTE
TOTAL_LIMIT = 200 * MEGABYTE
REPORT_LIMIT = 10_000


@dataclass
class Folder:
    """What was read from a case folder.

    Parameters
    ----------
    contents : dict of str to bytes
        By path relative to the folder, with forward slashes.
    texts : dict of str to str
        The same, decoded, for the files that are UTF-8; line ends as stored.
    report_names : tuple of str
        Names of all reports, those that could not be read too.
    faults : list of Fault
    names : tuple of str
        Everything that lies in the folder.
    places : dict of str to str
        Where a file really lies, for those that a variant brings.
    """

    contents: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    report_names: tuple[str, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    names: tuple[str, ...] = ()
    places: dict[str, str] = field(default_factory=dict)

    def refuse(self, file: str, what: str, right: str) -> None:
        """Note a fault of a whole file."""
        self.faults.append(Fault(file, 0, 0, what, right))


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Return the SHA-256 over names and bytes of files, in the order of their names."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        for part in (name.encode("utf-8", "surrogateescape"), contents[name]):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def read_folder(root: Traversable, *, is_packaged: bool = False, part_of: Traversable | None = None) -> Folder:
    """Read the files of a case.

    Parameters
    ----------
    root : Traversable
        The folder: a path, or a place inside an installed package.
    is_packaged : bool
        Links are followed inside an installed package, where an installer may have put them.
    part_of : Traversable, optional
        The case of which this is a variant: no file needs to be there, and links may lead into the case.

    Returns
    -------
    Folder
    """
    folder = Folder()
    case = part_of or root
    reader = _Reader(folder, case.resolve() if isinstance(case, Path) and not is_packaged else None)
    if part_of is not None and not reader.is_inside(root, "."):
        return folder
    present = reader.names(root, "")
    folder.names = tuple(present)
    for file in FILES:
        if file in present:
            reader.read(root / file, file)
        elif part_of is None:
            _miss(folder, file, present)
    for file in OPTIONAL_FILES:
        if file in present:
            reader.read(root / file, file)
    if "reports" in present and reader.is_inside(root / "reports", "reports"):
        if (root / "reports").is_dir():
            names = [name for name in reader.names(root / "reports", "reports") if _is_report(name)]
            folder.report_names = tuple(name.removesuffix(".txt") for name in names)
            if len(names) > REPORT_LIMIT:
                folder.refuse("reports", f"{len(names)} reports", f"at most {REPORT_LIMIT} reports in a case")
            for name in names[:REPORT_LIMIT]:
                reader.read(root / "reports" / name, f"reports/{name}")
        else:
            folder.refuse("reports", "reports is not a folder", "a folder that holds the reports as .txt files")
    return folder


def _is_report(name: str) -> bool:
    return name.endswith(".txt") and not name.startswith(".")


def _miss(folder: Folder, file: str, present: list[str]) -> None:
    near = nearest_of(file, [name for name in present if name not in (*FILES, *OPTIONAL_FILES)])
    hint = f" ({quoted(near)} is there: is it this one?)" if near else ""
    folder.refuse(file, "the file is missing", f"a file {file} in the folder{hint}")


@dataclass
class _Reader:
    folder: Folder
    inside: Path | None
    total: int = 0

    def names(self, where: Traversable, file: str) -> list[str]:
        """List a folder, sorted; an unreadable one is a fault."""
        try:
            return sorted(entry.name for entry in where.iterdir())
        except OSError as error:
            self.folder.refuse(file or ".", f"the folder cannot be listed ({_reason(error)})", "a readable folder")
            return []

    def is_inside(self, where: Traversable, file: str) -> bool:
        """Say whether a path, links followed, stays in the folder; refuse it otherwise."""
        if self.inside is None or not isinstance(where, Path):
            return True
        try:
            if where.resolve(strict=True).is_relative_to(self.inside):
                return True
            what = "a link that leads out of the folder"
        except (OSError, RuntimeError):  # RuntimeError: a link to itself, before Python 3.13
            what = "a link that leads nowhere"
        self.folder.refuse(file, what, "the file itself, in the folder")
        return False

    def read(self, where: Traversable, file: str) -> None:
        """Read one file into the folder, or say why not."""
        try:
            file.encode()
        except UnicodeEncodeError:
            self.folder.refuse(quoted(file), "a file name that is not UTF-8", "a name in UTF-8")
            return
        if not self.is_inside(where, file):
            return
        limit = YAML_LIMIT if file.endswith(".yaml") else FILE_LIMIT
        try:
            if isinstance(where, Path) and not stat.S_ISREG(where.stat().st_mode):
                self.folder.refuse(file, "not an ordinary file", "a text file")
                return
            with where.open("rb") as stream:
                content = stream.read(limit + 1)
        except OSError as error:
            self.folder.refuse(file, f"the file cannot be read ({_reason(error)})", "a readable file")
            return
        self.total += len(content)
        if len(content) > limit:
            self.folder.refuse(file, f"larger than {limit // MEGABYTE} MB", f"at most {limit // MEGABYTE} MB")
        elif self.total > TOTAL_LIMIT:
            what = f"the files so far are larger than {TOTAL_LIMIT // MEGABYTE} MB together"
            self.folder.refuse(file, what, f"at most {TOTAL_LIMIT // MEGABYTE} MB in a case")
        else:
            self.folder.contents[file] = content
            self._decode(file, content)

    def _decode(self, file: str, content: bytes) -> None:
        is_report = file.startswith("reports/")
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.folder.refuse(file, "the text is UTF-16", "the same text saved as UTF-8")
            return
        if content.startswith(codecs.BOM_UTF8):
            if is_report:  # it would count in every offset, and editors hide it
                what = "the file starts with a byte order mark"
                self.folder.faults.append(Fault(file, 1, 1, what, "UTF-8 without a byte order mark"))
                return
            content = content[len(codecs.BOM_UTF8) :]  # spreadsheets write one; it means nothing here
        try:
            self.folder.texts[file] = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line, column = spot_in(content[: error.start].decode("utf-8"), error.start)
            what = f"byte 0x{content[error.start]:02X} is not UTF-8"
            self.folder.faults.append(Fault(file, line, column, what, "the same text saved as UTF-8"))


def _reason(error: OSError) -> str:
    return (error.strerror or os.strerror(error.errno) if error.errno else str(error)).lower()
