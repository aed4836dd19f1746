"""The reference of encryption: thin functions around `cryptography`, and an envelope around httpx."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from typing import Any

import httpx
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

KEY, NONCE, TAG, SALT, SIGNATURE = 32, 12, 16, 16, 64
RECORD, BY_PASSWORD, BY_X25519, BY_RSA = b"\x01", b"\x02", b"\x03", b"\x04"
LOG_N, BLOCK, PARALLEL = range(8, 16), 8, 5  # of scrypt: log2(n), r, p
X25519_INFO = b"x25519-hkdf-sha256-aes256gcm"
SIGNED = b"sign-and-encrypt"
RSA_BITS = 2048
NO_RECIPIENT = "a recipient has an X25519 key, or an RSA key of 2048 bits or more"
OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label=None)
INVALID = ("InvalidCiphertextException", "IncorrectKeyException")
THROTTLED, TOO_MANY_REQUESTS = "ThrottlingException", 429


class EncryptionError(Exception):
    """The base of what can go wrong here."""


class DecryptionError(EncryptionError):
    """It does not open."""


class SignatureInvalid(EncryptionError):
    """The signature is not by this key over this message."""


class KeyServiceError(EncryptionError):
    """The base of what can go wrong between us and the key service."""


class KeyRefused(KeyServiceError):
    """The key service won't use this key for us."""


class KeyServiceUnavailable(KeyServiceError):
    """The key service can't be had just now."""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = os.urandom(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    try:
        return cipher.decrypt(message[:NONCE], message[NONCE:], context)
    except InvalidTag:
        raise DecryptionError("it does not open") from None


def _gcm(key: bytes) -> AESGCM:
    if len(key) != KEY:
        raise ValueError("a key has 32 bytes")  # AESGCM takes 16 and 24 as well
    return AESGCM(key)


def derive_key(secret: bytes, *, salt: bytes = b"", info: bytes = b"", length: int = KEY) -> bytes:
    """Return a key from a secret that nobody could guess."""
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 14) -> bytes:
    """Return a message that says how its key is made."""
    if log_n not in LOG_N:
        raise ValueError("log_n is from 8 to 15")
    head = BY_PASSWORD + bytes([log_n]) + os.urandom(SALT)
    return head + encrypt(_password_key(password, head), plaintext, head)


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext. A cost that we would not set is not paid: the message is not to be trusted yet."""
    head, body = message[: 2 + SALT], message[2 + SALT :]
    if len(head) < 2 + SALT or head[:1] != BY_PASSWORD or head[1] not in LOG_N:
        raise DecryptionError("it does not open")
    return decrypt(_password_key(password, head), body, head)


def _password_key(password: str, head: bytes) -> bytes:
    return Scrypt(salt=head[2:], length=KEY, n=2 ** head[1], r=BLOCK, p=PARALLEL).derive(password.encode())


class EnvelopeCipher:
    """Seals each record with a data key of its own."""

    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._url, self._key_id, self._timeout = url, key_id, timeout

    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        """Return a record. The data key is used this once and forgotten."""
        answer = self._ask("GenerateDataKey", KeyId=self._key_id, KeySpec="AES_256", EncryptionContext=context)
        data_key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        return _record(wrapped, encrypt(data_key, plaintext, _bound(context)))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        """Return the plaintext of a record."""
        wrapped, sealed = _parts(record)
        answer = self._ask("Decrypt", CiphertextBlob=_text(wrapped), KeyId=self._key_id, EncryptionContext=context)
        data_key = base64.b64decode(answer["Plaintext"])
        if len(data_key) != KEY:  # whoever wrapped it wrote the record, too
            raise DecryptionError("it does not open")
        return decrypt(data_key, sealed, _bound(context))

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        """Return the record with its data key wrapped anew; neither key nor data is seen here."""
        wrapped, sealed = _parts(record)
        answer = self._ask(
            "ReEncrypt",
            CiphertextBlob=_text(wrapped),
            SourceKeyId=source or self._key_id,
            SourceEncryptionContext=context,
            DestinationKeyId=self._key_id,
            DestinationEncryptionContext=context,
        )
        return _record(base64.b64decode(answer["CiphertextBlob"]), sealed)

    def _ask(self, operation: str, **fields: Any) -> dict[str, Any]:
        headers = {"X-Amz-Target": f"TrentService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        try:
            answer = httpx.post(self._url, json=fields, headers=headers, timeout=self._timeout)
        except httpx.TransportError as error:
            raise KeyServiceUnavailable(f"{operation}: no answer ({type(error).__name__})") from None
        if not answer.is_success:
            raise _failure(operation, answer)
        return answer.json()


def _failure(operation: str, answer: httpx.Response) -> EncryptionError:
    """Return what an answer other than 200 means for the caller: later, never, or not with this key."""
    try:
        kind = answer.json()["__type"]
    except (ValueError, LookupError, TypeError):  # no JSON, no object, or none of that name
        kind = ""
    if answer.is_server_error or answer.status_code == TOO_MANY_REQUESTS or kind == THROTTLED:
        return KeyServiceUnavailable(f"{operation}: status {answer.status_code}")
    if kind in INVALID:
        return DecryptionError("it does not open")
    return KeyRefused(f"{operation}: {kind or answer.status_code}")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bound(context: dict[str, str]) -> bytes:
    return RECORD + json.dumps(context, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _record(wrapped: bytes, sealed: bytes) -> bytes:
    return RECORD + len(wrapped).to_bytes(2) + wrapped + sealed


def _parts(record: bytes) -> tuple[bytes, bytes]:
    """Return the wrapped key and the sealed data of a record, or raise DecryptionError."""
    end = 3 + int.from_bytes(record[1:3])
    if record[:1] != RECORD or end == 3 or len(record) < end + NONCE + TAG:
        raise DecryptionError("it does not open")
    return record[3:end], record[end:]


def encrypt_for(public_key: str, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return a message for the holder of the private key."""
    key = _public(public_key)
    if isinstance(key, x25519.X25519PublicKey):
        head, secret = _agree(key)
    elif isinstance(key, rsa.RSAPublicKey) and key.key_size >= RSA_BITS:
        head, secret = _wrap(key)
    else:
        raise ValueError(NO_RECIPIENT)
    return head + encrypt(secret, plaintext, head + context)


def decrypt_with(private_key: str, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext of a message for this key."""
    key = _private(private_key)
    if isinstance(key, x25519.X25519PrivateKey):
        kind, size = BY_X25519, KEY
    elif isinstance(key, rsa.RSAPrivateKey) and key.key_size >= RSA_BITS:
        kind, size = BY_RSA, (key.key_size + 7) // 8
    else:
        raise ValueError(NO_RECIPIENT)
    head, body = message[: 1 + size], message[1 + size :]
    if head[:1] != kind or len(head) != 1 + size:
        raise DecryptionError("it does not open")
    try:
        return decrypt(_carried(key, head[1:]), body, head + context)
    except ValueError:  # a point of small order, a wrapped key that is none, or one of another length
        raise DecryptionError("it does not open") from None


def _agree(recipient: x25519.X25519PublicKey) -> tuple[bytes, bytes]:
    """Return the head of a message and its key. Raises ValueError if everybody knew the secret."""
    ephemeral = x25519.X25519PrivateKey.generate()
    public = ephemeral.public_key().public_bytes_raw()
    return BY_X25519 + public, _agreed(ephemeral.exchange(recipient), public, recipient)


def _wrap(recipient: rsa.RSAPublicKey) -> tuple[bytes, bytes]:
    """Return the head of a message and its key."""
    secret = os.urandom(KEY)
    return BY_RSA + recipient.encrypt(secret, OAEP), secret


def _carried(key: x25519.X25519PrivateKey | rsa.RSAPrivateKey, carried: bytes) -> bytes:
    """Return the key of a message from what its head carries. Raises ValueError if there is none."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.decrypt(carried, OAEP)
    shared = key.exchange(x25519.X25519PublicKey.from_public_bytes(carried))
    return _agreed(shared, carried, key.public_key())


def _agreed(shared: bytes, ephemeral: bytes, recipient: x25519.X25519PublicKey) -> bytes:
    return derive_key(shared, salt=ephemeral + recipient.public_bytes_raw(), info=X25519_INFO)


def _public(pem: str) -> Any:
    return serialization.load_pem_public_key(pem.encode())


def _private(pem: str) -> Any:
    return serialization.load_pem_private_key(pem.encode(), None)


def sign(private_key: str, message: bytes) -> bytes:
    """Return the signature."""
    key = _private(private_key)
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise ValueError("a signer has an Ed25519 key")
    return key.sign(message)


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    """Return, or raise SignatureInvalid."""
    key = _public(public_key)
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise ValueError("a signer has an Ed25519 key")
    try:
        key.verify(signature, message)
    except InvalidSignature:
        raise SignatureInvalid("not signed by this key") from None


def sign_and_encrypt(plaintext: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Sign the plaintext with its recipient, and encrypt both."""
    signature = sign(sender, _addressed(_public(recipient), plaintext))
    return encrypt_for(recipient, signature + plaintext, context)


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Return the plaintext, if it was written to this recipient by this sender."""
    inner = decrypt_with(recipient, message, context)
    signature, plaintext = inner[:SIGNATURE], inner[SIGNATURE:]
    verify(sender, _addressed(_private(recipient).public_key(), plaintext), signature)
    return plaintext


def _addressed(recipient: Any, plaintext: bytes) -> bytes:
    """Return what is signed. Without the recipient, they could pass the message on as if it were to somebody else."""
    der = recipient.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return SIGNED + hashlib.sha256(der).digest() + plaintext
