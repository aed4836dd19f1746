"""Texts that a CI system takes for commands, wherever a line of the summary is broken."""

import honest
from honest import *

COMMANDS = (
    "::error file=vault.py::owned",
    "::add-mask::points",
    "::set-output name=score::owned",
    "::stop-commands::owned",
    "##[add-mask]points",
    "##[error]owned",
    "##vso[task.setvariable variable=score]owned",
    "##teamcity[testFinished name='owned']",
)


def double(number):
    raise ValueError(" ".join(f"{command:70}" for command in COMMANDS))


def fetch(key):
    raise ValueError("\n".join(COMMANDS))


def patient(key):
    raise ValueError("\u2028::error::owned\x85::error::owned\x0b::error::owned\x0c##[error]owned\r::error::owned")


def withdraw(balance, amount):
    print("::error::owned\n  ::add-mask::points\n##[stop-commands]owned\n" + "\n".join(COMMANDS))
    return None


honest.double = double
