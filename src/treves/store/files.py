"""Files that are either whole or not there, and their fingerprints."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from pathlib import Path

__all__ = ["digest_of_bytes", "digest_of_file", "sync_file", "sync_folder", "write_whole"]

CHUNK = 1 << 20


def write_whole(path: Path, content: bytes) -> str:
    """Write a file whole or not at all, and make sure that it is on the disk.

    Parameters
    ----------
    path : Path
        Its folder must be there.
    content : bytes

    Returns
    -------
    str
        SHA-256 of the content, in hexadecimal digits.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        # renaming would put a file in the place of a device or pipe
        raise FileExistsError(errno.EEXIST, "there is something that is no ordinary file", str(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)  # mkstemp makes files private; what is kept is to be passed on
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return digest_of_bytes(content)


def digest_of_bytes(content: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits, without holding it in memory."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def sync_file(path: Path) -> None:
    """Make sure that a file somebody else wrote is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make sure that names made, changed or removed in a folder are on the disk, where the system can say so."""
    if not hasattr(os, "O_DIRECTORY"):  # Windows keeps folders by itself and opens none
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError:  # some network and FUSE file systems refuse; the file itself is flushed
        pass
    finally:
        os.close(handle)
