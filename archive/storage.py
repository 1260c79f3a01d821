"""A write that the system refuses in, one sentence out: what could not be written, where, and how much room is left."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import StorageError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = _FULL | {errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def writing(what: str, folder: Path | None = None) -> Iterator[None]:
    """While `what` is written, in a folder if it is known: a write that the system refuses is told as such.

    Raises:
        StorageError: one was.
    """
    try:
        yield
    except OSError as error:
        if not is_refusal(error):
            raise
        raise unwritten(what, folder or Path(error.filename or "x").parent, reason_of(error)) from error


def is_full(error: OSError) -> bool:
    """Whether a write failed for want of room."""
    return error.errno in _FULL


def is_refusal(error: OSError) -> bool:
    """Whether the system refused a write: no room, no right, a broken disk. NumPy says only how much it could write."""
    return error.errno in _REFUSED or (error.errno is None and str(error).endswith(" written"))


def reason_of(error: OSError) -> str:
    """Why a write was refused, in the system's words, with the file where it is known."""
    reason = error.strerror or str(error)
    return f"{reason}: {error.filename}" if error.filename else reason


def unwritten(what: str, folder: Path, reason: str) -> StorageError:
    """The error that says so."""
    return StorageError(
        f"{what} in {folder} cannot be written ({reason}; {_free(folder)}); make room there or see that it may be "
        "written to, and do the same again: nothing that was kept is lost"
    )


def _free(folder: Path) -> str:
    """How much room is on the disk of a folder, or of the nearest above it that is there."""
    there = next((each for each in (folder, *folder.absolute().parents) if each.exists()), Path("/"))
    free = shutil.disk_usage(there).free
    return f"{free / 2**20:.1f} MiB are free there"
