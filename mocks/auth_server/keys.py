"""Signing keys and the set in which they are published (RFC 7517, RFC 7518). Used by the auth server only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from jwt.utils import base64url_encode, der_to_raw_signature

from mocks.auth_server.rsa_primes import PRIMES

Algorithm = Literal["ES256", "RS256"]
EXPONENT = 65537
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # SEC 2, section 2.4.2
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class SigningKey:
    """A private key with its name and algorithm."""

    kid: str
    algorithm: Algorithm
    private: PrivateKey

    @property
    def jwk(self) -> dict[str, Any]:
        """The public half as a JSON Web Key."""
        public = self.private.public_key()
        if isinstance(public, ec.EllipticCurvePublicKey):
            found = json.loads(ECAlgorithm.to_jwk(public))
        else:
            found = json.loads(RSAAlgorithm.to_jwk(public))
        found.pop("key_ops", None)
        return {**found, "kid": self.kid, "use": "sig", "alg": self.algorithm}

    @property
    def public_pem(self) -> bytes:
        """The public half as SubjectPublicKeyInfo in PEM."""
        return self.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def private_pem(self) -> str:
        """The private half as PKCS #8 in PEM, for a test that hands a key to a student's code."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")

    def sign(self, header: Mapping[str, Any], payload: Mapping[str, Any]) -> str:
        """A JWS in compact form (RFC 7515). PyJWT's ECDSA takes a new nonce each time; this one follows RFC 6979."""
        signed = b".".join(
            base64url_encode(json.dumps(part, separators=(",", ":")).encode()) for part in (header, payload)
        )
        if isinstance(self.private, rsa.RSAPrivateKey):
            signature = self.private.sign(signed, padding.PKCS1v15(), SHA256())
        else:
            der = self.private.sign(signed, ec.ECDSA(SHA256(), deterministic_signing=True))
            signature = der_to_raw_signature(der, self.private.curve)
        return b".".join((signed, base64url_encode(signature))).decode("ascii")


def make_key(kid: str, algorithm: Algorithm, number: int = 0) -> SigningKey:
    """A key that follows from its name and number alone, so that a run is the same each time."""
    if algorithm == "RS256":
        return SigningKey(kid, algorithm, _rsa(*PRIMES[number % len(PRIMES)]))
    secret = int.from_bytes(hashlib.sha256(f"{kid} {number}".encode()).digest())
    return SigningKey(kid, algorithm, ec.derive_private_key(secret % (P256_ORDER - 1) + 1, ec.SECP256R1()))


def _rsa(p: int, q: int) -> rsa.RSAPrivateKey:
    d = rsa.rsa_recover_private_exponent(EXPONENT, p, q)
    public = rsa.RSAPublicNumbers(EXPONENT, p * q)
    crt = (rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q))
    # Checking that they are primes takes longer than all else; tests/mocks does it.
    return rsa.RSAPrivateNumbers(p, q, d, *crt, public).private_key(unsafe_skip_rsa_key_validation=True)
