import glob
import os

from honest import *
import raw

ABOVE = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))


def folder(path):
    """Takes it back at once, for whoever grades where nothing refuses it."""
    os.mkdir(path)
    os.rmdir(path)


def link(path):
    os.symlink("/etc", path)
    os.unlink(path)


raw.deny((os.listdir, "/tmp"), (os.listdir, ABOVE), (os.scandir, os.path.dirname(os.getcwd())))
for name in ("submission-", "cell-", "tmp"):
    if glob.glob(f"{ABOVE}/{name}*"):
        raise raw.Allowed("it has seen other folders")
    for ending in ("aaaaaaaa", "hostile"):
        raw.deny((folder, f"{ABOVE}/{name}{ending}"), (link, f"{ABOVE}/{name}{ending}"))
