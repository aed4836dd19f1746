"""Async from end to end: an httpx.AsyncClient for each request, `match` over what came back."""

import hashlib
import json
import secrets
from base64 import b64decode, b64encode

import httpx
from cryptography import exceptions as failures
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt


class EncryptionError(Exception):
    pass


class DecryptionError(EncryptionError):
    pass


class SignatureInvalid(EncryptionError):
    pass


class KeyServiceError(EncryptionError):
    pass


class KeyRefused(KeyServiceError):
    pass


class KeyServiceUnavailable(KeyServiceError):
    pass


async def encrypt(key, plaintext, context=b""):
    check_key(key)
    nonce = secrets.token_bytes(12)
    return b"".join((nonce, AESGCM(key).encrypt(nonce, plaintext, context)))


async def decrypt(key, message, context=b""):
    check_key(key)
    nonce, sealed = message[:12], message[12:]
    try:
        return AESGCM(key).decrypt(nonce, sealed, context)
    except (failures.InvalidTag, ValueError) as error:
        raise DecryptionError("no") from error


def check_key(key):
    match len(key):
        case 32:
            return
        case other:
            raise ValueError(f"{other} bytes are no key of AES-256")


async def derive_key(secret, *, salt=b"", info=b"", length=32):
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt or None, info=info).derive(secret)


def password_key(password, salt, log_n):
    return Scrypt(salt, 32, 1 << log_n, 8, 5).derive(password.encode("utf-8"))


async def encrypt_with_password(password, plaintext, *, log_n=14):
    if not 8 <= log_n <= 15:
        raise ValueError("costs beyond the limits")
    head = bytes((2, log_n)) + secrets.token_bytes(16)
    return head + await encrypt(password_key(password, head[2:], log_n), plaintext, head)


async def decrypt_with_password(password, message):
    match list(message[:2]):
        case [2, log_n] if 8 <= log_n <= 15 and len(message) >= 18:
            return await decrypt(password_key(password, message[2:18], log_n), message[18:], message[:18])
        case _:
            raise DecryptionError("no")


class EnvelopeCipher:
    def __init__(self, url, key_id, *, timeout=2.0):
        self.url, self.key_id, self.timeout = url, key_id, timeout

    async def seal(self, plaintext, context):
        fields = {"KeyId": self.key_id, "KeySpec": "AES_256", "EncryptionContext": context}
        key, blob = await self.ask("GenerateDataKey", fields, "Plaintext", "CiphertextBlob")
        return pack(blob, await encrypt(key, plaintext, canonical(context)))

    async def open(self, record, context):
        blob, sealed = unpack(record)
        fields = {"KeyId": self.key_id, "CiphertextBlob": text(blob), "EncryptionContext": context}
        (key,) = await self.ask("Decrypt", fields, "Plaintext")
        if len(key) != 32:
            raise DecryptionError("the record does not open")
        return await decrypt(key, sealed, canonical(context))

    async def rewrap(self, record, context, *, source=None):
        blob, sealed = unpack(record)
        fields = {
            "CiphertextBlob": text(blob),
            "SourceKeyId": self.key_id if source is None else source,
            "SourceEncryptionContext": context,
            "DestinationKeyId": self.key_id,
            "DestinationEncryptionContext": context,
        }
        (blob,) = await self.ask("ReEncrypt", fields, "CiphertextBlob")
        return pack(blob, sealed)

    async def ask(self, operation, fields, *wanted):
        headers = {"x-amz-target": "TrentService." + operation}
        try:
            async with httpx.AsyncClient(timeout=self.timeout) as client:
                answer = await client.post(self.url, content=json.dumps(fields).encode(), headers=headers)
        except httpx.TransportError:
            raise KeyServiceUnavailable(operation) from None
        try:
            body = json.loads(answer.content)
        except ValueError:
            body = None
        match answer.status_code, body:
            case 200, dict():
                return [b64decode(body[name], validate=True) for name in wanted]
            case 429, _:
                raise KeyServiceUnavailable(operation)
            case _, {"__type": "ThrottlingException"} if answer.status_code == 400:
                raise KeyServiceUnavailable(operation)
            case 400, {"__type": "InvalidCiphertextException" | "IncorrectKeyException"}:
                raise DecryptionError("no")
            case status, _ if 400 <= status < 500:
                raise KeyRefused(operation)
            case _:
                raise KeyServiceUnavailable(operation)


def text(data):
    return b64encode(data).decode("ascii")


def canonical(context):
    ordered = dict(sorted(context.items()))
    return b"\x01" + json.dumps(ordered, separators=(",", ":"), ensure_ascii=False).encode()


def pack(blob, sealed):
    return bytes((1, *divmod(len(blob), 256))) + blob + sealed


def unpack(record):
    match list(record[:3]):
        case [1, high, low] if 0 < (size := 256 * high + low) <= len(record) - 31:
            return record[3 : 3 + size], record[3 + size :]
    raise DecryptionError("no")


def padding_of():
    return padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def load_public(pem):
    try:
        return serialization.load_pem_public_key(pem.encode())
    except failures.UnsupportedAlgorithm as error:
        raise ValueError("no key") from error


def load_private(pem):
    try:
        return serialization.load_pem_private_key(pem.encode(), None)
    except failures.UnsupportedAlgorithm as error:
        raise ValueError("no key") from error


async def agreed_key(shared, ephemeral, recipient):
    return await derive_key(shared, salt=ephemeral + recipient, info=b"x25519-hkdf-sha256-aes256gcm")


async def encrypt_for(public_key, plaintext, context=b""):
    match load_public(public_key):
        case x25519.X25519PublicKey() as recipient:
            once = x25519.X25519PrivateKey.generate()
            ephemeral = once.public_key().public_bytes_raw()
            key = await agreed_key(once.exchange(recipient), ephemeral, recipient.public_bytes_raw())
            head = b"\x03" + ephemeral
        case rsa.RSAPublicKey(key_size=bits) as recipient if bits >= 2048:
            key = secrets.token_bytes(32)
            head = b"\x04" + recipient.encrypt(key, padding_of())
        case _:
            raise ValueError("no recipient's key")
    return head + await encrypt(key, plaintext, head + context)


async def decrypt_with(private_key, message, context=b""):
    kind, rest = message[:1], message[1:]
    match load_private(private_key):
        case x25519.X25519PrivateKey() as recipient:
            wanted, size = b"\x03", 32

            async def key_in(carried):
                shared = recipient.exchange(x25519.X25519PublicKey.from_public_bytes(carried))
                return await agreed_key(shared, carried, recipient.public_key().public_bytes_raw())

        case rsa.RSAPrivateKey(key_size=bits) as recipient if bits >= 2048:
            wanted, size = b"\x04", (bits + 7) // 8

            async def key_in(carried):
                return recipient.decrypt(carried, padding_of())

        case _:
            raise ValueError("no recipient's key")
    if kind != wanted:
        raise DecryptionError("no")
    try:
        return await decrypt(await key_in(rest[:size]), rest[size:], message[: 1 + size] + context)
    except ValueError as error:
        raise DecryptionError("no") from error


async def sign(private_key, message):
    return signer(load_private(private_key), ed25519.Ed25519PrivateKey).sign(message)


async def verify(public_key, message, signature):
    key = signer(load_public(public_key), ed25519.Ed25519PublicKey)
    try:
        key.verify(signature, message)
    except failures.InvalidSignature as error:
        raise SignatureInvalid("no") from error


def signer(key, kind):
    if not isinstance(key, kind):
        raise ValueError("no signer's key")
    return key


async def sign_and_encrypt(plaintext, *, sender, recipient, context=b""):
    signature = await sign(sender, address(load_public(recipient)) + plaintext)
    return await encrypt_for(recipient, signature + plaintext, context)


async def decrypt_and_verify(message, *, sender, recipient, context=b""):
    inner = await decrypt_with(recipient, message, context)
    await verify(sender, address(load_private(recipient).public_key()) + inner[64:], inner[:64])
    return inner[64:]


def address(public):
    der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return b"sign-and-encrypt" + hashlib.sha256(der).digest()
