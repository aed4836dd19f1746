import os

from honest import *

HERE = os.path.dirname(__file__)


mine = 0


def tally():
    """Right only where nobody, not even this test, has left a mark."""
    global mine
    mine += 1
    count = mine
    for path in (__file__, HERE):
        found = os.stat(path)
        count += 100 * bool(found.st_mode & 0o022 or found.st_mtime < 9999 or found.st_uid == 12345)
        descriptor = os.open(path, os.O_RDONLY)
        for attempt in (
            lambda: os.chmod(path, found.st_mode | 0o002),
            lambda: os.fchmod(descriptor, found.st_mode | 0o002),
            lambda: os.chmod(os.path.basename(path), found.st_mode | 0o002, dir_fd=os.open(f"{path}/..", os.O_PATH)),
            lambda: os.utime(path, (count, count)),
            lambda: os.utime(descriptor, (count, count)),
            lambda: os.chown(path, 12345, 12345),
            lambda: os.setxattr(path, "user.count", str(count).encode()),
        ):
            try:
                attempt()
            except OSError:
                pass
    return count
