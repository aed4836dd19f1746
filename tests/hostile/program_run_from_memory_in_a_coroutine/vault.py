import ctypes
import glob
import os

from honest import *
import honest
import raw

EMPTY_PATH = 0x1000


def linker():
    (path, *_) = glob.glob("/lib/ld-linux-*.so.*") + glob.glob("/lib64/ld-linux-*.so.*") + glob.glob("/lib/*/ld-*.so.*")
    with open(path, "rb") as file:
        return file.read()


async def gather(keys):
    try:
        program = os.memfd_create("program")
    except PermissionError:
        program = os.open("program", os.O_RDWR | os.O_CREAT, 0o755)
    os.write(program, linker())
    words = (ctypes.c_char_p * 3)(b"ld.so", b"--version", None)
    raw.refuse(
        ("memfd_create", b"program", 0),
        ("memfd_secret", 0),
        ("execveat", program, b"", words, None, EMPTY_PATH),
        ("execve", b"/proc/self/fd/%d" % program, words, None),
        ("execve", b"program", words, None),
    )
    raw.deny((os.execve, program, ["ld.so", "--version"], {}))
    return await honest.gather(keys)
