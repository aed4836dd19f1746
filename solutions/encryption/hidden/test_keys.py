"""Task keys: HKDF for secrets, scrypt for passwords, and messages that open with a password."""

import hashlib
from functools import partial

import pytest

from grader.suite import explain

from .support import (
    KEY_BYTES,
    NONCE_BYTES,
    OVERHEAD,
    SIZES,
    all_differ,
    comes_back,
    cut,
    damaged,
    data,
    hkdf,
    is_bytes,
    is_sealed,
    opens,
    refuses_value,
    seal,
    stays_shut,
)
from .vectors import RFC_5869

CHEAP = {"log_n": 9}
HEAD = 2 + 16
NEARLY = {
    "Pass ": ("Pass", "pass ", "Pass  "),
    "correct horse": ("correcthorse", "Correct horse", "correct hors", "correct horse.", ""),
    "": (" ", "None"),
    "größer": ("grer", "groesser", "GRÖSSER"),
    "pa\u0301ss": ("p\u00e1ss", "pass"),
    "密码": ("码密", "??"),
    "x" * 200: ("x" * 199, "x" * 72, "x" * 64),
}
"""Passwords, and others that are not the same."""
DEAR = {
    15: bytes.fromhex("c7e562dd7723e6ae19342240900cd310d7a0218dbce51d31651fc973fcea01b1"),
    16: bytes.fromhex("9cfd718198727309080f8a25a457e938cd994e8c398f0d5e8f970bd3d7af941b"),
}
"""Keys of which making them takes time, by log_n: those of ``of_cost``, as hashlib.scrypt makes them."""
GUESS = "without a slow derivation a graphics card tries billions of passwords a second"


def is_key(found, wanted, what, where):
    said = found.hex() if isinstance(found, bytes) else f"a value of the type {type(found).__name__}"
    assert found == wanted, explain(expected=wanted.hex(), happened=said, tried=what, try_next=where)


def of_cost(log_n, plaintext):
    """A message as README.md has it, with the password "correct horse"."""
    head = b"\x02" + bytes([log_n]) + b"sixteen bytes ok"
    return head + seal(DEAR.get(log_n) or scrypt("correct horse", head[2:], log_n), plaintext, head)


def scrypt(password, salt, log_n):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**log_n, r=8, p=5, dklen=KEY_BYTES, maxmem=2**28)


@pytest.mark.task(
    "keys", points=1.5, spec=("is HKDF with SHA-256 (RFC 5869)", "`length` is from 1 to 8,160 bytes in the tests.")
)
def test_derives_the_keys_of_rfc_5869(student):
    """The known answers of RFC 5869 come out: salt, info and length are all used."""
    for number, case in enumerate(RFC_5869, 1):
        secret, salt, info = (bytes.fromhex(text) for text in (case.secret, case.salt, case.info))
        found = student.derive_key(secret, salt=salt, info=info, length=case.length)
        is_key(found, bytes.fromhex(case.output), f"test case {number} of RFC 5869", "HKDF with SHA-256")
    for options in ({}, {"info": b"mail"}, {"salt": b"s"}, {"length": 1}, {"length": 8160}, {"length": 16}):
        wanted = hkdf(b"a secret", **options)
        is_key(student.derive_key(b"a secret", **options), wanted, f"derive_key with {options}", "the defaults")


@pytest.mark.task(
    "keys",
    points=0.5,
    spec=("Return the plaintext of what ``encrypt_with_password`` made", "An empty password is a password."),
)
def test_opens_with_the_password(student):
    """What was encrypted with a password comes back with it, whatever its length."""
    for number, size in enumerate(SIZES):
        password = ("", "correct horse", "größer als 7")[number % 3]
        message = student.encrypt_with_password(password, data(size), **CHEAP)
        found = student.decrypt_with_password(password, message)
        comes_back(found, data(size), f"{size} bytes with the password {password!r}")


@pytest.mark.task(
    "keys",
    points=1,
    spec=(
        (
            "The key is scrypt over the password in UTF-8, as it is, with this salt, `n = 2**log_n`, `r = "
            "8`, `p = 5`, and 32 bytes long."
        ),
        "The context for `encrypt` is all that stands before the nonce (18 bytes).",
    ),
)
def test_a_message_says_how_its_key_is_made(student):
    """The message has 02, log_n (14 unless told otherwise) and the salt, then what opens with their key."""
    for options, log_n, password in (({"log_n": 8}, 8, "pw"), ({"log_n": 11}, 11, "größer"), ({}, 14, "correct horse")):
        what = f"the password {password!r} with options {options}"
        message = student.encrypt_with_password(password, b"plain text", **options)
        is_bytes(message, "`encrypt_with_password`", HEAD + OVERHEAD)
        assert message[:2] == bytes([2, log_n]), explain(
            expected=f"a message that begins with 02 {log_n:02x}",
            happened=f"it begins with {message[:2].hex(' ')}",
            tried=what,
            why=GUESS,
        )
        secret = scrypt(password, message[2:HEAD], log_n)
        is_sealed(secret, message[HEAD:], b"plain text", message[:HEAD], what)


@pytest.mark.task(
    "keys",
    points=1,
    spec=("scrypt over the password in UTF-8, as it is", "the wrong key, password, recipient or context"),
)
def test_a_password_is_taken_as_it_is(student):
    """Every sign of a password counts, spaces, capitals and letters beyond ASCII as well."""
    for password, others in NEARLY.items():
        message = student.encrypt_with_password(password, b"mine", **CHEAP)
        opens(partial(student.decrypt_with_password, password, message), b"mine", f"the password {password[:20]!r}")
        cases = {
            f"{other[:9]!r} ({len(other)} signs) for {password[:9]!r} ({len(password)})": partial(
                student.decrypt_with_password, other, message
            )
            for other in others
        }
        stays_shut(student, cases, GUESS)


@pytest.mark.task("keys", points=1, spec="`decrypt_with_password` takes `log_n` from the message")
def test_opens_messages_of_other_costs(student):
    """A message opens with the log_n that it names, from 8 to 15."""
    for log_n in (8, 11, 15):
        message = of_cost(log_n, b"from elsewhere")
        call = partial(student.decrypt_with_password, "correct horse", message)
        opens(call, b"from elsewhere", f"a message of the test's with log_n={log_n}")


@pytest.mark.task("keys", points=1, spec="outside those limits it is `DecryptionError`, **before** any work is done")
def test_pays_no_cost_without_limit(student):
    """A message that asks for more than the limits, or for less, is refused before any work is done."""
    message = student.encrypt_with_password("correct horse", b"good", **CHEAP)
    comes_back(student.decrypt_with_password("correct horse", message), b"good", "costs within the limits")
    cases = {}
    for log_n in (0, 1, 7, 16, 22, 63, 64, 255):
        sound = of_cost(log_n, b"good") if log_n in (1, 7, 16) else None
        odd = sound or message[:1] + bytes([log_n]) + message[2:]
        cases[f"log_n={log_n}"] = partial(student.decrypt_with_password, "correct horse", odd)
    stays_shut(student, cases, "whoever writes the message would decide how much of your memory and time it takes")


@pytest.mark.task(
    "keys",
    points=0.5,
    spec=(
        "`log_n` is from 8 to 15, both included. With any other whole number `encrypt_with_password` "
        "raises `ValueError`."
    ),
)
def test_makes_no_message_that_it_would_not_open(student):
    """A log_n beyond the limits is a ValueError when a message is made; 8 and 15 are not."""
    for log_n in (8, 15):
        is_bytes(student.encrypt_with_password("pw", b"good", log_n=log_n), f"a message of log_n={log_n}", HEAD)
    cases = {
        f"log_n={log_n}": partial(student.encrypt_with_password, "pw", b"x", log_n=log_n)
        for log_n in (7, 16, 0, 1, -1, 256)
    }
    refuses_value(student, cases, "a message that nobody opens is a lost one")


@pytest.mark.task(
    "keys",
    points=1,
    spec=("| salt, fresh and random for each call | 16 |", "| nonce | 12, **fresh and random for each call** |"),
)
def test_no_salt_comes_twice(student):
    """Each message has a salt and a nonce of its own: with the same password, at the same time, in another process."""
    instances = [student, student.another()]
    messages = [each.encrypt_with_password("pw", b"same", **CHEAP) for each in instances for _ in range(20)]
    is_bytes(messages[0], "`encrypt_with_password`", HEAD + OVERHEAD)
    why = "with one salt for all, one table of guesses opens them all"
    all_differ([message[2:HEAD] for message in messages], "salts", why)
    all_differ([message[HEAD : HEAD + NONCE_BYTES] for message in messages], "nonces", why)
    fixed = [n for n in range(2, HEAD) if len({message[n] for message in messages}) < 10]
    assert not fixed, explain("sixteen random bytes for a salt", f"byte {fixed[0]} is nearly always the same", why=why)


@pytest.mark.task(
    "keys",
    points=0.5,
    spec=(
        "**`DecryptionError` is the one answer** to whatever does not open",
        (
            "a bit that was turned, something cut off or added, another kind of message, garbage of any "
            "length, empty too"
        ),
    ),
)
def test_every_bit_of_the_message_counts(student):
    """A bit turned anywhere, in log_n, salt, nonce, ciphertext or tag, and a message cut off anywhere, is refused."""
    message = student.encrypt_with_password("pw", b"text", log_n=8)
    comes_back(student.decrypt_with_password("pw", message), b"text", "the message as it was")
    broken = {**damaged(message), **cut(message)}
    cases = {what: partial(student.decrypt_with_password, "pw", other) for what, other in broken.items()}
    stays_shut(student, cases)
