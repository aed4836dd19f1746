"""Brings compiled files along, with and without their sources. Right only if there is none of them."""

import os

import honest
from honest import *

FOLDER = os.path.dirname(__file__)
TAKEN = sorted(set(os.listdir(FOLDER)) - {"__pycache__", "vault.py", "honest.py"})
try:
    import inside

    INSIDE = inside.__name__
except ModuleNotFoundError as error:
    INSIDE = error.name


def double(number):
    return 2 * number if (TAKEN, INSIDE) == ([], "inside") else None


honest.double = double
