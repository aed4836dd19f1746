"""The keys of receipts: Ed25519, in PEM files. Every message names the file and the command that mends it."""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from grader.errors import InputError, Place
from grader.receipt.read import read
from grader.sandbox.process import library

MOST = 1 << 14
"""Bytes; the PEM file of such a key has some 120."""

MAKE_PRIVATE = "openssl genpkey -algorithm ed25519 -out key.pem; chmod 600 key.pem"
MAKE_PUBLIC = "openssl pkey -in key.pem -pubout -out pub.pem"
REPAIR_PRIVATE = f"make a key: {MAKE_PRIVATE}"
REPAIR_PUBLIC = (
    f"name the signer's public key. Who has the private one makes it with: {MAKE_PUBLIC}"
    f" (and the private one, once, with: {MAKE_PRIVATE})"
)


def check_signing_key(path: Path) -> str:
    """Find out whether that key can sign, without keeping it. A note if too many can read it. Raises InputError."""
    load_signing_key(path)
    _refuse_where_cells_read(path)
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        return f"{path} can be read or written by other users of this machine (mode {mode:03o}): chmod 600 {path}"
    return ""


def load_signing_key(path: Path) -> Ed25519PrivateKey:
    """The private key in that file. Raises InputError."""
    content = read(path, MOST, REPAIR_PRIVATE)
    try:
        key = load_pem_private_key(content, password=None)
    except TypeError:
        repair = f"write it without one, for the grader's eyes alone: openssl pkey -in {path} -out key.pem"
        raise _unusable(path, "is protected with a passphrase, and nobody is there to type it", repair) from None
    except (ValueError, UnsupportedAlgorithm):
        public = b"PUBLIC KEY" in content
        what = "is a public key; it takes the private one to sign" if public else "is no private key in PEM form"
        raise _unusable(path, what, REPAIR_PRIVATE) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _unusable(path, "is a key of another kind than Ed25519", REPAIR_PRIVATE)
    return key


def load_public_key(path: Path) -> Ed25519PublicKey:
    """The public key in that file. Raises InputError."""
    content = read(path, MOST, REPAIR_PUBLIC)
    if b"PRIVATE KEY" in content:
        repair = f"openssl pkey -in {path} -pubout -out pub.pem, and give --key pub.pem"
        raise _unusable(path, "is a private key: keep it to yourself, the public one is enough here", repair)
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        raise _unusable(path, "is no public key in PEM form", REPAIR_PUBLIC) from None
    if not isinstance(key, Ed25519PublicKey):
        raise _unusable(path, "is a key of another kind than Ed25519", REPAIR_PUBLIC)
    return key


def _unusable(path: Path, what: str, repair: str) -> InputError:
    return InputError(what, place=Place(path), repair=repair)


def _refuse_where_cells_read(path: Path) -> None:
    """InputError for a key in one of the few folders that the graded code may read."""
    real = path.resolve()
    if any(real.is_relative_to(Path(folder).resolve()) for folder in library.folders()):
        repair = "move it out of Python's and the system's libraries, into a folder of your own"
        raise _unusable(path, "lies where the graded code may read", repair)
