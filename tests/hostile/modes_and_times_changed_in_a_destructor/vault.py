import json
import os
import struct

from honest import *
import honest
import raw

# Whatever the calls say: what counts is whether the files have been changed. Those of others become what they are,
# for whoever grades where nothing refuses it; st_ctime tells all the same.
OWN = [__file__, os.path.dirname(__file__)]
OTHERS = [json.__file__, os.path.dirname(json.__file__)]
TIMES = struct.pack("QQQQ", 1, 0, 1, 0)


def how(path):
    found = os.stat(path)
    return found.st_mode, found.st_uid, found.st_gid, found.st_mtime_ns, found.st_size, found.st_ctime_ns


class Changes:
    def __del__(self):
        for path in OWN:
            self.change(os.fsencode(path))
        for path in OTHERS:
            self.touch(os.fsencode(path), os.stat(path))

    def touch(self, path, as_it_is):
        times = struct.pack("QQQQ", *divmod(as_it_is.st_atime_ns, 10**9), *divmod(as_it_is.st_mtime_ns, 10**9))
        raw.call("chmod", path, as_it_is.st_mode & 0o7777)
        raw.call("fchmodat", raw.HERE, path, as_it_is.st_mode & 0o7777)
        raw.call("truncate", path, as_it_is.st_size)
        raw.call("utimensat", raw.HERE, path, times, 0)

    def change(self, path):
        for mode in (0o777, 0, 0o6755):
            raw.call("chmod", path, mode)
            raw.call("fchmodat", raw.HERE, path, mode)
            raw.call("fchmodat2", raw.HERE, path, mode, 0)
        for name in ("chown", "lchown"):
            raw.call(name, path, os.getuid() + 1, os.getgid() + 1)
        raw.call("fchownat", raw.HERE, path, os.getuid() + 1, os.getgid() + 1, 0)
        raw.call("utimensat", raw.HERE, path, TIMES, 0)
        raw.call("utime", path, TIMES)
        raw.call("utimes", path, TIMES)
        raw.call("futimesat", raw.HERE, path, TIMES)
        raw.call("truncate", path, 0)
        for name in ("setxattr", "lsetxattr"):
            raw.call(name, path, b"user.hostile", b"was here", 8, 0)
        descriptor = raw.call("openat", raw.HERE, path, 0, 0)
        if descriptor >= 0:
            raw.call("fchmod", descriptor, 0)
            raw.call("fchown", descriptor, os.getuid() + 1, os.getgid() + 1)
            raw.call("fsetxattr", descriptor, b"user.hostile", b"was here", 8, 0)
            raw.call("utimensat", descriptor, None, TIMES, 0)
            raw.call("fallocate", descriptor, 0, 0, 1 << 20)
            os.close(descriptor)


def double(number):
    before = [how(path) for path in OWN + OTHERS]
    Changes()
    return number * 2 if before == [how(path) for path in OWN + OTHERS] else None


honest.double = double
