"""Authentication and authorization: who asks, what they may do, and an application that finds out in this order.

The lesson and everything that is asked of you are in README.md. Functions, methods and endpoints may be
``async def`` instead, but for the constructors and ``create_app``; names and parameters stay as they are.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from fastapi import FastAPI

PUBLIC = "public"
"""The rule of a route that is open to everybody."""

KEY_BYTES = 32
"""The length of a derived key."""

SALT_BYTES = 16
"""The length of a salt that ``PasswordHasher.hash`` makes."""


class AccessError(Exception):
    """The base of the reasons for which somebody does not get in."""


class NotAuthenticated(AccessError):
    """Nobody we know: 401. ``scheme``: "basic" or "bearer" if such credentials were refused, "" if there were none."""

    def __init__(self, scheme: str = "") -> None:
        super().__init__("valid credentials are required")
        self.scheme = scheme


class PermissionDenied(AccessError):
    """Somebody we know, who may not do this: 403."""


class DirectoryUnavailable(AccessError):
    """Who they are can't be told now: 503."""


@dataclass(frozen=True)
class Basic:
    """A name and a password (RFC 7617)."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Bearer:
    """A token (RFC 6750)."""

    token: str = field(repr=False)


@dataclass(frozen=True)
class Identity:
    """Who somebody is, and what they may do. ``scheme``: "basic" or "bearer", whichever credentials they showed."""

    username: str
    permissions: frozenset[str]
    scheme: str = "basic"


def scrypt(password: bytes, *, salt: bytes, n: int, r: int, p: int) -> bytes:
    """Derive a key of ``KEY_BYTES`` from a password with scrypt (RFC 7914).

    n: the cost, a power of two; r: the block size; p: the parallelization. It takes 128 * n * r bytes of memory.
    """
    # TODO(passwords)
    raise NotImplementedError


class PasswordHasher:
    """Makes password records, and checks passwords against them.

    n, r, p: the cost of new records, as of ``scrypt``.
    derive: derives every key; called like ``scrypt``, the password by position and the rest by name.
    compare: compares a derived key with that of a record, in constant time.
    """

    def __init__(
        self,
        *,
        n: int = 2**14,
        r: int = 8,
        p: int = 5,
        derive: Callable[..., bytes] = scrypt,
        compare: Callable[[bytes, bytes], bool] = hmac.compare_digest,
    ) -> None:
        # TODO(passwords)
        raise NotImplementedError

    def hash(self, password: str) -> str:
        """Return a new record, ``$scrypt$ln=14,r=8,p=5$<salt>$<key>``, with a salt of its own."""
        # TODO(passwords)
        raise NotImplementedError

    def verify(self, record: str | None, password: str) -> bool:
        """Return whether the password is that of the record. Derives exactly one key, whatever the record.

        What can't be read as a record is the record of no password, and so is None.
        """
        # TODO(passwords)
        raise NotImplementedError

    def needs_rehash(self, record: str | None) -> bool:
        """Return whether the record has another cost than new ones, or can't be read."""
        # TODO(passwords)
        raise NotImplementedError


def parse_authorization(value: str | None) -> Basic | Bearer | None:
    """Return the credentials in the value of an Authorization field.

    None if the field is absent (None) or has another scheme. Raises ``NotAuthenticated``, with the scheme, if
    what follows ``Basic`` or ``Bearer`` is not what RFC 7617 or RFC 6750 asks for.
    """
    # TODO(credentials)
    raise NotImplementedError


class Authenticator:
    """Turns credentials into an identity, with the help of the user directory.

    directory_url: does not end in ``/``. key: goes as a bearer token with every request to the directory.
    timeout: seconds to wait for an answer of the directory.
    """

    def __init__(self, directory_url: str, *, key: str, hasher: PasswordHasher, timeout: float = 2.0) -> None:
        # TODO(identity)
        raise NotImplementedError

    def authenticate(self, credentials: Basic | Bearer) -> Identity:
        """Return who shows these credentials.

        Raises ``NotAuthenticated``, with the scheme, if they are not good, and ``DirectoryUnavailable`` if the
        directory can't tell.
        """
        # TODO(identity): names and passwords; the same work for a name that nobody has.
        # TODO(identity): tokens, by introspection (RFC 7662).
        # TODO(identity): a record with another cost is replaced after a login.
        raise NotImplementedError


class Policy:
    """What one needs to be permitted for each route. What it does not name is refused.

    rules: from a method and a path, ``"GET /seats/{seat}"``, to the permissions that are needed, all of them;
    none if any user will do; or ``PUBLIC``.
    """

    def __init__(self, rules: Mapping[str, Collection[str]]) -> None:
        # TODO(permissions)
        raise NotImplementedError

    def check(self, identity: Identity | None, method: str, path: str) -> None:
        """Return if the route may be used; ``path`` is that of the route, ``/seats/{seat}``.

        Raises ``NotAuthenticated`` for nobody (``identity`` is None), ``PermissionDenied`` for somebody who may not.
        """
        # TODO(permissions)
        raise NotImplementedError


def create_app(*, authenticator: Authenticator, policy: Policy, realm: str = "venue") -> FastAPI:
    """Return the venue's application: ``/health``, ``/me``, ``/seats`` and ``/seats/{seat}``.

    realm: what the challenges of a 401 call the application.
    """
    # TODO(app): identity first, then the permission, then everything else.
    raise NotImplementedError
