"""Which files hold positions, and the cases they become."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from treves.bargaining.predict import PositionTable
from treves.case.imports.imported import Imported
from treves.case.imports.ktab import is_ktab_csv, is_ktab_xml, read_ktab_csv, read_ktab_xml
from treves.case.imports.position_case import import_position_table
from treves.case.imports.safe_xml import parse_xml
from treves.case.position_table import is_position_table, read_position_table
from treves.errors import CaseError, Fault

__all__ = ["import_positions", "is_ktab_files", "is_table_files"]


def is_ktab_files(files: Mapping[str, bytes]) -> bool:
    """Say whether there is one file and it is a KTAB scenario."""
    if len(files) != 1:
        return False
    file, content = next(iter(files.items()))
    if file.lower().endswith(".xml"):
        try:
            return is_ktab_xml(parse_xml(file, content))
        except CaseError:
            return False
    return is_ktab_csv(_text(content))


def is_table_files(files: Mapping[str, bytes]) -> bool:
    """Say whether there is one file and it is a table of positions."""
    return len(files) == 1 and is_position_table(_text(next(iter(files.values()))))


def import_positions(files: Mapping[str, bytes], *, as_of: date) -> dict[str, Imported]:
    """Make cases of a KTAB scenario or a table of positions.

    Parameters
    ----------
    files : mapping of str to bytes
        One file.
    as_of : date

    Returns
    -------
    dict of str to Imported
        By proposal.

    Raises
    ------
    CaseError
        With every fault; also where no issue has two positions.
    """
    file, content = next(iter(files.items()))
    made = import_position_table(_table(file, content), file, as_of=as_of)
    if not made:
        what = "no issue has two different positions"
        raise CaseError([Fault(file, 0, 0, what, "an issue on which somebody disagrees")])
    return made


def _table(file: str, content: bytes) -> PositionTable:
    if file.lower().endswith(".xml"):
        return read_ktab_xml(file, content)
    text = _text(content)
    return read_ktab_csv(file, text) if is_ktab_csv(text) else read_position_table(file, text)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")
