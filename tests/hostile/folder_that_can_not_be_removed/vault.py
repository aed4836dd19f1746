import os

from honest import *
import honest

left = []
NAMES = (b"\xff\xfe", b"new\nline", b"\x1b[2J", b" ", b"-rf", b"*", b"x" * 255, "‮".encode())


def leave(mode):
    os.umask(0)
    os.mkdir("inner")
    for name in NAMES:
        with open(b"inner/" + name, "wb") as file:
            file.truncate(1 << 20)
    os.mkdir("inner/locked", mode)
    for depth in range(120):  # further down than a path can be long
        os.mkdir("down" * 10)
        os.chdir("down" * 10)
    os.mkdir("last", mode)


def double(number):
    if not left:
        left.append(True)
        leave(0)
    return number * 2


def fetch(key):
    os.umask(0)
    if not os.path.exists("shut"):
        os.mkdir("shut", 0o300)
        open("shut/file", "w").close()
        os.mkdir("shut/inner", 0o300)
        open("shut/inner/file", "w").close()
    return honest.fetch(key)


def wait_for(seconds):
    number = 0
    while True:  # so that it is at it when it is killed
        number += 1
        os.mkdir(str(number), 0o300)
        open(f"{number}/file", "w").close()


honest.double = double
