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
    turned,
)
from .vectors import NIST_PASS

NONCES = "two messages under one nonce give away the XOR of both, and then the key of the tag"
CONTEXTS = "a record that opens in another place can be copied there"


@pytest.mark.task("aead", points=1, spec="`decrypt` gives the plaintext, or raises `DecryptionError`.")
def test_gives_back_what_was_encrypted(student):
    """What was encrypted comes back, whatever its length, with and without a context."""
    for size in (*SIZES, 100_000):
        for context in (b"", b"jane", data(100)):
            message = student.encrypt(key("a"), data(size), context)
            found = student.decrypt(key("a"), message, context)
            comes_back(found, data(size), f"{size} bytes with a context of {len(context)}")


@pytest.mark.task(
    "aead",
    points=1,
    spec=(
        "AES-256-GCM (NIST SP 800-38D), `context` its associated data, as it is.",
        "Return nonce, ciphertext and tag",
    ),
)
def test_what_it_encrypts_is_aes_256_gcm(student):
    """Whoever has the key and the context can open the message with AES-256-GCM: nonce, ciphertext, tag."""
    for words, size, context in (("a", 0, b""), ("b", 1, b"jane"), ("a", 1000, b"omar \0\xff")):
        what = f"{size} bytes with the context {context!r}"
        message = student.encrypt(key(words), data(size), context)
        is_sealed(key(words), message, data(size), context, what)
        assert len(message) == size + OVERHEAD, explain(
            expected=f"{size + OVERHEAD} bytes for {size} of plaintext", happened=f"{len(message)} bytes", tried=what
        )
    is_sealed(key("a"), student.encrypt(key("a"), b"plain"), b"plain", b"", "no context, which is an empty one")


@pytest.mark.task(
    "aead",
    points=1,
    spec=("AES-256-GCM (NIST SP 800-38D), `context` its associated data, as it is.", "you open what they made"),
)
def test_opens_the_messages_of_nist(student):
    """The known answers of NIST (gcmDecrypt256) come out: without data, without context, with both."""
    for case in NIST_PASS:
        what = f"NIST's message with the key {case.key[:8]}…"
        secret, plaintext = bytes.fromhex(case.key), bytes.fromhex(case.plaintext)
        opens(partial(student.decrypt, secret, case.message, bytes.fromhex(case.context)), plaintext, what)
    opens(partial(student.decrypt, key("a"), seal(key("a"), b"plain")), b"plain", "no context, which is an empty one")


@pytest.mark.task("aead", points=1.5, spec="| nonce | 12, **fresh and random for each call** |")
def test_no_nonce_comes_twice(student):
    """A hundred messages have a hundred nonces, random in each byte, though all else is the same."""
    messages = [student.encrypt(key("a"), b"the same", b"jane") for _ in range(100)]
    is_bytes(messages[0], "`encrypt`", OVERHEAD)
    all_differ([message[:NONCE_BYTES] for message in messages], "nonces, in the first 12 bytes", NONCES)
    fixed = [n for n in range(NONCE_BYTES) if len({message[n] for message in messages}) < 20]
    assert not fixed, explain(
        expected="twelve random bytes at the beginning of each message",
        happened=f"byte {fixed[0]} had fewer than 20 values in 100 messages",
        why="with 32 random bits two of 80,000 messages share a nonce, more likely than not",
    )


@pytest.mark.task("aead", points=1.5, spec="not after a restart, not in a second instance of your service")
def test_no_nonce_comes_again_after_a_restart(student):
    """Three instances of the service, or one that starts three times, have no nonce in common."""
    nonces = []
    for instance in (student, student.another(), student.another()):
        nonces += [instance.encrypt(key("a"), b"text %d" % number)[:NONCE_BYTES] for number in range(20)]
    all_differ(nonces, "nonces in three processes", NONCES)


@pytest.mark.task(
    "aead",
    points=1.5,
    spec=(
        "The context is not encrypted and not stored; whoever decrypts has to give the same one.",
        "the wrong key, password, recipient or context",
    ),
)
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


@pytest.mark.task(
    "aead",
    points=1,
    spec=(
        "A message is at least 28 bytes; a shorter tag is no tag.",
        (
            "a bit that was turned, something cut off or added, another kind of message, garbage of any "
            "length, empty too"
        ),
    ),
)
def test_a_message_is_whole_or_none(student):
    """What is cut off anywhere, down to nothing, or has a byte too many, is refused: a shorter tag is no tag."""
    message = student.encrypt(key("a"), data(20), b"jane")
    comes_back(student.decrypt(key("a"), message, b"jane"), data(20), "the message as it was")
    stays_shut(student, {w: partial(student.decrypt, key("a"), other, b"jane") for w, other in cut(message).items()})


@pytest.mark.task(
    "aead",
    points=1,
    spec=(
        "**`DecryptionError` is the one answer** to whatever does not open",
        "the wrong key, password, recipient or context, a bit that was turned",
    ),
)
def test_every_bit_counts(student):
    """A bit that is turned anywhere, in nonce, ciphertext, tag or key, is noticed."""
    message = student.encrypt(key("a"), data(33), b"jane")
    comes_back(student.decrypt(key("a"), message, b"jane"), data(33), "the message as it was")
    cases = {what: partial(student.decrypt, key("a"), other, b"jane") for what, other in damaged(message).items()}
    cases["another key"] = partial(student.decrypt, key("b"), message, b"jane")
    cases["a key that differs in its last bit"] = partial(student.decrypt, turned(key("a"), -1), message, b"jane")
    stays_shut(student, cases)


@pytest.mark.task(
    "aead",
    points=1,
    spec=(
        "A key has 32 bytes. With any other number both raise `ValueError`: 16 and 24 as well",
        "A key of a kind or length that a task refuses is `ValueError` **whatever the message**, garbage too.",
    ),
)
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
