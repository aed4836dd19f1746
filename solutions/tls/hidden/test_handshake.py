"""Task handshake: RFC 8446 on the messages of RFC 8448, section 3."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from grader.suite import explain

from .support import (
    CLIENT_DATA,
    CLIENT_SECRET,
    FINISHED,
    HELLOS,
    MASTER,
    SERVER_DATA,
    SERVER_SECRET,
    SHARED,
    UP_TO_FINISHED,
    UP_TO_VERIFY,
    same,
    signed,
    to_sign,
)


@pytest.mark.task("handshake", points=1, spec="`exchange(peer)` returns the shared secret, 32 bytes.")
def test_both_sides_share_a_secret(student):
    """The secret is that of X25519, with two peers after each other."""
    share = student.KeyShare()
    same(len(share.public), 32, "the length of the public key")
    for _ in range(2):
        peer = X25519PrivateKey.generate()
        wanted = peer.exchange(X25519PublicKey.from_public_bytes(share.public))
        same(share.exchange(peer.public_key().public_bytes_raw()) == wanted, True, "the secret that the peer has")


@pytest.mark.task("handshake", points=1, spec="`KeyShare()` makes an **ephemeral** key, a new one each time.")
def test_each_handshake_has_its_own_key(student):
    """No two handshakes share a key."""
    keys = {student.KeyShare().public for _ in range(3)}
    assert len(keys) == 3, explain(
        expected="three keys",
        happened=f"{len(keys)}",
        why="a static key opens, once stolen, all that was ever recorded",
    )


@pytest.mark.task(
    "handshake", points=0.5, spec="A `peer` of another length, or one that gives 32 zero bytes, is `HandshakeError`."
)
def test_refuses_what_is_no_key_share(student):
    """A share of another length, and one that makes the secret known to all, are refused."""
    share, peer = student.KeyShare(), X25519PrivateKey.generate().public_key().public_bytes_raw()
    same(len(share.exchange(peer)), 32, "the length of the secret")
    for bad in (peer[:31], peer + b"\0", b"", bytes(32)):
        with student.raises("HandshakeError", why="an attacker could choose the secret", tried=f"{len(bad)} bytes"):
            share.exchange(bad)


@pytest.mark.task(
    "handshake", points=1, spec='HKDF-Expand over `length` (2 bytes) + the length of `"tls13 " + label` (1 byte)'
)
def test_expands_with_its_label(student):
    """Label, context and length are all in what is expanded."""
    for label, context, length, wanted in (
        ("key", b"", 16, "3fce516009c21727d0f2e4e86ee403bc"),
        ("iv", b"", 12, "5d313eb2671276ee13000b30"),
        ("finished", b"", 32, "008d3b66f816ea559f96b537e885c31fc068bf492c652f01f288a1d8cdc19fc8"),
    ):
        same(student.expand_label(SERVER_SECRET, label, context, length).hex(), wanted, label)
    whole = student.expand_label(SERVER_SECRET, "exp", b"context", 300)
    same(len(whole), 300, "the length")
    other = student.expand_label(SERVER_SECRET, "exp", b"", 300)
    assert whole != other, explain(expected="another output for another context", happened="the same")


@pytest.mark.task(
    "handshake",
    points=1,
    spec="returns a `Secrets` with `client`, `server` (the two handshake traffic secrets) and `master`.",
)
def test_derives_the_handshake_secrets(student):
    """The secrets of RFC 8448 come out of its key exchange and hellos."""
    found = student.handshake_secrets(SHARED, HELLOS)
    same(found.client.hex(), CLIENT_SECRET.hex(), "client_handshake_traffic_secret")
    same(found.server.hex(), SERVER_SECRET.hex(), "server_handshake_traffic_secret")
    same(found.master.hex(), MASTER.hex(), "master secret")


@pytest.mark.task("handshake", points=1, spec="`application_secrets(master, transcript)` returns `(client, server)`")
def test_derives_the_application_secrets(student):
    """The secrets for the data depend on the whole handshake."""
    found = student.application_secrets(MASTER, UP_TO_FINISHED)
    same([each.hex() for each in found], [CLIENT_DATA.hex(), SERVER_DATA.hex()], "client and server")


@pytest.mark.task("handshake", points=0.5, spec="`traffic_key(secret)` returns `(key, iv)`, 16 and 12 bytes")
def test_derives_key_and_iv(student):
    """Key and iv come from the traffic secret by their labels."""
    found = [each.hex() for each in student.traffic_key(SERVER_DATA)]
    same(found, ["9f02283b6c9c07efc26bb9f2ac92e356", "cf782b88dd83549aadf1e984"], "key and iv")


@pytest.mark.task(
    "handshake", points=1, spec='ECDSA with SHA-256 over 64 spaces, `"TLS 1.3, server CertificateVerify"`, a zero byte'
)
def test_signs_the_transcript(student, ca):
    """The certificate's key signs exactly what RFC 8446 says."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    bank = ca.issue("bank.test")
    for transcript in (UP_TO_VERIFY, HELLOS):
        signature = student.sign_transcript(bank.key_pem, transcript)
        try:
            bank.certificate.public_key().verify(signature, to_sign(transcript), ec.ECDSA(hashes.SHA256()))
            happened = ""
        except InvalidSignature:
            happened = "it does not verify"
        assert not happened, explain(expected="a signature over the transcript", happened=happened)


@pytest.mark.task(
    "handshake",
    points=1,
    spec="returns None if the key of this certificate made that signature, and raises `HandshakeError` otherwise.",
)
def test_the_man_in_the_middle_loses(student, ca):
    """A signature by another key, over another transcript, or over something else is refused."""
    bank, mallory = ca.issue("bank.test"), ca.new_key()
    good = signed(bank.key, to_sign(UP_TO_VERIFY))
    same(student.check_transcript(bank.der, UP_TO_VERIFY, good), None, "None for a good signature")
    for tried, signature in (
        ("another key", signed(mallory, to_sign(UP_TO_VERIFY))),
        ("another transcript", signed(bank.key, to_sign(HELLOS))),
        ("a client's signature", signed(bank.key, to_sign(UP_TO_VERIFY, b"client"))),
        ("the bare transcript", signed(bank.key, UP_TO_VERIFY)),
        ("garbage", b"garbage"),
        ("nothing", b""),
    ):
        with student.raises("HandshakeError", why="the bank's certificate is public: anybody can send it", tried=tried):
            student.check_transcript(bank.der, UP_TO_VERIFY, signature)
    again = student.check_transcript(bank.der, UP_TO_VERIFY, good)
    same(again, None, "None for the good one, after that as well")


@pytest.mark.task(
    "handshake",
    points=1,
    spec='returns HMAC-SHA-256 under `expand_label(secret, "finished", b"", 32)` over SHA-256 of the transcript.',
)
def test_finished_is_a_mac_of_the_transcript(student):
    """The server's Finished of RFC 8448 comes out."""
    same(student.finished(SERVER_SECRET, UP_TO_VERIFY).hex(), FINISHED.hex(), "the server's Finished")


@pytest.mark.task(
    "handshake", points=0.5, spec="raises `HandshakeError` otherwise, also for one that is shorter or empty."
)
def test_checks_finished_as_a_whole(student):
    """A Finished that differs in its last bit, is cut off or is of another transcript is refused."""
    same(student.check_finished(SERVER_SECRET, UP_TO_VERIFY, FINISHED), None, "None for a good one")
    turned = FINISHED[:-1] + bytes([FINISHED[-1] ^ 1])
    for tried, transcript, received in (
        ("the last bit", UP_TO_VERIFY, turned),
        ("31 bytes", UP_TO_VERIFY, FINISHED[:31]),
        ("empty", UP_TO_VERIFY, b""),
        ("another transcript", HELLOS, FINISHED),
        ("33 bytes", UP_TO_VERIFY, FINISHED + b"\0"),
    ):
        with student.raises("HandshakeError", why="somebody has changed the hellos on the way", tried=tried):
            student.check_finished(SERVER_SECRET, transcript, received)
    again = student.check_finished(SERVER_SECRET, UP_TO_VERIFY, FINISHED)
    same(again, None, "None for the good one, after that as well")
