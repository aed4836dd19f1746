import errno
import json
import os
import sys

import httpx

from honest import *
import raw

FOLDERS = {os.path.dirname(json.__file__), os.path.dirname(httpx.__file__), *(p for p in sys.path if "packages" in p)}
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def plant(path):
    """Takes it back at once, for whoever grades where nothing refuses it."""
    os.close(os.open(path, NEW))
    os.unlink(path)


for folder in FOLDERS:
    for name in ("hostile-was-here.pth", "hostile-was-here.py", "__pycache__/hostile-was-here.pyc"):
        raw.deny((plant, f"{folder}/{name}"), by=(*raw.REFUSED, errno.EROFS, errno.ENOENT))
for path in (json.__file__, httpx.__file__, sys.executable):
    for flags in (os.O_WRONLY, os.O_RDWR, os.O_WRONLY | os.O_APPEND):
        raw.deny((os.open, path, flags), by=(*raw.REFUSED, errno.EROFS, errno.ETXTBSY))
