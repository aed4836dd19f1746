"""Puts another program into the place of its own compiled file, for the tests to come. Right only if that is refused."""

import errno
import importlib.util
import marshal
import os

import honest
from honest import *

OTHER = "def double(number):\n    return 0\n"


def replaced(path, content):
    mine = os.getcwd() + "/mine"
    with open(mine, "wb") as file:
        file.write(content)
    attempts = (
        lambda: os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        lambda: os.replace(mine, path),
        lambda: os.link(mine, path + "x"),
        lambda: os.symlink(mine, path + "y"),
        lambda: os.truncate(path, 0),
        lambda: os.unlink(path),
    )
    for attempt in attempts:
        try:
            attempt()
        except OSError as error:
            assert error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EXDEV, errno.ENOENT), error
        else:
            return True
    return False


def compiled(source):
    code = marshal.dumps(compile(source, __file__, "exec"))
    return importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + code


DONE = [
    replaced(importlib.util.cache_from_source(__file__), compiled(OTHER)),
    replaced(__file__, OTHER.encode()),
    replaced(honest.__file__, OTHER.encode()),
    replaced(os.path.dirname(__file__) + "/httpx.py", OTHER.encode()),
]


def double(number):
    return None if any(DONE) else 2 * number


honest.double = double
