"""Turns claims into signed tokens (RFC 7519, RFC 7515), the same ones for the same claims. Auth server only."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from jwt import PyJWS
from jwt.algorithms import ECAlgorithm
from jwt.utils import base64url_encode, der_to_raw_signature

from mocks.auth_server.keys import SigningKey

ACCESS_TOKEN = "at+jwt"  # noqa: S105 — the name of a kind of token, no secret
"""The ``typ`` of an access token (RFC 9068, section 2.1)."""
ID_TOKEN = "JWT"  # noqa: S105 — the name of a kind of token, no secret


class _RepeatableES256(ECAlgorithm):
    """ES256 whose random number comes from key and message (RFC 6979): the same token each time."""

    def sign(self, msg: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
        """Sign, as the two numbers side by side (RFC 7518, section 3.4)."""
        der = key.sign(msg, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        return der_to_raw_signature(der, key.curve)


def sign(claims: Mapping[str, Any], key: SigningKey, *, headers: Mapping[str, Any] | None = None) -> str:
    """Sign claims with a key. A header of None is left out; an ``alg`` among them is one that the key can do."""
    wanted = {"kid": key.kid, "typ": ACCESS_TOKEN, **(headers or {})}
    given = {name: value for name, value in wanted.items() if value is not None}
    given.setdefault("typ", "")  # PyJWT puts one in unless it is empty, and then leaves it out
    return _jws().encode(_json(claims), key.private, key.alg, headers=given)


def compact(header: Any, payload: Any, sign: Callable[[bytes], bytes]) -> str:
    """A token of any header and payload, however wrong, and what ``sign`` makes of its first two parts.

    Libraries refuse to make the tokens that a forger makes: that is what this is for. Bytes are taken as they
    are, everything else is turned into JSON.
    """
    signed = base64url_encode(_json(header)) + b"." + base64url_encode(_json(payload))
    return (signed + b"." + base64url_encode(sign(signed))).decode("ascii")


def signature(signed: bytes, key: SigningKey) -> bytes:
    """What the key makes of these bytes, whatever they are."""
    return _jws().get_algorithm_by_name(key.alg).sign(signed, key.private)


def _json(value: Any) -> bytes:
    return value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()


@functools.cache  # never changed after it is made
def _jws() -> PyJWS:
    jws = PyJWS()
    jws.unregister_algorithm("ES256")
    jws.register_algorithm("ES256", _RepeatableES256(hashes.SHA256, ec.SECP256R1))
    return jws
