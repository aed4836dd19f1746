"""The auth server's signing keys: a few that are valid at once, rotation, and the public half as a JWK Set.

For ``mocks.auth_server`` alone. None of these keys is secret: they are worked out from texts in this file, so
that every run signs alike, and not generated, which for RSA takes longer than a dozen tests.
"""

from __future__ import annotations

import functools
import hashlib
import math
from dataclasses import dataclass
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from mocks.service import Observe

Alg = Literal["RS256", "ES256"]
"""The algorithms that the server signs with (RFC 7518, section 3.1)."""

# Generating an RSA key of 2048 bits costs 100 ms and more, and comes out different each time. A prime, once
# found, is found again at once: it is the hash of a text with a counter in it, and the counter is kept here. One
# pair for p and q of each key; making the key then takes less than 1 ms.
_COUNTERS = (
    (20, 126),
    (785, 442),
    (309, 4),
    (322, 91),
    (125, 459),
    (785, 46),
    (200, 51),
    (364, 440),
    (162, 399),
)
_STRANGER = 0
"""The pool's first key is nobody's: whoever forges a token has it."""
_PUBLIC_EXPONENT = 65537
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class SigningKey:
    """A key pair with the id under which its public half is published."""

    kid: str
    alg: Alg
    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    @property
    def jwk(self) -> dict[str, Any]:
        """The public half as a JWK (RFC 7517, section 4; RFC 7518, section 6)."""
        public = self.private.public_key()
        if isinstance(public, rsa.RSAPublicKey):
            numbers = RSAAlgorithm.to_jwk(public, as_dict=True)
        else:
            numbers = ECAlgorithm.to_jwk(public, as_dict=True)
        numbers.pop("key_ops", None)  # "use" and "key_ops" should not stand together, RFC 7517, section 4.3
        return {**numbers, "kid": self.kid, "use": "sig", "alg": self.alg}

    def public_bytes(self, encoding: Encoding) -> bytes:
        """The public half as SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7), in PEM or DER."""
        return self.private.public_key().public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)


class KeyRing:
    """The keys of one server: one of each algorithm signs, those before it are still published.

    Tells ``observe`` under ``auth server signs ES256 with`` which key signs from now on. Servers with another seed have
    other keys under the same key ids.
    """

    def __init__(self, observe: Observe, seed: int) -> None:
        self._observe = observe
        self._seed = seed
        self._made: dict[Alg, int] = {"RS256": 0, "ES256": 0}
        self._published: list[SigningKey] = []
        for alg in self._made:
            self.rotate(alg)

    @property
    def published(self) -> tuple[SigningKey, ...]:
        """The keys in the key set, oldest first."""
        return tuple(self._published)

    @property
    def jwks(self) -> dict[str, Any]:
        """The key set (RFC 7517, section 5) as it is published now."""
        return {"keys": [key.jwk for key in self._published]}

    def active(self, alg: Alg) -> SigningKey:
        """The key that signs. LookupError if there is none for that algorithm."""
        for key in reversed(self._published):
            if key.alg == alg:
                return key
        raise LookupError(f"no key for {alg} is published")

    def find(self, kid: str) -> SigningKey:
        """The published key of that id. KeyError if there is none."""
        for key in self._published:
            if key.kid == kid:
                return key
        raise KeyError(kid)

    def rotate(self, alg: Alg) -> SigningKey:
        """Make a new key, publish it beside the others, and sign with it from now on."""
        self._made[alg] += 1
        number = self._made[alg]
        key = _rsa_signing_key(self._seed, number) if alg == "RS256" else _ec_signing_key(self._seed, number)
        self._published.append(key)
        self._observe(f"auth server signs {alg} with", key.kid)
        return key

    def retire(self, kid: str) -> None:
        """Take a key out of the key set: nothing that it signed is to be believed. KeyError if it is not there."""
        self._published.remove(self.find(kid))


def stranger(alg: Alg) -> SigningKey:
    """A key that belongs to no server: an attacker's."""
    private = rsa_key(_STRANGER) if alg == "RS256" else ec_key("stranger")
    return SigningKey("stranger", alg, private)


# Caching is sound: keys never change. A pool shared by all servers of a process costs each test nothing.
@functools.cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:
    """The pool's key of that number, 2048 bits; always the same one."""
    if number >= len(_COUNTERS):
        # Nobody rotates that often in a test. By hand it may happen; then the key is a new one and takes a moment.
        return rsa.generate_private_key(_PUBLIC_EXPONENT, 2048)
    p, q = (_hashed(f"{number} {name} {count}") for name, count in zip("pq", _COUNTERS[number], strict=True))
    p, q = max(p, q), min(p, q)
    d = pow(_PUBLIC_EXPONENT, -1, math.lcm(p - 1, q - 1))
    public = rsa.RSAPublicNumbers(_PUBLIC_EXPONENT, p * q)
    numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public)
    # Validation would take 100 ms. A test of the pool does it once for all.
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


@functools.cache
def ec_key(name: str) -> ec.EllipticCurvePrivateKey:
    """A key on P-256 worked out from its name; always the same one."""
    digest = hashlib.sha512(f"auth server test key {name}".encode()).digest()
    return ec.derive_private_key(int.from_bytes(digest) % (_P256_ORDER - 1) + 1, ec.SECP256R1())


def _hashed(text: str) -> int:
    """An odd number of 1024 bits, its two highest set so that a product of two has 2048."""
    digest = hashlib.shake_256(f"auth server test key {text}".encode()).digest(128)
    return int.from_bytes(digest) | (0b11 << 1022) | 1


def _rsa_signing_key(seed: int, number: int) -> SigningKey:
    pool = len(_COUNTERS) - 1
    # Half the pool further for the next seed: two servers have no key in common before they rotate four times.
    place = 1 + (number - 1 + seed * (pool // 2)) % pool if number <= pool else pool + number
    return SigningKey(f"rsa-{number}", "RS256", rsa_key(place))


def _ec_signing_key(seed: int, number: int) -> SigningKey:
    return SigningKey(f"ec-{number}", "ES256", ec_key(f"{seed} {number}"))
