"""Keys and tokens, good and bad, and what the tests of several tasks ask of them."""

import base64
import functools
import hashlib
import hmac
import json
import math

import jwt
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwt.utils import der_to_raw_signature

from grader.suite import explain

ISSUER = "https://auth.test"
AUDIENCE = "https://orders.test"
CLAIMS = {"iss", "sub", "roles", "aud", "iat", "exp", "jti"}


class Key:
    """A key pair by the name of ``kid``. The same number gives the same pair."""

    def __init__(self, kid, number=1, algorithm="ES256"):
        self.kid = kid
        self.algorithm = algorithm
        self.private = ec.derive_private_key(number, ec.SECP256R1()) if algorithm == "ES256" else rsa_key()
        self.public = self.private.public_key()

    @property
    def pem(self):
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    @property
    def jwk(self):
        maker = jwt.get_algorithm_by_name(self.algorithm)
        return {**maker.to_jwk(self.public, as_dict=True), "kid": self.kid, "use": "sig", "alg": self.algorithm}

    def sign(self, header, claims):
        """Sign any header and any payload, however wrong."""
        return self.sign_parts(encoded(header), encoded(claims))

    def sign_parts(self, head, body):
        """Sign two parts that are written already, however wrong."""
        signed = f"{head}.{body}"
        return f"{signed}.{encoded(self.signature(signed.encode()))}"

    def signature(self, signed):
        """The same one for the same bytes."""
        if self.algorithm != "ES256":
            return jwt.get_algorithm_by_name(self.algorithm).sign(signed, self.private)
        repeatable = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        return der_to_raw_signature(self.private.sign(signed, repeatable), self.private.curve)


@functools.cache
def rsa_key():
    """Always the same one: its primes are hashes of a text with a counter that makes them primes."""
    p, q = (hashed(f"tokens {name} {count}") for name, count in (("p", 534), ("q", 26)))
    d = pow(65537, -1, math.lcm(p - 1, q - 1))
    public = rsa.RSAPublicNumbers(65537, p * q)
    numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public)
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


def hashed(words):
    return int.from_bytes(hashlib.shake_256(words.encode()).digest(128)) | (0b11 << 1022) | 1


def encoded(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def part(token, index):
    """The header (0) or the claims (1) of a token, whether it is good or not."""
    try:
        piece = token.split(".")[index]
        found = json.loads(base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))
    except (AttributeError, IndexError, TypeError, ValueError):
        found = None
    assert isinstance(found, dict), explain(
        expected="a text of three parts, header.claims.signature", happened="the token can't be read as one"
    )
    return found


def is_signed_by(key, token):
    """See that the key's public half confirms the token."""
    try:
        jwt.PyJWS().decode(token, key.public, algorithms=[key.algorithm])
    except jwt.PyJWTError:
        signed = False
    else:
        signed = True
    assert signed, explain("a signature that the public key confirms, with ES256", "the public key does not confirm it")


class Bench:
    """Our auth server's keys, and tokens that are as good as a test lets them be."""

    def __init__(self, clock, evidence):
        self.clock = clock
        self.evidence = evidence
        self.signer = Key("ours-1", 11)
        self.rsa = Key("ours-2", algorithm="RS256")
        self.stranger = Key("ours-1", 99)

    @property
    def jwks(self):
        return {"keys": [self.signer.jwk]}

    @property
    def both(self):
        """The set with the key for RS256 as well."""
        return {"keys": [self.signer.jwk, self.rsa.jwk]}

    def in_seconds(self, seconds):
        """That many seconds from now, as tokens write it."""
        return int(self.clock.time()) + seconds

    def issue(self, subject="omar", *, lifetime=300, key=None, headers=None, without=(), **claims):
        """``lifetime`` in seconds from now. A header of None is left out."""
        key = key or self.signer
        good = {"iss": ISSUER, "sub": subject, "aud": AUDIENCE, "exp": self.in_seconds(lifetime)}
        known = {**good, "iat": self.in_seconds(0), "jti": "1", "roles": ["reader"]}
        payload = {name: value for name, value in {**known, **claims}.items() if name not in without}
        header = {"alg": key.algorithm, "typ": "JWT", "kid": key.kid, **(headers or {})}
        return key.sign({name: value for name, value in header.items() if value is not None}, payload)

    def unsigned(self, algorithm):
        return f"{encoded({'alg': algorithm, 'typ': 'JWT', 'kid': 'ours-1'})}.{self.issue().split('.')[1]}."

    def confused(self, key, secret, algorithm="HS256"):
        """Signed with a secret that is none, in the name of ``key``."""
        signed = f"{encoded({'alg': algorithm, 'typ': 'JWT', 'kid': key.kid})}.{self.issue().split('.')[1]}"
        return f"{signed}.{encoded(hmac.digest(secret, signed.encode(), 'sha' + algorithm[2:]))}"


@pytest.fixture
def bench(clock, evidence):
    return Bench(clock, evidence)


def verify(student, bench, token, **options):
    return student.verify_token(token, **{"jwks": bench.jwks, "issuer": ISSUER, "audience": AUDIENCE, **options})


def accepts(student, bench, token, what="a good token", **options):
    """See that the token of omar is accepted. ``what`` it is, for the message."""
    bench.evidence.note(f"tried: {what}")
    claims = verify(student, bench, token, **options)
    subject = claims.get("sub") if isinstance(claims, dict) else claims
    assert subject == "omar", explain(
        expected=f"the claims of {what}, for omar", happened=f"what came back says {subject!r}", tried=what
    )


def refuses(student, bench, tokens, why, try_next="", **options):
    """See that each of these is TokenInvalid. ``tokens``: by what they are, for the message."""
    for what, token in tokens.items():
        with student.raises("TokenInvalid", why=why, try_next=try_next, tried=what):
            verify(student, bench, token, **options)


def asked(network, host):
    """How often somebody was asked for their keys."""
    return len(network.requests(host))
