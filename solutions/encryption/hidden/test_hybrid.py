"""Task hybrid: messages for the holder of a private key, X25519 or RSA."""

from functools import partial

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from grader.suite import explain

from .pairs import (
    ZERO_SECRET,
    Pair,
    for_recipient,
    for_rsa,
    for_x25519,
    oaep,
    odd_recipients,
    public_pem,
    recipients,
    rsa_pair,
    secret_of,
    x25519,
    zero_secret_message,
)
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
    stays_shut,
    turned,
)
from .vectors import ALICE

BLEICHENBACHER = "PKCS#1 v1.5 padding has been broken by asking since 1998"


@pytest.mark.task("hybrid", points=0.5, spec="Return the plaintext of what ``encrypt_for`` made for this key")
def test_the_recipient_opens_it(student):
    """What was encrypted for somebody comes back with their private key, whatever its length and context."""
    for kind, pair in recipients().items():
        for size in (*SIZES, 100_000) if kind == "X25519" else (0, 191, 100_000):
            for context in (b"", b"mail 7")[: 2 if kind == "X25519" else 1]:
                message = student.encrypt_for(pair.public, data(size), context)
                is_bytes(message, "`encrypt_for`", size + OVERHEAD)
                found = student.decrypt_with(pair.private, message, context)
                comes_back(found, data(size), f"{size} bytes for {kind} with the context {context!r}")


@pytest.mark.task(
    "hybrid",
    points=1.5,
    spec=(
        "looks which kind of key it was given",
        "The context for `encrypt` is all that stands before the nonce + `context`.",
    ),
)
def test_a_message_is_as_documented(student):
    """A message has the kind of the key, what carries its key, and data that opens with that key and the context."""
    for kind, pair in recipients().items():
        for context in (b"", b"mail 7"):
            message = student.encrypt_for(pair.public, b"plain text", context)
            is_bytes(message, "`encrypt_for`", 33 + OVERHEAD)
            first = {"X25519": 3, "RSA": 4}[kind]
            assert message[0] == first, explain(f"{first:02x} as the first byte for {kind}", f"it is {message[0]:02x}")
            secret, head, body = secret_of(pair, message)
            assert secret is not None, explain(
                expected="a key that the recipient can unwrap as README.md has it",
                happened="there is none behind the first byte",
                try_next="for RSA: OAEP with SHA-256, as long as the modulus; for X25519: the ephemeral key, raw",
            )
            is_sealed(secret, body, b"plain text", head + context, f"{kind} with the context {context!r}")


@pytest.mark.task(
    "hybrid", points=1, spec=("as many as the modulus has, rounded up: 256, 384 …", "you open what they made")
)
def test_opens_messages_of_others(student):
    """A message that somebody else has made as documented opens, for RSA of 2050 and of 3072 bits as well."""
    for name, bits in (("long", 3072), ("odd", 2050)):
        pair = rsa_pair(name)
        call = partial(student.decrypt_with, pair.private, for_rsa(pair, b"from elsewhere"))
        opens(call, b"from elsewhere", f"RSA of {bits} bits")
        message = student.encrypt_for(pair.public, b"plain text")
        comes_back(student.decrypt_with(pair.private, message), b"plain text", f"your own message, RSA of {bits} bits")
    for kind, pair in recipients().items():
        for context in (b"", b"mail 7"):
            message = for_recipient(pair, b"from elsewhere", context)
            call = partial(student.decrypt_with, pair.private, message, context)
            opens(call, b"from elsewhere", f"a message of the test's for {kind} with the context {context!r}")


@pytest.mark.task(
    "hybrid",
    points=1.5,
    spec=("make a key pair for **this message alone**", "the key is 32 random bytes, fresh for each message"),
)
def test_each_message_has_a_key_of_its_own(student):
    """No two messages have the same key, the same ephemeral key, or the same nonce, in another process either."""
    for kind, pair in recipients().items():
        heads, nonces, keys = [], [], []
        for instance in (student, student.another()):
            for _ in range(5):
                message = instance.encrypt_for(pair.public, b"the same", b"the same")
                is_bytes(message, "`encrypt_for`", 33 + OVERHEAD)
                secret, head, body = secret_of(pair, message)
                heads.append(head)
                keys.append(secret or head)
                nonces.append(body[:NONCE_BYTES])
        why = "one key for many messages opens them all, once it is out"
        all_differ(heads, {"X25519": "ephemeral keys", "RSA": "wrapped keys"}[kind], why)
        all_differ(keys, "keys", why)
        all_differ(nonces, "nonces", why)


@pytest.mark.task(
    "hybrid",
    points=0.5,
    spec=("the wrong key, password, recipient or context", "A message for the other kind of key does not open."),
)
def test_nobody_else_opens_it(student):
    """Another private key opens nothing, of the same kind or of the other."""
    for kind, pair in recipients().items():
        message = student.encrypt_for(pair.public, b"for Bob")
        comes_back(student.decrypt_with(pair.private, message), b"for Bob", f"Bob's own key, {kind}")
        others = {
            "Carol's X25519 key": x25519(ALICE),
            "Carol's RSA key": rsa_pair("carol"),
            "a longer key": rsa_pair("long"),
        }
        others["Bob's key of the other kind"] = recipients()[{"X25519": "RSA", "RSA": "X25519"}[kind]]
        stays_shut(student, {what: partial(student.decrypt_with, one.private, message) for what, one in others.items()})


@pytest.mark.task(
    "hybrid",
    points=1,
    spec=(
        "The context for `encrypt` is all that stands before the nonce + `context`.",
        "the wrong key, password, recipient or context",
    ),
)
def test_the_context_of_a_message_is_bound(student):
    """In another context than its own a message does not open."""
    for pair in recipients().values():
        for context, others in ((b"mail 7", (b"", b"mail 8", b"mail 7 ", b"mail")), (b"", (b"mail 7", b"\0"))):
            message = student.encrypt_for(pair.public, b"plain text", context)
            comes_back(student.decrypt_with(pair.private, message, context), b"plain text", f"the context {context!r}")
            cases = {
                f"{other!r} for {context!r}": partial(student.decrypt_with, pair.private, message, other)
                for other in others
            }
            stays_shut(student, cases)


@pytest.mark.task(
    "hybrid",
    points=1,
    spec=(
        "**`DecryptionError` is the one answer** to whatever does not open",
        (
            "a bit that was turned, something cut off or added, another kind of message, garbage of any "
            "length, empty too"
        ),
    ),
)
def test_every_part_of_a_message_counts(student):
    """A bit turned anywhere is noticed, in what carries the key as well, and so is what was cut off or added."""
    for pair in recipients().values():
        message = student.encrypt_for(pair.public, b"5,000", b"mail 7")
        comes_back(student.decrypt_with(pair.private, message, b"mail 7"), b"5,000", "the message as it was")
        # Each part of it, at its ends: to load a key for RSA takes 40 ms, so that not each of its bytes can be tried.
        head = len(message) - len(b"5,000") - OVERHEAD
        broken = {f"bit 0 of byte {n} turned": turned(message, n) for n in (0, 1, head - 1, head + 12, -1)}
        broken |= {f"only the first {n} bytes": message[:n] for n in (0, 1, head - 1, head, len(message) - 1)}
        broken |= {"a byte added": message + b"\0", "a byte put before it": b"\0" + message}
        cases = {what: partial(student.decrypt_with, pair.private, other, b"mail 7") for what, other in broken.items()}
        stays_shut(student, cases)


@pytest.mark.task(
    "hybrid",
    points=1,
    spec=(
        (
            "A key of any other kind (Ed25519, EC …), or an RSA key of fewer than 2048 bits, is `ValueError` "
            "in both functions."
        ),
        "A key of a kind or length that a task refuses is `ValueError` **whatever the message**, garbage too.",
    ),
)
def test_keys_that_are_no_recipients(student):
    """A key that is neither X25519 nor RSA of 2048 bits or more is a ValueError, to encrypt and to decrypt with."""
    for kind, pair in recipients().items():
        message = student.encrypt_for(pair.public, b"good")
        comes_back(student.decrypt_with(pair.private, message), b"good", f"a key of the kind {kind}")
    cases = {}
    for what, pair in odd_recipients().items():
        cases[f"encrypt_for with {what}"] = partial(student.encrypt_for, pair.public, b"x")
        made = for_rsa(pair, b"x") if what.startswith("an RSA") else for_x25519(x25519(), b"x")
        cases[f"decrypt_with with {what}"] = partial(student.decrypt_with, pair.private, made)
    refuses_value(student, cases, "a key that is too short, or made for something else, protects nothing")


@pytest.mark.task(
    "hybrid",
    points=0.5,
    spec="With one as ephemeral key a message is a `DecryptionError`, as a recipient it is `ValueError`.",
)
def test_nobody_chooses_the_shared_secret(student):
    """Public keys that make the shared secret zero are a DecryptionError in a message, a ValueError as recipient."""
    pair = x25519()
    message = student.encrypt_for(pair.public, b"good")
    comes_back(student.decrypt_with(pair.private, message), b"good", "a key as any other")
    why = "everybody knows the secret, so everybody can read and write"
    messages = {what: zero_secret_message(pair, point) for what, point in ZERO_SECRET.items()}
    messages["zero, with data of no use"] = b"\x03" + bytes(32) + data(60)
    cases = {
        f"ephemeral key: {what}": partial(student.decrypt_with, pair.private, one) for what, one in messages.items()
    }
    stays_shut(student, cases, why)
    points = {what: public_pem(X25519PublicKey.from_public_bytes(point)) for what, point in ZERO_SECRET.items()}
    refuses_value(
        student, {f"recipient: {what}": partial(student.encrypt_for, one, b"x") for what, one in points.items()}, why
    )


@pytest.mark.task(
    "hybrid",
    points=1,
    spec=(
        "wrapped with **OAEP** (RFC 8017; SHA-256 for both hash and MGF1, no label)",
        "never make it, never accept it",
        "the key is 32 random bytes",
    ),
)
def test_only_oaep_with_sha_256_is_opened(student):
    """A key that is wrapped with another padding, or that has not 32 bytes, does not open."""
    pair = rsa_pair("bob")
    comes_back(
        student.decrypt_with(pair.private, student.encrypt_for(pair.public, b"good")), b"good", "your own message"
    )
    messages = {
        "PKCS#1 v1.5": for_rsa(pair, b"x", scheme=padding.PKCS1v15()),
        "OAEP with SHA-1": for_rsa(pair, b"x", scheme=oaep(hashes.SHA1())),
        "OAEP with MGF1 over SHA-1": for_rsa(pair, b"x", scheme=oaep(mask=hashes.SHA1())),
        "OAEP with a label": for_rsa(pair, b"x", scheme=oaep(label=b"label")),
        **{f"a wrapped key of {n} bytes": for_rsa(pair, b"x", secret=data(n)) for n in (16, 31, 33)},
    }
    cases = {what: partial(student.decrypt_with, pair.private, message) for what, message in messages.items()}
    stays_shut(student, cases, BLEICHENBACHER)
