"""Formats as classes that read and write themselves; each recipient is a strategy; the key service is an object."""

from __future__ import annotations

import abc
import base64
import contextlib
import dataclasses
import hashlib
import io
import json
import secrets
from collections.abc import Iterator

import httpx
from cryptography.exceptions import InvalidSignature, InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf import hkdf, scrypt


class EncryptionError(Exception): ...


class DecryptionError(EncryptionError): ...


class SignatureInvalid(EncryptionError): ...


class KeyServiceError(EncryptionError): ...


class KeyRefused(KeyServiceError): ...


class KeyServiceUnavailable(KeyServiceError): ...


@contextlib.contextmanager
def shut(*errors: type[Exception]) -> Iterator[None]:
    """Make one DecryptionError of whatever goes wrong inside."""
    try:
        yield
    except (InvalidTag, *errors):
        raise DecryptionError("the message does not open") from None


class Reader(io.BytesIO):
    def exactly(self, size: int) -> bytes:
        found = self.read(size)
        if len(found) != size:
            raise DecryptionError("the message does not open")
        return found

    def expect(self, wanted: bytes) -> bytes:
        if self.read(len(wanted)) != wanted:
            raise DecryptionError("the message does not open")
        return wanted


@dataclasses.dataclass(frozen=True)
class Box:
    key: bytes

    def __post_init__(self) -> None:
        if len(self.key) * 8 != 256:
            raise ValueError("AES-256 wants 256 bits")

    def lock(self, plaintext: bytes, context: bytes) -> bytes:
        nonce = secrets.token_bytes(12)
        return nonce + AESGCM(self.key).encrypt(nonce, plaintext, context)

    def unlock(self, message: bytes, context: bytes) -> bytes:
        reader = Reader(message)
        nonce = reader.exactly(12)
        with shut():
            return AESGCM(self.key).decrypt(nonce, reader.read(), context)


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    return Box(key).lock(plaintext, context)


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    return Box(key).unlock(message, context)


def derive_key(secret: bytes, *, salt: bytes = b"", info: bytes = b"", length: int = 32) -> bytes:
    return hkdf.HKDF(hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


@dataclasses.dataclass(frozen=True)
class Costs:
    log_n: int
    salt: bytes = dataclasses.field(default_factory=lambda: secrets.token_bytes(16))

    @property
    def bearable(self) -> bool:
        return 8 <= self.log_n <= 15

    def __bytes__(self) -> bytes:
        return bytes([2, self.log_n]) + self.salt

    def box(self, password: str) -> Box:
        return Box(scrypt.Scrypt(salt=self.salt, length=32, n=2**self.log_n, r=8, p=5).derive(password.encode()))


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 14) -> bytes:
    costs = Costs(log_n)
    if not costs.bearable:
        raise ValueError(f"{log_n=} is beyond the limits")
    return bytes(costs) + costs.box(password).lock(plaintext, bytes(costs))


def decrypt_with_password(password: str, message: bytes) -> bytes:
    reader = Reader(message)
    reader.expect(b"\x02")
    costs = Costs(reader.exactly(1)[0], reader.exactly(16))
    if not costs.bearable:
        raise DecryptionError("the message does not open")
    return costs.box(password).unlock(reader.read(), bytes(costs))


@dataclasses.dataclass(frozen=True)
class Record:
    wrapped: bytes
    data: bytes

    @classmethod
    def read(cls, record: bytes) -> Record:
        reader = Reader(record)
        reader.expect(b"\x01")
        found = cls(reader.exactly(int.from_bytes(reader.exactly(2), "big")), reader.read())
        if not found.wrapped or len(found.data) < 28:
            raise DecryptionError("the message does not open")
        return found

    def __bytes__(self) -> bytes:
        return b"\x01" + len(self.wrapped).to_bytes(2, "big") + self.wrapped + self.data


class KeyService:
    def __init__(self, url: str, timeout: float) -> None:
        self.url = url
        self.timeout = httpx.Timeout(timeout)

    def __call__(self, operation: str, **fields: object) -> Answer:
        request = httpx.Request("POST", self.url, json=fields, headers={"X-Amz-Target": f"TrentService.{operation}"})
        try:
            with httpx.Client(timeout=self.timeout) as client:
                answer = client.send(request)
        except httpx.TransportError as error:
            raise KeyServiceUnavailable(type(error).__name__) from None
        return self.judge(answer)

    def judge(self, answer: httpx.Response) -> Answer:
        body: object = None
        with contextlib.suppress(ValueError):
            body = answer.json()
        fields = body if isinstance(body, dict) else {}
        if answer.is_success:
            return Answer(fields)
        raise self.error(answer.status_code, fields.get("__type"))

    @staticmethod
    def error(status: int, kind: object) -> EncryptionError:
        if status >= 500 or status == 429:
            return KeyServiceUnavailable(f"status {status}")
        known: dict[object, EncryptionError] = {
            "ThrottlingException": KeyServiceUnavailable("too many requests"),
            "InvalidCiphertextException": DecryptionError("the message does not open"),
            "IncorrectKeyException": DecryptionError("the message does not open"),
        }
        return known.get(kind if isinstance(kind, str) else "", KeyRefused(f"status {status}"))


class Answer(dict):
    def data(self, name: str) -> bytes:
        return base64.b64decode(self[name])

    def box(self) -> Box:
        return Box(self.data("Plaintext"))


class EnvelopeCipher:
    def __init__(self, url: str, key_id: str, *, timeout: float = 2.0) -> None:
        self._service = KeyService(url, timeout)
        self._key = key_id

    def seal(self, plaintext: bytes, context: dict[str, str]) -> bytes:
        answer = self._service("GenerateDataKey", KeyId=self._key, KeySpec="AES_256", EncryptionContext=context)
        box = answer.box()
        return bytes(Record(answer.data("CiphertextBlob"), box.lock(plaintext, self._bound(context))))

    def open(self, record: bytes, context: dict[str, str]) -> bytes:
        found = Record.read(record)
        blob = base64.b64encode(found.wrapped).decode()
        answer = self._service("Decrypt", CiphertextBlob=blob, KeyId=self._key, EncryptionContext=context)
        try:
            box = answer.box()
        except ValueError as error:
            raise DecryptionError("the data key has not 256 bits") from error
        return box.unlock(found.data, self._bound(context))

    def rewrap(self, record: bytes, context: dict[str, str], *, source: str | None = None) -> bytes:
        found = Record.read(record)
        answer = self._service(
            "ReEncrypt",
            CiphertextBlob=base64.b64encode(found.wrapped).decode(),
            SourceKeyId=source if source is not None else self._key,
            DestinationKeyId=self._key,
            SourceEncryptionContext=context,
            DestinationEncryptionContext=context,
        )
        return bytes(dataclasses.replace(found, wrapped=answer.data("CiphertextBlob")))

    @staticmethod
    def _bound(context: dict[str, str]) -> bytes:
        encoder = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return b"\x01" + encoder.encode(context).encode()


class Way(abc.ABC):
    """How the key of a message gets to its recipient."""

    mark: bytes
    size: int

    def send(self, plaintext: bytes, context: bytes) -> bytes:
        box, carried = self.make()
        head = self.mark + carried
        return head + box.lock(plaintext, head + context)

    def receive(self, message: bytes, context: bytes) -> bytes:
        reader = Reader(message)
        head = reader.expect(self.mark) + reader.exactly(self.size)
        with shut(ValueError):
            box = self.find(head[1:])
        return box.unlock(reader.read(), head + context)

    @abc.abstractmethod
    def make(self) -> tuple[Box, bytes]: ...

    @abc.abstractmethod
    def find(self, carried: bytes) -> Box: ...


class Agreement(Way):
    mark, size = b"\x03", 32

    def __init__(self, public: x25519.X25519PublicKey, private: x25519.X25519PrivateKey | None = None) -> None:
        self.public, self.private = public, private

    def make(self) -> tuple[Box, bytes]:
        own = x25519.X25519PrivateKey.generate()
        carried = own.public_key().public_bytes_raw()
        return self.box(own.exchange(self.public), carried), carried

    def find(self, carried: bytes) -> Box:
        return self.box(self.private.exchange(x25519.X25519PublicKey.from_public_bytes(carried)), carried)

    def box(self, shared: bytes, carried: bytes) -> Box:
        salt = carried + self.public.public_bytes_raw()
        return Box(derive_key(shared, salt=salt, info=b"x25519-hkdf-sha256-aes256gcm"))


class Wrapping(Way):
    mark = b"\x04"
    padding = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)

    def __init__(self, public: rsa.RSAPublicKey, private: rsa.RSAPrivateKey | None = None) -> None:
        if public.key_size < 2048:
            raise ValueError("too short a key")
        self.public, self.private, self.size = public, private, (public.key_size + 7) // 8

    def make(self) -> tuple[Box, bytes]:
        box = Box(secrets.token_bytes(32))
        return box, self.public.encrypt(box.key, self.padding)

    def find(self, carried: bytes) -> Box:
        return Box(self.private.decrypt(carried, self.padding))


WAYS = {x25519.X25519PublicKey: Agreement, rsa.RSAPublicKey: Wrapping}


def way(public: object, private: object = None) -> Way:
    for kind, made in WAYS.items():
        if isinstance(public, kind):
            return made(public, private)
    raise ValueError("no key of a recipient")


def load(pem: str, private: bool) -> object:
    data = pem.encode()
    try:
        if private:
            return serialization.load_pem_private_key(data, password=None)
        return serialization.load_pem_public_key(data)
    except UnsupportedAlgorithm as error:
        raise ValueError("not a key that is known here") from error


def encrypt_for(public_key: str, plaintext: bytes, context: bytes = b"") -> bytes:
    return way(load(public_key, private=False)).send(plaintext, context)


def decrypt_with(private_key: str, message: bytes, context: bytes = b"") -> bytes:
    private = load(private_key, private=True)
    return way(private.public_key(), private).receive(message, context)


def sign(private_key: str, message: bytes) -> bytes:
    match load(private_key, private=True):
        case ed25519.Ed25519PrivateKey() as key:
            return key.sign(message)
    raise ValueError("no key of a signer")


def verify(public_key: str, message: bytes, signature: bytes) -> None:
    key = load(public_key, private=False)
    if not isinstance(key, ed25519.Ed25519PublicKey):
        raise ValueError("no key of a signer")
    try:
        key.verify(signature, message)
    except InvalidSignature:
        raise SignatureInvalid("the signature is not good") from None


def _letter(recipient: object, plaintext: bytes) -> bytes:
    spelled = recipient.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return b"sign-and-encrypt" + hashlib.sha256(spelled).digest() + plaintext


def sign_and_encrypt(plaintext: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    signature = sign(sender, _letter(load(recipient, private=False), plaintext))
    return encrypt_for(recipient, signature + plaintext, context)


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    reader = Reader(decrypt_with(recipient, message, context))
    signature, plaintext = reader.read(64), reader.read()
    verify(sender, _letter(load(recipient, private=True).public_key(), plaintext), signature)
    return plaintext
