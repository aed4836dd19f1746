import errno
import os
import stat

from honest import *
import honest
import raw

REFUSED = (*raw.REFUSED, errno.EXDEV)
MEMORY, DISK = os.makedev(1, 1), os.makedev(8, 0)


def double(number):
    source = os.fsencode(__file__)
    raw.deny(
        (os.symlink, "/etc/passwd", "link"),
        (os.link, __file__, "hard"),
        (os.mkfifo, "fifo"),
        (os.mknod, "device", 0o666 | stat.S_IFCHR, MEMORY),
        by=REFUSED,
    )
    raw.refuse(
        ("symlink", b"/etc/passwd", b"link"),
        ("symlinkat", b"/", raw.HERE, b"link"),
        ("link", source, b"hard"),
        ("linkat", raw.HERE, source, raw.HERE, b"hard", 0),
        ("mknod", b"device", 0o666 | stat.S_IFBLK, DISK),
        ("mknodat", raw.HERE, b"device", 0o666 | stat.S_IFCHR, MEMORY),
        ("mknodat", raw.HERE, b"socket", 0o666 | stat.S_IFSOCK, 0),
        by=REFUSED,
    )
    return number * 2 if os.listdir(".") == [] else None


honest.double = double
