"""Key pairs of the test's own, the same in each run, and messages for their holders as README.md has them."""

import functools
import hashlib
import math

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from .support import KEY_BYTES, data, hkdf, key, seal
from .vectors import ALICE, BOB

INFO = b"x25519-hkdf-sha256-aes256gcm"
X25519, RSA = b"\x03", b"\x04"
SIGNATURE_BYTES = 64
ZERO_SECRET = {
    "zero": bytes(32),
    "one": bytes([1]) + bytes(31),
    "a point of order 8": bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
}
"""Public keys with which every shared secret is zero (RFC 7748, section 6.1)."""


class Pair:
    """A key pair, in PEM."""

    def __init__(self, private):
        self.key = private
        self.public_key = private.public_key()

    @property
    def private(self):
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    @property
    def public(self):
        return public_pem(self.public_key)

    @property
    def fingerprint(self):
        der = self.public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return hashlib.sha256(der).digest()


def public_pem(public_key):
    return public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def x25519(secret=BOB):
    return Pair(X25519PrivateKey.from_private_bytes(bytes.fromhex(secret)))


def ed25519(words="alice"):
    return Pair(Ed25519PrivateKey.from_private_bytes(key(f"signer {words}")))


def p256():
    return Pair(ec.derive_private_key(4711, ec.SECP256R1()))


_PRIMES = {
    "bob": ((1024, "jane p 25"), (1024, "jane q 1852")),
    "carol": ((1024, "omar p 137"), (1024, "omar q 462")),
    "odd": ((1025, "odd p 72"), (1025, "odd q 431")),
    "long": ((1536, "jane p 497"), (1536, "jane q 74")),
    "short": ((1024, "jane p 25"), (1023, "jane short 52")),
    "very short": ((512, "jane p 63"), (512, "jane q 66")),
}
"""Of p and q: the bits, and a text whose hash is a prime of so many."""


@functools.cache
def rsa_pair(name="bob"):
    """2048 bits for bob and carol, 2050 for odd, 3072 for long, 2047 for short, 1024 for very short."""
    p, q = (_prime(f"encryption {words}", bits) for bits, words in _PRIMES[name])
    d = pow(65537, -1, math.lcm(p - 1, q - 1))
    public = rsa.RSAPublicNumbers(65537, p * q)
    numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public)
    return Pair(numbers.private_key(unsafe_skip_rsa_key_validation=True))


def _prime(words, bits):
    number = int.from_bytes(hashlib.shake_256(words.encode()).digest(-(-bits // 8))) >> (-bits % 8)
    return number | (0b11 << (bits - 2)) | 1


def recipients():
    """One of each kind that README.md names."""
    return {"X25519": x25519(), "RSA": rsa_pair("bob")}


def for_x25519(recipient, plaintext, context=b"", ephemeral=ALICE):
    """A message as README.md has it; RFC 7748 tells what Alice and Bob agree on."""
    pair = X25519PrivateKey.from_private_bytes(bytes.fromhex(ephemeral))
    head = X25519 + pair.public_key().public_bytes_raw()
    secret = _derived(pair.exchange(recipient.public_key), head[1:], recipient)
    return head + seal(secret, plaintext, head + context)


def for_rsa(recipient, plaintext, context=b"", *, scheme=None, secret=None):
    """A message as README.md has it. ``scheme`` and ``secret``: another padding, another key to wrap."""
    secret = secret or key("wrapped")
    head = RSA + recipient.public_key.encrypt(secret, scheme or oaep())
    return head + seal((secret + bytes(KEY_BYTES))[:KEY_BYTES], plaintext, head + context)


def for_recipient(recipient, plaintext, context=b""):
    is_rsa = isinstance(recipient.key, rsa.RSAPrivateKey)
    return (for_rsa if is_rsa else for_x25519)(recipient, plaintext, context)


def oaep(hash_algorithm=None, mask=None, label=None):
    hash_algorithm = hash_algorithm or hashes.SHA256()
    return padding.OAEP(padding.MGF1(mask or hash_algorithm), hash_algorithm, label)


def secret_of(recipient, message):
    """The key that a message carries, its head, and the rest; None for the key if there is none."""
    is_rsa = isinstance(recipient.key, rsa.RSAPrivateKey)
    size = 1 + (-(-recipient.key.key_size // 8) if is_rsa else KEY_BYTES)
    head, body = message[:size], message[size:]
    try:
        if is_rsa:
            secret = recipient.key.decrypt(head[1:], oaep())
        else:
            shared = recipient.key.exchange(X25519PublicKey.from_public_bytes(head[1:]))
            secret = _derived(shared, head[1:], recipient)
    except ValueError:
        secret = None
    return secret, head, body


def zero_secret_message(recipient, point):
    """A message whose ephemeral key makes the shared secret zero, so that anybody can write it for anybody."""
    head = X25519 + point
    return head + seal(_derived(bytes(32), point, recipient), b"from nobody", head)


def _derived(shared, ephemeral, recipient):
    return hkdf(shared, ephemeral + recipient.public_key.public_bytes_raw(), INFO)


def addressed(recipient, plaintext):
    """What is signed."""
    return b"sign-and-encrypt" + recipient.fingerprint + plaintext


def signed_for(sender, recipient, plaintext, context=b""):
    """A signed message."""
    signature = sender.key.sign(addressed(recipient, plaintext))
    return for_recipient(recipient, signature + plaintext, context)


def odd_recipients():
    """Keys that are no recipient's."""
    return {
        "an Ed25519 key": ed25519(),
        "an EC key": p256(),
        "an RSA key of 1024 bits": rsa_pair("very short"),
        "an RSA key of 2047 bits": rsa_pair("short"),
    }


def odd_signers():
    """Keys that are no signer's."""
    return {"an X25519 key": x25519(), "an EC key": p256(), "an RSA key": rsa_pair("bob")}


def noise(size):
    return data(size, "noise")
