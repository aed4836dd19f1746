"""Chance in a cell: it looks random to the student's code, and is the same in every run.

A result depends on nothing but bytes, the evidence included, and evidence shows what the code has made up: ids, tokens,
signatures. So ``os.urandom``, and with it ``secrets``, ``uuid4`` and nonces, gives a stream that is fixed, but another
one in each process of a test: two instances of an app must not give out the same session ids. ECDSA signs as RFC 6979
says, so that the same bytes have the same signature. There is nobody in a cell from whom a secret would be kept.

What libraries draw from the kernel by themselves stays random: the keys that OpenSSL makes, the salt of RSA-PSS.
Sandbox only.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from contextlib import suppress
from typing import Any

SEED_BYTES = 32


class Chance:
    """The stream of one process."""

    def __init__(self) -> None:
        self._process = 0
        self._drawn = 0

    def begin(self, process: int) -> None:
        """In a new cell: its number among the processes of its test."""
        self._process, self._drawn = process, 0
        random.seed(0)

    def urandom(self, size: int, /) -> bytes:
        """As ``os.urandom``."""
        if size < 0:
            raise ValueError("negative argument not allowed")
        self._drawn += 1
        return hashlib.shake_256(b"process %d, draw %d" % (self._process, self._drawn)).digest(size)


def install(chance: Chance) -> None:
    """Let everything draw from there. What the student's code may use must be loaded."""

    def getrandom(size: int, flags: int = 0) -> bytes:  # noqa: ARG001 — whether to wait for the kernel
        return chance.urandom(size)

    for module, name, function in (
        (os, "urandom", chance.urandom),
        (os, "getrandom", getrandom),
        (random, "_urandom", chance.urandom),  # SystemRandom's, and so that of secrets
        (sys.modules.get("ssl"), "RAND_bytes", chance.urandom),
    ):
        if hasattr(module, name):
            setattr(module, name, function)
    _seed_from(chance)
    _sign_the_same()


def _seed_from(chance: Chance) -> None:
    """A generator that nobody seeds seeds itself, in C."""
    real_seed = random.Random.seed

    def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
        real_seed(self, int.from_bytes(chance.urandom(SEED_BYTES)) if a is None else a, version)

    random.Random.seed = seed  # type: ignore[method-assign] # see the module's docstring
    random.seed = random._inst.seed  # it was bound to the other one


def _sign_the_same() -> None:
    """Let ECDSA draw its random number from key and message."""
    curves: Any = sys.modules.get("cryptography.hazmat.primitives.asymmetric.ec")
    if curves is None:
        return
    from cryptography.hazmat.primitives.hashes import SHA256

    with suppress(Exception):  # an older version of it, or of OpenSSL: then it signs as it does
        curves.ECDSA(SHA256(), deterministic_signing=True)
        curves.ECDSA.__init__.__defaults__ = (True,)
