"""A chain in a file of its own, outside any case: read and judged as chain.yaml is."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from treves.case.folder import YAML_LIMIT
from treves.case.messages import faults_of
from treves.case.sheets.chain_sheet import ChainSheet
from treves.case.yaml_tree import read_tree
from treves.chain import ChainParameters
from treves.errors import CaseError, Fault
from treves.evidence.intake.limits import ReadingError
from treves.evidence.intake.ordinary import read_ordinary_file

__all__ = ["load_chain"]


def load_chain(file: Traversable) -> ChainParameters:
    """Read a chain from a YAML file.

    Parameters
    ----------
    file : Traversable
        A path, or a file inside an installed package.

    Returns
    -------
    ChainParameters

    Raises
    ------
    CaseError
        With every fault found: file, line, column, what is wrong, what would be right.
    """
    try:
        content = read_ordinary_file(file, YAML_LIMIT) if isinstance(file, Path) else file.read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError, ReadingError) as error:
        raise CaseError([Fault(file.name, 0, 0, "the file cannot be read", "a readable file in UTF-8")]) from error
    tree, faults = read_tree(file.name, text)
    if tree is None or faults:
        raise CaseError(faults)
    try:
        return ChainSheet.model_validate(tree.root).chain()
    except ValidationError as error:
        raise CaseError(faults_of(error, file.name, tree, ChainSheet)) from error
