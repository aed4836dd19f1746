"""Nearer to the primitives: GCM through `Cipher`, HKDF out of `hmac`, scrypt of `hashlib`, one client that is kept."""

import base64
import hashlib
import hmac
import json
import math
import os
import struct

import httpx
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_private_key,
    load_der_public_key,
)

SMALLEST = 28


class EncryptionError(Exception):
    """Base."""


class DecryptionError(EncryptionError):
    def __init__(self):
        super().__init__("this does not open")


class SignatureInvalid(EncryptionError):
    """Base of nothing."""


class KeyServiceError(EncryptionError):
    """Base."""


class KeyRefused(KeyServiceError):
    """No."""


class KeyServiceUnavailable(KeyServiceError):
    """Not now."""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    nonce = os.urandom(12)
    work = Cipher(aes256(key), modes.GCM(nonce)).encryptor()
    work.authenticate_additional_data(context)
    ciphertext = work.update(plaintext) + work.finalize()
    return nonce + ciphertext + work.tag


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    algorithm = aes256(key)
    if len(message) < SMALLEST:
        raise DecryptionError
    nonce, ciphertext, tag = message[:12], message[12:-16], message[-16:]
    work = Cipher(algorithm, modes.GCM(nonce, tag)).decryptor()
    work.authenticate_additional_data(context)
    plaintext = work.update(ciphertext)
    try:
        return plaintext + work.finalize()
    except InvalidTag:
        raise DecryptionError from None


def aes256(key: bytes) -> algorithms.AES256:
    return algorithms.AES256(key)  # ValueError for another length


def derive_key(secret: bytes, *, salt: bytes = b"", info: bytes = b"", length: int = 32) -> bytes:
    extracted = hmac.new(salt or b"\0" * 32, secret, "sha256").digest()
    blocks = [b""]
    while sum(map(len, blocks)) < length:
        blocks.append(hmac.new(extracted, blocks[-1] + info + struct.pack("B", len(blocks)), "sha256").digest())
    return b"".join(blocks)[:length]


def password_key(password: str, salt: bytes, log_n: int) -> bytes:
    return hashlib.scrypt(bytes(password, "utf-8"), salt=salt, n=2**log_n, r=8, p=5, dklen=32, maxmem=2**26)


HEAD = struct.Struct(">BB16s")


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 14) -> bytes:
    if log_n < 8 or log_n > 15:
        raise ValueError("that would not be opened again")
    salt = os.urandom(16)
    head = HEAD.pack(2, log_n, salt)
    return head + encrypt(password_key(password, salt, log_n), plaintext, head)


def decrypt_with_password(password: str, message: bytes) -> bytes:
    if len(message) < HEAD.size + SMALLEST:
        raise DecryptionError
    kind, log_n, salt = HEAD.unpack_from(message)
    if kind != 2 or log_n not in range(8, 16):
        raise DecryptionError
    return decrypt(password_key(password, salt, log_n), message[HEAD.size :], message[: HEAD.size])


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._client = httpx.Client(timeout=timeout)
        self._url = url
        self._key_id = key_id

    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        answer = self._post(
            "GenerateDataKey", {"KeyId": self._key_id, "KeySpec": "AES_256", "EncryptionContext": context}
        )
        key, wrapped = (base64.b64decode(answer[name]) for name in ("Plaintext", "CiphertextBlob"))
        return struct.pack(">BH", 1, len(wrapped)) + wrapped + encrypt(key, plaintext, self._associated(context))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        wrapped, data = self._split(record)
        asked = {"CiphertextBlob": wrapped, "KeyId": self._key_id, "EncryptionContext": context}
        key = base64.b64decode(self._post("Decrypt", asked)["Plaintext"])
        if len(key) != 32:
            raise DecryptionError
        return decrypt(key, data, self._associated(context))

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        wrapped, data = self._split(record)
        asked = {"CiphertextBlob": wrapped, "SourceKeyId": source or self._key_id, "DestinationKeyId": self._key_id}
        asked |= {f"{side}EncryptionContext": context for side in ("Source", "Destination")}
        fresh = base64.b64decode(self._post("ReEncrypt", asked)["CiphertextBlob"])
        return struct.pack(">BH", 1, len(fresh)) + fresh + data

    @staticmethod
    def _split(record):
        if len(record) < 3 + 1 + SMALLEST or record[0] != 1:
            raise DecryptionError
        size = struct.unpack_from(">H", record, 1)[0]
        wrapped, data = record[3 : 3 + size], record[3 + size :]
        if not wrapped or len(data) < SMALLEST:
            raise DecryptionError
        return base64.b64encode(wrapped).decode(), data

    @staticmethod
    def _associated(context):
        entries = (f"{_quoted(name)}:{_quoted(context[name])}" for name in sorted(context))
        return b"\x01{" + ",".join(entries).encode() + b"}"

    def _post(self, operation, asked):
        headers = {"X-Amz-Target": f"TrentService.{operation}", "Content-Type": "application/x-amz-json-1.1"}
        try:
            answer = self._client.post(self._url, json=asked, headers=headers)
        except httpx.TransportError:
            raise KeyServiceUnavailable("no answer") from None
        if answer.status_code == 429 or answer.status_code >= 500:
            raise KeyServiceUnavailable("out of order")
        try:
            found = json.loads(answer.text)
        except ValueError:
            found = {}
        found = found if isinstance(found, dict) else {}
        if answer.status_code == 200:
            return found
        kind = str(found.get("__type"))
        if kind in ("InvalidCiphertextException", "IncorrectKeyException"):
            raise DecryptionError
        raise KeyServiceUnavailable("busy") if kind == "ThrottlingException" else KeyRefused(kind)


def _quoted(text):
    return json.dumps(text, ensure_ascii=False)


OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
INFO = b"x25519-hkdf-sha256-aes256gcm"


def der(pem: str) -> bytes:
    return base64.b64decode("".join(line for line in pem.splitlines() if not line.startswith("-----")))


def encrypt_for(public_key: str, plaintext: bytes, context: bytes = b"") -> bytes:
    key = load_der_public_key(der(public_key))
    if isinstance(key, RSAPublicKey) and key.key_size >= 2048:
        fresh = os.urandom(32)
        head = b"\x04" + key.encrypt(fresh, OAEP)
    elif isinstance(key, X25519PublicKey):
        pair = X25519PrivateKey.generate()
        raw = pair.public_key().public_bytes_raw()
        fresh = derive_key(pair.exchange(key), salt=raw + key.public_bytes_raw(), info=INFO)
        head = b"\x03" + raw
    else:
        raise ValueError("nobody can be written to with this key")
    return head + encrypt(fresh, plaintext, head + context)


def decrypt_with(private_key: str, message: bytes, context: bytes = b"") -> bytes:
    key = load_der_private_key(der(private_key), None)
    openers = {X25519PrivateKey: (3, _by_agreement), RSAPrivateKey: (4, _by_oaep)}
    found = [opener for kind, opener in openers.items() if isinstance(key, kind)]
    if not found or (isinstance(key, RSAPrivateKey) and key.key_size < 2048):
        raise ValueError("nobody is written to with this key")
    first, opener = found[0]
    size = 33 if first == 3 else 1 + math.ceil(key.key_size / 8)
    if len(message) < size + SMALLEST or message[0] != first:
        raise DecryptionError
    try:
        fresh = opener(key, message[1:size])
    except ValueError:
        raise DecryptionError from None
    if len(fresh) != 32:
        raise DecryptionError
    return decrypt(fresh, message[size:], message[:size] + context)


def _by_agreement(key, raw):
    shared = key.exchange(X25519PublicKey.from_public_bytes(raw))
    return derive_key(shared, salt=raw + key.public_key().public_bytes_raw(), info=INFO)


def _by_oaep(key, wrapped):
    return key.decrypt(wrapped, OAEP)


def sign(private_key: str, message: bytes) -> bytes:
    key = load_der_private_key(der(private_key), None)
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(message)
    raise ValueError("no key to sign with")


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    key = load_der_public_key(der(public_key))
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("no key to verify with")
    try:
        key.verify(signature, message)
    except InvalidSignature:
        raise SignatureInvalid("another message, key or signature") from None


def sign_and_encrypt(plaintext: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    envelope = b"sign-and-encrypt" + hashlib.sha256(der(recipient)).digest()
    return encrypt_for(recipient, sign(sender, envelope + plaintext) + plaintext, context)


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    both = decrypt_with(recipient, message, context)
    public = load_der_private_key(der(recipient), None).public_key()
    mine = hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    verify(sender, b"sign-and-encrypt" + mine + both[64:], both[:64])
    return both[64:]
