"""Two tests of encryption."""

import json
import os

import httpx
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from grader.suite import explain


class KeyService:
    """Gives data keys and unwraps them. ``handed_out``: every data key in clear; ``rotate`` makes a new master key."""

    def __init__(self):
        self.handed_out = []
        self._masters = [AESGCM(os.urandom(32))]

    def rotate(self):
        """Wrap with a new key from now on."""
        self._masters.append(AESGCM(os.urandom(32)))

    def __call__(self, request):
        """The key service's answer."""
        if request.url.path == "/generate":
            key, number, nonce = os.urandom(32), len(self._masters) - 1, os.urandom(12)
            self.handed_out.append(key)
            wrapped = bytes([number]) + nonce + self._masters[number].encrypt(nonce, key, None)
            return httpx.Response(200, json={"plain": key.hex(), "wrapped": wrapped.hex()})
        wrapped = bytes.fromhex(json.loads(request.content)["wrapped"])
        key = self._masters[wrapped[0]].decrypt(wrapped[1:13], wrapped[13:], None)
        return httpx.Response(200, json={"plain": key.hex()})


@pytest.fixture
def kms(network):
    """The key service."""
    service = KeyService()
    network.serve("kms.test", service)
    return service


@pytest.mark.task("envelope")
def test_opens_only_where_it_belongs(student, kms):
    """What was sealed for one user does not open for another, nor after a bit has been turned."""
    sealed = student.seal(b"4111 1111", "jane")
    assert student.unseal(sealed, "jane") == b"4111 1111", "A record opens in its own context."
    turned = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for record, context in ((sealed, "mallory"), (turned, "jane")):
        with student.raises("InvalidTag", why="a record copied to another user's row would be read as theirs"):
            student.unseal(record, context)


@pytest.mark.task("rotate")
def test_rotation_leaves_the_data_as_it_is(student, kms):
    """After the key service has rotated its key, old records open as before; no data key lies beside its data."""
    old = student.seal(b"old", "jane")
    kms.rotate()
    new = student.seal(b"new", "jane")
    opened = [student.unseal(sealed, "jane") for sealed in (old, new)]
    assert opened == [b"old", b"new"], explain(expected="both records", happened=f"{opened}")
    bare = any(key in sealed for key in kms.handed_out for sealed in (old, new))
    assert not bare, explain(expected="only the wrapped key in the record", happened="the data key lies there in clear")
