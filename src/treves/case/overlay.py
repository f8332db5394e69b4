"""A variant of a case: whole files in ``variants/NAME`` that stand in the place of the same files of the case."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources.abc import Traversable

from treves.case.find import VARIANTS
from treves.case.folder import FILES, MEGABYTE, OPTIONAL_FILES, REPORT_LIMIT, TOTAL_LIMIT, Folder, read_folder
from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.errors import Fault

__all__ = ["read_variant", "shown"]


def read_variant(root: Traversable, variant: str, *, is_packaged: bool = False) -> Folder:
    """Read the files of a case with those of a variant over them.

    Parameters
    ----------
    root : Traversable
        Folder of the case.
    variant : str
        Name of a folder in its ``variants``.
    is_packaged : bool
        See :func:`treves.case.folder.read_folder`; the same limits hold for both folders together.

    Returns
    -------
    Folder
        As if the files had been copied over those of the case: names and digest are those of such a folder.
        ``places`` tells where each file of the variant really lies.
    """
    case = read_folder(root, is_packaged=is_packaged)
    own = read_folder(root / VARIANTS / variant, is_packaged=is_packaged, part_of=root)
    replaced = {*own.contents, *(fault.file for fault in own.faults)} - {".", "reports"}
    whole = Folder(
        contents={file: held for file, held in case.contents.items() if file not in replaced} | own.contents,
        texts={file: text for file, text in case.texts.items() if file not in replaced} | own.texts,
        report_names=tuple(sorted({*case.report_names, *own.report_names})),
        faults=[fault for fault in case.faults if fault.file not in replaced],
        places={file: f"{VARIANTS}/{variant}/{file}" for file in replaced},
    )
    where = f"{VARIANTS}/{variant}"
    for fault in own.faults:
        whole.faults.append(replace(fault, file=where if fault.file == "." else f"{where}/{fault.file}"))
    _refuse_slips(whole, where, own)
    if not own.contents and not own.faults:
        whole.refuse(where, "the variant replaces no file", f"a whole file of its own, such as {where}/cabinet.yaml")
    if len(whole.report_names) > REPORT_LIMIT >= len(case.report_names):
        whole.refuse(f"{where}/reports", f"{len(whole.report_names)} reports", f"at most {REPORT_LIMIT} in a case")
    if sum(map(len, whole.contents.values())) > TOTAL_LIMIT:
        what = f"the files are larger than {TOTAL_LIMIT // MEGABYTE} MB together with those of the case"
        whole.refuse(where, what, f"at most {TOTAL_LIMIT // MEGABYTE} MB in a case")
    return whole


def shown(folder: Folder, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Name the files of faults by where they really lie."""
    return tuple(replace(fault, file=folder.places.get(fault.file, fault.file)) for fault in faults)


def _refuse_slips(whole: Folder, where: str, own: Folder) -> None:
    """Refuse tables and YAML files that are none of a case's: a name misspelt would change nothing, silently."""
    known = (*FILES, *OPTIONAL_FILES)
    for name in own.names:
        if name.endswith((".yaml", ".yml", ".csv")) and not name.startswith(".") and name not in known:
            file = quoted(f"{where}/{name}")[1:-1]
            whole.refuse(file, "this replaces no file of the case", one_of(name, known))
