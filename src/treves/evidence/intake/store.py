"""Writing a text so that a crash leaves the old file or the new one, never half of either."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

__all__ = ["write_text_safely"]


def write_text_safely(path: Path, text: str) -> None:
    """Write to a temporary file beside the target, sync, rename; line ends are written as they are."""
    if (
        path.exists() and not path.is_file() and not path.is_dir()
    ):  # renaming would put a file in the place of a device or pipe
        raise FileExistsError(errno.EEXIST, "there is something that is no ordinary file", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="", errors="surrogatepass") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(temporary).chmod(_mode_for(path))  # a temporary file is private; the text is to be passed on
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode_for(path: Path) -> int:
    """Return the rights of the file that is there, or those a new file would get."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
