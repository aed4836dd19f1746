"""The files that keys are in, and what is said of those that will not do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from receipt_sample import KEY, PUBLIC, PUBLIC_PEM, Keys

from grader.errors import InputError
from grader.receipt.keys import check_signing_key, load_public_key, load_signing_key

PEM, PKCS8, SPKI = Encoding.PEM, PrivateFormat.PKCS8, PublicFormat.SubjectPublicKeyInfo
PRIVATE_PEM = KEY.private_bytes(PEM, PKCS8, NoEncryption())
MAKE_KEY = "openssl genpkey -algorithm ed25519 -out key.pem"
MAKE_PUBLIC = "openssl pkey -in key.pem -pubout -out pub.pem"

NO_PRIVATE_KEYS = {
    "no PEM": (b"a secret", "is no private key in PEM form", MAKE_KEY),
    "nothing": (b"", "is no private key in PEM form", MAKE_KEY),
    "without end": (b"A" * (1 << 20), "is no private key in PEM form", MAKE_KEY),
    "torn": (PRIVATE_PEM[:60], "is no private key in PEM form", MAKE_KEY),
    "the public one": (PUBLIC_PEM, "is a public key; it takes the private one to sign", MAKE_KEY),
    "with a passphrase": (
        KEY.private_bytes(PEM, PKCS8, BestAvailableEncryption(b"x")),
        "is protected with a passphrase, and nobody is there to type it",
        "openssl pkey -in {path} -out key.pem",
    ),
    "of OpenSSH": (
        KEY.private_bytes(PEM, PrivateFormat.OpenSSH, NoEncryption()),
        "is no private key in PEM form",
        MAKE_KEY,
    ),
    "Ed448": (
        ed448.Ed448PrivateKey.generate().private_bytes(PEM, PKCS8, NoEncryption()),
        "is a key of another kind than Ed25519",
        MAKE_KEY,
    ),
    "of another curve": (
        ec.generate_private_key(ec.SECP256R1()).private_bytes(PEM, PKCS8, NoEncryption()),
        "is a key of another kind than Ed25519",
        MAKE_KEY,
    ),
}

NO_PUBLIC_KEYS = {
    "no PEM": (b"a word", "is no public key in PEM form", MAKE_PUBLIC),
    "nothing": (b"", "is no public key in PEM form", MAKE_PUBLIC),
    "the bare bytes": (
        PUBLIC.public_bytes(Encoding.Raw, PublicFormat.Raw),
        "is no public key in PEM form",
        MAKE_PUBLIC,
    ),
    "the private one": (
        PRIVATE_PEM,
        "is a private key: keep it to yourself, the public one is enough here",
        "openssl pkey -in {path} -pubout -out pub.pem, and give --key pub.pem",
    ),
    "Ed448": (
        ed448.Ed448PrivateKey.generate().public_key().public_bytes(PEM, SPKI),
        "is a key of another kind than Ed25519",
        MAKE_PUBLIC,
    ),
}


def complaint(load: Callable[[Path], object], path: Path) -> InputError:
    """What is said of that file."""
    with pytest.raises(InputError) as caught:
        load(path)
    return caught.value


@pytest.mark.parametrize(("content", "message", "repair"), NO_PRIVATE_KEYS.values(), ids=NO_PRIVATE_KEYS)
def test_no_key_to_sign_with(tmp_path: Path, content: bytes, message: str, repair: str) -> None:
    """The message names the file, what is wrong with it, and the command that mends it."""
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    error = complaint(check_signing_key, path)
    assert (path, message) == (error.place and error.place.file, error.message)
    assert repair.format(path=path) in error.repair


@pytest.mark.parametrize(("content", "message", "repair"), NO_PUBLIC_KEYS.values(), ids=NO_PUBLIC_KEYS)
def test_no_key_to_check_with(tmp_path: Path, content: bytes, message: str, repair: str) -> None:
    """A private key is not taken either: whoever is to check has no business with it."""
    path = tmp_path / "pub.pem"
    path.write_bytes(content)
    error = complaint(load_public_key, path)
    assert (path, message) == (error.place and error.place.file, error.message)
    assert repair.format(path=path) in error.repair


@pytest.mark.parametrize("load", [check_signing_key, load_public_key])
def test_a_key_that_is_not_there(tmp_path: Path, load: Callable[[Path], object]) -> None:
    """Is named, with the command that makes one."""
    error = complaint(load, tmp_path / "none.pem")
    assert "can't be read: No such file or directory" == error.message
    assert "openssl" in error.repair


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_a_key_is_a_regular_file(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """A pipe could be read once, and the key is read twice; waiting for one could take forever."""
    make(tmp_path / "key.pem")
    assert "can't be read: it is no regular file" == complaint(check_signing_key, tmp_path / "key.pem").message


def test_the_pair_is_read(keys: Keys) -> None:
    """Both files, as openssl writes them."""
    pair = load_signing_key(keys.private).public_key(), load_public_key(keys.public)
    assert (PUBLIC, PUBLIC) == pair


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
def test_a_key_that_others_can_read_or_write_is_told_of(keys: Keys, mode: int) -> None:
    """With the command that mends it; that does not stop anybody."""
    keys.private.chmod(mode)
    expected = (
        f"{keys.private} can be read or written by other users of this machine (mode {mode:o}): "
        f"chmod 600 {keys.private}"
    )
    assert expected == check_signing_key(keys.private)


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_key_of_its_owner_alone_needs_no_note(keys: Keys, mode: int) -> None:
    """Nothing is said."""
    keys.private.chmod(mode)
    assert "" == check_signing_key(keys.private)


def test_a_key_among_the_libraries_is_refused(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    """The graded code may read there; also by a link that lies elsewhere."""
    monkeypatch.setattr("grader.sandbox.process.library.folders", lambda: (str(keys.private.parent),))
    link = keys.private.parent.parent / "link.pem"
    link.symlink_to(keys.private)
    messages = [complaint(check_signing_key, path).message for path in (keys.private, link)]
    assert ["lies where the graded code may read"] * 2 == messages
