"""Task aead: AES-256-GCM, fresh nonces, bound context."""

from functools import partial

import pytest

from grader.suite import explain

from .support import (
    NONCE_BYTES,
    OVERHEAD,
    SIZES,
    all_differ,
    comes_back,
    cut,
    damaged,
    data,
    is_bytes,
    is_sealed,
    key,
    opens,
    refuses_value,
    seal,
    stays_shut,
)
from .vectors import NIST_FAIL, NIST_PASS

NONCES = "two messages under one nonce give away the XOR of both, and then the key of the tag"
CONTEXTS = "a record that opens in another place can be copied there"


@pytest.mark.task("aead", points=0.5)
def test_gives_back_what_was_encrypted(student):
    """What was encrypted comes back, whatever its length, with and without a context."""
    for size in (*SIZES, 100_000):
        for context in (b"", b"jane", data(100)):
            message = student.encrypt(key("a"), data(size), context)
            found = student.decrypt(key("a"), message, context)
            comes_back(found, data(size), f"{size} bytes with a context of {len(context)}")


@pytest.mark.task("aead", points=1)
def test_what_it_encrypts_is_aes_256_gcm(student):
    """Whoever has the key and the context can open the message with AES-256-GCM: nonce, ciphertext, tag."""
    for words, size, context in (("a", 0, b""), ("b", 1, b"jane"), ("a", 1000, b"omar \0\xff")):
        what = f"{size} bytes with the context {context!r}"
        message = student.encrypt(key(words), data(size), context)
        is_sealed(key(words), message, data(size), context, what)


@pytest.mark.task("aead", points=1)
def test_opens_the_messages_of_nist(student):
    """The known answers of NIST (gcmDecrypt256) come out: without data, without context, with both."""
    for case in NIST_PASS:
        what = f"NIST's message with the key {case.key[:8]}…"
        secret, plaintext = bytes.fromhex(case.key), bytes.fromhex(case.plaintext)
        opens(partial(student.decrypt, secret, case.message, bytes.fromhex(case.context)), plaintext, what)


@pytest.mark.task("aead", points=0.5)
def test_refuses_what_nist_says_must_fail(student):
    """The messages that NIST marks as FAIL are refused."""
    message = student.encrypt(key("a"), b"good")
    comes_back(student.decrypt(key("a"), message), b"good", "a message of your own")
    cases = {
        f"NIST's FAIL with the key {case.key[:8]}…": partial(
            student.decrypt, bytes.fromhex(case.key), case.message, bytes.fromhex(case.context)
        )
        for case in NIST_FAIL
    }
    stays_shut(student, cases)


@pytest.mark.task("aead", points=1)
def test_no_nonce_comes_twice(student):
    """A hundred messages have a hundred nonces, though plaintext, key, context and time are the same."""
    messages = [student.encrypt(key("a"), b"the same", b"jane") for _ in range(100)]
    is_bytes(messages[0], "`encrypt`", OVERHEAD)
    all_differ([message[:NONCE_BYTES] for message in messages], "nonces, in the first 12 bytes", NONCES)


@pytest.mark.task("aead", points=1)
def test_no_nonce_comes_again_after_a_restart(student):
    """Three instances of the service, or one that starts three times, have no nonce in common."""
    nonces = []
    for instance in (student, student.another(), student.another()):
        nonces += [instance.encrypt(key("a"), b"text %d" % number)[:NONCE_BYTES] for number in range(20)]
    all_differ(nonces, "nonces in three processes", NONCES)


@pytest.mark.task("aead", points=0.5)
def test_no_nonce_is_only_partly_fresh(student):
    """All twelve bytes of the nonce are random: none of them is the same in each message."""
    messages = [student.encrypt(key("a"), data(20, f"{number}")) for number in range(64)]
    fixed = [n for n in range(NONCE_BYTES) if len({message[n] for message in messages}) < 20]
    assert not fixed, explain(
        expected="twelve random bytes at the beginning of each message",
        happened=f"byte {fixed[0]} had fewer than 20 values in 64 messages",
        why="with 32 random bits two of 80,000 messages share a nonce, more likely than not",
    )


@pytest.mark.task("aead", points=1)
def test_the_context_is_bound(student):
    """With another context than it was encrypted with nothing opens, not even with nearly the same one."""
    for context, others in (
        (b"user=jane", (b"", b"user=mallory", b"user=jan", b"user=janes", b"USER=JANE", b"user=jane\0", b" user=jane")),
        (b"", (b"x", b"\0", b"None")),
        (data(64), (data(63), data(65), data(64)[::-1])),
    ):
        message = student.encrypt(key("a"), b"5,000 EUR", context)
        comes_back(student.decrypt(key("a"), message, context), b"5,000 EUR", "the same context")
        cases = {
            f"{other[:12]!r} ({len(other)} bytes) for {context[:12]!r} ({len(context)} bytes)": partial(
                student.decrypt, key("a"), message, other
            )
            for other in others
        }
        stays_shut(student, cases, CONTEXTS)


@pytest.mark.task("aead", points=0.5)
def test_no_context_is_an_empty_one(student):
    """Whoever leaves the context out means an empty one, in both functions."""
    message = student.encrypt(key("a"), b"plain")
    comes_back(student.decrypt(key("a"), message, b""), b"plain", "encrypted without a context, opened with b''")
    message = student.encrypt(key("a"), b"plain", b"")
    comes_back(student.decrypt(key("a"), message), b"plain", "encrypted with b'', opened without a context")


@pytest.mark.task("aead", points=0.5)
def test_the_context_does_not_travel(student):
    """The context is no part of the message, and neither is the key."""
    for size in (10, 200):
        context = data(size, "context")
        message = student.encrypt(key("a"), b"5,000 EUR", context)
        wanted = len(b"5,000 EUR") + OVERHEAD
        found = len(message), context in message, key("a") in message
        assert found == (wanted, False, False), explain(
            expected=f"{wanted} bytes for 9 of plaintext, with neither context nor key among them",
            happened=f"{found[0]} bytes, {'with' if found[1] or found[2] else 'without'} context or key",
        )


@pytest.mark.task("aead", points=1)
def test_every_bit_counts(student):
    """A bit that is turned anywhere, in nonce, ciphertext or tag, is noticed."""
    message = student.encrypt(key("a"), data(33), b"jane")
    comes_back(student.decrypt(key("a"), message, b"jane"), data(33), "the message as it was")
    cases = {what: partial(student.decrypt, key("a"), other, b"jane") for what, other in damaged(message).items()}
    stays_shut(student, cases)


@pytest.mark.task("aead", points=1)
def test_a_message_is_whole_or_none(student):
    """What is cut off anywhere, down to nothing, or has a byte too many, is refused: a shorter tag is no tag."""
    message = student.encrypt(key("a"), data(20), b"jane")
    comes_back(student.decrypt(key("a"), message, b"jane"), data(20), "the message as it was")
    cases = {what: partial(student.decrypt, key("a"), other, b"jane") for what, other in cut(message).items()}
    stays_shut(student, cases)


@pytest.mark.task("aead", points=0.5)
def test_another_key_opens_nothing(student):
    """Only the key that a message was encrypted with opens it."""
    message = student.encrypt(key("a"), b"mine")
    comes_back(student.decrypt(key("a"), message), b"mine", "the same key")
    others = {"another key": key("b"), "a key that differs in its last bit": key("a")[:-1] + bytes([key("a")[-1] ^ 1])}
    stays_shut(student, {what: partial(student.decrypt, other, message) for what, other in others.items()})


@pytest.mark.task("aead", points=1)
def test_a_key_has_32_bytes(student):
    """A key of any other length is a ValueError in both functions, those of AES-128 and AES-192 as well."""
    message = student.encrypt(key("a"), b"good")
    comes_back(student.decrypt(key("a"), message), b"good", "a key of 32 bytes")
    cases = {}
    for size in (0, 1, 16, 24, 31, 33, 64):
        short = data(size)
        other = seal(short, b"good") if size in (16, 24) else message
        cases[f"encrypt with {size} bytes"] = partial(student.encrypt, short, b"good")
        cases[f"decrypt with {size} bytes"] = partial(student.decrypt, short, other)
    refuses_value(student, cases, "a key that was cut off by mistake is weaker, and nobody would notice")
