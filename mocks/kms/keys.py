"""What the key management service keeps: keys in versions, what they wrap, and who asked. Knows nothing of HTTP.

A blob is what a data key looks like once it is wrapped: which key and version, a nonce, and AES-256-GCM over the data
key, with the encryption context as associated data. To everybody else it is a row of bytes.
"""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mocks.service import Clock, Observe

Context = Mapping[str, str]

KEY_BYTES = 32
NONCE_BYTES = 12
_MARK = b"\x01kms"
_ORIGIN_BYTES = len(_MARK) + 16 + 2
_ARN = "arn:aws:kms:eu-central-1:111122223333:key/"


class KmsError(Exception):
    """A request that the service refuses, by the name that AWS gives it."""

    def __init__(self, kind: str, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text
        self.status = status


@dataclass
class Key:
    """A key of the service: its versions, oldest first; None for one that was deleted."""

    id: str
    alias: str
    created: float
    versions: list[bytes | None]
    enabled: bool = True

    @property
    def arn(self) -> str:
        """The name that answers give it."""
        return _ARN + self.id

    @property
    def state(self) -> str:
        """``Enabled`` or ``Disabled``."""
        return "Enabled" if self.enabled else "Disabled"


@dataclass(frozen=True)
class Origin:
    """Which key, and which of its versions (from 1), has wrapped a blob."""

    key: Key
    version: int


@dataclass(frozen=True)
class Unwrapped(Origin):
    """A data key in clear, and where it comes from."""

    data_key: bytes = field(repr=False)


@dataclass(frozen=True)
class Call:
    """One line of the audit trail. ``key``: as the request named it; ``error``: as AWS names it, or empty."""

    operation: str
    key: str
    context: Context
    error: str = ""


class KeyRing:
    """The keys of one service."""

    def __init__(self, clock: Clock, chance: random.Random, observe: Observe) -> None:
        self._clock = clock
        self._chance = chance
        self._observe = observe
        self._keys: dict[str, Key] = {}
        self.calls: list[Call] = []
        self.handed_out: list[bytes] = []
        self.denied: set[str] = set()

    # ------------------------------------------------------------------ keys

    def create(self, alias: str = "") -> Key:
        """Make a key with one version."""
        name = str(uuid.UUID(bytes=self._chance.randbytes(16), version=4))
        key = Key(name, alias, self._clock.time(), [self._chance.randbytes(KEY_BYTES)])
        self._keys[name] = key
        self._tell(key)
        return key

    def find(self, name: str) -> Key:
        """Return the key of that id, ARN or alias. NotFoundException."""
        for key in self._keys.values():
            if name and name in (key.id, key.arn, key.alias):
                return key
        raise KmsError("NotFoundException", f"Key '{name}' does not exist")

    def all(self) -> tuple[Key, ...]:
        """Return every key, oldest first."""
        return tuple(self._keys.values())

    def rotate(self, name: str) -> int:
        """Add a version and return its number."""
        key = self.find(name)
        key.versions.append(self._chance.randbytes(KEY_BYTES))
        self._tell(key)
        return len(key.versions)

    def retire(self, name: str, version: int) -> None:
        """Delete a version. IndexError if there is none of that number."""
        self.find(name).versions[version - 1] = None

    def switch(self, name: str, *, enabled: bool) -> None:
        """Enable or disable a key."""
        key = self.find(name)
        key.enabled = enabled
        self._tell(key)

    def usable(self, name: str) -> Key:
        """Return the key of that name, if it may be used. NotFoundException, DisabledException."""
        key = self.find(name)
        if not key.enabled:
            raise KmsError("DisabledException", f"{key.arn} is disabled.")
        return key

    # ------------------------------------------------------------------ data keys

    def new_data_key(self, length: int) -> bytes:
        """Return fresh bytes, noted as given away."""
        data_key = self._chance.randbytes(length)
        self.handed_out.append(data_key)
        return data_key

    def wrap(self, name: str, data_key: bytes, context: Context) -> bytes:
        """Wrap under the newest version. KMSInvalidStateException if that was deleted."""
        key = self.find(name)
        origin = _MARK + uuid.UUID(key.id).bytes + len(key.versions).to_bytes(2)
        nonce = self._chance.randbytes(NONCE_BYTES)
        return origin + nonce + _cipher(key, len(key.versions)).encrypt(nonce, data_key, _bound(origin, context))

    def unwrap(self, blob: bytes, context: Context) -> Unwrapped:
        """Unwrap. InvalidCiphertextException if blob and context are not as they were."""
        found = self.origin(blob)
        origin, nonce, wrapped = _parts(blob)
        try:
            data_key = _cipher(found.key, found.version).decrypt(nonce, wrapped, _bound(origin, context))
        except InvalidTag:
            raise _invalid() from None
        return Unwrapped(found.key, found.version, data_key)

    def origin(self, blob: bytes) -> Origin:
        """Return what the blob says of its key. InvalidCiphertextException if it is no blob of this service."""
        origin, _, wrapped = _parts(blob)
        name = str(uuid.UUID(bytes=origin[len(_MARK) : -2])) if len(origin) == _ORIGIN_BYTES else ""
        version = int.from_bytes(origin[-2:])
        key = self._keys.get(name)
        known = origin.startswith(_MARK) and wrapped and key is not None and 0 < version <= len(key.versions)
        if not known or key is None:
            raise _invalid()
        return Origin(key, version)

    def _tell(self, key: Key) -> None:
        self._observe(key.alias or key.id, f"version {len(key.versions)}" if key.enabled else "disabled")


def _parts(blob: bytes) -> tuple[bytes, bytes, bytes]:
    end = _ORIGIN_BYTES + NONCE_BYTES
    return blob[:_ORIGIN_BYTES], blob[_ORIGIN_BYTES:end], blob[end:]


def _cipher(key: Key, version: int) -> AESGCM:
    material = key.versions[version - 1]
    if material is None:
        raise KmsError("KMSInvalidStateException", f"{key.arn} is pending import: version {version} was deleted.")
    return AESGCM(material)


def _bound(origin: bytes, context: Context) -> bytes:
    return origin + json.dumps(dict(context), sort_keys=True).encode()


def _invalid() -> KmsError:
    # AWS says no more than this, so that nobody learns what exactly did not fit.
    return KmsError("InvalidCiphertextException", "")
