"""Says that its functions stand in files of others, and at lines that there can't be."""

from honest import *
from forger import instead, raised, returned

SUITE = "../../solutions/vault/hidden/test_vault.py"


def double(number):
    instead(returned(0, place=[SUITE, 1, "test_doubles"]))


def withdraw(balance, amount):
    instead(returned(0, place=["/etc/passwd", 1, "root"]))


def tally():
    instead(returned(0, place=["vault.py", 0, "tally"]))


def visit(items, look):
    instead(returned(0, place=["vault.py", -1, "visit"]))


class Box:
    def __init__(self, value):
        pass

    def open(self):
        instead(returned(0, place=["vault.py", 10**9, "open"]))


def fetch(key):
    places = [SUITE, "/etc/passwd", "/proc/self/environ", "../honest.py", "honest.py\0", ""]
    instead(raised("Forged", frames=[[place, 1, "fetch"] for place in places]))


async def gather(keys):
    instead(raised("Forged", frames=[["vault.py", line, "gather"] for line in (0, -1, -10, 10**9, 10**30)]))


def patient(key):
    instead(raised("Forged", frames=[["vault.py", line, "patient"] for line in (10**30, 0, -10)]))


def wait_for(seconds):
    instead(raised("Forged", frames=[["vault.py", 1.5, "wait_for"]]))


# nothing to see in line 1
# nothing to see in line 2
# FAR FROM ALL PLACES
# nothing to see in line 4
# nothing to see in line 5
# nothing to see in line 6
# nothing to see in line 7
# nothing to see in line 8
# nothing to see in line 9
# nothing to see in line 10
# nothing to see in line 11
# nothing to see in line 12
# nothing to see in line 13
# nothing to see in line 14
# nothing to see in line 15
# nothing to see in line 16
# nothing to see in line 17
# nothing to see in line 18
# nothing to see in line 19
# nothing to see in line 20
# nothing to see in line 21
# nothing to see in line 22
# nothing to see in line 23
# nothing to see in line 24
# nothing to see in line 25
# nothing to see in line 26
# nothing to see in line 27
# nothing to see in line 28
# nothing to see in line 29
# nothing to see in line 30
