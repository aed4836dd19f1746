import os

from honest import *
import honest

SECRET = ("environ", "maps", "mem", "auxv", "syscall", "pagemap", "clear_refs", "smaps")


def parents():
    """The numbers of the processes above this one in this /proc, as far as it tells."""
    pid = os.readlink("/proc/self")
    while pid not in ("0", "1"):
        try:
            with open(f"/proc/{pid}/stat") as file:
                pid = file.read().rpartition(")")[2].split()[1]
        except PermissionError:
            return
        yield pid


def double(number):
    got = []
    depth = 3 if os.getppid() == 1 else 2  # the zygote, what it was started as if it has numbers of its own, the runner
    for pid in [*parents()][:depth] or [str(os.getppid())]:
        for name in SECRET:
            for flags in (os.O_RDONLY, os.O_RDWR):
                try:
                    descriptor = os.open(f"/proc/{pid}/{name}", flags)
                    if name == "mem" or os.read(descriptor, 1):
                        got.append((pid, name, flags))
                except OSError:
                    pass
        for one in range(64):  # their numbers alone are no secret from root
            try:
                got.append((pid, one, os.readlink(f"/proc/{pid}/fd/{one}")))
            except OSError:
                pass
        for name in ("map_files", "cwd/.", "root/."):
            try:
                got.append((pid, name, os.listdir(f"/proc/{pid}/{name}")))
            except OSError:
                pass
    print(got)
    return 2 * number if not got else 0


honest.double = double
