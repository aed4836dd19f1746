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
from .vectors import RFC_5869, RFC_7914

CHEAP = {"log_n": 4, "p": 1}
HEAD = 3 + 16
GUESS = "without a slow derivation a graphics card tries billions of passwords a second"


def is_key(found, wanted, what, where):
    said = found.hex() if isinstance(found, bytes) else f"a value of the type {type(found).__name__}"
    assert found == wanted, explain(expected=wanted.hex(), happened=said, tried=what, try_next=where)


def by_password(password, plaintext, log_n=4, p=1, salt=b"sixteen bytes ok"):
    """A message as README.md has it."""
    head = b"\x02" + bytes([log_n, p]) + salt
    return head + seal(scrypt(password, salt, log_n, p), plaintext, head)


def scrypt(password, salt, log_n, p):
    return hashlib.scrypt(password.encode(), salt=salt, n=2**log_n, r=8, p=p, dklen=KEY_BYTES, maxmem=2**28)


@pytest.mark.task("keys", points=1)
def test_derives_the_keys_of_rfc_5869(student):
    """The known answers of RFC 5869 come out: salt, info and length are all used."""
    for number, case in enumerate(RFC_5869, 1):
        secret, salt, info = (bytes.fromhex(text) for text in (case.secret, case.salt, case.info))
        found = student.derive_key(secret, salt=salt, info=info, length=case.length)
        is_key(found, bytes.fromhex(case.output), f"test case {number} of RFC 5869", "HKDF with SHA-256")


@pytest.mark.task("keys", points=0.5)
def test_derives_32_bytes_unless_told_otherwise(student):
    """Salt and info are empty and the key has 32 bytes, unless a caller says otherwise; 8,160 are the most."""
    for options in ({}, {"info": b"mail"}, {"salt": b"s"}, {"length": 1}, {"length": 8160}, {"length": 16}):
        wanted = hkdf(b"a secret", **options)
        is_key(student.derive_key(b"a secret", **options), wanted, f"derive_key with {options}", "the defaults")


@pytest.mark.task("keys", points=1)
def test_derives_the_keys_of_rfc_7914(student):
    """The known answers of RFC 7914 come out: n, r and p are all used."""
    for case in RFC_7914:
        found = student.password_key(case.password, case.salt, n=case.n, r=case.r, p=case.p)
        what = f"{case.password!r} with n={case.n}, r={case.r}, p={case.p}"
        is_key(found, bytes.fromhex(case.output), what, "the first 32 bytes of what RFC 7914 has in section 12")


@pytest.mark.task("keys", points=0.5)
def test_a_password_costs_what_owasp_recommends(student):
    """Without other numbers scrypt takes n = 2**14, r = 8 and p = 5."""
    wanted = scrypt("tr0ub4dor", b"0123456789abcdef", 14, 5)
    found = student.password_key("tr0ub4dor", b"0123456789abcdef")
    is_key(found, wanted, "password_key without n, r and p", "the defaults of the skeleton")


@pytest.mark.task("keys", points=0.5)
def test_a_password_is_taken_as_it_is(student):
    """Every sign of a password counts, spaces and letters beyond ASCII as well, in UTF-8."""
    for password in ("", " ", "Pass ", "pass", "correct horse", "größer", "pa\u0301ss", "p\u00e1ss", "密码", "x" * 200):
        wanted = scrypt(password, b"salt", 4, 1)
        found = student.password_key(password, b"salt", n=16, r=8, p=1)
        is_key(found, wanted, f"the password {password[:20]!r}", "the password in UTF-8, no sign changed")


@pytest.mark.task("keys", points=1)
def test_opens_with_the_password(student):
    """What was encrypted with a password comes back with it, whatever its length."""
    for number, size in enumerate(SIZES):
        password = ("", "correct horse", "größer als 7")[number % 3]
        message = student.encrypt_with_password(password, data(size), **CHEAP)
        found = student.decrypt_with_password(password, message)
        comes_back(found, data(size), f"{size} bytes with the password {password!r}")


@pytest.mark.task("keys", points=1)
def test_a_message_says_how_its_key_is_made(student):
    """The message has 02, log_n, p and the salt, then what opens with the key that they make."""
    for password, log_n, p in (("correct horse", 4, 1), ("größer", 7, 3), ("", 1, 8)):
        what = f"log_n={log_n} and p={p}"
        message = student.encrypt_with_password(password, b"plain text", log_n=log_n, p=p)
        is_bytes(message, "`encrypt_with_password`", HEAD + OVERHEAD)
        assert message[:3] == bytes([2, log_n, p]), explain(
            expected=f"a message that begins with 02 {log_n:02x} {p:02x}",
            happened=f"it begins with {message[:3].hex(' ')}",
            tried=what,
        )
        secret = scrypt(password, message[3:HEAD], log_n, p)
        is_sealed(secret, message[HEAD:], b"plain text", message[:HEAD], what)


@pytest.mark.task("keys", points=0.5)
def test_a_message_has_the_usual_costs(student):
    """Without other numbers a message says, and costs, log_n = 14 and p = 5."""
    message = student.encrypt_with_password("correct horse", b"plain text")
    is_bytes(message, "`encrypt_with_password`", HEAD + OVERHEAD)
    assert message[1:3] == bytes([14, 5]), explain(
        expected="14 and 5 in the second and third byte", happened=f"{message[1]} and {message[2]}", why=GUESS
    )
    comes_back(student.decrypt_with_password("correct horse", message), b"plain text", "the usual costs")


@pytest.mark.task("keys", points=1)
def test_opens_messages_of_other_costs(student):
    """A message opens with the costs that it names, up to the limits: log_n of 1 and 16, p of 1 and 8."""
    for log_n, p in ((4, 1), (1, 1), (10, 3), (16, 1), (5, 8)):
        message = by_password("correct horse", b"from elsewhere", log_n, p)
        call = partial(student.decrypt_with_password, "correct horse", message)
        opens(call, b"from elsewhere", f"a message of the test's with log_n={log_n} and p={p}")


@pytest.mark.task("keys", points=1)
def test_pays_no_cost_without_limit(student):
    """A message that asks for more than the limits, or for nothing, is refused before any work is done."""
    message = by_password("correct horse", b"good")
    comes_back(student.decrypt_with_password("correct horse", message), b"good", "costs within the limits")
    cases = {}
    for log_n, p in ((0, 1), (17, 1), (22, 1), (63, 1), (255, 255), (4, 0), (4, 9), (4, 255), (0, 0)):
        within = by_password("correct horse", b"good", log_n, p) if (log_n, p) in ((17, 1), (4, 9)) else None
        odd = within or message[:1] + bytes([log_n, p]) + message[3:]
        cases[f"log_n={log_n} and p={p}"] = partial(student.decrypt_with_password, "correct horse", odd)
    stays_shut(student, cases, "whoever writes the message would decide how much of your memory and time it takes")


@pytest.mark.task("keys", points=0.5)
def test_makes_no_message_that_it_would_not_open(student):
    """Costs beyond the limits are a ValueError when a message is made; those at the limits are not."""
    for log_n, p in ((1, 1), (4, 8)):
        message = student.encrypt_with_password("pw", b"good", log_n=log_n, p=p)
        is_bytes(message, f"log_n={log_n} and p={p}", HEAD)
    cases = {
        f"log_n={log_n} and p={p}": partial(student.encrypt_with_password, "pw", b"x", log_n=log_n, p=p)
        for log_n, p in ((0, 1), (17, 1), (4, 0), (4, 9), (-1, 1), (4, -1), (256, 1), (4, 256))
    }
    refuses_value(student, cases, "a message that nobody opens is a lost one")


@pytest.mark.task("keys", points=1)
def test_no_salt_comes_twice(student):
    """Each message has a salt and a nonce of its own: with the same password, at the same time, in another process."""
    instances = [student, student.another()]
    messages = [each.encrypt_with_password("pw", b"same", **CHEAP) for each in instances for _ in range(20)]
    is_bytes(messages[0], "`encrypt_with_password`", HEAD + OVERHEAD)
    why = "with one salt for all, one table of guesses opens them all"
    all_differ([message[3:HEAD] for message in messages], "salts", why)
    all_differ([message[HEAD : HEAD + NONCE_BYTES] for message in messages], "nonces", why)
    fixed = [n for n in range(3, HEAD) if len({message[n] for message in messages}) < 10]
    assert not fixed, explain("sixteen random bytes for a salt", f"byte {fixed[0]} is nearly always the same", why=why)


@pytest.mark.task("keys", points=0.5)
def test_a_wrong_password_opens_nothing(student):
    """Only the password itself opens a message, not one that is nearly the same."""
    message = student.encrypt_with_password("Correct horse", b"mine", **CHEAP)
    comes_back(student.decrypt_with_password("Correct horse", message), b"mine", "the same password")
    others = ("", "correct horse", "Correct horse ", " Correct horse", "Correct hors", "Correct", "Correct horse.")
    cases = {f"the password {other!r}": partial(student.decrypt_with_password, other, message) for other in others}
    stays_shut(student, cases, GUESS)


@pytest.mark.task("keys", points=1)
def test_every_bit_of_the_message_counts(student):
    """A bit turned anywhere, in costs, salt, nonce, ciphertext or tag, and a message cut off anywhere, is refused."""
    message = student.encrypt_with_password("pw", b"plain text", **CHEAP)
    comes_back(student.decrypt_with_password("pw", message), b"plain text", "the message as it was")
    broken = {**damaged(message), **cut(message)}
    cases = {what: partial(student.decrypt_with_password, "pw", other) for what, other in broken.items()}
    stays_shut(student, cases)
