"""Encryption: seal data with a key, keep the key in a key service, seal for a recipient, and sign.

The lesson and everything that is asked of you are in README.md. Functions and methods may be ``async def`` instead,
where you like that better; names and parameters stay as they are.
"""


class EncryptionError(Exception):
    """The base of what can go wrong here."""


class DecryptionError(EncryptionError):
    """It does not open: another key or context, changed on the way, or no message of ours. Which, nobody learns."""


class SignatureInvalid(EncryptionError):
    """The signature is not by this key over this message."""


class KeyServiceError(EncryptionError):
    """The base of what can go wrong between us and the key service."""


class KeyRefused(KeyServiceError):
    """The key service won't use this key for us: it is disabled, unknown, or not ours. Trying again is no use."""


class KeyServiceUnavailable(KeyServiceError):
    """The key service can't be had just now. Trying again later may help."""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag: AES-256-GCM under a fresh nonce, ``context`` as its associated data.

    Raises ValueError unless ``key`` has 32 bytes.
    """
    # TODO(aead)
    raise NotImplementedError


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext of what ``encrypt`` made, if key and context are the same and no bit has changed.

    Raises ValueError unless ``key`` has 32 bytes, and DecryptionError.
    """
    # TODO(aead)
    raise NotImplementedError


def derive_key(secret: bytes, *, salt: bytes = b"", info: bytes = b"", length: int = 32) -> bytes:
    """Return a key of ``length`` bytes from a secret that nobody could guess: HKDF with SHA-256 (RFC 5869)."""
    # TODO(keys)
    raise NotImplementedError


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 14) -> bytes:
    """Return a message that opens with the password alone: scrypt (RFC 7914) with ``n = 2**log_n``, r = 8 and p = 5.

    Raises ValueError unless ``log_n`` is from 8 to 15.
    """
    # TODO(keys)
    raise NotImplementedError


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext of what ``encrypt_with_password`` made, with the ``log_n`` that it names.

    Raises DecryptionError.
    """
    # TODO(keys)
    raise NotImplementedError


class EnvelopeCipher:
    """Seals each record with a data key of its own, which the key service at ``url`` wraps under the key ``key_id``.

    timeout: seconds after which a request to the key service is given up.
    """

    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        # TODO(envelope)
        raise NotImplementedError

    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record that opens only in this context.

        Raises KeyRefused, KeyServiceUnavailable, and DecryptionError if the service says that something does not open.
        """
        # TODO(envelope)
        raise NotImplementedError

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record. Raises DecryptionError, KeyRefused, KeyServiceUnavailable."""
        # TODO(envelope)
        raise NotImplementedError

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped under the newest version of ``key_id``, its data untouched.

        ``source`` is the key that it is wrapped under so far; ``key_id`` unless told otherwise. Raises as ``open``.
        """
        # TODO(rotate)
        raise NotImplementedError


def encrypt_for(public_key: str, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return a message that only the holder of the private key can open.

    ``public_key`` is X25519, or RSA of 2048 bits or more, in PEM. Raises ValueError for any other key.
    """
    # TODO(hybrid)
    raise NotImplementedError


def decrypt_with(private_key: str, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext of what ``encrypt_for`` made for this key (PEM). Raises ValueError, DecryptionError."""
    # TODO(hybrid)
    raise NotImplementedError


def sign(private_key: str, message: bytes) -> bytes:
    """Return the Ed25519 signature of the message, 64 bytes. Raises ValueError unless the key (PEM) is Ed25519."""
    # TODO(sign)
    raise NotImplementedError


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    """Return if the signature is good. Raises SignatureInvalid, and ValueError unless the key (PEM) is Ed25519."""
    # TODO(sign)
    raise NotImplementedError


def sign_and_encrypt(plaintext: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Return a message that only ``recipient`` can open, and that shows that ``sender`` wrote it to them.

    ``sender`` is a private Ed25519 key, ``recipient`` a public key as in ``encrypt_for``, both in PEM.
    """
    # TODO(sign)
    raise NotImplementedError


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Return the plaintext, if ``sender`` (a public key) wrote it to ``recipient`` (the private key).

    Raises DecryptionError, and SignatureInvalid if it opens and is not signed by the sender for this recipient.
    """
    # TODO(sign)
    raise NotImplementedError
