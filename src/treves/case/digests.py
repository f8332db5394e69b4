"""The fingerprint of each file of a case, to tell later which of them changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from treves.case.find import find_case
from treves.case.folder import digest_of, read_folder
from treves.case.overlay import read_variant

__all__ = ["file_digests"]


def file_digests(where: str | Path, digest: str) -> dict[str, str]:
    """Return the SHA-256 of each file of a case, by its path in the folder.

    Parameters
    ----------
    where : str or Path
        As in :func:`treves.load_case`.
    digest : str
        The case's own, over all files, as it was when the case was read.

    Returns
    -------
    dict of str to str
        Empty where the files are not those that were read then.

    Examples
    --------
    >>> import treves
    >>> sorted(file_digests("ruritania", treves.load_case("ruritania").digest))[:2]
    ['agenda.yaml', 'cabinet.yaml']
    """
    found = find_case(where)
    if found.variant:
        contents = read_variant(found.root, found.variant, is_packaged=found.is_packaged).contents
    else:
        contents = read_folder(found.root, is_packaged=found.is_packaged).contents
    if digest_of(contents) != digest:
        return {}
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())}
