"""What the files of the suite share: data, AES-256-GCM of the test's own, and looks at what came back."""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from grader.suite import StudentError, explain

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16
OVERHEAD = NONCE_BYTES + TAG_BYTES
SIZES = (0, 1, 15, 16, 17, 1000)
TAMPER = "a receiver that takes what was changed does whatever the attacker wants"
PARTS = "look at the table in README.md: which part stands where, and what is the context?"


def data(size, words="data"):
    """So many bytes, the same for the same words."""
    return hashlib.shake_256(words.encode()).digest(size)


def key(words):
    return data(KEY_BYTES, f"key {words}")


def seal(secret, plaintext, context=b"", nonce=None):
    """What README.md has ``encrypt`` give."""
    nonce = nonce or data(NONCE_BYTES, f"nonce {plaintext[:9]!r}")
    return nonce + AESGCM(secret).encrypt(nonce, plaintext, context)


def unsealed(secret, message, context=b""):
    """The plaintext, or None if it does not open."""
    try:
        return AESGCM(secret).decrypt(message[:NONCE_BYTES], message[NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        return None


def hkdf(secret, salt=b"", info=b"", length=KEY_BYTES):
    """RFC 5869, sections 2.2 and 2.3, so that the suite does not lean on what a student leans on."""
    pseudorandom = hmac.digest(salt or bytes(32), secret, "sha256")
    block, output = b"", b""
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(pseudorandom, block + info + bytes([number]), "sha256")
        output += block
    return output[:length]


def is_bytes(found, what, least=0):
    """See that something is bytes, and enough of them to be looked at."""
    said = f"{len(found)} bytes" if isinstance(found, bytes) else f"a value of the type {type(found).__name__}"
    assert isinstance(found, bytes) and len(found) >= least, explain(
        expected=f"{what} to be bytes, {least} of them or more", happened=f"it gave {said}", try_next=PARTS
    )


def comes_back(found, plaintext, what):
    """See that a plaintext is what it was."""
    size = f"{len(found)} bytes" if isinstance(found, bytes) else f"a value of the type {type(found).__name__}"
    assert found == plaintext, explain(
        expected=f"the plaintext of {len(plaintext)} bytes back", happened=f"it gave {size}, and not these", tried=what
    )


def opens(function, plaintext, what):
    """See that this gives the plaintext; that it does not open is told in words of what was tried."""
    try:
        found = function()
    except StudentError as error:
        if not {"DecryptionError", "SignatureInvalid"} & set(error.names):
            raise
        raise AssertionError(explain("it to open", f"it raised {error.name}", tried=what, try_next=PARTS)) from None
    comes_back(found, plaintext, what)


def is_sealed(secret, message, plaintext, context, what):
    """See that the last part of a message is as README.md has it: AES-256-GCM with this key and context."""
    is_bytes(message, what, OVERHEAD)
    if unsealed(secret, message, context) == plaintext:
        return
    if unsealed(secret, message) == plaintext:
        said = "it opens with no context at all"
    elif unsealed(secret, message[-NONCE_BYTES:] + message[:-NONCE_BYTES], context) == plaintext:
        said = "it opens with the nonce at the end"
    else:
        said = "it does not open"
    raise AssertionError(
        explain(
            "nonce, ciphertext and tag that open with the documented key and context", said, tried=what, try_next=PARTS
        )
    )


def stays_shut(student, cases, why=TAMPER, try_next=""):
    """See that each of these is a DecryptionError. ``cases``: what to call, by what it is, for the message."""
    for what, function in cases.items():
        with student.raises("DecryptionError", why=why, try_next=try_next, tried=what):
            function()


def refuses_value(student, cases, why):
    """See that each of these is a ValueError."""
    for what, function in cases.items():
        with student.raises("ValueError", why=why, tried=what):
            function()


def turned(message, position, bit=0):
    """The message with one bit turned."""
    position %= len(message)
    return message[:position] + bytes([message[position] ^ (1 << bit)]) + message[position + 1 :]


def damaged(message):
    """The message with a bit turned in each of its bytes, by what was done to it."""
    return {
        f"bit {position % 8} of byte {position} turned": turned(message, position, position % 8)
        for position in range(len(message))
    }


def cut(message):
    """The message cut off at each length, and with something added, by what was done to it."""
    shorter = {f"only the first {size} of {len(message)} bytes": message[:size] for size in range(len(message))}
    return {
        **shorter,
        "the first byte missing": message[1:],
        "a byte added": message + b"\0",
        "a byte before": b"\0" + message,
    }


def all_differ(values, what, why):
    """See that no two of these are the same."""
    seen = len(set(values))
    assert seen == len(values), explain(
        expected=f"{len(values)} different {what}",
        happened=f"there were {seen}",
        why=why,
        try_next="os.urandom, in each call",
    )
