"""Idempotency keys: a request that is sent again with the same key is carried out once and answered alike.

After draft-ietf-httpapi-idempotency-key-header-07, section 2: the answer is repeated for the same request,
422 if the key comes with another request, 409 while the first one is still being worked on.
Used by ``mocks.payment.gateway``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass

from mocks.service import Clock

LIFETIME = 24 * 3600.0
"""Seconds that a key is remembered; the draft leaves it to the service, which must publish it."""
MAX_LENGTH = 255


@dataclass(frozen=True)
class Answer:
    """A whole HTTP answer, to be repeated byte by byte."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class MalformedKeyError(Exception):
    """The header's value is no key."""


class ReusedKeyError(Exception):
    """The key has come with another request before."""


class StillWorkingError(Exception):
    """The first request with this key is not finished."""


@dataclass
class _Entry:
    fingerprint: str
    since: float
    answer: Answer | None = None


class IdempotencyKeys:
    """The keys of one service, and the answers that they stand for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: dict[str, _Entry] = {}

    def begin(self, key: str, fingerprint: str) -> Answer | None:
        """The answer to repeat, or None: then carry the request out and call ``finish`` or ``forget``.

        ``ReusedKeyError`` and ``StillWorkingError`` as their names say.
        """
        now = self._clock.time()
        entry = self._entries.get(key)
        if entry is None or now - entry.since >= LIFETIME:
            self._entries[key] = _Entry(fingerprint, now)
            return None
        if entry.fingerprint != fingerprint:
            raise ReusedKeyError
        if entry.answer is None:
            raise StillWorkingError
        return entry.answer

    def finish(self, key: str, answer: Answer) -> None:
        """Remember how the request was answered."""
        self._entries[key].answer = answer

    def forget(self, key: str) -> None:
        """Nothing was done: the key is free again."""
        del self._entries[key]


def parse_key(header: str) -> str:
    """The key in an Idempotency-Key header: a quoted string (RFC 8941, section 3.3.3), or bare.

    ``MalformedKeyError`` if it is empty, longer than 255 characters, or not printable ASCII.
    """
    key = header.strip()
    if len(key) >= 2 and key[0] == key[-1] == '"':
        key = key[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if not 0 < len(key) <= MAX_LENGTH or not key.isascii() or not key.isprintable():
        raise MalformedKeyError
    return key


def fingerprint(method: str, path: str, body: bytes) -> str:
    """What makes two requests the same: method, path, body; the order of fields in JSON is no difference."""
    with contextlib.suppress(ValueError, RecursionError):  # not JSON: byte by byte
        body = json.dumps(json.loads(body), sort_keys=True).encode()
    return hashlib.sha256(b"\0".join((method.encode(), path.encode(), body))).hexdigest()
