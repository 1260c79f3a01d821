"""Files that never change, in more than one folder: by a second name, or a copy where the disk knows none."""

import errno
import os
import shutil
from pathlib import Path

_REFUSED = {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS}


def link(path: Path, beside: Path) -> None:
    """Give a file a second name."""
    try:
        os.link(path, beside)
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        shutil.copyfile(path, beside)
