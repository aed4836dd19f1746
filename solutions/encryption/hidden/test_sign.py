"""Task sign: Ed25519, and messages that are signed for one recipient and encrypted for them."""

from functools import partial

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from grader.suite import StudentError, explain

from .pairs import (
    SIGNATURE_BYTES,
    Pair,
    addressed,
    ed25519,
    for_recipient,
    odd_recipients,
    odd_signers,
    recipients,
    rsa_pair,
    secret_of,
    signed_for,
    x25519,
)
from .support import (
    OVERHEAD,
    comes_back,
    cut,
    damaged,
    data,
    is_bytes,
    opens,
    refuses_value,
    stays_shut,
    turned,
    unsealed,
)
from .vectors import ALICE, RFC_8032

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
FORWARD = "else Bob can pass on what Alice wrote to him, as if she had written it to Carol"


def is_good(student, pair, message, signature, what):
    """See that a signature is accepted: nothing is raised."""
    try:
        student.verify(pair.public, message, signature)
    except StudentError as error:
        if "SignatureInvalid" not in error.names:
            raise
        raise AssertionError(explain("the signature to be good", "it raised SignatureInvalid", tried=what)) from None


def is_bad(student, cases, why):
    """See that each of these is SignatureInvalid."""
    for what, function in cases.items():
        with student.raises("SignatureInvalid", why=why, tried=what):
            function()


def rfc_pair(case):
    return Pair(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(case.secret)))


@pytest.mark.task("sign", points=1, spec="is Ed25519 (RFC 8032) over the message itself, 64 bytes")
def test_signs_as_rfc_8032(student):
    """The signatures of RFC 8032 come out: Ed25519 over the message itself, not over a hash of it."""
    for number, case in enumerate(RFC_8032, 1):
        found = student.sign(rfc_pair(case).private, bytes.fromhex(case.message))
        said = found.hex() if isinstance(found, bytes) else f"a value of the type {type(found).__name__}"
        assert said == case.signature, explain(
            expected=case.signature, happened=said, tried=f"test {number} of RFC 8032, section 7.1"
        )


@pytest.mark.task("sign", points=1, spec="`verify(public_key, message, signature)` returns if it is good")
def test_accepts_good_signatures(student):
    """Good signatures are accepted: those of RFC 8032, your own, and over no bytes or many. A bad one is not."""
    is_bad(student, {"64 zeros for a signature": partial(student.verify, ed25519().public, b"x", bytes(64))}, "")
    for number, case in enumerate(RFC_8032, 1):
        what = f"test {number} of RFC 8032, section 7.1"
        is_good(student, rfc_pair(case), bytes.fromhex(case.message), bytes.fromhex(case.signature), what)
    for size in (0, 1, 64, 100_000):
        pair = ed25519()
        is_good(student, pair, data(size), student.sign(pair.private, data(size)), f"your own over {size} bytes")


@pytest.mark.task(
    "sign",
    points=1.5,
    spec=(
        "raises `SignatureInvalid` if not, whatever is wrong: another message, another key, a signature "
        "of another length"
    ),
)
def test_refuses_bad_signatures(student):
    """Another message or key, a bit turned, another length, another form (RFC 8032, 5.1.7) is SignatureInvalid."""
    alice, mallory = ed25519(), ed25519("mallory")
    message, signature = b"pay 5 EUR", alice.key.sign(b"pay 5 EUR")
    is_good(student, alice, message, signature, "Alice's own signature")
    is_good(student, mallory, message, mallory.key.sign(message), "Mallory's own signature")
    check = partial(student.verify, alice.public)
    cases = {
        f"the message {other!r}": partial(check, other, signature) for other in (b"pay 9 EUR", b"", message + b" ")
    }
    cases["Mallory's key"] = partial(student.verify, mallory.public, message, signature)
    cases["Mallory's signature"] = partial(check, message, mallory.key.sign(message))
    second = int.from_bytes(signature[32:], "little") + GROUP_ORDER
    others = {**damaged(signature), **cut(signature), "twice": signature * 2, "zeros": bytes(64)}
    others["a text"] = signature.hex().encode()
    others["the order of the group added"] = signature[:32] + second.to_bytes(32, "little")
    cases |= {what: partial(check, message, other) for what, other in others.items()}
    is_bad(student, cases, "a signature that is not looked at is a decoration")


@pytest.mark.task(
    "sign",
    points=1,
    spec=(
        "Any key but Ed25519 is `ValueError` in both.",
        (
            "Recipients are as in task `hybrid`, X25519 or RSA, and senders as in `sign` and `verify`, with "
            "the same `ValueError`."
        ),
    ),
)
def test_a_key_is_for_one_purpose(student):
    """A key of another kind is a ValueError: to sign, to verify, to send to, to open with, as a sender."""
    alice, pair = ed25519(), x25519()
    is_good(student, alice, b"good", student.sign(alice.private, b"good"), "an Ed25519 key")
    message = send(student, pair)
    comes_back(receive(student, pair, message)(), b"pay 5 EUR", "good keys")
    cases = {}
    for what, one in odd_signers().items():
        cases[f"sign with {what}"] = partial(student.sign, one.private, b"x")
        cases[f"verify with {what}"] = partial(student.verify, one.public, b"x", bytes(64))
        cases[f"from {what}"] = partial(send, student, pair, sender=one)
        cases[f"checked with {what}"] = receive(student, pair, message, sender=one)
    for what, one in odd_recipients().items():
        cases[f"to {what}"] = partial(send, student, one)
        cases[f"opened with {what}"] = receive(student, one, message)
    refuses_value(student, cases, "a key is made for one purpose")


def send(student, pair, plaintext=b"pay 5 EUR", context=b"", sender=None):
    return student.sign_and_encrypt(
        plaintext, sender=(sender or ed25519()).private, recipient=pair.public, context=context
    )


def receive(student, pair, message, context=b"", sender=None):
    """A call, to be made later."""
    return partial(
        student.decrypt_and_verify,
        message,
        sender=(sender or ed25519()).public,
        recipient=pair.private,
        context=context,
    )


@pytest.mark.task(
    "sign",
    points=1,
    spec=(
        "Return the plaintext, if ``sender`` (a public key) wrote it to ``recipient``",
        "Recipients are as in task `hybrid`, X25519 or RSA",
    ),
)
def test_a_signed_message_arrives(student):
    """What was signed and encrypted for somebody comes back, by you or by somebody else, whatever its length."""
    cases = [("alice", 17, b"mail 7"), ("alice", 0, b""), ("dora", 5000, b"")]
    for kind, pair in recipients().items():
        for words, size, context in cases if kind == "X25519" else cases[:1]:
            message = send(student, pair, data(size), context, ed25519(words))
            is_bytes(message, "`sign_and_encrypt`", size + SIGNATURE_BYTES + OVERHEAD)
            found = receive(student, pair, message, context, ed25519(words))()
            comes_back(found, data(size), f"{size} bytes from {words} with the context {context!r}")
            message = signed_for(ed25519(words), pair, data(size), context)
            call = receive(student, pair, message, context, ed25519(words))
            opens(call, data(size), f"{size} bytes from {words} with the context {context!r}, a message of the test's")


@pytest.mark.task(
    "sign",
    points=1,
    spec=(
        "gives `encrypt_for(recipient, signature + plaintext, context)`",
        'Signed is `b"sign-and-encrypt"` + SHA-256 of the recipient\'s public key (32 bytes) + plaintext',
    ),
)
def test_a_signed_message_is_as_documented(student):
    """Inside of the encryption are the signature, over the recipient as well, and the plaintext."""
    for kind, pair in recipients().items():
        pair, alice = recipients()[kind], ed25519()
        for context in (b"", b"mail 7"):
            message = send(student, pair, b"pay 5 EUR", context)
            is_bytes(message, "`sign_and_encrypt`", 33 + OVERHEAD + SIGNATURE_BYTES)
            secret, head, body = secret_of(pair, message)
            inner = (secret and unsealed(secret, body, head + context)) or b""
            assert inner[SIGNATURE_BYTES:] == b"pay 5 EUR", explain(
                "64 bytes of signature and the plaintext, in a message of `encrypt_for` in this context",
                "that is not what the recipient finds",
                tried=f"{kind} with the context {context!r}",
            )
            try:
                alice.public_key.verify(inner[:SIGNATURE_BYTES], addressed(pair, b"pay 5 EUR"))
            except InvalidSignature:
                raise AssertionError(
                    explain("a signature over the label, the recipient's key (SHA-256), and the plaintext", "it is not")
                ) from None


@pytest.mark.task(
    "sign",
    points=1.5,
    spec=(
        "`SignatureInvalid` if it opens but the sender did not write it to *this* recipient: signed by "
        "another, to another, not at all, or too short to have a signature"
    ),
)
def test_a_message_of_another_sender_is_not_hers(student):
    """What Mallory has signed, or nobody, is not Alice's: SignatureInvalid."""
    for kind, pair in recipients().items():
        comes_back(receive(student, pair, send(student, pair))(), b"pay 5 EUR", f"Alice's own message, {kind}")
        signature = ed25519().key.sign(addressed(pair, b"pay 5 EUR"))
        others = {
            "not signed, and longer than a signature": b"pay 5 EUR" * 9,
            "too short for a signature": b"pay 5 EUR",
            "63 bytes inside": bytes(63),
            "another text under her signature": signature + b"pay 9 EUR",
            "a bit turned in her signature": turned(signature, 9) + b"pay 5 EUR",
        }
        others = {what: student.encrypt_for(pair.public, inner) for what, inner in others.items()}
        others = {"signed by Mallory": send(student, pair, sender=ed25519("mallory")), **others}
        tried = list(others.items())[: len(others) if kind == "X25519" else 2]
        cases = {f"{what}, {kind}": receive(student, pair, message) for what, message in tried}
        is_bad(student, cases, "anybody can encrypt for Bob")


@pytest.mark.task(
    "sign",
    points=1.5,
    spec=(
        "`SignatureInvalid` if it opens but the sender did not write it to *this* recipient: signed by "
        "another, to another"
    ),
)
def test_a_message_cannot_be_passed_on_as_hers(student):
    """What Alice has signed for Bob is not good for Carol, though Bob encrypts it for her: SignatureInvalid."""
    for kind, bob, carol in (("X25519", x25519(), x25519(ALICE)), ("RSA", rsa_pair("bob"), rsa_pair("carol"))):
        comes_back(receive(student, carol, send(student, carol))(), b"pay 5 EUR", f"to Carol herself, {kind}")
        inner = student.decrypt_with(bob.private, send(student, bob))
        is_bytes(inner, "what is inside of a signed message", SIGNATURE_BYTES)
        others = {
            "signed for Bob, who encrypts it for Carol": inner,
            "signed for nobody": ed25519().key.sign(b"pay 5 EUR") + b"pay 5 EUR",
        }
        cases = {
            f"{what}, {kind}": receive(student, carol, student.encrypt_for(carol.public, one))
            for what, one in others.items()
        }
        is_bad(student, cases, FORWARD)


@pytest.mark.task(
    "sign",
    points=1,
    spec=(
        "raises `DecryptionError` if it does not open",
        (
            "a bit that was turned, something cut off or added, another kind of message, garbage of any "
            "length, empty too"
        ),
    ),
)
def test_a_signed_message_opens_as_any_other(student):
    """Another recipient or context, a bit that was turned, and garbage are DecryptionError, before any signature."""
    for kind, pair in recipients().items():
        message = send(student, pair, b"pay 5 EUR", b"mail 7")
        comes_back(receive(student, pair, message, b"mail 7")(), b"pay 5 EUR", f"the message as it was, {kind}")
        other = {"X25519": x25519(ALICE), "RSA": rsa_pair("carol")}[kind]
        cases = {
            "another recipient": receive(student, other, message, b"mail 7"),
            "another context": receive(student, pair, message, b"mail 8"),
            "no context": receive(student, pair, message),
            "another sender's key, and another context": receive(student, pair, message, b"mail 8", ed25519("mallory")),
            **{f"byte {n} turned": receive(student, pair, turned(message, n), b"mail 7") for n in (-1, 0, 5)},
            **{f"{n} bytes": receive(student, pair, message[:n], b"mail 7") for n in (0, 32, len(message) - 1)},
        }
        tried = list(cases.items())[: len(cases) if kind == "X25519" else 5]
        stays_shut(student, {f"{what}, {kind}": function for what, function in tried})
